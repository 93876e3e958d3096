"""The builder: what is said becomes the model that was meant."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import underneath as un
from underneath.model.facts import Cause, Fact, Growth, LevelChange, Reveal
from underneath.model.minds import LevelWeights
from underneath.model.tables import BeliefTable, Table
from underneath.model.terms import ImageTerm, OutcomeTerm

MOVED = {("friend", "on"): 0.1, ("friend", "off"): 0.2, ("love", "on"): 0.7, ("love", "off"): 0.9}
ARRAY = np.array([[0.1, 0.2], [0.7, 0.9]])


def start() -> tuple[un.World, un.Mind, un.Mind]:
    """A world with two facts and two minds."""
    w = un.World("the morning after", habit="uniform")
    sakura, kakashi = w.mind("Sakura"), w.mind("Kakashi")
    w.chance("heart", {"friend": 0.75, "love": 0.25}, seen_by=[kakashi])
    w.decision("mask", by=kakashi, options=["on", "off"])
    return w, sakura, kakashi


def array_of(fact: Fact) -> np.ndarray:
    """The numbers of a fact's table."""
    assert isinstance(fact.table, Table)
    return fact.table.array


# --- tables ----------------------------------------------------------------------------------------------------------

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
    np.testing.assert_allclose(array_of(model.facts[3]), [[1, 0], [0.5, 0.5]])


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


# --- facts -----------------------------------------------------------------------------------------------------------


def test_observers() -> None:
    """Chance is seen by nobody, signs and decisions by everyone, those declared later included, unless it is said."""
    w = un.World(habit="uniform")
    ann = w.mind("Ann")
    w.chance("a", ["x"], p="uniform")
    w.sign("b", ["x"], p="uniform", by=ann)
    w.decision("c", options=["x"], by=ann)
    w.decision("d", options=["x"], by=ann, seen_by=[])
    w.chance("e", ["x"], p="uniform", seen_by="Ann")
    w.chance("f", ["x"], p="uniform", seen_by=un.EVERYONE)
    w.mind("Bob")
    seen = [set(fact.observers) for fact in w.build().facts]
    assert seen == [set(), {0, 1}, {0, 1}, {0}, {0}, {0, 1}]


def test_causes_and_owners() -> None:
    """Chance belongs to nobody."""
    w, sakura, _ = start()
    w.sign("blush", ["no", "yes"], by=sakura, p=lambda heart: 0.5)
    facts = w.build().facts
    assert [f.cause for f in facts] == [Cause.CHANCE, Cause.DECISION, Cause.SIGN]
    assert [f.owner for f in facts] == [None, 1, 0]


def test_a_view_has_the_outcomes_of_what_is_seen_and_unseen() -> None:
    """It is a chance fact that one mind observes; `clear` is how often it sees truly."""
    w, sakura, _ = start()
    w.view("sees", of="heart", by=sakura, clear=0.9)
    fact = w.build().facts[2]
    assert fact.outcomes == ("friend", "love", "unseen")
    assert fact.cause is Cause.CHANCE
    assert fact.observers == {0}
    np.testing.assert_allclose(array_of(fact), [[0.9, 0, 0.1], [0, 0.9, 0.1]])


@pytest.mark.parametrize(
    "said",
    [
        {"p": lambda seen: {seen: 0.6, "unseen": 0.4}},
        {"p": lambda heart: {heart: 0.6, "unseen": 0.4}},
        {"p": {"friend": {"friend": 0.6, "unseen": 0.4}, "love": {"love": 0.6, "unseen": 0.4}}},
        {"p": lambda x: {x: 0.6, "unseen": 0.4}, "given": ["heart"]},
        {"clear": 0.6},
    ],
)
def test_forms_of_a_view(said: dict[str, Any]) -> None:
    """A view without `given` is a function of what is seen, whatever its parameter is called."""
    w, sakura, _ = start()
    w.view("sees", of="heart", by=sakura, **said)
    np.testing.assert_allclose(array_of(w.build().facts[2]), [[0.6, 0, 0.4], [0, 0.6, 0.4]])


def test_states_have_versions() -> None:
    """The bare name is the newest version so far, and the older ones stay."""
    w = un.World()
    box = w.state("box", {"in": 0.5, "out": 0.5})
    first = w.change(box, value=lambda box: box)
    second = w.change("box", p=lambda box, box_0: 0.5 if box == box_0 else 0)
    w.chance("after", ["in", "out"], value=lambda box: box)
    facts = w.build().facts
    assert [f.name for f in facts] == ["box@0", "box@1", "box@2", "after"]
    assert (box.name, first.name, second.name) == ("box@0", "box@1", "box@2")
    assert [(f.state, f.version) for f in facts] == [("box", 0), ("box", 1), ("box", 2), (None, 0)]
    assert [f.table.parents for f in facts if f.table] == [(), (0,), (1, 0), (2,)]


