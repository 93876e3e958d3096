"""Expressions of story files: what is read, what it means, and where each fault is said to be."""

from __future__ import annotations

import itertools
import math
import sys
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from expression_tools import NOWHERE, TREES, StubNames, compiled, meant, slip_of, text_of, value
from underneath.files.cells import NUMBERS, TRUTHS, Beside, Failure
from underneath.files.expressions import MOST_DEPTH, MOST_NODES, parse
from underneath.files.nodes import Among, Binary, Call, Choice, Name, Node, Number, Text, Unary
from underneath.files.tokens import Slip, Span


def name(word: str, quoted: bool = False) -> Name:
    return Name(word, quoted, NOWHERE)


def binary(sign: str, left: Node, right: Node) -> Binary:
    return Binary(sign, left, right, NOWHERE)


A, B, C, D = (name(word) for word in "abcd")


# --- the grammar


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a + b * c", binary("+", A, binary("*", B, C))),
        ("(a + b) * c", binary("*", binary("+", A, B), C)),
        ("a - b - c", binary("-", binary("-", A, B), C)),
        ("a / b * c", binary("*", binary("/", A, B), C)),
        ("-a * b", binary("*", Unary("-", A, NOWHERE), B)),
        ("a - -b", binary("-", A, Unary("-", B, NOWHERE))),
        ("a or b and c", binary("or", A, binary("and", B, C))),
        ("not a and b", binary("and", Unary("not", A, NOWHERE), B)),
        ("not a == b", Unary("not", binary("==", A, B), NOWHERE)),
        ("not not a", Unary("not", Unary("not", A, NOWHERE), NOWHERE)),
        ("a + b < c * d", binary("<", binary("+", A, B), binary("*", C, D))),
        ("a == b and c != d", binary("and", binary("==", A, B), binary("!=", C, D))),
        ("a if b else c if d else a", Choice(A, B, Choice(C, D, A, NOWHERE), NOWHERE)),
        ("a or b if c else d", Choice(binary("or", A, B), C, D, NOWHERE)),
        ("(a if b else c) + d", binary("+", Choice(A, B, C, NOWHERE), D)),
        ("a in [b, 'c d']", Among(A, (B, Text("c d", NOWHERE)), NOWHERE)),
        ("a not in [b]", Unary("not", Among(A, (B,), NOWHERE), NOWHERE)),
        ("a + b in [c,]", Among(binary("+", A, B), (C,), NOWHERE)),
        ("f(a, g(), -b)", Call("f", (A, Call("g", (), NOWHERE), Unary("-", B, NOWHERE)), NOWHERE)),
        ("`K sees joke` == 'it''s'", binary("==", name("K sees joke", True), Text("it's", NOWHERE))),
        ('"say ""hi"""', Text('say "hi"', NOWHERE)),
        (
            "1.5e-3 + .5 + 2.",
            binary("+", binary("+", Number(0.0015, NOWHERE), Number(0.5, NOWHERE)), Number(2, NOWHERE)),
        ),
        ("  a\n  +\tb ", binary("+", A, B)),
        ("サクラ == é_1", binary("==", name("サクラ"), name("é_1"))),
    ],
)
def test_operators_bind_and_group_as_written_down(text: str, tree: Node) -> None:
    """Each line of the grammar binds more tightly than the one above it, and groups from the left."""
    assert parse(text) == tree


def parsed(text: str) -> Node:
    """The tree of a text that is not too large for the grammar; a larger one is no example."""
    try:
        return parse(text)
    except Slip as slip:
        assume(slip.code != "U305")
        raise


@given(TREES)
def test_any_tree_survives_being_written_and_read(tree: Node) -> None:
    """Text is a faithful form of a tree: with brackets only where the grammar needs them, the same tree comes back."""
    assert parsed(text_of(tree)) == tree


@given(TREES)
def test_spans_hold_the_text_of_each_part(tree: Node) -> None:
    """What a part's span cuts out of the text is that part again."""
    text = text_of(tree)

    def check(node: Node) -> None:
        assert parse(text[node.span.start : node.span.end]) == node
        for slot in node.__dataclass_fields__:
            inner = getattr(node, slot)
            for part in inner if isinstance(inner, tuple) and not isinstance(inner, Span) else (inner,):
                if hasattr(part, "span"):
                    check(part)

    check(parsed(text))


