"""Faults of the world that a file makes: each put down to the part of the file that it came from."""

from __future__ import annotations

import pytest

from file_tools import HEAD, expect, only, script

HEART = "facts:\n  heart: {of: Kakashi, outcomes: {friend: 0.75, love: 0.25}}\n"
RAIN = "  rain: {outcomes: {dry: 0.7, wet: 0.3}}\n"
SCENE = "scenes:\n  - scene: the gate\n    steps:\n"


def people(sakura: str = "", kakashi: str = "") -> str:
    """The first lines, with something said of the people."""
    return f"underneath: 1\npeople: {{Sakura: {{{sakura}}}, Kakashi: {{{kakashi}}}}}\n"


# --- numbers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("level: «-1»", "level is -1; allowed are whole numbers from 0 up."),
        ("level: «1.5»", "level is 1.5; allowed are whole numbers from 0 up."),
        ("level: «.inf»", "level is inf; allowed are whole numbers from 0 up."),
        ("level: «1e308»", "level is 1e+308; allowed are whole numbers from 0 up to 5000."),
        ("rationality: «-2»", "rationality is -2; allowed is 0 to infinity."),
        ("foresight: «-.inf»", "foresight is -inf; allowed is 0 to infinity."),
        ("horizon: «0»", "horizon is 0; allowed are whole numbers from 1 up."),
        ("discount: «.inf»", "discount is inf; allowed is 0 to 1."),
        ("discount: «1e300»", "discount is 1e+300; allowed is 0 to 1."),
        ("chi: «1 + 1»", "chi is 2; allowed is 0 to 1."),
        ("levels: «{poisson: -1}»", "the tau of poisson is -1; allowed is 0 up, and finite."),
        ("levels: «{weights: [0, 0]}»", "[0.0, 0.0] came; some level needs a positive weight."),
        ("levels: «{weights: []}»", "no weights came; some level needs a positive weight."),
    ],
)
def test_numbers_outside_their_range(said: str, message: str) -> None:
    """At the number, whose own problem it is; and the others are read."""
    (problem,) = expect(people(f"{said}, horizon: 2" if "horizon" not in said else said), "U403")
    assert problem.message.startswith("person 'Sakura'")
    assert problem.message.endswith(message)


def test_numbers_of_steps_and_heads() -> None:
    text = f"""\
{HEAD}{HEART}heads:
  Sakura: {{level: «-1», tremble: «2», rationality_at: {{joke: «-3»}}}}
  "* > Kakashi": {{levels: {{poisson: 1, weights: [1]}}}}
scenes:
  - scene: the gate
    steps:
      - {{act: joke, by: Sakura, menu: [joke, nothing], rationality: «-1»}}
      - {{view: seen, of: joke, by: Kakashi, clear: «1.5»}}
      - {{level: {{Sakura: «-1»}}}}
"""
    text = text.replace("{levels: {poisson: 1, weights: [1]}}", "{levels: «{poisson: 1, weights: [1]}»}")
    expect(text, "U403", "U403", "U403", "U212", "U403", "U403", "U403")


# --- tables and menus -------------------------------------------------------------------------------------------------


def test_what_is_unaware_leaves_something() -> None:
    text = people("unaware: {«heart»: [friend, love]}") + HEART
    only(
        text,
        "U402",
        "unaware for 'Sakura': without 'friend', 'love', nothing is left of 'heart' (outcomes: friend, love). Leave it"
        " an outcome, or give this head a table of its own.",
    )


def test_habits_and_menus_fit() -> None:
    """A habit gives something to what there is, and the chooser sees what the menu hangs on."""
    text = f"""\
{HEAD}{HEART}{RAIN}  sun: {{of: Kakashi, outcomes: {{"no": 0.5, "yes": 0.5}}}}
{SCENE}      - {{act: kiss, by: Kakashi, menu: [kiss, wait], «habit»: {{kiss: 1}}, available: {{kiss: heart == love}}}}
      - {{act: hug, by: Kakashi, menu: [hug], habit: uniform, «available»: {{hug: heart == love}}}}
      - {{act: nod, by: Kakashi, menu: [nod, wait], habit: uniform, «available»: {{nod: rain == dry}}}}
"""
    problems = expect(text, "U402", "U405", "U405")
    assert "the habit gives nothing to what is available when heart='friend'" in problems[0].message
    assert "no option is available when heart='friend'" in problems[1].message
    assert "the menu hangs on 'rain', which 'Kakashi' has not observed by then" in problems[2].message


