"""The oil wildcatter, and what a seismic test is worth.

Raiffa, H. (1968), Decision analysis: introductory lectures on choices under uncertainty.
Shenoy, P. P. (1992), Valuation-based systems for Bayesian decision analysis, Operations Research 40 (the numbers).
"""

from __future__ import annotations

import math

import pytest

import underneath as un
from known.closed_form import CLOSED

OIL = {"dry": 0.5, "wet": 0.3, "soaking": 0.2}
PAYOFF = {"dry": -70.0, "wet": 50.0, "soaking": 200.0}
SEISMIC = {"dry": [0.6, 0.3, 0.1], "wet": [0.3, 0.4, 0.3], "soaking": [0.1, 0.4, 0.5]}
STRUCTURES = ["none", "open", "closed"]
TEST_COSTS = 10.0


def drilling(rationality: float = math.inf) -> un.World:
    """To test or not, then to drill or not."""
    w = un.World("oil wildcatter")
    wildcatter = w.mind("wildcatter", level=1, rationality=rationality, foresight=math.inf)
    oil = w.chance("oil", OIL)
    test = w.decision("test", by=wildcatter, options=["no", "yes"])
    w.chance("structure", [*STRUCTURES, "untested"], given=[test, oil], p=finding, seen_by=[wildcatter])
    drill = w.decision("drill", by=wildcatter, options=["no", "yes"])
    w.wants(wildcatter, {"yes": -TEST_COSTS}, given=[test])
    w.wants(wildcatter, {("yes", state): pay for state, pay in PAYOFF.items()}, given=[drill, oil])
    return w


def finding(test: str, oil: str) -> list[float]:
    """What the test shows."""
    return [*SEISMIC[oil], 0.0] if test == "yes" else [0.0, 0.0, 0.0, 1.0]


def value_of_drilling(column: int) -> float:
    """The best of drilling and not, times the chance of what was seen."""
    return max(0.0, sum(OIL[s] * SEISMIC[s][column] * PAYOFF[s] for s in OIL))


def test_value_with_and_without() -> None:
    """Drilling at once is worth 20; with the test, which costs 10, the plan is worth 22.5."""
    policy = drilling().tell().expect("test")
    assert policy.utility("no") == pytest.approx(20, abs=CLOSED)
    assert policy.utility("yes") == pytest.approx(22.5, abs=CLOSED)
    assert policy.utility("yes") == pytest.approx(sum(map(value_of_drilling, range(3))) - TEST_COSTS, abs=CLOSED)
    assert policy["yes"] == pytest.approx(1, abs=CLOSED)


@pytest.mark.parametrize("rationality", [0.01, math.inf])
def test_value_of_information(rationality: float) -> None:
    """Seeing the result is worth 12.5, however noisily one drills: the value is counted at infinite foresight."""
    voi = drilling(rationality).tell().voi("test")
    assert voi["yes"] == pytest.approx(12.5, abs=CLOSED)
    assert voi["no"] == pytest.approx(0, abs=CLOSED)


@pytest.mark.parametrize(("structure", "drills"), [("none", "no"), ("open", "yes"), ("closed", "yes")])
def test_plan(structure: str, drills: str) -> None:
    """The plan is to drill unless the test shows no structure."""
    story = drilling().tell(test="yes", structure=structure)
    assert story.expect("drill")[drills] == pytest.approx(1, abs=CLOSED)


def test_belief_after_closed_structure() -> None:
    """A closed structure gives dry, wet and soaking 5, 9 and 10 of 24."""
    belief = drilling().tell(test="yes", structure="closed").belief("wildcatter", "oil")
    assert [belief[s] for s in OIL] == pytest.approx([5 / 24, 9 / 24, 10 / 24], abs=CLOSED)
