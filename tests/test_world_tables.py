"""Tables and questions as users write them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import underneath as un
from underneath.model.tables import BeliefTable, Table
from world_tools import ARRAY, MOVED, FakeBelief, array_of, start

# --- tables -----------------------------------------------------------------------------------------------------------


FORMS: dict[str, dict[str, Any]] = {
    "parameter names": {"p": lambda heart, mask: MOVED[heart, mask]},
    "given": {"given": ["heart", "mask"], "p": lambda h, m: MOVED[h, m]},
    "row as mapping": {"p": lambda heart, mask: {"no": 1 - MOVED[heart, mask], "yes": MOVED[heart, mask]}},
    "row as list": {"p": lambda heart, mask: [1 - MOVED[heart, mask], MOVED[heart, mask]]},
    "row as array": {"p": lambda heart, mask: np.array([1 - MOVED[heart, mask], MOVED[heart, mask]])},
    "keyed by tuples": {"given": ["heart", "mask"], "p": MOVED},
    "nested": {
        "given": ["heart", "mask"],
        "p": {
            "friend": {"on": {"yes": 0.1, "no": 0.9}, "off": 0.2},
            "love": {"off": [1 - 0.9, 0.9], "on": np.float64(0.7)},
        },
    },
    "array": {"given": ["heart", "mask"], "p": np.stack([1 - ARRAY, ARRAY], axis=-1)},
    "lists": {"given": ["heart", "mask"], "p": np.stack([1 - ARRAY, ARRAY], axis=-1).tolist()},
    "array of the last outcome": {"given": ["heart", "mask"], "p": ARRAY},
    "vectorised": {
        "p": lambda heart, mask: np.where(
            heart == "love", np.where(mask == "on", 0.7, 0.9), np.where(mask == "on", 0.1, 0.2)
        ),
        "vectorised": True,
    },
    "defaults are not facts": {"p": lambda heart, mask, moved=MOVED: moved[heart, mask]},
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_all_forms_of_a_table_give_the_same_model(form: dict[str, Any]) -> None:
    """However P(moved | heart, mask) is written, the array is the same."""
    w, *_ = start()
    w.chance("moved", ["no", "yes"], **form)
    fact = w.build().facts[2]
    assert isinstance(fact.table, Table)
    assert fact.table.parents == (0, 1)
    np.testing.assert_allclose(fact.table.array, np.stack([1 - ARRAY, ARRAY], axis=-1), atol=1e-15)


def test_parents_keep_the_order_in_which_they_are_named() -> None:
    """Axes follow `given`, not the order of the world."""
    w, *_ = start()
    w.chance("moved", ["no", "yes"], p=lambda mask, heart: MOVED[heart, mask])
    fact = w.build().facts[2]
    assert isinstance(fact.table, Table)
    assert fact.table.parents == (1, 0)
    np.testing.assert_allclose(fact.table.array[..., 1], ARRAY.T)


def test_rows_are_read_only_and_sum_to_one_exactly() -> None:
    """Rounding in what is written does not get into the model."""
    w = un.World()
    w.chance("die", dict.fromkeys(range(1, 8), 1 / 7))
    array = array_of(w.build().facts[0])
    assert array.sum() == pytest.approx(1, abs=1e-15)
    assert array.dtype == np.float64
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1


def test_what_a_row_leaves_out_is_zero() -> None:
    """A mapping need not name impossible outcomes."""
    w, *_ = start()
    w.chance("moved", ["no", "maybe", "yes"], p=lambda heart: {"maybe": 1} if heart == "love" else {"no": 1})
    np.testing.assert_array_equal(array_of(w.build().facts[2]), [[1, 0, 0], [0, 1, 0]])


def test_uniform_has_to_be_asked_for_by_name() -> None:
    """`p="uniform"` is a table, with or without parents."""
    w, *_ = start()
    w.chance("a", ["x", "y", "z"], p="uniform")
    w.chance("b", ["x", "y"], p=lambda heart: "uniform" if heart == "love" else {"x": 1})
    model = w.build()
    np.testing.assert_allclose(array_of(model.facts[2]), [1 / 3] * 3)
    np.testing.assert_allclose(array_of(model.facts[3]), np.array([[1, 0], [0.5, 0.5]]))


VALUES: dict[str, dict[str, Any]] = {
    "function": {"value": lambda a, b: a + b},
    "given": {"given": ["a", "b"], "value": lambda x, y: x + y},
    "vectorised": {"value": lambda a, b: a + b, "vectorised": True},
    "keyed by tuples": {"given": ["a", "b"], "value": {(i, j): i + j for i in range(3) for j in range(2)}},
    "nested": {"given": ["a", "b"], "value": {i: {j: i + j for j in range(2)} for i in range(3)}},
}


@pytest.mark.parametrize("form", VALUES.values(), ids=VALUES)
def test_all_forms_of_a_value_give_the_same_model(form: dict[str, Any]) -> None:
    """A deterministic fact is one outcome for certain in every row."""
    w = un.World()
    w.chance("a", range(3), p="uniform")
    w.chance("b", [0, 1], p="uniform")
    w.chance("sum", range(4), **form)
    array = array_of(w.build().facts[2])
    assert all(array[i, j, i + j] == 1 for i in range(3) for j in range(2))
    assert array.sum() == 6


def test_numbers_that_miss_an_outcome_by_rounding_are_that_outcome() -> None:
    """0.1 + 0.2 is the outcome 0.3, in plain and in vectorised functions."""
    for vectorised in (False, True):
        w = un.World()
        w.chance("a", [0.1, 0.2], p="uniform")
        w.chance("b", [0.3, 0.4], value=lambda a: a + 0.2, vectorised=vectorised)
        np.testing.assert_array_equal(array_of(w.build().facts[1]), np.eye(2))


def test_a_vectorised_function_may_return_whole_rows() -> None:
    """The last axis is then the outcomes; the others stretch to the grid."""
    w, *_ = start()

    def p(heart: Any, mask: Any) -> Any:
        love = np.asarray(heart == "love", dtype=float)
        return np.stack([love * 0.5, 1 - love, love * 0.5], axis=-1)

    w.chance("moved", ["a", "b", "c"], p=p, vectorised=True)
    array = array_of(w.build().facts[2])
    assert array.shape == (2, 2, 3)
    np.testing.assert_array_equal(array[1, 0], [0.5, 0, 0.5])


def test_functions_are_read_when_they_are_declared() -> None:
    """A function made in a loop means the loop's values of that moment."""
    w = un.World()
    chances = [0.1, 0.5, 0.8]
    for i in range(3):
        w.chance(f"obs {i}", ["no", "yes"], p=lambda: chances[i])  # noqa: B023
    assert [array_of(f)[1] for f in w.build().facts] == pytest.approx(chances)


