"""Operators: what arithmetic, comparisons, `and`, `or`, `not` and `if` do at a cell.

Truth values count as 1 and 0 in arithmetic.  Numbers, words and truth values are never the same as each other.
"""

from __future__ import annotations

import math
import operator
import sys
from collections.abc import Callable, Collection, Sequence
from typing import Any

from underneath.files.cells import COUNTS, NUMBERS, TRUTHS, Beside, Cell, Failure, Kind, Run, kind_of, shown
from underneath.files.meanings import Meaning, Sentence
from underneath.files.nodes import COMPARISONS, Among, Binary, Choice, Node, Unary
from underneath.files.tokens import Slip, Span
from underneath.model.faults import listed

HUGE = sys.float_info.max
INFINITE = frozenset({math.inf, -math.inf})

ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def unary(node: Unary, sentence: Sentence, _: Beside | None) -> Meaning:
    """`not`, or a minus in front."""
    if node.sign == "not":
        holds = sentence.needed(node.body, TRUTHS)
        return Meaning(lambda cell: not holds(cell), TRUTHS)
    body = sentence.needed(node.body, COUNTS)
    return Meaning(lambda cell: -body(cell), NUMBERS)


def binary(node: Binary, sentence: Sentence, _: Beside | None) -> Meaning:
    """An operator between two parts."""
    if node.sign in COMPARISONS:
        return _comparison(node, sentence)
    return _joined(node, sentence) if node.sign in ("and", "or") else _reckoned(node, sentence)


def choice(node: Choice, sentence: Sentence, beside: Beside | None) -> Meaning:
    """`then if test else other`; only the part that counts is ever computed."""
    then, other = sentence.meaning(node.then, beside), sentence.meaning(node.other, beside)
    test, yes, no = sentence.needed(node.test, TRUTHS), then.run, other.run
    return Meaning(lambda cell: yes(cell) if test(cell) else no(cell), then.kinds | other.kinds)


def among(node: Among, sentence: Sentence, _: Beside | None) -> Meaning:
    """`target in [items]`: it is the same as one of them."""
    tests = [_same(node.target, item, item, sentence) for item in node.items]
    return Meaning(lambda cell: any(test(cell) for test in tests), TRUTHS)


def computed(
    function: Callable[..., Any], arguments: Sequence[Run], node: Node, sentence: Sentence, boundless: bool = False
) -> Run:
    """A function of numbers; see `_attempt`."""
    what, span = sentence.shown(node), node.span
    return lambda cell: _attempt(function, [argument(cell) for argument in arguments], what, span, boundless)


def _attempt(
    function: Callable[..., Any], values: Sequence[Any], what: str, span: Span, boundless: bool = False
) -> Any:
    """A function of numbers; where it divides by zero, overflows or has no answer, that is a failure of its part.

    A value may be infinite where one that it was made of is, or if the function is `boundless`.
    """
    try:
        value = function(*values)
    except (ArithmeticError, ValueError) as error:
        raise Failure("U330", f"{what} {_reason(error, values)}", span) from None
    if -HUGE <= value <= HUGE or (value in INFINITE and (boundless or not INFINITE.isdisjoint(values))):
        return value
    raise Failure("U330", f"{what} is {'no number' if value != value else 'too large a number'}", span)


def _reason(error: Exception, values: Sequence[Any]) -> str:
    if isinstance(error, ZeroDivisionError):
        return "divides by zero"
    if isinstance(error, OverflowError):
        return "is too large a number"
    return f"has no answer for {listed([shown(value) for value in values])}"


# --- chains: a + b - c and the like group from the left, so they are gone through in a loop and not by recursion


def _reckoned(node: Binary, sentence: Sentence) -> Meaning:
    first, links = _chain(node, ARITHMETIC)
    start = sentence.needed(first, COUNTS)
    steps = [
        (ARITHMETIC[link.sign], sentence.needed(link.right, COUNTS), sentence.shown(link), link.span) for link in links
    ]

    def run(cell: Cell) -> Any:
        value = start(cell)
        for function, right, what, span in steps:
            value = _attempt(function, (value, right(cell)), what, span)
        return value

    return Meaning(run, NUMBERS)


def _joined(node: Binary, sentence: Sentence) -> Meaning:
    first, links = _chain(node, (node.sign,))
    tests = [sentence.needed(part, TRUTHS) for part in (first, *(link.right for link in links))]
    if node.sign == "and":
        return Meaning(lambda cell: all(test(cell) for test in tests), TRUTHS)
    return Meaning(lambda cell: any(test(cell) for test in tests), TRUTHS)


def _chain(node: Binary, signs: Collection[str]) -> tuple[Node, list[Binary]]:
    """What a chain of operators starts with, and its links in order."""
    first: Node = node
    links: list[Binary] = []
    while isinstance(first, Binary) and first.sign in signs:
        links.append(first)
        first = first.left
    return first, links[::-1]


# --- comparisons


def _comparison(node: Binary, sentence: Sentence) -> Meaning:
    if node.sign in ORDER:
        compare = ORDER[node.sign]
        left, right = sentence.needed(node.left, NUMBERS), sentence.needed(node.right, NUMBERS)
        return Meaning(lambda cell: compare(left(cell), right(cell)), TRUTHS)
    same = _same(node.left, node.right, node, sentence)
    return Meaning(same if node.sign == "==" else lambda cell: not same(cell), TRUTHS)


def _same(one: Node, other: Node, at: Node, sentence: Sentence) -> Run:
    """Whether two parts are the same; a bare name beside a fact may be one of its outcomes."""
    left = sentence.meaning(one, sentence.beside(other))
    right = sentence.meaning(other, sentence.beside(one))
    if not left.kinds & right.kinds or _apart(one, other, sentence):
        hint = "" if left.kinds & right.kinds else "Numbers, words and truth values are never the same."
        raise Slip("U322", f"{sentence.shown(one)} and {sentence.shown(other)} can never be the same.", at.span, hint)
    if left.seat is not None and right.fixed:
        return _sits(left.seat, right.run(()))
    if right.seat is not None and left.fixed:
        return _sits(right.seat, left.run(()))
    return _equal(left, right)


def _apart(one: Node, other: Node, sentence: Sentence) -> bool:
    """Whether both are facts that have no outcome in common."""
    first, second = sentence.beside(one), sentence.beside(other)
    if first is None or second is None:
        return False
    return all(second.find(label) is None for label in first.outcomes)


def _sits(seat: int, label: Any) -> Run:
    """Whether a fact has an outcome: the commonest comparison, so it has the shortest way."""
    if kind_of(label) is Kind.WORD:
        return lambda cell: cell[seat] == label
    return lambda cell: _alike(cell[seat], label)


def _equal(left: Meaning, right: Meaning) -> Run:
    one, other = left.run, right.run
    if len(left.kinds | right.kinds) == 1:
        return lambda cell: bool(one(cell) == other(cell))
    return lambda cell: _alike(one(cell), other(cell))


def _alike(one: object, other: object) -> bool:
    """Equal, and of one kind: Python's `True` is 1, ours is not."""
    return one == other and kind_of(one) is kind_of(other)
