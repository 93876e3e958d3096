"""The value of what comes after a decision, carried back from the end: one message from decision to decision.

A value is a list of entries, so terms that do not meet stay apart, and facts that no entry names cost nothing.

Steps: 1. a term enters at the place where it falls; 2. going back, each later fact that some entry names is averaged
out: chance by its table, others by their policies, one's own decisions by one's own, discounted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from underneath.core.factors import Factor, add, multiply, union
from underneath.core.sums import sum_product
from underneath.model.facts import Cause
from underneath.model.terms import COUNTED, AngerTerm, BlameTerm, GuiltTerm, ImageTerm, OutcomeTerm
from underneath.reason.readings import planned_reading
from underneath.reason.results import Mode, Reading, Reason, Undefined
from underneath.reason.slices import Slice, level_axis
from underneath.reason.tasks import Work, need, task


class Kind(Enum):
    """What an entry counts: utils, mass of outcomes worth minus infinity, or mass of histories without an answer."""

    UTILITY = "utility"
    DOOM = "doom"
    UNDEFINED = "undefined"


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One addend of a value: a function of some facts."""

    kind: Kind
    factor: Factor
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """A value as a sum of entries."""

    entries: tuple[Entry, ...] = ()


def window_end(where: Slice, head: int, decision: int) -> int:
    """The place at which the plan of a decision stops: the end of its scene, or one's own (h+1)-th decision."""
    horizon, fact = where.heads.settings(head).horizon, where.model.facts[decision]
    if not horizon:
        return where.model.scene_ends[fact.scene]
    own = where.model.decisions_of[where.heads[head].owner]
    later = [d.place for d in own if d.place > fact.place]
    return later[horizon - 1] if len(later) >= horizon else where.model.end


def plan_end(where: Slice, head: int, decision: int, mode: Mode) -> int:
    """The same, or where a plan is told to stop."""
    return window_end(where, head, decision) if mode.until is None else mode.until


@task
def message(where: Slice, head: int, decision: int, mode: Mode) -> Work:
    """The value of all that comes after a decision, as a function of what came up to and with it.

    To the end of a scene, the message of one's next decision is carried on; a numbered horizon has a window of its own.
    """
    before: Value | None = where.inherited(("message", head, decision, mode))
    if before is not None:
        return Value(tuple(Entry(e.kind, where.cut(e.factor), e.reason) for e in before.entries))
    first, last = where.model.facts[decision].place, plan_end(where, head, decision, mode)
    own = where.model.decisions_of[where.heads[head].owner]
    following = [d for d in own if first < d.place < last]
    value = Value()
    if following and (mode.until is not None or not where.heads.settings(head).horizon):
        last = following[0].place + 1
        value = yield from need(where, "message", head, following[0].index, mode)
    for place in range(last - 1, first, -1):
        value = yield from _back(where, head, place, value, mode)
    return value


def _back(where: Slice, head: int, place: int, value: Value, mode: Mode) -> Work:
    """Step back over one item: add what falls there, then average the item out."""
    falling: Value = yield from need(where, "falling", head, place, mode.what)
    entries = merged((*value.entries, *falling.entries)) if falling.entries else value.entries
    entries, own = yield from _averaged_out(where, head, place, entries, mode)
    if own and mode.until is None:
        entries = _discounted(entries, where.heads.settings(head).discount)
    return Value(tuple(entries))


def carried_back(where: Slice, head: int, first: int, last: int, entries: Sequence[Entry], mode: Mode) -> Work:
    """Entries with all facts from one place to before another averaged out, from the last back."""
    for place in range(last - 1, first - 1, -1):
        entries, _ = yield from _averaged_out(where, head, place, entries, mode)
    return tuple(entries)


def _averaged_out(where: Slice, head: int, place: int, entries: Sequence[Entry], mode: Mode) -> Work:
    """Entries with the fact at a place averaged out, and whether it was a decision of one's own."""
    item = where.model.items[place]
    index = getattr(item, "index", -1)
    own = index >= 0 and where.model.facts[index].cause is Cause.DECISION
    own = own and where.model.facts[index].owner == where.heads[head].owner
    if index >= 0 and any(index in e.factor.axes for e in entries):
        if own:
            item_reading = yield from planned_reading(where, head, index, mode)
        else:
            item_reading = yield from need(where, "reading", head, index)
        entries = _averaged(where, entries, index, item_reading)
    return entries, own


