"""Who sees what by default: whoever is there, whoever is addressed, and readers where the text tells it."""

from __future__ import annotations

import pytest

from file_tools import script

PEOPLE = """\
underneath: 1
habit: uniform
people: {Sakura: {}, Kakashi: {}, Naruto: {}, reader: {reader: true}}
"""


def seen(text: str) -> dict[str, set[str]]:
    """Who sees each fact, by its name."""
    model = script(PEOPLE + text).model
    return {fact.name: {model.minds[mind].name for mind in fact.observers} for fact in model.facts}


def scene(*steps: str, head: str = "") -> dict[str, set[str]]:
    """Who sees each fact of a scene; `head` are further lines of the scene."""
    return seen(f"scenes:\n  - scene: s\n{head}    steps:\n" + "".join(f"      - {{{step}}}\n" for step in steps))


ACT = "by: Sakura, menu: [a, b]"
SIGN = "outcomes: [no, yes], p: 0.5"


def test_without_presence_everybody_sees_acts_and_signs() -> None:
    """Readers where the text tells it; chance is seen by nobody else."""
    found = scene(f"act: x, {ACT}", f"act: y, {ACT}, told: a", f"sign: z, by: Kakashi, {SIGN}", f"chance: c, {SIGN}")
    assert found["x"] == found["z"] == {"Sakura", "Kakashi", "Naruto"}
    assert found["y"] == {"Sakura", "Kakashi", "Naruto", "reader"}
    assert found["c"] == set()


def test_what_the_text_tells_readers_see() -> None:
    """Of every kind of step; but not what is so before the story begins."""
    found = seen(
        "facts:\n  heart: {of: Kakashi, outcomes: {friend: 1}, told: friend}\n"
        "  mood: {outcomes: {calm: 1}, changing: true}\n"
        f"scenes:\n  - scene: s\n    steps:\n      - {{chance: c, {SIGN}, told: yes}}\n"
        "      - {view: v, of: c, by: Naruto, clear: 0.5, told: unseen}\n"
        "      - {change: mood, p: uniform, told: calm}\n"
        f"      - {{testimony: t, by: Sakura, to: Naruto, about: c, told: yes}}\n"
        f"      - {{act: x, {ACT}, seen_by: [], told: a}}\n"
        "      - {testimony: u, by: Sakura, to: Naruto, about: c}\n"
    )
    assert found["heart"] == {"Kakashi"}
    assert found["mood@0"] == set()
    assert found["c"] == found["mood@1"] == {"reader"}
    assert found["v"] == {"Naruto", "reader"}
    assert found["t"] == {"Sakura", "Naruto", "reader"}
    assert found["u"] == {"Sakura", "Naruto"}
    assert found["x"] == {"Sakura"}


def test_those_present_see_what_is_done() -> None:
    """And those whom it is addressed to, wherever they are; chance is still nobody's."""
    found = scene(
        f"act: x, {ACT}",
        f"act: y, {ACT}, to: Naruto",
        f"sign: z, by: Kakashi, {SIGN}, told: no",
        f"chance: c, {SIGN}",
        f"chance: d, {SIGN}, seen_by: present",
        head="    place: office\n    present: [Sakura, Kakashi]\n",
    )
    assert found["x"] == {"Sakura", "Kakashi"}
    assert found["y"] == {"Sakura", "Kakashi", "Naruto"}
    assert found["z"] == {"Sakura", "Kakashi", "reader"}
    assert found["c"] == set()
    assert found["d"] == {"Sakura", "Kakashi"}


