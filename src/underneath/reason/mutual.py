"""Mutual and common p-belief (Monderer and Samet 1989), exactly.

Depth 1: the mind gives the event at least p.  Depth n: it also gives at least p to all the others' being at depth
n-1, as it has them in mind.  For each head that is a yes-or-no function of what its owner has observed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from underneath.core.factors import Factor, add, combine, multiply, restrict, union
from underneath.core.sums import sum_product
from underneath.errors import BadNumber
from underneath.model.shared import Common
from underneath.reason.asking import Ask
from underneath.reason.diagnosis import unanswerable
from underneath.reason.lenses import lost_outward
from underneath.reason.levels import branches, stack_levels
from underneath.reason.pricing import run_priced as run
from underneath.reason.questions import beliefs, refuse_impossible
from underneath.reason.results import Posterior, Reading, Undefined
from underneath.reason.slices import Slice, shadow
from underneath.reason.tasks import Work, need, task

_ROUNDING = 1e-12
_SHALLOW = 8

Event = tuple[tuple[int, ...], bytes, tuple[int, ...]]


def mutual(ask: Ask, minds: tuple[int, ...], facts: tuple[int, ...], holds: np.ndarray, p: float, n: int) -> float:
    """Probability, in the world itself, that the event is mutual p-belief to depth n."""
    if not 0 <= p <= 1 or n < 1 or n != int(n):
        raise BadNumber(
            f"mutual belief got p = {p!r} and n = {n!r}; p is a probability, and n a whole number from 1 up"
        )
    refuse_impossible(ask)
    event, where = (tuple(facts), holds.tobytes(), holds.shape), ask.where.of(-1, ask.place)
    n = _settled(ask, minds, event, p, n)
    tops = _tops(ask, minds)
    found = [run(where, "believers", head, mind, minds, ask.place, event, p, n) for mind, head in tops]
    for at, answer in enumerate(found):
        _refuse_undefined(ask, answer, [f for k, f in enumerate(found) if k != at])
    return _probability(ask, reduce(multiply, (f.factor for f in found)))


def _refuse_undefined(ask: Ask, found: Posterior, others: Sequence[Posterior]) -> None:
    """Raise where a history that the world gives positive probability asks a mind for what it cannot answer.

    Where somebody else is not at the depth anyway, the answer does not hang on it.
    """
    willing = reduce(multiply, (_not_ruled_out(o) for o in others), Factor((), np.float64(1.0)))
    for item in found.undefined:
        mask = multiply(Factor(item.mask.axes, (item.mask.table > 0).astype(float)), willing)
        if _probability(ask, mask) > 0:
            raise unanswerable(ask, item.reason)


def _not_ruled_out(found: Posterior) -> Factor:
    """Where a mind is at the depth, or has no answer."""
    total = found.factor
    for item in found.undefined:
        total = add(total, Factor(item.mask.axes, (item.mask.table > 0).astype(float)))
    return Factor(total.axes, (total.table > 0).astype(float))


def common(ask: Ask, minds: tuple[int, ...], facts: tuple[int, ...], holds: np.ndarray, p: float) -> Common:
    """Common p-belief: as deep as it takes until nothing changes in any head that the minds have in mind.

    Finitely many heads differ, and each step only takes information sets away, so this ends.
    """
    event = (tuple(facts), holds.tobytes(), holds.shape)
    depth = _settled(ask, minds, event, p, None)
    final = _together(ask, minds, event, p, depth)
    while depth > 1 and _same([final], [_together(ask, minds, event, p, depth - 1)]):
        depth -= 1
    return Common(mutual(ask, minds, facts, holds, p, depth), depth)


def _together(ask: Ask, minds: tuple[int, ...], event: Event, p: float, n: int) -> Factor:
    """1.0 where all minds are at depth n."""
    return reduce(multiply, _answers(ask, _tops(ask, minds), minds, event, p, n))


def _settled(ask: Ask, minds: tuple[int, ...], event: Event, p: float, most: int | None) -> int:
    """The first depth (at most `most`) from which on no head's answer changes."""
    if most is not None and most <= _SHALLOW:
        return most  # no need to look at heads that so few steps never reach
    heads = _reachable(ask, minds)
    depth, last = 1, _answers(ask, heads, minds, event, p, 1)
    while most is None or depth < most:
        following = _answers(ask, heads, minds, event, p, depth + 1)
        if _same(last, following):
            break
        depth, last = depth + 1, following
    return depth