@given(st.text(max_size=40) | st.text("abn01 .,()[]'`\"=<>!+-*/iofretls", max_size=40))
def test_whatever_comes_is_read_or_slips_inside_the_text(text: str) -> None:
    """No text makes the parser fail in any way but its own, and every slip points into the text."""
    slip = None
    try:
        parse(text)
    except Slip as raised:
        slip = raised
    if slip is not None:
        assert slip.span is not None
        assert 0 <= slip.span.start <= slip.span.end <= len(text)
        assert slip.message.endswith(".")


def depth_left() -> int:
    frame, depth = sys._getframe(), 0
    while frame := frame.f_back:  # type: ignore[assignment]
        depth += 1
    return depth


def nested(depth: int) -> str:
    """Every operator inside of every other one, as deep as the caps allow."""
    inner = "dice"
    for _ in range(depth):
        inner = f"1 * (1 if lit and 1 + {inner} == 1 else 2)"
    return inner


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+".join(["dice"] * 100), 200),
        (" and ".join(["lit"] * 100), True),
        ("(" * MOST_DEPTH + "dice" + ")" * MOST_DEPTH, 2),
        ("-" * MOST_DEPTH + "dice", 2),
        ("dice if lit else " * MOST_DEPTH + "1", 2),
        (nested(MOST_DEPTH // 2), 2),
    ],
)
def test_the_largest_expressions_need_little_of_the_stack(text: str, expected: object) -> None:
    """What the caps let through is parsed, read and computed in less than half of Python's usual stack."""
    usual = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(depth_left() + 400)
        assert value(text, dice=2, lit=True) == expected
    finally:
        sys.setrecursionlimit(usual)


# --- faults of the grammar, each with its place


@pytest.mark.parametrize(
    ("text", "code", "start", "length", "words"),
    [
        ("a && b", "U301", 2, 2, "'&&' has no meaning here. Write `and`."),
        ("a = b", "U301", 2, 1, "Two things are compared with ==."),
        ("a ≥ b", "U301", 2, 1, "Write >=."),
        ("a.b", "U301", 1, 1, "A name with dots stands in backquotes."),
        ("mood@0", "U301", 4, 1, "`mood@0`"),
        ("a $ b", "U301", 2, 1, "'$' has no meaning here."),
        ("a == ‘b’", "U301", 5, 1, "Write plain quotes, '."),
        ("a == 'b", "U302", 5, 2, "never closes"),
        ("`a b", "U302", 0, 4, "name in backquotes"),
        ("a + 2b", "U303", 4, 2, "For a product write 2 * b."),
        ("1.2.3", "U303", 0, 5, "1.2.3 is no number."),
        ("2 * 1e400", "U303", 4, 5, "too large a number"),
        ("", "U304", 0, 0, "the end came, where a value was due."),
        ("a +", "U304", 3, 0, "the end came, where a value was due."),
        ("a + * b", "U304", 4, 1, "the sign '*' came, where a value was due."),
        ("+a", "U304", 0, 1, "A sign in front is - alone."),
        ("a if b", "U304", 6, 0, "'else' was due"),
        ("a if b c", "U304", 7, 1, "the name 'c' came, where 'else' was due"),
        ("(a", "U304", 2, 0, "')' was due, to close a bracket."),
        ("a)", "U304", 1, 1, "after the expression had ended"),
        ("f(a b)", "U304", 4, 1, "',' was due, or ')'."),
        ("a in b", "U304", 5, 1, "'[' was due, as in `a in [b, c]`."),
        ("a in []", "U304", 0, 7, "this list is empty"),
        ("a not b", "U304", 6, 1, "'in' was due"),
        ("a < b < c", "U304", 6, 1, "Write `a < b and b < c`"),
        ("a == b in [c]", "U304", 7, 2, "compares what is a comparison already"),
        ("a + not b", "U304", 4, 3, "(not a)"),
        ("a == not b", "U304", 5, 3, "(not a)"),
        ("in == a", "U304", 0, 2, "a fact of that name stands in backquotes"),
        ("K sees joke == joke", "U304", 2, 4, "`K sees joke`"),
        ("a b(c)", "U304", 2, 1, "`a b`"),
        ("a 'b'", "U304", 2, 3, "an operator, such as + or `and`"),
        ("1 2", "U304", 2, 1, "after the expression had ended"),
        ("a +" * 400, "U305", None, 0, "has 1,200 characters; at most 1,000 are read"),
        ("+".join(["a"] * 101), "U305", 0, 201, f"more than {MOST_NODES} parts"),
        ("(" * 21 + "a" + ")" * 21, "U305", 21, 1, f"nested more than {MOST_DEPTH} deep"),
        ("-" * 21 + "a", "U305", 21, 1, "nested more than"),
        ("a if b else " * 21 + "a", "U305", 245, 1, "nested more than"),
    ],
)
def test_a_fault_of_the_grammar_says_what_and_where(
    text: str, code: str, start: int | None, length: int, words: str
) -> None:
    """Code, place and words of every way in which a text is no expression."""
    slip = slip_of(text)
    assert (slip.code, words in f"{slip.message} {slip.hint}") == (code, True), slip.message
    assert slip.span == (None if start is None else Span(start, start + length))


