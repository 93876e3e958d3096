"""Slices: a world with what everybody concerned has observed fixed at its outcome.

Facts that all minds of a question have observed are never axes.  A story makes a line of slices, one for every place at
which something became known to all of them.  A decision is planned in the slice of its own time, where later facts are
still open, and its policy is then restricted to what came.  The mind that is asked knows more than what everybody
knows: its own beliefs are summed on a personal line, with all that it was told fixed.
"""

from __future__ import annotations

import math
import weakref
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from underneath.core.budget import Budget, Limit
from underneath.core.factors import Factor, restrict
from underneath.model.heads import NOBODY, Heads
from underneath.model.model import Model
from underneath.reason.results import Posterior, Undefined
from underneath.reason.scanning import last_uses, may_contradict
from underneath.reason.tasks import is_under_way

_SHADOW = -1_000_000
_JOINT = -1_500_000
_FRESH = -2_000_000
_RERUN = -(10**9)
_LINKS = -2 * 10**9


def level_axis(mind: int) -> int:
    """The axis of the hidden level of a mind, inside one head (mixtures)."""
    return -1 - mind


def shadow(fact: int) -> int:
    """The axis that answers about a fact, apart from the fact's own axis."""
    return _SHADOW - fact


def joint_axis(fact: int) -> int:
    """The axis of a fact that a nested question is asked jointly with."""
    return _JOINT - fact


def rerun_axis(fact: int) -> int:
    """The axis of a fact as it comes out when history is run again from an act on."""
    return _RERUN - fact


def link_axis(count: int) -> int:
    """The axis of whether causes agree in both runs of a history; they are counted from one on."""
    return _LINKS - count


_ROOM = 2**10  # slices that are remembered before it is looked which of them still live


@dataclass(slots=True, repr=False)
class Engine:
    """What all slices of a world share: the model, its heads, the limit, and what was found out once."""

    model: Model
    heads: Heads
    budget: Budget
    fresh_axes: int = 0
    strict: bool = False
    last_use: tuple[float, ...] = ()
    known: dict[tuple[int, int], frozenset[int]] = field(default_factory=dict)
    slices: list[weakref.ref[Slice]] = field(default_factory=list)
    room: int = _ROOM

    def made(self, new: Slice) -> Slice:
        """Remember a slice, for as long as it lives."""
        if len(self.slices) >= self.room:
            self.slices = [there for there in self.slices if there() is not None]
            self.room = max(_ROOM, 2 * len(self.slices))
        self.slices.append(weakref.ref(new))
        return new

    def forget(self) -> None:
        """Give back the memory of all results so far; whatever is asked again is worked out again."""
        living = [there for there in self.slices if there() is not None]
        for there in living:
            if (one := there()) is not None:
                one.memo = {key: found for key, found in one.memo.items() if is_under_way(found)}
        self.slices = living

    def allow(self, axes: Collection[int]) -> None:
        """Refuse a table over facts that is too large."""
        cells = math.prod(self.model.sizes[a] for a in axes if a >= 0)
        self.budget.allow(cells, axes)

    def fresh(self) -> int:
        """An axis that nobody else uses."""
        self.fresh_axes += 1
        return _FRESH - self.fresh_axes

    def axis_name(self, axis: int) -> str:
        """What an axis stands for, for messages."""
        if axis >= 0:
            return self.model.facts[axis].name
        if axis > _SHADOW:
            return f"level of {self.model.minds[-1 - axis].name}"
        if axis <= _LINKS:
            return "whether causes agree"
        if axis <= _RERUN:
            return f"{self.model.facts[_RERUN - axis].name} as it might have been"
        if axis <= _FRESH:
            return "what another mind has observed"
        return self.model.facts[(_SHADOW if axis > _JOINT else _JOINT) - axis].name


Learnt = tuple[int, int, int]
"""From this place on, this fact is known to have this outcome."""


