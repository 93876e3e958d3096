"""Events: yes-or-no functions of facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from numbers import Real
from typing import Any

import numpy as np

from underneath.errors import ModelError
from underneath.model.grids import Grid, facts_named, function_cells, unrepeated
from underneath.model.scope import Scope
from underneath.model.spoken import Event
from underneath.model.tables import Bools


def read_event(what: Event | Callable[..., Any], scope: Scope, who: str) -> tuple[tuple[int, ...], Bools]:
    """Read an event: the facts that it is a function of, and for which of their joint outcomes it holds."""
    holds, given = (what.holds, what.given) if isinstance(what, Event) else (what, None)
    if not callable(holds):
        raise ModelError(f"{who}: an event by {holds!r} came; a function of outcomes, true or false, was due.")
    found = facts_named(holds, scope, who, ModelError) if given is None else tuple(scope.fact(f, who) for f in given)
    grid = Grid(who, unrepeated(found, who, ModelError), ModelError)
    return tuple(f.index for f in found), truths(grid, function_cells(grid, holds))


def truths(grid: Grid, cells: Sequence[Any]) -> Bools:
    """The cells of a yes-or-no function, as an array."""
    for place, cell in enumerate(cells):
        if not isinstance(cell, (bool, np.bool_)) and not (isinstance(cell, Real) and cell in (0, 1)):
            raise grid.fault(f"{cell!r} came, where True or False was due.", place)
    array = np.array([bool(cell) for cell in cells], dtype=np.bool_).reshape(grid.shape)
    array.setflags(write=False)
    return array