# --- what names mean


@pytest.mark.parametrize(
    ("text", "cell", "expected"),
    [
        ("heart == love", {"heart": "love"}, True),
        ("love == heart", {"heart": "friend"}, False),
        ("heart != 'love'", {"heart": "friend"}, True),
        ("heart == guess", {"heart": "love", "guess": "love"}, True),
        ("heart in [love, friend]", {"heart": "love"}, True),
        ("guess not in [love, unsure]", {"guess": "unsure"}, False),
        ("2 in [dice, 3]", {"dice": 2}, True),
        ("dice + 1 in [dice * 2, 7]", {"dice": 1}, True),
        ("dice == 2", {"dice": 2}, True),
        ("dice + dice == 2 * dice", {"dice": 3}, True),
        ("dice >= 2.5", {"dice": 3}, True),
        ("lit", {"lit": False}, False),
        ("not lit or lit == true", {"lit": True}, True),
        ("lit == false", {"lit": False}, True),
        ("seen == unseen", {"seen": "unseen"}, True),
        ("seen == 1 or seen != unseen and seen > 1", {"seen": "unseen"}, False),
        ("seen != unseen and seen > 1", {"seen": 2}, True),
        ("joke == 'joke'", {"joke": "joke"}, True),
        ("`joke` == 'joke'", {"joke": "nothing"}, False),
        ("`K sees joke` == unseen", {"K sees joke": "unseen"}, True),
        ("mood == low", {"mood@1": "low"}, True),
        ("mood != `mood@0`", {"mood@1": "low", "mood@0": "calm"}, True),
        ("shy * 10", {}, 3.0),
        ("2 * (heart == love and mask == off)", {"heart": "love", "mask": "off"}, 2),
        ("lit + lit", {"lit": True}, 2),
        ("-lit", {"lit": True}, -1),
        ("1 / dice if dice != 1 else 0", {"dice": 2}, 0.5),
        ("min(dice, 2) + max(1, dice, shy) + abs(-dice)", {"dice": 3}, 8),
        ("exp(0) + log(1)", {}, 1.0),
        ("log(0)", {}, -math.inf),
        ("never * 2 if lit else 0", {"lit": True}, -math.inf),
        ("max(never, dice)", {"dice": 3}, 3),
        ("share == 0.25", {"share": 0.25}, True),
    ],
)
def test_values(text: str, cell: dict[str, Any], expected: object) -> None:
    """Names are facts, then numbers, then outcomes of the fact beside them."""
    found = value(text, **cell)
    assert found == expected
    assert isinstance(found, bool) == isinstance(expected, bool)


