"""Wants: the utility terms of a mind, summed.

An `OutcomeTerm` is a table over facts.  An `ImageTerm` is a function of the belief that an audience holds about some
facts at a given place, and of any facts.  These two are *material*; the others are feelings that act: what a mind
would feel guilty of, would be blamed for, or is angry about, bears on what it does (Battigalli and Dufwenberg 2022).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from underneath.model.tables import Floats


@dataclass(frozen=True, slots=True, eq=False)
class OutcomeTerm:
    """Utils over `facts`: shape `(outcomes of each fact...)`; minus infinity is allowed."""

    facts: tuple[int, ...]
    array: Floats
    falls: int
    """The place of the last fact that it reads (-1 without facts)."""
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class ImageTerm:
    """Utils that hang on what an audience believes.

    `audience` is a path: `(k,)` another mind, `(s,)` oneself, `(s, k)` one's own idea of another.  `point` is a
    place: the belief is the one held just before the item at that place.  `worth(belief, *labels)` gets the
    audience's `Belief` over `about` (a nested `Belief`, with its distribution, for a longer path) and the outcomes of
    `facts`, and returns utils. `falls` is the later of the last item before `point` and the last of `facts`.
    """

    audience: tuple[int, ...]
    about: tuple[int, ...]
    facts: tuple[int, ...]
    worth: Callable[..., Any]
    point: int
    falls: int
    name: str = ""


class _AboutAct:
    """What the terms that are feelings share: each is about one act of its owner."""

    __slots__ = ()
    decision: int

    @property
    def facts(self) -> tuple[int, ...]:
        """The fact that it names."""
        return (self.decision,)


@dataclass(frozen=True, slots=True)
class GuiltTerm(_AboutAct):
    """Minus `weight` times the guilt toward `toward` that its owner foresees, about its own `decision`.

    Simple guilt: Battigalli and Dufwenberg (2007).
    """

    toward: int
    decision: int
    weight: float
    falls: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class BlameTerm(_AboutAct):
    """Minus `weight` times the blame of its owner by `by`, for `decision`: the guilt that `by` takes it to foresee.

    Guilt from blame: Battigalli and Dufwenberg (2007).  `point` is a place: the blame is that of just before it.
    """

    by: int
    decision: int
    weight: float
    point: int
    falls: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class AngerTerm(_AboutAct):
    """Minus `weight` times the anger of its owner at `at`, times what `at` gets, as its owner expects at `decision`.

    Anger from blamed frustration: Battigalli, Dufwenberg and Smith (2019).
    """

    at: int
    decision: int
    weight: float
    falls: int
    name: str = ""


Term = OutcomeTerm | ImageTerm | GuiltTerm | BlameTerm | AngerTerm
COUNTED: dict[str, tuple[type, ...]] = {
    "all": (OutcomeTerm, ImageTerm, GuiltTerm, BlameTerm, AngerTerm),
    "material": (OutcomeTerm, ImageTerm),
    "calm": (OutcomeTerm, ImageTerm, GuiltTerm, BlameTerm),
    "outcome": (OutcomeTerm,),
    "image": (ImageTerm,),
}
"""Which terms count: all; those that are no feelings; all but anger; or one kind."""
MATERIAL = COUNTED["material"]
