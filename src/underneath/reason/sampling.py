"""Draws from the world itself, given what was told: every mind acts by its policy at its own level.

Fact by fact in order: what is past and was not told from its posterior, what is to come from its table or policy, for
all draws at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from underneath.core.factors import Factor
from underneath.model.heads import ROOT
from underneath.reason.asking import Ask
from underneath.reason.diagnosis import unanswerable
from underneath.reason.pricing import run_priced as run
from underneath.reason.questions import refuse_impossible
from underneath.reason.results import Posterior, Undefined


def sample(ask: Ask, n: int, rng: np.random.Generator, wanted: Collection[int]) -> np.ndarray:
    """Positions of outcomes, shape `(n, facts)`; of facts that are neither told nor wanted, zeros."""
    model = ask.where.model
    rows = np.zeros((n, len(model.facts)), dtype=np.int64)
    settled: list[int] = []
    for index, outcome in ask.told.items():
        rows[:, index] = outcome
        settled.append(index)
    refuse_impossible(ask)
    for fact in (f for f in model.facts if f.index in wanted and f.index not in ask.told):
        seen = frozenset(f for f in settled if f not in ask.where.fixed)
        place = max(ask.place, fact.place) if _fits(ask, fact.index) else ask.place
        table: Posterior = run(ask.where, "posterior", ROOT, place, (fact.index,), seen)
        refuse_drawn(ask, table.undefined, rows)
        rows[:, fact.index] = drawn(rows_of(table.factor, fact.index, rows), rng.random(n))
        settled.append(fact.index)
    return rows


def refuse_drawn(ask: Ask, undefined: Iterable[Undefined], rows: np.ndarray) -> None:
    """Raise if some draw has come to a history in which the next fact has no answer."""
    for item in undefined:
        at = item.mask.table[tuple(rows[:, a] for a in item.mask.axes)]
        if np.any(at > 0):
            raise unanswerable(ask, item.reason)


def _fits(ask: Ask, fact: int) -> bool:
    """Whether a fact is still to come."""
    return ask.where.model.facts[fact].place >= ask.place


def rows_of(factor: Factor, fact: int, rows: np.ndarray) -> np.ndarray:
    """P(fact) for each draw, shape `(draws, outcomes)`; all other axes are facts that have been drawn."""
    columns = tuple(rows[:, a] for a in factor.axes if a != fact)
    flat = np.moveaxis(factor.table, factor.axes.index(fact), -1)
    return np.asarray(flat[columns] if columns else np.broadcast_to(flat, (len(rows), flat.size)))


def drawn(table: np.ndarray, points: np.ndarray) -> np.ndarray:
    """One position for each row of probabilities, by inversion at a number from 0 to 1 for each."""
    edges = np.cumsum(table, axis=-1)
    scaled = points[:, None] * edges[:, -1:]
    return np.asarray((scaled >= edges).sum(axis=-1).clip(max=edges.shape[-1] - 1))
