"""What the tests of the builder share."""

from __future__ import annotations

from typing import Any

import numpy as np

import underneath as un
from underneath.model.facts import Fact
from underneath.model.tables import Table

MOVED = {("friend", "on"): 0.1, ("friend", "off"): 0.2, ("love", "on"): 0.7, ("love", "off"): 0.9}
ARRAY = np.array([[0.1, 0.2], [0.7, 0.9]])


def start() -> tuple[un.World, un.Mind, un.Mind]:
    """A world with two facts and two minds."""
    w = un.World("the morning after", habit="uniform")
    sakura, kakashi = w.mind("Sakura"), w.mind("Kakashi")
    w.chance("heart", {"friend": 0.75, "love": 0.25}, seen_by=[kakashi])
    w.decision("mask", by=kakashi, options=["on", "off"])
    return w, sakura, kakashi


def array_of(fact: Fact) -> np.ndarray:
    """The numbers of a fact's table."""
    assert isinstance(fact.table, Table)
    return fact.table.array


class FakeBelief:
    """Just enough of a belief for questions."""

    def __init__(self, probabilities: dict[Any, float], knows: float = 0.0) -> None:
        self.probabilities, self.knows = probabilities, knows

    def __getitem__(self, outcome: Any) -> float:
        return self.probabilities[outcome]

    def knows_whether(self) -> float:
        return self.knows
