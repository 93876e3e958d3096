"""Nodes: the tree of an expression.  `span` is where a part stands in the text, brackets around it included.

Two trees are equal if they say the same, wherever it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from underneath.files.tokens import Span


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written: whole, or with a fraction."""

    value: float
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotes."""

    value: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Truth:
    """`true` or `false`."""

    value: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A name; in backquotes (`quoted`) it is a fact's or a number's, never an outcome's."""

    word: str
    quoted: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Unary:
    """`-` or `not` in front."""

    sign: str
    body: Node
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """An operator between two."""

    sign: str
    left: Node
    right: Node
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Among:
    """`target in [items]`."""

    target: Node
    items: tuple[Node, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """`then if test else other`."""

    then: Node
    test: Node
    other: Node
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """`name(arguments)`."""

    name: str
    arguments: tuple[Node, ...]
    span: Span = field(compare=False)


Node = Number | Text | Truth | Name | Unary | Binary | Among | Choice | Call
"""A part of an expression."""

COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
