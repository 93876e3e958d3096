"""Reading a text: from bytes to a tree, or to what is wrong with the text before anything in it is looked at."""

from __future__ import annotations

import re

from underneath.files.composing import compose, problem_at
from underneath.files.problems import Problem
from underneath.files.source import Source, Spot
from underneath.files.tree import Node

MOST_BYTES = 2**20
"""How large a file may be."""

_ALLOWED = "\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_REFUSED = re.compile(f"[^{_ALLOWED}]")

_HEAD = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*")


def decode(data: bytes, name: str) -> tuple[Source, list[Problem]]:
    """The text of a file, and what is wrong with its bytes."""
    if len(data) > MOST_BYTES:
        source = Source(name, "")
        return source, [_too_large(source)]
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")
    source = Source(name, text)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        start = len(data[: error.start].removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
        spot = Spot(source, start, start + 1)
        message = f"the byte 0x{data[error.start]:02X} is not UTF-8."
        return source, [problem_at(spot, "U103", message, "Save the file as UTF-8.")]
    return source, []


def read_tree(source: Source) -> tuple[Node | None, list[Problem]]:
    """The tree of a text, and everything that is wrong with the text."""
    early = [*_size_problems(source), *_character_problems(source)]
    if not early:
        early = _directive_problems(source)
    if early:
        return None, early
    return compose(source)


def _too_large(source: Source) -> Problem:
    hint = "Split the story into parts."
    return problem_at(Spot(source, 0, 1), "U102", f"the file is larger than {MOST_BYTES:,} bytes.", hint)


def _size_problems(source: Source) -> list[Problem]:
    size = len(source.text.encode("utf-8", errors="surrogatepass"))
    return [_too_large(source)] if size > MOST_BYTES else []


def _character_problems(source: Source) -> list[Problem]:
    """Characters that YAML does not have, or that would break a line unseen; the first one is enough."""
    found = _REFUSED.search(source.text)
    if found is None:
        return []
    spot = Spot(source, found.start(), found.end())
    message = f"the character U+{ord(found.group()):04X} cannot stand in a story file."
    return [problem_at(spot, "U104", message, 'Leave it out, or write "\\u...." in double quotes.')]


def _directive_problems(source: Source) -> list[Problem]:
    """Directives come before the document; only the version that is read anyway may be named, once."""
    start, seen = _line_after_head(source.text, 0), False
    while source.text.startswith("%", start):
        line, _ = source.position(start)
        words = source.line(line).split("#")[0].split()
        spot = Spot(source, start, start + len(source.line(line)))
        if words != ["%YAML", "1.2"] or seen:
            message = f"the directive {' '.join(words)[:60]!r} came; only %YAML 1.2 may stand here, once."
            return [problem_at(spot, "U115", message, "Leave it out.")]
        start, seen = _line_after_head(source.text, spot.end), True
    return []


def _line_after_head(text: str, start: int) -> int:
    """Where the first line starts that is neither empty nor a comment."""
    found = _HEAD.match(text, start)
    return start if found is None else found.end()
