"""What choice means: rationality, ties, minus infinity, foresight, horizon, discount and habits, by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import underneath as un

CLOSE = 1e-9
INF = math.inf


def soft(*utils: float, beta: float = 1.0) -> np.ndarray:
    """Softmax, written out."""
    weights = np.exp(beta * (np.array(utils) - max(utils)))
    return np.asarray(weights / weights.sum())


def near(value: Any) -> Any:
    """A number, or several, to nine digits."""
    return pytest.approx(list(value) if isinstance(value, np.ndarray) else value, abs=CLOSE)


def choose(rationality: float, **utils: float) -> un.Policy:
    """One decision between options of these utilities."""
    w = un.World()
    ann = w.mind("Ann", level=1, rationality=rationality)
    w.decision("d", by=ann, options=list(utils))
    w.wants(ann, lambda d: utils[d])
    return w.tell().expect("d")


# --- rationality ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("beta", [0.0, 0.5, 3.0])
def test_softmax(beta: float) -> None:
    """A choice is the exponential of rationality times utility, normalised."""
    assert list(choose(beta, a=1.0, b=2.0, c=-1.0).probabilities) == near(soft(1, 2, -1, beta=beta))


def test_the_best_share_at_infinite_rationality() -> None:
    """Options within a billionth of the range of the utilities are tied; one further off is not."""
    assert list(choose(INF, a=1.0, b=1.0, c=0.0).probabilities) == [0.5, 0.5, 0.0]
    assert list(choose(INF, a=1.0, b=1.0 - 0.5e-9, c=0.0).probabilities) == [0.5, 0.5, 0.0]
    assert list(choose(INF, a=1.0, b=1.0 - 2e-9, c=0.0).probabilities) == [1.0, 0.0, 0.0]


def test_minus_infinity_is_never_chosen() -> None:
    """Not even at rationality zero, which is uniform over the rest."""
    for beta in (0.0, 1.0, INF):
        policy = choose(beta, a=-INF, b=1.0, c=1.0)
        assert list(policy.probabilities) == near([0.0, 0.5, 0.5])
        assert policy.utility("a") == -INF


def test_minus_infinity_counts_only_where_it_can_happen() -> None:
    """An option that is deadly in an impossible state is as good as any; in a possible one it is out."""
    for danger, expected in ((0.0, 0.5), (1e-6, 0.0)):
        w = un.World()
        ann = w.mind("Ann", level=1)
        w.chance("ice", {"thick": 1 - danger, "thin": danger})
        w.decision("d", by=ann, options=["cross", "stay"])
        w.wants(ann, lambda ice, d: -INF if (ice, d) == ("thin", "cross") else 0.0)
        assert w.tell().expect("d")["cross"] == near(expected)


def test_minus_infinity_behind_a_later_choice() -> None:
    """One's own later choice avoids it; another's mistake, however rare, does not."""
    for chooser, habit, go in (("Ann", None, soft(1, 0)[0]), ("Bob", {"a": 0.01, "b": 0.99}, 0.0)):
        w = un.World()
        ann, _ = w.mind("Ann", level=1), w.mind("Bob", level=0)
        w.decision("d", by=ann, options=["go", "stay"])
        w.decision("x", by=chooser, options=["a", "b"], habit=habit)
        w.wants(ann, lambda d, x: (-INF if x == "a" else 1.0) if d == "go" else 0.0)
        assert w.tell().expect("d")["go"] == near(go)


def test_without_any_option_the_error_names_the_decision() -> None:
    """Every option worth minus infinity leaves nothing to choose."""
    with pytest.raises(un.NoOption, match="'d'"):
        choose(1.0, a=-INF, b=-INF)


def test_rationality_may_differ_from_decision_to_decision() -> None:
    """A want over two choices, one made with a cooler head."""
    w = un.World()
    ann = w.mind("Ann", level=1, rationality=0.5)
    w.decision("a", by=ann, options=["l", "r"], rationality=3.0)
    w.decision("b", by=ann, options=["l", "r"])
    w.wants(ann, lambda a: float(a == "r"))
    w.wants(ann, lambda b: float(b == "r"))
    assert w.tell().expect("a")["r"] == near(soft(0, 1, beta=3.0)[1])
    assert w.tell(a="l").expect("b")["r"] == near(soft(0, 1, beta=0.5)[1])


# --- foresight, horizon, discount -------------------------------------------------------------------------------------


def two_steps(**traits: Any) -> un.World:
    """First a door, then a box behind it; the left door has the better box but also the worse one."""
    w = un.World()
    ann = w.mind("Ann", level=1, **traits)
    w.decision("door", by=ann, options=["left", "right"])
    w.decision("box", by=ann, options=["x", "y"])
    w.wants(ann, lambda door, box: {"leftx": 3.0, "lefty": 0.0, "rightx": 2.0, "righty": 2.0}[door + box])
    return w


@pytest.mark.parametrize("foresight", [None, 0.0, 2.0, INF])
def test_foresight_is_how_well_a_plan_expects_one_to_choose(foresight: float | None) -> None:
    """At infinity the plan is a softmax over the best that can be had; by default one's own rationality counts."""
    beta = 0.7
    looked = beta if foresight is None else foresight
    share = 1.0 if looked == INF else soft(3, 0, beta=looked)[0]
    left = 3 * share
    policy = two_steps(rationality=beta, foresight=foresight).tell().expect("door")
    assert policy.utility("left") == near(left)
    assert list(policy.probabilities) == near(soft(left, 2, beta=beta))
    # The choice itself, when it comes, is made at one's own rationality, and so it is predicted.
    world = two_steps(rationality=beta, foresight=foresight)
    assert list(world.tell(door="left").expect("box").probabilities) == near(soft(3, 0, beta=beta))
    assert world.tell(door="left").belief("Ann", "box")["x"] == near(soft(3, 0, beta=beta)[0])


