"""Hindsight: what each option of an act gives, or would have given, and what was missed.

Steps: 1. what is at stake for somebody, as a mind has it in mind; 2. its mean under each option of an act, at the
belief of today or of that moment (`underneath.reason.rerunning`);
3. the option taken against the best: what was missed.
"""

from __future__ import annotations

import numpy as np

from underneath.core.factors import Factor, union
from underneath.reason.felt import Felt, feeling
from underneath.reason.levels import branches
from underneath.reason.rerunning import availability, had_been, opened
from underneath.reason.results import Posterior
from underneath.reason.selves import Me, Span, among, mine, scene_of
from underneath.reason.slices import Slice, rerun_axis
from underneath.reason.stakes import (
    Amount,
    above,
    best,
    difference,
    mean,
    on_menu,
    planned_stakes,
    split_above,
    stakes,
    taken,
    undefined_part,
    whole,
)
from underneath.reason.tasks import Work, need, task
from underneath.reason.values import Entry, at_level, lost_entries

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
    return Felt(at_least_zero(missed), {"worth of each option": values.factor}, values.undefined)


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
    return Felt(at_least_zero(missed), parts, (*values.undefined, *plain.undefined))


def _cut_amount(where: Slice, amount: Amount) -> Amount:
    return Amount(tuple(Entry(e.kind, where.cut(e.factor), e.reason) for e in amount.entries), amount.sign)


def at_least_zero(factor: Factor) -> Factor:
    """[x]+, cell by cell."""
    return Factor(factor.axes, np.maximum(factor.table, 0.0))
