"""Lint of a text: what only the words of a story show, and where in it a warning stands."""

from __future__ import annotations

import pytest

from underneath.explain.lint import lint
from underneath.files.loading import loads

TEXT = """\
underneath: 1
habit: uniform
people: {Vera: {level: 2}, Holm: {level: 1}, Gus: {level: 1}}
facts:
  culprit: {of: Vera, outcomes: {Vera: 0.3, Max: 0.7}}
acts:
  dodge: {menu: [yes, no], wants: {by: [{name: ease, utils: 1}], to: [{utils: 2}]}}
scenes:
  - scene: The body
    steps:
      - {sign: blush, by: Vera, outcomes: [no, yes], p: 0.1}
      - act: shrug
        like: dodge
        by: Vera
        to: [Holm]
wants:
  Vera: [{utils: 1 if shrug == yes and culprit == Vera else 0}, {name: peace, utils: 3}]
"""


def test_wants_of_acts_are_found_where_they_stand() -> None:
    """In the template, for whoever they are; then those of the list."""
    lines = TEXT.splitlines()
    found = [(f.problem.line, f.problem.column) for f in lint(loads(TEXT)) if f.code == "W105"]
    assert found == [
        (7, lines[6].index("{name: ease") + 1),
        (7, lines[6].index("{utils: 2") + 1),
        (17, lines[16].index("{name: peace") + 1),
    ]


def test_a_version_of_a_state_is_found_where_it_came_about() -> None:
    """At its fact, at the act that changes it, at a change of its own."""
    text = TEXT.replace("\nacts:", "\n  mood: {of: Gus, outcomes: [low, high], p: 0.5, changing: true}\nacts:", 1)
    text = text.replace(
        "to: [Holm]\n", "to: [Holm]\n        changes: {mood: {p: 0.2}}\n      - {change: mood, p: 0.3}\n", 1
    )
    found = [f.problem for f in lint(loads(text)) if f.code == "W101"]
    assert [problem.message.split(" ")[0] for problem in found] == ["'mood@0'", "'mood@1'", "'mood@2'"]
    lines = [text.splitlines()[problem.line - 1] for problem in found]
    assert ["changing" in lines[0], "changes" in lines[1], "change:" in lines[2]] == [True] * 3


@pytest.mark.parametrize(
    ("sign", "found"),
    [
        ("outcomes: [yes, no], p: 0.1", "p: 0.1"),
        ("outcomes: [true, false], p: 0.1 if culprit == Vera else 0.2", "p: 0.1 if"),
        ("outcomes: [yes, no], cases: [{when: culprit == Vera, p: 0.1}, {otherwise: {yes: 1}}]", "p: 0.1}"),
        ("outcomes: [yes, no], cases: [{when: culprit == Vera, p: uniform}, {otherwise: 0.3}]", "0.3"),
        ("outcomes: [no, yes], p: 0.1", ""),
        ("outcomes: [false, true], p: 0.1", ""),
        ("outcomes: [yes, no], p: {yes: 0.1, no: rest}", ""),
        ("outcomes: [yes, no], p: uniform", ""),
        ("outcomes: [yes, no], p: [0.1, 0.9]", ""),
        ("outcomes: {yes: 0.1, no: 0.9}", ""),
        ("outcomes: [yes, no, maybe], p: uniform", ""),
    ],
)
def test_one_number_beside_yes_and_no(sign: str, found: str) -> None:
    """It is the probability of the last; whoever names the outcomes, or has them the other way round, knows."""
    text = TEXT.replace("outcomes: [no, yes], p: 0.1", sign, 1)
    problems = [f.problem for f in lint(loads(text)) if f.code == "W110"]
    assert len(problems) == bool(found)
    for problem in problems:
        rest = text.splitlines()[problem.line - 1][problem.column - 1 :]
        assert (found.removeprefix("p: ")) == rest[: len(found.removeprefix("p: "))]
        first = "false, true" if "true" in sign else "no, yes"
        assert problem.hint.startswith(f"Write outcomes: [{first}]")


@pytest.mark.parametrize("habit", ["0.9", "{p: 0.9}", "{cases: [{otherwise: 0.9}]}"])
def test_a_habit_in_one_number_beside_yes_and_no(habit: str) -> None:
    """A menu is no different, however the habit is put."""
    act = f"menu: [yes, no], habit: {habit}, wants"
    problems = [f.problem for f in lint(loads(TEXT.replace("menu: [yes, no], wants", act))) if f.code == "W110"]
    assert [problem.line for problem in problems] == [7]
    assert problems[0].hint == "Write menu: [no, yes]; or say which it is of: {yes: 0.9, no: rest}"


SAYS = "      - {testimony: word, by: Gus, to: Holm, about: culprit}\n"
TRUST = "      - {chance: honest, outcomes: [no, yes], p: 0.5}\n"


@pytest.mark.parametrize(
    ("steps", "warned"),
    [
        (SAYS, True),
        (SAYS.replace("Gus", "Vera"), False),
        (SAYS.replace("culprit}", "culprit, basis: belief}"), False),
        (SAYS.replace("culprit}", "culprit, basis: fact, accuracy: 0.9}"), True),
        (TRUST + SAYS.replace("culprit}", "culprit, trust: honest}"), False),
        ("      - {reveal: culprit, to: Gus}\n" + SAYS, False),
        (SAYS + "      - {reveal: culprit, to: Gus}\n", True),
    ],
)
def test_a_word_that_teaches_whoever_says_it(steps: str, warned: bool) -> None:
    """It goes by what is so, and they have not seen that by then."""
    text = TEXT.replace("wants:\n", f"{steps}wants:\n", 1)
    script = loads(text)
    assert ([f.code for f in lint(script) if f.code == "W109"] == ["W109"]) is warned
    word = script.story.scope.fact("word", "test").outcomes[0]
    story = script.story.tell(word=word)
    taught = story.belief("Gus", "culprit", at="word")[word] > script.story.belief("Gus", "culprit", at="blush")[word]
    if warned:
        assert taught


IDLE = """\
underneath: 1
people: {Ann: {level: 1}, Bob: {level: 1}}
wants: {Ann: [{utils: 1 if sky == blue else 0}, {utils: 1}]}
scenes:
  - scene: s
    steps:
      - {chance: sky, outcomes: [blue, grey], p: [0.5, 0.5], seen_by: [Ann, Bob], told: blue}
"""


@pytest.mark.parametrize(
    ("more", "warned"),
    [
        ("", ["W106", "W105"]),
        ("feelings: [Ann]\n", ["W105"]),
        ("ask: [{feelings: Ann}]\n", ["W105"]),
        ("ask: [{feel: joy, of: Bob > Ann}]\n", ["W105"]),
        ("ask: [{what_if: {people: {Ann: {level: 2}}}, ask: [{feel: joy, of: Ann}]}]\n", ["W105"]),
        ("ask: [{belief: sky}]\n", ["W106", "W105"]),
    ],
)
def test_a_want_that_moves_no_act_may_still_be_felt(more: str, warned: list[str]) -> None:
    """If the story asks what anybody feels; what is the same whatever happens is not felt either."""
    found = lint(loads(IDLE + more))
    assert [f.code for f in found] == warned
    if "W106" in warned:
        assert "or if feelings are asked for, such as feelings: [Ann]" in found[0].problem.hint
