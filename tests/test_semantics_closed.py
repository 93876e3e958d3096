"""Closed worlds, evidence that a mind holds impossible, and the remedies: trembles and fallback tables, by hand."""

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


# --- closed worlds ----------------------------------------------------------------------------------------------------


def basket(closed: bool = True, fallback: Any = None) -> un.World:
    """Anne may move the marble while Sally is away; later Sally looks into the box."""
    w = un.World()
    sally, anne, _ = w.mind("Sally", level=1), w.mind("Anne", level=1), w.mind("Reader", level=1)
    w.decision("move", by=anne, options=["nothing", "move"], seen_by=[anne], habit={"nothing": 0.75, "move": 0.25})
    w.chance("marble", ["basket", "box"], value=lambda move: "box" if move == "move" else "basket", seen_by=[anne])
    w.chance("pause", ["x"], p="uniform")
    w.reveal("marble", to=[sally])
    w.chance("end", ["x"], p="uniform")
    if closed:
        w.closed(sally, "move", fallback=fallback)
    return w


def test_a_closed_world_is_nothing_at_every_path_that_ends_in_that_mind() -> None:
    """Sally is certain, and everyone knows that she is; what others think is as it was."""
    story = basket().tell(move="move", marble="box")
    for path in ("Sally", "Anne > Sally", "Reader > Sally", "Sally > Anne > Sally"):
        assert story.belief(path, "marble", at="marble")["basket"] == near(1.0), path
    assert story.belief("Anne", "marble", at="marble")["box"] == near(1.0)
    assert story.belief("Reader", "marble", at="marble")["box"] == near(0.25)
    assert story.belief("Reader > Anne", "marble", at="marble")["box"] == near(0.25)


def test_an_open_world_reckons_with_what_others_may_have_done() -> None:
    """The default."""
    story = basket(closed=False).tell()
    assert story.belief("Sally", "marble", at="marble")["box"] == near(0.25)


def test_a_look_that_says_otherwise_is_impossible_evidence() -> None:
    """The error names her, the fact, what came and what she had thought possible."""
    story = basket().tell(marble="box", end="x")
    with pytest.raises(un.ImpossibleEvidence, match=r"(?s)Sally.*'marble'.*'box'.*'basket'"):
        story.belief("Sally", "move")
    assert basket().tell(marble="basket", end="x").belief("Sally", "move")["nothing"] == near(1.0)


def test_the_fallback_is_used_only_on_a_contradiction() -> None:
    """Closed, and then the common table."""
    w = basket(fallback="open")
    assert w.tell(marble="box", end="x").belief("Sally", "move")["move"] == near(1.0)
    assert w.tell(marble="box", end="x").belief("Sally", "marble", at="marble")["basket"] == near(1.0)
    atoms = w.tell(marble="box", move="move", end="x").belief("Anne > Sally", "move").atoms
    assert [float(a.probabilities[1]) for a in atoms] == near([1.0])


def test_fallback_priors_are_tried_in_order_on_the_whole_history() -> None:
    """The first list that gives all that was seen positive probability is used, for all of it."""
    w = un.World()
    w.mind("Ann", level=0)
    w.chance("kind", {"a": 0.25, "b": 0.25, "c": 0.5})
    for name, row in (("s1", {"a": 0.5, "b": 0.5, "c": 0}), ("s2", {"a": 0.5, "b": 0, "c": 0.5})):
        w.chance(name, ["no", "yes"], given=["kind"], p=row, seen_by=["Ann"])
    w.in_the_head_of("Ann", tables={"kind": {"a": 1}}, fallback=[{"kind": {"b": 1}}, {"kind": None}])
    assert w.tell(s1="yes").belief("Ann", "kind")["a"] == near(1.0)
    assert w.tell(s1="yes", s2="no").belief("Ann", "kind")["a"] == near(1.0)
    # Nothing but the common table has c.
    w.chance("s3", ["no", "yes"], given=["kind"], p={"a": 0, "b": 0, "c": 0.5}, seen_by=["Ann"])
    assert w.tell(s1="no", s2="yes", s3="yes").belief("Ann", "kind")["c"] == near(1.0)
    w.chance("s4", ["no", "yes"], given=["kind"], p={"a": 0, "b": 0.5, "c": 0.5}, seen_by=["Ann"])
    told = {"s1": "no", "s2": "no", "s3": "no", "s4": "yes"}
    assert w.tell(told).belief("Ann", "kind")["b"] == near(1.0)


# --- impossible evidence ----------------------------------------------------------------------------------------------


def certain(**mind: Any) -> un.World:
    """Ann acts on the state, and is never wrong; Bob hears the state from another side."""
    w = un.World()
    ann, bob = w.mind("Ann", level=1, rationality=math.inf), w.mind("Bob", level=2, **mind)
    w.chance("state", {"x": 0.4, "y": 0.6}, seen_by=[ann])
    w.decision("d", by=ann, options=["x", "y"], habit="uniform")
    w.wants(ann, lambda state, d: float(state == d))
    w.chance("hint", ["x", "y"], value=lambda state: state, seen_by=[bob])
    return w


