"""Faults of wants."""

from __future__ import annotations

from typing import Any

import pytest

import underneath as un
from fault_tools import only, start

# --- wants ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("utils", [float("nan"), float("inf")])
def test_utils_that_are_none(utils: float) -> None:
    w, sakura, _ = start()
    w.wants(sakura, lambda heart: utils if heart == "love" else 0)
    only(w, un.BadTerm, f"wants of 'Sakura' at heart='love': {utils} utils came; utils are finite or minus infinity.")


def test_utils_that_are_no_number() -> None:
    w, sakura, _ = start()
    w.wants(sakura, lambda heart: None)
    only(w, un.BadTerm, "wants of 'Sakura' at heart='friend': None came, where a number of utils was due.")


def test_utils_without_facts() -> None:
    w, sakura, _ = start()
    w.wants(sakura, {"love": 1.0})
    only(w, un.BadTerm, "wants of 'Sakura': {'love': 1.0} came without given=. Name its facts, or write a function")


def test_given_beside_an_image() -> None:
    w, sakura, _ = start()
    w.wants(sakura, un.image("Kakashi", "heart", lambda b, x: 0.0), given="mask")
    only(w, un.BadTerm, "wants of 'Sakura': given= and vectorised= belong into un.image(...) or un.table(...) here.")


def test_utils_of_the_wrong_shape() -> None:
    w, sakura, _ = start()
    w.wants(sakura, [1.0, 2.0, 3.0], given=["heart"])
    only(w, un.BadTerm, "an array of shape (3,) came, where utils of shape (2,) were due, one for each joint outcome.")


def test_utils_that_hang_on_beliefs() -> None:
    w, sakura, _ = start()
    w.wants(sakura, un.table(lambda b: b, given=[un.believes(sakura, "heart", "love")]))
    only(w, un.BadTerm, "wants of 'Sakura': utils over facts were due. What hangs on beliefs is an un.image(...).")


def test_an_image_about_nothing() -> None:
    w, sakura, _ = start()
    w.wants(sakura, un.image("Kakashi", [], lambda b: 0.0))
    only(w, un.BadTerm, "wants of 'Sakura': the image is about nothing. Name at least one fact in about=.")


def test_a_worth_that_takes_no_belief() -> None:
    w, sakura, _ = start()
    w.wants(sakura, un.image("Kakashi", "heart", lambda: 0.0))
    only(
        w,
        un.BadTerm,
        "wants of 'Sakura': worth takes no parameter; its first one is the belief, the others name facts.",
    )


@pytest.mark.parametrize("path", ["", "* > Kakashi"])
def test_audiences_that_are_none(path: str) -> None:
    w, sakura, _ = start()
    w.wants(sakura, un.image(path, "heart", lambda b: 0.0))
    only(w, un.BadPath, f"wants of 'Sakura' names the path {path!r}; a path names at least one mind and has no star.")


# --- images of oneself ------------------------------------------------------------------------------------------------


def apology(about: str, worth: Any, after: str | None, audience: str = "Sakura") -> un.World:
    """Sakura may apologise; Kakashi may thank her for it; the weather is anything."""
    w, sakura, kakashi = start()
    w.decision("apology", by=sakura, options=["no", "yes"])
    w.decision("thanks", by=kakashi, options=["no", "yes"])
    w.chance("weather", ["rain", "sun"], p="uniform")
    w.wants(sakura, un.image(audience, about, worth, after=after))
    return w


def test_an_image_of_oneself_that_needs_the_choice_that_it_bears_on() -> None:
    w = apology("apology", lambda b, weather: 0.0, after="mask")
    message = (
        "wants of 'Sakura': the image that 'Sakura' has of itself, about 'apology', needs its own later choice 'apol"
    )
    only(
        w,
        un.NotWellFounded,
        message + "ogy', and that choice weighs the image, which falls only at 'weather'. Read the image",
    )


def test_an_image_of_oneself_about_what_hangs_on_the_choice() -> None:
    """Thanks answer the apology."""
    w = apology("thanks", lambda b, weather: 0.0, after="mask")
    only(w, un.NotWellFounded, "about 'thanks', needs its own later choice 'apology'")


@pytest.mark.parametrize(
    ("about", "worth", "after", "audience"),
    [
        ("apology", lambda b, weather: 0.0, "apology", "Sakura"),  # read after the choice
        ("apology", lambda b: 0.0, "mask", "Sakura"),  # falls before the choice
        ("weather", lambda b, thanks: 0.0, "mask", "Sakura"),  # does not hang on it
        ("apology", lambda b, weather: 0.0, "mask", "Kakashi"),  # on a lower level
        ("apology", lambda b, weather: 0.0, "mask", "Sakura > Kakashi"),
    ],
)
def test_images_that_are_well_founded(about: str, worth: Any, after: str, audience: str) -> None:
    """By time or by level."""
    assert apology(about, worth, after, audience).check() == ()


def test_an_image_in_a_head() -> None:
    w = apology("weather", lambda b: 0.0, after=None)
    image = un.image("Sakura", "apology", lambda b, weather: 0.0, after="mask")
    w.in_the_head_of("Kakashi > Sakura", wants=[image])
    only(w, un.NotWellFounded, "in the head of 'Kakashi > Sakura', wants: the image that 'Sakura' has of itself")
