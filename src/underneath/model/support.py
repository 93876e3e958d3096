"""Support: which joint outcomes can happen at all, whatever the numbers.

1. Only the facts in question and their ancestors matter; what hangs on them sums to one.
2. Every table becomes booleans: chance and signs can do what has positive probability, decisions what is available.
3. The facts that are not in question are summed out, in an order from opt_einsum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import opt_einsum as oe

from underneath.model.facts import Cause, Fact
from underneath.model.model import Model
from underneath.model.tables import Bools, Table

LARGEST = 2**22
"""Cells of the largest table that a check may make."""

Axes = tuple[int, ...]
Missing = frozenset[tuple[int, int]]
Factor = tuple[Axes, Bools]


@dataclass(frozen=True, slots=True)
class Reach:
    """What can happen in a world, for those who are not aware of `missing`.

    `broken` are facts whose tables are not to be relied on.  `singly` has the outcomes of each fact that can happen by
    the look of its parents one by one: sure to hold all that can happen, quick, and most often enough.
    """

    model: Model
    missing: Missing
    broken: frozenset[int]
    singly: tuple[Bools, ...]


def reach(model: Model, missing: Missing = frozenset(), broken: frozenset[int] = frozenset()) -> Reach:
    """Look through the facts in order."""
    singly: list[Bools] = []
    for fact in model.facts:
        found = None if fact.index in broken else _factor(fact, missing)
        (*parents, _), array = found if found is not None else ((fact.index,), np.ones(len(fact.outcomes), dtype=bool))
        if all(p < fact.index for p in parents):
            array = array[np.ix_(*(np.flatnonzero(singly[p]) for p in parents), np.arange(len(fact.outcomes)))]
        singly.append(np.asarray(array.reshape(-1, len(fact.outcomes)).any(axis=0)))
    return Reach(model, missing, broken, tuple(singly))


def first_possible(reached: Reach, facts: Sequence[int], wanted: Bools) -> tuple[int, ...] | None:
    """The first of the wanted joint outcomes of `facts` that can happen; None without one, or if it cannot be told."""
    for axis, fact in enumerate(facts):
        shape = (1,) * axis + (-1,) + (1,) * (len(facts) - axis - 1)
        wanted = wanted & reached.singly[fact].reshape(shape)
    if not wanted.any():
        return None
    can = possible(reached, facts)
    cells = np.argwhere(wanted & can) if can is not None else np.empty((0, len(facts)), dtype=int)
    return tuple(cells[0].tolist()) if cells.shape[0] else None


def possible(reached: Reach, facts: Sequence[int]) -> Bools | None:
    """Which joint outcomes of `facts` can happen, shape `(outcomes of each...)`.

    Returns:
        None where it cannot be told: a table hangs on beliefs or is not to be relied on, or memory would not do.
    """
    relevant = ancestors(reached.model, facts)
    factors = [_factor(reached.model.facts[f], reached.missing) for f in sorted(relevant)]
    if relevant & reached.broken or not all(factors):
        return None
    return _summed([f for f in factors if f is not None], tuple(facts)) if factors else np.array(True)


def ancestors(model: Model, facts: Sequence[int]) -> set[int]:
    """Some facts and all that can move them; a decision is moved by its menu alone."""
    found: set[int] = set()
    waiting = list(facts)
    while waiting:
        fact = waiting.pop()
        if fact not in found:
            found.add(fact)
            waiting.extend(_parents(model.facts[fact]))
    return found


def menu_of(fact: Fact, missing: Missing = frozenset()) -> Factor:
    """Which options are available when: parents, and booleans of shape `(parents..., options)`."""
    parents, array = (
        (fact.menu.parents, fact.menu.array) if fact.menu else ((), np.ones(len(fact.outcomes), dtype=bool))
    )
    return parents, without(array, fact.index, missing)


def without(array: Bools, fact: int, missing: Missing) -> Bools:
    """Booleans over the outcomes of a fact (last axis), with the missing ones off."""
    gone = [outcome for f, outcome in missing if f == fact]
    if not gone:
        return array
    array = array.copy()
    array[..., gone] = False
    return array


def _parents(fact: Fact) -> Axes:
    if fact.cause is Cause.DECISION:
        return fact.menu.parents if fact.menu else ()
    return fact.table.parents if fact.table else ()


def _factor(fact: Fact, missing: Missing) -> Factor | None:
    if fact.cause is Cause.DECISION:
        parents, array = menu_of(fact, missing)
    elif isinstance(fact.table, Table):
        parents, array = fact.table.parents, without(fact.table.array > 0, fact.index, missing)
    else:
        return None
    return (*parents, fact.index), array


def _summed(factors: list[Factor], kept: Axes) -> Bools | None:
    """Or over all axes but `kept` of the and of all factors."""
    operands = [part for axes, array in factors for part in (array, axes)]
    path, plan = oe.contract_path(*operands, kept, optimize="auto")
    if plan.largest_intermediate > LARGEST:
        return None
    for step in path:
        picked = [factors.pop(place) for place in sorted(step, reverse=True)]
        needed = {axis for axes, _ in factors for axis in axes} | set(kept)
        factors.append(_joined(picked, needed))
    axes, array = factors[0]
    return np.asarray(array.transpose([axes.index(axis) for axis in kept]))


def _joined(picked: list[Factor], needed: set[int]) -> Factor:
    """One factor from several, without the axes that nobody needs any more; einsum on booleans is and, then or."""
    every = sorted({axis for axes, _ in picked for axis in axes})
    letter = {axis: place for place, axis in enumerate(every)}
    out = tuple(axis for axis in every if axis in needed)
    parts = [part for axes, array in picked for part in (array, [letter[a] for a in axes])]
    return out, np.einsum(*parts, [letter[a] for a in out])
