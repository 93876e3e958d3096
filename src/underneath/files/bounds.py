"""Bounds: how much a file may hold, so that no file takes long to read.

A story for people stays far below them: they keep a file that nobody meant to write from taking minutes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from underneath.files.excerpts import seemly
from underneath.files.problems import Problems, Way
from underneath.files.subjects import items_of

MOST_PEOPLE = 200
MOST_ITEMS = 2_000
"""How many facts, steps, wants and questions there may be, all together."""

MOST_OUTCOMES = 1_000
"""How many outcomes a fact may have."""

MOST_LETTERS = 200
"""How many characters a name or an outcome may have."""

MOST_CELLS = 2**18
"""How many cells all tables of a file may have."""

MOST_WRITTEN = 500_000
"""How many characters all tables, expressions and lists of outcomes of a file may have."""

MOST_COMPARED = 200_000
"""How many names are looked through, all in all, for what may have been meant."""


@dataclass(slots=True)
class Allowance:
    """How much of something is left."""

    left: int

    def spend(self, amount: int) -> bool:
        """Use some of it; whether there was enough."""
        self.left -= amount
        return self.left >= 0


def letters(value: Any) -> int:
    """How many characters the words in a part of the document have, the keys included; a number counts as one.

    >>> letters({"no": 0.5, "yes": ["1 - shy"]})
    13
    """
    if isinstance(value, dict):
        return sum(letters(key) + letters(inner) for key, inner in value.items())
    if isinstance(value, list):
        return sum(map(letters, value))
    return len(value) if isinstance(value, str) else 1


def unfit(word: str) -> str:
    """What keeps a word from being a name or an outcome; nothing if it may be one.

    >>> unfit(" heart"), unfit("heart")
    ('a name has no space at its ends', '')
    """
    if not word or word != word.strip():
        return "a name has no space at its ends" if word.strip() else "a name is a word"
    if len(word) > MOST_LETTERS:
        return f"a name has at most {MOST_LETTERS} characters, and this one has {len(word):,}"
    return "" if seemly(word) == word else "a name has no character that cannot be seen"


def refuse_bulk(data: dict[Any, Any], problems: Problems) -> bool:
    """Whether a document holds too many people or things to be read; that is a problem."""
    people, items = _size(data.get("people")), sum(_size(part) for _, part in _parts(data))
    if people > MOST_PEOPLE:
        text = f"the file has {people:,} people; at most {MOST_PEOPLE} can be read."
        problems.add("U223", ("people",), text, hint="Leave out whoever does, sees and wants nothing.", key=True)
    if items > MOST_ITEMS:
        way, _ = max(_parts(data), key=lambda part: _size(part[1]))
        text = f"the file has {items:,} facts, steps, wants and questions; at most {MOST_ITEMS:,} can be read."
        problems.add("U223", way, text, hint="Split the story into parts.", key=True)
    return people > MOST_PEOPLE or items > MOST_ITEMS


def _parts(data: dict[Any, Any]) -> Iterable[tuple[Way, Any]]:
    """What holds facts, steps, wants and questions, with the ways to it."""
    yield from (
        ((key,), data.get(key)) for key in ("facts", "numbers", "acts", "heads", "ask", "watch", "feelings", "scenes")
    )
    scenes = items_of(data.get("scenes"))
    yield from ((("scenes", at, "steps"), s.get("steps")) for at, s in enumerate(scenes) if isinstance(s, dict))
    wants = data.get("wants")
    yield from ((("wants", name), terms) for name, terms in (wants.items() if isinstance(wants, dict) else ()))
    asks = items_of(data.get("ask"))
    yield from ((("ask", at, "ask"), ask.get("ask")) for at, ask in enumerate(asks) if isinstance(ask, dict))


def _size(value: Any) -> int:
    return len(value) if isinstance(value, (list, dict)) else 0
