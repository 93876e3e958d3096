"""`underneath run`: a story scene by scene, and what everybody believes at the end of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from underneath.cli.answering import leave_if_refused, tried
from underneath.cli.arguments import STORY, format_option, read_story
from underneath.cli.paper import Paper, here
from underneath.cli.patience import Notice, patience
from underneath.cli.printing import json_text, lines_of, table_lines
from underneath.explain.answer import Answer, Column
from underneath.explain.felt_scenes import Followed, followed
from underneath.explain.performing import Episode, episode_data, people_words, performance
from underneath.explain.sensing import who_wants
from underneath.files.script import Query, Script

_STEPS = (Column("step"), Column("outcome"), Column("what"))
EVERYBODY = " "
"""What `--feelings` alone stands for; nobody is called so."""
_RULE = 78  # columns of the line between what happens and what is believed


@click.command("run")
@click.argument("story", type=STORY, required=False, metavar="STORY")
@click.option("--no-ask", is_flag=True, help="Leave out the questions at the end of the story.")
@click.option(
    "--feelings",
    "-f",
    "felt",
    multiple=True,
    is_flag=False,
    flag_value=EVERYBODY,
    metavar="[PEOPLE]",
    help="Show what these people feel, with commas between them; alone, everybody who wants something.",
)
@click.option("--no-feelings", is_flag=True, help="Leave out the feelings that the story shows.")
@format_option
def command(story: str | None, no_ask: bool, felt: tuple[str, ...], no_feelings: bool, form: str) -> None:
    """Tell STORY, and show what everybody believes at the end of each scene.

    Shown is what the story watches; if it watches nothing, what everybody believes about each private fact that they
    do not see.  What people feel is shown if the story says whose feelings it shows, or with --feelings.  The questions
    that the story asks come last.
    """
    story, felt = _apart(story, felt)
    if felt and no_feelings:
        raise click.UsageError("--feelings and --no-feelings came together; one of them was due.")
    with patience("Reading the story") as notice:
        script = read_story(story)
        queries = () if no_ask else script.questions
        who = followed(script, () if no_feelings else _people(script, felt))
        answers = (_say_json if form == "json" else _say_text)(script, who, queries, notice)
    leave_if_refused(answers)


def _apart(story: str | None, felt: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The story and whose feelings are shown, also where --feelings stands right before the story.

    Raises:
        UsageError: If no story came.
    """
    if story is None and felt:
        story, felt = STORY.convert(felt[-1], None, click.get_current_context()), (*felt[:-1], EVERYBODY)
    if story is None:
        raise click.MissingParameter(param_type="argument", param_hint="'STORY'")
    return story, felt


def _people(script: Script, felt: tuple[str, ...]) -> tuple[str, ...]:
    """Whose feelings are shown: those who are named here, or else in the story."""
    if not felt:
        return script.feelings
    named = [name.strip() for names in felt if names != EVERYBODY for name in names.split(",")]
    return tuple(named) if named else who_wants(script)


def _say_text(script: Script, who: Followed, queries: Sequence[Query], notice: Notice) -> list[Answer]:
    """Print scene by scene, each as soon as it is known."""
    paper, answers = here(), []
    notice.print(_heading(script, paper))
    for episode in _told(script, who, notice):
        notice.print("\n" + "\n".join(_episode_lines(episode, paper)))
    for answer in tried(script, queries, notice):
        notice.print("\n" + "\n".join(lines_of(answer, paper)))
        answers.append(answer)
    return answers


def _say_json(script: Script, who: Followed, queries: Sequence[Query], notice: Notice) -> list[Answer]:
    """Print one document, when all is known."""
    scenes = [episode_data(episode) for episode in _told(script, who, notice)]
    answers = list(tried(script, queries, notice))
    data = {"story": script.title, "about": script.about, "scenes": scenes}
    notice.print(json_text(data | {"answers": [answer.data for answer in answers]}))
    return answers


def _told(script: Script, who: Followed, notice: Notice) -> Iterator[Episode]:
    for episode in performance(script, who if who.paths else None):
        yield episode
        notice.change(f"Telling what comes after: {episode.title}")


def _heading(script: Script, paper: Paper) -> str:
    about = [paper.wrapped(script.about, "  ", "  ")] if script.about else []
    people = paper.wrapped(f"People: {people_words(script)}", "  ")
    return "\n".join([paper.strong(paper.wrapped(script.title)), *about, people])


def _steps(episode: Episode, paper: Paper) -> tuple[tuple[Column, ...], list[tuple[str, ...]]]:
    """What happens, and if any of it is somewhere of its own, where and when."""
    moments = [paper.sign(" · ", ", ").join(step.details) for step in episode.steps]
    columns = (*_STEPS, Column("moment")) if any(moments) else _STEPS
    rows = [(step.name, step.outcome, step.text, moment) for step, moment in zip(episode.steps, moments)]
    return columns, [row[: len(columns)] for row in rows]


def _episode_lines(episode: Episode, paper: Paper) -> Iterator[str]:
    yield paper.strong(paper.wrapped(paper.sign(" · ", ", ").join((episode.title, *episode.details))))
    if episode.steps:
        yield from table_lines(*_steps(episode, paper), paper, headed=False)
    for table, headed in ((episode.feelings, True), (episode.beliefs, False)):
        if table.rows:
            yield paper.faint("  " + paper.sign("─", "-") * (min(paper.width, _RULE) - 2))
            yield from table_lines(table.columns, table.rows, paper, headed=headed)
        for sentence in table.sentences:
            yield paper.wrapped(sentence, "  ")
