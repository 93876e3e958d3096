"""Faults of what is said of minds and heads."""

from __future__ import annotations

from typing import Any

import pytest

import underneath as un
from fault_tools import only, start

# --- numbers ----------------------------------------------------------------------------------------------------------


NUMBERS: list[tuple[dict[str, Any], str]] = [
    ({"level": -1}, "level is -1; allowed are whole numbers from 0 up."),
    ({"level": 1.5}, "level is 1.5; allowed are whole numbers from 0 up."),
    ({"level": True}, "level is True; allowed are whole numbers from 0 up."),
    ({"level": "two"}, "level is 'two'; allowed are whole numbers from 0 up."),
    ({"rationality": -1}, "rationality is -1; allowed is 0 to infinity."),
    ({"rationality": float("nan")}, "rationality is nan; allowed is 0 to infinity."),
    ({"foresight": -0.5}, "foresight is -0.5; allowed is 0 to infinity."),
    ({"horizon": 0}, "horizon is 0; allowed are whole numbers from 1 up."),
    ({"horizon": 2.5}, "horizon is 2.5; allowed are whole numbers from 1 up."),
    ({"horizon": "act"}, "horizon is 'act'; allowed are whole numbers from 1 up."),
    ({"discount": -1}, "discount is -1; allowed is 0 to 1."),
    ({"discount": float("inf")}, "discount is inf; allowed is 0 to 1."),
    ({"chi": 1.5}, "chi is 1.5; allowed is 0 to 1."),
    ({"levels": [0.5, 0.5]}, "levels is [0.5, 0.5]; un.poisson(tau) or un.level_weights([...]) was due."),
    ({"levels": un.poisson(-1)}, "the tau of poisson is -1; allowed is 0 up, and finite."),
    ({"levels": un.level_weights([0.5, -0.5])}, "a weight of a level is -0.5; allowed is 0 up, and finite."),
    (
        {"levels": un.level_weights([0, 0])},
        "[0.0, 0.0] came; some level needs a positive weight.",
    ),
    ({"levels": un.level_weights([])}, "no weights came; some level needs a positive weight"),
]


@pytest.mark.parametrize(("said", "message"), NUMBERS)
def test_numbers_outside_their_range(said: dict[str, Any], message: str) -> None:
    """Of a mind, and of a head."""
    w = un.World()
    w.mind("Ann", **said)
    only(w, un.BadNumber, f"mind 'Ann': {message}")
    w = un.World()
    w.mind("Ann")
    w.in_the_head_of("* > Ann", **said)
    only(w, un.BadNumber, f"in the head of '* > Ann': {message}")


def test_all_numbers_of_a_mind_are_checked() -> None:
    """Not the first alone."""
    w = un.World()
    w.mind("Ann", level=-1, chi=2)
    assert len(w.check()) == 2


def test_trembles() -> None:
    w, *_ = start()
    w.in_the_head_of("Sakura", tremble=un.tremble(1.5))
    only(w, un.BadNumber, "in the head of 'Sakura': the eps of tremble is 1.5; allowed is 0 to 1.")
    w, *_ = start()
    w.in_the_head_of("Sakura", tremble=un.tremble(0.5, rationality=-1))
    only(w, un.BadNumber, "the rationality of tremble is -1; allowed is 0 to infinity.")
    w, *_ = start()
    w.in_the_head_of("Sakura", tremble=0.1)  # type: ignore[arg-type]
    only(w, un.BadNumber, "tremble is 0.1; un.tremble(eps) was due.")


def test_rationality_of_a_decision() -> None:
    w, sakura, _ = start()
    w.decision("joke", by=sakura, options=["a"], rationality=-1)
    only(w, un.BadNumber, "decision 'joke': rationality is -1; allowed is 0 to infinity.")


def test_rationality_at_what_another_decides() -> None:
    w, *_ = start()
    w.in_the_head_of("* > Sakura", rationality_at={"mask": 2})
    message = (
        "in the head of '* > Sakura': rationality_at names 'mask', which is no decision of 'Sakura' (its decisions:"
    )
    only(w, un.UnknownName, message)


def test_level_from_here_on() -> None:
    w, sakura, _ = start()
    w.set_level(sakura, -2)
    only(w, un.BadNumber, "set_level of 'Sakura': level is -2; allowed are whole numbers from 0 up.")


# --- awareness and closed worlds --------------------------------------------------------------------------------------


@pytest.mark.parametrize("delta", [-0.1, 1.5, float("nan")])
def test_a_delta_outside_its_range(delta: float) -> None:
    w, sakura, _ = start()
    w.unaware(sakura, "heart", "love")
    w.grow(sakura, "heart", "love", delta=delta)
    only(w, un.BadNumber, f"grow of 'Sakura': delta is {delta!r}; allowed is 0 to 1.")


def test_a_delta_of_one() -> None:
    w, sakura, _ = start()
    w.unaware(sakura, "heart", "love")
    w.grow(sakura, "heart", "love", delta=1)
    only(w, un.BadNumber, "grow of 'Sakura': delta is 1; allowed is 0 up to but not 1")


def test_a_delta_of_zero_is_allowed() -> None:
    w, sakura, _ = start()
    w.unaware(sakura, "heart", "love")
    w.grow(sakura, "heart", "love", delta=0)
    assert w.check() == ()


