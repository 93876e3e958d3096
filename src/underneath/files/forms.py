"""Forms: what a table of a story file says, as a tree that fills rows of numbers, many cells at a time.

A form gets a `Block` of cells, and the positions of those that it answers for.  `Nest` and `Cases` deal them out to the
forms inside; the others write numbers.  What fails at a cell is reported there, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from underneath.files.cells import Cell, Failure, kind_of, shown
from underneath.files.formulas import Formula
from underneath.files.problems import Said
from underneath.model.facts import Outcome
from underneath.model.faults import listed
from underneath.model.reading import TOLERANCE
from underneath.model.scope import position_of
from underneath.model.tables import Floats
from underneath.model.wanting import MOST_UTILS

At = Sequence[int]
Report = Callable[[Said, Failure, Cell], None]
REST = "rest"
UNIFORM = "uniform"


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Cells, and the rows that are made for them: shape `(cells, columns)`, zeros at first.

    `labels` are the outcomes that the columns stand for, for faults.
    """

    cells: Sequence[Cell]
    rows: Floats
    labels: tuple[Outcome, ...]
    report: Report

    def values(self, formula: Formula, at: At) -> list[Any] | None:
        """The values of a formula at some cells; None, and a report, if it fails at one."""
        found: list[Any] = []
        try:
            # `extend` keeps what came before a failure, so that the failing cell can be named.
            found.extend(formula.run(self.cells[place]) for place in at)
        except Failure as failure:
            self.report(formula.said, failure, self.cells[at[len(found)]])
            return None
        return found

    def settle(self, said: Said, at: At) -> None:
        """Hold rows to being probabilities; what misses zero by rounding is zero."""
        rows = self.rows[at]
        rows[(rows < 0) & (rows > -TOLERANCE)] = 0.0
        self.rows[at] = rows
        with np.errstate(invalid="ignore"):
            good = (np.isfinite(rows) & (rows >= 0)).all(axis=-1) & (np.abs(rows.sum(axis=-1) - 1) <= TOLERANCE)
        if not good.all():
            place = int(np.argmin(good))
            self.report(said, self._no_row(rows[place]), self.cells[at[place]])

    def _no_row(self, row: Floats) -> Failure:
        came = listed([f"{shown(label)}: {p:.10g}" for label, p in zip(self.labels, row.tolist(), strict=True)])
        if np.isfinite(row).all() and (row >= 0).all():
            return Failure("U342", f"the row {{{came}}} sums to {row.sum():.10g} instead of 1")
        return Failure("U342", f"the row {{{came}}} has a probability that is not from 0 to 1")


