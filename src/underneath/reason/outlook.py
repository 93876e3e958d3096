"""Outlook: what a mind expects of a scene, hopes and fears in it, and is surprised by.

V is the mean utility of the terms that fall in the scene; hope and fear are its parts above and below a reference point
(Ortony, Clore and Collins 1988; Bell 1985; Loomes and Sugden 1986), so that hope - fear = V - r.
"""

from __future__ import annotations

import numpy as np

from underneath.core.factors import Factor, aligned, multiply, union
from underneath.model.facts import Fact, Item, Reveal
from underneath.reason.felt import Felt, feeling
from underneath.reason.lenses import echo
from underneath.reason.results import Posterior, Undefined
from underneath.reason.selves import Me, Span, mine
from underneath.reason.slices import Slice, joint_axis, rerun_axis
from underneath.reason.stakes import (
    ZERO,
    above,
    joined,
    mean,
    split_above,
    stakes,
    undefined_part,
    wanted_facts,
    whole,
)
from underneath.reason.tasks import Work, need, task

_BITS = np.log(2.0)


@task
def expected(where: Slice, me: Me, place: int, first: int, last: int, what: str) -> Work:
    """V: the mean utility, as expected at a place, of the terms that fall from `first` to before `last`."""
    head, source = me.at(where, place), mine(where, me, place)
    amount = yield from stakes(source, head, first, last, what)
    found: Posterior = yield from mean(source, head, place, amount)
    return where.cut_posterior(found)


@task
def reference_point(where: Slice, me: Me, span: Span) -> Work:
    """What counts as neither gain nor loss: what was declared, or V at the start of the scene."""
    declared = where.heads.settings(me.head).reference
    if declared is not None:
        return Posterior(Factor((), np.float64(declared)))
    return (yield from need(where, "expected", me, span.start, span.start, span.end, "all"))


@task
def prospect(where: Slice, me: Me, span: Span, place: int, up: bool) -> Work:
    """Hope, [u - r]+, or fear, [r - u]+, as expected at a place."""
    point: Posterior = yield from need(where, "reference_point", me, span)
    head, source = me.at(where, place), mine(where, me, place)
    amount = yield from stakes(source, head, span.start, span.end)
    known = source.seen(head, place)
    # The reference point is a number: what it hangs on is not averaged, even where it is known only later.
    later = {a: rerun_axis(a) for a in point.factor.axes if a not in known}
    level = Factor(tuple(later.get(a, a) for a in point.factor.axes), point.factor.table)
    sums = whole(source, amount)
    where.engine.allow(union((sums, level)))
    parts = above(sums, level) if up else above(level, sums)
    found: Posterior = yield from mean(
        source, head, place, split_above(parts, undefined_part(amount)), frozenset(later.values())
    )
    back = {axis: a for a, axis in later.items()}
    factor = Factor(tuple(back.get(a, a) for a in found.factor.axes), found.factor.table)
    return where.cut_posterior(Posterior(factor, (*found.undefined, *point.undefined)))


# --- feelings ---------------------------------------------------------------------------------------------------------


@feeling("joy")
def joy(where: Slice, me: Me, span: Span) -> Work:
    """[V now - V before]+."""
    return (yield from _change(where, me, span, 1))


@feeling("distress")
def distress(where: Slice, me: Me, span: Span) -> Work:
    """[V before - V now]+."""
    return (yield from _change(where, me, span, -1))


def _change(where: Slice, me: Me, span: Span, sign: int) -> Work:
    before: Posterior = yield from need(where, "expected", me, span.before, span.start, span.end, "all")
    now: Posterior = yield from need(where, "expected", me, span.now, span.start, span.end, "all")
    ends = (now.factor, before.factor) if sign > 0 else (before.factor, now.factor)
    return Felt(above(*ends), {"V before": before.factor, "V now": now.factor}, (*before.undefined, *now.undefined))


@feeling("hope")
def hope(where: Slice, me: Me, span: Span) -> Work:
    """E[(u - r)+]."""
    return (yield from _prospects(where, me, span, True))


@feeling("fear")
def fear(where: Slice, me: Me, span: Span) -> Work:
    """E[(r - u)+]."""
    return (yield from _prospects(where, me, span, False))


def _prospects(where: Slice, me: Me, span: Span, up: bool) -> Work:
    found: Posterior = yield from need(where, "prospect", me, span, span.now, up)
    point: Posterior = yield from need(where, "reference_point", me, span)
    now: Posterior = yield from need(where, "expected", me, span.now, span.start, span.end, "all")
    parts = {"V now": now.factor, "reference point": point.factor}
    return Felt(found.factor, parts, found.undefined)


