"""A record: what was told of a world, in numbers, and the way from it to a question that the reasoning takes.

What was told became known step by step, along lines (`underneath.reason.slices`).  A record keeps the lines that its
questions needed, and goes on with those of the record before it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from underneath.core.budget import Limit
from underneath.core.effort import spend
from underneath.model.model import Model
from underneath.reason.asking import Ask, head_of
from underneath.reason.slices import Learnt, Line, open_world
from underneath.story.line import personal_events, reasoning_minds, shared_events

_LINE = 1e-4  # seconds of work for a line
_TOLD = 5e-6  # seconds of work for a told fact that a line may begin to know

LineKey = tuple[frozenset[int], int | None]
Learning = Callable[[Mapping[int, int]], list[Learnt]]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Record:
    """What has happened, and the place of the next fact.

    `told` has the position of the outcome of each fact that was told; `fresh` are those told since `before`, and
    `supposed` the records that questions supposed.
    `reasoning` are the minds whose heads an answer may enter, with the last place at which it may; `root` is the line
    of which nothing has been told.  `general` is a record of what many records have in common.
    """

    model: Model
    told: Mapping[int, int]
    now: int
    root: Line
    reasoning: Mapping[int, float]
    lines: dict[LineKey, Line] = field(default_factory=dict)
    before: Record | None = None
    fresh: Mapping[int, int] = field(default_factory=dict)
    supposed: dict[frozenset[tuple[int, int]], Record] = field(default_factory=dict)
    general: Record | None = None

    @classmethod
    def empty(cls, model: Model, limit: Limit) -> Record:
        """The record of which nothing has been told."""
        return cls(model, {}, next_place(model, -1), open_world(model, limit), reasoning_minds(model))

    @property
    def limit(self) -> Limit:
        """What a question may take."""
        return self.root.engine.budget.limit

    def further(self, fresh: Mapping[int, int], now: int) -> Record:
        """The record that goes on with what was told, supposed or drawn."""
        told = {**self.told, **fresh}
        return replace(self, told=told, now=now, lines={}, before=self, fresh=fresh, supposed={})

    def supposing(self, outcomes: Mapping[int, int]) -> Record:
        """The same moment with further outcomes; it goes on from where an earlier record supposed the same."""
        key = frozenset(outcomes.items())
        if key not in self.supposed:
            base, fresh = self.before, dict(self.fresh)
            while base is not None and key not in base.supposed:
                fresh = {**base.fresh, **fresh}
                base = base.before
            origin = self if base is None else base.supposed[key]
            self.supposed[key] = origin.further(outcomes if base is None else fresh, self.now)
        return self.supposed[key]

    def untold(self, now: int | None = None) -> Record:
        """The same world with nothing told."""
        return replace(
            self, told={}, now=self.now if now is None else now, lines={}, before=None, fresh={}, supposed={}
        )

    def dry(self) -> Record:
        """The same record, in which sums are priced instead of done."""
        root = open_world(self.model, self.limit, dry=True)
        return replace(self, root=root, lines={}, before=None, fresh={}, supposed={})


def next_place(model: Model, place: int) -> int:
    """The place of the next fact after a place (or the end): reveals that stand between have happened by then."""
    return next((f.place for f in model.facts if f.place > place), model.end)


def ask_at(record: Record, minds: tuple[int, ...], place: int, others: Iterable[int] = ()) -> Ask:
    """The question to the minds of a path as of a place; `others` are further minds that it concerns."""
    head = head_of(record.root.engine.heads, minds, place)
    group = frozenset((*minds[:1], *others))
    where = _line(record, group, head, minds[0] if minds else None).at(place)
    return Ask(where, head, minds[1:], place, _told_before(record, minds, place))


def _told_before(record: Record, minds: tuple[int, ...], place: int) -> dict[int, int]:
    """What counts at a place: for the world itself what was told of earlier facts."""
    if minds:
        known = record.model.known[minds[0]]
        return {f: o for f, o in record.told.items() if known.get(f, place) < place}
    return {f: o for f, o in record.told.items() if record.model.facts[f].place < place}


def _line(record: Record, group: frozenset[int], head: int, mind: int | None) -> Line:
    """The line of a head, with what everybody concerned knows as its shared line; `group` is concerned to the end."""
    shared = _shared(record, group)
    same = partial(_line, group=group, head=head, mind=mind)
    found = _continued(record, (group, head), partial(personal_events, record.model, mind), head, shared, same)
    found.sibling = partial(_sibling, record, group, mind)
    return found


def _sibling(record: Record, group: frozenset[int], mind: int | None, head: int) -> Line:
    return _line(record, group, head, mind)


def _shared(record: Record, group: frozenset[int]) -> Line:
    """The line of what a group and all whose heads an answer may enter know."""
    concerned = {**record.reasoning, **dict.fromkeys(group, math.inf)}
    same = partial(_shared, group=group)
    return _continued(record, (group, None), partial(shared_events, record.model, concerned), -1, None, same)


def _continued(
    record: Record,
    key: LineKey,
    learnt: Learning,
    head: int,
    shared: Line | None,
    general: Callable[[Record], Line],
) -> Line:
    """The line of a record under a key, going on from that of the latest earlier record that has one.

    `general` finds the same line of another record.
    """
    found = record.lines.get(key)
    if found is None:
        spend(_LINE + len(record.told) * _TOLD)
        origin, fresh = _origin(record, key)
        found = origin.further(learnt(fresh), shared) if origin is not None else None
        found = found or Line(record.root.engine, tuple(learnt(record.told)), None, head, shared)
        found.wider, found.group = partial(_shared, record), key[0]
        found.general = None if record.general is None else partial(general, record.general)
        record.lines[key] = found
    return found


def _origin(record: Record, key: LineKey) -> tuple[Line | None, dict[int, int]]:
    """The line of the latest record that has one, and what was told since."""
    fresh = dict(record.fresh)
    while record.before is not None and key not in record.lines:
        record = record.before
        fresh |= {} if key in record.lines else record.fresh
    return record.lines.get(key), fresh
