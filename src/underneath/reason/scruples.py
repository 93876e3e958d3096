"""Scruples: feelings that act, as terms of utility (Battigalli and Dufwenberg 2022).

Each is a function of what its owner has observed at the decision, and of the option: it joins the plan like any other
term.  What it is about stands on lower levels and on earlier facts, so it is well founded; only outcome and image terms
count in it.
"""

from __future__ import annotations

import numpy as np

from underneath.core.factors import Factor, aligned, union
from underneath.errors import BadTerm
from underneath.model.terms import AngerTerm, BlameTerm, GuiltTerm
from underneath.reason.felt import Felt, Question
from underneath.reason.levels import branches
from underneath.reason.reproach import foreseen_by
from underneath.reason.results import Posterior
from underneath.reason.selves import Me, Span, scene_of
from underneath.reason.slices import Slice, path_name, rerun_axis
from underneath.reason.tasks import Work, need, task
from underneath.reason.values import Entry, Value, at_level, lost_entries, split


def _term(where: Slice, head: int, at: int) -> GuiltTerm | BlameTerm | AngerTerm:
    term = where.heads.settings(head).terms[at]
    assert isinstance(term, (GuiltTerm, BlameTerm, AngerTerm))
    return term


def _me(where: Slice, head: int) -> Me:
    return Me(where.heads[head].owner, head)


@task
def guilt_term(where: Slice, head: int, at: int) -> Work:
    """Minus the foreseen guilt toward another."""
    term = _term(where, head, at)
    assert isinstance(term, GuiltTerm)
    found: Posterior = yield from need(where, "foreseen", _me(where, head), term.decision, "guilt", term.toward)
    return Value((*_minus(where, found.factor, term.weight), *lost_entries(where.cut_undefined(found.undefined))))


@task
def blame_term(where: Slice, head: int, at: int) -> Work:
    """Minus the blame by another: the guilt that it takes the owner to have foreseen, at some point."""
    term, owner = _term(where, head, at), where.heads[head].owner
    assert isinstance(term, BlameTerm)
    entries: list[Entry] = []
    for level, child in branches(where, head, term.by, term.point):
        source = where.of(child, term.point)
        found = yield from foreseen_by(source, child, term.point, owner, term.decision, "guilt", term.by)
        made = [*_minus(where, found.factor, term.weight), *lost_entries(where.cut_undefined(found.undefined))]
        entries += at_level(where, head, term.by, level, made)
    return Value(tuple(entries))


@task
def anger_term(where: Slice, head: int, at: int) -> Work:
    """Minus anger at another, times what that other gets under each option."""
    term, me = _term(where, head, at), _me(where, head)
    assert isinstance(term, AngerTerm)
    place = where.model.facts[term.decision].place
    span = Span(place, place, *scene_of(where, place))
    anger: Felt = yield from need(where, "felt", me, span, Question("anger", (term.at,)))
    theirs: Posterior = yield from need(where, "weighed", me, place, term.decision, "material", term.at)
    axis = rerun_axis(term.decision)
    gets = Factor(tuple(term.decision if a == axis else a for a in theirs.factor.axes), theirs.factor.table)
    axes = union((anger.intensity, gets))
    angry, got = aligned(anger.intensity, axes), aligned(gets, axes)
    if np.any(np.isneginf(got) & (angry > 0)):
        raise BadTerm(_unbounded(where, head, term))
    product = Factor(axes, np.where(angry > 0, angry, 0.0) * np.where(angry > 0, got, 0.0))
    return Value(
        (
            *_minus(where, product, term.weight),
            *lost_entries(where.cut_undefined((*anger.undefined, *theirs.undefined))),
        )
    )


def _unbounded(where: Slice, head: int, term: AngerTerm) -> str:
    who, them = path_name(where.engine, head), where.model.minds[term.at].name
    return (
        f"the anger of {who} at {them} bears on {where.model.facts[term.decision].name!r}, where {them} may get minus"
        " infinity; what anger would pay for that has no bound. Give the wants of both finite utilities."
    )


def _minus(where: Slice, factor: Factor, weight: float) -> list[Entry]:
    return split(where.cut(Factor(factor.axes, -weight * factor.table)))
