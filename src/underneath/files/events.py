"""Events: yes-or-no expressions of facts, tried at every joint outcome."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from underneath.files.cells import TRUTHS, Cell, Failure, Run, Seats
from underneath.files.formulas import located
from underneath.files.meanings import Context, Sentence
from underneath.files.nodes import Node
from underneath.files.tokens import Slip
from underneath.model.faults import listed
from underneath.model.tables import Bools

MOST_NUMBERS = 2**17
"""The largest table, in numbers, that a story file may spell out."""


def cells_of(seats: Seats) -> Iterator[Cell]:
    """Every cell, the last fact fastest."""
    return itertools.product(*seats.outcomes)


def refuse_large(seats: Seats, columns: int = 1) -> None:
    """Refuse a table that is too large, before any of it is made.

    Raises:
        Slip: If it is.
    """
    count = columns * math.prod(map(len, seats.outcomes))
    if count > MOST_NUMBERS:
        names = listed([str(name) for name in seats.given])
        text = f"this hangs on {len(seats.given)} facts ({names}), which makes {count:,} numbers; at most"
        hint = "Let it hang on fewer facts, or put a fact in between that sums up some of them."
        raise Slip("U345", f"{text} {MOST_NUMBERS:,} are made.", hint=hint)


def truths(run: Run, seats: Seats) -> Bools:
    """Where an event holds: shape `(outcomes of each fact...)`.

    Raises:
        Slip: If there are too many cells, or the event has no answer at one.
    """
    refuse_large(seats)
    found: list[Any] = []
    try:
        found.extend(run(cell) for cell in cells_of(seats))
    except Failure as failure:
        cell = next(itertools.islice(cells_of(seats), len(found), None))
        raise located(failure, seats, cell) from None
    return np.array(found, dtype=np.bool_).reshape([len(outcomes) for outcomes in seats.outcomes])


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A yes-or-no function of the outcomes of some facts; `source` is the expression in its plain form."""

    run: Run
    source: Any

    def __call__(self, *labels: Any) -> bool:
        """Whether it holds there."""
        return bool(self.run(labels))


def event_of(node: Node, sentence: Sentence, inner: Context) -> Bools:
    """Where a part of an expression, which is about the facts of a context of its own, holds.

    Raises:
        Slip: If it is no event, names no fact, or has no answer somewhere.
    """
    run = sentence.within(inner).needed(node, TRUTHS)
    if not inner.seats.given:
        raise Slip("U316", f"{sentence.shown(node)} names no fact, so there is nothing to believe.", node.span)
    try:
        return truths(run, inner.seats)
    except Slip as slip:
        raise Slip(slip.code, slip.message, slip.span or node.span, slip.hint) from None
