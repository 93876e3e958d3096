"""Refusals of questions: each says who, what came, what was allowed, and a way on; nothing else ever escapes.

Faults of a world as it is built are in `test_faults.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import underneath as un

Ask = Callable[[un.Story], Any]


def gate() -> un.World:
    """Kakashi chooses a mask and may blush; Sakura may joke; there are a number, a box that changes, and two scenes."""
    w = un.World("gate", habit="uniform")
    sakura, kakashi = w.mind("Sakura", level=2), w.mind("Kakashi", level=1)
    w.scene("the gate")
    w.chance("heart", {"friend": 0.75, "love": 0.25}, seen_by=[kakashi])
    w.decision("mask", by=kakashi, options=["on", "off"])
    w.sign("blush", ["no", "yes"], by=kakashi, p=lambda heart: 0.5 if heart == "love" else 0.1)
    w.decision("joke", by=sakura, options=["joke", "nothing"])
    w.scene("the bridge")
    w.chance("number", [1, 2, 3], p="uniform")
    w.state("box", {"in": 0.5, "out": 0.5})
    w.change("box", p=lambda box: {"in": 0.5, "out": 0.5})
    w.wants(sakura, {("joke", "love"): 1.0}, given=["joke", "heart"])
    w.wants(kakashi, {"on": 1.0}, given=["mask"])
    return w


@pytest.fixture
def start() -> un.Story:
    """Nothing was told."""
    return gate().tell()


@pytest.fixture
def story() -> un.Story:
    """The mask was on, and he blushed."""
    return gate().tell(mask="on", blush="yes")


def refused(question: Callable[[], Any], *parts: str, kind: type[un.UnderneathError] = un.UnderneathError) -> str:
    """Ask; what is raised is of a kind that users can name, and its message has these parts."""
    with pytest.raises(kind) as raised:
        question()
    assert type(raised.value).__module__ == "underneath.errors"
    message = str(raised.value)
    assert [part for part in parts if part not in message] == [], message
    return message


# --- names -----------------------------------------------------------------------------------------------------------

FACTS: dict[str, tuple[Ask, str]] = {
    "about": (lambda s: s.belief("Sakura", "hart"), "heart"),
    "about several": (lambda s: s.belief("Sakura", ["mask", "hart"]), "heart"),
    "event": (lambda s: s.belief("Sakura", lambda hart: True), "heart"),
    "event of": (lambda s: s.belief("Sakura", un.event(["hart"], lambda h: True)), "heart"),
    "at": (lambda s: s.belief("Sakura", "heart", at="jok"), "joke"),
    "after": (lambda s: s.belief("Sakura > Kakashi", "heart", after="jok"), "joke"),
    "jointly": (lambda s: s.belief("Sakura > Kakashi", "heart", jointly=["masc"]), "mask"),
    "suppose": (lambda s: s.belief("Sakura", "heart", suppose={"jok": "joke"}), "joke"),
    "tell": (lambda s: s.tell({"jok": "joke"}), "joke"),
    "tell by name": (lambda s: s.tell(jok="joke"), "joke"),
    "version": (lambda s: s.tell({"box@2": "in"}), "box@1"),
    "expect": (lambda s: s.expect("jok"), "joke"),
    "voi": (lambda s: s.voi("jok"), "joke"),
    "requisite": (lambda s: s.requisite("jok"), "joke"),
    "mutual": (lambda s: s.mutual(["Sakura"], lambda hart: True), "heart"),
    "common": (lambda s: s.common(["Sakura"], lambda hart: True), "heart"),
}


@pytest.mark.parametrize("ask", FACTS)
def test_unknown_fact(ask: str, story: un.Story) -> None:
    """The message lists the facts that there are, and the nearest one."""
    question, meant = FACTS[ask]
    refused(
        lambda: question(story),
        "which this world does not have (facts: heart, mask, blush, joke, number, box@0, box@1, box)",
        f"Did you mean '{meant}'?",
        kind=un.UnknownName,
    )


MINDS: dict[str, Ask] = {
    "belief": lambda s: s.belief("Kakasi", "heart"),
    "path": lambda s: s.belief("Sakura > Kakasi", "heart"),
    "list": lambda s: s.belief(["Sakura", "Kakasi"], "heart"),
    "handle": lambda s: s.belief(un.Mind("Kakasi"), "heart"),
    "expect": lambda s: s.expect("joke", by="Kakasi"),
    "mutual": lambda s: s.mutual(["Sakura", "Kakasi"], lambda heart: True),
    "common": lambda s: s.common(["Sakura", "Kakasi"], lambda heart: True),
}


@pytest.mark.parametrize("ask", MINDS)
def test_unknown_mind(ask: str, story: un.Story) -> None:
    """The message lists the minds that there are, and the nearest one."""
    message = "names mind 'Kakasi', which this world does not have (minds: Sakura, Kakashi). Did you mean 'Kakashi'?"
    refused(lambda: MINDS[ask](story), message, kind=un.UnknownName)


OUTCOMES: dict[str, Ask] = {
    "tell": lambda s: s.tell({"joke": "jok"}),
    "by name": lambda s: s.tell(joke="jok"),
    "suppose": lambda s: s.belief("Sakura", "heart", suppose={"joke": "jok"}),
    "expect": lambda s: s.expect("joke", suppose={"joke": "jok"}),
}


@pytest.mark.parametrize("ask", OUTCOMES)
def test_unknown_outcome(ask: str, story: un.Story) -> None:
    """An option that is not on the menu is told from one that is merely not available."""
    message = "'joke' has no outcome 'jok' (outcomes: joke, nothing). Did you mean 'joke'?"
    refused(lambda: OUTCOMES[ask](story), message, kind=un.UnknownName)


@pytest.mark.parametrize("outcome", [None, [1], {1}, b"1", math.nan, 10**400, 1.5, object()])
def test_what_is_no_outcome_at_all(outcome: Any, start: un.Story) -> None:
    refused(lambda: start.tell(number=outcome), "'number' has no outcome", "(outcomes: 1, 2, 3)", kind=un.UnknownName)


def test_a_word_for_a_number(start: un.Story) -> None:
    """The hint does not repeat what was said."""
    message = refused(lambda: start.tell(number="1"), "'number' has no outcome '1'", kind=un.UnknownName)
    assert "Did you mean '1'?" not in message


@pytest.mark.parametrize("outcome", [2, 2.0, np.int64(2), np.float64(2)])
def test_numbers_of_every_kind_are_outcomes(outcome: Any, start: un.Story) -> None:
    assert start.tell(number=outcome).told == start.tell(number=2).told


def test_a_float_against_a_huge_whole_number() -> None:
    """It is another number, and no overflow."""
    w = un.World()
    w.chance("n", {10**400: 0.5, 1: 0.5})
    refused(lambda: w.tell(n=2.0), "'n' has no outcome 2.0", kind=un.UnknownName)


def test_a_scene_is_not_taken_for_a_misspelt_fact(story: un.Story) -> None:
    """`at` may name a scene: its end."""
    at = story.tell(joke="joke").belief("Sakura", "heart", at="the gate")
    assert at.close_to(story.tell(joke="joke").belief("Sakura", "heart", at="joke"))
    refused(lambda: story.belief("Sakura", "heart", at="the bridg"), "the bridg", "Did you mean 'the bridge'?")


# --- paths -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["* > Kakashi", "*", "> Sakura", "Sakura >", ">", "Sakura > > Kakashi"])
def test_paths_that_cannot_be_read(path: str, story: un.Story) -> None:
    """The message shows the path; a star is for rules, not for questions."""
    refused(lambda: story.belief(path, "heart"), path.strip("> "), kind=un.ModelError)
    refused(lambda: story.expect("joke", by=path), kind=un.ModelError)


@pytest.mark.parametrize("path", [None, 5, un.FactRef("heart"), ["Sakura", None], {"Sakura": 1, None: 2}])
def test_what_is_no_path(path: Any, story: un.Story) -> None:
    refused(lambda: story.belief(path, "heart"), "its name or its handle was expected", kind=un.UnknownName)


def test_oneself_in_oneself_is_oneself(story: un.Story) -> None:
    """S > S is S, and is called so."""
    assert story.belief("Sakura > Sakura", "heart") == story.belief("Sakura", "heart")
    assert story.expect("joke", by="Sakura") == story.expect("joke")
    assert story.expect("mask", by="Sakura > Kakashi").path == ("Sakura", "Kakashi")


# --- things of the wrong kind ----------------------------------------------------------------------------------------


def anything(it: Any) -> Any:
    """The same, for who does not check types."""
    return it


WRONG: dict[str, Callable[[Any], Any]] = {
    "tell a word": lambda s: s.tell("mask"),
    "tell a list": lambda s: s.tell(["mask"]),
    "tell a number": lambda s: s.tell(5),
    "tell of a number": lambda s: s.tell({5: "on"}),
    "tell of None": lambda s: s.tell({None: "on"}),
    "tell of a mind": lambda s: s.tell({un.Mind("Sakura"): "on"}),
    "start with a word": lambda _: anything(gate()).tell("mask"),
    "about None": lambda s: s.belief("Sakura", None),
    "about a number": lambda s: s.belief("Sakura", 5),
    "about a mind": lambda s: s.belief("Sakura", un.Mind("Kakashi")),
    "about minds": lambda s: s.belief("Sakura", [un.Mind("Kakashi")]),
    "about a belief": lambda s: s.belief("Sakura", un.believes("Kakashi", "heart", "love")),
    "about a condition": lambda s: s.belief("Sakura", un.when(["heart"], lambda h: True)),
    "about nothing": lambda s: s.belief("Sakura", []),
    "at a number": lambda s: s.belief("Sakura", "heart", at=5),
    "at several": lambda s: s.belief("Sakura", "heart", at=["mask"]),
    "at a mind": lambda s: s.belief("Sakura", "heart", at=un.Mind("Sakura")),
    "suppose a number": lambda s: s.belief("Sakura", "heart", suppose=5),
    "suppose a word": lambda s: s.belief("Sakura", "heart", suppose="joke"),
    "suppose a list": lambda s: s.expect("joke", suppose=["joke"]),
    "jointly a number": lambda s: s.belief("Sakura > Kakashi", "heart", jointly=5),
    "jointly None in a list": lambda s: s.belief("Sakura > Kakashi", "heart", jointly=[None]),
    "expect None": lambda s: s.expect(None),
    "expect several": lambda s: s.expect(["joke"]),
    "expect a function": lambda s: s.expect(lambda joke: True),
    "expect by a number": lambda s: s.expect("joke", by=5),
    "voi of a mind": lambda s: s.voi(un.Mind("Sakura")),
    "voi at a foresight below zero": lambda s: s.voi("joke", foresight=-1),
    "voi at a foresight that is none": lambda s: s.voi("joke", foresight=math.nan),
    "voi at a foresight in words": lambda s: s.voi("joke", foresight="high"),
    "mutual among nobody": lambda s: s.mutual([], lambda heart: True),
    "common among nobody": lambda s: s.common([], lambda heart: True),
    "mutual among None": lambda s: s.mutual(None, lambda heart: True),
    "mutual among a number": lambda s: s.mutual(5, lambda heart: True),
    "mutual among paths": lambda s: s.mutual(["Sakura > Kakashi"], lambda heart: True),
    "mutual of a fact": lambda s: s.mutual(["Sakura"], "heart"),
    "common of None": lambda s: s.common(["Sakura"], None),
    "simulate less than none": lambda s: s.simulate(-1, np.random.default_rng(0)),
    "simulate one and a half": lambda s: s.simulate(1.5, np.random.default_rng(0)),
    "simulate a word": lambda s: s.simulate("ten", np.random.default_rng(0)),
    "simulate without chance": lambda s: s.simulate(1, None),
    "simulate from a seed": lambda s: s.simulate(1, 0),
    "simulate from what all share": lambda s: s.simulate(1, np.random),
}


@pytest.mark.parametrize("ask", WRONG)
def test_things_of_the_wrong_kind(ask: str, story: un.Story) -> None:
    """Python's own errors, and NumPy's, stay inside."""
    refused(lambda: WRONG[ask](story))


@pytest.mark.parametrize(
    "event",
    [
        lambda heart: None,
        lambda heart: heart,
        lambda heart: 0.5,
        lambda heart: math.nan,
        lambda heart: 1 / 0,
        lambda *hearts: True,
        lambda **hearts: True,
        max,
        un.event(["heart"], lambda: True),
        un.event(["heart", "heart"], lambda a, b: True),
        anything(un.event)("heart", "love"),
    ],
)
def test_events_that_are_none(event: Any, story: un.Story) -> None:
    """They answer neither yes nor no, name no facts, or fail."""
    refused(lambda: story.belief("Sakura", event), "a question")
    refused(lambda: story.mutual(["Sakura"], event), "a question")


def test_an_event_that_fails_says_where(story: un.Story) -> None:
    """And what it raised can be followed."""
    message = "the function fails for heart='friend' with ZeroDivisionError: division by zero"
    with pytest.raises(un.ModelError, match=message) as raised:
        story.belief("Sakura", lambda heart: 1 / 0)
    assert isinstance(raised.value.__cause__, ZeroDivisionError)


def test_an_event_that_names_no_fact_is_certain_one_way(story: un.Story) -> None:
    assert story.belief("Sakura", lambda: True)[True] == 1
    assert story.belief("Sakura", lambda: False)[True] == 0
    assert float(story.mutual(["Sakura", "Kakashi"], lambda: True)) == 1


def test_a_fact_that_is_named_twice_counts_once(story: un.Story) -> None:
    """About, and jointly."""
    assert story.belief("Sakura", ["heart", "heart"]) == story.belief("Sakura", "heart")
    once = story.belief("Sakura > Kakashi", "heart", jointly=["heart"])
    assert story.belief("Sakura > Kakashi", "heart", jointly=["heart", "heart"]) == once


def test_a_word_is_no_list_of_letters(story: un.Story) -> None:
    """One fact may stand for a list of one; a group of minds is said to be one."""
    listed = story.belief("Sakura > Kakashi", "heart", jointly=["mask"])
    assert story.belief("Sakura > Kakashi", "heart", jointly="mask") == listed
    parts = ("among 'Sakura'", "a list of minds was due", "['Sakura']", "un.EVERYONE")
    refused(lambda: story.mutual("Sakura", lambda mask: mask == "on"), *parts, kind=un.BadPath)
    refused(lambda: story.common(un.Mind("Sakura"), lambda mask: mask == "on"), *parts, kind=un.BadPath)  # type: ignore[arg-type]


# --- telling ---------------------------------------------------------------------------------------------------------


def test_told_twice_differently(story: un.Story) -> None:
    """Later, or in one go; and what if, and new versions, are named as ways on."""
    refused(
        lambda: story.tell(mask="off"),
        "'mask' was told before as 'on' and is told now as 'off'",
        "what if",
        "new version",
        kind=un.EvidenceError,
    )
    both: dict[un.FactRef | str, str] = {un.FactRef("joke"): "joke", "joke": "nothing"}
    refused(lambda: anything(story).tell(both), "'joke'", "'nothing'", kind=un.EvidenceError)
    refused(lambda: story.tell({"joke": "joke"}, joke="nothing"), "'joke'", "'nothing'", kind=un.EvidenceError)
    refused(lambda: gate().tell({"joke": "joke"}, joke="nothing"), "'joke'", "'nothing'", kind=un.EvidenceError)


def test_told_twice_alike(story: un.Story) -> None:
    """Nothing is new."""
    assert story.tell(mask="on").told == story.told
    assert story.tell({"mask": "on"}, mask="on").now == story.now


def test_supposing_against_what_was_told(story: un.Story) -> None:
    refused(
        lambda: story.belief("Sakura", "heart", suppose={"mask": "off"}),
        "'mask'",
        "'on'",
        "'off'",
        kind=un.EvidenceError,
    )


def test_an_option_that_is_not_available() -> None:
    """Whichever of the two is told first."""
    w = un.World(habit="uniform")
    ann = w.mind("Ann")
    w.chance("door", ["open", "shut"], p="uniform", seen_by=ann)
    w.decision("move", by=ann, options=["leave", "stay"], available={"leave": lambda door: door == "open"})
    parts = ("'move'", "'leave'", "given door='shut'", "(possible: 'stay')")
    refused(lambda: w.tell(door="shut", move="leave"), *parts, kind=un.ImpossibleEvidence)
    refused(lambda: w.tell(move="leave").tell(door="shut"), *parts, kind=un.ImpossibleEvidence)
    refused(lambda: w.tell(door="shut").tell(move="leave"), *parts, kind=un.ImpossibleEvidence)
    assert w.tell(move="leave").belief("", "door")["open"] == 1


# --- what was not told -----------------------------------------------------------------------------------------------


def test_a_mind_that_has_seen_more_than_was_told(story: un.Story) -> None:
    """The fact, and three ways on: tell it, suppose it, or ask another; each of them works."""
    parts = ("Kakashi observed 'heart'", "tell it", "suppose={'heart': ...}", "reader > Kakashi")
    refused(lambda: story.belief("Kakashi", "heart"), *parts, kind=un.NotTold)
    assert story.tell(heart="love").belief("Kakashi", "heart")["love"] == 1
    assert story.belief("Kakashi", "heart", suppose={"heart": "love"})["love"] == 1
    assert story.belief("Sakura > Kakashi", "heart")["love"] == pytest.approx(0.625, abs=1e-12)
    assert story.belief("Kakashi", "number")[1] == pytest.approx(1 / 3, abs=1e-12)


@pytest.mark.parametrize("fact", ["mask", "blush", "joke"])
def test_what_a_mind_saw_or_did_itself_and_was_not_told(fact: str, start: un.Story) -> None:
    """Another's choice, a sign, its own choice: asked for the very thing, it needs to be told."""
    refused(lambda: start.belief("Sakura", fact, at=fact), f"Sakura observed '{fact}'", kind=un.NotTold)
    refused(lambda: start.belief("Sakura", ["number", fact], at=fact), f"Sakura observed '{fact}'", kind=un.NotTold)
    assert start.belief("", fact, at=fact).probabilities.sum() == pytest.approx(1, abs=1e-12)


