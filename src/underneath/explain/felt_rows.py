"""Felt rows: which feelings of a step are worth a row, and what has come of those that last.

What passes belongs to its step.  What lasts (hope, regret, anger, ...) is shown where it has changed, and once more
when it is gone: a regret that stands for forty steps is told once.  What is smaller than can be seen is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from underneath.explain.sensing import EVERYTHING, Felt
from underneath.feelings.feeling import DIGITS, Feeling, Refused
from underneath.model.feelings import UTILS, WORDS

LEAST = 0.01
"""An intensity, or a change of one, that is worth showing, in its unit."""

Key = tuple[str, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A feeling in a step.

    Args:
        feeling: What is felt; of what is gone, what was felt last.
        intensity: How strong it is now.
        change: By how much it has changed since it was shown last; None for what passes, and for what is new.
    """

    feeling: Feeling
    intensity: float
    change: float | None = None

    @property
    def moved(self) -> float:
        """How much it is of this step: what is new counts whole, what was there by its change."""
        return self.intensity if self.change is None else abs(self.change)

    @property
    def gone(self) -> bool:
        """Whether nothing is left of it."""
        return self.intensity < LEAST


def key_of(found: Feeling | Refused) -> Key:
    """What makes two feelings of different steps the same one."""
    return found.name, found.toward, found.about


def rows_of(felt: Felt, last: dict[Key, Row]) -> list[Row]:
    """The feelings of a step that are worth a row, in each unit the one that moved most first.

    Args:
        felt: What is felt in the step.
        last: The rows of what lasts that were shown last; it is brought up to date.
    """
    rows = [*_passing(felt), *_lasting(felt, last), *_gone(felt, last)]
    return sorted(rows, key=lambda row: (row.feeling.unit != UTILS, -round(row.moved, DIGITS)))


def all_rows(felt: Felt) -> list[Row]:
    """Every feeling for which there is an answer, in each unit the strongest first."""
    rows = [Row(found, found.intensity) for found in felt.feelings]
    return sorted(rows, key=lambda row: (row.feeling.unit != UTILS, -round(row.intensity, DIGITS)))


def _passing(felt: Felt) -> Iterator[Row]:
    for found in felt.feelings:
        if WORDS[found.name].passing and found.intensity >= LEAST:
            yield Row(found, found.intensity)


def _lasting(felt: Felt, last: dict[Key, Row]) -> Iterator[Row]:
    for found in felt.feelings:
        key = key_of(found)
        before = last[key].intensity if key in last else 0.0
        if not WORDS[found.name].passing and not _near(found.intensity, before):
            row = Row(found, found.intensity, found.intensity - before if key in last else None)
            last[key] = row
            if row.gone:
                del last[key]
            yield row


def _gone(felt: Felt, last: dict[Key, Row]) -> Iterator[Row]:
    """What lasted up to here, and of which there is nothing any more to be said."""
    refused = felt.feelings.refused
    there = {key_of(found) for found in (*felt.feelings, *refused)}
    if any(found.name == EVERYTHING for found in refused):
        return
    for key in [key for key in last if key not in there]:
        row = last.pop(key)
        yield Row(row.feeling, 0.0, -row.intensity)


def _near(one: float, other: float) -> bool:
    return one == other or (math.isfinite(one) and math.isfinite(other) and abs(one - other) < LEAST)