def test_a_choice_that_should_never_be_made_is_impossible_evidence() -> None:
    """Once the state is known to be other than what the act had said; never a table of zeros."""
    assert certain().tell(d="x", hint="x").belief("Bob", "state")["x"] == near(1.0)
    with pytest.raises(un.ImpossibleEvidence, match=r"(?s)Bob.*'hint'.*'y'.*'x'"):
        certain().tell({"d": "x"}).supposing({"hint": "y"}).belief("Bob", "state", at="hint")


def test_a_tremble_replaces_every_policy_in_its_head() -> None:
    """A uniform mistake now and then: the act says less, and nothing is impossible."""
    w = certain()
    w.in_the_head_of("Bob", tremble=un.tremble(0.1))
    hit = 0.95
    story = w.tell(d="x")
    assert w.tell().belief("Bob", "d")["x"] == near(0.4 * hit + 0.6 * (1 - hit))
    assert story.belief("Bob", "state")["x"] == near(0.4 * hit / (0.4 * hit + 0.6 * (1 - hit)))
    assert story.supposing({"hint": "y"}).belief("Bob", "state", at="hint")["y"] == near(1.0)
    # The world itself, and Ann, are as they were.
    assert w.tell(state="x").expect("d")["x"] == near(1.0)
    assert w.tell(state="x").belief("", "d")["x"] == near(1.0)


def test_a_softmax_tremble_errs_at_its_own_rationality() -> None:
    """Mistakes that cost much are rarer."""
    w = certain()
    w.in_the_head_of("Bob", tremble=un.tremble(0.1, rationality=2.0))
    hit = 0.9 + 0.1 * soft(1, 0, beta=2.0)[0]
    assert w.tell(d="x").belief("Bob", "state")["x"] == near(0.4 * hit / (0.4 * hit + 0.6 * (1 - hit)))


def test_a_tremble_cannot_mend_a_zero_in_a_table() -> None:
    """Chance and signs do not tremble."""
    w = un.World(habit="uniform")
    w.mind("Ann", level=0)
    w.chance("state", {"x": 1.0, "y": 0.0})
    w.sign("hint", ["x", "y"], by="Ann", given=["state"], p={"x": {"x": 1}, "y": {"y": 1}})
    w.mind("Bob", level=0)
    w.in_the_head_of("* > Bob", tremble=un.tremble(0.1), tables={"state": {"x": 0.0, "y": 1.0}})
    with pytest.raises(un.ImpossibleEvidence, match="Bob"):
        w.tell(hint="x").belief("Bob", "state")


def test_ones_own_later_choices_tremble_in_ones_own_plans() -> None:
    """A head that trembles expects mistakes of its own, too."""
    w = un.World()
    ann = w.mind("Ann", level=1, rationality=math.inf)
    w.decision("first", by=ann, options=["go", "stay"])
    w.decision("second", by=ann, options=["x", "y"])
    w.wants(ann, lambda first, second: 0.9 if first == "stay" else float(second == "x"))
    assert w.tell().expect("first")["go"] == near(1.0)
    w.in_the_head_of("Ann", tremble=un.tremble(0.5))
    policy = w.tell().expect("first")
    assert policy.utility("go") == near(0.75)
    assert policy["stay"] == near(1.0)


def test_a_belief_is_asked_for_only_where_an_act_needs_it() -> None:
    """A mind whose world was refuted can still act by a habit that reads no belief."""
    w = un.World()
    ann = w.mind("Ann", level=0)
    w.chance("x", {"no": 0.5, "yes": 0.5}, seen_by=[ann])
    w.in_the_head_of("Ann", tables={"x": {"no": 1.0}})
    w.decision("d", by=ann, options=["l", "r"], habit={"l": 0.75, "r": 0.25})
    assert w.tell(x="yes").expect("d")["l"] == near(0.75)
    with pytest.raises(un.ImpossibleEvidence, match="Ann"):
        w.tell(x="yes").belief("Ann", "d")


def test_a_fallback_is_not_handed_on() -> None:
    """What is said of K is not said of what S takes K to be."""
    w = un.World()
    for name in ("S", "K"):
        w.mind(name, level=0)
    w.chance("x", {"a": 0.5, "b": 0.5})
    w.chance("look", ["a", "b"], value=lambda x: x, seen_by=un.EVERYONE)
    w.in_the_head_of("* > K", tables={"x": {"a": 1.0}})
    w.in_the_head_of("K", fallback=[{"x": None}])
    story = w.tell(look="b")
    assert story.belief("K", "x")["b"] == near(1.0)
    with pytest.raises(un.ImpossibleEvidence, match=r"S > K.*'look'.*'b'.*'a'"):
        story.belief("S > K", "x")


def test_a_tremble_is_uniform_over_what_is_available() -> None:
    """Also over what is worth minus infinity: it is a mistake."""
    w = un.World(habit="uniform")
    ann, _ = w.mind("Ann", level=1), w.mind("Bob", level=2)
    w.chance("x", {"u": 0.5, "v": 0.5}, seen_by=[ann])
    w.decision("d", by=ann, options=["l", "r", "t"], available={"t": lambda x: x == "u"}, seen_by=[])
    w.wants(ann, lambda d: {"l": 0.0, "r": 0.0, "t": -math.inf}[d])
    w.in_the_head_of("Bob", tremble=un.tremble(0.3))
    assert w.tell().belief("Bob", "d")["t"] == near(0.5 * 0.3 / 3)