@pytest.mark.parametrize(
    ("text", "code", "part", "words"),
    [
        ("hart == love", "U310", "hart", "'hart' is no fact and no number. Did you mean 'heart'?"),
        ("1 + shi", "U310", "shi", "Did you mean 'shy'?"),
        ("K + 1", "U310", "K", "'K' is no fact"),
        ("heart == lvoe", "U311", "lvoe", "'heart' has no outcome 'lvoe' (outcomes: friend, love)"),
        ("heart == lvoe", "U311", "lvoe", "Did you mean 'love'?"),
        ("heart == 'lvoe'", "U311", "'lvoe'", "Did you mean 'love'?"),
        ("heart in [friend, loev]", "U311", "loev", "Did you mean 'love'?"),
        ("dice == 7", "U311", "7", "'dice' has no outcome 7 (outcomes: 1, 2, 3)."),
        ("dice == '2'", "U311", "'2'", "Did you mean the number 2?"),
        ("lit == 1", "U311", "1", "'lit' has no outcome 1 (outcomes: true, false)."),
        ("heart == true", "U311", "true", "'heart' has no outcome true"),
        ("joke == joke", "U312", "joke", "Write 'joke' for the outcome, `joke` for the fact."),
        ("heart == 'love' and 'heart' == 'love'", "U313", "'heart'", "A fact is written without quotes: heart."),
        ("1 + 'two'", "U313", "'two'", "is a text, and no fact stands beside it"),
        ("heart + 1", "U320", "heart", "`heart` is a word, where a number was due."),
        ("-mask", "U320", "mask", "is a word, where a number was due"),
        ("heart and lit", "U320", "heart", "Say which outcome is meant: heart == ..."),
        ("dice or lit", "U320", "dice", "`dice` is a number, where true or false was due."),
        ("1 if dice + 1 else 0", "U320", "dice + 1", "Write dice + 1 != 0."),
        ("heart < love", "U320", "heart", "is a word, where a number was due"),
        ("lit < 2", "U320", "lit", "is true or false, where a number was due"),
        ("heart == mask", "U322", "heart == mask", "`heart` and `mask` can never be the same."),
        ("heart == dice", "U322", "heart == dice", "Numbers, words and truth values are never the same."),
        ("heart == 1 + 1", "U322", "heart == 1 + 1", "never the same"),
        ("lit == shy", "U322", "lit == shy", "never the same"),
        ("sqrt(2)", "U306", "sqrt", "'sqrt' is no function (there are min, max, abs, exp, log)."),
        ("lgo(2)", "U306", "lgo", "Did you mean 'log'?"),
        ("belief(love)", "U306", "belief", "it belongs into the worth of an image"),
        ("believes(Sakura, lit)", "U306", "believes", "it belongs into the tables of signs and habits"),
        ("log()", "U307", "log()", "log(...) got no arguments, where one is due."),
        ("abs(1, 2)", "U307", "abs(1, 2)", "got 2 arguments"),
        ("min(1)", "U307", "min(1)", "got 1 argument, where two or more are due"),
    ],
)
def test_a_fault_of_names_and_kinds_says_what_and_where(text: str, code: str, part: str, words: str) -> None:
    """Code, place and words of every way in which an expression can never be right."""
    slip = slip_of(text)
    assert (slip.code, meant(text, slip)) == (code, part)
    assert words in f"{slip.message} {slip.hint.strip()}"


def test_a_name_that_is_not_one_word_is_offered_in_backquotes() -> None:
    """`a-b` reads as a difference; where a fact is called that, the fault says so."""
    names = StubNames({"naruto-sees": ("wink", "unseen")})
    slip = slip_of("naruto-sees == wink", names)
    assert (slip.code, slip.hint) == (
        "U310",
        "A name that is not one plain word stands in backquotes: `naruto-sees`.",
    )


def test_what_is_spoiled_elsewhere_has_no_words_of_its_own() -> None:
    """A fact whose declaration is at fault makes what uses it unreadable, without a second complaint."""
    assert slip_of("heart == love and bad == 3", StubNames({"heart": ("love",)}, spoiled=["bad"])).code == ""


@pytest.mark.parametrize(
    ("text", "cell", "code", "part", "words"),
    [
        ("1 / (dice - 2)", {"dice": 2}, "U330", "1 / (dice - 2)", "divides by zero"),
        ("1 + 1e308 * dice", {"dice": 2}, "U330", "1e308 * dice", "is too large a number"),
        ("exp(1000 * dice)", {"dice": 1}, "U330", "exp(1000 * dice)", "is too large a number"),
        ("log(-dice)", {"dice": 1}, "U330", "log(-dice)", "has no answer for -1"),
        ("0 * never + dice", {"dice": 1}, "U330", "0 * never", "is no number"),
        ("seen + 1", {"seen": "unseen"}, "U320", "seen", "`seen` is unseen, where a number was due"),
        ("(1 if lit else 'no') == 1", {"lit": True}, "U313", "'no'", "no fact"),
    ],
)
def test_what_has_no_answer_at_a_cell_fails_there(
    text: str, cell: dict[str, Any], code: str, part: str, words: str
) -> None:
    """A division by zero, an overflow and the like name the part that fails."""
    with pytest.raises(Slip) as failure:
        value(text, **cell)
    assert (failure.value.code, meant(text, failure.value)) == (code, part)
    assert words in failure.value.message


def test_what_is_guarded_does_not_fail() -> None:
    """Only the branch that counts is computed."""
    assert value("1 / (dice - 2) if dice != 2 else 0", dice=2) == 0
    assert value("seen == unseen or seen > 1", seen="unseen") is True