@dataclass(slots=True, repr=False)
class Line:
    """How what was told became known, step by step: `events` are (start, fact, outcome), in the order of starts.

    A line continues another one, `before`, whose slices it shares.  A personal line is that of one head, `head`: its
    owner knows more than everybody does, so less is left open; what other minds think is asked on the `shared` line.
    `sibling` finds the personal line of the same mind as it was at another time, which is another head.
    `general` finds a line like this one on which less is known: small tables found there are the same here, cut.
    """

    engine: Engine
    events: tuple[Learnt, ...] = ()
    before: Line | None = None
    head: int = -1
    shared: Line | None = None
    older: Learnt | None = None
    slices: dict[int, Slice] = field(default_factory=dict)
    minds: dict[int, Line] = field(default_factory=dict)
    wider: Callable[[frozenset[int]], Line] | None = None
    group: frozenset[int] = frozenset()
    sibling: Callable[[int], Line] | None = None
    general: Callable[[], Line] | None = None

    @property
    def last(self) -> Learnt | None:
        """The last event."""
        return self.events[-1] if self.events else self.older

    def further(self, events: Sequence[Learnt], shared: Line | None) -> Line | None:
        """The line that goes on with these events, in their order; None if one of them belongs into the past."""
        if events and self.last is not None and events[0] < self.last:
            return None
        return Line(self.engine, tuple(events), self, self.head, shared, self.last, wider=self.wider, group=self.group)

    def of_mind(self, child: int, mind: int) -> Line:
        """On a line of the world itself: the line of a mind in it, with what was told of all that it has observed."""
        found = self.minds.get(child)
        if found is None:
            origin, events = self._back_to(lambda line: line.minds.get(child))
            known = self.engine.model.known[mind]
            own = sorted((known[f] + 1, f, o) for _, f, o in events if f in known)
            found = origin.further(own, self.shared) if origin is not None else None
            found = found or Line(self.engine, self._all_of(known), None, child, self.shared)
            self.minds[child] = found
        return found

    def _back_to(self, what: Callable[[Line], Any]) -> tuple[Any, list[Learnt]]:
        """What the nearest earlier line has, and the events since."""
        events, line = list(self.events), self.before
        while line is not None and (found := what(line)) is None:
            events[:0] = line.events
            line = line.before
        return (found if line is not None else None), events

    def _all_of(self, known: Mapping[int, int]) -> tuple[Learnt, ...]:
        """All events, earlier lines included, as a mind came to know of them."""
        _, events = self._back_to(lambda _: None)
        return tuple(sorted((known[f] + 1, f, o) for _, f, o in events if f in known))

    def at(self, place: int) -> Slice:
        """The latest slice in which the item at `place` is still to come."""
        line = self
        while line.before is not None and (not line.events or line.events[0][0] > place):
            line = line.before
        count = bisect_right(line.events, place, key=lambda event: event[0])
        start = line.events[count - 1][0] if count else 0
        found = line.slices.get(start)
        if found is None:
            found = line.slices[start] = self.engine.made(Slice(self.engine, line._fixed(count), start, line))
        return found

    def _fixed(self, count: int) -> dict[int, int]:
        """What is known after so many of this line's events."""
        older, events = self._back_to(lambda line: line.slices.get(line.last[0] if line.last else 0))
        own = events[: len(events) - len(self.events) + count]
        return {**(older.fixed if older is not None else {}), **{fact: outcome for _, fact, outcome in own}}

    def latest_before(self, start: int) -> Slice | None:
        """The latest of the earlier slices of the line that have been in use."""
        line: Line | None = self
        while line is not None:
            latest = max((s for s in line.slices if s < start), default=None)
            if latest is not None:
                return line.slices[latest]
            line = line.before
        return None

    def made_before(self, start: int) -> Iterator[Slice]:
        """Earlier slices of the line that have been in use, latest first."""
        line: Line | None = self
        while line is not None:
            yield from (line.slices[s] for s in sorted(line.slices, reverse=True) if s < start)
            line = line.before


