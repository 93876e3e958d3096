"""Selves: a mind as it was, as it is, and as it has others in mind, at any moment.

A feeling compares moments: what was expected before with what came, what was foreseen with what is known now.  The head
of a mind may differ between them (another level, more awareness), and so may the line on which it is asked.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from underneath.model.heads import ROOT
from underneath.reason.slices import Slice


@dataclass(frozen=True, slots=True)
class Me:
    """Who feels: a mind in a head.

    Args:
        mind: Its number.
        head: Its head now.
        parent: The head that has this mind in it; None if the past is to be replayed with the head of now.
        level: The level that was drawn for it (mixtures).
    """

    mind: int
    head: int
    parent: int | None = None
    level: int | None = None

    def at(self, where: Slice, place: int) -> int:
        """The head of this mind as it was just before an item."""
        if self.parent is None:
            return self.head
        return where.heads.child(self.parent, self.mind, place, self.level)


def mine(where: Slice, me: Me, place: int) -> Slice:
    """Where to ask what this mind thought at a place: on its own line if it is the one that is asked."""
    head, line = me.at(where, place), where.line
    own = me.parent == ROOT and line.shared is not None and where.heads.base(me.head) == line.head
    if own and line.sibling is not None and where.heads.base(head) != line.head:
        return line.sibling(head).at(place)
    return where.of(head, place)


def among(where: Slice, minds: tuple[int, ...], place: int) -> Slice:
    """Where to ask what these minds think of each other at a place."""
    return where.with_all(minds, place)


@dataclass(frozen=True, slots=True)
class Span:
    """A step: from just before one place to just after another, and the scene in which it ends.

    `before` and `now` are places; so are `start` and `end`, those of the scene.
    """

    before: int
    now: int
    start: int
    end: int


def scene_of(where: Slice, place: int) -> tuple[int, int]:
    """The places of the first item of a scene and after its last; of the scene that has the item at `place`."""
    ends = where.model.scene_ends
    at = min(bisect_right(ends, place), len(ends) - 1)
    return (ends[at - 1] if at else 0), ends[at]


def span_of(where: Slice, before: int, now: int) -> Span:
    """The step between two places."""
    return Span(before, now, *scene_of(where, max(now - 1, 0)))
