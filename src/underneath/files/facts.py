"""Facts: what is so before the first scene, and how anything that has a table is declared."""

from __future__ import annotations

from dataclasses import dataclass, replace

from underneath.files.bounds import MOST_LETTERS, MOST_OUTCOMES, unfit
from underneath.files.building import Building, Telling
from underneath.files.compiling import read_outcomes, read_table
from underneath.files.presence import Cast, Observers, observers
from underneath.files.problems import Said
from underneath.files.script import StartFact, Step, StepKind
from underneath.model import declaring
from underneath.model.check import noun_of
from underneath.model.facts import Cause, Fact, Outcome
from underneath.model.spoken import TableOf

SPEC = ("p", "value", "cases")
"""The keys that say a table, of which a fact has one."""

UNKNOWN = TableOf(p="uniform")
"""Stands in for a table that is at fault."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something with outcomes and a table, read and ready to be declared.

    `name` is that of the fact or state, `table` None where it was at fault.
    """

    said: Said
    noun: str
    name: str
    outcomes: tuple[Outcome, ...]
    table: TableOf | None
    cause: Cause = Cause.CHANCE
    by: str | None = None
    seen_by: Observers = ()
    version: int | None = None


# --- declaring --------------------------------------------------------------------------------------------------------


def declare(building: Building, drawn: Drawn) -> Fact | None:
    """Put it into the draft; one whose table is at fault stands in, and what hangs on its numbers is not checked."""
    state = None if drawn.version is None else drawn.name
    said = declaring.Said(
        drawn.noun,
        drawn.name if state is None else f"{state}@{drawn.version}",
        drawn.outcomes,
        drawn.cause,
        drawn.table or UNKNOWN,
        drawn.by,
        drawn.seen_by,
        state=state,
        version=drawn.version or 0,
    )
    return enter(building, drawn.said, drawn.name, said, drawn.table is None)


def enter(building: Building, at: Said, name: str, said: declaring.Said, broken: bool) -> Fact | None:
    """Let the draft take a fact in, and remember where it was declared."""
    facts = building.draft.scope.facts
    before = len(facts)
    building.declare(at.way, lambda: declaring.declare_fact(building.draft, said))
    building.declared.setdefault(name, at.way)
    if len(facts) == before:
        building.spoil(name, at)
        return None
    if broken:
        building.draft.broken.add(facts[-1].index)
    building.where[noun_of(facts[-1])] = at.way
    return facts[-1]


def is_new(building: Building, name: object, said: Said, key: str | None = None) -> bool:
    """Whether something may be called so; `key` is the key that its name stands under, None if it is the key itself."""
    way = said.way if key is None else (*said.way, key)
    if not isinstance(name, str) or unfit(name):
        building.complain("U209", way, f"{unfit(str(name)) or 'the name of a fact is a word'}.", key=key is None)
        return False
    scope, state = building.draft.scope, name.split("@")[0]
    if name not in building.declared and not scope.taken(name):
        return True
    first = building.line_of(building.declared.get(name, building.declared.get(state, ())))
    text = f"{name!r} is the name of a {'number' if name in building.numbers else 'fact'} already (line {first})."
    hint = f"A new version of it is a step: change: {state}" if scope.is_state(state) else "Give one another name."
    building.complain("U208", way, text, hint, key=key is None)
    return False


# --- outcomes and tables ----------------------------------------------------------------------------------------------


def outcomes_and_table(
    building: Building, said: Said, name: str, by: str | None = ""
) -> tuple[tuple[Outcome, ...], TableOf | None]:
    """The outcomes of something and how likely they are; no outcomes, and no table, where they are at fault."""
    building.begin(name, by)
    there = said.at("outcomes")
    found = read_labels(building, there)
    if found is None:
        # The labels may be right where the numbers are not: then what names them can be read all the same.
        return labels_of(there.data), None
    outcomes, prior = found
    if prior is None:
        return outcomes, table_of(building, said, outcomes)
    besides = [key for key in (*SPEC, "given") if key in said.data]
    if besides:
        text = f"{building.who(said.way)} has probabilities at its outcomes, and `{besides[0]}` as well."
        hint = "Give the outcomes as a list, or leave the other out."
        building.complain("U212", (*said.way, besides[0]), text, hint, key=True)
        return outcomes, None
    return outcomes, TableOf(p=dict(prior), given=())


def read_labels(building: Building, said: Said) -> tuple[tuple[Outcome, ...], dict[Outcome, float] | None] | None:
    """A list of outcomes, or a mapping from them to probabilities."""
    if isinstance(said.data, (list, dict)) and len(said.data) > MOST_OUTCOMES:
        text = f"{building.who(said.way)}: {len(said.data):,} outcomes came; at most {MOST_OUTCOMES:,} can be read."
        building.complain("U223", said, text)
        return None
    long = next((one for one in said.items() if _letters(one, said) > MOST_LETTERS), None)
    if long is not None:
        text = f"an outcome of {_letters(long, said):,} characters came; it may have {MOST_LETTERS}."
        building.complain("U209", long[1], text, key=isinstance(said.data, dict))
        return None
    return building.read(said, lambda names, problems: read_outcomes(said, names, problems))