def test_parameters_may_spell_names_that_are_no_python_names() -> None:
    """Whatever cannot stand in a Python name is written `_`."""
    w, sakura, _ = start()
    w.view("Sakura sees heart", of="heart", by=sakura)
    w.chance("echo", ["no", "yes"], p=lambda Sakura_sees_heart: 0.5 if Sakura_sees_heart == "unseen" else 0.25)  # noqa: N803
    np.testing.assert_allclose(array_of(w.build().facts[3])[..., 1], [0.25, 0.25, 0.5])


# --- questions --------------------------------------------------------------------------------------------------------


def asked(w: un.World) -> BeliefTable:
    """The table of the last fact."""
    table = w.build().facts[-1].table
    assert isinstance(table, BeliefTable)
    return table


def test_a_sign_may_hang_on_a_belief() -> None:
    """The function gets outcomes and answers in the order of `given`; the rule gets outcomes first."""
    w, sakura, _ = start()
    given: list[Any] = [un.believes("Sakura > Kakashi", "heart", "love"), "mask"]
    w.sign("blush", ["no", "yes"], by=sakura, given=given, p=lambda love, mask: love if mask == "off" else 0.0)
    table = asked(w)
    assert table.parents == (1,)
    assert (table.questions[0].path, table.questions[0].about) == ((0, 1), (0,))
    assert table.questions[0].read(FakeBelief({"love": 0.25})) == 0.25
    np.testing.assert_allclose(table.rule("off", 0.25), [0.75, 0.25])
    np.testing.assert_allclose(table.rule("on", 0.25), [1, 0])


def test_value_of_a_sign_that_hangs_on_knowledge() -> None:
    """An honest "I know" is a sign; certainty allows for rounding, and nothing else."""
    w, sakura, _ = start()
    w.sign("says", ["yes", "no"], by=sakura, given=un.knows(sakura, "mask"), value=lambda k: "yes" if k else "no")
    table = asked(w)
    read = table.questions[0].read
    assert read(FakeBelief({}, knows=1 - 1e-13)) is True
    assert read(FakeBelief({}, knows=1 - 1e-11)) is False
    np.testing.assert_array_equal(table.rule(True), [1, 0])


def test_questions_about_outcomes_events_and_the_belief_itself() -> None:
    """Several facts have tuples of outcomes; an event is the sum of its cells; `ask` hands over the belief."""
    w, sakura, _ = start()
    joint = FakeBelief({("friend", "on"): 0.1, ("friend", "off"): 0.2, ("love", "on"): 0.3, ("love", "off"): 0.4})
    questions = [
        un.knows(sakura, ["heart", "mask"], ("love", "on")),
        un.believes(sakura, ["heart", "mask"], ("love", "off")),
        un.believes(sakura, un.event(["heart", "mask"], lambda h, m: (h == "love") != (m == "on"))),
        un.ask(sakura, "heart", read=lambda b: b["love"] + 1),
        un.ask(sakura, "heart"),
    ]
    w.sign("s", ["x"], by=sakura, given=questions, p=lambda *answers: {"x": 1})
    read = [q.read for q in asked(w).questions]
    assert read[0](joint) is False
    assert read[1](joint) == 0.4
    assert read[2](joint) == pytest.approx(0.5)
    assert read[3](FakeBelief({"love": 0.5})) == 1.5
    assert read[4](joint) is joint


def test_a_habit_may_ask_its_own_mind() -> None:
    """A decision's habit takes questions like a sign."""
    w, sakura, _ = start()
    w.decision(
        "joke", by=sakura, options=["no", "yes"], habit=lambda b: b, given=[un.believes(sakura, "heart", "love")]
    )
    np.testing.assert_allclose(asked(w).rule(0.25), [0.75, 0.25])
