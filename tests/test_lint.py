"""Suspicions: each is raised where it should be, and not next to it."""

from __future__ import annotations

import math
from typing import Any

import pytest

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


def test_what_several_people_come_to_know_is_no_secret() -> None:
    """Two guards who both know the alarm share it, and may act on it one day."""
    w = un.World("vault", habit="uniform")
    rook, moss = w.mind("Rook"), w.mind("Moss")
    w.mind("Nyx")
    alert = w.state("alert", {"calm": 0.9, "wary": 0.1}, seen_by=[rook, moss])
    w.change(alert, p={"calm": 0.5, "wary": 0.5}, given=[alert], seen_by=[rook, moss])
    assert codes(w.tell()) == []


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


def bill(horizon: int | None = None, after: bool = False) -> un.World:
    """Vera faints; in a later scene comes the bill, of which she wants to be rid."""
    w = un.World("manor", habit="uniform")
    vera, gus = w.mind("Vera", horizon=horizon), w.mind("Gus")
    w.scene("The body")
    faint = w.decision("faint", by=vera, options=["yes", "no"], seen_by=[gus])
    w.scene("The bill")
    w.chance("bill", ["small", "large"], given=[faint], p={"yes": 0.3, "no": 0.6}, seen_by=[vera, gus])
    if after:
        w.decision("pay", by=vera, options=["yes", "no"])
    w.wants(vera, {"large": -1.0, "small": 0.0}, given=["bill"], name="thrift")
    return w


def test_a_want_behind_the_horizon_moves_no_act() -> None:
    """Her plans stop at the end of the scene; with a horizon of one decision they go on."""
    (found,) = suspicions(bill().tell())
    assert (found.code, found.subject) == ("W106", ("want", "Vera", "0"))
    assert found.message == (
        "Vera's want 'thrift' moves no act: it is settled at 'bill', behind the end of the scene 'The body', where"
        " Vera's plans stop."
    )
    assert "horizon: 1 for Vera" in found.hint
    assert suspicions(bill(horizon=1).tell()) == ()


@pytest.mark.parametrize("horizon", [None, 1, 2])
@pytest.mark.parametrize("after", [False, True])
def test_a_want_is_idle_exactly_if_the_policy_does_not_know_it(horizon: int | None, after: bool) -> None:
    """The check is a bound on places; here it is put to the policies themselves."""
    story = bill(horizon, after).tell()
    share = story.expect("faint")["yes"]
    assert (not suspicions(story)) == (abs(share - 0.5) > 1e-9)


def test_a_head_with_another_horizon_counts() -> None:
    """Gus takes Vera to plan further than she does: to him the want is real."""
    w = bill()
    w.in_the_head_of("Gus > Vera", horizon=1)
    assert suspicions(w.tell()) == ()


def test_an_image_that_is_read_too_early() -> None:
    """Before its owner can do anything about it; the hint has the key to write."""
    w = un.World("blush", habit="uniform")
    ann, bob = w.mind("Ann"), w.mind("Bob")
    mood = w.chance("mood", {"low": 0.5, "high": 0.5}, seen_by=[ann])
    w.scene("office")
    w.decision("greet", by=ann, options=["yes", "no"])
    w.wants(ann, un.image(bob, about=mood, worth=lambda belief: -belief["low"]), name="face")
    (found,) = suspicions(w.tell())
    assert (found.code, found.subject) == ("W106", ("want", "Ann", "0"))
    assert "what Bob believes is read before the first scene" in found.message
    assert found.hint == "Say after which fact it is read, such as after: greet"


def shy(after: str | None = "greet") -> un.World:
    """Ann, who decides nothing, would rather not be seen to be shy."""
    w = un.World("blush", habit="uniform")
    ann, bob = w.mind("Ann"), w.mind("Bob")
    mood = w.chance("mood", {"calm": 0.5, "shy": 0.5}, seen_by=[ann])
    w.scene("office")
    w.decision("greet", by=bob, options=["yes", "no"])
    w.wants(ann, un.image(bob, about=mood, worth=lambda belief: -belief["shy"], after=after), name="face")
    return w


