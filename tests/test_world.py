"""The builder: what is said becomes the model that was meant."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest

import underneath as un
from underneath.model.facts import Cause, Growth, LevelChange, Reveal
from underneath.model.minds import LevelWeights
from underneath.model.tables import Table
from world_tools import ARRAY, MOVED, array_of, start

# --- facts ------------------------------------------------------------------------------------------------------------


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
    joke: dict[str, Any] = {"joke": lambda late: late == "no", "pun": un.when(["mask"], lambda m: m == "off")}
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


# --- minds and heads --------------------------------------------------------------------------------------------------


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


# --- the world as a whole ---------------------------------------------------------------------------------------------


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
