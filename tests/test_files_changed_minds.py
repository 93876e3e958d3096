"""What comes to mind in a changed world: nothing, where it was there from the start."""

from __future__ import annotations

import pytest

import underneath as un
from file_tools import expect, script
from underneath.files.script import WhatIfQuery

STORY = """\
underneath: 1
habit: uniform
people: {Ann: {level: 1, unaware: {coin: [edge]}}, Bob: {level: 1}}
facts:
  coin: {of: Bob, outcomes: {heads: 0.5, tails: 0.4, edge: 0.1}, told: heads}
scenes:
  - scene: the toss
    steps:
      - {sign: smile, by: Bob, outcomes: [no, yes], p: 0.2 if coin == heads else 0.6, told: yes}
      - {grow: Ann, fact: coin, outcome: edge, delta: 0.3}
      - {sign: nod, by: Bob, outcomes: [no, yes], p: 0.3 if coin == heads else 0.5, told: yes}
"""

AWARE = {"people": {"Ann": {"unaware": None}}}


def test_what_was_in_mind_from_the_start_does_not_come_to_mind() -> None:
    """Ann's belief is by Bayes, as if the step were not there."""
    without = STORY.replace("      - {grow: Ann, fact: coin, outcome: edge, delta: 0.3}\n", "")
    other = script(STORY).changed(AWARE)
    bare = script(without.replace(", unaware: {coin: [edge]}", ""))
    for at in ("smile", "nod"):
        changed = other.story.belief("Ann", "coin", at=at)
        assert changed.probabilities.tolist() == pytest.approx(bare.story.belief("Ann", "coin", at=at).probabilities)
    share = {"heads": 0.5 * 0.2 * 0.3, "tails": 0.4 * 0.6 * 0.5, "edge": 0.1 * 0.6 * 0.5}
    assert other.story.belief("Ann", "coin")["edge"] == pytest.approx(share["edge"] / sum(share.values()))


def test_it_weighs_nothing() -> None:
    """The step stays in its place and moves no belief."""
    other = script(STORY).changed(AWARE)
    weights = other.story.why("Ann", "coin", "edge")
    assert {weight.step for weight in weights if abs(weight.bits) > 1e-12} == {"smile", "nod"}


def test_a_what_if_can_take_the_blind_spot_away() -> None:
    line = "ask:\n  - {what_if: {people: {Ann: {unaware: null}}}, ask: [{belief: coin, of: Ann}]}\n"
    (query,) = script(STORY + line).questions
    assert isinstance(query, WhatIfQuery)
    assert query.script is not None
    assert query.script.story.belief("Ann", "coin")["edge"] > 0


def test_in_a_story_that_nothing_was_changed_in_it_is_a_fault() -> None:
    expect(STORY.replace(", unaware: {coin: [edge]}", "").replace("outcome: edge", "outcome: «edge»"), "U218")


def test_what_is_no_outcome_stays_a_fault_in_a_changed_world() -> None:
    changes = {"facts": {"coin": {"outcomes": {"edge": None, "tails": 0.5}}}, **AWARE}
    with pytest.raises(un.BadFile) as raised:
        script(STORY).changed(changes)
    assert [problem.code for problem in raised.value.problems] == ["U311"]
