"""Policies: the labelled answer about a decision."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pytest

from underneath.errors import UnknownName
from underneath.model.policy import Policy

WINK = Policy(
    "gate",
    ("wink", "nothing", "fight"),
    np.array([0.75, 0.25, 0.0]),
    np.array([1.5, 0.5, -math.inf]),
    path=("Kakashi",),
    level=3,
    horizon=1,
    step="joke",
)


def test_policy_looked_up_by_option() -> None:
    """Probabilities and utils by label."""
    assert (WINK["wink"], WINK.utility("nothing"), WINK.utility("fight")) == (0.75, 0.5, -math.inf)
    assert WINK.likeliest() == "wink"
    assert dict(WINK.items()) == {"wink": 0.75, "nothing": 0.25, "fight": 0.0}
    assert (list(WINK), len(WINK)) == (["wink", "nothing", "fight"], 3)
    assert np.asarray(WINK).tolist() == [0.75, 0.25, 0.0]


def test_policy_with_a_wrong_option() -> None:
    """The error names the decision, what was allowed, and a hint."""
    with pytest.raises(UnknownName, match=r"no option 'winc' .*Did you mean 'wink'"):
        WINK["winc"]


def test_a_habit_has_no_utilities() -> None:
    """A habit weighs nothing, and says so."""
    habit = Policy("gate", ("wink", "nothing"), np.array([0.5, 0.5]))
    with pytest.raises(UnknownName, match="habit"):
        habit.utility("wink")
    assert list(habit.to_pandas().columns) == ["probability"]


def test_policy_prints() -> None:
    """A title with the depths used, probabilities and utils."""
    assert str(WINK).splitlines() == [
        "Kakashi chooses gate, after joke (level 3, horizon: 1 decision)",
        "  option   probability  expected utility",
        "  wink          0.7500            1.5000",
        "  nothing       0.2500            0.5000",
        "  fight         0.0000              -inf",
    ]
    assert "<th" in WINK._repr_html_()


def test_policies_compare() -> None:
    """Exact equality includes utilities, NaN for what is not on the menu; closeness is of the probabilities."""
    other = Policy("gate", WINK.options, np.array([0.75, 0.25, 0.0]), np.array([1.5, 0.5, math.nan]))
    assert other == Policy("gate", WINK.options, np.array([0.75, 0.25, 0.0]), np.array([1.5, 0.5, math.nan]))
    assert hash(other) == hash(Policy("gate", WINK.options, np.array([0.75, 0.25, 0.0])))
    assert other != WINK
    assert other != Policy("gate", WINK.options, np.array([0.75, 0.25, 0.0]))
    assert other.close_to(WINK)
    assert pickle.loads(pickle.dumps(WINK)) == WINK


def test_policy_as_a_frame() -> None:
    """A row for each option."""
    frame = WINK.to_pandas()
    assert frame.loc["nothing", "expected utility"] == 0.5
    assert frame.index.name == "gate"
