"""Weights of evidence: by how many bits each step of a story moved a belief (Good 1950; log2 of the odds).

The weights of the steps add up exactly to the change of the log odds, because each is the difference of two beliefs
that the story really passes through.  To or from certainty a weight is infinite.

A fact that lies far ahead is predicted through all that may come before it, which may be too large a sum.  A ledger
therefore begins at the first moment from which on the belief can be asked with small tables; from the scene of the fact
on it can be asked with any that the story allows.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from underneath.core.budget import at_most
from underneath.errors import NotTold, TooLarge
from underneath.model.facts import Fact, Item, LevelChange, Reveal
from underneath.model.model import Model
from underneath.model.spread import mean_of
from underneath.model.values import value
from underneath.reason import questions
from underneath.story.record import Record, ask_at

EARLY = 2**17
"""Cells that a table may have where a ledger asks about a fact of a later scene."""


@value
@dataclass(frozen=True, slots=True)
class Weight:
    """What one step did to a belief.

    `step` names the fact that was told, or what else happened; `before` and `after` are probabilities (of a nested
    belief the means), and `bits` is the rise of the log2 odds between them.

    >>> print(Weight("wink", 0.2, 0.5, 2.0))
    wink: +2.00 bits (0.2000 to 0.5000)
    """

    step: str
    before: float
    after: float
    bits: float

    def __str__(self) -> str:
        """One line of a ledger."""
        return f"{self.step}: {self.bits:+.2f} bits ({self.before:.4f} to {self.after:.4f})"


def weights(record: Record, minds: tuple[int, ...], facts: tuple[int, ...], holds: np.ndarray) -> tuple[Weight, ...]:
    """The weight of each step so far in what the first mind of a path believes, or thinks that the last believes.

    Steps from before the belief can be asked have no row.
    """
    # What is believed after a step is mostly what is believed before the next.
    share = cache(partial(_share, record, minds, facts, holds))
    steps = [item for item in record.model.items if item.place < record.now and _counts(record, item)]
    ledger = []
    for item in steps[_begin(record, steps, facts, share) :]:
        before, after = share(item.place), share(item.place + 1)
        ledger.append(Weight(_name(record, item), before, after, rise(before, after)))
    return tuple(ledger)


def _begin(record: Record, steps: Sequence[Item], facts: tuple[int, ...], share: Callable[[int], float]) -> int:
    """The position of the first step of a ledger: the step after the last early one that is too large to be weighed."""
    far = [at for at, item in enumerate(steps) if _is_far(record.model, facts, item.place)]
    for at in reversed(far):
        try:
            with early(record, facts, steps[at].place):
                share(steps[at].place + 1)
                share(steps[at].place)
        except (TooLarge, NotTold) as fault:
            if isinstance(fault, NotTold) and not isinstance(fault.__cause__, TooLarge):
                raise
            return at + 1
    return 0


def _is_far(model: Model, facts: tuple[int, ...], place: int) -> bool:
    """Whether a place is before the scene of all facts."""
    first = min(model.facts[f].place for f in facts)
    return place < max((end for end in model.scene_ends if end <= first), default=0)


@contextmanager
def early(record: Record, facts: tuple[int, ...], place: int) -> Iterator[None]:
    """Work with small tables, if a place is before the scene of all facts."""
    budget = record.root.engine.budget
    with at_most(budget, EARLY if _is_far(record.model, facts, place) else budget.most):
        yield


def _counts(record: Record, item: Item) -> bool:
    """Whether an item is a step: a fact that was told, or a change of who knows or how somebody thinks."""
    return item.index in record.told if isinstance(item, Fact) else True


def _share(record: Record, minds: tuple[int, ...], facts: tuple[int, ...], holds: np.ndarray, place: int) -> float:
    table = mean_of(questions.beliefs(ask_at(record, minds, place), facts))
    return float(table[holds].sum())


def rise(before: float, after: float) -> float:
    """The rise of the log2 odds, in bits; 0 from a certainty to the same certainty."""
    if before == after:
        return 0.0
    return _log_odds(after) - _log_odds(before)


def _log_odds(share: float) -> float:
    if share <= 0:
        return -math.inf
    return math.inf if share >= 1 else math.log2(share) - math.log2(1 - share)


def _name(record: Record, item: Item) -> str:
    model = record.model
    if isinstance(item, Fact):
        return item.name
    if isinstance(item, Reveal):
        return f"reveal of {', '.join(model.facts[f].name for f in item.facts)}"
    if isinstance(item, LevelChange):
        return f"{model.minds[item.mind].name} reasons at level {item.level}"
    fact = model.facts[item.fact]
    return f"{model.minds[item.mind].name} comes to think of {fact.outcomes[item.outcome]} for {fact.name}"
