"""Draws from the world itself, given what was told: every mind acts by its policy at its own level.

Fact by fact in order: what is past and was not told from its posterior, what is to come from its table or policy, for
all draws at once.
"""

from __future__ import annotations

import numpy as np

from underneath.core.factors import Factor
from underneath.model.heads import ROOT
from underneath.reason.asking import Ask
from underneath.reason.diagnosis import unanswerable
from underneath.reason.pricing import run_priced as run
from underneath.reason.questions import refuse_impossible
from underneath.reason.results import Posterior


def sample(ask: Ask, n: int, rng: np.random.Generator) -> np.ndarray:
    """Positions of outcomes, shape `(n, facts)`."""
    model = ask.where.model
    rows = np.zeros((n, len(model.facts)), dtype=np.int64)
    settled: list[int] = []
    for index, outcome in ask.told.items():
        rows[:, index] = outcome
        settled.append(index)
    refuse_impossible(ask)
    for fact in (f for f in model.facts if f.index not in ask.told):
        seen = frozenset(f for f in settled if f not in ask.where.fixed)
        place = max(ask.place, fact.place) if _fits(ask, fact.index) else ask.place
        table: Posterior = run(ask.where, "posterior", ROOT, place, (fact.index,), seen)
        refuse_drawn(ask, table, rows)
        rows[:, fact.index] = _draw(table.factor, rows, rng)
        settled.append(fact.index)
    return rows


def refuse_drawn(ask: Ask, table: Posterior, rows: np.ndarray) -> None:
    """Raise if some draw has come to a history in which the next fact has no answer."""
    for item in table.undefined:
        at = item.mask.table[tuple(rows[:, a] for a in item.mask.axes)]
        if np.any(at > 0):
            raise unanswerable(ask, item.reason)


def _fits(ask: Ask, fact: int) -> bool:
    """Whether a fact is still to come."""
    return ask.where.model.facts[fact].place >= ask.place


def _draw(factor: Factor, rows: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One outcome for each row, by inversion; the table's first axis is the fact's own."""
    columns = tuple(rows[:, a] for a in factor.axes[1:])
    flat = np.moveaxis(factor.table, 0, -1)
    table = flat[columns] if columns else np.broadcast_to(flat, (len(rows), flat.size))
    edges = np.cumsum(table, axis=-1)
    points = rng.random(len(rows))[:, None] * edges[:, -1:]
    return np.asarray((points >= edges).sum(axis=-1).clip(max=edges.shape[-1] - 1))
