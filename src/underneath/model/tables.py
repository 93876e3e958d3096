"""Tables: probabilities of one fact given others, menus, and questions that a table may put to a mind.

`Table` is an array.  `BeliefTable` has beliefs of the owner among its parents, which are known only at inference time,
so it keeps a rule instead of numbers.  How users write tables (mappings, arrays, functions) is read in
`model/reading.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """P(fact | parents): shape `(outcomes of each parent..., outcomes of the fact)`, rows sum to one, read-only."""

    parents: tuple[int, ...]
    array: Floats


@dataclass(frozen=True, slots=True)
class Question:
    """A belief of a mind that a table asks for, read just before the fact.

    `path` starts with the mind that is asked; `(sally,)` is her belief, `(sally, anne)` what she thinks that Anne
    thinks. `about` are the facts; `read` turns the `Belief` (see `model/belief.py`) over their joint outcomes into
    what the rule is given: a probability, a truth value, or the belief itself.
    """

    path: tuple[int, ...]
    about: tuple[int, ...]
    read: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class FeltQuestion:
    """A feeling of its owner that a sign's table asks for, as it is just before the fact.

    `path` is the owner alone.  The step that it is felt in starts just before fact `since`.  `toward` is the other
    mind, or the audience as a path; `act` a decision; `read` is there for `Question`'s sake.
    """

    path: tuple[int, ...]
    name: str
    since: int
    toward: tuple[int, ...] = ()
    act: int | None = None
    about: tuple[int, ...] = ()
    read: Callable[[Any], Any] = float


@dataclass(frozen=True, slots=True, eq=False)
class BeliefTable:
    """P(fact | parents, answers to questions).

    `rule(*labels, *answers)` gets the outcome of each parent and the answer to each question, and returns one row:
    probabilities over the fact's outcomes, already checked to sum to one.  `source` is the user's function that it was
    made of, for whoever writes the table down.
    """

    parents: tuple[int, ...]
    questions: tuple[Question | FeltQuestion, ...]
    rule: Callable[..., Floats]
    source: Callable[..., Any] | None = None


AnyTable = Table | BeliefTable


@dataclass(frozen=True, slots=True, eq=False)
class Menu:
    """Which options are available: booleans of shape `(outcomes of each parent..., options)`."""

    parents: tuple[int, ...]
    array: Bools
