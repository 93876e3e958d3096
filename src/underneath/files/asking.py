"""Asking: `believes(WHO, event)` and `knows(WHO, fact or event)` in the tables of signs and habits.

WHO is a person, or a path in quotes: `believes('Sakura > Kakashi', heart == love)` is what she thinks, on the whole,
that he believes.  What is asked joins the table as a question, and its answer becomes one of what the table hangs on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from underneath.errors import suggest
from underneath.files.calls import FUNCTIONS
from underneath.files.cells import NUMBERS, TRUTHS, Kinds, Names, Seats
from underneath.files.events import event_of
from underneath.files.meanings import CallRule, Context, Meaning, Sentence
from underneath.files.nodes import Call, Name, Node, Text
from underneath.files.tokens import Slip
from underneath.model.questions import CERTAIN
from underneath.model.spoken import Asked
from underneath.model.tables import Bools


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a table makes of a belief that it asks for.

    `event` says where the event holds, with an axis for each fact that is asked about; without one it is asked whether
    anything is known for certain.
    """

    event: Bools | None
    certain: bool

    def __call__(self, belief: Any) -> float | bool:
        """A probability, or whether it is certain."""
        if self.event is None:
            return bool(belief.knows_whether() >= CERTAIN)
        probability = float(np.asarray(belief)[self.event].sum())
        return probability >= CERTAIN if self.certain else probability


def split_path(path: str, names: Names) -> list[str]:
    """The people of a path, from the outermost in.

    Raises:
        Slip: If one is missing or unknown.
    """
    people = [word.strip() for word in path.split(">")]
    for person in people:
        if person not in names.minds:
            there = f"{person!r} is nobody in this story (people: {', '.join(names.minds) or 'none'})."
            raise Slip("U317", there, hint=suggest(person, names.minds))
    return people


def read_path(node: Node, sentence: Sentence) -> str:
    """A path that stands among the arguments of a call.

    Raises:
        Slip: If it is none, or if somebody in it is nobody of the story.
    """
    if not isinstance(node, (Name, Text)):
        due = "a person, or a path such as 'Sakura > Kakashi', was due."
        raise Slip("U317", f"{sentence.shown(node)} came, where {due}", node.span)
    path = node.word if isinstance(node, Name) else node.value
    try:
        return " > ".join(split_path(path, sentence.context.names))
    except Slip as slip:
        raise Slip(slip.code, slip.message, node.span, slip.hint) from None


def _believes(call: Call, sentence: Sentence) -> Meaning:
    return _event(call, sentence, NUMBERS, certain=False)


def _knows(call: Call, sentence: Sentence) -> Meaning:
    path, what = read_path(call.arguments[0], sentence), call.arguments[1]
    fact = sentence.beside(what)
    if fact is None:
        return _event(call, sentence, TRUTHS, certain=True)
    inner = Context(sentence.context.names, Seats(), FUNCTIONS)
    sentence.within(inner).meaning(what)
    return _asked(call, sentence, path, inner, Reading(None, True), TRUTHS)


def _event(call: Call, sentence: Sentence, kinds: Kinds, certain: bool) -> Meaning:
    inner = Context(sentence.context.names, Seats(), FUNCTIONS)
    path, event = read_path(call.arguments[0], sentence), event_of(call.arguments[1], sentence, inner)
    return _asked(call, sentence, path, inner, Reading(event, certain), kinds)


def _asked(call: Call, sentence: Sentence, path: str, inner: Context, read: Reading, kinds: Kinds) -> Meaning:
    about = tuple(str(name) for name in inner.seats.given)
    question = Asked("ask", path, about, read=read)
    seat = sentence.context.seats.answer(sentence.shown(call), question)
    return Meaning(lambda cell: cell[seat], kinds)


QUESTIONS = {
    "believes": CallRule(_believes, 2, 2, "two, whose belief and an event, are"),
    "knows": CallRule(_knows, 2, 2, "two, whose knowledge and a fact or an event, are"),
}
"""The calls by name."""
