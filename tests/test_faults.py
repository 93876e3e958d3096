"""Faults of a world: each names who, what came, what was allowed, and a way out; all come at once."""

from __future__ import annotations

from typing import Any

import pytest

import underneath as un
from fault_tools import only, start

# --- all at once ------------------------------------------------------------------------------------------------------


def test_all_faults_come_at_once_in_the_order_of_the_story() -> None:
    """And the message says how many there are."""
    w, sakura, _ = start()
    w.chance("moved", ["no", "yes"], p=lambda hart: 0.5)
    w.mind("Sakura")
    w.set_level(sakura, -1)
    w.wants(sakura, lambda moved: float("nan"))
    faults = w.check()
    assert [f.kind for f in faults] == [un.UnknownName, un.ModelError, un.BadNumber, un.BadTerm]
    assert [f.where for f in faults] == ["fact 'moved'", "mind 'Sakura'", "set_level of 'Sakura'", "wants of 'Sakura'"]
    with pytest.raises(un.ModelError, match=r"world 'the gate' has 4 faults:\n- fact 'moved'") as raised:
        w.build()
    assert type(raised.value) is un.ModelError
    assert all(str(fault) in str(raised.value) for fault in faults)


def test_a_fact_at_fault_makes_no_further_faults() -> None:
    """What hangs on it is read as well as may be."""
    w, sakura, _ = start()
    w.chance("moved", [], p=lambda heart: 0.5)
    w.chance("told", ["no", "yes"], p=lambda moved: 0.5)
    w.wants(sakura, lambda told, moved: 1.0)
    w.reveal(["moved", "told"], to=[sakura])
    w.in_the_head_of(sakura, tables={"moved": {"no": 1}})
    only(w, un.BadTable, "fact 'moved' has no outcomes; at least one is needed")


def test_a_cause_is_kept_with_the_fault() -> None:
    """What the user's function raised can be followed."""
    w, *_ = start()
    w.chance("moved", ["no", "yes"], p=lambda heart: {"friend": 0.5}[heart])
    with pytest.raises(un.BadTable) as raised:
        w.build()
    assert isinstance(raised.value.__cause__, KeyError)


# --- names ------------------------------------------------------------------------------------------------------------


def test_unknown_fact() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], given=["hart"], p=lambda h: 0.5)
    message = (
        "fact 'moved' names fact 'hart', which this world does not have (facts: heart, mask). Did you mean 'heart'?"
    )
    only(w, un.UnknownName, message)


def test_unknown_parameter() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], p=lambda heart, masc: 0.5)
    only(w, un.UnknownName, "fact 'moved' names fact 'masc', which this world does not have")


def test_unknown_mind() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], p="uniform", seen_by=["Kakasi"])
    only(
        w, un.UnknownName, "names mind 'Kakasi', which this world does not have (minds: Sakura, Kakashi). Did you mean"
    )


def test_unknown_fact_in_a_want() -> None:
    w, sakura, _ = start()
    w.wants(sakura, lambda joke: 1.0)
    only(w, un.UnknownName, "wants of 'Sakura' names fact 'joke', which this world does not have")


def test_unknown_mind_in_a_path() -> None:
    w, *_ = start()
    w.in_the_head_of("* > Kakashy", level=1)
    only(w, un.UnknownName, "in_the_head_of names mind 'Kakashy'")


def test_unknown_mind_in_an_audience() -> None:
    w, sakura, _ = start()
    w.wants(sakura, un.image("Sakura > Kakasi", "heart", lambda b: 0.0))
    only(w, un.UnknownName, "wants of 'Sakura' names mind 'Kakasi'")


def test_unknown_mind_in_a_question() -> None:
    w, sakura, _ = start()
    w.sign("blush", ["no", "yes"], by=sakura, given=[un.believes("Sakkura", "heart", "love")], p=lambda b: b)
    only(w, un.UnknownName, "sign 'blush' names mind 'Sakkura'")


def test_unknown_outcome_in_a_row() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], p=lambda heart: {"no": 0.5, "yess": 0.5})
    message = "fact 'moved' at heart='friend': 'moved' has no outcome 'yess' (outcomes: no, yes). Did you mean 'yes'?"
    only(w, un.UnknownName, message)


