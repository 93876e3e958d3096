"""Reading what was told: names to numbers, and the checks that need no inference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
            raise _told_twice(scope.facts, fact, before, position, who, {**told, **new})
        if fact.index not in told:
            new[fact.index] = position
    return new


def certain(model: Model, told: Mapping[int, int], fresh: Iterable[int], start: int, now: int) -> dict[int, int]:
    """Facts before `now` that follow for certain from what was told, acts left out.

    Args:
        model: The world.
        told: All that was told, with the positions of the outcomes.
        fresh: What of it is new: only what hangs on it can have become certain,
        start: or what lies from here on.
        now: The place of the next fact.
    """
    known = dict(told)
    left = {*model.between(start, now), *(c for f in fresh for c in model.children[f])}
    while left:
        fact = model.facts[index := min(left)]
        left.remove(index)
        row = None if index in known or fact.place >= now or fact.cause is Cause.DECISION else _row(fact, known)
        if row is not None and np.count_nonzero(row) == 1:
            known[index] = int(row.argmax())
            if _at_odds(model, known, index):
                del known[index]
            else:
                left.update(model.children[index])
    return {f: o for f, o in known.items() if f not in told}


def _at_odds(model: Model, known: Mapping[int, int], index: int) -> bool:
    """Whether what is known of a fact excludes what is known of one that hangs on it."""
    rows = ((child, _row(model.facts[child], known)) for child in model.children[index] if child in known)
    return any(row is not None and not row[known[child]] > 0 for child, row in rows)


def _told_twice(
    facts: Sequence[Fact], fact: Fact, before: int, now: int, who: str, told: Mapping[int, int]
) -> EvidenceError:
    row = None if fact.cause is Cause.DECISION else _row(fact, told)
    if row is not None and not row[now] > 0:
        return _impossible(facts, fact, {**told, fact.index: now}, row)
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
    late = [
        f
        for f in supposed
        if f not in told and place is not None and model.facts[f].place >= place and not _follows(model, f, supposed)
    ]
    if late:
        name = model.facts[max(late)].name
        raise EvidenceError(
            f"{name!r} was supposed and lies after the step asked about, so it would change nothing; ask later"
            f" (at={name!r}), or condition the answer: belief.given(...)"
        )


def _follows(model: Model, fact: int, told: Mapping[int, int]) -> bool:
    row = _row(model.facts[fact], told)
    return row is not None and np.count_nonzero(row) == 1


def refuse_impossible(model: Model, told: Mapping[int, int], new: Mapping[int, int]) -> None:
    """Refuse outcomes that the world's own tables and menus exclude, given what was told of their causes.

    Raises:
        ImpossibleEvidence: Naming the fact, its causes, what came and what was possible.
    """
    for index in {*new, *(c for f in new for c in model.children[f] if c in told)}:
        fact = model.facts[index]
        row = _row(fact, told)
        if row is not None and not row[told[fact.index]] > 0:
            raise _impossible(model.facts, fact, told, row)


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


def _impossible(facts: Sequence[Fact], fact: Fact, told: Mapping[int, int], row: np.ndarray) -> ImpossibleEvidence:
    given = ", ".join(f"{facts[p].name}={facts[p].outcomes[told[p]]!r}" for p in _parents(fact))
    possible = ", ".join(repr(o) for o, p in zip(fact.outcomes, row, strict=True) if p > 0)
    return ImpossibleEvidence(
        f"{fact.name!r} was told as {fact.outcomes[told[fact.index]]!r}, which has probability zero"
        f"{' given ' + given if given else ''} (possible: {possible}); tell another outcome, or change the table"
    )
