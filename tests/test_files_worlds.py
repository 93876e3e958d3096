"""Story files make the worlds that the builder makes: the same model, and so the same answers."""

from __future__ import annotations

import math
from typing import Any

import pytest

import underneath as un
from file_tools import HEAD, script
from model_tools import differences

HEART = "facts:\n  heart: {of: Kakashi, outcomes: {friend: 0.75, love: 0.25}}\n"
SCENE = "scenes:\n  - scene: the gate\n    steps:\n"


def start(**traits: Any) -> tuple[un.World, un.Mind, un.Mind]:
    """The builder's world that most of the files begin as."""
    w = un.World("<text>", **traits)
    return w, w.mind("Sakura"), w.mind("Kakashi")


def same(text: str, w: un.World) -> un.Script:
    """Hold a file to making the model of a world."""
    found = script(text)
    assert differences(found.model, w.build()) == []
    return found


# --- people, numbers, facts -------------------------------------------------------------------------------------------


def test_people_and_all_that_is_said_of_them() -> None:
    text = """\
underneath: 1
story: the office
levels: {weights: [1, 2, 3]}
numbers: {deep: 1 + 2, keen: 2.5, half: 1 / 2}
people:
  A: {level: deep, rationality: keen, foresight: .inf, horizon: 2, discount: half, chi: half / 2}
  B: {horizon: scene, levels: {poisson: 1.5}, rationality: .inf}
  C:
"""
    w = un.World("the office", levels=un.level_weights([1, 2, 3]))
    w.mind("A", level=3, rationality=2.5, foresight=math.inf, horizon=2, discount=0.5, chi=0.25)
    w.mind("B", horizon="scene", levels=un.poisson(1.5), rationality=math.inf)
    w.mind("C")
    found = same(text, w)
    assert found.title == found.story.model.name == "the office"


def test_facts_in_every_form() -> None:
    """Priors, rows, expressions, nested mappings, values, cases."""
    text = f"""\
{HEAD}numbers: {{shy: 0.25}}
facts:
  heart: {{of: Kakashi, outcomes: {{friend: rest, love: shy}}}}
  mask: {{seen_by: everyone, outcomes: ["on", "off"], p: 0.3}}
  size: {{of: [Sakura, Kakashi], outcomes: [1, 2, 3], p: [0.5, 0.25, 0.25]}}
  glad: {{outcomes: [no, yes], p: 0.9 if heart == love and mask == "off" else 0.1}}
  told: {{of: Sakura, seen_by: Kakashi, outcomes: [no, yes], given: heart, p: {{friend: {{no: 1}}, love: 0.5}}}}
  twice: {{outcomes: [2, 4, 6], value: 2 * size}}
  mood: {{outcomes: [low, calm], cases: [{{when: size > 1, p: uniform}}, {{otherwise: {{calm: 1}}}}]}}
"""
    w, sakura, kakashi = start()
    w.chance("heart", {"friend": 0.75, "love": 0.25}, seen_by=kakashi)
    w.chance("mask", ["on", "off"], p=0.3, seen_by="everyone")
    w.chance("size", [1, 2, 3], p=[0.5, 0.25, 0.25], seen_by=[sakura, kakashi])
    w.chance("glad", ["no", "yes"], p=lambda heart, mask: 0.9 if (heart, mask) == ("love", "off") else 0.1)
    w.chance("told", ["no", "yes"], given="heart", p={"friend": {"no": 1}, "love": 0.5}, seen_by=[sakura, kakashi])
    w.chance("twice", [2, 4, 6], value=lambda size: 2 * size)
    w.chance("mood", ["low", "calm"], p=lambda size: "uniform" if size > 1 else {"calm": 1})
    found = same(text, w)
    assert [(fact.name, fact.owners) for fact in found.facts[:3]] == [
        ("heart", ("Kakashi",)),
        ("mask", ()),
        ("size", ("Sakura", "Kakashi")),
    ]


# --- steps ------------------------------------------------------------------------------------------------------------