def test_unknown_outcome_of_a_parent() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], given="heart", p={"friends": 0.5, "love": 0.5})
    only(w, un.UnknownName, "fact 'moved': 'heart' has no outcome 'friends' (outcomes: friend, love). Did you mean")


@pytest.mark.parametrize("vectorised", [False, True])
def test_unknown_value(vectorised: bool) -> None:
    w = un.World()
    w.chance("a", [1, 2], p="uniform")
    w.chance("b", [1, 2], value=lambda a: a * a, vectorised=vectorised)
    only(w, un.UnknownName, "fact 'b' at a=2: 'b' has no outcome 4 (outcomes: 1, 2).")


def test_unknown_outcome_in_a_question() -> None:
    w, sakura, _ = start()
    w.sign("blush", ["no", "yes"], by=sakura, given=[un.believes(sakura, "heart", "lov")], p=lambda b: b)
    only(w, un.UnknownName, "sign 'blush': 'heart' has no outcome 'lov' (outcomes: friend, love). Did you mean 'love'?")


def test_unknown_option() -> None:
    w, sakura, _ = start()
    w.decision("joke", by=sakura, options=["joke", "nothing"], available={"jok": lambda mask: True})
    only(
        w, un.UnknownName, "decision 'joke', available: 'joke' has no outcome 'jok' (outcomes: joke, nothing). Did you"
    )


def test_unknown_outcome_of_awareness() -> None:
    w, sakura, _ = start()
    w.unaware(sakura, "heart", ["hate"])
    only(w, un.UnknownName, "unaware for 'Sakura': 'heart' has no outcome 'hate' (outcomes: friend, love).")


def test_unknown_version_of_a_state() -> None:
    w = un.World()
    w.state("box", {"in": 1.0})
    w.chance("seen", ["in"], given=["box@1"], p=lambda b: {b: 1})
    only(
        w, un.UnknownName, "fact 'seen' names fact 'box@1', which this world does not have (facts: box@0, box). Did you"
    )


def test_a_parameter_that_may_mean_two_facts() -> None:
    w = un.World()
    w.chance("a b", ["x"], p="uniform")
    w.chance("a-b", ["x"], p="uniform")
    w.chance("c", ["x"], value=lambda a_b: a_b)
    only(w, un.UnknownName, "fact 'c': parameter 'a_b' may mean 'a b' or 'a-b'. Say which with given=[...].")


def test_a_mind_where_a_fact_was_due() -> None:
    w, sakura, _ = start()
    w.reveal(sakura, to="Sakura")  # type: ignore[arg-type]
    only(w, un.UnknownName, "its name or its handle was expected. Sakura is a mind.")


@pytest.mark.parametrize("name", ["", " Sakura", "Sakura > Kakashi", "*", "everyone"])
def test_names_that_minds_may_not_have(name: str) -> None:
    w = un.World()
    w.mind(name)
    only(w, un.BadPath, f"mind {name!r}: names of minds are words without '>', and neither '*' nor 'everyone'.")


def test_a_mind_at_fault_makes_no_further_faults() -> None:
    w = un.World(habit="uniform")
    ann = w.mind("Ann > Bob")
    w.sign("blush", ["no", "yes"], by=ann, given=[un.knows(ann, "blush")], p=lambda knows: 0.5)
    w.wants(ann, lambda blush: 1.0)
    w.in_the_head_of(ann, level=1)
    only(w, un.BadPath, "mind 'Ann > Bob'")


def test_duplicate_mind() -> None:
    w, *_ = start()
    w.mind("Sakura")
    only(w, un.ModelError, "mind 'Sakura' is declared twice. Give the second one another name.")


def test_duplicate_fact() -> None:
    w, *_ = start()
    w.chance("heart", ["x"], p="uniform")
    only(w, un.ModelError, "fact 'heart' is declared twice. Give the second one another name.")


def test_duplicate_state() -> None:
    w = un.World()
    w.state("box", {"in": 1.0})
    w.chance("box", {"in": 1.0})
    only(
        w,
        un.ModelError,
        "fact 'box' is declared twice. Give the second one another name. A new version is w.change('box'",
    )


