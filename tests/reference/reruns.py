"""What would have been: the histories that a head holds possible, run again with some acts set by hand.

A fact of the past whose causes come out as they did keeps its outcome; any other, and all that is to come, is drawn
from its table or policy as the head has it.  Only what the answer may hang on is run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from reference.enumerate import ALMOST_NONE, SHAKEN, Reference
from reference.heads import ACT, Head, Info
from reference.spec import DECISION, Asking
from reference.worths import Drawn

SAME = 1e-9  # answers of a mind that are this close are the same answer
Run = tuple[float, Info, Drawn]


@dataclass(frozen=True)
class Past:
    """What a head that knows `info` before place `at` holds possible, and how it goes on (`own`: as in `joint`)."""

    reference: Reference
    head: Head
    at: int
    info: Info
    own: str | float = ACT

    @cached_property
    def stage(self) -> int:
        """Which of the head's priors."""
        return self.reference.past(self.head, self.at, self.info)[0]

    def histories(self) -> Iterator[Run]:
        """All facts before the place, with the levels of others."""
        reference, (_, array) = self.reference, self.reference.past(self.head, self.at, self.info)
        others = self.reference.heads.others(self.head)
        axes = {f for f in range(reference.n) if reference.spec.place[f] < self.at} | {reference.n + m for m in others}
        for index, was, weight in reference.cells(array, axes, self.info):
            if weight > ALMOST_NONE or self.stage != SHAKEN:
                yield weight, was, {m: int(index[reference.n + m]) for m in others}

    def runs(self, forced: Info, targets: Iterable[int]) -> Iterator[Run]:
        """The histories of the facts on which `targets` hang, run again from the first forced fact on."""
        needed = sorted(self.needed(set(targets), forced))
        for weight, was, drawn in self.histories():
            yield from self.rerun((weight, was, drawn), forced, needed)

    def rerun(self, history: Run, forced: Info, needed: list[int]) -> list[Run]:
        """One history run again."""
        weight, was, drawn = history
        first = min(forced, default=len(was))
        runs = [(weight, {f: o for f, o in was.items() if f < first})]
        for fact in (f for f in needed if f >= min(first, len(was))):
            runs = [
                (w * p, {**run, fact: outcome})
                for w, run in runs
                for outcome, p in enumerate(self.next_row(fact, was, run, drawn, forced))
                if p > 0
            ]
        return [(w, run, drawn) for w, run in runs]

    def needed(self, targets: set[int], forced: Info) -> set[int]:
        """The facts on which some facts hang, where the forced ones are set."""
        found = targets | set(forced)
        for fact in reversed(range(self.reference.n)):
            if fact in found and fact not in forced:
                found |= self.reference.scope(self.head, fact, self.stage)
                # What is past may be kept, if all that its chooser saw came out as it did.
                found |= set(self.saw(fact) if self.kept(fact) else ())
        return found

    def kept(self, fact: int) -> bool:
        """Whether a fact may keep its outcome: the later ones are drawn."""
        return self.reference.spec.place[fact] < self.at

    def saw(self, fact: int) -> tuple[int, ...]:
        """What the chooser of a decision had observed."""
        spec, place = self.reference.spec.facts[fact], self.reference.spec.place[fact]
        return self.reference.spec.seen(spec.owner, place) if spec.cause == DECISION else ()

    # --- one fact of a run

    def next_row(self, fact: int, was: Info, run: Info, drawn: Drawn, forced: Info) -> np.ndarray:
        """How a fact comes out: as set, as it was, or as its table or policy has it."""
        size = len(self.reference.spec.facts[fact].outcomes)
        if fact in forced:
            return np.eye(size)[forced[fact]]
        if fact in was and self.same_causes(fact, was, run, drawn):
            return np.eye(size)[was[fact]]
        return self.row(fact, run, drawn)

    def row(self, fact: int, run: Info, drawn: Drawn) -> np.ndarray:
        """The table or policy of a fact, as the head has it."""
        reference, spec = self.reference, self.reference.spec.facts[fact]
        level = drawn.get(spec.owner, 0)
        if spec.cause == DECISION:
            return reference.read(self.head, fact, run, self.stage, level, self.own)
        return reference.heads.aware(self.head, fact, reference.row(self.head, fact, run, self.stage, level))

    def same_causes(self, fact: int, was: Info, run: Info, drawn: Drawn) -> bool:
        """Whether the causes of a fact came out as they did."""
        table = self.reading(fact, drawn)
        causes = {*self.saw(fact), *(table.parents if table else ())}
        if any(was[f] != run[f] for f in causes):
            return False
        if not isinstance(table, Asking):
            return True
        level = drawn.get(self.reference.spec.facts[fact].owner, 0)
        both = (self.reference.replies(self.head, fact, given, table, level) for given in (was, run))
        return all(abs(float(one) - float(other)) < SAME for one, other in zip(*both, strict=True))

    def reading(self, fact: int, drawn: Drawn) -> object:
        """The table by which the head reads a fact, if it reads it by one."""
        heads, spec = self.reference.heads, self.reference.spec.facts[fact]
        taken = heads.replaced(self.head, fact, self.stage) is not None and self.head.last not in (None, spec.owner)
        if spec.cause != DECISION or taken:
            return heads.table(self.head, fact, self.stage)
        inner = heads.child(self.head, spec.owner, self.reference.spec.place[fact], drawn.get(spec.owner, 0))
        return None if heads.plans(inner) else heads.table(inner, fact)


