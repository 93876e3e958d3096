"""Cells: what an expression is a function of, and how outcomes, kinds and names are written.

A *cell* is one outcome of each fact (and one answer to each question) that an expression hangs on; `Seats` says which
of them sits where.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol

from underneath.errors import suggest
from underneath.files.tokens import WORDS, Slip, Span, is_plain, quoted
from underneath.model.facts import Fact, Outcome
from underneath.model.faults import listed
from underneath.model.spoken import Asked, Feels

Cell = Sequence[Any]
Run = Callable[[Cell], Any]
"""The value of an expression at a cell."""


class Names(Protocol):
    """The names that expressions of a story may use, as far as the story has been read."""

    def fact(self, word: str) -> tuple[str, tuple[Outcome, ...]] | None:
        """The canonical name of a fact (a state's bare name: of its newest version), and its outcomes.

        None if there is no such fact.  No outcomes: its own declaration is at fault, and nothing more is to be said of
        what uses it.
        """
        ...

    def number(self, word: str) -> float | None:
        """A named number."""
        ...

    @property
    def minds(self) -> Sequence[str]:
        """The people of the story."""
        ...

    def known(self) -> Sequence[str]:
        """The names of all facts and numbers, for hints."""
        ...


class TableNames(Names, Protocol):
    """The names that a table may use, and where it stands."""

    @property
    def owner(self) -> str | None:
        """Whose sign or act it is of; empty if nobody's, None if that is at fault itself."""
        ...

    @property
    def spoiled(self) -> Collection[str]:
        """The names of facts and numbers whose own declaration is at fault."""
        ...

    def earlier(self) -> Sequence[Fact]:
        """The facts that come before it."""
        ...


class Failure(Slip):
    """Something that has no answer at some cell; the message has no full stop, and goes on with the cell."""


class Spoiled(Slip):
    """A use of what is at fault itself: that is reported there, and not again here."""

    def __init__(self) -> None:
        """There is nothing to say."""
        super().__init__("", "")


class Kind(Enum):
    """What a value is; the value is how a fault calls it."""

    WORD = "a word"
    NUMBER = "a number"
    TRUTH = "true or false"


Kinds = frozenset[Kind]

ANY: Kinds = frozenset(Kind)
NUMBERS: Kinds = frozenset({Kind.NUMBER})
TRUTHS: Kinds = frozenset({Kind.TRUTH})
COUNTS: Kinds = NUMBERS | TRUTHS
"""What can be reckoned with: true counts as 1, false as 0."""


def kind_of(label: object) -> Kind:
    """The kind of an outcome.

    >>> kind_of(1), kind_of(True)
    (<Kind.NUMBER: 'a number'>, <Kind.TRUTH: 'true or false'>)
    """
    if isinstance(label, bool):
        return Kind.TRUTH
    return Kind.WORD if isinstance(label, str) else Kind.NUMBER


def kinds_shown(kinds: Kinds) -> str:
    """Kinds in a fault's words."""
    return "a number" if kinds == COUNTS else " or ".join(kind.value for kind in Kind if kind in kinds)


@dataclass(slots=True)
class Seats:
    """What cells hold, in order: outcomes of facts, by canonical name, and answers to questions, by their text.

    `first` places are taken by what is not given: a worth gets the belief first.
    """

    first: int = 0
    given: list[str | Asked | Feels] = field(default_factory=list)
    outcomes: list[tuple[Outcome, ...]] = field(default_factory=list)
    _seats: dict[str, int] = field(default_factory=dict)
    _answers: dict[str, int] = field(default_factory=dict)

    def fact(self, name: str, outcomes: tuple[Outcome, ...]) -> int:
        """The place of a fact; it keeps the one that it first got."""
        if name not in self._seats:
            self._seats[name] = self._add(name, outcomes)
        return self._seats[name]

    def answer(self, text: str, asked: Asked | Feels) -> int:
        """The place of the answer to a question; the same text is the same question."""
        if text not in self._answers:
            self._answers[text] = self._add(asked, ())
        return self._answers[text]

    def place(self, cell: Cell) -> str:
        """A cell in words: `heart=love, mask=on`; answers are left out."""
        return ", ".join(f"{name}={shown(cell[seat])}" for name, seat in self._seats.items())

    @property
    def asks(self) -> bool:
        """Whether a mind is asked anything."""
        return bool(self._answers)

    def _add(self, what: str | Asked | Feels, outcomes: tuple[Outcome, ...]) -> int:
        self.given.append(what)
        self.outcomes.append(outcomes)
        return self.first + len(self.given) - 1


@dataclass(frozen=True, slots=True)
class Beside:
    """The fact whose outcomes a bare name may stand for: the other side of a comparison, or the fact of the table."""

    fact: str
    outcomes: tuple[Outcome, ...]

    @property
    def who(self) -> str:
        """The fact in a fault's words; that of a table has no name here."""
        return repr(self.fact) if self.fact else "this fact"

    def find(self, label: object) -> Outcome | None:
        """The outcome that a label means; numbers, words and truth values never stand for each other."""
        kind = kind_of(label)
        return next((o for o in self.outcomes if kind_of(o) is kind and o == label), None)

    def at_key(self, key: object) -> Outcome | None:
        """The outcome that a key of a mapping means; truth values, which cannot be keys, stand there as words."""
        found = self.find(key)
        truths = (o for o in self.outcomes if isinstance(o, bool) and shown(o) == key)
        return next(truths, None) if found is None else found

    def missing(self, label: object, span: Span | None = None) -> Slip:
        """The slip of naming an outcome that there is not."""
        said = repr(label) if isinstance(label, str) else shown(label)
        return Slip("U311", f"{self.who} has no outcome {said} (outcomes: {self.listed}).", span, self.hint(label))

    def hint(self, label: object) -> str:
        """What was probably meant by a label: an outcome of another kind that reads the same, or a similar one."""
        twin = next((outcome for outcome in self.outcomes if shown(outcome) == shown(label)), None)
        if twin is None:
            return suggest(shown(label), map(shown, self.outcomes)).strip()
        noun = {Kind.WORD: "word", Kind.NUMBER: "number", Kind.TRUTH: "truth value"}[kind_of(twin)]
        return f"Did you mean the {noun} {repr(twin) if isinstance(twin, str) else shown(twin)}?"

    @property
    def listed(self) -> str:
        """The outcomes in a fault's words."""
        return listed([shown(outcome) for outcome in self.outcomes])


def shown(label: object) -> str:
    """An outcome as a fault shows it, and a story file writes most of them."""
    return str(label).lower() if isinstance(label, bool) else str(label)


def written(label: Outcome) -> str:
    """An outcome or a number as an expression writes it.

    >>> written("in love"), written(True), written(-2.5), written(-math.inf)
    ("'in love'", 'true', '(-2.5)', 'log(0)')
    """
    if isinstance(label, str):
        return quoted(label)
    if isinstance(label, bool):
        return shown(label)
    if math.isinf(label):  # the grammar has no infinity, but a logarithm that is infinite
        return "log(0)" if label < 0 else "(-log(0))"
    return repr(label) if label >= 0 else f"({label!r})"


def name_written(name: str) -> str:
    """The name of a fact as an expression writes it.

    >>> name_written("heart"), name_written("mood@0")
    ('heart', '`mood@0`')
    """
    return name if is_plain(name) and name not in WORDS else quoted(name, "`")
