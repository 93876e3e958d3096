"""What the owner of a head believes, given what it has observed.

Bayes by sums of products: the tables of the head times the policies of the others (as the head has them), summed over what
the owner has not observed.  A choice is left out, as one's own are, when all that its chooser had observed was observed by
the reader too: it teaches nothing.

Steps: 1. collect the facts that may matter (not barren, connected through hidden facts: d-separation, Shachter 1998);
2. ask for their readings; 3. drop what turns out not to matter; 4. sum.
What lies before the slice is kept as a `Store` of merged factors, so a longer story does not cost more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from underneath.core.factors import Factor, aligned, multiply, scaled, union
from underneath.core.numerics import ratio
from underneath.core.sums import sum_product
from underneath.model.facts import Cause
from underneath.model.heads import NOBODY
from underneath.model.tables import BeliefTable, Table
from underneath.reason.levels import mixture_weights
from underneath.reason.results import Posterior, Reading, Reason, Undefined, Why
from underneath.reason.slices import Slice, level_axis
from underneath.reason.tasks import Work, need, task


@dataclass(frozen=True, slots=True, eq=False)
class Store:
    """Evidence of a head from before its slice: merged factors, facts not looked at yet, and axes summed out for good."""

    merged: tuple[Factor, ...]
    pending: tuple[int, ...]
    gone: frozenset[int] = frozenset()


@task
def store(where: Slice, head: int, keep_all: bool) -> Work:
    """What a head has from before its slice; continues the store of the nearest earlier slice that has one.

    Unless `keep_all`, hidden facts that nothing later refers to are summed out (the forward message of a filter).
    """
    origin, before = where.earlier, None
    while origin is not None and before is None:
        before = origin.memo.get(("store", head, keep_all))
        origin = origin if before is not None else origin.earlier
    since = origin.start if origin is not None and before is not None else 0
    new = tuple(f.index for f in where.model.facts if since <= f.place < where.start)
    if before is None:
        return Store((), new)
    merged = _merge((), [where.cut(f) for f in before.merged])
    grown = Store(merged, (*before.pending, *new), before.gone)
    return grown if keep_all else _forget(where, head, grown)
    yield  # a task, though it needs nothing


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
        for small in inside:
            factor = multiply(factor, small)
        result.append(scaled(factor))
    return tuple(result)


def _forget(where: Slice, head: int, before: Store) -> Store:
    """Sum out hidden facts that nothing from here on refers to."""
    last, pending = where.engine.last_use, set(before.pending)
    touched = {a for f in pending for a in potential(where, head, f, frozenset())}
    axes = {a for f in before.merged for a in f.axes if a >= 0 and last[a] < where.start}
    merged, gone = list(before.merged), set(before.gone)
    for axis in sorted(axes - touched):
        group = [f for f in merged if axis in f.axes]
        keep = tuple(a for a in union(group) if a != axis)
        rest = [f for f in merged if axis not in f.axes]
        merged = list(_merge(rest, [sum_product(group, keep, where.engine.budget)]))
        gone.add(axis)
    return Store(tuple(merged), before.pending, frozenset(gone))


@task
def posterior(where: Slice, head: int, place: int, hidden: tuple[int, ...], seen: frozenset[int] | None) -> Work:
    """P(hidden | seen) in a head before `place`, with fallback tables where the first are contradicted.

    Args:
        where: A slice that starts at or before `place`.
        head: Number of the head.
        place: The belief is held just before the item there.
        hidden: Axes that the owner has not observed; later ones are predicted.
        seen: What has been observed; None for what the owner of the head has.
    """
    choices = where.heads.variants(head)
    if len(choices) == 1 and not where.engine.strict:
        return (yield from plain_posterior(where, head, place, hidden, seen))
    parts, undefined = [], ()
    for variant, weight in (yield from need(where, "selected", head, place, seen)):
        part = yield from plain_posterior(where, variant, place, hidden, seen)
        parts.append(part.factor if weight is None else multiply(part.factor, weight))
        undefined += part.undefined if weight is None else _weighted(part.undefined, weight)
    impossible = yield from need(where, "impossible", head, place, seen)
    total = parts[0]
    for part_factor in parts[1:]:
        total = _sum(total, part_factor)
    return Posterior(total, (*undefined, *impossible))


def _sum(left: Factor, right: Factor) -> Factor:
    axes = union((left, right))
    return Factor(axes, aligned(left, axes) + aligned(right, axes))


def _weighted(undefined: Iterable[Undefined], weight: Factor) -> tuple[Undefined, ...]:
    return tuple(Undefined(multiply(u.mask, weight), u.reason) for u in undefined)


@task
def selected(where: Slice, head: int, place: int, seen: frozenset[int] | None) -> Work:
    """The variants of a head with the information sets (0.0 or 1.0; None: all) for which each is the first possible one."""
    choices = where.heads.variants(head)
    if len(choices) == 1:
        return [(head, None)]
    left, chosen = Factor((), np.float64(1.0)), []
    for variant in choices:
        can = Factor((), np.float64(1.0))
        for mask in (yield from need(where, "possible", variant, place, seen)):
            can = multiply(can, mask)
        chosen.append((variant, multiply(left, can)))
        left = multiply(left, Factor(can.axes, 1.0 - can.table))
    return chosen


@task
def impossible(where: Slice, head: int, place: int, seen: frozenset[int] | None) -> Work:
    """Information sets that no list of tables of a head gives positive probability."""
    left = Factor((), np.float64(1.0))
    for variant in where.heads.variants(head):
        can = Factor((), np.float64(1.0))
        for mask in (yield from need(where, "possible", variant, place, seen)):
            can = multiply(can, mask)
        left = multiply(left, Factor(can.axes, 1.0 - can.table))
    if not left.table.any():
        return ()
    return (Undefined(left, Reason(Why.IMPOSSIBLE, head, place)),)


@task
def possible(where: Slice, head: int, place: int, seen: frozenset[int] | None) -> Work:
    """For each separate part of the evidence that may be impossible: 1.0 where it has positive probability."""
    seen = where.seen(head, place) if seen is None else seen
    evidence = yield from _evidence(where, head, place, (), seen, everything=True)
    masks = []
    # What is undefined here is not thereby impossible.
    factors = [_patched(f, [u for g, u in evidence.undefined if g is f]) for f in evidence.factors]
    for part in _components(factors, seen):
        if all((f.table > 0).all() for f in part):
            continue
        keep = tuple(a for a in union(part) if a in seen)
        total = sum_product([_support(f) for f in part], keep, where.engine.budget)
        if not (total.table > 0).all():
            masks.append(Factor(keep, (total.table > 0).astype(float)))
    return tuple(masks)


def _support(factor: Factor) -> Factor:
    return Factor(factor.axes, (factor.table > 0).astype(float))


def plain_posterior(
    where: Slice, head: int, place: int, hidden: tuple[int, ...], seen: frozenset[int] | None
) -> Work:
    """P(hidden | seen) with one list of tables."""
    seen = where.seen(head, place) if seen is None else seen
    if not hidden:
        return Posterior(Factor((), np.float64(1.0)))
    evidence = yield from _evidence(where, head, place, hidden, seen)
    factors = _connected(_fruitful(evidence.own, evidence.factors, {*seen, *hidden}), set(hidden), seen)
    keep = (*hidden, *sorted({a for f in factors for a in f.axes if a in seen}))
    budget = where.engine.budget
    joint = sum_product(factors, keep, budget)
    over = tuple(range(len(hidden)))
    total = joint.table.sum(axis=over, keepdims=True)
    factor = Factor(keep, ratio(joint.table, total))
    lost = _lost_mass(where, evidence, factors, keep[len(hidden) :])
    return Posterior(factor, lost)


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Factors of a head that may bear on a question; `own[k]` is the fact whose table factor k is (-1: merged)."""

    factors: tuple[Factor, ...]
    own: tuple[int, ...]
    undefined: tuple[tuple[Factor, Undefined], ...]


