"""Tokens: the text of an expression, cut into numbers, texts, names and signs, each with its place.

Texts stand in 'single' or "double" quotes, names that are not plain words in `backquotes`; a quote inside is written
twice.  Whatever the grammar does not have is a `Slip`, with the sign that was probably meant.
"""

from __future__ import annotations

import math
import re
from enum import Enum
from typing import NamedTuple

MOST_CHARACTERS = 1000
"""The longest expression."""

WORDS = frozenset({"and", "else", "false", "if", "in", "not", "or", "true"})
"""Words of the grammar itself; a fact with such a name stands in backquotes."""


class Span(NamedTuple):
    """A part of a text, from the character at `start` to before the one at `end`."""

    start: int
    end: int

    def to(self, other: Span) -> Span:
        """From the start of this one to the end of the other."""
        return Span(self.start, other.end)


class Slip(Exception):
    """What is wrong in an expression, and where in its text; `span` is None where all of it is meant."""

    def __init__(self, code: str, message: str, span: Span | None = None, hint: str = "") -> None:
        """Keep all four; the message is what the exception reads as."""
        super().__init__(message)
        self.code, self.message, self.span, self.hint = code, message, span, hint


class Sort(Enum):
    """What a token is; the value is what a fault calls it."""

    NUMBER = "number"
    TEXT = "text"
    NAME = "name"
    QUOTED = "name in backquotes"
    SIGN = "sign"
    END = "end"


class Token(NamedTuple):
    """A piece of an expression; of texts and names in backquotes, `text` is what the quotes hold."""

    sort: Sort
    text: str
    span: Span


_NUMBER = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[^\W\d]\w*")
_SIGN = re.compile(r"==|!=|<=|>=|[-+*/<>()\[\],]")
_TAIL = re.compile(r"[\w.]*")
_PLAIN = {Sort.NUMBER: _NUMBER, Sort.NAME: _WORD, Sort.SIGN: _SIGN}
_QUOTES = {"'": Sort.TEXT, '"': Sort.TEXT, "`": Sort.QUOTED}

_MEANT = {
    "&&": "Write `and`.",
    "||": "Write `or`.",
    "<>": "Write !=.",
    "**": "There are no powers; write the product out, or exp(...).",
    "//": "Division is one /.",
    "=": "Two things are compared with ==.",
    "&": "Write `and`.",
    "|": "Write `or`.",
    "!": "Write `not`, or != between two things.",
    "^": "There are no powers; write the product out, or exp(...).",
    "%": "There are no percentages; write 0.25 for 25%.",
    "≤": "Write <=.",
    "≥": "Write >=.",
    "≠": "Write !=.",
    "−": "Write a plain minus, -.",
    "–": "Write a plain minus, -.",
    "×": "Write *.",
    "·": "Write *.",
    "÷": "Write /.",
    "‘": "Write plain quotes, '.",
    "’": "Write plain quotes, '.",
    "“": 'Write plain quotes, ".',
    "”": 'Write plain quotes, ".',
    "{": "Braces are filled in templates of acts alone; brackets, [ ], hold a list.",
    "@": "A name with @ stands in backquotes: `mood@0`.",
    ".": "A name with dots stands in backquotes.",
}
"""For signs that are not in the grammar: what was probably meant."""


def tokens(text: str) -> list[Token]:
    """Cut an expression into tokens; the last one is its end.

    Raises:
        Slip: If the text is too long, or holds something that the grammar does not have.

    >>> [token.text for token in tokens("2 * (heart == 'in love')")]
    ['2', '*', '(', 'heart', '==', 'in love', ')', '']
    """
    if len(text) > MOST_CHARACTERS:
        over = f"this expression has {len(text):,} characters; at most {MOST_CHARACTERS:,} are read."
        raise Slip("U305", over, hint="Split it into cases, or give parts of it a name under `numbers`.")
    found: list[Token] = []
    place = _skip(text, 0)
    while place < len(text):
        found.append(_quoted(text, place) if text[place] in _QUOTES else _plain(text, place))
        place = _skip(text, found[-1].span.end)
    return [*found, Token(Sort.END, "", Span(len(text), len(text)))]


def quoted(text: str, quote: str = "'") -> str:
    """A text as an expression writes it.

    >>> print(quoted("it's"))
    'it''s'
    """
    return f"{quote}{text.replace(quote, 2 * quote)}{quote}"


def is_plain(name: str) -> bool:
    """Whether a name needs no backquotes, as far as its characters go.

    >>> is_plain("heart"), is_plain("mood@0")
    (True, False)
    """
    return _WORD.fullmatch(name) is not None


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _quoted(text: str, start: int) -> Token:
    """A text or a name in quotes that opens at `start`; a doubled quote is one inside."""
    quote, end = text[start], start + 1
    while (end := text.find(quote, end)) != -1 and text[end + 1 : end + 2] == quote:
        end += 2
    sort = _QUOTES[quote]
    if end == -1:
        opened = f"the {sort.value} that opens here with {quote} never closes."
        raise Slip("U302", opened, Span(start, len(text)), f"A {quote} inside is written twice.")
    inside = text[start + 1 : end].replace(2 * quote, quote)
    return Token(sort, inside, Span(start, end + 1))


def _plain(text: str, start: int) -> Token:
    for sort, pattern in _PLAIN.items():
        if match := pattern.match(text, start):
            token = Token(sort, match[0], Span(*match.span()))
            return _number(text, token) if sort is Sort.NUMBER else token
    sign = next((sign for sign in _MEANT if text.startswith(sign, start)), text[start])
    raise Slip("U301", f"{sign!r} has no meaning here.", Span(start, start + len(sign)), _MEANT.get(sign, ""))


def _number(text: str, token: Token) -> Token:
    """A number, which must end where a name or another number could not go on."""
    found = _TAIL.match(text, token.span.end)
    rest = "" if found is None else found.group()
    if rest:
        whole = Span(token.span.start, token.span.end + len(rest))
        hint = f"For a product write {token.text} * {rest}." if is_plain(rest) else ""
        raise Slip("U303", f"{token.text}{rest} is no number.", whole, hint)
    if math.isinf(float(token.text)):
        raise Slip("U303", f"{token.text} is too large a number.", token.span, "Numbers reach to about 1e308.")
    return token