def test_observers_follow_whoever_goes() -> None:
    """Out of the room and back; two who are elsewhere see each other."""
    found = scene(
        f"act: a0, {ACT}",
        "go: {Sakura: garden}",
        f"act: a1, {ACT}",
        f"act: b1, by: Kakashi, {ACT[12:]}",
        "go: {Naruto: garden}",
        f"act: a2, {ACT}",
        f"act: b2, by: Kakashi, {ACT[12:]}",
        f"chance: c2, {SIGN}, seen_by: present",
        "go: {Sakura: room, Naruto: room}",
        f"act: a3, {ACT}",
        head="    place: room\n    present: [Sakura, Kakashi]\n",
    )
    assert found["a0"] == {"Sakura", "Kakashi"}
    assert found["a1"] == {"Sakura"}
    assert found["b1"] == {"Kakashi"}
    assert found["a2"] == {"Sakura", "Naruto"}
    assert found["b2"] == found["c2"] == {"Kakashi"}
    assert found["a3"] == {"Sakura", "Kakashi", "Naruto"}


def test_going_where_nobody_was_listed() -> None:
    """Then everybody else stays; a new scene begins anew."""
    text = f"""\
scenes:
  - scene: one
    steps:
      - {{go: {{Sakura: garden}}}}
      - {{act: a, {ACT}}}
      - {{act: b, by: Kakashi, menu: [a, b]}}
  - scene: two
    steps:
      - {{act: c, {ACT}}}
"""
    found = seen(text)
    assert found["a"] == {"Sakura"}
    assert found["b"] == {"Kakashi", "Naruto"}
    assert found["c"] == {"Sakura", "Kakashi", "Naruto"}


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("everyone", {"Sakura", "Kakashi", "Naruto", "reader"}),
        ("nobody", {"Sakura"}),
        ("[]", {"Sakura"}),
        ("present", {"Sakura", "Kakashi"}),
        ("[by, to]", {"Sakura", "Naruto"}),
        ("Naruto", {"Sakura", "Naruto"}),
        ("[present, reader]", {"Sakura", "Kakashi", "reader"}),
    ],
)
def test_what_the_file_says_counts(words: str, who: set[str]) -> None:
    """Instead of any default; whoever acts always sees it."""
    step = f"act: x, {ACT}, to: Naruto, told: a, seen_by: {words}"
    assert scene(step, head="    present: [Sakura, Kakashi]\n")["x"] == who


def test_changes_are_seen_by_whoever_sees_the_state() -> None:
    """Unless the step says otherwise."""
    found = seen(
        "facts: {mood: {of: Sakura, seen_by: Naruto, outcomes: {calm: 1}, changing: true}}\n"
        "scenes:\n  - scene: s\n    steps:\n      - {change: mood, p: uniform}\n"
        "      - {change: mood, p: uniform, seen_by: Kakashi}\n"
        f"      - {{act: x, {ACT}, changes: {{mood: uniform}}}}\n"
    )
    assert found["mood@0"] == found["mood@1"] == found["mood@3"] == {"Sakura", "Naruto"}
    assert found["mood@2"] == {"Kakashi"}


def test_who_notices_what_comes_to_mind() -> None:
    """Whoever the step says, and readers; the others go on taking the person as before."""
    text = PEOPLE.replace("Sakura: {}", "Sakura: {unaware: {heart: love}}") + (
        "facts: {heart: {outcomes: {friend: 0.5, love: 0.5}}}\nscenes:\n  - scene: s\n    steps:\n"
        "      - {grow: Sakura, fact: heart, outcome: love, delta: 0.1}\n"
    )
    model = script(text).model
    (growth,) = model.growths
    assert {model.minds[mind].name for mind in growth.observers} == {"Sakura", "reader"}


def test_readers_see_no_reveal_that_is_not_theirs() -> None:
    model = script(
        PEOPLE + "facts: {heart: {outcomes: {friend: 1}}}\nscenes:\n  - scene: s\n    present: [Sakura, Naruto]\n"
        "    steps:\n      - {reveal: heart, to: present}\n"
    ).model
    assert [{model.minds[mind].name for mind in item.to} for item in model.items[1:]] == [  # type: ignore[union-attr]
        {"Sakura", "Naruto"}
    ]