def test_who_is_named_is_who_was_asked(story: un.Story) -> None:
    """Even where another question has met an equal head under a longer path."""
    story.belief("Sakura > Kakashi", "heart")
    message = refused(lambda: story.belief("Kakashi", "heart"), "Kakashi observed 'heart'", kind=un.NotTold)
    assert "Sakura" not in message


def test_a_decision_before_what_its_actor_saw_is_told(start: un.Story) -> None:
    """Of her policy, of the worth of knowing; but another's prediction weighs what she may have seen."""
    refused(lambda: start.expect("joke"), "Sakura observed 'blush'", "suppose", kind=un.NotTold)
    refused(lambda: start.voi("joke"), "Sakura observed", kind=un.NotTold)
    assert start.expect("joke", suppose={"mask": "on", "blush": "no"})["joke"] > 0.5
    assert start.expect("joke", by="Kakashi")["joke"] == pytest.approx(0.5, abs=1e-12)


def test_a_moment_that_the_story_has_not_reached(start: un.Story) -> None:
    """After the joke she will have seen a blush, or none."""
    refused(lambda: start.belief("Sakura", "heart", at="joke"), "Sakura observed 'blush'", kind=un.NotTold)
    supposed = start.belief("Sakura", "heart", at="joke", suppose={"mask": "on", "blush": "yes", "joke": "joke"})
    assert supposed["love"] == pytest.approx(0.625, abs=1e-12)


