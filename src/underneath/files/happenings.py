"""Happenings: signs, chance, views and changes; steps that have outcomes and a table."""

from __future__ import annotations

from underneath.files.building import Building
from underneath.files.compiling import read_table
from underneath.files.facts import SPEC, Drawn, declare, finish, is_new, outcomes_and_table, table_of
from underneath.files.people import number_of
from underneath.files.presence import Cast, Stage, observers
from underneath.files.problems import Said
from underneath.files.staging import actor_of, cast_of
from underneath.model.amounts import read_share
from underneath.model.facts import Cause, Fact, Outcome
from underneath.model.spoken import TableOf
from underneath.model.viewing import UNSEEN, view_outcomes

# --- signs and chance -------------------------------------------------------------------------------------------------


def read_sign(building: Building, said: Said, stage: Stage) -> None:
    """Something that somebody shows and does not choose."""
    name = said.data["sign"]
    if not is_new(building, name, said, "sign"):
        return
    cast = cast_of(building, said, stage)
    by = actor_of(building, said, cast)
    outcomes, table = outcomes_and_table(building, said, name, by)
    if cast is None or by is None or not outcomes:
        building.spoil(name, said)
        return
    seen_by = observers(building, building.part(said, "seen_by"), cast, cast.beside, building.has(said, "told"))
    fact = declare(building, Drawn(said, "sign", name, outcomes, table, Cause.SIGN, by, seen_by))
    if fact is not None:
        finish(building, said, "sign", fact)


def read_chance(building: Building, said: Said, stage: Stage) -> None:
    """Something that nature draws."""
    name = said.data["chance"]
    if not is_new(building, name, said, "chance"):
        return
    outcomes, table = outcomes_and_table(building, said, name)
    seen_by = observers(building, building.part(said, "seen_by"), Cast(stage=stage), (), building.has(said, "told"))
    if not outcomes:
        building.spoil(name, said)
        return
    fact = declare(building, Drawn(said, "fact", name, outcomes, table, seen_by=seen_by))
    if fact is not None:
        finish(building, said, "chance", fact)


# --- views ------------------------------------------------------------------------------------------------------------


def read_view(building: Building, said: Said, stage: Stage) -> None:
    """What somebody perceives of a fact."""
    name = said.data["view"]
    if not is_new(building, name, said, "view"):
        return
    cast, seen = cast_of(building, said, stage), building.fact(said.at("of"))
    if seen is None or cast is None or cast.by is None:
        building.spoil(name, said)
        return
    building.begin(name)
    outcomes, table = view_outcomes(seen), _view_table(building, said, seen)
    # A view is one mind's alone; a reader sees it where the text tells it.
    seen_by = observers(building, None, cast, (cast.by,), building.has(said, "told"))
    fact = declare(building, Drawn(said, "view", name, outcomes, table, seen_by=(cast.by, *seen_by)))
    if fact is not None:
        finish(building, said, "view", fact)


def _view_table(building: Building, said: Said, seen: Fact) -> TableOf | None:
    keys = [key for key in ("clear", *SPEC) if key in said.data]
    if len(keys) > 1:
        text = f"{building.who(said.way)} has `{keys[0]}` and `{keys[1]}`; one of them says it all."
        building.complain("U212", (*said.way, keys[1]), text, key=True)
        return None
    if keys in ([], ["clear"]):
        return _clear(building, said, seen)
    if keys != ["p"] or "given" in said.data or not _is_nested(said.data["p"], seen):
        return table_of(building, said, view_outcomes(seen))
    p, given = said.at("p"), Said(seen.name, (*said.way, "of"))
    outcomes = view_outcomes(seen)
    return building.read(p, lambda names, problems: read_table(p, None, None, given, outcomes, names, problems))


def _is_nested(form: object, seen: Fact) -> bool:
    """Whether a mapping has a row for each outcome of the fact that is seen, rather than one row for all."""
    return (
        isinstance(form, dict) and set(form) == set(seen.outcomes) and any(isinstance(r, dict) for r in form.values())
    )


def _clear(building: Building, said: Said, seen: Fact) -> TableOf | None:
    """Seen truly with some probability, else unseen."""
    part, share = building.part(said, "clear"), 1.0
    if part is not None:
        number = number_of(building, part)
        who = building.who(said.way)
        found = None if number is None else building.attempt(part, lambda: read_share(number, who, "clear"))
        if found is None:
            return None
        share = found
    rows = {o: {UNSEEN: 1.0} if o == UNSEEN else {o: share, UNSEEN: 1 - share} for o in seen.outcomes}
    return TableOf(p=rows, given=(seen.name,))


# --- changes ----------------------------------------------------------------------------------------------------------


def read_change(building: Building, said: Said, stage: Stage) -> None:
    """The next version of a state."""
    state = state_of(building, said.at("change"))
    if state is not None:
        building.begin("")
        change(building, said, state, Cast(stage=stage), table_of(building, said, state.outcomes))


def state_of(building: Building, said: Said, key: bool = False) -> Fact | None:
    """The newest version of a state by its name; None, and a problem, if it is none."""
    fact = building.fact(said, key)
    if fact is None or fact.state is None:
        if fact is not None:
            text, hint = (
                f"{fact.name!r} cannot change: it is no state.",
                "Say changing: true where it stands, in facts.",
            )
            building.complain("U217", said, text, hint, key)
        return None
    return building.draft.scope.fact(fact.state, "")


def change(building: Building, said: Said, newest: Fact, cast: Cast, table: TableOf | None) -> None:
    """Declare the next version of a state; whoever sees the first version sees it, unless the file says otherwise."""
    state: Outcome = newest.state or newest.name
    told = building.has(said, "told")
    seen_by = observers(building, building.part(said, "seen_by"), cast, building.watchers.get(str(state), ()), told)
    drawn = Drawn(said, "state", str(state), newest.outcomes, table, seen_by=seen_by, version=newest.version + 1)
    fact = declare(building, drawn)
    if fact is not None:
        finish(building, said, "change", fact)
