"""The founding story to the end of its first half: what its scenes claim, read from the file that is shipped."""

from __future__ import annotations

import itertools
import math

import pytest

import underneath as un
from founding.first_half import CLAIMS, SMALL, SOMETHING, About, bits, love, odds, perturbed, something


@pytest.mark.parametrize("claim", CLAIMS)
def test_claims_hold(script: un.Script, claim: str) -> None:
    """Each claim of the first half holds in the story as written."""
    found = CLAIMS[claim](script)
    assert found
    assert {what: margin for what, margin in found.items() if not margin > 0} == {}


def test_perturbing_moves_every_size(script: un.Script) -> None:
    """The draws differ from the story, and from each other, in what people choose."""
    shares = [un.loads(perturbed(script.source.text, seed)).told_until("conceal").expect("wink") for seed in (1, 2)]
    told = script.told_until("conceal").expect("wink")
    assert len({round(policy["wink"], 6) for policy in (*shares, told)}) == 3


# --- scene by scene -------------------------------------------------------------------------------------------------


def test_plan_goes_through_the_patrol(script: un.Script) -> None:
    """What the plan gains over running is what it gains in the patrol's eyes, and the charm of a wish."""
    story = script.told_until("feeling@0")
    policy = story.expect("plan")
    taken = {plan: story.tell({"plan": plan}).belief("patrol", "pair")["couple"] for plan in ("run", "embrace")}
    assert taken["embrace"] > taken["run"]
    gain = policy.utility("embrace") - policy.utility("run")
    assert gain == pytest.approx(3.0 * (taken["embrace"] - taken["run"]) + 0.5, abs=1e-9)


def test_patrol_does_not_see_the_mask(script: un.Script) -> None:
    """The patrol believes the same of the two whether his face is bare or not."""
    leave = script.told_until("leave")
    seen = [leave.tell({"mask": worn, "kiss": "yes"}).belief("patrol", "pair")["couple"] for worn in ("on", "off")]
    assert seen[0] == pytest.approx(seen[1], abs=1e-12)


def test_consent_is_common_knowledge(script: un.Script) -> None:
    """That she gave leave both know, and know that both know, at any depth."""
    assert script.told_until("leave").common(["Sakura", "Kakashi"], lambda leave: leave == "yes")


def test_joke_habit_says_nothing(script: un.Script) -> None:
    """At face value she jokes as often as not, whatever she feels: at level 1 he hears nothing in her silence."""
    plain = script.changed({"people": {"Kakashi": {"level": 1}}}).told_until("joke")
    assert something(plain, "Kakashi") == pytest.approx(something(plain, "Kakashi", at="usual_day"), abs=1e-12)


def test_silence_is_read_alike_at_every_level(script: un.Script) -> None:
    """What she wants of a joke is about facts alone, so that how deep he reads her makes no difference from level 2."""
    read = [
        something(script.changed({"people": {"Kakashi": {"level": level}}}).told_until("joke"), "Kakashi")
        for level in (2, 3, 6)
    ]
    assert read[1:] == pytest.approx(read[:1] * 2, abs=1e-3)


def test_thinking_it_over_is_a_row_of_its_own(script: un.Script) -> None:
    """In the ledger of what she thinks that he believes, silence has no weight, and the thought has it all."""
    rows = bits(script.told_until("conceal"), "Sakura > Kakashi", SOMETHING[1])
    assert rows["joke"].bits == pytest.approx(0.0, abs=1e-12)
    assert rows["Sakura reasons at level 3"].bits > 1


def test_concealing_helps_and_leaks(script: un.Script) -> None:
    """Hiding it makes a dropped meal less likely, and still far likelier than if there were nothing to hide."""

    def drops(conceal: str, feeling: str) -> float:
        night = script.told_until("kiss").tell({"feeling@1": feeling, "stunned": "yes"})
        day = night.tell({"patrol_fooled": "yes", "usual_day": "usual", "joke": "nothing"})
        gate = day.tell({"conceal": conceal, "wink": "wink", "naruto_sees_wink": "unseen"})
        return float(gate.belief("", "dropped")["yes"])

    for feeling in ("infatuation", "love"):
        assert drops("show", feeling) > drops("hide", feeling) > 2 * drops("hide", "none")


