"""Answering: questions to a story, answered and printed as text or JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from underneath.cli.exits import STORY_AT_FAULT
from underneath.cli.paper import here
from underneath.cli.patience import Notice
from underneath.cli.printing import json_text, lines_of
from underneath.explain.answer import Answer
from underneath.explain.answers import answer, try_answer
from underneath.files.script import Query, Script


def answer_one(script: Script, query: Query, form: str, notice: Notice) -> None:
    """Print the answer to a question.

    Raises:
        UnderneathError: If it has none.
    """
    found = answer(script, query)
    notice.print(json_text(found.data) if form == "json" else "\n".join(lines_of(found, here())))
    leave_if_refused([found])


def leave_if_refused(answers: Sequence[Answer]) -> None:
    """Leave with an exit code of its own if any question, or any within one, has no answer."""
    if any(one.refused for answer in answers for one in (answer, *answer.parts)):
        sys.exit(STORY_AT_FAULT)


def answer_all(script: Script, queries: Sequence[Query], form: str, notice: Notice) -> None:
    """Print the answers to several questions; one that has none does not keep the others from theirs."""
    if form == "json":
        found = list(tried(script, queries, notice))
        notice.print(json_text([one.data for one in found]))
    else:
        found = [_said(one, at, notice) for at, one in enumerate(tried(script, queries, notice))]
    if not queries and form != "json":
        notice.print(f"{script.title} asks nothing.")
    leave_if_refused(found)


def _said(found: Answer, at: int, notice: Notice) -> Answer:
    notice.print(("\n" if at else "") + "\n".join(lines_of(found, here())))
    return found


def tried(script: Script, queries: Sequence[Query], notice: Notice) -> Iterator[Answer]:
    """The answers one by one, each as soon as it is asked for."""
    for at, query in enumerate(queries, 1):
        notice.change(f"Asking {at} of {len(queries)}: {query.name or query.text}")
        yield try_answer(script, query)
