"""Meanings: what the parts of an expression stand for, and one expression on its way to being a function of a cell.

`files/interpreting.py` says what names, values and calls mean, `files/operators.py` what operators do.  What cannot
be right at any cell is a `Slip` at once; what has no answer at some cell (a division by zero) is a `Failure` there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from underneath.files.cells import (
    NUMBERS,
    TRUTHS,
    Beside,
    Cell,
    Failure,
    Kinds,
    Names,
    Run,
    Seats,
    Spoiled,
    kind_of,
    kinds_shown,
    shown,
)
from underneath.files.nodes import Call, Name, Node
from underneath.files.tokens import Slip, Span


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a part of an expression stands for: its value at a cell, and of which kinds that may be.

    `seat` is set where it is the outcome of one fact, `fixed` where it is the same at every cell.
    """

    run: Run
    kinds: Kinds
    seat: int | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class CallRule:
    """How a call is read: it takes `least` to `most` arguments, and `due` is how a fault says so."""

    read: Callable[[Call, Sentence], Meaning]
    least: int
    most: float
    due: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the expressions of a table share.

    Args:
        names: The names of the story.
        seats: What the cells hold; expressions add to it.
        calls: Calls that may be used.
        only: Facts that may be named, by canonical name; None: all.
        why: What is said of any other fact.
    """

    names: Names
    seats: Seats
    calls: Mapping[str, CallRule]
    only: frozenset[str] | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One expression as it is being read.

    Args:
        text: The expression as it is written.
        context: What it shares with others.
        readers: What is made of each type of node.
        said_otherwise: The parts that are written differently in its plain form.
    """

    text: str
    context: Context
    readers: Mapping[type, Callable[[Any, Sentence, Beside | None], Meaning]]
    said_otherwise: dict[Span, str] = field(default_factory=dict)

    def meaning(self, node: Node, beside: Beside | None = None) -> Meaning:
        """What a part stands for; beside a fact, a bare name may be one of its outcomes."""
        return self.readers[type(node)](node, self, beside)

    def needed(self, node: Node, wanted: Kinds, beside: Beside | None = None) -> Run:
        """The value of a part that must be of some kind; where that is not known yet, it is checked at each cell.

        Raises:
            Slip: If it never is.
        """
        found = self.meaning(node, beside)
        if found.kinds <= wanted:
            return found.run
        if not found.kinds & wanted:
            came = f"{self.shown(node)} is {kinds_shown(found.kinds)}, where {kinds_shown(wanted)} was due."
            raise Slip("U320", came, node.span, _hint(found, wanted, self.shown(node)))
        return _checked(found.run, wanted, self.shown(node), node.span)

    def within(self, context: Context) -> Sentence:
        """The same sentence for a part that is about something else, such as what a mind is asked."""
        return replace(self, context=context)

    def shown(self, node: Node) -> str:
        """A part as it stands there, for faults."""
        return f"`{' '.join(self.text[node.span.start : node.span.end].split())}`"

    def fact(self, word: str) -> Beside | None:
        """The fact of that name, if there is one.

        Raises:
            Spoiled: If the fact is at fault itself.
        """
        found = self.context.names.fact(word)
        if found is not None and not found[1]:
            raise Spoiled
        return None if found is None else Beside(*found)

    def beside(self, node: Node) -> Beside | None:
        """The fact that a part names, if it does."""
        return self.fact(node.word) if isinstance(node, Name) else None

    def say(self, node: Node, text: str) -> None:
        """Write a part differently in the plain form."""
        self.said_otherwise[node.span] = text

    @property
    def plain(self) -> str:
        """The expression with facts by their full names, outcomes in quotes and named numbers as numbers.

        It means the same wherever it stands, however many versions of a state or other names there are by then.
        """
        text = self.text
        for span, said in sorted(self.said_otherwise.items(), reverse=True):
            text = text[: span.start] + said + text[span.end :]
        return text


def _checked(run: Run, wanted: Kinds, what: str, span: Span) -> Run:
    def checked(cell: Cell) -> Any:
        value = run(cell)
        if kind_of(value) in wanted:
            return value
        raise Failure("U320", f"{what} is {shown(value)}, where {kinds_shown(wanted)} was due", span)

    return checked


def _hint(found: Meaning, wanted: Kinds, what: str) -> str:
    bare = what.strip("`")
    if wanted == TRUTHS and found.seat is not None:
        return f"Say which outcome is meant: {bare} == ..."
    if wanted == TRUTHS:
        return f"Write {bare} != 0." if found.kinds == NUMBERS else ""
    return f"Write 1 if {bare} else 0." if found.kinds == TRUTHS else ""
