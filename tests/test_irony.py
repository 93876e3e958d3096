"""Irony: by how many bits somebody in the story knows less than the reader does; and why, by its public name."""

from __future__ import annotations

import copy
import math
import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import adapter
import underneath as un
from random_worlds import Size, random_spec

SMALL = Size(facts=(3, 6), cells=400, level=3)


def play() -> un.Story:
    """Who did it: the reader saw, Ann did not, and Bob never thought of the butler.  Then there is a noise."""
    w = un.World("play")
    reader, ann, bob = w.mind("reader"), w.mind("Ann"), w.mind("Bob")
    who = w.chance("who", {"nobody": 0.5, "cook": 0.25, "butler": 0.25}, seen_by=[reader])
    w.chance("noise", ["no", "yes"], p={"nobody": 0.25, "cook": 0.5, "butler": 0.5}, given=[who], seen_by=un.EVERYONE)
    w.unaware(bob, "who", ["butler"])
    assert ann.name == "Ann"
    return w.tell(who="cook", noise="yes")


def test_irony_is_the_divergence_in_bits() -> None:
    """The reader is sure of what Ann gives a quarter, and after the noise a third."""
    story = play()
    assert story.irony("reader", "Ann", "who", at="who") == pytest.approx(2.0, abs=1e-12)
    assert story.irony("reader", "Ann", "who") == pytest.approx(math.log2(3), abs=1e-12)
    assert story.irony("Ann", "Ann", "who") == 0.0
    assert story.irony("reader", "reader > Ann", "who") == pytest.approx(math.log2(3), abs=1e-12)
    assert story.irony("", "Ann", "who") == pytest.approx(math.log2(3), abs=1e-12)
    assert story.irony("reader", "Ann", lambda who: who == "nobody") == pytest.approx(math.log2(3 / 2), abs=1e-12)


def test_irony_is_infinite_where_the_other_misses_what_may_be() -> None:
    """Ann cannot be as sure as the reader; the other way round nothing else is held possible."""
    assert play().irony("Ann", "reader", "who") == math.inf


def test_irony_tells_what_the_other_never_thought_of() -> None:
    """Bob gives the butler nothing, because he never thought of him: that is told apart."""
    story = play()
    irony = story.irony("Ann", "Bob", "who")
    assert irony == math.inf
    assert irony.outside == ("butler",)
    assert story.irony("Ann", "reader", "who").outside == ()
    assert story.irony("reader", "Ann > Bob", "who").outside == ("butler",)
    assert story.irony("Ann", "Bob", ["noise", "who"]).outside == (("no", "butler"), ("yes", "butler"))
    assert story.irony("Ann", "Bob", lambda who: who == "butler").outside == (True,)
    assert story.irony("Ann", "Bob", lambda who: who != "nobody").outside == ()


def test_irony_says_whose_it_is() -> None:
    """Paths, levels, order and step; and it is a number that can be copied."""
    irony = play().irony("reader", "Ann > Bob", "who", at="who")
    assert str(irony.whose) == "Ann: level 2, Bob: level 1, order 2, horizon: scene, after who"
    assert irony.reader.path == ("reader",)
    for same in (copy.copy(irony), pickle.loads(pickle.dumps(irony))):
        assert (float(same), same.whose, same.reader, same.outside) == (
            float(irony),
            irony.whose,
            irony.reader,
            irony.outside,
        )
    assert irony + 1 == float(irony) + 1


@pytest.mark.parametrize(
    ("reader", "other", "about", "error"),
    [
        ("readr", "Ann", "who", un.UnknownName),
        ("reader", "Cyd", "who", un.UnknownName),
        ("reader", "Ann", "wo", un.UnknownName),
    ],
)
def test_names_that_are_none(reader: str, other: str, about: Any, error: type[Exception]) -> None:
    """Refused as everywhere."""
    with pytest.raises(error):
        play().irony(reader, other, about)


def test_why_is_the_public_name_of_weights() -> None:
    """One function, two names."""
    assert un.Story.why is un.Story.weights
    assert play().why("Ann", "who", "nobody") == play().weights("Ann", "who", "nobody")
    assert un.Branch.why is un.Branch.weights


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_irony_is_what_beliefs_say(seed: int) -> None:
    """In any world: never negative, nothing between a path and itself, and the divergence of the two mean beliefs."""
    spec, rng = random_spec(seed, SMALL), np.random.default_rng(seed)
    try:
        (run,) = adapter.world(spec).tell().simulate(1, rng)
        story = adapter.world(spec).tell(run)
        paths = [adapter.path_name(spec, tuple(int(m) for m in rng.permutation(len(spec.minds))[:k])) for k in (1, 2)]
        about, step = (spec.facts[int(f)].name for f in rng.integers(len(spec.facts), size=2))
        beliefs = [story.belief(path, about, at=step).averaged for path in paths]
        irony, none = story.irony(*paths, about, at=step), story.irony(paths[0], paths[0], about, at=step)
    except (un.EvidenceError, un.UnseenHabit):
        assume(False)
    assert irony == beliefs[0].divergence(beliefs[1])
    assert irony >= 0
    assert none == 0
