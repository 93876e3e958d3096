"""Wants as users write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import underneath as un
from underneath.model.terms import ImageTerm, OutcomeTerm
from world_tools import FakeBelief, start

# --- wants ------------------------------------------------------------------------------------------------------------


WANTS: dict[str, Callable[[un.World, un.Mind], None]] = {
    "function": lambda w, m: w.wants(m, lambda heart, mask: 2.0 if (heart, mask) == ("love", "on") else 0),
    "given": lambda w, m: w.wants(m, lambda h, x: 2.0 * (h == "love" and x == "on"), given=["heart", "mask"]),
    "tuples": lambda w, m: w.wants(m, {("love", "on"): 2}, given=["heart", "mask"]),
    "nested": lambda w, m: w.wants(m, {"love": {"on": 2}}, given=["heart", "mask"]),
    "array": lambda w, m: w.wants(m, np.array([[0, 0], [2, 0]]), given=["heart", "mask"]),
    "table": lambda w, m: w.wants(m, un.table({("love", "on"): 2}, given=["heart", "mask"])),
    "vectorised": lambda w, m: w.wants(
        m, lambda heart, mask: 2.0 * (heart == "love") * (mask == "on"), vectorised=True
    ),
}


@pytest.mark.parametrize("say", WANTS.values(), ids=WANTS)
def test_all_forms_of_a_want_give_the_same_term(say: Callable[[un.World, un.Mind], None]) -> None:
    """A want is utils over facts, and falls at the last of them."""
    w, sakura, _ = start()
    say(w, sakura)
    (term,) = w.build().minds[0].traits.terms or ()
    assert isinstance(term, OutcomeTerm)
    assert (term.facts, term.falls) == ((0, 1), 1)
    np.testing.assert_array_equal(term.array, [[0, 0], [2, 0]])


def test_minus_infinity_is_a_utility() -> None:
    """It forbids."""
    w, sakura, _ = start()
    w.wants(sakura, {"on": -np.inf}, given="mask")
    (term,) = w.build().minds[0].traits.terms or ()
    assert isinstance(term, OutcomeTerm)
    np.testing.assert_array_equal(term.array, [-np.inf, 0])


def test_wants_may_name_what_is_declared_later() -> None:
    """They are said of a mind, not of a moment."""
    w = un.World(habit="uniform")
    ann = w.mind("Ann")
    w.wants(ann, lambda lunch: 1.0)
    w.decision("lunch", by=ann, options=["soup", "bread"])
    (term,) = w.build().minds[0].traits.terms or ()
    assert isinstance(term, OutcomeTerm)
    assert term.facts == (0,)


def image_of(w: un.World, image: Any) -> ImageTerm:
    """The image as the model has it."""
    w.wants("Sakura", image)
    terms = w.build().minds[0].traits.terms or ()
    assert isinstance(terms[0], ImageTerm)
    return terms[0]


def images() -> un.World:
    """Two scenes: heart, mask, joke, a reveal, smile; then kiss."""
    w, sakura, kakashi = start()
    w.scene("the gate")
    w.decision("joke", by=sakura, options=["joke", "nothing"])
    w.reveal("heart", to=[sakura])
    w.sign("smile", ["no", "yes"], by=kakashi, p="uniform")
    w.scene("the bridge")
    w.reveal("smile", to=[sakura])
    w.decision("kiss", by=sakura, options=["kiss", "nothing"])
    return w


def test_an_image_is_read_at_the_end_of_the_scene_of_its_last_fact() -> None:
    """Without `after`, both what it is about and what worth reads count."""
    term = image_of(images(), un.image("Kakashi", "heart", lambda b: b["love"]))
    assert (term.audience, term.about, term.facts, term.point, term.falls) == ((1,), (0,), (), 2, 1)
    term = image_of(images(), un.image("Kakashi", ["heart"], lambda b, joke: b["love"]))
    assert (term.facts, term.point, term.falls) == ((2,), 5, 4)


def test_an_image_after_a_fact_is_read_after_the_reveals_that_follow_it() -> None:
    """But not after those of the next scene."""
    assert image_of(images(), un.image("Kakashi", "heart", lambda b: 0.0, after="joke")).point == 4
    assert image_of(images(), un.image("Kakashi", "heart", lambda b: 0.0, after="smile")).point == 5


def test_an_image_falls_at_the_last_fact_that_its_worth_reads() -> None:
    """Even if the belief was read long before."""
    term = image_of(images(), un.image("Kakashi", "heart", lambda b, kiss: 0.0, after="heart"))
    assert (term.point, term.falls) == (1, 6)


def test_audiences() -> None:
    """Oneself, another, or one's idea of another; S > S is S."""
    paths = {"Sakura": (0,), "Sakura > Kakashi": (0, 1), "Sakura > Sakura": (0,), "Kakashi": (1,)}
    for path, audience in paths.items():
        assert image_of(images(), un.image(path, "heart", lambda b: 0.0)).audience == audience
    w = images()
    handles = [un.Mind("Sakura"), un.Mind("Kakashi")]
    assert image_of(w, un.image(handles, "heart", lambda b: 0.0)).audience == (0, 1)


def test_worth_is_checked_when_it_is_called() -> None:
    """The belief comes first, then the outcomes; what comes back must be utils."""
    term = image_of(images(), un.image("Kakashi", "heart", lambda b, x: b["love"] * (x == "joke"), given=["joke"]))
    assert term.worth(FakeBelief({"love": 0.5}), "joke") == 0.5
    term = image_of(images(), un.image("Kakashi", "heart", lambda b, joke: np.nan))
    with pytest.raises(un.BadTerm, match=r"wants of 'Sakura': worth gives nan at joke='joke'; utils are .* infinity"):
        term.worth(FakeBelief({}), "joke")
