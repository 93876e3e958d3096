"""What is found out about a model once, before any question."""

from __future__ import annotations

from underneath.model.facts import Cause
from underneath.model.model import Model
from underneath.model.tables import AnyTable, BeliefTable
from underneath.model.terms import BlameTerm, ImageTerm, OutcomeTerm


def may_contradict(model: Model) -> bool:
    """Whether some head may hold impossible what another gives positive probability.

    Such heads differ in what their tables exclude: replaced tables, awareness, or policies that exclude an option.
    In all other worlds a history that one mind reckons with is possible for every mind in it, and nothing needs to be
    checked.
    """
    rules = model.heads
    replaced = any(r.tables or r.traits.fallbacks for r in rules) or any(m.unaware for m in model.minds)
    traits = [m.traits for m in model.minds] + [r.traits for r in rules]
    sharp = any(
        float("inf") in (t.rationality, t.foresight, *t.rationality_at.values()) or t.tremble is not None
        for t in traits
    )
    terms = [term for t in traits for term in t.terms or ()]
    dire = any(not isinstance(t, OutcomeTerm) or bool((t.array == float("-inf")).any()) for t in terms)
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
                last[read] = max(last[read], term.falls, term.point if isinstance(term, (ImageTerm, BlameTerm)) else 0)
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
