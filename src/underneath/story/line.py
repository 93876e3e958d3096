"""When what was told became known: to everybody whom a question concerns, and to the mind that is asked.

Which minds are concerned hangs on the question: those on its path, and those whose reasoning its answer may run
through.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from underneath.model.model import Model
from underneath.model.tables import AnyTable, BeliefTable, FeltQuestion
from underneath.model.terms import AngerTerm, BlameTerm, GuiltTerm, ImageTerm, Term
from underneath.reason.slices import Learnt


def reasoning_minds(model: Model) -> dict[int, int]:
    """Minds whose heads an answer may enter, with the last place at which it may: what they miss later is no matter.

    A head is entered where its owner chooses by what it wants, and where a sign, a habit or an image asks what it
    believes.
    """
    last: dict[int, int] = {}
    for mind in model.minds:
        terms = model.terms_of(mind.index)
        if terms and model.decisions_of[mind.index]:
            _enter(last, (mind.index,), model.decisions_of[mind.index][-1].place)
        for term in terms:
            _enter(last, *_heard(term))
    for fact in model.facts:
        for table in (fact.table, *(r.tables.get(fact.index) for r in model.heads)):
            _enter(last, _asked(table), fact.place)
    return last


def _enter(last: dict[int, int], minds: Iterable[int], place: int) -> None:
    for mind in minds:
        last[mind] = max(place, last.get(mind, place))


def _heard(term: Term) -> tuple[tuple[int, ...], int]:
    """The minds whose beliefs a want asks for, and until when."""
    if isinstance(term, ImageTerm):
        return term.audience, term.point
    if isinstance(term, BlameTerm):
        return (term.by,), term.point
    if isinstance(term, (GuiltTerm, AngerTerm)):
        return ((term.toward if isinstance(term, GuiltTerm) else term.at),), term.falls
    return (), term.falls


def _asked(table: AnyTable | None) -> set[int]:
    questions = table.questions if isinstance(table, BeliefTable) else ()
    return {m for q in questions for m in (*q.path, *(q.toward if isinstance(q, FeltQuestion) else ()))}


def shared_events(model: Model, group: Mapping[int, float], told: Mapping[int, int]) -> list[Learnt]:
    """When each told fact became known to every mind of a group, each of which counts up to a place.

    What some mind never learns is left out, unless that mind has ceased to count.
    """
    return _events({f: common_place(model, group, f) for f in told}, told)


def personal_events(model: Model, mind: int | None, told: Mapping[int, int]) -> list[Learnt]:
    """When each told fact became known to a mind; to the world itself (None) it is from its own place on."""
    places = {f: model.facts[f].place for f in told} if mind is None else model.known[mind]
    return _events({f: places.get(f, math.inf) for f in told}, told)


def _events(places: Mapping[int, float], told: Mapping[int, int]) -> list[Learnt]:
    return sorted((int(p) + 1, f, told[f]) for f, p in places.items() if p < math.inf)


def common_place(model: Model, group: Mapping[int, float], fact: int) -> float:
    """The place from which on every mind of the group that still counts knows a fact; infinity if there is none."""
    latest: float = model.facts[fact].place
    for mind, last in group.items():
        latest = max(latest, min(model.known[mind].get(fact, math.inf), last))
        if latest == math.inf:
            break
    return latest
