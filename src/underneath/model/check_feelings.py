"""Check of signs that hang on feelings: their owner must be able to feel it at all.

A weight that nobody declared would make the feeling nothing, without a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from underneath.errors import BadTerm
from underneath.model.facts import Fact
from underneath.model.faults import Fault
from underneath.model.feelings import WORDS
from underneath.model.model import Model
from underneath.model.scope import shown_path
from underneath.model.tables import AnyTable, BeliefTable, FeltQuestion
from underneath.model.terms import ImageTerm, Term


def feeling_faults(model: Model) -> Iterator[Fault]:
    """Signs and habits that hang on what their owner has no want, no image or no weight for."""
    for fact in model.facts:
        tables: list[AnyTable | None] = [fact.table, *(rule.tables.get(fact.index) for rule in model.heads)]
        questions = [q for t in tables if isinstance(t, BeliefTable) for q in t.questions]
        for text in dict.fromkeys(
            text for q in questions if isinstance(q, FeltQuestion) and (text := _missing(model, fact, q))
        ):
            yield Fault(BadTerm, text, f"{fact.cause.value} {fact.name!r}")


def _missing(model: Model, fact: Fact, question: FeltQuestion) -> str | None:
    """What is missing for a feeling that a table asks for."""
    owner, word = question.path[0], WORDS[question.name]
    who = model.minds[owner].name
    start = f"{fact.cause.value} {fact.name!r} hangs on {question.name} of {who!r}, "
    if word.wants and not model.terms_of(owner):
        return f"{start}who wants nothing. Say what {who!r} wants: w.wants(...)."
    if word.image and not any(_before(term, question.toward) for term in model.terms_of(owner)):
        before = f" before {shown_path([m.name for m in model.minds], question.toward)!r}" if question.toward else ""
        return f"{start}who has no image term{before}. Say what the audience's belief is worth: un.image(...)."
    if question.name == "mortification" and model.minds[owner].traits.kappa is None:
        return f"{start}who has declared no kappa, the weight that it needs. Say kappa=."
    return None


def _before(term: Term, audience: tuple[int, ...]) -> bool:
    return isinstance(term, ImageTerm) and (not audience or term.audience == audience)
