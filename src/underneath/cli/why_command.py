"""`underneath why`: what moved a belief, step by step, in bits."""

from __future__ import annotations

import click

from underneath.cli.answering import answer_one
from underneath.cli.arguments import at_option, examples, format_option, outcome_option, read_story, story_argument
from underneath.cli.patience import patience
from underneath.explain.wording import asked_of, path_of
from underneath.files.queries import WhyQuery

EXAMPLES = examples(
    "underneath why STORY Kakashi moved --outcome yes",
    'underneath why STORY "Sakura > Kakashi" "moved == yes and mask == off"',
)


@click.command("why", epilog=EXAMPLES)
@story_argument
@click.argument("path")
@click.argument("about")
@outcome_option
@at_option
@format_option
def command(story: str, path: str, about: str, outcome: str | None, at: str | None, form: str) -> None:
    """Say what moved a belief in STORY, and by how many bits.

    PATH is a person, or "Sakura > Kakashi" for what she thinks that he believes; ABOUT is a fact, an outcome of one
    ("heart=love"), or an event.  Without --outcome it is what the story says is so.  The weights of all steps sum to
    the change of the log odds, exactly.
    """
    with patience("Reading the story") as notice:
        script = read_story(story)
        notice.change("Weighing each step")
        what, claimed = asked_of(script, about, outcome)
        who = path_of(script, path)
        query = WhyQuery(about=what, path=who, outcome=claimed, at=at, text=f"why {path}: {about}")
        answer_one(script, query, form, notice)
