"""Excerpts: a line of text with a caret line under it, made fit for a terminal.

A tab is shown as one space, what cannot be seen or would reorder the line as a replacement character, and a wide
character gets two columns of the caret line, so that the caret stands under what it means.
"""

from __future__ import annotations

import unicodedata

MOST_COLUMNS = 100
"""How much of a line is shown."""

LEAD = 40
"""How many characters before the caret are kept of a long line."""

CUT = "..."
"""Stands for what was cut off."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"})


def excerpt(line: str, column: int, length: int) -> tuple[str, str]:
    r"""A line and its caret line: `^` under the first character that is meant, `~` under the others.

    Args:
        line: The text of the line.
        column: Where the caret stands, from 1.
        length: How many characters are meant; what goes beyond the line is left out.

    >>> print(*excerpt("kiss: {on: 1}", 8, 2), sep="\n")
    kiss: {on: 1}
           ^~
    """
    start = column - 1
    shown, start = _window(line, start)
    meant = shown[start : start + max(1, length)]
    carets = "^" + "~" * (max(1, _width(meant)) - 1)
    return seemly(shown), " " * _width(shown[:start]) + carets


def seemly(text: str) -> str:
    r"""A text in which nothing is hidden from the reader.

    >>> seemly("a\tb\x00")
    'a b\ufffd'
    """
    return "".join(" " if c == "\t" else "\ufffd" if unicodedata.category(c) in _UNSEEN else c for c in text)


def _window(line: str, start: int) -> tuple[str, int]:
    """The part of a long line around the caret, and where the caret stands in it."""
    if len(line) <= MOST_COLUMNS:
        return line, start
    left = max(0, min(start - LEAD, len(line) - MOST_COLUMNS))
    right = left + MOST_COLUMNS
    before, after = CUT if left else "", CUT if right < len(line) else ""
    return f"{before}{line[left:right]}{after}", start - left + len(before)


def _width(text: str) -> int:
    """How many columns a terminal gives to a text."""
    return sum(_columns(c) for c in text)


def _columns(character: str) -> int:
    if character != "\t" and unicodedata.category(character) in _UNSEEN:
        return 1
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
