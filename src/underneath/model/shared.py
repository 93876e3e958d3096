"""Answers that are a number or a few, and still say whose they are and when."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from underneath.model.facts import Outcome
from underneath.model.measures import ROUNDING


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose answer it is and when.

    `path` are names from the outermost mind in (for shared belief, the group), `levels` the level of each of them, and
    `order` is the depth of beliefs in beliefs; `horizon` 0 is to the end of the scene; `step` is the fact just after
    which the answer holds.
    """

    path: tuple[str, ...]
    levels: tuple[int, ...]
    order: int
    horizon: int | None
    step: str | None

    def __str__(self) -> str:
        """As answers print it."""
        levels = ", ".join(f"{name}: level {level}" for name, level in zip(self.path, self.levels, strict=True))
        horizon = "" if self.horizon is None else f", horizon: {self.horizon or 'scene'}"
        return f"{levels}, order {self.order}{horizon}, {f'after {self.step}' if self.step else 'at the start'}"


class Share(float):
    """A probability that says whose it is: mutual belief among a group, to a depth that is its order.

    >>> share = Share(0.5, Whose(("Ann", "Bob"), (0, 0), 2, None, "bell"))
    >>> share + 0.25, str(share.whose)
    (0.75, 'Ann: level 0, Bob: level 0, order 2, after bell')
    """

    whose: Whose

    def __new__(cls, value: float, whose: Whose) -> Share:
        """A number with its labels."""
        share = super().__new__(cls, value)
        share.whose = whose
        return share

    def __reduce__(self) -> tuple[type[Share], tuple[float, Whose]]:
        """What it is made of, for copies and other processes."""
        return Share, (float(self), self.whose)


class Irony(float):
    """By how many bits what a mind believes falls short of what a reader does; infinite where it misses what may be.

    `whose` says whose belief falls short, and when; `reader` whose it falls short of.  `outside` are the outcomes that
    the former has never thought of: there is no telling how surprising they would be.

    >>> whose, reader = Whose(("Ann",), (1,), 1, 0, "bell"), Whose(("reader",), (1,), 1, 0, "bell")
    >>> irony = Irony(float("inf"), whose, reader, ("thief",))
    >>> irony > 1, str(irony.whose), irony.outside
    (True, 'Ann: level 1, order 1, horizon: scene, after bell', ('thief',))
    """

    whose: Whose
    reader: Whose
    outside: tuple[Outcome | tuple[Outcome, ...], ...]

    def __new__(
        cls, value: float, whose: Whose, reader: Whose, outside: tuple[Outcome | tuple[Outcome, ...], ...] = ()
    ) -> Irony:
        """A number with its labels."""
        irony = super().__new__(cls, value)
        irony.whose, irony.reader, irony.outside = whose, reader, outside
        return irony

    def __reduce__(self) -> tuple[type[Irony], tuple[object, ...]]:
        """What it is made of, for copies and other processes."""
        return Irony, (float(self), self.whose, self.reader, self.outside)


class Worths(dict[Outcome, float]):
    """Value of information by option, in utils, with whose it is and when.

    `expected` has the expected utility of each option, of which the value of information is a part.
    """

    whose: Whose
    expected: Mapping[Outcome, float]

    def __init__(self, values: Mapping[Outcome, float], whose: Whose, expected: Mapping[Outcome, float]) -> None:
        """A mapping with its labels."""
        super().__init__(values)
        self.whose, self.expected = whose, expected

    def without(self, option: Outcome) -> float:
        """The expected utility of an option less its value of information: if its later decisions had to be blind."""
        seen = self.expected[option]
        return seen if math.isinf(seen) else seen - self[option]


@dataclass(frozen=True, slots=True)
class Common:
    """Common belief: `probability` that it holds, given what was told, and the `depth` from which nothing changes."""

    probability: float
    depth: int
    whose: Whose | None = None

    def __bool__(self) -> bool:
        """Whether it holds for certain."""
        return self.probability >= 1 - ROUNDING