def test_duplicate_scene() -> None:
    w, *_ = start()
    w.scene("the bridge")
    w.scene("the bridge")
    only(w, un.ModelError, "scene 'the bridge' is declared twice.")


def test_a_scene_named_as_a_fact() -> None:
    w, *_ = start()
    w.scene("heart")
    only(w, un.ModelError, "scene 'heart': the name of a scene is a word that names no fact.")


def test_duplicate_outcome() -> None:
    w = un.World()
    w.chance("a", ["x", "y", "x"], p="uniform")
    only(w, un.BadTable, "fact 'a': outcome 'x' comes twice. Name each outcome once.")


def test_equal_outcomes() -> None:
    """Python has them equal, so a belief could not tell them apart."""
    w = un.World()
    w.chance("a", [1, True], p="uniform")
    only(w, un.BadTable, "fact 'a': outcome True is the same as 1: True counts as 1. Name each outcome once.")
    w = un.World()
    w.chance("a", [0.0, "0", 0], p="uniform")
    only(w, un.BadTable, "fact 'a': outcome 0 is the same as 0.0: they are the same number. Name each outcome once.")


@pytest.mark.parametrize("outcome", [float("nan"), None, ("a", "b")])
def test_outcomes_are_words_or_numbers(outcome: Any) -> None:
    w = un.World()
    w.chance("a", ["x", outcome], p="uniform")
    only(w, un.BadTable, f"fact 'a': outcome {outcome!r} came; outcomes are words or numbers.")


def test_outcomes_are_a_list() -> None:
    w = un.World()
    w.chance("a", "xy", p="uniform")
    only(w, un.BadTable, "fact 'a': outcomes 'xy' came; a list of at least one outcome was due.")


# --- order ------------------------------------------------------------------------------------------------------------


def test_a_fact_that_reads_a_later_fact() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], p=lambda told: 0.5)
    w.chance("told", ["no", "yes"], p="uniform")
    only(w, un.BadOrder, "fact 'moved' reads 'told', which comes later. A fact may hang only on what comes before it.")


def test_a_fact_that_reads_itself() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], p=lambda moved: 0.5)
    only(w, un.BadOrder, "fact 'moved' reads itself. A fact may hang only on what comes before it.")


def test_a_mind_that_is_declared_too_late() -> None:
    w, *_ = start()
    w.chance("moved", ["no", "yes"], p="uniform", seen_by="Naruto")
    w.mind("Naruto")
    only(w, un.BadOrder, "fact 'moved' reads the mind 'Naruto' before it is declared. Declare minds first.")


def test_a_table_in_a_head_that_reads_a_later_fact() -> None:
    w, *_ = start()
    w.in_the_head_of("* > Sakura", tables={"heart": un.table(lambda mask: 0.5)})
    message = "in the head of '* > Sakura', fact 'heart' hangs on 'mask', which comes later. A fact may hang only on"
    only(w, un.BadOrder, message)


def test_a_table_in_a_head_that_reads_itself() -> None:
    w, *_ = start()
    w.in_the_head_of("Sakura", tables={"heart": un.table(lambda heart: 0.5)})
    only(w, un.BadOrder, "in the head of 'Sakura', fact 'heart' hangs on itself.")


def test_a_question_about_a_later_fact() -> None:
    w, sakura, _ = start()
    w.sign("blush", ["no", "yes"], by=sakura, p="uniform")
    blush = un.table(lambda b: b, given=[un.believes(sakura, "kiss", "yes")])
    w.chance("kiss", ["no", "yes"], p="uniform")
    w.in_the_head_of("* > Sakura", tables={"blush": blush})
    only(w, un.BadOrder, "sign 'blush' asks 'Sakura' about 'kiss', which comes later.")


def test_a_change_of_what_is_no_state() -> None:
    w, *_ = start()
    w.change("heart", p="uniform")
    only(
        w, un.BadOrder, "change of 'heart': 'heart' is no state, so it has no further version. Declare it with w.state("
    )
