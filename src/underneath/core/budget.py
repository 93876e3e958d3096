"""Budgets: how much memory the tables of a world may take, and what every sum costs before it is done.

A question works on several tables at a time, and what was found out is kept for the next: a limit is on all of these
together, so that it holds for the process.
"""

from __future__ import annotations

import math
import weakref
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any

import numpy as np

from underneath.core.effort import HELP, OPERATION, spend
from underneath.core.factors import Array, Factor
from underneath.errors import TooLarge

_BYTES = 8
_THINKABLE = 2**34  # cells of a table up to which a limit that would hold it is worth saying
_SHOWN = 30  # names in a message
WORKING = 8
"""Tables of the largest size that are in memory while one is made: what goes in, copies in other orders, and sums."""
FREE = 2**20
"""Cells of a table up to which a question need not be priced as a whole before it is begun."""
_PASSES = 8  # how often a table is gone through while it is made
_OBJECT = 256  # cells that an object in a table takes the room of
_WORTH_COUNTING = 2**10  # cells from which on a table that is kept is counted


@dataclass(frozen=True, slots=True)
class Limit:
    """What a question may take: bytes of memory, and seconds of work.

    The memory is so much, if nobody says otherwise, that a process stays below a gibibyte.

    >>> Limit(2**30).cells == 2**30 // (8 * WORKING)
    True
    """

    memory: int = 3 * 2**28
    seconds: float = math.inf

    @property
    def cells(self) -> int:
        """How many cells a table may have."""
        return self.memory // (_BYTES * WORKING)


@dataclass(frozen=True, slots=True)
class Step:
    """One einsum of a plan: which operands, and the subscripts."""

    operands: tuple[int, ...]
    subscripts: str
    blas: bool


@dataclass(frozen=True, slots=True)
class SumPlan:
    """An order of summation with its price: `largest` table in cells, `operations` in multiplications."""

    steps: tuple[Step, ...]
    axes: tuple[int, ...]
    largest: int
    largest_axes: tuple[int, ...]
    operations: int


class PriceFirst(Exception):  # a signal inside the engine, not an error of anybody's
    """A table is large: price the whole question before going on, so that it is refused early if at all."""


class Crowded(TooLarge):
    """What is too large only beside what earlier answers keep."""


@dataclass(slots=True, repr=False, weakref_slot=True)
class Budget:
    """The limit, the cells of tables that are kept, the plans made so far, and a way to name axes in messages.

    With a `log`, nothing is summed: plans are noted, and the answers are shapes (see `underneath.core.ghosts`); what is
    over the limit is then refused at once if the budget is `hasty`, and noted like the rest if not.  A question that is
    not `priced` stops at its first large table.  `most` is how many cells a table may have at the moment; `kept` are
    the cells of the tables that are kept, each `counted` once, by its id.
    """

    limit: Limit = field(default_factory=Limit)
    name: Callable[[int], str] = str
    plans: dict[object, SumPlan] = field(default_factory=dict)
    log: list[SumPlan] | None = None
    hasty: bool = False
    priced: bool = True
    most: int = field(init=False)
    kept: int = 0
    counted: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """A table may have as many cells as the limit says."""
        self.most = self.limit.cells

    def allow(self, cells: int, axes: Collection[int]) -> None:
        """Refuse a table of so many cells.

        Raises:
            TooLarge: If it is over the limit; the message names the facts and what would help.
            Exhausted: If the question has no time left to fill it.
        """
        if self.log is not None:
            self.note(SumPlan((), (), cells, tuple(axes), 0))
            return
        self.refuse(cells, axes)
        if cells > FREE and not self.priced:
            raise PriceFirst
        spend(cells * _PASSES * OPERATION)

    def note(self, plan: SumPlan) -> None:
        """Write a sum into the log.

        Raises:
            TooLarge: If it is over the limit, and the budget is hasty.
        """
        if self.log is not None:
            self.log.append(plan)
        if self.hasty:
            self.refuse(plan.largest, plan.largest_axes)

    def refuse(self, cells: int, axes: Collection[int]) -> None:
        """Refuse a table of so many cells if it is over the limit.

        Raises:
            TooLarge: If it is.
        """
        if cells > self.most:
            raise TooLarge(_too_large(cells, self, [self.name(a) for a in axes]), tuple(axes))
        if cells > FREE and cells > self.left:
            raise Crowded(_too_large(cells, self, [self.name(a) for a in axes]), tuple(axes))

    @property
    def left(self) -> int:
        """How many cells a table may have beside those that are kept."""
        return self.limit.cells - self.kept // WORKING

    @property
    def is_half_full(self) -> bool:
        """Whether what is kept takes half of the memory that there is."""
        return self.left < self.limit.cells // 2

    def keep(self, value: object) -> None:
        """Count the tables in a value that is kept, for as long as they are.

        Raises:
            TooLarge: If all that is kept is over the limit.
        """
        if isinstance(value, Factor):
            if isinstance(value.table, np.ndarray) and value.table.size >= _WORTH_COUNTING:
                self._count(value.table)
        elif type(value) is tuple:
            for part in value:
                self.keep(part)
        else:
            kind: Any = type(value)
            for name in _fields(kind):
                self.keep(getattr(value, name))

    def _count(self, table: Array) -> None:
        whole = table if table.base is None else table.base
        if not isinstance(whole, np.ndarray) or id(whole) in self.counted:
            return  # several results may be views of one table
        cells = whole.size * (_OBJECT if whole.dtype == object else 1)
        self.kept += cells
        self.counted.add(id(whole))
        weakref.finalize(whole, _release, weakref.ref(self), id(whole), cells).atexit = False
        if self.left < 0:
            raise Crowded(_too_much(self))


