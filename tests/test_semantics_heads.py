"""Different worlds in different heads: which saying applies at which path, and closed worlds, by hand."""

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


# --- which saying applies ---------------------------------------------------------------------------------------------


def priors(*said: tuple[str, float]) -> un.Story:
    """A hidden fact of which different heads have different priors."""
    w = un.World()
    for name in ("S", "K", "N"):
        w.mind(name, level=0)
    w.chance("x", {"no": 0.5, "yes": 0.5})
    for path, p in said:
        w.in_the_head_of(path, tables={"x": {"no": 1 - p, "yes": p}})
    w.chance("end", ["z"], p="uniform")
    return w.tell()


def at(story: un.Story, path: str) -> float:
    """P(x) at a path."""
    return story.belief(path, "x", at="x")["yes"]


def test_an_exact_path_is_that_path_alone() -> None:
    """Nothing is handed on, up or down."""
    story = priors(("S > K", 0.9))
    assert at(story, "S > K") == near(0.9)
    for path in ("S", "K", "S > K > S", "S > K > N", "N > S > K", "S > N > K", "S > K > S > K", ""):
        assert at(story, path) == near(0.5), path


def test_a_mind_alone_is_an_exact_path_too() -> None:
    """What is said of K is not said of what others take K to be."""
    story = priors(("K", 0.9))
    assert at(story, "K") == near(0.9)
    assert at(story, "S > K") == near(0.5)
    assert at(story, "K > S > K") == near(0.5)


def test_a_star_is_every_path_with_that_ending() -> None:
    """`* > K` is K itself too, and `* > S > K` those that end so."""
    story = priors(("* > K", 0.9))
    for path in ("K", "S > K", "N > S > K", "K > N > K"):
        assert at(story, path) == near(0.9), path
    assert at(story, "K > S") == near(0.5)
    story = priors(("* > S > K", 0.9))
    for path in ("S > K", "N > S > K", "K > S > K", "S > K > S > K"):
        assert at(story, path) == near(0.9), path
    for path in ("K", "N > K", "S > N > K"):
        assert at(story, path) == near(0.5), path


def test_the_exact_path_wins_and_then_the_longer_ending() -> None:
    """In whatever order they are said."""
    said = [("* > K", 0.1), ("* > S > K", 0.2), ("N > S > K", 0.3), ("K", 0.4)]
    expected = {"K": 0.4, "N > K": 0.1, "S > K": 0.2, "K > S > K": 0.2, "N > S > K": 0.3, "S > N > S > K": 0.2}
    for order in (said, said[::-1]):
        story = priors(*order)
        for path, p in expected.items():
            assert at(story, path) == near(p), path


def test_oneself_twice_does_not_lengthen_a_path() -> None:
    """S > S > K is S > K."""
    assert at(priors(("S > K", 0.9)), "S > S > K") == near(0.9)


def test_different_traits_may_come_from_different_sayings() -> None:
    """The longer ending wins for what it says, and leaves the rest to the shorter one."""
    w = un.World(habit="uniform")
    w.mind("S", level=3)
    k = w.mind("K", level=3)
    w.decision("d", by=k, options=["l", "r"])
    w.wants(k, lambda d: float(d == "r"))
    w.in_the_head_of("* > K", rationality=5.0, wants=[un.table({"r": 2.0}, given=["d"])])
    w.in_the_head_of("* > S > K", rationality=0.25)
    assert w.tell().expect("d")["r"] == near(soft(0, 2, beta=5.0)[1])
    assert w.tell().expect("d", by="S")["r"] == near(soft(0, 2, beta=0.25)[1])


def test_a_replaced_table_may_name_other_earlier_facts() -> None:
    """Bob takes the rain to hang on the day, which by the common table it does not."""
    w = un.World()
    bob = w.mind("Bob", level=0)
    w.chance("day", {"mon": 0.5, "tue": 0.5}, seen_by=[bob])
    w.chance("rain", {"no": 0.5, "yes": 0.5})
    w.in_the_head_of("Bob", tables={"rain": un.table({"mon": 0.9, "tue": 0.2}, given=["day"])})
    w.chance("end", ["z"], p="uniform")
    assert w.tell(day="tue").belief("Bob", "rain", at="rain")["yes"] == near(0.2)
    assert w.tell(day="tue").belief("", "rain", at="rain")["yes"] == near(0.5)


# --- what is said of a decision ---------------------------------------------------------------------------------------


