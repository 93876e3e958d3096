"""The text of story files: YAML 1.2 in its core schema, and everything that is refused, each at its place."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

import underneath as un
from file_tools import HEAD, expect, only, problems_of, script, unmarked
from underneath.files import composing
from underneath.files.composing import MOST_DEPTH, MOST_NODES, MOST_TOLD
from underneath.files.loading import bad_file, load, loads
from underneath.files.reading import MOST_BYTES, read_tree
from underneath.files.source import Source
from underneath.files.spans import part
from underneath.files.tree import Scalar, data_of, node_at


def data(text: str) -> Any:
    """A text as plain data."""
    root, problems = read_tree(Source("<text>", text))
    assert root is not None, problems
    assert not problems
    return data_of(root)


def refused(text: str) -> list[tuple[str, int, int]]:
    """Codes, lines and columns of what is wrong with a text before anything in it is looked at."""
    _, problems = read_tree(Source("<text>", text))
    return [(problem.code, problem.line, problem.column) for problem in problems]


# --- what words stand for ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    ["no", "yes", "on", "off", "y", "n", "12:30", "1_000", "007", "-012", "01.5", "0o8", "0x", "2026-01-01", "1e", "+",
     ".", "1.2.3", "tRue", "nUll", "=", "<", "0b1", "nan", "inf", "1,5", "--1", "+-1", "1e5x", "٣"],
)  # fmt: skip
def test_only_null_truth_values_and_numbers_are_more_than_text(word: str) -> None:
    """What YAML 1.1 or a programming language would make a truth value, a time or a number stays a word."""
    assert data(f"a: {word}") == {"a": word}


@pytest.mark.parametrize(
    ("word", "value"),
    [("", None), ("~", None), ("null", None), ("Null", None), ("true", True), ("False", False), ("0", 0), ("-7", -7),
     ("+3", 3), ("0x1F", 31), ("0o17", 15), ("1.5", 1.5), (".5", 0.5), ("1.", 1.0), ("1e3", 1000.0), ("-2E-2", -0.02),
     (".inf", math.inf), ("-.inf", -math.inf), ("+.INF", math.inf), ("0.0", 0.0), ("-0", 0)],
)  # fmt: skip
def test_the_core_schema(word: str, value: object) -> None:
    """And their types are right: true is no 1."""
    found = data(f"a: {word}")["a"]
    assert found == value
    assert type(found) is type(value)


def test_not_a_number_is_read_as_one() -> None:
    """What it is good for is judged where it stands."""
    assert math.isnan(data("a: .nan")["a"])


@pytest.mark.parametrize("quoted", ["'no'", '"no"', "'12'", '"true"', "'~'", "|-\n  12", ">-\n  null"])
def test_what_is_quoted_is_text(quoted: str) -> None:
    assert isinstance(data(f"a: {quoted}")["a"], str)


def test_keys_are_words_or_numbers() -> None:
    """A number is a number as a key too; null and no are words there."""
    assert data("{0: a, '0': b, 1.5: c, -1: d, null: e, no: f}") == {
        0: "a", "0": "b", 1.5: "c", -1: "d", "null": "e", "no": "f",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["%YAML 1.2\n---\na: 1", "---\na: 1\n...\n# no more\n", "# so\n\na: 1 # much\n\n"])
def test_one_document_with_comments(text: str) -> None:
    assert data(text) == {"a": 1}


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    """From a file and from a text; columns do not count it."""
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.encode() + b"fats: {}\n")
    with pytest.raises(un.BadFile) as raised:
        load(path)
    assert [(p.code, p.line, p.column) for p in raised.value.problems] == [("U201", 3, 1)]
    assert loads("\ufeff" + HEAD).people


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_three_ways(end: str) -> None:
    """And positions are the same in all of them."""
    text = end.join(["underneath: 1", "people:", "  Sakura: {levle: 2}", ""])
    assert [(p.code, p.line, p.column) for p in problems_of(text)] == [("U201", 3, 12)]


# --- what is refused --------------------------------------------------------------------------------------------------

SYNTAX = [
    ("heads:\n  «*» > Kakashi: {level: 1}", "a word cannot begin with '*'"),
    ("a: b«:» c", "a ':' stands where no key can be"),
    ("a:\n«\t»b: 1", "a tab stands where only spaces may"),
    ("a: «'»x\nb: 1", "a quote is opened here and never closed"),
    ('a: 1\nb: «"»x', "a quote is opened here and never closed"),
    ("a: «[»1, 2\n", "this list is never closed"),
    ("a: {b: 1\nc«:» 2", "this mapping is never closed, or a ',' is missing"),
    ("a: {c: -0.2 if «{»this} else 0}", "this mapping is never closed, or a ',' is missing"),
    ("a: {x} «=»= 3", "a key was due here"),
    ("a: «`»first kiss` == yes", "a value cannot begin with a backquote"),
    ("a: «@»x", "a value cannot begin with '@'"),
    ("a: 1\n b«:» 2", "a ':' stands where no key can be"),
    ("a:\n  b: 1\n «c»: 2", "a key was due here"),
    ('a: "«\\»q"', "a backslash in double quotes"),
    ("- a\n«b»: 1", "an item of the list"),
    ("a: > «b»", "a text that begins with '|' or '>'"),
    ("a: 1\n«a» b\nc: 2", "a ':' is missing after this key"),
    ("a: «-» b", "a '- ' stands where no list can begin"),
    ("a: «}»", "a value was due here"),
    ("  a: 1\n«b»: 2", "this stands outside of the document"),
]


@pytest.mark.parametrize(("text", "message"), SYNTAX, ids=[text.replace("\n", "|") for text, _ in SYNTAX])
@pytest.mark.parametrize("loader", [composing.Loader, yaml.BaseLoader], ids=["fast", "plain"])
def test_what_is_no_yaml(text: str, message: str, loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with a sentence of ours, at its place, whichever parser PyYAML has."""
    monkeypatch.setattr(composing, "Loader", loader)
    (problem,) = expect(text, "U105") if "\\" not in text else [_near(text)]
    assert problem.message.startswith(message)
    assert problem.hint


