"""Lookups: the names in a question, and what they stand for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from underneath.files.building import Building
from underneath.files.compiling import read_event
from underneath.files.people import number_of
from underneath.files.problems import Said
from underneath.files.queries import About
from underneath.files.tokens import is_plain
from underneath.model.amounts import read_count
from underneath.model.facts import Cause, Fact, Outcome
from underneath.model.faults import listed

NOBODY = "nobody"
"""Whose belief the world's own is."""


# --- people -----------------------------------------------------------------------------------------------------------


def path_of(building: Building, said: Said) -> str | None:
    """A path of people; empty for the world itself; None, and a problem, if it cannot be read."""
    words = [word.strip() for word in said.data.split(">")]
    if words == [NOBODY]:
        return ""
    if "" in words or words[0] == "*":
        text = f"{building.who(said.way)}: {said.data!r} is no path."
        building.complain("U220", said, text, 'Write a name, or "Sakura > Kakashi".')
        return None
    found = [building.person(Said(word, said.way)) for word in words]
    return None if None in found else " > ".join(words)


# --- facts ------------------------------------------------------------------------------------------------------------


def facts_of(building: Building, said: Said | None) -> tuple[str, ...]:
    """Facts by name, one or several."""
    found = [] if said is None else [building.fact(word) for word in said.words()]
    return tuple(dict.fromkeys(fact.name for fact in found if fact is not None))


def act_of(building: Building, said: Said) -> str | None:
    """An act by name."""
    fact = building.fact(said)
    if fact is None or fact.cause is Cause.DECISION:
        return None if fact is None else fact.name
    acts = [item.name for item in building.draft.scope.facts if item.cause is Cause.DECISION]
    text = f"{building.who(said.way)}: {fact.name!r} is not an act (acts: {listed(acts) or 'none'})."
    building.complain("U205", said, text, "Ask for a belief about it instead.")
    return None


def acts_of(building: Building, person: str) -> list[str]:
    """The acts of somebody, by name."""
    facts, minds = building.draft.scope.facts, building.minds
    return [f.name for f in facts if f.cause is Cause.DECISION and f.owner is not None and minds[f.owner] == person]


def outcomes_of(building: Building, said: Said | None) -> dict[str, Outcome] | None:
    """Outcomes by fact; None if any of it cannot be read."""
    pairs = [] if said is None else [(building.named_fact(name, label), label) for name, label in said.items()]
    found = {fact.name: building.outcome(label, fact) for fact, label in pairs if fact is not None}
    read = {name: outcome for name, outcome in found.items() if outcome is not None}
    return read if len(read) == len(pairs) else None


def outcome_of(building: Building, said: Said, about: About) -> Outcome | None:
    """The outcome that a question names; an event has none, and several facts neither."""
    part = building.part(said, "outcome")
    if part is None or len(about.facts) == 1:
        return None if part is None else building.outcome(part, fact_of(building, about))
    text = f"{building.who(said.way)}: an outcome goes with one fact, and this is about {about.text}."
    building.complain("U212", part, text, key=True)
    return None


def fact_of(building: Building, about: About) -> Fact:
    """The one fact that a question is about."""
    return building.draft.scope.fact(about.facts[0], "")


def about_of(building: Building, said: Said) -> About | None:
    """What a question is about: a fact, several, or an event."""
    word = said.data
    if isinstance(word, list):
        facts = facts_of(building, said)
        return About(", ".join(map(str, word)), facts) if len(facts) == len(set(word)) and facts else None
    if isinstance(word, str) and (is_plain(word) or building.draft.scope.taken(word)):
        fact = building.fact(said)
        return None if fact is None else About(word, (fact.name,))
    return event_of(building, said)


def event_of(building: Building, said: Said) -> About | None:
    """An event."""
    event = building.read(said, lambda names, problems: read_event(said, names, problems))
    return None if event is None else About(str(said.data), (), event)


# --- moments and numbers ----------------------------------------------------------------------------------------------


def moment_of(building: Building, said: Said, key: str) -> str | None:
    """A fact or a scene by name; None if the question names none."""
    part = building.part(said, key)
    if part is None or part.data in (scenes := [scene.name for scene in building.scenes]):
        return None if part is None else str(part.data)
    if building.draft.scope.taken(part.data):
        fact = building.fact(part)
        return None if fact is None else fact.name
    known = [*building.draft.scope.names(), *scenes]
    there = f" ({listed(known)})" if known else ", which has none"
    text = f"{building.who(said.way)}, {key}: {part.data!r} is no fact and no scene of this story{there}."
    building.complain("U207", part, text, building.close(str(part.data), known))
    return None


def amount_of(
    building: Building, said: Said, key: str, usual: float, read: Callable[[Any, str], float]
) -> float | None:
    """A number of a question, held to its range; None if it cannot be read."""
    part, who = building.part(said, key), building.who(said.way)
    if part is None:
        return usual
    number = number_of(building, part)
    return None if number is None else building.attempt(part, lambda: read(number, who))


def count_of(building: Building, said: Said, key: str, usual: int, most: int) -> int | None:
    """A whole number of a question, from 1 to a bound; None if it cannot be read."""
    part, who = building.part(said, key), building.who(said.way)
    if part is None:
        return usual
    found = building.attempt(part, lambda: read_count(part.data, who, key))
    if found is not None and found > most:
        building.complain("U403", part, f"{who}: {key} is {found}; allowed are whole numbers from 1 to {most:,}.")
        return None
    return found