def _evidence(
    where: Slice, head: int, place: int, hidden: tuple[int, ...], seen: frozenset[int], everything: bool = False
) -> Work:
    """The readings of all facts that may bear on `hidden`, with what the store holds."""
    base = yield from need(where, "store", head, False)
    whole = any(h in base.gone for h in hidden)
    if whole:
        base = yield from need(where, "store", head, True)
    pool = candidates(where, head, place, hidden, seen, base, everything)
    found, own, undefined, absorbed = [], [], [], []
    for fact in pool:
        item: Reading = yield from read_act(where, head, fact, place, seen)
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


def read_act(where: Slice, head: int, fact: int, place: int, seen: frozenset[int]) -> Work:
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
    mixed = _sum(Factor(guess.axes, guess.table * chi), Factor(item.factor.axes, item.factor.table * (1 - chi)))
    return Reading(mixed, item.undefined)


# --- which facts may matter -----------------------------------------------------------------------------------------


def candidates(
    where: Slice,
    head: int,
    place: int,
    hidden: tuple[int, ...],
    seen: frozenset[int],
    base: Store,
    everything: bool,
) -> list[int]:
    """Facts whose readings may bear on `hidden`, judged by what their tables could name."""
    end = max([place, *(where.model.facts[h].place + 1 for h in hidden if h >= 0)])
    ahead = [f.index for f in where.model.facts if where.start <= f.place < end]
    pool = [f for f in (*base.pending, *ahead) if not _left_out(where, head, f, place, seen)]
    scopes = {f: potential(where, head, f, seen) for f in pool}
    wanted = {*seen, *hidden, *(a for f in base.merged for a in f.axes)}
    useful = []
    for fact in reversed(pool):
        if fact in wanted or fact in where.fixed:
            useful.append(fact)
            wanted |= scopes[fact]
    if everything:
        return useful[::-1]
    links = [(f, scopes[f] - seen) for f in useful] + [(-1, set(f.axes) - seen) for f in base.merged]
    return sorted(f for f in _reach(links, set(hidden)) if f >= 0)


