"""Stakes: what a mind has to win or lose in a stretch of the story, and what it expects of it.

The terms that fall there are summed.  Their mean is asked addend by addend; what is no mean of utilities (hope, a
let-down) needs the whole sum, as a table over all facts that it hangs on.

Steps: 1. collect the addends; 2. average out what the mind has not observed; 3. where utility may be infinite, say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from underneath.core.factors import Array, Factor, add, aligned, multiply, restrict, union
from underneath.core.sums import sum_product
from underneath.model.terms import COUNTED, MATERIAL, ImageTerm, Term
from underneath.reason.results import Posterior, Undefined
from underneath.reason.slices import Slice
from underneath.reason.tasks import Work, need
from underneath.reason.values import Entry, Kind, grouped, lost_entries, split, term_entries, window_end

ZERO = Factor((), np.float64(0.0))


@dataclass(frozen=True, slots=True, eq=False)
class Amount:
    """A sum of addends; where one of kind DOOM has mass it is infinite, with this sign."""

    entries: tuple[Entry, ...]
    sign: float = -1.0


def stakes(where: Slice, head: int, first: int, last: int, what: str = "all", apart: bool = False) -> Work:
    """What a head's owner gets from the terms that fall from `first` to before `last`.

    Args:
        where: Where it is asked.
        head: A head.
        first: A place.
        last: A place.
        what: Which terms count, by a word of `COUNTED`.
        apart: Whether the amount is for another head, in which the levels that this one gives to others mean nothing.
    """

    def weight(term: Term) -> float:
        return float(first <= term.falls < last and isinstance(term, COUNTED[what]))

    return (yield from _summed(where, head, weight, apart))


def planned_stakes(where: Slice, head: int, decision: int, apart: bool = False) -> Work:
    """What counts in the plan of a decision: the terms inside its horizon, discounted; `apart` as for `stakes`."""
    first, last = where.model.facts[decision].place, window_end(where, head, decision)
    own = [d.place for d in where.model.decisions_of[where.heads[head].owner]]
    discount = where.heads.settings(head).discount

    def weight(term: Term) -> float:
        inside = first <= term.falls < last
        return discount ** sum(first < place <= term.falls for place in own) if inside else 0.0

    return (yield from _summed(where, head, weight, apart))


def _summed(where: Slice, head: int, weight: Callable[[Term], float], apart: bool) -> Work:
    entries: list[Entry] = []
    for at, term in enumerate(where.heads.settings(head).terms):
        share = weight(term)
        if share:
            found = yield from term_entries(where, head, at)
            if apart and isinstance(term, ImageTerm):
                found = yield from _levels_averaged(where, head, term.point, found)
            entries += found if share == 1.0 else [_scaled(e, share) for e in found]
    return Amount(tuple(entries))


def _levels_averaged(where: Slice, head: int, point: int, entries: Sequence[Entry]) -> Work:
    """Entries in which the levels of others are averaged by what a head believes of them at a point."""
    averaged: list[Entry] = []
    for entry in entries:
        levels = tuple(a for a in entry.factor.axes if a < 0)
        if not levels:
            averaged.append(entry)
            continue
        belief: Posterior = yield from need(where.of(head, point), "posterior", head, point, levels, None)
        parts = [where.cut(belief.factor), entry.factor]
        keep = tuple(a for a in union(parts) if a not in levels)
        averaged.append(Entry(entry.kind, sum_product(parts, keep, where.engine.budget), entry.reason))
        averaged += lost_entries(where.cut_undefined(belief.undefined))
    return averaged


def _scaled(entry: Entry, share: float) -> Entry:
    if entry.kind is not Kind.UTILITY:
        return entry
    return Entry(entry.kind, Factor(entry.factor.axes, entry.factor.table * share))


def wanted_facts(where: Slice, head: int, first: int, last: int) -> tuple[int, ...]:
    """The facts that the terms which fall in a stretch name."""
    terms = [t for t in where.heads.settings(head).terms if first <= t.falls < last and isinstance(t, MATERIAL)]
    return tuple(sorted({f for t in terms for f in (*t.facts, *getattr(t, "about", ()))}))


def wants_there(where: Slice, head: int, first: int, last: int, what: str = "all") -> bool:
    """Whether any term of a kind falls in a stretch."""
    return any(first <= t.falls < last and isinstance(t, COUNTED[what]) for t in where.heads.settings(head).terms)


# --- means ------------------------------------------------------------------------------------------------------------


def mean(where: Slice, head: int, place: int, amount: Amount, given: frozenset[int] = frozenset()) -> Work:
    """The mean of an amount at every information set of a head at a place.

    `given` are axes that are not averaged out, whether or not they were observed.
    """
    known = where.seen(head, place) | given
    # The mean is one table over all that its addends hang on and was observed: refused before anything is added up.
    where.engine.allow({a for e in amount.entries for a in e.factor.axes if a in known})
    parts: list[tuple[Kind, Factor]] = []
    lost: list[Undefined] = []
    for entry in grouped(amount.entries, known):
        hidden = tuple(sorted(a for a in entry.factor.axes if a not in known))
        factors = [entry.factor]
        if hidden:
            belief: Posterior = yield from need(where, "posterior", head, place, hidden, None)
            factors, lost = [belief.factor, entry.factor], [*lost, *belief.undefined]
        keep = tuple(a for a in union(factors) if a not in hidden)
        parts.append((entry.kind, sum_product(factors, keep, where.engine.budget)))
        if entry.kind is Kind.UNDEFINED and entry.reason is not None:
            lost.append(Undefined(parts[-1][1], entry.reason))
    return Posterior(settled(parts, amount.sign), tuple(u for u in lost if np.any(u.mask.table > 0)))


def settled(parts: Iterable[tuple[Kind, Factor]], sign: float = -1.0) -> Factor:
    """Means of addends, added up: infinite wherever what is infinite has mass."""
    parts = tuple(parts)
    total = reduce(add, (f for kind, f in parts if kind is Kind.UTILITY), ZERO)
    doom = reduce(add, (f for kind, f in parts if kind is Kind.DOOM), ZERO)
    if not doom.axes and not np.any(doom.table > 0):
        return total
    axes = union((total, doom))
    return Factor(axes, np.where(aligned(doom, axes) > 0, sign * np.inf, aligned(total, axes)))


# --- whole sums -------------------------------------------------------------------------------------------------------


def whole(where: Slice, amount: Amount) -> Factor:
    """The sum itself as one table: minus infinity where any term is."""
    parts = [(e.kind, e.factor) for e in amount.entries if e.kind is not Kind.UNDEFINED]
    where.engine.allow(union(f for _, f in parts))
    return settled(parts, amount.sign)


def undefined_part(amount: Amount) -> tuple[Entry, ...]:
    """The addends that say where there is no answer."""
    return tuple(e for e in amount.entries if e.kind is Kind.UNDEFINED)


def joined(where: Slice, factors: Sequence[Factor]) -> Factor:
    """The sum of some factors; zero of none.

    Raises:
        TooLarge: If it would be over the limit.
    """
    where.engine.allow(union(factors))
    return reduce(add, factors, ZERO)


def above(left: Factor, right: Factor) -> Factor:
    """[left - right]+, cell by cell; equal infinities do not differ."""
    axes = union((left, right))
    return Factor(axes, rise(aligned(left, axes), aligned(right, axes)))


def rise(left: Array, right: Array) -> Array:
    """[left - right]+ of arrays."""
    same = left == right
    return np.maximum(np.where(same, 0.0, left) - np.where(same, 0.0, right), 0.0)


def split_above(table: Factor, lost: tuple[Entry, ...] = ()) -> Amount:
    """A table that is never negative and may be infinite, as an amount."""
    below = split(Factor(table.axes, -table.table))
    flipped = [Entry(e.kind, Factor(e.factor.axes, -e.factor.table)) for e in below if e.kind is Kind.UTILITY]
    return Amount((*flipped, *(e for e in below if e.kind is Kind.DOOM), *lost), 1.0)


# --- options ----------------------------------------------------------------------------------------------------------


def best(values: Factor, axis: int, menu: Factor) -> Factor:
    """The best of some options that are on the menu; minus infinity where none is."""
    return _over(values, axis, menu, -np.inf, 1.0)


def least(values: Factor, axis: int, menu: Factor) -> Factor:
    """The least of some options that are on the menu; infinity where none is."""
    return _over(values, axis, menu, np.inf, -1.0)


def _over(values: Factor, axis: int, menu: Factor, none: float, sign: float) -> Factor:
    axes = (*(a for a in union((values, menu)) if a != axis), axis)
    table = np.where(aligned(menu, axes) > 0, aligned(values, axes), none)
    return Factor(axes[:-1], sign * (sign * table).max(axis=-1))


def on_menu(undefined: Iterable[Undefined], axis: int, menu: Factor) -> tuple[Undefined, ...]:
    """Where some option that is on the menu meets what has no answer."""
    found = []
    for item in undefined:
        mask = item.mask
        if axis in mask.axes:
            mass = multiply(mask, menu)
            at = mass.axes.index(axis)
            mask = Factor(tuple(a for a in mass.axes if a != axis), mass.table.sum(axis=at))
        found.append(Undefined(mask, item.reason))
    return tuple(u for u in found if np.any(u.mask.table > 0))


def taken(where: Slice, values: Factor, axis: int, decision: int) -> Factor:
    """The values of the options that were taken: those at the decision's own outcome."""
    if decision in where.fixed:
        return restrict(values, {axis: where.fixed[decision]})
    if axis not in values.axes:
        return values
    rest = tuple(a for a in values.axes if a not in (axis, decision))
    if decision not in values.axes:
        return Factor((*rest, decision), aligned(values, (*rest, axis)))
    both = aligned(values, (*rest, decision, axis))
    at = range(both.shape[-1])
    return Factor((*rest, decision), np.stack([both[..., k, k] for k in at], axis=-1))


def difference(left: Factor, right: Factor) -> Factor:
    """Left minus right, cell by cell; equal infinities do not differ."""
    axes = union((left, right))
    here, there = aligned(left, axes), aligned(right, axes)
    same = here == there
    return Factor(axes, np.where(same, 0.0, here) - np.where(same, 0.0, there))


def smaller(left: Factor, right: Factor) -> Factor:
    """The smaller of two, cell by cell."""
    axes = union((left, right))
    return Factor(axes, np.minimum(aligned(left, axes), aligned(right, axes)))


def decisions_between(where: Slice, mind: int, first: int, last: int) -> list[int]:
    """The decisions of a mind from one place to before another."""
    return [d.index for d in where.model.decisions_of[mind] if first <= d.place < last]
