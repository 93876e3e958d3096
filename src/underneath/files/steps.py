"""Steps: the scenes in order, and which reader reads which kind of step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from underneath.files.acts import read_act
from underneath.files.building import Building
from underneath.files.document_steps import KINDS, NAMED
from underneath.files.happenings import read_chance, read_change, read_sign, read_view
from underneath.files.presence import HERE, Cast, Stage, observers
from underneath.files.problems import Said
from underneath.files.script import SceneNote
from underneath.files.subjects import items_of
from underneath.files.testimony import read_testimony
from underneath.files.turns import read_go, read_grow, read_levels, read_reveal
from underneath.model.declaring import declare_scene
from underneath.model.handles import EVERYONE

READERS: dict[str, Callable[[Building, Said, Stage], None]] = {
    "act": read_act,
    "sign": read_sign,
    "chance": read_chance,
    "view": read_view,
    "change": read_change,
    "testimony": read_testimony,
    "reveal": read_reveal,
    "level": read_levels,
    "grow": read_grow,
    "go": read_go,
}


def read_scenes(building: Building) -> None:
    """Read the scenes in order."""
    names: dict[str, int] = {}
    for place, scene in enumerate(items_of(building.root.data.get("scenes"))):
        if isinstance(scene, dict):
            _scene(building, Said(scene, ("scenes", place)), names)
    building.scene = None


def _scene(building: Building, said: Said, names: dict[str, int]) -> None:
    name, present = building.note(said, "scene"), building.part(said, "present")
    _declare(building, said, name, names)
    who = observers(building, present, Cast(), (), False)
    there = tuple(building.minds) if EVERYONE in who else who
    at, when, place, note = (building.note(said, key) for key in ("at", "when", "place", "note"))
    start = len(building.draft.items)
    scene = SceneNote(name, at, when, place, there, note, start, start)
    building.scene = scene
    building.scenes.append(scene)
    stage = Stage(place or HERE, None if present is None else dict.fromkeys(there, place or HERE))
    for number, data in enumerate(items_of(said.data.get("steps"))):
        _step(building, Said(data, (*said.way, "steps", number)), stage)
    building.scenes[-1] = replace(scene, end=len(building.draft.items))


def _declare(building: Building, said: Said, name: str, names: dict[str, int]) -> None:
    """Start a scene in the draft."""
    if name in names or name in building.upcoming:
        what = f"comes twice (line {names[name]})" if name in names else "has the name of a fact"
        hint = "Give one another name."
        building.complain("U208", (*said.way, "scene"), f"scene {name!r} {what}.", hint)
    elif name:
        building.declare(said.way, lambda: declare_scene(building.draft, name))
    names.setdefault(name, building.line_of((*said.way, "scene")))


def _step(building: Building, said: Said, stage: Stage) -> None:
    kinds = [kind for kind in KINDS if isinstance(said.data, dict) and kind in said.data]
    if said.way not in building.gaps:
        READERS[kinds[0]](building, said, stage)
        return
    # A step of no kind has a name too: most likely what stands under its first key.
    first = list(said.data)[:1] if isinstance(said.data, dict) else []
    for key in [kind for kind in kinds if kind in NAMED] if kinds else first:
        building.spoil(said.data[key], said)