def test_a_want_that_is_felt_is_no_idle_want() -> None:
    """A sign that hangs on a feeling is enough; what is read before the first scene is felt by nobody."""
    w = shy()
    assert codes(w.tell()) == [("W101", ("fact", "mood")), ("W106", ("want", "Ann", "0"))]
    w.sign("blush", ["no", "yes"], by="Ann", given=[un.feels("embarrassment")], p=lambda felt: min(1.0, 0.1 + felt))
    assert "W106" not in [code for code, _ in codes(w.tell())]
    early = shy(after=None)
    early.sign("blush", ["no", "yes"], by="Ann", given=[un.feels("hope")], p=lambda felt: min(1.0, 0.1 + felt))
    assert "W106" in [code for code, _ in codes(early.tell())]


def test_a_sign_of_a_feeling_gives_a_secret_away() -> None:
    """Whoever sees the blush learns what it hangs on; who wants nothing that hangs on the secret keeps it."""
    w = shy()
    assert ("W101", ("fact", "mood")) in codes(w.tell())
    w.sign("blush", ["no", "yes"], by="Ann", given=[un.feels("hope")], p=lambda felt: min(1.0, 0.1 + felt))
    assert ("W101", ("fact", "mood")) not in codes(w.tell())


# --- acts -------------------------------------------------------------------------------------------------------------


def greeting(level: int = 1, wants: bool = True, seen: bool = True, habit: Any = None) -> un.World:
    """Ann greets Bob, or not."""
    w = un.World("greeting")
    ann, bob = w.mind("Ann", level=2), w.mind("Bob", level=level)
    w.decision("greet", by=ann, options=["hello", "nothing"], habit=habit, seen_by=[bob] if seen else [])
    if wants:
        w.wants(ann, {"hello": 1.0, "nothing": 0.0}, given=["greet"])
    return w


def test_a_habit_that_somebody_needs() -> None:
    """Whoever wants nothing acts by it; whoever reasons at level 1 reads by it; nobody else needs it."""
    assert messages(greeting(wants=False)) == ["'greet' has no habit, and Ann, who wants nothing, acts by it."]
    assert messages(greeting()) == ["'greet' has no habit, and Bob needs one to read it."]
    assert messages(greeting(level=2)) == []
    assert messages(greeting(seen=False)) == []
    assert messages(greeting(habit="uniform")) == []
    assert [f.subject for f in suspicions(greeting().tell())] == [("fact", "greet")]


def test_a_habit_is_missed_by_whoever_sees_what_hangs_on_the_act() -> None:
    """Bob does not see the act, and sees her smile."""
    w = greeting(seen=False)
    w.sign("smile", ["no", "yes"], by="Ann", given=["greet"], p={"hello": 0.9, "nothing": 0.1}, seen_by=["Bob"])
    assert messages(w) == ["'greet' has no habit, and Bob needs one to read it."]


def test_a_habit_is_missed_although_nothing_is_told() -> None:
    """What is open may refuse the question itself; the levels answer then."""
    w = un.World("open")
    ann, bob = w.mind("Ann", level=2), w.mind("Bob", level=1)
    mood = w.chance("mood", ["low", "high"], p=0.5, seen_by=[ann, bob])
    w.decision("greet", by=ann, options=["hello", "nothing"], seen_by=[bob])
    w.wants(ann, {("low", "hello"): 1.0}, given=[mood, "greet"])
    with pytest.raises(un.NotTold):
        w.tell().expect("greet")
    assert messages(w) == ["'greet' has no habit, and Bob needs one to read it."]


def messages(w: un.World) -> list[str]:
    """What was found, in words."""
    return [found.message for found in suspicions(w.tell())]


def test_what_is_told_and_never_done() -> None:
    """By habit, or by wants; a chance, however small, is one."""
    assert told({"hello": 1.0, "nothing": 0.0}) == ["has no chance by Ann's habit"]
    assert told({"hello": 0.999, "nothing": 0.001}) == []
    w = greeting(level=2, wants=False, habit="uniform", seen=False)
    w.wants("Ann", {"hello": 0.0, "nothing": -math.inf}, given=["greet"])
    assert [f.message for f in suspicions(w.tell(greet="nothing"))] == [
        "'greet' is told as 'nothing', which has no chance by what Ann wants."
    ]
    assert suspicions(w.tell(greet="hello")) == ()


def told(habit: dict[str, float]) -> list[str]:
    """What is said of an act that nobody else sees, and that is told against a habit."""
    story = greeting(wants=False, seen=False, habit=habit).tell(greet="nothing")
    return [f.message.partition("which ")[2].rstrip(".") for f in suspicions(story) if f.code == "W108"]
