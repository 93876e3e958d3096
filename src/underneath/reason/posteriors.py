"""What the owner of a head believes, given what it has observed.

Bayes by sums of products: the tables of the head times the policies of the others (as the head has them), summed over
what the owner has not observed.  A choice is left out, as one's own are, when all that its chooser had observed was
observed by the reader too: it teaches nothing.

Steps: 1. collect the readings of the facts that may matter (`evidence`); 2. drop what turns out not to (`relevance`);
3. sum; 4. say where the answer would need what has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import numpy as np

from underneath.core.factors import Factor, add, multiply
from underneath.core.numerics import ratio
from underneath.core.sums import sum_product
from underneath.reason.evidence import Evidence, evidence
from underneath.reason.possibility import any_of, by_axes, has_evidence, leaves, patched_parts, reachable
from underneath.reason.relevance import connected, fruitful
from underneath.reason.results import Posterior, Reason, Undefined
from underneath.reason.slices import Slice
from underneath.reason.tasks import Work, need, task


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
    if not where.engine.strict or not has_evidence(where, head, place, seen):
        return (yield from plain_posterior(where, head, place, hidden, seen))
    parts, undefined = [], ()
    for variant, weight in (yield from need(where, "selected", head, place, seen)):
        part = yield from plain_posterior(where, variant, place, hidden, seen)
        parts.append(part.factor if weight is None else multiply(part.factor, weight))
        undefined += part.undefined if weight is None else _weighted(part.undefined, weight)
    impossible = yield from need(where, "impossible", head, place, seen)
    total = parts[0]
    for part_factor in parts[1:]:
        total = add(total, part_factor)
    return Posterior(total, (*undefined, *impossible))


def plain_posterior(where: Slice, head: int, place: int, hidden: tuple[int, ...], seen: frozenset[int] | None) -> Work:
    """P(hidden | seen) with one list of tables."""
    seen = where.seen(head, place) if seen is None else seen
    if not hidden:
        return Posterior(Factor((), np.float64(1.0)))
    found = yield from evidence(where, head, place, hidden, seen)
    factors = connected(fruitful(found.own, found.factors, {*seen, *hidden}), set(hidden), seen)
    keep = (*hidden, *sorted({a for f in factors for a in f.axes if a in seen}))
    budget = where.engine.budget
    joint = sum_product(factors, keep, budget, rescale=True)
    over = tuple(range(len(hidden)))
    total = joint.table.sum(axis=over, keepdims=True)
    factor = Factor(keep, ratio(joint.table, total))
    used, unsure = {id(f) for f in factors}, {id(f) for f, _ in found.undefined}
    inside = tuple(u for f, u in found.undefined if id(f) in used)
    if not inside:
        return Posterior(factor)
    sound = [f for f in factors if id(f) not in unsure]
    return Posterior(factor, (yield from _lost_mass(where, head, place, seen, inside, sound)))


def _weighted(undefined: Iterable[Undefined], weight: Factor) -> tuple[Undefined, ...]:
    return tuple(Undefined(multiply(u.mask, weight), u.reason) for u in undefined)


def _with_masks(where: Slice, head: int, place: int, axes: set[int], seen: frozenset[int]) -> Work:
    """The evidence on some axes, and on those that masks of undefined readings in it hang on."""
    while True:
        named = tuple(sorted(axes - seen))
        found: Evidence = yield from evidence(where, head, place, named, seen)
        masked = {a for _, u in found.undefined for a in u.mask.axes} - seen
        if masked <= axes:
            return named, found
        axes = axes | masked


def _lost_mass(
    where: Slice,
    head: int,
    place: int,
    seen: frozenset[int],
    masks: Sequence[Undefined],
    factors: Sequence[Factor],
) -> Work:
    """Where a history that the head gives positive probability asks for something undefined.

    What is undefined may hang on facts that the answer itself does not need, so each mask is weighed with all that
    bears on its own axes; other undefined readings count as possible.
    """
    lost: list[Undefined] = []
    for group in by_axes(masks):
        axes = group[0].mask.axes
        # Mostly a table of the head itself excludes what is undefined, and no sum is needed to see it.
        if not reachable(any_of(group).mask, factors):
            continue
        # What is lost is the same whatever is asked; nearly always it is nothing, and one sum for all says so.
        key = ("lost", head, place, seen, axes, any_of(group).mask.table.tobytes())
        if where.memo.get(key) is _NOTHING:
            continue
        mass, may_be = yield from _masses(where, head, place, {*axes}, seen, group[0].mask)
        if not may_be(any_of(group).mask) or not mass(any_of(group).mask).table.any():
            where.memo[key] = _NOTHING
            continue
        lost += [Undefined(mass(u.mask), u.reason) for u in _by_head(group)]
    return tuple(u for u in lost if u.mask.table.any())


_NOTHING = "nothing is lost"


def _masses(where: Slice, head: int, place: int, axes: set[int], seen: frozenset[int], mask: Factor) -> Work:
    """What a head gives to a mask over some axes, and whether that may be anything: functions of the mask."""
    named, wide = yield from _with_masks(where, head, place, axes, seen)
    wider = connected(fruitful(wide.own, wide.factors, {*seen, *named}), set(named), seen)
    parts = patched_parts(wider, wide.undefined)
    keep = tuple(sorted({a for f in (*parts, mask) for a in f.axes if a in seen}))
    return partial(_mass, where, parts, keep), partial(leaves, where, parts)


def _by_head(masks: Sequence[Undefined]) -> list[Undefined]:
    """One mask for what differs in its place alone: whoever explains it looks for the step by itself."""
    groups: dict[Reason, list[Undefined]] = {}
    for undefined in masks:
        groups.setdefault(undefined.reason._replace(place=-1), []).append(undefined)
    return [any_of(group) for group in groups.values()]


def _mass(where: Slice, parts: Sequence[Factor], keep: tuple[int, ...], mask: Factor) -> Factor:
    return sum_product([*parts, mask], keep, where.engine.budget, rescale=True)
