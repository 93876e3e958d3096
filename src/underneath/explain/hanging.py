"""Hanging together: which facts may hang on which, by the tables, menus and wants of a model, before any inference.

An act of somebody who wants something may hang on all that its actor has seen and that is tied to those wants, so this
is a bound: what does not hang here does not hang at all.
"""

from __future__ import annotations

from collections.abc import Sequence

from underneath.model.facts import Cause, Fact
from underneath.model.model import Model
from underneath.model.tables import AnyTable, BeliefTable, FeltQuestion
from underneath.model.terms import ImageTerm, Term


def causes_of(model: Model) -> tuple[frozenset[int], ...]:
    """For each fact the earlier ones that it may hang on at once: by tables, menu, and what its actor sees and wants.

    >>> w = un.World("coin", habit="uniform")
    >>> ann = w.mind("Ann")
    >>> coin = w.chance("coin", {"heads": 0.5, "tails": 0.5}, seen_by=[ann])
    >>> guess = w.decision("guess", by=ann, options=["heads", "tails"])
    >>> w.wants(ann, lambda coin, guess: 1.0 if coin == guess else 0.0)
    >>> causes_of(w.build())
    (frozenset(), frozenset({0}))
    """
    named = [frozenset(_named(model, fact)) for fact in model.facts]
    wanted = [_tied(named, _wanted(model, mind.index)) for mind in model.minds]
    felt = frozenset().union(*wanted)
    return tuple(named[f.index] | _weighed(model, f, wanted) | _felt(model, f, felt) for f in model.facts)


def effects_of(causes: Sequence[frozenset[int]], fact: int) -> frozenset[int]:
    """A fact, and every later one that may hang on it, where `causes` are those of the model.

    >>> sorted(effects_of([frozenset(), frozenset({0}), frozenset(), frozenset({1})], 0))
    [0, 1, 3]
    """
    found = {fact}
    for later in range(fact + 1, len(causes)):
        if not found.isdisjoint(causes[later]):
            found.add(later)
    return frozenset(found)


def _weighed(model: Model, fact: Fact, wanted: Sequence[frozenset[int]]) -> frozenset[int]:
    """What the actor of a decision has seen by then of all that its wants are tied to."""
    if fact.cause is not Cause.DECISION or fact.owner is None:
        return frozenset()
    return frozenset(f for f, place in model.known[fact.owner].items() if place < fact.place) & wanted[fact.owner]


def _felt(model: Model, fact: Fact, wanted: frozenset[int]) -> frozenset[int]:
    """Where a table asks what its owner feels: what they have seen by then of all that anybody's wants are tied to."""
    tables = [fact.table, *(rule.tables.get(fact.index) for rule in model.heads)]
    if fact.owner is None or not any(asks_for_feelings(table) for table in tables):
        return frozenset()
    return frozenset(f for f, place in model.known[fact.owner].items() if place < fact.place) & wanted


def asks_for_feelings(table: AnyTable | None) -> bool:
    """Whether a table hangs on what its owner feels."""
    return isinstance(table, BeliefTable) and any(isinstance(q, FeltQuestion) for q in table.questions)


def _named(model: Model, fact: Fact) -> set[int]:
    """The facts that tables and menus name."""
    tables = [fact.table, *(rule.tables.get(fact.index) for rule in model.heads)]
    found = {f for table in tables if table is not None for f in _parents(table)}
    return found | set(fact.menu.parents if fact.menu else ())


def _parents(table: AnyTable) -> set[int]:
    asked = {f for q in table.questions for f in q.about} if isinstance(table, BeliefTable) else set()
    return asked | set(table.parents)


def _wanted(model: Model, mind: int) -> set[int]:
    """The facts that a mind's wants name, in whatever head."""
    return {f for term in model.terms_of(mind) for f in _facts(term)}


def _facts(term: Term) -> tuple[int, ...]:
    return (*term.facts, *term.about) if isinstance(term, ImageTerm) else term.facts


def _tied(named: Sequence[frozenset[int]], start: set[int]) -> frozenset[int]:
    """All facts that a chain of tables ties to some of these, in whatever direction."""
    links = [set(parents) for parents in named]
    for fact, parents in enumerate(named):
        for parent in parents:
            links[parent].add(fact)
    found, todo = set(start), list(start)
    while todo:
        new = links[todo.pop()] - found
        found |= new
        todo += new
    return frozenset(found)
