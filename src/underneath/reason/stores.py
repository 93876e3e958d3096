"""What a head has from before its slice: merged factors, facts still to be looked at, and axes summed out for good.

The store of a slice continues that of the latest earlier slice in use, fact by fact, like a filter: the table of a
fact that was observed is multiplied in, with those of its hidden causes; a hidden fact that nothing later refers to
is summed out (forward message; Rabiner 1989).  Policies wait until a question needs them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

import numpy as np

from underneath.core.effort import spend
from underneath.core.factors import Factor, log_multiply, log_sum, logged, union
from underneath.model.facts import Cause
from underneath.model.heads import NOBODY
from underneath.model.tables import Table
from underneath.reason.levels import owner_of
from underneath.reason.relevance import potential
from underneath.reason.results import Store
from underneath.reason.slices import Slice

_FACT = 2e-5  # seconds of work for a fact that is looked at


def store(where: Slice, head: int, keep_all: bool) -> Store:
    """What a head has from before its slice; continues the store of the nearest earlier slice that has one.

    Unless `keep_all`, hidden facts that nothing later refers to are summed out (the forward message of a filter).
    """
    key = ("store", head, keep_all)
    found = where.memo.get(key)
    if found is None:
        found = where.memo[key] = _continued(where, head, key, keep_all)
    return found


def _continued(where: Slice, head: int, key: object, keep_all: bool) -> Store:
    before, since = Store((), ()), 0
    if where.start == 0:
        return before
    for earlier in where.line.made_before(where.start):
        if key in earlier.memo:
            before, since = earlier.memo[key], earlier.start
            break
    growing = Growing(where, head, keep_all, before, since)
    facts = where.model.between(since, where.start)
    spend(len(facts) * _FACT)
    for fact in facts:
        growing.add(fact)
    return growing.done()


def _settled(where: Slice, head: int, fact: int) -> bool:
    """Whether a choice will never count in a head: one's own, or one that taught nobody anything."""
    item = where.model.facts[fact]
    if item.cause is not Cause.DECISION or where.heads[head].owner == NOBODY:
        return False
    own = item.owner == where.heads[head].owner
    # Without contradictions between heads, a reading without any open axis is a positive number and nothing more.
    if own or not (where.engine.strict or potential(where, head, fact)):
        return True
    known = where.all_known(owner_of(where, fact), item.place)
    return not potential(where, head, fact) and all(f in where.fixed for f in known)


_ASLEEP = -1  # no fact's number
_GROWTH = 4  # a hidden fact is summed out early only if that makes no table this many times larger


class Merged:
    """Factors of logs by their axes; a factor whose axes are contained in another's is multiplied into it."""

    def __init__(self, factors: Iterable[Factor] = ()) -> None:
        """Start with some factors."""
        self.factors: dict[int, Factor] = {}
        self.holding: dict[int, set[int]] = {}
        self._next = 0
        for factor in factors:
            self.add(factor)

    def add(self, factor: Factor) -> None:
        """Multiply a factor of logs in."""
        axes = set(factor.axes)
        if not axes and factor.table > -np.inf:
            return  # a number that no belief hangs on, unless it is zero
        near = sorted({k for a in axes for k in self.holding.get(a, ())})
        over = next((k for k in near if axes <= set(self.factors[k].axes)), None)
        if over is not None:
            self._put(log_multiply(self.factors[over], factor), over)
            return
        for k in (k for k in near if set(self.factors[k].axes) < axes):
            factor = log_multiply(factor, self._take(k))
        self._put(factor, self._next)
        self._next += 1

    def about(self, axis: int) -> list[Factor]:
        """Take out the factors that have an axis."""
        return [self._take(k) for k in sorted(self.holding.get(axis, ()))]

    def _put(self, factor: Factor, key: int) -> None:
        self.factors[key] = factor
        for axis in factor.axes:
            self.holding.setdefault(axis, set()).add(key)

    def _take(self, key: int) -> Factor:
        factor = self.factors.pop(key)
        for axis in factor.axes:
            self.holding[axis].discard(key)
        return factor


