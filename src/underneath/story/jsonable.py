"""Plain data: numbers and labels as JSON can hold them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

Plain = Any
"""None, truth values, numbers, words, lists and mappings of them."""


def number(value: float) -> float | str | None:
    """A number; infinities are the words "inf" and "-inf", and what is no number is null.

    >>> [number(x) for x in (0.5, float("-inf"), float("nan"))]
    [0.5, '-inf', None]
    """
    if math.isnan(value):
        return None
    # Adding zero turns -0.0 into 0.0.
    return float(value) + 0.0 if math.isfinite(value) else "inf" if value > 0 else "-inf"


def numbers(values: Iterable[float]) -> list[float | str | None]:
    """Numbers, each as `number` has it."""
    return [number(value) for value in values]


def label(outcome: Any) -> Plain:
    """An outcome: a word, a number or a truth value, NumPy's own kinds turned into Python's."""
    plain = outcome.item() if isinstance(outcome, np.generic) else outcome
    return number(plain) if isinstance(plain, float) else plain


def labels(outcomes: Iterable[Any]) -> list[Plain]:
    """Outcomes, each as `label` has it."""
    return [label(outcome) for outcome in outcomes]