def _near(text: str) -> Any:
    """The two parsers count an escape sequence from different ends of its first two characters."""
    clean, ((line, column, _),) = unmarked(text)
    (problem,) = problems_of(clean)
    assert (problem.code, problem.line) == ("U105", line)
    assert problem.column in (column, column + 1)
    return problem


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a: «&x» 1\nb: «*x»\nc: «&y» {d: 1}", ["U108", "U108", "U108"]),
        ("{«true»: 1, «False»: 2, ok: 3}", ["U110", "U110"]),
        ("? «[»a]\n: b", ["U110"]),
        ("{«~»: 1, «.nan»: 2}", ["U110", "U110"]),
        ("a: {«<<»: {b: 1}}", ["U111"]),
        ("a: «1e999»\nb: «-1e400»", ["U114", "U114"]),
        ("«%YAML 1.1»\n---\na: 1", ["U115"]),
        ("# so\n«%TAG ! tag:x,2000:»\n---\na: 1", ["U115"]),
        ("%YAML 1.2\n«%YAML 1.2»\n---\na: 1", ["U115"]),
        ("a: b«\x07»c", ["U104"]),
        ("a: b\nc: «\x85»", ["U104"]),
        ("a: b«\u2028»c", ["U104"]),
        ("a: «\ufeff»b", ["U104"]),
        ("a: «\ud800»", ["U104"]),
    ],
)
def test_what_a_story_file_does_not_have(text: str, codes: list[str]) -> None:
    """Each is refused where it stands, and several come together."""
    expect(text, *codes)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("story: «!!str» a\npeople: «!x» {A: {}}\nhabit: «lazy»", ["U107", "U107", "U203"]),
        ("story: «&x» a\npeople: «&y» «!t» {A: {}}\nhabit: «lazy»", ["U108", "U108", "U107", "U203"]),
        ("people: {A: {}}\nhabit: «lazy»\n«---»\nb: 2", ["U203", "U109"]),
        ("people: {A: {}}\nhabit: «lazy»\n...\n«b: »2", ["U203", "U109"]),
    ],
)
def test_what_hides_nothing_is_told_with_the_rest(text: str, codes: list[str]) -> None:
    """A tag, an anchor or a second document leaves a file that can be looked through."""
    expect(f"underneath: 1\n{text}", *codes)


@pytest.mark.parametrize(
    "text",
    [
        "{people: {A: {}, «A»: {level: 2}, «A»: {level: 3}}}",
        "{people: {A: {level: 1, «level»: 2}}}",
        "{people: {A: {level: 1, «level»: 1}}}",
        "{people: {A: {}}, facts: {1: {}, «1.0»: {}}}",
        "{people: {A: {}}, «people»: 3}",
        "{people: 3, «people»: {A: {}}}",
    ],
)
def test_keys_that_come_twice(text: str) -> None:
    """Each but the first is refused where it stands, whatever is the matter with its value."""
    found = refused(unmarked(text)[0])
    assert [code for code, _, _ in found] == ["U106"] * text.count("«")
    assert [(line, column) for _, line, column in found] == [(line, column) for line, column, _ in unmarked(text)[1]]


