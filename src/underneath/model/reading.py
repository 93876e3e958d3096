"""Reading tables: from the forms in which users write them to arrays.

A table is P(fact | parents).  It may be written as

- a mapping: nested, `{"friend": {"on": row}}`, or keyed by tuples, `{("friend", "on"): row}`;
- an array of shape (parents..., outcomes); for two outcomes also (parents...), the probability of the last one;
- a function of the parents' outcomes that returns a row; its parameters name the parents, unless `given` does;
- a vectorised function: it gets arrays that broadcast to the grid of the parents, and returns an array as above;
- one row for all.

A row is a mapping from outcomes to probabilities (what is missing is 0), a sequence of them, `"uniform"` or, for two
outcomes, one number: the probability of the last one.  With `value` the outcome itself stands in place of the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np

from underneath.errors import BadTable, ModelError, UnknownName
from underneath.model.amounts import as_float
from underneath.model.facts import Fact, Outcome
from underneath.model.faults import listed
from underneath.model.feelings import read_felt
from underneath.model.grids import (
    AnyArray,
    Grid,
    facts_named,
    function_cells,
    mapping_cells,
    place_of,
    stretched,
    unrepeated,
    vectorised,
)
from underneath.model.questions import read_question
from underneath.model.scope import Scope, no_outcome, position_of
from underneath.model.spoken import Asked, Feels, TableOf
from underneath.model.tables import AnyTable, BeliefTable, FeltQuestion, Floats, Question, Table

TOLERANCE = 1e-9
"""How far from one the sum of a row may be; it is then scaled to one."""


def read_table(spec: TableOf, fact: Fact, scope: Scope, who: str, usual: tuple[Fact, ...] | None = None) -> AnyTable:
    """Read P(fact | parents).

    Args:
        spec: What was written.
        fact: The fact that the table is of.
        scope: The names that it may use.
        who: Who says so, for faults.
        usual: Parents of a table without `given` that is more than one row for all (tables in heads).

    Raises:
        ModelError: A fault of the table, as one of its kinds.
    """
    form = spec.p if spec.value is None else spec.value
    if form is None or (spec.p is not None and spec.value is not None):
        both = "both p= and value=" if form is not None else "neither p= nor value="
        raise BadTable(f'{who} has {both}; exactly one is needed (p="uniform" makes all outcomes equally likely).')
    parents = _parents(spec, form, fact, scope, who, usual)
    facts = unrepeated(tuple(p for p in parents if isinstance(p, Fact)), who, BadTable)
    if len(facts) < len(parents):
        return _belief_table(spec, parents, fact, who)
    grid = Grid(who, facts, BadTable)
    array = _value_array(spec, grid, fact) if spec.p is None else _probability_array(spec, grid, fact)
    return Table(tuple(f.index for f in facts), checked_rows(array, grid, fact))


def uniform_table(outcomes: Sequence[Outcome]) -> Table:
    """All outcomes equally likely, whatever came before."""
    return Table((), _frozen(np.full(len(outcomes), 1 / len(outcomes))))


def sure_table(outcomes: Sequence[Outcome], position: int) -> Table:
    """One outcome for certain, whatever came before."""
    return Table((), _frozen(np.eye(len(outcomes))[position]))


def checked_rows(array: Floats, grid: Grid, fact: Fact) -> Floats:
    """The rows of a table, scaled to one exactly and read-only.

    Raises:
        BadTable: If a probability is negative or not finite, or a row does not sum to one.
    """
    with np.errstate(invalid="ignore"):
        sums = array.sum(axis=-1)
    wrong = ~(np.isfinite(array) & (array >= 0)).all(axis=-1)
    off = wrong | ~(np.abs(sums - 1) <= TOLERANCE)
    if off.any():
        cell = int(np.flatnonzero(off)[0])
        row, total = array.reshape(-1, len(fact.outcomes))[cell], float(sums.reshape(-1)[cell])
        raise grid.fault(_row_fault(row, total, fact, bool(wrong.reshape(-1)[cell]), int(off.sum()) - 1), cell)
    return _frozen(array / sums[..., None])


def _row_fault(row: Floats, total: float, fact: Fact, wrong: bool, more: int) -> str:
    came = listed([f"{o!r}: {p:.10g}" for o, p in zip(fact.outcomes, row, strict=True)])
    rule = (
        "; probabilities are finite and not negative." if wrong else f", which sums to {total:.10g}; a row sums to 1."
    )
    others = f" {more} more {'row is' if more == 1 else 'rows are'} wrong." if more else ""
    return f"the row {{{came}}} came{rule}{others}"


def _parents(
    spec: TableOf, form: Any, fact: Fact, scope: Scope, who: str, usual: tuple[Fact, ...] | None
) -> tuple[Fact | Question | FeltQuestion, ...]:
    if spec.given is not None:
        return tuple(_parent(g, fact, scope, who) for g in spec.given)
    if callable(form):
        return facts_named(form, scope, who, BadTable, fact.index)
    return () if usual is None or spec.p is None or _is_row(form, fact.outcomes) else usual


def _parent(given: Any, fact: Fact, scope: Scope, who: str) -> Fact | Question | FeltQuestion:
    if isinstance(given, Feels):
        return read_felt(given, fact, scope, who)
    return read_question(given, scope, who) if isinstance(given, Asked) else scope.fact(given, who, fact.index)


def _is_row(form: Any, outcomes: tuple[Outcome, ...]) -> bool:
    if isinstance(form, (Real, str)):
        return True
    if isinstance(form, Mapping):
        return all(isinstance(p, Real) for p in form.values()) and all(key in outcomes for key in form)
    if not isinstance(form, (Sequence, np.ndarray)):
        return True
    return len(form) == len(outcomes) and all(isinstance(p, Real) for p in form)


def _probability_array(spec: TableOf, grid: Grid, fact: Fact) -> Floats:
    form, count = spec.p, len(fact.outcomes)
    if spec.vectorised and callable(form):
        return _array_form(vectorised(grid, form), grid, count, stretch=True)
    if callable(form):
        return _rows(function_cells(grid, form), grid, fact)
    if isinstance(form, Mapping) and grid.facts:
        return _rows(mapping_cells(grid, form), grid, fact)
    if isinstance(form, (Real, str, Mapping)):
        row = _rows([form], Grid(grid.who, (), grid.bad), fact)
        return np.broadcast_to(row, (*grid.shape, count))
    return _array_form(form, grid, count)


def _array_form(form: Any, grid: Grid, count: int, stretch: bool = False) -> Floats:
    try:
        array = np.asarray(form, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        text = f"{form!r} came, where a mapping, an array, a function, a number or 'uniform' was due."
        raise grid.bad(f"{grid.who}: {text}") from error
    full = (*grid.shape, count)
    if count == 2 and (array.shape == grid.shape or (stretch and array.ndim <= len(grid.shape))):
        array = np.stack([1 - array, array], axis=-1)
    if array.shape == full:
        return array
    if stretch and array.ndim == len(full) and all(a in (1, b) for a, b in zip(array.shape, full, strict=True)):
        return np.broadcast_to(array, full)
    allowed = f"{full} (parents, then outcomes)" + (f" or {grid.shape} (of the last outcome)" if count == 2 else "")
    raise grid.bad(f"{grid.who}: an array of shape {array.shape} came; allowed is {allowed}.")


def _rows(cells: Sequence[Any], grid: Grid, fact: Fact) -> Floats:
    count, known = len(fact.outcomes), {outcome: place for place, outcome in enumerate(fact.outcomes)}
    array = np.zeros((len(cells), count))
    for place, cell in enumerate(cells):
        if isinstance(cell, Real) and count == 2:
            array[place] = 1 - as_float(cell), as_float(cell)
        elif isinstance(cell, Mapping):
            _mapping_row(array[place], cell, known, grid, fact, place)
        elif isinstance(cell, str) and cell == "uniform":
            array[place] = 1 / count
        else:
            array[place] = _sequence_row(cell, grid, fact, place)
    return array.reshape(*grid.shape, count)


def _mapping_row(
    row: Floats, cell: Mapping[Any, Any], known: Mapping[Any, int], grid: Grid, fact: Fact, place: int
) -> None:
    for label, probability in cell.items():
        if label not in known:
            raise grid.fault(no_outcome(fact.name, label, fact.outcomes), place, UnknownName)
        if not isinstance(probability, Real):
            raise grid.fault(f"{probability!r} came as the probability of {label!r}; a number was due.", place)
        row[known[label]] = as_float(probability)


def _sequence_row(cell: Any, grid: Grid, fact: Fact, place: int) -> Sequence[float]:
    count = len(fact.outcomes)
    if isinstance(cell, Iterable) and not isinstance(cell, str):
        numbers = list(cell)
        if len(numbers) == count and all(isinstance(n, Real) for n in numbers):
            return [as_float(n) for n in numbers]
    numbers_due = "2 numbers, one number (of the last outcome)" if count == 2 else f"{count} numbers"
    text = f"a mapping from outcomes, {numbers_due} or 'uniform' (outcomes: {listed(fact.outcomes)})"
    text = f"{cell!r} came, where a row was due: {text}."
    raise grid.fault(text, place)


def _value_array(spec: TableOf, grid: Grid, fact: Fact) -> Floats:
    form = spec.value
    if spec.vectorised and callable(form):
        return _hits(stretched(grid, vectorised(grid, form)), grid, fact)
    if callable(form):
        cells = function_cells(grid, form)
    elif isinstance(form, Mapping):
        cells = mapping_cells(grid, form)
    else:
        cells = [form] * grid.size
    array = np.zeros((len(cells), len(fact.outcomes)))
    known: dict[Any, int | None] = {outcome: place for place, outcome in enumerate(fact.outcomes)}
    for place, cell in enumerate(cells):
        position = known.get(cell) if isinstance(cell, (str, int)) else position_of(cell, fact.outcomes)
        if position is None:
            raise grid.fault(no_outcome(fact.name, cell, fact.outcomes), place, UnknownName)
        array[place, position] = 1
    return array.reshape(*grid.shape, len(fact.outcomes))


def _hits(array: AnyArray, grid: Grid, fact: Fact) -> Floats:
    numeric = array.dtype.kind in "fiu"
    hits = [
        np.isclose(array, outcome, rtol=TOLERANCE, atol=0)
        if numeric and isinstance(outcome, float)
        else array == outcome
        for outcome in fact.outcomes
    ]
    table = np.stack([np.asarray(hit, dtype=np.float64) for hit in hits], axis=-1)
    missed = np.flatnonzero(table.sum(axis=-1) == 0)
    if missed.size:
        label = array.reshape(-1)[missed[0]]
        label = label.item() if isinstance(label, np.generic) else label
        raise grid.fault(no_outcome(fact.name, label, fact.outcomes), int(missed[0]), UnknownName)
    return table


def _belief_table(
    spec: TableOf, parents: tuple[Fact | Question | FeltQuestion, ...], fact: Fact, who: str
) -> BeliefTable:
    function = spec.p if spec.value is None else spec.value
    if not callable(function) or spec.vectorised:
        raise BadTable(f"{who} asks a mind something, so p= or value= must be a plain function of what it answers.")
    facts = tuple(p for p in parents if isinstance(p, Fact))
    questions = tuple(p for p in parents if not isinstance(p, Fact))
    grid, of_value = Grid(who, (), BadTable), spec.p is None

    # The rule gets outcomes first and answers second; the user's function gets them in the order of `given`.
    seats = [facts.index(p) if isinstance(p, Fact) else len(facts) + questions.index(p) for p in parents]

    def rule(*cells: Any) -> Floats:
        try:
            said = function_cells(grid, lambda: function(*(cells[seat] for seat in seats)))[0]
            array = _value_array(TableOf(value=said), grid, fact) if of_value else _rows([said], grid, fact)
            return checked_rows(array, grid, fact)
        except ModelError as error:
            answers = f" and the answers {listed(cells[len(facts) :])}"
            raise type(error)(f"{error} This was with {place_of(facts, cells)}{answers}.") from error

    return BeliefTable(tuple(f.index for f in facts), questions, rule, function)


def _frozen(array: Floats) -> Floats:
    array.setflags(write=False)
    return array
