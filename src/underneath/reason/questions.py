"""Questions put to a slice: the one place where tasks are run and what is undefined becomes an error.

Everything here speaks of numbers of minds, facts and outcomes; labels live in the story layer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

import underneath.reason.esteem
import underneath.reason.hindsight
import underneath.reason.images
import underneath.reason.outlook
import underneath.reason.plans
import underneath.reason.posteriors
import underneath.reason.reaching
import underneath.reason.readings
import underneath.reason.reproach
import underneath.reason.scruples  # noqa: F401  # these make their tasks known
from underneath.core.effort import spend
from underneath.core.factors import Array, Factor, restrict, union
from underneath.core.sums import sum_product
from underneath.errors import EvidenceError, NotTold, TooLarge
from underneath.model.heads import NOBODY
from underneath.model.spread import Atom
from underneath.reason.asking import Ask, observed
from underneath.reason.diagnosis import own_evidence, unanswerable
from underneath.reason.lenses import Lens, atoms_at
from underneath.reason.levels import branches, owner_of, stack_levels
from underneath.reason.pricing import run_priced as run
from underneath.reason.readings import refuse_unseen
from underneath.reason.results import PLAIN, Choice, Mode, Posterior, Reading, Undefined
from underneath.reason.slices import Slice, joint_axis, path_name, shadow

_ASKED = 3e-4  # seconds of work for a question, beside its tasks
_SAME = 1e-13  # beliefs that differ by no more than rounding do not hang on a fact


def view(ask: Ask, about: tuple[int, ...], jointly: tuple[int, ...] = ()) -> Lens:
    """The lens of a question."""
    arguments = (ask.head, ask.rest, ask.place, about, jointly, observed(ask), ask.later)
    found: Lens = run(ask.where, "lens", *arguments)
    return found


def beliefs(ask: Ask, about: tuple[int, ...], jointly: tuple[int, ...] = ()) -> tuple[Atom, ...]:
    """The distribution over the beliefs of the last mind of the path; one atom for a mind alone.

    Each atom has probabilities of shape `(outcomes of each fact of about...)`; `Atom.jointly` holds positions of
    outcomes.

    Raises:
        NotTold: If the mind observed something that bears on the answer and was not told.
        ImpossibleEvidence: If the told evidence, or an information set that the answer reckons with, is held
        impossible.
    """
    spend(_ASKED)
    try:
        refuse_impossible(ask)
        found = view(ask, about, jointly)
    except TooLarge as fault:
        raise _gap(ask, fault) or fault from fault
    front = tuple(shadow(f) for f in about)
    factors = [f for g in found.groups for f in (g.weights, g.beliefs)]
    hidden = {*front, *(joint_axis(f) for f in jointly), *(a for g in found.groups for a in g.latent)}
    at = {**ask.told, **untold(ask, factors, hidden, found.undefined)}
    atoms: list[Atom] = []
    for cell in np.ndindex(*(ask.where.model.sizes[f] for f in jointly)):
        point = at | {joint_axis(f): k for f, k in zip(jointly, cell, strict=True)}
        atoms += [Atom(a.weight, a.probabilities, cell) for a in atoms_at(found, front, point)]
    total = sum(a.weight * float(a.probabilities.sum()) for a in atoms)
    if abs(total - 1) > 1e-6:
        raise own_evidence(ask)
    return tuple(atoms)


def untold(ask: Ask, factors: Sequence[Factor], hidden: set[int], undefined: Sequence[Undefined]) -> dict[int, int]:
    """Outcomes of observed facts that were not told, at which to read the answer: it is the same at all that can be.

    Raises:
        NotTold: If the answer hangs on one of them.
        EvidenceError: If there is none.
    """
    told = dict(ask.told)
    rests = [restrict(f, told) for f in factors]
    masks = [Undefined(restrict(u.mask, told), u.reason) for u in undefined]
    axes = tuple(sorted({a for f in (*rests, *(m.mask for m in masks)) for a in f.axes} - hidden))
    if not axes:
        refuse_undefined(ask, masks)
        return {}
    cells = _possible_cells(ask, axes)
    for cell in cells:
        refuse_undefined(ask, [Undefined(restrict(m.mask, cell), m.reason) for m in masks])
    for factor in rests:
        if _differs(factor, cells):
            raise not_told(ask, next((a for a in axes if _hangs_on(factor, a, axes, cells)), axes[0]))
    return cells[0]


def _possible_cells(ask: Ask, axes: tuple[int, ...]) -> list[dict[int, int]]:
    """The outcomes of untold facts that the first mind may have observed, given what was told."""
    owner = ask.where.heads[ask.head].owner
    own = {d.index for d in ask.where.model.decisions_of[owner]} if owner != NOBODY else set()
    others = tuple(a for a in axes if a not in own)
    table: Posterior = run(ask.where, "posterior", ask.head, ask.place, others, frozenset())
    if not np.any(table.factor.table > 0):
        raise own_evidence(ask)
    # One's own choices have no probability for oneself: any of them may have been made.
    chosen = tuple(a for a in axes if a in own)
    free = list(np.ndindex(*(ask.where.model.sizes[a] for a in chosen)))
    found = zip(*np.nonzero(table.factor.table), strict=True) if others else [()]
    return [
        {**dict(zip(others, map(int, cell), strict=True)), **dict(zip(chosen, map(int, act), strict=True))}
        for cell in found
        for act in free
    ]


def _differs(factor: Factor, cells: Sequence[Mapping[int, int]]) -> bool:
    """Whether some possible cells give different numbers."""
    first = restrict(factor, cells[0]).table
    return any(np.abs(restrict(factor, cell).table - first).max() > _SAME for cell in cells[1:])


def _hangs_on(factor: Factor, axis: int, axes: tuple[int, ...], cells: Sequence[Mapping[int, int]]) -> bool:
    """Whether possible cells that differ in one fact alone give different numbers."""
    if axis not in factor.axes:
        return False
    first: dict[tuple[int, ...], Array] = {}
    for cell in cells:
        rest = tuple(cell[a] for a in axes if a != axis and a in factor.axes)
        table = restrict(factor, cell).table
        if np.abs(table - first.setdefault(rest, table)).max() > _SAME:
            return True
    return False


def _gap(ask: Ask, fault: TooLarge) -> NotTold | None:
    """What is too large may be so only because the story has not told what the mind observed."""
    seen = ask.where.seen(ask.head, ask.place)
    return next((not_told(ask, a) for a in fault.axes if a in seen), None)


def not_told(ask: Ask, fact: int) -> NotTold:
    """The error for an observation that the story has not told."""
    name = ask.where.model.facts[fact].name
    who = path_name(ask.where.engine, ask.head)
    return NotTold(
        f"{who} observed {name!r}, which bears on the answer, and the story has not told it; tell it, suppose"
        " it for this"
        f" question (suppose={{{name!r}: ...}}), or ask what the reader thinks (reader > {who})"
    )


def refuse_undefined(ask: Ask, undefined: Iterable[Undefined]) -> None:
    """Raise for what is undefined at what was told."""
    for item in undefined:
        table = restrict(item.mask, dict(ask.told)).table
        if np.any(table > 0):
            raise unanswerable(ask, item.reason)


def refuse_impossible(ask: Ask) -> None:
    """Raise if the first mind holds the told evidence impossible."""
    # What was told is fixed here; what was observed and not told may have been anything.
    task = "impossible" if ask.where.engine.strict else "contradicted"
    refuse_undefined(ask, run(ask.where, task, ask.head, ask.place, frozenset()))


# --- policies -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A policy at one information set, and expected utilities (None for a habit; NaN where not available)."""

    probabilities: np.ndarray
    utilities: np.ndarray | None


