"""What a head takes the table of each fact to be.

Chance and signs: the head's own table.  A decision of another: the policy of that mind as this head has it in mind, one
level down, at each level it may have (mixtures), with the head's tremble.  Own decisions: the own policy.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np

from underneath.core.effort import spend
from underneath.core.factors import Factor, add, aligned, multiply
from underneath.core.ghosts import Ghost
from underneath.core.numerics import softmax
from underneath.errors import MissingHabit, UnseenHabit
from underneath.model.facts import Cause
from underneath.model.heads import NOBODY, ROOT
from underneath.model.tables import AnyTable, BeliefTable, FeltQuestion, Table
from underneath.reason.general import in_general
from underneath.reason.lenses import lens_beliefs
from underneath.reason.levels import branches, owner_of, stack_levels
from underneath.reason.possibility import reachable
from underneath.reason.results import PLAIN, Choice, Mode, Reading, Reason, Undefined, Why
from underneath.reason.slices import Slice, path_name
from underneath.reason.tasks import Work, need, task

_CELL = 1e-5  # seconds of work for a cell that a rule is run for
_OBJECT = 32  # cells that a tuple of labels and answers takes the room of
_SOMEBODY = -1  # no head's number: what another thinks is asked on the shared line


@task
def reading(where: Slice, head: int, fact: int) -> Work:
    """P(fact | its causes) as a head has it, restricted to what is fixed."""
    item = where.model.facts[fact]
    if item.cause is not Cause.DECISION and isinstance(table := where.heads.table(head, fact), Table):
        return Reading(where.cut(Factor((*table.parents, fact), table.array)))
    own = item.owner == where.heads[head].owner
    if item.cause is Cause.DECISION and where.heads[head].owner == NOBODY and where.line.shared is not None:
        return (yield from _acted(where, fact))
    source = where.at(item.place) if own or where.line.shared is None else where.of(_SOMEBODY, item.place)
    if source is not where:
        found = yield from need(source, "reading", head, fact)
        return Reading(where.cut(found.factor), where.cut_undefined(found.undefined))
    if item.cause is not Cause.DECISION:
        return reckoned(where, head, (yield from _sign_reading(where, head, fact)))
    if own:
        return (yield from own_reading(where, head, fact, PLAIN))
    return reckoned(where, head, (yield from _policy_reading(where, head, fact)))


def reckoned(where: Slice, head: int, found: Reading) -> Reading:
    """A reading without what is undefined only where a table of the head excludes it: nothing is ever lost there."""
    if not found.undefined:
        return found
    axes = {a for u in found.undefined for a in u.mask.axes if a >= 0}
    tables = [(a, where.heads.table(head, a)) for a in sorted(axes) if where.model.facts[a].cause is not Cause.DECISION]
    own = [where.cut(Factor((*t.parents, a), t.array)) for a, t in tables if isinstance(t, Table)]
    return Reading(found.factor, tuple(u for u in found.undefined if reachable(u.mask, own)))


def _acted(where: Slice, fact: int) -> Work:
    """A decision in the world itself: the policy of its actor, on what was told of all that the actor has observed."""
    item, owner = where.model.facts[fact], owner_of(where, fact)
    child = where.heads.child(ROOT, owner, item.place)
    source = where.line.of_mind(child, owner).at(min(item.place, where.start))
    choice: Choice = yield from need(source, "policy", child, fact, PLAIN)
    refuse_unseen(where, child, fact, choice)
    undefined = where.cut_undefined(choice.undefined)
    return Reading(where.cut(choice.factor), undefined)


def _sign_reading(where: Slice, head: int, fact: int) -> Work:
    """A sign that hangs on a belief asks its owner, as this head has that mind."""
    table = where.heads.table(head, fact)
    found, owner = [], owner_of(where, fact)
    for level, child in branches(where, head, owner, where.model.facts[fact].place):
        found.append((level, (yield from need(where, "belief_rows", child, fact, table))))
    return stack_levels(where, owner, found)


def _policy_reading(where: Slice, head: int, fact: int) -> Work:
    """A decision of another mind, as this head reads it."""
    item = where.model.facts[fact]
    taken = where.heads.replaced(head, fact) if where.heads[head].owner != NOBODY else None
    if isinstance(taken, Table):
        return tremble(where, head, habit(where, head, fact, taken))
    found, owner = [], owner_of(where, fact)
    for level, child in branches(where, head, owner, item.place):
        if isinstance(taken, BeliefTable):
            choice = yield from need(where, "belief_habit", child, fact, taken)
        else:
            choice = yield from need(where, "policy", child, fact, PLAIN)
        if where.heads[head].owner == NOBODY:
            refuse_unseen(where, child, fact, choice)
        found.append((level, tremble(where, head, choice)))
    return stack_levels(where, owner, found)


def own_reading(where: Slice, head: int, fact: int, mode: Mode) -> Work:
    """One's own later decision: at one's own rationality, or in a plan at one's foresight."""
    choice: Choice = yield from need(where, "policy", where.heads.base(head), fact, mode)
    refuse_unseen(where, head, fact, choice)
    return tremble(where, head, choice)


