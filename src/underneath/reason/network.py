"""The nodes of a twin network: every fact of the told run and of the branch, and the links of agreement between them.

Facts that cannot move are one node, the same in both runs.  A moved fact has the axis of its own number in the branch
and another in the told run, unless it is certain there.  Nothing is computed here; each node says what its factor may
hang on, and how it is made.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from underneath.core.budget import Budget
from underneath.core.factors import Factor, multiply, union
from underneath.model.facts import Cause
from underneath.model.heads import ROOT
from underneath.model.model import Model
from underneath.model.tables import BeliefTable
from underneath.reason.agreement import ALWAYS, NEVER, Numbering, equal, kept, link, no
from underneath.reason.asking import Ask
from underneath.reason.forks import Fork
from underneath.reason.levels import owner_of
from underneath.reason.possibility import patched
from underneath.reason.pricing import run_priced as run
from underneath.reason.relevance import potential
from underneath.reason.results import Reading, Undefined

_TOLD, _LINKS = -(10**9), -2 * 10**9
_SOMEBODY = -1  # no head's number: what a mind thinks is asked on the shared line


def axis_name(model: Model, axis: int) -> str:
    """What an axis of a twin network stands for, for messages."""
    if axis >= 0:
        return model.facts[axis].name
    return f"{model.facts[_TOLD - axis].name} as told" if axis > _LINKS else "whether causes agree"


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """The factor of a node, zero where it is undefined; `patched` is the same with ones there."""

    factor: Factor
    patched: Factor
    lost: tuple[tuple[Ask, Undefined], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """P(own axis | other axes), or with `own` None the evidence of what is certain.

    `scope` are the axes that the factor may have.
    """

    own: int | None
    scope: frozenset[int]
    make: Callable[[], Made]


@dataclass(slots=True)
class _Chain:
    """Whether all that a mind has observed agrees: `same`, after the first of the moved facts that it comes to know."""

    facts: list[tuple[int, int]]
    same: int = ALWAYS
    linked: int = 0


class Layout:
    """The nodes of a fork, in the order of its facts.

    `told` and `branch` are questions to the world itself, with what is certain in each run.
    """

    def __init__(self, fork: Fork, told: Ask, branch: Ask, budget: Budget) -> None:
        """Lay out all nodes."""
        self.fork, self.told, self.branch, self.budget = fork, told, branch, budget
        self.nodes: list[Node] = []
        self._next = _LINKS
        known = fork.model.known
        self._minds = [_Chain(sorted((k[f], f) for f in fork.moved if f in k)) for k in known]
        for fact in range(len(fork.model.facts)):
            self._add(fact)

    def _add(self, fact: int) -> None:
        rerun = fact in self.fork.rerun
        if fact in self.fork.bearing or not (rerun or fact in self.fork.moved):
            self._node(self.told, fact, frozenset(), lambda: self._once(fact, self.told))
        if not rerun:
            return
        same = self._same(fact) if fact in self.fork.bearing else NEVER
        if same == NEVER:
            self._node(self.branch, fact, frozenset(), lambda: self._once(fact, self.branch))
        else:
            more = frozenset({same, *self._outcomes(self.told, fact).axes})
            self._node(self.branch, fact, more, lambda: self._again(fact, same))

    def _node(self, run_of: Ask, fact: int, more: frozenset[int], make: Callable[[], Made]) -> None:
        axes = self._outcomes(run_of, fact).axes
        scope = more.union(self._axis(run_of, a) for a in potential(run_of.where, ROOT, fact))
        if axes or scope:
            self.nodes.append(Node(axes[0] if axes else None, scope, make))

    def _axis(self, run_of: Ask, fact: int) -> int:
        return _TOLD - fact if run_of is self.told and fact in self.fork.moved else fact

    def _outcomes(self, run_of: Ask, fact: int) -> Factor:
        """The positions of a fact's outcomes in a run: the one that is certain, or all along its axis."""
        fixed = run_of.where.fixed
        if fact in fixed:
            return Factor((), np.int64(fixed[fact]))
        return Factor((self._axis(run_of, fact),), np.arange(self.fork.model.sizes[fact]))

    # --- factors ----------------------------------------------------------------------------------------------------

    def _once(self, fact: int, run_of: Ask) -> Made:
        """The table or policy of a fact in one run."""
        found = self._reading(run_of, fact)
        lost = tuple((run_of, u) for u in found.undefined)
        return Made(found.factor, patched(found.factor, found.undefined), lost)

    def _again(self, fact: int, same: int) -> Made:
        """A fact of the branch whose causes may agree: then it is as it was."""
        found, whole = self._reading(self.branch, fact), self._once(fact, self.branch).patched
        as_told = equal(self._outcomes(self.told, fact), self._outcomes(self.branch, fact))
        self._allow((no(same), as_told, whole))
        lost = tuple((self.branch, Undefined(multiply(u.mask, no(same)), u.reason)) for u in found.undefined)
        return Made(kept(same, as_told, found.factor), kept(same, as_told, whole), lost)

    def _reading(self, run_of: Ask, fact: int) -> Reading:
        found: Reading = run(run_of.where, "reading", ROOT, fact)
        return self._renamed(run_of, found)

    def _renamed(self, run_of: Ask, found: Reading) -> Reading:
        """A reading on the axes of its run."""

        def renamed(factor: Factor) -> Factor:
            return Factor(tuple(self._axis(run_of, a) for a in factor.axes), factor.table)

        return Reading(renamed(found.factor), tuple(Undefined(renamed(u.mask), u.reason) for u in found.undefined))

    def _allow(self, factors: tuple[Factor, ...]) -> None:
        sizes = {a: n for f in factors for a, n in zip(f.axes, f.table.shape, strict=True)}
        self.budget.allow(math.prod(sizes.values()), union(factors))

    # --- agreement --------------------------------------------------------------------------------------------------

    def _same(self, fact: int) -> int:
        """Whether the causes of a fact agree: known, or an axis."""
        item = self.fork.model.facts[fact]
        if item.cause is Cause.DECISION:
            return self._same_observed(self._minds[owner_of(self.told.where, fact)], item.place)
        assert item.table is not None
        same = ALWAYS
        for parent in item.table.parents:
            same = self._agree(same, parent)
        return self._agree_in_mind(same, fact, item.table) if isinstance(item.table, BeliefTable) else same

    def _same_observed(self, chain: _Chain, place: int) -> int:
        """Whether all that a mind has observed before a place agrees."""
        while chain.linked < len(chain.facts) and chain.facts[chain.linked][0] < place:
            chain.same = self._agree(chain.same, chain.facts[chain.linked][1])
            chain.linked += 1
        return chain.same

    def _agree(self, before: int, fact: int) -> int:
        """One link more: a fact comes out the same in both runs."""
        if before == NEVER or fact not in self.fork.moved:
            return before
        agreeing = equal(self._outcomes(self.told, fact), self._outcomes(self.branch, fact))
        if not agreeing.axes:
            return before if agreeing.table else NEVER
        return self._linked(before, frozenset(agreeing.axes), lambda: Made(agreeing, agreeing))

    def _agree_in_mind(self, before: int, fact: int, table: BeliefTable) -> int:
        """One link more: the owner of a sign gives the same answers to the questions of its table."""
        if before == NEVER:
            return before
        scopes = (self._axis(r, a) for r in (self.told, self.branch) for a in potential(r.where, ROOT, fact))
        return self._linked(before, frozenset(scopes), lambda: self._agreeing_answers(fact, table))

    def _agreeing_answers(self, fact: int, table: BeliefTable) -> Made:
        place, owner = self.fork.model.facts[fact].place, owner_of(self.told.where, fact)
        numbering, numbers, lost = Numbering(len(table.parents)), [], []
        for run_of in (self.told, self.branch):
            child = run_of.where.heads.child(ROOT, owner, place)
            found = run(run_of.where.of(_SOMEBODY, place), "belief_answers", child, fact, table)
            cut = [run_of.where.cut(f) for f in (numbering.of(found.factor), *(u.mask for u in found.undefined))]
            masks = [Undefined(mask, u.reason) for mask, u in zip(cut[1:], found.undefined, strict=True)]
            renamed = self._renamed(run_of, Reading(cut[0], tuple(masks)))
            numbers.append(renamed.factor)
            lost += [(run_of, u) for u in renamed.undefined]
        self._allow(tuple(numbers))
        agreeing = equal(*numbers)
        return Made(agreeing, agreeing, tuple(lost))

    def _linked(self, before: int, scope: frozenset[int], agreeing: Callable[[], Made]) -> int:
        """A new link of agreement after another."""
        self._next = axis = self._next - 1

        def make() -> Made:
            made = agreeing()
            factor = link(before, made.factor, axis)
            return Made(factor, factor, made.lost)

        self.nodes.append(Node(axis, scope | {axis} | ({before} if before < 0 else set()), make))
        return axis
