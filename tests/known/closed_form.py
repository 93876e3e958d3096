"""Arithmetic that the expected values are worked out with; it knows nothing of the library."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")

CLOSED = 1e-9  # for values that the test works out itself
SIX = 5e-7  # for numbers printed with six digits


def sigma(x: float) -> float:
    """The chance of the better of two options: 1 / (1 + exp(-x))."""
    return 1 / (1 + math.exp(-x))


def log(p: float) -> float:
    """Natural logarithm, minus infinity at zero."""
    return math.log(p) if p > 0 else -math.inf


def normalised(weights: Mapping[T, float]) -> dict[T, float]:
    """The same numbers, scaled to sum to one."""
    total = sum(weights.values())
    return {key: w / total for key, w in weights.items()}


def bayes(prior: Mapping[T, float], likelihood: Mapping[T, float]) -> dict[T, float]:
    """Posterior of each hypothesis."""
    return normalised({h: p * likelihood[h] for h, p in prior.items()})


def softmax(utility: Mapping[T, float], rationality: float) -> dict[T, float]:
    """Choice probabilities exp(rationality * utility), normalised; the best options share at infinite rationality."""
    best = max(utility.values())
    if math.isinf(rationality):
        return normalised({o: float(u > best - 1e-9) for o, u in utility.items()})
    return normalised({o: math.exp(rationality * (u - best)) for o, u in utility.items()})
