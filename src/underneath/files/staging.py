"""Staging: who takes part in a step, and who acts in it."""

from __future__ import annotations

from underneath.files.building import Building
from underneath.files.presence import Cast, Stage
from underneath.files.problems import Said


def cast_of(building: Building, said: Said, stage: Stage) -> Cast | None:
    """Who takes part in a step; None if somebody in it is nobody of the story."""
    by = building.part(said, "by")
    actor, to = None if by is None else building.person(by), building.part(said, "to")
    addressed = building.people(to)
    whole = to is None or len(addressed) == len(set(map(str, to.data if isinstance(to.data, list) else [to.data])))
    return Cast(actor, addressed, stage) if whole and (by is None or actor is not None) else None


def actor_of(building: Building, said: Said, cast: Cast | None) -> str | None:
    """Who does something: somebody of the story, and not a reader."""
    if cast is None or cast.by not in building.readers:
        return None if cast is None else cast.by
    text = f"{building.who(said.way)}: {cast.by!r} is a reader, who sees what the text shows and does nothing."
    building.complain("U215", (*said.way, "by"), text)
    return None
