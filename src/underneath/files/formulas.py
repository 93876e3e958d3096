"""Formulas: expressions of a story file, each at its place in the document, and what is complained of there."""

from __future__ import annotations

import math
from dataclasses import dataclass

from underneath.files.cells import Beside, Cell, Failure, Kinds, Run, Seats, kinds_shown, shown
from underneath.files.expressions import parse
from underneath.files.interpreting import read_meaning
from underneath.files.meanings import Context
from underneath.files.nodes import Node, Number, Truth
from underneath.files.problems import Problems, Said
from underneath.files.tokens import Slip, Span

Plain = str | int | float | bool
"""An expression, or a value that needs none, as a file holds it."""


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """An expression: where it is said, its value at a cell, and its plain form (see `Sentence.plain`)."""

    said: Said
    run: Run
    plain: Plain


def read_formula(
    said: Said, context: Context, problems: Problems, wanted: Kinds, beside: Beside | None = None
) -> Formula | None:
    """Read an expression, or a number or truth value in its place.

    Args:
        said: What stands in the file.
        context: Names, seats and calls.
        problems: What is wrong is added here.
        wanted: Kinds that the value may have.
        beside: The fact whose outcomes are its answers.
    """
    try:
        tree, text = _tree(said, wanted)
        run, plain = read_meaning(tree, text, context, wanted, beside)
    except Slip as slip:
        complain(problems, said, slip)
        return None
    return Formula(said, run, plain if isinstance(said.data, str) else said.data)


def _tree(said: Said, wanted: Kinds) -> tuple[Node, str]:
    data = said.data
    if isinstance(data, str):
        return parse(data), data
    text = shown(data)
    if isinstance(data, bool):
        return Truth(data, Span(0, len(text))), text
    if isinstance(data, (int, float)) and not math.isnan(data):
        return Number(data, Span(0, len(text))), text
    raise Slip("U321", f"{noun_of(data)} came, where an expression was due that gives {kinds_shown(wanted)}.")


def noun_of(data: object) -> str:
    """What kind of thing stands in a document, in a fault's words.

    >>> noun_of([1, 2]), noun_of(None)
    ('a list', 'nothing')
    """
    if isinstance(data, (dict, list)):
        return "a mapping" if isinstance(data, dict) else "a list"
    if data is None:
        return "nothing"
    return repr(data) if isinstance(data, str) else shown(data)


def complain(problems: Problems, said: Said, slip: Slip, key: bool = False) -> None:
    """Add a slip to the problems, at its place in the text; what is spoiled elsewhere is not said again."""
    if not slip.code:
        return
    inside = None
    if slip.span is not None and isinstance(said.data, str):
        inside = (slip.span.start, slip.span.end - slip.span.start)
    problems.add(slip.code, said.way, slip.message, hint=slip.hint.strip(), span=inside, key=key)


def located(failure: Failure, seats: Seats, cell: Cell) -> Slip:
    """A failure with the cell at which it was met."""
    place = seats.place(cell)
    at = f" at {place}" if place else ""
    return Slip(failure.code, f"{failure.message}{at}.", failure.span, failure.hint)