def _release(budget: weakref.ref[Budget], table: int, cells: int) -> None:
    if (there := budget()) is not None:
        there.kept -= cells
        there.counted.discard(table)


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass that may hold tables."""
    return tuple(f.name for f in fields(kind) if not _plain(str(f.type))) if is_dataclass(kind) else ()


def _plain(words: str) -> bool:
    return words.startswith(("int", "float", "bool", "str", "frozenset", "tuple[int", "Reason", "Kind"))


@contextmanager
def unpriced(budget: Budget) -> Iterator[None]:
    """Work that stops at its first large table, so that it is priced as a whole.

    Raises:
        PriceFirst: At that table.
    """
    before, budget.priced = budget.priced, False
    try:
        yield
    finally:
        budget.priced = before


@contextmanager
def at_most(budget: Budget, cells: int) -> Iterator[None]:
    """Work within a smaller limit for a while."""
    before, budget.most = budget.most, min(budget.most, cells)
    try:
        yield
    finally:
        budget.most = before


def memory(cells: int) -> str:
    """How much memory a table takes, in words.

    >>> memory(240), memory(2**27)
    ('1.9 KiB', '1.0 GiB')
    """
    size, unit = cells * _BYTES / 1024, "KiB"
    for larger in ("MiB", "GiB", "TiB"):
        if size >= 1024:
            size, unit = size / 1024, larger
    return f"{size:,.1f} {unit}"


def _too_large(cells: int, budget: Budget, names: Sequence[str]) -> str:
    shown = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    most = max(0, min(budget.most, budget.left))
    kept = f", of which earlier answers keep {memory(budget.kept)}" if budget.kept else ""
    return (
        f"a table over {shown} would need {cells:,} cells ({memory(cells)}). With room to work on it, the limit of"
        f" {memory(budget.limit.memory // _BYTES)}{kept} leaves {most:,} cells ({memory(most)}). {HELP}{_enough(cells)}"
    )


def _enough(cells: int) -> str:
    """Which limit would do, where it is one that a machine may have."""
    return f" A limit of {memory(cells * WORKING)} would hold this table." if cells < _THINKABLE else ""


def _too_much(budget: Budget) -> str:
    return (
        f"the tables behind this answer and earlier ones take {memory(budget.kept)}, and the limit is"
        f" {memory(budget.limit.memory // _BYTES)}. {HELP}"
    )