def test_every_kind_of_step() -> None:
    text = f"""\
{HEAD}habit: uniform
facts:
  heart: {{of: Kakashi, outcomes: {{friend: 0.75, love: 0.25}}}}
  mood: {{outcomes: {{calm: 0.6, low: 0.4}}, changing: true, of: Sakura}}
scenes:
  - scene: the gate
    steps:
      - act: joke
        by: Sakura
        to: Kakashi
        menu: [joke, nothing]
        available: {{joke: mood == calm}}
        rationality: 3
        told: nothing
      - sign: blush
        by: Kakashi
        outcomes: [no, yes]
        p: 0.9 if heart == love else 0.1
        seen_by: [by, Sakura]
      - chance: rain
        outcomes: {{dry: 0.7, wet: 0.3}}
        seen_by: everyone
        told: wet
      - view: glimpse
        of: blush
        by: Sakura
        clear: 0.7
      - change: mood
        cases:
          - {{when: rain == wet and mood == calm, p: 0.5}}
          - {{when: mood == low, value: low}}
          - {{otherwise: calm}}
  - scene: the office
    steps:
      - act: answer
        by: Kakashi
        menu: [yes, no]
        habit: {{given: mood, p: {{calm: {{yes: 0.9, no: 0.1}}, low: uniform}}}}
        seen_by: nobody
        changes: {{mood: 0.2 if answer == yes else 0.8}}
      - reveal: [heart, answer]
        to: [Sakura]
      - level: {{Sakura: 3, Kakashi: 1}}
"""
    w, sakura, kakashi = start(habit="uniform")
    w.chance("heart", {"friend": 0.75, "love": 0.25}, seen_by=kakashi)
    w.state("mood", {"calm": 0.6, "low": 0.4}, seen_by=sakura)
    w.scene("the gate")
    can = {"joke": un.when("mood", lambda mood: mood == "calm")}
    w.decision("joke", by=sakura, options=["joke", "nothing"], available=can, rationality=3)
    blush = ["no", "yes"]
    w.sign("blush", blush, by=kakashi, seen_by=sakura, p=lambda heart: 0.9 if heart == "love" else 0.1)
    w.chance("rain", {"dry": 0.7, "wet": 0.3}, seen_by="everyone")
    w.view("glimpse", of="blush", by=sakura, clear=0.7)
    w.change("mood", p=_changed, seen_by=sakura)
    w.scene("the office")
    w.decision(
        "answer",
        by=kakashi,
        options=["yes", "no"],
        habit={"calm": [0.9, 0.1], "low": "uniform"},
        given="mood",
        seen_by=(),
    )
    w.change("mood", p=lambda answer: 0.2 if answer == "yes" else 0.8, seen_by=sakura)
    w.reveal(["heart", "answer"], to=sakura)
    w.set_level(sakura, 3)
    w.set_level(kakashi, 1)
    found = same(text, w)
    assert found.story.told == w.tell(joke="nothing", rain="wet").told
    kinds = [(step.kind, step.name, step.scene) for step in found.steps]
    assert kinds == [
        ("fact", "heart", None),
        ("fact", "mood@0", None),
        ("act", "joke", 0),
        ("sign", "blush", 0),
        ("chance", "rain", 0),
        ("view", "glimpse", 0),
        ("change", "mood@1", 0),
        ("act", "answer", 1),
        ("change", "mood@2", 1),
        ("reveal", "", 1),
        ("level", "", 1),
        ("level", "", 1),
    ]
    assert [step.place for step in found.steps] == list(range(len(found.model.items)))
    assert [(scene.first, scene.end) for scene in found.scenes] == [(2, 7), (7, 12)]


def _changed(rain: str, mood: str) -> Any:
    if rain == "wet" and mood == "calm":
        return 0.5
    return {"low": 1} if mood == "low" else {"calm": 1}


def test_signs_and_habits_that_ask() -> None:
    """What a mind is asked in a file it is asked in the builder too: the same beliefs come of it."""
    text = f"""\
{HEAD}habit: uniform
{HEART}  moved: {{outcomes: [no, yes], p: 0.9 if heart == love else 0.1, seen_by: Sakura}}
{SCENE}      - {{sign: blush, by: Kakashi, outcomes: [no, yes], p: "believes('Kakashi > Sakura', heart == love)"}}
      - {{act: joke, by: Sakura, menu: [joke, nothing], habit: "0.9 if knows(Sakura, moved) else 0.5"}}
"""
    w, sakura, kakashi = start(habit="uniform")
    heart = w.chance("heart", {"friend": 0.75, "love": 0.25}, seen_by=kakashi)
    moved = w.chance("moved", ["no", "yes"], p=lambda heart: 0.9 if heart == "love" else 0.1, seen_by=sakura)
    hers = un.believes("Kakashi > Sakura", heart, "love")
    w.sign("blush", ["no", "yes"], by=kakashi, given=[hers], p=lambda b: b)
    knows = un.knows("Sakura", moved)
    w.decision("joke", by=sakura, options=["joke", "nothing"], given=[knows], habit=lambda k: 0.9 if k else 0.5)
    one, other = script(text).story, w.tell()
    assert one.belief("", ["heart", "blush", "joke"]).close_to(other.belief("", ["heart", "blush", "joke"]))
    assert (
        one.tell(blush="yes", moved="no")
        .belief("Sakura", "heart")
        .close_to(other.tell(blush="yes", moved="no").belief("Sakura", "heart"))
    )


