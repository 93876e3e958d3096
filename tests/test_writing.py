"""Writing: what is written of a model reads as the same model, to the last digit."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import underneath as un
from model_tools import FileAdapter, differences
from random_worlds import Size, random_spec
from underneath.files import writing
from underneath.files.composing import compose
from underneath.files.emitting import WIDTH, emit
from underneath.files.loading import load, loads, shipped
from underneath.files.scening import scened
from underneath.files.source import Source
from underneath.files.spelling import spelled
from underneath.files.tree import data_of
from underneath.files.writing import write
from underneath.model.model import Model


def again(model: Model) -> Model:
    """The model that is read from what is written of a model; writing that one gives the same text."""
    text = write(model)
    found = loads(text).model
    assert write(found) == text
    return found


# --- models


@given(st.integers(0, 2**32 - 1))
def test_what_is_written_of_a_random_world_reads_as_the_same_model(seed: int) -> None:
    """Minds, traits, tables, menus, heads, fallbacks, awareness, reveals, growths: nothing is lost, nothing moves."""
    model = FileAdapter(random_spec(seed, Size(rare=2.0))).build().build()
    assert differences(model, again(model)) == []


@pytest.mark.parametrize("name", shipped())
def test_what_is_written_of_a_shipped_story_reads_as_the_same_model(name: str) -> None:
    """Templates, numbers, expressions and default observers are gone; the model is the same."""
    model = load(name).model
    assert differences(model, again(model)) == []


STORY = """
underneath: 1
story: "Yes: no"
levels: {poisson: 1.5}
numbers: {shy: 0.3, debt: -2, never: -.inf}
people:
  Sakura: {level: 3, rationality: .inf, foresight: 2, horizon: 2, discount: 0.9, chi: 0.25}
  Kakashi: {level: 1, unaware: {move: [dance]}, levels: {weights: [1, 2]}}
facts:
  heart: {of: Kakashi, outcomes: {friend: 0.7, love: 0.2, "null": 0.1}}
  lit: {outcomes: [true, false], p: 1 / 3, seen_by: [Sakura]}
  "K sees": {outcomes: ["1e3", 1000, 0.1, -3], p: uniform, given: [lit], seen_by: Sakura}
  mood: {outcomes: [calm, low], p: "shy if lit else 0.1", changing: true, seen_by: Sakura}
scenes:
  - scene: the gate
    steps:
      - act: move
        by: Sakura
        menu: [wave, dance, nothing]
        habit: {given: [lit], p: {"true": uniform, "false": {wave: 0.25, nothing: rest}}}
        available: {dance: "lit or `K sees` in ['1e3', -3, 0.1]", wave: "true"}
        rationality: 4
        seen_by: [Sakura]
      - {change: mood, cases: [{when: mood == low and move == dance, p: 0.1}, {otherwise: [0.6, 0.4]}]}
      - {reveal: [lit, mood], to: [Kakashi]}
      - {sign: blush, by: Sakura, outcomes: [no, yes], given: mood, p: {calm: "shy * believes(Sakura, lit)", low: 0.5}}
      - {level: {Sakura: 2, Kakashi: 3}}
      - {grow: Kakashi, fact: move, outcome: dance, seen_by: [Sakura]}
      - {view: glimpse, by: Kakashi, of: blush, clear: 0.7}
  - scene: empty
  - scene: the bench
    steps:
      - {act: kiss, by: Kakashi, menu: [kiss, nothing], habit: uniform}
      - {reveal: kiss, to: everyone}
      - {chance: rain, outcomes: {dry: 0.7, wet: 0.3}}
wants:
  Sakura:
    - {name: "closeness: all", cases: [{when: heart == love and kiss == 'kiss', utils: 2}, {otherwise: debt * lit}]}
    - {utils: never if mood == low and lit else 0}
    - image: Kakashi
      about: [lit, mood]
      worth: debt * belief(lit and mood == low) - entropy()
      after: kiss
      given: [rain]
    - {name: idea, image: Sakura > Kakashi, about: heart, worth: "sure('null', 0.5) + (mood == calm) * belief('love')"}
  Kakashi: [{utils: 1}]
