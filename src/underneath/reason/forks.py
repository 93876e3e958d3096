"""Forks: where a branch parts from the run that was told, and which facts may come out differently in it.

Nothing is computed here but what hangs on what.  A fact *may move* if one of its causes may: the parents of its
table; for a decision all that its chooser had observed; for a sign that reads a belief the parents and, to be safe,
all that its owner had observed.  Whatever cannot move is the same fact in both runs.

Steps: 1. forwards from the first change, what may move and what is certain in the branch; 2. backwards from what was
told, where the told run matters.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from underneath.model.facts import Cause, Fact
from underneath.model.model import Model
from underneath.model.tables import BeliefTable, Table


@dataclass(frozen=True, slots=True, eq=False)
class Fork:
    """A told run and a branch of it, in numbers of facts and outcomes.

    Args:
        model: The world.
        told: What was told.
        forced: Facts that are set in the branch, whatever their causes.
        settled: What is certain in the branch: what is set, what was told and cannot move, what is taken to come out
            so, and what follows from these.
        first: The place of the first forced fact.
        rerun: Facts whose causes may move and that are not certain for it: kept or drawn anew, as their causes turn
            out.
        moved: Facts that may come out differently.
        bearing: Facts whose outcome in the told run bears on the branch: what was told, and all causes of it.
    """

    model: Model
    told: Mapping[int, int]
    forced: Mapping[int, int]
    settled: Mapping[int, int]
    first: int
    rerun: frozenset[int]
    moved: frozenset[int]
    bearing: frozenset[int]


def part(
    model: Model, told: Mapping[int, int], forced: Mapping[int, int], chosen: Mapping[int, int] | None = None
) -> Fork:
    """Find out what a branch may change; `chosen` are told facts that are taken to come out so in it."""
    first = min(model.facts[f].place for f in forced)
    way = _Way(model, told, forced, chosen or {}, first)
    return Fork(
        model,
        told,
        forced,
        way.settled,
        first,
        frozenset(way.rerun),
        frozenset(way.moved),
        _bearing(model, told, first),
    )


def asks_its_owner(fact: Fact) -> bool:
    """Whether a fact hangs on what its owner has in mind, and so on all that its owner has observed."""
    return fact.cause is Cause.DECISION or isinstance(fact.table, BeliefTable)


class _Way:
    """The branch from its first change on, fact by fact."""

    def __init__(
        self, model: Model, told: Mapping[int, int], forced: Mapping[int, int], chosen: Mapping[int, int], first: int
    ) -> None:
        self.model, self.told, self.forced, self.chosen = model, told, forced, chosen
        self.settled = {f: o for f, o in told.items() if model.facts[f].place < first}
        self.rerun: set[int] = set()
        self.moved: set[int] = set()
        # The place from which on a mind knows of something that may have moved.
        self.noticed = [math.inf] * len(model.minds)
        for index in model.between(first, model.end):
            self._go(model.facts[index])

    def _go(self, fact: Fact) -> None:
        index = fact.index
        again = index not in self.forced and self._may_move(fact)
        sure = self._outcome(fact, again)
        if again and (sure is None or index in self.chosen):
            self.rerun.add(index)
        if sure is not None:
            self.settled[index] = sure
        if self.told.get(index) != sure if sure is not None else again:
            self.moved.add(index)
            self.noticed = [
                min(n, known.get(index, math.inf)) for n, known in zip(self.noticed, self.model.known, strict=True)
            ]

    def _outcome(self, fact: Fact, again: bool) -> int | None:
        """The outcome of a fact that is certain in the branch."""
        for said in (self.forced, self.chosen, {} if again else self.told):
            if fact.index in said:
                return said[fact.index]
        if not again or fact.cause is Cause.DECISION or not isinstance(fact.table, Table):
            return None
        if any(p not in self.settled for p in fact.table.parents):
            return None
        row = fact.table.array[tuple(self.settled[p] for p in fact.table.parents)]
        return int(row.argmax()) if np.count_nonzero(row) == 1 else None

    def _may_move(self, fact: Fact) -> bool:
        if asks_its_owner(fact) and fact.owner is not None and self.noticed[fact.owner] < fact.place:
            return True
        table = fact.table
        return fact.cause is not Cause.DECISION and table is not None and not self.moved.isdisjoint(table.parents)


def _bearing(model: Model, told: Mapping[int, int], first: int) -> frozenset[int]:
    """Other moved facts are drawn from their tables in the branch, whatever they were: nothing told says more."""
    bearing: set[int] = set()
    until = [-math.inf] * len(model.minds)  # what a mind has observed before this place bears on something told
    for index in reversed(model.between(first, model.end)):
        fact = model.facts[index]
        seen = any(known.get(index, math.inf) < until[m] for m, known in enumerate(model.known))
        if index not in told and index not in bearing and not seen:
            continue
        bearing.add(index)
        if asks_its_owner(fact) and fact.owner is not None:
            until[fact.owner] = max(until[fact.owner], fact.place)
        if fact.table is not None:
            bearing.update(fact.table.parents)
    return frozenset(bearing)