TWICE = """people:
  Sakura: {}
  Kakashi: {}
facts:
  heart: {of: Kakashi, outcomes: {love: 0.5, friend: 0.5}, told: «luv»}
  mask: {of: Kakashi, outcomes: {on: 0.5, off: 0.5}, «outcomes»: {up: 0.5, down: 0.5}, told: up}
  veil: {outcomes: [on, off], p: 0.3 if mask == up else 0.1}
  hat: {of: Kakashi, outcomes: {on: 0.5, off: 0.5}, told: «up»}
«people»:
  Ino: {«levl»: 2}
«facts»:
  rain: {outcomes: {no: 0.5, yes: 0.5}, of: Ino}
  heart: {of: Sakura, outcomes: {yes: 1}}
  mask: {of: Kakashi, outcomes: {on: 0.5, off: 0.5}, told: on}
scenes:
  - scene: one
    steps:
      - act: joke
        by: Ino
        menu: [tell, keep]
        habit: {tell: 0.5, keep: 0.5}
        told: tell
        «told»: keep
        note: about the rain
«scenes»:
  - scene: two
    steps:
      - {act: kiss, by: «Saku», menu: [yes, no], available: {yes: rain == yes and joke == tell and mask == up}}
ask:
  - {belief: rain, of: Sakura, outcome: yes}
  - {belief: joke, of: Sakura, outcome: «told»}
"""


def test_keys_that_come_twice_hide_nothing_else() -> None:
    """All else is said as well; sections are read as one, and nothing is said of what has one value or another."""
    expect("underneath: 1\n" + TWICE, "U311", "U106", "U311", "U106", "U201", "U106", "U106", "U106", "U204", "U311")


@pytest.mark.parametrize("first", ["{q: 1}", "[1]", "zzz", "-1"])
@pytest.mark.parametrize("key", ["of", "outcomes", "told", "seen_by"])
def test_of_what_comes_twice_nothing_more_is_said(key: str, first: str) -> None:
    """Neither value may have been meant; what hangs on the fact may be right with another."""
    fact = {"of": "Sakura", "outcomes": "{no: 0.5, yes: 0.5}", "told": "yes", "seen_by": "everyone"}
    said = ", ".join(f"«{name}»: {value}" if name == key else f"{name}: {value}" for name, value in fact.items())
    scene = "scenes: [{scene: s, steps: [{act: a, by: Sakura, menu: [x, y], available: {x: f == yes}}]}]\n"
    expect(f"{HEAD}facts:\n  f: {{{key}: {first}, {said}}}\n{scene}ask: [{{belief: f, of: Kakashi}}]", "U106")


def test_where_a_section_comes_twice_as_different_things_none_of_its_names_is_missed() -> None:
    """They may be in the other."""
    scene = "scenes: [{scene: s, steps: [{act: a, by: Sakura, menu: [x, y], available: {x: f == yes}}]}]\n"
    expect(f"{HEAD}facts: {{f: {{outcomes: {{no: 1}}}}}}\n«facts»: 3\n{scene}watch: [{{of: Sakura, about: f}}]", "U106")


@pytest.mark.parametrize("names", [("joke", "jest"), ("3", "jest"), ("{q: 1}", "jest")])
def test_names_that_stand_second_are_not_missed(names: tuple[str, str]) -> None:
    """Either may be the one that the rest of the file means."""
    step = f"{{act: {names[0]}, «act»: {names[1]}, by: Sakura, menu: [x, y]}}"
    scenes = (
        f"scenes: [{{scene: s, steps: [{step}, {{act: b, by: Kakashi, menu: [x, y], available: {{x: jest == y}}}}]}}]"
    )
    expect(f"{HEAD}{scenes}\nwatch: [{{of: Kakashi, about: jest}}]\nask: [{{belief: b, of: Sakura, at: jest}}]", "U106")


def test_keys_that_come_twice_cost_what_they_are_long() -> None:
    """The first value is not gone through again for each that follows."""
    started = time.process_time()
    people = ", ".join(f"p{at}: {{}}" for at in range(60_000))
    assert len(refused(f"people: {{{people}}}\n" + "people: {q: {}}\n" * 400)) == 400
    assert time.process_time() - started < 10


def test_keys_that_come_twice_say_where_the_first_is() -> None:
    text = "underneath: 1\npeople: {A: {}}\n«people»: {B: {}}"
    only(text, "U106", "the key 'people' comes twice.", "It stands in line 2 already; keep one of the two.")


@pytest.mark.parametrize("text", ["", " \n\n", "# only a comment\n", "%YAML 1.2\n"])
def test_nothing_at_all(text: str) -> None:
    (problem,) = problems_of(text)
    assert problem.code in ("U116", "U105")
    assert problem.line >= 1


