"""Sums of products of factors: plan, then run.

A plan is made once for a pattern of axes and sizes (order of summation by opt_einsum) and run many times on other
numbers. It knows its cost before any memory is taken, and is refused when its largest table is over the limit.

Steps: 1. name the axes, 2. ask opt_einsum for the order, 3. turn it into pairwise einsums, 4. refuse or run.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import opt_einsum

from underneath.core.budget import Budget, Step, SumPlan
from underneath.core.effort import OPERATION, spend
from underneath.core.factors import Array, Factor, aligned
from underneath.core.ghosts import Ghost

_STEP = 40e-6  # seconds for one step of a sum, whatever its size
_ORDERING = 30e-6  # seconds for finding an order, for each factor; among many somewhat more
_LONG = 32  # steps from which on a product may run out of numbers
_WIDE_WORTH = 2**12  # multiplications a step up to which logs cost little
_SMALL = 4096  # cells of the whole product up to which the order of a sum makes no difference to speak of
_BLAS_WORTH = 4096  # multiplications from which on a matrix product beats the plain loop


def sum_product(factors: Sequence[Factor], keep: Sequence[int], budget: Budget, rescale: bool = False) -> Factor:
    """Multiply the factors and sum out every axis that is not in `keep`.

    Args:
        factors: At least one factor.
        keep: Axes of the answer, in that order; each must be an axis of some factor.
        budget: Limit and plans.
        rescale: Divide by the largest cell after each step, so that long products neither overflow nor vanish; for
            answers that are normalised anyway.

    Returns:
        A factor with axes `keep`.

    Raises:
        TooLarge: If the cheapest order known still needs too large a table.
        Exhausted: If the question has no time left for it.

    >>> flat = Factor((0,), np.array([0.5, 0.5])); noisy = Factor((0, 1), np.array([[0.9, 0.1], [0.2, 0.8]]))
    >>> sum_product([flat, noisy], [1], Budget()).table
    array([0.55, 0.45])
    """
    keep = tuple(keep)
    if len(factors) == 1 and factors[0].axes == keep:
        return factors[0]
    plan, names = _planned(factors, keep, budget)
    if budget.log is not None:
        budget.note(replace(plan, axes=keep, largest_axes=tuple(names[a] for a in plan.largest_axes)))
        return _shape_of(factors, keep)
    budget.allow(plan.largest, [names[a] for a in plan.largest_axes])
    spend(len(plan.steps) * _STEP + plan.operations * OPERATION)
    return Factor(keep, _run(plan, [f.table for f in factors], rescale))


def _shape_of(factors: Sequence[Factor], keep: tuple[int, ...]) -> Factor:
    """The shape of a sum that is priced and not done."""
    spend(_STEP)
    sizes = {a: n for f in factors for a, n in zip(f.axes, f.table.shape, strict=True)}
    return Factor(keep, Ghost(tuple(sizes[a] for a in keep)))


def _planned(factors: Sequence[Factor], keep: tuple[int, ...], budget: Budget) -> tuple[SumPlan, list[int]]:
    """The plan of a sum, with its axes numbered as they come, and what these numbers stand for.

    Sums over other facts in the same pattern share their plan: finding an order costs more than most sums.
    """
    number: dict[int, int] = {}
    for factor in factors:
        for axis in factor.axes:
            number.setdefault(axis, len(number))
    pattern = tuple((tuple(number[a] for a in f.axes), f.table.shape) for f in factors)
    kept = tuple(number[a] for a in keep)
    plan = budget.plans.get((kept, pattern))
    if plan is None:
        spend(_ORDERING * len(pattern) * (1 + len(pattern) / 20))
        plan = budget.plans[kept, pattern] = plan_sum(pattern, kept)
    return plan, list(number)


def plan_sum(inputs: Sequence[tuple[tuple[int, ...], tuple[int, ...]]], keep: tuple[int, ...]) -> SumPlan:
    """Order the sum of factors given as (axes, shape)."""
    sizes = {a: n for axes, shape in inputs for a, n in zip(axes, shape, strict=True)}
    symbol = {a: opt_einsum.get_symbol(k) for k, a in enumerate(sizes)}
    words = ["".join(symbol[a] for a in axes) for axes, _ in inputs]
    expression = ",".join(words) + "->" + "".join(symbol[a] for a in keep)
    shapes = [shape for _, shape in inputs]
    # "auto" is exact for few factors and greedy for many.  A sum that is small in any order is not worth a search.
    how = "greedy" if _cells(tuple(sizes), sizes) <= _SMALL else "auto"
    path, _ = opt_einsum.contract_path(expression, *shapes, shapes=True, optimize=how)
    return _pairwise([axes for axes, _ in inputs], keep, sizes, path)


def _pairwise(
    operands: Sequence[tuple[int, ...]], keep: tuple[int, ...], sizes: dict[int, int], path: Sequence[Sequence[int]]
) -> SumPlan:
    """Turn an order into einsums whose letters start at `a` each time, and price it."""
    live, steps, operations = list(operands), [], 0
    largest, largest_axes = _cells(keep, sizes), keep
    for at, chosen in enumerate(path):
        picked = [live.pop(i) for i in sorted(chosen, reverse=True)]
        wanted = set(keep).union(*live)
        every = tuple(dict.fromkeys(a for axes in picked for a in axes))
        out = keep if at == len(path) - 1 else tuple(a for a in every if a in wanted)
        cost = _cells(every, sizes)
        steps.append(Step(tuple(sorted(chosen, reverse=True)), _subscripts(picked, out), cost > _BLAS_WORTH))
        operations += cost
        if _cells(out, sizes) > largest:
            largest, largest_axes = _cells(out, sizes), out
        live.append(out)
    return SumPlan(tuple(steps), keep, largest, largest_axes, operations)


def _cells(axes: Collection[int], sizes: dict[int, int]) -> int:
    """How many cells a table over `axes` has (a Python integer: it may be astronomically large)."""
    cells = 1
    for axis in axes:
        cells *= sizes[axis]
    return cells


def _subscripts(inputs: Sequence[tuple[int, ...]], out: tuple[int, ...]) -> str:
    letters: dict[int, str] = {}
    for axes in inputs:
        for axis in axes:
            letters.setdefault(axis, opt_einsum.get_symbol(len(letters)))
    words = ("".join(letters[a] for a in axes) for axes in inputs)
    return ",".join(words) + "->" + "".join(letters[a] for a in out)


def _run(plan: SumPlan, tables: list[Array], rescale: bool) -> Array:
    if rescale and len(plan.steps) > _LONG and plan.operations < _WIDE_WORTH * len(plan.steps):
        return _run_in_logs(plan, tables)
    live = list(tables)
    for step in plan.steps:
        picked = [live.pop(i) for i in step.operands]
        table = np.einsum(step.subscripts, *picked, optimize=step.blas)
        top = table.max() if rescale and table.size else 0.0
        live.append(table / top if top > 0 else table)
    return live[0]


def _run_in_logs(plan: SumPlan, tables: list[Array]) -> Array:
    """The same in logs: a long product may weigh one cell so far below another that no number holds both."""
    with np.errstate(divide="ignore"):
        live = [np.log(table) for table in tables]
        for step in plan.steps:
            live.append(_log_step(step.subscripts, [live.pop(i) for i in step.operands]))
    top = live[0].max()
    return np.exp(live[0] - top) if np.isfinite(top) else np.exp(live[0])


def _log_step(subscripts: str, operands: Sequence[Array]) -> Array:
    """One einsum in logs: add what is multiplied, and sum relative to the largest."""
    words, out = subscripts.split("->")
    gone = "".join(dict.fromkeys(a for a in words if a not in out and a != ","))
    every = {a: k for k, a in enumerate(out + gone)}
    pairs = zip(words.split(","), operands, strict=True)
    parts = [aligned(Factor(tuple(every[a] for a in word), table), tuple(every.values())) for word, table in pairs]
    total = sum(parts[1:], start=parts[0])
    if not gone:
        return total
    over = tuple(range(len(out), len(every)))
    top = total.max(axis=over, keepdims=True)
    top = np.where(top == -np.inf, 0.0, top)
    return (np.log(np.exp(total - top).sum(axis=over, keepdims=True)) + top).reshape(total.shape[: len(out)])
