"""Policies with labels: what a question about a decision is answered with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from underneath.errors import BadNumber, UnknownName
from underneath.model import export, show
from underneath.model.course import Course
from underneath.model.facts import Outcome
from underneath.model.measures import ROUNDING
from underneath.model.scope import outcome_hint
from underneath.model.tables import Floats
from underneath.model.values import value


@value
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Policy:
    """How likely each option of a decision is, at one information set, and what each is worth.

    Args:
        decision: Its name.
        options: Labels.
        probabilities: Shape `(options,)`, sums to one.
        expected_utilities: Utils, shape `(options,)`; may hold minus infinity; NaN where an option is not available.
            None where the decision is made by habit.
        path: Names of the minds, from the outermost in, ending in the one who chooses.
        level: Level of the outermost mind.
        horizon: Own decisions that the plan looks through; 0 is to the end of the scene.
        step: The fact just after which the policy is held.
        course: Of an answer in a branch, what was changed and how it goes on; not compared.

    >>> p = Policy("gate", ("wink", "nothing"), np.array([0.75, 0.25]), None, path=("Kakashi",), level=3, horizon=0)
    >>> p["wink"]
    0.75
    >>> print(p)
    Kakashi chooses gate (level 3, horizon: scene)
      wink     0.7500
      nothing  0.2500
    """

    decision: str
    options: tuple[Outcome, ...]
    probabilities: Floats
    expected_utilities: Floats | None = None
    path: tuple[str, ...] = ()
    level: int | None = None
    horizon: int | None = None
    step: str | None = None
    course: Course | None = None

    @property
    def order(self) -> int:
        """Length of the path: 1 for the policy of a mind itself, 2 for what another takes it to be."""
        return len(self.path)

    def __getitem__(self, option: Outcome) -> float:
        """Probability of an option.

        Raises:
            UnknownName: If the decision has no such option.
        """
        return float(self.probabilities[self._position(option)])

    def __iter__(self) -> Iterator[Outcome]:
        """Over the options."""
        return iter(self.options)

    def __len__(self) -> int:
        """How many options there are."""
        return len(self.options)

    def items(self) -> Iterator[tuple[Outcome, float]]:
        """Pairs of option and probability."""
        return zip(self.options, self.probabilities.tolist(), strict=True)

    def utility(self, option: Outcome) -> float:
        """Expected utility of an option, in utils.

        Raises:
            UnknownName: If the decision has no such option, or is made by habit, which weighs nothing.
        """
        position = self._position(option)
        if self.expected_utilities is None:
            raise UnknownName(
                f"policy at {self.decision!r}: a habit weighs nothing, so no option has an expected utility."
            )
        return float(self.expected_utilities[position])

    def likeliest(self) -> Outcome:
        """The option with the highest probability; of equals the first."""
        return self.options[int(np.argmax(self.probabilities >= self.probabilities.max() - ROUNDING))]

    def _position(self, option: Outcome) -> int:
        if option not in self.options:
            listed = ", ".join(map(str, self.options))
            raise UnknownName(
                f"policy at {self.decision!r}: there is no option {option!r} (options: {listed})."
                f"{outcome_hint(option, self.options)}"
            )
        return self.options.index(option)

    # --- comparing

    def close_to(self, other: Policy, atol: float = ROUNDING) -> bool:
        """Whether both give the same probabilities to the same options, within `atol`."""
        self._check_policy(other)
        same = (self.decision, self.options) == (other.decision, other.options)
        return same and np.allclose(self.probabilities, other.probabilities, rtol=0.0, atol=atol)

    def _check_policy(self, other: object) -> None:
        if not isinstance(other, Policy):
            raise BadNumber(f"policy at {self.decision!r}: {other!r} came to compare with; another policy was due.")

    def __eq__(self, other: object) -> bool:
        """Equal to the last digit, owner and time included.  See `close_to` for a tolerance."""
        if not isinstance(other, Policy):
            return NotImplemented
        same = self._labels() == other._labels() and np.array_equal(self.probabilities, other.probabilities)
        return same and _same_utilities(self.expected_utilities, other.expected_utilities)

    def __hash__(self) -> int:
        """Agrees with equality."""
        return hash(self._labels())

    def _labels(self) -> tuple[object, ...]:
        return (self.decision, self.options, self.path, self.level, self.horizon, self.step)

    # --- out

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        """The probabilities."""
        return np.array(self.probabilities, dtype=dtype, copy=copy)

    def to_pandas(self) -> Any:
        """A pandas DataFrame over the options: probability and, unless made by habit, expected utility."""
        columns = {"probability": self.probabilities}
        if self.expected_utilities is not None:
            columns["expected utility"] = self.expected_utilities
        return export.frame(self.decision, self.options, columns)

    def __repr__(self) -> str:
        """A small table under a line that says whose policy it is and when."""
        return show.text(self._grid())

    def _repr_html_(self) -> str:
        return show.page(self._grid())

    def _grid(self) -> show.Grid:
        who = " > ".join(self.path) or "The world itself"
        title = f"{who} chooses {self.decision}{show.when(self.step)}{show.branch(self.course)}"
        title += show.depths(self.level, None, self.horizon)
        shares = [(str(option), show.share(p)) for option, p in self.items()]
        if self.expected_utilities is None:
            return show.Grid(title, (), tuple(shares))
        worths = map(show.utils, self.expected_utilities.tolist())
        rows = tuple((*row, worth) for row, worth in zip(shares, worths, strict=True))
        return show.Grid(title, ("option", "probability", "expected utility"), rows)


def _same_utilities(ours: Floats | None, theirs: Floats | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return np.array_equal(ours, theirs, equal_nan=True)
