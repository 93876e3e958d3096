"""Twin networks: the run that was told and a branch of it, in one sum of products.

Twin networks after Balke and Pearl (1994), for histories whose facts keep their outcome where their causes do.  What
was told fixes the told run, and so is evidence about all that both runs share, and about the luck of what is kept.

Steps: 1. the nodes of both runs (`network`); 2. those that bear on the question, first by what tables could name, so
that no needless policy is made, then by what they do name; 3. sum; 4. say where that needs what has no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import numpy as np

from underneath.core.budget import Budget
from underneath.core.factors import Factor
from underneath.core.sums import sum_product
from underneath.reason.asking import Ask
from underneath.reason.diagnosis import own_evidence, unanswerable
from underneath.reason.forks import Fork
from underneath.reason.network import Layout, Made, axis_name
from underneath.reason.relevance import reach


class Twins:
    """A fork, and the world in both of its runs.

    `told` and `branch` are questions to the world itself at its end, with what is certain in each run.
    """

    def __init__(self, fork: Fork, told: Ask, branch: Ask) -> None:
        """Lay out the network; nothing is computed."""
        self.fork, self.told, self.branch = fork, told, branch
        self.budget = Budget(told.where.engine.budget.limit, partial(axis_name, fork.model))
        self._nodes = Layout(fork, told, branch, self.budget).nodes
        self._made: dict[int, Made] = {}
        self._sound: set[int] = set()

    def law(self, facts: Iterable[int]) -> Factor:
        """P(facts in the branch), for facts that are not certain in it; axes as given, each once.

        Raises:
            EvidenceError: If a run of positive probability asks for something undefined.
            TooLarge: If no order of summation fits the limit.
        """
        keep = tuple(dict.fromkeys(facts))
        if not keep:
            return Factor((), np.float64(1.0))
        used = self._used(keep, lambda made: made.factor)
        for at in used:
            self._refuse_lost(at)
        joint = self._sum([self._make(at).factor for at in used], keep)
        total = joint.table.sum()
        if not total > 0:
            raise own_evidence(self.told)
        return Factor(keep, joint.table / total)

    def may_reach(self, mask: Factor) -> bool:
        """Whether the branch may come to where a mask over its facts is positive."""
        if not np.any(mask.table > 0):
            return False
        # What is undefined elsewhere is not thereby impossible.
        used = self._used(mask.axes, lambda made: made.patched)
        return bool(self._sum([*(self._make(at).patched for at in used), mask], ()).table > 0)

    def _sum(self, factors: Sequence[Factor], keep: tuple[int, ...]) -> Factor:
        return sum_product(factors, keep, self.budget, rescale=True)

    def _used(self, keep: Iterable[int], factor: Callable[[Made], Factor]) -> list[int]:
        """The nodes that bear on some axes."""
        wanted = set(keep)
        may = self._bearing(range(len(self._nodes)), wanted, lambda at: self._nodes[at].scope)
        return self._bearing(may, wanted, lambda at: factor(self._make(at)).axes)

    def _bearing(self, pool: Sequence[int], keep: set[int], scope: Callable[[int], Iterable[int]]) -> list[int]:
        """Of the causes of some axes and of the evidence, those that are connected to the axes."""
        wanted, links = set(keep), []
        for at in reversed(pool):
            own = self._nodes[at].own
            if own is None or own in wanted:
                links.append((at, frozenset(scope(at))))
                wanted |= links[-1][1]
        return sorted(reach(list(links), set(keep)))

    def _make(self, at: int) -> Made:
        if at not in self._made:
            self._made[at] = self._nodes[at].make()
        return self._made[at]

    def _refuse_lost(self, at: int) -> None:
        """Raise if a run of positive probability asks a node for what is undefined."""
        if at in self._sound:
            return
        for ask, item in self._make(at).lost:
            if self.may_reach(item.mask):
                raise unanswerable(ask, item.reason)
        self._sound.add(at)
