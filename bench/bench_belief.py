"""What the labelled belief costs in an inner loop."""

from __future__ import annotations

from typing import Any

import numpy as np

from underneath.model.belief import Belief

FACTS = ("moved",)
OUTCOMES = (("no", "yes"),)
TABLE = np.array([0.25, 0.75])


def test_making_a_belief(benchmark: Any) -> None:
    """A worth function gets a new one for every information set."""
    benchmark(Belief, FACTS, OUTCOMES, TABLE, (), (), ("Sakura", "Kakashi"), 2, 2, 0, "joke")


def test_reading_a_belief(benchmark: Any) -> None:
    """Most worth functions look up one label."""
    belief = Belief(FACTS, OUTCOMES, TABLE)
    benchmark(lambda: belief["yes"])
