"""Answers: a title, a table, some sentences, and the same as plain data.

Whatever is asked, this is what comes back; the command line prints it, and other hosts may draw it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, Literal

from underneath.model import show
from underneath.model.facts import Outcome

Kind = Literal["word", "share", "change", "bits", "signed bits", "utils", "count", "bar"]
Value = Outcome | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer: its name, and what its numbers are.

    `share` is a probability and `change` how much one has moved; `bits` is an amount of information, `signed bits` a
    weight for or against; a `bar` is a share of the longest bar, which is drawn where there is room and never written.
    """

    name: str
    kind: Kind = "word"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question is answered with.

    Args:
        title: Whose answer it is, about what and when, with the depths that it used.
        columns: What stands in each column.
        rows: One value for each column: a word, a number (infinities and NaN included), or None.
        sentences: The answer in words, and how it came about.
        data: The same for programs: mappings, lists, words, numbers, truth values and None only.
        parts: Further answers that belong to this one, such as those of a branch.
        refused: Whether there is no answer; the sentences say why.

    >>> print(Answer("Ann believes about coin", (Column("coin"), Column("probability", "share")), (("heads", 0.5),)))
    Ann believes about coin
      coin   probability
      heads       0.5000
    """

    title: str
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()
    sentences: tuple[str, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    parts: tuple[Answer, ...] = ()
    refused: bool = False

    def __str__(self) -> str:
        """The answer in plain text."""
        heads = tuple(column.name for column in self.columns)
        rows = tuple(tuple(map(shown, self.columns, row)) for row in self.rows)
        words = sum(column.kind == "word" for column in self.columns)
        table = show.text(show.Grid(self.title, heads, rows, labels=words)) if self.columns else self.title
        return "\n".join([table, *(f"  {line}" for line in self.sentences), *map(str, self.parts)])


def shown(column: Column, value: Value) -> str:
    """A value as its column shows it.

    >>> shown(Column("weight", "signed bits"), 1.5), shown(Column("belief", "share"), None)
    ('+1.50', '')
    """
    if value is None or column.kind == "bar":
        return ""
    if isinstance(value, str) or column.kind in ("word", "count"):
        return words_of(value)
    return _FORMATS[column.kind](float(value))


def words_of(outcome: Outcome) -> str:
    """A label as a story writes it: true and false in small letters.

    >>> words_of(True), words_of(2), words_of("love")
    ('true', '2', 'love')
    """
    return str(outcome).lower() if isinstance(outcome, bool) else str(outcome)


def _bits(value: float) -> str:
    return "inf" if math.isinf(value) else f"{value:.4f}"


def _signed(value: float) -> str:
    return f"{value:+.2f}" if math.isfinite(value) else f"{value:+}"


def _change(value: float) -> str:
    return f"{value:+.2f}" if abs(value) >= 0.005 else ""


def _utils(value: float) -> str:
    return show.utils(0.0 if abs(value) < 5e-5 else value)  # so that rounding never prints -0.0000


_FORMATS = {"share": show.share, "change": _change, "bits": _bits, "signed bits": _signed, "utils": _utils}
