"""Odd words: what only the text of a story shows, because its world is the same either way.

1. Testimony of somebody who does not see the fact: it goes by what is so, so the speaker's own word is news to them.
   With `trust` the text says how it may be right all the same.
2. A lone number beside the outcomes yes and no in that order: it is the probability of the last, of "no".
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from underneath.explain.answer import words_of
from underneath.files.problems import Complaint, Way
from underneath.files.script import Script

_TURNED = (["yes", "no"], [True, False], ["true", "false"])
_LABELS = (("outcomes", "p"), ("menu", "habit"))


def odd_words(script: Script, document: Any) -> Iterator[Complaint]:
    """All that looks wrong with the words of a story.

    Args:
        script: The story.
        document: Its text as plain data, with the templates of acts filled in.
    """
    for way, data in declarations(document):
        yield from _second_hand(script, way, data)
        yield from _turned(way, data)


def declarations(document: Any) -> Iterator[tuple[Way, Mapping[str, Any]]]:
    """Every fact and every step, with the way to it."""
    for name, data in (document.get("facts") or {}).items():
        yield ("facts", name), data
    for s, scene in enumerate(document.get("scenes") or ()):
        for t, step in enumerate(scene.get("steps") or ()):
            yield ("scenes", s, "steps", t), step


# --- testimony --------------------------------------------------------------------------------------------------------


def _second_hand(script: Script, way: Way, data: Mapping[str, Any]) -> Iterator[Complaint]:
    """Testimony that goes by what is so, of somebody who has not seen it."""
    if "testimony" not in data or "trust" in data or data.get("basis", "fact") != "fact":
        return
    scope, by = script.story.scope, str(data["by"])
    said = scope.fact(data["testimony"], "lint")
    about = _newest(script, str(data["about"]), said.place)
    if script.model.known[scope.mind(by, "lint")].get(about, math.inf) >= said.place:
        text = f"{by} does not see '{data['about']}', and this word goes by what is so: it teaches {by} as well."
        hint = f"Say basis: belief, if it goes by what {by} believes; or let {by} see '{data['about']}'."
        yield Complaint("W109", (*way, "by"), text, hint)


def _newest(script: Script, name: str, place: int) -> int:
    """The fact of a name; of a state the newest version before a place."""
    versions = [f.index for f in script.model.facts if f.state == name and f.place < place]
    return versions[-1] if versions else script.story.scope.fact(name, "lint").index


# --- yes before no ----------------------------------------------------------------------------------------------------


def _turned(way: Way, data: Mapping[str, Any]) -> Iterator[Complaint]:
    """A number, or an expression of one, beside two outcomes of which the last means no."""
    for labels, key in _LABELS:
        if _is_turned(data.get(labels)):
            yes, no = map(words_of, data[labels])
            for place, number in _numbers(data, key):
                text = f"one number is the probability of the last outcome, and that is {no!r} here."
                said = number if isinstance(number, float | int) else "..."
                hint = f"Write {labels}: [{no}, {yes}]; or say which it is of: {{{yes}: {said}, {no}: rest}}"
                yield Complaint("W110", (*way, *place), text, hint)


def _is_turned(labels: Any) -> bool:
    return any(labels == turned and type(labels[0]) is type(turned[0]) for turned in _TURNED)


def _numbers(data: Mapping[str, Any], key: str) -> Iterator[tuple[Way, Any]]:
    """The numbers and expressions that stand alone: the table itself, and those of its cases."""
    spec: Any = data.get(key)
    inner: Any = spec if isinstance(spec, Mapping) else data
    said: list[tuple[Way, Any]] = [((), spec)] if inner is data else [(("p",), inner.get("p"))]
    for at, case in enumerate(inner.get("cases") or ()):
        said += [(("cases", at, word), case.get(word)) for word in ("p", "otherwise")]
    above: Way = () if inner is data and "cases" in data else (key,)
    yield from (((*above, *way), value) for way, value in said if _alone(value))


def _alone(value: Any) -> bool:
    return (isinstance(value, float | int) and not isinstance(value, bool)) or (
        isinstance(value, str) and value != "uniform"
    )