def test_menus() -> None:
    """Options that are not named are always available; facts of all conditions are the menu's parents."""
    w, sakura, _ = start()
    w.chance("late", ["no", "yes"], p="uniform", seen_by=un.EVERYONE)
    joke = {"joke": lambda late: late == "no", "pun": un.when(["mask"], lambda m: m == "off")}
    w.decision("joke", by=sakura, options=["joke", "pun", "nothing"], available=joke)
    menu = w.build().facts[3].menu
    assert menu is not None
    assert menu.parents == (1, 2)
    expected = [[[True, False, True], [False, False, True]], [[True, True, True], [False, True, True]]]
    np.testing.assert_array_equal(menu.array, expected)
    assert w.build().facts[1].menu is None


def test_habits() -> None:
    """A decision's own habit comes before the world's; without either there is none."""
    for habit, expected in ((None, None), ("uniform", [0.5, 0.5])):
        w = un.World(habit=habit)  # type: ignore[arg-type]
        ann = w.mind("Ann")
        heart = w.chance("heart", {"friend": 0.5, "love": 0.5})
        w.decision("a", by=ann, options=["x", "y"])
        w.decision("b", by=ann, options=["x", "y"], habit={"x": 0.25, "y": 0.75})
        w.decision("c", by=ann, options=["x", "y"], habit={"friend": 0.5, "love": 0.125}, given=heart)
        _, a, b, c = w.build().facts
        assert a.table is None if expected is None else array_of(a).tolist() == expected
        np.testing.assert_allclose(array_of(b), [0.25, 0.75])
        np.testing.assert_allclose(array_of(c), [[0.5, 0.5], [0.875, 0.125]])


# --- questions -------------------------------------------------------------------------------------------------------


class FakeBelief:
    """Just enough of a belief for questions."""

    def __init__(self, probabilities: dict[Any, float], knows: float = 0.0) -> None:
        self.probabilities, self.knows = probabilities, knows

    def __getitem__(self, outcome: Any) -> float:
        return self.probabilities[outcome]

    def knows_whether(self) -> float:
        return self.knows


def asked(w: un.World) -> BeliefTable:
    """The table of the last fact."""
    table = w.build().facts[-1].table
    assert isinstance(table, BeliefTable)
    return table


def test_a_sign_may_hang_on_a_belief() -> None:
    """The function gets outcomes and answers in the order of `given`; the rule gets outcomes first."""
    w, sakura, _ = start()
    given = [un.believes("Sakura > Kakashi", "heart", "love"), "mask"]
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


# --- wants -----------------------------------------------------------------------------------------------------------

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


# --- minds and heads -------------------------------------------------------------------------------------------------


def test_a_mind_has_all_its_traits() -> None:
    """What was left out is filled in; no horizon is the end of the scene."""
    w = un.World()
    w.mind("plain")
    w.mind("fancy", level=0, rationality=np.inf, foresight=1, horizon=3, discount=0.5, chi=0.25, levels=un.poisson(1.5))
    plain, fancy = (mind.traits for mind in w.build().minds)
    assert (plain.level, plain.rationality, plain.foresight, plain.horizon) == (2, 1.0, None, 0)
    assert (plain.discount, plain.chi, plain.terms, plain.mixture) == (1.0, 0.0, (), None)
    assert (fancy.level, fancy.rationality, fancy.foresight, fancy.horizon) == (0, np.inf, 1.0, 3)
    assert (fancy.discount, fancy.chi, fancy.mixture) == (0.5, 0.25, LevelWeights(tau=1.5))


def test_weights_of_levels_hold_for_every_mind_that_says_none() -> None:
    """The world's option is a default."""
    w = un.World(levels=un.level_weights([0.2, 0.8]))
    w.mind("Ann")
    w.mind("Bob", levels=un.poisson(1))
    assert [m.traits.mixture for m in w.build().minds] == [LevelWeights((0.2, 0.8)), LevelWeights(tau=1.0)]


def test_rationality_of_one_decision() -> None:
    """It is kept with the mind."""
    w, sakura, _ = start()
    w.decision("joke", by=sakura, options=["a", "b"], rationality=5)
    assert w.build().minds[0].traits.rationality_at == {2: 5.0}


def test_items_stand_in_the_order_in_which_they_are_said() -> None:
    """Facts, reveals, levels and growths share one clock; scenes are stretches of it."""
    w, sakura, kakashi = start()
    w.unaware(kakashi, "mask", "on")
    w.scene("later")
    w.reveal("heart", to=un.EVERYONE)
    w.set_level(sakura, 3)
    w.grow(kakashi, "mask", "on", seen_by=[sakura])
    model = w.build()
    assert model.items[2] == Reveal(2, (0,), frozenset({0, 1}))
    assert model.items[3] == LevelChange(3, 0, 3)
    assert model.items[4] == Growth(4, 1, 1, 0, None, frozenset({0, 1}))
    assert model.minds[1].unaware == {(1, 0)}
    assert (model.scenes, model.scene_ends) == (("", "later"), (2, 5))