# --- depths of a question --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["Sakura", "", "Sakura > Sakura"])
def test_jointly_and_after_are_of_the_beliefs_of_another(path: str, story: un.Story) -> None:
    """For one mind alone there is the joint belief, and `at`; neither word is dropped in silence."""
    refused(lambda: story.belief(path, "heart", jointly=["mask"]), "jointly", kind=un.ModelError)
    refused(lambda: story.belief(path, "heart", after="joke"), "after", "at=", kind=un.ModelError)


def test_a_belief_that_another_held_before(story: un.Story) -> None:
    """`after` may lie before `at`: what she thinks now that he believed then."""
    before = story.belief("Kakashi > Sakura", "heart", suppose={"heart": "love"}, after="mask")
    assert before["love"] == pytest.approx(0.25, abs=1e-12)


def test_a_question_about_a_decision_that_is_none(story: un.Story) -> None:
    """Asked of a chance fact, of a sign, of a state."""
    for fact, shown in {"heart": "heart", "blush": "blush", "box": "box@1"}.items():
        for ask in (story.expect, story.voi, story.requisite):
            refused(
                lambda ask=ask, fact=fact: ask(fact),  # type: ignore[misc]
                f"'{shown}' is not a decision (decisions: 'mask', 'joke')",
                "ask for a belief",
                kind=un.EvidenceError,
            )


