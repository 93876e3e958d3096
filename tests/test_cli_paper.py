"""Paper: what is printed fits where it goes."""

from __future__ import annotations

import io
import random
import time
from itertools import pairwise

import pytest

from underneath.cli import patience as waiting
from underneath.cli.paper import Paper, broken, clean, columns_of
from underneath.cli.printing import _narrowed, lines_of, table_lines
from underneath.explain.answer import Answer, Column


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "colour"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_is_for_terminals_that_want_it(environment: dict[str, str], colour: bool) -> None:
    """https://no-color.org: set, to whatever but nothing."""
    assert Paper.of(Terminal(), environment).colour is colour
    assert Paper.of(io.StringIO(), environment).colour is False


def test_colour_adds_nothing_but_colour() -> None:
    """Without it the same text is there."""
    assert Paper(colour=True).strong("a") != Paper(colour=False).strong("a") == "a"
    assert "a" in Paper(colour=True).strong("a")


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.999, 1.0, -1e-13, 1 + 1e-13])
@pytest.mark.parametrize("unicode", [True, False])
def test_bars_have_their_width(share: float, unicode: bool) -> None:
    """Whatever the share, rounding included."""
    assert len(Paper(unicode=unicode).bar(share, 10)) == 10


def test_bars_grow_with_the_share() -> None:
    """To an eighth of a column."""
    paper = Paper()
    bars = [paper.bar(at / 80, 10).rstrip() for at in range(81)]
    assert len(set(bars)) == 81
    assert bars == sorted(bars, key=len)


def test_numbers_are_never_cut() -> None:
    """On the narrowest paper words are broken, and every number stands whole."""
    columns = (Column("somebody"), Column("probability", "share"), Column("utility", "utils"))
    rows = (("a very long name indeed", 0.123456, -12.5),)
    lines = list(table_lines(columns, rows, Paper(width=32)))
    assert sum("0.1235" in line and "-12.5000" in line for line in lines) == 1
    assert all(word in " ".join(lines).split() for word in rows[0][0].split())
    assert max(map(len, lines)) <= 32


def test_no_bar_where_there_is_no_room() -> None:
    """And none where there are two probabilities."""
    columns = (Column("somebody"), Column("probability", "share"))
    rows = (("Ann", 0.5),)
    assert "█" in "".join(table_lines(columns, rows, Paper(width=60)))
    assert "█" not in "".join(table_lines(columns, rows, Paper(width=16)))
    assert "█" not in "".join(table_lines((*columns, Column("q", "share")), (("Ann", 0.5, 0.5),), Paper(width=60)))


def test_parts_are_indented() -> None:
    """Under what they belong to."""
    part = Answer("part", sentences=("inside",))
    assert list(lines_of(Answer("whole", parts=(part,)), Paper())) == ["whole", "", "  part", "    inside"]


@pytest.mark.parametrize("text", ["", "a", "word " * 30, "x" * 100, "愛" * 30, "e\u0301" * 30])
@pytest.mark.parametrize("width", [1, 2, 7, 40])
def test_broken_lines_fit(text: str, width: int) -> None:
    """And nothing is lost; a wide sign on paper of one column is the exception."""
    lines = broken(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns_of(line) <= max(width, 2) for line in lines)


@pytest.mark.parametrize("text", ["a" * 40_000, "a愛" * 20_000, "e\u0301" * 20_000, "ab " * 15_000])
def test_long_texts_cost_what_they_are_long(text: str) -> None:
    """Each sign is measured once; measured with all before it on the line, these would take a minute."""
    started = time.process_time()
    lines = broken(text, 10_000)
    table = list(table_lines((Column("note"), Column("what")), ((text, text),), Paper(width=10_000), headed=False))
    assert time.process_time() - started < 2
    assert max(map(columns_of, lines)) <= 10_000
    assert max(map(columns_of, table)) <= 10_000


def test_widest_columns_give_way_one_by_one() -> None:
    """As if each time the one that can spare most lost a column, the first of several."""
    draw = random.Random(7)
    for _ in range(2_000):
        widths = [draw.randrange(20) for _ in range(draw.randrange(1, 6))]
        least = [draw.randrange(8) for _ in widths]
        over = draw.randrange(-5, 60)
        found = list(widths)
        for _ in range(over):
            most = max(range(len(found)), key=lambda at: found[at] - least[at])
            found[most] -= found[most] > least[most]
        assert _narrowed(widths, least, over) == found


@pytest.mark.parametrize("width", [0, 1, 2, 3, 5])
def test_words_are_broken_where_they_are_full(width: int) -> None:
    """A sign that takes no column stays with the one before it, and a piece has one sign at least."""
    pieces = broken("愛e\u0301愛aé愛", width)
    assert "".join(pieces) == "愛e\u0301愛aé愛"
    for piece, after in pairwise(pieces):
        assert columns_of(piece + after[0]) > width
        assert columns_of(piece) <= width or len(piece) == 1 or columns_of(piece[1:]) == 0


def test_nothing_steers_the_terminal() -> None:
    """Bells, escapes, backspaces and signs that turn a line around."""
    assert clean("a\x1b]0;title\x07b\x08\u202ec\u2066") == "a�]0;title�b��c�"
    assert clean("Zoë, 愛 and 👩‍👧") == "Zoë, 愛 and 👩‍👧"


def test_a_notice_comes_late_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only at a terminal, only after a while, and what is printed meanwhile is whole."""
    seen: list[str] = []

    class Status:
        def start(self) -> None:
            seen.append("start")

        def stop(self) -> None:
            seen.append("stop")

        def update(self, text: str) -> None:
            seen.append(text)

    monkeypatch.setattr("rich.console.Console.status", lambda self, text: Status())
    monkeypatch.setattr(waiting, "AFTER", 0.01)
    monkeypatch.setattr("sys.stderr", Terminal())
    with waiting.patience("waiting") as notice:
        deadline = time.monotonic() + 10
        while not seen and time.monotonic() < deadline:
            time.sleep(0.01)
        notice.change("still waiting")
        notice.print("a line")
    assert seen == ["start", "still waiting", "stop", "start", "stop"]


def test_no_notice_where_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that is done in time shows nothing, and neither does a pipe."""
    monkeypatch.setattr("rich.console.Console.status", lambda self, text: pytest.fail("shown"))
    monkeypatch.setattr("sys.stderr", Terminal())
    with waiting.patience("waiting") as notice:
        notice.change("quick")
    monkeypatch.setattr("sys.stderr", io.StringIO())
    monkeypatch.setattr(waiting, "AFTER", 0.0)
    with waiting.patience("waiting"):
        time.sleep(0.02)