def test_wink_without_a_later_step_has_no_information(script: un.Script) -> None:
    """If his plan ends at the gate, there is nothing that seeing could improve."""
    short = script.changed({"people": {"Kakashi": {"horizon": 1}}}).told_until("conceal")
    assert list(short.voi("wink").values()) == pytest.approx([0.0, 0.0, 0.0], abs=1e-12)


def test_nobody_but_kakashi_sees_his_course(script: un.Script) -> None:
    """What he makes up his mind to is his own; she reckons with it all the same."""
    story = script.told_until("council")
    assert story.belief("Kakashi", "course")["draw"] == 1
    assert 0 < story.belief("Sakura", "course")["draw"] < 1


def test_why_shows_both_witnesses(script: un.Script) -> None:
    """What she drops is the heaviest step for Kakashi and for Naruto, who is closed to the kiss."""
    story = script.told_until("snort")
    for who in ("Kakashi", "Naruto"):
        rows = [weight for weight in story.why(who, SOMETHING[1]) if math.isfinite(weight.bits)]
        assert max(rows, key=lambda weight: weight.bits).step == "dropped"
    assert story.belief("Naruto", "kiss")["yes"] == 0


@pytest.mark.parametrize("path", ["Sakura", "Sakura > Kakashi", "Sakura > Kakashi > Sakura", "Kakashi > Sakura"])
@pytest.mark.parametrize(("about", "outcome"), [("heart", "love"), ("feeling@1", "infatuation"), (SOMETHING[1], True)])
def test_why_sums_exactly(script: un.Script, path: str, about: About, outcome: str | bool) -> None:
    """The weights of all steps of the whole story add up to the rise of the log odds, silences and all."""
    rows = script.story.why(path, about, outcome)
    start, end = (float(script.story.belief(path, about, at=at)[outcome]) for at in (rows[0].step, None))
    assert rows[0].step == "heart"
    assert rows[-1].step == "look"
    assert math.fsum(weight.bits for weight in rows) == pytest.approx(odds(end) - odds(start), abs=1e-9)
    assert all(after.before == pytest.approx(before.after, abs=1e-12) for before, after in itertools.pairwise(rows))


def test_small_acts_explain_each_other_away(script: un.Script) -> None:
    """Each touch also speaks for a familiar manner, so that the second weighs less than the first."""
    story = script.told_until("leaf")
    rows, manner = bits(story, "Sakura", "heart", "love"), bits(story, "Sakura", "manner", "familiar")
    assert all(manner[act].bits > 0 for act in SMALL[1:])
    assert rows["leaf"].bits < rows["leg"].bits


def test_naruto_is_told_nothing_of_chapter_three(script: un.Script) -> None:
    """Hints, answers and small acts do not move Naruto; the scene after training does."""
    rows = bits(script.told_until("remark"), "Naruto", SOMETHING[2])
    unseen = [step for step in rows if step.startswith(("hint", "answer")) or step in SMALL]
    assert len(unseen) == 9
    assert all(abs(rows[step].after - rows[step].before) < 1e-12 for step in unseen)
    assert rows["remark"].bits > 0


def test_her_missing_motive_is_in_no_head_but_hers(script: un.Script) -> None:
    """She has never thought that he may love her and hold still; he knows that she has not."""
    story = script.told_until("remark")
    assert story.belief("Sakura", "motive")["wary"] == 0
    assert story.belief("reader", "motive")["wary"] > 0
    assert story.belief("Kakashi > Sakura", "motive")["wary"] == 0
    assert love(story, "reader") > love(story, "Sakura")