@pytest.mark.parametrize("p", [-0.1, 1.5, math.nan, math.inf, "one", None, 1j])
def test_p_is_a_probability(p: Any, story: un.Story) -> None:
    """The message names what was given, and nothing that was not."""
    refused(lambda: story.mutual(["Sakura"], lambda heart: True, p=p), f"p = {p!r}", "probability", kind=un.BadNumber)
    message = refused(lambda: story.common(["Sakura"], lambda heart: True, p=p), f"p = {p!r}", kind=un.BadNumber)
    assert "n = " not in message


@pytest.mark.parametrize("n", [0, -1, 1.5, math.inf, math.nan, "two", None])
def test_n_is_a_whole_number(n: Any, story: un.Story) -> None:
    refused(
        lambda: story.mutual(["Sakura", "Kakashi"], lambda heart: True, n=n), f"n = {n!r}", "whole", kind=un.BadNumber
    )


def test_a_depth_beyond_which_nothing_changes(story: un.Story) -> None:
    """However deep, it is the common belief."""
    deep = story.mutual(["Sakura", "Kakashi"], lambda mask: mask == "on", n=5_000)
    assert deep == story.common(["Sakura", "Kakashi"], lambda mask: mask == "on").probability


def test_everyone_is_a_group(story: un.Story) -> None:
    everyone = story.mutual(un.EVERYONE, lambda mask: mask == "on")
    assert everyone == story.mutual(["Sakura", "Kakashi"], lambda mask: mask == "on")