heads:
  "* > Kakashi":
    {tables: {move: {nothing: 1}, mood@1: [0.5, 0.5]}, level: 2, tremble: 0.05, fallback: [{mood@1: common}]}
  Sakura > Kakashi:
    {wants: [], rationality: 0, rationality_at: {kiss: 3}, horizon: scene, tremble: {eps: 0.1, rationality: 2}}
  "* > Sakura": {fallback: [{heart: uniform}, {heart: common, lit: 0.5}], levels: {poisson: 2}, chi: 1, discount: 0.5}
"""


def test_everything_that_the_format_has_is_written() -> None:
    """One story with everything in it; names of facts are full, and words that look like something else are quoted."""
    model = loads(
        STORY.replace("- scene: empty", "- {scene: empty, steps: []}").replace("believes(Kak", "believes(Sak")
    ).model
    assert differences(model, again(model)) == []
    text = write(model)
    for part in ("rationality: .inf", '"1e3"', '"null"', "mood@1", "common", "poisson: 1.5", "weights: [1.0, 2.0]"):
        assert part in text
    assert "shy" not in text


def test_a_world_without_scenes_is_written_as_one_scene() -> None:
    """All of it stands in a scene with a name of its own."""
    w = un.World("walk", habit="uniform")
    ann = w.mind("Ann", level=1)
    w.chance("scene", {"dry": 0.5, "wet": 0.5}, seen_by=[ann])
    w.decision("walk", by=ann, options=["walk", "stay"])
    w.wants(ann, lambda scene, walk: 1.0 * (scene == "dry" and walk == "walk"))
    w.wants(ann, lambda: 3.0)
    model = w.build()
    assert differences(scened(model)[0], again(model)) == []
    assert again(model).scenes == ("scene 1",)


def with_state() -> un.World:
    w = un.World("weather", habit="uniform")
    ann, bob = w.mind("Ann", level=2), w.mind("Bob", level=1)
    w.state("sky", {"clear": 0.5, "grey": 0.5}, seen_by=[ann])
    w.decision("walk", by=ann, options=["walk", "stay"], seen_by=[ann])
    w.reveal("walk", to=[bob])
    w.change("sky", p=lambda sky, walk: 0.9 if sky == "grey" or walk == "stay" else 0.2, seen_by=[bob])
    w.decision("follow", by=bob, options=["follow", "stay"])
    w.wants(bob, lambda sky, follow: 2.0 * (sky == "clear" and follow == "follow"))
    w.wants(ann, lambda walk, follow: 1.0 * (walk == "walk" and follow == "follow"))
    return w


def test_a_world_with_states_and_no_scenes_keeps_its_answers() -> None:
    """Its states stand before the one scene, and everything else in it; nothing that can be asked is different."""
    world = with_state()
    model = world.build()
    found = again(model)
    assert differences(scened(model)[0], found) == []
    assert found.scenes == ("", "scene")
    told = {"sky@0": "grey", "walk": "walk", "sky@1": "clear"}
    ours, theirs = world.tell(told), un.Story.start(found).tell(told)
    assert ours.expect("follow").close_to(theirs.expect("follow"))
    assert ours.belief("Bob > Ann", "sky").close_to(theirs.belief("Bob > Ann", "sky"))


def test_an_image_is_read_when_it_was() -> None:
    """The fact after which it is read is written where that is not the end of the scene of its last fact."""
    said = writing.document(with_state().build())
    for after, is_written in (("sky@0", False), ("follow", True), (None, False)):
        want = {"image": "Bob", "about": "sky@0", "worth": "belief(clear)"} | ({"after": after} if after else {})
        model = loads(emit(said | {"wants": {"Ann": [want]}})).model
        assert differences(model, again(model)) == []
        assert ("after:" in write(model)) == is_written, after


# --- what a file cannot hold


def sign_by_function(w: un.World) -> None:
    w.sign("blush", ["no", "yes"], by="Ann", given=[un.believes("Ann", "coin", "heads")], p=lambda b: b)


def image_by_function(w: un.World) -> None:
    w.wants("Ann", un.image("Bob", "coin", lambda b: b["heads"]))


def head_by_function(w: un.World) -> None:
    w.decision("call", by="Bob", options=["a", "b"], habit="uniform")
    habit = un.table(given=[un.believes("Bob", "coin", "heads")], p=lambda b: b)
    w.in_the_head_of("* > Bob", tables={"call": habit})


def late_state(w: un.World) -> None:
    w.scene("x")
    w.state("sky", {"clear": 0.5, "grey": 0.5})


def empty_reveal(w: un.World) -> None:
    w.reveal([], to="Ann")


def two_words(w: un.World) -> None:
    w.chance("odd", ["true", True, "x"], p="uniform")
    w.chance("after", ["a", "b"], p=lambda odd: 0.5)


def long_menu(w: un.World) -> None:
    w.chance("x" * 300, ["a", "b"], p="uniform", seen_by="Ann")
    w.chance("y" * 300, ["a", "b"], p="uniform", seen_by="Ann")
    w.scene("s")
    same = un.when(["x" * 300, "y" * 300], lambda x, y: x == y)
    w.decision("call", by="Ann", options=["a", "b"], habit="uniform", available={"a": same})


def reserved_word(w: un.World) -> None:
    w.mind("nobody")


@pytest.mark.parametrize(
    ("spoil", "error", "words"),
    [
        (sign_by_function, un.BadTable, r"sign 'blush' asks a mind something by a Python function.*believes\(NAME"),
        (image_by_function, un.BadTerm, r"wants of 'Ann': what the image about 'coin' is worth .*belief\(yes\)"),
        (head_by_function, un.BadTable, r"in the head of '\* > Bob', decision 'call' asks a mind something"),
        (late_state, un.ModelError, r"state 'sky' begins .*inside a scene.*Declare it first of all"),
        (empty_reveal, un.ModelError, r"the reveal at place 1 reveals nothing.*Leave it out"),
        (long_menu, un.TooLarge, r"decision 'call': with all names in full, .* at most 1,000 .* shorter names"),
        (reserved_word, un.ModelError, r"mind 'nobody': in a story file this word stands for people"),
        (two_words, un.BadTable, r"fact 'odd' has True and the word 'true'.*Rename the word"),
    ],
)
def test_what_a_file_cannot_hold_is_refused_by_name(
    spoil: Callable[[un.World], None], error: type[Exception], words: str
) -> None:
    """The error says which part it is, and what to do."""
    w = un.World("coin")
    w.mind("Ann")
    w.mind("Bob")
    w.chance("coin", {"heads": 0.5, "tails": 0.5})
    spoil(w)
    with pytest.raises(error, match=words):
        write(w.build())


def test_the_smallest_worlds() -> None:
    """Nobody, nothing and no name."""
    for world in (un.World("x"), un.World("", habit="uniform")):
        assert loads(write(world.build())).model.facts == ()
    w = un.World("x")
    w.mind("Ann")
    w.scene("empty")
    assert differences(w.build(), again(w.build())) == []


def test_a_text_that_could_not_be_read_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file has a largest size, for writing as for reading."""
    monkeypatch.setattr(writing, "MOST_BYTES", 100)
    with pytest.raises(un.TooLarge, match="at most"):
        write(load("sally-and-anne").model)


