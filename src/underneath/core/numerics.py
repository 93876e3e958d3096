"""Where 0, infinity and rounding are handled on purpose: softmax with ties and unavailable options, safe ratios."""

from __future__ import annotations

import math

import numpy as np

from underneath.core.factors import Array
from underneath.errors import BadNumber

TIE = 1e-9
"""Options within this share of the range of utilities from the best are tied at infinite rationality."""
ROUNDING = 64 * np.finfo(np.float64).eps
"""Sums of products differ by some units in the last place; no tie is broken by them."""


def softmax(utility: Array, rationality: float, allowed: Array, spread: float = 0.0) -> Array:
    """Choice probabilities along the last axis.

    Args:
        utility: Expected utilities in utils, shape `(..., options)`; finite where `allowed`.
        rationality: Inverse temperature, per util, 0 to infinity.
        allowed: Booleans, broadcastable to `utility`; an option that is not allowed has probability 0.
        spread: Range of the mind's utilities, in utils; sets what counts as a tie at infinite rationality.

    Returns:
        Probabilities; rows sum to one, or are all zero where no option is allowed.

    >>> softmax(np.array([[1.0, 0.0]]), 2.0, np.array([True, True])).round(3)
    array([[0.881, 0.119]])
    """
    masked = np.where(allowed, utility, -np.inf)
    best = masked.max(axis=-1, keepdims=True)
    # Rows without an option have best = -inf; any finite stand-in keeps nan out, their weights are zeroed below.
    gap = masked - np.where(np.isfinite(best), best, 0.0)
    if math.isinf(rationality):
        weights = np.where(gap >= -_tie(masked, spread), 1.0, 0.0) * allowed
    else:
        weights = np.exp(rationality * np.where(allowed, gap, 0.0)) * allowed
    total = weights.sum(axis=-1, keepdims=True)
    return weights / np.where(total > 0, total, 1.0)


def _tie(masked: Array, spread: float) -> float:
    """How far from the best an option may be and still be tied with it."""
    finite = masked[np.isfinite(masked)]
    scale = float(np.abs(finite).max()) if finite.size else 0.0
    return max(TIE * spread, ROUNDING * scale)


def ratio(part: Array, whole: Array) -> Array:
    """`part / whole`, and 0 where `whole` is 0."""
    return part / np.where(whole > 0, whole, 1.0)


def log(probability: float) -> float:
    """Natural logarithm, minus infinity at zero: for wants that are log-beliefs.

    Raises:
        BadNumber: If it is negative or not a number.

    >>> log(0.0), log(1.0)
    (-inf, 0.0)
    """
    if not probability >= 0:
        raise BadNumber(f"log got {probability!r}; a probability is 0 or more")
    return math.log(probability) if probability > 0 else -math.inf