def planned_reading(where: Slice, head: int, fact: int, mode: Mode) -> Work:
    """One's own later decision as a plan has it."""
    choice: Choice = yield from need(where, "policy", where.heads.base(head), fact, mode)
    refuse_unseen(where, head, fact, choice)
    settings = where.heads.settings(head)
    foresight = settings.foresight if mode.foresight is None else mode.foresight
    if mode.until is not None:
        return Reading(respond(choice, math.inf), choice.undefined)
    if mode.calm:
        return tremble(where, head, choice)
    if foresight is not None and choice.utility is not None:
        choice = replace(choice, factor=respond(choice, foresight))
    return tremble(where, head, choice)


def respond(choice: Choice, rationality: float) -> Factor:
    """The softmax response to the expected utilities of a choice at another rationality."""
    assert choice.utility is not None
    axes = choice.factor.axes
    allowed = np.asarray(aligned(choice.allowed, axes), dtype=bool)
    return Factor(axes, softmax(aligned(choice.utility, axes), rationality, allowed, choice.spread))


def tremble(where: Slice, head: int, choice: Choice) -> Reading:
    """The policy as the head reads it: mixed with a mistake where the head says so."""
    mistake = where.heads.settings(head).tremble
    if mistake is None:
        return Reading(choice.factor, choice.undefined)
    if choice.utility is None or mistake.rationality == 0:
        flat = choice.menu.table / np.maximum(choice.menu.table.sum(-1, keepdims=True), 1)
        other = Factor(choice.menu.axes, flat)
    else:
        other = respond(choice, mistake.rationality)
    keep = Factor(choice.factor.axes, choice.factor.table * (1 - mistake.eps))
    mixed = add(keep, Factor(other.axes, other.table * mistake.eps))
    return Reading(mixed, choice.undefined)


def habit(where: Slice, head: int, fact: int, table: Table) -> Choice:
    """A habit as a choice: renormalised over what is available."""
    allowed = available(where, head, fact)
    product = multiply(where.cut(Factor((*table.parents, fact), table.array)), allowed)
    axes = (*(a for a in product.axes if a != fact), fact)
    array = aligned(product, axes)
    total = array.sum(axis=-1, keepdims=True)
    factor = Factor(axes, array / np.where(total > 0, total, 1.0))
    undefined: tuple[Undefined, ...] = ()
    if not (total > 0).all():
        mask = Factor(axes[:-1], (total[..., 0] <= 0).astype(float))
        place = where.model.facts[fact].place
        undefined = (Undefined(mask, Reason(Why.NO_OPTION, head, place, fact)),)
    return Choice(factor, None, allowed, allowed, 0.0, undefined)


def available(where: Slice, head: int, fact: int) -> Factor:
    """1.0 for every option that is available in this head; the decision is the last axis."""
    parents, array = where.heads.available(head, fact)
    cut = where.cut(Factor((*parents, fact), array.astype(float)))
    return Factor(cut.axes, cut.table)


@task
def belief_habit(where: Slice, head: int, fact: int, table: BeliefTable) -> Work:
    """A habit that hangs on a belief of its owner."""
    rows = yield from need(where, "belief_rows", head, fact, table)
    plain = habit(where, head, fact, Table((), np.ones(len(where.model.facts[fact].outcomes))))
    product = multiply(rows.factor, plain.allowed)
    axes = (*(a for a in product.axes if a != fact), fact)
    array = aligned(product, axes)
    total = array.sum(axis=-1, keepdims=True)
    factor = Factor(axes, array / np.where(total > 0, total, 1.0))
    return Choice(factor, None, plain.menu, plain.menu, 0.0, rows.undefined)


