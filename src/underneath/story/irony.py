"""Irony: how much more a reader knows than somebody in the story does.

The Kullback-Leibler divergence of the other's belief from the reader's, in bits, between any two paths.  It is infinite
where the other gives nothing to what the reader holds possible; whether that is because the other never thought of it
is said beside the number.
"""

from __future__ import annotations

import numpy as np

from underneath.model.facts import Outcome
from underneath.model.measures import divergence
from underneath.model.model import Model
from underneath.model.shared import Irony, Whose
from underneath.model.spread import mean_of
from underneath.model.tables import Floats
from underneath.reason import questions
from underneath.reason.asking import Ask
from underneath.story import labelling
from underneath.story.record import Record, ask_at

Minds = tuple[int, ...]


def irony(
    record: Record, reader: Minds, other: Minds, facts: tuple[int, ...], holds: np.ndarray | None, place: int
) -> Irony:
    """How far what the other believes at a place falls short of what the reader does."""
    asks = [ask_at(record, minds, place) for minds in (reader, other)]
    ours, theirs = (_mean(ask, facts, holds) for ask in asks)
    readers, others = (_whose(ask, minds) for ask, minds in zip(asks, (reader, other), strict=True))
    return Irony(divergence(ours, theirs), others, readers, _outside(asks[1], facts, holds))


def _whose(ask: Ask, minds: Minds) -> Whose:
    """Whose belief, with the level of each mind as the one before it on the path has it in mind."""
    heads, model = ask.where.heads, ask.where.model
    levels = tuple(heads[head].level for head in _heads(ask)) if minds else ()
    horizon = heads.settings(ask.head).horizon if minds else None
    path = tuple(model.minds[m].name for m in minds)
    return Whose(path, levels, len(minds), horizon, labelling.step_name(model, ask.place))


def _heads(ask: Ask) -> list[int]:
    """The heads of the minds of a path."""
    found = [ask.head]
    for mind in ask.rest:
        found.append(ask.where.heads.child(found[-1], mind, ask.place))
    return found


def _mean(ask: Ask, facts: tuple[int, ...], holds: np.ndarray | None) -> Floats:
    table = mean_of(questions.beliefs(ask, facts))
    return table if holds is None else labelling.collapse(table, holds)


def _outside(ask: Ask, facts: tuple[int, ...], holds: np.ndarray | None) -> tuple[Outcome | tuple[Outcome, ...], ...]:
    """The outcomes that the last mind of a path has never thought of."""
    model, missing = ask.where.model, ask.where.heads[_heads(ask)[-1]].missing
    beyond = np.zeros(tuple(model.sizes[f] for f in facts), dtype=bool)
    for axis, fact in enumerate(facts):
        for outcome in (o for f, o in missing if f == fact):
            beyond[(slice(None),) * axis + (outcome,)] = True
    if holds is not None:
        return tuple(label for label in (False, True) if beyond[holds == label].all())
    return tuple(_label(model, facts, cell) for cell in np.argwhere(beyond))


def _label(model: Model, facts: tuple[int, ...], cell: np.ndarray) -> Outcome | tuple[Outcome, ...]:
    labels = tuple(model.facts[f].outcomes[k] for f, k in zip(facts, cell, strict=True))
    return labels[0] if len(labels) == 1 else labels
