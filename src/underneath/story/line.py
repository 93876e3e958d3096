"""The line of slices of a told story: what everybody concerned has observed, fixed as it became known to them all.

Which minds are concerned hangs on the question: those on its path, and those whose reasoning its answer may run through.
Telling one more step adds one slice to each line in use; nothing before it is computed again.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from underneath.model.model import Model
from underneath.model.tables import AnyTable, BeliefTable
from underneath.model.terms import ImageTerm
from underneath.reason.slices import Slice, fix


def reasoning_minds(model: Model) -> frozenset[int]:
    """Minds whose heads an answer may have to enter: those with wants, those with signs or habits that hang on a belief, and audiences."""
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


def extend(model: Model, before: Slice, group: frozenset[int], told: Mapping[int, int], now: int) -> Slice:
    """The slice at place `now`, continuing from an earlier one, with what the group has come to know since."""
    news: dict[int, dict[int, int]] = {}
    for fact, outcome in told.items():
        if fact in before.fixed:
            continue
        place = common_place(model, group, fact)
        if place < now:
            news.setdefault(max(int(place) + 1, before.start), {})[fact] = outcome
    current = before
    for start in sorted(news):
        current = fix(current, news[start], start)
    return current


def common_place(model: Model, group: frozenset[int], fact: int) -> float:
    """The place from which on every mind of the group knows a fact; infinity if some mind never does."""
    return max((model.known[mind].get(fact, math.inf) for mind in group), default=math.inf)


def continues(model: Model, group: frozenset[int], before: Slice, told: Mapping[int, int]) -> bool:
    """Whether facts told later can be added to a line: none of them became known before the line's last slice."""
    fresh = (f for f in told if f not in before.fixed)
    return all(common_place(model, group, f) >= before.start for f in fresh)
