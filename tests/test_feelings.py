"""What may be asked about feelings, what comes back, and what is refused; feelings that show and that act."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import underneath as un
from underneath.model.feelings import WORDS

TERMS = ("S", "K")


def gate() -> un.World:
    """S may feel something; she drops her food before K, who winks or not, and N; then K may remark on it."""
    w = un.World("gate", habit="uniform")
    s, k = w.mind("S", level=2, rationality=2, kappa=0.5), w.mind("K", level=2, rationality=2)
    n = w.mind("N", level=1)
    heart = w.chance("heart", {"no": 0.7, "yes": 0.3}, seen_by=[s])
    w.decision("wink", by=k, options=["nothing", "wink"], seen_by=[s])
    w.sign("drop", ["no", "yes"], by=s, p=lambda heart, wink: 0.6 if (heart, wink) == ("yes", "wink") else 0.1)
    w.decision("remark", by=k, options=["nothing", "remark"])
    w.wants(k, lambda wink: -0.2 if wink == "wink" else 0.0, name="effort")
    w.wants(k, lambda remark, heart: {"yes": 1.0, "no": -0.5}[heart] if remark == "remark" else 0.0, name="tease")
    for who, weight in ((k, 2.0), (n, 1.0)):
        w.wants(s, un.image(who, heart, lambda b, weight=weight: -weight * float(b["yes"])), name=f"not known to {who}")
    w.wants(s, lambda remark: -0.3 if remark == "remark" else 0.0, name="peace")
    return w


def told() -> un.Story:
    return gate().tell(heart="yes", wink="wink", drop="yes", remark="remark")


# --- answers ----------------------------------------------------------------------------------------------------------


def test_answers_say_all_about_themselves() -> None:
    """Whose, at which level and order, when, toward whom, in which unit, and what made it."""
    found = un.feeling(told(), "S", "embarrassment", at="drop", toward="K")
    assert (found.unit, found.toward, found.about, found.steps) == ("utils", ("K",), ("heart",), ("drop",))
    assert (found.whose.path, found.whose.levels, found.whose.order, found.whose.step) == (("S",), (2,), 1, "drop")
    fall = float(found.parts["worth before"]) - float(found.parts["worth now"])  # type: ignore[arg-type]
    assert float(found) == pytest.approx(fall)
    assert float(found) > 0
    assert "worth" in found.because
    assert "S: embarrassment (K)" in str(found)


def test_audiences_add_up() -> None:
    """Without toward, embarrassment is summed over the audience."""
    story = told()
    each = [float(un.feeling(story, "S", "embarrassment", at="drop", toward=who)) for who in ("K", "N")]
    whole = un.feeling(story, "S", "embarrassment", at="drop")
    assert float(whole) == pytest.approx(sum(each))
    assert whole.parts == {"before K": each[0], "before N": each[1]}
    assert "nan" not in whole.because
    assert "before K and" in whole.because


def test_all_at_once_is_one_by_one() -> None:
    """`feel` lists what `feeling` answers, word by word, and says of nothing twice."""
    story = told()
    found = un.feel(story, "S", at="drop")
    assert {f.name for f in found} <= set(WORDS)
    keys = [(f.name, f.toward, f.about) for f in found]
    assert len(keys) == len(set(keys))
    for one in found:
        about: Any = one.about[0] if WORDS[one.name].act else None
        toward = " > ".join(one.toward) or None
        again = un.feeling(story, "S", one.name, at="drop", toward=toward, about=about)
        assert float(again) == pytest.approx(one.intensity, abs=1e-12)
    assert found.total("embarrassment") == pytest.approx(float(un.feeling(story, "S", "embarrassment", at="drop")))
    assert {f.name for f in found if f.intensity > 1e-9} == {f.name for f in found.felt}


def test_asking_changes_nothing() -> None:
    """Told step by step or at once, asked before or not, the answer is the same."""
    at_once, by_steps = told(), gate().tell(heart="yes")
    for fact, outcome in (("wink", "wink"), ("drop", "yes"), ("remark", "remark")):
        by_steps = by_steps.tell({fact: outcome})
        un.feel(by_steps, "K")
    for who in TERMS:
        here, there = ({(f.name, f.toward, f.about): f.intensity for f in un.feel(s, who)} for s in (at_once, by_steps))
        assert here == pytest.approx(there, abs=1e-12)


def test_a_path_has_a_distribution() -> None:
    """What K takes S to expect hangs on her heart, which he does not know; the number is the mean."""
    his = un.feeling(told(), "K > S", "surprise", at="drop")
    assert len(his.atoms) == 2
    assert math.fsum(w for w, _ in his.atoms) == pytest.approx(1.0)
    assert float(his) == pytest.approx(math.fsum(w * v for w, v in his.atoms))
    assert his.whose.levels == (2, 1)


def test_what_k_takes_her_to_feel_is_weighed_by_his_belief() -> None:
    """Each atom is what S feels at one of the things that she may have observed, as likely as he holds it now."""
    weights = sorted(weight for weight, _ in un.feeling(told(), "K > S", "surprise", at="drop").atoms)
    belief = told().belief("K", "heart", at="drop")
    assert weights == pytest.approx(sorted([belief["no"], belief["yes"]]), abs=1e-9)


def test_surprise_adds_up_over_a_scene() -> None:
    """Item by item, so the surprise of a longer step is the sum."""
    story = told()
    each = [float(un.feeling(story, "K", "surprise", at=at)) for at in ("drop", "remark")]
    assert float(un.feeling(story, "K", "surprise", at="remark", since="drop")) == pytest.approx(sum(each))
    assert each[0] == pytest.approx(-math.log2(story.belief("K", "drop", at="wink")["yes"]))


def test_outside_awareness_is_told_apart() -> None:
    """Infinite because never thought of, and infinite because held impossible."""
    w = un.World("box", habit="uniform")
    ann, bob = w.mind("Ann"), w.mind("Bob")
    thing = w.chance("thing", {"cat": 0.5, "dog": 0.3, "fox": 0.2}, seen_by=[ann, bob])
    w.unaware(ann, thing, ["fox"])
    w.in_the_head_of("Bob", tables={thing: {"cat": 0.5, "dog": 0.5, "fox": 0.0}})
    story = w.tell(thing="fox")
    unaware, sure = (un.feeling(story, who, "surprise") for who in ("Ann", "Bob"))
    assert math.isinf(float(unaware))
    assert math.isinf(float(sure))
    assert unaware.outside == ("fox",)
    assert sure.outside == ()
    assert "never thought of" in unaware.because
    assert "outside awareness" in str(unaware)


def test_level_and_news_in_one_step() -> None:
    """A step has what stands between its fact and the next: thinking it over moves what she expects."""
    w = un.World("think", habit="uniform")
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=1, rationality=3)
    mood = w.chance("mood", {"low": 0.5, "high": 0.5}, seen_by=[bob])
    smile = w.decision("smile", by=bob, options=["no", "yes"])
    w.wants(bob, lambda mood, smile: 1.0 if (mood == "high") == (smile == "yes") else 0.0)
    w.set_level(ann, 2)
    w.chance("end", ["x"], p=[1.0], seen_by=[ann])
    w.wants(ann, lambda mood, end: 1.0 if mood == "high" else 0.0)
    story = w.tell(mood="high", smile="yes", end="x")
    joy = un.feeling(story, "Ann", "joy", at=smile)
    assert joy.parts["V before"] == pytest.approx(0.5)
    assert joy.parts["V now"] == pytest.approx(float(story.belief("Ann", mood, at="smile")["high"]))
    assert float(joy) > 0.3


# --- what is missing --------------------------------------------------------------------------------------------------


def refused(match: str, story: un.Story, *asked: Any, **more: Any) -> None:
    with pytest.raises(un.NoFeeling, match=match):
        un.feeling(story, *asked, **more)


def test_missing_wants() -> None:
    """Who wants nothing has nothing at stake; surprise needs no want."""
    refused("'N' wants nothing in this story.*surprise", told(), "N", "joy")
    with pytest.raises(un.NoFeeling, match="wants nothing"):
        un.feel(told(), "N")
    assert float(un.feeling(told(), "N", "surprise")) > 0


def test_missing_step() -> None:
    """Before the story starts, and at steps that are still to come."""
    refused("nothing has happened yet", gate().tell(), "S", "joy")
    refused("'drop' is still to come", gate().tell(heart="yes", wink="wink"), "S", "joy", at="drop")
    refused("start at 'drop', after 'wink'", told(), "S", "joy", at="wink", since="drop")


def test_missing_person() -> None:
    """Toward nobody, oneself, and somebody who is not there."""
    refused("say toward whom", told(), "S", "anger")
    refused("one other mind", told(), "S", "anger", toward="S")
    refused("not felt toward anybody", told(), "S", "joy", toward="K")
    with pytest.raises(un.UnknownName, match="mind 'Kim', which this world does not have"):
        un.feeling(told(), "S", "anger", toward="Kim")
    with pytest.raises(un.UnknownName, match="there is no feeling 'hapiness'"):
        un.feeling(told(), "S", "hapiness")
    with pytest.raises(un.NoFeeling, match="world itself feels nothing"):
        un.feel(told(), "")


def test_missing_weight() -> None:
    """Undeclared weights are named: an image term, kappa."""
    refused("embarrassment.*needs an image term of 'K'.*no such weight", told(), "K", "embarrassment")
    refused("before 'K > N'.*needs an image term", told(), "S", "embarrassment", toward="K > N")
    refused("shame is felt before oneself.*embarrassment", told(), "S", "shame", toward="K")
    refused("mortification is felt before one other mind", told(), "S", "mortification", toward="S > K")
    w = un.World("no kappa", habit="uniform")
    s, k = w.mind("S"), w.mind("K")
    x = w.chance("x", {"no": 0.5, "yes": 0.5}, seen_by=[s, k])
    w.wants(s, un.image(k, x, lambda b: float(b["yes"])))
    refused("mortification needs a weight.*kappa", w.tell(x="no"), "S", "mortification")


def test_missing_act() -> None:
    """About no act, somebody else's, and one that is still to come."""
    story = told()
    refused("regret is about an act of 'S'.*none yet", story, "S", "regret")
    refused("say which: about=", story, "K", "regret")
    refused("'drop' is none", story, "K", "regret", about="drop")
    refused("'remark' is still to come at this step", story, "K", "regret", about="remark", at="wink")
    refused("not about an act", story, "K", "joy", about="wink")


