"""Beliefs with labels: what a question about a mind is answered with, and what wants and signs are given to read.

A belief is a table over the joint outcomes of its facts.  A nested one (what S thinks that K thinks) is a distribution
over such tables, one `Atom` each, and its own table is their mean.  Beliefs are made in inner loops, so the constructor
checks nothing and copies nothing.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from underneath.errors import ImpossibleEvidence
from underneath.model import export, measures, show
from underneath.model.course import Course, parted
from underneath.model.facts import Outcome
from underneath.model.labels import Cell, Labelled
from underneath.model.measures import ROUNDING
from underneath.model.spread import Atom, mean_of, merged, same_spread
from underneath.model.tables import Floats
from underneath.model.values import value


@value
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Belief(Labelled):
    """What a mind believes about some facts, whose belief it is and when.

    Args:
        facts: Names.
        outcomes: The labels of each fact.
        probabilities: Shape `(outcomes of each fact...)`, sums to one; of a nested belief the mean.
        spread: The distribution over the other's beliefs; empty for a plain belief (see `atoms`).
        jointly: Facts that a nested question was asked jointly with.
        path: Names of the minds, from the outermost in; empty for the world itself.
        level: Level of the outermost mind.
        order: Order of the belief: 1 about facts, 2 about another's belief, ...
        horizon: Own decisions that plans look through; 0 is to the end of the scene.
        step: The fact just after which the belief is held.
        joint_outcomes: The labels of each fact of `jointly`.
        course: Of an answer in a branch, what was changed and how it goes on; not compared.

    >>> b = Belief(("moved",), (("no", "yes"),), np.array([0.25, 0.75]), path=("Kakashi",), level=2, step="joke")
    >>> b["yes"]
    0.75
    >>> print(b)
    Kakashi believes about moved, after joke (level 2, order 1)
      no   0.2500
      yes  0.7500
    """

    facts: tuple[str, ...]
    outcomes: tuple[tuple[Outcome, ...], ...]
    probabilities: Floats
    spread: tuple[Atom, ...] = ()
    jointly: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    level: int | None = None
    order: int = 1
    horizon: int | None = None
    step: str | None = None
    joint_outcomes: tuple[tuple[Outcome, ...], ...] = ()
    course: Course | None = None

    # --- looking up

    def __getitem__(self, label: Cell) -> float:
        """Probability of an outcome; of a tuple of outcomes when there are several facts.

        Raises:
            UnknownName: If a label is no outcome of its fact, or there are too few or too many.
        """
        return float(self.probabilities.item(*self._cell(label)))

    def __iter__(self) -> Iterator[Cell]:
        """Over the labels, in the order of the table."""
        return self._cells()

    def __len__(self) -> int:
        """How many cells the table has."""
        return int(self.probabilities.size)

    def items(self) -> Iterator[tuple[Cell, float]]:
        """Pairs of label and probability.

        >>> dict(Belief(("moved",), (("no", "yes"),), np.array([0.25, 0.75])).items())
        {'no': 0.25, 'yes': 0.75}
        """
        return zip(self, self.probabilities.ravel().tolist(), strict=True)

    # --- the distribution over the other's beliefs

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """The distribution over the other's beliefs; for a plain belief that belief, with weight one."""
        return self.spread or (Atom(1.0, self.probabilities),)

    @property
    def averaged(self) -> Belief:
        """The mean, as a plain belief."""
        return replace(self, spread=(), jointly=())

    def at_least(self, label: Cell, c: float) -> float:
        """Probability that the other's belief in an outcome is `c` or more (rounding forgiven)."""
        cell, least = self._cell(label), self._number(c, "c") - ROUNDING
        return math.fsum(atom.weight for atom in self.atoms if atom.probabilities[cell] >= least)

    def knows_whether(self) -> float:
        """Probability that the other is certain of some outcome."""
        return math.fsum(atom.weight for atom in self.atoms if atom.probabilities.max() >= 1 - ROUNDING)

    # --- parts and conditions

    def marginal(self, *facts: str) -> Belief:
        """The belief about some of the facts, in the order named.

        >>> b = Belief(("heart", "mask"), (("friend", "love"), ("on", "off")), np.array([[0.5, 0.0], [0.25, 0.25]]))
        >>> b.marginal("mask")["off"]
        0.25
        """
        named = tuple(dict.fromkeys(facts))
        axes = [self._axis(fact) for fact in named]
        rest = [axis for axis in range(len(self.facts)) if axis not in axes]

        def part(table: Floats) -> Floats:
            kept: Floats = table.transpose(*axes, *rest).sum(axis=tuple(range(len(axes), table.ndim)))
            return kept

        spread = tuple(replace(atom, probabilities=part(atom.probabilities)) for atom in self.spread)
        outcomes = tuple(self.outcomes[axis] for axis in axes)
        table, course = part(self.probabilities), parted(self.course)
        return replace(self, facts=named, outcomes=outcomes, probabilities=table, spread=merged(spread), course=course)

    def given(self, evidence: Mapping[str, Outcome] | None = None, /, **by_name: Outcome) -> Belief:
        """The belief under a condition, about the same facts: what is ruled out has probability zero.

        Of a nested belief, a fact that was asked jointly conditions the distribution over the other's beliefs; any
        other fact conditions each belief in it.

        Raises:
            ImpossibleEvidence: If the condition has probability zero, in any belief that the other may hold.
            UnknownName: If the belief is not about a fact, or the fact has no such outcome.
        """
        told = self._said(evidence, by_name)
        outer = {fact: told.pop(fact) for fact in self.jointly if fact in told}
        kept = self._weighed(outer) if outer else self.atoms
        keep = np.ones(self.probabilities.shape, dtype=bool)
        for fact, label in told.items():
            axis = self._axis(fact)
            others = np.arange(len(self.outcomes[axis])) != self._position(axis, label)
            keep[(slice(None),) * axis + (others,)] = False
        if told:
            kept = tuple(replace(atom, probabilities=self._share(atom.probabilities * keep, told)) for atom in kept)
        spread = merged(kept) if self.spread else ()
        return replace(self, probabilities=mean_of(kept), spread=spread, course=parted(self.course))

    def _weighed(self, outer: Mapping[str, Outcome]) -> tuple[Atom, ...]:
        """The atoms under outcomes of facts that were asked jointly."""
        wanted = [self._joint_label(fact, label) for fact, label in outer.items()]
        kept = [atom for atom in self.spread if all(atom.jointly[i] == label for i, label in wanted)]
        weights = self._share(np.array([atom.weight for atom in kept]), outer)
        pairs = zip(kept, weights.tolist(), strict=True)
        return tuple(replace(atom, weight=weight) for atom, weight in pairs if weight > 0)

    def _share(self, table: Floats, told: Mapping[str, Outcome]) -> Floats:
        if not np.any(table > 0):
            said = ", ".join(f"{fact} = {label}" for fact, label in told.items())
            raise ImpossibleEvidence(f"{self._whose()}: {said} has probability zero, so nothing follows from it.")
        return measures.normalised(table)

    def probability(self, event: Callable[..., object]) -> float:
        """Probability of an event: a function of outcomes, true where it happens.

        The function's parameters name facts of the belief; if they do not, it gets one outcome for each fact, in order.

        >>> b = Belief(("heart", "mask"), (("friend", "love"), ("on", "off")), np.array([[0.5, 0.0], [0.25, 0.25]]))
        >>> b.probability(lambda mask: mask == "on"), b.probability(lambda h, m: h == "love" or m == "on")
        (0.75, 1.0)
        """
        axes = self._arguments(event)
        cells = zip(itertools.product(*self.outcomes), self.probabilities.ravel().tolist(), strict=True)
        # Impossible cells are never put to the function: it need not make sense of them.
        return math.fsum(p for cell, p in cells if p > 0 and event(*(cell[axis] for axis in axes)))

    # --- numbers

    def mean(self) -> float:
        """Expected value of a numeric fact."""
        return measures.mean(self.probabilities, self._numbers("mean"))

    def variance(self) -> float:
        """Variance of a numeric fact, never negative.  Of a nested belief that of the mean belief."""
        return measures.variance(self.probabilities, self._numbers("variance"))

    def quantile(self, q: float) -> float:
        """The smallest value of a numeric fact that has at least `q` of the probability at or below it.

        Raises:
            BadNumber: If the fact is not numeric, or `q` is not between 0 and 1.
        """
        values, share = self._numbers("quantile"), self._number(q, "the q of quantile", 0, 1)
        number: float = values[measures.quantile(self.probabilities, values, share)]
        return number

    def entropy(self) -> float:
        """Spread of the belief, in bits.  Of a nested belief that of the mean."""
        return measures.entropy(self.probabilities)

    def mutual_information(self, fact: str, other: str) -> float:
        """What one fact tells of another under this belief, in bits."""
        if self._axis(fact) == self._axis(other):
            return self.marginal(fact).entropy()
        return measures.mutual_information(self.averaged.marginal(fact, other).probabilities)

    def divergence(self, other: Belief) -> float:
        """Kullback-Leibler divergence of this belief from another about the same facts, in bits.

        Infinite where this one holds possible what the other does not.  Of nested beliefs that of the means.
        """
        return measures.divergence(self.probabilities, self._like(other).probabilities)

    def _like(self, other: Belief) -> Belief:
        """The other belief with the facts in the order of this one."""
        self._check_alike(other)
        return other if other.facts == self.facts else other.marginal(*self.facts)

    def likeliest(self) -> Cell:
        """The outcome with the highest probability; of equals the first."""
        table = self.probabilities.ravel()
        first = int(np.argmax(table >= table.max() - ROUNDING))
        return next(itertools.islice(self, first, None))

    # --- comparing

    def close_to(self, other: Belief, atol: float = ROUNDING) -> bool:
        """Whether both give the same answer: every probability within `atol`, and the same distribution over beliefs.

        Whose beliefs they are, and when, does not matter; nor does the order of facts.
        """
        self._check_belief(other)
        here, there = (dict(zip(b.facts, b.outcomes)) for b in (self, other))
        if here != there or self.jointly != other.jointly:
            return False
        alike = self._like(other)
        if not np.allclose(self.probabilities, alike.probabilities, rtol=0.0, atol=atol):
            return False
        return same_spread(self.atoms, alike.atoms, atol)

    def __eq__(self, other: object) -> bool:
        """Equal to the last digit, owner and time included.  See `close_to` for a tolerance."""
        if not isinstance(other, Belief):
            return NotImplemented
        same = self._labels() == other._labels() and np.array_equal(self.probabilities, other.probabilities)
        return same and self.spread == other.spread

    def __hash__(self) -> int:
        """Agrees with equality."""
        return hash(self._labels())

    def _labels(self) -> tuple[object, ...]:
        whose = (self.path, self.level, self.order, self.horizon, self.step)
        return (self.facts, self.outcomes, self.jointly, *whose)

    # --- out

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        """The table; of a nested belief the mean."""
        return np.array(self.probabilities, dtype=dtype, copy=copy)

    def to_pandas(self) -> Any:
        """A pandas Series over the outcomes (of a nested belief the mean); a MultiIndex for several facts."""
        return export.series(self.facts, self.outcomes, self.probabilities, "probability")

    def to_xarray(self) -> Any:
        """An xarray DataArray with a dimension for each fact; whose belief it is stands in its attributes."""
        whose = {"path": " > ".join(self.path), "level": self.level, "order": self.order}
        return export.data_array(
            self.facts, self.outcomes, self.probabilities, {**whose, "horizon": self.horizon, "step": self.step}
        )

    def __repr__(self) -> str:
        """A small table under a line that says whose belief it is and when."""
        return show.text(self._grid())

    def _repr_html_(self) -> str:
        return show.page(self._grid())

    def _grid(self) -> show.Grid:
        return show.belief_grid(self)
