"""Problems as they are shown: file, line, column, the line with a caret under it, and a hint."""

from __future__ import annotations

import json
import unicodedata

import pytest

from file_tools import HEAD, problems_of
from underneath.files.excerpts import CUT, MOST_COLUMNS, excerpt, seemly
from underneath.files.problems import Problem


def width(text: str) -> int:
    """How many columns a terminal gives to a text."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def under(line: str, column: int, length: int) -> str:
    """What stands above the carets, column by column."""
    shown, carets = excerpt(line, column, length)
    start, end = width(carets.rstrip("^~")), width(carets)
    place, found = 0, ""
    for character in shown:
        if start <= place < end:
            found += character
        place += width(character)
    return found


def test_a_problem_in_full() -> None:
    """One look, word for word."""
    (problem,) = problems_of(HEAD + "facts: {heart: {outcomes: {friend: 0.75, love: 0.25}, on: Kakashi}}\n")
    assert problem.render() == (
        "story.yaml:3:55: error U201: fact 'heart' has no key 'on' (keys: outcomes, of, seen_by, p, value, cases,"
        " given, changing, told, note).\n"
        "    facts: {heart: {outcomes: {friend: 0.75, love: 0.25}, on: Kakashi}}\n"
        "                                                          ^~"
    )


def test_a_problem_as_data() -> None:
    """For programs: plain, and fit for JSON."""
    (problem,) = problems_of(HEAD + "fats: {}\n")
    found = problem.as_dict()
    assert json.loads(json.dumps(found)) == found
    assert found == {
        "code": "U201",
        "message": problem.message,
        "hint": "Did you mean 'facts'?",
        "file": "story.yaml",
        "line": 3,
        "column": 1,
        "length": 4,
    }


def test_the_line_can_come_from_elsewhere() -> None:
    """Of a text that was changed since, the line that now stands there; none if it has gone."""
    problem = Problem("U201", "no.", "", "a.yaml", 2, 3, 2, "  ab: 1")
    assert problem.render("one\n    two\n") == "a.yaml:2:3: error U201: no.\n        two\n      ^~"
    assert problem.render("one") == "a.yaml:2:3: error U201: no."


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("a: word", "word"),
        ("\ta:\tword", "word"),
        ("心: 恋 word", "word"),
        ("e\u0301te\u0301: word", "word"),
        ("心: 恋恋", "恋恋"),
        ("a: \u202eword", "word"),
        ("a: \x1b[31mword", "word"),
        ("👩‍👩‍👧: word", "word"),
    ],
)
def test_the_caret_stands_under_what_it_means(line: str, word: str) -> None:
    """Through tabs, wide characters, accents, and what cannot be seen."""
    assert under(line, line.index(word) + 1, len(word)) == word


@pytest.mark.parametrize("start", [0, 5, 60, 500, 990])
def test_long_lines_are_cut_around_the_caret(start: int) -> None:
    line = "".join(chr(97 + i % 26) for i in range(1000))
    line = line[:start] + "WORD" + line[start + 4 :]
    shown, carets = excerpt(line, start + 1, 4)
    assert under(line, start + 1, 4) == "WORD"
    assert len(shown) <= MOST_COLUMNS + 2 * len(CUT)
    assert len(carets) <= len(shown)
    assert shown.startswith(CUT) == (start > 50)
    assert shown.endswith(CUT) == (start < 900)


def test_what_goes_beyond_the_line_is_left_out() -> None:
    """A list that goes on over lines is marked as far as the line goes; what is empty gets one caret."""
    assert excerpt("a: [b,", 4, 100) == ("a: [b,", "   ^~~")
    assert excerpt("a:", 3, 1) == ("a:", "  ^")
    assert excerpt("", 1, 0) == ("", "^")


def test_nothing_in_a_message_can_fool_a_terminal() -> None:
    """Names come from files; escape sequences, line ends and changes of direction in them are shown as such."""
    name = "\\e[31mred\\nnext\\u202e"
    problems = problems_of(
        f'underneath: 1\npeople: {{A: {{}}, "{name}": {{}}}}\nfacts: {{x: {{outcomes: [a], of: B}}}}\n'
    )
    shown = "\n".join(problem.render() for problem in problems)
    assert len(shown.splitlines()) == sum(len(problem.render().splitlines()) for problem in problems)
    assert not {"\x1b", "\u202e"} & set(shown)
    assert seemly("a\tb\r\n") == "a b\ufffd\ufffd"
