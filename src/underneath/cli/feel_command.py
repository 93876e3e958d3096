"""`underneath feel`: what somebody feels, step by step or in one step, and what makes it."""

from __future__ import annotations

import click

from underneath.cli.arguments import at_once, examples, format_option, read_story, story_argument
from underneath.cli.paper import here
from underneath.cli.patience import patience
from underneath.cli.printing import json_text, lines_of
from underneath.explain.answer import Answer
from underneath.explain.feeling_questions import felt_at, felt_throughout
from underneath.explain.felt_answers import Telling
from underneath.explain.sensing import Felt, sought

EXAMPLES = examples(
    "underneath feel STORY Sakura",
    "underneath feel STORY Sakura --step joke --why",
    'underneath feel STORY "Kakashi > Sakura" --feeling embarrassment',
    "underneath feel STORY Kakashi --feeling regret --about kiss --all",
)


@click.command("feel", epilog=EXAMPLES)
@story_argument
@click.argument("who")
@click.option("--step", metavar="STEP", help="This step alone: its number, or the name of a fact or a scene.")
@click.option("--since", metavar="FACT", help="The step starts with that of this fact, and ends with --step.")
@click.option("--toward", metavar="PATH", help="What is felt toward this person, or before this audience.")
@click.option("--about", metavar="FACT", help="What is felt about this act; of a belief shift the facts.")
@click.option("--feeling", metavar="NAME", help="This feeling alone, such as regret.")
@click.option("--why", is_flag=True, help="What made each, in numbers and in a sentence.")
@click.option("--all", "every", is_flag=True, help="Also what is not felt, and what has not changed.")
@format_option
def command(
    story: str,
    who: str,
    step: str | None,
    since: str | None,
    toward: str | None,
    about: str | None,
    feeling: str | None,
    why: bool,
    every: bool,
    form: str,
) -> None:
    """Say what WHO feels in STORY: toward whom, about what, and how strongly.

    WHO is a person, or "Kakashi > Sakura" for what he thinks that she feels.  Without --step or --since every step is
    gone through: what passes (joy, embarrassment, ...) stands where it is felt, what lasts (hope, regret, ...) where it
    has changed.  JSON has everything in any case.
    """
    with patience("Reading the story") as notice:
        script = read_story(story)
        notice.change(f"Asking what {who} feels")
        facts = None if about is None else tuple(word.strip() for word in about.split(","))
        wanted, how = sought(script, feeling, toward, facts), Telling(every, why)
        with at_once(script):
            if step is None and since is None:
                found = felt_throughout(script, who, wanted, how, lambda felt: notice.change(_going_on(who, felt)))
            else:
                found = felt_at(script, who, step, since, wanted, how)
        notice.print(json_text(_data(found, who)) if form == "json" else "\n".join(lines_of(found, here())))


def _going_on(who: str, felt: Felt) -> str:
    return f"Asking what {who} feels after {felt.name}"


def _data(found: Answer, who: str) -> dict[str, object]:
    """The answer as data, under the name of its kind."""
    return {"kind": "feel", "question": f"feel {who}", "title": found.title, **found.data}