def test_only_stories_are_asked() -> None:
    """A branch, and what is no story at all, are refused by name."""
    with pytest.raises(un.NoFeeling, match="asked of a story, and Branch came"):
        un.feel(told().what_if({"wink": "nothing"}), "S")  # type: ignore[arg-type]
    with pytest.raises(un.NoFeeling, match="NoneType came"):
        un.appraisals(None)  # type: ignore[arg-type]


def test_what_has_no_answer_is_refused_and_the_rest_is_not() -> None:
    """Without a habit for what would have to be foreseen; what was simply seen is felt all the same."""
    w = un.World("no habits")
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=1)
    act = w.decision("act", by=bob, options=["a", "b"])
    w.chance("end", {"x": 0.5, "y": 0.5}, seen_by=[ann, bob])
    w.wants(ann, lambda act, end: float(act == "a" and end == "x"))
    found = un.feel(w.tell({act: "a", "end": "x"}), "Ann", at="end")
    assert any(isinstance(r.error, un.MissingHabit) for r in found.refused)
    assert found.total("surprise") == pytest.approx(1.0)


def test_a_belief_shift_is_said_of_a_belief() -> None:
    """A belief shifts, and nobody feels it: of a longer path by the mean."""
    found = un.feeling(told(), "K", "belief shift", at="drop", about="heart")
    assert found.because == f"What K believes about heart shifts in drop by {float(found):.2f} bits."
    nested = un.feeling(told(), "S > K", "belief shift", at="drop", about="heart")
    assert nested.because.startswith("What K (as S sees it) believes about heart shifts in drop by ")


