"""The JSON Schema of the story format: good documents fit it, bad ones do not, and a story's own proposes its names."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import underneath as un
from model_tools import FileAdapter
from random_worlds import random_spec
from schema_tools import check, is_valid
from underneath.files import schema as schemas
from underneath.files.composing import compose
from underneath.files.loading import load, loads, shipped
from underneath.files.source import Source
from underneath.files.tree import data_of
from underneath.files.writing import write
from underneath.model.feelings import WORDS

STORIES = sorted(shipped())


def document(text: str) -> Any:
    """A story as plain data, with words as keys, as JSON has them."""
    root, problems = compose(Source("<text>", text))
    assert root is not None, problems
    return json.loads(json.dumps(data_of(root)))


def shipped_text(name: str) -> str:
    return (resources.files("underneath") / "stories" / f"{name}.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", STORIES)
def test_the_shipped_stories_fit_the_schema_and_their_own(name: str) -> None:
    """Whatever can be read is valid; so editors do not complain of it."""
    data = document(shipped_text(name))
    assert check(data, schemas.schema()) == []
    assert check(data, schemas.schema_for(load(name))) == []


def test_a_file_with_all_that_the_format_has_fits_the_schema() -> None:
    text = (Path(__file__).parent / "everything.yaml").read_text(encoding="utf-8")
    assert check(document(text), schemas.schema()) == []
    assert check(document(text), schemas.schema_for(loads(text))) == []


def test_feelings_are_proposed() -> None:
    """All of them, and nothing else."""
    assert schemas.schema()["$defs"]["AskFeel"]["properties"]["feel"]["enum"] == list(WORDS)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_written_fits_the_schema(seed: int) -> None:
    """Random worlds, written in full."""
    text = write(FileAdapter(random_spec(seed)).build().build())
    assert check(document(text), schemas.schema()) == []


GOOD: dict[str, Any] = {
    "underneath": 1,
    "people": {"Sakura": {"level": 2}, "Kakashi": {}},
    "facts": {"heart": {"of": "Kakashi", "outcomes": {"friend": 0.75, "love": 0.25}}},
    "scenes": [
        {
            "scene": "the gate",
            "steps": [{"act": "wink", "by": "Kakashi", "menu": ["wink", "nothing"], "habit": "uniform"}],
        }
    ],
}


@pytest.mark.parametrize(
    "change",
    [
        {"underneath": 2},
        {"story": ["x"]},
        {"storey": "x"},
        {"habit": "nothing"},
        {"people": ["Sakura"]},
        {"people": {"Sakura": {"levle": 2}}},
        {"people": {"Sakura": {"reader": "yes"}}},
        {"numbers": {"shy": [1]}},
        {"facts": {"heart": {"of": "Kakashi"}}},
        {"facts": {"heart": {"outcomes": 3}}},
        {"wants": {"Sakura": {"utils": 1}}},
        {"wants": {"Sakura": [{"util": 1}]}},
        {"scenes": {}},
        {"scenes": [{"steps": [{"by": "Sakura"}]}]},
        {"scenes": [{"scene": "x", "steps": [{"act": "wink", "sign": "wink", "by": "Sakura", "outcomes": ["a"]}]}]},
        {"scenes": [{"scene": "x", "steps": [{"grow": "Sakura", "fact": "heart"}]}]},
        {"ask": [{"belief": "heart", "whose": "Sakura"}]},
        {"ask": [{"who_knows": "heart", "orders": "two"}]},
        {"ask": [{"what_if": ["heart"]}]},
        {"ask": [{"feel": "feer", "of": "Sakura"}]},
        {"ask": [{"feelings": "Sakura", "toward": "Kakashi"}]},
        {"feelings": {"Sakura": "fear"}},
        {"wants": {"Kakashi": [{"guilt": ["Sakura"], "weight": 1, "at": "wink"}]}},
        {"people": {"Sakura": {"kappa": [1]}, "Kakashi": {}}},
    ],
)
def test_bad_documents_do_not_fit(change: dict[str, Any]) -> None:
    """Each change to a good document makes it invalid, and makes it unreadable too."""
    assert check(GOOD, schemas.schema()) == []
    bad = {**GOOD, **change}
    assert check(bad, schemas.schema()) != []
    with pytest.raises(un.UnderneathError):
        loads(json.dumps(bad))


def test_the_schema_describes_every_key() -> None:
    """An editor can say what each key is for; nothing is left of what says nothing."""
    found = schemas.schema()
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    parts = [found, *found["$defs"].values()]
    keys = [(key, said) for part in parts for key, said in part["properties"].items()]
    # A key whose value is described by the part that it refers to needs no words of its own.
    assert [key for key, said in keys if not said.get("description") and set(said) != {"$ref"}] == []
    assert all(part.get("description") for part in parts)
    assert '"default": null' not in json.dumps(found)


STORY = """
underneath: 1
people: {Sakura: {}, Kakashi: {}, reader: {reader: true}}
facts:
  heart: {of: Kakashi, outcomes: {friend: 0.75, love: 0.25}, told: love}
  mood: {outcomes: {calm: 0.5, low: 0.5}, changing: true}
