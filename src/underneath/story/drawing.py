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
from underneath.story.record import Record, ask_at, next_place
from underneath.story.rows import Rows

WORTH_IT = 2**18  # cells up to which one table for all draws beats a small one for each
_WORTH_WHOLE = 2**16  # cells of a policy up to which it is found whole
_FACT = 2e-5  # seconds of work for a fact of a history that is drawn alone


def histories(
    record: Record,
    n: int,
    rng: np.random.Generator,
    wanted: Collection[int] | None = None,
    progress: Callable[[int], object] | None = None,
) -> np.ndarray:
    """Positions of outcomes, shape `(n, facts)`, given what was told; with `wanted`, of those facts and what was told.

    All others are zeros then.  Where they are drawn one by one, `progress` is called with how many are done.
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
            if progress is not None:
                progress(at + 1)
        return found


class _Drawing:
    """Histories that are drawn one by one, fact by fact: what one of them found out serves the others."""

    def __init__(self, record: Record, wanted: frozenset[int]) -> None:
        """Draw the facts that are wanted and not told."""
        facts, told = record.model.facts, record.told
        self._facts = [f for f in facts if f.index in wanted and f.index not in told]
        # What has been told bears on no fact after it but by what that fact hangs on.
        self._open = max([record.now, *(facts[f].place + 1 for f in told)])
        self._start = replace(record.further({}, record.now), general=record)
        self._record, self._told = self._start, dict(told)
        self._rows = Rows(record, lambda _: self._so_far(), _WORTH_WHOLE)
        self._unanswered: set[int] = set()
        if self._facts:
            questions.refuse_impossible(ask_at(record, (), record.now))

    def history(self, rng: np.random.Generator) -> list[int]:
        """One history; it draws one number for each fact."""
        spend(len(self._facts) * _FACT)
        self._record, self._told = self._start, dict(self._start.told)
        for fact in self._facts:
            row = self._row(fact)
            self._told[fact.index] = int(rng.choice(len(row), p=row / row.sum()))
        return [self._told.get(f.index, 0) for f in self._start.model.facts]

    def _so_far(self) -> Record:
        """The record of what has been drawn; it goes on with the last one that was needed."""
        fresh = {f: o for f, o in self._told.items() if f not in self._record.told}
        if fresh:
            now = max(next_place(self._record.model, self._record.model.facts[f].place) for f in fresh)
            self._record = self._record.further(fresh, max(self._record.now, now))
        return self._record

    def _row(self, fact: Fact) -> np.ndarray:
        """P(fact) given what was told and what has been drawn."""
        row = None
        if fact.place >= self._open and fact.index not in self._unanswered:
            try:
                row = self._own_row(fact, self._told)
            except UnderneathError:
                # Where a mind has no answer it is for the world to say whether it needs one, and what is wrong.
                self._unanswered.add(fact.index)
        if row is None:
            ask = ask_at(self._so_far(), (), max(self._start.now, fact.place))
            row = mean_of(questions.beliefs(ask, (fact.index,)))
        return row

    def _own_row(self, fact: Fact, told: Mapping[int, int]) -> np.ndarray | None:
        """The row of the table or policy of a fact; None where what it may hang on is not known."""
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
        return self._rows.at(fact, tuple((f, told[f]) for f in hangs_on))


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
