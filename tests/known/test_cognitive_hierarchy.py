"""The Poisson cognitive hierarchy.

Camerer, C. F., Ho, T.-H., and Chong, J.-K. (2004), A cognitive hierarchy model of games, QJE 119.
The requests are those of Arad and Rubinstein (2012): the best reply to the levels below shows which levels they are.

A mind of level k reckons with all levels below its own, in the proportions tau^m / m!, renormalised; a mind of a lower
level does the same with what is below it.
"""

from __future__ import annotations

import math

import pytest

import underneath as un
from known.closed_form import CLOSED, bayes, normalised, softmax

REQUESTS = list(range(11, 21))


def poisson(tau: float, k: int) -> dict[int, float]:
    """What a mind of level k holds of levels 0 to k-1."""
    return normalised({m: tau**m / math.factorial(m) for m in range(k)})


def hierarchy(tau: float, k: int, rationality: float) -> list[dict[int, float]]:
    """The policies of levels 0 to k in the request game, each a reply to the mixture of those before."""
    policies = [{r: float(r == 20) for r in REQUESTS}]
    for level in range(1, k + 1):
        weights = poisson(tau, level)
        seen = {r: sum(weights[m] * policies[m][r] for m in weights) for r in REQUESTS}
        policies.append(softmax({r: r + 20 * seen.get(r + 1, 0.0) for r in REQUESTS}, rationality))
    return policies


def request_game(tau: float, level: int, rationality: float) -> un.World:
    """The 11-20 game among minds who hold others to be of several levels."""
    w = un.World("11-20", levels=un.poisson(tau))
    ann = w.mind("Ann", level=level, rationality=rationality)
    bob = w.mind("Bob", level=level, rationality=rationality)
    w.decision("ann_asks", by=ann, options=REQUESTS, habit={20: 1.0}, seen_by=[])
    w.decision("bob_asks", by=bob, options=REQUESTS, habit={20: 1.0}, seen_by=[])
    w.wants(ann, lambda ann_asks, bob_asks: ann_asks + 20 * (ann_asks == bob_asks - 1))
    w.wants(bob, lambda ann_asks, bob_asks: bob_asks + 20 * (bob_asks == ann_asks - 1))
    return w


def test_weights() -> None:
    """With tau 1.5 a mind of level 3 expects levels 0, 1, 2 as 8 : 12 : 9, who ask for 20, 19 and 18."""
    expected = request_game(1.5, level=3, rationality=math.inf).tell().belief("Ann", "bob_asks")
    assert [expected[r] for r in (20, 19, 18)] == pytest.approx([8 / 29, 12 / 29, 9 / 29], abs=CLOSED)


@pytest.mark.parametrize("tau", [0.5, 1.5, 4.0])
@pytest.mark.parametrize("level", [1, 2, 3, 4])
@pytest.mark.parametrize("rationality", [0.4, math.inf])
def test_policy(tau: float, level: int, rationality: float) -> None:
    """Each level replies to the renormalised mixture of all levels below it."""
    policy = request_game(tau, level, rationality).tell().expect("ann_asks")
    expected = hierarchy(tau, level, rationality)[level]
    assert [policy[r] for r in REQUESTS] == pytest.approx([expected[r] for r in REQUESTS], abs=CLOSED)


def test_weights_given_outright() -> None:
    """Other weights than Poisson's may be given, and are renormalised over the levels below."""
    w = un.World("two levels")
    ann = w.mind("Ann", level=2, levels=un.level_weights([0.2, 0.3, 0.5]))
    bob = w.mind("Bob", level=1, rationality=math.inf)
    w.decision("act", by=bob, options=["habit", "best"], habit={"habit": 1.0})
    w.wants(bob, {"best": 1.0}, given=["act"])
    assert w.tell().belief(ann, "act")["habit"] == pytest.approx(0.2 / 0.5, abs=CLOSED)


def test_level_is_learnt_from_acts() -> None:
    """The level is drawn once for all of a mind's acts, so a first act foretells the second."""
    tau, k = 1.5, 3
    w = un.World("twice", levels=un.poisson(tau))
    ann, bob = w.mind("Ann", level=k), w.mind("Bob", level=k, rationality=1.0)
    coin = w.chance("coin", {"heads": 0.5, "tails": 0.5}, seen_by=[bob])
    for name in ("first", "second"):
        act = w.decision(name, by=bob, options=["left", "right"], habit={"left": 0.5, "right": 0.5})
        w.wants(bob, {("left", "heads"): 1.0, ("left", "tails"): 0.2}, given=[act, coin])
    left = {"heads": 1 / (1 + math.exp(-1.0)), "tails": 1 / (1 + math.exp(-0.2))}
    weights = poisson(tau, k)
    prior = {(coin, smart): 0.5 * (1 - weights[0] if smart else weights[0]) for coin in left for smart in (True, False)}
    policy = {(coin, smart): left[coin] if smart else 0.5 for coin, smart in prior}
    posterior = bayes(prior, policy)
    foretold = sum(posterior[h] * policy[h] for h in posterior)
    assert w.tell(first="left").belief(ann, "second")["left"] == pytest.approx(foretold, abs=CLOSED)
