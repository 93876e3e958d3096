"""What answers say: nested beliefs, suppositions, mutual belief, value of information, requisite facts, draws."""

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


def spread(belief: un.Belief, at: int = 1) -> list[tuple[float, float]]:
    """Pairs of belief and weight, in order."""
    return sorted((round(float(a.probabilities.ravel()[at]), 9), round(a.weight, 9)) for a in belief.atoms)


# --- nested questions -------------------------------------------------------------------------------------------------


def letter(how: str) -> un.World:
    """Bob is told for certain, may be told, or is told half; in the mean it is all the same."""
    w = un.World()
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=1)
    w.chance("x", {"no": 0.5, "yes": 0.5}, seen_by=[ann])
    same = {"surely": {"no": 0.25, "yes": 0.75}, "maybe": None}[how]
    if same is None:
        w.view("hear", of="x", by=bob, clear=0.5)
    else:
        w.chance("hear", ["no", "yes"], p={"no": 0.25, "yes": 0.75}, given=["x"], seen_by=[bob])
    w.chance("end", ["z"], p="uniform")
    return w


def test_a_nested_question_is_a_distribution() -> None:
    """A noisy word to Bob, and a clear one that may not come, share the mean and differ in what Bob may believe."""
    noisy, semi = (letter(how).tell(x="yes").belief("Ann > Bob", "x", at="hear") for how in ("surely", "maybe"))
    assert spread(noisy) == [(0.25, 0.25), (0.75, 0.75)]
    assert spread(semi) == [(0.5, 0.5), (1.0, 0.5)]
    assert noisy["yes"] == near(0.625)
    assert semi["yes"] == near(0.75)
    assert (semi.knows_whether(), noisy.knows_whether()) == (near(0.5), near(0.0))
    assert semi.at_least("yes", 0.5) == near(1.0)
    assert noisy.at_least("yes", 0.75) == near(0.75)
    assert (semi.order, semi.level, semi.path, semi.step) == (2, 1, ("Ann", "Bob"), "hear")


def test_minds_between_are_averaged_over() -> None:
    """Ann > Bob > Ann is a distribution over what Ann may believe, whatever Bob has heard."""
    w = letter("maybe")
    belief = w.tell(x="yes").belief("Ann > Bob > Ann", "x", at="hear")
    # Bob has heard nothing (one half), and then thinks that she knows either; or he has heard yes.
    assert spread(belief) == [(0.0, 0.25), (1.0, 0.75)]
    assert belief.order == 3


def test_a_nested_question_jointly_with_facts() -> None:
    """The outcome and what Bob believes, together."""
    w = letter("maybe")
    belief = w.tell().belief("Bob > Ann", "x", at="x", jointly=["x"])
    assert sorted((a.jointly, round(a.weight, 9), float(a.probabilities[1])) for a in belief.atoms) == [
        (("no",), 0.5, 0.0),
        (("yes",), 0.5, 1.0),
    ]
    later = w.tell(x="yes").belief("Ann > Bob", "x", at="x", after="hear", jointly=["hear"])
    assert sorted((a.jointly, round(a.weight, 9), float(a.probabilities[1])) for a in later.atoms) == [
        (("unseen",), 0.5, 0.5),
        (("yes",), 0.5, 1.0),
    ]


def test_at_a_later_point() -> None:
    """What he will believe then, as she sees it now."""
    story = letter("maybe").tell(x="yes")
    assert spread(story.belief("Ann > Bob", "x")) == [(0.5, 1.0)]
    assert spread(story.belief("Ann > Bob", "x", after="hear")) == [(0.5, 0.5), (1.0, 0.5)]


def test_what_a_mind_observed_must_be_told_or_supposed() -> None:
    """An error names the fact; a supposition answers; a reader may be asked instead."""
    w = letter("maybe")
    story = w.tell(end="z")
    with pytest.raises(un.NotTold, match="'hear'"):
        story.belief("Bob", "x")
    assert story.belief("Bob", "x", suppose={"hear": "unseen"})["yes"] == near(0.5)
    assert story.belief("Bob", "x", suppose={"hear": "no"})["yes"] == near(0.0)
    assert spread(story.belief("Ann > Bob", "x", suppose={"x": "yes"})) == [(0.5, 0.5), (1.0, 0.5)]
    assert story.belief("Bob", "end")["z"] == near(1.0)


