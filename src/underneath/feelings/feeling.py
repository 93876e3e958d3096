"""A feeling as an answer: how strong it is, whose, toward whom, about what, and the numbers that made it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from underneath.errors import UnderneathError
from underneath.feelings.sentences import because
from underneath.model.facts import Outcome
from underneath.model.feelings import WORDS
from underneath.model.shared import Whose

Part = float | Mapping[Outcome, float]
"""A number that made a feeling, or one for each option of the act that it is about."""

DIGITS = 9
"""Decimals to which intensities are compared: of those that are the same, rounding is not to say which comes first."""

FELT = 1e-9
"""An intensity up to which nothing is felt: rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Feeling:
    """What somebody feels in a step of a story.

    Args:
        name: The word for it.
        intensity: How strong it is, in `unit`; of a longer path the mean of `atoms`.
        unit: `utils` or `bits`.
        whose: Whose it is, at which levels and order, and when.
        steps: What happened in the step, by name.
        toward: Toward whom, or the audience as a path; empty if toward nobody.
        about: The act that it is about, or the facts.
        parts: The numbers that made it, by name.
        outside: What came and had never been thought of (of a surprise).
        took: What was taken where nothing was declared, in words.
        atoms: For a longer path: what the last mind may feel, as pairs (weight, intensity).
    """

    name: str
    intensity: float
    unit: str
    whose: Whose
    steps: tuple[str, ...] = ()
    toward: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)
    outside: tuple[Outcome, ...] = ()
    took: str = ""
    atoms: tuple[tuple[float, float], ...] = ()

    def __float__(self) -> float:
        """How strong it is."""
        return self.intensity

    def __bool__(self) -> bool:
        """Whether anything is felt."""
        return self.intensity > FELT

    @property
    def because(self) -> str:
        """What made it, in a sentence."""
        return because(self)

    def __str__(self) -> str:
        """One line: whose, what, toward whom, about what, how strong, and when."""
        who = " > ".join(self.whose.path)
        toward = f" ({' > '.join(self.toward)})" if self.toward else ""
        about = f" about {', '.join(self.about)}" if self.about else ""
        amount = "outside awareness" if self.outside else f"{self.intensity:.4f} {self.unit}"
        levels = ", ".join(f"{n}: level {k}" for n, k in zip(self.whose.path, self.whose.levels, strict=True))
        when = f"after {self.whose.step}" if self.whose.step else "at the start"
        return f"{who}: {self.name}{toward}{about} {amount}, {when} ({levels}, order {self.whose.order})"

    __repr__ = __str__


@dataclass(frozen=True, slots=True)
class Refused:
    """A feeling for which there is no answer: toward whom and about what, and the error that says why."""

    name: str
    toward: tuple[str, ...]
    about: tuple[str, ...]
    error: UnderneathError

    def __str__(self) -> str:
        """One line."""
        toward = f" ({' > '.join(self.toward)})" if self.toward else ""
        about = f" about {', '.join(self.about)}" if self.about else ""
        return f"{self.name}{toward}{about}: {self.error}"


class Feelings(Sequence[Feeling]):
    """All that somebody feels in a step: a sequence of `Feeling`, in the order of the words.

    `total` adds up those that a word, a person and an act leave; `refused` are those for which there is no answer.
    """

    def __init__(self, found: Sequence[Feeling], refused: Sequence[Refused] = ()) -> None:
        """Keep them."""
        self._found = tuple(found)
        self.refused = tuple(refused)

    def __len__(self) -> int:
        """How many words, people and acts there is an answer for."""
        return len(self._found)

    def __getitem__(self, at: int | slice) -> Feeling | tuple[Feeling, ...]:  # type: ignore[override]
        """By position."""
        return self._found[at]

    def __iter__(self) -> Iterator[Feeling]:
        """One by one."""
        return iter(self._found)

    @property
    def felt(self) -> tuple[Feeling, ...]:
        """Those that are felt at all, the strongest first among those of a unit."""
        return tuple(sorted((f for f in self if f), key=lambda f: (f.unit, -round(f.intensity, DIGITS))))

    def total(self, name: str, *, toward: str | None = None, about: str | None = None) -> float:
        """The intensities of a word, added up.

        Raises:
            KeyError: If there is no such word.
        """
        if name not in WORDS:
            raise KeyError(name)
        return math.fsum(
            f.intensity
            for f in self
            if f.name == name
            and (toward is None or " > ".join(f.toward) == toward)
            and (about is None or about in f.about)
        )

    def __str__(self) -> str:
        """A line for each that is felt."""
        return "\n".join(map(str, self.felt)) or "nothing is felt"

    __repr__ = __str__
