"""What a question would cost, before any of it is computed.

The question is asked of a dry copy of the world, in which sums are planned and not done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from underneath.core.budget import Budget, Crowded, PriceFirst, SumPlan, memory, unpriced
from underneath.core.effort import OPERATION, effort, require
from underneath.reason.slices import Engine, Learnt, Line, Slice
from underneath.reason.tasks import run


@dataclass(frozen=True, slots=True)
class Plan:
    """The price of a question.

    `sums` is how many sums of products it takes, `operations` their multiplications, `largest` the cells of the
    largest table and `over` the facts that make it so; `limit` is the number of cells that is allowed; `depends_on`
    the facts that the answer hangs on.
    """

    sums: int
    operations: int
    largest: int
    over: tuple[str, ...]
    limit: int
    depends_on: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the question will be answered rather than refused as too large."""
        return self.largest <= self.limit

    def __str__(self) -> str:
        """Two lines: the price, and the largest table."""
        size = memory(self.largest)
        verdict = "fits" if self.fits else "is over the limit"
        return (
            f"{self.sums:,} sums, {self.operations:,} operations\n"
            f"largest table: {self.largest:,} cells ({size}, {verdict}) over {', '.join(self.over) or 'nothing'}"
        )


def run_priced(where: Slice, name: str, *arguments: Any) -> Any:
    """Run a task; one that turns out to be large is first priced as a whole.

    Raises:
        TooLarge: Before the large part is begun, if any table of it is over the limit.
        TooLong: If it takes more work than the limit allows.
    """
    budget = where.engine.budget
    if budget.is_half_full:
        where.engine.forget()
    with effort(budget.limit.seconds, budget.limit.cells):
        try:
            return _run_or_price(where, name, *arguments)
        except Crowded:
            where.engine.forget()
        return _run_or_price(where, name, *arguments)


def _run_or_price(where: Slice, name: str, *arguments: Any) -> Any:
    try:
        with unpriced(where.engine.budget):
            return run(where, name, *arguments)
    except PriceFirst:
        _refuse_large(where, name, *arguments)
    return run(where, name, *arguments)


def _refuse_large(where: Slice, name: str, *arguments: Any) -> None:
    dry = dry_copy(where)
    run(dry, name, *arguments)
    require(sum(plan.operations for plan in dry.engine.budget.log or []) * OPERATION)


def dry_copy(where: Slice) -> Slice:
    """The same slice of the same heads, in which sums are noted and not done."""
    old = where.engine
    budget = Budget(old.budget.limit, old.budget.name, log=[], hasty=True)
    engine = Engine(old.model, old.heads, budget, strict=old.strict, last_use=old.last_use, known=old.known)
    return _dry_line(engine, where.line).at(where.start)


def _dry_line(engine: Engine, line: Line) -> Line:
    events: list[Learnt] = []
    part: Line | None = line
    while part is not None:
        events[:0] = part.events
        part = part.before
    shared = None if line.shared is None else _dry_line(engine, line.shared)
    wider = None if line.wider is None else partial(_dry_wider, engine, line.wider)
    sibling = None if line.sibling is None else partial(_dry_sibling, engine, line.sibling)
    return Line(engine, tuple(events), None, line.head, shared, wider=wider, group=line.group, sibling=sibling)


def _dry_wider(engine: Engine, wider: Callable[[frozenset[int]], Line], group: frozenset[int]) -> Line:
    return _dry_line(engine, wider(group))


def _dry_sibling(engine: Engine, sibling: Callable[[int], Line], head: int) -> Line:
    return _dry_line(engine, sibling(head))


def price(where: Slice, limit: int, depends_on: Sequence[int]) -> Plan:
    """Add up what a dry slice has noted."""
    log = where.engine.budget.log or []
    top = max(log, key=lambda plan: plan.largest, default=SumPlan((), (), 1, (), 0))
    names = tuple(dict.fromkeys(where.engine.axis_name(a) for a in top.largest_axes))
    facts = tuple(where.model.facts[f].name for f in sorted(depends_on))
    return Plan(sum(bool(p.steps) for p in log), sum(p.operations for p in log), top.largest, names, limit, facts)