def _tops(ask: Ask, minds: tuple[int, ...]) -> list[tuple[int, int]]:
    return [(m, ask.where.heads.child(ask.head, m, ask.place)) for m in minds]


def _reachable(ask: Ask, minds: tuple[int, ...]) -> list[tuple[int, int]]:
    """Every mind's heads that can be met on paths through the group."""
    found = dict.fromkeys(_tops(ask, minds))
    todo = list(found)
    while todo:
        mind, head = todo.pop()
        inner = [(m, child) for m in minds if m != mind for _, child in branches(ask.where, head, m, ask.place)]
        todo += [pair for pair in inner if pair not in found]
        found |= dict.fromkeys(inner)
    return list(found)


def _answers(
    ask: Ask, heads: Sequence[tuple[int, int]], minds: tuple[int, ...], event: Event, p: float, n: int
) -> list[Factor]:
    where = ask.where.of(-1, ask.place)
    return [run(where, "believers", head, mind, minds, ask.place, event, p, n).factor for mind, head in heads]


def _same(left: Sequence[Factor], right: Sequence[Factor]) -> bool:
    """Whether two lists of yes-or-no functions say the same."""
    return all(not np.any(combine(np.not_equal, a, b).table) for a, b in zip(left, right, strict=True))


@task
def believers(
    where: Slice, head: int, mind: int, minds: tuple[int, ...], place: int, event: Event, p: float, n: int
) -> Work:
    """1.0 at the information sets of a head's owner at which it is at depth n."""
    facts, raw, shape = event
    table: Posterior = yield from need(where, "belief_table", head, place, facts, None)
    front = tuple(shadow(f) for f in facts)
    mask = Factor(front, np.frombuffer(raw, dtype=bool).reshape(shape).astype(float))
    keep = tuple(a for a in table.factor.axes if a not in front)
    sure = _at_least(sum_product([table.factor, mask], keep, where.engine.budget), p)
    if n == 1:
        return Posterior(sure, table.undefined)
    others, lost = Factor((), np.float64(1.0)), list(table.undefined)
    for other in (m for m in minds if m != mind):
        at_levels = []
        for level, child in branches(where, head, other, place):
            found: Posterior = yield from need(where, "believers", child, other, minds, place, event, p, n - 1)
            at_levels.append((level, Reading(found.factor, found.undefined)))
        joined = stack_levels(where, other, at_levels)
        others = multiply(others, joined.factor)
        lost += yield from lost_outward(where, head, place, joined.undefined, None, None)
    mean, unsure = yield from _mean(where, head, place, others)
    lost += unsure
    # Whoever does not give the event p is not at the depth, whatever the others are.
    asked = [u if u in table.undefined else Undefined(multiply(u.mask, sure), u.reason) for u in lost]
    return Posterior(multiply(sure, _at_least(mean, p)), tuple(asked))


def _mean(where: Slice, head: int, place: int, factor: Factor) -> Work:
    """The mean of a factor under a head's belief, at each of its information sets."""
    known = where.seen(head, place)
    hidden = tuple(sorted(a for a in factor.axes if a not in known))
    belief: Posterior = yield from need(where, "posterior", head, place, hidden, None)
    parts = [belief.factor, factor]
    keep = tuple(a for a in union(parts) if a not in hidden)
    return sum_product(parts, keep, where.engine.budget), belief.undefined


def _at_least(factor: Factor, p: float) -> Factor:
    return Factor(factor.axes, (factor.table >= p - _ROUNDING).astype(float))


def _probability(ask: Ask, together: Factor) -> float:
    """Probability of a yes-or-no function of facts, in the world itself, given what was told."""
    rest = restrict(together, dict(ask.told))
    if not rest.axes:
        return float(rest.table)
    joint = beliefs(ask, rest.axes)[0].probabilities
    return float((joint * rest.table).sum())
