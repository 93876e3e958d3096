"""What the tests of expressions share: names to read them with, and expressions as text and as random trees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from underneath.files.calls import FUNCTIONS
from underneath.files.cells import ANY, Beside, Kinds, Run, Seats
from underneath.files.expressions import parse
from underneath.files.interpreting import read_meaning
from underneath.files.meanings import Context
from underneath.files.nodes import Among, Binary, Call, Choice, Name, Node, Number, Text, Truth, Unary
from underneath.files.problems import Complaint, Problems, Said
from underneath.files.tokens import WORDS, Slip, Span
from underneath.model.facts import Fact, Outcome

Outcomes = tuple[Outcome, ...]


@dataclass(frozen=True)
class StubNames:
    """Names as a story has them; `spoiled` are facts that are at fault themselves."""

    facts: Mapping[str, Outcomes]
    numbers: Mapping[str, float] = field(default_factory=dict)
    minds: Sequence[str] = ("Sakura", "Kakashi")
    spoiled: Sequence[str] = ()
    newest: Mapping[str, str] = field(default_factory=dict)

    def fact(self, word: str) -> tuple[str, Outcomes] | None:
        """A state's bare name is that of its newest version."""
        if word in self.spoiled:
            return word, ()
        name = self.newest.get(word, word)
        return (name, self.facts[name]) if name in self.facts else None

    def number(self, word: str) -> float | None:
        return self.numbers.get(word)

    owner = ""

    def earlier(self) -> Sequence[Fact]:
        """Nothing comes before what is read."""
        return []

    def known(self) -> Sequence[str]:
        return [*self.facts, *self.numbers]


NAMES = StubNames(
    {
        "heart": ("friend", "love"),
        "guess": ("friend", "love", "unsure"),
        "mask": ("on", "off"),
        "dice": (1, 2, 3),
        "lit": (True, False),
        "seen": (1, 2, "unseen"),
        "joke": ("joke", "nothing"),
        "K sees joke": ("joke", "unseen"),
        "mood@0": ("calm", "low"),
        "mood@1": ("calm", "low"),
        "share": (0.5, 0.25),
    },
    {"shy": 0.3, "debt": -2.0, "never": float("-inf")},
    newest={"mood": "mood@1"},
)


def compiled(
    text: str, names: StubNames = NAMES, wanted: Kinds = ANY, beside: Beside | None = None
) -> tuple[Run, str, Seats]:
    """An expression as a function of a cell, its plain form, and the seats of the cell."""
    context = Context(names, Seats(), FUNCTIONS)
    run, plain = read_meaning(parse(text), text, context, wanted, beside)
    return run, plain, context.seats


def value(text: str, names: StubNames = NAMES, **cell: Any) -> Any:
    """The value of an expression where facts have these outcomes."""
    run, _, seats = compiled(text, names)
    return run([cell[str(fact)] for fact in seats.given])


def slip_of(text: str, names: StubNames = NAMES, wanted: Kinds = ANY, beside: Beside | None = None) -> Slip:
    """The slip of an expression that is at fault."""
    try:
        compiled(text, names, wanted, beside)
    except Slip as slip:
        return slip
    raise AssertionError(f"{text!r} is read without a slip")


def meant(text: str, slip: Slip) -> str:
    """The part of an expression that a slip points at."""
    assert slip.span is not None
    return text[slip.span.start : slip.span.end]


def said(data: Any, *way: str | int) -> Said:
    """A value of a document."""
    return Said(data, way)


def complaints(problems: Problems) -> list[Complaint]:
    """What was found wrong."""
    return problems.found


# --- trees as text, and random trees

NOWHERE = Span(0, 0)
BINDING = {"or": 1, "and": 2, "not": 3, "compare": 4, "+": 5, "-": 5, "*": 6, "/": 6, "minus": 7, "atom": 8}


def tightness(node: Node) -> int:
    """How tightly the outermost operator of a tree binds."""
    if isinstance(node, Choice):
        return 0
    if isinstance(node, Among):
        return BINDING["compare"]
    if isinstance(node, Unary):
        return BINDING["not" if node.sign == "not" else "minus"]
    return BINDING.get(node.sign, BINDING["compare"]) if isinstance(node, Binary) else BINDING["atom"]


def text_of(node: Node, least: int = 0) -> str:
    """A tree as text, with brackets only where they are needed."""
    text = _text(node)
    return f"({text})" if tightness(node) < least else text


def _text(node: Node) -> str:
    match node:
        case Number(number):
            return repr(number)
        case Truth(truth):
            return str(truth).lower()
        case Text(words):
            return "'" + words.replace("'", "''") + "'"
        case Name(word, quoted):
            return "`" + word.replace("`", "``") + "`" if quoted else word
        case Call(name, arguments):
            return f"{name}({', '.join(map(text_of, arguments))})"
        case Choice(then, test, other):
            return f"{text_of(then, 1)} if {text_of(test, 1)} else {text_of(other)}"
        case Among(target, items):
            return f"{text_of(target, 5)} in [{', '.join(map(text_of, items))}]"
        case Unary(sign, body):
            own = tightness(node)
            return f"not {text_of(body, own)}" if sign == "not" else f"-{text_of(body, own)}"
        case Binary(sign, left, right):
            own = tightness(node)
            # Comparisons do not chain, so that both of their sides bind more tightly.
            return f"{text_of(left, own + (own == 4))} {sign} {text_of(right, own + 1)}"
    raise AssertionError(node)


WORD = st.from_regex(r"[a-zA-Z_サクラé][a-zA-Z0-9_サクラé]{0,6}", fullmatch=True).filter(lambda w: w not in WORDS)
NUMBER = st.integers(0, 10**9) | st.floats(0, 1e300, allow_nan=False)
PHRASE = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)

LEAVES = (
    st.builds(Number, NUMBER, st.just(NOWHERE))
    | st.builds(Truth, st.booleans(), st.just(NOWHERE))
    | st.builds(Text, PHRASE, st.just(NOWHERE))
    | st.builds(Name, WORD, st.just(False), st.just(NOWHERE))
    | st.builds(Name, PHRASE, st.just(True), st.just(NOWHERE))
)


def _grown(trees: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    signs = st.sampled_from(["+", "-", "*", "/", "and", "or", "==", "!=", "<", "<=", ">", ">="])
    several = st.lists(trees, max_size=3).map(tuple)
    return (
        st.builds(Unary, st.sampled_from(["-", "not"]), trees, st.just(NOWHERE))
        | st.builds(Binary, signs, trees, trees, st.just(NOWHERE))
        | st.builds(Among, trees, several.filter(bool), st.just(NOWHERE))
        | st.builds(Choice, trees, trees, trees, st.just(NOWHERE))
        | st.builds(Call, WORD, several, st.just(NOWHERE))
    )


TREES = st.recursive(LEAVES, _grown, max_leaves=25)
"""Random trees: of the grammar, whatever they mean."""
