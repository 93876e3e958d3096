"""Spelling: the numbers to write for a row of probabilities, so that reading them gives exactly that row.

Whoever reads a row scales it to one.  A row that has been scaled already may miss one by rounding, and scaling it again
would move its last digits.  So a row is written with the shortest decimals, or else the nearest numbers, that scale to
exactly that row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from underneath.files.forms import REST
from underneath.model.reading import TOLERANCE
from underneath.model.tables import Floats

DIGITS = (1, 2, 3, 4, 5, 6, 9, 12)
"""How many decimals are tried."""

TRIES = 2000
"""How many neighbours of a row are tried."""

EPSILON = float(np.finfo(np.float64).eps)


def spelled(row: Floats) -> list[Any]:
    """Numbers that scale to a row; one of two may be `rest`, what the other leaves.

    Args:
        row: Probabilities that sum to one, but for rounding.

    >>> spelled(np.array([0.7, 0.2, 0.1]) / np.sum([0.7, 0.2, 0.1]))
    [0.7, 0.2, 0.1]
    >>> spelled(np.array([1 - 0.9, 0.9]))
    ['rest', 0.9]
    """
    short = (np.round(row, digits) for digits in DIGITS)
    plain = next((numbers for numbers in short if _scales(numbers, row)), None)
    if plain is None and len(row) == 2:
        last = next((last for d in DIGITS if _scales(np.array([1 - (last := round(row[1], d)), last]), row)), None)
        if last is not None:
            return [REST, float(last)]
    found = plain if plain is not None else next((n for n in _neighbours(row) if _scales(n, row)), row)
    return [float(number) for number in found]


def _scales(numbers: Floats, row: Floats) -> bool:
    """Whether numbers, scaled to one, are a row to the last digit."""
    total = numbers.sum()
    return bool(abs(total - 1) <= TOLERANCE) and np.array_equal(numbers / total, row)


def _neighbours(row: Floats) -> Iterator[Floats]:
    """Numbers that sum to 1 + k epsilon: divided by that, they give the row back if their own sum is rounded to it."""
    return (row * (1 + k * EPSILON) for k in range(TRIES))