class Form(Protocol):
    """What a table says."""

    def fill(self, block: Block, at: At) -> None:
        """Write the rows of some cells."""
        ...

    @property
    def plain(self) -> Any:
        """The same as plain data, with expressions in their plain form."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Uniform:
    """All outcomes equally likely."""

    def fill(self, block: Block, at: At) -> None:
        """The same number everywhere."""
        block.rows[at] = 1 / len(block.labels)

    @property
    def plain(self) -> Any:
        """The word."""
        return UNIFORM


@dataclass(frozen=True, slots=True, eq=False)
class Last:
    """The probability of the last of two outcomes."""

    formula: Formula

    def fill(self, block: Block, at: At) -> None:
        """The number, and what it leaves for the first outcome."""
        values = block.values(self.formula, at)
        if values is not None:
            last = np.array(values, dtype=np.float64)
            block.rows[at] = np.stack([1 - last, last], axis=-1)
            block.settle(self.formula.said, at)

    @property
    def plain(self) -> Any:
        """The expression."""
        return self.formula.plain


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """A probability for each column that is named; `rest` is the column that gets what they leave."""

    said: Said
    parts: tuple[tuple[int, Formula], ...]
    rest: int | None
    labels: tuple[Outcome, ...]

    def fill(self, block: Block, at: At) -> None:
        """Column by column."""
        for column, formula in self.parts:
            values = block.values(formula, at)
            if values is None:
                return
            block.rows[at, column] = values
        if self.rest is not None:
            block.rows[at, self.rest] = 1 - block.rows[at].sum(axis=-1)
        block.settle(self.said, at)

    @property
    def plain(self) -> Any:
        """A mapping from outcomes."""
        parts: dict[Any, Any] = {self.labels[column]: formula.plain for column, formula in self.parts}
        return parts if self.rest is None else parts | {self.labels[self.rest]: REST}


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """The outcome itself."""

    formula: Formula

    def fill(self, block: Block, at: At) -> None:
        """A one where the outcome is."""
        values = block.values(self.formula, at)
        if values is None:
            return
        columns = {(kind_of(label), label): column for column, label in enumerate(block.labels)}
        for place, value in zip(at, values, strict=True):
            column = columns.get((kind_of(value), value), position_of(value, block.labels))
            if column is None or kind_of(block.labels[column]) is not kind_of(value):
                block.report(self.formula.said, _no_outcome(value, block.labels), block.cells[place])
                return
            block.rows[place, column] = 1

    @property
    def plain(self) -> Any:
        """The expression."""
        return self.formula.plain


def _no_outcome(value: object, labels: tuple[Outcome, ...]) -> Failure:
    there = listed([shown(label) for label in labels])
    return Failure("U311", f"{shown(value)} came, which is no outcome of this fact (outcomes: {there}),")


@dataclass(frozen=True, slots=True, eq=False)
class Utils:
    """Utils, in the one column there is."""

    formula: Formula

    def fill(self, block: Block, at: At) -> None:
        """The number; plus infinity, and what sums could not hold, are refused."""
        values = block.values(self.formula, at)
        if values is None:
            return
        for place, value in zip(at, values, strict=True):
            if value > MOST_UTILS or -np.inf < value < -MOST_UTILS:
                text = f"{shown(value)} utils came, where at most {MOST_UTILS:g} either way, or minus infinity, are due"
                block.report(self.formula.said, Failure("U331", text), block.cells[place])
                return
        block.rows[at, 0] = values

    @property
    def plain(self) -> Any:
        """The expression."""
        return self.formula.plain


@dataclass(frozen=True, slots=True, eq=False)
class Nest:
    """A form for each outcome of the fact in one seat; where there is none, the numbers stay zero."""

    seat: int
    forms: Mapping[Outcome, Form]

    def fill(self, block: Block, at: At) -> None:
        """Deal the cells out by that fact."""
        dealt: dict[Outcome, list[int]] = {label: [] for label in self.forms}
        for place in at:
            label = block.cells[place][self.seat]
            if label in dealt:
                dealt[label].append(place)
        for label, places in dealt.items():
            if places:
                self.forms[label].fill(block, places)

    @property
    def plain(self) -> Any:
        """A mapping from outcomes."""
        return {label: form.plain for label, form in self.forms.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """What is said where a test holds (None: it always does); `key` is the word that it is said with."""

    test: Formula | None
    key: str
    form: Form


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """The first case that holds counts; if `complete`, one must."""

    said: Said
    cases: tuple[Case, ...]
    complete: bool

    def fill(self, block: Block, at: At) -> None:
        """Deal the cells out to the cases, in order."""
        left: At = at
        for case in self.cases:
            held = [True] * len(left) if case.test is None else block.values(case.test, left)
            if held is None:
                return
            places = [place for place, holds in zip(left, held, strict=True) if holds]
            left = [place for place, holds in zip(left, held, strict=True) if not holds]
            if places:
                case.form.fill(block, places)
        if left and self.complete:
            block.report(self.said, Failure("U343", "no case holds"), block.cells[left[0]])

    @property
    def plain(self) -> Any:
        """A list of cases."""
        return [
            {"otherwise": case.form.plain}
            if case.test is None
            else {"when": case.test.plain, case.key: case.form.plain}
            for case in self.cases
        ]
