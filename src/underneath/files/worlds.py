"""Worlds: a whole document, read part by part into a world."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from underneath.files.building import Building
from underneath.files.checking import Gaps, check
from underneath.files.document_steps import NAMED
from underneath.files.facts import read_facts
from underneath.files.heads import read_closed, read_heads, read_unaware
from underneath.files.limits import limit_of
from underneath.files.people import read_numbers, read_people, read_whole
from underneath.files.problems import Problems, Said, Way
from underneath.files.script import Person, StartFact
from underneath.files.source import Source
from underneath.files.steps import read_scenes
from underneath.files.subjects import items_of
from underneath.files.telling import finished, told
from underneath.files.templates import expanded
from underneath.files.tree import Node, data_of, doubled, words
from underneath.files.wants import read_wants
from underneath.model.draft import Draft
from underneath.model.model import Model
from underneath.story.story import Story


@dataclass(frozen=True, slots=True)
class Built:
    """A document that has been read; without a story if anything is wrong with it."""

    title: str
    building: Building
    people: tuple[Person, ...]
    facts: tuple[StartFact, ...]
    model: Model | None = None
    story: Story | None = None


def build(source: Source, root: Node, changed: bool = False) -> Built:
    """Read a document, all of it, whatever is wrong; in a `changed` one a step may have come to nothing."""
    problems = Problems()
    gaps = _checked(root, problems)
    tree, more = expanded(root, problems)
    data = data_of(tree)
    said = Said(data if isinstance(data, dict) and () not in gaps.ways else {})
    steps = _steps(said.data)
    torn = [way for way, step in steps.items() if ("acts", str(step.get("like"))) in gaps]
    names = frozenset(step[kind] for step in steps.values() for kind in NAMED if isinstance(step.get(kind), str))
    upcoming = names.union(_names(said.data.get("facts")))
    building = Building(said, tree, Gaps.at({*gaps.ways, *more, *torn}), problems, Draft(""), upcoming, changed)
    _spoil_others(building, root)
    building.draft.name = title = building.note(said, "story") or PurePath(source.name).stem or source.name
    return _read(title, building)


def _checked(root: Node, problems: Problems) -> Gaps:
    """What cannot be read of a document; of what has several values nothing more is said."""
    gaps, several = check(data_of(root), problems), frozenset(way for way, _ in doubled(root))
    problems.found = [said for said in problems.found if not _is_in(said.way, several)]
    return Gaps.at({*gaps.ways, *several})


def _spoil_others(building: Building, root: Node) -> None:
    """Take the words of values that do not stand for names which might have been."""
    others = {word for _, nodes in doubled(root) for node in nodes for word in words(node)}
    known = building.upcoming.union(*(_names(building.root.data.get(part)) for part in ("people", "numbers")))
    building.spoiled |= others - known
    building.draft.scope.spoiled |= others - known
    building.draft.scope.spoiled_minds |= others - known


def _is_in(way: Way, several: frozenset[Way]) -> bool:
    return any(way[:end] in several for end in range(len(way) + 1))


def _steps(data: dict[Any, Any]) -> dict[Way, dict[Any, Any]]:
    """The steps of a document, by the way to them."""
    scenes = [scene if isinstance(scene, dict) else {} for scene in items_of(data.get("scenes"))]
    return {
        ("scenes", at, "steps", place): step
        for at, scene in enumerate(scenes)
        for place, step in enumerate(items_of(scene.get("steps")))
        if isinstance(step, dict)
    }


def _names(data: Any) -> frozenset[str]:
    """The names in a mapping."""
    return frozenset(name for name in data if isinstance(name, str)) if isinstance(data, dict) else frozenset()


def _read(title: str, building: Building) -> Built:
    limit = limit_of(building)
    read_numbers(building)
    read_whole(building)
    people = read_people(building)
    facts = read_facts(building)
    read_scenes(building)
    read_unaware(building)
    read_wants(building)
    for read in building.after:
        read()
    read_closed(building)
    read_heads(building)
    model = finished(building)
    story = None if model is None else told(building, model, limit)
    return Built(title, building, people, facts, model, story)
