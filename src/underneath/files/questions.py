"""Questions: what a file watches and asks, with every name looked up when the file is read."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from underneath.files.building import Building
from underneath.files.document_asks import QUESTIONS
from underneath.files.lookups import (
    NOBODY,
    about_of,
    act_of,
    amount_of,
    count_of,
    event_of,
    fact_of,
    facts_of,
    moment_of,
    outcome_of,
    outcomes_of,
    path_of,
)
from underneath.files.presence import Cast, observers
from underneath.files.problems import Said
from underneath.files.queries import (
    About,
    BeliefQuery,
    CommonQuery,
    ExpectQuery,
    IronyQuery,
    MutualQuery,
    VoiQuery,
    WhoKnowsQuery,
    WhyQuery,
)
from underneath.files.script import Query, Watch
from underneath.files.sensing import read_feel, read_feelings
from underneath.files.subjects import items_of
from underneath.model.amounts import read_foresight, read_share
from underneath.model.faults import listed
from underneath.model.handles import EVERYONE

MOST_ORDERS, MOST_DEPTH = 6, 1_000
"""How long paths may be, and how many times over belief may be shared."""


# --- what is watched --------------------------------------------------------------------------------------------------


def read_watch(building: Building) -> tuple[Watch, ...]:
    """What a run shows after each scene."""
    items = [Said(data, ("watch", place)) for place, data in enumerate(items_of(building.root.data.get("watch")))]
    found = [_watch(building, said) for said in items if said.way not in building.gaps]
    return tuple(watch for watch in found if watch is not None)


def _watch(building: Building, said: Said) -> Watch | None:
    path, fact = path_of(building, said.at("of")), building.fact(said.at("about"))
    if path is None or fact is None:
        return None
    part = building.part(said, "outcome")
    outcome = None if part is None else building.outcome(part, fact)
    name = building.note(said, "name") or f"{path or 'the world'}: {fact.state or fact.name}"
    return Watch(path, fact.name, outcome, name)


# --- one kind of question each ----------------------------------------------------------------------------------------


def _belief(building: Building, said: Said, common: dict[str, Any]) -> Query | None:
    about, path = about_of(building, said.at("belief")), path_of(building, said.at("of")) if "of" in said.data else ""
    suppose, jointly = outcomes_of(building, building.part(said, "suppose")), building.part(said, "jointly")
    at, after = moment_of(building, said, "at"), moment_of(building, said, "after")
    joint = facts_of(building, jointly)
    if about is None or path is None or suppose is None or not _is_nested(building, said, path):
        return None
    outcome = outcome_of(building, said, about)
    return BeliefQuery(
        about=about, path=path, at=at, after=after, suppose=suppose, jointly=joint, outcome=outcome, **common
    )


def _is_nested(building: Building, said: Said, path: str) -> bool:
    """Whether a path has several people, where what is said goes with such a path alone."""
    key = next((key for key in ("after", "jointly") if key in said.data), None)
    if key is None or ">" in path:
        return True
    text = f'{building.who(said.way)}: {key!r} goes with a path of several people, such as "Sakura > Kakashi".'
    building.complain("U212", said.at(key), text, key=True)
    return False


def _expect(building: Building, said: Said, common: dict[str, Any]) -> Query | None:
    decision, suppose = act_of(building, said.at("expect")), outcomes_of(building, building.part(said, "suppose"))
    by = path_of(building, said.at("by")) if "by" in said.data else None
    if decision is None or suppose is None or (by is None and "by" in said.data):
        return None
    return ExpectQuery(decision=decision, by=by, suppose=suppose, **common)


def _why(building: Building, said: Said, common: dict[str, Any]) -> Query | None:
    about, path = about_of(building, said.at("why")), path_of(building, said.at("of"))
    at = moment_of(building, said, "at")
    if about is None or path is None or not _is_single(building, said, about):
        return None
    return WhyQuery(about=about, path=path, outcome=outcome_of(building, said, about), at=at, **common)


def _is_single(building: Building, said: Said, about: About) -> bool:
    """Whether it is clear of what the weights are: an event, or an outcome of one fact."""
    who = building.who(said.way)
    if len(about.facts) > 1:
        building.complain(
            "U212", said.at("why"), f"{who}: `why` goes with one fact, or an event such as heart == love."
        )
        return False
    if about.facts and "outcome" not in said.data:
        outcomes = fact_of(building, about).outcomes
        text = f"{who} lacks the key 'outcome': which outcome of {about.text!r}? (outcomes: {listed(outcomes)})"
        building.complain("U202", said, text, f"Such as outcome: {outcomes[-1]}", key=True)
        return False
    return True


def _voi(building: Building, said: Said, common: dict[str, Any]) -> Query | None:
    decision, suppose = act_of(building, said.at("voi")), outcomes_of(building, building.part(said, "suppose"))
    foresight = amount_of(building, said, "foresight", math.inf, read_foresight)
    if decision is None or foresight is None or suppose is None:
        return None
    return VoiQuery(decision=decision, foresight=foresight, suppose=suppose, **common)


def _irony(building: Building, said: Said, common: dict[str, Any]) -> Query | None:
    fact, path, reader = building.fact(said.at("irony")), path_of(building, said.at("of")), _reader(building, said)
    if path == "":
        text = f"{building.who(said.way)}: irony is between a reader and somebody, and `nobody` believes nothing."
        building.complain("U212", said.at("of"), text)
    return IronyQuery(fact=fact.name, path=path, reader=reader, **common) if fact and path and reader else None


def _reader(building: Building, said: Said) -> str | None:
    part = building.part(said, "reader")
    if part is not None or building.readers:
        return building.readers[0] if part is None else building.person(part)
    hint = "Add one, people: reader: {reader: true}, or say here whose belief counts, reader: NAME"
    building.complain("U202", said, f"{building.who(said.way)}: this story has no reader.", hint, key=True)
    return None


def _who_knows(building: Building, said: Said, common: dict[str, Any]) -> Query | None:
    fact, orders = building.fact(said.at("who_knows")), count_of(building, said, "orders", 2, MOST_ORDERS)
    among = _group(building, said, "knowledge is shown of somebody") if building.has(said, "among") else ()
    if fact is None or orders is None or among is None:
        return None
    return WhoKnowsQuery(fact=fact.name, orders=orders, among=among, **common)


def _group(building: Building, said: Said, due: str) -> tuple[str, ...] | None:
    """The people that a question is about; None, and a problem, if there are none."""
    part = said.at("among")
    among = observers(building, part, Cast(), (), False)
    if part.data in ([], NOBODY):
        building.complain("U212", part, f"{building.who(said.way)}: {due}.")
    return (tuple(building.minds) if EVERYONE in among else among) or None


def _mutual(building: Building, said: Said, common: dict[str, Any]) -> Query | None:
    shared, n = _shared(building, said, "mutual"), count_of(building, said, "n", 1, MOST_DEPTH)
    return None if shared is None or n is None else MutualQuery(n=n, **shared, **common)


def _common(building: Building, said: Said, common: dict[str, Any]) -> Query | None:
    shared = _shared(building, said, "common")
    return None if shared is None else CommonQuery(**shared, **common)


def _shared(building: Building, said: Said, key: str) -> dict[str, Any] | None:
    """The event, the people and the probability of shared belief."""
    about = event_of(building, said.at(key))
    among = _group(building, said, "belief is shared among somebody")
    p = amount_of(building, said, "p", 1.0, lambda value, who: read_share(value, who, "p"))
    if about is None or p is None or among is None:
        return None
    return {"about": about, "among": among, "p": p}


READERS: dict[str, Callable[[Building, Said, dict[str, Any]], Query | None]] = {
    "belief": _belief,
    "expect": _expect,
    "why": _why,
    "voi": _voi,
    "irony": _irony,
    "who_knows": _who_knows,
    "mutual": _mutual,
    "common": _common,
    "feel": read_feel,
    "feelings": read_feelings,
}


def read_query(building: Building, said: Said) -> Query | None:
    """A question, but for what_if."""
    kind = next(key for key in QUESTIONS if key in said.data)
    return READERS[kind](building, said, common_of(building, said, kind))


def common_of(building: Building, said: Said, kind: str) -> dict[str, Any]:
    """What any question says."""
    asked = said.data[kind]
    text = (
        kind
        if isinstance(asked, dict)
        else f"{kind} {', '.join(map(str, asked)) if isinstance(asked, list) else asked}"
    )
    return {"name": building.note(said, "name"), "text": text, "line": building.line_of(said.way)}
