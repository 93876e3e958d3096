"""What facts, menus, views, reveals, states and scenes mean, each held to a number worked out by hand."""

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
    """A number to nine digits."""
    return pytest.approx(value, abs=CLOSE)


# --- menus ------------------------------------------------------------------------------------------------------------


def gate() -> un.World:
    """Ann may only open the gate when she has the key, which Bob cannot see."""
    w = un.World("gate", habit="uniform")
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=2)
    w.chance("key", {"no": 0.75, "yes": 0.25}, seen_by=[ann])
    w.decision(
        "act",
        by=ann,
        options=["wait", "knock", "open"],
        available={"open": lambda key: key == "yes"},
        seen_by=[ann, bob],
    )
    w.wants(ann, lambda act: {"wait": 0.0, "knock": 1.0, "open": 2.0}[act])
    return w


def test_a_menu_hangs_on_what_was_seen() -> None:
    """An option that is not available has probability zero and no expected utility."""
    without = gate().tell(key="no").expect("act")
    assert list(without.probabilities) == near([*soft(0, 1), 0.0])
    assert math.isnan(without.utility("open"))
    assert list(gate().tell(key="yes").expect("act").probabilities) == near(list(soft(0, 1, 2)))


def test_a_choice_teaches_what_was_on_the_menu() -> None:
    """Bob learns about the key from what was not chosen, by each menu's own policy."""
    knock = gate().tell(act="knock").belief("Bob", "key")
    no, yes = 0.75 * soft(0, 1)[1], 0.25 * soft(0, 1, 2)[1]
    assert knock["yes"] == near(yes / (no + yes))
    assert gate().tell(act="open").belief("Bob", "key")["yes"] == near(1.0)


def test_at_rationality_zero_a_choice_teaches_only_the_menu() -> None:
    """Uniform over two options or three is all that Bob has to go by."""
    w = gate()
    w.in_the_head_of("Bob > Ann", rationality=0.0)
    believed = w.tell(act="knock").belief("Bob", "key")["yes"]
    assert believed == near(0.25 / 3 / (0.25 / 3 + 0.75 / 2))


def test_a_uniform_habit_is_uniform_over_what_is_available() -> None:
    """At level 0 Ann chooses between what there is."""
    w = gate()
    w.in_the_head_of("Ann", level=0)
    assert list(w.tell(key="no").expect("act").probabilities) == near([0.5, 0.5, 0.0])


# --- views ------------------------------------------------------------------------------------------------------------


def test_unseen_is_weighed_like_any_percept() -> None:
    """Someone who would have seen a loud event learns from having perceived nothing."""
    w = un.World()
    bob = w.mind("Bob", level=0)
    w.chance("bang", {"nothing": 0.5, "loud": 0.5})
    seen = {"nothing": {"nothing": 0.1, "unseen": 0.9}, "loud": {"loud": 0.8, "unseen": 0.2}}
    w.view("heard", of="bang", by=bob, p=seen)
    assert w.tell(heard="unseen").belief("Bob", "bang")["loud"] == near(0.2 / 1.1)
    assert w.tell(heard="nothing").belief("Bob", "bang")["loud"] == near(0.0)


def test_a_view_belongs_to_one_mind_and_can_be_revealed() -> None:
    """Others reckon with what the viewer may have perceived, until it is revealed to them."""
    w = un.World()
    ann, bob = w.mind("Ann", level=0), w.mind("Bob", level=0)
    w.chance("coin", {"heads": 0.5, "tails": 0.5})
    w.view("look", of="coin", by=ann, clear=0.75)
    w.chance("pause", ["x"], p="uniform")
    w.reveal("look", to=[bob])
    w.chance("end", ["x"], p="uniform")
    before = w.tell().belief("Bob > Ann", "coin", at="look")
    assert sorted((round(float(a.probabilities[0]), 12), round(a.weight, 12)) for a in before.atoms) == [
        (0.0, 0.375),
        (0.5, 0.25),
        (1.0, 0.375),
    ]
    story = w.tell(look="heads", end="x")
    assert story.belief("Bob", "coin")["heads"] == near(1.0)
    assert story.belief("Bob", "coin", at="look")["heads"] == near(0.5)
    assert w.tell(look="unseen", end="x").belief("Bob", "coin")["heads"] == near(0.5)


def test_a_view_can_be_asked_about_and_replaced_in_a_head() -> None:
    """Bob takes Ann to see everything, though she sees half."""
    w = un.World()
    ann, bob = w.mind("Ann", level=0), w.mind("Bob", level=0)
    w.chance("coin", {"heads": 0.5, "tails": 0.5}, seen_by=[bob])
    w.view("look", of="coin", by=ann, clear=0.5)
    w.in_the_head_of("Bob", tables={"look": {"heads": {"heads": 1.0}, "tails": {"tails": 1.0}}})
    story = w.tell(coin="heads")
    assert story.belief("", "look")["unseen"] == near(0.5)
    assert story.belief("Bob", "look")["heads"] == near(1.0)
    # What is said of Bob is not said of Bob's idea of Ann: her own inference from the percept is the same here.
    assert story.belief("Bob > Ann", "coin", at="look").knows_whether() == near(1.0)
    assert story.belief("Bob > Bob > Ann", "coin", at="look").knows_whether() == near(1.0)
    # Ann does not think of herself as seeing everything.
    assert story.supposing({"look": "unseen"}).belief("Ann > Bob > Ann", "coin", at="look").knows_whether() == near(0.5)


