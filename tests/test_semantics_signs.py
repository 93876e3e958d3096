"""Signs and habits that hang on a belief of their owner: read where, at which level, and what they teach, by hand."""

from __future__ import annotations

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


def reading(level: int) -> un.World:
    """Ann acts on the state; Bob reads her, and his face shows what he believes."""
    w = un.World()
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=level)
    w.mind("Cyd", level=level)
    w.chance("state", {"x": 0.5, "y": 0.5}, seen_by=[ann])
    w.decision("d", by=ann, options=["x", "y"], habit="uniform")
    w.wants(ann, lambda state, d: 2.0 * (state == d))
    w.sign("face", ["flat", "glad"], by=bob, given=[un.believes(bob, "state", "x")], p=lambda b: b**2)
    w.chance("end", ["z"], p="uniform")
    return w


def believed(level: int) -> float:
    """P(x) after d = x of a reader at a level."""
    return float(soft(2, 0)[0]) if level >= 2 else 0.5


@pytest.mark.parametrize("level", [0, 1, 2, 3, 4])
def test_a_sign_is_read_at_the_owners_level_one_less_in_anothers_head(level: int) -> None:
    """At its own level in its own head, and in the world itself."""
    story = reading(level).tell(d="x")
    own, others = believed(level) ** 2, believed(max(level - 1, 0)) ** 2
    assert story.belief("", "face")["glad"] == near(own)
    assert story.belief("Bob", "face")["glad"] == near(own)
    assert story.belief("Cyd", "face")["glad"] == near(others)
    assert story.belief("Cyd > Bob", "face")["glad"] == near(others)
    assert story.belief("Bob > Cyd", "face")["glad"] == near(believed(max(level - 2, 0)) ** 2)


def test_a_sign_teaches_what_its_owner_has_seen() -> None:
    """An honest face gives a private look away."""
    w = un.World()
    ann, bob = w.mind("Ann", level=0), w.mind("Bob", level=0)
    w.chance("coin", {"heads": 0.5, "tails": 0.5})
    w.view("look", of="coin", by=ann, clear=0.6)
    w.sign("word", ["unsure", "sure"], by=ann, given=[un.knows(ann, "coin")], value=lambda k: "sure" if k else "unsure")
    w.sign("bet", ["no", "yes"], by=ann, given=[un.believes(ann, "coin", "heads")], p=lambda b: float(b > 0.9))
    story = w.tell(word="sure")
    assert story.belief(bob, "look")["unseen"] == near(0.0)
    assert w.tell(word="unsure").belief(bob, "look")["unseen"] == near(1.0)
    assert w.tell(word="sure", bet="yes").belief(bob, "coin")["heads"] == near(1.0)
    assert w.tell(bet="no").supposing({"word": "unsure"}).belief(bob, "coin")["heads"] == near(0.5)
    assert w.tell(word="sure").belief(bob, "bet")["yes"] == near(0.5)


def test_the_belief_is_read_just_before_the_sign() -> None:
    """What is revealed afterwards does not show."""
    w = un.World()
    ann = w.mind("Ann", level=0)
    w.chance("coin", {"heads": 0.25, "tails": 0.75})
    w.sign("early", ["a", "b"], by=ann, given=[un.believes(ann, "coin", "heads")], p=lambda b: b)
    w.reveal("coin", to=[ann])
    w.sign("late", ["a", "b"], by=ann, given=[un.believes(ann, "coin", "heads")], p=lambda b: b)
    w.chance("end", ["z"], p="uniform")
    story = w.tell(coin="heads")
    assert story.belief("", "early", at="late")["b"] == near(0.25)
    assert story.belief("", "late", at="late")["b"] == near(1.0)


