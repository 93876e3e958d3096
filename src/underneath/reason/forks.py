"""Forks: where a branch parts from the run that was told, and which facts may come out differently in it.

Nothing is computed here but what hangs on what.  A fact *may move* if one of its causes may: the parents of its
table; for a decision all that its chooser had observed; for a sign that reads a belief the parents and, to be safe,
all that its owner had observed.  Whatever cannot move is the same fact in both runs.

Steps: 1. forwards from the first change, what may move; 2. backwards from what was told, where the told run matters.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from underneath.model.facts import Cause, Fact
from underneath.model.model import Model
from underneath.model.tables import BeliefTable


@dataclass(frozen=True, slots=True, eq=False)
class Fork:
    """A told run and a branch of it, in numbers of facts and outcomes.

    Args:
        model: The world.
        told: What was told.
        forced: Facts that are set in the branch, whatever their causes.
        chosen: Told facts that are taken to come out so in the branch, as evidence of what else is so in it.
        first: The place of the first forced fact.
        rerun: Facts whose causes may move: kept or drawn anew, as their causes turn out.
        moved: Facts that may come out differently.
        bearing: Facts whose outcome in the told run bears on the branch: what was told, and all causes of it.
    """

    model: Model
    told: Mapping[int, int]
    forced: Mapping[int, int]
    chosen: Mapping[int, int]
    first: int
    rerun: frozenset[int]
    moved: frozenset[int]
    bearing: frozenset[int]

    @property
    def settled(self) -> dict[int, int]:
        """What is certain in the branch: what was told and cannot move, what is set, and what is chosen."""
        kept = {f: o for f, o in self.told.items() if f not in self.moved}
        return {**kept, **self.chosen, **self.forced}


def part(
    model: Model, told: Mapping[int, int], forced: Mapping[int, int], chosen: Mapping[int, int] | None = None
) -> Fork:
    """Find out what a branch may change."""
    chosen = chosen or {}
    first = min(model.facts[f].place for f in forced)
    rerun, moved = _moved(model, told, forced, chosen, first)
    return Fork(model, told, forced, chosen, first, rerun, moved, _bearing(model, told, first))


def asks_its_owner(fact: Fact) -> bool:
    """Whether a fact hangs on what its owner has in mind, and so on all that its owner has observed."""
    return fact.cause is Cause.DECISION or isinstance(fact.table, BeliefTable)


def _moved(
    model: Model, told: Mapping[int, int], forced: Mapping[int, int], chosen: Mapping[int, int], first: int
) -> tuple[frozenset[int], frozenset[int]]:
    rerun: set[int] = set()
    moved: set[int] = set()
    noticed = [math.inf] * len(model.minds)  # the place from which on a mind knows of something that may have moved
    for index in model.between(first, model.end):
        fact = model.facts[index]
        if index not in forced and _may_move(fact, moved, noticed):
            rerun.add(index)
        outcome = forced.get(index, chosen.get(index))
        if told.get(index) != outcome if outcome is not None else index in rerun:
            moved.add(index)
            noticed = [min(n, known.get(index, math.inf)) for n, known in zip(noticed, model.known, strict=True)]
    return frozenset(rerun), frozenset(moved)


def _may_move(fact: Fact, moved: set[int], noticed: list[float]) -> bool:
    if asks_its_owner(fact) and fact.owner is not None and noticed[fact.owner] < fact.place:
        return True
    return fact.cause is not Cause.DECISION and fact.table is not None and not moved.isdisjoint(fact.table.parents)


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