def test_large_feelings_are_refused_before_they_are_computed() -> None:
    """Thirty things that A has not seen of B: a table over them all is refused, one number is not."""
    w = un.World("many", habit="uniform")
    a, b = w.mind("A", level=1), w.mind("B", level=1)
    facts = [w.chance(f"c{i}", {"p": 0.4, "q": 0.6}, seen_by=[b]) for i in range(30)]
    w.chance("end", ["x"], p=[1.0], seen_by=[a, b])
    for fact in facts:
        w.wants(b, lambda c: float(c == "p"), given=[fact])
    story = w.tell({**dict.fromkeys(facts, "p"), "end": "x"})
    for name in ("surprise", "joy", "hope", "belief shift"):
        with pytest.raises(un.TooLarge):
            un.feeling(story, "A > B", name, since="c0")
    assert float(un.feeling(story, "B", "joy", since="c0")) == pytest.approx(30 * 0.6)


def test_untold_observations_are_asked_for() -> None:
    """What S observed and nobody told bears on her fear."""
    with pytest.raises(un.NotTold, match="'heart'"):
        un.feeling(gate().tell(wink="wink", drop="yes"), "S", "surprise")


@pytest.mark.parametrize("bad", [{"kappa": -1}, {"kappa": math.inf}, {"kappa": "x"}, {"reference": math.nan}])
def test_bad_traits(bad: dict[str, Any]) -> None:
    """Weights are finite numbers; kappa is not negative."""
    w = un.World("bad")
    w.mind("S", **bad)
    with pytest.raises(un.BadNumber, match=next(iter(bad))):
        w.build()


