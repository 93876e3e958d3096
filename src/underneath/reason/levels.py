"""Levels of others: which heads another mind may have, and how likely each is.

Without a mixture another mind is one level below.  With one, its level is a hidden fact, drawn once, learnt from what
it does: the cognitive hierarchy of Camerer, Ho and Chong (2004), Poisson weights included.
"""

from __future__ import annotations

import math

import numpy as np

from underneath.core.factors import Factor, expand, multiply, union
from underneath.errors import BadNumber
from underneath.model.minds import LevelWeights
from underneath.reason.results import Reading, Undefined
from underneath.reason.slices import Slice, level_axis, path_name


def owner_of(where: Slice, fact: int) -> int:
    """The mind that a sign or a decision belongs to."""
    owner = where.model.facts[fact].owner
    assert owner is not None
    return owner


def branches(where: Slice, head: int, mind: int, place: int) -> list[tuple[int | None, int]]:
    """The heads that `mind` may have in this head: one, or one for every level that it may be at (mixtures)."""
    weights = mixture_weights(where, head, mind)
    if weights is None:
        return [(None, where.heads.child(head, mind, place))]
    return [(m, where.heads.child(head, mind, place, m)) for m in range(len(weights))]


def mixture_weights(where: Slice, head: int, mind: int) -> tuple[float, ...] | None:
    """P(level of another) in a head, levels 0 to its own less one; None where the level is not in doubt."""
    me = where.heads[head]
    mixture = where.heads.settings(head).mixture
    if mixture is None or me.level <= 1 or mind == me.owner or where.heads.says_level(head, mind):
        return None
    raw = level_weights(mixture, me.level)
    if sum(raw) <= 0:
        raise BadNumber(
            f"{path_name(where.engine, head)} is at level {me.level}, and its weights over the levels of others give"
            f" nothing to levels 0 to {me.level - 1}; give one of them a positive weight"
        )
    return tuple(w / sum(raw) for w in raw)


def level_weights(mixture: LevelWeights, below: int) -> tuple[float, ...]:
    """Weights of levels 0 to `below` - 1, not normalised."""
    if mixture.tau is None:
        return tuple(mixture.weights[m] if m < len(mixture.weights) else 0.0 for m in range(below))
    # tau^m / m! in logs: both overflow long before their ratio does.
    logs = [m * math.log(mixture.tau) - math.lgamma(m + 1) if mixture.tau else -math.inf * m for m in range(below)]
    logs = [0.0 if math.isnan(x) else x for x in logs]
    return tuple(math.exp(x - max(logs)) for x in logs)


def stack_levels(where: Slice, mind: int, found: list[tuple[int | None, Reading]]) -> Reading:
    """One reading for each level of `mind`, as one reading with the level as an axis."""
    if found[0][0] is None:
        return found[0][1]
    axes = union(r.factor for _, r in found)
    axis = level_axis(mind)
    parts = [expand(r.factor, axes, where.model.sizes.__getitem__).table for _, r in found]
    undefined = tuple(
        Undefined(multiply(_one_hot(axis, len(found), m), u.mask), u.reason)
        for m, (_, r) in enumerate(found)
        for u in r.undefined
    )
    return Reading(Factor((axis, *axes), np.stack(parts)), undefined)


def _one_hot(axis: int, size: int, at: int) -> Factor:
    return Factor((axis,), np.eye(size)[at])
