"""Image terms: utility that hangs on what an audience believes.

The audience's belief is a function of what the audience has observed, so an image term becomes a table over those facts
(and the others that the term names) and joins the plan like any other.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import numpy as np

from underneath.core.effort import spend
from underneath.core.factors import Factor
from underneath.core.ghosts import Ghost
from underneath.errors import BadTerm
from underneath.model.belief import Belief
from underneath.model.terms import ImageTerm
from underneath.reason.lenses import Lens, lens_at, lens_beliefs
from underneath.reason.levels import branches
from underneath.reason.slices import Slice, path_name
from underneath.reason.tasks import Work, task
from underneath.reason.values import Entry, Kind, Value, at_level, lost_entries, split

_CELL = 2e-5  # seconds of work for one value of a term


@task
def image(where: Slice, head: int, at: int) -> Work:
    """The entries of an image term of a head's owner: the audience is one level down, oneself at one's own."""
    term = where.heads.settings(head).terms[at]
    assert isinstance(term, ImageTerm)
    return Value(tuple((yield from image_entries(where, head, term))))


def image_entries(where: Slice, head: int, term: ImageTerm) -> Work:
    """What the belief of an audience at a point is worth, as an image term of a head has it."""
    entries: list[Entry] = []
    first = term.audience[0]
    for level, child in branches(where, head, first, term.point):
        found = yield from worth_to(where, child, head, term)
        entries += at_level(where, head, first, level, found)
    return entries


def worth_to(where: Slice, audience: int, head: int, term: ImageTerm) -> Work:
    """The same for an audience that is a head: a function of all that its owner may have observed."""
    view = yield from lens_at(where, audience, term.audience[1:], term.point, term.about)
    lost = lost_entries(view.undefined)
    return [*_worth(where, head, term, view), *lost]


def _worth(where: Slice, head: int, term: ImageTerm, view: Lens) -> list[Entry]:
    """Run the term's function at every information set of the audience and every outcome of the facts it names."""
    beliefs = lens_beliefs(where, view, term.about)
    model = where.model
    extra = [f for f in term.facts if f not in where.fixed and f not in beliefs.axes]
    axes = (*beliefs.axes, *extra)
    shape = tuple(model.sizes[a] for a in axes)
    where.engine.budget.allow(math.prod(shape), axes)
    spend(math.prod(shape) * _CELL)
    if where.engine.budget.log is not None:
        return [Entry(Kind.UTILITY, Factor(axes, Ghost(shape)))]
    utils = np.zeros(shape)
    named = [axes.index(f) if f in axes else None for f in term.facts]
    # Very many information sets may give few different beliefs, and these are the same objects.
    known: dict[tuple[int, ...], float] = {}
    for cell, belief in _held(beliefs, shape):
        at = [where.fixed[f] if k is None else cell[k] for f, k in zip(term.facts, named, strict=True)]
        key = (id(belief), *at)
        if key not in known:
            labels = [model.facts[f].outcomes[o] for f, o in zip(term.facts, at, strict=True)]
            known[key] = _utils(where, head, term, belief, labels)
        utils[cell] = known[key]
    return split(Factor(axes, utils))


def _held(beliefs: Factor, shape: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Belief]]:
    """The cells of a table that begins with the axes of some beliefs, and the belief that is held there."""
    first = len(beliefs.axes)
    rest = list(itertools.product(*map(range, shape[first:])))
    for seen in itertools.product(*map(range, shape[:first])):
        belief = beliefs.table[seen]
        if belief is not None:
            yield from (((*seen, *more), belief) for more in rest)


def _utils(where: Slice, head: int, term: ImageTerm, belief: Belief, labels: Sequence[object]) -> float:
    """One value of the term.

    Raises:
        BadTerm: If the function fails or returns what is no utility.
    """
    try:
        value = float(term.worth(belief, *labels))
    except BadTerm as fault:
        raise BadTerm(f"an image term of {path_name(where.engine, head)}: {fault}") from fault
    except Exception as fault:
        raise BadTerm(_bad(where, head, term, labels, f"failed with {type(fault).__name__}: {fault}")) from fault
    if math.isnan(value) or value == math.inf:
        raise BadTerm(_bad(where, head, term, labels, f"returned {value}"))
    return value


def _bad(where: Slice, head: int, term: ImageTerm, labels: Sequence[object], what: str) -> str:
    given = ", ".join(f"{where.model.facts[f].name}={v!r}" for f, v in zip(term.facts, labels, strict=True))
    return (
        f"an image term of {path_name(where.engine, head)}{' at ' + given if given else ''} {what}; a worth"
        " must be a finite"
        " number of utils or minus infinity (un.log gives minus infinity at zero)"
    )
