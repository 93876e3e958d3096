"""Declarations: one function for each kind of thing that a world is told; it puts an item into the draft."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from underneath.errors import BadNumber, BadOrder, BadTable, UnknownName
from underneath.model.amounts import READERS, read_delta, read_level, read_rationality
from underneath.model.draft import Draft
from underneath.model.facts import Cause, Fact, Growth, LevelChange, Outcome, Reveal, repeated
from underneath.model.faults import listed
from underneath.model.handles import FactLike, FactRef, Mind, MindLike, Seen, facts_of
from underneath.model.menus import read_menu
from underneath.model.minds import Traits
from underneath.model.naming import is_word, new_mind, new_name, new_scene
from underneath.model.reading import read_table, uniform_table
from underneath.model.scope import Scope
from underneath.model.spoken import Parent, TableOf
from underneath.model.tables import AnyTable

NOTHING = Traits(level=2, rationality=1.0, horizon=0, discount=1.0, chi=0.0, terms=())
"""A mind of which nothing was said."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a fact; `noun` is what faults call it, `table` is None for a decision without a habit."""

    noun: str
    name: str
    outcomes: Any
    cause: Cause
    table: TableOf | None
    by: MindLike | None = None
    seen_by: Seen = ()
    available: Mapping[Any, Any] | None = None
    state: str | None = None
    version: int = 0

    @property
    def who(self) -> str:
        """The fact in a fault's words."""
        return f"{self.noun} {self.name!r}"


def declare_mind(draft: Draft, name: str, said: Mapping[str, Any]) -> Mind:
    """Take in a mind and its traits; those that are None keep their defaults."""
    where = f"mind {name!r}"
    fresh = draft.attempt(where, lambda: new_mind(draft.scope, name), False)
    traits = replace(NOTHING, **read_traits(draft, where, said))
    if fresh:
        draft.scope.minds.append(name)
        draft.traits.append(traits)
    elif is_word(name) and name not in draft.scope.minds:
        draft.scope.spoiled_minds.add(name)
    return Mind(name)


