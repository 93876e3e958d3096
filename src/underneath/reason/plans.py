"""What a mind chooses: softmax of expected utility under its own belief.

Level-k after Nagel (1995) with softmax responses (McKelvey and Palfrey 1995): level 0 plays its habit; level k
responds to others at level k-1.

Steps: 1. the value of what comes after the decision (`underneath.reason.values`) and of what falls at it; 2. its mean
under the belief at that moment, for every option; 3. softmax over what is available.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import numpy as np

from underneath.core.factors import Array, Factor, add, aligned, multiply, union
from underneath.core.numerics import softmax
from underneath.core.sums import sum_product
from underneath.model.tables import BeliefTable
from underneath.model.terms import COUNTED, OutcomeTerm
from underneath.reason.general import in_general
from underneath.reason.readings import available, habit, habit_table
from underneath.reason.results import Choice, Mode, Posterior, Reason, Undefined, Why
from underneath.reason.slices import Slice
from underneath.reason.tasks import Work, need, task
from underneath.reason.values import Entry, Kind, Value, grouped, lost_entries, merged, plan_end, term_entries

_SURE = Posterior(Factor((), np.float64(1.0)))


@task
def policy(where: Slice, head: int, decision: int, mode: Mode) -> Work:
    """The policy of the owner of a head at one of its decisions."""
    fact = where.model.facts[decision]
    if fact.place < where.start:
        past: Choice = yield from need(where.at(fact.place), "policy", head, decision, mode)
        return _cut(where, past)
    before: Choice | None = where.inherited(("policy", head, decision, mode))
    if before is None:
        before = in_general(where, "policy", head, decision, mode)
    if before is not None:
        return _cut(where, before)
    settings = where.heads.settings(head)
    if mode.until is None and (where.heads[head].level == 0 or not settings.terms):
        table = habit_table(where, head, decision)
        if isinstance(table, BeliefTable):
            return (yield from need(where, "belief_habit", head, decision, table))
        return habit(where, head, decision, table)
    return (yield from _planned(where, head, decision, mode))


def _cut(where: Slice, choice: Choice) -> Choice:
    undefined = where.cut_undefined(choice.undefined)
    utility = None if choice.utility is None else where.cut(choice.utility)
    return Choice(
        where.cut(choice.factor), utility, where.cut(choice.allowed), where.cut(choice.menu), choice.spread, undefined
    )


def _planned(where: Slice, head: int, decision: int, mode: Mode) -> Work:
    """Expected utilities under each list of tables of the head, where it is the one in force; then softmax."""
    entries: list[Entry] = []
    place = where.model.facts[decision].place
    seen = blind_to(where, head, decision, mode)
    for variant, weight in (yield from need(where, "selected", head, place, seen)):
        found = yield from _expected(where, variant, decision, mode, seen, partial(_bears, decision))
        entries += found if weight is None else [Entry(e.kind, multiply(e.factor, weight), e.reason) for e in found]
    if where.engine.strict:
        impossible = yield from need(where, "impossible", head, place, seen)
        entries += lost_entries(impossible)
    spread = (yield from _spread(where, head, decision, mode)) if _may_tie(where, head, decision, mode) else 0.0
    return _respond(where, head, decision, entries, spread)


def blind_to(where: Slice, head: int, decision: int, mode: Mode) -> frozenset[int] | None:
    """What a decision is taken on: None for all that its owner has observed; less when the plan is blind."""
    if mode.blind is None:
        return None
    owner, place = where.heads[head].owner, where.model.facts[decision].place
    own = {d.index for d in where.model.decisions_of[owner] if d.place < place}
    return frozenset(f for f in where.seen(head, place) if f in mode.blind or f in own)


@task
def worths(where: Slice, head: int, decision: int, mode: Mode) -> Work:
    """Expected utilities of the options, with what every option shares: that changes no choice, and is in the answer.

    Worked out here for all terms at once, because a policy may come from where less was fixed, and what counts as
    shared hangs on that.
    """
    place = where.model.facts[decision].place
    entries: list[Entry] = []
    seen = blind_to(where, head, decision, mode)
    for variant, weight in (yield from need(where, "selected", head, place, seen)):
        found = yield from _expected(where, variant, decision, mode, seen, _is_utility)
        entries += found if weight is None else [Entry(e.kind, multiply(e.factor, weight), e.reason) for e in found]
    nothing = Factor((decision,), np.zeros(where.model.sizes[decision]))
    utility = _total([nothing, *(e.factor for e in entries if e.kind is Kind.UTILITY)])
    assert utility is not None
    lost = tuple(Undefined(e.factor, e.reason) for e in entries if e.kind is Kind.UNDEFINED and e.reason is not None)
    return Posterior(utility, lost)


def _expected(
    where: Slice, head: int, decision: int, mode: Mode, seen: frozenset[int] | None, counts: Callable[[Entry], bool]
) -> Work:
    """Entries that count, over what was observed and, where they bear on it, the decision."""
    place = where.model.facts[decision].place
    after: Value = yield from need(where, "message", head, decision, mode)
    falling: Value = yield from need(where, "falling", head, place, mode.what)
    wanted = [e for e in merged((*after.entries, *falling.entries)) if counts(e)]
    known = where.seen(head, place) if seen is None else seen
    entries: list[Entry] = []
    for entry in grouped(wanted, known):
        hidden = tuple(sorted(a for a in entry.factor.axes if a not in known and a != decision))
        # With nothing hidden there is nothing to believe; what is impossible was looked at before.
        belief = (yield from need(where, "posterior", head, place, hidden, seen)) if hidden else _SURE
        parts = [belief.factor, entry.factor]
        keep = tuple(a for a in union(parts) if a not in hidden and a != decision)
        keep = (*keep, decision) if decision in entry.factor.axes else keep
        entries.append(Entry(entry.kind, sum_product(parts, keep, where.engine.budget), entry.reason))
        entries += lost_entries(belief.undefined)
    return entries


def _is_utility(entry: Entry) -> bool:
    return entry.kind is Kind.UTILITY


def _bears(decision: int, entry: Entry) -> bool:
    """What is undefined, or worth minus infinity, is so for every option that it does not hang on."""
    return decision in entry.factor.axes or entry.kind is not Kind.UTILITY


def _respond(where: Slice, head: int, decision: int, entries: Sequence[Entry], spread: float) -> Choice:
    """Softmax over what is available; options worth minus infinity are never chosen."""
    menu = available(where, head, decision)
    utility = _total(e.factor for e in entries if e.kind is Kind.UTILITY)
    doom = _total(e.factor for e in entries if e.kind is Kind.DOOM)
    allowed = menu if doom is None else multiply(menu, Factor(doom.axes, (doom.table <= 0).astype(float)))
    utility = Factor((decision,), np.zeros(where.model.sizes[decision])) if utility is None else utility
    axes = (*(a for a in union((utility, allowed)) if a != decision), decision)
    where.engine.allow(axes)
    may = aligned(allowed, axes) > 0
    rationality = _rationality(where, head, decision)
    table = softmax(aligned(utility, axes), rationality, may, spread)
    lost = _undefined(decision, menu, [e for e in entries if e.kind is Kind.UNDEFINED])
    stuck = ~may.any(axis=-1)
    if stuck.any():
        none = _without_ones(Factor(axes[:-1], stuck.astype(float)))
        lost += (Undefined(none, Reason(Why.NO_OPTION, head, where.model.facts[decision].place, decision)),)
    return Choice(Factor(axes, table), utility, allowed, menu, spread, lost)


def _without_ones(factor: Factor) -> Factor:
    """The factor without axes along which it was only stretched."""
    kept = tuple(a for a, n in zip(factor.axes, factor.table.shape, strict=True) if n > 1)
    return Factor(kept, factor.table.reshape(tuple(n for n in factor.table.shape if n > 1)))


def _total(factors: Iterable[Factor]) -> Factor | None:
    total: Factor | None = None
    for factor in factors:
        total = factor if total is None else add(total, factor)
    return total


def _undefined(decision: int, menu: Factor, entries: Sequence[Entry]) -> tuple[Undefined, ...]:
    """Information sets at which some available option meets what has no answer."""
    lost = []
    for entry in entries:
        if decision not in entry.factor.axes:
            lost.append((entry.factor, entry.reason))
            continue
        mass = multiply(entry.factor, menu)
        at = mass.axes.index(decision)
        rest = Factor(tuple(a for a in mass.axes if a != decision), mass.table.sum(axis=at))
        lost.append((rest, _weighing(entry.reason, decision, np.moveaxis(mass.table, at, 0))))
    return tuple(Undefined(f, r) for f, r in lost if r is not None and np.any(f.table > 0))


def _weighing(reason: Reason | None, decision: int, mass: Array) -> Reason | None:
    """Note the first option that meets the trouble, unless an inner plan has noted one."""
    if reason is None or reason.option >= 0 or reason.why is Why.NO_OPTION:
        return reason
    option = next((k for k in range(mass.shape[0]) if np.any(mass[k] > 0)), -1)
    return reason._replace(decision=decision, option=option)


def _rationality(where: Slice, head: int, decision: int) -> float:
    settings = where.heads.settings(head)
    return settings.rationality_at.get(decision, settings.rationality)


def _may_tie(where: Slice, head: int, decision: int, mode: Mode) -> bool:
    """Whether the policy is asked for at infinite rationality."""
    return math.inf in (_rationality(where, head, decision), where.heads.settings(head).foresight, mode.foresight)


def _spread(where: Slice, head: int, decision: int, mode: Mode) -> Work:
    """Range of the finite utilities of the terms that count, for ties."""
    spread = 0.0
    first, last = where.model.facts[decision].place, plan_end(where, head, decision, mode)
    for at, term in enumerate(where.heads.settings(head).terms):
        if not first <= term.falls < last or not isinstance(term, COUNTED[mode.what]):
            continue
        if isinstance(term, OutcomeTerm):
            spread += _range(term.array)
        else:
            entries = yield from term_entries(where, head, at)
            spread += sum(_range(e.factor.table) for e in entries if e.kind is Kind.UTILITY)
    return spread


def _range(utils: Array) -> float:
    finite = utils[np.isfinite(utils)]
    return float(finite.max() - finite.min()) if finite.size else 0.0