@pytest.mark.parametrize("text", ["a", "[a]", "3", "null"])
def test_a_document_that_is_no_mapping(text: str) -> None:
    """It is said once, and nothing else is."""
    (problem,) = problems_of(text)
    assert (problem.code, problem.line, problem.column) == ("U203", 1, 1)
    assert "a story was due: a mapping" in problem.message


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """The position is that of the byte, with characters before it counted as such."""
    path = tmp_path / "latin.yaml"
    path.write_bytes("underneath: 1\nstory: é".encode() + b"\xe9 x\n")
    with pytest.raises(un.BadFile) as raised:
        load(path)
    (problem,) = raised.value.problems
    assert (problem.code, problem.line, problem.column) == ("U103", 2, 9)
    assert "0xE9" in problem.message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """No traceback: the name, the reason, and what comes with the library."""
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(un.BadFile, match="this file cannot be read") as raised:
            load(path)
        assert [p.code for p in raised.value.problems] == ["U101"]
    with pytest.raises(un.BadFile, match="Did you mean 'sally-and-anne'"):
        load("sally-and-ann")
    with pytest.raises(un.BadFile, match="U101"):
        load("a\0b")


# --- bounds -----------------------------------------------------------------------------------------------------------


def test_size_is_bounded(tmp_path: Path) -> None:
    """As bytes and as text; one byte less is read."""
    path = tmp_path / "large.yaml"
    fill = HEAD + "about: "
    path.write_text(fill + "x" * (MOST_BYTES - len(fill) + 1))
    with pytest.raises(un.BadFile, match="U102"):
        load(path)
    assert refused("é" * (MOST_BYTES // 2 + 1)) == [("U102", 1, 1)]
    path.write_text(fill + "x" * (MOST_BYTES - len(fill)))
    assert load(path).about.startswith("xxx")


def test_depth_is_bounded() -> None:
    assert refused("[" * MOST_DEPTH + "]" * MOST_DEPTH) == []
    assert refused("[" * (MOST_DEPTH + 1) + "]" * (MOST_DEPTH + 1)) == [("U112", 1, MOST_DEPTH + 1)]
    assert refused("- " * 100_000)[0][0] == "U112"
    assert refused("{a: " * 100_000)[0][0] == "U112"


def test_the_number_of_values_is_bounded() -> None:
    assert refused(f"[{'1,' * (MOST_NODES - 1)}]") == []
    assert [code for code, *_ in refused(f"[{'1,' * MOST_NODES}]")] == ["U113"]


def test_the_number_of_problems_is_bounded() -> None:
    assert len(refused(f"[{'&a 1,' * 10_000}]")) == MOST_TOLD
    problems = problems_of(f"underneath: 1\npeople: {{A: {{{', '.join(f'k{i}: 1' for i in range(10_000))}}}}}")
    assert len(problems) == 500
    assert "and 400 more problems" in str(bad_file(problems))


# --- parts of words ---------------------------------------------------------------------------------------------------

SPELLED = [
    "a: one two three",
    "a: 'one ''two'' three'",
    'a: "one \\ttwo\\u0020three"',
    "a: 'one\n   two\n\n   three'",
    'a: "one \\\n   two\n   three"',
    "a: one\n   two\n   three",
    "a: |\n  one\n  two three\n",
    "a: >\n   one\n   two\n\n   three\n",
    "a: [one two three]",
    "a: é😀one two three",
]


@pytest.mark.parametrize("text", SPELLED, ids=repr)
@pytest.mark.parametrize("word", ["one", "two", "three"])
def test_a_part_of_a_word_is_found_however_it_is_written(text: str, word: str) -> None:
    """Through quotes, escapes, and folded lines."""
    root, _ = read_tree(Source("<text>", text))
    assert root is not None
    node = node_at(root, ("a", 0)) or node_at(root, ("a",))
    assert isinstance(node, Scalar)
    assert isinstance(node.value, str)
    assert part(node, node.value.index(word), len(word)).text == word


def test_a_fault_inside_an_expression_is_pointed_at() -> None:
    """The position inside the word, not where the word begins."""
    text = """\
underneath: 1
people: {Sakura: {}}
facts:
  heart: {outcomes: {friend: 0.5, love: 0.5}}
  moved:
    outcomes: [no, yes]
    p: >-
      0.9 if heart == love
      else «hart»
"""
    only(text, "U310", "'hart' is no fact and no number.", "Did you mean 'heart'?")


def test_a_story_can_be_read_from_a_text() -> None:
    assert script("facts: {coin: {outcomes: {heads: 1}}}").source.name == "<text>"


def test_each_value_of_a_doubled_key_is_looked_through() -> None:
    """What is wrong within the first mapping and within the others is told, and nothing that only hangs on them."""
    expect(
        "underneath: 1\n"
        "people: {Ann: {}, Bob: {}}\n"
        "facts:\n"
        "  cake: {of: «Bo», outcomes: {good: 0.5, bad: 0.5}}\n"
        "  «cake»: {of: Bob, outcomes: «{fine: 0.5, bad: 0.6}», «frob»: 3}\n"
        "wants: {Ann: [{name: a, utils: 1 if cake == fine else 0}]}\n",
        *("U204", "U106", "U342", "U201"),
    )
