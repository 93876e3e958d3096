"""Reasons: the two readings of a step account for its weight, or none are given."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import adapter
import underneath as un
from explain_worlds import first_time, morning, silent
from random_worlds import Size, random_spec
from underneath.explain.reasons import Readings, reasons

SMALL = Size(facts=(3, 6), cells=300, level=3)


def test_silence_has_two_readings() -> None:
    """P(silent | moved) and P(silent | not), from the softmax of her two options (an occasion comes with 0.6)."""
    joke_if = {x: 1 / (1 + math.exp(-2 * utility)) for x, utility in {"yes": -1.0, "no": 1.0}.items()}
    (*_, reason) = reasons(silent(), "Kakashi", "moved", "yes")
    assert reason.readings is not None
    assert reason.readings.if_so == pytest.approx(1 - 0.6 * joke_if["yes"], abs=1e-12)
    assert reason.readings.if_not == pytest.approx(1 - 0.6 * joke_if["no"], abs=1e-12)
    assert reason.readings.bits == pytest.approx(reason.weight.bits, abs=1e-12)


def test_a_reveal_is_read_as_what_it_tells() -> None:
    """The readings of a reveal are those of the fact that comes to light, given the silence before it."""
    (*_, reason) = reasons(silent(reveal=True), "Kakashi", "moved", "yes")
    assert reason.learnt == ("occasion",)
    assert reason.readings is not None
    assert reason.readings.if_so == pytest.approx(held_back(2.0), abs=1e-12)
    assert reason.readings.if_not == pytest.approx(held_back(-2.0), abs=1e-12)


def held_back(cost: float) -> float:
    """P(there was an occasion | silence), where a joke costs so much: Bayes over the two ways to be silent."""
    silent_by_choice = 0.6 * (1 - 1 / (1 + math.exp(cost)))
    return silent_by_choice / (silent_by_choice + 0.4)


def test_a_change_of_level_has_no_readings() -> None:
    """Nothing is learnt by thinking again, so nothing was expected."""
    (*_, reason) = reasons(silent(think=3), "Sakura > Kakashi", "moved", "yes")
    assert reason.step.kind == "level"
    assert reason.weight.bits == pytest.approx(0.977544, abs=5e-7)
    assert (reason.learnt, reason.readings) == ((), None)


def test_growth_has_no_readings_and_certainty_has_a_zero() -> None:
    """What enters a head is no evidence; what then comes out was impossible on the other reading."""
    grown, told = reasons(first_time(), "Kakashi", "first", "first")[-2:]
    assert grown.step.kind == "grow"
    assert grown.readings is None
    assert grown.weight.before == 0.0
    assert grown.weight.bits == math.inf
    assert told.readings == Readings(1.0, 0.0)
    assert told.weight.bits == math.inf


def test_what_one_does_oneself_is_ones_own() -> None:
    """It weighs nothing, and is marked."""
    (*_, reason) = reasons(silent(), "Sakura", "moved", "yes")
    assert (reason.own, reason.weight.bits) == (True, 0.0)


def test_an_unknown_outcome_is_refused() -> None:
    """With the hint that every question gives."""
    with pytest.raises(un.UnknownName, match="Did you mean 'yes'"):
        reasons(silent(), "Kakashi", "moved", "yess")


def test_an_event_is_a_claim_too() -> None:
    """The readings of an event over two facts are those of its table."""
    story = morning().tell(remark="silent")
    event = un.event(["moved", "occasion"], lambda moved, occasion: moved == "yes" and occasion == "yes")
    (*_, reason) = reasons(story, "Kakashi", event)
    joke = 1 / (1 + math.exp(2.0))
    assert reason.readings is not None
    assert reason.readings.if_so == pytest.approx(1 - joke, abs=1e-12)
    assert reason.readings.bits == pytest.approx(reason.weight.bits, abs=1e-9)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=80, deadline=None)
def test_readings_make_the_weight(seed: int) -> None:
    """In any world: where readings are given, log2 of their ratio is the weight; and the steps are all there."""
    spec, rng = random_spec(seed, SMALL), np.random.default_rng(seed)
    try:
        (run,) = adapter.world(spec).tell().simulate(1, rng)
        story = adapter.world(spec).tell(run)
        minds = tuple(int(m) for m in rng.permutation(len(spec.minds))[: int(rng.integers(1, 3))])
        fact = spec.facts[int(rng.integers(len(spec.facts)))]
        found = reasons(story, adapter.path_name(spec, minds), fact.name, fact.outcomes[0])
        ledger = story.weights(adapter.path_name(spec, minds), fact.name, fact.outcomes[0])
    except (un.EvidenceError, un.UnseenHabit):
        assume(False)  # impossible for some mind on the way
    assert [reason.weight for reason in found] == list(ledger)
    for reason in found:
        if reason.readings is not None:
            assert reason.learnt
            assert 0 <= reason.readings.if_so <= 1 + 1e-9
            assert reason.readings.bits == pytest.approx(reason.weight.bits, abs=2e-6)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_a_plain_observation_always_has_readings(seed: int) -> None:
    """Of a mind alone, in a world of chance, every step that moves it by a finite weight has two readings."""
    rng = np.random.default_rng(seed)
    w = un.World("chances")
    ann = w.mind("Ann")
    w.chance("cause", ["a", "b"], p=float(rng.uniform(0.1, 0.9)))
    for at in range(3):
        rows = {"a": float(rng.uniform(0.05, 0.95)), "b": float(rng.uniform(0.05, 0.95))}
        w.chance(f"effect {at}", ["no", "yes"], given=["cause"], p=rows, seen_by=[ann])
    story = w.tell({f"effect {at}": "yes" for at in range(3)})
    for reason in reasons(story, "Ann", "cause", "b"):
        assert reason.readings is not None
        assert reason.readings.bits == pytest.approx(reason.weight.bits, abs=1e-9)
