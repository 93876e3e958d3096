"""Replying: what every answer says besides itself, and what stands in place of one that there is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from underneath.errors import BadFile, UnderneathError
from underneath.explain.answer import Answer
from underneath.explain.plain import plainly
from underneath.files.queries import (
    BeliefQuery,
    CommonQuery,
    ExpectQuery,
    FeelQuery,
    IronyQuery,
    MutualQuery,
    VoiQuery,
    WhoKnowsQuery,
    WhyQuery,
)
from underneath.files.script import Query, WhatIfQuery
from underneath.story.jsonable import Plain

_KINDS: dict[type[Any], str] = {
    BeliefQuery: "belief",
    ExpectQuery: "expect",
    WhyQuery: "why",
    VoiQuery: "voi",
    IronyQuery: "irony",
    WhoKnowsQuery: "who_knows",
    MutualQuery: "mutual",
    CommonQuery: "common",
    FeelQuery: "feel",
    WhatIfQuery: "what_if",
}

_OPENINGS = ("What ", "How ", "Who ", "The ", "Value ", "Mutual ", "Common ")
"""How titles begin that do not begin with a name: after a colon they go on in small letters."""


def reply(query: Query, found: Answer) -> Answer:
    """An answer under the name that its question has, with what was asked among its data."""
    title = f"{query.name}: {_going_on(found.title)}" if query.name else found.title
    return replace(found, title=title, data={**_asked(query), "title": title, **found.data})


def no_answer(query: Query, error: UnderneathError) -> Answer:
    """Why a question has no answer: one that has none must not keep the others from theirs."""
    title, message = query.name or query.text, message_of(error)
    refused = {"error": type(error).__name__, "message": message}
    data = {**_asked(query), "title": title, "refused": refused}
    return Answer(title, sentences=(f"No answer: {message}",), data=data, refused=True)


def message_of(error: UnderneathError) -> str:
    """What an error says, in the words of story files; the faults of a file are told in them already."""
    return str(error) if isinstance(error, BadFile) else plainly(str(error))


def _going_on(title: str) -> str:
    return title[:1].lower() + title[1:] if title.startswith(_OPENINGS) else title


def _asked(query: Query) -> dict[str, Plain]:
    """What was asked, as plain data: the kind of question, and how it was put."""
    return {"kind": _KINDS[type(query)], "question": query.text}