@feeling("relief")
def relief(where: Slice, me: Me, span: Span) -> Work:
    """Fall of fear."""
    return (yield from _fall(where, me, span, False, "fear"))


@feeling("disappointment")
def disappointment(where: Slice, me: Me, span: Span) -> Work:
    """Fall of hope."""
    return (yield from _fall(where, me, span, True, "hope"))


def _fall(where: Slice, me: Me, span: Span, up: bool, word: str) -> Work:
    before: Posterior = yield from need(where, "prospect", me, span, span.before, up)
    now: Posterior = yield from need(where, "prospect", me, span, span.now, up)
    parts = {f"{word} before": before.factor, f"{word} now": now.factor}
    return Felt(above(before.factor, now.factor), parts, (*before.undefined, *now.undefined))


# --- news -------------------------------------------------------------------------------------------------------------


@feeling("surprise")
def surprise(where: Slice, me: Me, span: Span) -> Work:
    """-log2 of the probability of what was observed, item by item."""
    parts: dict[str, Factor] = {}
    lost: list[Undefined] = []
    for item in where.model.items[span.before : span.now]:
        news = _news(where, me, item)
        if news:
            found, unsure = yield from _surprisal(where, me, item.place, news)
            parts[", ".join(where.model.facts[f].name for f in news)] = found
            lost += unsure
    return Felt(joined(where, list(parts.values())), parts, tuple(lost))


def _news(where: Slice, me: Me, item: Item) -> tuple[int, ...]:
    """The facts that an item lets a mind know."""
    named = (item.index,) if isinstance(item, Fact) else item.facts if isinstance(item, Reveal) else ()
    known = where.model.known[me.mind]
    return tuple(f for f in named if known.get(f) == item.place)


def _surprisal(where: Slice, me: Me, place: int, news: tuple[int, ...]) -> Work:
    head, source = me.at(where, place), mine(where, me, place)
    open_news = tuple(f for f in news if f not in source.fixed)
    table: Posterior = yield from need(source, "posterior", head, place, open_news, None)
    with np.errstate(divide="ignore"):
        bits = -np.log(table.factor.table) / _BITS
    found = where.cut_posterior(Posterior(Factor(table.factor.axes, np.maximum(bits, 0.0)), table.undefined))
    return found.factor, found.undefined


@feeling("belief shift")
def belief_shift(where: Slice, me: Me, span: Span, about: tuple[int, ...]) -> Work:
    """Kullback-Leibler divergence of the belief now from the belief before, in bits."""
    about = about or wanted_facts(where, me.head, span.start, span.end)
    # What was known before is known now: nothing of it shifts.
    was = where.all_known(me.mind, span.before)
    about = tuple(f for f in about if f not in was)
    if not about:
        return Felt(ZERO, {}, ())
    now = yield from _belief(where, me, span.now, about)
    before = yield from _belief(where, me, span.before, about)
    # What was uncertain before and is observed now stays apart from what it was observed as.
    return Felt(_divergence(now.factor, before.factor, about), {}, (*now.undefined, *before.undefined))


def _belief(where: Slice, me: Me, place: int, about: tuple[int, ...]) -> Work:
    """P(about), on joint axes of their own: what was observed can be asked about too."""
    head, source = me.at(where, place), mine(where, me, place)
    known = source.seen(head, place)
    hidden = tuple(f for f in about if f not in known and f not in source.fixed)
    where.engine.allow((*hidden, *(f for f in about if f in known)))
    table: Posterior = yield from need(source, "posterior", head, place, hidden, None)
    factor = Factor(tuple(joint_axis(a) if a in hidden else a for a in table.factor.axes), table.factor.table)
    for fact in about:
        if fact not in hidden:
            factor = multiply(factor, echo(source, fact, joint_axis(fact)))
    return where.cut_posterior(Posterior(factor, table.undefined))


def _divergence(now: Factor, before: Factor, about: tuple[int, ...]) -> Factor:
    front = tuple(joint_axis(f) for f in about)
    rest = tuple(a for a in union((now, before)) if a not in front)
    p, q = (aligned(f, (*rest, *front)) for f in (now, before))
    with np.errstate(divide="ignore", invalid="ignore"):
        cells = np.where(p > 0, p * (np.log(p) - np.log(q)) / _BITS, 0.0)
    over = tuple(range(len(rest), len(rest) + len(front)))
    return Factor(rest, np.maximum(cells.sum(axis=over), 0.0))
