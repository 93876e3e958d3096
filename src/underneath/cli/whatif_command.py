"""`underneath whatif`: change what happened, or how somebody is, and ask again."""

from __future__ import annotations

import math
from contextlib import nullcontext
from dataclasses import replace

import click

from underneath.cli.answering import answer_one
from underneath.cli.arguments import MOST_DRAWS, PAIR, SETTING, examples, format_option, read_story, story_argument
from underneath.cli.patience import patience
from underneath.core.effort import effort
from underneath.explain.wording import decision_question, outcomes_of, question_of, settings_of
from underneath.files.queries import Follow, SampleRule
from underneath.files.script import Elsewhere, Query, Script, WhatIfQuery

EXAMPLES = examples(
    'underneath whatif STORY joke=joke --ask "Kakashi: moved" --ask wink',
    "underneath whatif STORY mask=on --expect wink --follow told",
    'underneath whatif STORY --set people.Sakura.level=1 --ask "Sakura > Kakashi: moved"',
)


@click.command("whatif", epilog=EXAMPLES)
@story_argument
@click.argument("changes", nargs=-1, type=PAIR, metavar="[FACT=OUTCOME]...")
@click.option(
    "--set",
    "settings",
    type=SETTING,
    multiple=True,
    metavar="KEY=VALUE",
    help="Change the world itself: people.Sakura.level=1. May be repeated.",
)
@click.option(
    "--ask",
    "-a",
    "asked",
    multiple=True,
    metavar="QUESTION",
    help='"Kakashi: moved", "Sakura > Kakashi: heart=love", or "wink" for what happens. May be repeated.',
)
@click.option(
    "--expect",
    "-e",
    "expected",
    multiple=True,
    metavar="DECISION",
    help="How this decision would be taken. May be repeated.",
)
@click.option(
    "--follow",
    type=click.Choice(["told", "likeliest", "samples"]),
    help="How the branch goes on; left out, in every possible way.",
)
@click.option(
    "--samples",
    type=click.IntRange(min=2, max=MOST_DRAWS),
    default=100,
    show_default=True,
    help="For --follow samples: how many; a share is then off by some 5 percentage points, and more take longer.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="For --follow samples: where random numbers start.",
)
@format_option
def command(
    story: str,
    changes: tuple[tuple[str, str], ...],
    settings: tuple[tuple[str, str], ...],
    asked: tuple[str, ...],
    expected: tuple[str, ...],
    follow: str | None,
    samples: int,
    seed: int,
    form: str,
) -> None:
    """Say how STORY would have gone on, had something been different.

    FACT=OUTCOME changes what happened: every history that the story leaves possible is run again from there on.  --set
    changes the world instead (its people, numbers, facts, wants or heads), and tells the same outcomes in it.
    """
    if bool(changes) == bool(settings):
        raise click.UsageError("say what is different: FACT=OUTCOME, or --set KEY=VALUE, and not both.")
    if not asked and not expected:
        raise click.UsageError('say what is asked there: --ask "Kakashi: moved", or --expect wink.')
    if settings and follow is not None:
        raise click.UsageError("--follow goes with FACT=OUTCOME; in a changed world the same outcomes are told.")
    with patience("Reading the story") as notice:
        script = read_story(story)
        notice.change("Asking what if")
        rule: Follow = SampleRule(samples, seed) if follow == "samples" else follow  # type: ignore[assignment]
        query = _in_a_world(settings) if settings else _in_a_branch(script, changes, rule)
        other = script.changed(query.changes) if settings else None
        elsewhere = Elsewhere(other, _asks(other or script, asked, expected))
        # Whoever says how many draws are made says how long they may take.
        with effort(math.inf) if follow == "samples" else nullcontext():
            answer_one(script, replace(query, elsewhere=lambda: elsewhere), form, notice)


def _in_a_branch(script: Script, changes: tuple[tuple[str, str], ...], follow: Follow) -> WhatIfQuery:
    return WhatIfQuery(text="what if", outcomes=outcomes_of(script, changes), follow=follow)


def _in_a_world(settings: tuple[tuple[str, str], ...]) -> WhatIfQuery:
    return WhatIfQuery(text="what if", changes=settings_of(settings))


def _asks(script: Script, asked: tuple[str, ...], expected: tuple[str, ...]) -> tuple[Query, ...]:
    questions: list[Query] = [question_of(script, text) for text in asked]
    return (*questions, *(decision_question(script, decision) for decision in expected))
