"""Telling: the world when all of it is declared, with its faults put where they came from; and the story told in it."""

from __future__ import annotations

from underneath.core.budget import Limit
from underneath.errors import EvidenceError, TooLarge, UnderneathError
from underneath.files.building import Building, Telling
from underneath.files.faults import code_of, plainly
from underneath.files.problems import Way
from underneath.files.subjects import value_at
from underneath.model.assembling import assemble
from underneath.model.faults import Fault
from underneath.model.model import Model
from underneath.model.spoken import Image
from underneath.story.story import Story

_TABLE = ("habit", "p", "cases", "value", "outcomes")

_KEYS = {"U402": _TABLE, "U404": _TABLE, "U405": ("available", "menu"), "U408": _TABLE}
"""The keys of a declaration under which a fault of the world may lie, by its code."""


def finished(building: Building) -> Model | None:
    """The model of a world; None, and problems, if anything is wrong with it."""
    try:
        model, faults = assemble(building.draft)
    except TooLarge as error:
        building.complain("U409", (), f"{error}.")
        return None
    origins = building.origins
    for place, fault in enumerate(faults):
        way, code = origins[place] if place < len(origins) else _origin(building, fault), code_of(fault.kind)
        building.complain(code, _key_of(building, way, code), plainly(fault.message), key=True)
    return None if building.problems.found or building.gaps.ways else model


def _key_of(building: Building, way: Way, code: str) -> Way:
    """The key of a declaration that a fault of this code is about."""
    data = value_at(building.root.data, way)
    key = next((key for key in _KEYS.get(code, ()) if isinstance(data, dict) and key in data), None)
    return way if key is None else (*way, key)


def _origin(building: Building, fault: Fault) -> Way:
    """Where a fault of the whole model came from: of somebody's wants, the image that it names."""
    terms = building.terms.get(fault.where, [])
    for way, want in terms:
        if isinstance(want, Image) and f"about {', '.join(map(repr, want.about))}, needs" in fault.message:
            return way
    return terms[0][0] if terms else building.where.get(fault.where, ())


def told(building: Building, model: Model, limit: Limit) -> Story | None:
    """The story, told in one go; None, and a problem, if the world has no room for it."""
    start = Story.start(model, limit.memory, limit.seconds)
    try:
        return start.tell({telling.fact: telling.outcome for telling in building.tellings})
    except UnderneathError as error:
        building.complain("U411", _at_fault(start, building.tellings), f"{str(error).rstrip('.')}.")
        return None


def _at_fault(start: Story, tellings: list[Telling]) -> Way:
    """What the world has no room for: the first that fails when all is told one by one."""
    for telling in tellings:
        try:
            start = start.tell({telling.fact: telling.outcome})
        except EvidenceError:
            return telling.way
    return ()
