"""Interpreting: what names, values and calls in an expression mean, and the door to all of it, `read_meaning`.

A bare name is a fact; else a named number; else, beside a fact in a comparison or as an answer of `value`, one of its
outcomes.  A name that could be both is refused: an outcome is then written in quotes, a fact or number in backquotes.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from underneath.errors import suggest
from underneath.files.cells import Beside, Kinds, Run, kind_of, name_written, written
from underneath.files.meanings import Context, Meaning, Sentence
from underneath.files.nodes import Among, Binary, Call, Choice, Name, Node, Number, Text, Truth, Unary
from underneath.files.operators import among, binary, choice, unary
from underneath.files.tokens import Slip, Span, is_plain, quoted

ELSEWHERE = dict.fromkeys(("belief", "mean", "entropy", "sure"), "the worth of an image")
ELSEWHERE |= dict.fromkeys(("believes", "knows", "feels"), "the tables of signs and habits")
ELSEWHERE |= {"since": "feels(...)"}
"""Calls that may be made in some expressions alone, and which those are."""


def read_meaning(
    tree: Node, text: str, context: Context, wanted: Kinds, beside: Beside | None = None
) -> tuple[Run, str]:
    """Read an expression, or a value as an expression, that must be of one of some kinds.

    Args:
        tree: The expression.
        text: How it is written.
        context: Names, seats and calls.
        wanted: Kinds that the value may have.
        beside: The fact whose outcomes are its answers.

    Returns:
        Its value as a function of a cell, and its plain form.

    Raises:
        Slip: If it uses what is not there, or can never have such a value.
    """
    sentence = Sentence(text, context, READERS)
    run = sentence.needed(tree, wanted, beside)
    return run, sentence.plain


def _literal(node: Number | Text | Truth, sentence: Sentence, beside: Beside | None) -> Meaning:
    if beside is not None:
        found = beside.find(node.value)
        if found is None:
            raise beside.missing(node.value, node.span)
        return _fixed(found)
    if isinstance(node, Text):
        raise _lone_text(node, sentence)
    return _fixed(node.value)


def _fixed(value: Any) -> Meaning:
    return Meaning(lambda _: value, frozenset({kind_of(value)}), fixed=True)


def _lone_text(node: Text, sentence: Sentence) -> Slip:
    there = sentence.context.names.fact(node.value) is not None
    hint = f"A fact is written without quotes: {name_written(node.value)}." if there else ""
    return Slip("U313", f"{sentence.shown(node)} is a text, and no fact stands beside it.", node.span, hint)


def _name(node: Name, sentence: Sentence, beside: Beside | None) -> Meaning:
    fact, number = sentence.fact(node.word), sentence.context.names.number(node.word)
    if beside is not None and not node.quoted and node.word in beside.outcomes:
        if fact is not None or number is not None:
            raise _two_readings(node, beside, "number" if fact is None else "fact")
        sentence.say(node, quoted(node.word))
        return _fixed(node.word)
    if fact is not None:
        return _seated(node, sentence, fact)
    if number is None:
        raise _unknown(node, sentence, beside)
    sentence.say(node, written(number))
    return _fixed(number)


def _seated(node: Name, sentence: Sentence, fact: Beside) -> Meaning:
    only = sentence.context.only
    if only is not None and fact.fact not in only:
        raise Slip("U314", f"{fact.who} cannot be named here: {sentence.context.why}.", node.span)
    sentence.say(node, name_written(fact.fact))
    seat = sentence.context.seats.fact(fact.fact, fact.outcomes)
    return Meaning(operator.itemgetter(seat), frozenset(map(kind_of, fact.outcomes)), seat)


def _two_readings(node: Name, beside: Beside, other: str) -> Slip:
    text = f"{node.word!r} is an outcome of {beside.who}, and a {other} too."
    hint = f"Write {quoted(node.word)} for the outcome, {quoted(node.word, '`')} for the {other}."
    return Slip("U312", text, node.span, hint)


def _unknown(node: Name, sentence: Sentence, beside: Beside | None) -> Slip:
    known = sentence.context.names.known()
    rest = sentence.text[node.span.start :]
    odd = next((name for name in known if not is_plain(name) and rest.startswith(name)), None)
    if odd is not None:
        hint = f"A name that is not one plain word stands in backquotes: {name_written(odd)}."
        return Slip("U310", f"{node.word!r} is no fact and no number.", node.span, hint)
    if beside is None or node.quoted:
        return Slip("U310", f"{node.word!r} is no fact and no number.", node.span, suggest(node.word, known))
    there = f"{beside.who} has no outcome {node.word!r} (outcomes: {beside.listed}), and no fact has that name."
    return Slip("U311", there, node.span, beside.hint(node.word) or suggest(node.word, known))


def _call(node: Call, sentence: Sentence, _: Beside | None) -> Meaning:
    rule, count = sentence.context.calls.get(node.name), len(node.arguments)
    if rule is None:
        raise _no_call(node, sentence)
    if not rule.least <= count <= rule.most:
        came = f"{count or 'no'} argument{'' if count == 1 else 's'}"
        raise Slip("U307", f"{node.name}(...) got {came}, where {rule.due} due.", node.span)
    return rule.read(node, sentence)


def _no_call(node: Call, sentence: Sentence) -> Slip:
    span = Span(node.span.start, node.span.start + len(node.name))
    if node.name in ELSEWHERE:
        return Slip("U306", f"{node.name}(...) has no place here; it belongs into {ELSEWHERE[node.name]}.", span)
    here = sentence.context.calls
    return Slip("U306", f"{node.name!r} is no function (there are {', '.join(here)}).", span, suggest(node.name, here))


READERS: dict[type, Callable[[Any, Sentence, Beside | None], Meaning]] = {
    Number: _literal,
    Text: _literal,
    Truth: _literal,
    Name: _name,
    Unary: unary,
    Binary: binary,
    Among: among,
    Choice: choice,
    Call: _call,
}
"""What is made of each type of node."""
