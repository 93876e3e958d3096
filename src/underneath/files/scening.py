"""Scening: a model with its scenes as a story file has them.

In a file every scene has a name, and before the first there are chance facts alone.  A world that was built without
scenes, or whose first one has no name, gets a name for what happens in it.  Nothing else changes: how far people plan
and when images are read stay as they were.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from underneath.model.facts import Cause, Fact, Item
from underneath.model.model import Model

NAME = "scene"
"""What an unnamed scene is called."""


def scened(model: Model) -> tuple[Model, int]:
    """The model with its scenes named, and how many of its items stand before the first of them.

    >>> w = un.World("coin")
    >>> _ = w.mind("Sally")
    >>> _ = w.decision("toss", by="Sally", options=["heads", "tails"], habit="uniform")
    >>> scened(w.build())[0].scenes
    ('scene',)
    """
    if not model.scenes or model.scenes[0]:
        return model, 0
    items = model.items[: model.scene_ends[0]]
    first = _leading(items)
    if first == len(items):
        return model, first
    name = _free(model)
    if not any(isinstance(item, Fact) and item.state is not None and not item.version for item in items[:first]):
        return replace(model, scenes=(name, *model.scenes[1:])), 0
    return _split(model, first, name), first


def _leading(items: tuple[Item, ...]) -> int:
    """How many items at the start are such as may stand before the first scene."""
    for place, item in enumerate(items):
        if not isinstance(item, Fact) or item.cause is not Cause.CHANCE or item.version:
            return place
    return len(items)


def _free(model: Model) -> str:
    taken = {*model.scenes, *(fact.name for fact in model.facts), *(fact.state for fact in model.facts)}
    names = (NAME if not number else f"{NAME} {number}" for number in count())
    return next(name for name in names if name not in taken)


def _split(model: Model, first: int, name: str) -> Model:
    """The model with its first scene in two, the second of them named: its states must begin before any scene."""

    def moved(item: Item) -> Item:
        return replace(item, scene=item.scene + 1) if isinstance(item, Fact) and item.place >= first else item

    items = tuple(map(moved, model.items))
    return replace(
        model,
        items=items,
        facts=tuple(item for item in items if isinstance(item, Fact)),
        scenes=("", name, *model.scenes[1:]),
        scene_ends=(first, *model.scene_ends),
    )
