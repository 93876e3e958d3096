"""What goes into a trace that has to be computed: beliefs by moment, weights by step, policies by decision.

A row is written at the first moment of a question and at every later one at which the answer differs; it holds until
the next.  Where there is no answer, the row says why not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

from underneath.errors import UnderneathError
from underneath.model.belief import Belief
from underneath.model.facts import Cause, Fact
from underneath.model.policy import Policy
from underneath.model.spread import Atom
from underneath.story.jsonable import Plain, label, labels, number, numbers
from underneath.story.ledger import rise
from underneath.story.moments import belief_at, over_time
from underneath.story.story import Story

Document = dict[str, Any]

_ROUNDING = 1e-12  # probabilities that differ by less are the same


@dataclass(frozen=True, slots=True)
class Question:
    """A path, and the fact that its beliefs are about, in numbers."""

    path: tuple[int, ...]
    fact: int


# --- beliefs ----------------------------------------------------------------------------------------------------------


def beliefs_of(story: Story, asked: Sequence[Question]) -> list[Document]:
    """The belief at each path about each fact, with a row for each moment at which it moves."""
    found = [_belief(story, question) for question in asked]
    return [document for document in found if document["moments"]]


def _belief(story: Story, question: Question) -> Document:
    fact, minds = story.model.facts[question.fact], story.model.minds
    return {
        "path": [minds[m].name for m in question.path],
        "order": len(question.path),
        "about": fact.name,
        "outcomes": labels(fact.outcomes),
        "moments": list(_changes(story, question)),
    }


def _changes(story: Story, question: Question) -> Iterator[Document]:
    """The rows of a belief, from the moment after the fact on."""
    place = story.model.facts[question.fact].place
    ask = partial(belief_row, story, question)
    last: Document = {}
    for row in over_time(story, place, [question.path], ask, lambda found: "refused" in found):
        if not _same({**row, "moment": 0}, {**last, "moment": 0}):
            yield row
        last = row


def _same(row: Document, last: Document) -> bool:
    """Whether two rows say the same, rounding apart."""
    return row.keys() == last.keys() and all(_near(row[key], last[key]) for key in row)


def _near(one: Plain, other: Plain) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_near(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_near(one[key], other[key]) for key in one)
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=0.0, abs_tol=_ROUNDING)
    return bool(one == other)


def belief_row(story: Story, question: Question, moment: int) -> Document:
    """A belief at a moment, or why there is none."""
    fact = story.model.facts[question.fact].name
    path = [story.model.minds[m].name for m in question.path]
    try:
        shown = shown_belief(belief_at(story, path or "", fact, moment))
    except UnderneathError as error:
        shown = {"refused": refusal(error)}
    return {"moment": moment, **shown}


def refusal(error: UnderneathError) -> Document:
    """An error as a document."""
    return {"error": type(error).__name__, "message": str(error)}


def shown_belief(belief: Belief) -> Document:
    """The numbers of a belief about one fact."""
    shown: Document = {
        "level": belief.level,
        "probabilities": numbers(belief.probabilities.ravel().tolist()),
        "entropy": number(belief.entropy()),
    }
    if len(belief.path) > 1:
        shown["spread"] = [_atom(atom) for atom in heaviest_first(belief.atoms)]
    return shown


def heaviest_first(atoms: Sequence[Atom]) -> list[Atom]:
    """Heavy atoms first; equally heavy ones by their numbers, so that the order is always the same."""
    return sorted(atoms, key=lambda atom: (-round(atom.weight, 12), atom.probabilities.ravel().tolist()))


def _atom(atom: Atom) -> Document:
    return {"weight": number(atom.weight), "probabilities": numbers(atom.probabilities.ravel().tolist())}


# --- weights ----------------------------------------------------------------------------------------------------------


def weights_of(beliefs: Sequence[Document]) -> list[Document]:
    """What each step weighs for each outcome, in bits; steps that are left out weigh nothing.

    The step at place k moves the belief of moment k to that of moment k + 1.
    """
    return [
        {"path": b["path"], "about": b["about"], "outcome": outcome, "steps": steps}
        for b in beliefs
        for at, outcome in enumerate(b["outcomes"])
        if (steps := list(_weights(b["moments"], at)))
    ]


def _weights(rows: Sequence[Document], at: int) -> Iterator[Document]:
    for last, row in pairwise(rows):
        if "refused" not in last and "refused" not in row:
            before, after = last["probabilities"][at], row["probabilities"][at]
            if not math.isclose(before, after, rel_tol=0.0, abs_tol=_ROUNDING):
                bits = number(rise(before, after))
                yield {"place": row["moment"] - 1, "before": before, "after": after, "bits": bits}


# --- decisions --------------------------------------------------------------------------------------------------------


def decisions_of(story: Story, readers: frozenset[str]) -> list[Document]:
    """How each decision is taken, and what those who see it expect."""
    model = story.model
    decisions = [f for f in model.facts if f.cause is Cause.DECISION]
    return [
        {
            "decision": fact.name,
            "place": fact.place,
            "by": model.minds[fact.owner or 0].name,
            "options": labels(fact.outcomes),
            "taken": label(fact.outcomes[story.told[fact.index]]) if fact.index in story.told else None,
            "policy": _policy(story, fact, None),
            "expected": [
                {"path": [name], **_policy(story, fact, name)}
                for name in _onlookers(story, fact)
                if name not in readers
            ],
        }
        for fact in decisions
    ]


def _onlookers(story: Story, fact: Fact) -> list[str]:
    """Those who see a decision, but for the one who takes it."""
    return [story.model.minds[m].name for m in sorted(fact.observers) if m != fact.owner]


def _policy(story: Story, fact: Fact, by: str | None) -> Document:
    try:
        return _shown_policy(story.expect(fact.name, by=by))
    except UnderneathError as error:
        return {"refused": refusal(error)}


def _shown_policy(policy: Policy) -> Document:
    utilities = policy.expected_utilities
    return {
        "level": policy.level,
        "horizon": None if policy.horizon is None else policy.horizon or "scene",
        "probabilities": numbers(policy.probabilities.tolist()),
        "utilities": None if utilities is None else numbers(utilities.tolist()),
    }
