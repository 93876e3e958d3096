"""Feelings as answers: step by step, in one step, in a scene, and in a changed world."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import pytest

import underneath as un
from felt_story import SLIP, door, slip
from underneath.explain.answers import answer, try_answer
from underneath.explain.branching import what_if_answer
from underneath.explain.feeling_questions import felt_at, felt_throughout
from underneath.explain.felt_answers import Telling
from underneath.explain.felt_rows import LEAST, Key, Row, rows_of
from underneath.explain.felt_scenes import followed
from underneath.explain.performing import performance
from underneath.explain.sensing import Sought, course, sought, step_at, steps_of
from underneath.files.loading import loads
from underneath.files.queries import FeelQuery
from underneath.files.script import Elsewhere, WhatIfQuery

ALL = Telling(every=True)


def names(found: Any) -> list[str]:
    """The feelings in the rows of an answer, in order."""
    return [row[2] if len(found.columns) == 8 else row[0] for row in found.rows]


# --- step by step -----------------------------------------------------------------------------------------------------


def test_each_step_has_what_the_library_says() -> None:
    """The same feelings as `un.feel` at the fact of the step, with the same numbers."""
    script = slip()
    found = list(course(script, "Ann"))
    assert [felt.name for felt in found] == ["carry", "drops", "rumour", "says", "bell"]
    for felt in found:
        told = un.feel(script.story, "Ann", at=felt.name)
        assert [(f.name, f.toward, f.about) for f in felt.feelings] == [(f.name, f.toward, f.about) for f in told]
        assert [f.intensity for f in felt.feelings] == pytest.approx([f.intensity for f in told])


def test_what_cannot_move_anything_is_passed_over() -> None:
    """Thunder that only the reader hears; but what her audience hears moves what she expects it to think of her."""
    script = slip()
    places = {fact.name: fact.place for fact in script.model.facts}
    asked = [felt.place for felt in course(script, "Ann")]
    assert places["thunder"] not in asked
    assert places["clumsy"] not in asked
    assert places["rumour"] in asked
    assert un.feel(script.story, "Ann", at="rumour").total("embarrassment", toward="Bob") > 0.1
    for word in ("joy", "distress", "embarrassment", "surprise", "pride"):
        assert un.feel(script.story, "Ann", at="thunder").total(word) == pytest.approx(0.0, abs=1e-9)


def test_a_story_is_gone_through_as_far_as_it_is_told() -> None:
    """What is still to come is felt by nobody."""
    script = slip()
    early = replace(script, story=script.told_until("drops"))
    assert [felt.name for felt in course(early, "Ann")] == ["carry", "drops"]
    assert [place for place, _, _ in steps_of(early)] == [1, 2]


def test_a_scene_without_facts_is_a_step() -> None:
    """She thinks it over at home; that is all."""
    alone = SLIP + "  - {scene: At home, present: [Ann], steps: [{level: {Ann: 3}}]}\n"
    script = loads(alone)
    last = list(course(script, "Ann"))[-1]
    assert (last.place, last.since, last.moment, last.steps) == (7, 7, 8, ("Ann reasons at level 3",))
    assert step_at(script, 7) == (7, 7, 8)


def test_what_passes_stands_in_its_step_and_what_lasts_where_it_changes() -> None:
    """A regret is told once, and again when it has grown; not in every step that it outlasts."""
    found = felt_throughout(slip(), "Ann")
    regrets = [row for row in found.rows if row[2] == "regret"]
    assert [row[5] for row in regrets] == [None, pytest.approx(float(_regret("drops")) - float(_regret("carry")))]
    assert names(felt_throughout(slip(), "Ann", how=ALL)).count("regret") == 5
    assert [row[2] for row in found.rows if row[1] == "rumour"] == ["embarrassment"]
    assert "joy" not in names(found)
    assert "joy" in names(felt_throughout(slip(), "Ann", how=ALL))


def _regret(at: str) -> un.Feeling:
    return un.feeling(slip().story, "Ann", "regret", at=at)


def test_what_is_gone_is_told_once() -> None:
    """When the scene ends, what was feared of it is over."""
    last: dict[Key, Row] = {}
    rows = {felt.name: rows_of(felt, last) for felt in course(slip(), "Ann")}
    (gone,) = [row for row in rows["bell"] if row.feeling.name == "fear"]
    assert gone.gone
    assert gone.change == pytest.approx(-float(un.feeling(slip().story, "Ann", "fear", at="says")))
    assert not [key for key in last if key[0] in ("fear", "hope")]


def test_what_moved_most_comes_first_in_each_unit() -> None:
    """Utils, then bits; what is new counts whole, what lasts by its change."""
    last: dict[Key, Row] = {}
    for felt in course(slip(), "Ann"):
        rows = rows_of(felt, last)
        units = [row.feeling.unit for row in rows]
        assert units == sorted(units, reverse=True)
        for unit in ("utils", "bits"):
            moved = [row.moved for row in rows if row.feeling.unit == unit]
            assert moved == sorted(moved, reverse=True)
            assert all(amount >= LEAST for amount in moved)


def test_bars_do_not_compare_utils_with_bits() -> None:
    """The longest of each unit is full."""
    found = felt_throughout(slip(), "Ann")
    bars = {unit: max(row[7] for row in found.rows if unit in str(row[6])) for unit in ("utils", "bits")}
    assert bars == {"utils": 1.0, "bits": 1.0}


def test_the_level_of_each_answer_is_named() -> None:
    """Of all minds on the path, and each that they had."""
    alone = SLIP + "  - {scene: At home, present: [Ann], steps: [{level: {Ann: 3}}]}\n"
    assert felt_throughout(loads(alone), "Ann").title == "What Ann feels (level 2 or 3, order 1)"
    nested = felt_throughout(slip(), "Bob > Ann")
    assert nested.title == "What Bob > Ann feels (Bob: level 1, Ann: level 0, order 2)"
    assert nested.sentences[0].startswith("Each number is a mean: what Ann feels hangs on what Ann has observed")


def test_what_was_taken_is_said_once() -> None:
    """No reference point is declared; where one is, nothing is said of it."""
    said = [line for line in felt_throughout(slip(), "Ann").sentences if "no reference point" in line]
    assert len(said) == 1
    declared = loads(SLIP.replace("kappa: 0.5", "kappa: 0.5, reference: 0"))
    assert not [line for line in felt_throughout(declared, "Ann").sentences if "reference" in line]


# --- what is sought ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (("embarrassment", None, None), {("embarrassment", "Bob"), ("embarrassment", "Cid")}),
        ((None, "Bob", None), {("embarrassment", "Bob"), ("mortification", "Bob")}),
        (("regret", None, "carry"), {("regret", "")}),
    ],
)
def test_feelings_can_be_sought(wanted: tuple[Any, Any, Any], found: set[tuple[str, str]]) -> None:
    """By word, by whom they are toward, by what they are about."""
    script = slip()
    rows = felt_at(script, "Ann", "drops", None, sought(script, *wanted)).rows
    assert {(row[0], row[1]) for row in rows} == found


def test_a_belief_shift_may_be_about_anything() -> None:
    """The facts that are named, wanted or not."""
    script = slip()
    found = felt_at(script, "Cid", "drops", None, sought(script, "belief shift", None, "clumsy"))
    told = un.feeling(script.story, "Cid", "belief shift", at="drops", about="clumsy")
    assert found.data["feelings"][0]["intensity"] == pytest.approx(float(told))
    assert float(told) > 0.1


@pytest.mark.parametrize(
    ("path", "step", "wanted", "error", "said"),
    [
        ("Ann", None, Sought("longing", ("Cid",)), None, ""),
        ("Ann", None, Sought("gratitude", ("reader",)), None, ""),
        ("Ann", None, Sought("shame"), un.NoFeeling, "needs an image term"),
        ("Ann", "drops", Sought("shame"), un.NoFeeling, "needs an image term"),
        ("Ann", None, Sought("regret", None, ("says",)), un.NoFeeling, "is none (acts: carry)"),
        ("Ann", None, Sought("guilt"), un.NoFeeling, "say toward whom"),
        ("reader", None, Sought(), un.NoFeeling, "wants nothing in this story"),
        ("reader", None, Sought("regret"), un.NoFeeling, "wants nothing in this story"),
        ("", None, Sought(), un.NoFeeling, "the world itself feels nothing"),
        ("Ann", "9", Sought(), un.NoFeeling, "has no step 9: its steps are 1 to 6"),
        ("Ann", "0", Sought(), un.NoFeeling, "has no step 0"),
        ("Ann", "drips", Sought(), un.UnknownName, "Did you mean 'drops'"),
        ("Dan", None, Sought(), un.UnknownName, "'Dan'"),
    ],
)
def test_what_is_missing_is_named(path: str, step: str | None, wanted: Sought, error: Any, said: str) -> None:
    """In every step or in one."""

    def ask() -> Any:
        return felt_throughout(slip(), path, wanted) if step is None else felt_at(slip(), path, step, None, wanted)

    if error is None:
        assert ask().rows == ()
        return
    with pytest.raises(error) as caught:
        ask()
    assert said in str(caught.value)


def test_before_anything_has_happened_nothing_is_felt() -> None:
    """And the message says so."""
    script = loads(SLIP.replace("told:", "note:"))
    with pytest.raises(un.NoFeeling, match="nothing has happened yet"):
        felt_throughout(script, "Ann")


# --- one step ---------------------------------------------------------------------------------------------------------


def test_a_step_has_a_number_and_a_name() -> None:
    """The number is the one of the table."""
    script = slip()
    (place,) = {row[0] for row in felt_throughout(script, "Ann").rows if row[1] == "drops"}
    assert felt_at(script, "Ann", str(place), None) == felt_at(script, "Ann", "drops", None)
    assert felt_at(script, "Ann", "The kitchen", None).data["step"] == ["says"]
    assert felt_at(script, "Ann", None, None).data["step"] == ["bell"]


def test_a_fact_may_be_called_like_a_number() -> None:
    """Then it is meant by its name."""
    script = loads(SLIP.replace("chance: bell", "chance: '1'"))
    assert felt_at(script, "Ann", "1", None).data["step"] == ["1"]


def test_a_step_may_start_earlier() -> None:
    """From one fact to another: what was expected before the first is compared with what is known after the last."""
    script = slip()
    found = felt_at(script, "Ann", "says", "drops", Sought("distress"))
    assert found.data["step"] == ["drops", "rumour", "thunder", "says"]
    told = un.feeling(script.story, "Ann", "distress", at="says", since="drops")
    assert found.data["feelings"][0]["intensity"] == pytest.approx(float(told))
    with pytest.raises(un.NoFeeling, match="swap them"):
        felt_at(script, "Ann", "1", "says")


def test_only_what_is_felt_is_shown_unless_all_is_asked_for() -> None:
    """A mistake that was none is an answer too; the data have it in any case."""
    script = slip()
    plain, whole = felt_at(script, "Ann", "drops", None), felt_at(script, "Ann", "drops", None, how=ALL)
    assert set(names(plain)) < set(names(whole))
    assert all(feeling["intensity"] > 0 for feeling in plain.data["feelings"] if feeling["feeling"] in names(plain))
    assert plain.data == whole.data


def test_why_has_the_numbers_and_the_sentence() -> None:
    """For each feeling that is shown."""
    script = slip()
    found = felt_at(script, "Ann", "drops", None, how=Telling(why=True))
    assert len(found.parts) == len(found.rows) > 5
    feelings = {(f.name, f.toward): f for f in un.feel(script.story, "Ann", at="drops")}
    regret = next(part for part in found.parts if part.title.startswith("regret about carry, "))
    told = feelings["regret", ()]
    assert regret.sentences == (told.because,)
    worth = told.parts["worth of each option"]
    assert not isinstance(worth, float)
    assert [value for _, value in regret.rows] == pytest.approx(list(worth.values()))


def test_along_a_path_all_that_it_may_be_is_shown() -> None:
    """With its weight; the mean is the mean of these."""
    script = slip()
    found = felt_at(script, "Bob > Ann", "drops", None, Sought("regret"), Telling(why=True))
    assert [column.name for column in found.columns] == ["held possible", "weight", "intensity"]
    weights, amounts = ([row[at] for row in found.rows] for at in (1, 2))
    assert math.fsum(weights) == pytest.approx(1.0)
    assert weights == sorted(weights, reverse=True)
    told = un.feeling(script.story, "Bob > Ann", "regret", at="drops")
    assert sum(w * a for w, a in zip(weights, amounts, strict=True)) == pytest.approx(float(told))


# --- what cannot be measured, and what has no answer ------------------------------------------------------------------


def test_what_had_never_crossed_her_mind() -> None:
    """Infinite, and said to be outside awareness; for the rest there is no answer, and it says why."""
    found = felt_throughout(door(), "Ann")
    assert [(row[2], row[6], row[7]) for row in found.rows] == [("surprise", "outside awareness", None)]
    (step,) = found.data["steps"]
    surprise = next(f for f in step["feelings"] if f["feeling"] == "surprise")
    assert (surprise["intensity"], surprise["outside"]) == ("inf", ["uncle"])
    assert {f["feeling"] for f in step["unanswered"]} >= {"joy", "hope"}
    assert found.sentences[-1].startswith("No answer for belief shift about visitor and knock, joy, distress and ")
    assert "Ann holds impossible what came at 'visitor'" in found.sentences[-1]
    assert "fallback=" not in found.sentences[-1]
    assert json.loads(json.dumps(found.data, allow_nan=False)) == found.data


# --- questions of a file ----------------------------------------------------------------------------------------------


def test_a_question_is_what_the_library_is_asked() -> None:
    """All feelings, or the one that is named."""
    script = slip()
    whole = answer(script, FeelQuery(feeling=None, of="Ann", at="drops", text="q"))
    assert whole.data["kind"] == "feel"
    told = un.feel(script.story, "Ann", at="drops")
    assert [f["intensity"] for f in whole.data["feelings"]] == pytest.approx([f.intensity for f in told])
    one = answer(script, FeelQuery(feeling="embarrassment", of="Ann", at="drops", toward="Bob", name="Red", text="q"))
    feeling = un.feeling(script.story, "Ann", "embarrassment", at="drops", toward="Bob")
    assert one.title.startswith("Red: what Ann feels in drops: embarrassment before Bob about clumsy, 0.9")
    assert one.sentences == (feeling.because,)
    assert [row[1] for row in one.rows] == pytest.approx([feeling.parts["worth before"], feeling.parts["worth now"]])
    both = answer(script, FeelQuery(feeling="embarrassment", of="Ann", at="drops", text="q"))
    assert both.data["feelings"][0]["parts"].keys() == {"before Bob", "before Cid"}


def test_one_question_without_an_answer_is_one_message() -> None:
    """In the words of story files."""
    found = try_answer(slip(), FeelQuery(feeling="guilt", of="Ann", text="q"))
    assert found.refused
    assert found.sentences == (
        "No answer: guilt is felt toward somebody; say toward whom: `toward` (people: Bob, Cid, reader).",
    )


def elsewhere(other: un.Script, query: FeelQuery) -> WhatIfQuery:
    """A question that is asked in another world."""
    return WhatIfQuery(changes={"a": 1}, elsewhere=lambda: Elsewhere(other, (query,)), text="q")


def test_a_changed_world_stands_beside_the_story() -> None:
    """Had she cared less for Bob's opinion."""
    query = FeelQuery(feeling=None, of="Ann", at="drops", toward="Bob", text="q")
    script = slip()
    other = loads(SLIP.replace("-4 * belief", "-2 * belief"))
    found = what_if_answer(script, elsewhere(other, query), try_answer)
    (part,) = found.parts
    assert [column.name for column in part.columns] == ["feeling", "toward", "about", "as told", "what if"]
    told = {f["feeling"]: (t, w) for f, t, w in zip(part.data["feelings"], part.data["as_told"], part.data["what_if"])}
    assert told["embarrassment"][0] == pytest.approx(2 * told["embarrassment"][1])
    gone = what_if_answer(script, elsewhere(loads(SLIP.replace("image: Bob", "image: Cid")), query), try_answer).parts[
        0
    ]
    assert [row[4] for row in gone.rows] == [""] * len(gone.rows) != []


