"""Beliefs about beliefs: what one mind thinks that another believes, as a distribution.

A lens looks from one head through a path of minds at some facts.  For a mind alone it is a table of beliefs, one for
every information set.  For a longer path it is, for every information set of the first mind, a distribution over the
beliefs of the last; minds between are averaged over.

Steps: 1. the last mind's beliefs over all that it may have observed; 2. outwards, mind by mind, how likely each of
those observations is in the head before; what the outer mind does not observe becomes a latent axis of the lens.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from underneath.core.effort import spend
from underneath.core.factors import Factor, aligned, multiply, restrict, union
from underneath.core.ghosts import Ghost
from underneath.core.sums import sum_product
from underneath.model.belief import Belief
from underneath.model.spread import Atom, mean_of, merged
from underneath.model.tables import Floats
from underneath.reason.levels import branches
from underneath.reason.results import Posterior, Undefined
from underneath.reason.slices import Slice, joint_axis, level_axis, shadow
from underneath.reason.tasks import Work, need, task

_SORTED = 4e-7  # seconds of work for one number that is sorted
_OBJECT = 32  # cells that a labelled belief takes the room of, as its table is made once
_BELIEF = 2e-5  # seconds of work for one labelled belief


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Beliefs of the last mind of a path and their weights.

    `beliefs` has the shadow axes of the facts asked about, and axes of the information set that they hang on:
    observed by the first mind, or latent.  `weights` has the same latent axes and those observed by the first mind
    (and shadow axes of facts asked jointly).
    """

    weights: Factor
    beliefs: Factor
    latent: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Lens:
    """What the owner of a head thinks that the last mind of a path believes, at each of its information sets."""

    groups: tuple[Group, ...]
    undefined: tuple[Undefined, ...] = ()


@task
def lens(
    where: Slice,
    head: int,
    rest: tuple[int, ...],
    place: int,
    about: tuple[int, ...],
    jointly: tuple[int, ...],
    seen: frozenset[int] | None = None,
    later: int | None = None,
) -> Work:
    """Look from a head through the minds of `rest` at the facts `about`.

    Args:
        where: A slice that starts at or before `place`.
        head: The head of the first mind.
        rest: The minds after the first.
        place: The first mind's belief is held just before this item.
        about: Facts.
        jointly: Facts asked for together with the beliefs of the last mind.
        seen: What the first mind has observed; None for what its head says.
        later: The place of the beliefs of the minds of `rest`; None for the same place.
    """
    if not rest:
        table: Posterior = yield from need(where, "belief_table", head, place, about, seen)
        return Lens((Group(Factor((), np.float64(1.0)), table.factor),), table.undefined)
    then = place if later is None else later
    groups: list[Group] = []
    undefined: list[Undefined] = []
    for level, child in branches(where, head, rest[0], then):
        inner = yield from _lens_of(where, where.onward(child, then), child, rest[1:], then, about)
        for group in inner.groups:
            fix = None if level is None else (level_axis(rest[0]), level)
            outer, unsure = yield from outward(where, head, place, group, jointly, seen, fix)
            groups.append(outer)
            undefined += unsure
        lost = yield from lost_outward(
            where, head, place, inner.undefined, seen, None if level is None else (rest[0], level)
        )
        undefined += lost
    return Lens(tuple(groups), tuple(undefined))


def lens_at(where: Slice, head: int, rest: tuple[int, ...], place: int, about: tuple[int, ...]) -> Work:
    """The lens of any head as of any place: what is known only later, or only here, is no evidence there."""
    return (yield from _lens_of(where, where.of(head, place), head, rest, place, about))


def _lens_of(where: Slice, source: Slice, head: int, rest: tuple[int, ...], place: int, about: tuple[int, ...]) -> Work:
    inner: Lens = yield from need(source, "lens", head, rest, place, about, ())
    if source is where:
        return inner
    groups = tuple(Group(where.cut(g.weights), where.cut(g.beliefs), g.latent) for g in inner.groups)
    return Lens(groups, where.cut_undefined(inner.undefined))


@task
def belief_table(where: Slice, head: int, place: int, about: tuple[int, ...], seen: frozenset[int] | None) -> Work:
    """P(about | observed), with the facts asked about on shadow axes: what was observed can be asked about too."""
    known = where.seen(head, place) if seen is None else seen
    hidden = tuple(f for f in about if f not in known and f not in where.fixed)
    table: Posterior = yield from need(where, "posterior", head, place, hidden, seen)
    factor = Factor(tuple(shadow(a) if a in hidden else a for a in table.factor.axes), table.factor.table)
    for fact in about:
        if fact not in hidden:
            factor = multiply(factor, echo(where, fact, shadow(fact)))
    front = tuple(shadow(f) for f in about)
    axes = (*front, *(a for a in factor.axes if a not in front))
    return Posterior(Factor(axes, aligned(factor, axes)), table.undefined)


