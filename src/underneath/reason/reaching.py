"""What is still in reach of a mind in a scene, by its own acts or together with another.

The best V still in reach takes one's own later acts as well as they can be, each on what one will know by then, and all
others by their policies.  Longing sets the next act of each of two people by hand.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from underneath.core.factors import Factor, add, multiply
from underneath.model.terms import AngerTerm
from underneath.reason.felt import Felt, feeling
from underneath.reason.rerunning import had_been, opened
from underneath.reason.results import Mode, Posterior, Undefined
from underneath.reason.selves import Me, Span, mine
from underneath.reason.slices import Slice, rerun_axis
from underneath.reason.stakes import ZERO, Amount, above, best, decisions_between, mean, on_menu, stakes
from underneath.reason.tasks import Work, need
from underneath.reason.values import Entry, Kind, carried_back

_SURE = 1e-12


def reachable(where: Slice, me: Me, span: Span) -> Work:
    """The best V still in reach after a step."""
    source = mine(where, me, span.now)
    amount = yield from stakes(source, me.head, span.start, span.end, what="material")
    if not decisions_between(where, me.mind, span.now, span.end):
        return (yield from mean(source, me.head, span.now, amount))
    mode = Mode(foresight=math.inf, until=span.end)
    return (yield from _carried_mean(source, me.head, span.now, span.end, amount, mode))


def hoped_calmly(where: Slice, me: Me, span: Span) -> Work:
    """V at the start of the scene, one's own acts taken as they would be without anger: else it would need itself."""
    terms = where.heads.settings(me.head).terms
    if not any(isinstance(term, AngerTerm) for term in terms):
        return (yield from need(where, "expected", me, span.start, span.start, span.end, "material"))
    head, source = me.at(where, span.start), mine(where, me, span.start)
    amount = yield from stakes(source, head, span.start, span.end, what="material")
    found: Posterior = yield from _carried_mean(source, head, span.start, span.end, amount, Mode(calm=True))
    return where.cut_posterior(found)


def _carried_mean(where: Slice, head: int, place: int, last: int, amount: Amount, mode: Mode) -> Work:
    """The mean of an amount at a place, one's own later acts taken in some mode."""
    values = ZERO
    lost: list[Undefined] = []
    for variant, weight in (yield from need(where, "selected", head, place, None)):
        entries = yield from carried_back(where, variant, place, last, amount.entries, mode)
        found: Posterior = yield from mean(where, variant, place, replace(amount, entries=entries))
        values = add(values, found.factor if weight is None else multiply(found.factor, weight))
        masks = found.undefined
        lost += masks if weight is None else [Undefined(multiply(u.mask, weight), u.reason) for u in masks]
    return Posterior(values, tuple(lost))


@feeling("longing")
def longing(where: Slice, me: Me, span: Span, other: int) -> Work:
    """What the best joint acts would give, minus what the best act of one's own can give."""
    mine_next, theirs_next = (decisions_between(where, mind, span.now, span.end)[:1] for mind in (me.mind, other))
    if not theirs_next:
        return Felt(ZERO)
    source = mine(where, me, span.now)
    amount = yield from stakes(source, me.head, span.start, span.end)
    values: list[Factor] = []
    lost: list[Undefined] = []
    for acts in ((*mine_next, *theirs_next), (*mine_next,)):
        if acts:
            found: Posterior = yield from had_been(source, me.head, span.now, acts, amount)
        else:
            found = yield from mean(source, me.head, span.now, amount)
        value = found.factor
        for act in acts:
            free, unsure = yield from _surely_available(source, me, span, act)
            value, lost = _best_of(value, rerun_axis(act), free), [*lost, *unsure]
            found = Posterior(found.factor, on_menu(found.undefined, rerun_axis(act), free))
        values.append(value)
        lost += found.undefined
    together, alone = values
    masks = where.cut_undefined(lost)
    parts = {"best together": where.cut(together), "best alone": where.cut(alone)}
    return Felt(where.cut(above(together, alone)), parts, masks)


def _best_of(values: Factor, axis: int, free: Factor) -> Factor:
    """The best of the options that are surely available; what hangs on none of them stays, even where there is none."""
    return best(values, axis, free) if axis in values.axes else values


def _surely_available(where: Slice, me: Me, span: Span, act: int) -> Work:
    """Which options of a later act will be on the menu for certain, as a mind believes."""
    fact = where.model.facts[act]
    assert fact.owner is not None
    head = me.head if fact.owner == me.mind else where.heads.child(me.head, fact.owner, fact.place)
    parents, array = where.heads.available(head, act)
    at = opened(where, (act,))
    closed = at.cut(Factor((*parents, rerun_axis(act)), 1.0 - np.asarray(array, dtype=float)))
    amount = Amount((Entry(Kind.UTILITY, closed),))
    found: Posterior = yield from mean(where, me.head, span.now, amount, frozenset({rerun_axis(act)}))
    return Factor(found.factor.axes, np.where(found.factor.table <= _SURE, 1.0, 0.0)), found.undefined
