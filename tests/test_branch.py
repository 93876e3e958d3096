"""Branches worked out by hand: what is kept, what is drawn anew, what the told run says of the luck; and refusals."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

import underneath as un

CLOSE = 1e-12


def office(noticed: float = 0.7) -> un.World:
    """Sakura jokes or not; Kakashi may notice; he hints by habit, as his heart is; Sakura sees the hint."""
    w = un.World("office", habit="uniform")
    sakura, kakashi = w.mind("Sakura"), w.mind("Kakashi", level=0)
    heart = w.chance("heart", {"friend": 0.75, "love": 0.25}, seen_by=[kakashi])
    joke = w.decision("joke", by=sakura, options=["nothing", "joke"], seen_by=[sakura])
    look = w.view("look", of=joke, by=kakashi, clear=noticed)
    p = {"friend": 0.2, "love": 0.8}
    hint = w.decision("hint", by=kakashi, options=["no", "yes"], given=[heart], habit=p)
    w.sign("blush", ["no", "yes"], by=sakura, given=[hint], p={"no": 0.1, "yes": 0.6})
    assert look.name == "look"
    return w


def share(branch: un.Branch, fact: str, outcome: Any) -> float:
    return branch.belief("", fact)[outcome]


# --- what happens -----------------------------------------------------------------------------------------------------


def test_what_was_told_later_is_evidence_about_the_luck() -> None:
    """He hinted, so he may well be in love (4/7); had he seen the joke he would have chosen again, being who he is."""
    story = office(noticed=1.0).tell(joke="nothing", look="nothing", hint="yes", blush="yes")
    branch = story.what_if({"joke": "joke"})
    assert share(branch, "heart", "love") == pytest.approx(4 / 7, abs=CLOSE)
    assert share(branch, "look", "joke") == 1.0
    assert share(branch, "hint", "yes") == pytest.approx(4 / 7 * 0.8 + 3 / 7 * 0.2, abs=CLOSE)


def test_a_cause_that_comes_out_as_it_did_keeps_its_effect() -> None:
    """Had there been a joke, he might still have missed it (0.3): then he hints as told, and she blushes as told."""
    story = office().tell(heart="love", joke="nothing", look="unseen", hint="no", blush="yes")
    branch = story.what_if({"joke": "joke"})
    assert share(branch, "look", "unseen") == pytest.approx(0.3, abs=CLOSE)
    yes = 0.7 * 0.8
    assert share(branch, "hint", "yes") == pytest.approx(yes, abs=CLOSE)
    # The blush hangs on the hint alone: it stays where the hint came out as told, even if it was chosen anew.
    assert share(branch, "blush", "yes") == pytest.approx((1 - yes) * 1.0 + yes * 0.6, abs=CLOSE)


def test_a_choice_is_made_anew_by_whoever_saw_anything_else() -> None:
    """Her own joke is all that has changed for her: what she does next is chosen again, though nothing hangs on it."""
    w = un.World("lunch")
    ann, bob = w.mind("Ann", level=0), w.mind("Bob", level=0)
    w.decision("first", by=ann, options=["tea", "soup"], habit=0.5, seen_by=[ann])
    w.decision("second", by=ann, options=["tea", "soup"], habit=0.9)
    w.decision("other", by=bob, options=["tea", "soup"], habit=0.9)
    story = w.tell(first="tea", second="tea", other="tea")
    branch = story.what_if({"first": "soup"})
    assert share(branch, "second", "tea") == pytest.approx(0.1, abs=CLOSE)
    # Bob saw the second lunch alone, which is tea again in one branch of ten; else he draws his own anew.
    assert share(branch, "other", "tea") == pytest.approx(0.1 + 0.9 * 0.1, abs=CLOSE)


def test_a_change_of_what_was_not_told_is_weighed() -> None:
    """It rained perhaps, and was wet: had it rained, the told wetness stays where it did rain (0.9 / 1.1)."""
    w = un.World("rain")
    w.mind("Ann")
    rain = w.chance("rain", ["no", "yes"], p=0.5)
    w.chance("wet", ["no", "yes"], given=[rain], p={"no": 0.2, "yes": 0.9})
    branch = w.tell(wet="yes").what_if({"rain": "yes"})
    assert share(branch, "rain", "yes") == 1.0
    assert share(branch, "wet", "yes") == pytest.approx(9 / 11 + 2 / 11 * 0.9, abs=CLOSE)


def test_several_changes_at_once() -> None:
    """What is set later is set whatever comes before it, and cuts the way from there."""
    story = office(noticed=1.0).tell(heart="friend", joke="nothing", look="nothing", hint="no", blush="no")
    branch = story.what_if({"joke": "joke", "hint": "yes"})
    assert share(branch, "hint", "yes") == 1.0
    assert share(branch, "blush", "yes") == pytest.approx(0.6, abs=CLOSE)
    still = story.what_if({"joke": "joke", "look": "nothing"})
    assert still.belief("", ["look", "hint", "blush"])["nothing", "no", "no"] == 1.0


def test_a_sign_that_reads_a_belief_stays_while_the_belief_does() -> None:
    """A frown that hangs on what she believes of the heart: breakfast does not move that, a letter does."""
    w = un.World("frown")
    ann = w.mind("Ann")
    heart = w.chance("heart", {"not": 0.5, "love": 0.5})
    w.chance("breakfast", ["egg", "roll"], p=0.5, seen_by=[ann])
    w.chance("letter", ["cool", "warm"], given=[heart], p={"not": 0.25, "love": 0.75}, seen_by=[ann])
    w.sign("frown", ["no", "yes"], by=ann, p=lambda b: 1 - b, given=[un.believes("Ann", heart, "love")])
    story = w.tell(breakfast="egg", letter="warm", frown="yes")
    assert share(story.what_if({"breakfast": "roll"}), "frown", "yes") == 1.0
    assert share(story.what_if({"letter": "cool"}), "frown", "yes") == pytest.approx(0.75, abs=CLOSE)


# --- what is believed -------------------------------------------------------------------------------------------------


def test_beliefs_in_a_branch_are_a_distribution() -> None:
    """She will have seen a hint (0.56) or none: her belief is 4/7 or 1/13, and each comes with what he did."""
    story = office().tell(heart="love", joke="nothing", look="unseen", hint="no", blush="no")
    branch = story.what_if({"joke": "joke"})
    belief = branch.belief("Sakura", "heart")
    atoms = {round(float(a.probabilities[1]), 9): a.weight for a in belief.atoms}
    assert atoms == {round(4 / 7, 9): pytest.approx(0.56), round(1 / 13, 9): pytest.approx(0.44)}
    assert belief["love"] == pytest.approx(0.56 * 4 / 7 + 0.44 / 13, abs=CLOSE)
    both = branch.belief("Sakura", "heart", jointly="hint")
    assert both.given(hint="yes")["love"] == pytest.approx(4 / 7, abs=CLOSE)
    assert branch.belief("Sakura", "heart", at="joke")["love"] == 0.25


def test_a_policy_in_a_branch_is_a_mean_over_what_its_chooser_saw() -> None:
    """He wants to be where she goes; of her going he may hear nothing, and then what he thinks likely counts."""
    w = un.World("date", habit="uniform")
    ann, bob = w.mind("Ann", level=0), w.mind("Bob", level=1, rationality=2)
    goes = w.decision("goes", by=ann, options=["park", "bar"], habit={"park": 0.8, "bar": 0.2}, seen_by=[ann])
    w.view("hears", of=goes, by=bob, clear=0.5)
    w.decision("follows", by=bob, options=["park", "bar"])
    w.wants(bob, lambda goes, follows: float(goes == follows))
    branch = w.tell(goes="park", hears="park", follows="park").what_if({"goes": "bar"})
    heard, unheard = 1 / (1 + np.exp(2)), 1 / (1 + np.exp(-2 * 0.6))
    policy = branch.expect("follows")
    assert policy["park"] == pytest.approx(0.5 * heard + 0.5 * unheard, abs=CLOSE)
    assert policy.utility("park") == pytest.approx(0.5 * 0.0 + 0.5 * 0.8, abs=CLOSE)
    assert branch.expect("follows", by="Bob").close_to(policy, atol=CLOSE)


# --- how it goes on -------------------------------------------------------------------------------------------------


def test_follow_told_keeps_the_acts() -> None:
    """The hint stays as told, whatever he saw; what he saw is drawn anew."""
    story = office().tell(heart="love", joke="nothing", look="unseen", hint="yes", blush="no")
    branch = story.what_if({"joke": "joke"}, follow="told")
    assert branch.belief("", ["hint", "blush"])["yes", "no"] == 1.0
    assert share(branch, "look", "joke") == pytest.approx(0.7, abs=CLOSE)
    assert branch.belief("Sakura", "heart")["love"] == pytest.approx(4 / 7, abs=CLOSE)
    assert len(branch.belief("Sakura", "heart").atoms) == 1
    assert branch.rule.startswith("The acts told later stay as told")


def test_what_follows_for_certain_is_certain() -> None:
    """Who sees clearly sees the joke: the steps of the branch are certain, and can be weighed."""
    story = office(noticed=1.0).tell(heart="love", joke="nothing", look="nothing", hint="yes")
    branch = story.what_if({"joke": "joke"}, follow="told")
    assert branch.belief("", "look")["joke"] == 1.0
    plain = office(noticed=1.0).tell(heart="love", joke="joke", look="joke", hint="yes")
    assert branch.why("Sakura", "heart", "love") == plain.why("Sakura", "heart", "love")


def test_follow_likeliest_is_a_story_with_certain_steps() -> None:
    """He most likely sees the joke (0.7), and being in love he hints (0.8); then her blush is likelier than not."""
    story = office().tell(heart="love", joke="nothing", look="unseen", hint="no", blush="no")
    branch = story.what_if({"joke": "joke"}, follow="likeliest")
    assert branch.belief("", ["look", "hint", "blush"])["joke", "yes", "yes"] == 1.0
    ledger = branch.why("Sakura", "heart", "love")
    assert [weight.step for weight in ledger if weight.bits] == ["hint"]
    assert ledger == branch.weights("Sakura", "heart", "love")
    plain = office().tell(heart="love", joke="joke", look="joke", hint="yes", blush="yes")
    assert ledger == plain.why("Sakura", "heart", "love")


def test_likeliest_takes_the_first_of_equals() -> None:
    """Ties go to the first outcome, as everywhere."""
    w = un.World("tie")
    w.mind("Ann")
    a = w.chance("a", ["no", "yes"], p=0.5)
    w.chance("b", ["no", "yes"], given=[a], p={"no": 0.5, "yes": 0.5})
    assert share(w.tell(a="no", b="yes").what_if({"a": "yes"}, follow="likeliest"), "b", "no") == 1.0


def test_samples_say_by_how_much_they_may_miss() -> None:
    """The error is that of a share in so many draws, or of a mean of beliefs; the answer says how many and how."""
    story = office().tell(heart="love", joke="nothing", look="unseen", hint="no", blush="no")
    exact = story.what_if({"joke": "joke"})
    rough = story.what_if({"joke": "joke"}, follow=un.Samples(4000, np.random.default_rng(7)))
    happens, belief = rough.belief("", "hint"), rough.belief("Sakura", "heart")
    p = happens["yes"]
    assert happens.course is not None
    assert happens.course.errors == pytest.approx([(p * (1 - p) / 3999) ** 0.5] * 2)
    assert abs(p - 0.56) < 4 * happens.course.errors[0]
    assert belief.course.errors[1] == pytest.approx((4 / 7 - 1 / 13) * happens.course.errors[1])
    assert abs(belief["love"] - exact.belief("Sakura", "heart")["love"]) < 4 * belief.course.errors[1]
    assert belief.course.draws == 4000
    assert "4,000 such histories were drawn" in rough.rule
    assert "had joke been joke, 4,000 draws" in str(belief)
    # The errors are those of the whole answer, and not of a part or under a condition.
    both = rough.belief("", ["hint", "look"])
    assert both.marginal("hint").course.errors is None
    assert both.given(look="joke").course.errors is None
    assert both.marginal("hint").course.draws == 4000


def test_answers_say_which_branch_they_are_of() -> None:
    """What was changed and how the branch goes on stands in the answer; it is not compared."""
    story = office().tell(heart="love", joke="nothing", look="unseen", hint="no", blush="no")
    branch = story.what_if({"joke": "nothing"})
    belief = branch.belief("Sakura", "heart")
    assert belief.course.changes == (("joke", "nothing"),)
    assert belief.course.rule == branch.rule
    assert belief == story.belief("Sakura", "heart")
    assert "had joke been nothing" in str(belief)
    assert "had joke been nothing" in str(branch.expect("hint"))
    assert repr(branch) == "Branch('office': had joke been nothing)"
    assert pickle.loads(pickle.dumps(belief)) == belief


# --- refusals ---------------------------------------------------------------------------------------------------------


def told() -> un.Story:
    return office().tell(heart="love", joke="nothing", look="unseen", hint="no")


@pytest.mark.parametrize(
    ("changes", "follow", "error", "words"),
    [
        ({"jok": "joke"}, None, un.UnknownName, "what if names fact 'jok'.*Did you mean 'joke'"),
        ({"joke": "jokes"}, None, un.UnknownName, "what if: 'joke' has no outcome 'jokes'.*Did you mean 'joke'"),
        ({}, None, un.UnknownName, "what if changes nothing; a mapping"),
        (None, None, un.UnknownName, "what if changes nothing"),
        (["joke"], None, un.UnknownName, "what if got .*a mapping from facts to outcomes was due"),
        ({"joke": "joke"}, "tolt", un.UnknownName, "follow='tolt' came.*Did you mean 'told'"),
        ({"joke": "joke"}, 1000, un.UnknownName, "follow=1000 came; None, 'told', 'likeliest' or un.Samples"),
        ({"joke": "joke"}, ["told"], un.UnknownName, "follow=.*came; None"),
        ({"joke": "joke"}, un.Samples(1, np.random.default_rng(7)), un.BadNumber, "n = 1 came.*from 2 up"),
        ({"joke": "joke"}, un.Samples(100, 7), un.BadNumber, "rng = 7 came; a generator was due"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_asked(changes: Any, follow: Any, error: type[Exception], words: str) -> None:
    """Each is refused by name, with what was due."""
    with pytest.raises(error, match=words):
        told().what_if(changes, follow=follow)


def test_what_cannot_be_asked_of_a_branch() -> None:
    """The world of a branch has no earlier moments; unknown names and paths are refused as everywhere."""
    branch = told().what_if({"joke": "joke"})
    with pytest.raises(un.BadPath, match="at= and after= go with the path of a mind"):
        branch.belief("", "hint", at="joke")
    with pytest.raises(un.BadPath, match="ask about several facts together"):
        branch.belief("", "hint", jointly="joke")
    with pytest.raises(un.UnknownName, match="Did you mean 'hint'"):
        branch.belief("Sakura", "hnt")
    with pytest.raises(un.EvidenceError, match="'heart' is not a decision"):
        branch.expect("heart")
    with pytest.raises(un.BadPath, match="moved a mind"):
        branch.why("", "heart", "love")
    with pytest.raises(un.EvidenceError, match="what comes of 'look' is not certain in this branch"):
        branch.why("Sakura", "heart", "love")