def test_a_world_that_starts_with_a_scene_has_no_other_before_it() -> None:
    """Nor has a world without scenes more than one."""
    w = un.World()
    w.scene("the gate")
    w.chance("a", ["x"], p="uniform")
    assert (w.build().scenes, w.build().scene_ends) == (("the gate",), (1,))
    assert un.World().build().scenes == ("",)


def test_heads() -> None:
    """All that is said of one path is one rule; a table without `given` is one row, or hangs on the usual facts."""
    w, sakura, kakashi = start()
    moved = w.chance("moved", ["no", "yes"], p=lambda heart, mask: MOVED[heart, mask])
    w.in_the_head_of("* > Kakashi", tables={moved: {"no": 1}, "heart": {"love": 1}}, level=1)
    w.in_the_head_of("*>Kakashi", rationality=3, rationality_at={"mask": 2}, horizon="scene")
    w.in_the_head_of([sakura, kakashi], tables={moved: ARRAY}, tremble=un.tremble(0.1), wants=[lambda heart: 1.0])
    w.in_the_head_of(sakura, tables={moved: un.table(lambda mask: 0.25)}, wants=[])
    star, pair, own = w.build().heads
    assert (star.star, star.path, set(star.tables)) == (True, (1,), {0, 2})
    assert (star.traits.level, star.traits.rationality, star.traits.horizon) == (1, 3.0, 0)
    assert star.traits.rationality_at == {1: 2.0}
    assert star.traits.terms is None
    assert (pair.star, pair.path, pair.tables[2].parents) == (False, (0, 1), (0, 1))
    assert pair.traits.tremble == un.tremble(0.1)
    assert len(pair.traits.terms or ()) == 1
    assert (own.path, own.tables[2].parents, own.traits.terms) == ((0,), (1,), ())


def test_closed_events_of_one_mind_open_together() -> None:
    """They are one rule, and their fallback is the common tables of all."""
    w, sakura, _ = start()
    a, b, c = (w.chance(name, {"nothing": 0.5, "something": 0.5}) for name in "abc")
    w.closed(sakura, a, fallback="open")
    w.closed(sakura, b, fallback="open")
    w.closed(sakura, c)
    w.closed(sakura, "mask", null="off")
    (rule,) = w.build().heads
    assert (rule.star, rule.path, set(rule.tables)) == (True, (0,), {1, 2, 3, 4})
    assert rule.traits.fallbacks == ({2: None, 3: None},)
    table = rule.tables[1]
    assert isinstance(table, Table)
    np.testing.assert_array_equal(table.array, [0, 1])


def test_fallback_lists_are_kept_in_order() -> None:
    """None brings the common table back."""
    w, *_ = start()
    w.in_the_head_of("* > Sakura", tables={"heart": {"friend": 1}}, fallback=[{"heart": {"love": 1}}, {"heart": None}])
    fallbacks = w.build().heads[0].traits.fallbacks or ()
    assert len(fallbacks) == 2
    assert isinstance(fallbacks[0][0], Table)
    assert fallbacks[1] == {0: None}


# --- the world as a whole --------------------------------------------------------------------------------------------


def test_handles_are_equal_by_name() -> None:
    """And every argument takes the name as well."""
    w, sakura, _ = start()
    assert sakura == un.Mind("Sakura")
    assert w.chance("x", ["a"], p="uniform") == un.FactRef("x")
    assert {un.FactRef("x"): 1}[un.FactRef("x")] == 1


def test_a_model_never_changes() -> None:
    """What is added to the world later is not in it."""
    w, sakura, _ = start()
    before = w.build()
    assert w.build() is before
    w.chance("more", ["x"], p="uniform")
    w.wants(sakura, lambda heart: 1.0)
    w.in_the_head_of(sakura, level=1)
    assert len(before.facts) == 2
    assert before.minds[0].traits.terms == ()
    assert before.heads == ()
    assert len(w.build().facts) == 3


def test_a_story_starts_with_what_is_told() -> None:
    """By handle or by name."""
    w, *_ = start()
    story = w.tell({un.FactRef("heart"): "love"}, mask="off")
    assert story.told == {0: 1, 1: 1}
    assert w.tell().told == {}


def test_four_hundred_facts_are_built_quickly() -> None:
    """Menus that may run empty by the look of them are checked as well."""
    start = time.perf_counter()
    w = un.World("long", habit="uniform")
    ann = w.mind("Ann")
    w.chance("f0", {"a": 0.5, "b": 0.5}, seen_by=[ann])
    for i in range(1, 400):
        last = [f"f{i - 1}"]
        if i % 4 == 3:
            menu = {option: un.when(last, lambda x, option=option: x == option) for option in "ab"}
            w.decision(f"f{i}", by=ann, options=["a", "b", "c"], available={**menu, "c": lambda f0: False})
        else:
            w.chance(f"f{i}", ["a", "b", "c"], given=last, p=lambda x: {"a": 0.5, "b": 0.5}, seen_by=[ann])
    assert len(w.build().facts) == 400
    assert time.perf_counter() - start < 1
