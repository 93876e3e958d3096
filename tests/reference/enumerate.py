"""Beliefs, policies and expected utilities by summing the full joint, as plainly as can be.

A head is a path of minds with a level and an awareness.  What a head holds is one array, with an axis for every fact
and one for the unknown level of every mind: the product of all tables and policies, cut down to what was observed.
Nothing is pruned before the time of the question; later facts enter when the answer depends on them (a choice on which
nothing depends is never asked).  A policy is asked one information set at a time, where the rest of the product is
positive.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from reference.heads import ACT, PLAN, Head, Heads, Info
from reference.spec import DECISION, Asking, Felt, ImageTerm, OutcomeTerm, Spec, Table, Term

Atoms = list[tuple[float, np.ndarray]]


class UndefinedError(Exception):
    """Something was asked that has no answer; it matters where the asking head holds the history possible."""


class ImpossibleError(UndefinedError):
    """A head met what it holds impossible."""


class NoOptionError(UndefinedError):
    """Every option is worth minus infinity."""


class UnseenHabitError(UndefinedError):
    """A mind cannot act by a habit that reads what it does not see."""


class BudgetError(Exception):
    """The budget of arrays is spent."""


SHAKEN, SHAKE, ALMOST_NONE = -1, 1e-20, 1e-13  # a stage of the priors, how much, and what that leaves out of account


def softmax(eu: np.ndarray, rationality: float, spread: float) -> np.ndarray:
    """Choice probabilities; an option worth minus infinity has none."""
    best = eu.max()
    if rationality == math.inf:
        weights = (eu >= best - 1e-9 * spread - 1e-12).astype(float)
    else:
        weights = np.array([0.0 if u == -math.inf else math.exp(rationality * (u - best)) for u in eu])
    return weights / weights.sum()


def remembered(method: Callable[..., Any]) -> Callable[..., Any]:
    """Compute once for the same arguments; an answer that is undefined is remembered too."""

    @functools.wraps(method)
    def ask(self: Reference, *arguments: Any) -> Any:
        key = (method, *(frozenset(a.items()) if isinstance(a, dict) else a for a in arguments))
        if key not in self.memo:
            try:
                self.memo[key] = method(self, *arguments)
            except UndefinedError as undefined:
                self.memo[key] = undefined
        if isinstance(self.memo[key], UndefinedError):
            raise self.memo[key]
        return self.memo[key]

    return ask


class Reference:
    """Answers about one world.

    What is undefined is an error, as soon as anything asks for it in a history of positive probability.  With `guess`
    it is answered instead, with all tables of the head shaken a very little, and `guessed` says so: an answer that
    every shaking leaves the same does not hang on it.
    """

    def __init__(self, spec: Spec, budget: int | None = None, guess: np.random.Generator | None = None) -> None:
        self.spec, self.heads = spec, Heads(spec)
        self.budget, self.spent = budget, 0
        self.guess, self.guessed = guess, False
        self.n = len(spec.facts)
        self.memo: dict[Any, Any] = {}

    def noise(self, head: Head, fact: int, error: UndefinedError) -> np.ndarray:
        """Some distribution over the outcomes of a fact, instead of an error."""
        if self.guess is None:
            raise error
        self.guessed = True
        ones = np.ones(len(self.spec.facts[fact].outcomes))
        return self.memo.setdefault(("noise", head, fact), self.guess.dirichlet(ones))

    # Tables and policies ---------------------------------------------------------------------------------------------

    def row(self, head: Head, fact: int, given: Info, stage: int, drawn: int = 0) -> np.ndarray:
        """One row of a table; the answers to its questions are asked of its owner, in this head."""
        table = self.heads.table(head, fact, stage)
        parents = [given[p] for p in table.parents]
        if isinstance(table, Table):
            return table.array[tuple(parents)]
        return table.rule(*parents, *self.replies(head, fact, given, table, drawn))

    def replies(self, head: Head, fact: int, given: Info, table: Asking, drawn: int = 0) -> list[float | bool]:
        """What the owner of a fact answers to the questions of its table, in a head."""
        from reference import feelings  # noqa: PLC0415  they are built on this

        owner, place = self.spec.facts[fact].owner, self.spec.place[fact]
        asker = self.heads.child(head, owner, place, drawn)
        info, answers = self.heads.own_info(asker, place, given), []
        for q in table.questions:
            if isinstance(q, Felt):
                answers.append(feelings.felt(self, asker, info, q, place))
            else:
                atoms = self.nested(asker, place, info, q.path[1:], (q.about,), place)
                answers.append(q.read(sum(w * belief for w, belief in atoms)))
        return answers

    def policy(self, head: Head, decision: int, given: Info, own: str | float = ACT) -> np.ndarray:
        """How the last mind of a head chooses, given what it knows (a habit that others read may be given more)."""
        free = self.heads.options(head, decision, given)
        if not self.heads.plans(head):
            unseen = set(self.heads.table(head, decision).parents) - set(given)
            row = self.noise(head, decision, UnseenHabitError()) if unseen else self.row(head, decision, given, 0)
            return self.habit(head, decision, row, free)
        eu = self.utilities(head, decision, self.heads.own_info(head, self.spec.place[decision], given), own)
        return self.respond(head, decision, free, eu, self.heads.rationality(head, decision, own))

    def habit(self, head: Head, decision: int, row: np.ndarray, free: np.ndarray) -> np.ndarray:
        """A habit over what is available."""
        kept = np.where(free, row, 0.0)
        if not kept.any():
            kept = free * self.noise(head, decision, NoOptionError())
        return kept / kept.sum()

    def respond(self, head: Head, decision: int, free: np.ndarray, eu: np.ndarray, rationality: float) -> np.ndarray:
        """Softmax over what is available, unless all of it is worth minus infinity."""
        if np.isneginf(eu[free]).all():
            return self.habit(head, decision, np.zeros(len(free)), free)
        policy = np.zeros(len(free))
        policy[free] = softmax(eu[free], rationality, self.heads.spread(head, decision))
        return policy

    @remembered
    def utilities(self, head: Head, decision: int, info: Info, own: str | float = ACT) -> np.ndarray:
        """Expected utilities of the options; those that are not available are worth minus infinity."""
        later, at = PLAN if isinstance(own, str) else own, self.spec.place[decision] + 1
        self.past(head, at - 1, info)
        eu = np.full(len(self.spec.facts[decision].outcomes), -math.inf)
        for option in np.flatnonzero(self.heads.options(head, decision, info)):
            given, eu[option] = {**info, decision: int(option)}, 0.0
            for term in self.heads.counted(head, decision):
                eu[option] += self.heads.discount(head, decision, term) * self.expected(head, term, at, given, later)
        return eu

    def read(self, head: Head, decision: int, given: Info, stage: int, drawn: int, own: str | float) -> np.ndarray:
        """A choice as a head reads it: one's own later one, another's policy, or what the head takes that to be."""
        owner, place = self.spec.facts[decision].owner, self.spec.place[decision]
        inner = self.heads.child(head, owner, place, drawn)
        free = self.heads.options(inner, decision, given)
        taken = head.last not in (None, owner) and self.heads.replaced(head, decision, stage) is not None
        if taken:
            policy = self.habit(head, decision, self.row(head, decision, given, stage, drawn), free)
        else:
            # Who acts is given what it has seen; who reads another's habit may know more.
            known = self.heads.own_info(inner, place, given) if head.last in (None, owner) else given
            policy = self.policy(inner, decision, known, own if owner == head.last else ACT)
        tremble = self.heads.trait(head, "tremble") or (0.0, 0.0)
        eu = None
        if tremble[1] > 0 and not taken and self.heads.plans(inner):
            known = self.heads.own_info(inner, place, given)
            eu = self.utilities(inner, decision, known, own if owner == head.last else ACT)
        return self.trembling(inner, decision, policy, free, eu, tremble)

    def trembling(
        self, inner: Head, decision: int, policy: np.ndarray, free: np.ndarray, eu: np.ndarray | None, tremble: tuple
    ) -> np.ndarray:
        """A policy with mistakes: uniform, or softmax where the options were weighed."""
        eps, rationality = tremble
        rational = rationality > 0 and eu is not None
        mistake = self.respond(inner, decision, free, eu, rationality) if rational else free / free.sum()
        return (1 - eps) * policy + eps * mistake

    # The joint -------------------------------------------------------------------------------------------------------

    def scope(self, head: Head, fact: int, stage: int) -> set[int]:
        """The facts that a table or a policy may read."""
        spec, place = self.spec.facts[fact], self.spec.place[fact]
        seen = set() if spec.owner is None else set(self.spec.seen(spec.owner, place))
        if spec.cause != DECISION:
            table = self.heads.table(head, fact, stage)
            return set(table.parents) | (seen if isinstance(table, Asking) else set())
        drawn = range(len(self.heads.levels(head, spec.owner, place)) if spec.owner != head.last else 1)
        inner = [self.heads.child(head, spec.owner, place, d) for d in drawn]
        tables = [self.heads.table(h, fact) for h in inner if not self.heads.plans(h)]
        if head.last not in (None, spec.owner) and self.heads.replaced(head, fact, stage) is not None:
            tables, inner = [self.heads.table(head, fact, stage)], []
        if any(self.heads.plans(h) for h in inner) or any(isinstance(t, Asking) for t in tables):
            return seen.union(*(t.parents for t in tables))
        return set(spec.menu.parents if spec.menu else ()).union(*(t.parents for t in tables))

    def left_out(self, head: Head, fact: int, at: int, info: Info, stage: int) -> bool:
        """Whether a past fact has no factor: one's own choice, or one that the reader knows all the causes of."""
        owner, place = self.spec.facts[fact].owner, self.spec.place[fact]
        if self.spec.facts[fact].cause != DECISION or head.last is None:
            return False
        if owner == head.last:
            return True
        bearing = set(self.spec.seen(owner, place)) | self.scope(head, fact, stage)
        in_doubt = len(self.heads.levels(head, owner, place)) > 1
        return fact in info and not in_doubt and bearing <= set(self.spec.seen(head.last, at))

    def spread_table(self, head: Head, fact: int, info: Info, stage: int) -> np.ndarray:
        """A table as an array over all axes, cut down to what is known."""
        table = self.heads.table(head, fact, stage)
        assert isinstance(table, Table)
        axes = (*table.parents, fact)
        array = self.shaken(head, fact, self.heads.aware(head, fact, table.array), stage)[
            tuple(info.get(f, slice(None)) for f in axes)
        ]
        free = [f for f in axes if f not in info]
        array = array.transpose(np.argsort(free))
        shape = np.ones(self.n + len(self.spec.minds), int)
        shape[sorted(free)] = array.shape
        return array.reshape(shape)

    def start(self, head: Head, at: int) -> np.ndarray:
        """The weights of the levels of others."""
        array = np.ones((1,) * (self.n + len(self.spec.minds)))
        for mind in self.heads.others(head) if head.last is not None else []:
            weights = [w for _, w in self.heads.levels(head, mind, at)]
            array = array * np.expand_dims(weights, [a for a in range(array.ndim) if a != self.n + mind])
        return array

    def cells(self, array: np.ndarray, axes: Iterable[int], info: Info) -> Iterator[tuple[tuple, Info, float]]:
        """The index, the outcomes of the facts, and the weight of every cell over some axes that has any."""
        axes = sorted(axes)
        total = array.sum(tuple(a for a in range(array.ndim) if a not in axes), keepdims=True)
        for index in zip(*np.nonzero(total), strict=True):
            given = {a: info[a] if a in info else int(index[a]) for a in axes if a < self.n}
            yield index, given, float(total[index])

    def multiply(
        self,
        head: Head,
        array: np.ndarray,
        facts: list[int],
        info: Info,
        stage: int,
        factor: Callable[[int, Info, int], np.ndarray],
    ) -> np.ndarray:
        """Multiply the factors of `facts` into an array: plain tables first, then what must be asked cell by cell."""
        plain = {f for f in facts if self.spec.facts[f].cause != DECISION}
        plain = {f for f in plain if isinstance(self.heads.table(head, f, stage), Table)}
        for f in sorted(plain):
            array = array * self.spread_table(head, f, info, stage)
        doubts = []
        for f in (f for f in facts if f not in plain):
            owner = self.n + self.spec.facts[f].owner
            axes = self.scope(head, f, stage) | {owner}
            shape = [array.shape[a] if a in axes else 1 for a in range(array.ndim)]
            doubt = np.zeros(shape, bool)
            shape[f] = 1 if f in info else len(self.spec.facts[f].outcomes)
            values = np.zeros(shape)
            for index, given, _ in self.cells(array, axes, info):
                where = (*index[:f], slice(None), *index[f + 1 :])
                try:
                    row = self.shaken(head, f, factor(f, given, index[owner]), stage)
                    values[where] = row[info[f]] if f in info else row
                except UndefinedError as undefined:
                    values[where], doubt[index] = 1.0, True
                    doubts.append((doubt, undefined))
            array = array * values
        for doubt, undefined in doubts:
            if (array * doubt).any():
                raise undefined
        return array

    def shaken(self, head: Head, fact: int, rows: np.ndarray, stage: int) -> np.ndarray:
        """Rows that exclude nothing, in a guess."""
        return rows if stage != SHAKEN else rows + SHAKE * self.noise(head, fact, ImpossibleError())

    @remembered
    def past(self, head: Head, at: int, info: Info) -> tuple[int, np.ndarray]:
        """The stage of the priors, and the joint of all facts before place `at`, given what the head knows."""
        self.spent += 1
        if self.budget is not None and self.spent > self.budget:
            raise BudgetError
        earlier = [f for f in range(self.n) if self.spec.place[f] < at]
        for stage in [*range(1 + len(self.heads.trait(head, "fallbacks") or ())), SHAKEN]:

            def factor(f: int, given: Info, drawn: int, stage: int = stage) -> np.ndarray:
                if self.spec.facts[f].cause != DECISION:
                    return self.heads.aware(head, f, self.row(head, f, given, stage, drawn))
                policy = self.read(head, f, given, stage, drawn, ACT)
                return self.cursed(head, f, info, policy) if f in info else policy

            if stage == SHAKEN and self.guess is None:
                raise ImpossibleError(head, at, info)
            before = [f for f in earlier if not self.left_out(head, f, at, info, stage)]
            array = self.multiply(head, self.start(head, at), before, info, stage, factor)
            if (total := array.sum()) > 0:
                return stage, array / total
        raise AssertionError

    def cursed(self, head: Head, fact: int, info: Info, policy: np.ndarray) -> np.ndarray:
        """A reading that takes an act, in part, for what it was expected to be."""
        chi = self.heads.trait(head, "chi") or 0.0
        if chi == 0:
            return policy
        heard = self.spec.known[head.path[-1]][fact]
        expected = self.distribution(head, heard, self.heads.own_info(head, heard, info), (fact,))
        return chi * expected + (1 - chi) * policy

    @remembered
    def joint(self, head: Head, at: int, info: Info, targets: frozenset[int], own: str | float = ACT) -> np.ndarray:
        """The joint of all facts before `at` and of those later ones that `targets` depend on.

        A later choice of one's own that `info` fixes is made whatever happens.
        """
        stage, array = self.past(head, at, info)
        needed, later = set(targets), []
        for f in reversed(range(self.n)):
            if f in needed and f not in info and self.spec.place[f] >= at:
                needed |= self.scope(head, f, stage)
                later.insert(0, f)

        def factor(f: int, given: Info, drawn: int) -> np.ndarray:
            if self.spec.facts[f].cause != DECISION:
                return self.heads.aware(head, f, self.row(head, f, given, stage, drawn))
            return self.read(head, f, given, stage, drawn, own)

        array = self.multiply(head, array, later, info, stage, factor)
        return array if stage != SHAKEN else np.where(array > ALMOST_NONE, array, 0.0)

    # Beliefs and utilities -------------------------------------------------------------------------------------------

    def distribution(self, head: Head, at: int, info: Info, about: tuple[int, ...]) -> np.ndarray:
        """The belief of a head about facts, as an array over their outcomes."""
        result = np.zeros([len(self.spec.facts[f].outcomes) for f in about])
        array = self.joint(head, at, info, frozenset(about))
        for _, given, weight in self.cells(array, set(about), info):
            result[tuple(given[f] for f in about)] += weight
        return result

    def inside(self, head: Head, mind: int, at: int, point: int, info: Info) -> Iterator[tuple[float, Head, Info]]:
        """What `mind` may know and be at place `point`, as a head that knows `info` before `at` has it."""
        seen = frozenset(self.spec.seen(mind, point))
        array = self.joint(head, at, info, seen)
        for index, given, weight in self.cells(array, seen | {self.n + mind}, info):
            yield weight, self.heads.child(head, mind, point, index[self.n + mind]), given

    def nested(
        self, head: Head, at: int, info: Info, path: tuple[int, ...], about: tuple[int, ...], point: int
    ) -> Atoms:
        """The distribution over the beliefs, at place `point`, of the last mind of a path that goes on from a head."""
        path = tuple(m for m, before in zip(path, (head.last, *path), strict=False) if m != before)
        if not path:
            return [(1.0, self.distribution(head, at, info, about))]
        return [
            (weight * w, belief)
            for weight, inner, given in self.inside(head, path[0], at, point, info)
            for w, belief in self.nested(inner, point, given, path[1:], about, point)
        ]

    def expected(self, head: Head, term: Term, at: int, info: Info, own: str | float) -> float:
        """The mean of a term."""
        if not isinstance(term, OutcomeTerm | ImageTerm):
            from reference import acting  # noqa: PLC0415  it is built on this

            return acting.expected(self, head, term, at, info, own)
        if isinstance(term, OutcomeTerm):
            array = self.joint(head, at, info, frozenset(term.facts), own)
            cells = self.cells(array, term.facts, info)
            return sum(weight * float(term.array[tuple(given[f] for f in term.facts)]) for _, given, weight in cells)
        mind, point = term.audience[0], self.spec.point(term)
        axes = frozenset((*term.facts, *self.spec.seen(mind, point)))
        array, total = self.joint(head, at, info, axes, own), 0.0
        for index, given, weight in self.cells(array, axes | {self.n + mind}, info):
            audience = self.heads.child(head, mind, point, index[self.n + mind])
            known = self.heads.own_info(audience, point, given)
            total += weight * term.worth(self.image(audience, term, point, known), *(given[f] for f in term.facts))
        return total

    @remembered
    def image(self, audience: Head, term: ImageTerm, point: int, known: Info) -> np.ndarray | Atoms:
        """The belief that an image term hangs on: flat, or with weights."""
        atoms = self.nested(audience, point, known, term.audience[1:], term.about, point)
        return atoms[0][1].ravel() if len(term.audience) == 1 else [(w, belief.ravel()) for w, belief in atoms]
