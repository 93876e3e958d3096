"""Faults of menus and habits."""

from __future__ import annotations

import underneath as un
from fault_tools import only, start

# --- menus and habits -------------------------------------------------------------------------------------------------


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
    only(w, un.BadTable, "world 'world': habit is 'even'; allowed are None and 'uniform'.")


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