@dataclass(frozen=True)
class Reach:
    """What a head's owner can still get: `utility` of histories of `facts`, one's own choices as good as can be."""

    past: Past
    end: int
    utility: Callable[[Info, Drawn], float]

    def best(self, targets: Iterable[int]) -> float:
        """The mean of the utility, which hangs on `targets`, at one's best; choices from `end` on are policies."""
        before, needed = set(), self.past.needed(set(targets), {})
        while needed != before:
            before, seen = needed, {f for fact in needed if self.mine(fact) for f in self.past.saw(fact)}
            needed = self.past.needed(needed | seen, {})
        return self.climb(list(self.past.histories()), [f for f in sorted(needed) if not self.past.kept(f)])

    def mine(self, fact: int) -> bool:
        """Whether a fact is a choice that one is free to make as well as can be."""
        spec, place = self.past.reference.spec.facts[fact], self.past.reference.spec.place[fact]
        return spec.cause == DECISION and spec.owner == self.past.head.last and place < self.end

    def climb(self, pool: list[Run], facts: list[int]) -> float:
        """The best of a pool of histories that one cannot tell apart (the sum over it, not the mean)."""
        if not facts:
            return sum(weight * self.utility(run, drawn) for weight, run, drawn in pool)
        if self.mine(facts[0]):
            return sum(self.choose(same, facts) for same in self.told_apart(pool, facts[0]))
        return self.climb([further for history in pool for further in self.draw(history, facts[0])], facts[1:])

    def draw(self, history: Run, fact: int) -> list[Run]:
        """A history with one more fact."""
        weight, run, drawn = history
        row = self.past.row(fact, run, drawn)
        return [(weight * p, {**run, fact: outcome}, drawn) for outcome, p in enumerate(row) if p > 0]

    def choose(self, pool: list[Run], facts: list[int]) -> float:
        """The best option for a pool."""
        heads, fact = self.past.reference.heads, facts[0]
        free = np.flatnonzero(heads.options(self.past.head, fact, pool[0][1]))
        pools = ([(weight, {**run, fact: int(o)}, drawn) for weight, run, drawn in pool] for o in free)
        return max(self.climb(taken, facts[1:]) for taken in pools)

    def told_apart(self, pool: list[Run], fact: int) -> list[list[Run]]:
        """A pool by what one will know at a choice of one's own."""
        pools: dict[tuple[int, ...], list[Run]] = {}
        for history in pool:
            pools.setdefault(tuple(history[1][f] for f in self.past.saw(fact)), []).append(history)
        return list(pools.values())