def test_discount_counts_own_decisions_in_between() -> None:
    """What falls after d further own decisions is weighed by the discount to the power d; chance costs no time."""
    w = un.World()
    ann = w.mind("Ann", level=1, discount=0.5)
    w.decision("a", by=ann, options=["l", "r"])
    w.chance("c", ["l", "r"], value=lambda a: a)
    w.decision("b", by=ann, options=["x"])
    w.chance("e", ["l", "r"], value=lambda a: a)
    w.decision("d", by=ann, options=["x"])
    w.wants(ann, lambda a: float(a == "r"))
    w.wants(ann, lambda c: 10.0 * (c == "r"))
    w.wants(ann, lambda a, b: 100.0 * (a == "r"))
    w.wants(ann, lambda e: 1000.0 * (e == "r"))
    w.wants(ann, lambda a, d: 10000.0 * (a == "r"))
    assert w.tell().expect("a").utility("r") == near(1 + 10 + 50 + 500 + 2500)


def duel(horizon: int | None) -> un.World:
    """Ann moves, Bob answers, Ann moves again, Bob answers again, and then a scene is over."""
    w = un.World()
    ann, bob = w.mind("Ann", level=1, horizon=horizon), w.mind("Bob", level=0)
    copy = {"l": {"l": 0.9, "r": 0.1}, "r": {"l": 0.2, "r": 0.8}}
    w.decision("a1", by=ann, options=["l", "r"])
    w.decision("b1", by=bob, options=["l", "r"], habit=copy, given="a1")
    w.decision("a2", by=ann, options=["l", "r"])
    w.decision("b2", by=bob, options=["l", "r"], habit=copy, given="a2")
    w.scene("later")
    w.chance("echo", ["l", "r"], value=lambda a1: a1)
    w.decision("a3", by=ann, options=["l", "r"])
    w.chance("last", ["l", "r"], value=lambda a1: a1)
    for weight, fact in ((1.0, "a1"), (10.0, "b1"), (1e4, "echo"), (1e5, "last")):
        w.wants(ann, un.table({"r": weight}, given=[fact]))
    w.wants(ann, lambda a1, a2: 100.0 * (a1 == "r"))
    w.wants(ann, lambda a1, b2: 1000.0 * (a1 == "r"))
    return w


@pytest.mark.parametrize(
    ("horizon", "gain"),
    [
        (1, 1 + 7),  # up to one's next decision, the other's reply included
        (2, 1 + 7 + 100 + 1000 + 1e4),  # across scenes, up to the third
        (3, 1 + 7 + 100 + 1000 + 1e4 + 1e5),
        (9, 1 + 7 + 100 + 1000 + 1e4 + 1e5),
        (None, 1 + 7 + 100 + 1000),  # to the end of the scene
    ],
)
def test_horizon(horizon: int | None, gain: float) -> None:
    """A term counts if it falls at the decision or later, and before one's own next decision but h."""
    policy = duel(horizon).tell().expect("a1")
    assert policy.utility("r") - policy.utility("l") == pytest.approx(gain, rel=1e-9)


def test_what_fell_earlier_is_a_constant() -> None:
    """At the second decision the first want no longer moves anything."""
    policy = duel(1).tell(a1="l", b1="l").expect("a2")
    assert policy.utility("r") == near(policy.utility("l"))


def test_a_term_falls_whole_at_its_last_fact() -> None:
    """A want that reads a late fact is dropped whole, its early part too."""
    w = un.World()
    ann = w.mind("Ann", level=1, horizon=1)
    w.decision("a", by=ann, options=["l", "r"])
    w.decision("b", by=ann, options=["l", "r"])
    w.wants(ann, lambda a, b: 5.0 * (a == "r"))
    assert list(w.tell().expect("a").probabilities) == near([0.5, 0.5])


# --- habits -----------------------------------------------------------------------------------------------------------


def test_a_habit_that_was_never_declared_is_an_error() -> None:
    """Uniform must be asked for by name."""
    w = un.World()
    ann, _ = w.mind("Ann", level=0), w.mind("Bob", level=1)
    w.decision("d", by=ann, options=["l", "r"])
    with pytest.raises(un.MissingHabit, match=r"Ann.*'d'"):
        w.tell().expect("d")


def test_a_mind_that_wants_nothing_acts_by_habit_at_every_level() -> None:
    """Level 3 makes no difference where there is nothing to want."""
    w = un.World()
    ann = w.mind("Ann", level=3)
    w.decision("d", by=ann, options=["l", "r"], habit={"l": 0.9, "r": 0.1})
    assert w.tell().expect("d")["l"] == near(0.9)
    assert w.tell().expect("d").expected_utilities is None


def test_a_habit_on_what_its_actor_cannot_see_is_read_by_others_but_not_acted_by() -> None:
    """A literal speaker may be imagined to know; it cannot be one."""
    w = un.World()
    ann, bob = w.mind("Ann", level=0), w.mind("Bob", level=1)
    w.chance("state", {"some": 0.5, "all": 0.5})
    w.decision(
        "say",
        by=ann,
        options=["some", "all"],
        given="state",
        habit={"some": {"some": 1}, "all": {"some": 0.25, "all": 0.75}},
    )
    assert w.tell().belief(bob, "say")["all"] == near(0.375)
    assert w.tell(say="some").belief(bob, "state")["all"] == near(0.2)
    with pytest.raises(un.UnseenHabit, match="state"):
        w.tell().expect("say")
