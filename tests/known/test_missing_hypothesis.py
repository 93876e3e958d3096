"""A missing hypothesis: surprise, regret and mistake, before and after it crosses somebody's mind.

A man explains how a woman took a kiss by three hypotheses; the fourth, that it was her first, is not in his head. What
growing awareness does to odds: Karni and Viero (2013); Becker, Melkonyan, Proto, Sofianos and Trautmann (2020).
"""

from __future__ import annotations

import math

import pytest

import underneath as un

CLOSE = 5e-7
OLD = {"unaffected": 0.5, "sentimental": 0.3, "inexperienced": 0.2}
TOOK_IT_SO = {"unaffected": 0.1, "sentimental": 0.6, "inexperienced": 0.5, "first": 0.9}
HARM = {"unaffected": 0.0, "sentimental": 0.5, "inexperienced": 0.5, "first": 3.0}


def world(delta: float | None, late: bool = True, certain: bool = False) -> un.World:
    """Kiss, reaction, growth of awareness (with some mass, before or after the kiss), and what she says."""
    w = un.World("her first", habit="uniform")
    he, she = w.mind("he", level=1), w.mind("she", level=1)
    mass = 0.1
    prior = {name: p * (1 - mass) for name, p in OLD.items()} | {"first": mass}
    hypothesis = w.chance("hypothesis", prior, seen_by=[she])
    if delta is not None and not late:
        w.grow(he, hypothesis, "first", delta=delta, seen_by=un.EVERYONE)
    w.decision("act", by=he, options=["kiss", "other"])
    w.wants(he, lambda act, hypothesis: 2.0 - HARM[hypothesis] if act == "kiss" else 1.2)
    w.sign("reaction", ["no", "yes"], by=she, given=[hypothesis], p=TOOK_IT_SO)
    if delta is not None and late:
        w.grow(he, hypothesis, "first", delta=delta, seen_by=un.EVERYONE)
    claim = dict.fromkeys(OLD, 0.001) | {"first": 0.999}
    w.sign(
        "claim",
        ["no", "yes"],
        by=she,
        given=[hypothesis],
        p={n: float(n == "first") for n in claim} if certain else claim,
    )
    w.unaware(he, hypothesis, ["first"])
    return w


def told(w: un.World) -> un.Story:
    return w.tell(hypothesis="first", act="kiss", reaction="yes", claim="yes")


def told_to_reaction(delta: float | None) -> un.Story:
    return world(delta).tell(hypothesis="first", act="kiss", reaction="yes")


def test_posteriors() -> None:
    """The old odds stay; the new hypothesis takes its share of the whole history."""
    story = told(world(0.1))
    assert story.belief("he", "hypothesis", at="act")["first"] == 0
    unaware = told_to_reaction(None).belief("he", "hypothesis")
    old = {"unaffected": 0.151515, "sentimental": 0.545455, "inexperienced": 0.303030, "first": 0.0}
    assert {name: float(unaware[name]) for name in old} == pytest.approx(old, abs=CLOSE)
    assert unaware["sentimental"] / unaware["inexperienced"] == pytest.approx(1.8, abs=1e-12)
    after = story.belief("he", "hypothesis", at="reaction")
    assert after["sentimental"] / after["inexperienced"] == pytest.approx(1.8, abs=1e-12)
    found = {"unaffected": 0.116279, "sentimental": 0.418605, "inexperienced": 0.232558, "first": 0.232558}
    assert {name: float(after[name]) for name in found} == pytest.approx(found, abs=CLOSE)
    assert story.belief("he", "hypothesis")["first"] == pytest.approx(0.996708, abs=CLOSE)


def test_surprise_with_and_without_the_hypothesis() -> None:
    """In the extended head the claim is a surprise of 2.10 bits; in the unaware one it is infinite.

    The unaware model holds the claim impossible: nobody claims a thing that is not.
    """
    assert float(un.feeling(told(world(0.1)), "he", "surprise")) == pytest.approx(2.101022, abs=CLOSE)
    unaware = un.feeling(told(world(None, certain=True)), "he", "surprise")
    assert math.isinf(float(unaware))


def test_regret_is_hindsight_and_no_mistake() -> None:
    """Once it is certain he would rather have let it be, by 2.2; at the time the kiss was best."""
    story = told(world(0.1, certain=True))
    assert float(un.feeling(story, "he", "regret", about="act")) == pytest.approx(2.2, abs=CLOSE)
    assert float(un.feeling(story, "he", "mistake", about="act")) == 0.0
    worth = un.feeling(story, "he", "mistake", about="act").parts["worth of each option"]
    assert dict(worth) == pytest.approx({"kiss": 1.75, "other": 1.2}, abs=CLOSE)  # type: ignore[call-overload]


def test_whoever_had_thought_of_it() -> None:
    """Aware from the start he expects 1.475, and is indifferent at a mass of 0.2."""
    for delta, kiss in ((0.1, 1.475), (0.2, 1.2)):
        policy = world(delta, late=False).tell(hypothesis="first").expect("act")
        assert policy.utility("kiss") == pytest.approx(kiss, abs=CLOSE)
