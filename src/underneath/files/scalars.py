"""Scalars: what a plain word of a file stands for, by the core schema of YAML 1.2.

Only `null`, truth values and numbers are more than text: `no`, `on`, `yes`, `12:30` and `2026-01-01` are words.  A
number with a leading zero stays a word too, so that `007` is kept as it was written.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

Plain = str | int | float | bool | None

_WORDS: dict[str, Plain] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
    **{sign + word: math.inf for sign in ("", "+") for word in (".inf", ".Inf", ".INF")},
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
}

_NUMBERS: tuple[tuple[re.Pattern[str], Callable[[str], int | float]], ...] = (
    (re.compile(r"[-+]?(0|[1-9][0-9]*)"), int),
    (re.compile(r"0o[0-7]+"), lambda word: int(word[2:], 8)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda word: int(word[2:], 16)),
    (re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
)

MOST_DIGITS = 300
"""A number of more digits is refused: no amount in a story needs them."""


def resolve(word: str) -> Plain:
    """What a plain scalar stands for.

    Raises:
        ValueError: If it is a number too large to be one.

    >>> [resolve(word) for word in ("no", "12:30", "007", "1e3", "-2", "0x1F", "~", "true")]
    ['no', '12:30', '007', 1000.0, -2, 31, None, True]
    """
    if word in _WORDS:
        return _WORDS[word]
    if word[0] not in "+-.0123456789":
        return word
    return next((_number(word, read) for form, read in _NUMBERS if form.fullmatch(word)), word)


def _number(word: str, read: Callable[[str], int | float]) -> int | float:
    number = math.inf if len(word) > MOST_DIGITS else read(word)
    try:
        too_large = math.isinf(number)
    except OverflowError:  # a whole number beyond all floats
        too_large = True
    if too_large:
        raise ValueError(word)
    return number
