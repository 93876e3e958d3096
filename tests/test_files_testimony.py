"""Testimony: somebody's word moves the belief in what it is about, and the trust in whoever gives it, together."""

from __future__ import annotations

import numpy as np
import pytest

import underneath as un
from file_tools import expect, script
from underneath.model.tables import Table

HEAD = """\
underneath: 1
habit: uniform
people: {Sakura: {level: 1}, Ino: {level: 1}, Naruto: {level: 1}}
facts:
  heart: {outcomes: {friend: 0.75, love: 0.25}}
  reads: {of: Ino, outcomes: {badly: 0.4, well: 0.6}}
scenes:
  - scene: the shop
    steps:
"""


def told(keys: str, facts: str = "") -> un.Script:
    """A story in which Ino says something."""
    text = HEAD.replace("scenes:", f"{facts}scenes:") if facts else HEAD
    return script(f"{text}      - {{testimony: says, by: Ino, {keys}}}\n")


def table(found: un.Script) -> tuple[list[str], np.ndarray]:
    """What the sign hangs on, by name, and its numbers."""
    sign = found.model.facts[-1]
    assert isinstance(sign.table, Table)
    return [found.model.facts[parent].name for parent in sign.table.parents], sign.table.array


def test_the_table_of_a_word_on_what_is_so() -> None:
    """With trust: right with `accuracy`, the rest shared; without: uniform."""
    names, array = table(told("to: Sakura, about: heart, trust: reads, accuracy: 0.9"))
    assert names == ["reads", "heart"]
    assert array == pytest.approx(np.array([[[0.5, 0.5], [0.5, 0.5]], [[0.9, 0.1], [0.1, 0.9]]]))


def test_belief_and_trust_move_together() -> None:
    """By Bayes' rule, worked out by hand: what is likely is believed, and makes its speaker credible."""
    found = told("to: Sakura, about: heart, trust: reads, accuracy: 0.9, told: friend")
    belief = found.story.belief("Sakura", ["heart", "reads"])
    joint = {
        ("friend", "well"): 0.75 * 0.6 * 0.9,
        ("friend", "badly"): 0.75 * 0.4 * 0.5,
        ("love", "well"): 0.25 * 0.6 * 0.1,
        ("love", "badly"): 0.25 * 0.4 * 0.5,
    }
    total = sum(joint.values())
    for cell, share in joint.items():
        assert belief[cell] == pytest.approx(share / total)
    assert belief.marginal("reads")["well"] > 0.6
    assert found.story.belief("Naruto", "heart")["love"] == pytest.approx(0.25)


def test_another_outcome_may_mean_trust() -> None:
    facts = "  honest: {outcomes: {yes: 0.5, half: 0.25, no: 0.25}}\n"
    names, array = table(told("about: heart, trust: honest, trusted: yes, accuracy: 0.8", facts))
    assert names == ["honest", "heart"]
    assert array[0] == pytest.approx(np.array([[0.8, 0.2], [0.2, 0.8]]))
    assert array[1:] == pytest.approx(np.full((2, 2, 2), 0.5))


def test_what_may_be_said_need_not_be_what_may_be_so() -> None:
    """Where there is no word for what is so, anything is said equally often."""
    facts = "  mood: {outcomes: {calm: 0.5, low: 0.25, wild: 0.25}}\n"
    names, array = table(told("about: mood, says: [calm, low, nothing], accuracy: 0.8", facts))
    assert names == ["mood"]
    assert array == pytest.approx(np.array([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [1 / 3, 1 / 3, 1 / 3]]))
    assert table(told("about: mood, says: [calm]", facts))[1] == pytest.approx(np.ones((3, 1)))


def test_what_is_said_without_trust() -> None:
    """A row of its own, which may hang on what is so: a liar says the other thing."""
    names, array = table(told("about: heart, trust: reads, accuracy: 1, otherwise: {friend: 0.2, love: rest}"))
    assert array[0] == pytest.approx(np.array([[0.2, 0.8], [0.2, 0.8]]))
    names, array = table(told("about: heart, trust: reads, otherwise: 1 if heart == friend else 0"))
    assert names == ["reads", "heart"]
    assert array == pytest.approx(np.array([[[0, 1], [1, 0]], [[1, 0], [0, 1]]]))


def test_a_word_on_what_somebody_believes() -> None:
    """Each thing is said as often as the speaker believes it: the same as a sign that asks."""
    facts = "  clue: {of: Ino, outcomes: [no, yes], p: 0.8 if heart == love else 0.3}\n"
    found = told("to: Sakura, about: heart, trust: reads, accuracy: 0.9, basis: belief", facts)
    w = un.World("<text>", habit="uniform")
    for name in ("Sakura", "Ino", "Naruto"):
        w.mind(name, level=1)
    w.chance("heart", {"friend": 0.75, "love": 0.25})
    w.chance("reads", {"badly": 0.4, "well": 0.6}, seen_by="Ino")
    w.chance("clue", ["no", "yes"], p=lambda heart: 0.8 if heart == "love" else 0.3, seen_by="Ino")
    w.scene("the shop")
    given = ["reads", un.ask("Ino", "heart")]
    w.sign("says", ["friend", "love"], by="Ino", seen_by="Sakura", given=given, p=_of_belief)
    for word in ("friend", "love"):
        one, other = (s.tell(says=word).belief("Sakura", ["heart", "reads"]) for s in (found.story, w.tell()))
        assert one.close_to(other)
    assert found.story.belief("", "says").close_to(w.tell().belief("", "says"))


def _of_belief(reads: str, belief: un.Belief) -> float:
    love = belief["love"]
    return 0.9 * love + 0.1 * (1 - love) if reads == "well" else 0.5


def test_a_word_on_a_belief_with_no_word_for_it() -> None:
    """What one believes and has no word for is said as anything."""
    facts = "  mood: {of: Ino, outcomes: {calm: 0.5, low: 0.25, wild: 0.25}}\n"
    found = told("about: mood, says: [calm, low, nothing], accuracy: 0.8, basis: belief", facts)
    for mood, row in [("calm", [0.8, 0.1, 0.1]), ("wild", [1 / 3] * 3)]:
        said = found.story.tell(mood=mood, reads="well").belief("", "says")
        assert [said[word] for word in ("calm", "low", "nothing")] == pytest.approx(row)


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ("about: «hart», trust: reads", "U205"),
        ("about: heart, trust: «readers»", "U205"),
        ("about: heart, trust: reads, trusted: «yes»", "U311"),
        ("about: heart, «trusted»: well", "U212"),
        ("about: heart, «otherwise»: uniform", "U212"),
        ("about: heart, trust: reads, accuracy: «1.5»", "U403"),
        ("about: heart, trust: reads, otherwise: «{friend: 0.5, love: 0.6}»", "U342"),
        ("about: heart, trust: reads, otherwise: 0.5 + «hart»", "U310"),
        ("about: heart, told: «hate»", "U311"),
        ("about: heart, to: «Sakra»", "U204"),
    ],
)
def test_faults_of_testimony(keys: str, code: str) -> None:
    """Each where it is, and once."""
    expect(f"{HEAD}      - {{testimony: says, by: Ino, {keys}}}\n", code)
