"""`underneath simulate`: whole courses of events, drawn."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

import click
import numpy as np

from underneath.cli.arguments import MOST_DRAWS, PAIR, read_story, story_argument
from underneath.cli.paper import put
from underneath.cli.patience import patience
from underneath.explain.answer import words_of
from underneath.explain.wording import outcomes_of
from underneath.files.script import Script
from underneath.model.facts import Outcome
from underneath.story.jsonable import label
from underneath.story.story import Story

Run = dict[str, Outcome]


@click.command("simulate")
@story_argument
@click.option(
    "-n",
    "--runs",
    type=click.IntRange(min=0, max=MOST_DRAWS),
    default=10,
    show_default=True,
    help="How many to draw.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Where the random numbers start."
)
@click.option("--until", metavar="MOMENT", help="Keep what is told up to this fact, or to the end of this scene.")
@click.option("--tell", "-t", "told", type=PAIR, multiple=True, help="Tell a fact as an outcome. May be repeated.")
@click.option(
    "--format", "form", type=click.Choice(["csv", "json"]), default="csv", help="CSV (default) or JSON lines."
)
def command(story: str, runs: int, seed: int, until: str | None, told: tuple[tuple[str, str], ...], form: str) -> None:
    """Draw whole courses of events from the world of STORY.

    What the story tells is left out, but for what --until and --tell keep: chance is drawn from its tables, and
    everybody acts by their policy.  The same seed gives the same draws.
    """
    script = read_story(story)
    with patience("Drawing") as notice:
        start = _start(script, until).tell(outcomes_of(script, told))
        found = start.simulate(
            runs,
            np.random.default_rng(seed),
            progress=lambda done: notice.change(f"Drawing: {done:,} of {runs:,}"),
        )
    names = [fact.name for fact in script.model.facts]
    put(_WRITERS[form](names, found).rstrip("\n"))


def _start(script: Script, until: str | None) -> Story:
    """The world with nothing told, or told up to a moment."""
    return script.told_until(-1) if until is None else script.told_until(until)


def _csv(names: Sequence[str], runs: Sequence[Run]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([words_of(run[name]) for name in names] for run in runs)
    return stream.getvalue()


def _json_lines(names: Sequence[str], runs: Sequence[Run]) -> str:
    lines = (json.dumps({name: label(run[name]) for name in names}, ensure_ascii=False) for run in runs)
    return "".join(f"{line}\n" for line in lines)


_WRITERS = {"csv": _csv, "json": _json_lines}
