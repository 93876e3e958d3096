"""When what was told became known: to everybody whom a question concerns, and to the mind that is asked.

Which minds are concerned hangs on the question: those on its path, and those whose reasoning its answer may run
through.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from underneath.model.model import Model
from underneath.model.tables import AnyTable, BeliefTable
from underneath.model.terms import ImageTerm
from underneath.reason.slices import Learnt


def reasoning_minds(model: Model) -> frozenset[int]:
    """Minds whose heads an answer may enter: with wants, with signs or habits that hang on a belief, and audiences."""
    found: set[int] = set()
    for mind in model.minds:
        terms = list(mind.traits.terms or ())
        for rule in model.heads:
            terms += rule.traits.terms or () if rule.path[-1:] == (mind.index,) else ()
        if terms:
            found.add(mind.index)
        found.update(m for t in terms if isinstance(t, ImageTerm) for m in t.audience)
    for fact in model.facts:
        for table in (fact.table, *(r.tables.get(fact.index) for r in model.heads)):
            found |= _asked(table)
    return frozenset(found)


def _asked(table: AnyTable | None) -> set[int]:
    return {m for q in table.questions for m in q.path} if isinstance(table, BeliefTable) else set()


def shared_events(model: Model, group: frozenset[int], told: Mapping[int, int]) -> list[Learnt]:
    """When each told fact became known to every mind of a group; what some mind never learns is left out."""
    return _events({f: common_place(model, group, f) for f in told}, told)


def personal_events(model: Model, mind: int | None, told: Mapping[int, int]) -> list[Learnt]:
    """When each told fact became known to a mind; to the world itself (None) it is from its own place on."""
    places = {f: model.facts[f].place for f in told} if mind is None else model.known[mind]
    return _events({f: places.get(f, math.inf) for f in told}, told)


def _events(places: Mapping[int, float], told: Mapping[int, int]) -> list[Learnt]:
    return sorted((int(p) + 1, f, told[f]) for f, p in places.items() if p < math.inf)


def common_place(model: Model, group: frozenset[int], fact: int) -> float:
    """The place from which on every mind of the group knows a fact; infinity if some mind never does."""
    own = model.facts[fact].place
    return max((model.known[mind].get(fact, math.inf) for mind in group), default=own)
