"""Slices: a world with what everybody concerned has observed fixed at its outcome.

Facts that all minds of a question have observed are never axes.  A story makes a line of slices, one for every fact that
became known to all of them; each knows the slice before it.  A decision is planned in the slice of its own time, where
later facts are still open, and its policy is then restricted to what came.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from underneath.core.factors import Factor, restrict
from underneath.core.sums import Budget
from underneath.model.facts import Cause
from underneath.model.heads import NOBODY, Heads
from underneath.model.model import Model
from underneath.model.tables import AnyTable, BeliefTable
from underneath.model.terms import ImageTerm

_SHADOW = -1_000_000
_JOINT = -1_500_000
_FRESH = -2_000_000


def level_axis(mind: int) -> int:
    """The axis of the hidden level of a mind, inside one head (mixtures)."""
    return -1 - mind


def shadow(fact: int) -> int:
    """The axis that answers about a fact, apart from the fact's own axis."""
    return _SHADOW - fact


def joint_axis(fact: int) -> int:
    """The axis of a fact that a nested question is asked jointly with."""
    return _JOINT - fact


@dataclass(slots=True)
class Engine:
    """What all slices of a world share: the model, its heads, the memory limit, and facts about the model found once."""

    model: Model
    heads: Heads
    budget: Budget
    fresh_axes: int = 0
    strict: bool = False
    last_use: tuple[float, ...] = ()
    known: dict[tuple[int, int], frozenset[int]] = field(default_factory=dict)

    def allow(self, axes: Collection[int]) -> None:
        """Refuse a table over facts that is too large."""
        cells = math.prod(self.model.sizes[a] for a in axes if a >= 0)
        self.budget.allow(cells, axes)

    def fresh(self) -> int:
        """An axis that nobody else uses."""
        self.fresh_axes += 1
        return _FRESH - self.fresh_axes

    def axis_name(self, axis: int) -> str:
        """What an axis stands for, for messages."""
        if axis >= 0:
            return self.model.facts[axis].name
        if axis > _SHADOW:
            return f"level of {self.model.minds[-1 - axis].name}"
        if axis <= _FRESH:
            return "what another mind has observed"
        return self.model.facts[(_SHADOW if axis > _JOINT else _JOINT) - axis].name


@dataclass(slots=True)
class Slice:
    """`fixed` facts have one outcome for every mind concerned; all of them lie before place `start`."""

    engine: Engine
    fixed: Mapping[int, int]
    start: int
    earlier: Slice | None = None
    memo: dict[Any, Any] = field(default_factory=dict)

    @property
    def model(self) -> Model:
        """The model."""
        return self.engine.model

    @property
    def heads(self) -> Heads:
        """The heads of the model."""
        return self.engine.heads

    def at(self, place: int) -> Slice:
        """The latest slice of this line in which the item at `place` is still to come."""
        found: Slice = self
        while found.start > place and found.earlier is not None:
            found = found.earlier
        return found

    def cut(self, factor: Factor) -> Factor:
        """The factor restricted to what is fixed."""
        return restrict(factor, self.fixed) if self.fixed else factor

    def seen(self, head: int, place: int) -> frozenset[int]:
        """Facts that the owner of a head has observed before `place` and that are not fixed."""
        key = ("seen", self.heads[head].owner, place)
        found = self.memo.get(key)
        if found is None:
            known = {} if key[1] == NOBODY else self.model.known[key[1]]
            found = frozenset(f for f, p in known.items() if p < place and f not in self.fixed)
            self.memo[key] = found
        return found

    def all_known(self, mind: int, place: int) -> frozenset[int]:
        """Facts that a mind has observed before `place`, fixed or not."""
        key = (mind, place)
        found = self.engine.known.get(key)
        if found is None:
            found = frozenset(f for f, p in self.model.known[mind].items() if p < place)
            self.engine.known[key] = found
        return found

    def describe_circle(self, asked: tuple[Any, ...]) -> str:
        """A sentence about a task that needs itself."""
        head = next((a for a in asked[1:] if isinstance(a, int)), 0)
        who = path_name(self.engine, head)
        return (
            f"what {who} believes or chooses ({asked[0]}) would need itself; a belief that an image term or a"
            " sign reads must be settled by lower levels or by earlier facts"
        )