def _letters(one: tuple[str | int, Said], said: Said) -> int:
    """How many characters an outcome has, given as an item of a list or as a key of a mapping."""
    label = one[0] if isinstance(said.data, dict) else one[1].data
    return len(label) if isinstance(label, str) else 0


def labels_of(data: object) -> tuple[Outcome, ...]:
    """The outcomes of a list or mapping that is at fault, if they can be told all the same.

    >>> labels_of({"no": "1 +", "yes": 0.5}), labels_of(["no", "no"])
    (('no', 'yes'), ())
    """
    labels = list(data) if isinstance(data, (list, dict)) and len(data) <= MOST_OUTCOMES else []
    right = all(isinstance(label, (str, int, float)) and label == label for label in labels)
    return tuple(labels) if right and len(set(labels)) == len(labels) else ()


def table_of(building: Building, said: Said, outcomes: tuple[Outcome, ...]) -> TableOf | None:
    """The table that the keys p, value, cases and given say."""
    if not any(key in said.data for key in SPEC):
        text = f"{building.who(said.way)} does not say how likely its outcomes are."
        hint = "Write a mapping from outcomes to probabilities, or one of p, value and cases (p: uniform)."
        building.complain("U202", said, text, hint, key=True)
        return None
    p, value, cases, given = (said.at(key) if key in said.data else None for key in (*SPEC, "given"))
    return building.read(said, lambda names, problems: read_table(p, value, cases, given, outcomes, names, problems))


# --- facts before the first scene -------------------------------------------------------------------------------------


def read_facts(building: Building) -> tuple[StartFact, ...]:
    """Declare what is so before the first scene."""
    found = []
    for name, said in building.entries("facts"):
        if said.way in building.gaps:
            building.spoil(name, said)
        elif is_new(building, name, said):
            found.append(_fact(building, name, said))
    return tuple(fact for fact in found if fact is not None)


def _fact(building: Building, name: str, said: Said) -> StartFact | None:
    outcomes, table = outcomes_and_table(building, said, name)
    owners, seen = (observers(building, building.part(said, key), Cast(), (), False) for key in ("of", "seen_by"))
    if not outcomes:
        building.spoil(name, said)
        return None
    changing = building.part(said, "changing")
    version = 0 if changing is not None and changing.data else None
    seen_by = tuple(dict.fromkeys((*owners, *seen)))
    building.watchers |= {} if version is None else {name: seen_by}
    noun = "fact" if version is None else "state"
    fact = declare(building, Drawn(said, noun, name, outcomes, table, seen_by=seen_by, version=version))
    return (
        None
        if fact is None
        else StartFact(fact.name, owners, finish(building, said, "fact", fact), building.note(said))
    )


# --- what is kept of it -----------------------------------------------------------------------------------------------


def finish(building: Building, said: Said, kind: StepKind, fact: Fact) -> Outcome | None:
    """Keep what the file tells of a fact, and the step that it is; what is told."""
    told, note = tell(building, said, fact), building.note(said)
    record(building, said, Step(fact.name, kind, fact.place, told=told, text=note or happened(fact, told), note=note))
    return told


def tell(building: Building, said: Said, fact: Fact) -> Outcome | None:
    """Keep what the file tells of a fact."""
    part = building.part(said, "told")
    value = None if part is None else building.outcome(part, fact)
    if part is not None and value is not None:
        building.tellings.append(Telling(fact.name, value, part.way))
    return value


def words(outcome: Outcome) -> str:
    """An outcome as a file writes it.

    >>> words(True), words("love")
    ('true', 'love')
    """
    return str(outcome).lower() if isinstance(outcome, bool) else str(outcome)


def happened(fact: Fact, told: Outcome | None) -> str:
    """What happened, in words, where nothing better is said."""
    name = fact.state or fact.name
    return name if told is None else f"{name}: {words(told)}"


def record(building: Building, said: Said, step: Step) -> None:
    """Keep an item of the world in the words of the file: where and when it stands, if not of its own, by its scene."""
    scene = building.scene
    at = building.note(said, "at") or (scene.at if scene else "")
    when = building.note(said, "when") or (scene.when if scene else "")
    number = None if scene is None else len(building.scenes) - 1
    # What a template says stands where it is used.
    line = building.line_of(said.way[:4] if said.way[:1] == ("scenes",) else said.way)
    building.steps.append(replace(step, scene=number, at=at, when=when, line=line))