# --- habits and options ----------------------------------------------------------------------------------------------


def habitual(**decision: Any) -> un.World:
    """Bob sees the rain, Ann does not, and decides; she wants nothing."""
    w = un.World("rain")
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=1)
    w.chance("rain", {"no": 0.75, "yes": 0.25}, seen_by=[bob])
    w.decision("umbrella", by=ann, options=["leave", "take"], **decision)
    return w


HABITUAL: dict[str, Ask] = {
    "expect": lambda s: s.expect("umbrella"),
    "voi": lambda s: s.voi("umbrella"),
    "own prediction": lambda s: s.belief("Ann", "umbrella"),
    "the world itself": lambda s: s.belief("", "umbrella"),
    "simulate": lambda s: s.simulate(1, np.random.default_rng(0)),
}


@pytest.mark.parametrize("ask", HABITUAL)
def test_a_habit_that_names_what_its_actor_cannot_see_is_not_acted_by(ask: str) -> None:
    """The message names actor, decision and fact."""
    story = habitual(habit=lambda rain: 0.9 if rain == "yes" else 0.2).tell()
    refused(
        lambda: HABITUAL[ask](story),
        "Ann acts at 'umbrella' by a habit that names 'rain', which it has not observed",
        "name only what the actor has observed",
        kind=un.UnseenHabit,
    )


def test_such_a_habit_may_be_read_by_others() -> None:
    """Bob, who sees the rain, predicts by it."""
    story = habitual(habit=lambda rain: 0.9 if rain == "yes" else 0.2).tell()
    assert story.belief("Bob", "umbrella", suppose={"rain": "yes"}, at="rain")["take"] == pytest.approx(0.9, abs=1e-12)
    assert story.expect("umbrella", by="Bob")["take"] == pytest.approx(0.75 * 0.2 + 0.25 * 0.9, abs=1e-12)


@pytest.mark.parametrize("ask", HABITUAL)
def test_a_habit_that_was_never_declared(ask: str) -> None:
    """It is asked for by name, whoever needs it; nothing is uniform unasked."""
    message = refused(
        lambda: HABITUAL[ask](habitual().tell()),
        "Ann chooses 'umbrella' by habit (level 1), and no habit was declared",
        "habit='uniform'",
        kind=un.MissingHabit,
    )
    assert "Bob" not in message


def test_a_habit_that_another_needs_names_the_path() -> None:
    """Ann has wants, but in Bob's head she is at level 0."""
    w = habitual()
    w.wants("Ann", {"take": 1.0}, given=["umbrella"])
    assert w.tell().expect("umbrella")["take"] > 0.5
    refused(
        lambda: w.tell().belief("Bob", "umbrella"),
        "Bob > Ann chooses 'umbrella' by habit (level 0)",
        kind=un.MissingHabit,
    )


