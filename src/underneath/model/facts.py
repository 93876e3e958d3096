"""Facts and the other items of a world, in the order in which they happen.

A world is a list of items.  Most items are facts; the others change who knows or how somebody thinks:

- `Fact`: a finite variable with a cause (chance, sign or decision) and observers;
- `Reveal`: further minds come to know earlier facts;
- `LevelChange`: a mind reasons at another level from here on;
- `Growth`: an outcome that a mind had never considered enters its head.

The *place* of an item is its position in that list, and is the only clock of the model: "before place 5" means
items 0 to 4.  Minds and facts are integers here (positions in `Model.minds` and `Model.facts`); names live at the
doors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from underneath.model.tables import AnyTable, Menu

Outcome = str | int | float | bool


def repeated(label: Outcome, first: Outcome, show: Callable[[Outcome], str] = repr) -> str:
    """What is wrong with an outcome that equals an earlier one: beliefs and tables find outcomes as a mapping does.

    >>> repeated("x", "x"), repeated(True, 1)
    ("outcome 'x' comes twice", 'outcome True is the same as 1: True counts as 1')
    """
    if type(label) is type(first):
        return f"outcome {show(label)} comes twice"
    truth = next((one for one in (label, first) if isinstance(one, bool)), None)
    reason = "they are the same number" if truth is None else f"{show(truth)} counts as {int(truth)}"
    return f"outcome {show(label)} is the same as {show(first)}: {reason}"


class Cause(Enum):
    """What settles a fact."""

    CHANCE = "chance"
    SIGN = "sign"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """A named finite variable of the world.

    `table` is P(fact | parents) for chance and signs; for a decision it is the declared habit (None: never declared).
    `owner` is the mind that a sign or decision belongs to.  `observers` know the outcome from the fact's own place on
    (the owner of a decision is always among them).  `menu` says which options are available when (decisions only).
    `state` and `version` are set for versions of a state: `box@0`, `box@1`, ...
    """

    index: int
    name: str
    outcomes: tuple[Outcome, ...]
    cause: Cause
    place: int
    scene: int
    owner: int | None = None
    observers: frozenset[int] = frozenset()
    table: AnyTable | None = None
    menu: Menu | None = None
    state: str | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Reveal:
    """From this place on the minds in `to` know the outcomes of `facts`, and everyone knows that they do."""

    place: int
    facts: tuple[int, ...]
    to: frozenset[int]


@dataclass(frozen=True, slots=True)
class LevelChange:
    """From this place on `mind` reasons at `level`."""

    place: int
    mind: int
    level: int


@dataclass(frozen=True, slots=True)
class Growth:
    """From this place on `mind` holds `outcome` (a position in the fact's outcomes) possible, with mass `delta`.

    Minds that are not in `observers` go on taking `mind` as it was.  `delta` is None for an option of a decision.
    """

    place: int
    mind: int
    fact: int
    outcome: int
    delta: float | None
    observers: frozenset[int] = field(default_factory=frozenset)


Item = Fact | Reveal | LevelChange | Growth