def path_name(engine: Engine, head: int) -> str:
    """The path of a head as users write it."""
    path = engine.heads.paths[head]
    return " > ".join(engine.model.minds[m].name for m in path) if path else "the world itself"


def open_world(model: Model, cells: int, dry: bool = False) -> Slice:
    """The first slice of a line: nothing told.  A `dry` one sums nothing and notes what it would have to sum."""
    budget = Budget(cells, log=[] if dry else None)
    engine = Engine(model, Heads(model), budget)
    budget.name = engine.axis_name
    engine.strict = may_contradict(model)
    engine.last_use = last_uses(model)
    return Slice(engine, {}, 0)


def fix(before: Slice, outcomes: Mapping[int, int], start: int) -> Slice:
    """The next slice: these outcomes have become known to everyone concerned before place `start`."""
    return Slice(before.engine, {**before.fixed, **outcomes}, start, before)


def may_contradict(model: Model) -> bool:
    """Whether some head may hold impossible what another gives positive probability.

    Such heads differ in what their tables exclude: replaced tables, awareness, or policies that exclude an option.  In all
    other worlds a history that one mind reckons with is possible for every mind in it, and nothing needs to be checked.
    """
    rules = model.heads
    replaced = any(r.tables or r.traits.fallbacks for r in rules) or any(m.unaware for m in model.minds)
    traits = [m.traits for m in model.minds] + [r.traits for r in rules]
    sharp = any(
        float("inf") in (t.rationality, t.foresight, *t.rationality_at.values()) or t.tremble is not None for t in traits
    )
    terms = [term for t in traits for term in t.terms or ()]
    dire = any(isinstance(t, ImageTerm) or bool((t.array == float("-inf")).any()) for t in terms)
    habits = any(_excludes(f.table) for f in model.facts if f.cause is Cause.DECISION)
    beliefs = any(isinstance(f.table, BeliefTable) for f in model.facts)
    return replaced or sharp or dire or habits or beliefs


def _excludes(table: AnyTable | None) -> bool:
    return isinstance(table, BeliefTable) or (table is not None and bool((table.array == 0).any()))


def last_uses(model: Model) -> tuple[float, ...]:
    """For each fact the last place that refers to it; infinity when somebody ever observes it."""
    last = [float(f.place) for f in model.facts]
    for fact in model.facts:
        tables: list[AnyTable | None] = [fact.table]
        for rule in model.heads:
            tables.append(rule.tables.get(fact.index))
            tables += [swap.get(fact.index) for swap in rule.traits.fallbacks or ()]
        for mind in model.minds:
            tables += [swap.get(fact.index) for swap in mind.traits.fallbacks or ()]
        for read in _reads(tables) | set(fact.menu.parents if fact.menu else ()):
            last[read] = max(last[read], fact.place)
    for traits in [m.traits for m in model.minds] + [r.traits for r in model.heads]:
        for term in traits.terms or ():
            for read in (*term.facts, *(term.about if isinstance(term, ImageTerm) else ())):
                last[read] = max(last[read], term.falls, term.point if isinstance(term, ImageTerm) else 0)
    for known in model.known:
        for fact_index in known:
            last[fact_index] = float("inf")
    return tuple(last)


def _reads(tables: list[AnyTable | None]) -> set[int]:
    reads: set[int] = set()
    for table in tables:
        if table is not None:
            reads.update(table.parents)
        if isinstance(table, BeliefTable):
            reads.update(f for q in table.questions for f in q.about)
    return reads