# --- names, menus, rows


WORDS = ["yes", "no", "null", "~", "true", "1e3", "0x1F", "007", "-.inf", "<<", "2026-01-01"]
WORDS += ["a: b", "a #b", "it's", 'say "hi"', "x, y", "é", "- a", "*", "&x", "a\nb", "\u2028", "[", "`", "%"]


def test_odd_names_and_outcomes_survive() -> None:
    """Words that YAML may take for something else, numbers and truth values beside words."""
    w = un.World("odd: names", habit="uniform")
    w.mind("no")
    w.mind("Å, b: c")
    w.chance("null", WORDS, p="uniform", seen_by="no")
    w.chance("1", [1, 2.5, -3, 1e-30, 10**20, math.inf], p="uniform", seen_by=["Å, b: c", "no"])
    w.chance("or", [True, False], given=["1"], p=lambda one: 0.25 if one == 1 else 0.5, seen_by="no")
    w.scene("{x}")
    can = {7: un.when(["or", "null", "1"], lambda o, n, one: o and (n in WORDS[:5] or one in (-3, math.inf)))}
    w.decision("`act`", by="no", options=[True, 7, "so"], available=can)
    w.wants("no", {True: {True: 1.0, "so": -math.inf}, False: {7: 0.1}}, given=["or", "`act`"], name="#1")
    w.unaware("Å, b: c", "1", [2.5, math.inf])
    model = w.build()
    assert differences(scened(model)[0], again(model)) == []


