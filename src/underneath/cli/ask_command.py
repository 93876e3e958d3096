"""`underneath ask`: what somebody believes, or the questions that a story asks itself."""

from __future__ import annotations

import click

from underneath.cli.answering import answer_all, answer_one
from underneath.cli.arguments import (
    at_option,
    examples,
    format_option,
    outcome_option,
    read_story,
    story_argument,
    suppose_option,
)
from underneath.cli.patience import patience
from underneath.explain.wording import asked_of, outcomes_of, path_of
from underneath.files.queries import BeliefQuery
from underneath.files.script import Query, Script

EXAMPLES = examples(
    "underneath ask STORY Kakashi moved --at joke",
    'underneath ask STORY "Sakura > Kakashi" moved --outcome yes',
    "underneath ask STORY --question 2",
)


@click.command("ask", epilog=EXAMPLES)
@story_argument
@click.argument("path", required=False)
@click.argument("about", required=False)
@at_option
@outcome_option
@click.option("--after", metavar="MOMENT", help="For a path: when the last of it holds the belief.")
@click.option("--jointly", "-j", multiple=True, metavar="FACT", help="For a path: ask it jointly with this fact.")
@suppose_option
@click.option("--question", "-q", type=click.IntRange(min=1), help="Only this one of the story's own questions.")
@format_option
def command(
    story: str,
    path: str | None,
    about: str | None,
    at: str | None,
    outcome: str | None,
    after: str | None,
    jointly: tuple[str, ...],
    supposed: tuple[tuple[str, str], ...],
    question: int | None,
    form: str,
) -> None:
    """Ask what somebody in STORY believes.

    PATH is a person, "Sakura > Kakashi" for what she thinks that he believes, or nobody for the world itself.  ABOUT is
    a fact, an outcome of one ("heart=love"), several facts with commas between them, or an event such as "heart ==
    love and kiss == yes".  Without PATH and ABOUT the questions
    of the story itself are answered, or one of them with --question.
    """
    if (path is None) != (about is None):
        raise click.UsageError(f"PATH {path!r} came without ABOUT; say what the belief is about, such as heart.")
    if path is not None and question is not None:
        raise click.UsageError("--question picks one of the story's own questions, and PATH asks another one.")
    with patience("Reading the story") as notice:
        script = read_story(story)
        if path is None or about is None:
            answer_all(script, _chosen(script, question), form, notice)
            return
        notice.change("Asking")
        what, claimed = asked_of(script, about, outcome)
        query = BeliefQuery(
            about=what,
            path=path_of(script, path),
            at=at,
            after=after,
            suppose=outcomes_of(script, supposed),
            jointly=tuple(script.story.scope.fact(fact, "the question").name for fact in jointly),
            outcome=claimed,
            text=f"{path}: {about}",
        )
        answer_one(script, query, form, notice)


def _chosen(script: Script, question: int | None) -> tuple[Query, ...]:
    """The questions of the story, or one of them."""
    if question is None:
        return script.questions
    if question > len(script.questions):
        there = f"it asks {len(script.questions)}" if script.questions else "it asks none"
        raise click.UsageError(f"question {question} of {script.title!r} does not exist: {there}.")
    return script.questions[question - 1 : question]
