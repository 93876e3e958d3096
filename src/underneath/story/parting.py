"""Parting: the told run of a story and a branch of it, as two records, and the answers of their twin network.

Steps: 1. what is set in the branch: the changes and, if acts are kept, every act told later; 2. what that may move
(`underneath.reason.forks`); 3. a record of what is certain in the branch, which goes on with that of the story up to
the change; 4. with `likeliest`, fact by fact, what was told and may have moved takes its likeliest outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from underneath.errors import ImpossibleEvidence
from underneath.model.facts import Cause
from underneath.model.measures import ROUNDING
from underneath.model.model import Model
from underneath.model.spread import Atom, mean_of
from underneath.model.tables import Floats, Table
from underneath.reason import branching
from underneath.reason.asking import Ask
from underneath.reason.forks import Fork, part
from underneath.reason.twins import Twins
from underneath.story.record import Record, ask_at


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """An answer in a branch: what may be believed there.

    Of a sampled branch, `draws` is how many, and `each` the distribution of what they came to (none for what happens
    itself: each draw is then certain).
    """

    ask: Ask
    atoms: tuple[Atom, ...]
    each: tuple[Atom, ...] = ()
    draws: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A policy in a branch, on average, with mean expected utilities; `each` and `draws` as above."""

    ask: Ask
    probabilities: Floats
    utilities: Floats | None
    each: tuple[Atom, ...] = ()
    draws: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Summed:
    """A branch whose histories are summed, all of them."""

    twins: Twins
    record: Record

    def happens(self, about: tuple[int, ...]) -> Found:
        """What happens in the branch."""
        return Found(self.twins.branch, (Atom(1.0, branching.happens(self.twins, about)),))

    def beliefs(
        self,
        minds: tuple[int, ...],
        place: int,
        later: int | None,
        about: tuple[int, ...],
        jointly: tuple[int, ...],
        others: tuple[int, ...] = (),
    ) -> Found:
        """What the last mind of a path may believe."""
        ask = replace(ask_at(self.record, minds, place, others), later=later)
        return Found(ask, branching.beliefs(self.twins, ask, about, jointly))

    def choice(self, decision: int) -> Chosen:
        """How the mind that takes a decision chooses."""
        fact = self.record.model.facts[decision]
        assert fact.owner is not None
        ask = ask_at(self.record, (fact.owner,), fact.place)
        return Chosen(ask, *branching.choice(self.twins, ask, decision))

    def predicted(self, minds: tuple[int, ...], place: int, decision: int) -> Chosen:
        """How a path of minds expects a decision to be taken."""
        owner = self.record.model.facts[decision].owner
        assert owner is not None
        found = self.beliefs(minds, place, None, (decision,), (), (owner,))
        utilities = branching.predicted_utilities(self.twins, found.ask, decision) if len(minds) == 1 else None
        return Chosen(found.ask, mean_of(found.atoms), utilities)


def summed(record: Record, fork: Fork, before: Record | None = None) -> Summed:
    """The twin network of a fork; `before` is a record of less that is certain in the same branch."""
    certain = certainly(record, fork, before)
    end = record.model.end
    return Summed(Twins(fork, ask_at(record, (), end), ask_at(certain, (), end)), certain)


def certainly(record: Record, fork: Fork, before: Record | None = None) -> Record:
    """The record of what is certain in a branch."""
    settled = fork.settled
    base = before or _origin(record, fork)
    return base.further({f: o for f, o in settled.items() if f not in base.told}, record.now)


def start_of(record: Record, fork: Fork) -> Record:
    """A record of the same world of which nothing has been told."""
    if not _strange(fork) or record.root.engine.strict:
        return record.untold()
    apart = Record.empty(record.model, record.limit)
    # A change may show somebody what no table allows: nothing else in such a world makes that worth checking.
    apart.root.engine.strict = True
    return apart


def _origin(record: Record, fork: Fork) -> Record:
    """The latest record of the story that holds in the branch too, so that what it has found out need not be again."""
    if _strange(fork) and not record.root.engine.strict:
        return start_of(record, fork)
    settled, part_of = fork.settled, record
    while part_of.before is not None and not part_of.told.items() <= settled.items():
        part_of = part_of.before
    return part_of if part_of.told.items() <= settled.items() else record.untold()


def _strange(fork: Fork) -> bool:
    """Whether something is set to what its table may exclude."""
    tables = [(fork.model.facts[f].table, o) for f, o in fork.forced.items() if fork.told.get(f) != o]
    return any(isinstance(table, Table) and bool((table.array[..., o] == 0).any()) for table, o in tables)


# --- how a branch goes on ---------------------------------------------------------------------------------------------


def acts_kept(model: Model, told: Mapping[int, int], changes: Mapping[int, int]) -> dict[int, int]:
    """The changes, and every act that was told after the first of them."""
    first = min(model.facts[f].place for f in changes)
    later = {f: o for f, o in told.items() if model.facts[f].cause is Cause.DECISION and model.facts[f].place > first}
    return {**later, **changes}


def likeliest(record: Record, changes: Mapping[int, int]) -> Summed:
    """The branch in which what was told and may come out differently takes its likeliest outcome, one by one."""
    chosen: dict[int, int] = {}
    branch = summed(record, part(record.model, record.told, changes))
    for fact in sorted(set(record.told) - set(changes)):
        if fact in branch.twins.fork.rerun:
            chances = branching.happens(branch.twins, (fact,))
            chosen[fact] = int(np.argmax(chances >= chances.max() - ROUNDING))
            fork = part(record.model, record.told, changes, chosen)
            branch = summed(record, fork, branch.record)
    return branch


def refuse_unavailable(branch: Summed) -> None:
    """Refuse a branch in which somebody would do what may not be on the menu.

    Raises:
        ImpossibleEvidence: Naming the decision, the option, and what its menu hangs on.
    """
    decision = branching.unavailable(branch.twins)
    if decision is not None:
        raise off_the_menu(branch.twins.fork, decision)


def off_the_menu(fork: Fork, decision: int) -> ImpossibleEvidence:
    """The error for a decision that is set to what may not be available."""
    fact = fork.model.facts[decision]
    assert fact.menu is not None
    causes = ", ".join(repr(fork.model.facts[p].name) for p in fact.menu.parents)
    kept = "is kept as told" if fork.told.get(decision) == fork.forced[decision] else "is set"
    return ImpossibleEvidence(
        f"what if: {fact.name!r} {kept}, to {fact.outcomes[fork.forced[decision]]!r}, which may not be available in"
        f" this branch (its menu hangs on {causes}); change that as well, or set {fact.name!r} to what is always on the"
        " menu"
    )
