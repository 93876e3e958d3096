"""Every error that `underneath` raises on purpose, drawn once.

UnderneathError
    ModelError              a world that cannot be: every fault of a model is one of these
        UnknownName         a fact, mind, outcome or scene that the world does not have
        BadTable            probabilities that are negative, not numbers, or do not sum to one
        BadNumber           a level, rationality, horizon, ... outside its range
        BadOrder            something that reads what comes later, or reads itself
        BadMenu             a menu that its actor cannot read, or that can run empty
        BadTerm             a want that cannot be a utility
        NotWellFounded      a belief that would need the very choice that it bears on
        BadPath             a path of minds that cannot be read
    MissingHabit            a habit was needed and never declared
    UnseenHabit             a decision acted by a habit that names what its actor cannot see
    EvidenceError           a question that what was told cannot answer
        ImpossibleEvidence  a mind met what it held impossible
        NotTold             the story has not told what a mind observed
        NoOption            every option of a decision is worth minus infinity
        NoFeeling           a feeling for which something is missing: a want, a weight, an act, somebody, a step
    TooLarge                a question is over the limit of memory
    TooLong                 a question is over the limit of time
    BadFile                 a story file that cannot be read; it lists every problem, each with its line and column
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any


class UnderneathError(Exception):
    """The root of the tree."""


class ModelError(UnderneathError):
    """A world that cannot be."""


class UnknownName(ModelError, KeyError):
    """A name that the world does not have."""

    def __str__(self) -> str:
        """Undo the quoting that KeyError adds."""
        return str(self.args[0]) if self.args else ""


class BadTable(ModelError, ValueError):
    """Probabilities that are none."""


class BadNumber(ModelError, ValueError):
    """A number outside its range."""


class BadOrder(ModelError):
    """Something that reads what comes later, or reads itself."""


class BadMenu(ModelError):
    """A menu that its actor cannot read, or that can run empty."""


class BadTerm(ModelError):
    """A want that cannot be a utility."""


class NotWellFounded(ModelError):
    """A belief that would need the very choice that it bears on."""


class BadPath(ModelError):
    """A path of minds that cannot be read."""


class MissingHabit(UnderneathError):
    """A habit was needed and never declared."""


class UnseenHabit(UnderneathError):
    """A decision acted by a habit that names what its actor cannot see."""


class EvidenceError(UnderneathError):
    """A question that what was told cannot answer."""


class ImpossibleEvidence(EvidenceError):
    """A mind met what it held impossible."""


class NotTold(EvidenceError):
    """The story has not told what a mind observed."""


class NoOption(EvidenceError):
    """Every option of a decision is worth minus infinity."""


class NoFeeling(EvidenceError):
    """A feeling for which something is missing: a want, a weight, an act, somebody, a step."""


class TooLarge(UnderneathError):
    """A question is over the limit of memory; `axes` are those of the table that is too large."""

    def __init__(self, message: str, axes: tuple[int, ...] = ()) -> None:
        """Keep the axes, for whoever knows more about them."""
        super().__init__(message)
        self.axes = axes


class TooLong(UnderneathError):
    """A question is over the limit of time, counted in work."""


class BadFile(UnderneathError):
    """A story file that cannot be read; `problems` are all that is wrong with it, in the order of the text."""

    def __init__(self, problems: tuple[Any, ...], message: str) -> None:
        """Keep the problems, for whoever shows them another way."""
        super().__init__(message)
        self.problems = problems


def suggest(word: str, known: Iterable[object]) -> str:
    """A hint for a misspelt name, or nothing.

    >>> suggest("dairy", ["box", "diary"])
    " Did you mean 'diary'?"
    """
    close = difflib.get_close_matches(word, [str(k) for k in known], n=1)
    return f" Did you mean {close[0]!r}?" if close else ""
