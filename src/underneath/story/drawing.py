"""Whole histories of the world itself: drawn, and weighed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import numpy as np

from underneath.core.budget import at_most
from underneath.core.effort import spend
from underneath.core.factors import restrict
from underneath.errors import TooLarge, UnderneathError
from underneath.model.facts import Cause, Fact
from underneath.model.spread import mean_of
from underneath.reason import questions
from underneath.reason.sampling import sample
from underneath.story.observing import Observed
from underneath.story.record import Record, ask_at
from underneath.story.rows import Rows

WORTH_IT = 2**18  # cells up to which one table for all draws beats a small one for each
_WORTH_WHOLE = 2**16  # cells of a policy up to which it is found whole
_FACT = 1e-4  # seconds of work for a fact of a history that is drawn alone


def histories(
    record: Record,
    n: int,
    rng: np.random.Generator,
    wanted: Collection[int] | None = None,
    tell: Callable[[int], None] | None = None,
) -> np.ndarray:
    """Positions of outcomes, shape `(n, facts)`, given what was told; with `wanted`, of those facts and what was told.

    All others are zeros then.  Where they are drawn one by one, `tell` is told how many are done.
    """
    wanted = range(len(record.model.facts)) if wanted is None else wanted
    try:
        with at_most(record.root.engine.budget, WORTH_IT):
            return sample(ask_at(record, (), record.now), n, rng, wanted)
    except TooLarge:
        # Whole policies are large, but each draw only needs them where it goes.
        drawing, found = _Drawing(record, frozenset(wanted)), np.zeros((n, len(record.model.facts)), dtype=np.int64)
        for at in range(n):
            found[at] = drawing.history(rng)
            if tell is not None:
                tell(at + 1)
        return found


class _Drawing:
    """Histories that are drawn one by one, fact by fact: what one of them found out serves the others."""

    def __init__(self, record: Record, wanted: frozenset[int]) -> None:
        """Draw the facts that are wanted and not told."""
        facts, told = record.model.facts, record.told
        self._facts = [f for f in facts if f.index in wanted and f.index not in told]
        # What has been told is given already where everything told lies before.
        self._open = max([record.now, *(facts[f].place + 1 for f in told)])
        self._record = replace(record.further({}, record.now), general=record)
        self._rows = Rows(record, Observed(self._record, self._open, record.now), _WORTH_WHOLE)
        self._alone: set[int] = set()

    def history(self, rng: np.random.Generator) -> list[int]:
        """One history; it draws one number for each fact."""
        spend(len(self._facts) * _FACT)
        told, record = dict(self._record.told), self._record
        fresh: dict[int, int] = {}
        for fact in self._facts:
            row = self._row(fact, told)
            if row is None:
                record = record.further(fresh, max(record.now, fact.place)) if fresh else record
                row = mean_of(questions.beliefs(ask_at(record, (), max(record.now, fact.place)), (fact.index,)))
                fresh = {}
            told[fact.index] = fresh[fact.index] = int(rng.choice(len(row), p=row / row.sum()))
        return [told.get(f.index, 0) for f in self._record.model.facts]

    def _row(self, fact: Fact, told: Mapping[int, int]) -> np.ndarray | None:
        """The row of a fact that is still to come where all that it hangs on is known; None for any other."""
        if fact.place < self._open or fact.index in self._alone:
            return None
        try:
            return self._told_row(fact, told)
        except UnderneathError:
            # Who is asked alone may be at fault for what is none of the world: it has a say of its own.
            self._alone.add(fact.index)
            return None

    def _told_row(self, fact: Fact, told: Mapping[int, int]) -> np.ndarray | None:
        whole = self._rows.whole_policy(fact) if fact.cause is Cause.DECISION else None
        if whole is not None:
            choice = whole[1]
            axes = {*choice.factor.axes, *(a for u in choice.undefined for a in u.mask.axes)} - {fact.index}
            if not axes <= told.keys() or any(np.any(restrict(u.mask, told).table > 0) for u in choice.undefined):
                return None
            return np.asarray(restrict(choice.factor, told).table)
        hangs_on = self._rows.hangs_on(fact)
        if not told.keys() >= set(hangs_on):
            return None
        fixed = self._record.told if fact.cause is Cause.DECISION else {}
        return self._rows.at(fact, tuple((f, told[f]) for f in hangs_on if f not in fixed))


def log_evidence(record: Record) -> float:
    """Natural log of the probability of what was told, fact by fact in order."""
    total, past = 0.0, record.untold()
    for fact in sorted(record.told):
        ask = ask_at(past, (), record.model.facts[fact].place)
        share = mean_of(questions.beliefs(ask, (fact,)))[record.told[fact]]
        if not share > 0:
            return -np.inf
        total += float(np.log(share))
        past = past.further({fact: record.told[fact]}, past.now)
    return total