def test_the_worth_of_knowing_for_who_weighs_nothing() -> None:
    story = habitual(habit="uniform").tell()
    refused(lambda: story.voi("umbrella"), "Ann", "'umbrella'", "by habit", "level 1 or more", kind=un.EvidenceError)


def desperate() -> un.World:
    """Every option of Ann's is worth minus infinity; Bob knows."""
    w = un.World("despair", habit="uniform")
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=2)
    rope = w.decision("rope", by=ann, options=["left", "right"])
    reply = w.decision("reply", by=bob, options=["up", "down"])
    w.wants(ann, {"left": -math.inf, "right": -math.inf}, given=[rope])
    w.wants(bob, {("left", "up"): 1.0}, given=[rope, reply])
    return w


DESPERATE: dict[str, tuple[str, Ask]] = {
    "expect": ("Ann", lambda s: s.expect("rope")),
    "voi": ("Ann", lambda s: s.voi("rope")),
    "prediction": ("Bob > Ann", lambda s: s.belief("Bob", "rope")),
    "prediction of a policy": ("Bob > Ann", lambda s: s.expect("rope", by="Bob")),
    "the world itself": ("Ann", lambda s: s.belief("", "rope")),
    "simulate": ("Ann", lambda s: s.simulate(2, np.random.default_rng(0))),
    "mutual": ("Ann", lambda s: s.mutual(["Bob"], lambda rope: rope == "left", p=0.5)),
}


@pytest.mark.parametrize("ask", DESPERATE)
def test_no_option_left(ask: str) -> None:
    """At any rationality; the message names whoever has none, and the decision."""
    who, question = DESPERATE[ask]
    refused(
        lambda: question(desperate().tell()),
        f"{who} has no option left at 'rope'",
        "minus infinity",
        "finite",
        kind=un.NoOption,
    )


def test_no_option_left_even_without_rationality() -> None:
    """An option worth minus infinity is never chosen."""
    w = un.World()
    ann = w.mind("Ann", level=1, rationality=0)
    rope = w.decision("rope", by=ann, options=["left", "right", "none"])
    w.wants(ann, {"left": -math.inf}, given=[rope])
    assert w.tell().expect("rope").probabilities.tolist() == [0.0, 0.5, 0.5]
    w.wants(ann, {"right": -math.inf, "none": -math.inf}, given=[rope])
    refused(lambda: w.tell().expect("rope"), "'rope'", kind=un.NoOption)


# --- impossible evidence ---------------------------------------------------------------------------------------------

REMEDIES = ("tremble", "fallback", "awareness")


def peeking() -> un.World:
    """Sally's world is closed to the move, and then she sees it; Anne may tease her for where she looks."""
    w = un.World("peek", habit="uniform")
    sally, anne = w.mind("Sally", level=1), w.mind("Anne", level=2)
    moved = w.chance("moved", {"nothing": 0.5, "moved": 0.5}, seen_by=[anne])
    w.chance("peek", ["nothing", "moved"], value=lambda moved: moved, seen_by=[sally])
    search = w.decision("search", by=sally, options=["box", "basket"])
    tease = w.decision("tease", by=anne, options=["yes", "no"])
    w.wants(sally, {("box", "moved"): 1.0, ("basket", "nothing"): 1.0}, given=[search, moved])
    w.wants(anne, {("box", "yes"): 1.0}, given=[search, tease])
    w.closed(sally, moved)
    return w


PEEKING: dict[str, tuple[str, Ask]] = {
    "belief": ("Sally", lambda s: s.belief("Sally", "moved")),
    "of something else": ("Sally", lambda s: s.belief("Sally", "tease")),
    "later": ("Sally", lambda s: s.belief("Sally", "moved", at="search", suppose={"search": "box"})),
    "policy": ("Sally", lambda s: s.expect("search")),
    "another's policy": ("Anne > Sally", lambda s: s.expect("search", by="Anne")),
    "in another's head": ("Anne > Sally", lambda s: s.belief("Anne > Sally", "moved")),
    "another's prediction": ("Anne > Sally", lambda s: s.belief("Anne", "search")),
    "the world itself": ("Sally", lambda s: s.belief("", "search")),
    "simulate": ("Sally", lambda s: s.simulate(3, np.random.default_rng(0))),
    "log evidence": ("Sally", lambda s: s.tell(search="box").log_evidence()),
    "mutual": ("Sally", lambda s: s.mutual(["Sally", "Anne"], lambda moved: moved == "moved")),
}


@pytest.mark.parametrize("ask", PEEKING)
def test_a_closed_world_meets_what_it_excludes(ask: str) -> None:
    """The message names the path, the fact, what came, what was thought possible, and the remedies."""
    who, question = PEEKING[ask]
    parts = (f"{who} holds impossible", "'peek'", "'moved' came", f"{who} thought possible only 'nothing'", *REMEDIES)
    refused(lambda: question(peeking().tell(moved="moved", peek="moved")), *parts, kind=un.ImpossibleEvidence)


