"""Rows: from the form of a table to the table that the builder takes.

A table that asks nobody anything becomes an array at once, so that whatever is wrong with it is found, and said where
it stands.  One that asks becomes a `Rule`, which fills one row at a time.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from underneath.errors import BadTable
from underneath.files.cells import Cell, Failure, Seats
from underneath.files.events import cells_of, refuse_large
from underneath.files.forms import Block, Form
from underneath.files.formulas import located
from underneath.files.problems import Said
from underneath.files.tabling import Desk
from underneath.files.tokens import Slip
from underneath.model.facts import Outcome
from underneath.model.spoken import TableOf
from underneath.model.tables import Floats

CHUNK = 2**14
"""How many cells are made at a time."""


def table_of(form: Form, desk: Desk, key: str, said: Said) -> TableOf | None:
    """The table as the builder takes it: an array, or a rule if it asks a mind something.

    Args:
        form: What the table says.
        desk: What it was read with.
        key: The word that it was said with.
        said: Where it stands.
    """
    seats = desk.context.seats
    if seats.asks:
        given = {"given": [fact.fact for fact, _ in desk.nest]} if desk.nest else {}
        rule = Rule(form, seats, desk.target.outcomes, given | {key: form.plain})
        return TableOf(p=rule, given=tuple(seats.given))
    array = tabled(form, desk, len(desk.target.outcomes), said)
    return None if array is None else TableOf(p=array, given=tuple(seats.given))


def tabled(form: Form, desk: Desk, columns: int, said: Said) -> Floats | None:
    """Every row of a table: shape `(outcomes of each fact..., columns)`; None if something is wrong."""
    seats, before = desk.context.seats, len(desk.problems.found)
    try:
        refuse_large(seats, columns)
    except Slip as slip:
        desk.complain(said, slip)
        return None
    reported: set[object] = set()

    def report(where: Said, failure: Failure, cell: Cell) -> None:
        if where.way not in reported:  # one cell is enough to see what is wrong
            reported.add(where.way)
            desk.complain(where, located(failure, seats, cell))

    cells, parts = cells_of(seats), []
    while chunk := list(itertools.islice(cells, CHUNK)):
        block = Block(chunk, np.zeros((len(chunk), columns)), desk.target.outcomes, report)
        form.fill(block, range(len(chunk)))
        parts.append(block.rows)
    shape = [len(outcomes) for outcomes in seats.outcomes]
    return np.concatenate(parts).reshape(*shape, columns) if len(desk.problems.found) == before else None


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A table that asks a mind something: a function of outcomes and answers, in the order of `given`, to a row.

    `source` is the table as plain data, with expressions in their plain form.
    """

    form: Form
    seats: Seats
    labels: tuple[Outcome, ...]
    source: Mapping[str, Any]

    def __call__(self, *cell: Any) -> list[float]:
        """The row there.

        Raises:
            BadTable: If there is none.
        """
        block = Block([cell], np.zeros((1, len(self.labels))), self.labels, self._refuse)
        self.form.fill(block, [0])
        return [float(p) for p in block.rows[0]]

    def _refuse(self, _: Said, failure: Failure, cell: Cell) -> None:
        raise BadTable(located(failure, self.seats, cell).message)
