"""Acts: what people choose."""

from __future__ import annotations

import math
from dataclasses import replace

from underneath.files.building import Building
from underneath.files.compiling import read_condition, read_spec
from underneath.files.events import MOST_NUMBERS
from underneath.files.facts import enter, finish, is_new, labels_of, read_labels
from underneath.files.happenings import change, state_of
from underneath.files.people import number_of
from underneath.files.presence import Cast, Stage, observers
from underneath.files.problems import Said
from underneath.files.staging import actor_of, cast_of
from underneath.files.wants import read_terms
from underneath.model import declaring
from underneath.model.amounts import read_rationality
from underneath.model.facts import Cause, Fact, Outcome
from underneath.model.spoken import TableOf, When


def read_act(building: Building, said: Said, stage: Stage) -> None:
    """A decision: its menu, what it hangs on, and what follows from it at once."""
    name = said.data["act"]
    if not is_new(building, name, said, "act"):
        return
    cast = cast_of(building, said, stage)
    by = actor_of(building, said, cast) if _has(building, said, "by") else None
    options = _menu(building, said)
    fact = None if by is None or cast is None or not options else _declare(building, said, options, by, cast)
    if fact is None or cast is None:
        building.spoil(name, said)
        return
    finish(building, said, "act", fact)
    _rationality(building, said, fact)
    _changes(building, said, cast)
    building.after.append(lambda: _wants(building, said, cast, fact))


def _has(building: Building, said: Said, key: str) -> bool:
    """Whether an act has what it needs, of its own or from its template."""
    if key not in said.data:
        building.complain("U202", said, f"{building.who(said.way)} lacks the key {key!r}.", key=True)
    return key in said.data


def _menu(building: Building, said: Said) -> tuple[Outcome, ...]:
    if not _has(building, said, "menu"):
        return ()
    part = said.at("menu")
    found = read_labels(building, part)
    return labels_of(part.data) if found is None else found[0]


def _declare(building: Building, said: Said, options: tuple[Outcome, ...], by: str, cast: Cast) -> Fact | None:
    name = str(said.data["act"])
    building.begin(name, by)
    before = len(building.problems.found)
    habit, available = _habit(building, said, options), _available(building, said, options)
    if not _fits(building, said, len(options), habit, available):
        habit, available = None, {}
    broken = len(building.problems.found) > before
    seen_by = observers(building, building.part(said, "seen_by"), cast, cast.beside, building.has(said, "told"))
    item = declaring.Said("decision", name, options, Cause.DECISION, habit, by, seen_by, available)
    return enter(building, said, name, item, broken)


def _habit(building: Building, said: Said, options: tuple[Outcome, ...]) -> TableOf | None:
    """The act's own habit, or the one of the whole file."""
    part = building.part(said, "habit")
    if part is None:
        return TableOf(p="uniform") if building.draft.uniform_habit else None
    return building.read(part, lambda names, problems: read_spec(part, options, names, problems))


def _available(building: Building, said: Said, options: tuple[Outcome, ...]) -> dict[Outcome, When]:
    """Conditions under which options are there."""
    found = {}
    for key, condition in building.parts(said, "available"):
        option = building.label(Said(key, condition.way), options, str(said.data["act"]), key=True)
        when = _condition(building, condition)
        if option is not None and when is not None:
            found[option] = when
    return found


def _fits(building: Building, said: Said, count: int, habit: TableOf | None, available: dict[Outcome, When]) -> bool:
    """Whether menu and habit can be tabled together: the conditions of all options make one table."""
    read = [name for when in available.values() for name in when.given]
    read += [] if habit is None or not available else [name for name in habit.given or () if isinstance(name, str)]
    facts = {building.draft.scope.fact(str(name), "") for name in read}
    size = count * math.prod(len(fact.outcomes) for fact in facts)
    if size > MOST_NUMBERS:
        text = f"{building.who(said.way)}: menu and habit hang on {len(facts)} facts, {size:,} cells in all; at most"
        hint = "Let them hang on fewer facts, or put a fact in between that sums up some of them."
        building.complain("U409", (*said.way, "available"), f"{text} {MOST_NUMBERS:,} are made.", hint, key=True)
    return size <= MOST_NUMBERS


def _condition(building: Building, said: Said) -> When | None:
    return building.read(said, lambda names, problems: read_condition(said, names, problems))


def _rationality(building: Building, said: Said, fact: Fact) -> None:
    """The actor's rationality at this act."""
    part = building.part(said, "rationality")
    number = None if part is None else number_of(building, part)
    if part is None or number is None or fact.owner is None:
        return
    who, traits = building.who(said.way), building.draft.traits
    beta = building.attempt(part, lambda: read_rationality(number, who))
    if beta is not None:
        at = {**traits[fact.owner].rationality_at, fact.index: beta}
        traits[fact.owner] = replace(traits[fact.owner], rationality_at=at)


def _changes(building: Building, said: Said, cast: Cast) -> None:
    """Changes of states that follow an act at once."""
    building.begin("")
    for name, spec in building.parts(said, "changes"):
        state = state_of(building, Said(name, spec.way), key=True)
        if state is not None:
            change(building, spec, state, cast, _spec(building, spec, state))


def _spec(building: Building, said: Said, state: Fact) -> TableOf | None:
    return building.read(said, lambda names, problems: read_spec(said, state.outcomes, names, problems))


def _wants(building: Building, said: Said, cast: Cast, fact: Fact) -> None:
    """What people want of an act: names of states mean their versions at the act."""
    for role, terms in building.parts(said, "wants"):
        for name in _holders(building, str(role), terms, cast):
            read_terms(building, name, terms, fact)


def _holders(building: Building, role: str, terms: Said, cast: Cast) -> tuple[str, ...]:
    """Whose wants they are: by, to or a name."""
    if role in ("by", "to"):
        return observers(building, Said(role, terms.way), cast, (), False, key=True)
    name = building.person(Said(role, terms.way), key=True)
    return () if name is None else (name,)
