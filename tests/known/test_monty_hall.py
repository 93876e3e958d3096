"""Monty Hall: what an act tells depends on what the actor knew.

Selvin, S. (1975), A problem in probability, The American Statistician 29.
vos Savant, M. (1990), Ask Marilyn, Parade Magazine.
"""

from __future__ import annotations

import math

import pytest

import underneath as un
from known.closed_form import CLOSED

DOORS = [1, 2, 3]


def choices(car: int, pick: int, knows: bool, lazy: bool) -> dict[int, float]:
    """The doors that Monty may open: not the player's, and not the car's if he knows where it is."""
    doors = [d for d in DOORS if d != pick and not (knows and d == car)]
    doors = doors[-1:] if lazy else doors
    return dict.fromkeys(doors, 1 / len(doors))


def quiz(knows: bool = True, lazy: bool = False) -> un.World:
    """A car behind one of three doors, a pick, an opened door, and the question whether to switch."""
    w = un.World("Monty Hall", habit="uniform")
    player, monty = w.mind("player", level=1, rationality=math.inf), w.mind("Monty", level=0)
    car = w.chance("car", DOORS, p="uniform", seen_by=[monty] if knows else [])
    pick = w.decision("pick", by=player, options=DOORS)
    opened = w.sign("opened", DOORS, by=monty, given=[car, pick], p=lambda car, pick: choices(car, pick, knows, lazy))
    w.chance(
        "behind",
        ["goat", "car"],
        given=[car, opened],
        value=lambda car, door: "car" if car == door else "goat",
        seen_by=un.EVERYONE,
    )
    w.decision("final", by=player, options=["stay", "switch"])
    w.wants(player, lambda car, pick, final: float((car == pick) == (final == "stay")))
    return w


def test_switching_doubles_the_odds() -> None:
    """A Monty who knows never opens the car, so his door leaves 1/3 on the pick and 2/3 on the other."""
    story = quiz().tell(pick=1, opened=3, behind="goat")
    belief = story.belief("player", "car")
    assert [belief[d] for d in DOORS] == pytest.approx([1 / 3, 2 / 3, 0], abs=CLOSED)
    final = story.expect("final")
    assert final.utility("stay") == pytest.approx(1 / 3, abs=CLOSED)
    assert final.utility("switch") == pytest.approx(2 / 3, abs=CLOSED)
    assert final["switch"] == pytest.approx(1, abs=CLOSED)


def test_ignorant_monty() -> None:
    """A Monty who happens on a goat teaches nothing about the other two doors."""
    story = quiz(knows=False).tell(pick=1, opened=3, behind="goat")
    assert [story.belief("player", "car")[d] for d in DOORS] == pytest.approx([1 / 2, 1 / 2, 0], abs=CLOSED)
    assert story.expect("final")["switch"] == pytest.approx(1 / 2, abs=CLOSED)


@pytest.mark.parametrize(("opened", "stay"), [(3, 1 / 2), (2, 0.0)])
def test_lazy_monty(opened: int, stay: float) -> None:
    """A Monty who opens the last door that he may gives the car away when he opens the other."""
    story = quiz(lazy=True).tell(pick=1, opened=opened, behind="goat")
    assert story.belief("player", "car")[1] == pytest.approx(stay, abs=CLOSED)


def test_worth_of_the_game() -> None:
    """Before anything is opened every pick is worth 2/3, for who will switch."""
    policy = quiz().tell().expect("pick")
    assert [policy.utility(d) for d in DOORS] == pytest.approx([2 / 3] * 3, abs=CLOSED)


def test_monty_who_wants_to_keep_the_car() -> None:
    """A Monty who chooses, and cannot bear to show the car, is read like one with the rule."""
    w = un.World("Monty chooses", habit="uniform")
    player, monty = w.mind("player", level=2), w.mind("Monty", level=1, rationality=1.0)
    car = w.chance("car", DOORS, p="uniform", seen_by=[monty])
    pick = w.chance("pick", DOORS, p="uniform", seen_by=un.EVERYONE)
    w.decision("opened", by=monty, options=DOORS)
    w.wants(monty, lambda car, pick, opened: -math.inf if opened in (car, pick) else 0.0)
    story = w.tell({pick: 1}, opened=3)
    assert [story.belief(player, car)[d] for d in DOORS] == pytest.approx([1 / 3, 2 / 3, 0], abs=CLOSED)