def test_views_in_every_form() -> None:
    """Seen truly by default; or with `clear`, a row for each outcome of what is seen, a table, or an expression."""
    text = f"""\
{HEAD}{HEART}{SCENE}      - {{view: plain, of: heart, by: Sakura}}
      - {{view: nested, of: heart, by: Sakura, p: {{friend: {{friend: 0.9, unseen: 0.1}}, love: {{love: 1}}}}}}
      - {{view: blind, of: heart, by: Sakura, p: {{friend: 0.5, unseen: 0.5}}}}
      - view: cases
        of: heart
        by: Sakura
        cases: [{{when: heart == love, p: {{unseen: 1}}}}, {{otherwise: uniform}}]
      - view: given
        of: heart
        by: Sakura
        given: plain
        p: {{friend: uniform, love: uniform, unseen: {{unseen: 1}}}}
      - {{view: again, of: given, by: Kakashi}}
"""
    w, sakura, kakashi = start()
    w.chance("heart", {"friend": 0.75, "love": 0.25}, seen_by=kakashi)
    w.scene("the gate")
    w.view("plain", of="heart", by=sakura)
    w.view("nested", of="heart", by=sakura, p={"friend": {"friend": 0.9, "unseen": 0.1}, "love": {"love": 1}})
    w.view("blind", of="heart", by=sakura, given=[], p={"friend": 0.5, "unseen": 0.5})
    w.view("cases", of="heart", by=sakura, p=lambda heart: {"unseen": 1} if heart == "love" else "uniform")
    p = {"friend": "uniform", "love": "uniform", "unseen": {"unseen": 1}}
    w.view("given", of="heart", by=sakura, given="plain", p=p)
    w.view("again", of="given", by=kakashi)
    same(text, w)


def test_awareness_and_its_growth() -> None:
    """An option may come to mind before its act."""
    text = """\
underneath: 1
habit: uniform
people:
  Sakura: {unaware: {heart: love, kiss: [kiss]}}
  Kakashi: {}
facts:
  heart: {of: Kakashi, outcomes: {friend: 0.75, love: 0.25}}
scenes:
  - scene: the gate
    steps:
      - {grow: Sakura, fact: kiss, outcome: kiss}
      - {act: kiss, by: Sakura, menu: [kiss, nothing]}
      - {grow: Sakura, fact: heart, outcome: love, delta: 0.1, seen_by: Kakashi, note: the scales fall from her eyes}
"""
    w, sakura, kakashi = start(habit="uniform")
    w.unaware(sakura, "heart", "love")
    w.unaware(sakura, "kiss", ["kiss"])
    w.chance("heart", {"friend": 0.75, "love": 0.25}, seen_by=kakashi)
    w.scene("the gate")
    w.grow(sakura, "kiss", "kiss")
    w.decision("kiss", by=sakura, options=["kiss", "nothing"])
    w.grow(sakura, "heart", "love", delta=0.1, seen_by=kakashi)
    found = same(text, w)
    assert [step.text for step in found.steps] == [
        "heart",
        "it comes to Sakura's mind that there is kiss: kiss",
        "kiss",
        "the scales fall from her eyes",
    ]


# --- minds ------------------------------------------------------------------------------------------------------------


