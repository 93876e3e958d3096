"""The evidence of a head: the readings of all facts so far that may bear on a question.

What lies before the slice comes from its store (see `underneath.reason.stores`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from underneath.core.factors import Factor, add, linear
from underneath.model.facts import Cause
from underneath.model.heads import NOBODY
from underneath.reason.levels import mixture_weights
from underneath.reason.relevance import candidates, telling
from underneath.reason.results import Posterior, Reading, Undefined
from underneath.reason.slices import Slice, level_axis
from underneath.reason.stores import absorb, store
from underneath.reason.tasks import Work, need


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Factors of a head that may bear on a question; `own[k]` is the fact whose table factor k is (-1: merged)."""

    factors: tuple[Factor, ...]
    own: tuple[int, ...]
    undefined: tuple[tuple[Factor, Undefined], ...]


def evidence(
    where: Slice, head: int, place: int, hidden: tuple[int, ...], seen: frozenset[int], everything: bool = False
) -> Work:
    """The readings of all facts that may bear on `hidden`, with what the store holds."""
    base = store(where, head, keep_all=False)
    whole = any(h in base.gone for h in hidden)
    if whole:
        base = store(where, head, keep_all=True)
    pool = candidates(where, head, place, hidden, seen, base, everything)
    found, own, undefined, absorbed = [], [], [], []
    for fact in pool:
        item: Reading = yield from read_act(where, head, fact, place)
        found.append(item.factor)
        own.append(fact)
        undefined += [(item.factor, u) for u in item.undefined]
        if where.model.facts[fact].place < where.start and _lasting(where, head, fact, item):
            absorbed.append((fact, item.factor))
    factors = [*map(linear, base.merged), *found]
    if absorbed:
        # What is only predicted sums to one; in the store it could not be told from evidence.
        evident = telling(where, head, pool, seen, base)
        absorb(where, head, whole, [(fact, factor) for fact, factor in absorbed if fact in evident])
    latent = {a for f in factors for a in f.axes if a < 0}
    for mind in range(len(where.model.minds)):
        weights = (
            mixture_weights(where, head, mind) if level_axis(mind) in latent or level_axis(mind) in hidden else None
        )
        if weights is not None:
            factors.append(Factor((level_axis(mind),), np.array(weights)))
            own.append(level_axis(mind))
    return Evidence(tuple(factors), (*(-(10**9) for _ in base.merged), *own), tuple(undefined))


def _lasting(where: Slice, head: int, fact: int, item: Reading) -> bool:
    """Whether a reading stays what it is: no later observation can change how it enters, or whether it does."""
    if item.undefined or where.heads[head].owner == NOBODY:
        return False
    if where.model.facts[fact].cause is not Cause.DECISION:
        return True
    return where.heads.settings(head).chi == 0 and bool((item.factor.table > 0).all())


def read_act(where: Slice, head: int, fact: int, place: int) -> Work:
    """The reading of a fact as evidence: a cursed reader mixes an act that it saw with what it expected."""
    item: Reading = yield from need(where, "reading", head, fact)
    chi = where.heads.settings(head).chi
    cause, owner = where.model.facts[fact].cause, where.heads[head].owner
    known = where.model.known[owner].get(fact, place) if owner != NOBODY else place
    if not chi or cause is not Cause.DECISION or known >= place or where.model.facts[fact].owner == owner:
        return item
    then = where.at(known)
    expected: Posterior = yield from need(then, "posterior", head, known, (fact,), None)
    guess = where.cut(expected.factor)
    mixed = add(Factor(guess.axes, guess.table * chi), Factor(item.factor.axes, item.factor.table * (1 - chi)))
    return Reading(mixed, item.undefined)
