"""People and numbers of a file, and what is said of the file as a whole."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from underneath.files.bounds import unfit
from underneath.files.building import Building
from underneath.files.compiling import read_number
from underneath.files.problems import Said
from underneath.files.script import Person
from underneath.model import declaring
from underneath.model.amounts import READERS, SCENE, read_mixture
from underneath.model.minds import LevelWeights

RESERVED = frozenset({"everyone", "nobody", "present", "by", "to", "this"})
"""Words that stand for people, so that nobody can be called so."""

TRAITS = ("level", "rationality", "foresight", "horizon", "discount", "chi", "reference", "kappa")
"""What is said of people in numbers."""


# --- the file as a whole ----------------------------------------------------------------------------------------------


def read_whole(building: Building) -> None:
    """What holds for everybody: the habit of decisions without one, and the weights over levels."""
    building.draft.uniform_habit = building.has(building.root, "habit")
    said = building.part(building.root, "levels")
    if said is not None:
        building.draft.mixture = mixture_of(building, said)


def mixture_of(building: Building, said: Said) -> LevelWeights | None:
    """Weights over the levels of others."""
    kinds = [key for key in ("poisson", "weights") if building.has(said, key)]
    if len(kinds) != 1:
        building.complain("U212", said, f"{building.who(said.way)}: one of poisson and weights was due.")
        return None
    weights = _poisson(building, said) if kinds == ["poisson"] else _weights(building, said)
    who = building.who(said.way)
    return None if weights is None else building.attempt(said, lambda: read_mixture(weights, who))


def _poisson(building: Building, said: Said) -> LevelWeights | None:
    tau = number_of(building, said.at("poisson"))
    return None if tau is None else LevelWeights(tau=tau)


def _weights(building: Building, said: Said) -> LevelWeights | None:
    found = [number_of(building, one) for one in said.at("weights").words()]
    numbers = tuple(number for number in found if number is not None)
    return LevelWeights(weights=numbers) if len(numbers) == len(found) else None


# --- numbers ----------------------------------------------------------------------------------------------------------


def number_of(building: Building, said: Said) -> float | None:
    """A number, or an expression of named numbers; a whole one as such, so that messages show it as it is written."""
    found = building.read(said, lambda names, problems: read_number(said, names, problems))
    return int(found) if found is not None and found.is_integer() else found


def read_numbers(building: Building) -> None:
    """Named numbers, each an expression of those before it."""
    for name, said in building.entries("numbers"):
        value = None
        if unfit(name):
            building.complain("U209", said, f"{unfit(name)}.", key=True)
        elif said.way not in building.gaps:
            value = number_of(building, said)
        building.declared[name] = said.way
        if value is None:
            building.spoil(name, said)
        else:
            building.numbers[name] = value


# --- people -----------------------------------------------------------------------------------------------------------


def read_people(building: Building) -> tuple[Person, ...]:
    """Declare everybody."""
    people, draft = [], building.draft
    for name, said in building.entries("people"):
        if not _is_name(building, name, said):
            draft.scope.spoiled_minds.add(name)
            continue
        building.declare(said.way, partial(declaring.declare_mind, draft, name, {}))
        people.append(_person(building, name, said))
    building.readers += [person.name for person in people if person.reader]
    return tuple(people)


def _is_name(building: Building, name: str, said: Said) -> bool:
    """Whether somebody may be called so."""
    reason = unfit(name)
    if name in RESERVED:
        reason = f"nobody can be called {name!r}: the word stands for people (so do {', '.join(sorted(RESERVED))})"
    elif name == "*" or ">" in name:
        reason = f"nobody can be called {name!r}: '>' and '*' are for paths"
    if reason:
        building.complain("U209", said, f"{reason}.", "Give this person another name.", key=True)
    return not reason


def _person(building: Building, name: str, said: Said) -> Person:
    traits, draft = read_traits(building, said), building.draft
    draft.traits[-1] = replace(draft.traits[-1], **declaring.read_traits(draft, building.who(said.way), traits))
    reader = building.part(said, "reader")
    return Person(name, reader is not None and bool(reader.data), building.note(said))


def read_traits(building: Building, said: Said) -> dict[str, Any]:
    """What is said of somebody in numbers, as the builder takes it; each by itself, so that each has its own faults."""
    found = {key: _trait(building, key, said.at(key)) for key in TRAITS if building.has(said, key)}
    levels = building.part(said, "levels")
    found |= {} if levels is None else {"mixture": mixture_of(building, levels)}
    return {key: value for key, value in found.items() if value is not None}


def _trait(building: Building, key: str, said: Said) -> Any:
    """A number that may be said of somebody; None, and a problem, if it may not."""
    value = said.data if key == "horizon" and said.data == SCENE else number_of(building, said)
    who = building.who(said.way[:-1])
    read = None if value is None else building.attempt(said, lambda: READERS[key](value, who))
    return None if read is None else value
