"""Reruns: histories of a branch drawn one by one, where summing all of them is too large.

What the told run left open is drawn from its posterior, given all that was told.  Then the branch is run fact by fact,
a few draws at a time: what has the same causes as in the told run keeps its outcome, all else is drawn from its row.
Rows are asked once for each different thing that a mind has observed, with all of it fixed; so are beliefs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from underneath.core.budget import Budget
from underneath.core.effort import spend
from underneath.model.facts import Cause, Fact
from underneath.model.spread import Atom, mean_of
from underneath.model.tables import BeliefTable, Floats
from underneath.reason import questions
from underneath.reason.agreement import digest
from underneath.reason.forks import Fork
from underneath.reason.network import axis_name
from underneath.reason.sampling import drawn, refuse_drawn, rows_of
from underneath.story.drawing import WORTH_IT, histories
from underneath.story.observing import Info, Observed
from underneath.story.parting import Chosen, Found, off_the_menu, start_of
from underneath.story.record import Record, ask_at
from underneath.story.rows import Rows

_DRAW = 2e-4  # seconds of work for a fact in some draws
_COMPARED = 1e-4  # seconds of work for what somebody answers in both runs of a draw
_WORTH_EACH = 2**6  # cells for each draw up to which one table of a policy beats a row for each
_TOGETHER = 4  # draws that are run to the end before the next are begun, so that their records are soon done with


class Drawn:
    """A branch whose histories are drawn.

    `was` and `runs` are positions of outcomes in the told run and in the branch, shape `(draws, facts)`.  A fact is run
    when a question needs it, each from a source of its own, so that what was asked before changes no answer.
    """

    def __init__(self, record: Record, fork: Fork, n: int, rng: np.random.Generator) -> None:
        """Draw what the told run left open."""
        facts = fork.model.facts
        needed = {f.index for f in facts if f.index in fork.bearing or f.index not in fork.rerun | fork.moved}
        past = {f for f in needed if facts[f].place < record.now}
        self._seed = [int(x) for x in rng.integers(2**32, size=4)]
        self.fork, start = fork, start_of(record, fork)
        self.was = histories(record, n, np.random.default_rng(self._seed), past)
        self.runs = np.zeros_like(self.was)
        self.record = start.further(fork.settled, record.now)
        self._done: set[int] = set()
        self._observed = Observed(replace(start, general=self.record), fork.first, record.now)
        self._rows = Rows(self.record, self._observed.known, min(WORTH_IT, _WORTH_EACH * n))
        self._run([f for f in fork.forced if facts[f].menu is not None])

    # --- answers ----------------------------------------------------------------------------------------------------

    def happens(self, about: tuple[int, ...]) -> Found:
        """How often each outcome happens."""
        self._run(about)
        shape = tuple(self.fork.model.sizes[f] for f in about)
        budget = Budget(self.record.limit, partial(axis_name, self.fork.model))
        budget.allow(math.prod(shape), about)
        table = np.zeros(shape)
        for cell, rows in self._groups(about):
            table[tuple(o for _, o in cell)] = len(rows) / len(self.runs)
        return Found(ask_at(self.record, (), self.fork.model.end), (Atom(1.0, table),), draws=len(self.runs))

    def beliefs(
        self,
        minds: tuple[int, ...],
        place: int,
        later: int | None,
        about: tuple[int, ...],
        jointly: tuple[int, ...],
        others: tuple[int, ...] = (),
    ) -> Found:
        """What the last mind of a path may believe: one question for each different thing that the first may know."""
        apart, inner = (jointly, ()) if len(minds) == 1 else ((), jointly)
        seen = self._rows.seen(minds[0], place)
        self._run((*seen, *apart))
        atoms, means = [], []
        for info, rows in self._groups((*seen, *apart)):
            ask = replace(ask_at(self._observed.known(info[: len(seen)]), minds, place, others), later=later)
            share, outcomes = len(rows) / len(self.runs), tuple(o for _, o in info[len(seen) :])
            found = questions.beliefs(ask, about, inner)
            atoms += [replace(a, weight=share * a.weight, jointly=a.jointly or outcomes) for a in found]
            means.append(Atom(share, mean_of(found)))
        ask = replace(ask_at(self.record, minds, place, others), later=later)
        return Found(ask, tuple(atoms), tuple(means), len(self.runs))

    def choice(self, decision: int) -> Chosen:
        """How the mind that takes a decision chooses."""
        fact = self.fork.model.facts[decision]
        assert fact.owner is not None
        ask = ask_at(self.record, (fact.owner,), fact.place)
        found = [
            (share, questions.choice_at(ask_at(self._observed.known(info), (fact.owner,), fact.place), decision))
            for share, info in self._infos(fact.owner, fact.place)
        ]
        policies = tuple(Atom(share, w.probabilities) for share, w in found)
        weighed = [(share, w.utilities) for share, w in found if w.utilities is not None]
        worths = _mean_worth(weighed) if len(weighed) == len(found) else None
        return Chosen(ask, mean_of(policies), worths, policies, len(self.runs))

    def predicted(self, minds: tuple[int, ...], place: int, decision: int) -> Chosen:
        """How a path of minds expects a decision to be taken."""
        owner = self.fork.model.facts[decision].owner
        assert owner is not None
        found = self.beliefs(minds, place, None, (decision,), (), (owner,))
        if len(minds) > 1:
            return Chosen(found.ask, mean_of(found.atoms), None, found.each, found.draws)
        weighed = [
            (share, questions.predicted_utilities(ask_at(self._observed.known(info), minds, place, (owner,)), decision))
            for share, info in self._infos(minds[0], place)
        ]
        known = [(share, utilities) for share, utilities in weighed if utilities is not None]
        worths = _mean_worth(known) if len(known) == len(weighed) else None
        return Chosen(found.ask, mean_of(found.atoms), worths, found.each, found.draws)

    def _infos(self, mind: int, place: int) -> list[tuple[float, Info]]:
        """What a mind may have observed before a place, and how likely that is."""
        seen = self._rows.seen(mind, place)
        self._run(seen)
        return [(len(rows) / len(self.runs), info) for info, rows in self._groups(seen)]

    # --- running ----------------------------------------------------------------------------------------------------

    def _run(self, facts: Iterable[int]) -> None:
        """Run some facts, and all that they hang on, in their order."""
        needed, todo = set(self._done), list(facts)
        while todo:
            fact = todo.pop()
            if fact not in needed:
                needed.add(fact)
                todo += self._before(self.fork.model.facts[fact])
        new = [self.fork.model.facts[f] for f in sorted(needed - self._done)]
        for first in range(0, len(self.runs), _TOGETHER):
            rows = np.arange(first, min(first + _TOGETHER, len(self.runs)))
            spend(len(new) * _DRAW)
            for item in new:
                self.runs[rows, item.index] = self._column(item, rows)
        self._done |= needed

    def _before(self, fact: Fact) -> tuple[int, ...]:
        """What must have been run before a fact."""
        if fact.index in self.fork.settled:
            return fact.menu.parents if fact.menu is not None and fact.index in self.fork.forced else ()
        return () if self._as_it_was(fact) else self._rows.hangs_on(fact)

    def _as_it_was(self, fact: Fact) -> bool:
        return fact.place < self.record.now and fact.index not in self.fork.rerun

    def _column(self, fact: Fact, rows: np.ndarray) -> np.ndarray:
        """The outcomes of a fact in some draws."""
        fork, index = self.fork, fact.index
        if index in fork.settled:
            self._refuse_unavailable(fact, rows)
            return np.full(len(rows), fork.settled[index])
        if index not in fork.rerun:
            return np.asarray(self.was[rows, index]) if self._as_it_was(fact) else self._anew(fact, rows)
        column: np.ndarray = self.was[rows, index]
        anew = ~self._agrees(fact, rows) if index in fork.bearing else np.ones(len(rows), dtype=bool)
        column[anew] = self._anew(fact, rows[anew])
        return column

    def _agrees(self, fact: Fact, rows: np.ndarray) -> np.ndarray:
        """In which of some draws the causes of a fact are what they were."""
        if fact.cause is Cause.DECISION:
            assert fact.owner is not None
            causes = [f for f in self._rows.seen(fact.owner, fact.place) if f in self.fork.moved]
        else:
            causes = list(fact.table.parents) if fact.table is not None else []
        same = np.asarray((self.was[rows][:, causes] == self.runs[rows][:, causes]).all(axis=1))
        if isinstance(fact.table, BeliefTable) and fact.cause is not Cause.DECISION:
            same[same] = self._same_answers(fact, rows[same])
        return same

    def _same_answers(self, fact: Fact, rows: np.ndarray) -> list[bool]:
        spend(len(rows) * _COMPARED)
        hangs_on = self._rows.hangs_on(fact)
        pairs = (([(f, int(run[r, f])) for f in hangs_on] for run in (self.was, self.runs)) for r in rows)
        return [len({digest(self._rows.answers(fact, tuple(info))) for info in pair}) == 1 for pair in pairs]

    def _refuse_unavailable(self, fact: Fact, rows: np.ndarray) -> None:
        if fact.menu is None or fact.index not in self.fork.forced:
            return
        columns = tuple(self.runs[rows, p] for p in fact.menu.parents)
        if not fact.menu.array[(*columns, self.fork.forced[fact.index])].all():
            raise off_the_menu(self.fork, fact.index)

    # --- rows -------------------------------------------------------------------------------------------------------

    def _anew(self, fact: Fact, rows: np.ndarray) -> np.ndarray:
        """Outcomes drawn from the table or policy of a fact, for some draws."""
        points = self._points(fact, rows)
        found = self._rows.whole_policy(fact) if fact.cause is Cause.DECISION and len(rows) else None
        if found is not None:
            ask, choice = found
            refuse_drawn(ask, choice.undefined, self.runs[rows])
            return drawn(rows_of(choice.factor, fact.index, self.runs[rows]), points)
        table = np.empty((len(rows), len(fact.outcomes)))
        for info, group in self._groups(self._rows.hangs_on(fact), rows):
            table[group] = self._rows.at(fact, info)
        return drawn(table, points)

    def _points(self, fact: Fact, rows: np.ndarray) -> np.ndarray:
        """Where in [0, 1) the draws of a fact fall: each draw has its own, whatever is run together with it."""
        if not len(rows):
            return np.empty(0)
        source = np.random.PCG64([*self._seed, fact.index])
        source.advance(int(rows[0]))
        points = np.random.Generator(source).random(int(rows[-1] - rows[0]) + 1)
        return np.asarray(points[rows - rows[0]])

    def _groups(self, facts: Sequence[int], rows: np.ndarray | None = None) -> Iterator[tuple[Info, np.ndarray]]:
        """The different joint outcomes of some facts among some draws, and which of these draws have each."""
        runs = self.runs if rows is None else self.runs[rows]
        kinds: dict[tuple[int, ...], list[int]] = {}
        for at, row in enumerate(runs[:, list(facts)].tolist()):
            kinds.setdefault(tuple(row), []).append(at)
        for cell, group in sorted(kinds.items()):
            yield tuple(zip(facts, cell, strict=True)), np.array(group)


def _mean_worth(weighed: Sequence[tuple[float, Floats]]) -> Floats:
    """Mean expected utilities over where an option is available; NaN for one that never is."""
    shares, utilities = np.array([s for s, _ in weighed])[:, None], np.array([u for _, u in weighed])
    there = ~np.isnan(utilities)
    total = (shares * there).sum(axis=0)
    sums = np.where(there, shares * np.where(there, utilities, 0.0), 0.0).sum(axis=0)
    return np.asarray(np.where(total > 0, sums / np.where(total > 0, total, 1.0), np.nan))
