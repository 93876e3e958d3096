"""Wants: the utility terms of a mind, summed.

An `OutcomeTerm` is a table over facts.  An `ImageTerm` is a function of the belief that an audience holds about some
facts at a given place, and of any facts.
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


Term = OutcomeTerm | ImageTerm
