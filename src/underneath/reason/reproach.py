"""Reproach and thanks: what people do to each other, by what they foresaw of it.

A let-down, guilt and blame go by what another had expected (Battigalli and Dufwenberg 2007); anger by frustration that
somebody could have foreseen and spared (Battigalli, Dufwenberg and Smith 2019); gratitude by what somebody meant to
give (Dufwenberg and Kirchsteiger 2004).  Only outcome and image terms count.

Steps: 1. what is at stake for another, as a mind has it in mind; 2. its mean under each option of an act, at the belief
of today or of that moment (`underneath.reason.rerunning`); 3. the option taken against the best or the least.
"""

from __future__ import annotations

import math

import numpy as np

from underneath.core.factors import Factor, add, combine, multiply, union
from underneath.reason.felt import Felt, feeling
from underneath.reason.levels import branches
from underneath.reason.reaching import hoped_calmly, reachable
from underneath.reason.rerunning import availability, had_been, opened
from underneath.reason.results import Posterior
from underneath.reason.selves import Me, Span, among, mine, scene_of
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
    on_menu,
    planned_stakes,
    smaller,
    split_above,
    stakes,
    taken,
    undefined_part,
    whole,
)
from underneath.reason.tasks import Work, need, task
from underneath.reason.values import Entry, Kind, at_level, lost_entries

_HALF = 0.5


# --- what is at stake for another -------------------------------------------------------------------------------------


def _of_other(where: Slice, head: int, mind: int, found: list[tuple[int | None, Amount]]) -> Amount:
    """Amounts of another mind, one for each level that it may have, as one."""
    entries: list[Entry] = []
    for level, amount in found:
        entries += at_level(where, head, mind, level, amount.entries)
    return Amount(tuple(entries), found[0][1].sign)


def stakes_of(where: Slice, head: int, other: int, place: int, what: str) -> Work:
    """What a mind has to win or lose in the scene of a place, as a head has it in mind (itself or another)."""
    scene = scene_of(where, place)
    if other == where.heads[head].owner:
        return (yield from stakes(where, head, *scene, what))
    found = []
    for level, child in branches(where, head, other, place):
        found.append((level, (yield from stakes(where, child, *scene, what, apart=True))))
    return _of_other(where, head, other, found)


def let_down(where: Slice, head: int, other: int, scene: tuple[int, int]) -> Work:
    """[What another expected at the start of a scene, minus what it gets]+, as a head has it in mind."""
    found = []
    for level, child in branches(where, head, other, scene[0]):
        source = among(where, (other,), scene[0])
        hoped = yield from _hoped(source, child, scene)
        amount = yield from stakes(where, child, *scene, what="material", apart=True)
        sums = whole(where, amount)
        where.engine.allow(union((hoped.factor, sums)))
        parts = above(where.cut(hoped.factor), sums)
        lost = lost_entries(where.cut_undefined(hoped.undefined))
        found.append((level, split_above(parts, (*undefined_part(amount), *lost))))
    return _of_other(where, head, other, found)


def _hoped(where: Slice, child: int, scene: tuple[int, int]) -> Work:
    amount = yield from stakes(where, child, *scene, what="material")
    return (yield from mean(where, child, scene[0], amount))


# --- under each option ------------------------------------------------------------------------------------------------


@task
def weighed(where: Slice, me: Me, place: int, decision: int, what: str, other: int) -> Work:
    """The mean of an amount at a place, under each option of an act.

    Args:
        where: Where it is asked.
        me: Whose belief.
        place: When it is held.
        decision: The act.
        what: `plan` (what counts in the plan of the actor), `let down`, or the terms of the other that count in the
            scene (`material`, `outcome`, `image`).
        other: The mind that is let down or gets something (it may be oneself); for a plan, the actor.
    """
    head, source = me.at(where, place), mine(where, me, place)
    found: Posterior = yield from need(source, "weighed_there", head, place, decision, what, other)
    lost = where.cut_undefined(found.undefined)
    return Posterior(where.cut(found.factor), on_menu(lost, rerun_axis(decision), menu_of(where, me, decision)))


@task
def weighed_there(where: Slice, head: int, place: int, decision: int, what: str, other: int) -> Work:
    """The same, asked where the head is at that place: what was foreseen is worked out once for all later steps."""
    at, owner = opened(where, (decision,)), where.heads[head].owner
    amount: Amount = yield from need(at, "at_stake", head, decision, what, other)
    planning = what == "plan" and other == owner
    return (yield from had_been(where, head, place, (decision,), amount, planning))


