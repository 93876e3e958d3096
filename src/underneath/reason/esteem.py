"""Esteem: what the belief of an audience is worth to a mind, moment by moment (Benabou and Tirole 2006).

An image term is a function of what an audience believes at one point.  Its feelings go by what the audience believes
now: embarrassment is the fall, in a step, of what that is worth, as its owner expects it.

Steps: 1. the worth of the audience's belief at everything that the audience may have observed; 2. its mean; 3. for
mortification, how sure the audience is that its owner knows of the fall.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from underneath.core.factors import Factor, add, multiply
from underneath.errors import NoFeeling
from underneath.model.questions import CERTAIN
from underneath.model.terms import ImageTerm
from underneath.reason.felt import Felt, feeling
from underneath.reason.images import image_entries, worth_to
from underneath.reason.levels import branches
from underneath.reason.results import Posterior
from underneath.reason.selves import Me, Span, among, mine
from underneath.reason.slices import Slice
from underneath.reason.stakes import Amount, above, mean, whole
from underneath.reason.tasks import Work, need, task
from underneath.reason.values import Entry, Kind, at_level, lost_entries

_FALL = 1e-12  # utils; less is rounding


def _term(where: Slice, me: Me, at: int) -> ImageTerm:
    term = where.heads.settings(me.head).terms[at]
    assert isinstance(term, ImageTerm)
    return term


@task
def standing(where: Slice, me: Me, place: int, at: int) -> Work:
    """What an audience's belief at a place is worth to a mind, as it expects it then."""
    head, source = me.at(where, place), mine(where, me, place)
    term = replace(_term(where, me, at), point=place)
    entries = yield from image_entries(source, head, term)
    found: Posterior = yield from mean(source, head, place, Amount(tuple(entries)))
    return where.cut_posterior(found)


@feeling("embarrassment")
def embarrassment(where: Slice, me: Me, span: Span, at: int) -> Work:
    """The fall of what an audience's belief is worth."""
    return (yield from _move(where, me, span, at, False))


@feeling("shame")
def shame(where: Slice, me: Me, span: Span, at: int) -> Work:
    """The same with oneself as audience."""
    return (yield from _move(where, me, span, at, False))


@feeling("pride")
def pride(where: Slice, me: Me, span: Span, at: int) -> Work:
    """The rise of what an audience's belief is worth."""
    return (yield from _move(where, me, span, at, True))


def _move(where: Slice, me: Me, span: Span, at: int, up: bool) -> Work:
    before: Posterior = yield from need(where, "standing", me, span.before, at)
    now: Posterior = yield from need(where, "standing", me, span.now, at)
    ends = (now.factor, before.factor) if up else (before.factor, now.factor)
    parts = {"worth before": before.factor, "worth now": now.factor}
    return Felt(above(*ends), parts, (*before.undefined, *now.undefined))


# --- mortification ----------------------------------------------------------------------------------------------------


@feeling("mortification")
def mortification(where: Slice, me: Me, span: Span, at: int) -> Work:
    """Embarrassment, plus kappa times the fall that the audience knows its owner to know of."""
    plain: Felt = yield from _move(where, me, span, at, False)
    known: Posterior = yield from need(where, "known_fall", me, span, at)
    kappa = where.heads.settings(me.head).kappa
    if kappa is None:
        who = where.model.minds[me.mind].name
        raise NoFeeling(f"the mortification of {who!r} needs a weight that was not declared for it: kappa.")
    extra = Factor(known.factor.axes, known.factor.table * kappa)
    parts = {**plain.parts, "embarrassment": plain.intensity, "fall that is known to be known": known.factor}
    return Felt(add(plain.intensity, extra), parts, (*plain.undefined, *known.undefined))


@task
def known_fall(where: Slice, me: Me, span: Span, at: int) -> Work:
    """The mean, over what the audience may have observed, of its fall times how sure it is that `me` knows of one."""
    term, source = _term(where, me, at), mine(where, me, span.now)
    (audience,) = term.audience
    entries: list[Entry] = []
    for level, child in branches(source, me.head, audience, span.now):
        them = Me(audience, child, me.head, level)
        fell, unsure = yield from _fall_in(source, me, them, term, span)
        knows, doubts = yield from _sure_of_knowing(source, me, them, term, span)
        found = [Entry(Kind.UTILITY, multiply(fell, knows)), *unsure, *doubts]
        entries += at_level(source, me.head, audience, level, found)
    whole_of: Posterior = yield from mean(source, me.head, span.now, Amount(tuple(entries)))
    return where.cut_posterior(whole_of)


def _cut(where: Slice, entries: list[Entry]) -> list[Entry]:
    return [Entry(e.kind, where.cut(e.factor), e.reason) for e in entries]


def _fall_in(where: Slice, me: Me, them: Me, term: ImageTerm, span: Span) -> Work:
    """The fall of the audience's belief in a step, in what it is worth to `me`, at all that it may have observed."""
    source = among(where, (me.mind, them.mind), span.now)
    ends: list[Factor] = []
    lost: list[Entry] = []
    for place in (span.before, span.now):
        at = source.at(place)
        entries = yield from worth_to(at, them.at(source, place), me.head, replace(term, point=place))
        ends.append(whole(at, Amount(tuple(entries))))
        lost += [e for e in entries if e.kind is Kind.UNDEFINED]
    return where.cut(above(*ends)), _cut(where, lost)


def _sure_of_knowing(where: Slice, me: Me, them: Me, term: ImageTerm, span: Span) -> Work:
    """How likely the audience holds it that `me` is sure of a fall, at all that the audience may have observed."""
    source = among(where, (me.mind, them.mind), span.now)
    entries: list[Entry] = []
    for level, child in branches(source, them.head, me.mind, span.now):
        knows, unsure = yield from _knows_of_fall(source, Me(me.mind, child, them.head, level), them.mind, term, span)
        entries += at_level(source, them.head, me.mind, level, [Entry(Kind.UTILITY, knows), *unsure])
    found: Posterior = yield from mean(source, them.head, span.now, Amount(tuple(entries)))
    return where.cut(found.factor), _cut(where, lost_entries(found.undefined))


def _knows_of_fall(where: Slice, me: Me, audience: int, term: ImageTerm, span: Span) -> Work:
    """One wherever a mind is sure that the audience's belief has fallen."""
    entries: list[Entry] = []
    for level, child in branches(where, me.head, audience, span.now):
        fell, unsure = yield from _fall_in(where, me, Me(audience, child, me.head, level), term, span)
        yes = Factor(fell.axes, np.where(fell.table > _FALL, 1.0, 0.0))
        entries += at_level(where, me.head, audience, level, [Entry(Kind.UTILITY, yes), *unsure])
    found: Posterior = yield from mean(where, me.head, span.now, Amount(tuple(entries)))
    sure = Factor(found.factor.axes, np.where(found.factor.table >= CERTAIN, 1.0, 0.0))
    return sure, lost_entries(found.undefined)
