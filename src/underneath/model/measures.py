"""Numbers read off a table of probabilities: entropy, divergence, mutual information, moments, quantiles.

Plain functions of arrays; `Belief` puts names to them.  Information is in bits.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, SupportsFloat

import numpy as np

from underneath.model.tables import Floats

ROUNDING = 1e-12
"""Probabilities closer than this are taken as equal."""


def normalised(weights: Floats) -> Floats:
    """Weights that are not all zero, scaled to sum to one.

    >>> normalised(np.array([1e-320, 1e-320]))
    array([0.5, 0.5])
    """
    # By the largest first, so that weights however small keep their digits.
    scaled = weights / weights.max()
    return np.asarray(scaled / scaled.sum())


def entropy(p: Floats) -> float:
    """Spread of a distribution of any shape, in bits; zero when it is certain.

    >>> entropy(np.array([0.5, 0.25, 0.25, 0.0]))
    1.5
    """
    held = p[p > 0]
    # The maximum also turns the -0.0 of a certain belief into 0.0.
    return max(0.0, -float(np.sum(held * np.log2(held))))


def divergence(p: Floats, q: Floats) -> float:
    """Kullback-Leibler divergence of `p` from `q`, in bits; infinite where `p` holds possible what `q` does not.

    >>> divergence(np.array([1.0, 0.0]), np.array([0.25, 0.75]))
    2.0
    """
    held = p > 0
    if np.any(q[held] <= 0):
        return math.inf
    # A difference of logarithms, because the ratio of a large and a tiny probability may overflow.
    return max(0.0, float(np.sum(p[held] * (np.log2(p[held]) - np.log2(q[held])))))


def mutual_information(joint: Floats) -> float:
    """What the two axes of a joint table tell of each other, in bits; never negative.

    >>> mutual_information(np.array([[0.5, 0.0], [0.0, 0.5]]))
    1.0
    """
    rows, columns = joint.sum(axis=1, keepdims=True), joint.sum(axis=0, keepdims=True)
    held = joint > 0
    apart = np.broadcast_to(rows, joint.shape)[held], np.broadcast_to(columns, joint.shape)[held]
    weights = np.log2(joint[held]) - np.log2(apart[0]) - np.log2(apart[1])
    return max(0.0, float(np.sum(joint[held] * weights)))


def offsets(values: Sequence[Any]) -> tuple[SupportsFloat, Floats]:
    """A value to count from, and each value's distance from it.

    Distances are taken before the change to float64, so that neighbours among large integers stay apart.
    """
    origin = values[0]
    return origin, np.array([float(value - origin) for value in values])


def mean(p: Floats, values: Sequence[Any]) -> float:
    """Expected value.

    >>> mean(np.array([0.5, 0.5]), [10**6, 10**6 + 1])
    1000000.5
    """
    origin, distances = offsets(values)
    return float(origin) + float(p @ distances)


def variance(p: Floats, values: Sequence[Any]) -> float:
    """Expected squared distance from the mean, in two passes: never negative, exact for large and close values.

    >>> variance(np.array([0.5, 0.5]), [10**6, 10**6 + 1])
    0.25
    """
    _, distances = offsets(values)
    return float(p @ (distances - p @ distances) ** 2)


def quantile(p: Floats, values: Sequence[Any], q: float) -> int:
    """Position of the smallest possible value that has at least `q` of the probability at or below it.

    >>> quantile(np.array([0.2, 0.5, 0.3]), [3, 1, 2], 0.5)
    1
    """
    order = [i for i in sorted(range(len(values)), key=values.__getitem__) if p[i] > 0]
    below = np.cumsum(p[order])
    # A running sum that misses q by rounding has reached it; the last one always has.
    return order[min(int(np.searchsorted(below, q - ROUNDING)), len(order) - 1)]
