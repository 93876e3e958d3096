"""Schema: the story format as JSON Schema (draft 2020-12), for editors and for programs that write stories.

`schema()` says what any story file may hold.  `schema_for(script)` says so of one story: it proposes the names that the
story has, where each kind of name belongs, and goes on allowing others, so that a story can be written with it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from underneath.files.document import VERSION, Document
from underneath.files.tree import Table, node_at

if TYPE_CHECKING:
    from underneath.files.script import Script

Json = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> Json:
    """The JSON Schema of the story format.

    >>> schema()["$defs"]["Sign"]["required"]
    ['sign', 'by', 'outcomes']
    """
    heading = {"$schema": DIALECT, "$id": f"urn:underneath:story:{VERSION}", "title": "A story"}
    return heading | {key: value for key, value in _tidy(Document.model_json_schema()).items() if key != "title"}


def _tidy(part: Any) -> Any:
    """A schema without what says nothing: the default None, and titles that repeat the key."""
    if isinstance(part, list):
        return [_tidy(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    kept = {key: value for key, value in part.items() if not _is_idle(key, value)}
    return {
        key: {name: _tidy(inner) for name, inner in value.items()} if key in ("properties", "$defs") else _tidy(value)
        for key, value in kept.items()
    }


def _is_idle(key: str, value: object) -> bool:
    return (key == "title" and isinstance(value, str)) or (key == "default" and value is None)


# --- the schema of one story


def schema_for(script: Script) -> Json:
    """The JSON Schema of one story: the format, with the names of the story proposed.

    >>> script = un.loads("{underneath: 1, people: {Sally: {}}, facts: {coin: {outcomes: {a: 0.5, b: 0.5}}}}")
    >>> schema_for(script)["properties"]["facts"]["properties"]["coin"]["properties"]["told"]["anyOf"][0]
    {'enum': ['a', 'b']}
    """
    found, outcomes = schema(), _outcomes(script)
    _propose_names(found, _names(script))
    _propose_outcomes(found, outcomes)
    told = {fact.name.partition("@")[0]: {"told": _labels(outcomes[fact.name])} for fact in script.facts}
    found["properties"]["facts"]["properties"] = {
        name: {"allOf": [{"$ref": "#/$defs/Fact"}], "properties": labels} for name, labels in told.items()
    }
    return found


WORDS = {
    ("Act", "by"): "people",
    ("Act", "to"): "people",
    ("Act", "seen_by"): "observers",
    ("Act", "like"): "templates",
    ("Template", "seen_by"): "observers",
    ("Sign", "by"): "people",
    ("Sign", "to"): "people",
    ("Sign", "given"): "facts",
    ("Sign", "seen_by"): "observers",
    ("Chance", "given"): "facts",
    ("Chance", "seen_by"): "observers",
    ("View", "by"): "people",
    ("View", "of"): "facts",
    ("View", "given"): "facts",
    ("Change", "change"): "states",
    ("Change", "given"): "facts",
    ("Change", "seen_by"): "observers",
    ("Testimony", "by"): "people",
    ("Testimony", "to"): "people",
    ("Testimony", "about"): "facts",
    ("Testimony", "trust"): "facts",
    ("Testimony", "seen_by"): "observers",
    ("Reveal", "reveal"): "facts",
    ("Reveal", "to"): "observers",
    ("Grow", "grow"): "people",
    ("Grow", "fact"): "facts",
    ("Grow", "seen_by"): "observers",
    ("Scene", "present"): "people",
    ("Fact", "of"): "people",
    ("Fact", "seen_by"): "observers",
    ("Fact", "given"): "facts",
    ("Closed", "fact"): "facts",
    ("Want", "image"): "paths",
    ("Want", "about"): "facts",
    ("Want", "after"): "facts",
    ("Want", "given"): "facts",
    ("Want", "guilt"): "people",
    ("Want", "blame"): "people",
    ("Want", "anger"): "people",
    ("Want", "at"): "acts",
    ("Watch", "of"): "paths",
    ("Watch", "about"): "facts",
    ("AskBelief", "belief"): "facts",
    ("AskBelief", "of"): "paths",
    ("AskBelief", "at"): "moments",
    ("AskBelief", "after"): "moments",
    ("AskBelief", "jointly"): "facts",
    ("AskExpect", "expect"): "acts",
    ("AskExpect", "by"): "paths",
    ("AskWhy", "why"): "facts",
    ("AskWhy", "of"): "paths",
    ("AskWhy", "at"): "moments",
    ("AskVoi", "voi"): "acts",
    ("AskIrony", "irony"): "facts",
    ("AskIrony", "of"): "paths",
    ("AskIrony", "reader"): "people",
    ("AskWhoKnows", "who_knows"): "facts",
    ("AskWhoKnows", "among"): "observers",
    ("AskMutual", "among"): "observers",
    ("AskCommon", "among"): "observers",
    ("AskFeel", "of"): "paths",
    ("AskFeel", "at"): "moments",
    ("AskFeel", "since"): "facts",
    ("AskFeel", "toward"): "paths",
    ("AskFeel", "about"): "facts",
    ("AskFeelings", "feelings"): "paths",
    ("AskFeelings", "at"): "moments",
    ("AskFeelings", "since"): "facts",
    ("", "feelings"): "people",
}
"""Keys whose values are names, and of what."""

KEYS = {
    ("", "wants"): "people",
    ("", "heads"): "heads",
    ("Act", "changes"): "states",
    ("Template", "changes"): "states",
    ("LevelStep", "level"): "people",
    ("Go", "go"): "people",
    ("Head", "tables"): "facts",
    ("Head", "rationality_at"): "acts",
}
"""Keys whose values are mappings from names, and of what."""

OUTCOMES = {
    ("Act", "told"): "act",
    ("Sign", "told"): "sign",
    ("Chance", "told"): "chance",
    ("View", "told"): "view",
    ("Change", "told"): "change",
    ("Testimony", "told"): "testimony",
    ("Grow", "outcome"): "fact",
    ("Watch", "outcome"): "about",
    ("AskBelief", "outcome"): "belief",
    ("AskWhy", "outcome"): "why",
}
"""Keys whose values are outcomes, and the key beside them that says of which fact."""

SUPPOSED = (("AskBelief", "suppose"), ("AskExpect", "suppose"), ("AskVoi", "suppose"), ("WhatIf", "what_if"))
"""Keys whose values are mappings from facts to outcomes."""


def _keys(found: Json, part: str) -> Json:
    """The keys of a part of the document, or of all of it."""
    keys: Json = (found["$defs"][part] if part else found)["properties"]
    return keys


def _propose_names(found: Json, names: Mapping[str, list[str]]) -> None:
    for (part, key), kind in WORDS.items():
        keys = _keys(found, part)
        keys[key] = _proposing(keys[key], names[kind])
    for (part, key), kind in KEYS.items():
        mapping = _keys(found, part)[key]
        mapping["properties"] = dict.fromkeys(names[kind], mapping["additionalProperties"])


def _propose_outcomes(found: Json, outcomes: Mapping[str, list[Any]]) -> None:
    for (part, key), by in OUTCOMES.items():
        rules = [_rule(by, fact, key, labels) for fact, labels in outcomes.items()]
        found["$defs"][part]["allOf"] = found["$defs"][part].get("allOf", []) + rules
    for part, key in SUPPOSED:
        _keys(found, part)[key]["properties"] = {fact: _labels(labels) for fact, labels in outcomes.items()}


def _rule(by: str, fact: str, key: str, labels: list[Any]) -> Json:
    """Where this fact is meant, its outcomes are proposed."""
    meant = {"properties": {by: {"const": fact}}, "required": [by]}
    return {"if": meant, "then": {"properties": {key: _labels(labels)}}}


def _labels(labels: list[Any]) -> Json:
    """Outcomes proposed, and others allowed; what is infinite can be written in a story, but not in JSON."""
    named = [label for label in labels if not (isinstance(label, float) and math.isinf(label))]
    proposed: list[Json] = [{"enum": named}] if named else []
    return {"anyOf": [*proposed, {"type": ["string", "number", "boolean"]}]}


def _proposing(part: Json, words: list[str]) -> Json:
    """A schema that proposes words wherever it takes text, alone or in a list."""
    if "anyOf" in part:
        return part | {"anyOf": [_proposing(inner, words) for inner in part["anyOf"]]}
    if part.get("type") == "array":
        return part | {"items": _proposing(part["items"], words)}
    if part.get("type") != "string" or not words:
        return part
    described = {key: value for key, value in part.items() if key == "description"}
    return described | {"anyOf": [{"enum": words}, {key: part[key] for key in part.keys() - described.keys()}]}


# --- the names of a story


def _names(script: Script) -> dict[str, list[str]]:
    """The names of a story, by what they are the names of."""
    people = [person.name for person in script.people]
    pairs = [f"{one} > {other}" for one in people for other in people if one != other]
    facts = list(_outcomes(script))
    return {
        "people": people,
        "observers": [*people, "everyone", "nobody", "present", "by", "to"],
        "paths": [*people, *pairs],
        "heads": [*people, *(f"* > {name}" for name in people), *pairs],
        "facts": facts,
        "states": list(dict.fromkeys(fact.state for fact in script.model.facts if fact.state is not None)),
        "acts": [step.name for step in script.steps if step.kind == "act"],
        "moments": [*facts, *(scene.name for scene in script.scenes if scene.name)],
        "templates": _templates(script),
    }


def _templates(script: Script) -> list[str]:
    acts = node_at(script.tree, ("acts",))
    return [str(name) for name in acts.keys] if isinstance(acts, Table) else []


def _outcomes(script: Script) -> dict[str, list[Any]]:
    """The outcomes of each fact, and of each state under its bare name."""
    states = {fact.state: list(fact.outcomes) for fact in script.model.facts if fact.state is not None}
    return {fact.name: list(fact.outcomes) for fact in script.model.facts} | states