def test_wants() -> None:
    text = f"""\
{HEAD}habit: uniform
numbers: {{shy: 0.3}}
{HEART}{SCENE}      - {{act: joke, by: Sakura, menu: [joke, nothing]}}
      - {{act: answer, by: Kakashi, menu: [smile, "no"]}}
wants:
  Sakura:
    - {{name: closeness, utils: 2 * (heart == love and answer == smile)}}
    - {{name: rows, cases: [{{when: answer == smile, utils: 1}}, {{when: heart == love, utils: -shy}}]}}
    - {{name: face, image: Kakashi, about: joke, worth: "-2 * belief('joke')", after: joke, given: [heart]}}
  Kakashi:
    - {{image: Kakashi > Sakura, about: [heart, joke], worth: "sure(heart == love, 0.9) + entropy()"}}
"""
    w, sakura, kakashi = start(habit="uniform")
    w.chance("heart", {"friend": 0.75, "love": 0.25}, seen_by=kakashi)
    w.scene("the gate")
    w.decision("joke", by=sakura, options=["joke", "nothing"])
    w.decision("answer", by=kakashi, options=["smile", "no"])
    w.wants(sakura, lambda heart, answer: 2.0 * (heart == "love" and answer == "smile"), name="closeness")
    rows = un.table(lambda answer, heart: 1.0 if answer == "smile" else -0.3 if heart == "love" else 0.0)
    w.wants(sakura, rows, name="rows")
    w.wants(sakura, un.image("Kakashi", "joke", lambda b, heart: -2 * b["joke"], after="joke"), name="face")
    nested = un.image(
        "Kakashi > Sakura",
        ["heart", "joke"],
        lambda b: sum(atom.weight for atom in b.atoms if atom.probabilities[1].sum() >= 0.9) + b.entropy(),
    )
    w.wants(kakashi, nested)
    found, model = script(text), w.build()
    assert all(".worth" in line for line in differences(found.model, model))
    for act in ("joke", "answer"):
        one, other = (
            story.expect(act, suppose={"heart": "love", "joke": "joke"} if act == "answer" else None)
            for story in (found.story, w.tell())
        )
        assert one.close_to(other)
        assert one.expected_utilities == pytest.approx(other.expected_utilities, abs=1e-12)


def test_what_is_said_of_heads() -> None:
    text = f"""\
underneath: 1
habit: uniform
people:
  Sakura: {{closed: [kiss, {{fact: moved, "null": "no", fallback: open}}]}}
  Kakashi:
{HEART}  moved: {{outcomes: [no, yes], p: 0.2}}
{SCENE}      - {{act: kiss, by: Kakashi, menu: [kiss, nothing]}}
      - {{act: joke, by: Sakura, menu: [joke, nothing]}}
heads:
  Sakura > Kakashi:
    tables: {{moved: {{cases: [{{when: heart == love, p: 0.9}}, {{otherwise: {{no: 1}}}}]}}, heart: {{friend: 1}}}}
    level: 1
    rationality: 2
    rationality_at: {{kiss: .inf}}
    foresight: 3
    horizon: scene
    discount: 0.9
    chi: 0.5
    levels: {{poisson: 1}}
    wants: [{{utils: 1 if kiss == "kiss" else 0}}]
    tremble: {{eps: 0.1, rationality: 1}}
    fallback: [{{heart: {{friend: 0.9, love: 0.1}}}}, {{heart: common, moved: common}}]
  "* > Sakura > Sakura": {{tremble: 0.05, tables: {{joke: uniform}}}}
  "* >  Kakashi": {{wants: []}}
"""
    w, sakura, kakashi = start(habit="uniform")
    w.chance("heart", {"friend": 0.75, "love": 0.25}, seen_by=kakashi)
    w.chance("moved", ["no", "yes"], p=0.2)
    w.scene("the gate")
    w.decision("kiss", by=kakashi, options=["kiss", "nothing"])
    w.decision("joke", by=sakura, options=["joke", "nothing"])
    w.closed(sakura, "kiss")
    w.closed(sakura, "moved", null="no", fallback="open")
    moved = un.table(lambda heart: 0.9 if heart == "love" else 0.0)
    w.in_the_head_of(
        "Sakura > Kakashi",
        tables={"moved": moved, "heart": {"friend": 1}},
        level=1,
        rationality=2,
        rationality_at={"kiss": math.inf},
        foresight=3,
        horizon="scene",
        discount=0.9,
        chi=0.5,
        levels=un.poisson(1),
        wants=[lambda kiss: 1.0 if kiss == "kiss" else 0.0],
        tremble=un.tremble(0.1, 1),
        fallback=[{"heart": {"friend": 0.9, "love": 0.1}}, {"heart": None, "moved": None}],
    )
    w.in_the_head_of("* > Sakura", tremble=un.tremble(0.05), tables={"joke": "uniform"})
    w.in_the_head_of("* > Kakashi", wants=[])
    same(text, w)