def test_an_observation_that_bears_on_nothing_need_not_be_told() -> None:
    """Nor one that follows from what was told."""
    w = un.World()
    w.mind("Ann", level=0)
    w.chance("h", {1: 0.2, 2: 0.3, 3: 0.5})
    w.chance("first", ["no", "yes"], value=lambda h: "yes" if h == 1 else "no", seen_by=["Ann"])
    w.chance("copy", ["no", "yes"], value=lambda first: first, seen_by=["Ann"])
    w.chance("second", ["no", "yes"], value=lambda h: "yes" if h <= 2 else "no", seen_by=["Ann"])
    w.chance("other", {"u": 0.3, "v": 0.7})
    w.chance("end", ["z"], p="uniform")
    told = w.tell(first="yes", end="z")
    assert told.belief("Ann", "other")["u"] == near(0.3)
    assert told.belief("Ann", "h")[1] == near(1.0)
    with pytest.raises(un.NotTold, match="second"):
        w.tell(first="no", end="z").belief("Ann", "h")


def test_events_are_functions_of_facts() -> None:
    """By parameter names, or with the facts named."""
    w = un.World()
    w.mind("Ann", level=0)
    w.chance("i", {1: 0.5, 2: 0.5})
    w.chance("j", {1: 0.25, 2: 0.75})
    story = w.tell()
    assert story.belief("Ann", lambda i, j: i + j == 3)[True] == near(0.5)
    assert story.belief("Ann", un.event(["j"], lambda n: n > 1))[True] == near(0.75)
    joint = story.belief("Ann", ["i", "j"])
    assert joint[1, 2] == near(0.375)
    assert joint.mutual_information("i", "j") == near(0.0)
    assert story.belief("Ann", "j").entropy() == near(2 - 0.75 * math.log2(3))


def test_mutual_information_is_the_fall_of_entropy() -> None:
    """What a noisy percept tells, in bits."""
    w = un.World()
    w.mind("Ann", level=0)
    w.chance("x", {"a": 0.5, "b": 0.5})
    w.chance("y", ["a", "b"], given="x", p={"a": {"a": 0.9, "b": 0.1}, "b": {"a": 0.1, "b": 0.9}})
    h = -(0.9 * math.log2(0.9) + 0.1 * math.log2(0.1))
    assert w.tell().belief("Ann", ["x", "y"]).mutual_information("x", "y") == near(1 - h)


# --- mutual and common belief -----------------------------------------------------------------------------------------


def mail() -> un.World:
    """Ann knows; she writes, Bob answers, and letters may be lost (Rubinstein's electronic mail)."""
    w = un.World()
    ann, bob = w.mind("Ann", level=0), w.mind("Bob", level=0)
    w.chance("x", {"no": 0.5, "yes": 0.5}, seen_by=[ann])
    w.chance("m1", ["lost", "got"], p=lambda x: 0.9 if x == "yes" else 0.0, seen_by=[bob])
    w.chance("m2", ["lost", "got"], p=lambda m1: 0.9 if m1 == "got" else 0.0, seen_by=[ann])
    w.chance("m3", ["lost", "got"], p=lambda m2: 0.9 if m2 == "got" else 0.0, seen_by=[bob])
    w.chance("end", ["z"], p="uniform", seen_by=un.EVERYONE)
    return w


@pytest.mark.parametrize(("n", "due"), [(1, "m1"), (2, "m2"), (3, "m3"), (4, None)])
def test_each_letter_is_one_depth_more(n: int, due: str | None) -> None:
    """Both know x at depth n only once letter n has come; nothing makes it common."""
    both, event = ["Ann", "Bob"], lambda x: x == "yes"
    told = {"x": "yes", "m1": "got", "m2": "got", "m3": "got", "end": "z"}
    for last in ("m1", "m2", "m3"):
        story = mail().tell({**told, **{m: "lost" for m in ("m1", "m2", "m3") if m >= last}})
        assert story.mutual(both, event, n=n) == near(float(due is not None and last > due))
    assert mail().tell(told).mutual(both, event, n=n) == near(float(due is not None))
    common = mail().tell(told).common(both, event)
    assert common.probability == near(0.0)
    assert common.depth >= 4


def test_mutual_belief_of_what_is_not_told_is_a_probability() -> None:
    """In the world itself."""
    story = mail().tell(end="z")
    event = lambda x: x == "yes"  # noqa: E731
    assert story.mutual(["Ann", "Bob"], event) == near(0.45)
    assert story.mutual(["Ann", "Bob"], event, n=2) == near(0.405)
    # Without a letter Bob gives x .05/.55, and that is enough at p = .05.
    assert story.mutual(["Ann", "Bob"], event, p=0.09) == near(0.5)


def test_what_everyone_sees_is_common() -> None:
    """At once, at depth one."""
    w = un.World()
    for name in "AB":
        w.mind(name, level=0)
    w.chance("x", {"no": 0.5, "yes": 0.5}, seen_by=un.EVERYONE)
    w.chance("end", ["z"], p="uniform")
    common = w.tell(x="yes").common(["A", "B"], lambda x: x == "yes")
    assert (common.probability, common.depth) == (1.0, 1)
