"""Faults of a world: each names who, what came, what was allowed, and a way out; all come at once."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

import underneath as un


def start() -> tuple[un.World, un.Mind, un.Mind]:
    """Sakura and Kakashi, his heart, his mask."""
    w = un.World("the gate", habit="uniform")
    sakura, kakashi = w.mind("Sakura"), w.mind("Kakashi")
    w.chance("heart", {"friend": 0.75, "love": 0.25}, seen_by=[kakashi])
    w.decision("mask", by=kakashi, options=["on", "off"])
    return w, sakura, kakashi


def only(w: un.World, kind: type[un.ModelError], message: str) -> None:
    """The world has this one fault, and building it raises it as its own kind."""
    (fault,) = w.check()
    assert fault.kind is kind
    assert message in fault.message
    with pytest.raises(un.ModelError, match=re.escape(message)) as raised:
        w.build()
    assert type(raised.value) is kind


# --- all at once -----------------------------------------------------------------------------------------------------


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


# --- names -----------------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("outcome", [float("nan"), None, ("a", "b")])
def test_outcomes_are_words_or_numbers(outcome: Any) -> None:
    w = un.World()
    w.chance("a", ["x", outcome], p="uniform")
    only(w, un.BadTable, f"fact 'a': outcome {outcome!r} came; outcomes are words or numbers.")


def test_outcomes_are_a_list() -> None:
    w = un.World()
    w.chance("a", "xy", p="uniform")
    only(w, un.BadTable, "fact 'a': outcomes 'xy' came; a list of at least one outcome was due.")


# --- order -----------------------------------------------------------------------------------------------------------


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


# --- tables ----------------------------------------------------------------------------------------------------------


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


# --- questions -------------------------------------------------------------------------------------------------------


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
    given = ["mask", un.believes(sakura, "heart", "love")]
    w.sign("blush", ["no", "yes"], by=sakura, given=given, p=lambda mask, b: 2 * b)
    table: Any = w.build().facts[-1].table
    message = "sign 'blush': the row {'no': -0.5, 'yes': 1.5} came; probabilities are finite and not negative."
    with pytest.raises(un.BadTable, match=re.escape(message + " This was with mask='on' and the answers 0.75.")):
        table.rule("on", 0.75)


# --- menus and habits ------------------------------------------------------------------------------------------------


def test_a_menu_that_hangs_on_what_the_chooser_has_not_observed() -> None:
    w, sakura, _ = start()
    w.decision("joke", by=sakura, options=["joke", "nothing"], available={"joke": lambda heart: heart == "love"})
    message = (
        "decision 'joke': the menu hangs on 'heart', which 'Sakura' has not observed by then (observed: mask). Show"
    )
    only(w, un.BadMenu, message)


def test_a_menu_that_hangs_on_what_is_revealed_too_late() -> None:
    w, sakura, _ = start()
    w.decision("joke", by=sakura, options=["joke", "nothing"], available={"joke": lambda heart: heart == "love"})
    w.reveal("heart", to=[sakura])
    only(w, un.BadMenu, "the menu hangs on 'heart', which 'Sakura' has not observed by then")


def test_a_menu_that_hangs_on_what_was_revealed_in_time() -> None:
    """No fault."""
    w, sakura, _ = start()
    w.reveal("heart", to=[sakura])
    w.decision("joke", by=sakura, options=["joke", "nothing"], available={"joke": lambda heart: heart == "love"})
    assert w.check() == ()


def test_a_menu_that_runs_empty() -> None:
    w, sakura, _ = start()
    both = {"joke": lambda mask: mask == "off", "nothing": lambda mask: mask == "off"}
    w.decision("joke", by=sakura, options=["joke", "nothing"], available=both)
    message = "decision 'joke': no option is available when mask='on'. At least one must be (options: joke, nothing)."
    only(w, un.BadMenu, message)


def test_a_menu_that_is_always_empty() -> None:
    w, sakura, _ = start()
    w.decision("joke", by=sakura, options=["joke"], available={"joke": lambda: False})
    only(w, un.BadMenu, "decision 'joke': no option is available. At least one must be (options: joke).")


def twins(copy: float) -> un.World:
    """Two facts that are always alike if `copy` is 1, and a menu that is empty when they differ."""
    w = un.World(habit="uniform")
    ann = w.mind("Ann")
    w.chance("cause", {"x": 0.5, "y": 0.5})
    w.chance("a", ["x", "y"], value=lambda cause: cause, seen_by=[ann])
    w.chance("b", ["x", "y"], p=lambda cause: {cause: copy, "x" if cause == "y" else "y": 1 - copy}, seen_by=[ann])
    alike = {"go": lambda a, b: a == b, "stay": lambda a, b: a == b}
    w.decision("move", by=ann, options=["go", "stay"], available=alike)
    return w


def test_a_menu_that_would_be_empty_only_where_nobody_can_get() -> None:
    """The check follows what can happen jointly, through facts that the menu does not name."""
    assert twins(1).check() == ()
    only(twins(0.9), un.BadMenu, "no option is available when a='x', b='y'")


def test_menus_count_among_what_can_happen() -> None:
    """A choice that is not available opens no history."""
    for gone in (True, False):
        w = un.World(habit="uniform")
        ann = w.mind("Ann")
        w.decision("first", by=ann, options=["left", "right"], available={"left": lambda gone=gone: not gone})
        w.decision("second", by=ann, options=["go"], available={"go": lambda first: first == "right"})
        assert bool(w.check()) is not gone


def test_a_condition_that_answers_neither_yes_nor_no() -> None:
    w, sakura, _ = start()
    w.decision("joke", by=sakura, options=["joke", "nothing"], available={"joke": lambda mask: None})
    only(w, un.BadMenu, "decision 'joke', available at mask='on': None came, where True or False was due.")


def test_a_condition_that_is_no_function() -> None:
    w, sakura, _ = start()
    w.decision("joke", by=sakura, options=["joke", "nothing"], available={"joke": True})  # type: ignore[dict-item]
    message = "decision 'joke', available: True came; a function of facts or un.when([facts], function) was due."
    only(w, un.BadMenu, message)


def test_a_habit_for_the_whole_world_is_uniform_or_none() -> None:
    w = un.World(habit="even")  # type: ignore[arg-type]
    only(w, un.BadNumber, "world 'world': habit is 'even'; allowed are None and 'uniform'.")


def test_a_habit_that_goes_against_the_menu_that_it_reads() -> None:
    w, sakura, _ = start()
    menu = {"joke": lambda mask: mask == "off"}
    habit = {"on": [0.25, 0.75], "off": [0.5, 0.5]}
    w.decision("joke", by=sakura, options=["joke", "nothing"], available=menu, habit=habit, given="mask")
    message = "decision 'joke': the habit gives something to 'joke', not available when mask='on'. Give it 0 there."
    only(w, un.BadTable, message)


def test_a_habit_that_does_not_read_the_menu_is_scaled_to_what_is_available() -> None:
    """No fault."""
    w, sakura, _ = start()
    menu = {"joke": lambda mask: mask == "off"}
    w.decision("joke", by=sakura, options=["joke", "nothing"], available=menu, habit=[0.25, 0.75])
    assert w.check() == ()


def test_a_habit_that_leaves_nothing() -> None:
    w, sakura, _ = start()
    menu = {"joke": lambda mask: mask == "off"}
    w.decision("joke", by=sakura, options=["joke", "nothing"], available=menu, habit={"joke": 1})
    message = (
        "decision 'joke': the habit gives nothing to what is available when mask='on'. Give something to one of the"
    )
    only(w, un.BadTable, message)


def test_given_without_a_habit() -> None:
    w, sakura, _ = start()
    w.decision("joke", by=sakura, options=["joke", "nothing"], given="mask")
    only(w, un.BadTable, "decision 'joke' has given= and no habit=; given names what a habit reads.")


# --- numbers ---------------------------------------------------------------------------------------------------------

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
    ({"discount": -1}, "discount is -1; allowed is 0 up, and finite."),
    ({"discount": float("inf")}, "discount is inf; allowed is 0 up, and finite."),
    ({"chi": 1.5}, "chi is 1.5; allowed is 0 to 1."),
    ({"levels": [0.5, 0.5]}, "levels is [0.5, 0.5]; un.poisson(tau) or un.level_weights([...]) was due."),
    ({"levels": un.poisson(-1)}, "the tau of poisson is -1; allowed is 0 up, and finite."),
    ({"levels": un.level_weights([0.5, -0.5])}, "a weight of a level is -0.5; allowed is 0 up, and finite."),
    (
        {"levels": un.level_weights([0, 1])},
        "[0.0, 1.0] came; level 0 needs a positive weight, for a mind of level 1 has",
    ),
    ({"levels": un.level_weights([])}, "no weights came; level 0 needs a positive weight"),
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


# --- awareness and closed worlds -------------------------------------------------------------------------------------


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


# --- heads -----------------------------------------------------------------------------------------------------------


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


# --- wants -----------------------------------------------------------------------------------------------------------


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


# --- images of oneself -----------------------------------------------------------------------------------------------


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
