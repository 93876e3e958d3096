"""The trace: one JSON document that says what the story says, and says it the same way every time."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import adapter
import underneath as un
from explain_worlds import TOLD, first_time, morning, silent
from felt_story import door, slip
from random_worlds import Size, random_spec
from underneath.explain.recording import trace_of
from underneath.files.loading import load, loads, shipped
from underneath.files.trace_schema import Trace, read_trace, trace_schema
from underneath.story.trace import private_facts, trace

SMALL = Size(facts=(3, 5), cells=200, level=2)
PAGE = Path(__file__).parents[1] / "docs" / "trace.md"


def whole(document: dict[str, Any]) -> dict[str, Any]:
    """The document after a journey through JSON, held to the schema."""
    back = json.loads(json.dumps(document, allow_nan=False))
    read_trace(back)
    assert back == document
    return document


def belief(document: dict[str, Any], path: list[str], about: str, moment: int) -> dict[str, Any]:
    """What a reader of the document finds: the last row at or before the moment."""
    (found,) = [b for b in document["beliefs"] if b["path"] == path and b["about"] == about]
    return [row for row in found["moments"] if row["moment"] <= moment][-1]


def test_rows_hold_until_the_next() -> None:
    """His belief has a row where it is settled and one where she is silent, and between them nothing moves."""
    document = whole(trace(silent()))
    (found,) = [b for b in document["beliefs"] if (b["path"], b["about"]) == (["Kakashi"], "moved")]
    assert [row["moment"] for row in found["moments"]] == [1, 3]
    story = silent()
    for moment, at in ((1, "moved"), (2, "occasion"), (3, "remark")):
        told = story.belief("Kakashi", "moved", at=at)
        assert belief(document, ["Kakashi"], "moved", moment)["probabilities"] == pytest.approx(list(np.array(told)))


def test_a_nested_belief_has_its_whole_spread() -> None:
    """The mean alone would lose what a suspicion is."""
    w = un.World("peek", habit="uniform")
    ann, bob = w.mind("Ann"), w.mind("Bob")
    diary = w.chance("diary", {"full": 0.5, "empty": 0.5}, seen_by=[ann])
    w.view("peek", of=diary, by=bob, clear=0.25)
    document = whole(trace(w.tell(diary="full", peek="unseen")))
    row = belief(document, ["Ann", "Bob"], "diary", 2)
    assert [(a["weight"], a["probabilities"]) for a in row["spread"]] == [(0.75, [0.5, 0.5]), (0.25, [1.0, 0.0])]


def test_weights_are_those_of_the_ledger() -> None:
    """Every step that weighs something is there, with the same bits; the others are left out."""
    story = silent(reveal=True)
    document = whole(trace(story))
    (found,) = [
        w for w in document["weights"] if (w["path"], w["about"], w["outcome"]) == (["Kakashi"], "moved", "yes")
    ]
    ledger = [w.bits for w in story.weights("Kakashi", "moved", "yes") if w.bits]
    assert [step["bits"] for step in found["steps"]] == pytest.approx(ledger, abs=1e-9)
    assert [step["place"] for step in found["steps"]] == [2, 3]


def test_certainty_is_a_word() -> None:
    """JSON has no infinity."""
    document = whole(trace(silent(reveal=True)))
    (found,) = [
        w for w in document["weights"] if (w["path"], w["about"], w["outcome"]) == (["Kakashi"], "occasion", "yes")
    ]
    assert found["steps"][-1]["bits"] == "inf"


def test_decisions_have_policies_and_what_others_expected() -> None:
    """The policy of the one who chooses, with utilities; and his, who does not know what moved her."""
    story = silent()
    document = whole(trace(story))
    (found,) = document["decisions"]
    policy = story.expect("remark")
    assert policy.expected_utilities is not None
    assert found["policy"]["probabilities"] == pytest.approx(policy.probabilities.tolist())
    assert found["policy"]["utilities"] == pytest.approx(policy.expected_utilities.tolist())
    (kakashi,) = found["expected"]
    assert kakashi["path"] == ["Kakashi"]
    assert kakashi["probabilities"] == pytest.approx(story.expect("remark", by="Kakashi").probabilities.tolist())


def test_an_option_that_is_not_there_has_no_worth() -> None:
    """Null, where Python has NaN."""
    document = whole(trace(morning().tell(moved="no", occasion="no", remark="silent")))
    assert document["decisions"][0]["policy"]["utilities"][0] is None


def test_steps_and_scenes_stand_where_they_happen() -> None:
    """Places count from 0, scenes that have a name too."""
    document = whole(trace(silent(reveal=True, think=3)))
    assert [(s["place"], s["kind"], s["scene"]) for s in document["steps"]] == [
        (0, "chance", None),
        (1, "chance", None),
        (2, "act", 0),
        (3, "level", 0),
        (4, "reveal", 0),
    ]
    assert [(s["name"], s["start"], s["end"]) for s in document["scenes"]] == [("the morning", 2, 5)]
    assert document["steps"][3]["level"] == 3
    assert document["facts"][1]["known"] == {"Sakura": 1, "Kakashi": 4}


def test_growth_and_what_has_no_answer() -> None:
    """Growth says what is new; where a mind met the impossible, the row says so and the others go on."""
    grown = whole(trace(first_time()))["steps"][2]
    assert (grown["kind"], grown["by"], grown["outcome"], grown["delta"]) == ("grow", "Kakashi", "first", 0.1)
    w = un.World("dolls", habit="uniform")
    sally, anne = w.mind("Sally", level=1), w.mind("Anne")
    moved = w.sign("moved", ["nothing", "moved"], by=anne, p=0.5, seen_by=[anne])
    w.closed(sally, moved)
    w.reveal(moved, to=sally)
    document = whole(trace(w.tell(moved="moved")))
    assert belief(document, ["Sally"], "moved", 1)["probabilities"] == [1.0, 0.0]
    assert belief(document, ["Sally"], "moved", 2)["refused"]["error"] == "ImpossibleEvidence"


def test_what_is_traced_can_be_chosen() -> None:
    """Facts and paths by name; the world itself is a path too."""
    document = whole(trace(silent(), about=["moved"], paths=["Kakashi", ""]))
    assert [(b["path"], b["about"]) for b in document["beliefs"]] == [(["Kakashi"], "moved"), ([], "moved")]
    with pytest.raises(un.UnknownName, match="Did you mean 'moved'"):
        trace(silent(), about=["move"])


def test_private_facts_are_those_that_divide() -> None:
    """Chance that some do not see; where there is none, whatever some do not see."""
    assert private_facts(silent()) == ("moved", "occasion")
    w = un.World("dolls", habit="uniform")
    w.mind("Sally")
    w.sign("moved", ["no", "yes"], by=w.mind("Anne"), p=0.5, seen_by=["Anne"])
    assert private_facts(w.tell()) == ("moved",)


def test_the_same_story_gives_the_same_document() -> None:
    """To the last digit, whatever was asked before."""
    first, second = silent(reveal=True), morning(reveal=True).tell(TOLD)
    second.belief("Sakura > Kakashi > Sakura", "moved")
    assert json.dumps(trace(first)) == json.dumps(trace(second))


@pytest.mark.parametrize("name", shipped())
def test_shipped_stories_have_whole_traces(name: str) -> None:
    """Every story that comes with underneath, with the words of its author and its what-ifs."""
    script = load(name)
    watched = list(dict.fromkeys(watch.path for watch in script.watch))
    document = whole(trace_of(script, paths=watched or None))
    assert document["title"] == script.title
    assert len(document["steps"]) == len(script.steps)
    assert [p["name"] for p in document["people"] if p["reader"]] == [p.name for p in script.people if p.reader]


def test_a_what_if_is_a_branch() -> None:
    """With the rule by which it goes on, and the same belief as told."""
    script = loads(
        """
        underneath: 1
        people: {Ann: {level: 1}, Bob: {level: 1}}
        facts: {heart: {of: Ann, outcomes: {cold: 0.5, warm: 0.5}, told: cold}}
        scenes:
          - scene: s
            steps:
              - {sign: smile, by: Ann, outcomes: [no, yes], p: 0.8 if heart == warm else 0.2, told: no}
        ask:
          - what_if: {heart: warm}
            ask: [{belief: heart, of: Bob}, {belief: smile}]
        """
    )
    document = whole(trace_of(script))
    (branch,) = document["branches"]
    assert branch["changed"] == {"heart": "warm"}
    assert branch["beliefs"][0]["probabilities"][1] == pytest.approx(0.8 * 0.8 + 0.2 * 0.2)
    assert branch["beliefs"][0]["as_told"] == pytest.approx([0.8, 0.2])
    assert branch["beliefs"][1]["probabilities"] == pytest.approx([0.2, 0.8])
    assert trace_of(script, branches=False)["branches"] == []


# --- feelings ---------------------------------------------------------------------------------------------------------


def test_feelings_are_what_is_felt_in_each_step() -> None:
    """Of everybody, as `un.feel` has it at the fact of the step; nothing that is not felt."""
    script = slip()
    document = whole(trace_of(script))
    names = {fact["place"]: fact["name"] for fact in document["facts"]}
    assert {tuple(entry["path"]) for entry in document["feelings"]} == {("Ann",), ("Bob",), ("Cid",), ("reader",)}
    found = [entry for entry in document["feelings"] if entry["path"] == ["Ann"]]
    assert {names[entry["place"]] for entry in found} == {"carry", "drops", "rumour", "says", "bell"}
    for place in {entry["place"] for entry in found}:
        told = un.feel(script.story, "Ann", at=names[place]).felt
        here = [entry for entry in found if entry["place"] == place]
        assert [(e["feeling"], e["toward"], e["unit"]) for e in here] == [(f.name, [*f.toward], f.unit) for f in told]
        assert [e["intensity"] for e in here] == pytest.approx([f.intensity for f in told])
        assert {(e["since"], e["moment"]) for e in here} == {(place, place + 1)}


def test_feelings_of_chosen_paths_or_of_nobody() -> None:
    """The world itself feels nothing."""
    document = whole(trace_of(slip(), paths=["Bob > Ann", ""]))
    assert {tuple(entry["path"]) for entry in document["feelings"]} == {("Bob", "Ann")}
    assert trace_of(slip(), feelings=False)["feelings"] == []


def test_a_feeling_without_a_number() -> None:
    """What had never been thought of, and what has no answer."""
    document = whole(trace_of(door()))
    (surprise,) = [e for e in document["feelings"] if e["path"] == ["Ann"] and e["feeling"] == "surprise"]
    assert (surprise["intensity"], surprise["outside"]) == ("inf", ["uncle"])
    refused = [e["refused"] for e in document["feelings"] if e["path"] == ["Ann"] and "refused" in e]
    assert {one["error"] for one in refused} == {"ImpossibleEvidence"}
    assert "fallback=" not in refused[0]["message"]


def test_a_trace_without_feelings_is_one_too() -> None:
    """They came later than the rest of the version."""
    document = trace_of(slip(), feelings=False)
    del document["feelings"]
    assert read_trace(document).feelings == []


def test_the_page_names_every_field() -> None:
    """`docs/trace.md` and the schema speak of the same fields."""
    page, schema = PAGE.read_text(), trace_schema()
    fields = {name for part in schema["$defs"].values() for name in part.get("properties", ())}
    fields |= set(schema["properties"])
    assert len(fields) > 40
    assert [name for name in sorted(fields) if f"`{name}`" not in page] == []


def test_the_schema_refuses_what_is_no_trace() -> None:
    """Another version, a field too many, a number that JSON cannot hold."""
    good = trace(silent())
    assert isinstance(read_trace(good), Trace)
    for bad in ({"trace": 2}, {"more": 1}, {"people": [{"name": "Ann"}]}, {"facts": None}):
        with pytest.raises(ValueError, match="validation error"):
            read_trace({**good, **bad})


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_any_world_has_a_whole_trace(seed: int) -> None:
    """In random worlds: it passes the schema, and the weights of a claim sum to the change of its log odds."""
    spec, rng = random_spec(seed, SMALL), np.random.default_rng(seed)
    try:
        (run,) = adapter.world(spec).tell().simulate(1, rng)
        story = adapter.world(spec).tell(run)
    except (un.EvidenceError, un.UnseenHabit):
        assume(False)  # impossible for some mind on the way
    document = whole(trace(story))
    rows = {(tuple(b["path"]), b["about"]): b["moments"] for b in document["beliefs"]}
    for found in document["weights"]:
        moments = rows[tuple(found["path"]), found["about"]]
        if any("refused" in row for row in moments) or "inf" in json.dumps(found):
            continue
        (claim,) = [b for b in document["beliefs"] if (b["path"], b["about"]) == (found["path"], found["about"])]
        at = claim["outcomes"].index(found["outcome"])
        first, last = (math.log2(p / (1 - p)) for p in (m["probabilities"][at] for m in (moments[0], moments[-1])))
        assert math.fsum(s["bits"] for s in found["steps"]) == pytest.approx(last - first, abs=1e-6)