def test_growth_without_a_delta() -> None:
    w, sakura, _ = start()
    w.unaware(sakura, "heart", "love")
    w.grow(sakura, "heart", "love")
    only(w, un.BadNumber, "grow of 'Sakura': no delta came for 'love' of 'heart'. Say how much the new outcome gets.")


def test_growth_of_an_option_with_a_delta() -> None:
    w, sakura, _ = start()
    w.unaware(sakura, "mask", "off")
    w.grow(sakura, "mask", "off", delta=0.5)
    only(w, un.BadNumber, "grow of 'Sakura': delta is 0.5 for 'mask', a decision; an option needs no delta.")


def test_growth_of_what_was_never_missing() -> None:
    w, sakura, _ = start()
    w.chance("kiss", ["none", "first", "last"], p="uniform")
    w.unaware(sakura, "kiss", ["first"])
    w.grow(sakura, "kiss", "last", delta=0.5)
    message = "grow of 'Sakura': 'last' of 'kiss' is not missing from its head (missing: 'first'). See w.unaware."
    only(w, un.BadOrder, message)


def test_growth_of_what_has_grown_already() -> None:
    w, sakura, _ = start()
    w.unaware(sakura, "heart", "love")
    w.grow(sakura, "heart", "love", delta=0.5)
    w.grow(sakura, "heart", "love", delta=0.5)
    only(w, un.BadOrder, "grow of 'Sakura': 'love' of 'heart' is not missing from its head (missing: nothing).")


def test_a_row_that_awareness_empties() -> None:
    w, sakura, _ = start()
    w.chance("kiss", ["none", "first"], p=lambda heart: {"first": 1} if heart == "love" else {"none": 1})
    w.unaware(sakura, "kiss", "first")
    message = (
        "unaware for 'Sakura': without 'first', nothing is left of 'kiss' at heart='love' (outcomes: none, first)."
    )
    only(w, un.BadTable, message + " Leave it an outcome, or give this head a table of its own.")


def test_a_row_under_an_outcome_that_is_missing_too_does_not_matter() -> None:
    """Nor does one in a table that the head replaces."""
    w, sakura, _ = start()
    w.chance("kiss", ["none", "first"], p=lambda heart: {"first": 1} if heart == "love" else {"none": 1})
    w.unaware(sakura, "kiss", "first")
    w.unaware(sakura, "heart", "love")
    assert w.check() == ()
    w, sakura, _ = start()
    w.chance("kiss", ["none", "first"], p=lambda heart: {"first": 1} if heart == "love" else {"none": 1})
    w.unaware(sakura, "kiss", "first")
    w.in_the_head_of("* > Sakura", tables={"kiss": {"none": 1}})
    assert w.check() == ()


def test_a_menu_that_awareness_empties() -> None:
    w, sakura, _ = start()
    w.unaware(sakura, "mask", ["on", "off"])
    message = (
        "decision 'mask': no option is available in the head of 'Sakura', who is not aware of all. At least one must be"
    )
    only(w, un.BadMenu, message)


def test_closed_without_the_null_outcome() -> None:
    w, sakura, _ = start()
    w.closed(sakura, "heart")
    message = (
        "closed for 'Sakura': 'heart' has no outcome 'nothing' (outcomes: friend, love). Say which of them means that"
    )
    only(w, un.UnknownName, message)


def test_closed_to_an_own_decision() -> None:
    w, _, kakashi = start()
    w.closed(kakashi, "mask", null="on")
    message = "closed for 'Kakashi': 'mask' is its own decision; a mind can be closed only to what it does not choose."
    only(w, un.BadPath, message)


def test_closed_with_an_unknown_fallback() -> None:
    w, sakura, _ = start()
    w.closed(sakura, "heart", null="friend", fallback="ajar")  # type: ignore[arg-type]
    only(w, un.ModelError, "closed for 'Sakura': fallback is 'ajar'; allowed are None and 'open'.")


# --- heads ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "*"])
def test_a_path_without_a_mind(path: str) -> None:
    w, *_ = start()
    w.in_the_head_of(path, level=1)
    only(w, un.BadPath, f"in_the_head_of names the path {path!r}; at least one mind is needed, as in '* > Kakashi'.")


def test_something_said_twice_of_one_path() -> None:
    w, *_ = start()
    w.in_the_head_of("* > Sakura", tables={"heart": {"love": 1}})
    w.in_the_head_of("* > Sakura", tables={"heart": {"friend": 1}})
    only(w, un.ModelError, "in the head of '* > Sakura': a table of 'heart' is said twice. Say it once.")
    w, *_ = start()
    w.in_the_head_of("Sakura", level=1)
    w.in_the_head_of(["Sakura"], level=1)
    only(w, un.ModelError, "in the head of 'Sakura': level is said twice. Say it once.")


def test_a_bad_table_in_a_head() -> None:
    w, *_ = start()
    w.in_the_head_of("* > Sakura", tables={"heart": {"love": 0.5}})
    only(
        w, un.BadTable, "in the head of '* > Sakura', fact 'heart': the row {'friend': 0, 'love': 0.5} came, which sums"
    )


def test_no_table_in_a_head() -> None:
    w, *_ = start()
    w.in_the_head_of("* > Sakura", tables={"heart": None})  # type: ignore[dict-item]
    only(w, un.BadTable, "in the head of '* > Sakura', fact 'heart': None came, where a table was due.")
