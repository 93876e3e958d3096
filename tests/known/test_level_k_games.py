"""Level-k in two games made for it: the 11-20 request game and two thirds of the average.

Arad, A., and Rubinstein, A. (2012), The 11-20 money request game: a level-k reasoning study, AER 102.
Nagel, R. (1995), Unraveling in guessing games: an experimental study, AER 85.
"""

from __future__ import annotations

import math

import pytest

import underneath as un
from known.closed_form import CLOSED, softmax

REQUESTS = list(range(11, 21))
NUMBERS = [0, 4, 7, 10, 15, 22, 33, 50, 67, 100]
STARTING_POINT = 50


def request_game(level: int, rationality: float = math.inf) -> un.World:
    """Each asks for 11 to 20 and gets it, and 20 more for asking exactly one less than the other."""
    w = un.World("11-20")
    ann = w.mind("Ann", level=level, rationality=rationality)
    bob = w.mind("Bob", level=level, rationality=rationality)
    w.decision("ann_asks", by=ann, options=REQUESTS, habit={20: 1.0}, seen_by=[])
    w.decision("bob_asks", by=bob, options=REQUESTS, habit={20: 1.0}, seen_by=[])
    w.wants(ann, lambda ann_asks, bob_asks: ann_asks + 20 * (ann_asks == bob_asks - 1))
    w.wants(bob, lambda ann_asks, bob_asks: bob_asks + 20 * (bob_asks == ann_asks - 1))
    return w


@pytest.mark.parametrize(("level", "asked"), [(0, 20), (1, 19), (2, 18), (5, 15), (9, 11), (10, 20), (11, 19)])
def test_request_of_level(level: int, asked: int) -> None:
    """Every level undercuts the one below by one, and against 11, which none can undercut, 20 is best again."""
    story = request_game(level).tell()
    for decision in ("ann_asks", "bob_asks"):
        assert story.expect(decision)[asked] == pytest.approx(1, abs=CLOSED)


@pytest.mark.parametrize("level", [1, 2, 3, 6])
def test_noisy_request(level: int) -> None:
    """With finite rationality each level is a softmax response to the whole policy of the level below."""
    below = {r: float(r == 20) for r in REQUESTS}
    for _ in range(level):
        below = softmax({r: r + 20 * below.get(r + 1, 0.0) for r in REQUESTS}, rationality=0.3)
    policy = request_game(level, rationality=0.3).tell().expect("ann_asks")
    assert [policy[r] for r in REQUESTS] == pytest.approx([below[r] for r in REQUESTS], abs=CLOSED)


def guessing_game(level: int, players: int, rationality: float = math.inf) -> un.World:
    """Each names a number and loses the square of its distance from two thirds of the mean of the others."""
    w = un.World("two thirds of the average")
    names = [f"guess_{i}" for i in range(players)]
    for i, name in enumerate(names):
        player = w.mind(f"player {i}", level=level, rationality=rationality)
        w.decision(name, by=player, options=NUMBERS, habit={STARTING_POINT: 1.0}, seen_by=[])
    for i, name in enumerate(names):
        others = [other for other in names if other != name]
        w.wants(f"player {i}", loss, given=[name, *others])
    return w


def loss(mine: int, *others: int) -> float:
    """Minus the squared distance from two thirds of the others' mean."""
    return -((mine - 2 / 3 * sum(others) / len(others)) ** 2)


@pytest.mark.parametrize(("level", "guess"), [(0, 50), (1, 33), (2, 22), (3, 15), (4, 10), (5, 7), (6, 4)])
def test_guess_of_level(level: int, guess: int) -> None:
    """The numbers run down 50, 33, 22, 15, ...: two thirds of the level below, to the nearest on the menu."""
    story = guessing_game(level, players=3).tell()
    assert [story.expect(f"guess_{i}")[guess] for i in range(3)] == pytest.approx([1, 1, 1], abs=CLOSED)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_noisy_guess(level: int) -> None:
    """A softmax of the expected squared loss depends on the mean and the spread of the level below."""
    below = {n: float(n == STARTING_POINT) for n in NUMBERS}
    for _ in range(level):
        eu = {n: sum(p * q * loss(n, a, b) for a, p in below.items() for b, q in below.items()) for n in NUMBERS}
        below = softmax(eu, rationality=0.01)
    policy = guessing_game(level, players=3, rationality=0.01).tell().expect("guess_0")
    assert [policy[n] for n in NUMBERS] == pytest.approx([below[n] for n in NUMBERS], abs=CLOSED)
