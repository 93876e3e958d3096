"""Labels of a table: from outcomes to cells, from facts to axes, and what to say when there is no such thing."""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from underneath.errors import BadNumber, UnknownName, suggest
from underneath.model.facts import Outcome

Cell = Outcome | tuple[Outcome, ...]
"""One outcome, or one for each of several facts, in their order."""

SHORT = 16
"""Up to so many outcomes, looking through them is quicker than making a dictionary."""


class Labelled:
    """A table over the joint outcomes of facts; whoever inherits has the fields."""

    # A slot for positions by label, filled on first use: making a belief must cost nothing for it.
    __slots__ = ("_positions",)
    _positions: tuple[dict[Outcome, int], ...]
    facts: tuple[str, ...]
    outcomes: tuple[tuple[Outcome, ...], ...]
    jointly: tuple[str, ...]
    path: tuple[str, ...]

    def _whose(self) -> str:
        return f"belief of {' > '.join(self.path)}" if self.path else "belief"

    def _cells(self) -> Iterator[Cell]:
        """Every label, in the order of the table."""
        return iter(self.outcomes[0]) if len(self.facts) == 1 else itertools.product(*self.outcomes)

    def _cell(self, label: Cell) -> tuple[int, ...]:
        labels = label if isinstance(label, tuple) else (label,)
        if len(labels) != len(self.facts):
            raise UnknownName(
                f"{self._whose()}: {label!r} is not one label for each of its facts (facts: {', '.join(self.facts)})."
            )
        return tuple(self._position(axis, one) for axis, one in enumerate(labels))

    def _position(self, axis: int, label: Outcome) -> int:
        known = self.outcomes[axis]
        try:
            return known.index(label) if len(known) <= SHORT else self._by_label()[axis][label]
        except (ValueError, KeyError, TypeError):
            listed = ", ".join(map(str, known[:SHORT])) + (", ..." if len(known) > SHORT else "")
            raise UnknownName(
                f"{self._whose()}: fact {self.facts[axis]!r} has no outcome {label!r} "
                f"(outcomes: {listed}).{suggest(str(label), known)}"
            ) from None

    def _by_label(self) -> tuple[dict[Outcome, int], ...]:
        try:
            return self._positions
        except AttributeError:
            positions = tuple({label: i for i, label in enumerate(labels)} for labels in self.outcomes)
            object.__setattr__(self, "_positions", positions)
            return positions

    def _axis(self, fact: str) -> int:
        if fact not in self.facts:
            known = (*self.facts, *self.jointly)
            raise UnknownName(
                f"{self._whose()}: it is not about {fact!r} (facts: {', '.join(known)}).{suggest(str(fact), known)}"
            )
        return self.facts.index(fact)

    def _arguments(self, event: Callable[..., object]) -> Sequence[int]:
        """The axes that a function of outcomes reads: those its parameters name, else all in order."""
        try:
            names = list(inspect.signature(event).parameters)
        except (TypeError, ValueError):  # some built-in functions have no signature
            names = []
        if names and all(name in self.facts for name in names):
            return [self.facts.index(name) for name in names]
        return range(len(self.facts))

    def _numbers(self, what: str) -> tuple[Any, ...]:
        """The outcomes of the only fact, where they are numbers."""
        if len(self.facts) != 1:
            raise BadNumber(
                f"{self._whose()}: {what} needs one fact, and this belief is about {', '.join(self.facts)}. "
                f"Ask .marginal({self.facts[0]!r}) for it."
            )
        words = [label for label in self.outcomes[0] if isinstance(label, str)]
        if words:
            raise BadNumber(f"{self._whose()}: {what} needs numbers, and fact {self.facts[0]!r} has {words[0]!r}.")
        return self.outcomes[0]

    def _check_alike(self, other: Labelled) -> None:
        """Both must have the same facts, in whatever order, with the same outcomes."""
        for fact in self.facts:
            theirs = other.outcomes[other._axis(fact)]
            ours = self.outcomes[self._axis(fact)]
            if ours != theirs:
                raise UnknownName(f"{self._whose()}: outcomes of fact {fact!r} differ: {ours} here, {theirs} there.")
        for fact in other.facts:
            self._axis(fact)
