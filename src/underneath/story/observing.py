"""Observing: the records of what minds may have observed in a branch, as few of them as are in use.

A record keeps all that was found out on its lines, which is much.  Each goes on with that of one fact less, so that
infos that begin alike share what they have in common.
"""

from __future__ import annotations

from underneath.story.record import Record

Info = tuple[tuple[int, int], ...]
"""What a mind has observed: facts, and the positions of their outcomes."""

KEPT = 2**9
"""Records that are kept; those that were used longest ago are made again when they are needed again."""


class Observed:
    """The records of infos, going on from that of which nothing was observed.

    Facts before the place `first` do not differ between infos, and are told at once.
    """

    def __init__(self, start: Record, first: int, now: int) -> None:
        """Begin with nothing observed; the records ask as of the place `now`."""
        self._start, self._first, self._now = start, first, now
        self._records: dict[Info, Record] = {}

    def __len__(self) -> int:
        """How many records are kept."""
        return len(self._records)

    def known(self, info: Info) -> Record:
        """The record of what a mind has observed, in the order of the facts."""
        early = sum(self._start.model.facts[f].place < self._first for f, _ in info)
        found, used = self._start, []
        for start, end in [(0, early), *((k, k + 1) for k in range(early, len(info)))]:
            kept = self._records.pop(info[:end], None)
            found = kept or found.further(dict(info[start:end]), self._now)
            used.append((info[:end], found))
        # The shortest is used last, so that no record outlives in vain the one that it goes on from.
        self._records |= dict(reversed(used))
        for stale in list(self._records)[: max(0, len(self._records) - max(KEPT, len(used)))]:
            del self._records[stale]
        return found
