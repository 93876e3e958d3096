"""Doubt about the levels of others, and cursed reading, by hand."""

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


# --- a mixture over levels --------------------------------------------------------------------------------------------

GOOD = {"ll": 1.0, "rr": 2.0, "lr": 0.0, "rl": 0.0}
HABIT = np.array([0.7, 0.3])


def meeting(level: int, levels: Any) -> un.World:
    """Two who want to meet, alike in all but the name."""
    w = un.World(levels=levels)
    for name, own in (("Ann", level), ("Bob", 7)):
        w.mind(name, level=own)
    for fact, name in (("a", "Ann"), ("b", "Bob")):
        w.decision(fact, by=name, options=["l", "r"], seen_by=[], habit={"l": 0.7, "r": 0.3})
        w.wants(name, lambda a, b: GOOD[a + b])
    return w


def response(weights: list[float], level: int) -> np.ndarray:
    """The choice of a mind at a level that weighs the levels below, by hand."""
    if level == 0:
        return HABIT
    below = np.array(weights[:level]) / sum(weights[:level])
    other = sum(q * response(weights, m) for m, q in enumerate(below))
    return soft(1 * other[0], 2 * other[1])


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_a_mixture_is_renormalised_at_every_depth(level: int) -> None:
    """A mind drawn at level m holds the weights over the levels below m."""
    weights = [0.1, 0.4, 0.2, 0.3]
    world = meeting(level, un.level_weights(weights))
    assert list(world.tell().expect("a").probabilities) == near(response(weights, level))


@pytest.mark.parametrize("tau", [0.5, 1.5])
def test_poisson_cognitive_hierarchy(tau: float) -> None:
    """Level m weighs tau to the m over m factorial."""
    weights = [tau**m / math.factorial(m) for m in range(6)]
    assert list(meeting(4, un.poisson(tau)).tell().expect("a").probabilities) == near(response(weights, 4))


def repeated(twice: bool = True) -> un.World:
    """Bob acts twice; Ann does not know whether he is at level 0 or 1."""
    w = un.World()
    ann, bob = w.mind("Ann", level=2, levels=un.level_weights([0.25, 0.75])), w.mind("Bob", level=1)
    for fact in ("b1", "b2"):
        w.decision(fact, by=bob, options=["l", "r"], habit={"l": 0.9, "r": 0.1})
        w.wants(bob, un.table({"r": 2.0}, given=[fact]))
    w.decision("a", by=ann, options=["l", "r"], habit="uniform")
    w.wants(ann, lambda a: float(a == "r"))
    return w


def test_a_level_is_drawn_once() -> None:
    """Two acts of one mind hang together, by the level that is the same for both."""
    right = soft(0, 2)[1]
    w = repeated()
    joint = w.tell().belief("Ann", ["b1", "b2"])
    assert joint["l", "l"] == near(0.25 * 0.81 + 0.75 * (1 - right) ** 2)


def test_a_level_is_learnt_from_acts() -> None:
    """Even by one who has seen all that the chooser had: its level is what the chooser knew and the reader does not."""
    right = soft(0, 2)[1]
    weights = np.array([0.25 * 0.9, 0.75 * (1 - right)])
    after = weights / weights.sum()
    assert repeated().tell(b1="l").belief("Ann", "b2")["l"] == near(after @ np.array([0.9, 1 - right]))


def test_a_level_said_for_an_exact_path_is_not_in_doubt() -> None:
    """What is said wins over the weights."""
    w = repeated()
    w.in_the_head_of("Ann > Bob", level=0)
    assert w.tell().belief("Ann", "b1")["l"] == near(0.9)


def test_a_nested_belief_under_a_mixture_has_an_atom_for_each_level() -> None:
    """Ann is in doubt over what Bob makes of Cyd's act, since she is in doubt over his level."""
    w = un.World()
    ann, bob, cyd = (
        w.mind("Ann", level=3, levels=un.level_weights([0.25, 0.25, 0.5])),
        w.mind("Bob"),
        w.mind("Cyd", level=1),
    )
    w.chance("state", {"x": 0.5, "y": 0.5}, seen_by=[cyd])
    w.decision("d", by=cyd, options=["x", "y"], habit="uniform")
    w.wants(cyd, lambda state, d: 2.0 * (state == d))
    told = w.tell(d="x")
    # Bob at level 1 reads the habit, Bob at level 2 the choice; Cyd's level in Bob's head is one below his.
    hit = soft(2, 0)[0]
    atoms = sorted(
        (round(float(a.probabilities[0]), 9), round(a.weight, 9)) for a in told.belief("Ann > Bob", "state").atoms
    )
    assert atoms == [(near(0.5), near(0.5)), (near(hit), near(0.5))]
    assert ann.name + bob.name == "AnnBob"


# --- cursed reading ---------------------------------------------------------------------------------------------------


def cursed(chi: float) -> un.World:
    """Ann acts on a state that she knows; Bob takes her act for a sign of it, but not as much as he should."""
    w = un.World()
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=2, chi=chi)
    w.chance("state", {"x": 0.4, "y": 0.6}, seen_by=[ann])
    w.decision("d", by=ann, options=["x", "y"], habit="uniform")
    w.wants(ann, lambda state, d: 2.0 * (state == d))
    w.decision("e", by=ann, options=["x", "y"], habit="uniform")
    w.wants(ann, lambda state, e: 1.0 * (state == e))
    w.decision("guess", by=bob, options=["x", "y"], habit="uniform")
    return w


@pytest.mark.parametrize("chi", [0.0, 0.3, 1.0])
def test_a_cursed_reader_mixes_the_policy_with_what_it_expected(chi: float) -> None:
    """Chi times the probability that it gave to the act before seeing it, plus the rest times the policy."""
    world, belief = cursed(chi), np.array([0.4, 0.6])
    told: dict[str, str] = {}
    for fact, utils in (("d", 2.0), ("e", 1.0)):
        hit = soft(utils, 0)[0]
        policy = np.array([hit, 1 - hit])
        expected = float(belief @ policy)
        assert world.tell(told).belief("Bob", fact)["x"] == near(expected)
        belief = belief * (chi * expected + (1 - chi) * policy)
        belief = belief / belief.sum()
        told[fact] = "x"
        assert world.tell(told).belief("Bob", "state")["x"] == near(belief[0])


def test_a_cursed_reader_learns_nothing_at_all_at_chi_one() -> None:
    """The others know so: what Ann thinks that Bob believes stays where it was, if she takes him to be cursed."""
    w = cursed(1.0)
    believed = w.tell(state="x", d="x").belief("Ann > Bob", "state", after="d")
    assert believed["x"] == near(0.4)


def test_a_ceiling_lowers_the_levels_that_are_drawn() -> None:
    """The weights are those of the count; what lies above the ceiling is brought down to it."""
    w = meeting(3, un.level_weights([0.2, 0.3, 0.5]))
    w.in_the_head_of("* > Bob", level=1)
    low = soft(0.7, 2 * 0.3)
    assert list(w.tell().belief("Ann", "b").probabilities) == near(0.2 * HABIT + 0.8 * low)
