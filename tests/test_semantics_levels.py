"""Who models whom: levels, what a choice teaches, predictions, mixtures over levels and cursed reading, by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import underneath as un

CLOSE = 1e-9


def soft(*utils: float, beta: float = 1.0) -> np.ndarray:
    """Softmax, written out."""
    weights = np.exp(beta * (np.array(utils) - max(utils)))
    return np.asarray(weights / weights.sum())


def near(value: Any) -> Any:
    """A number, or several, to nine digits."""
    return pytest.approx(list(value) if isinstance(value, np.ndarray) else value, abs=CLOSE)


HABIT = 0.7
GOOD = {"ll": 1.0, "rr": 2.0, "lr": 0.0, "rl": 0.0}


def meeting(ann_level: int, bob_level: int, **said: Any) -> un.World:
    """Two who want to meet, left or right; neither sees the other choose."""
    w = un.World(**said)
    ann, bob = w.mind("Ann", level=ann_level), w.mind("Bob", level=bob_level, rationality=2.0)
    w.decision("a", by=ann, options=["l", "r"], seen_by=[], habit={"l": HABIT, "r": 1 - HABIT})
    w.decision("b", by=bob, options=["l", "r"], seen_by=[], habit={"l": 0.5, "r": 0.5})
    for mind in (ann, bob):
        w.wants(mind, lambda a, b: GOOD[a + b])
    return w


def ann_at(level: int) -> np.ndarray:
    """Ann at a level, by hand."""
    if level == 0:
        return np.array([HABIT, 1 - HABIT])
    left, right = bob_at(level - 1)
    return soft(1 * left, 2 * right, beta=1.0)


def bob_at(level: int) -> np.ndarray:
    """Bob at a level, by hand."""
    if level == 0:
        return np.array([0.5, 0.5])
    left, right = ann_at(level - 1)
    return soft(1 * left, 2 * right, beta=2.0)


@pytest.mark.parametrize("level", range(5))
def test_a_mind_at_level_k_answers_others_at_level_k_minus_one(level: int) -> None:
    """Whatever the other's own level is."""
    world = meeting(level, 4)
    assert list(world.tell().expect("a").probabilities) == near(ann_at(level))
    assert list(meeting(4, level).tell().expect("b").probabilities) == near(bob_at(level))
    believed = world.tell().belief("Ann", "b")
    assert list(believed.probabilities) == near(bob_at(max(level - 1, 0)))
    assert believed.level == level


def test_a_path_longer_than_the_level_ends_at_face_value() -> None:
    """At the floor everyone acts by habit."""
    story = meeting(2, 2).tell()
    assert story.belief("Ann > Bob", "a")["l"] == near(ann_at(0)[0])
    assert story.belief("Ann > Bob > Ann > Bob > Ann", "b")["l"] == near(bob_at(0)[0])
    assert story.belief("Ann > Bob", "b")["l"] == near(bob_at(1)[0])


def test_oneself_at_once_again_is_oneself() -> None:
    """S > S is S."""
    story = meeting(3, 3).tell()
    assert story.belief("Ann > Ann", "b").probabilities.tolist() == story.belief("Ann", "b").probabilities.tolist()
    assert story.belief("Bob > Ann > Ann", "b").atoms[0].probabilities.tolist() == near(bob_at(1))


def test_the_world_itself_has_every_mind_at_its_own_level() -> None:
    """The empty path."""
    story = meeting(1, 3).tell()
    assert list(story.belief("", ["a", "b"]).probabilities.ravel()) == near(np.outer(ann_at(1), bob_at(3)).ravel())


def test_expect_by_another_is_at_one_level_less() -> None:
    """Ann expects of Bob what a Bob below her does; and what he expects of her is two below."""
    story = meeting(3, 3).tell()
    assert list(story.expect("b", by="Ann").probabilities) == near(bob_at(2))
    assert list(story.expect("a", by="Ann > Bob").probabilities) == near(ann_at(1))
    assert list(story.expect("a", by="Ann").probabilities) == near(ann_at(3))
    assert list(story.expect("a", by="").probabilities) == near(ann_at(3))


# --- what a choice teaches --------------------------------------------------------------------------------------------


