"""Worths: what an image is worth, as an expression of what its audience believes.

belief(yes)              the probability that the audience gives to an outcome of the fact that the image is about
belief(guess == right)   to an event, in facts that the image is about
mean(), entropy()        of the belief: its expected value, and its spread in bits
sure(yes), sure(yes, c)  where the audience is one's own idea of another: the probability that the other gives it at
                         least c; without c, that the other is certain
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from underneath.errors import BadTerm
from underneath.files.calls import FUNCTIONS
from underneath.files.cells import NUMBERS, Beside, Cell, Failure, Kind, Run, Seats, kind_of
from underneath.files.events import event_of
from underneath.files.formulas import Plain, located
from underneath.files.meanings import CallRule, Context, Meaning, Sentence
from underneath.files.nodes import Call, Name, Node, Number, Text, Truth
from underneath.files.tokens import Slip
from underneath.model.measures import ROUNDING
from underneath.model.questions import CERTAIN
from underneath.model.tables import Bools


@dataclass(frozen=True, slots=True)
class About:
    """What an image is about; `nested` if its audience is one's own idea of another."""

    facts: tuple[Beside, ...]
    nested: bool

    def calls(self) -> Mapping[str, CallRule]:
        """The calls that the worth of such an image may make."""
        return FUNCTIONS | {
            "belief": CallRule(partial(_belief, self), 1, 1, "one, an outcome or an event, is"),
            "mean": CallRule(partial(_mean, self), 0, 0, "none is"),
            "entropy": CallRule(_entropy, 0, 0, "none is"),
            "sure": CallRule(partial(_sure, self), 1, 2, "an event and, if need be, a probability are"),
        }

    @property
    def listed(self) -> str:
        """The facts in a fault's words."""
        return ", ".join(fact.fact for fact in self.facts)

    def seats(self) -> Seats:
        """Cells of these facts, in their order."""
        seats = Seats()
        for fact in self.facts:
            seats.fact(fact.fact, fact.outcomes)
        return seats


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """What a belief, and the outcomes of some facts, are worth; `source` is the expression in its plain form."""

    run: Run
    seats: Seats
    source: Plain

    def __call__(self, belief: Any, *labels: Any) -> float:
        """Utils.

        Raises:
            BadTerm: If there is no answer there.
        """
        cell = (belief, *labels)
        try:
            return float(self.run(cell))
        except Failure as failure:
            raise BadTerm(f"worth: {located(failure, self.seats, cell).message}") from None


def _belief(about: About, call: Call, sentence: Sentence) -> Meaning:
    event = _event(about, call.arguments[0], sentence)
    return Meaning(lambda cell: float(np.asarray(cell[0])[event].sum()), NUMBERS)


def _sure(about: About, call: Call, sentence: Sentence) -> Meaning:
    if not about.nested:
        text = "sure(...) reads what one holds possible that another believes, and this image has no such audience."
        raise Slip("U323", text, call.span, "Let the audience be a path that starts with oneself: `Sakura > Kakashi`.")
    event = _event(about, call.arguments[0], sentence)
    least = sentence.needed(call.arguments[1], NUMBERS) if len(call.arguments) > 1 else _certain

    def run(cell: Cell) -> float:
        c = least(cell) - ROUNDING
        return math.fsum(atom.weight for atom in cell[0].atoms if atom.probabilities[event].sum() >= c)

    return Meaning(run, NUMBERS)


def _certain(_: Cell) -> float:
    return CERTAIN + ROUNDING


def _mean(about: About, call: Call, _: Sentence) -> Meaning:
    if len(about.facts) != 1:
        raise Slip("U323", f"mean() needs one fact, and this image is about {about.listed}.", call.span)
    words = [label for label in about.facts[0].outcomes if kind_of(label) is not Kind.NUMBER]
    if words:
        raise Slip("U323", f"mean() needs numbers, and {about.listed!r} has the outcome {words[0]!r}.", call.span)
    return Meaning(lambda cell: cell[0].mean(), NUMBERS)


def _entropy(_: Call, __: Sentence) -> Meaning:
    return Meaning(lambda cell: cell[0].entropy(), NUMBERS)


def _event(about: About, node: Node, sentence: Sentence) -> Bools:
    """Where an outcome is, or an event holds, with an axis for each fact that the image is about."""
    names = frozenset(fact.fact for fact in about.facts)
    why = f"this is asked about {about.listed} alone"
    inner = Context(sentence.context.names, about.seats(), FUNCTIONS, names, why)
    if len(about.facts) == 1 and isinstance(node, (Name, Number, Text, Truth)):
        fact = about.facts[0]
        found = sentence.within(inner).meaning(node, fact)
        if found.fixed:
            return np.array([label == found.run(()) for label in fact.outcomes])
    return event_of(node, sentence, inner)
