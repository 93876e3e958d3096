"""Grids: one cell for every joint outcome of some facts, filled from a mapping or a function of the user's."""

from __future__ import annotations

import inspect
import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from underneath.errors import ModelError, TooLarge, UnderneathError, UnknownName
from underneath.model.facts import Fact, Outcome
from underneath.model.faults import listed
from underneath.model.scope import Scope, no_outcome, position_of

AnyArray = npt.NDArray[Any]

MOST_CELLS = 2**24
"""The largest table that is made from a function of the user's."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The joint outcomes of `facts`, the last fact fastest; `who` and `bad` are for faults."""

    who: str
    facts: tuple[Fact, ...]
    bad: type[ModelError]

    def __post_init__(self) -> None:
        """Refuse a function of too many facts before it is called once."""
        if self.size > MOST_CELLS:
            names = listed([f.name for f in self.facts])
            raise TooLarge(
                f"{self.who}: a function of {len(self.facts)} facts ({names}) has {self.size:,} cells, and at most"
                f" {MOST_CELLS:,} are tabled; name fewer facts, or add facts in between that sum up some of them"
            )

    @property
    def shape(self) -> tuple[int, ...]:
        """How many outcomes each fact has."""
        return tuple(len(fact.outcomes) for fact in self.facts)

    @property
    def size(self) -> int:
        """How many cells there are."""
        return math.prod(self.shape)

    def labels(self) -> Iterator[tuple[Outcome, ...]]:
        """The outcomes of every cell, in order."""
        return itertools.product(*(fact.outcomes for fact in self.facts))

    def place(self, cell: int) -> str:
        """Where a cell is, in words: `heart='love', mask='on'`; empty without facts."""
        where = np.unravel_index(cell, self.shape) if self.facts else ()
        return place_of(self.facts, tuple(f.outcomes[i] for f, i in zip(self.facts, where, strict=True)))

    def fault(self, text: str, cell: int, kind: type[ModelError] | None = None) -> ModelError:
        """A fault at a cell; `kind` is another than the grid's own."""
        at = self.place(cell)
        return (kind or self.bad)(f"{self.who}{' at ' if at else ''}{at}: {text}")

    def arrays(self) -> tuple[AnyArray, ...]:
        """The outcomes of each fact as an array along its own axis: numbers as numbers, the rest as objects."""
        count = len(self.facts)
        return tuple(
            _label_array(fact.outcomes).reshape((1,) * axis + (-1,) + (1,) * (count - axis - 1))
            for axis, fact in enumerate(self.facts)
        )


def place_of(facts: tuple[Fact, ...], labels: tuple[object, ...]) -> str:
    """Joint outcomes in words."""
    return ", ".join(f"{fact.name}={label!r}" for fact, label in zip(facts, labels, strict=False))


def parameters(function: Callable[..., Any], who: str, bad: type[ModelError]) -> tuple[str, ...]:
    """The parameters of a function that name facts: those without a default."""
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError) as error:
        raise bad(f"{who}: the parameters of {function!r} cannot be read. Name its facts with given=[...].") from error
    needed = [p for p in found if p.default is p.empty]
    for p in needed:
        if p.kind not in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD):
            raise bad(f"{who}: the function has the parameter {p}, which names no fact. Use given=[...] or plain ones.")
    return tuple(p.name for p in needed)


def facts_named(
    function: Callable[..., Any], scope: Scope, who: str, bad: type[ModelError], before: int | None = None
) -> tuple[Fact, ...]:
    """The facts that the parameters of a function name."""
    facts = tuple(scope.parameter(word, who, before) for word in parameters(function, who, bad))
    return unrepeated(facts, who, bad)


def unrepeated(facts: tuple[Fact, ...], who: str, bad: type[ModelError]) -> tuple[Fact, ...]:
    """The same facts; a fault if one comes twice."""
    for fact in facts:
        if facts.count(fact) > 1:
            raise bad(f"{who} names {fact.name!r} twice. Name each fact once.")
    return facts


