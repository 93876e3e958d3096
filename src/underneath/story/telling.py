"""Reading what was told: names to numbers, and the checks that need no inference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from underneath.core.factors import Factor, restrict
from underneath.errors import EvidenceError, ImpossibleEvidence
from underneath.model.facts import Cause, Fact, Outcome
from underneath.model.model import Model
from underneath.model.scope import Scope
from underneath.model.tables import Table


def read(scope: Scope, told: Mapping[int, int], outcomes: Mapping[Any, Outcome]) -> dict[int, int]:
    """Positions of the outcomes that are new."""
    new: dict[int, int] = {}
    for ref, label in outcomes.items():
        fact = scope.fact(ref, "tell")
        position = scope.outcome(fact, label, "tell")
        if told.get(fact.index, new.get(fact.index, position)) != position:
            before = fact.outcomes[told.get(fact.index, new.get(fact.index, position))]
            raise EvidenceError(
                f"{fact.name!r} was told before as {before!r} and is told now as {label!r}; an outcome does not"
                " change, but"
                " what if it had been another can be asked, and a state can have a new version"
            )
        if fact.index not in told:
            new[fact.index] = position
    return new


def after(model: Model, place: int) -> int:
    """The place of the next fact after a place (or the end): reveals that stand between have happened by then."""
    return next((f.place for f in model.facts if f.place > place), model.end)


def step_name(model: Model, place: int) -> str | None:
    """The fact just after which a belief at a place is held; None at the start."""
    return next((f.name for f in reversed(model.facts) if f.place < place), None)


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
