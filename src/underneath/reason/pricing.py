"""What a question would cost, before any of it is computed.

The question is asked of a dry copy of the world, in which sums are planned and not done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from underneath.core.sums import SumPlan
from underneath.reason.slices import Slice

_BYTES = 8


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
        size = f"{self.largest * _BYTES / 2**20:,.3g} MiB"
        verdict = "fits" if self.fits else "is over the limit"
        return (
            f"{self.sums:,} sums, {self.operations:,} operations\n"
            f"largest table: {self.largest:,} cells ({size}, {verdict}) over {', '.join(self.over) or 'nothing'}"
        )


def price(where: Slice, limit: int, depends_on: Sequence[int]) -> Plan:
    """Add up what a dry slice has noted."""
    log = where.engine.budget.log or []
    top = max(log, key=lambda plan: plan.largest, default=SumPlan((), (), 1, (), 0))
    names = tuple(dict.fromkeys(where.engine.axis_name(a) for a in top.largest_axes))
    facts = tuple(where.model.facts[f].name for f in sorted(depends_on))
    return Plan(len(log), sum(p.operations for p in log), top.largest, names, limit, facts)