def function_cells(grid: Grid, function: Callable[..., Any]) -> list[Any]:
    """What a function says of every cell."""
    cells: list[Any] = []
    try:
        # `extend` keeps what came before a failure, so that the failing cell can be named.
        cells.extend(function(*labels) for labels in grid.labels())
    except UnderneathError:
        raise
    except Exception as error:
        at = grid.place(len(cells))
        text = f"the function fails{' for ' if at else ''}{at} with {type(error).__name__}: {error}"
        raise grid.bad(f"{grid.who}: {text}. It needs an answer for every joint outcome of its facts.") from error
    return cells


def vectorised(grid: Grid, function: Callable[..., Any]) -> AnyArray:
    """What a function says of all cells at once: an array that ought to stretch to the grid."""
    try:
        return np.asarray(function(*grid.arrays()))
    except Exception as error:
        raise grid.bad(f"{grid.who}: the vectorised function fails with {type(error).__name__}: {error}") from error


def stretched(grid: Grid, array: AnyArray) -> AnyArray:
    """An array with one cell for each of the grid's."""
    try:
        return np.broadcast_to(array, grid.shape)
    except ValueError as error:
        text = f"an array of shape {array.shape} came; allowed is what stretches to {grid.shape}"
        raise grid.bad(f"{grid.who}: {text}, one axis for each of {listed([f.name for f in grid.facts])}.") from error


def mapping_cells(grid: Grid, mapping: Mapping[Any, Any], default: Any = None) -> list[Any]:
    """What a mapping says of every cell: keyed by tuples of outcomes, or nested, one fact inside the other.

    Without a default, a cell that the mapping leaves out is a fault.
    """
    keyed = any(isinstance(key, tuple) for key in mapping)
    said = dict(_keyed(grid, mapping) if keyed else _nested(grid, mapping, ()))
    cells: list[Any] = []
    for key in itertools.product(*(range(n) for n in grid.shape)):
        if key not in said and default is None:
            raise grid.bad(
                f"{grid.who}: nothing is said for {grid.place(len(cells))}. Every joint outcome needs a row."
            )
        cells.append(said.get(key, default))
    return cells


def _keyed(grid: Grid, mapping: Mapping[Any, Any]) -> Iterator[tuple[tuple[int, ...], Any]]:
    for key, cell in mapping.items():
        labels = key if isinstance(key, tuple) else (key,)
        if len(labels) != len(grid.facts):
            names = listed([fact.name for fact in grid.facts])
            raise grid.bad(
                f"{grid.who}: the key {key!r} has {len(labels)} outcomes, where one of each was due: {names}."
            )
        yield tuple(_key(grid, fact, label) for fact, label in zip(grid.facts, labels, strict=True)), cell


def _nested(grid: Grid, cell: Any, key: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Any]]:
    if len(key) == len(grid.facts):
        yield key, cell
        return
    fact = grid.facts[len(key)]
    if not isinstance(cell, Mapping):
        at = place_of(grid.facts, tuple(f.outcomes[i] for f, i in zip(grid.facts, key, strict=False)))
        where = f" for {at}" if at else ""
        raise grid.bad(f"{grid.who}: {cell!r} came{where}, where a mapping from the outcomes of {fact.name!r} was due.")
    for label, inner in cell.items():
        yield from _nested(grid, inner, (*key, _key(grid, fact, label)))


def _key(grid: Grid, fact: Fact, label: object) -> int:
    position = position_of(label, fact.outcomes)
    if position is None:
        raise UnknownName(f"{grid.who}: {no_outcome(fact.name, label, fact.outcomes)}")
    return position


def _label_array(outcomes: tuple[Outcome, ...]) -> AnyArray:
    if all(isinstance(o, bool) for o in outcomes) or not any(isinstance(o, (bool, str)) for o in outcomes):
        return np.array(outcomes)
    array = np.empty(len(outcomes), dtype=object)
    array[:] = outcomes
    return array
