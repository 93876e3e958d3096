"""Turns: steps that settle no fact; what is revealed, who thinks further, what comes to mind, who goes where."""

from __future__ import annotations

from underneath.files.building import Building
from underneath.files.facts import record, words
from underneath.files.people import number_of
from underneath.files.presence import Cast, Observers, Stage, observers
from underneath.files.problems import Said
from underneath.files.script import Step, StepKind
from underneath.model import declaring
from underneath.model.amounts import read_delta, read_level
from underneath.model.draft import Late
from underneath.model.facts import Cause, Fact, Growth, Outcome, Reveal
from underneath.model.faults import listed


def _keep(building: Building, said: Said, kind: StepKind, place: int, text: str) -> None:
    """Keep an item, if the draft took one in."""
    if len(building.draft.items) > place:
        note = building.note(said)
        record(building, said, Step("", kind, place, text=note or text, note=note))


def read_reveal(building: Building, said: Said, stage: Stage) -> None:
    """Further people come to know earlier facts."""
    words = said.at("reveal").words()
    facts = [fact for word in words if (fact := building.fact(word)) is not None]
    to, place = observers(building, said.at("to"), Cast(stage=stage), (), False), len(building.draft.items)
    if facts and len(facts) == len(words):
        names = [fact.name for fact in facts]
        building.declare(said.way, lambda: declaring.declare_reveal(building.draft, names, to))
        what = listed([fact.state or fact.name for fact in facts])
        _keep(building, said, "reveal", place, f"{listed(to) or 'nobody'} learns: {what}")


def read_levels(building: Building, said: Said, _: Stage) -> None:
    """People reason at other levels from here on."""
    for name, number in said.at("level").items():
        person, level = building.person(Said(name, number.way), key=True), _level(building, number)
        if person is not None and level is not None:
            _set_level(building, said, number, person, level)


def _level(building: Building, said: Said) -> int | None:
    value, who = number_of(building, said), building.who(said.way)
    return None if value is None else building.attempt(said, lambda: read_level(value, who))


def _set_level(building: Building, said: Said, number: Said, person: str, level: int) -> None:
    place = len(building.draft.items)
    building.declare(number.way, lambda: declaring.declare_level(building.draft, person, level))
    _keep(building, said, "level", place, f"{person} reasons at level {level}")


def read_grow(building: Building, said: Said, stage: Stage) -> None:
    """An outcome enters somebody's head: its place is kept, for an option may come to mind before its act."""
    person = building.person(said.at("grow"))
    seen_by = observers(building, building.part(said, "seen_by"), Cast(stage=stage), (), True)
    if person is not None:
        place = len(building.draft.items)
        building.draft.add(Reveal(place, (), frozenset()))
        what = f"{said.data['fact']}: {words(said.data['outcome'])}"
        _keep(building, said, "grow", place, f"it comes to {person}'s mind that there is {what}")
        building.after.append(lambda: _grow(building, said, place, person, seen_by))


def _grow(building: Building, said: Said, place: int, person: str, seen_by: Observers) -> None:
    """Put a growth into the place that was kept for it."""
    fact = building.fact(said.at("fact"))
    outcome = None if fact is None else building.outcome(said.at("outcome"), fact)
    if fact is None or outcome is None or not _is_missing(building, said, person, fact, outcome):
        return
    before, delta = len(building.problems.found), _delta(building, said, fact)
    if len(building.problems.found) == before:
        scope = building.draft.scope
        mind, who = scope.minds.index(person), building.who(said.way)
        seen = scope.seen(seen_by, who) | {mind}
        grown = Growth(place, mind, fact.index, fact.outcomes.index(outcome), delta, seen)
        building.draft.growing[place] = Late(who, lambda: grown, grown)


def _is_missing(building: Building, said: Said, person: str, fact: Fact, outcome: Outcome) -> bool:
    """Whether an outcome is missing from somebody's head: only that can come to mind."""
    missing = building.missing.get(person, set())
    if (fact.name, outcome) in missing:
        missing.discard((fact.name, outcome))
        return True
    if building.changed:
        return False  # had it been there from the start, nothing would have come to mind
    lacking = [words(label) for label in fact.outcomes if (fact.name, label) in missing]
    there = f"is not missing from {person!r}'s head (missing: {listed(lacking) or 'nothing'})"
    hint = f"Say at the start what is: people: {person}: unaware: {{{fact.name}: [{words(outcome)}]}}"
    text = f"{building.who(said.way)}: {words(outcome)!r} of {fact.name!r} {there}."
    building.complain("U218", said.at("outcome"), text, hint)
    return False


def _delta(building: Building, said: Said, fact: Fact) -> float | None:
    """How much a new outcome gets; an option of an act gets what its actor gives it."""
    part, who = building.part(said, "delta"), building.who(said.way)
    if fact.cause is Cause.DECISION and part is not None:
        text = f"{who}: {fact.name!r} is an act; an option that comes to mind needs no delta."
        building.complain("U212", part, text, key=True)
    if fact.cause is not Cause.DECISION and part is None:
        text = f"{who} lacks the key 'delta': how much the new outcome gets."
        building.complain("U202", said, text, "Such as delta: 0.1", key=True)
    number = None if part is None or fact.cause is Cause.DECISION else number_of(building, part)
    return None if part is None or number is None else building.attempt(part, lambda: read_delta(number, who))


def read_go(building: Building, said: Said, stage: Stage) -> None:
    """People go somewhere."""
    everybody = [name for name in building.minds if name not in building.readers]
    for name, place in said.at("go").items():
        person = building.person(Said(name, place.way), key=True)
        if person is not None:
            stage.go(person, str(place.data).strip(), everybody)
