"""Problems: what is wrong with a story file, each with its code, its place in the text, and a hint.

Whoever reads a part of the document gets it as `Said`: plain data, and the way to it from the root.  What is wrong is
added to `Problems` under that way; `files/tree.py` knows where in the text each way leads, and `files/placing.py` makes
a `Problem` of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from underneath.files.excerpts import excerpt, seemly
from underneath.files.source import Source

Way = tuple[str | int | float, ...]
"""Keys and positions that lead from the root of the document to one of its values."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value of the document (words, numbers, truth values, None, lists, mappings with words as keys), and its way."""

    data: Any
    way: Way = ()

    def at(self, key: str | int | float) -> Said:
        """The value under a key of a mapping, or at a position of a list."""
        return Said(self.data[key], (*self.way, key))

    def words(self) -> list[Said]:
        """The items of a list; of anything else, that alone: where a name or a list of names may stand.

        >>> [word.data for word in Said(["heart", "mask"]).words()], Said("heart").words()
        (['heart', 'mask'], [Said(data='heart', way=())])
        """
        return [word for _, word in self.items()] if isinstance(self.data, list) else [self]

    def items(self) -> Iterator[tuple[str | int, Said]]:
        """Keys or positions, with what stands there."""
        keys = self.data if isinstance(self.data, dict) else range(len(self.data))
        return ((key, self.at(key)) for key in keys)


@dataclass(frozen=True, slots=True)
class Complaint:
    """A problem whose place in the text has not been looked up yet.

    `span` is the part of the text of a scalar that is meant, as (start, length); with `key` the key is meant and not
    the value.
    """

    code: str
    way: Way
    message: str
    hint: str = ""
    span: tuple[int, int] | None = None
    key: bool = False


@dataclass(slots=True)
class Problems:
    """All that was found wrong so far."""

    found: list[Complaint] = field(default_factory=list)

    def add(
        self,
        code: str,
        way: Way,
        message: str,
        *,
        hint: str = "",
        span: tuple[int, int] | None = None,
        key: bool = False,
    ) -> None:
        """Keep a problem; `code` is one of `files/codes.py`."""
        self.found.append(Complaint(code, way, message, hint.strip(), span, key))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a story file.

    `code` is one of `files/codes.py`; `name` is the file (or what else the text is called), `line` and `column` count
    from 1, `length` counts characters, and `quoted` is the text of that line.
    """

    code: str
    message: str
    hint: str
    name: str
    line: int
    column: int
    length: int
    quoted: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Read as `file:line:column: error U203: message`."""
        return seemly(f"{self.name}:{self.line}:{self.column}: error {self.code}: {self.message}")

    def render(self, text: str | None = None) -> str:
        """The problem, the line of text that it stands in, a caret line, and the hint.

        Args:
            text: The text of the file; None takes the line as it was when the file was read.

        >>> print(Problem("U201", "no such key.", "Did you mean 'facts'?", "a.yaml", 2, 1, 4, "facs: {}").render())
        a.yaml:2:1: error U201: no such key.
            facs: {}
            ^~~~
        hint: Did you mean 'facts'?
        """
        line = self.quoted if text is None else Source(self.name, text).line(self.line)
        shown = [f"    {part}" for part in excerpt(line, self.column, self.length)]
        return "\n".join(
            [str(self), *(shown if line.strip() else []), *([f"hint: {seemly(self.hint)}"] if self.hint else [])]
        )

    def as_dict(self) -> dict[str, str | int]:
        """The problem as plain data, for programs.

        >>> Problem("U101", "no such file", "", "a.yaml", 1, 1, 1).as_dict()["code"]
        'U101'
        """
        return {
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
            "file": self.name,
            "line": self.line,
            "column": self.column,
            "length": self.length,
        }
