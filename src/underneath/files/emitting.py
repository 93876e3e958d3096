"""Emitting: plain data as YAML 1.2, so that what is read from it is the same data.

What fits on a line stands on one, in flow style; what does not is opened into a block.  Words are left plain where the
core schema reads them as words, and are put in double quotes otherwise.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from underneath.files.scalars import resolve

WIDTH = 100
"""Lines are at most so long, if what they hold can be broken."""

_PLAIN = re.compile(r"[^\W\d_][\w =!<>@.'`()*+/-]*(?<! )")
_HIDDEN = re.compile("[^\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]")


def emit(data: dict[str, Any]) -> str:
    """A mapping as a YAML document.

    >>> print(emit({"underneath": 1, "people": {"Sally": {"level": 2}, "no": {}}}), end="")
    underneath: 1
    people:
      Sally: {level: 2}
      no: {}
    """
    return "".join(f"{line}\n" for line in _mapping(data, 0))


def _mapping(data: dict[Any, Any], depth: int) -> Iterator[str]:
    for key, value in data.items():
        yield from _entry(f"{_scalar(key)}:", value, depth)


def _listing(data: list[Any], depth: int) -> Iterator[str]:
    for value in data:
        if isinstance(value, dict) and value and not _fits("- ", value, depth):
            first, *rest = _mapping(value, depth + 1)
            yield f"{'  ' * depth}- {first.lstrip()}"
            yield from rest
        else:
            yield from _entry("-", value, depth)


def _entry(head: str, value: Any, depth: int) -> Iterator[str]:
    """A key or a dash, with what stands after it or below."""
    if not isinstance(value, (dict, list)) or not value or _fits(f"{head} ", value, depth):
        yield f"{'  ' * depth}{head} {flow(value)}"
        return
    yield f"{'  ' * depth}{head}"
    yield from _mapping(value, depth + 1) if isinstance(value, dict) else _listing(value, depth + 1)


def _fits(head: str, value: Any, depth: int) -> bool:
    """Whether a value is shown on one line; at the left margin, what holds lists or mappings never is."""
    if not depth and any(
        isinstance(inner, (dict, list)) for inner in (value.values() if isinstance(value, dict) else value)
    ):
        return False
    return 2 * depth + len(head) + len(flow(value)) <= WIDTH


def flow(value: Any) -> str:
    """A value on one line.

    >>> flow({"no": 0.25, "1": [True, None, float("-inf")], 1: "a: b"})
    '{no: 0.25, "1": [true, null, -.inf], 1: "a: b"}'
    """
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_scalar(key)}: {flow(inner)}' for key, inner in value.items())}}}"
    return f"[{', '.join(map(flow, value))}]" if isinstance(value, list) else _scalar(value)


def _scalar(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) and resolve(value) == value else _quoted(value)
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    return repr(value)


def _quoted(word: str) -> str:
    """A word in double quotes; what a file may not hold, or would break its lines unseen, is escaped."""
    return _HIDDEN.sub(lambda found: _escaped(found.group()), json.dumps(word, ensure_ascii=False))


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
