"""Changed stories: the same file with something different in it, read as if it had been written so."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
import pytest

import underneath as un
from file_tools import script
from model_tools import differences

STORY = """\
underneath: 1
habit: uniform
numbers: {shy: 0.3}
people:
  Sakura: {level: 2, rationality: 2}
  Kakashi: {closed: [joke]}
facts:
  heart: {of: Kakashi, outcomes: {friend: 0.75, love: 0.25}, told: love}
  moved: {outcomes: [no, yes], p: shy if heart == love else 0.1}
wants: {Sakura: [{utils: 1 if joke == "joke" else 0}]}
scenes: [{scene: s, steps: [{act: joke, by: Sakura, menu: [joke, nothing], told: nothing}]}]
watch: [{of: Sakura, about: heart}]
ask: [{belief: heart, of: Sakura}]
"""


def problems(changes: dict[str, object]) -> list[un.Script]:
    with pytest.raises(un.BadFile) as raised:
        script(STORY).changed(changes)
    return list(raised.value.problems)


def test_changes_within_themselves_are_refused() -> None:
    """They have no end; so are those that are deeper than a file can be."""
    changes: dict[str, object] = {}
    changes["people"] = {"Sakura": changes, "Kakashi": changes}
    (problem,) = problems(changes)
    assert "error U112: lists and mappings stand more than 50 deep" in str(problem)


def test_mappings_are_merged_and_all_else_is_replaced() -> None:
    """The same as if the text had been another."""
    changed = script(STORY).changed(
        {
            "numbers": {"shy": 0.5},
            "people": {"Sakura": {"level": 1}, "Ino": {}},
            "facts": {"heart": {"outcomes": {"friend": 0.5, "love": 0.5}}},
            "wants": {"Sakura": [{"utils": 2}]},
        }
    )
    text = STORY.replace("shy: 0.3", "shy: 0.5").replace("level: 2, ", "level: 1, ")
    text = text.replace("{closed: [joke]}\n", "{closed: [joke]}\n  Ino: {}\n").replace(
        "0.75, love: 0.25", "0.5, love: 0.5"
    )
    other = script(text.replace('{utils: 1 if joke == "joke" else 0}', "{utils: 2}"))
    assert differences(changed.model, other.model) == []
    assert changed.story.told == other.story.told
    assert len(changed.watch) == len(changed.questions) == 1
    assert script(STORY).model.minds[0].traits.level == 2


def test_none_takes_a_key_out() -> None:
    changed = script(STORY).changed({"people": {"Kakashi": {"closed": None}}, "facts": {"heart": {"told": None}}})
    assert changed.model.heads == ()
    assert changed.facts[0].told is None
    assert len(changed.story.told) == 1


def test_a_change_of_a_change() -> None:
    """Goes on from there; nothing at all changes nothing."""
    once = script(STORY).changed({"people": {"Sakura": {"level": 1}}})
    twice = once.changed({"people": {"Sakura": {"rationality": 5}}})
    assert (twice.model.minds[0].traits.level, twice.model.minds[0].traits.rationality) == (1, 5)
    assert differences(once.changed({}).model, once.model) == []


def test_values_of_all_kinds() -> None:
    """As Python has them: words that look like numbers stay words."""
    changed = script(STORY).changed(
        OrderedDict(
            people={"Sakura": {"rationality": np.inf, "level": np.int64(1)}, "no": {"unaware": {"moved": ("yes",)}}},
            facts={"size": {"outcomes": {"1": 0.5, 1: 0.25, "null": 0.25}}},
            story="12:30",
        )
    )
    assert changed.title == "12:30"
    assert changed.model.facts[2].outcomes == ("1", 1, "null")
    assert changed.model.minds[2].name == "no"


def test_problems_of_a_change_stand_in_the_change() -> None:
    """With their place in it; what the file itself says keeps its own."""
    found = problems(
        {"people": {"Sakura": {"levle": 1, "level": -1}}, "facts": {"moved": {"p": "shy if hart == love else 0"}}}
    )
    assert [(p.name, p.code, p.line) for p in found] == [  # type: ignore[attr-defined]
        ("<changes>", "U201", 2),
        ("<changes>", "U403", 2),
        ("<changes>", "U310", 3 + 1),
    ]
    (problem,) = problems({"facts": {"heart": {"outcomes": {"love": None, "hate": 0.25}}}})[:1]
    assert (problem.name, problem.code) == ("<text>", "U311")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "changes", [{"people": 3}, {"scene": []}, {"people": {"Sakura": object()}}, {3: 4}, {"a\0b": "\x01"}]
)
def test_odd_changes_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(un.BadFile):
        script(STORY).changed(changes)
