"""Levels of others: which heads another mind may have, and how likely each is.

Without a mixture another mind is one level below.  With one, its level is a hidden fact, drawn once, learnt from what
it does: the cognitive hierarchy of Camerer, Ho and Chong (2004), Poisson weights included.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from underneath.core.effort import spend
from underneath.core.factors import Factor, expand, multiply, union
from underneath.errors import BadNumber
from underneath.model.minds import LevelWeights
from underneath.reason.results import Reading, Undefined
from underneath.reason.slices import Slice, level_axis, path_name

_BRANCH = 30e-6  # seconds of work for one level that a mind may have


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
    spend(len(weights) * _BRANCH)
    return [(m, where.heads.child(head, mind, place, m)) for m in range(len(weights))]


def mixture_weights(where: Slice, head: int, mind: int) -> tuple[float, ...] | None:
    """P(level of another) in a head, levels 0 to its own less one; None where the level is not in doubt."""
    me = where.heads[head]
    mixture = where.heads.settings(head).mixture
    if mixture is None or me.level <= 1 or mind == me.owner or where.heads.says_level(head, mind):
        return None
    found = level_weights(mixture, me.level)
    if not any(found):
        raise BadNumber(
            f"{path_name(where.engine, head)} is at level {me.level}, and its weights over the levels of others give"
            f" nothing to levels 0 to {me.level - 1}; give one of them a positive weight"
        )
    return found


@lru_cache
def level_weights(mixture: LevelWeights, below: int) -> tuple[float, ...]:
    """P(level) for levels 0 to `below` - 1; zeros if the mixture gives nothing to any of them."""
    raw = _raw_weights(mixture, below)
    total = sum(raw)
    return tuple(w / total for w in raw) if total > 0 else raw


def _raw_weights(mixture: LevelWeights, below: int) -> tuple[float, ...]:
    if mixture.tau is None:
        return tuple(mixture.weights[m] if m < len(mixture.weights) else 0.0 for m in range(below))
    # tau^m / m! in logs: both overflow long before their ratio does.
    logs = [m * math.log(mixture.tau) - math.lgamma(m + 1) if mixture.tau else -math.inf * m for m in range(below)]
    logs = [0.0 if math.isnan(x) else x for x in logs]
    top = max(logs)
    return tuple(math.exp(x - top) for x in logs)


def stack_levels(where: Slice, mind: int, found: list[tuple[int | None, Reading]]) -> Reading:
    """One reading for each level of `mind`, as one reading with the level as an axis."""
    if found[0][0] is None:
        return found[0][1]
    axes = union(r.factor for _, r in found)
    axis = level_axis(mind)
    where.engine.budget.allow(len(found) * math.prod(where.model.sizes[a] for a in axes if a >= 0), (axis, *axes))
    parts = [expand(r.factor, axes, where.model.sizes.__getitem__).table for _, r in found]
    undefined = tuple(
        Undefined(multiply(_one_hot(axis, len(found), m), u.mask), u.reason)
        for m, (_, r) in enumerate(found)
        for u in r.undefined
    )
    return Reading(Factor((axis, *axes), np.stack(parts)), undefined)


def _one_hot(axis: int, size: int, at: int) -> Factor:
    return Factor((axis,), np.eye(size)[at])
