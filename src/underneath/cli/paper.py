"""Paper: what can be printed where the output goes, and how wide.

A terminal gets colour and the blocks of Unicode; a pipe or a file gets the same text without colour; an output that
cannot write Unicode gets bars of ASCII.  `NO_COLOR` and `COLUMNS` are respected.
"""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TextIO

import click

_EIGHTHS = " ▏▎▍▌▋▊▉"
_PLAIN_WIDTH = 100
_LEAST_WIDTH = 20
_NO_SIGNS = frozenset({"Cc", "Cs"})
"""What steers, and halves of signs, which no output can write: a file's name may have them."""
_TURNS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


@dataclass(frozen=True, slots=True)
class Paper:
    """How much room there is, and which signs it takes.

    Args:
        width: Columns.
        unicode: Whether it takes more than ASCII.
        colour: Whether it takes colour.
    """

    width: int = 80
    unicode: bool = True
    colour: bool = False

    @classmethod
    def of(cls, stream: TextIO, environment: Mapping[str, str]) -> Paper:
        """The paper that a stream writes to."""
        terminal = stream.isatty()
        plain = bool(environment.get("NO_COLOR")) or environment.get("TERM") == "dumb"
        unicode = (getattr(stream, "encoding", None) or "ascii").lower().startswith("utf")
        width = shutil.get_terminal_size((_PLAIN_WIDTH, 24)).columns if terminal else _columns(environment)
        return cls(max(width, _LEAST_WIDTH), unicode, terminal and not plain)

    # --- pieces

    def bar(self, share: float, width: int) -> str:
        """A probability as a bar of so many columns.

        >>> Paper(unicode=False).bar(0.5, 8), Paper(unicode=True).bar(0.5, 3)
        ('####....', '█▌ ')
        """
        share = min(max(share, 0.0), 1.0)
        if not self.unicode:
            full = round(share * width)
            return "#" * full + "." * (width - full)
        full, eighth = divmod(round(share * width * 8), 8)
        partial = _EIGHTHS[eighth] if eighth else ""
        return ("█" * full + partial).ljust(width)

    def strong(self, text: str) -> str:
        """A heading."""
        return click.style(text, bold=True) if self.colour else text

    def faint(self, text: str) -> str:
        """An aside."""
        return click.style(text, dim=True) if self.colour else text

    def tinted(self, text: str, colour: str) -> str:
        """A text in a colour."""
        return click.style(text, fg=colour) if self.colour else text

    def sign(self, unicode: str, ascii_sign: str) -> str:
        """A sign, or what stands for it where there is only ASCII."""
        return unicode if self.unicode else ascii_sign

    def wrapped(self, text: str, indent: str = "", hanging: str | None = None) -> str:
        """A text broken into lines that fit, further lines indented a little more."""
        hang = indent + "  " if hanging is None else hanging
        lines = broken(clean(text), self.width - max(len(indent), len(hang)))
        return "\n".join((hang if at else indent) + line for at, line in enumerate(lines))


def _columns(environment: Mapping[str, str]) -> int:
    said = environment.get("COLUMNS", "")
    return int(said) if said.isdecimal() and int(said) > 0 else _PLAIN_WIDTH


def here() -> Paper:
    """The paper that standard output is."""
    return Paper.of(sys.stdout, os.environ)


def put(text: str) -> None:
    """Print to standard output as it is: left to itself, click would write UTF-8 to an output that has no Unicode."""
    click.echo(text, file=sys.stdout)


def clean(text: str) -> str:
    r"""A text without signs that would steer a terminal or turn its words around: a story's words are not ours.

    >>> clean("a\x1b[31mb"), clean("two\nlines")
    ('a\ufffd[31mb', 'two lines')
    """
    return text.translate({ord(sign): _harmless(sign) for sign in set(text)})


def _harmless(sign: str) -> str:
    if sign in "\n\t\r":
        return " "
    steers = unicodedata.category(sign) in _NO_SIGNS or unicodedata.bidirectional(sign) in _TURNS
    return "\N{REPLACEMENT CHARACTER}" if steers else sign


def columns_of(text: str) -> int:
    """How many columns a text takes: some signs take two, some none.

    >>> columns_of("love"), columns_of("愛")
    (4, 2)
    """
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


def padded(text: str, width: int, right: bool = False) -> str:
    """A text with the blanks that fill its column, before it or after it."""
    blanks = " " * max(0, width - columns_of(text))
    return blanks + text if right else text + blanks


def broken(text: str, width: int) -> list[str]:
    """A text broken into lines of at most a width; a word that is too long is broken too.

    >>> broken("a long name", 6), broken("", 6), broken("愛愛愛", 4)
    (['a long', 'name'], [''], ['愛愛', '愛'])
    """
    lines: list[list[str]] = [[]]
    taken = 0  # columns of the last line: each sign is measured once, however long the text
    for word in text.split():
        joined = columns_of(word) + (taken + 1 if lines[-1] else 0)
        if joined > width:
            pieces = _pieces(word, width)
            lines += [[piece] for piece in pieces]
            taken = columns_of(pieces[-1])
        else:
            lines[-1].append(word)
            taken = joined
    return [" ".join(line) for line in lines if line] or [""]


def _pieces(word: str, width: int) -> list[str]:
    """A word in pieces that fit, of one sign at least."""
    starts, taken = [0], 0
    for at, columns in enumerate(map(columns_of, word)):
        if at > starts[-1] and taken + columns > width:
            starts.append(at)
            taken = 0
        taken += columns
    return [word[start:end] for start, end in pairwise([*starts, len(word)])]
