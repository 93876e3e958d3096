"""Moments: the story by its steps, and what is believed between them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import adapter
import underneath as un
from explain_worlds import first_time, silent
from random_worlds import Size, random_spec
from underneath.story.moments import belief_at, happenings, may_move

SMALL = Size(facts=(3, 6), cells=300, level=3)


def test_every_kind_of_step_says_what_happens() -> None:
    """Facts, acts, signs, growths, reveals and changes of level each have words of their own."""
    said = [str(step) for step in happenings(first_time())]
    assert said == [
        "first is first",
        "Sakura: blush is yes",
        "Kakashi comes to think of first for first",
        "Kakashi comes to know first",
    ]
    assert str(happenings(silent(think=3))[-1]) == "Sakura reasons at level 3"


def test_a_step_that_was_not_told_is_open() -> None:
    """It stands in its place all the same."""
    story = un.World("coin").tell()
    assert happenings(story) == ()
    w = un.World("coins")
    w.chance("first", {"heads": 0.5, "tails": 0.5})
    w.chance("second", {"heads": 0.5, "tails": 0.5})
    assert [str(step) for step in happenings(w.tell(second="heads"))] == ["first is open", "second is heads"]


def test_scenes_are_those_with_a_name() -> None:
    """What comes before the first scene belongs to none."""
    story = silent()
    assert story.model.named_scenes == (("the morning", 2, 3),)
    assert [step.scene for step in happenings(story)] == [None, None, 0]


def test_a_moment_before_a_reveal_can_be_asked_about() -> None:
    """Just before it Kakashi is unsure; just after it he knows."""
    story = silent(reveal=True)
    reveal = happenings(story)[-1]
    before, after = (belief_at(story, "Kakashi", "occasion", reveal.place + k)["yes"] for k in (0, 1))
    assert before == pytest.approx(0.342763, abs=5e-7)
    assert after == 1.0


def test_the_last_moment_is_now() -> None:
    """At the end the same answer comes as from the story itself, labels included."""
    story = silent()
    assert belief_at(story, "Sakura > Kakashi", "moved", story.now) == story.belief("Sakura > Kakashi", "moved")


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_what_nobody_on_the_path_observes_moves_nothing(seed: int) -> None:
    """Where `may_move` says no, the beliefs before and after agree, spread included, at orders 0 to 3."""
    spec, rng = random_spec(seed, SMALL), np.random.default_rng(seed)
    try:
        (run,) = adapter.world(spec).tell().simulate(1, rng)
        story = adapter.world(spec).tell(run)
        minds = tuple(int(m) for m in rng.permutation(len(spec.minds))[: int(rng.integers(1, 4))])
        path = adapter.path_name(spec, minds)
        still = [item for item in story.model.items if not may_move(story.scope.path(path, "test"), item)]
        fact = story.model.facts[int(rng.integers(len(spec.facts)))]
        later = [item for item in still if item.place > fact.place]
        for item in later:
            before, after = (belief_at(story, path, fact.name, item.place + k) for k in (0, 1))
            assert before.close_to(after, atol=1e-9)
    except (un.EvidenceError, un.UnseenHabit):
        assume(False)  # impossible for some mind on the way
