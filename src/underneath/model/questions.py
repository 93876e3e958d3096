"""Questions that a table may put to a mind: the belief itself, a probability, or whether it knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from underneath.errors import BadTable
from underneath.model.events import read_event
from underneath.model.facts import Fact
from underneath.model.scope import Scope
from underneath.model.spoken import Asked, Event
from underneath.model.tables import Question

CERTAIN = 1 - 1e-12
"""A probability from which on a mind knows."""

Read = Callable[[Any], Any]


def read_question(asked: Asked, scope: Scope, who: str) -> Question:
    """Read a question: whose belief, about which facts, and what is made of it."""
    path = scope.path(asked.path, who)
    if isinstance(asked.about, Event):
        about, holds = read_event(asked.about, scope, who)
        facts = tuple(scope.facts[f] for f in about)
        cells = [_key(facts, place) for place in np.argwhere(holds)]
        return Question(path, about, _probability_of(cells))
    facts = tuple(scope.fact(f, who) for f in asked.about)
    if not facts:
        raise BadTable(f"{who} asks a mind about nothing. Name at least one fact.")
    return Question(path, tuple(f.index for f in facts), _READINGS[asked.how](asked, facts, scope, who))


def _believes(asked: Asked, facts: tuple[Fact, ...], scope: Scope, who: str) -> Read:
    if asked.outcome is None:
        raise BadTable(f"{who} asks what is believed without an outcome. Say believes(path, fact, outcome).")
    return _probability_of([_outcome(asked.outcome, facts, scope, who)])


def _knows(asked: Asked, facts: tuple[Fact, ...], scope: Scope, who: str) -> Read:
    if asked.outcome is None:
        return lambda belief: bool(belief.knows_whether() >= CERTAIN)
    outcome = _outcome(asked.outcome, facts, scope, who)
    return lambda belief: bool(belief[outcome] >= CERTAIN)


def _ask(asked: Asked, *_: object) -> Read:
    return asked.read or (lambda belief: belief)


_READINGS: dict[str, Callable[[Asked, tuple[Fact, ...], Scope, str], Read]] = {
    "believes": _believes,
    "knows": _knows,
    "ask": _ask,
}


def _probability_of(outcomes: Sequence[Any]) -> Read:
    return lambda belief: float(sum(belief[outcome] for outcome in outcomes))


def _outcome(said: Any, facts: tuple[Fact, ...], scope: Scope, who: str) -> Any:
    labels = said if isinstance(said, tuple) else (said,)
    if len(labels) != len(facts):
        raise BadTable(f"{who} asks about {said!r}, where one outcome of each was due: {_names(facts)}.")
    place = [scope.outcome(fact, label, who) for fact, label in zip(facts, labels, strict=True)]
    return _key(facts, place)


def _key(facts: tuple[Fact, ...], place: Iterable[int]) -> Any:
    labels = tuple(fact.outcomes[at] for fact, at in zip(facts, place, strict=True))
    return labels[0] if len(labels) == 1 else labels


def _names(facts: tuple[Fact, ...]) -> str:
    return ", ".join(fact.name for fact in facts)