def choice_at(ask: Ask, decision: int, mode: Mode = PLAIN) -> Weighed:
    """The policy of the owner of a head at a decision, at what was told.

    Raises:
        UnseenHabit: If the habit by which it acts names what it has not observed.
        NotTold: If the policy hangs on an observation that was not told.
    """
    found: Choice = run(ask.where, "policy", ask.head, decision, mode)
    refuse_unseen(ask.where, ask.head, decision, found)
    factors, undefined = [found.factor, found.allowed], found.undefined
    if found.utility is not None:
        worths: Posterior = run(ask.where, "worths", ask.head, decision, mode)
        factors.append(worths.factor)
        undefined += worths.undefined
    at = {**ask.told, **untold(ask, factors, {decision}, undefined)}
    at.pop(decision, None)
    table = restrict(found.factor, at).table
    if found.utility is None:
        return Weighed(table, None)
    utility = np.broadcast_to(restrict(worths.factor, at).table, table.shape)
    menu = np.broadcast_to(restrict(found.allowed, at).table, table.shape)
    return Weighed(table, np.where(menu > 0, utility, np.where(_open(ask, decision), -np.inf, np.nan)))


def policy_at(ask: Ask, decision: int) -> np.ndarray:
    """The probabilities of `choice_at` alone, without what the options are worth."""
    found: Choice = run(ask.where, "policy", ask.head, decision, PLAIN)
    refuse_unseen(ask.where, ask.head, decision, found)
    at = {**ask.told, **untold(ask, [found.factor], {decision}, found.undefined)}
    at.pop(decision, None)
    return np.asarray(restrict(found.factor, at).table)


