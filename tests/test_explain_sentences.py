"""Sentences: why, in plain English, with the two readings of what happened."""

from __future__ import annotations

import math

import pytest

import underneath as un
from explain_worlds import first_time, silent
from underneath.explain.reasons import reasons
from underneath.explain.sentences import why
from underneath.feelings import words


def told(story: un.Story, path: str, fact: str, outcome: str, **said: str) -> tuple[str, ...]:
    """The sentences of a claim; what steps are called goes by the names of their facts."""
    places = {story.scope.fact(name, "test").place: text for name, text in said.items()}
    return why(reasons(story, path, fact, outcome), path.split(" > "), f"{fact} is {outcome}", places)


def test_silence_is_told_with_its_two_readings() -> None:
    """What happened by its note, what it weighs, and how likely it was either way."""
    first, *_ = told(silent(), "Kakashi", "moved", "yes", remark="she does not joke about it")
    joke = {x: 1 / (1 + math.exp(2 * cost)) for x, cost in {"so": 1.0, "not": -1.0}.items()}
    so, if_not = (words.percent(1 - 0.6 * joke[x]) for x in ("so", "not"))
    bits = math.log2((1 - 0.6 * joke["so"]) / (1 - 0.6 * joke["not"]))
    assert first == (
        f"She does not joke about it: {words.bits(bits)} for 'moved is yes'. "
        f"Kakashi expected it with {so} if that is so and with {if_not} if it is not."
    )


def test_the_other_way_round_it_is_against() -> None:
    """The same step speaks against the other outcome, with the readings turned."""
    first, *_ = told(silent(), "Kakashi", "moved", "no")
    assert "1.0 bits against 'moved is no'" in first
    assert "with 47% if that is so and with 93% if it is not" in first


def test_without_a_note_a_step_says_what_happened() -> None:
    """Who did what."""
    first, *_ = told(silent(), "Kakashi", "moved", "yes")
    assert first.startswith("Sakura: remark is silent: ")


def test_thinking_again_has_a_sentence_of_its_own() -> None:
    """Nothing was learnt, so nothing was expected; what came before is read again."""
    first, *_ = told(silent(think=3), "Sakura > Kakashi", "moved", "yes")
    assert first == (
        "Sakura reasons at level 3: 1.0 bits for 'moved is yes'. "
        "All that came before is read again, which takes Kakashi (as Sakura sees it) from 30% to 46%."
    )


def test_a_reveal_says_who_comes_to_know_what() -> None:
    """And what was expected of it."""
    lines = told(silent(reveal=True), "Kakashi", "moved", "yes")
    assert any(
        line.startswith("Kakashi comes to know occasion: 1.9 bits for 'moved is yes'. Kakashi expected it")
        for line in lines
    )


def test_what_enters_a_head_opens_the_question() -> None:
    """Growth is no evidence; what comes out then settles the matter."""
    lines = told(first_time(), "Kakashi", "first", "first")
    grown = next(line for line in lines if "comes to think of" in line)
    assert grown == (
        "Kakashi comes to think of first for first: 'first is first' becomes possible. Kakashi had not so much as"
        " thought of it; now all that came before looks different, which takes Kakashi from 0% to 33%."
    )
    settled = next(line for line in lines if "comes to know first" in line)
    assert "this settles 'first is first'" in settled


def test_what_weighs_nothing_is_told_together() -> None:
    """What was seen and fits either way, what is one's own doing, what was not seen."""
    lines = told(silent(think=3), "Sakura > Kakashi", "moved", "yes")
    (still,) = [line for line in lines if line.startswith("No weight")]
    assert "as likely either way: remark" in still
    assert "not seen by Kakashi: moved and occasion" in still
    (own,) = [line for line in told(silent(), "Sakura", "occasion", "yes") if line.startswith("No weight")]
    assert "Sakura's own doing: remark" in own


def test_the_last_sentence_is_the_sum() -> None:
    """From the first belief to the last, and all the bits between."""
    assert told(silent(), "Kakashi", "moved", "yes")[-1] == (
        "So Kakashi went from 30% to 46% for 'moved is yes', 1.0 bits for it in all."
    )


def test_nothing_yet() -> None:
    """At the start there is nothing to explain."""
    story = un.World("coin").tell()
    assert why([], ["Ann"], "heads") == ("Nothing has happened yet that bears on 'heads'.",)
    assert story.now == 0


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ((0.88, 0.24), ("88%", "24%")),
        ((0.0, 1.0), ("0%", "100%")),
        ((0.5001, 0.5004), ("50.01%", "50.04%")),
        ((1e-9, 0.2), ("<1%", "20%")),
        ((1 - 1e-9, 1.0), (">99%", "100%")),
    ],
)
def test_percents_that_differ_look_different(shares: tuple[float, float], said: tuple[str, str]) -> None:
    """As many digits as it takes; what is nearly certain never looks certain."""
    assert words.percents(*shares) == said
