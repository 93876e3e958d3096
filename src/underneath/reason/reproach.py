"""Reproach and thanks: what people do to each other, by what they foresaw of it.

A let-down, guilt and blame go by what another had expected (Battigalli and Dufwenberg 2007); anger by frustration that
somebody could have foreseen and spared (Battigalli, Dufwenberg and Smith 2019); gratitude by what somebody meant to
give (Dufwenberg and Kirchsteiger 2004).  Only outcome and image terms count.

Each compares the option taken with the others, as `underneath.reason.hindsight` weighs them.
"""

from __future__ import annotations

import math

import numpy as np

from underneath.core.factors import Factor, add, combine, multiply
from underneath.reason.felt import Felt, feeling
from underneath.reason.hindsight import at_least_zero, menu_of
from underneath.reason.levels import branches
from underneath.reason.reaching import hoped_calmly, reachable
from underneath.reason.results import Posterior
from underneath.reason.selves import Me, Span, among
from underneath.reason.slices import Slice, rerun_axis
from underneath.reason.stakes import (
    ZERO,
    Amount,
    above,
    best,
    decisions_between,
    difference,
    joined,
    least,
    mean,
    smaller,
    taken,
)
from underneath.reason.tasks import Work, need, task
from underneath.reason.values import Entry, Kind, at_level, lost_entries

_HALF = 0.5


# --- guilt and blame --------------------------------------------------------------------------------------------------


@feeling("guilt")
def guilt(where: Slice, me: Me, span: Span, other: int, decision: int) -> Work:
    """How much more another is let down, at today's belief, than under the least harmful option."""
    return (yield from _guilt(where, me, span.now, other, decision))


@feeling("foreseen guilt")
def foreseen_guilt(where: Slice, me: Me, _: Span, other: int, decision: int) -> Work:
    """The same at the belief of that moment."""
    return (yield from _guilt(where, me, where.model.facts[decision].place, other, decision))


def _guilt(where: Slice, me: Me, place: int, other: int, decision: int) -> Work:
    values: Posterior = yield from need(where, "weighed", me, place, decision, "let down", other)
    axis = rerun_axis(decision)
    chosen = taken(where, values.factor, axis, decision)
    more = difference(chosen, least(values.factor, axis, menu_of(where, me, decision)))
    return Felt(at_least_zero(more), {"let-down under each option": values.factor}, values.undefined)


@task
def foreseen(where: Slice, me: Me, decision: int, what: str, other: int) -> Work:
    """What an actor foresaw for another, just before an act, for whichever option it then took.

    Args:
        where: Where it is asked.
        me: The actor.
        decision: Its act.
        what: `guilt` (the let-down beyond the least), `spared` (what the best option would have given beyond) or
            `credit` (what was given beyond the middle).
        other: Whom it was done to.

    Returns:
        A factor over what the actor had observed, and the act itself.
    """
    place = where.model.facts[decision].place
    amount = "let down" if what == "guilt" else "material"
    values: Posterior = yield from need(where, "weighed", me, place, decision, amount, other)
    axis, menu = rerun_axis(decision), menu_of(where, me, decision)
    chosen = values.factor if axis in values.factor.axes else multiply(values.factor, _ones(where, decision, axis))
    chosen = Factor(tuple(decision if a == axis else a for a in chosen.axes), chosen.table)
    # Who looks on may not have thought of the option that was taken: it counts all the same.
    most = combine(np.maximum, best(values.factor, axis, menu), chosen)
    fewest = combine(np.minimum, least(values.factor, axis, menu), chosen)
    if what == "guilt":
        found = difference(chosen, fewest)
    elif what == "spared":
        found = difference(most, chosen)
    else:
        middle = add(most, fewest)
        return Posterior(difference(chosen, Factor(middle.axes, middle.table * _HALF)), values.undefined)
    return Posterior(at_least_zero(found), values.undefined)


def _ones(where: Slice, decision: int, axis: int) -> Factor:
    return Factor((axis,), np.ones(where.model.sizes[decision]))


def foreseen_by(where: Slice, head: int, place: int, actor: int, decision: int, what: str, other: int) -> Work:
    """The mean, at a place, of what another mind foresaw of its act, as a head has that mind."""
    then = where.model.facts[decision].place
    source = among(where, (actor,), then)
    entries: list[Entry] = []
    for level, child in branches(where, head, actor, then):
        found: Posterior = yield from need(source, "foreseen", Me(actor, child), decision, what, other)
        lost = lost_entries(where.cut_undefined(found.undefined))
        entries += at_level(where, head, actor, level, [Entry(Kind.UTILITY, where.cut(found.factor)), *lost])
    return (yield from mean(where, head, place, Amount(tuple(entries))))


@feeling("blame")
def blame(where: Slice, me: Me, span: Span, other: int, decision: int) -> Work:
    """The guilt toward oneself that another foresaw, as one sees it."""
    found: Posterior = yield from foreseen_by(where, me.head, span.now, other, decision, "guilt", me.mind)
    return Felt(found.factor, {"foreseen guilt, as it is seen": found.factor}, found.undefined)


# --- anger and gratitude ----------------------------------------------------------------------------------------------


@task
def frustration(where: Slice, me: Me, span: Span) -> Work:
    """[V at the start of the scene, minus the best V still in reach]+."""
    hoped: Posterior = yield from hoped_calmly(where, me, span)
    left: Posterior = yield from reachable(where, me, span)
    return Felt(
        above(hoped.factor, left.factor),
        {"V at the start": hoped.factor, "best V in reach": left.factor},
        (*hoped.undefined, *left.undefined),
    )


@feeling("anger")
def anger(where: Slice, me: Me, span: Span, other: int) -> Work:
    """The smaller of frustration and what another could have foreseen and spared."""
    blocked: Felt = yield from need(where, "frustration", me, span)
    parts, lost = {**blocked.parts, "frustration": blocked.intensity}, list(blocked.undefined)
    spared: list[Factor] = []
    for decision in decisions_between(where, other, span.start, span.now):
        found: Posterior = yield from foreseen_by(where, me.head, span.now, other, decision, "spared", me.mind)
        parts[f"could have been spared at {where.model.facts[decision].name}"] = found.factor
        spared.append(found.factor)
        lost += found.undefined
    return Felt(smaller(blocked.intensity, joined(where, spared)), parts, tuple(lost))


@feeling("gratitude")
def gratitude(where: Slice, me: Me, span: Span, other: int) -> Work:
    """The smaller of joy and the credit of another."""
    before: Posterior = yield from need(where, "expected", me, span.before, span.start, span.end, "all")
    now: Posterior = yield from need(where, "expected", me, span.now, span.start, span.end, "all")
    glad = above(now.factor, before.factor)
    parts, lost = {"joy": glad}, [*before.undefined, *now.undefined]
    merits: list[Factor] = []
    for decision in _acts_learnt(where, me, span, other):
        found: Posterior = yield from foreseen_by(where, me.head, span.now, other, decision, "credit", me.mind)
        merits.append(at_least_zero(found.factor))
        parts[f"credit for {where.model.facts[decision].name}"] = merits[-1]
        lost += found.undefined
    return Felt(smaller(glad, joined(where, merits)) if merits else ZERO, parts, tuple(lost))


def _acts_learnt(where: Slice, me: Me, span: Span, other: int) -> list[int]:
    """The acts of another in the scene that a mind comes to know in a step, or does not get to know by then."""
    known = where.model.known[me.mind]
    acts = decisions_between(where, other, span.start, span.now)
    return [d for d in acts if known.get(d, math.inf) >= span.before]
