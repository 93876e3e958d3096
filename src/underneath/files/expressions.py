"""Expressions: the small closed grammar of what story files compute, read into a tree.

From the loosest to the tightest:

    a if test else b
    a or b
    a and b
    not a
    a == b   !=   <   <=   >   >=   a in [b, c]   a not in [b, c]
    a + b    a - b
    a * b    a / b
    -a
    numbers, 'texts', true, false, names, `names in backquotes`, name(arguments), (a)

Operators of one line group from the left; comparisons do not chain.  A tree knows nothing of facts: what its names mean
is found in `files/meanings.py`.  Expressions are parsed by precedence climbing (Pratt 1973), never evaluated as code.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TypeVar

from underneath.files.nodes import COMPARISONS, Among, Binary, Call, Choice, Name, Node, Number, Text, Truth, Unary
from underneath.files.tokens import WORDS, Slip, Sort, Span, Token, tokens

MOST_NODES = 200
"""The largest tree."""
MOST_DEPTH = 20
"""How deep brackets, calls, signs in front and `else` may stand inside each other."""

_NOT, _COMPARING, _MINUS = 3, 4, 7
_BINDING = {"or": 1, "and": 2} | dict.fromkeys((*COMPARISONS, "in", "not"), _COMPARING)
_BINDING |= {"+": 5, "-": 5, "*": 6, "/": 6}
"""How tightly operators between two bind; `not` is there for `not in`."""

N = TypeVar("N", bound=Node)


def parse(text: str) -> Node:
    """Read an expression into its tree.

    Raises:
        Slip: If it is none; its span says where.

    >>> parse("1 + 2 * 3") == parse("1 + (2 * 3)")
    True
    """
    parser = _Parser(text)
    tree = parser.expression(0)
    parser.close()
    return tree


class _Parser:
    """One pass over the tokens of one expression."""

    def __init__(self, text: str) -> None:
        self.text, self.tokens, self.place, self.nodes = text, tokens(text), 0, 0

    # --- tokens

    @property
    def token(self) -> Token:
        return self.tokens[self.place]

    @property
    def binding(self) -> int:
        """How tightly the operator at hand binds; 0 for what is none."""
        return _BINDING.get(self.token.text, 0) if self.token.sort in (Sort.NAME, Sort.SIGN) else 0

    def take(self) -> Token:
        """The token at hand; from now on the next one is at hand."""
        token = self.token
        self.place += 1
        return token

    def is_at(self, *words: str) -> bool:
        """Whether the token at hand is one of these words or signs."""
        return self.token.sort in (Sort.NAME, Sort.SIGN) and self.token.text in words

    def expect(self, word: str, what: str, hint: str = "") -> Token:
        """Take a word or sign that must stand here."""
        if not self.is_at(word):
            raise Slip("U304", f"{_shown(self.token)} came, where {word!r} was due, {what}.", self.token.span, hint)
        return self.take()

    def close(self) -> None:
        """Nothing may be left over."""
        if self.token.sort is not Sort.END:
            before = self.tokens[self.place - 1]
            raise Slip("U304", f"{_shown(self.token)} came after the expression had ended.", *_left_over(before, self))

    def made(self, node: N) -> N:
        """Count a new part of the tree."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            over = f"this expression has more than {MOST_NODES} parts."
            raise Slip("U305", over, node.span, "Split it into cases, or give parts of it a name under `numbers`.")
        return node

    def deeper(self, depth: int) -> int:
        """One bracket, call, sign or `else` further in."""
        if depth >= MOST_DEPTH:
            over = f"this expression is nested more than {MOST_DEPTH} deep."
            raise Slip("U305", over, self.token.span, "Split it into cases: the first case that holds counts.")
        return depth + 1

    # --- the grammar

    def expression(self, depth: int) -> Node:
        """Anything."""
        then = self.operation(1, depth)
        if not self.is_at("if"):
            return then
        self.take()
        test = self.operation(1, self.deeper(depth))
        self.expect("else", "as in `a if test else b`")
        other = self.expression(self.deeper(depth))
        return self.made(Choice(then, test, other, then.span.to(other.span)))

    def operation(self, tightness: int, depth: int) -> Node:
        """Operators between two, as far as they bind at least this tightly."""
        left = self.prefixed(tightness, depth)
        while (binding := self.binding) >= tightness:
            sign = self.take()
            left = self.among(left, sign, depth) if sign.text in ("in", "not") else self.between(left, sign, depth)
            if binding == self.binding == _COMPARING:
                chained = f"{_shown(self.token)} compares what is a comparison already."
                raise Slip("U304", chained, self.token.span, "Write `a < b and b < c`, or put brackets around one.")
        return left

    def between(self, left: Node, sign: Token, depth: int) -> Node:
        """The right side of an operator."""
        right = self.operation(_BINDING[sign.text] + 1, depth)
        return self.made(Binary(sign.text, left, right, left.span.to(right.span)))

    def among(self, target: Node, sign: Token, depth: int) -> Node:
        """The list after `in` or `not in`."""
        if sign.text == "not":
            self.expect("in", "as in `a not in [b, c]`")
        self.expect("[", "as in `a in [b, c]`")
        items, end = self.listed("]", self.deeper(depth))
        span = target.span.to(end)
        if not items:
            raise Slip("U304", "this list is empty, so nothing is in it.", span)
        found = self.made(Among(target, items, span))
        return self.made(Unary("not", found, span)) if sign.text == "not" else found

    def prefixed(self, tightness: int, depth: int) -> Node:
        """What may have `not` or a minus in front."""
        if not self.is_at("not", "-"):
            return self.atom(depth)
        sign = self.take()
        binding = _NOT if sign.text == "not" else _MINUS
        if binding < tightness:
            raise Slip("U304", "`not` binds less tightly than what stands before it.", sign.span, _BRACKETS)
        body = self.operation(binding, self.deeper(depth))
        return self.made(Unary(sign.text, body, sign.span.to(body.span)))

    def atom(self, depth: int) -> Node:
        """What needs no brackets."""
        token = self.take()
        if token.sort is Sort.NUMBER:
            return self.made(Number(_number(token.text), token.span))
        if token.sort is Sort.TEXT:
            return self.made(Text(token.text, token.span))
        if token.sort is Sort.QUOTED:
            return self.made(Name(token.text, True, token.span))
        if token.sort is Sort.NAME and (token.text not in WORDS or token.text in ("true", "false")):
            return self.named(token, depth)
        if token.text == "(" and token.sort is Sort.SIGN:
            inner = self.expression(self.deeper(depth))
            return replace(inner, span=token.span.to(self.expect(")", "to close a bracket").span))
        raise Slip("U304", f"{_shown(token)} came, where a value was due.", token.span, _value_hint(token))

    def named(self, token: Token, depth: int) -> Node:
        """A name, true or false, or a call."""
        if token.text in ("true", "false"):
            return self.made(Truth(token.text == "true", token.span))
        if not self.is_at("("):
            return self.made(Name(token.text, False, token.span))
        self.take()
        arguments, end = self.listed(")", self.deeper(depth))
        return self.made(Call(token.text, arguments, token.span.to(end)))

    def listed(self, closing: str, depth: int) -> tuple[tuple[Node, ...], Span]:
        """What stands between commas, up to the closing bracket, and that bracket's place."""
        items: list[Node] = []
        while not self.is_at(closing):
            items.append(self.expression(depth))
            if not self.is_at(closing):
                hint = "" if self.is_at(",") else _several_words(self.tokens[self.place - 1], self)
                self.expect(",", f"or {closing!r}", hint)
        return tuple(items), self.take().span


_BRACKETS = "Put brackets around it: (not a)."


def _number(text: str) -> float:
    return int(text) if text.isdecimal() else float(text)


def _shown(token: Token) -> str:
    return "the end" if token.sort is Sort.END else f"the {token.sort.value} {token.text!r}"


def _left_over(before: Token, parser: _Parser) -> tuple[Span, str]:
    """Where something is left over, and what was probably meant."""
    meant = _several_words(before, parser)
    return parser.token.span, meant or "Between two values stands an operator, such as + or `and`."


def _several_words(before: Token, parser: _Parser) -> str:
    """A hint for a name of several words; nothing if it is not that."""
    words = [before, *parser.tokens[parser.place :]]
    names = list(takewhile(lambda word: word.sort is Sort.NAME and word.text not in WORDS, words))
    if len(names) < 2:
        return ""
    whole = parser.text[before.span.start : names[-1].span.end]
    return f"A name of several words stands in backquotes, `{whole}`, and such an outcome or feeling in quotes."


def _value_hint(token: Token) -> str:
    if token.sort is Sort.NAME:
        return f"`{token.text}` is a word of the grammar; a fact of that name stands in backquotes."
    return "A sign in front is - alone." if token.text == "+" else ""