def test_bad_scruples() -> None:
    """Guilt toward oneself, about another's act, with a negative weight, before it is due."""
    for want, match in [
        (lambda s, k, act: un.guilt(s, 1.0, at=act), "toward oneself"),
        (lambda s, k, act: un.guilt(k, 1.0, at="other"), "no decision of one's own"),
        (lambda s, k, act: un.anger(k, -1.0, bears_on=act), "weight is -1.0"),
        (lambda s, k, act: un.guilt(k, 1.0, at=act, blame=True, after="x"), "comes before"),
    ]:
        w = un.World("bad", habit="uniform")
        s, k = w.mind("S"), w.mind("K")
        w.chance("x", {"a": 0.5, "b": 0.5})
        act = w.decision("act", by=s, options=["a", "b"])
        w.decision("other", by=k, options=["a", "b"])
        w.wants(s, want(s, k, act))
        with pytest.raises(un.ModelError, match=match):
            w.build()


# --- feelings that show -----------------------------------------------------------------------------------------------


def blushing(shy: float = 1.0) -> un.World:
    """S drops her food and blushes as she is embarrassed; how much she minds only she knows."""
    w = un.World("blush", habit="uniform")
    s, k = w.mind("S", level=2), w.mind("K", level=2)
    heart = w.chance("heart", {"no": 0.7, "yes": 0.3}, seen_by=[s])
    minds = w.chance("minds", {"little": 0.5, "much": 0.5}, seen_by=[s])
    w.sign("drop", ["no", "yes"], by=s, given=[heart], p={"no": 0.1, "yes": 0.6})
    worth = lambda b, minds: (-3.0 if minds == "much" else -0.5) * shy * float(b["yes"])  # noqa: E731
    w.wants(s, un.image(k, heart, worth, given=[minds], after="blush"))
    w.sign("blush", ["no", "yes"], by=s, given=[un.feels("embarrassment", toward=k)], p=lambda e: 1 - math.exp(-e))
    return w


def test_a_blush_is_inverted_exactly() -> None:
    """K reads off a blush how much she minds: Bayes with the embarrassment that she would feel at each."""
    story = blushing().tell(heart="yes", minds="much", drop="yes", blush="yes")
    fall = 0.72 - 0.3
    rates = {"little": 1 - math.exp(-0.5 * fall), "much": 1 - math.exp(-3.0 * fall)}
    expected = rates["much"] / (rates["much"] + rates["little"])
    assert story.belief("K", "minds")["much"] == pytest.approx(expected, abs=1e-12)
    assert float(un.feeling(story, "S", "embarrassment", at="drop")) == pytest.approx(3.0 * fall, abs=1e-12)