@task
def at_stake(where: Slice, head: int, decision: int, what: str, other: int) -> Work:
    """The amount that an act is weighed by."""
    place = where.model.facts[decision].place
    if what == "plan":
        return (yield from _planned(where, head, decision, other))
    if what == "let down":
        return (yield from let_down(where, head, other, scene_of(where, place)))
    return (yield from stakes_of(where, head, other, place, what))


def _planned(where: Slice, head: int, decision: int, actor: int) -> Work:
    """What counts in the plan of an act: of one's own, or of another's as one has it in mind."""
    if actor == where.heads[head].owner:
        return (yield from planned_stakes(where, head, decision))
    found = []
    for level, child in branches(where, head, actor, where.model.facts[decision].place):
        found.append((level, (yield from planned_stakes(where, child, decision, apart=True))))
    return _of_other(where, head, actor, found)


def menu_of(where: Slice, me: Me, decision: int) -> Factor:
    """What was on the menu of an act, at that moment."""
    place = where.model.facts[decision].place
    actor = where.model.facts[decision].owner
    head = me.at(where, place)
    if actor != me.mind and actor is not None:
        head = where.heads.child(head, actor, place)
    return availability(where, head, decision)


# --- regret -----------------------------------------------------------------------------------------------------------


@feeling("regret")
def regret(where: Slice, me: Me, span: Span, decision: int) -> Work:
    """Best over the menu of that moment, at today's belief, minus the option taken."""
    return (yield from _missed(where, me, span.now, decision, me.mind))


@feeling("mistake")
def mistake(where: Slice, me: Me, _: Span, decision: int) -> Work:
    """The same at the belief of that moment."""
    return (yield from _missed(where, me, where.model.facts[decision].place, decision, me.mind))


@feeling("foreseen regret")
def foreseen_regret(where: Slice, me: Me, span: Span, other: int, decision: int) -> Work:
    """Irony of action: the regret that a reader foresees for another."""
    return (yield from _missed(where, me, span.now, decision, other))


def _missed(where: Slice, me: Me, place: int, decision: int, actor: int) -> Work:
    values: Posterior = yield from need(where, "weighed", me, place, decision, "plan", actor)
    if actor != me.mind:
        return (yield from _missed_by(where, me, place, decision, actor, values))
    axis = rerun_axis(decision)
    most = best(values.factor, axis, menu_of(where, me, decision))
    missed = difference(most, taken(where, values.factor, axis, decision))
    return Felt(_at_least_zero(missed), {"worth of each option": values.factor}, values.undefined)


def _missed_by(where: Slice, me: Me, place: int, decision: int, actor: int, values: Posterior) -> Work:
    """What another has missed: who looks on may have seen neither the act nor all that its menu hung on."""
    head, source = me.at(where, place), mine(where, me, place)
    amount: Amount = yield from need(opened(source, (decision,)), "at_stake", head, decision, "plan", actor)
    menu = menu_of(source, me, decision)
    unseen = frozenset(menu.axes) - source.seen(head, place) - {rerun_axis(decision)}
    # Each menu that there may have been with its own best option, weighed by how likely it was.
    there: Posterior = yield from had_been(source, head, place, (decision,), amount, kept=unseen)
    plain: Posterior = yield from mean(source, head, place, _cut_amount(source, amount))
    most = best(there.factor, rerun_axis(decision), menu)
    over = tuple(most.axes.index(a) for a in unseen if a in most.axes)
    most = Factor(tuple(a for a in most.axes if a not in unseen), most.table.sum(axis=over))
    missed = where.cut(difference(most, plain.factor))
    parts = {"worth of each option": values.factor}
    return Felt(_at_least_zero(missed), parts, (*values.undefined, *plain.undefined))


def _cut_amount(where: Slice, amount: Amount) -> Amount:
    return Amount(tuple(Entry(e.kind, where.cut(e.factor), e.reason) for e in amount.entries), amount.sign)


def _at_least_zero(factor: Factor) -> Factor:
    return Factor(factor.axes, np.maximum(factor.table, 0.0))


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
    return Felt(_at_least_zero(more), {"let-down under each option": values.factor}, values.undefined)


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
    return Posterior(_at_least_zero(found), values.undefined)


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
        merits.append(_at_least_zero(found.factor))
        parts[f"credit for {where.model.facts[decision].name}"] = merits[-1]
        lost += found.undefined
    return Felt(smaller(glad, joined(where, merits)) if merits else ZERO, parts, tuple(lost))


def _acts_learnt(where: Slice, me: Me, span: Span, other: int) -> list[int]:
    """The acts of another in the scene that a mind comes to know in a step, or does not get to know by then."""
    known = where.model.known[me.mind]
    acts = decisions_between(where, other, span.start, span.now)
    return [d for d in acts if known.get(d, math.inf) >= span.before]