def test_tables_in_heads() -> None:
    """The table is pointed at, not the head."""
    text = f"""\
{HEAD}{HEART}{RAIN}heads:
  "* > Sakura":
    tables:
      rain: {{dry: 1}}
      «heart»: 0.9 if rain == wet else 0.1
"""
    only(
        text,
        "U404",
        "in the head of '* > Sakura', fact 'heart' hangs on 'rain', which comes later. A fact may hang only on what"
        " comes before it.",
    )


def test_who_can_be_asked() -> None:
    """A sign asks its own owner, chance nobody; in words of the file."""
    text = f"""\
{HEAD}{HEART}{SCENE}      - {{chance: luck, outcomes: [no, yes], «p»: "believes(Sakura, heart == love)"}}
      - {{sign: blush, by: Kakashi, outcomes: [no, yes], «p»: "believes(Sakura, heart == love)"}}
"""
    problems = expect(text, "U408", "U408")
    assert problems[0].message.endswith("a chance fact belongs to nobody. Let it be a sign of theirs: sign, by.")
    assert problems[1].message.endswith("so the path must start there: 'Kakashi > Sakura'.")


def test_one_thing_is_said_once() -> None:
    """Being closed is a table: the place is that of the later one."""
    act = "      - {act: kiss, by: Kakashi, menu: [kiss, nothing]}\n"
    heads = 'heads: {"* > Sakura": {tables: {kiss: uniform}}}\n'
    text = f"{people('closed: [«kiss»]')}{SCENE}{act}{heads}"
    only(text, "U400", "in the head of '* > Sakura': a table of 'kiss' is said twice. Say it once.")


def test_heads_that_are_the_same() -> None:
    """However they are written."""
    text = f'{HEAD}heads:\n  "* > Sakura": {{level: 1}}\n  «"* >  Sakura > Sakura"»: {{level: 2}}\n'
    only(text, "U208", "head '* >  Sakura > Sakura' is the same as head '* > Sakura'.", "Say all of it in one place.")


@pytest.mark.parametrize("path", ['"*"', '">"', '"Sakura >"', '"Sakura > > Kakashi"', '""'])
def test_paths_that_are_none(path: str) -> None:
    expect(f"{HEAD}heads:\n  «{path}»: {{level: 1}}\n", "U220")


# --- wants ------------------------------------------------------------------------------------------------------------


def test_an_image_of_oneself_that_needs_a_later_choice() -> None:
    """Of several wants the one that is meant."""
    image = "image: Kakashi, about: kiss, worth: belief('kiss'), given: kiss, after"
    text = f"""\
{HEAD}{HEART}{SCENE}      - {{act: kiss, by: Kakashi, menu: [kiss, nothing], habit: uniform}}
wants:
  Kakashi:
    - {{utils: 1 if heart == love else 0}}
    - {{{image}: kiss}}
    - {{«image»: Kakashi, about: [kiss, heart], worth: "belief(kiss == 'kiss')", given: kiss, after: heart}}
"""
    (problem,) = expect(text, "U407")
    assert problem.message.endswith("Read the image after 'kiss', with the key `after`.")


@pytest.mark.parametrize(
    ("want", "code", "message"),
    [
        (
            "utils: 1, «cases»: []",
            "U212",
            "a want has one of utils, cases, image, guilt, blame and anger, and this one has utils and cases.",
        ),
        (
            "«name»: love",
            "U212",
            "a want has one of utils, cases, image, guilt, blame and anger, and this one has none of them.",
        ),
        ("utils: 1, «about»: heart", "U212", "'about' belongs to an image, and this want has none."),
        ("«image»: Kakashi, worth: 1", "U202", "an image lacks the key 'about'."),
        ("«image»: Kakashi, about: heart", "U202", "an image lacks the key 'worth'."),
        ("image: «Kakshi», about: heart, worth: belief(love)", "U317", "'Kakshi' is nobody in this story"),
        ("image: Kakashi, about: «hart», worth: belief(love)", "U318", "'hart' is no fact"),
    ],
)
def test_wants_that_say_too_much_or_too_little(want: str, code: str, message: str) -> None:
    (problem,) = expect(f"{HEAD}{HEART}wants:\n  Sakura:\n    - {{{want}}}\n", code)
    assert message in problem.message


# --- told -------------------------------------------------------------------------------------------------------------


