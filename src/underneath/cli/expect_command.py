"""`underneath expect`: what somebody will do, and what each option is worth to them."""

from __future__ import annotations

from dataclasses import replace

import click

from underneath.cli.answering import answer_one
from underneath.cli.arguments import examples, format_option, read_story, story_argument, suppose_option
from underneath.cli.patience import patience
from underneath.explain.wording import decision_question, outcomes_of
from underneath.files.queries import VoiQuery

EXAMPLES = examples(
    "underneath expect STORY wink",
    "underneath expect STORY wink --by Sakura",
    "underneath expect STORY wink --voi",
)


@click.command("expect", epilog=EXAMPLES)
@story_argument
@click.argument("decision")
@click.option(
    "--by", metavar="PATH", help="As this person, or path, expects it; left out, as the one who chooses does."
)
@click.option("--voi", is_flag=True, help="How much of what each option is worth it gains by what is seen.")
@suppose_option
@format_option
def command(
    story: str, decision: str, by: str | None, voi: bool, supposed: tuple[tuple[str, str], ...], form: str
) -> None:
    """Say what somebody in STORY will do at DECISION, and what each option is worth.

    It is asked just before the decision, on what the one who chooses will have seen by then.
    """
    if voi and by is not None:
        raise click.UsageError("--voi is of the one who chooses, and takes no --by.")
    with patience("Reading the story") as notice:
        script = read_story(story)
        notice.change("Weighing the options")
        asked, suppose = decision_question(script, decision, by), outcomes_of(script, supposed)
        if voi:
            query = VoiQuery(text=f"voi {decision}", decision=asked.decision, suppose=suppose)
            answer_one(script, query, form, notice)
        else:
            answer_one(script, replace(asked, suppose=suppose), form, notice)
