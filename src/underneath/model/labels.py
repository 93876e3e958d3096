"""Labels of a table: from outcomes to cells, from facts to axes, and what to say when there is no such thing."""

from __future__ import annotations

import inspect
import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from numbers import Real
from typing import Any

from underneath.errors import BadNumber, UnknownName, suggest
from underneath.model.amounts import as_float
from underneath.model.facts import Outcome
from underneath.model.scope import outcome_hint

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
    joint_outcomes: tuple[tuple[Outcome, ...], ...]

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
                f"(outcomes: {listed}).{outcome_hint(label, known)}"
            ) from None

    def _said(self, evidence: Mapping[str, Outcome] | None, by_name: Mapping[str, Outcome]) -> dict[str, Outcome]:
        """Outcomes of facts, said in two ways."""
        told: object = {} if evidence is None else evidence
        if not isinstance(told, Mapping):
            raise UnknownName(f"{self._whose()}: {told!r} came; a mapping from facts to outcomes was due.")
        for fact in told.keys() & by_name.keys():
            if told[fact] != by_name[fact]:
                raise UnknownName(f"{self._whose()}: {fact!r} is said as {told[fact]!r} and as {by_name[fact]!r}.")
        return {**told, **by_name}

    def _joint_label(self, fact: str, label: Outcome) -> tuple[int, Outcome]:
        """Which of the facts that were asked jointly, and its outcome."""
        place = self.jointly.index(fact)
        known = self.joint_outcomes[place] if self.joint_outcomes else (label,)
        if label not in known:
            listed = ", ".join(map(str, known))
            hint = outcome_hint(label, known)
            raise UnknownName(f"{self._whose()}: fact {fact!r} has no outcome {label!r} (outcomes: {listed}).{hint}")
        return place, label

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
        if not callable(event):
            raise BadNumber(f"{self._whose()}: probability got {event!r}; a function of outcomes was due.")
        try:
            signature = inspect.signature(event)
        except (TypeError, ValueError):  # some built-in functions have no signature
            return range(len(self.facts))
        names = list(signature.parameters)
        if names and all(name in self.facts for name in names):
            return [self.facts.index(name) for name in names]
        try:
            signature.bind(*self.facts)
        except TypeError:
            raise UnknownName(
                f"{self._whose()}: the parameters of the function, {', '.join(names) or 'none'}, are neither its facts"
                f" nor one for each (facts: {', '.join(self.facts)})."
            ) from None
        return range(len(self.facts))

    def _number(self, value: Any, what: str, least: float = -math.inf, most: float = math.inf) -> float:
        """A number that a question about the belief is given."""
        if isinstance(value, bool) or not isinstance(value, Real) or not least <= as_float(value) <= most:
            span = "a number" if most == math.inf else f"a number between {least:g} and {most:g}"
            raise BadNumber(f"{self._whose()}: {what} = {value!r} came; {span} was due.")
        return as_float(value)

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

    def _check_belief(self, other: object) -> None:
        if not isinstance(other, Labelled):
            raise BadNumber(f"{self._whose()}: {other!r} came to compare with; another belief was due.")

    def _check_alike(self, other: Labelled) -> None:
        """Both must have the same facts, in whatever order, with the same outcomes."""
        self._check_belief(other)
        for fact in self.facts:
            theirs = other.outcomes[other._axis(fact)]
            ours = self.outcomes[self._axis(fact)]
            if ours != theirs:
                raise UnknownName(f"{self._whose()}: outcomes of fact {fact!r} differ: {ours} here, {theirs} there.")
        for fact in other.facts:
            self._axis(fact)
