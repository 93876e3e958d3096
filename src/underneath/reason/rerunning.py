"""What would have come of another act: history run again inside a head, from that act on.

As in a branch of a story (`underneath.reason.network`), a fact whose causes come out as they did keeps its outcome and
any other is drawn anew; but here it is a mind that reckons, with its own tables and its own idea of the others, and
what it has observed are axes, not outcomes.  So one sum serves every option of the act and every information set.

Steps: 1. which later facts may come out otherwise; 2. for those that the amount hangs on, a factor each: as it was
where the causes agree, else drawn anew; 3. the mind's belief about the run that was; 4. sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from underneath.core.factors import Factor, multiply, union
from underneath.core.sums import sum_product
from underneath.model.facts import Cause, Fact
from underneath.model.tables import AnyTable, BeliefTable
from underneath.reason.agreement import ALWAYS, Numbering, equal, kept, link, no
from underneath.reason.levels import branches, owner_of
from underneath.reason.possibility import any_of, by_axes, patched
from underneath.reason.readings import planned_reading
from underneath.reason.relevance import potential
from underneath.reason.results import PLAIN, Posterior, Reading, Undefined
from underneath.reason.slices import Slice, level_axis, link_axis, rerun_axis, shadow
from underneath.reason.stakes import Amount, settled
from underneath.reason.tasks import Work, need
from underneath.reason.values import Entry, Kind, grouped

_SOMEBODY = -1


def had_been(
    where: Slice,
    head: int,
    place: int,
    acts: tuple[int, ...],
    amount: Amount,
    planning: bool = False,
    kept: frozenset[int] = frozenset(),
) -> Work:
    """The mean of an amount at a place, had some acts been set.

    Args:
        where: A slice that starts at or before `place`.
        head: Whose belief it is.
        place: When it is held.
        acts: Decisions, past or future, by number.
        amount: What is averaged; made where what may come out otherwise is open (`opened`).
        planning: Whether one's own later acts are those of a plan (at one's foresight) rather than one's policy.
        kept: Hidden facts that are not averaged out: the mean is then weighed by how likely each of their outcomes is.

    Returns:
        A factor over what was observed, and the axis `rerun_axis(act)` of each act on which the amount hangs.
    """
    parts: list[tuple[Kind, Factor]] = []
    lost: list[Undefined] = []
    for variant, weight in (yield from need(where, "selected", head, place, None)):
        run = _Rerun(where, variant, place, acts, planning, _last(amount, acts), kept)
        where.engine.allow({a for e in amount.entries for a in e.factor.axes if a in where.seen(head, place)})
        for entry in grouped(run.moved_entries(amount), where.seen(head, place)):
            factor, unsure = yield from run.mean(entry)
            parts.append((entry.kind, factor if weight is None else multiply(factor, weight)))
            lost += unsure if weight is None else [Undefined(multiply(u.mask, weight), u.reason) for u in unsure]
            if entry.kind is Kind.UNDEFINED and entry.reason is not None:
                lost.append(Undefined(parts[-1][1], entry.reason))
    return Posterior(settled(parts, amount.sign), tuple(u for u in lost if np.any(u.mask.table > 0)))


def opened(where: Slice, acts: Iterable[int]) -> Slice:
    """The slice in which nothing is known yet from the first of some acts on."""
    return where.at(min(where.model.facts[a].place for a in acts))


def _last(amount: Amount, acts: tuple[int, ...]) -> int:
    """The last fact that an amount hangs on."""
    return max((a for e in amount.entries for a in e.factor.axes if a >= 0), default=max(acts))


@dataclass(slots=True)
class _Node:
    """P(axis | other axes) in the run that would have been, or a link of agreement."""

    axis: int
    factor: Factor
    patched: Factor
    lost: tuple[Undefined, ...] = ()


@dataclass(slots=True, repr=False)
class _Rerun:
    """A history of a head, run again from the first of some acts on."""

    where: Slice
    head: int
    place: int
    acts: tuple[int, ...]
    planning: bool
    last: int
    kept: frozenset[int]
    open: Slice = field(init=False)
    moved: set[int] = field(init=False)
    nodes: dict[int, _Node] = field(default_factory=dict)
    links: dict[tuple[object, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find what may come out otherwise."""
        self.open = opened(self.where, self.acts)
        self.moved = set(self.acts)
        for index in range(min(self.acts), self.last + 1):
            if index not in self.moved and not self.causes(index).isdisjoint(self.moved):
                self.moved.add(index)

    # --- causes -----------------------------------------------------------------------------------------------------

    def causes(self, index: int) -> set[int]:
        """What a fact keeps its outcome by: all that who chooses it has observed, and what its table may name."""
        fact, table = self.where.model.facts[index], self.table(index)
        if fact.cause is Cause.DECISION:
            named = {a for a in potential(self.open, self.head, index) if 0 <= a != index}
        else:
            named = set(table.parents) if table is not None else set()
        asks = fact.cause is Cause.DECISION or isinstance(table, BeliefTable)
        return named | (self.where.all_known(owner_of(self.where, index), fact.place) if asks else frozenset())

    def table(self, index: int) -> AnyTable | None:
        """The table of chance or a sign in this head."""
        return self.where.heads.table(self.head, index)

    def axis(self, index: int) -> int:
        """The axis of a fact in the run that would have been."""
        return rerun_axis(index) if index in self.moved else index

    def renamed(self, factor: Factor) -> Factor:
        """A factor about the run that would have been."""
        return Factor(tuple(self.axis(a) if a >= 0 else a for a in factor.axes), factor.table)

    def moved_entries(self, amount: Amount) -> list[Entry]:
        """The addends of an amount, about the run that would have been."""
        return [Entry(e.kind, self.renamed(e.factor), e.reason) for e in amount.entries]

    # --- nodes ------------------------------------------------------------------------------------------------------

    def mean(self, entry: Entry) -> Work:
        """The mean of one addend, and where it has no answer."""
        used = yield from self._used(entry.factor.axes)
        found, unsure = yield from self._sum([*(n.factor for n in used), entry.factor])
        for group in by_axes([u for n in used for u in n.lost]):
            # What is undefined may hang on facts that the amount itself does not need.
            unsure += yield from self._lost(any_of(group))
        return found, unsure

    def _sum(self, factors: Sequence[Factor]) -> Work:
        """Factors of the run that would have been, summed under the belief about the run that was."""
        parts = [self.where.cut(f) for f in factors]
        known = self.where.seen(self.head, self.place)
        hidden = tuple(sorted({a for a in union(parts) if is_actual(a) and a not in known} | self.kept))
        belief: Posterior = yield from need(self.where, "posterior", self.head, self.place, hidden, None)
        parts.append(belief.factor)
        free = {rerun_axis(a) for a in self.acts}
        keep = tuple(a for a in union(parts) if a in known or a in free or a in self.kept)
        return sum_product(parts, keep, self.where.engine.budget), list(belief.undefined)

    def _lost(self, item: Undefined) -> Work:
        """Where the run that would have been asks for what has no answer."""
        if not np.any(item.mask.table > 0):
            return []
        used = yield from self._used(item.mask.axes)
        mass, unsure = yield from self._sum([*(n.patched for n in used), item.mask])
        return [Undefined(mass, item.reason), *unsure]

    def _used(self, axes: Iterable[int]) -> Work:
        """The nodes that some axes hang on, made from the last back."""
        wanted, used = [a for a in axes if self._has_node(a)], {}
        while wanted:
            axis = wanted.pop()
            if axis not in used:
                used[axis] = yield from self._node(axis)
                wanted += [a for a in used[axis].factor.axes if self._has_node(a)]
        return [used[a] for a in sorted(used)]

    def _has_node(self, axis: int) -> bool:
        return axis <= rerun_axis(0) and axis not in {rerun_axis(a) for a in self.acts}

    def _node(self, axis: int) -> Work:
        if axis not in self.nodes:
            self.nodes[axis] = yield from self._fact_node(rerun_axis(0) - axis)
        return self.nodes[axis]

    def _fact_node(self, index: int) -> Work:
        """A fact that may come out otherwise: as it was where its causes agree, else drawn anew."""
        fact = self.where.model.facts[index]
        found: Reading = yield from self._reading(fact)
        anew = Reading(
            self.renamed(found.factor), tuple(Undefined(self.renamed(u.mask), u.reason) for u in found.undefined)
        )
        whole = patched(anew.factor, anew.undefined)
        if fact.place >= self.place:
            return _Node(self.axis(index), anew.factor, whole, anew.undefined)
        same = yield from self._same(fact)
        as_told = equal(self.positions(index, index), self.positions(index, self.axis(index)))
        lost = tuple(Undefined(multiply(u.mask, no(same)), u.reason) for u in anew.undefined)
        return _Node(self.axis(index), kept(same, as_told, anew.factor), kept(same, as_told, whole), lost)

    def _reading(self, fact: Fact) -> Work:
        if self.planning and fact.cause is Cause.DECISION and fact.owner == self.where.heads[self.head].owner:
            return (yield from planned_reading(self.open, self.head, fact.index, PLAIN))
        return (yield from need(self.open, "reading", self.head, fact.index))

    def positions(self, index: int, axis: int) -> Factor:
        """The positions of a fact's outcomes along an axis."""
        return Factor((axis,), np.arange(self.where.model.sizes[index]))

    # --- agreement --------------------------------------------------------------------------------------------------

    def _same(self, fact: Fact) -> Work:
        """The axis of whether the causes of a fact agree in both runs."""
        causes = sorted(self.causes(fact.index) & self.moved)
        if fact.cause is Cause.DECISION:
            return self._linked(causes)
        table = self.table(fact.index)
        assert table is not None
        same = self._linked(sorted(set(table.parents) & self.moved))
        if isinstance(table, BeliefTable):
            same = yield from self._agreeing_answers(same, fact, table)
        return same

    def _linked(self, causes: Sequence[int]) -> int:
        """A chain of agreements, one cause after the other."""
        same = ALWAYS
        for count, cause in enumerate(causes, start=1):
            key = tuple(causes[:count])
            if key not in self.links:
                agreeing = equal(self.positions(cause, cause), self.positions(cause, self.axis(cause)))
                self._link(key, same, agreeing)
            same = self.links[key]
        return same

    def _link(self, key: tuple[object, ...], before: int, agreeing: Factor) -> int:
        axis = self.links[key] = link_axis(len(self.links) + 1)
        chained = link(before, agreeing, axis)
        self.nodes[axis] = _Node(axis, chained, chained)
        return axis

    def _agreeing_answers(self, before: int, fact: Fact, table: BeliefTable) -> Work:
        """One link more: the owner of a sign gives the same answers to the questions of its table."""
        key = ("answers", fact.index)
        if key in self.links:
            return self.links[key]
        owner, place = owner_of(self.where, fact.index), fact.place
        own = owner == self.where.heads[self.head].owner
        source = self.open.at(place) if own else self.open.of(_SOMEBODY, place)
        found, numbering = [], Numbering(len(table.parents))
        for level, child in branches(self.where, self.head, owner, place):
            answers: Reading = yield from need(source, "belief_answers", child, fact.index, table)
            numbers = self.open.cut(numbering.of(answers.factor))
            found.append((level, equal(numbers, self.renamed(numbers))))
        return self._link(key, before, _stacked(owner, found))


def _stacked(mind: int, found: Sequence[tuple[int | None, Factor]]) -> Factor:
    """Agreement at each level that a mind may have."""
    if found[0][0] is None:
        return found[0][1]
    axes = union(f for _, f in found)
    shape = {a: n for _, f in found for a, n in zip(f.axes, f.table.shape, strict=True)}
    whole = Factor(axes, np.ones(tuple(shape[a] for a in axes)))
    return Factor((level_axis(mind), *axes), np.stack([multiply(whole, f).table for _, f in found]))


def is_actual(axis: int) -> bool:
    """Whether an axis is a fact of the run that was, or a level."""
    return axis > shadow(0)


def availability(where: Slice, head: int, decision: int) -> Factor:
    """Which options of an act were on the menu, along the axis of the act that is set."""
    parents, array = where.heads.available(head, decision)
    return where.cut(Factor((*parents, rerun_axis(decision)), np.asarray(array, dtype=float)))