# --- reveals ----------------------------------------------------------------------------------------------------------


def revealed() -> un.World:
    """A card that Ann sees at once, and the others only later."""
    w = un.World()
    ann, bob, cyd, _ = (w.mind(n, level=0) for n in ("Ann", "Bob", "Cyd", "Dan"))
    w.chance("card", {"red": 0.25, "black": 0.75}, seen_by=[ann])
    w.chance("pause", ["x"], p="uniform")
    w.reveal("card", to=[bob, cyd])
    w.chance("end", ["x"], p="uniform")
    return w


def test_a_reveal_tells_several_minds_at_its_place() -> None:
    """Before it they have their prior, after it they know, and who was left out does not."""
    story = revealed().tell(card="red", pause="x", end="x")
    for name in ("Bob", "Cyd"):
        assert story.belief(name, "card", at="card")["red"] == near(0.25)
        assert story.belief(name, "card", at="pause")["red"] == near(1.0)
    assert story.belief("Dan", "card")["red"] == near(0.25)


def test_everyone_knows_that_a_reveal_comes_and_to_whom() -> None:
    """Dan, who does not see the card, knows that Bob and Cyd do and that each knows of the other."""
    story = revealed().tell(end="x")
    assert story.belief("Dan > Bob > Cyd", "card").knows_whether() == near(1.0)
    assert story.belief("Dan > Ann > Dan", "card").knows_whether() == near(0.0)
    assert story.belief("Dan > Bob", "card", at="card").knows_whether() == near(0.0)
    later = story.belief("Dan > Bob", "card", at="card", after="pause")
    assert later.knows_whether() == near(1.0)


def test_acts_at_the_same_time_are_not_observed_until_revealed() -> None:
    """Stone and paper are chosen in ignorance, and then both are known."""
    w = un.World(habit="uniform")
    ann, bob = w.mind("Ann", level=0), w.mind("Bob", level=0)
    a = w.decision("a", by=ann, options=["s", "p"], seen_by=[])
    b = w.decision("b", by=bob, options=["s", "p"], seen_by=[], habit={"s": 0.9, "p": 0.1})
    w.reveal([a, b], to=un.EVERYONE)
    story = w.tell(a="s", b="p")
    assert story.belief("Ann", "b", at="a")["p"] == near(0.1)
    assert story.belief("Ann", "b")["p"] == near(1.0)
    assert story.belief("Bob > Ann", "b").knows_whether() == near(1.0)


# --- states and scenes ------------------------------------------------------------------------------------------------


def test_states_keep_their_older_versions() -> None:
    """What the box held and what it holds are different questions, and the bare name asks the newest."""
    w = un.World()
    ann = w.mind("Ann", level=0)
    box = w.state("box", {"in": 0.8, "out": 0.2}, seen_by=[ann])
    w.change(box, p=lambda box: {box: 0.7, ("out" if box == "in" else "in"): 0.3})
    w.chance("creak", ["no", "yes"], p=lambda box, box_0: 0.9 if box != box_0 else 0.1, seen_by=[ann])
    story = w.tell({"box@0": "in", "creak": "yes"})
    assert story.belief("Ann", "box@0")["in"] == near(1.0)
    assert story.belief("Ann", "box")["out"] == near(0.27 / (0.27 + 0.07))
    assert story.belief("Ann", "box@1")["out"] == near(0.27 / (0.27 + 0.07))
    with pytest.raises(un.UnknownName, match="box@2"):
        story.belief("Ann", "box@2")


def test_the_default_image_point_is_the_end_of_the_scene() -> None:
    """Ann cares what Bob believes once the scene is over: a later clue in it counts, one of the next scene does not."""
    w = un.World(habit="uniform")
    ann, bob = w.mind("Ann", level=1, horizon=5), w.mind("Bob", level=0)
    w.chance("deed", {"no": 0.5, "yes": 0.5}, seen_by=[ann])
    w.decision("say", by=ann, options=["hush", "talk"])
    w.chance("clue", ["no", "yes"], p=lambda deed, say: float(say == "talk" and deed == "yes"), seen_by=[bob])
    w.scene("later")
    w.chance("news", ["no", "yes"], p=lambda deed: float(deed == "yes"), seen_by=[bob])
    w.wants(ann, un.image("Bob", about="deed", worth=lambda b: b["yes"]))
    policy = w.tell(deed="yes").expect("say")
    assert policy.utility("talk") == near(1.0)
    assert policy.utility("hush") == near(0.5)
