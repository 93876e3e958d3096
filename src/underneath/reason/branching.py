"""Questions to a branch: what happens in it, what its minds believe, and how they choose.

What a mind has observed in a branch may not be certain.  Its beliefs are then a distribution: the lens of its own
beliefs (`lenses`) over all that it may have observed, weighed by how likely that is in the branch (`twins`).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from underneath.core.factors import Factor, aligned, restrict, union
from underneath.core.sums import sum_product
from underneath.model.heads import ROOT
from underneath.model.spread import Atom
from underneath.reason.asking import Ask
from underneath.reason.diagnosis import own_evidence, unanswerable
from underneath.reason.lenses import Group, Lens, atoms_at, echo
from underneath.reason.pricing import run_priced as run
from underneath.reason.questions import predicted_factor, refuse_impossible, view
from underneath.reason.readings import refuse_unseen
from underneath.reason.results import PLAIN, Choice, Posterior, Undefined
from underneath.reason.slices import joint_axis, shadow
from underneath.reason.twins import Twins

_CLOSE = 1e-6


def happens(twins: Twins, about: tuple[int, ...]) -> np.ndarray:
    """P(facts in the branch), shape `(outcomes of each fact...)`.

    Raises:
        ImpossibleEvidence: If what was told is impossible.
    """
    refuse_impossible(twins.told)
    where = twins.branch.where
    law = twins.law(f for f in about if f not in where.fixed)
    parts = [law, *(echo(where, f, shadow(f)) for f in about)]
    return np.asarray(sum_product(parts, tuple(map(shadow, about)), twins.budget).table)


def beliefs(twins: Twins, ask: Ask, about: tuple[int, ...], jointly: tuple[int, ...] = ()) -> tuple[Atom, ...]:
    """What the last mind of a path may believe in the branch.

    Args:
        twins: The branch.
        ask: The question, with what is certain in the branch as told.
        about: Facts.
        jointly: Of a mind alone: facts of the branch to ask jointly with its belief; of a longer path as in
            `underneath.reason.questions.beliefs`.

    Raises:
        ImpossibleEvidence: If the branch may show a mind what it holds impossible.
    """
    _refuse_impossible(twins, ask)
    found = view(ask, about, jointly if ask.rest else ())
    _refuse_lost(twins, ask, found.undefined)
    weighed = Lens(tuple(_weighed(twins, g, () if ask.rest else jointly) for g in found.groups))
    front = tuple(map(shadow, about))
    atoms: list[Atom] = []
    for cell in np.ndindex(*(twins.fork.model.sizes[f] for f in jointly)):
        at = {joint_axis(f): k for f, k in zip(jointly, cell, strict=True)}
        atoms += [Atom(a.weight, a.probabilities, cell) for a in atoms_at(weighed, front, at)]
    if abs(sum(a.weight * float(a.probabilities.sum()) for a in atoms) - 1) > _CLOSE:
        raise own_evidence(ask)
    return tuple(atoms)


def _weighed(twins: Twins, group: Group, jointly: tuple[int, ...]) -> Group:
    """A group of beliefs whose information sets are weighed by the branch, and so are latent axes."""
    named = [a for a in union((group.weights, group.beliefs)) if a >= 0]
    world = twins.branch.where
    parts = [twins.law((*named, *(f for f in jointly if f not in world.fixed))), group.weights]
    parts += [echo(world, f, joint_axis(f)) for f in jointly]
    latent = (*group.latent, *(a for a in named if a in group.beliefs.axes))
    joint = [a for a in union(parts) if a < 0 and a not in latent]
    return Group(sum_product(parts, (*latent, *joint), twins.budget), group.beliefs, latent)


def _refuse_impossible(twins: Twins, ask: Ask) -> None:
    """Raise if the branch may show a mind what it holds impossible, whether its answer hangs on that or not."""
    # Unless heads may contradict, all that is drawn anew is possible for every mind; what is set may not be.
    task, seen = ("impossible", None) if ask.where.engine.strict else ("contradicted", frozenset[int]())
    _refuse_lost(twins, ask, run(ask.where, task, ask.head, ask.place, seen))


def _refuse_lost(twins: Twins, ask: Ask, undefined: Iterable[Undefined]) -> None:
    """Raise for what is undefined where the branch may come."""
    for item in undefined:
        if twins.may_reach(restrict(item.mask, dict(ask.told))):
            raise unanswerable(ask, item.reason)


# --- policies -------------------------------------------------------------------------------------------------------


def choice(twins: Twins, ask: Ask, decision: int) -> tuple[np.ndarray, np.ndarray | None]:
    """The policy of the owner of a head at a decision, on average in the branch, and its mean expected utilities.

    Utilities are averaged over where the option is available; None for a habit.
    """
    found: Choice = run(ask.where, "policy", ask.head, decision, PLAIN)
    if found.utility is None:
        refuse_unseen(ask.where, ask.head, decision, found)
        _refuse_lost(twins, ask, found.undefined)
        return _average(twins, found.factor, decision), None
    worths: Posterior = run(ask.where, "worths", ask.head, decision, PLAIN)
    _refuse_lost(twins, ask, (*found.undefined, *worths.undefined))
    return _average(twins, found.factor, decision), _worth(twins, ask, found.allowed, worths.factor, decision)


def _average(twins: Twins, factor: Factor, decision: int) -> np.ndarray:
    law = twins.law(a for a in factor.axes if a != decision)
    return np.asarray(sum_product([law, factor], (decision,), twins.budget).table)


def _worth(twins: Twins, ask: Ask, may: Factor, worths: Factor, decision: int) -> np.ndarray:
    """Mean expected utilities: minus infinity where it may be, NaN for an option that is never available."""
    parents, menu = ask.where.heads.available(ask.head, decision)
    free = ask.where.cut(Factor((*parents, decision), menu))
    parts = (worths, may, free)
    axes = tuple(a for a in union(parts) if a != decision)
    law = twins.law(axes)
    utility, allowed, available = (aligned(f, (*axes, decision)) for f in parts)
    weights = law.table[..., None] * available
    total = weights.sum(axis=tuple(range(len(axes))))
    # Where an option cannot be taken or weighs nothing, its utility does not count, however infinite.
    counted = np.where(weights > 0, np.where(allowed > 0, utility, -np.inf), 0.0)
    sums = np.where(weights > 0, weights * counted, 0.0).sum(axis=tuple(range(len(axes))))
    return np.where(total > 0, sums / np.where(total > 0, total, 1.0), np.nan)


def predicted_utilities(twins: Twins, ask: Ask, decision: int) -> np.ndarray | None:
    """Mean expected utilities of another's options, as the first mind expects them; None where it may be a habit."""
    mean = predicted_factor(ask, decision)
    return None if mean is None else _average(twins, restrict(mean, dict(ask.told)), decision)


# --- what can be forced ---------------------------------------------------------------------------------------------


def unavailable(twins: Twins) -> int | None:
    """The first decision that is forced to an option that may not be available in the branch."""
    for decision, option in sorted(twins.fork.forced.items()):
        parents, menu = twins.branch.where.heads.available(ROOT, decision)
        closed = Factor(parents, 1.0 - menu[..., option])
        if twins.may_reach(twins.branch.where.cut(closed)):
            return decision
    return None