def test_a_blush_in_a_branch() -> None:
    """Had she not dropped it there would have been nothing to blush at; summed and drawn branches agree."""
    story = blushing().tell(heart="yes", minds="much", drop="yes", blush="yes")
    branch = story.what_if({"drop": "no"})
    assert branch.belief("", "blush")["yes"] == pytest.approx(0.0, abs=1e-12)
    drawn = story.what_if({"heart": "no"}, follow=un.Samples(400, np.random.default_rng(3)))
    summed = story.what_if({"heart": "no"})
    assert drawn.belief("", "blush")["yes"] == pytest.approx(float(summed.belief("", "blush")["yes"]), abs=0.08)


def test_a_sign_may_not_hang_on_what_hangs_on_it() -> None:
    """Hope for a blush that comes of hope is refused by name."""
    w = un.World("circle", habit="uniform")
    s = w.mind("S", level=1)
    w.chance("x", {"no": 0.5, "yes": 0.5})
    w.sign("smile", ["no", "yes"], by=s, given=[un.feels("hope")], p=lambda hope: min(1.0, hope))
    w.wants(s, lambda smile: 1.0 if smile == "yes" else 0.0)
    with pytest.raises(un.NotWellFounded, match="would need itself"):
        w.tell(x="yes").belief("S", "smile")


@pytest.mark.parametrize(
    ("asked", "match"),
    [
        (lambda: un.feels("blame"), "felt toward somebody"),
        (lambda: un.feels("joy", toward="K"), "not felt toward anybody"),
        (lambda: un.feels("regret"), "about an act"),
        (lambda: un.feels("envy"), "no feeling 'envy'"),
        (lambda: un.feels("joy", about="x"), "not about an act"),
        (lambda: un.feels("joy"), "who wants nothing"),
        (lambda: un.feels("embarrassment"), "who has no image term|who wants nothing"),
    ],
)
def test_bad_felt_parents(asked: Any, match: str) -> None:
    """What a sign may not hang on is said where it is declared."""
    w = un.World("bad", habit="uniform")
    s = w.mind("S")
    w.mind("K")
    w.chance("x", {"no": 0.5, "yes": 0.5}, seen_by=[s])
    w.sign("blush", ["no", "yes"], by=s, given=[asked()], p=lambda e: 0.5)
    with pytest.raises(un.ModelError, match=match):
        w.build()


def test_a_sign_may_not_hang_on_an_undeclared_weight() -> None:
    """An image term before somebody else, and no kappa, are faults and not silence."""
    for asked, match in [
        (un.feels("embarrassment", toward="N"), "no image term before 'N'"),
        (un.feels("mortification", toward="K"), "declared no kappa"),
    ]:
        w = un.World("bad", habit="uniform")
        s, k, _ = w.mind("S"), w.mind("K"), w.mind("N")
        x = w.chance("x", {"no": 0.5, "yes": 0.5}, seen_by=[s, k])
        w.wants(s, un.image(k, x, lambda b: float(b["yes"]), after="x"))
        w.sign("blush", ["no", "yes"], by=s, given=[asked], p=lambda e: 0.5)
        with pytest.raises(un.BadTerm, match=match):
            w.build()


def test_a_sign_may_hang_on_a_shift_of_belief() -> None:
    """About named facts, or those that its owner wants something of: one bit when a coin is seen."""
    for about in (None, "x"):
        w = un.World("stir", habit="uniform")
        s = w.mind("S", level=1)
        w.mind("K", level=1)
        x = w.chance("x", {"no": 0.5, "yes": 0.5}, seen_by=[s])
        w.sign("stir", ["no", "yes"], by=s, given=[un.feels("belief shift", about=about)], p=lambda bits: bits / 2)
        w.wants(s, lambda x: float(x == "yes"))
        assert w.tell({x: "yes"}).belief("K", "stir")["yes"] == pytest.approx(0.5)


# --- feelings that act ------------------------------------------------------------------------------------------------


