"""Factors: tables with named axes.

An axis is an integer; what it stands for is the business of the layer above.  Axes are matched by name here and nowhere
else, so positions never leak.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from underneath.core.effort import fill

_LARGE = 2**16  # cells of two tables together from which on it is looked at how large a third would be
Array = Any  # an array of any namespace: numpy's, or jax's under the extra


@dataclass(frozen=True, slots=True, eq=False)
class Factor:
    """A table and the names of its axes; `table.ndim == len(axes)`, no axis twice."""

    axes: tuple[int, ...]
    table: Array

    @property
    def cells(self) -> int:
        """How many numbers it holds."""
        return int(self.table.size)


def restrict(factor: Factor, fixed: Mapping[int, int]) -> Factor:
    """The slice in which every axis named in `fixed` has that position; those axes are gone.

    >>> restrict(Factor((4, 7), np.array([[1.0, 2.0], [3.0, 4.0]])), {4: 1})
    Factor(axes=(7,), table=array([3., 4.]))
    """
    if fixed.keys().isdisjoint(factor.axes):
        return factor
    index = tuple(fixed.get(axis, slice(None)) for axis in factor.axes)
    return Factor(tuple(a for a in factor.axes if a not in fixed), factor.table[index])


def aligned(factor: Factor, axes: Sequence[int]) -> Array:
    """The table seen along `axes` (a superset of its own), with length one where it has no axis."""
    if factor.axes == tuple(axes):
        return factor.table
    order = [factor.axes.index(a) for a in axes if a in factor.axes]
    table = factor.table.transpose(order) if order != list(range(len(order))) else factor.table
    shape = iter(table.shape)
    return table.reshape(tuple(next(shape) if a in factor.axes else 1 for a in axes))


def union(factors: Iterable[Factor]) -> tuple[int, ...]:
    """All axes, in the order in which they first appear."""
    return tuple(dict.fromkeys(axis for factor in factors for axis in factor.axes))


def combine(operation: Callable[[Array, Array], Array], left: Factor, right: Factor) -> Factor:
    """Cell by cell over the union of axes, broadcasting where one side has no axis.

    >>> combine(np.add, Factor((1,), np.array([1.0, 2.0])), Factor((2,), np.array([10.0, 20.0]))).table
    array([[11., 21.],
           [12., 22.]])
    """
    axes = union((left, right))
    ours, theirs = aligned(left, axes), aligned(right, axes)
    if ours.size * theirs.size > _LARGE and isinstance(ours, np.ndarray) and isinstance(theirs, np.ndarray):
        fill(math.prod(map(max, ours.shape, theirs.shape)))
    return Factor(axes, operation(ours, theirs))


def multiply(left: Factor, right: Factor) -> Factor:
    """The product, cell by cell."""
    return combine(np.multiply, left, right)


def add(left: Factor, right: Factor) -> Factor:
    """The sum, cell by cell."""
    return combine(np.add, left, right)


def expand(factor: Factor, axes: Sequence[int], sizes: Callable[[int], int]) -> Factor:
    """The same factor repeated along axes that it lacks (a view: no memory)."""
    shape = tuple(sizes(a) for a in axes)
    return Factor(tuple(axes), np.broadcast_to(aligned(factor, axes), shape))


def logged(factor: Factor) -> Factor:
    """The logs of a factor's cells, the largest 0: products of many become sums, which neither overflow nor vanish."""
    with np.errstate(divide="ignore"):
        return _topped(Factor(factor.axes, np.log(factor.table)))


def log_multiply(left: Factor, right: Factor) -> Factor:
    """The product of two factors of logs, scaled so that the largest cell is 0."""
    return _topped(combine(np.add, left, right))


def log_sum(factor: Factor, axis: int) -> Factor:
    """Sum a factor of logs over an axis, in logs, so that the rarest cell keeps all its digits."""
    at = factor.axes.index(axis)
    top = factor.table.max(axis=at, keepdims=True)
    top = np.where(top == -np.inf, 0.0, top)
    with np.errstate(divide="ignore"):
        total = np.log(np.exp(factor.table - top).sum(axis=at, keepdims=True)) + top
    kept = tuple(a for a in factor.axes if a != axis)
    return _topped(Factor(kept, total.reshape(tuple(n for k, n in enumerate(total.shape) if k != at))))


def linear(factor: Factor) -> Factor:
    """The factor whose logs these are."""
    return Factor(factor.axes, np.exp(factor.table))


def _topped(factor: Factor) -> Factor:
    top = float(factor.table.max()) if factor.table.size else 0.0
    return factor if top in (0.0, -np.inf) else Factor(factor.axes, factor.table - top)