def read_traits(draft: Draft, where: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers said of a mind, each checked by itself."""
    read = {
        name: draft.attempt(where, partial(READERS[name], value, where), None)
        for name, value in said.items()
        if value is not None
    }
    return {name: value for name, value in read.items() if value is not None}


def declare_fact(draft: Draft, said: Said) -> FactRef:
    """Take in a fact; one that is at fault stands in, so that what hangs on it can be read."""
    where, before = said.who, draft.failures
    if draft.attempt(where, lambda: new_name(draft, said.state if said.version == 0 else None, said.name), False):
        outcomes = draft.attempt(where, lambda: read_outcomes(said.outcomes, where), ())
        if outcomes:
            fact = _bare_fact(draft, said, outcomes)
            table = draft.attempt(where, lambda: _table(said, fact, draft.scope), uniform_table(outcomes))
            menu = draft.attempt(where, lambda: read_menu(said.available or {}, fact, draft.scope, where), None)
            draft.add(replace(fact, table=table, menu=menu))
            if draft.failures > before:
                draft.broken.add(fact.index)
        else:
            draft.scope.spoiled.update({said.name} if said.state is None else {said.name, said.state})
    return FactRef(said.name)


def _bare_fact(draft: Draft, said: Said, outcomes: tuple[Outcome, ...]) -> Fact:
    scope, by, who = draft.scope, said.by, said.who
    owner = None
    if by is not None or said.cause is not Cause.CHANCE:
        owner = draft.attempt(who, lambda: _owner(scope, by, who), None)
    observers = draft.attempt(who, lambda: scope.seen(said.seen_by, who), frozenset())
    own = frozenset() if owner is None else frozenset({owner})
    index, place, scene = len(scope.facts), len(draft.items), len(draft.scenes) - 1
    return Fact(
        index,
        said.name,
        outcomes,
        said.cause,
        place,
        scene,
        owner,
        observers | own,
        state=said.state,
        version=said.version,
    )


def _owner(scope: Scope, by: MindLike | None, who: str) -> int:
    if by is None:
        raise UnknownName(f"{who}: by is None; the mind that it belongs to was due (minds: {listed(scope.minds)}).")
    return scope.mind(by, who)


def _table(said: Said, fact: Fact, scope: Scope) -> AnyTable | None:
    spec = said.table
    if isinstance(said.outcomes, Mapping) and fact.cause is not Cause.DECISION:
        if spec is not None and (spec.p, spec.value, spec.given) != (None, None, None):
            raise BadTable(
                f"{said.who} has a prior and a table. Give the outcomes as a list, or leave p=, value=, given= out."
            )
        spec = TableOf(dict(said.outcomes))
    return None if spec is None else read_table(spec, fact, scope, said.who)


def read_outcomes(said: Any, who: str) -> tuple[Outcome, ...]:
    """The outcomes of a fact: at least one, no two alike, each a word or a number."""
    if isinstance(said, Set):
        raise BadTable(f"{who}: outcomes came as the set {said!r}, which has no order; a list was due.")
    if isinstance(said, str) or not isinstance(said, (Iterable, np.ndarray)):
        raise BadTable(f"{who}: outcomes {said!r} came; a list of at least one outcome was due.")
    outcomes = tuple(label.item() if isinstance(label, np.generic) else label for label in said)
    if not outcomes:
        raise BadTable(f"{who} has no outcomes; at least one is needed.")
    named: dict[Outcome, Outcome] = {}
    for label in outcomes:
        if not isinstance(label, (str, int, float)) or (isinstance(label, float) and math.isnan(label)):
            raise BadTable(f"{who}: outcome {label!r} came; outcomes are words or numbers.")
        if label in named:
            raise BadTable(f"{who}: {repeated(label, named[label])}. Name each outcome once.")
        named[label] = label
    return outcomes


def declare_habit_of_all(draft: Draft, habit: object) -> None:
    """Take in what decisions without a habit of their own do at level 0."""
    where = f"world {draft.name!r}"
    draft.uniform_habit = draft.attempt(where, lambda: _is_uniform(habit, where), False)


def _is_uniform(habit: object, who: str) -> bool:
    if habit not in (None, "uniform"):
        text = f"{who}: habit is {habit!r}; allowed are None and 'uniform'"
        raise BadTable(f"{text}. Other habits belong to their decisions.")
    return habit is not None


def declare_habit(draft: Draft, habit: Any, given: tuple[Parent, ...] | None, who: str) -> TableOf | None:
    """A decision's habit: its own, else the one asked for for the whole world."""
    if habit is None:
        draft.attempt(who, lambda: _refuse_given(given, who), None)
        return TableOf(p="uniform") if draft.uniform_habit else None
    spec = habit if isinstance(habit, TableOf) else TableOf(p=habit)
    return spec if given is None else replace(spec, given=given)


def _refuse_given(given: object, who: str) -> None:
    if given is not None:
        raise BadTable(f"{who} has given= and no habit=; given names what a habit reads.")


def declare_rationality(draft: Draft, decision: FactRef, value: float) -> None:
    """A rationality for one decision of its owner."""
    where = f"decision {decision.name!r}"
    rationality = draft.attempt(where, lambda: read_rationality(value, where), None)
    if rationality is not None and decision.name not in draft.scope.spoiled:
        fact = draft.scope.fact(decision, where)
        if fact.owner is not None:
            traits = draft.traits[fact.owner]
            at = {**traits.rationality_at, fact.index: rationality}
            draft.traits[fact.owner] = replace(traits, rationality_at=at)


def declare_state(draft: Draft, name: str, outcomes: Any, table: TableOf, seen_by: Seen) -> FactRef:
    """Take in the first version of a state."""
    first = f"{name}@0" if is_word(name) else name
    return declare_fact(draft, Said("state", first, outcomes, Cause.CHANCE, table, None, seen_by, state=name))


def declare_change(draft: Draft, state: FactLike, table: TableOf, seen_by: Seen) -> FactRef:
    """Take in a new version of a state."""
    name = state.name if isinstance(state, FactRef) else state
    where = f"change of {name!r}"
    newest = draft.attempt(where, lambda: _newest(draft.scope, state, where), None)
    if newest is None or newest.state is None:
        return FactRef(name)
    version = newest.version + 1
    said = Said(
        "state",
        f"{newest.state}@{version}",
        newest.outcomes,
        Cause.CHANCE,
        table,
        None,
        seen_by,
        None,
        newest.state,
        version,
    )
    return declare_fact(draft, said)


def declare_reveal(draft: Draft, facts: FactLike | Iterable[FactLike], to: Seen) -> None:
    """Take in that further minds come to know earlier facts."""
    refs = facts_of(facts)
    where = f"reveal of {', '.join(repr(str(ref)) for ref in refs)}"
    minds = draft.attempt(where, lambda: draft.scope.seen(to, where), None)
    found = draft.attempt(where, lambda: tuple(draft.scope.fact(ref, where).index for ref in refs), None)
    if minds is not None and found is not None:
        draft.add(Reveal(len(draft.items), found, minds))


def declare_level(draft: Draft, mind: MindLike, level: int) -> None:
    """Take in that a mind reasons at another level from here on."""
    where = f"set_level of {str(mind)!r}"
    index = draft.attempt(where, lambda: draft.scope.mind(mind, where), None)
    read = draft.attempt(where, lambda: read_level(level, where), None)
    if index is not None and read is not None:
        draft.add(LevelChange(len(draft.items), index, read))


def declare_growth(
    draft: Draft, mind: MindLike, fact: FactLike, outcome: Outcome, delta: float | None, seen_by: Seen
) -> None:
    """Take in that an outcome enters a mind's head."""
    where = f"grow of {str(mind)!r}"
    place = len(draft.items)
    late = draft.late(where, lambda: _growth(draft.scope, place, mind, fact, outcome, delta, seen_by, where))
    if late is not None and late.value is None:
        # An option may come to mind before the decision is declared: its place is kept.
        draft.growing[place] = late
        draft.add(Reveal(place, (), frozenset()))
    elif late is not None and late.value is not None:
        draft.add(late.value)


def _growth(
    scope: Scope,
    place: int,
    mind: MindLike,
    ref: FactLike,
    outcome: Outcome,
    delta: float | None,
    seen_by: Seen,
    who: str,
) -> Growth:
    index, fact = scope.mind(mind, who), scope.fact(ref, who)
    position, observers = scope.outcome(fact, outcome, who), scope.seen(seen_by, who)
    option = fact.cause is Cause.DECISION
    if option and delta is not None:
        raise BadNumber(f"{who}: delta is {delta!r} for {fact.name!r}, a decision; an option needs no delta.")
    if not option and delta is None:
        raise BadNumber(f"{who}: no delta came for {outcome!r} of {fact.name!r}. Say how much the new outcome gets.")
    mass = None if delta is None else read_delta(delta, who)
    return Growth(place, index, fact.index, position, mass, observers | {index})


def declare_scene(draft: Draft, name: str) -> None:
    """Start a scene."""
    where = f"scene {name!r}"
    if draft.attempt(where, lambda: new_scene(draft, name), False):
        if draft.scenes == [("", 0)] and not draft.items:
            draft.scenes.clear()
        draft.scenes.append((name, len(draft.items)))


def _newest(scope: Scope, state: FactLike, who: str) -> Fact:
    fact = scope.fact(state, who)
    if fact.state is None:
        raise BadOrder(f"{who}: {fact.name!r} is no state, so it has no further version. Declare it with w.state(...).")
    return scope.fact(fact.state, who)
