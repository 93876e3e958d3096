"""Scruples: wants that hang on guilt, blame or anger, each about an act of one's own.

Beside an act they stand in the list of whoever acts, and are about that act; anywhere else they name it.
"""

from __future__ import annotations

from underneath.files.building import Building
from underneath.files.lookups import acts_of
from underneath.files.people import number_of
from underneath.files.problems import Said
from underneath.files.tabling import read_facts
from underneath.model.amounts import read_weight
from underneath.model.facts import Fact
from underneath.model.faults import listed
from underneath.model.spoken import Scruple

SCRUPLES = ("guilt", "blame", "anger")
"""The keys that name them; toward whom stands there."""


def read_scruple(
    building: Building, person: str, said: Said, before: int | None, beside: Fact | None
) -> Scruple | None:
    """A want that hangs on a feeling.

    Args:
        building: The world so far.
        person: Who wants it.
        said: The want.
        before: As for `Building.read`.
        beside: The act that it stands beside, if any.
    """
    kind = next(key for key in SCRUPLES if key in said.data)
    toward, act = _toward(building, person, said, kind), _act(building, person, said, kind, beside)
    weight = _weight(building, said)
    if toward is None or act is None or weight is None:
        return None
    after = _after(building, said, act, before)
    if after is None:
        return None
    return Scruple(kind, toward, act.name, weight, after or None, building.note(said, "name"))


def _toward(building: Building, person: str, said: Said, kind: str) -> str | None:
    part = building.part(said, kind)
    toward = None if part is None else building.person(part)
    if part is not None and toward == person:
        text = f"{building.who(said.way)}: {kind} toward oneself came; somebody else was due."
        others = [name for name in building.minds if name != person and name not in building.readers]
        building.complain("U225", part, text, f"Others: {listed(others) or 'none'}.")
        return None
    return toward


def _weight(building: Building, said: Said) -> float | None:
    part, who = building.part(said, "weight"), building.who(said.way)
    number = None if part is None else number_of(building, part)
    return None if part is None or number is None else building.attempt(part, lambda: read_weight(number, who))


def _act(building: Building, person: str, said: Said, kind: str, beside: Fact | None) -> Fact | None:
    """The act that it is about: the one that it names, else the one that it stands beside."""
    if "at" in said.data:
        part = building.part(said, "at")
        fact = None if part is None else building.fact(part)
        return None if fact is None or part is None else _held(building, person, part, kind, fact)
    if beside is None:
        own = acts_of(building, person)
        text = f"{building.who(said.way)}: {kind} is about an act of one's own, and this does not say which."
        building.complain("U202", said, text, f"Such as at: {own[-1] if own else 'ACT'}", key=True)
        return None
    return _held(building, person, said.at(kind), kind, beside, key=True)


def _held(building: Building, person: str, at: Said, kind: str, fact: Fact, key: bool = False) -> Fact | None:
    """The act, if it is somebody's own."""
    own = acts_of(building, person)
    if fact.name in own:
        return fact
    text = f"{kind} is about an act of one's own, and {fact.name!r} is no act of {person!r}"
    hint = "Let it stand under `by` of the act that it is about, or name that act: at: ACT"
    theirs = f"(theirs: {listed(own) or 'none'})"
    building.complain("U225", at, f"{building.who(at.way[:-1])}: {text} {theirs}.", hint, key)
    return None


def _after(building: Building, said: Said, act: Fact, before: int | None) -> str | None:
    """The fact after which one is blamed; empty if the file names none."""
    part = building.part(said, "after")
    if part is None:
        return None if "after" in said.data else ""
    found = building.read(part, lambda names, problems: read_facts(part, names, problems), before)
    if not found:
        return None
    fact = building.draft.scope.fact(found[0].fact, "")
    if fact.place < act.place:
        text = f"{building.who(said.way)}: blame is read after {fact.name!r}, which comes before {act.name!r} itself."
        building.complain("U225", part, text, "Name a fact that comes after it, or leave `after` out.")
        return None
    return fact.name
