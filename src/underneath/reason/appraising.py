"""Appraisals: what came of a scene so far, against what was expected and against what other acts would have given.

After Houlihan, Kleiman-Weiner, Hewitt, Tenenbaum and Saxe (2023): achieved utility, prediction error, and
counterfactuals on one's own and on another's act, by kind of want.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from underneath.core.factors import Factor, restrict
from underneath.model.heads import ROOT
from underneath.reason.asking import Ask
from underneath.reason.hindsight import menu_of
from underneath.reason.pricing import run_priced as run
from underneath.reason.questions import refuse_impossible, untold
from underneath.reason.results import Posterior
from underneath.reason.selves import Me, Span
from underneath.reason.slices import rerun_axis


@dataclass(frozen=True, slots=True)
class Numbers:
    """One kind of want in one step, in utils; None where there is no act, or no other option."""

    achieved: float
    prediction_error: float
    own_counterfactual: float | None
    other_counterfactual: float | None


def appraise(ask: Ask, mind: int, span: Span, what: str, own: int | None, other: int | None) -> Numbers:
    """Appraise a step.

    Args:
        ask: The question to the mind, at the end of the step.
        mind: Whose appraisal.
        span: The step.
        what: Which terms count, by a word of `underneath.model.terms.COUNTED`.
        own: The mind's latest act in the scene.
        other: The latest act of another in the scene.

    Raises:
        NotTold: If the mind observed something that bears on the answer and was not told.
        ImpossibleEvidence: If what it observed is held impossible.
    """
    refuse_impossible(ask)
    me = Me(mind, ask.head, ROOT)
    before, now = (
        _number(ask, run(ask.where, "expected", me, place, span.start, span.end, what))
        for place in (span.before, span.now)
    )
    error = 0.0 if now == before else now - before
    return Numbers(now, error, *(_otherwise(ask, me, span, what, act, now) for act in (own, other)))


def _number(ask: Ask, found: Posterior) -> float:
    at = {**ask.told, **untold(ask, [found.factor], set(), found.undefined)}
    return float(restrict(found.factor, at).table)


def _otherwise(ask: Ask, me: Me, span: Span, what: str, act: int | None, now: float) -> float | None:
    """What the best other option of an act would have given, less what is expected as it is."""
    if act is None:
        return None
    axis = rerun_axis(act)
    found: Posterior = run(ask.where, "weighed", me, span.now, act, what, me.mind)
    menu = menu_of(ask.where, me, act)
    at = {**ask.told, **untold(ask, [found.factor, menu], {axis}, found.undefined)}
    values = np.broadcast_to(_row(found.factor, at), (ask.where.model.sizes[act],))
    free = np.broadcast_to(_row(menu, at), values.shape) > 0
    if act in ask.told:
        free = free & (np.arange(len(values)) != ask.told[act])
    if not free.any():
        return None
    best = float(values[free].max())
    return 0.0 if best == now else best - now


def _row(factor: Factor, at: dict[int, int]) -> np.ndarray:
    return np.asarray(restrict(factor, at).table)
