"""Whether the causes of a fact come out in a branch as they did in the told run, as axes of a sum.

Two runs of one fact agree where their outcomes are equal.  A chain of such agreements, one cause after the other, is
one axis of two at every point: no, yes.  A mind has a chain of its own, that of all that it has observed so far.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np

from underneath.core.factors import Factor, combine, multiply
from underneath.core.ghosts import Ghost
from underneath.model.belief import Belief

NEVER, ALWAYS = 0, 1
"""Known agreement; any other is an axis, and negative."""

_DIGITS = 1e9  # answers closer than this to each other are the same answer
_AWAY = 0.271828  # puts the edge between two answers where no simple fraction lies


def equal(told: Factor, branch: Factor) -> Factor:
    """1.0 where two runs of a fact come out the same; each is given as positions of outcomes."""
    return combine(lambda x, y: np.where(x == y, 1.0, 0.0), told, branch)


def yes(same: int) -> Factor:
    """1.0 where causes agree."""
    return Factor((), np.float64(same)) if same >= 0 else Factor((same,), np.array([0.0, 1.0]))


def no(same: int) -> Factor:
    """1.0 where causes differ."""
    return Factor((), np.float64(1 - same)) if same >= 0 else Factor((same,), np.array([1.0, 0.0]))


def link(before: int, agreeing: Factor, axis: int) -> Factor:
    """The next link of a chain, over a new axis: everything before agrees, and this does."""
    both = multiply(yes(before), agreeing)
    return Factor((*both.axes, axis), np.stack([1 - both.table, both.table], axis=-1))


def kept(same: int, as_told: Factor, anew: Factor) -> Factor:
    """A fact of the branch: as it was where its causes agree, else drawn anew."""
    return combine(np.add, multiply(yes(same), as_told), multiply(no(same), anew))


# --- answers --------------------------------------------------------------------------------------------------------


class Numbering:
    """Equal answers of a mind get equal numbers, so that they can be compared as outcomes are."""

    def __init__(self, parents: int) -> None:
        """Start without any; `parents` labels come before the answers in what a rule is given."""
        self.parents = parents
        self.numbers: dict[Any, int] = {}

    def of(self, cells: Factor) -> Factor:
        """The numbers of the answers in what the rule of a table is given, cell by cell; -1 where undefined."""
        if isinstance(cells.table, Ghost):
            return cells
        flat = [self._number(cell) for cell in np.ravel(cells.table)]
        return Factor(cells.axes, np.array(flat).reshape(np.shape(cells.table)))

    def _number(self, cell: tuple[Any, ...] | None) -> int:
        if cell is None:
            return -1
        return self.numbers.setdefault(digest(cell[self.parents :]), len(self.numbers))


def digest(answer: Any) -> Hashable:
    """What tells answers apart: numbers up to rounding, a belief with the whole of its distribution."""
    if isinstance(answer, Belief):
        return (answer.facts, *sorted((digest(a.probabilities), digest(a.weight)) for a in answer.atoms))
    if isinstance(answer, (float, np.ndarray)):
        return np.floor(np.asarray(answer) * _DIGITS + _AWAY).tobytes()
    if isinstance(answer, (list, tuple)):
        return tuple(map(digest, answer))
    return answer if isinstance(answer, Hashable) else repr(answer)
