"""Reading what was told: names to numbers, and the checks that need no inference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from underneath.core.factors import Factor, restrict
from underneath.errors import EvidenceError, ImpossibleEvidence
from underneath.model.facts import Cause, Fact, Outcome
from underneath.model.model import Model
from underneath.model.scope import Scope
from underneath.model.tables import Table


def read(scope: Scope, told: Mapping[int, int], pairs: Iterable[tuple[Any, Outcome]], who: str) -> dict[int, int]:
    """Positions of the outcomes that are new; `who` is "tell" or "suppose"."""
    new: dict[int, int] = {}
    for ref, label in pairs:
        fact = scope.fact(ref, who)
        position = scope.outcome(fact, label, who)
        before = told.get(fact.index, new.get(fact.index, position))
        if before != position:
            raise _told_twice(fact, before, position, who)
        if fact.index not in told:
            new[fact.index] = position
    return new


def _told_twice(fact: Fact, before: int, now: int, who: str) -> EvidenceError:
    verb = "supposed" if who == "suppose" else "told"
    return EvidenceError(
        f"{fact.name!r} was told before as {fact.outcomes[before]!r} and is {verb} now as {fact.outcomes[now]!r}; an"
        " outcome does not change, but what if it had been another can be asked of an earlier story, and a state can"
        " have a new version"
    )


def refuse_later(model: Model, supposed: Mapping[int, int], told: Mapping[int, int], place: int | None) -> None:
    """Refuse what was supposed for a question and lies after it: it would change nothing, without a word.

    Raises:
        EvidenceError: Naming the fact, and how to ask later.
    """
    late = [f for f in supposed if f not in told and place is not None and model.facts[f].place >= place]
    if late:
        name = model.facts[max(late)].name
        raise EvidenceError(
            f"{name!r} was supposed and lies after the step asked about, so it would change nothing; ask later"
            f" (at={name!r}), or condition the answer: belief.given(...)"
        )


def refuse_impossible(model: Model, told: Mapping[int, int], new: Mapping[int, int]) -> None:
    """Refuse outcomes that the world's own tables and menus exclude, given what was told of their causes.

    Raises:
        ImpossibleEvidence: Naming the fact, its causes, what came and what was possible.
    """
    for index in {*new, *(c for f in new for c in model.children[f] if c in told)}:
        fact = model.facts[index]
        row = _row(fact, told)
        if row is not None and not row[told[fact.index]] > 0:
            raise _impossible(model, fact, told, row)


def _parents(fact: Fact) -> tuple[int, ...]:
    if fact.cause is Cause.DECISION:
        return fact.menu.parents if fact.menu else ()
    return fact.table.parents if fact.table else ()


def _row(fact: Fact, told: Mapping[int, int]) -> np.ndarray | None:
    """The row of a table or menu at what was told, if all its parents were told."""
    array: np.ndarray | None
    if fact.cause is Cause.DECISION:
        array = fact.menu.array if fact.menu else None
    else:
        array = fact.table.array if isinstance(fact.table, Table) else None
    parents = _parents(fact)
    if array is None or any(p not in told for p in parents):
        return None
    return np.asarray(restrict(Factor((*parents, fact.index), array), {p: told[p] for p in parents}).table)


def _impossible(model: Model, fact: Fact, told: Mapping[int, int], row: np.ndarray) -> ImpossibleEvidence:
    given = ", ".join(f"{model.facts[p].name}={model.facts[p].outcomes[told[p]]!r}" for p in _parents(fact))
    possible = ", ".join(repr(o) for o, p in zip(fact.outcomes, row, strict=True) if p > 0)
    return ImpossibleEvidence(
        f"{fact.name!r} was told as {fact.outcomes[told[fact.index]]!r}, which has probability zero"
        f"{' given ' + given if given else ''} (possible: {possible}); tell another outcome, or change the table"
    )
