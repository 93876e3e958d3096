"""Whole histories of the world itself: drawn, and weighed."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from underneath.core.budget import at_most
from underneath.errors import TooLarge
from underneath.model.spread import mean_of
from underneath.reason import questions
from underneath.reason.sampling import sample
from underneath.story.record import Record, ask_at, next_place

WORTH_IT = 2**18  # cells up to which one table for all draws beats a small one for each


def histories(record: Record, n: int, rng: np.random.Generator, wanted: Collection[int] | None = None) -> np.ndarray:
    """Positions of outcomes, shape `(n, facts)`, given what was told; with `wanted`, of those facts and what was told.

    All others are zeros then.
    """
    wanted = range(len(record.model.facts)) if wanted is None else wanted
    try:
        with at_most(record.root.engine.budget, WORTH_IT):
            return sample(ask_at(record, (), record.now), n, rng, wanted)
    except TooLarge:
        # Whole policies are large, but each draw only needs them where it goes.
        return np.array([_drawn(record, rng, wanted) for _ in range(n)]).reshape(n, len(record.model.facts))


def _drawn(record: Record, rng: np.random.Generator, wanted: Collection[int]) -> list[int]:
    """One history, drawn and told fact by fact."""
    facts = record.model.facts
    for fact in facts:
        if fact.index in wanted and fact.index not in record.told:
            ask = ask_at(record, (), max(record.now, fact.place))
            row = mean_of(questions.beliefs(ask, (fact.index,)))
            now = max(record.now, next_place(record.model, fact.place))
            record = record.further({fact.index: int(rng.choice(len(row), p=row / row.sum()))}, now)
    return [record.told.get(f.index, 0) for f in facts]


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