acts:
  hint: {menu: [hint, nothing], habit: uniform}
scenes:
  - scene: the gate
    steps:
      - {act: wink, by: Kakashi, menu: [wink, nothing], habit: uniform}
      - {change: mood, p: uniform}
"""


def proposed(found: Any, part: str, key: str) -> list[Any]:
    """What an editor proposes for a key."""
    return list(_enums(found["$defs"][part]["properties"][key]))


def _enums(part: Any) -> Any:
    if isinstance(part, dict):
        yield from part.get("enum", ())
        for inner in (*part.get("anyOf", ()), part.get("items")):
            yield from _enums(inner)


def test_a_storys_own_schema_proposes_its_names() -> None:
    """People, paths, facts, acts, states, moments and templates, where each may stand."""
    found = schemas.schema_for(loads(STORY))
    people = ["Sakura", "Kakashi", "reader"]
    assert proposed(found, "Act", "by") == people
    assert proposed(found, "Act", "like") == ["hint"]
    assert proposed(found, "Act", "seen_by")[:4] == [*people, "everyone"]
    assert {"Sakura", "Sakura > Kakashi", "reader > Sakura"} <= set(proposed(found, "AskBelief", "of"))
    assert proposed(found, "AskExpect", "expect") == ["wink"]
    assert proposed(found, "Change", "change") == ["mood"]
    assert {"heart", "mood", "mood@1", "wink"} <= set(proposed(found, "Want", "about"))
    assert {"heart", "the gate"} <= set(proposed(found, "AskBelief", "at"))
    assert proposed(found, "Want", "guilt") == people
    assert proposed(found, "Want", "at") == ["wink"]
    assert "Sakura > Kakashi" in proposed(found, "AskFeel", "of")
    assert list(_enums(found["properties"]["feelings"])) == [*people, *people]
    assert {"* > Kakashi", "Sakura > Kakashi"} <= set(found["properties"]["heads"]["properties"])
    assert list(found["$defs"]["LevelStep"]["properties"]["level"]["properties"]) == people


def test_a_storys_own_schema_proposes_the_outcomes_of_each_fact() -> None:
    """Beside the name of a fact stand its own outcomes, not those of others."""
    found = schemas.schema_for(loads(STORY))
    rules = {rule["if"]["properties"]["act"]["const"]: rule["then"] for rule in found["$defs"]["Act"]["allOf"]}
    assert list(_enums(rules["wink"]["properties"]["told"])) == ["wink", "nothing"]
    told = found["properties"]["facts"]["properties"]["heart"]["properties"]["told"]
    assert list(_enums(told)) == ["friend", "love"]
    what_if = found["$defs"]["WhatIf"]["properties"]["what_if"]["properties"]
    assert list(_enums(what_if["mood"])) == ["calm", "low"]


def test_a_storys_own_schema_can_be_written_whatever_the_outcomes() -> None:
    """JSON has no infinities: they are allowed as all numbers are, and not proposed."""
    facts = "{one: {outcomes: [.inf, 2], p: 0.5}, both: {outcomes: [.inf, -.inf], p: 0.5}}"
    found = schemas.schema_for(loads(f"{{underneath: 1, people: {{A: {{}}}}, facts: {facts}}}"))
    keys = found["properties"]["facts"]["properties"]
    one, both = (keys[name]["properties"]["told"]["anyOf"] for name in ("one", "both"))
    assert (one[0], len(one), len(both)) == ({"enum": [2]}, 2, 1)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_a_storys_own_schema_leaves_room_for_new_names() -> None:
    """A story goes on being written: people and facts that are not there yet are valid too."""
    found = schemas.schema_for(loads(STORY))
    data = document(STORY)
    data["people"]["Ino"] = {}
    data["scenes"][0]["steps"].append({"sign": "blush", "by": "Ino", "outcomes": ["no", "yes"], "p": 0.5})
    assert check(data, found) == []
    data["scenes"][0]["steps"].append({"sign": "blush", "by": 3, "outcomes": ["no", "yes"]})
    assert check(data, found) != []


def test_the_tables_of_names_are_about_keys_that_there_are() -> None:
    """A key that is renamed in the document must be renamed where names are proposed for it."""
    found = schemas.schema()
    for part, key in (*schemas.WORDS, *schemas.KEYS, *schemas.OUTCOMES, *schemas.SUPPOSED):
        assert key in (found["$defs"][part] if part else found)["properties"], (part, key)


def test_the_validator_of_these_tests_can_refuse() -> None:
    """A check that cannot fail would be none."""
    root = {"$defs": {"x": {"type": "integer"}}}
    schema = {"properties": {"a": {"$ref": "#/$defs/x"}}, "additionalProperties": False, "required": ["a"]}
    assert is_valid({"a": 1}, schema, root)
    assert not is_valid({"a": True}, schema, root)
    assert not is_valid({"a": 1, "b": 2}, schema, root)
    assert not is_valid({}, schema, root)
    with pytest.raises(KeyError):
        is_valid(1, {"minimum": 3}, root)
