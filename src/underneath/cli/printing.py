"""Printing: answers as plain text, with beliefs as bars where there is room for them."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from underneath.cli.paper import Paper, broken, clean, columns_of, padded
from underneath.explain.answer import Answer, Column, Value, shown

BAR = 24
"""The longest bar, in columns."""
LEAST_BAR = 6
"""A shorter bar says nothing, and is left out."""
LEAST_WORD = 6
"""Columns that a word keeps, however narrow the paper."""
INDENT = "  "


def json_text(data: Any) -> str:
    """Data as JSON that a person can read too; infinities have been turned into words before."""
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)


def lines_of(answer: Answer, paper: Paper, indent: str = "") -> Iterator[str]:
    """The lines of an answer: title, table, sentences, parts."""
    yield paper.strong(paper.wrapped(answer.title, indent))
    if answer.columns and answer.rows:
        yield from table_lines(answer.columns, answer.rows, paper, indent + INDENT)
    for sentence in answer.sentences:
        yield paper.wrapped(sentence, indent + INDENT, indent + INDENT)
    for part in answer.parts:
        yield ""
        yield from lines_of(part, paper, indent + INDENT)


def table_lines(
    columns: Sequence[Column],
    rows: Sequence[tuple[Value, ...]],
    paper: Paper,
    indent: str = INDENT,
    headed: bool = True,
) -> Iterator[str]:
    """A table: words to the left, numbers to the right, and a bar after the only probability, or where one is due."""
    written = [column for column in columns if column.kind != "bar"]
    cells = [[clean(shown(c, value)) for c, value in zip(columns, row) if c.kind != "bar"] for row in rows]
    heads = [[column.name for column in written]] if headed and not _speaks_for_itself(columns) else []
    room = paper.width - len(indent)
    widths = _widths(heads, cells, written, room)
    bar = _bar_width(columns, widths, room)
    if _width_of(widths) > room:
        yield from (_run_on(line, paper, indent) for line in (*heads, *cells))
        return
    for head in heads:
        yield from (paper.faint((indent + line).rstrip()) for line in _lines(head, widths, written))
    for line, row in zip(cells, rows):
        first, *more = _lines(line, widths, written)
        yield (indent + first + _bar(columns, row, bar, paper)).rstrip()
        yield from ((indent + text).rstrip() for text in more)


def _speaks_for_itself(columns: Sequence[Column]) -> bool:
    """Whether a table needs no heads: outcomes with their probabilities."""
    return len(columns) == 2 and [c.kind for c in columns] == ["word", "share"]


def _widths(
    heads: Sequence[Sequence[str]], cells: Sequence[Sequence[str]], columns: Sequence[Column], room: int
) -> list[int]:
    """The width of each column; where the paper is narrow the widest words give way, numbers never do."""
    widths = [max(map(columns_of, column)) for column in zip(*heads, *cells)]
    least = [_least(column, *both) for column, both in zip(columns, _both(heads, cells))]
    return _narrowed(widths, least, _width_of(widths) - room)


def _narrowed(widths: Sequence[int], least: Sequence[int], over: int) -> list[int]:
    """Widths with so many columns fewer, taken from those that can spare most; no more than all can spare.

    >>> _narrowed([9, 4, 6], [2, 2, 2], 5), _narrowed([3, 2], [2, 2], 5), _narrowed([3, 2], [2, 2], -1)
    ([5, 4, 5], [2, 2], [3, 2])
    """
    spare = [max(0, width - low) for width, low in zip(widths, least)]

    def taken(level: int) -> int:
        return sum(max(0, columns - level) for columns in spare)

    level = bisect_left(range(max(spare)), True, key=lambda level: taken(level) <= over)
    first = [at for at, columns in enumerate(spare) if 0 < level <= columns][: max(0, over - taken(level))]
    return [width - max(0, columns - level) - (at in first) for at, (width, columns) in enumerate(zip(widths, spare))]


def _width_of(widths: Sequence[int]) -> int:
    return sum(widths) + 2 * (len(widths) - 1)


def _run_on(cells: Sequence[str], paper: Paper, indent: str) -> str:
    """A row of a table that is too wide, however narrow its columns: its words one after the other."""
    return paper.wrapped(" ".join(cell for cell in cells if cell), indent)


def _both(
    heads: Sequence[Sequence[str]], cells: Sequence[Sequence[str]]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """For each column its head, if there is one, and its cells."""
    columns = list(zip(*cells))
    return list(zip(list(zip(*heads)) or [()] * len(columns), columns))


def _least(column: Column, head: Sequence[str], cells: Sequence[str]) -> int:
    """The width below which a column makes no sense: that of its numbers, or a few letters."""
    words = [columns_of(word) for text in head for word in text.split()]
    if column.kind == "word":
        return min(LEAST_WORD, max(map(columns_of, (*head, *cells))))
    return max(*map(columns_of, cells), *words, 1)


def _bar_width(columns: Sequence[Column], widths: Sequence[int], room: int) -> int:
    if sum(column.kind == _bar_kind(columns) for column in columns) != 1:
        return 0
    left = room - sum(widths) - 2 * len(widths)
    return min(BAR, left) if left >= LEAST_BAR else 0


def _lines(cells: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> list[str]:
    """A row; words that are wider than their column go on in the next line."""
    parts = [broken(cell, width) for cell, width in zip(cells, widths)]
    rows = zip_longest(*parts, fillvalue="")
    return [
        "  ".join(padded(t, w, right=c.kind != "word") for t, w, c in zip(row, widths, columns, strict=True))
        for row in rows
    ]


def _bar(columns: Sequence[Column], row: Sequence[Value], width: int, paper: Paper) -> str:
    kind = _bar_kind(columns)
    share = next((value for column, value in zip(columns, row) if column.kind == kind), None)
    if not width or not isinstance(share, float):
        return ""
    return INDENT + paper.tinted(paper.bar(share, width), "cyan")


def _bar_kind(columns: Sequence[Column]) -> str:
    """The kind of the column that is drawn as a bar."""
    return "bar" if any(column.kind == "bar" for column in columns) else "share"