@task
def belief_rows(where: Slice, head: int, fact: int, table: BeliefTable) -> Work:
    """P(fact | parents, own belief): run the rule on the answers of its owner, in every cell."""
    general = in_general(where, "belief_rows", head, fact, table)
    if general is not None:
        return Reading(where.cut(general.factor), where.cut_undefined(general.undefined))
    size = where.model.sizes[fact]
    found: Reading = yield from need(where, "belief_answers", head, fact, table)
    axes, cells = found.factor.axes, found.factor.table
    where.engine.budget.allow(math.prod(cells.shape) * size, (*axes, fact))
    spend(math.prod(cells.shape) * _CELL)
    if where.engine.budget.log is not None:
        return Reading(Factor((*axes, fact), Ghost((*cells.shape, size))))
    rows = np.zeros((*cells.shape, size))
    for cell in np.ndindex(cells.shape):
        if cells[cell] is not None:
            rows[cell] = table.rule(*cells[cell])
    return Reading(Factor((*axes, fact), rows), found.undefined)


@task
def belief_answers(where: Slice, head: int, fact: int, table: BeliefTable) -> Work:
    """What the rule of a belief table is given: labels of its parents and its owner's answers, as tuples.

    A factor of objects over what they hang on; None where an answer is undefined.
    """
    place = where.model.facts[fact].place
    lost: list[Undefined] = []
    answers: list[Factor] = []
    for question in table.questions:
        if isinstance(question, FeltQuestion):
            intensity: Reading = yield from need(where, "felt_answer", head, fact, question)
            answers.append(_as_objects(where, intensity.factor))
            lost += intensity.undefined
            continue
        view = yield from need(where, "lens", head, question.path[1:], place, question.about, ())
        lost += view.undefined
        answers.append(lens_beliefs(where, view, question.about))
    open_parents = [p for p in table.parents if p not in where.fixed]
    axes = tuple(dict.fromkeys([*open_parents, *(a for f in answers for a in f.axes)]))
    shape = tuple(where.model.sizes[a] for a in axes)
    where.engine.budget.allow(math.prod(shape) * _OBJECT, axes)
    spend(math.prod(shape) * _CELL)
    if where.engine.budget.log is not None:
        return Reading(Factor(axes, Ghost(shape)))
    cells = np.empty(shape, dtype=object)
    for cell in itertools.product(*map(range, shape)):
        at = dict(zip(axes, cell, strict=True)) | dict(where.fixed)
        beliefs = [f.table[tuple(at[a] for a in f.axes)] for f in answers]
        if not any(b is None for b in beliefs):
            labels = [where.model.facts[p].outcomes[at[p]] for p in table.parents]
            given = [q.read(b) for q, b in zip(table.questions, beliefs, strict=True)]
            cells[cell] = (*labels, *given)
    return Reading(Factor(axes, cells), tuple(lost))


def _as_objects(where: Slice, factor: Factor) -> Factor:
    """Numbers as what the rule of a table may be given."""
    if where.engine.budget.log is not None:
        return factor
    return Factor(factor.axes, np.asarray(factor.table, dtype=object))


def refuse_unseen(where: Slice, head: int, fact: int, choice: Choice) -> None:
    """Refuse to act by a habit that reads what its actor cannot see; to be read by others it may.

    Raises:
        UnseenHabit: Naming the decision and what the habit names.
    """
    item, known = where.model.facts[fact], where.all_known(owner_of(where, fact), where.model.facts[fact].place)
    unseen = [a for a in choice.factor.axes if a >= 0 and a != fact and a not in known]
    if choice.utility is None and unseen:
        raise UnseenHabit(
            f"{path_name(where.engine, head)} acts at {item.name!r} by a habit that names"
            f" {where.model.facts[unseen[0]].name!r}, which it has not observed by then; others may read such a habit,"
            " but it cannot be acted by: name only what the actor has observed, or say that it observes it"
        )


def missing_habit(where: Slice, head: int, fact: int) -> MissingHabit:
    """The error for a habit that is needed and was never declared."""
    item = where.model.facts[fact]
    return MissingHabit(
        f"{path_name(where.engine, head)} chooses {item.name!r} by habit (level {where.heads[head].level}), and"
        " no habit was"
        f" declared for it; declare one: decision({item.name!r}, ..., habit=...), or habit='uniform' for the"
        " whole world"
    )


def habit_table(where: Slice, head: int, fact: int) -> AnyTable:
    """The habit of a decision in its actor's head.

    Raises:
        MissingHabit: If none was declared.
    """
    table = where.heads.table(head, fact)
    if table is None:
        raise missing_habit(where, head, fact)
    return table
