"""Rows: what a fact is drawn from, where what it hangs on has come out.

A table needs no reasoning.  A policy whose tables are small is found once, at all that its owner may have observed; any
other, and what a sign asks its owner, is asked once for each different thing that the owner has observed, with all of
it fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from underneath.core.budget import at_most
from underneath.errors import TooLarge
from underneath.model.belief import Belief
from underneath.model.facts import Cause, Fact
from underneath.model.spread import mean_of, merged
from underneath.model.tables import BeliefTable, FeltQuestion, Floats, Table
from underneath.reason import questions
from underneath.reason.asking import Ask
from underneath.reason.feelings import felt_before
from underneath.reason.pricing import run_priced as run
from underneath.reason.readings import refuse_unseen
from underneath.reason.results import PLAIN, Choice
from underneath.story.observing import Info
from underneath.story.record import Record, ask_at

KEPT = 2**14
"""Rows that are kept, and as many replies; those that were found first are found again when they are needed again."""


class Rows:
    """The rows of facts whose histories are drawn.

    On `record` policies are found whole, up to tables of `most` cells.  `known` finds a record on which what a mind has
    observed is told; what else is told there, that mind must not have observed.
    """

    def __init__(self, record: Record, known: Callable[[Info], Record], most: int) -> None:
        """Begin with none found."""
        self.record, self._known, self._most = record, known, most
        self._policies: dict[int, tuple[Ask, Choice] | None] = {}
        self._rows: dict[tuple[int, Info], Floats] = {}
        self._replies: dict[tuple[int, Info], tuple[object, ...]] = {}

    def seen(self, mind: int, place: int) -> tuple[int, ...]:
        """The facts that a mind has observed before a place."""
        return tuple(sorted(f for f, known in self.record.model.known[mind].items() if known < place))

    def hangs_on(self, fact: Fact) -> tuple[int, ...]:
        """What the row of a fact may hang on."""
        parents = () if fact.table is None or fact.cause is Cause.DECISION else fact.table.parents
        if isinstance(fact.table, Table) and fact.cause is not Cause.DECISION:
            return parents
        assert fact.owner is not None
        return tuple(sorted({*parents, *self.seen(fact.owner, fact.place)}))

    def whole_policy(self, fact: Fact) -> tuple[Ask, Choice] | None:
        """The policy of a decision at all that its owner may have observed, unless that is large."""
        if fact.index not in self._policies:
            self._policies[fact.index] = self._new_policy(fact)
        return self._policies[fact.index]

    def _new_policy(self, fact: Fact) -> tuple[Ask, Choice] | None:
        assert fact.owner is not None
        ask = ask_at(self.record, (fact.owner,), fact.place)
        try:
            with at_most(self.record.root.engine.budget, self._most):
                choice: Choice = run(ask.where, "policy", ask.head, fact.index, PLAIN)
        except TooLarge:
            return None
        refuse_unseen(ask.where, ask.head, fact.index, choice)
        return ask, choice

    def at(self, fact: Fact, info: Info) -> Floats:
        """P(fact) where all that it may hang on has come out so."""
        key = (fact.index, info)
        if key not in self._rows:
            _keep(self._rows, key, self._new_row(fact, info))
        return self._rows[key]

    def _new_row(self, fact: Fact, info: Info) -> Floats:
        if fact.cause is Cause.DECISION:
            assert fact.owner is not None
            ask = ask_at(self._known(info), (fact.owner,), fact.place)
            return questions.policy_at(ask, fact.index)
        at, table = dict(info), fact.table
        if isinstance(table, Table):
            return np.asarray(table.array[tuple(at[p] for p in table.parents)])
        assert isinstance(table, BeliefTable)
        labels = [self.record.model.facts[p].outcomes[at[p]] for p in table.parents]
        return table.rule(*labels, *self.answers(fact, info))

    def answers(self, fact: Fact, info: Info) -> tuple[object, ...]:
        """What the owner of a sign answers to the questions of its table."""
        assert fact.owner is not None
        seen = set(self.seen(fact.owner, fact.place))
        observed = tuple(pair for pair in info if pair[0] in seen)
        if (fact.index, observed) not in self._replies:
            _keep(self._replies, (fact.index, observed), tuple(self._asked(fact, self._known(observed))))
        return self._replies[fact.index, observed]

    def _asked(self, fact: Fact, known: Record) -> Iterator[object]:
        assert isinstance(fact.table, BeliefTable)
        for question in fact.table.questions:
            if isinstance(question, FeltQuestion):
                yield felt_before(ask_at(known, question.path, fact.place), fact.index, question)
                continue
            atoms = questions.beliefs(ask_at(known, question.path, fact.place), question.about)
            about = [self.record.model.facts[f] for f in question.about]
            spread = merged(atoms) if len(question.path) > 1 else ()
            belief = Belief(tuple(f.name for f in about), tuple(f.outcomes for f in about), mean_of(atoms), spread)
            yield question.read(belief)


def _keep(kept: dict[Any, Any], key: object, found: object) -> None:
    kept[key] = found
    if len(kept) > KEPT:
        del kept[next(iter(kept))]
