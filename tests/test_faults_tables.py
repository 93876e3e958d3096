"""Faults of tables, and of the questions that they put to minds."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

import underneath as un
from fault_tools import only, start

# --- tables -----------------------------------------------------------------------------------------------------------


def test_a_row_that_does_not_sum_to_one() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], p=lambda heart, mask: {"no": 0.4, "yes": 0.5} if mask == "off" else 0.5)
    message = "fact 'moved' at heart='friend', mask='off': the row {'no': 0.4, 'yes': 0.5} came, which sums to 0.9; "
    only(w, un.BadTable, message + "a row sums to 1. 1 more row is wrong.")


def test_a_prior_that_does_not_sum_to_one() -> None:
    w = un.World()
    w.chance("heart", {"friend": 0.75, "love": 0.3})
    only(
        w, un.BadTable, "fact 'heart': the row {'friend': 0.75, 'love': 0.3} came, which sums to 1.05; a row sums to 1."
    )


@pytest.mark.parametrize("p", [-0.5, float("nan"), float("inf"), 1.5])
def test_a_negative_or_infinite_probability(p: float) -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], p=lambda heart: p)
    row = f"{{'no': {1 - p:.10g}, 'yes': {p:.10g}}}"
    message = f"fact 'moved' at heart='friend': the row {row} came; probabilities are finite and not negative."
    only(w, un.BadTable, message)


def test_neither_p_nor_value() -> None:
    w = un.World()
    w.chance("a", ["x", "y"])
    only(w, un.BadTable, "fact 'a' has neither p= nor value=; exactly one is needed (p=\"uniform\" makes all outcomes")


def test_both_p_and_value() -> None:
    w = un.World()
    w.chance("a", ["x", "y"], p="uniform", value="x")
    only(w, un.BadTable, "fact 'a' has both p= and value=; exactly one is needed")


def test_a_prior_and_a_table() -> None:
    w = un.World()
    w.chance("a", {"x": 0.5, "y": 0.5}, p="uniform")
    only(
        w,
        un.BadTable,
        "fact 'a' has a prior and a table. Give the outcomes as a list, or leave p=, value=, given= out.",
    )


def test_a_missing_row() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], given=["heart", "mask"], p={("friend", "on"): 0.5, ("love", "on"): 0.5})
    only(
        w, un.BadTable, "fact 'moved': nothing is said for heart='friend', mask='off'. Every joint outcome needs a row."
    )


def test_a_key_of_the_wrong_length() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], given=["heart", "mask"], p={("friend",): 0.5})
    only(w, un.BadTable, "fact 'moved': the key ('friend',) has 1 outcomes, where one of each was due: heart, mask.")


def test_a_mapping_that_is_not_deep_enough() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], given=["heart", "mask"], p={"friend": 0.5, "love": {"on": 1, "off": 1}})
    only(
        w,
        un.BadTable,
        "fact 'moved': 0.5 came for heart='friend', where a mapping from the outcomes of 'mask' was due.",
    )


def test_an_array_of_the_wrong_shape() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], given=["heart", "mask"], p=np.ones((2, 3)))
    message = (
        "an array of shape (2, 3) came; allowed is (2, 2, 2) (parents, then outcomes) or (2, 2) (of the last outcome)."
    )
    only(w, un.BadTable, "fact 'moved': " + message)


@pytest.mark.parametrize("row", [None, [0.5], "even", [0.2, 0.3, 0.5], ["a", "b"]])
def test_a_row_that_is_none(row: Any) -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], p=lambda heart: row)
    message = (
        f"fact 'moved' at heart='friend': {row!r} came, where a row was due: a mapping from outcomes, 2 numbers, one"
    )
    only(w, un.BadTable, message)


def test_a_number_for_more_than_two_outcomes() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "maybe", "yes"], p=lambda heart: 0.5)
    message = (
        "0.5 came, where a row was due: a mapping from outcomes, 3 numbers or 'uniform' (outcomes: no, maybe, yes)."
    )
    only(w, un.BadTable, message)


def test_a_word_as_a_probability() -> None:
    w = un.World()
    w.chance("a", {"x": "half", "y": 0.5})  # type: ignore[dict-item]
    only(w, un.BadTable, "fact 'a': 'half' came as the probability of 'x'; a number was due.")


def test_a_function_that_fails() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], p=lambda heart: 1 / ["love"].index(heart))
    only(w, un.BadTable, "fact 'moved': the function fails for heart='friend' with ValueError: ")


def test_a_vectorised_function_that_fails() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], p=lambda heart: heart + 1, vectorised=True)
    only(w, un.BadTable, "fact 'moved': the vectorised function fails with TypeError: ")


def test_a_vectorised_function_of_the_wrong_shape() -> None:
    w, sakura, _ = start()
    w.chance("moved", ["no", "yes"], value=lambda heart: np.array(["no", "yes", "no"]), vectorised=True)
    message = (
        "fact 'moved': an array of shape (3,) came; allowed is what stretches to (2,), one axis for each of heart."
    )
    only(w, un.BadTable, message)
    w, sakura, _ = start()
    w.wants(sakura, lambda heart: np.zeros(3), vectorised=True)
    only(w, un.BadTerm, "wants of 'Sakura': an array of shape (3,) came; allowed is what stretches to (2,), one axis")


def test_parameters_that_name_no_fact() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], p=lambda *outcomes: 0.5)
    only(w, un.BadTable, "fact 'moved': the function has the parameter *outcomes, which names no fact. Use given=[...]")


def test_a_function_without_a_signature() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], p=min)
    only(
        w,
        un.BadTable,
        "fact 'moved': the parameters of <built-in function min> cannot be read. Name its facts with given",
    )


def test_a_fact_that_is_named_twice() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], given=["heart", "heart"], p=lambda a, b: 0.5)
    only(w, un.BadTable, "fact 'moved' names 'heart' twice. Name each fact once.")


def test_a_view_with_two_rules() -> None:
    w, sakura, _ = start()
    w.view("sees", of="heart", by=sakura, clear=0.5, p="uniform")
    only(w, un.BadTable, "view 'sees' has both clear= and p=; one of them says it all.")


def test_a_view_that_is_clearer_than_clear() -> None:
    w, sakura, _ = start()
    w.view("sees", of="heart", by=sakura, clear=1.5)
    only(w, un.BadNumber, "view 'sees': clear is 1.5; allowed is 0 to 1.")


def test_a_view_of_nothing() -> None:
    w, sakura, _ = start()
    w.view("sees", of="hart", by=sakura)
    w.chance("hangs", ["no", "yes"], p=lambda sees: 0.5)
    only(w, un.UnknownName, "view 'sees' names fact 'hart'")


# --- questions --------------------------------------------------------------------------------------------------------


def test_a_question_that_does_not_start_with_its_owner() -> None:
    w, sakura, _ = start()
    w.sign("blush", ["no", "yes"], by=sakura, given=[un.believes("Kakashi", "heart", "love")], p=lambda b: b)
    message = "sign 'blush' asks 'Kakashi'; it belongs to 'Sakura', so the path must start there: 'Sakura > Kakashi'."
    only(w, un.BadPath, message)


def test_a_chance_fact_that_asks() -> None:
    w, *_ = start()
    w.chance("rain", ["no", "yes"], given=[un.believes("Kakashi", "heart", "love")], p=lambda b: b)
    message = "fact 'rain' asks 'Kakashi' what it believes, but a chance fact belongs to nobody. Make it a sign: by=..."
    only(w, un.BadPath, message)


def test_a_question_with_a_star() -> None:
    w, sakura, _ = start()
    w.sign("blush", ["no", "yes"], by=sakura, given=[un.believes("* > Sakura", "heart", "love")], p=lambda b: b)
    only(w, un.BadPath, "sign 'blush' names the path '* > Sakura'; a path names at least one mind and has no star.")


def test_a_question_without_an_outcome() -> None:
    w, sakura, _ = start()
    w.sign("blush", ["no", "yes"], by=sakura, given=[un.believes(sakura, "heart")], p=lambda b: b)
    only(w, un.BadTable, "sign 'blush' asks what is believed without an outcome. Say believes(path, fact, outcome).")


def test_a_question_with_too_many_outcomes() -> None:
    w, sakura, _ = start()
    w.sign("blush", ["no", "yes"], by=sakura, given=[un.knows(sakura, "heart", ("love", "on"))], p=lambda b: b)
    only(w, un.BadTable, "sign 'blush' asks about ('love', 'on'), where one outcome of each was due: heart.")


def test_a_question_about_nothing() -> None:
    w, sakura, _ = start()
    w.sign("blush", ["no", "yes"], by=sakura, given=[un.ask(sakura, [])], p=lambda b: 0.5)
    only(w, un.BadTable, "sign 'blush' asks a mind about nothing. Name at least one fact.")


def test_a_question_needs_a_function() -> None:
    w, sakura, _ = start()
    w.sign("blush", ["no", "yes"], by=sakura, given=[un.knows(sakura, "heart")], p={True: 0.5, False: 0.1})
    only(
        w,
        un.BadTable,
        "sign 'blush' asks a mind something, so p= or value= must be a plain function of what it answers.",
    )


def test_a_bad_row_from_an_answer_is_named_when_it_comes() -> None:
    """It cannot be known before."""
    w, sakura, _ = start()
    given: list[Any] = ["mask", un.believes(sakura, "heart", "love")]
    w.sign("blush", ["no", "yes"], by=sakura, given=given, p=lambda mask, b: 2 * b)
    table: Any = w.build().facts[-1].table
    message = "sign 'blush': the row {'no': -0.5, 'yes': 1.5} came; probabilities are finite and not negative."
    with pytest.raises(un.BadTable, match=re.escape(message + " This was with mask='on' and the answers 0.75.")):
        table.rule("on", 0.75)