def test_answers_are_outcomes_of_the_fact_of_the_table() -> None:
    """With `value`, a bare name is an outcome of the fact whose table it is, also inside of a choice."""
    target = Beside("", ("basket", "box"))
    run, plain, _ = compiled("box if mask == off else basket", beside=target)
    assert (run(["off"]), run(["on"])) == ("box", "basket")
    assert plain == "'box' if mask == 'off' else 'basket'"
    slip = slip_of("bix if mask == off else basket", beside=target)
    assert (slip.code, slip.message, slip.hint.strip()) == (
        "U311",
        "this fact has no outcome 'bix' (outcomes: basket, box), and no fact has that name.",
        "Did you mean 'box'?",
    )


def test_the_value_must_be_of_the_kind_that_is_due() -> None:
    """A test is true or false, a probability is a number: neither stands for the other."""
    assert slip_of("dice", wanted=TRUTHS).hint == "Say which outcome is meant: dice == ..."
    slip = slip_of("heart == love", wanted=NUMBERS)
    assert (slip.code, slip.hint) == ("U320", "Write 1 if heart == love else 0.")
    run, _, _ = compiled("dice if lit else lit", wanted=NUMBERS)
    assert run([3, True]) == 3
    with pytest.raises(Failure, match="is false, where a number was due"):
        run([3, False])


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("mood == low and lit", "`mood@1` == 'low' and lit"),
        ("low == (mood)", "'low' == `mood@1`"),
        ("shy + debt", "0.3 + (-2.0)"),
        ("never if lit else 0", "log(0) if lit else 0"),
        ("guess in [love, friend]", "guess in ['love', 'friend']"),
        ("`K sees joke` == joke if lit else lit", None),
        ("`K sees joke` == 'joke'", "`K sees joke` == 'joke'"),
    ],
)
def test_the_plain_form_names_everything_in_full(text: str, plain: str | None) -> None:
    """The plain form means the same wherever it stands: it is read back to itself."""
    if plain is None:
        assert slip_of(text).code == "U312"
        return
    assert compiled(text)[1] == plain
    assert compiled(plain)[1] == plain


# --- against Python

NUMERIC = st.deferred(
    lambda: (
        st.sampled_from(["dice", "share", "0", "1", "2.5", "1e308", "shy"])
        | st.tuples(NUMERIC, st.sampled_from("+-*/"), NUMERIC).map("({0[0]} {0[1]} {0[2]})".format)
        | st.tuples(st.sampled_from(["min", "max"]), NUMERIC, NUMERIC).map("{0[0]}({0[1]}, {0[2]})".format)
        | st.tuples(st.sampled_from(["exp", "abs", "-"]), NUMERIC).map("{0[0]}({0[1]})".format)
        | st.tuples(NUMERIC, TRUE, NUMERIC).map("({0[0]} if {0[1]} else {0[2]})".format)
    )
)
TRUE = st.deferred(
    lambda: (
        st.sampled_from(["lit", "heart == 'love'", "guess in ['love', 'unsure']", "heart != guess", "1 < 2"])
        | st.tuples(TRUE, st.sampled_from(["and", "or"]), TRUE).map("({0[0]} {0[1]} {0[2]})".format)
        | TRUE.map("(not {})".format)
        | st.tuples(NUMERIC, st.sampled_from(["<", "<=", ">", ">="]), NUMERIC).map("({0[0]} {0[1]} {0[2]})".format)
    )
)
PYTHON = {"min": min, "max": max, "abs": abs, "exp": math.exp, "shy": 0.3, "__builtins__": {}}


def python_value(text: str, facts: dict[str, Any]) -> Any:
    """What Python makes of an expression; None where it makes no finite number of it."""
    try:
        found = eval(text, dict(PYTHON), facts)
    except ArithmeticError:
        return None
    return found if isinstance(found, bool) or math.isfinite(found) else None


@given(NUMERIC | TRUE)
def test_the_shared_part_means_what_python_means(text: str) -> None:
    """At every cell an expression gives what Python's own `eval` gives of the same text, or fails where that does."""
    parsed(text)
    run, _, seats = compiled(text)
    for cell in itertools.product(*seats.outcomes):
        expected = python_value(text, dict(zip(map(str, seats.given), cell, strict=True)))
        try:
            found = run(cell)
        except Failure:
            # Python may come back from infinity (1 / 1e999 is 0): there we fail, because a part has no answer.
            assert expected is None or "1e308" in text or "exp" in text
        else:
            assert found == expected
