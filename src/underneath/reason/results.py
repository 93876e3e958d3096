"""What the tasks of this layer hand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from underneath.core.factors import Factor


class Why(Enum):
    """Why an answer is undefined at some information set."""

    IMPOSSIBLE = "evidence of probability zero"
    NO_OPTION = "every option is worth minus infinity, or none is left"


class Reason(NamedTuple):
    """Where an answer stops being defined: the head, the place before which it was asked, and the decision, if one."""

    why: Why
    head: int
    place: int
    decision: int = -1
    option: int = -1


@dataclass(frozen=True, slots=True, eq=False)
class Undefined:
    """Positive wherever something is undefined for that reason."""

    mask: Factor
    reason: Reason


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """P(fact | ...) as a head has it: zero where it is undefined."""

    factor: Factor
    undefined: tuple[Undefined, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """P(hidden | what the head's owner has observed): axes hidden and observed; sums to one over the hidden ones."""

    factor: Factor
    undefined: tuple[Undefined, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """A policy with its expected utilities: axes of what it hangs on, the decision last.

    `utility` is None for a habit.  `menu` says which options are available, `allowed` which of them are not worth minus
    infinity.
    """

    factor: Factor
    utility: Factor | None
    allowed: Factor
    menu: Factor
    spread: float
    undefined: tuple[Undefined, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Store:
    """Evidence of a head from before its slice.

    `merged` are factors of logs; `pending` facts have not been looked at yet; `asleep` are observed choices by what
    they may hang on; `gone` axes are summed out for good.
    """

    merged: tuple[Factor, ...]
    pending: tuple[int, ...]
    asleep: tuple[tuple[frozenset[int], tuple[int, ...]], ...] = ()
    gone: frozenset[int] = frozenset()


class Mode(NamedTuple):
    """How a mind's own later decisions enter a plan.

    `foresight` None: at the mind's own foresight.  `blind`: they are taken on these observations alone (value of
    information).  `until`: they are planned, at any level, for what is material and falls before this place (what is
    in reach).  `calm`: they are chosen as they would be without anger.
    """

    foresight: float | None = None
    blind: frozenset[int] | None = None
    until: int | None = None
    calm: bool = False

    @property
    def what(self) -> str:
        """Which terms count in the plan, by a word of `underneath.model.terms.COUNTED`."""
        if self.until is not None:
            return "material"
        return "calm" if self.calm else "all"


PLAIN = Mode()