def echo(where: Slice, fact: int, axis: int) -> Factor:
    """One where another axis equals the fact's own."""
    eye = np.eye(where.model.sizes[fact])
    if fact in where.fixed:
        return Factor((axis,), eye[where.fixed[fact]])
    return Factor((fact, axis), eye)


def outward(
    where: Slice,
    head: int,
    place: int,
    group: Group,
    jointly: tuple[int, ...],
    seen: frozenset[int] | None,
    level: tuple[int, int] | None,
) -> Work:
    """One mind further out: weigh the information sets of the inner mind by what this head holds likely."""
    known = where.seen(head, place) if seen is None else seen
    inner = [a for a in union((group.weights, group.beliefs)) if _is_open(a) and a not in group.latent]
    named = {*inner, *(f for f in jointly if f not in where.fixed), *([level[0]] if level else [])}
    hidden = tuple(sorted(a for a in named if a not in known))
    table: Posterior = yield from need(where, "posterior", head, place, hidden, seen)
    parts = [table.factor, group.weights, *(echo(where, f, joint_axis(f)) for f in jointly)]
    if level is not None:
        parts = [restrict(p, {level[0]: level[1]}) for p in parts]
    stay = {a for a in group.beliefs.axes if a in hidden}
    keep = [a for a in union(parts) if a in known or a in stay or a in group.latent or not _is_open(a)]
    weights = sum_product(parts, tuple(dict.fromkeys(keep)), where.engine.budget)
    fresh = {a: where.engine.fresh() for a in sorted(stay)}
    latent = (*group.latent, *fresh.values())
    return Group(_renamed(weights, fresh), _renamed(group.beliefs, fresh), latent), table.undefined


def _is_open(axis: int) -> bool:
    """A fact's own axis or a level, not a shadow or latent one."""
    return axis > -1_000_000


def _renamed(factor: Factor, names: dict[int, int]) -> Factor:
    return Factor(tuple(names.get(a, a) for a in factor.axes), factor.table)


def lost_outward(
    where: Slice,
    head: int,
    place: int,
    undefined: Sequence[Undefined],
    seen: frozenset[int] | None,
    level: tuple[int, int] | None,
) -> Work:
    """Where this head gives positive probability to information sets at which an inner belief is undefined."""
    known = where.seen(head, place) if seen is None else seen
    lost: list[Undefined] = []
    for item in undefined:
        axis = level_axis(level[0]) if level else None
        hidden = tuple(sorted({a for a in item.mask.axes if a not in known} | ({axis} if axis is not None else set())))
        table: Posterior = yield from need(where, "posterior", head, place, hidden, seen)
        parts = [table.factor, item.mask]
        if level is not None and axis is not None:
            parts = [restrict(p, {axis: level[1]}) for p in parts]
        keep = tuple(a for a in union(parts) if a in known)
        lost += [Undefined(sum_product(parts, keep, where.engine.budget), item.reason), *table.undefined]
    return [u for u in lost if u.mask.table.any()]


def lens_beliefs(where: Slice, view: Lens, about: tuple[int, ...]) -> Factor:
    """The beliefs of a lens as labelled `Belief`s: a factor of objects over observed axes (None where undefined)."""
    front = tuple(shadow(f) for f in about)
    hidden = {*front, *(a for g in view.groups for a in g.latent)}
    axes = tuple(a for a in union([f for g in view.groups for f in (g.weights, g.beliefs)]) if a not in hidden)
    shape = tuple(_size(view, a) for a in axes)
    if where.engine.budget.log is not None:
        return Factor(axes, Ghost(shape))
    where.engine.budget.allow(math.prod(shape) * _OBJECT, axes)
    spend(math.prod(shape) * _BELIEF)
    cells = np.empty(shape, dtype=object)
    names = tuple(where.model.facts[f].name for f in about)
    outcomes = tuple(where.model.facts[f].outcomes for f in about)
    if len(view.groups) == 1 and not view.groups[0].latent:
        same: dict[bytes, Belief] = {}
        for cell, table in _plain_cells(view.groups[0], axes, front, shape):
            key = table.tobytes()
            if key not in same:
                same[key] = Belief(names, outcomes, table)
            cells[cell] = same[key]
        return Factor(axes, cells)
    for cell in itertools.product(*map(range, shape)):
        atoms = atoms_at(view, front, dict(zip(axes, cell, strict=True)))
        if atoms and abs(math.fsum(a.weight * float(a.probabilities.sum()) for a in atoms) - 1) < 1e-6:
            cells[cell] = _belief(names, outcomes, atoms, nested=bool(view.groups[0].latent or len(view.groups) > 1))
    return Factor(axes, cells)


