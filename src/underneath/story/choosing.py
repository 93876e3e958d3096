"""Choosing: policies of a story, as the mind that chooses has them and as others predict them."""

from __future__ import annotations

from underneath.model.facts import Fact
from underneath.model.policy import Policy
from underneath.model.spread import mean_of
from underneath.reason import questions
from underneath.reason.asking import Ask
from underneath.story import labelling
from underneath.story.record import Record, ask_at


def ask_chooser(record: Record, fact: Fact) -> Ask:
    """The question to the mind that takes a decision, just before it."""
    assert fact.owner is not None
    return ask_at(record, (fact.owner,), fact.place)


def chosen(record: Record, fact: Fact) -> Policy:
    """The policy of the mind that takes a decision, on what it will have observed by then."""
    assert fact.owner is not None
    ask = ask_chooser(record, fact)
    found = questions.choice_at(ask, fact.index)
    return labelling.policy(ask, (fact.owner,), fact, found.probabilities, found.utilities, ask.head)


def predicted(record: Record, fact: Fact, minds: tuple[int, ...]) -> Policy:
    """A policy as the last mind of a path predicts it."""
    assert fact.owner is not None
    path = minds if minds[-1:] == (fact.owner,) else (*minds, fact.owner)
    ask = ask_at(record, minds, min(record.now, fact.place), (fact.owner,))
    probabilities = mean_of(questions.beliefs(ask, (fact.index,)))
    utilities = questions.predicted_utilities(ask, fact.index) if len(minds) <= 1 else None
    whose = ask.head if minds else ask.where.heads.child(ask.head, fact.owner, fact.place)
    return labelling.policy(ask, path, fact, probabilities, utilities, whose)