@given(st.data())
def test_menus_survive(data: st.DataObject) -> None:
    """Whatever options are available when, the same facts are read and the same options are there."""
    outcomes: dict[str, list[Any]] = {"a": [0, 1, 2], "b": [True, False], "c d": ["x", "y", "z"]}
    w = un.World("menus", habit="uniform")
    w.mind("Ann")
    w.mind("Bob")
    for name, labels in outcomes.items():
        w.chance(name, labels, p="uniform", seen_by="Ann")
    w.scene("s")
    facts = data.draw(st.lists(st.sampled_from(list(outcomes)), min_size=1, unique=True))
    shape = [len(outcomes[fact]) for fact in facts]
    free = np.array(data.draw(st.lists(st.booleans(), min_size=math.prod(shape), max_size=math.prod(shape)))).reshape(
        shape
    )

    def holds(*labels: Any) -> bool:
        return bool(free[tuple(outcomes[fact].index(label) for fact, label in zip(facts, labels, strict=True))])

    w.decision("act", by="Ann", options=["p", "q"], available={"p": un.when(facts, holds)})
    model = w.build()
    assert differences(model, again(model)) == []


@given(st.lists(st.floats(0, 1) | st.sampled_from([0.0, 0.1, 0.2, 0.25, 1 / 3]), min_size=1, max_size=40))
def test_rows_are_spelled_so_that_they_scale_to_themselves(numbers: list[float]) -> None:
    """Reading what is written of a row gives that row, to the last digit; `rest` is what the other number leaves."""
    total = sum(numbers)
    row = np.array(numbers) / total if total > 1e-300 else np.full(len(numbers), 1 / len(numbers))
    row = row / row.sum()
    said = spelled(row)
    found = np.array([1 - said[1] if number == "rest" else number for number in said])
    assert np.array_equal(found / found.sum(), row)


def test_rows_are_spelled_as_they_were_said() -> None:
    """Short decimals come back as short decimals."""
    for said in ([0.7, 0.2, 0.1], [0.1, 0.2, 0.3, 0.4], [0.35, 0.65], [0.001, 0.999], [1.0, 0.0]):
        assert spelled(np.array(said) / np.sum(said)) == said
    assert spelled(np.array([1 - 0.7, 0.7])) == ["rest", 0.7]


# --- YAML

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**25), 10**25)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    | st.sampled_from(WORDS)
)
KEYS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.integers(-9, 9) | st.sampled_from(WORDS)
DATA = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=30
)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), DATA, min_size=1, max_size=5))
def test_any_plain_data_survives_as_yaml(data: dict[str, Any]) -> None:
    """Words stay words, numbers keep their kind and all of their digits."""
    text = emit(data)
    root, problems = compose(Source("<text>", text))
    assert problems == []
    assert root is not None
    assert repr(data_of(root)) == repr(data)


def test_what_fits_stands_on_one_line() -> None:
    """Short parts are on one line; a line is longer than it should be only where it cannot be broken."""
    text = write(load("sally-and-anne").model)
    assert "people:\n  Sally: {level: 1, rationality: 5.0}\n  Anne: {level: 2}\n" in text
    assert all(len(line) <= WIDTH for line in text.splitlines())