def test_what_is_told_is_possible() -> None:
    """The telling that the world has no room for is pointed at: the first that does not fit those before it."""
    text = f"""\
{HEAD}facts:
  heart: {{outcomes: {{friend: 0.75, love: 0.25}}, told: friend}}
  moved: {{outcomes: [no, yes], p: 1 if heart == love else 0, told: «yes»}}
  glad: {{outcomes: [no, yes], p: 0.5, told: yes}}
"""
    only(
        text,
        "U411",
        "'moved' was told as 'yes', which has probability zero given heart='friend' (possible: 'no'); tell another"
        " outcome, or change the table.",
    )


def test_options_that_are_not_there_cannot_be_told() -> None:
    text = f"""\
{HEAD}{HEART.replace("0.25}", "0.25}, told: friend")}{SCENE}      - act: kiss
        by: Kakashi
        menu: [kiss, nothing]
        available: {{kiss: heart == love}}
        told: «kiss»
"""
    expect(text, "U411")


def test_what_is_told_is_an_outcome() -> None:
    """Numbers, words and truth values never stand for each other."""
    text = f"""\
{HEAD}facts:
  size: {{outcomes: [1, 2], p: 0.5, told: «"1"»}}
  word: {{outcomes: ["1", "2"], p: 0.5, told: «1»}}
  lit: {{outcomes: [true, false], p: 0.5, told: «"true"»}}
"""
    problems = expect(text, "U311", "U311", "U311")
    assert problems[0].hint == "Did you mean the number 1?"


# --- awareness --------------------------------------------------------------------------------------------------------


def test_only_what_is_missing_comes_to_mind() -> None:
    """Once; and with a delta where it is no option."""
    grow = "grow: Sakura, fact: heart, outcome"
    text = people("unaware: {heart: love, kiss: kiss}") + (
        f"{HEART}{SCENE}      - {{{grow}: «friend», delta: 0.1}}\n      - {{{grow}: love, delta: 0.1}}\n"
        f"      - {{{grow}: «love», delta: 0.1}}\n      - {{act: kiss, by: Sakura, menu: [kiss, wait]}}\n"
        "      - {grow: Sakura, fact: kiss, outcome: kiss, «delta»: 0.1}\n"
        f"      - {{{grow}: «hate», delta: 0.1}}\n      - {{grow: Sakura, fact: «hart», outcome: love}}\n"
    )
    problems = expect(text, "U218", "U218", "U212", "U311", "U205")
    assert "is not missing from 'Sakura''s head (missing: love)" in problems[0].message
    assert "(missing: nothing)" in problems[1].message
    text = people("unaware: {heart: love}") + f"{HEART}{SCENE}      - {{«grow»: Sakura, fact: heart, outcome: love}}\n"
    (problem,) = expect(text, "U202")
    assert problem.hint == "Such as delta: 0.1"
    text = people("unaware: {heart: love}") + f"{HEART}{SCENE}      - {{{grow}: love, delta: «1»}}\n"
    expect(text, "U403")


def test_states_alone_change() -> None:
    text = f"""\
{HEAD}{HEART}{SCENE}      - {{change: «heart», p: 0.5}}
      - {{act: joke, by: Sakura, menu: [a, b], changes: {{«heart»: 0.5, «hart»: 0.5}}}}
"""
    problems = expect(text, "U217", "U217", "U205")
    assert problems[0].hint == "Say changing: true where it stands, in facts."


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("outcomes: {friend: 0.75, love: 0.25}, «p»: 0.5", "U212"),
        ("outcomes: {friend: 0.75, love: 0.25}, «given»: []", "U212"),
        ("outcomes: [friend, «friend»], p: 0.5", "U350"),
        ("outcomes: «{friend: 0.5}»", "U342"),
        ("outcomes: [friend, love], p: «1.5»", "U342"),
    ],
)
def test_tables_of_facts(said: str, code: str) -> None:
    """What reads expressions and tables says where; the fact's name stays known."""
    expect(
        f"{HEAD}facts:\n  heart: {{{said}}}\n  moved: {{outcomes: [no, yes], p: 0.9 if heart == friend else 0.1}}\n",
        code,
    )


def test_views_say_one_thing() -> None:
    text = f"{HEAD}{HEART}{SCENE}      - {{view: seen, of: heart, by: Sakura, clear: 0.5, «p»: uniform}}\n"
    only(text, "U212", "view 'seen' has `clear` and `p`; one of them says it all.")
    view = script(f"{HEAD}{HEART}{SCENE}      - {{view: seen, of: heart, by: Sakura, clear: 1}}\n").model.facts[1]
    assert view.outcomes == ("friend", "love", "unseen")
