"""Source: the text of a story file, its lines, and spots in it.

Lines end as YAML 1.2 has it: with a line feed, a carriage return, or both.  Offsets count characters from 0; lines and
columns count from 1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, eq=False, repr=False)
class Source:
    """A text, and what it is called in messages: the path of its file, or a word such as `<text>`."""

    name: str
    text: str

    def __repr__(self) -> str:
        """Say what it is called and how long it is."""
        return f"Source({self.name!r}, {len(self.text)} characters)"

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each line starts."""
        return (0, *(found.end() for found in _BREAK.finditer(self.text)))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Every line, without its end; problems on the same line share its text."""
        return tuple(_BREAK.split(self.text))

    def position(self, offset: int) -> tuple[int, int]:
        r"""The line and the column of an offset.

        >>> Source("<text>", "a: 1\nbc: 2").position(6)
        (2, 2)
        """
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        r"""The text of a line, without its end; empty where there is no such line.

        >>> Source("<text>", "a: 1\nbc: 2").line(2)
        'bc: 2'
        """
        return self.lines[number - 1] if number <= len(self.lines) else ""


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A stretch of a source: from `start` to before `end`."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """What stands there."""
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The line on which it starts."""
        return self.source.position(self.start)[0]
