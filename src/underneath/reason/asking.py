"""What a question about beliefs consists of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from underneath.model.heads import NOBODY, ROOT, Heads
from underneath.reason.slices import Slice


@dataclass(frozen=True, slots=True)
class Ask:
    """A question about beliefs.

    `heads` of the first mind; `rest` the minds after it; `place`: held just before that item; `later`: the place of the
    beliefs of `rest`; `told`: outcomes that the story has told.
    """

    where: Slice
    head: int
    rest: tuple[int, ...]
    place: int
    told: Mapping[int, int]
    later: int | None = None


def head_of(heads: Heads, path: tuple[int, ...], place: int) -> int:
    """The head of the first mind of a path, as of a place; the world itself for the empty path."""
    return heads.child(ROOT, path[0], place) if path else ROOT


def observed(ask: Ask) -> frozenset[int] | None:
    """What the first mind has observed: its own to say, but the world itself has observed what was told."""
    if ask.where.heads[ask.head].owner != NOBODY:
        return None
    return frozenset(f for f in ask.told if f not in ask.where.fixed)