def test_names_of_states_in_tables() -> None:
    """In a change, the version before; in wants and heads, the newest there is; any by its own name."""
    text = f"""\
{HEAD}habit: uniform
facts:
  mood: {{outcomes: {{calm: 0.6, low: 0.4}}, changing: true}}
scenes:
  - scene: the gate
    steps:
      - {{change: mood, p: 0.5 if mood == calm else 1}}
      - {{act: joke, by: Sakura, menu: [joke, nothing], wants: {{by: [{{utils: 1 if mood == calm else 0}}]}}}}
      - {{change: mood, p: 0.1 if mood == calm and `mood@0` == low else 0.2}}
wants: {{Kakashi: [{{utils: 1 if mood == calm else 0}}]}}
heads: {{Sakura: {{tables: {{mood: 0.4 if mood == low else 0.3}}}}}}
"""
    w, sakura, kakashi = start(habit="uniform")
    w.state("mood", {"calm": 0.6, "low": 0.4})
    w.scene("the gate")
    w.change("mood", p=lambda mood: 0.5 if mood == "calm" else 1)
    w.decision("joke", by=sakura, options=["joke", "nothing"])
    w.change("mood", given=["mood@1", "mood@0"], p=lambda a, b: 0.1 if (a, b) == ("calm", "low") else 0.2)
    w.wants(sakura, lambda m: float(m == "calm"), given=["mood@1"])
    w.wants(kakashi, lambda m: float(m == "calm"), given=["mood@2"])
    table = un.table(lambda m: 0.4 if m == "low" else 0.3, given=["mood@1"])
    w.in_the_head_of(sakura, tables={"mood@2": table})
    same(text, w)


def test_a_limit_on_memory() -> None:
    """In bytes or their multiples."""
    for word, size in [("8", 8), ("1024 B", 2**10), ("2 KiB", 2**11), ("1.5MiB", 3 * 2**19), ("1 gib", 2**30)]:
        assert script(f"{HEAD}limit: {word}").story.record.limit.memory == size
    assert script(HEAD).story.record.limit.memory == 3 * 2**28


def test_a_limit_on_time() -> None:
    """In seconds or their multiples."""
    for word, seconds in [("8", 8), ("0.5", 0.5), ("20 ms", 0.02), ("1.5s", 1.5), ("2 MIN", 120), ("1 h", 3600)]:
        assert script(f"{HEAD}time_limit: {word}").story.record.limit.seconds == pytest.approx(seconds)
    assert script(f"{HEAD}time_limit: .inf").story.record.limit.seconds == math.inf
    assert script(HEAD).story.record.limit.seconds == 3.0


# --- told -------------------------------------------------------------------------------------------------------------

TOLD = f"""{HEAD}habit: uniform
facts:
  heart: {{of: Kakashi, outcomes: {{friend: 0.75, love: 0.25}}, told: love}}
  size: {{outcomes: [1, 2], p: 0.5, told: 2}}
scenes:
  - scene: the gate
    at: chapter 1
    when: at noon
    steps:
      - {{act: joke, by: Sakura, menu: [joke, nothing], told: joke, at: chapter 2, note: she jokes}}
      - {{level: {{Sakura: 3}}, note: she thinks it over}}
      - {{act: answer, by: Kakashi, menu: [smile, "no"]}}
  - scene: the office
    place: a room
    present: [Sakura]
    note: dark
    steps:
      - {{sign: sigh, by: Sakura, outcomes: [true, false], p: 0.5, told: false}}
"""


def test_what_is_told() -> None:
    """At the end all of it; numbers, truth values and words are what they are."""
    found = script(TOLD)
    facts, told = found.model.facts, found.story.told
    assert [facts[f].outcomes[told[f]] for f in sorted(told)] == ["love", 2, "joke", False]
    assert [step.told for step in found.steps] == ["love", 2, "joke", None, None, False]
    assert [(s.at, s.when) for s in found.steps[2:4]] == [("chapter 2", "at noon"), ("chapter 1", "at noon")]
    assert [s.text for s in found.steps] == [
        "heart: love",
        "size: 2",
        "she jokes",
        "she thinks it over",
        "answer",
        "sigh: false",
    ]
    assert [s.line for s in found.steps] == [5, 6, 12, 13, 14, 20]
    office = found.scenes[1]
    assert (office.name, office.place, office.present, office.note) == ("the office", "a room", ("Sakura",), "dark")


def test_what_is_told_until_a_moment() -> None:
    """The moment included, by step, scene or place."""
    found = script(TOLD)
    moments = ("heart", "size", "joke", "answer", "the gate", "sigh")
    assert [len(found.told_until(moment).told) for moment in moments] == [1, 2, 3, 3, 3, 4]
    assert len(found.told_until(2).told) == 3
    assert found.told_until("the office").told == found.story.told
    with pytest.raises(un.UnknownName, match=r"no moment 'jok'.*Did you mean 'joke'"):
        found.told_until("jok")
