"""Suspicions: each is raised where it should be, and not next to it."""

from __future__ import annotations

import underneath as un
from explain_worlds import first_time, silent
from underneath.explain.suspicions import suspicions


def codes(story: un.Story) -> list[tuple[str, tuple[str, ...]]]:
    """What was found, and about what."""
    return [(found.code, found.subject) for found in suspicions(story)]


def test_ordinary_stories_raise_none() -> None:
    """Nothing is wrong with these."""
    assert codes(silent(reveal=True)) == []
    assert codes(first_time()) == []


def test_a_secret_that_nobody_could_learn() -> None:
    """Nothing that others see hangs on it; a sign of it is enough, and so is a want of somebody who then acts."""
    w = un.World("diary", habit="uniform")
    ann = w.mind("Ann")
    w.mind("Bob")
    diary = w.chance("diary", {"full": 0.5, "empty": 0.5}, seen_by=[ann])
    assert codes(w.tell()) == [("W101", ("fact", "diary"))]
    w.decision("hide", by=ann, options=["yes", "no"])
    assert codes(w.tell()) == [("W101", ("fact", "diary"))]
    w.wants(ann, {("full", "yes"): 1.0}, given=[diary, "hide"])
    assert codes(w.tell()) == []


def test_a_sign_gives_a_secret_away() -> None:
    """Through a hidden cause too."""
    w = un.World("diary")
    ann, bob = w.mind("Ann"), w.mind("Bob")
    diary = w.chance("diary", {"full": 0.5, "empty": 0.5}, seen_by=[ann])
    w.chance("mood", ["low", "high"], given=[diary], p={"full": 0.2, "empty": 0.7})
    w.sign("blush", ["no", "yes"], by=ann, given=["mood"], p={"low": 0.2, "high": 0.7}, seen_by=[bob])
    assert codes(w.tell()) == []


def test_what_follows_from_the_rest_is_no_secret() -> None:
    """Where the marble lies hangs on who moved it, which Bob may learn; that it lies there is nothing more."""
    w = un.World("marble")
    ann, bob = w.mind("Ann"), w.mind("Bob")
    move = w.chance("move", {"yes": 0.5, "no": 0.5}, seen_by=[ann])
    w.reveal(move, to=bob)
    w.chance("place", ["box", "basket"], value=lambda move: "box" if move == "yes" else "basket", seen_by=[ann])
    assert codes(w.tell()) == []


def test_an_option_that_is_never_open() -> None:
    """Its condition holds in no case."""
    w = un.World("door", habit="uniform")
    ann = w.mind("Ann")
    w.chance("door", {"open": 0.5, "shut": 0.5}, seen_by=un.EVERYONE)
    never, always = un.when(["door"], lambda door: door == "ajar"), un.when(["door"], lambda door: True)
    w.decision("go", by=ann, options=["in", "out", "stay"], available={"in": never, "out": always})
    assert codes(w.tell()) == [("W102", ("outcome", "go", "in"))]


def test_an_outcome_without_a_chance() -> None:
    """Unless somebody's head gives it one: what nobody expects and one person fears is no slip."""
    w = un.World("weather")
    ann = w.mind("Ann")
    w.chance("sky", {"blue": 1.0, "green": 0.0}, seen_by=un.EVERYONE)
    assert codes(w.tell()) == [("W103", ("outcome", "sky", "green"))]
    w.in_the_head_of(ann, tables={"sky": {"blue": 0.9, "green": 0.1}})
    assert codes(w.tell()) == []


def test_what_somebody_held_impossible_comes_about() -> None:
    """It is named with the one who has no answer to it; a fallback is one."""
    for fallback, found in ((None, [("W104", ("told", "moved"))]), ("open", [])):
        w = un.World("dolls", habit="uniform")
        sally, anne = w.mind("Sally", level=1), w.mind("Anne", level=2)
        moved = w.sign("moved", ["nothing", "moved"], by=anne, p=0.5, seen_by=[anne])
        w.closed(sally, moved, fallback=fallback)  # type: ignore[arg-type]
        w.reveal(moved, to=sally)
        assert codes(w.tell(moved="moved")) == found
        assert codes(w.tell(moved="nothing")) == []


def test_a_want_about_nothing() -> None:
    """The same whatever happens; or settled before its owner can do anything."""
    w = un.World("wants", habit="uniform")
    ann, bob = w.mind("Ann"), w.mind("Bob")
    coin = w.chance("coin", {"heads": 0.5, "tails": 0.5}, seen_by=un.EVERYONE)
    w.decision("call", by=ann, options=["heads", "tails"])
    w.wants(ann, {("heads", "heads"): 1.0, ("tails", "tails"): 1.0}, given=[coin, "call"], name="winning")
    assert codes(w.tell()) == []
    w.wants(ann, lambda coin: 1.0, name="peace")
    w.wants(ann, lambda coin: 1.0 if coin == "heads" else 0.0, name="luck")
    w.wants(bob, lambda call: 1.0 if call == "heads" else 0.0)
    found = suspicions(w.tell())
    assert [(f.code, f.subject) for f in found] == [
        ("W105", ("want", "Ann", "1")),
        ("W106", ("want", "Ann", "2")),
        ("W106", ("want", "Bob", "0")),
    ]
    assert found[1].message == "Ann's want 'luck' moves no act: Ann decides nothing before it is settled."
    assert found[2].message == "want 1 of Bob moves no act: Bob never decides anything."