def _averaged(where: Slice, entries: Sequence[Entry], fact: int, item: Reading) -> tuple[Entry, ...]:
    """Replace a fact in every entry by its mean."""
    changed = []
    for entry in entries:
        if fact not in entry.factor.axes:
            changed.append(entry)
            continue
        parts = [item.factor, entry.factor]
        keep = tuple(a for a in union(parts) if a != fact)
        changed.append(Entry(entry.kind, sum_product(parts, keep, where.engine.budget), entry.reason))
    changed += lost_entries(item.undefined)
    return merged(changed)


def _discounted(entries: Sequence[Entry], discount: float) -> tuple[Entry, ...]:
    if discount == 1.0:
        return tuple(entries)
    return tuple(
        Entry(e.kind, Factor(e.factor.axes, e.factor.table * discount)) if e.kind is Kind.UTILITY else e
        for e in entries
    )


def merged(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Add entries of a kind whose axes are contained in another's."""
    kept: list[Entry] = []
    for entry in entries:
        mine = set(entry.factor.axes)
        for at, other in enumerate(kept):
            axes = set(other.factor.axes)
            if (other.kind, other.reason) == (entry.kind, entry.reason) and (mine <= axes or axes <= mine):
                kept[at] = Entry(entry.kind, add(other.factor, entry.factor), entry.reason)
                break
        else:
            kept.append(entry)
    return tuple(kept)


@task
def falling(where: Slice, head: int, place: int, what: str) -> Work:
    """The terms of a head's owner that fall at a place, of those that count."""
    entries: list[Entry] = []
    for at, term in enumerate(where.heads.settings(head).terms):
        if term.falls == place and isinstance(term, COUNTED[what]):
            entries += yield from term_entries(where, head, at)
    return Value(merged(entries))


_TASK_OF = {ImageTerm: "image", GuiltTerm: "guilt_term", BlameTerm: "blame_term", AngerTerm: "anger_term"}


def term_entries(where: Slice, head: int, at: int) -> Work:
    """The entries of one term of a head's owner."""
    term = where.heads.settings(head).terms[at]
    if isinstance(term, OutcomeTerm):
        return outcome_entries(where, term)
    found: Value = yield from need(where, _TASK_OF[type(term)], head, at)
    return list(found.entries)


def outcome_entries(where: Slice, term: OutcomeTerm) -> list[Entry]:
    """Finite utils, and apart from them where they are minus infinity."""
    return split(where.cut(Factor(term.facts, term.array)))


def split(utils: Factor) -> list[Entry]:
    """Minus infinity counts only where its probability is positive, so its mass is carried apart."""
    dire = np.isneginf(utils.table)
    if not dire.any():
        return [Entry(Kind.UTILITY, utils)]
    finite = Factor(utils.axes, np.where(dire, 0.0, utils.table))
    return [Entry(Kind.UTILITY, finite), Entry(Kind.DOOM, Factor(utils.axes, dire.astype(float)))]


def grouped(entries: Iterable[Entry], known: frozenset[int]) -> list[Entry]:
    """Add up entries of a kind that hang on the same hidden facts: one belief serves them all."""
    groups: dict[object, Entry] = {}
    for entry in entries:
        key = (entry.kind, entry.reason, frozenset(entry.factor.axes) - known)
        old = groups.get(key)
        groups[key] = entry if old is None else Entry(entry.kind, add(old.factor, entry.factor), entry.reason)
    return list(groups.values())


def lost_entries(undefined: Iterable[Undefined]) -> list[Entry]:
    """Where there is no answer, as entries: what they have mass in has none either."""
    return [Entry(Kind.UNDEFINED, u.mask, u.reason) for u in undefined]


def at_level(where: Slice, head: int, mind: int, level: int | None, entries: Iterable[Entry]) -> list[Entry]:
    """Count entries only where another mind of a head is at a level; None: there is no doubt about it."""
    if level is None:
        return list(entries)
    only = Factor((level_axis(mind),), np.eye(where.heads[head].level)[level])
    return [Entry(e.kind, multiply(only, e.factor), e.reason) for e in entries]
