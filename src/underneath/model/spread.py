"""A distribution over beliefs: what S holds possible that K believes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from underneath.model.facts import Outcome
from underneath.model.tables import Floats
from underneath.model.values import value


@value
@dataclass(frozen=True, slots=True, eq=False)
class Atom:
    """One belief that the other may hold, and how likely that is.

    `jointly` has the outcome of each fact that was asked for jointly, so that `weight` is the probability of both.
    """

    weight: float
    probabilities: Floats
    jointly: tuple[Outcome, ...] = ()

    def __eq__(self, other: object) -> bool:
        """Equal to the last digit."""
        if not isinstance(other, Atom):
            return NotImplemented
        same = (self.weight, self.jointly) == (other.weight, other.jointly)
        return same and np.array_equal(self.probabilities, other.probabilities)

    def __hash__(self) -> int:
        """Agrees with equality."""
        return hash((self.weight, self.jointly))


def mean_of(atoms: Sequence[Atom]) -> Floats:
    """The mean belief: every atom's table by its weight.

    >>> mean_of([Atom(0.25, np.array([1.0, 0.0])), Atom(0.75, np.array([0.0, 1.0]))])
    array([0.25, 0.75])
    """
    weights = np.array([atom.weight for atom in atoms])
    return np.asarray(np.tensordot(weights, np.stack([atom.probabilities for atom in atoms]), axes=1))


def merged(atoms: Sequence[Atom]) -> tuple[Atom, ...]:
    """The same distribution with equal beliefs as one atom, in the order in which they first come.

    >>> [atom.weight for atom in merged([Atom(0.25, np.array([1.0])), Atom(0.75, np.array([1.0]))])]
    [1.0]
    """
    groups: dict[object, list[Atom]] = {}
    for atom in atoms:
        # Adding zero turns -0.0 into 0.0, whose bytes differ.
        digits = atom.probabilities.round(12) + 0.0
        groups.setdefault((atom.jointly, digits.tobytes()), []).append(atom)
    return tuple(replace(same[0], weight=math.fsum(atom.weight for atom in same)) for same in groups.values())


def weight_near(atom: Atom, atoms: Sequence[Atom], atol: float) -> float:
    """Weight of the atoms whose belief is within `atol` of this one's, with the same facts jointly."""
    return math.fsum(
        other.weight
        for other in atoms
        if other.jointly == atom.jointly and np.allclose(other.probabilities, atom.probabilities, rtol=0.0, atol=atol)
    )


def same_spread(here: Sequence[Atom], there: Sequence[Atom], atol: float) -> bool:
    """Whether two distributions over beliefs agree, in whatever order and pieces they come."""
    return all(abs(weight_near(atom, here, atol) - weight_near(atom, there, atol)) <= atol for atom in (*here, *there))
