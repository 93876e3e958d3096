"""The evidence of a head: the readings of all facts so far that may bear on a question.

What lies before the slice is kept as a `Store` of merged factors, so that a longer story does not cost more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from underneath.core.factors import Factor, add, multiply, scaled, union
from underneath.core.sums import sum_product
from underneath.model.facts import Cause
from underneath.model.heads import NOBODY
from underneath.reason.levels import mixture_weights, owner_of
from underneath.reason.relevance import candidates, potential
from underneath.reason.results import Posterior, Reading, Store, Undefined
from underneath.reason.slices import Slice, level_axis
from underneath.reason.tasks import Work, need


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Factors of a head that may bear on a question; `own[k]` is the fact whose table factor k is (-1: merged)."""

    factors: tuple[Factor, ...]
    own: tuple[int, ...]
    undefined: tuple[tuple[Factor, Undefined], ...]


def evidence(
    where: Slice, head: int, place: int, hidden: tuple[int, ...], seen: frozenset[int], everything: bool = False
) -> Work:
    """The readings of all facts that may bear on `hidden`, with what the store holds."""
    base = store(where, head, keep_all=False)
    whole = any(h in base.gone for h in hidden)
    if whole:
        base = store(where, head, keep_all=True)
    pool = candidates(where, head, place, hidden, seen, base, everything)
    found, own, undefined, absorbed = [], [], [], []
    for fact in pool:
        item: Reading = yield from read_act(where, head, fact, place)
        found.append(item.factor)
        own.append(fact)
        undefined += [(item.factor, u) for u in item.undefined]
        if where.model.facts[fact].place < where.start and _lasting(where, head, fact, item):
            absorbed.append((fact, item.factor))
    factors = [*base.merged, *found]
    _absorb(where, head, whole, absorbed)
    latent = {a for f in factors for a in f.axes if a < 0}
    for mind in range(len(where.model.minds)):
        weights = mixture_weights(where, head, mind) if level_axis(mind) in latent or level_axis(mind) in hidden else None
        if weights is not None:
            factors.append(Factor((level_axis(mind),), np.array(weights)))
            own.append(level_axis(mind))
    return Evidence(tuple(factors), (*(-(10**9) for _ in base.merged), *own), tuple(undefined))


def _lasting(where: Slice, head: int, fact: int, item: Reading) -> bool:
    """Whether a reading stays what it is: no later observation can change how it enters, or whether it does."""
    if item.undefined or where.heads[head].owner == NOBODY:
        return False
    if where.model.facts[fact].cause is not Cause.DECISION:
        return True
    return where.heads.settings(head).chi == 0 and bool((item.factor.table > 0).all())


def _absorb(where: Slice, head: int, whole: bool, readings: Sequence[tuple[int, Factor]]) -> None:
    """Merge readings into the store, so that the next question, and the next slice, find them done."""
    if not readings:
        return
    key = ("store", head, whole)
    base: Store = where.memo[key]
    fresh = [(fact, factor) for fact, factor in readings if fact in base.pending]
    done = {fact for fact, _ in fresh}
    pending = tuple(f for f in base.pending if f not in done)
    where.memo[key] = replace(base, merged=_merge(base.merged, [f for _, f in fresh]), pending=pending)


def read_act(where: Slice, head: int, fact: int, place: int) -> Work:
    """The reading of a fact as evidence: a cursed reader mixes an act that it saw with what it expected."""
    item: Reading = yield from need(where, "reading", head, fact)
    chi = where.heads.settings(head).chi
    cause, owner = where.model.facts[fact].cause, where.heads[head].owner
    known = where.model.known[owner].get(fact, place) if owner != NOBODY else place
    if not chi or cause is not Cause.DECISION or known >= place or where.model.facts[fact].owner == owner:
        return item
    then = where.at(known)
    expected: Posterior = yield from need(then, "posterior", head, known, (fact,), None)
    guess = where.cut(expected.factor)
    mixed = add(Factor(guess.axes, guess.table * chi), Factor(item.factor.axes, item.factor.table * (1 - chi)))
    return Reading(mixed, item.undefined)


# --- the store --------------------------------------------------------------------------------------------------------


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
    origin, before = where.earlier, None
    while origin is not None and before is None:
        before = origin.memo.get(key)
        origin = origin if before is not None else origin.earlier
    since = origin.start if origin is not None and before is not None else 0
    new = tuple(f for f in where.model.between(since, where.start) if not _settled(where, head, f))
    if before is None:
        return Store((), new)
    merged = _merge((), [where.cut(f) for f in before.merged])
    grown = Store(merged, (*before.pending, *new), before.gone)
    return grown if keep_all else _forget(where, head, grown)


def _settled(where: Slice, head: int, fact: int) -> bool:
    """Whether a choice will never count in a head: one's own, or one that taught nobody anything."""
    item = where.model.facts[fact]
    if item.cause is not Cause.DECISION or where.heads[head].owner == NOBODY:
        return False
    own = item.owner == where.heads[head].owner
    # Without contradictions between heads, a reading without any open axis is a positive number and nothing more.
    if own or not (where.engine.strict or potential(where, head, fact)):
        return True
    return fact in where.fixed and all(f in where.fixed for f in where.all_known(owner_of(where, fact), item.place))


def _merge(merged: Sequence[Factor], more: Iterable[Factor]) -> tuple[Factor, ...]:
    """Multiply factors into those whose axes include theirs, or the other way round."""
    result = list(merged)
    for factor in more:
        inside = [f for f in result if set(f.axes) < set(factor.axes)]
        over = next((k for k, f in enumerate(result) if set(factor.axes) <= set(f.axes)), None)
        if over is not None:
            result[over] = scaled(multiply(result[over], factor))
            continue
        result = [f for f in result if not any(f is g for g in inside)]
        result.append(scaled(reduce(multiply, inside, factor)))
    return tuple(result)


def _forget(where: Slice, head: int, before: Store) -> Store:
    """Sum out hidden facts that nothing from here on refers to."""
    last, pending = where.engine.last_use, set(before.pending)
    touched = {a for f in pending for a in potential(where, head, f)}
    axes = {a for f in before.merged for a in f.axes if a >= 0 and last[a] < where.start}
    merged, gone = list(before.merged), set(before.gone)
    for axis in sorted(axes - touched):
        group = [f for f in merged if axis in f.axes]
        keep = tuple(a for a in union(group) if a != axis)
        rest = [f for f in merged if axis not in f.axes]
        merged = list(_merge(rest, [sum_product(group, keep, where.engine.budget)]))
        gone.add(axis)
    return Store(tuple(merged), before.pending, frozenset(gone))
