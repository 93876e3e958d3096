"""Things of the wrong kind, said of a world or asked of an answer: a fault with a sentence, never Python's own error.

Questions to a story are in `test_refusals.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import underneath as un

HUGE = 10**400


def small() -> un.World:
    """One mind, one fact and one decision."""
    w = un.World("small", habit="uniform")
    ann = w.mind("Ann")
    w.chance("x", ["a", "b"], p="uniform")
    w.decision("d", by=ann, options=["l", "r"])
    return w


DECLARED: dict[str, tuple[Callable[[Any], Any], str]] = {
    "decision of nobody": (lambda w: w.decision("y", by=None, options=["a", "b"]), "by is None"),
    "sign of nobody": (lambda w: w.sign("y", ["a", "b"], by=None, p="uniform"), "(minds: Ann)"),
    "view of several": (lambda w: w.view("y", of="x", by=["Ann"]), "a view is one mind's"),
    "view of everyone": (lambda w: w.view("y", of="x", by=un.EVERYONE), "a view is one mind's"),
    "view without a name": (lambda w: w.view([1], of="z", by="Ann"), "names fact 'z'"),
    "state without a name": (lambda w: w.state(None, ["a"], p="uniform"), "fact None: the name of a fact is a word"),
    "fact without a name": (lambda w: w.chance(None, ["a"], p="uniform"), "fact None: the name of a fact is a word"),
    "mind without a name": (lambda w: w.mind(["Bob"]), "names of minds are words"),
    "fact called as a scene": (lambda w: (w.scene("s"), w.chance("s", ["a"], p="uniform")), "the name of a scene"),
    "outcomes without order": (lambda w: w.chance("y", {"a", "b"}, p="uniform"), "which has no order"),
    "huge rationality": (lambda w: w.mind("Bob", rationality=HUGE), "rationality is 1000"),
    "huge tau": (lambda w: w.mind("Bob", levels=un.poisson(HUGE)), "the tau of poisson"),
    "huge probability": (lambda w: w.chance("y", ["a", "b"], p=HUGE), "probabilities are finite"),
    "huge probabilities": (lambda w: w.chance("y", ["a", "b"], p=[HUGE, 1]), "was due"),
    "huge prior": (lambda w: w.chance("y", {"a": HUGE, "b": 1}), "probabilities are finite"),
    "huge utils": (lambda w: w.wants("Ann", lambda x: HUGE), "up to 1e+300"),
    "huge losses": (lambda w: w.wants("Ann", lambda x: -HUGE), "up to 1e+300"),
    "large utils": (lambda w: w.wants("Ann", lambda x: 1e308), "up to 1e+300"),
    "large losses": (lambda w: w.wants("Ann", [-1e301, 0.0], given="x"), "up to 1e+300"),
    "one level weight": (lambda w: w.mind("Bob", levels=un.level_weights(5)), "level_weights of 5"),
    "no level weights": (lambda w: w.mind("Bob", levels=un.level_weights(None)), "level_weights of None"),
    "available number": (lambda w: w.decision("y", by="Ann", options=["a"], available=5), "available is 5"),
    "available list": (lambda w: w.decision("y", by="Ann", options=["a"], available=["a"]), "available is ['a']"),
    "unaware of None": (lambda w: w.unaware("Ann", "x", None), "'x' has no outcome None"),
    "tables": (lambda w: w.in_the_head_of("Ann", tables=["x"]), "tables is ['x']; a mapping was due"),
    "rationality_at": (lambda w: w.in_the_head_of("Ann", rationality_at=5), "rationality_at is 5; a mapping was due"),
    "wants": (lambda w: w.in_the_head_of("Ann", wants={"a": 1}), "wants is {'a': 1}; a list was due"),
    "fallback": (lambda w: w.in_the_head_of("Ann", fallback={"x": None}), "fallback is {'x': None}; a list was due"),
    "fallbacks": (lambda w: w.in_the_head_of("Ann", fallback=[5]), "fallback is 5; a mapping was due"),
    "half a path": (lambda w: w.in_the_head_of("Ann >", level=1), "the path 'Ann >', in which a mind is missing"),
    "path without order": (lambda w: w.in_the_head_of({"Ann"}, level=1), "which has no order"),
}


@pytest.mark.parametrize("said", DECLARED)
def test_what_is_said_of_a_world(said: str) -> None:
    """One fault, which says what came and what was due."""
    declare, part = DECLARED[said]
    w = small()
    declare(w)
    (fault,) = w.check()
    assert part in fault.message


@pytest.mark.parametrize("limit", [0, -1, None, "1 GiB", math.nan, 1.5, True])
def test_a_limit_is_a_whole_number_of_bytes(limit: Any) -> None:
    with pytest.raises(un.BadNumber, match="limit in bytes is"):
        un.World("w", limit=limit).build()
    with pytest.raises(un.BadNumber, match="limit in bytes is"):
        un.Story.start(small().build(), limit=limit)


@pytest.fixture
def nested() -> un.Belief:
    """What Bob thinks that Ann believes, jointly with what she did."""
    w = un.World(habit="uniform")
    ann, bob = w.mind("Ann"), w.mind("Bob")
    w.chance("x", {1: 0.5, 2: 0.5}, seen_by=[ann])
    w.decision("d", by=ann, options=["left", "right"], seen_by=[ann, bob])
    return w.tell(d="left").belief("Bob > Ann", "x", jointly=["d"])


ASKED: dict[str, tuple[Callable[[Any], Any], str]] = {
    "jointly": (
        lambda b: b.given(d="rigt"),
        "outcome 'rigt' (outcomes: left, right). Did you mean 'right'?",
    ),
    "given a number": (lambda b: b.given(5), "a mapping from facts to outcomes was due"),
    "given two outcomes": (lambda b: b.given({"x": 1}, x=2), "'x' is said as 1 and as 2"),
    "a word for a number": (lambda b: b["1"], "Did you mean the number 1?"),
    "at least": (lambda b: b.at_least(1, "half"), "c = 'half' came"),
    "quantile": (lambda b: b.quantile(None), "the q of quantile = None came"),
    "probability of a number": (lambda b: b.probability(5), "a function of outcomes was due"),
    "probability of nothing": (lambda b: b.probability(lambda: True), "parameters of the function"),
    "probability of another": (lambda b: b.probability(lambda y, z: True), "y, z"),
    "divergence": (lambda b: b.divergence(5), "another belief was due"),
    "closeness": (lambda b: b.close_to(5), "another belief was due"),
}


@pytest.mark.parametrize("question", ASKED)
def test_what_is_asked_of_a_belief(question: str, nested: un.Belief) -> None:
    ask, part = ASKED[question]
    with pytest.raises(un.ModelError) as raised:
        ask(nested)
    assert part in str(raised.value)


def test_what_is_impossible_is_told_from_what_does_not_exist(nested: un.Belief) -> None:
    """An outcome that was not taken is still an outcome."""
    with pytest.raises(un.ImpossibleEvidence):
        nested.given(d="right")


def test_a_policy_is_compared_with_policies() -> None:
    policy = small().tell().expect("d")
    with pytest.raises(un.BadNumber, match="another policy was due"):
        policy.close_to(np.array([0.5, 0.5]))  # type: ignore[arg-type]


def test_own_predictions_name_a_mind_once() -> None:
    """And the level is that of the mind, also where the world itself predicts."""
    w = small()
    w.wants("Ann", {"l": 1.0}, given=["d"])
    for by in ("Ann", ""):
        policy = w.tell().expect("d", by=by)
        assert (policy.path, policy.level) == (("Ann",), 2)


def test_stories_are_shown_in_a_line() -> None:
    """Of which world, how much was told, and when it is."""
    w = small()
    assert repr(w.tell()) == "Story('small': 0 of 2 facts told, now at the start)"
    assert str(w.tell(x="a")) == "Story('small': 1 of 2 facts told, now after 'x')"
