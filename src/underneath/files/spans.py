"""Spans: which part of the text of a file a part of a word comes from.

A word differs from how it is written by quotes, escapes, folded lines and, in templates, by what was put in for the
placeholders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from underneath.files.source import Spot
from underneath.files.tree import Scalar

PLACEHOLDER = re.compile(r"\{(\w+)\}")
"""What a template leaves open: `{by}`, `{to}`, `{this}`."""

_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])")


def part(node: Scalar, start: int, length: int) -> Spot:
    """The spot of the characters `start` to before `start + length` of a word."""
    if not isinstance(node.value, str):
        return node.spot
    offsets = list(_written(node, node.value))
    first = offsets[min(max(start, 0), len(offsets) - 1)]
    last = offsets[min(max(start + length - 1, 0), len(offsets) - 1)]
    return Spot(node.spot.source, first, max(first, last) + 1)


def fill(pattern: str, filled: Mapping[str, str]) -> str:
    """A pattern with its placeholders filled in; those of which nothing is known stay.

    >>> fill("{this} == {what}", {"this": "wink"})
    'wink == {what}'
    """
    return PLACEHOLDER.sub(lambda found: filled.get(found[1], found[0]), pattern)


def _written(node: Scalar, word: str) -> Iterator[int]:
    """For each character of a word, and for its end, the offset in the source where it is written."""
    if node.pattern is None or node.filled is None:
        yield from _aligned(node, word)
        return
    offsets = list(_aligned(node, node.pattern))
    yield from (offsets[place] for place in _origins(node.pattern, node.filled))


def _origins(pattern: str, filled: Mapping[str, str]) -> Iterator[int]:
    """For each character of a filled pattern, and for its end, the place in the pattern that it comes from."""
    done = 0
    for found in PLACEHOLDER.finditer(pattern):
        yield from range(done, found.start())
        text = filled.get(found[1])
        yield from range(*found.span()) if text is None else [found.start()] * len(text)
        done = found.end()
    yield from range(done, len(pattern) + 1)


def _aligned(node: Scalar, word: str) -> Iterator[int]:
    """Walk along a word and its spelling side by side."""
    text, at, end = node.spot.source.text, node.spot.start, node.spot.end
    if node.style in ("|", ">"):
        at = _next_line(text, at, end)
    elif node.style:
        at += 1
    for character in word:
        at = _skipped(text, at, end, character, node.style)
        yield min(at, max(node.spot.start, end - 1))
        at += _length(text, at, node.style)
    yield min(at, end)


def _skipped(text: str, at: int, end: int, character: str, style: str) -> int:
    """Go past line ends and indentation that are not in the word, up to where the character is written."""
    if at >= end or text[at] == character:
        return at
    if style == '"' and text[at] == "\\" and text[at + 1 : at + 2] not in ("\n", "\r"):
        return at
    if character.isspace() and text[at] in " \t\r\n":
        return at
    while at < end and text[at] in " \t\r\n\\" and text[at] != character:
        at += 1
    return at


def _length(text: str, at: int, style: str) -> int:
    """How many characters the one that is written here takes."""
    if style == "'" and text.startswith("''", at):
        return 2
    found = _ESCAPE.match(text, at) if style == '"' else None
    return 1 if found is None else len(found.group())


def _next_line(text: str, at: int, end: int) -> int:
    found = re.compile(r"\r\n|\n|\r").search(text, at, end)
    return end if found is None else found.end()