def test_guilt_from_blame_needs_somebody_who_blames() -> None:
    """B fears A's blame as much as A takes B to have foreseen the let-down: here for certain."""
    w = un.World("trust", habit="uniform")
    a, b = w.mind("A", level=1), w.mind("B", level=2, rationality=2)
    act = w.decision("act", by=b, options=["share", "keep"], habit={"share": 0.8, "keep": 0.2})
    w.wants(a, lambda act: 2.0 if act == "share" else 0.0)
    w.wants(b, lambda act: 2.0 if act == "share" else 4.0)
    w.wants(b, un.guilt(a, 1.0, at=act, blame=True))
    policy = w.tell().expect("act")
    assert policy.utility("keep") == pytest.approx(4.0 - 1.6)
    assert policy.utility("share") == pytest.approx(2.0)


def test_anger_pays_to_hurt() -> None:
    """A, whose share B could have spared, gives up something to hurt B; angry at nobody, A would not."""

    def answer(weight: float, took: str) -> un.Policy:
        w = un.World("ultimatum", habit="uniform")
        a, b = w.mind("A", level=1, rationality=5), w.mind("B", level=1)
        w.decision("take", by=b, options=["fair", "unfair"], habit={"fair": 0.9, "unfair": 0.1})
        reply = w.decision("reply", by=a, options=["accept", "reject"], habit={"accept": 1.0, "reject": 0.0})
        split = {"fair": (5.0, 5.0), "unfair": (2.0, 8.0)}
        w.wants(a, lambda take, reply: split[take][0] if reply == "accept" else 0.0)
        w.wants(b, lambda take, reply: split[take][1] if reply == "accept" else 0.0)
        w.wants(a, un.anger(b, weight, bears_on=reply))
        return w.tell(take=took).expect("reply")

    assert answer(0.0, "unfair")["accept"] > 0.99
    assert answer(0.5, "fair")["accept"] > 0.99
    angry = answer(0.5, "unfair")
    # A expected 0.9 * 5 + 0.1 * 2 and can come to 2; B foresaw it, and could have spared all of that.
    lost = 0.9 * 5 + 0.1 * 2 - 2
    assert angry.utility("accept") == pytest.approx(
        2.0 - 0.5 * lost * 8.0, abs=1e-3
    )  # calmly, A all but surely accepts
    assert angry.utility("reject") == pytest.approx(0.0)
    assert angry["reject"] > 0.99


# --- appraisals -------------------------------------------------------------------------------------------------------


def test_appraisals_of_a_split() -> None:
    """The game of the study: split or steal, money and what others think of one."""
    w = un.World("split or steal", habit="uniform")
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=1)
    hers = w.decision("hers", by=ann, options=["split", "steal"], seen_by=[])
    w.decision("his", by=bob, options=["split", "steal"])
    w.reveal([hers], to=un.EVERYONE)
    pay = {("split", "split"): (1.0, 1.0), ("split", "steal"): (0.0, 2.0), ("steal", "split"): (2.0, 0.0)}
    w.wants(ann, lambda hers, his: pay.get((hers, his), (0.0, 0.0))[0], name="money")
    w.wants(bob, lambda hers, his: pay.get((hers, his), (0.0, 0.0))[1], name="money")
    w.wants(ann, un.image(bob, hers, lambda b: -0.5 * float(b["steal"])), name="reputation")
    table = un.appraisals(w.tell(hers="split", his="steal"), "Ann")
    money, name = table[-2:]
    assert (money.kind, name.kind, money.step) == ("outcome", "image", "his")
    assert money.achieved == pytest.approx(0.0)
    assert money.prediction_error < 0
    assert (money.own_act, money.own_counterfactual) == ("hers", pytest.approx(0.0))
    assert (money.other, money.other_act, money.other_counterfactual) == ("Bob", "his", pytest.approx(1.0))
    assert name.own_counterfactual == pytest.approx(-0.5)
    frame = table.to_pandas()
    assert list(frame.columns)[:4] == ["who", "step", "scene", "kind"]
    assert len(frame) == len(table)


def test_appraisals_need_wants_and_a_step() -> None:
    """Nobody without wants, and nothing before the first step."""
    with pytest.raises(un.NoFeeling, match="'N' wants nothing"):
        un.appraisals(told(), "N")
    with pytest.raises(un.NoFeeling, match="nothing has happened yet"):
        un.appraisals(gate().tell())
