"""Subjects: what a part of the document is called in a message.

>>> subject(("people", "Sakura", "level"), {"people": {"Sakura": {"level": 1}}})
"person 'Sakura', level"
"""

from __future__ import annotations

from typing import Any

from underneath.files.document_steps import KINDS, NAMED
from underneath.files.problems import Way

_NOUNS = {"people": "person", "facts": "fact", "acts": "template", "numbers": "number", "heads": "head"}


def subject(way: Way, data: Any) -> str:
    """A part of the document in words: what it belongs to, then the keys that lead on to it."""
    noun, rest = _unit(way, data)
    keys = [str(step) if isinstance(step, str) else f"item {int(step) + 1}" for step in rest]
    return ", ".join([noun, *keys])


def shown(value: Any) -> str:
    """A value of the document in words.

    >>> [shown(value) for value in ("x", 3, True, None, [1], {})]
    ["'x'", '3', 'true', 'nothing', 'a list', 'a mapping']
    """
    if value is None or isinstance(value, bool):
        return "nothing" if value is None else str(value).lower()
    if isinstance(value, str):
        return repr(value if len(value) <= 60 else value[:57] + "...")
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return "a mapping" if isinstance(value, dict) else str(value)


def _unit(way: Way, data: Any) -> tuple[str, Way]:
    """The declaration that a way leads into, and the rest of the way."""
    if not way:
        return "the file", ()
    if len(way) == 1:
        return str(way[0]), ()
    top, key = way[0], way[1]
    if top in _NOUNS:
        return f"{_NOUNS[str(top)]} {str(key)!r}", way[2:]
    if top == "wants":
        return _want(f"wants of {str(key)!r}", way[2:])
    if top == "scenes":
        return _scene(way, data)
    if top in ("ask", "watch") and isinstance(key, int):
        return _question(way, key)
    return str(top), way[1:]


def _want(noun: str, rest: Way) -> tuple[str, Way]:
    if rest and isinstance(rest[0], int):
        return f"{noun}, want {rest[0] + 1}", rest[1:]
    return noun, rest


def _question(way: Way, place: int) -> tuple[str, Way]:
    if way[0] == "watch":
        return f"watch {place + 1}", way[2:]
    if len(way) > 3 and way[2] == "ask" and isinstance(way[3], int):
        return f"question {place + 1}.{way[3] + 1}", way[4:]
    return f"question {place + 1}", way[2:]


def _scene(way: Way, data: Any) -> tuple[str, Way]:
    scene = value_at(data, way[:2])
    name = scene.get("scene") if isinstance(scene, dict) else None
    noun = f"scene {name!r}" if isinstance(name, str) else f"scene {int(way[1]) + 1}" if _whole(way[1]) else "scenes"
    if len(way) > 3 and way[2] == "steps":
        return f"{step_noun(value_at(data, way[:4]), way[3])}", way[4:]
    return noun, way[2:]


def _whole(step: object) -> bool:
    return isinstance(step, int)


def step_noun(step: Any, place: object) -> str:
    """A step in words: `act 'joke'`."""
    found = [kind for kind in KINDS if isinstance(step, dict) and kind in step]
    if len(found) == 1 and found[0] in (*NAMED, "change") and isinstance(step[found[0]], str):
        return f"{found[0]} {step[found[0]]!r}"
    if len(found) == 1:
        return f"{found[0]} step"
    return f"step {place + 1}" if isinstance(place, int) else "step"


def value_at(data: Any, way: Way) -> Any:
    """The value that a way leads to in plain data, or None."""
    for step in way:
        inside = isinstance(data, dict) and step in data
        at = isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data)
        if not inside and not at:
            return None
        data = data[step]
    return data


def items_of(value: Any) -> list[Any]:
    """A list of the document; an empty one if it is none."""
    return value if isinstance(value, list) else []