def _open(ask: Ask, decision: int) -> np.ndarray:
    """Which options are available at what was told."""
    parents, array = ask.where.heads.available(ask.head, decision)
    fixed = {f: ask.told.get(f, 0) for f in parents}
    return np.asarray(restrict(Factor((*parents, decision), array), fixed).table, dtype=bool)


def predicted_utilities(ask: Ask, decision: int) -> np.ndarray | None:
    """Mean expected utilities of another's options, as the first mind of a question expects them.

    None where the other may act by habit, which weighs nothing.
    """
    mean = predicted_factor(ask, decision)
    if mean is None:
        return None
    at = {**ask.told, **untold(ask, [mean], {decision}, ())}
    at.pop(decision, None)
    return np.asarray(restrict(mean, at).table)


def predicted_factor(ask: Ask, decision: int) -> Factor | None:
    """The same at all that the first mind may have observed."""
    fact, found, place = ask.where.model.facts[decision], [], ask.place
    owner = owner_of(ask.where, decision)
    for level, child in branches(ask.where, ask.head, owner, fact.place):
        utility = _whole_utility(ask.where.of(child, fact.place), child, decision)
        if utility is None:
            return None
        found.append((level, Reading(utility)))
    whole = ask.where.cut(stack_levels(ask.where, owner, found).factor)
    known = ask.where.seen(ask.head, place) if observed(ask) is None else observed(ask)
    assert known is not None
    hidden = tuple(sorted(a for a in whole.axes if a != decision and a not in known))
    belief: Posterior = run(ask.where, "posterior", ask.head, place, hidden, observed(ask))
    parts = [belief.factor, whole]
    keep = (*(a for a in union(parts) if a in known), decision)
    return sum_product(parts, keep, ask.where.engine.budget)


def _whole_utility(where: Slice, head: int, decision: int) -> Factor | None:
    """Expected utilities of a head's options, with the part that they share; None for a habit."""
    found: Choice = run(where, "policy", head, decision, PLAIN)
    if found.utility is None:
        return None
    worths: Posterior = run(where, "worths", head, decision, PLAIN)
    return worths.factor


def value_of_information(ask: Ask, decision: int, foresight: float) -> tuple[np.ndarray, np.ndarray]:
    """For each option: what seeing adds to it, and its expected utility with that.

    Its expected utility when one's later decisions see what they will see, minus that when they must be taken on what
    is known now (Howard 1966; Raiffa and Schlaifer 1961).
    """
    place = ask.where.model.facts[decision].place
    owner = ask.where.heads[ask.head].owner
    now = frozenset({*ask.where.all_known(owner, place), decision})
    seeing = choice_at(ask, decision, Mode(foresight)).utilities
    blind = choice_at(ask, decision, Mode(foresight, now)).utilities
    if seeing is None or blind is None:
        raise EvidenceError(
            f"{path_name(ask.where.engine, ask.head)} chooses at {ask.where.model.facts[decision].name!r} by"
            " habit and weighs"
            " nothing, so no option has a value of information; ask it of a mind of level 1 or more that wants"
            " something"
        )
    # An option that stays at minus infinity gains nothing by seeing.
    lost = np.isneginf(seeing) & np.isneginf(blind)
    return np.asarray(np.where(lost, 0.0, seeing) - np.where(lost, 0.0, blind)), seeing


def requisite(ask: Ask, decision: int) -> tuple[int, ...]:
    """The observations that a policy hangs on."""
    found: Choice = run(ask.where, "policy", ask.head, decision, PLAIN)
    return tuple(sorted(a for a in found.factor.axes if a >= 0 and a != decision))


def requisite_of(ask: Ask, about: tuple[int, ...]) -> tuple[int, ...]:
    """The observations that a belief hangs on."""
    found = view(ask, about)
    axes = {a for g in found.groups for f in (g.weights, g.beliefs) for a in f.axes}
    return tuple(sorted(a for a in axes if a >= 0))