def _plain_cells(
    group: Group, axes: tuple[int, ...], front: tuple[int, ...], shape: tuple[int, ...]
) -> Iterator[tuple[tuple[int, ...], Floats]]:
    """The information sets at which a mind alone has a belief, and that belief: the same as `atoms_at`, all at once."""
    tables = aligned(group.beliefs, (*axes, *front))
    there = aligned(group.weights, axes)
    total = there * tables.sum(axis=tuple(range(len(axes), tables.ndim)))
    defined = np.broadcast_to((there > 0) & (abs(total - 1) < 1e-6), shape)
    tables = np.broadcast_to(tables, (*shape, *tables.shape[len(axes) :]))
    for cell in zip(*map(np.ndarray.tolist, np.nonzero(defined)), strict=True) if axes else [()] * int(defined):
        yield cell, tables[cell]


def _belief(
    names: tuple[str, ...], outcomes: tuple[tuple[object, ...], ...], atoms: tuple[Atom, ...], nested: bool
) -> Belief:
    if not nested and len(atoms) == 1:
        return Belief(names, outcomes, atoms[0].probabilities)  # type: ignore[arg-type]
    return Belief(names, outcomes, mean_of(atoms), merged(atoms))  # type: ignore[arg-type]


def _size(view: Lens, axis: int) -> int:
    for group in view.groups:
        for factor in (group.weights, group.beliefs):
            if axis in factor.axes:
                return int(factor.table.shape[factor.axes.index(axis)])
    raise AssertionError(axis)


def atoms_at(view: Lens, front: tuple[int, ...], at: dict[int, int]) -> tuple[Atom, ...]:
    """The distribution over the last mind's beliefs at one information set of the first mind."""
    atoms: list[Atom] = []
    for group in view.groups:
        weights, beliefs = restrict(group.weights, at), restrict(group.beliefs, at)
        if not group.latent:
            weight = float(weights.table)
            atoms += [Atom(weight, aligned(beliefs, front))] if weight > 0 else []
            continue
        atoms += _spread(weights, beliefs, group.latent, front)
    return tuple(atoms)


def _spread(weights: Factor, beliefs: Factor, latent: tuple[int, ...], front: tuple[int, ...]) -> list[Atom]:
    """One atom for every latent cell of positive weight."""
    if set(weights.axes) - set(latent):
        raise AssertionError("weights hang on an axis that is neither observed nor latent")
    own = tuple(a for a in latent if a in beliefs.axes)
    extra = tuple(a for a in latent if a not in own and a in weights.axes)
    table = aligned(weights, (*own, *extra))
    if extra:
        table = table.sum(axis=tuple(range(len(own), table.ndim)))
    shape = tuple(beliefs.table.shape[beliefs.axes.index(a)] for a in own)
    table = np.broadcast_to(table, shape)
    rows = aligned(beliefs, (*own, *front)).reshape(table.size, -1)[table.ravel() > 0]
    return _distinct(rows, table[table > 0], tuple(beliefs.table.shape[beliefs.axes.index(a)] for a in front))


def _distinct(rows: np.ndarray, weights: np.ndarray, shape: tuple[int, ...]) -> list[Atom]:
    """One atom for every different belief: what another has observed may have very many cells, and few beliefs."""
    spend(rows.size * _SORTED)
    # Adding zero turns -0.0 into 0.0, which sorts elsewhere.
    first, group = _alike(rows.round(12) + 0.0)
    total = np.bincount(group, weights=weights, minlength=len(first))
    spend(len(first) * _BELIEF)
    return [Atom(float(total[k]), rows[first[k]].reshape(shape)) for k in np.argsort(first)]


def _alike(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The first row of each kind, and the kind of each row; column by column, since sorting whole rows is slow.

    >>> first, kind = _alike(np.array([[0.2, 0.8], [0.5, 0.5], [0.2, 0.8]]))
    >>> first.tolist(), kind.tolist()
    ([0, 1], [0, 1, 0])
    """
    kind = np.zeros(len(rows), dtype=np.int64)
    for column in rows.T:
        _, code = np.unique(column, return_inverse=True)
        # Both are below the number of rows, so that the pair fits an integer.
        _, first, kind = np.unique(kind * len(rows) + code, return_index=True, return_inverse=True)
        if len(first) == len(rows):
            break
    return first, kind
