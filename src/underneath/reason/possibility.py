"""Whether a head holds possible what its owner has observed, and which of its lists of tables is in force.

Each separate part of the evidence is looked at by itself, and only parts whose tables exclude something.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from underneath.core.factors import Factor, aligned, linear, multiply, union
from underneath.core.sums import sum_product
from underneath.model.facts import Cause
from underneath.reason.evidence import evidence
from underneath.reason.relevance import candidates, components, connected
from underneath.reason.results import Reading, Reason, Undefined, Why
from underneath.reason.slices import Slice
from underneath.reason.stores import store
from underneath.reason.tasks import Work, need, task


def has_evidence(where: Slice, head: int, place: int, seen: frozenset[int] | None) -> bool:
    """Whether anything was observed that could contradict a head."""
    return bool(where.fixed) or bool(where.seen(head, place) if seen is None else seen)


@task
def selected(where: Slice, head: int, place: int, seen: frozenset[int] | None) -> Work:
    """The variants of a head, each with the information sets (None: all) for which it is the first possible one."""
    choices = where.heads.variants(head)
    if len(choices) == 1 or not has_evidence(where, head, place, seen):
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
    if not has_evidence(where, head, place, seen):
        return ()
    reason, choices = Reason(Why.IMPOSSIBLE, head, place), where.heads.variants(head)
    if len(choices) == 1:
        # Each part by itself: what they exclude together may name very many facts.
        masks = yield from need(where, "possible", head, place, seen)
        return tuple(Undefined(Factor(m.axes, 1.0 - m.table), reason) for m in masks)
    left = Factor((), np.float64(1.0))
    for variant in choices:
        can = Factor((), np.float64(1.0))
        for mask in (yield from need(where, "possible", variant, place, seen)):
            can = multiply(can, mask)
        left = multiply(left, Factor(can.axes, 1.0 - can.table))
    if not left.table.any():
        return ()
    return (Undefined(left, reason),)


@task
def possible(where: Slice, head: int, place: int, seen: frozenset[int] | None) -> Work:
    """For each separate part of the evidence that may be impossible: 1.0 where it has positive probability."""
    seen = where.seen(head, place) if seen is None else seen
    found = yield from evidence(where, head, place, (), seen, everything=True)
    # What is undefined here is not thereby impossible.
    return _excluded(where, patched_parts(found.factors, found.undefined), seen)


@task
def contradicted(where: Slice, head: int, place: int, seen: frozenset[int] | None) -> Work:
    """Information sets that the tables of a head exclude: enough to know where policies exclude nothing."""
    seen = where.seen(head, place) if seen is None else seen
    base = replace(store(where, head, keep_all=False), asleep=())
    factors = [linear(f) for f in base.merged]
    for fact in candidates(where, head, place, (), seen, base, everything=True):
        if where.model.facts[fact].cause is not Cause.DECISION:
            item: Reading = yield from need(where, "reading", head, fact)
            factors.append(item.factor)
    reason = Reason(Why.IMPOSSIBLE, head, place)
    masks = _excluded(where, factors, seen)
    return tuple(Undefined(Factor(m.axes, 1.0 - m.table), reason) for m in masks)


def _excluded(where: Slice, factors: Sequence[Factor], seen: frozenset[int]) -> tuple[Factor, ...]:
    """For each separate part of some factors that excludes anything: 1.0 where it does not."""
    masks = []
    # What is positive everywhere excludes nothing, and would only tie together what is apart.
    for part in components([f for f in factors if not (f.table > 0).all()], seen):
        keep = tuple(a for a in union(part) if a in seen)
        total = sum_product([_support(f) for f in part], keep, where.engine.budget, rescale=True)
        if not (total.table > 0).all():
            masks.append(Factor(keep, (total.table > 0).astype(float)))
    return tuple(masks)


def _support(factor: Factor) -> Factor:
    return Factor(factor.axes, (factor.table > 0).astype(float))


def patched(factor: Factor, undefined: Sequence[Undefined]) -> Factor:
    """The factor with ones where it is undefined."""
    for group in by_axes(undefined):
        mask = any_of(group).mask
        axes = union((factor, mask))
        factor = Factor(axes, np.where(aligned(mask, axes) > 0, 1.0, aligned(factor, axes)))
    return factor


def patched_parts(factors: Iterable[Factor], undefined: Iterable[tuple[Factor, Undefined]]) -> list[Factor]:
    """The factors with ones where they are undefined: what is undefined counts as possible."""
    lost: dict[int, list[Undefined]] = {}
    for factor, item in undefined:
        lost.setdefault(id(factor), []).append(item)
    return [patched(f, lost[id(f)]) if id(f) in lost else f for f in factors]


def by_axes(masks: Iterable[Undefined]) -> list[list[Undefined]]:
    """Masks over the same axes together."""
    groups: dict[tuple[int, ...], list[Undefined]] = {}
    for undefined in masks:
        groups.setdefault(undefined.mask.axes, []).append(undefined)
    return list(groups.values())


def any_of(masks: Sequence[Undefined]) -> Undefined:
    """Where any of some masks over the same axes is, with the reason of the latest."""
    if len(masks) == 1:
        return masks[0]
    table = np.maximum.reduce([u.mask.table for u in masks])
    return Undefined(Factor(masks[0].mask.axes, table), max((u.reason for u in masks), key=lambda r: r.place))


def reachable(mask: Factor, factors: Sequence[Factor]) -> bool:
    """Whether each factor by itself leaves something of a mask."""
    left = mask.table > 0
    for factor in factors:
        shared = [a for a in factor.axes if a in mask.axes]
        if shared and left.any():
            gone = tuple(k for k, a in enumerate(factor.axes) if a not in shared)
            support = Factor(tuple(shared), (factor.table > 0).any(axis=gone))
            left = left & (aligned(support, mask.axes) > 0)
    return bool(left.any())


def leaves(where: Slice, factors: Sequence[Factor], mask: Factor) -> bool:
    """Whether factors together leave something of a mask: a sum of those alone that exclude anything."""
    sharp = [_support(f) for f in factors if not (f.table > 0).all()]
    near = connected(sharp, set(mask.axes), frozenset())
    return bool(sum_product([_support(mask), *near], (), where.engine.budget, rescale=True).table > 0)
