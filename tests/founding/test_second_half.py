"""The founding story from the door to the bench: what its scenes claim, read from the file that is shipped."""

from __future__ import annotations

import itertools
import math

import pytest

import underneath as un
from founding.first_half import PASSED_OVER, bits, love
from founding.second_half import CLAIMS, NO_MOTIVE_MISSING, likeliest, share, turning_share, without_growth


@pytest.mark.parametrize("claim", CLAIMS)
def test_claims_hold(script: un.Script, claim: str) -> None:
    """Each claim of the second half holds in the story as written."""
    found = CLAIMS[claim](script)
    assert found
    assert {what: margin for what, margin in found.items() if not margin > 0} == {}


def test_every_step_is_told(script: un.Script) -> None:
    """The story is told to its end; all that it leaves open is whether Ino reads him rightly."""
    assert len(script.scenes) == 22
    assert [step.name for step in script.steps if step.name and step.told is None] == ["ino_reads"]


def test_what_is_told_is_what_people_would_do(script: un.Script) -> None:
    """No act of the second half has a chance below one in ten, given what its actor knew."""
    story, chapters = script.story, {scene.name: scene.at for scene in script.scenes}
    acts = [step for step in script.steps if step.kind == "act" and step.scene is not None and step.scene >= 13]
    assert len(acts) > 12
    assert {chapters[script.scenes[act.scene or 0].name] for act in acts} >= {"chapter 4", "chapter 5"}
    assert [act.name for act in acts if act.told is not None and story.expect(act.name)[act.told] < 0.1] == []


# --- the door ---------------------------------------------------------------------------------------------------------


def test_door_is_a_thought_and_no_news(script: un.Script) -> None:
    """Nothing happens before his door but that she thinks one step deeper; that is the row that turns her."""
    rows = bits(script.story, "Sakura", "motive", "gentle")
    thought = rows["Sakura reasons at level 3"]
    assert thought.bits > 0.5
    assert rows["door"].bits == pytest.approx(0.0, abs=1e-12)


def test_door_rests_on_what_he_did_not_say(script: un.Script) -> None:
    """At her new level the hints that he passed over weigh more for gentle than they did at the old one."""
    never_falls_back = script.source.text.replace("- level: {Sakura: 2}", "- level: {Sakura: 3}")
    by_habit, deep = (
        bits(told.told_until("remark"), "Sakura", "motive", "gentle") for told in (script, un.loads(never_falls_back))
    )
    assert [step for step in PASSED_OVER if not deep[step].bits > by_habit[step].bits > 0] == []


def test_order_turns_where_the_file_says(script: un.Script) -> None:
    """The file asks about the smallest share of four digits, of men who hold still, at which love is above gentle."""
    asked = [query.changes["numbers"] for query in script.questions if "numbers" in getattr(query, "changes", {})]
    found = turning_share(un.loads(_without_questions(script.source.text)))
    assert [{name: float(str(number)) for name, number in numbers.items()} for numbers in asked] == [
        {"holds_still": pytest.approx(math.ceil(found * 1e4) / 1e4, abs=1e-9)}
    ]


def _without_questions(text: str) -> str:
    return text[: text.index("\nwatch:")]


def test_missing_motive_is_a_matter_of_awareness(script: un.Script) -> None:
    """Irony about a motive that she lacks is infinite and says what is outside her awareness; with it, it is finite."""
    lacking = script.story.irony("reader", "Sakura", "motive", at="door")
    assert math.isinf(lacking)
    assert lacking.outside == ("wary",)
    aware = script.changed(NO_MOTIVE_MISSING).story.irony("reader", "Sakura", "motive", at="door")
    assert math.isfinite(aware)


def test_her_inference_is_the_readers_without_the_motive(script: un.Script) -> None:
    """It is the missing motive and nothing else: a reader who lacks it too goes wrong as she does."""
    text = script.source.text.replace("reader: {reader: true, level: 4}", "reader: {reader: true, level: 4, UNAWARE}")
    naive = un.loads(text.replace("UNAWARE", "unaware: {motive: [wary]}")).told_until("door")
    assert "UNAWARE" in text
    assert share(naive, "reader", "motive", "gentle") > love(naive, "reader")


# --- the first kiss ---------------------------------------------------------------------------------------------------


def test_old_odds_are_those_of_the_old_head(script: un.Script) -> None:
    """What crosses his mind takes its share from both alike, and her face does not speak of kisses."""
    story, old = script.story, un.loads(without_growth(script.source.text)).story
    new_head, old_head = (told.belief("Kakashi", "first", at="face") for told in (story, old))
    assert old_head["first"] == 0
    assert new_head["first"] > 0
    assert new_head["usual"] / new_head["some"] == pytest.approx(old_head["usual"] / old_head["some"], rel=1e-12)


def test_telling_stops_by_name(script: un.Script) -> None:
    """If nothing crosses his mind, the message says who holds what impossible, where, and what he never thought of."""
    story = un.loads(without_growth(script.source.text)).story
    with pytest.raises(un.ImpossibleEvidence) as stopped:
        story.belief("Kakashi", "first")
    mind_and_step, _, never_thought_of = str(stopped.value).partition(" (never thought of: ")
    assert mind_and_step.startswith("Kakashi holds impossible what came at 'words': 'tell_first' came")
    assert never_thought_of.startswith("first='first');")