def test_impossible_evidence_that_bears_on_nothing_asked_for() -> None:
    """Beliefs of minds that are not asked for are not computed; and where nothing was moved all is well."""
    story = peeking().tell(moved="moved", peek="moved")
    assert story.belief("Anne", "moved")["moved"] == 1
    assert peeking().tell(moved="nothing", peek="nothing").expect("search")["basket"] > 0.5


def test_an_option_that_its_audience_holds_impossible() -> None:
    """Met inside a plan, it is named with the option under consideration."""
    w = un.World("silence")
    speaker, listener = w.mind("speaker", level=1), w.mind("listener", level=0)
    state = w.chance("state", {"some": 0.5, "all": 0.5}, seen_by=[speaker])
    w.decision("says", by=speaker, options=["some", "nothing"], habit={"some": 1.0})
    w.wants(speaker, un.image(listener, about=state, worth=lambda b, state: un.log(b[state])))
    parts = ("speaker > listener holds impossible", "'says'", "'nothing' came", "possible only 'some'", *REMEDIES)
    story = w.tell(state="all")
    refused(lambda: story.expect("says"), *parts, "the option 'nothing' of 'says'", kind=un.ImpossibleEvidence)
    refused(lambda: w.tell().belief("", "says"), *parts, "option 'nothing'", kind=un.ImpossibleEvidence)


def excluded() -> un.World:
    """Nothing but `a` can come, and `y` copies it; Ann sees `y`."""
    w = un.World("excluded")
    ann = w.mind("Ann", level=0)
    w.chance("x", {"a": 1.0, "b": 0.0})
    w.chance("y", ["a", "b"], value=lambda x: x, seen_by=[ann])
    w.chance("z", {"c": 0.5, "d": 0.5})
    return w


def test_an_outcome_that_the_told_causes_exclude() -> None:
    """It is refused when it is told."""
    parts = ("was told as 'b', which has probability zero", "(possible: 'a')")
    refused(lambda: excluded().tell(x="b"), "'x'", *parts, kind=un.ImpossibleEvidence)
    refused(lambda: excluded().tell(x="a", y="b"), "'y'", "zero given x='a'", kind=un.ImpossibleEvidence)
    refused(lambda: excluded().tell(y="b").tell(x="a"), "'y'", "zero given x='a'", kind=un.ImpossibleEvidence)


EXCLUDED: dict[str, tuple[str, Ask]] = {
    "cause": ("the world itself", lambda s: s.belief("", "x")),
    "itself": ("the world itself", lambda s: s.belief("", "y")),
    "joint": ("the world itself", lambda s: s.belief("", ["y", "z"])),
    "mind": ("Ann", lambda s: s.belief("Ann", "x")),
    "mind of what it saw": ("Ann", lambda s: s.belief("Ann", "y")),
    "mutual": ("the world itself", lambda s: s.mutual(["Ann"], lambda x: x == "a")),
    "simulate": ("the world itself", lambda s: s.simulate(2, np.random.default_rng(0))),
}


@pytest.mark.parametrize("ask", EXCLUDED)
def test_what_cannot_have_happened_is_never_answered(ask: str) -> None:
    """Nor with a table of zeros, nor with a certainty, nor with draws of what has no chance."""
    _, question = EXCLUDED[ask]
    refused(
        lambda: question(excluded().tell(y="b")), "'y'", "'b' came", "possible only 'a'", kind=un.ImpossibleEvidence
    )


def test_the_evidence_of_what_cannot_have_happened() -> None:
    """The logarithm of zero, and no warning."""
    assert excluded().tell(y="b").log_evidence() == -math.inf


def test_a_perfect_chooser_makes_no_mistake() -> None:
    """Nor for the world itself; and a draw does not make one up."""
    w = un.World(habit="uniform")
    ann, bob = w.mind("Ann", level=1, rationality=math.inf), w.mind("Bob", level=2)
    kind = w.chance("kind", {"t1": 0.5, "t2": 0.5}, seen_by=[ann])
    act = w.decision("act", by=ann, options=["good", "bad"])
    w.wants(ann, {"good": 1.0}, given=[act])
    story, parts = w.tell(act="bad"), ("'act'", "'bad' came", "possible only 'good'")
    refused(lambda: story.belief(bob, kind), "Bob holds impossible", *parts, kind=un.ImpossibleEvidence)
    refused(lambda: story.belief("", kind), "the world itself", *parts, kind=un.ImpossibleEvidence)
    refused(lambda: story.simulate(1, np.random.default_rng(0)), *parts, kind=un.ImpossibleEvidence)
    assert story.log_evidence() == -math.inf


# --- images ----------------------------------------------------------------------------------------------------------


def test_an_image_that_would_need_the_choice_that_it_bears_on() -> None:
    """Refused by name, before any question: whose, about what, and when it may be read instead."""
    w = un.World(habit="uniform")
    ann = w.mind("Ann", level=2)
    first = w.decision("first", by=ann, options=["l", "r"])
    second = w.decision("second", by=ann, options=["l", "r"])
    w.wants(ann, un.image(ann, about=second, worth=lambda b, second: b["l"], after=first))
    parts = ("'Ann'", "'second'", "needs its own later choice", "Read the image after 'second'")
    refused(w.tell, *parts, kind=un.NotWellFounded)