@dataclass(slots=True, repr=False, weakref_slot=True)
class Slice:
    """`fixed` facts have one outcome for every mind concerned; all of them lie before place `start`."""

    engine: Engine
    fixed: Mapping[int, int]
    start: int
    line: Line
    memo: dict[Any, Any] = field(default_factory=dict)

    @property
    def model(self) -> Model:
        """The model."""
        return self.engine.model

    @property
    def heads(self) -> Heads:
        """The heads of the model."""
        return self.engine.heads

    def keep(self, value: object) -> None:
        """Count the tables of a result that goes into the memo."""
        self.engine.budget.keep(value)

    def at(self, place: int) -> Slice:
        """The latest slice of this line, up to this one, in which the item at `place` is still to come."""
        return self if place >= self.start else self.line.at(place)

    def inherited(self, key: Any) -> Any:
        """What the slice before this one has found out; it holds here too, restricted to what is known now."""
        before = self.line.latest_before(self.start)
        found = None if before is None else before.memo.get(key)
        return None if is_under_way(found) else found

    def of(self, head: int, place: int) -> Slice:
        """Where to ask what a head thinks at a place: on this line, or if it is another's head on the shared one."""
        if self.line.shared is None or (head >= 0 and self.heads.base(head) == self.line.head):
            return self.at(place)
        return self.line.shared.at(min(place, self.start))

    def onward(self, head: int, place: int) -> Slice:
        """Where to ask what the next mind of a path thinks: on the line that it shares with those before it."""
        owner = self.heads[head].owner
        if self.line.wider is None or self.heads.base(head) == self.line.head or owner in self.line.group:
            return self.of(head, place)
        return self.line.wider(self.line.group | {owner}).at(min(place, self.start))

    def with_all(self, minds: Collection[int], place: int) -> Slice:
        """Where to ask what any mind of a path thinks."""
        group = self.line.group.union(minds)
        if self.line.wider is None or group == self.line.group:
            return self.of(-1, place)
        return self.line.wider(group).at(min(place, self.start))

    def cut(self, factor: Factor) -> Factor:
        """The factor restricted to what is fixed."""
        return restrict(factor, self.fixed) if self.fixed else factor

    def cut_undefined(self, undefined: Iterable[Undefined]) -> tuple[Undefined, ...]:
        """Where there is no answer, restricted to what is fixed; mostly that is nowhere."""
        cut = ((self.cut(u.mask), u) for u in undefined)
        return tuple(u if m is u.mask else Undefined(m, u.reason) for m, u in cut if m is u.mask or np.any(m.table > 0))

    def cut_posterior(self, found: Posterior) -> Posterior:
        """An answer from an earlier or wider slice, restricted to what is fixed."""
        return Posterior(self.cut(found.factor), self.cut_undefined(found.undefined))

    def seen(self, head: int, place: int) -> frozenset[int]:
        """Facts that the owner of a head has observed before `place` and that are not fixed."""
        key = ("seen", self.heads[head].owner, place)
        found = self.memo.get(key)
        if found is None:
            known = frozenset() if key[1] == NOBODY else self.all_known(key[1], place)
            found = self.memo[key] = known.difference(self.fixed)
        return found

    def all_known(self, mind: int, place: int) -> frozenset[int]:
        """Facts that a mind has observed before `place`, fixed or not."""
        key = (mind, place)
        found = self.engine.known.get(key)
        if found is None:
            found = frozenset(f for f, p in self.model.known[mind].items() if p < place)
            self.engine.known[key] = found
        return found

    def describe_circle(self, asked: tuple[Any, ...]) -> str:
        """A sentence about a task that needs itself."""
        head = next((a for a in asked[1:] if isinstance(a, int)), 0)
        who, about = path_name(self.engine, head), ""
        if asked[0] in ("reading", "policy"):
            about = f" about {self.model.facts[asked[2]].name!r}"
        return (
            f"what {who} believes or chooses{about} ({asked[0]}) would need itself; a belief or a feeling that an image"
            " term, a sign or another want reads must be settled by lower levels or by earlier facts"
        )


def path_name(engine: Engine, head: int) -> str:
    """The path of a head as users write it."""
    path = engine.heads.path(head)
    return " > ".join(engine.model.minds[m].name for m in path) if path else "the world itself"


def open_world(model: Model, limit: Limit, dry: bool = False) -> Line:
    """The line of which nothing has been told.  A `dry` one sums nothing and notes what it would have to sum."""
    budget = Budget(limit, log=[] if dry else None)
    engine = Engine(model, Heads(model), budget, strict=may_contradict(model), last_use=last_uses(model))
    budget.name = engine.axis_name
    return Line(engine)