def _reach(links: list[tuple[int, Collection[int]]], start: set[int]) -> set[int]:
    """Those whose hidden axes are connected to `start`."""
    reached, frontier, left = set(), set(start), list(links)
    while True:
        near = [(f, axes) for f, axes in left if not frontier.isdisjoint(axes)]
        if not near:
            return reached
        left = [(f, axes) for f, axes in left if frontier.isdisjoint(axes)]
        reached.update(f for f, _ in near)
        frontier.update(a for _, axes in near for a in axes)


def _left_out(where: Slice, head: int, fact: int, place: int, seen: frozenset[int]) -> bool:
    """One's own past choices, and observed choices of which the reader has seen all that the chooser had."""
    item, owner = where.model.facts[fact], where.heads[head].owner
    if item.cause is not Cause.DECISION or item.place >= place:
        return False
    if item.owner == owner:
        return True
    observed = fact in seen or fact in where.fixed
    return observed and all(f in seen or f in where.fixed for f in where.all_known(item.owner, item.place))


def potential(where: Slice, head: int, fact: int, seen: frozenset[int]) -> frozenset[int]:
    """Axes that the reading of a fact may have."""
    key = ("potential", head, fact)
    found = where.memo.get(key)
    if found is None:
        found = where.memo[key] = frozenset(a for a in _scope(where, head, fact) if a not in where.fixed)
    return found  # type: ignore[no-any-return]


def _scope(where: Slice, head: int, fact: int) -> set[int]:
    item = where.model.facts[fact]
    decision = item.cause is Cause.DECISION
    table = where.heads.replaced(head, fact) if decision else where.heads.table(head, fact)
    levels = set()
    if decision and item.owner != where.heads[head].owner and not isinstance(table, Table):
        levels = {level_axis(item.owner)} if mixture_weights(where, head, item.owner) else set()
        if not levels:
            child = where.heads.child(head, item.owner, item.place)
            settings = where.heads.settings(child)
            if where.heads[child].level == 0 or not settings.terms:
                table = where.heads.table(child, fact)
    menu = set(where.heads.available(head, fact)[0]) if decision else set()
    if isinstance(table, Table) and not levels:
        return {fact, *table.parents, *menu}
    if isinstance(table, BeliefTable) and item.owner != where.heads[head].owner:
        levels = {level_axis(item.owner)} if mixture_weights(where, head, item.owner) else set()
    parents = set(table.parents) if table is not None else set()
    return {fact, *parents, *menu, *levels, *where.all_known(item.owner, item.place)}


def _fruitful(own: Sequence[int], factors: Sequence[Factor], wanted: set[int]) -> list[Factor]:
    """Drop, from the last, factors of facts that nobody asks for and no other factor names: they sum to one."""
    kept = list(zip(own, factors, strict=True))
    for fact in sorted({f for f in own if f >= 0}, reverse=True):
        if fact not in wanted and sum(fact in f.axes for _, f in kept) == 1:
            kept = [(o, f) for o, f in kept if o != fact]
    return [f for _, f in kept]


def _connected(factors: Sequence[Factor], start: set[int], seen: frozenset[int]) -> list[Factor]:
    """Factors connected to `start` through hidden axes."""
    links: list[tuple[int, Collection[int]]] = [(k, set(f.axes) - seen) for k, f in enumerate(factors)]
    return [factors[k] for k in sorted(_reach(links, start))]


def _components(factors: Sequence[Factor], seen: frozenset[int]) -> list[list[Factor]]:
    """Factors grouped by shared hidden axes; a factor without any stands alone."""
    left, groups = list(factors), []
    while left:
        first = left.pop(0)
        group = _connected(left, set(first.axes) - seen, seen)
        left = [f for f in left if not any(f is g for g in group)]
        groups.append([first, *group])
    return groups


def _lost_mass(where: Slice, evidence: Evidence, factors: Sequence[Factor], info: tuple[int, ...]) -> tuple[Undefined, ...]:
    """Where a history that the head gives positive probability asks for something undefined."""
    inside = [(f, u) for f, u in evidence.undefined if any(f is g for g in factors)]
    if not inside:
        return ()
    patched = [_patched(f, [u for g, u in inside if g is f]) for f in factors]
    lost = []
    for factor, undefined in inside:
        others = [p for p, f in zip(patched, factors, strict=True) if f is not factor]
        parts = [*others, undefined.mask]
        keep = tuple(a for a in info if any(a in p.axes for p in parts))
        lost.append(Undefined(sum_product(parts, keep, where.engine.budget), undefined.reason))
    return tuple(u for u in lost if u.mask.table.any())


def _patched(factor: Factor, undefined: Sequence[Undefined]) -> Factor:
    """The factor with ones where it is undefined."""
    for u in undefined:
        axes = union((factor, u.mask))
        factor = Factor(axes, np.where(aligned(u.mask, axes) > 0, 1.0, aligned(factor, axes)))
    return factor