WORTHS: dict[str, tuple[Callable[..., Any], str]] = {
    "none": (lambda b: None, "None"),
    "word": (lambda b: "much", "'much'"),
    "nan": (lambda b: math.nan, "nan"),
    "plus infinity": (lambda b: math.inf, "inf"),
    "failure": (lambda b: 1 / 0, "ZeroDivisionError"),
    "unknown outcome": (lambda b: b["lov"], "Did you mean 'love'?"),
}


@pytest.mark.parametrize("worth", WORTHS)
def test_a_worth_that_is_none(worth: str) -> None:
    """The message names whose want it is and what came, once."""
    function, shown = WORTHS[worth]
    w = gate()
    w.wants("Sakura", un.image("Kakashi", about="heart", worth=function))
    story = w.tell(mask="on", blush="yes")
    message = refused(lambda: story.expect("joke"), "Sakura", shown, "utils", kind=un.BadTerm)
    assert message.count("utils") == 1


# --- afterwards ------------------------------------------------------------------------------------------------------


def test_a_refusal_changes_nothing(story: un.Story) -> None:
    """What could be asked before can be asked after, with the same answer."""
    fresh = gate().tell(mask="on", blush="yes")
    for ask in [*FACTS.values(), *((a, "") for a in MINDS.values()), *((a, "") for a in OUTCOMES.values())]:
        with pytest.raises(un.UnderneathError):
            ask[0](story)
    with pytest.raises(un.NotTold):
        story.belief("Kakashi", "heart")
    assert story.told == fresh.told
    assert story.belief("Sakura > Kakashi", "heart") == fresh.belief("Sakura > Kakashi", "heart")
    assert story.expect("joke") == fresh.expect("joke")


def test_impossible_evidence_does_not_stay() -> None:
    """The same world answers where all is possible, and a story of the same world told otherwise does."""
    w = peeking()
    for _ in range(2):
        refused(lambda: w.tell(peek="moved").expect("search"), kind=un.ImpossibleEvidence)
        assert w.tell(peek="nothing").expect("search")["basket"] > 0.5


# --- who met what it held impossible ---------------------------------------------------------------------------------


def confession() -> un.Story:
    """She says what he has never considered; what he feels and why is his own, and was not told."""
    w = un.World("confession", habit="uniform")
    she, he = w.mind("she", level=2), w.mind("he", level=1)
    heart = w.chance("heart", {"friend": 0.5, "love": 0.5}, seen_by=[he])
    motives = {"friend": {"play": 1.0}, "love": {"keen": 1.0}}
    w.chance("motive", ["play", "keen"], given=[heart], p=motives, seen_by=[he])
    first = w.chance("first", {"usual": 0.9, "first": 0.1}, seen_by=[she])
    w.unaware(he, first, ["first"])
    w.decision("words", by=she, options=["nothing", "tell"], available={"tell": lambda first: first == "first"})
    w.decision("answer", by=he, options=["stay", "go"])
    w.wants(he, lambda answer, heart: float((answer == "stay") == (heart == "love")))
    return w.tell(first="first", words="tell")


def test_an_inner_mind_is_faulted_for_what_it_met_and_not_for_what_nobody_holds_possible() -> None:
    """The error names her words; that he loves and plays, which everyone excludes, is not what went wrong."""
    words = r"she > he holds impossible what came at 'words': 'tell' came.* \(never thought of: first='first'\), in a"
    with pytest.raises(un.ImpossibleEvidence, match=words):
        confession().belief("she > he", "heart")


def whereabouts() -> un.World:
    """Where the cup is follows from whether the cat came; Ann sees only the cup."""
    w = un.World("whereabouts", habit="uniform")
    ann = w.mind("Ann")
    w.chance("cat", {"stays": 0.7, "comes": 0.3})
    w.chance("cup", ["table", "floor"], value=lambda cat: "floor" if cat == "comes" else "table", seen_by=[ann])
    w.chance("noise", ["no", "yes"], p=lambda cup: 0.9 if cup == "floor" else 0.0, seen_by=[ann])
    w.decision("looks", by=ann, options=["up", "down"])
    return w


def test_what_follows_for_certain_is_told_with_its_causes() -> None:
    """Nobody has to tell what leaves one outcome; what does not is still to be told."""
    story = whereabouts().tell(cat="stays", looks="up")
    assert story.belief("Ann", "cat")["stays"] == 1.0
    assert whereabouts().tell(looks="up").belief("Ann", "cat", suppose={"cat": "stays"})["stays"] == 1.0
    refused(lambda: story.tell(cup="floor"), "'cup'", "zero given cat='stays'", kind=un.ImpossibleEvidence)
    missing = whereabouts().tell(cat="comes", looks="up")
    refused(lambda: missing.belief("Ann", ["cat", "noise"]), "'noise'", kind=un.NotTold)