class Growing:
    """A store in the making."""

    def __init__(self, where: Slice, head: int, keep_all: bool, before: Store, since: int) -> None:
        """Go on from the store of a slice that starts at `since`, restricted to what is known now."""
        self.where, self.head, self.keep_all = where, head, keep_all
        self.merged = Merged(where.cut(f) for f in before.merged)
        self.gone = set(before.gone)
        self.pending: dict[int, frozenset[int]] = {}
        self.waiting: dict[int, set[int]] = {}
        for fact in before.pending:
            self._wait(fact)
        self.asleep: dict[frozenset[int], list[int]] = {}
        for scope, facts in before.asleep:
            self._sleep(scope.difference(where.fixed), facts)
        for fact in [f for f in before.pending if f in where.fixed]:
            self._absorb(fact)
        self._forget_stale(list(self.merged.holding), since)

    def add(self, fact: int) -> None:
        """Take in the next fact."""
        if _settled(self.where, self.head, fact):
            return
        if fact in self.where.fixed and self.where.model.facts[fact].cause is Cause.DECISION:
            self._sleep(potential(self.where, self.head, fact), [fact])
            return
        self._wait(fact)
        if fact in self.where.fixed:
            self._forget_stale(self._absorb(fact), self.where.model.facts[fact].place + 1)

    def done(self) -> Store:
        """The finished store."""
        factors = tuple(self.merged.factors[k] for k in sorted(self.merged.factors))
        asleep = tuple((scope, tuple(facts)) for scope, facts in self.asleep.items())
        return Store(factors, tuple(sorted(self.pending)), asleep, frozenset(self.gone))

    def _sleep(self, scope: frozenset[int], facts: Iterable[int]) -> None:
        """Put observed choices by until a question touches what they may hang on."""
        self.asleep.setdefault(scope, []).extend(facts)
        for axis in scope:
            self.waiting.setdefault(axis, set()).add(_ASLEEP)

    def _wait(self, fact: int) -> None:
        self.pending[fact] = potential(self.where, self.head, fact)
        for axis in self.pending[fact]:
            self.waiting.setdefault(axis, set()).add(fact)

    def _absorb(self, fact: int) -> list[int]:
        """Multiply in the table of a fact and those of its hidden causes; return the axes that were touched."""
        touched: list[int] = []
        todo = [fact]
        while todo:
            current = todo.pop()
            factor = self._plain(current) if current in self.pending else None
            if factor is None:
                continue
            for axis in self.pending.pop(current):
                self.waiting[axis].discard(current)
            self.merged.add(logged(factor))
            touched += factor.axes
            todo += [a for a in factor.axes if a in self.pending]
        return touched

    def _plain(self, fact: int) -> Factor | None:
        """The factor of a chance fact or sign, if it is a table."""
        item = self.where.model.facts[fact]
        table = self.where.heads.table(self.head, fact) if item.cause is not Cause.DECISION else None
        return self.where.cut(Factor((*table.parents, fact), table.array)) if isinstance(table, Table) else None

    def _forget_stale(self, axes: Iterable[int], place: int) -> None:
        """Sum out hidden facts that nothing from a place on refers to."""
        if self.keep_all:
            return
        last = self.where.engine.last_use
        stale = [a for a in dict.fromkeys(axes) if a >= 0 and last[a] < place and not self.waiting.get(a)]
        # Oldest first: the order of a filter.
        for axis in sorted(stale):
            self._forget(axis)

    def _forget(self, axis: int) -> None:
        group = self.merged.about(axis)
        if not group:
            return
        keep = tuple(a for a in union(group) if a != axis)
        sizes = {a: n for f in group for a, n in zip(f.axes, f.table.shape, strict=True)}
        if math.prod(sizes[a] for a in keep) > _GROWTH * max(f.cells for f in group):
            for factor in group:  # summing it out would tie together what is still apart
                self.merged.add(factor)
            return
        self.merged.add(log_sum(reduce(log_multiply, group), axis))
        self.gone.add(axis)


def absorb(where: Slice, head: int, whole: bool, readings: Sequence[tuple[int, Factor]]) -> None:
    """Merge readings into the store, so that the next question, and the next slice, find them done."""
    key = ("store", head, whole)
    base: Store = where.memo[key]
    waiting = {*base.pending, *(f for _, facts in base.asleep for f in facts)}
    fresh = {fact: factor for fact, factor in readings if fact in waiting}
    if not fresh:
        return
    merged = Merged((*base.merged, *map(logged, fresh.values())))
    pending = tuple(f for f in base.pending if f not in fresh)
    factors = tuple(merged.factors[k] for k in sorted(merged.factors))
    left = [(scope, tuple(f for f in facts if f not in fresh)) for scope, facts in base.asleep]
    asleep = tuple((scope, facts) for scope, facts in left if facts)
    where.memo[key] = replace(base, merged=factors, pending=pending, asleep=asleep)
