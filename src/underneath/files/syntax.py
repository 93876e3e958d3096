"""Syntax: what the YAML parser says of a text that it cannot read, in words for those who wrote it.

The parser comes in two versions, in C and in Python, whose wording differs; a pattern covers both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml


@dataclass(frozen=True, slots=True)
class Advice:
    """What is said of one fault: a sentence and a hint; with `start`, of where the unfinished thing begins."""

    pattern: re.Pattern[str]
    message: str
    hint: str
    start: bool = False


def _advice(pattern: str, message: str, hint: str, start: bool = False) -> Advice:
    return Advice(re.compile(pattern), message, hint, start)


_QUOTES = "Put text that holds marks such as {{ }} [ ] , : # ` * & in quotes."

_BY_CHARACTER = {
    "\t": ("a tab stands where only spaces may.", "Indent with spaces."),
    "`": ("a value cannot begin with a backquote.", 'Put the whole of it in quotes: "`first kiss` == yes".'),
    "*": ("a value cannot begin with '*' unless it is in quotes.", 'Write "* > Kakashi", with quotes.'),
    "&": ("a value cannot begin with '&' unless it is in quotes.", "Put it in quotes."),
}

_ADVICE = (
    _advice(
        "while scanning an alias|while scanning an anchor",
        "a word cannot begin with '*' or '&' unless it is in quotes.",
        'Write "* > Kakashi", with quotes.',
        start=True,
    ),
    _advice(
        "mapping values are not allowed",
        "a ':' stands where no key can be.",
        "Check the indentation; text that holds ': ' needs quotes.",
    ),
    _advice(
        "sequence entries are not allowed",
        "a '- ' stands where no list can begin.",
        "Begin the list on a line of its own, or write [a, b].",
    ),
    _advice(
        "found unexpected end of stream|found unexpected document separator|found unexpected document indicator",
        "a quote is opened here and never closed.",
        "Close it, or double it if it belongs to the text.",
        start=True,
    ),
    _advice(
        r"expected ',' or '\]'",
        "this list is never closed, or a ',' is missing in it.",
        "Close it with ']'; put text with any of { } [ ] , in quotes.",
    ),
    _advice(
        r"expected ',' or '\}'",
        "this mapping is never closed, or a ',' is missing in it.",
        "Close it with '}'; put text with any of { } [ ] , in quotes.",
    ),
    _advice(
        "could not find expected ':'|could not found expected ':'",
        "a ':' is missing after this key.",
        "Write 'key: value'; the lines of longer text are indented further than their key.",
        start=True,
    ),
    _advice(
        "unknown escape character|expected escape sequence|hexdecimal|hexadecimal|Unicode character escape",
        "a backslash in double quotes begins a sequence that means nothing.",
        "Use single quotes, or write two backslashes.",
    ),
    _advice(
        "scanning a block scalar",
        "a text that begins with '|' or '>' starts on the next line.",
        "Put it in quotes to write it on this line.",
    ),
    _advice(
        "expected '-' indicator|parsing a block collection",
        "an item of the list, '- ...', was due here.",
        "Indent what belongs to the item above, or begin with '- '.",
    ),
    _advice(
        "expected <document start>|expected '<document start>'",
        "this stands outside of the document.",
        "Top-level keys begin at the left margin, all in the same column.",
    ),
    _advice(
        "expected node content|expected the node content",
        "a value was due here.",
        "Check for brackets that were never opened.",
    ),
    _advice(
        "did not find expected key|expected <block end>|parsing a block mapping",
        "a key was due here.",
        "Check the indentation; text that begins with a quote or with { or [ is put in quotes as a whole.",
    ),
)

_OTHER = Advice(re.compile(""), "this cannot be read as YAML.", "Check indentation, quotes and brackets around here.")


def explained(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str, str]:
    """Where a text cannot be read, why, and a hint."""
    offset = error.problem_mark.index if error.problem_mark else 0
    said = f"{error.context or ''}: {error.problem or ''}"
    if "cannot start any token" in said:
        return offset, *_of_character(text[offset : offset + 1])
    found = next((a for a in _ADVICE if a.pattern.search(said)), _OTHER)
    if error.context_mark and (found.start or not text[offset:].strip()):
        offset = error.context_mark.index
    return offset, found.message, found.hint


def _of_character(character: str) -> tuple[str, str]:
    usual = f"a value cannot begin with {character!r} unless it is in quotes.", "Put it in quotes."
    return _BY_CHARACTER.get(character, usual)