# --- in a run ---------------------------------------------------------------------------------------------------------


def test_a_scene_has_a_row_for_each_step_at_which_something_is_felt() -> None:
    """With the few strongest, and what came as a surprise."""
    script = slip()
    episodes = list(performance(script, followed(script, ["Ann", "Bob > Ann"])))
    assert [len(episode.feelings.rows) for episode in episodes] == [0, 4, 1]
    kitchen = episodes[1].feelings
    assert [column.name for column in kitchen.columns] == ["", "Ann", "Bob > Ann"]
    cells = {row[0]: row[1] for row in kitchen.rows}
    embarrassment = un.feeling(script.story, "Ann", "embarrassment", at="rumour", toward="Bob")
    assert str(cells["rumour"]).startswith(f"embarrassment {float(embarrassment):.2f} (Bob)")
    surprise = un.feeling(script.story, "Ann", "surprise", at="carry")
    assert str(cells["carry"]).endswith(f"surprise {float(surprise):.2f} bits")
    assert "surprise" not in str(cells["drops"])
    assert str(cells["drops"]).count(", ") == 2
    notes = [line for episode in episodes for line in episode.feelings.sentences]
    assert len([line for line in notes if "no reference point" in line]) == 1
    assert list(performance(script))[1].feelings.rows == ()


def test_data_of_a_scene_have_all_that_is_felt() -> None:
    """Also what has not changed."""
    script = slip()
    garden = list(performance(script, followed(script, ["Ann"])))[-1].feelings.data["feelings"]
    assert [(entry["path"], entry["step"]) for entry in garden] == [(["Ann"], ["bell"])]
    felt = un.feel(script.story, "Ann", at="bell").felt
    assert [f["feeling"] for f in garden[0]["feelings"]] == [f.name for f in felt]
    assert "regret" in [f.name for f in felt]


def test_who_wants_nothing_cannot_be_followed() -> None:
    """Neither can who is not there, nor the world itself."""
    for path, said in (("Cid", "wants nothing"), ("Dan", "'Dan'"), ("", "the world itself")):
        with pytest.raises(un.UnderneathError, match=said):
            followed(slip(), [path])