def test_rounds_of_honest_words_work_at_level_zero() -> None:
    """Three muddy children: rules that are always followed use up no level."""
    w = un.World()
    names = ["a", "b", "c"]
    for name in names:
        w.mind(name, level=0)
    for name in names:
        w.chance(f"mud {name}", {"clean": 0.5, "muddy": 0.5}, seen_by=[n for n in names if n != name])
    muds = [f"mud {n}" for n in names]
    w.chance(
        "father", ["none", "some"], given=muds, value=lambda *m: "some" if "muddy" in m else "none", seen_by="everyone"
    )
    for turn in (1, 2, 3):
        for name in names:
            w.sign(
                f"{name}{turn}",
                ["no", "yes"],
                by=name,
                given=[un.knows(name, f"mud {name}")],
                value=lambda k: "yes" if k else "no",
                seen_by=[name],
            )
        w.reveal([f"{n}{turn}" for n in names], to=un.EVERYONE)
    w.chance("end", ["z"], p="uniform")
    told = dict.fromkeys(muds, "muddy") | {"father": "some"}
    story = w.tell(told)
    for turn, says in ((1, "no"), (2, "no"), (3, "yes")):
        for name in names:
            assert story.belief("", f"{name}{turn}", at="c3")[says] == near(1.0)


def test_a_nested_question_in_a_sign() -> None:
    """Ann blushes by how much she thinks that Bob suspects, on the mean of what he may believe."""
    w = un.World()
    ann, bob = w.mind("Ann", level=2), w.mind("Bob", level=0)
    w.chance("deed", {"no": 0.75, "yes": 0.25}, seen_by=[ann])
    w.view("look", of="deed", by=bob, clear=0.4)
    w.sign("blush", ["no", "yes"], by=ann, given=[un.believes("Ann > Bob", "deed", "yes")], p=lambda b: b)
    story = w.tell(deed="yes")
    assert story.belief("", "blush", at="look")["yes"] == near(0.4 + 0.6 * 0.25)
    assert story.belief("Ann", "blush", at="look")["yes"] == near(0.4 + 0.6 * 0.25)


def test_ask_gives_the_belief_itself() -> None:
    """With its distribution, if it is nested."""
    w = un.World()
    ann, bob = w.mind("Ann", level=2), w.mind("Bob", level=0)
    w.chance("deed", {"no": 0.75, "yes": 0.25}, seen_by=[ann])
    w.view("look", of="deed", by=bob, clear=0.4)
    read = un.ask("Ann > Bob", "deed", read=lambda b: b.at_least("yes", 0.9))
    w.sign("blush", ["no", "yes"], by=ann, given=[read, "deed"], p=lambda b, deed: b if deed == "yes" else 0.0)
    assert w.tell(deed="yes").belief("", "blush", at="look")["yes"] == near(0.4)
    assert bob.name == "Bob"


def test_a_habit_may_hang_on_a_belief_of_its_owner() -> None:
    """The literal listener: matching what it believes, at level 0, and read so by others."""
    w = un.World()
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=0)
    w.chance("n", {1: 0.5, 2: 0.5}, seen_by=[ann])
    w.decision(
        "say", by=ann, options=["some", "both"], given="n", habit={1: {"some": 1.0}, 2: {"some": 0.5, "both": 0.5}}
    )
    w.decision("guess", by=bob, options=[1, 2], given=[un.believes(bob, "n", 2)], habit=lambda b: [1 - b, b])
    w.wants(ann, lambda n, guess: 3.0 * (n == guess))
    assert w.tell(say="some").expect("guess")[2] == near(1 / 3)
    policy = w.tell(n=2).expect("say")
    assert list(policy.probabilities) == near(soft(3 * (1 / 3), 3))


def test_a_chance_fact_cannot_ask_a_mind() -> None:
    """Only signs and habits have an owner whose belief it would be."""
    w = un.World()
    ann = w.mind("Ann", level=0)
    w.chance("x", {"no": 0.5, "yes": 0.5})
    w.chance("y", ["no", "yes"], given=[un.believes(ann, "x", "yes")], p=lambda b: b)
    with pytest.raises(un.BadPath, match="sign"):
        w.build()