def joker() -> un.World:
    """K jokes or not, at level 2, for a reason of his own."""
    w = un.World()
    w.mind("S", level=3)
    k = w.mind("K", level=2)
    w.mind("N", level=3)
    w.decision("joke", by=k, options=["no", "yes"], habit={"no": 0.5, "yes": 0.5})
    w.wants(k, lambda joke: 1.0 * (joke == "yes"))
    return w


def test_a_table_of_a_decision_in_anothers_head_is_the_policy_taken() -> None:
    """At every level, and only in that head."""
    w = joker()
    w.in_the_head_of("S", tables={"joke": {"no": 0.9, "yes": 0.1}})
    story = w.tell()
    assert story.belief("S", "joke")["yes"] == near(0.1)
    assert story.belief("N", "joke")["yes"] == near(soft(0, 1)[1])
    assert story.belief("N > S", "joke")["yes"] == near(soft(0, 1)[1])
    assert story.expect("joke")["yes"] == near(soft(0, 1)[1])


def test_a_table_of_a_decision_in_its_actors_head_is_a_habit() -> None:
    """It is acted by only where habits are: at level 0."""
    w = joker()
    w.in_the_head_of("* > K", tables={"joke": {"no": 0.8, "yes": 0.2}})
    assert w.tell().expect("joke")["yes"] == near(soft(0, 1)[1])
    assert w.tell().belief("S", "joke")["yes"] == near(soft(0, 1)[1])
    w.in_the_head_of("S > K", level=0)
    assert w.tell().belief("S", "joke")["yes"] == near(0.2)


# --- levels -----------------------------------------------------------------------------------------------------------

GOOD = {"ll": 1.0, "rr": 2.0, "lr": 0.0, "rl": 0.0}


def response(level: int) -> np.ndarray:
    """Two who want to meet, alike, at a level."""
    if level == 0:
        return np.array([0.7, 0.3])
    other = response(level - 1)
    return soft(1 * other[0], 2 * other[1])


def meeting() -> un.World:
    """Two who want to meet, at level 4."""
    w = un.World()
    for name in ("S", "K"):
        w.mind(name, level=4)
    for fact, name in (("s", "S"), ("k", "K")):
        w.decision(fact, by=name, options=["l", "r"], seen_by=[], habit={"l": 0.7, "r": 0.3})
        w.wants(name, lambda s, k: GOOD[s + k])
    return w


def test_a_level_said_of_an_exact_path_starts_a_new_count() -> None:
    """Up as well as down; beyond it the count goes on from there."""
    for level in (0, 1, 2, 7):
        w = meeting()
        w.in_the_head_of("S > K", level=level)
        story = w.tell()
        assert list(story.belief("S", "k").probabilities) == near(response(level))
        assert list(story.belief("S > K", "s").probabilities) == near(response(max(level - 1, 0)))
        assert list(story.belief("K > S", "k").probabilities) == near(response(2))
        after = soft(response(level)[0], 2 * response(level)[1])
        assert list(story.expect("s").probabilities) == near(after)


def test_a_level_said_with_a_star_only_lowers() -> None:
    """The smaller of it and the count: everyone knows that she reasons at most so deep."""
    for cap in (0, 1, 2, 7):
        w = meeting()
        w.in_the_head_of("* > S", level=cap)
        story = w.tell()
        assert list(story.expect("s").probabilities) == near(response(min(cap, 4)))
        assert list(story.belief("K", "s").probabilities) == near(response(min(cap, 3)))
        assert list(story.belief("S", "k").probabilities) == near(response(max(min(cap, 4) - 1, 0)))
        assert list(story.belief("S > K > S", "k").probabilities) == near(response(max(min(cap, 4) - 3, 0)))


def test_the_exact_level_wins_over_a_star() -> None:
    """And then the count goes on from it, below the star's ceiling again."""
    w = meeting()
    w.in_the_head_of("* > K", level=1)
    w.in_the_head_of("S > K", level=5)
    story = w.tell()
    low = response(1)
    inner = soft(low[0], 2 * low[1])
    assert story.belief("S > K", "k").level == 4
    assert list(story.belief("S > K > S", "k").probabilities) == near(low)
    assert list(story.belief("S > K", "s").probabilities) == near(inner)
    assert list(story.belief("S", "k").probabilities) == near(soft(inner[0], 2 * inner[1]))
    assert list(story.expect("k").probabilities) == near(low)
    assert math.isclose(sum(story.expect("k").probabilities), 1.0)
