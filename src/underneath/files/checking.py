"""Checking: what is not of the shape of a story file, from the errors of its models to problems of our own.

One mistake is one problem: a key that is missing because it is misspelt is said once, at the misspelt key.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import Tag, ValidationError
from pydantic_core import ErrorDetails

from underneath.errors import suggest
from underneath.files.bounds import refuse_bulk
from underneath.files.document import VERSION, Document
from underneath.files.document_asks import QUESTIONS
from underneath.files.document_parts import Part
from underneath.files.document_steps import KINDS
from underneath.files.problems import Problems, Way
from underneath.files.subjects import shown, subject, value_at
from underneath.model.faults import listed

FREE = frozenset({"told", "note", "at", "when", "name"})
"""Keys of a declaration without which the rest of it can be read all the same."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The ways to what is not of its shape; a way is among them if it leads there, further on, or to what has one.

    What has one in a key that is `FREE` is still whole.
    """

    ways: frozenset[Way]
    above: frozenset[Way]

    @classmethod
    def at(cls, ways: Iterable[Way]) -> Gaps:
        """The gaps at some ways."""
        there = frozenset(ways)
        holders = (way[:end] for way in there if way and way[-1] not in FREE for end in range(len(way)))
        return cls(there, frozenset(holders))

    def __contains__(self, way: Way) -> bool:
        """Whether a way leads to nothing that can be read."""
        return way in self.above or any(way[:end] in self.ways for end in range(len(way) + 1))


_OTHER_WORDS = {
    **dict.fromkeys(("choices", "choose"), ("menu",)),
    **dict.fromkeys(("actor", "who", "agent", "owner", "person"), ("by", "of")),
    **dict.fromkeys(("observers", "observed_by", "visible_to", "witnesses", "sees"), ("seen_by",)),
    **dict.fromkeys(("probability", "probabilities", "prob", "table", "given_by"), ("p",)),
    **dict.fromkeys(("values", "options", "states"), ("outcomes", "menu")),
    **dict.fromkeys(("characters", "minds", "agents", "persons"), ("people",)),
    **dict.fromkeys(("title", "name"), ("story", "scene", "name")),
    **dict.fromkeys(("description", "text", "comment"), ("note", "about")),
    **dict.fromkeys(("events", "acts", "actions"), ("steps", "scenes")),
    **dict.fromkeys(("utility", "value", "reward", "payoff"), ("utils",)),
    **dict.fromkeys(("actual", "happened", "is"), ("told",)),
    **dict.fromkeys(("questions", "queries"), ("ask",)),
    **dict.fromkeys(("target", "addressee"), ("to", "toward")),
    **dict.fromkeys(("towards", "before", "audience"), ("toward", "image")),
    **dict.fromkeys(("parents", "depends_on"), ("given",)),
    **dict.fromkeys(("beta",), ("rationality",)),
    **dict.fromkeys(("template",), ("like",)),
}
"""Words that mean a key in other places, and the keys that they may mean here."""

MOST_TOLD = 500
"""How many problems of one kind are told: nobody reads more."""


def check(data: Any, problems: Problems) -> Gaps:
    """Add what is wrong with the shape of a document; give back what cannot be read."""
    if not isinstance(data, dict):
        problems.add("U203", (), f"{shown(data)} came, where a story was due: a mapping.", hint=_BEGIN)
    if not isinstance(data, dict) or refuse_bulk(data, problems):
        return Gaps.at([()])
    if data.get("underneath") != VERSION or isinstance(data.get("underneath"), bool):
        _refuse_version(data, problems)
    try:
        Document.model_validate(data)
    except ValidationError as error:
        return Gaps.at(_complaints(error.errors(include_url=False), data, problems))
    return Gaps.at([])


_BEGIN = "Begin with: underneath: 1"


def _refuse_version(data: dict[Any, Any], problems: Problems) -> None:
    if "underneath" in data:
        came = shown(data["underneath"])
        text = f"version {came} of the format came; this program reads version {VERSION}."
        problems.add("U210", ("underneath",), text, hint="Write underneath: 1, or install a version that reads it.")


def _complaints(errors: Iterable[ErrorDetails], data: Any, problems: Problems) -> set[Way]:
    found = [(_way(error["loc"], data), error) for error in errors]
    told = found[:MOST_TOLD]
    unknown = [(way, error) for way, error in told if error["type"] in _UNKNOWN]
    bad: set[Way] = set()
    excused: set[Way] = set()
    for way, error in unknown:
        meant = _unknown_key(way, error["loc"], data, problems)
        excused |= {(*way[:-1], word) for word in meant}
        bad |= {way} if meant else set()
    for way, error in told:
        if error["type"] not in _UNKNOWN and way not in excused:
            _complain(way, error, data, problems)
    return bad | {way for way, error in found if error["type"] not in _UNKNOWN}


_UNKNOWN = frozenset({"extra_forbidden", "invalid_key"})
"""What pydantic calls a key that there is not; a number, where the keys are words, is one."""


def _way(loc: Sequence[str | int], data: Any) -> Way:
    """The way that pydantic means: tags of unions are no part of it, nor is its mark for a key."""
    way: list[str | int | float] = []
    form: Any = Document
    for step in loc:
        if not _is_union(form) and step != "[key]":
            way.append(_step(step, value_at(data, tuple(way))))
        form = _inner(form, step)
    return tuple(way)


def _step(step: str | int, there: Any) -> str | int | float:
    """The key that pydantic means: it spells keys that are no whole numbers as words."""
    if not isinstance(there, dict) or step in there:
        return step
    return next((key for key in there if str(key) == step), step)


def _unknown_key(way: Way, loc: Sequence[str | int], data: Any, problems: Problems) -> list[str]:
    """Complain of a key that there is not; give back what it is likely to mean."""
    keys = _keys_at(loc[:-1])
    there = value_at(data, way[:-1])
    free = [key for key in keys if not isinstance(there, dict) or key not in there]
    hint = _meant(str(way[-1]), keys)
    text = f"{subject(way[:-1], data)} has no key {str(way[-1])!r} (keys: {listed(keys, most=20)})."
    problems.add("U201", way, text, hint=hint, key=True)
    return [key for key in free if hint and f"{key!r}" in hint]


def _meant(word: str, keys: Sequence[str]) -> str:
    """A hint for a key that is misspelt, or that goes by another word here."""
    other = next((key for key in _OTHER_WORDS.get(word, ()) if key in keys), None)
    return suggest(word, keys) if other is None else f"Did you mean {other!r}?"


def _keys_at(loc: Sequence[str | int]) -> list[str]:
    """The keys of the model that a location of pydantic's leads to."""
    form: Any = Document
    for step in loc:
        form = _inner(form, step)
    form = _bare(form)
    return list(form.model_fields) if isinstance(form, type) and issubclass(form, Part) else []