def spy(level: int) -> un.World:
    """Ann knows the state and acts on it; Bob watches, and Cyd knows all that Ann knew."""
    w = un.World()
    ann, bob, cyd = w.mind("Ann", level=1), w.mind("Bob", level=level), w.mind("Cyd", level=level)
    w.chance("state", {"x": 0.4, "y": 0.6}, seen_by=[ann, cyd])
    w.decision("d", by=ann, options=["x", "y"], habit="uniform", seen_by=[ann, bob, cyd])
    w.wants(ann, lambda state, d: 2.0 * (state == d))
    return w


def test_a_reader_at_level_two_inverts_the_choice_and_one_at_level_one_the_habit() -> None:
    """Posterior: prior times the policy one level below."""
    hit = soft(2, 0)[0]
    assert spy(2).tell(d="x").belief("Bob", "state")["x"] == near(0.4 * hit / (0.4 * hit + 0.6 * (1 - hit)))
    assert spy(1).tell(d="x").belief("Bob", "state")["x"] == near(0.4)


def test_a_choice_teaches_nothing_to_one_who_has_seen_all_that_its_chooser_had() -> None:
    """However unlikely it was, even impossible: it leaves the product."""
    w = spy(2)
    w.in_the_head_of("* > Ann", rationality=math.inf)
    story = w.tell(state="x", d="y")
    assert story.belief("Cyd", "state")["x"] == near(1.0)
    assert story.belief("Bob", "state")["y"] == near(1.0)


def test_ones_own_choices_teach_oneself_nothing() -> None:
    """Not even in the eyes of a mind that models one as another would."""
    w = un.World()
    ann, bob = w.mind("Ann", level=2), w.mind("Bob", level=3)
    w.chance("state", {"x": 0.4, "y": 0.6})
    w.chance("hint", ["x", "y"], p=lambda state: {state: 0.8, ("y" if state == "x" else "x"): 0.2}, seen_by=[ann])
    w.decision("d", by=ann, options=["x", "y"], habit="uniform", seen_by=un.EVERYONE)
    w.wants(ann, lambda state, d: 3.0 * (state == d))
    p = 0.32 / (0.32 + 0.12)
    assert w.tell(hint="x", d="y").belief("Ann", "state")["x"] == near(p)
    atoms = w.tell(d="y").belief("Bob > Ann", "state").atoms
    assert sorted(float(a.probabilities[0]) for a in atoms) == near([0.08 / (0.08 + 0.48), p])
    assert bob.name == "Bob"


def test_predictions_of_later_facts() -> None:
    """Others by their policy, oneself by one's own, chance by its table."""
    w = spy(2)
    w.chance("noise", ["x", "y"], p=lambda d: {d: 0.9, ("y" if d == "x" else "x"): 0.1})
    hit = soft(2, 0)[0]
    chosen = 0.4 * hit + 0.6 * (1 - hit)
    story = w.tell()
    assert story.belief("Bob", "d")["x"] == near(chosen)
    assert story.belief("Bob", "noise")["x"] == near(0.9 * chosen + 0.1 * (1 - chosen))
    assert w.tell(state="x").belief("Ann", "d", at="state")["x"] == near(hit)


# --- changes of level -------------------------------------------------------------------------------------------------


def test_a_level_holds_from_a_step_on() -> None:
    """A policy uses the level at its step; a belief replays the whole history with the level of its own step."""
    w = un.World()
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=1)
    w.chance("state", {"x": 0.4, "y": 0.6}, seen_by=[ann])
    w.decision("d", by=ann, options=["x", "y"], habit="uniform", seen_by=un.EVERYONE)
    w.wants(ann, lambda state, d: 2.0 * (state == d))
    w.decision("guess", by=bob, options=["x", "y"], habit="uniform")
    w.wants(bob, lambda state, guess: float(state == guess))
    w.set_level(bob, 2)
    w.decision("again", by=bob, options=["x", "y"], habit="uniform")
    w.wants(bob, lambda state, again: float(state == again))
    hit = soft(2, 0)[0]
    learnt = 0.4 * hit / (0.4 * hit + 0.6 * (1 - hit))
    story = w.tell(d="x", guess="x")
    assert story.belief("Bob", "state", at="d")["x"] == near(0.4)
    assert story.belief("Bob", "state", at="guess")["x"] == near(learnt)
    assert story.expect("guess")["x"] == near(soft(0.4, 0.6)[0])
    assert story.expect("again")["x"] == near(soft(learnt, 1 - learnt)[0])
