"""The tiger problem, alone and with two listeners.

Kaelbling, L. P., Littman, M. L., and Cassandra, A. R. (1998), Planning and acting in partially observable stochastic
domains, Artificial Intelligence 101.
Gmytrasiewicz, P. J., and Doshi, P. (2005), A framework for sequential planning in multi-agent settings, JAIR 24.

A tiger is behind one of two doors.  Listening costs 1 and tells the side with 0.85; the tiger costs 100, the other door
brings 10.  Once a door is opened the tiger is placed anew, and nothing is heard.
"""

from __future__ import annotations

import math
from itertools import product

import pytest

import underneath as un
from known.closed_form import CLOSED

SIDES = ["left", "right"]
HEAR = 0.85
VALUES = {1: -1.0, 2: -2.0, 3: 2.72, 4: 2.42125, 5: 3.60915, 6: 5.61881875}


def reward(act: str, tiger: str) -> float:
    """What an act brings."""
    if act == "listen":
        return -1.0
    return -100.0 if act == tiger else 10.0


def heard(act: str, tiger: str) -> float:
    """The chance to hear it on the right."""
    if act != "listen":
        return 0.5
    return HEAR if tiger == "right" else 1 - HEAR


def placed(act: str, tiger: str) -> float:
    """The chance that it is on the right next."""
    if act != "listen":
        return 0.5
    return float(tiger == "right")


def tiger_problem(steps: int) -> un.World:
    """As many acts as there are steps, each but the last followed by a sound."""
    w = un.World("tiger")
    hunter = w.mind("hunter", level=1, rationality=math.inf)
    tiger = w.chance("tiger_0", {"left": 0.5, "right": 0.5})
    for t in range(steps):
        act = w.decision(f"act_{t}", by=hunter, options=["listen", *SIDES])
        w.wants(hunter, reward, given=[act, tiger])
        if t < steps - 1:
            w.chance(f"sound_{t}", SIDES, given=[act, tiger], p=heard, seen_by=[hunter])
            tiger = w.chance(f"tiger_{t + 1}", SIDES, given=[act, tiger], p=placed)
    return w


def value(steps: int, right: float = 0.5) -> float:
    """Backward induction over the belief that the tiger is on the right."""
    if not steps:
        return 0.0
    doors = [10 - 110 * right, 10 - 110 * (1 - right)]
    opened = max(doors) + value(steps - 1)
    if steps == 1:
        return max(opened, -1.0)
    listened = -1.0
    for hit in (HEAR, 1 - HEAR):
        chance = right * hit + (1 - right) * (1 - hit)
        listened += chance * value(steps - 1, right * hit / chance)
    return max(opened, listened)


@pytest.mark.parametrize("steps", VALUES)
def test_value_of_horizon(steps: int) -> None:
    """The best first act is to listen, and is worth what backward induction over beliefs says."""
    policy = tiger_problem(steps).tell().expect("act_0")
    assert policy["listen"] == pytest.approx(1, abs=CLOSED)
    assert policy.utility("listen") == pytest.approx(VALUES[steps], abs=CLOSED)
    assert policy.utility("listen") == pytest.approx(value(steps), abs=CLOSED)


@pytest.mark.parametrize("sounds", [("left",), ("left", "left"), ("left", "right"), ("left", "left", "right")])
def test_belief_path(sounds: tuple[str, ...]) -> None:
    """Sounds on the two sides cancel, and each more multiplies the odds by 17/3."""
    told = {f"sound_{t}": side for t, side in enumerate(sounds)} | {f"act_{t}": "listen" for t in range(len(sounds))}
    lead = sum(1 if side == "left" else -1 for side in sounds)
    odds = (0.85 / 0.15) ** lead
    belief = tiger_problem(len(sounds) + 1).tell(told).belief("hunter", f"tiger_{len(sounds)}")
    assert belief["left"] == pytest.approx(odds / (1 + odds), abs=CLOSED)


def test_opening_forgets() -> None:
    """After a door was opened the tiger may be anywhere, whatever was heard before."""
    story = tiger_problem(3).tell(act_0="listen", sound_0="left", act_1="right", sound_1="left")
    assert story.belief("hunter", "tiger_2")["left"] == pytest.approx(0.5, abs=CLOSED)


def test_two_sounds_open_a_door() -> None:
    """Of three acts the last opens a door if both sounds came from one side; after one sound she listens on."""
    one = tiger_problem(3).tell(act_0="listen", sound_0="left")
    two = one.tell(act_1="listen", sound_1="left")
    assert one.expect("act_1")["listen"] == pytest.approx(1, abs=CLOSED)
    assert two.expect("act_2")["right"] == pytest.approx(1, abs=CLOSED)


def two_listeners() -> un.World:
    """Ann and Bob each hear the tiger, rightly with 0.85, unheard by the other."""
    w = un.World("two listeners")
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=1)
    w.mind("reader", level=1)
    w.chance("tiger", {"left": 0.5, "right": 0.5})
    w.chance("ann_hears", SIDES, p=lambda tiger: HEAR if tiger == "right" else 1 - HEAR, seen_by=[ann])
    w.chance("bob_hears", SIDES, p=lambda tiger: HEAR if tiger == "right" else 1 - HEAR, seen_by=[bob])
    return w


def test_joint_of_two_beliefs() -> None:
    """With the tiger on the left both are right with 289/400, one alone with 51/400 each, both wrong with 9/400."""
    story = two_listeners().tell(tiger="left")
    joint = story.belief("", ["ann_hears", "bob_hears"])
    expected = {("left", "left"): 289, ("left", "right"): 51, ("right", "left"): 51, ("right", "right"): 9}
    for ann, bob in product(SIDES, SIDES):
        assert joint[ann, bob] == pytest.approx(expected[ann, bob] / 400, abs=CLOSED)
        both = story.tell(ann_hears=ann, bob_hears=bob)
        assert both.belief("Ann", "tiger")[ann] == pytest.approx(HEAR, abs=CLOSED)
        assert both.belief("Bob", "tiger")[bob] == pytest.approx(HEAR, abs=CLOSED)


def test_what_she_thinks_he_heard() -> None:
    """Who heard the left gives 149/200 to the other's thinking left too."""
    story = two_listeners().tell(ann_hears="left")
    his = story.belief("Ann > Bob", "tiger", at="bob_hears")
    assert his.at_least("left", 0.5) == pytest.approx(149 / 200, abs=CLOSED)
    assert his.at_least("right", 0.5) == pytest.approx(51 / 200, abs=CLOSED)
    assert his["left"] == pytest.approx(0.85 * 149 / 200 + 0.15 * 51 / 200, abs=CLOSED)