def _bare(form: Any) -> Any:
    """A type without its annotations, and without the None that may stand beside it."""
    while get_origin(form) is Annotated:
        form = get_args(form)[0]
    if get_origin(form) in (Union, types.UnionType):
        some = [arm for arm in get_args(form) if arm is not type(None)]
        return _bare(some[0]) if len(some) == 1 else form
    return form


def _is_union(form: Any) -> bool:
    """Whether one of several models is due, which a tag in the location tells apart."""
    bare = _bare(form)
    return get_origin(bare) in (Union, types.UnionType)


def _inner(form: Any, step: str | int) -> Any:
    form = _bare(form)
    if isinstance(form, type) and issubclass(form, Part):
        field = form.model_fields.get(str(step))
        return None if field is None else field.annotation
    arms = get_args(form)
    if _is_union(form):
        return next((arm for arm in _flat(arms) if Tag(str(step)) in get_args(arm)), None)
    return arms[-1] if arms else None


def _flat(arms: Iterable[Any]) -> Iterable[Any]:
    for arm in arms:
        if get_origin(arm) in (Union, types.UnionType):
            yield from _flat(get_args(arm))
        else:
            yield arm


def _complain(way: Way, error: ErrorDetails, data: Any, problems: Problems) -> None:
    kind = error["type"]
    if kind == "missing":
        _missing(way, data, problems)
    elif kind == "string_type" and error["loc"][-1] == "[key]":
        text = f"the number {way[-1]} came as a name in {subject(way[:-1], data)}; names are words."
        problems.add("U209", way, text, hint="Put it in quotes.", key=True)
    elif kind.startswith("union_tag"):
        _no_tag(way, data, problems)
    else:
        due = error.get("ctx", {}).get("due") or _DUE.get(kind, "something else")
        problems.add("U203", way, f"{subject(way, data)}: {shown(value_at(data, way))} came; {due} was due.")


_DUE = {
    "model_type": "a mapping",
    "dict_type": "a mapping",
    "list_type": "a list",
    "model_attributes_type": "a mapping",
}


def _missing(way: Way, data: Any, problems: Problems) -> None:
    owner, word = subject(way[:-1], data), str(way[-1])
    if way == ("underneath",):
        problems.add("U202", (), "the file does not say which version of the format it has.", hint=_BEGIN)
    else:
        problems.add("U202", way[:-1], f"{owner} lacks the key {word!r}.", key=True)


def _no_tag(way: Way, data: Any, problems: Problems) -> None:
    """A step or a question that does not say which it is, or says it twice."""
    value, steps = value_at(data, way), way[0] == "scenes"
    kinds, noun = (KINDS, "step") if steps else (QUESTIONS, "question")
    if not isinstance(value, dict):
        problems.add("U203", way, f"{subject(way, data)}: {shown(value)} came; a mapping was due.")
        return
    found = [kind for kind in kinds if kind in value]
    if found == ["what_if"]:
        text = "a what_if stands inside another; a branch has no branches."
        problems.add("U211", (*way, "what_if"), text, hint="Change all of it in one what_if.", key=True)
        return
    if found:
        text = f"a {noun} is one thing, and this one is {listed(found)}."
        problems.add("U211", (*way, found[1]), text, hint="Make two of it.", key=True)
        return
    hint = next((hint for word in value if (hint := suggest(str(word), kinds))), "")
    at = (*way, next(iter(value))) if value else way
    problems.add("U211", at, f"a {noun} says what it is by one of the keys {listed(kinds)}.", hint=hint, key=True)
