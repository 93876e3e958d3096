"""Beliefs as numbers: moments, information, comparison."""

from __future__ import annotations

import math

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_beliefs import JOINT, PEEKED, about_one, about_two, nested
from underneath.errors import BadNumber, UnknownName
from underneath.model.belief import Belief
from underneath.model.spread import Atom

tables = hnp.arrays(float, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=st.floats(1e-6, 1.0)).map(
    lambda weights: weights / weights.sum()
)


def labelled(table: np.ndarray) -> Belief:
    rows, columns = table.shape
    return Belief(("a", "b"), (tuple(range(rows)), tuple(range(columns))), table)


def test_variance_of_large_close_numbers_is_exact() -> None:
    """A quarter, whatever the numbers are counted from."""
    for origin in (10**6, 10**17):
        belief = about_one(0.5, 0.5, labels=(origin, origin + 1))
        assert belief.variance() == 0.25
    assert about_one(0.5, 0.5, labels=(10**6, 10**6 + 1)).mean() == 10**6 + 0.5


@given(hnp.arrays(float, 6, elements=st.floats(-1e6, 1e6)), hnp.arrays(float, 6, elements=st.floats(0.01, 1)))
def test_moments_agree_with_their_definitions(values: np.ndarray, weights: np.ndarray) -> None:
    """Mean and variance, the latter never negative and zero for a certain belief."""
    belief = about_one(*(weights / weights.sum()), labels=tuple(values.tolist()))
    mean = np.average(values, weights=weights)
    assert belief.mean() == pytest.approx(mean, abs=1e-8)
    assert belief.variance() == pytest.approx(np.average((values - mean) ** 2, weights=weights), rel=1e-9, abs=1e-9)
    assert belief.variance() >= 0


@pytest.mark.parametrize(("q", "value"), [(0, 1), (0.3, 1), (0.31, 2), (0.8, 2), (0.81, 3), (1, 3)])
def test_quantiles(q: float, value: int) -> None:
    """The smallest possible value with at least q at or below it, however the outcomes are ordered."""
    belief = about_one(0.2, 0.3, 0.0, 0.5, 0.0, labels=(3, 1, 0, 2, 9))
    assert belief.quantile(q) == value


@pytest.mark.parametrize("q", [-0.1, 1.1, math.nan])
def test_a_quantile_outside_its_range_is_refused(q: float) -> None:
    """The error names what came and what was allowed."""
    with pytest.raises(BadNumber, match="between 0 and 1"):
        about_one(0.5, 0.5, labels=(0, 1)).quantile(q)


@pytest.mark.parametrize("what", ["mean", "variance"])
def test_words_have_no_moments(what: str) -> None:
    """Numbers are asked of one numeric fact."""
    with pytest.raises(BadNumber, match="'no'"):
        getattr(about_one(0.5, 0.5), what)()
    with pytest.raises(BadNumber, match="one fact"):
        getattr(JOINT, what)()


def test_truth_values_count_as_numbers() -> None:
    """The mean of a truth value is its probability."""
    assert about_one(0.25, 0.75, labels=(False, True)).mean() == 0.75


def test_entropy_in_bits() -> None:
    """Two even outcomes are one bit; certainty is none, and not minus zero."""
    assert about_one(0.5, 0.5).entropy() == 1.0
    assert math.copysign(1, about_one(1.0, 0.0).entropy()) == 1.0
    assert JOINT.entropy() == pytest.approx(1 + 0.811278, abs=1e-6)


def test_mutual_information_in_bits() -> None:
    """Independent facts tell nothing of each other; equal ones tell all."""
    assert JOINT.mutual_information("heart", "mask") == 0.0
    assert about_two([[0.5, 0.0], [0.0, 0.5]]).mutual_information("mask", "heart") == 1.0
    assert about_two([[0.25, 0.25], [0.25, 0.25]]).mutual_information("mask", "mask") == 1.0


@given(tables)
def test_information_adds_up(table: np.ndarray) -> None:
    """I(a; b) = H(a) + H(b) - H(a, b), and it is the divergence of the joint from the product."""
    joint = labelled(table)
    a, b = joint.marginal("a"), joint.marginal("b")
    information = joint.mutual_information("a", "b")
    product = labelled(np.outer(a.probabilities, b.probabilities))
    assert information >= 0
    assert information == pytest.approx(a.entropy() + b.entropy() - joint.entropy(), abs=1e-10)
    assert information == pytest.approx(joint.divergence(product), abs=1e-10)


@given(tables)
def test_conditioning_agrees_with_division(table: np.ndarray) -> None:
    """P(a | b = 0) is the column over its sum."""
    later = labelled(table).given(b=0)
    assert np.allclose(later.marginal("a"), table[:, 0] / table[:, 0].sum(), rtol=1e-12)


def test_divergence_in_bits() -> None:
    """Zero from itself, infinite from what rules it out, of joint beliefs in any order of facts."""
    sure, even = about_one(0.0, 1.0), about_one(0.5, 0.5)
    assert sure.divergence(even) == 1.0
    assert even.divergence(even) == 0.0
    assert even.divergence(sure) == math.inf
    assert JOINT.divergence(JOINT.marginal("mask", "heart")) == 0.0


def test_divergence_of_unlike_beliefs_is_refused() -> None:
    """Only beliefs about the same facts can be apart."""
    with pytest.raises(UnknownName, match="not about"):
        about_one(0.5, 0.5).divergence(JOINT)
    with pytest.raises(UnknownName, match="not about"):
        JOINT.divergence(JOINT.marginal("mask"))
    with pytest.raises(UnknownName, match="differ"):
        about_one(0.5, 0.5).divergence(about_one(0.5, 0.5, labels=("yes", "no")))


def test_likeliest() -> None:
    """The label of the largest probability; equals go to the first, rounding forgiven."""
    assert about_one(0.25, 0.75).likeliest() == "yes"
    assert about_one(0.5, 0.5 + 1e-16).likeliest() == "no"
    assert JOINT.likeliest() == ("friend", "on")


# --- comparing


def test_equality_is_exact_and_closeness_is_not() -> None:
    """`==` compares all, to the last digit; `close_to` compares the answer, within a tolerance."""
    belief, near = about_one(0.25, 0.75), about_one(0.25 + 1e-14, 0.75 - 1e-14)
    assert belief == about_one(0.25, 0.75)
    assert hash(belief) == hash(about_one(0.25, 0.75))
    assert belief != near
    assert belief != about_one(0.25, 0.75, step="joke")
    assert belief != "belief"
    assert belief.close_to(near)
    assert belief.close_to(about_one(0.25, 0.75, step="joke"))
    assert not belief.close_to(about_one(0.26, 0.74))
    assert belief.close_to(about_one(0.26, 0.74), atol=0.1)
    assert not belief.close_to(about_one(0.25, 0.75, labels=("a", "b")))
    assert not belief.close_to(JOINT)


def test_closeness_ignores_the_order_of_facts_and_of_atoms() -> None:
    """The same distribution over beliefs in other pieces is the same answer."""
    box, basket = np.array([0.0, 1.0]), np.array([1.0, 0.0])
    whole = nested(Atom(0.25, box), Atom(0.75, basket))
    pieces = nested(Atom(0.5, basket), Atom(0.25, box), Atom(0.25, basket + 1e-15))
    assert whole.close_to(pieces)
    assert not whole.close_to(nested(Atom(0.26, box), Atom(0.74, basket)))
    assert not whole.close_to(PEEKED)
    assert JOINT.close_to(JOINT.marginal("mask", "heart"))