def test_her_kiss_is_what_he_would_not_have_done(script: un.Script) -> None:
    """Had he known it, he would have held her without a kiss, though the patrol believes that less."""
    known = {"people": {"Kakashi": {"unaware": None}}, "facts": {"first": {"seen_by": ["Kakashi", "reader"]}}}
    story = un.loads(without_growth(script.source.text)).changed(known).told_until("mask")
    policy = story.expect("kiss")
    assert policy.utility("no") > policy.utility("yes")
    taken = {kiss: story.tell({"kiss": kiss}).belief("patrol", "pair")["couple"] for kiss in ("no", "yes")}
    assert taken["no"] < taken["yes"]


# --- avoidance and the bench ------------------------------------------------------------------------------------------


def test_four_ways_of_a_week_sum_to_one(script: un.Script) -> None:
    """Her act and his answer to it, by the policies of who they are."""
    acts = script.story.belief("", ["keep_away_she_1", "keep_away_he_1"], at="wish_Kakashi")
    ways = [acts[way] for way in itertools.product(("come", "keep_away"), repeat=2)]
    assert math.fsum(ways) == pytest.approx(1.0, abs=1e-12)
    hers = script.story.expect("keep_away_she_1")["keep_away"]
    assert acts["keep_away", "come"] + acts["keep_away", "keep_away"] == pytest.approx(hers, abs=1e-12)


def test_pluralistic_ignorance(script: un.Script) -> None:
    """After a month that both want the other near is so, and neither of them believes it."""
    story = script.told_until("keep_away_he_2")
    both = ["Sakura", "Kakashi"]
    event = un.event(["wish_Sakura", "wish_Kakashi"], lambda hers, his: hers == his == "near")
    assert story.belief("", "wish_Sakura")["near"] == story.belief("", "wish_Kakashi")["near"] == 1
    assert float(story.mutual(both, event, p=0.5)) == 0


def test_bench_is_a_smaller_step_than_coming_back(script: un.Script) -> None:
    """After the month she would rather sit down on a bench than come back, on the same belief."""
    story = script.told_until("sweets")
    sit, come = story.expect("bench_she")["sit"], story.expect("keep_away_she_2")["come"]
    assert sit > come


def test_one_seat_does_it(script: un.Script) -> None:
    """Her sitting down has more bits on her wish than the whole month of keeping away had."""
    rows = {step: share(script.story, "Kakashi", "wish_Sakura", "near", at=step) for step in MONTH}
    odds = {step: math.log2(p / (1 - p)) for step, p in rows.items()}
    month = odds["keep_away_he_2"] - odds["wish_Kakashi"]
    assert month < 0
    assert odds["bench_she"] - odds["sweets"] > -month


MONTH = ("wish_Kakashi", "keep_away_he_2", "sweets", "bench_she")


def test_relief_is_no_sign_of_anything_else(script: un.Script) -> None:
    """His relief is of her sitting down: had she passed by, she would not have seen it in him."""
    told = script.told_until("bench_she")
    passed = script.told_until("sweets").tell({"bench_she": "pass"})
    assert share(told, "", "relieved", "yes") > 2 * share(passed, "", "relieved", "yes")


# --- others -----------------------------------------------------------------------------------------------------------


def test_naruto_learns_nothing_of_the_evening(script: un.Script) -> None:
    """What happened at the door moves nothing in Naruto, and sweets bring him no nearer to the kiss."""
    story = script.story
    for fact, outcome in (("heart", "love"), ("first", "first")):
        before, after = (share(story, "Naruto", fact, outcome, at=at) for at in ("remark", "comfort"))
        assert after == pytest.approx(before, abs=1e-12)
    assert share(story, "Naruto", "kiss", "yes") == 0


def test_admirers_are_seen_and_not_weighed(script: un.Script) -> None:
    """She has seen the signs: she is sure of them, and they have no weight in her head alone."""
    story = script.told_until("errand")
    assert share(story, "Sakura", "lingers", "yes") == 1
    rows = {who: bits(story, who, "liked_in_the_lab", "yes")["lingers"].bits for who in ("Sakura", "Ino")}
    assert rows["Sakura"] == pytest.approx(0.0, abs=1e-12)
    assert rows["Ino"] == pytest.approx(3.0, abs=1e-9)  # 0.8 against 0.1


def test_she_is_taken_for_oblivious(script: un.Script) -> None:
    """The others know that she draws nothing from it."""
    story = script.told_until("errand")
    prior = share(script.told_until("pair"), "Sakura", "liked_in_the_lab", "yes")
    assert share(story, "Ino > Sakura", "liked_in_the_lab", "yes") == pytest.approx(prior, abs=1e-12)


def test_not_all_is_as_before(script: un.Script) -> None:
    """He is careful with her because of what she told him: if his head had held the usual, he would not be."""
    branch = script.story.what_if({"words": "nothing"})
    assert likeliest(script.story, "hand", "careful") > 0.5
    assert float(branch.belief("", "hand")["careful"]) < script.story.expect("hand")["careful"]
