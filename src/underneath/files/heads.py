"""Heads: what differs in heads, and what people never thought of or are sure has not happened."""

from __future__ import annotations

from typing import Any

from underneath.files.building import Building
from underneath.files.compiling import read_spec
from underneath.files.people import number_of, read_traits
from underneath.files.problems import Said
from underneath.files.wants import read_term
from underneath.model import sayings
from underneath.model.amounts import read_rationality, read_tremble
from underneath.model.check import noun_of
from underneath.model.facts import Cause, Fact
from underneath.model.faults import listed
from underneath.model.minds import Tremble
from underneath.model.spoken import TableOf

COMMON = "common"
"""In a fallback: the usual table."""

NOTHING = "nothing"
"""The outcome that means, where nothing else is said, that nothing happened."""


# --- what is said of people -------------------------------------------------------------------------------------------


def read_unaware(building: Building) -> None:
    """What people never thought of."""
    for name, said in building.entries("people"):
        for fact, outcomes in building.parts(said, "unaware") if name in building.minds else ():
            _unaware(building, name, fact, outcomes)


def _unaware(building: Building, person: str, name: str | int, said: Said) -> None:
    fact = building.named_fact(name, said)
    if fact is None:
        return
    found = [building.outcome(word, fact) for word in said.words()]
    labels = [label for label in found if label is not None]
    if len(labels) == len(found):
        building.missing.setdefault(person, set()).update((fact.name, label) for label in labels)
        building.declare(said.way, lambda: sayings.declare_unaware(building.draft, person, fact.name, labels))
        building.where.setdefault(f"unaware for {person!r}", said.way)


def read_closed(building: Building) -> None:
    """What people are sure has not happened."""
    for name, said in building.entries("people"):
        for _, one in building.parts(said, "closed") if name in building.minds else ():
            if one.way not in building.gaps:
                _closed(building, name, one)


def _closed(building: Building, person: str, said: Said) -> None:
    short = isinstance(said.data, str)
    fact = building.fact(said if short else said.at("fact"))
    if fact is None or _is_own(building, person, said, fact):
        return
    null = None if short else building.part(said, "null")
    label = NOTHING if null is None else building.outcome(null, fact)
    if null is None and NOTHING not in fact.outcomes:
        text = f"{building.who(said.way)}: {fact.name!r} has no outcome 'nothing' (outcomes: {listed(fact.outcomes)})."
        hint = f"Say which of them means that nothing happened: {{fact: {fact.name}, null: {fact.outcomes[0]}}}"
        building.complain("U206", said, text, hint)
    elif label is not None:
        fallback = None if short or not building.has(said, "fallback") else "open"
        name, closed = fact.name, sayings.declare_closed
        building.declare(said.way, lambda: closed(building.draft, person, name, label, fallback))
        building.where.setdefault(f"in the head of '* > {person}'", said.way)


def _is_own(building: Building, person: str, said: Said, fact: Fact) -> bool:
    """Whether a fact is somebody's own act: one can be closed only to what one does not choose."""
    own = fact.cause is Cause.DECISION and fact.owner is not None and building.minds[fact.owner] == person
    if own:
        text = f"{fact.name!r} is {person!r}'s own act; one can be closed only to what one does not choose."
        building.complain("U212", said, text)
    return own


# --- heads ------------------------------------------------------------------------------------------------------------


def read_heads(building: Building) -> None:
    """What differs in heads."""
    before: dict[str, str] = {}
    for name, said in building.entries("heads"):
        path = ending_of(building, name, said)
        if path is not None and path in before:
            text = f"head {name!r} is the same as head {before[path]!r}."
            building.complain("U208", said, text, "Say all of it in one place.", key=True)
        elif path is not None and isinstance(said.data, dict):
            before[path] = name
            _head(building, path, said)


def ending_of(building: Building, name: str, said: Said) -> str | None:
    """A path that may begin with a star, written in one way; S > S is S."""
    words = [word.strip() for word in name.split(">")]
    people = words[1:] if words[0] == "*" else words
    if not people or "" in people:
        text, hint = f"{name!r} is no path.", 'Write "Sakura > Kakashi", or "* > Kakashi" for all that end so.'
        building.complain("U220", said, text, hint, key=True)
        return None
    for person in people:
        if building.person(Said(person, said.way), key=True) is None:
            return None
    joined = [person for place, person in enumerate(people) if not place or person != people[place - 1]]
    return " > ".join([*words[: words[0] == "*"], *joined])


def _head(building: Building, path: str, said: Said) -> None:
    """Each thing by itself, so that each has its own problems."""
    for name, form in building.parts(said, "tables"):
        found = _table(building, name, form)
        if found is not None:
            _say(building, path, form, tables={found[0].name: found[1]})
            building.where[f"in the head of {path!r}, {noun_of(found[0])}"] = form.way
    for name, number in building.parts(said, "rationality_at"):
        _rationality_at(building, path, name, number)
    traits = read_traits(building, said)
    if traits:
        _say(building, path, said, traits=traits)
    _tremble(building, path, said)
    _wants(building, path, said)
    _fallback(building, path, said)


def _say(building: Building, path: str, said: Said, **what: Any) -> None:
    """Let the draft take in one thing about a head."""
    tables, traits, at = (what.get(key, {}) for key in ("tables", "traits", "rationality_at"))
    wants, fallback = what.get("wants"), what.get("fallback", [])
    draft = building.draft
    building.declare(said.way, lambda: sayings.declare_head(draft, path, tables, traits, at, wants, fallback))
    building.where.setdefault(f"in the head of {path!r}", said.way)


def _table(building: Building, name: str | int, said: Said) -> tuple[Fact, TableOf] | None:
    """A fact and its table in a head."""
    fact = building.named_fact(name, said)
    if fact is None:
        return None
    building.begin(fact.name, "" if fact.owner is None else building.minds[fact.owner])
    outcomes = fact.outcomes
    table = building.read(said, lambda names, problems: read_spec(said, outcomes, names, problems), fact.index)
    return None if table is None else (fact, table)


def _rationality_at(building: Building, path: str, name: str | int, said: Said) -> None:
    fact, beta = building.named_fact(name, said), number_of(building, said)
    if fact is None or beta is None:
        return
    chooser, who = path.rsplit(" > ", maxsplit=1)[-1], building.who(said.way)
    if fact.cause is not Cause.DECISION or fact.owner is None or building.minds[fact.owner] != chooser:
        building.complain("U212", said, f"{fact.name!r} is no act of {chooser!r}.", key=True)
    elif building.attempt(said, lambda: read_rationality(beta, who)) is not None:
        _say(building, path, said, rationality_at={fact.name: beta})


def _tremble(building: Building, path: str, said: Said) -> None:
    part = building.part(said, "tremble")
    if part is None:
        return
    whole, who = part.data if isinstance(part.data, dict) else {}, building.who(said.way)
    eps = number_of(building, part.at("eps") if whole else part)
    beta = number_of(building, part.at("rationality")) if "rationality" in whole else 0.0
    if eps is None or beta is None:
        return
    tremble = building.attempt(part, lambda: read_tremble(Tremble(eps, beta), who))
    if tremble is not None:
        _say(building, path, part, traits={"tremble": tremble})


def _wants(building: Building, path: str, said: Said) -> None:
    part = building.part(said, "wants")
    if part is None:
        return
    person = path.rsplit(" > ", maxsplit=1)[-1]
    found = [(one.way, read_term(building, person, one)) for one in part.words()]
    terms = [(way, term) for way, term in found if term is not None]
    if len(terms) == len(found):
        _say(building, path, part, wants=[term for _, term in terms])
        building.terms[f"in the head of {path!r}, wants"] = terms


def _fallback(building: Building, path: str, said: Said) -> None:
    before = len(building.problems.found)
    lists = [_fallback_tables(building, entry) for _, entry in building.parts(said, "fallback")]
    if lists and len(building.problems.found) == before:
        _say(building, path, said.at("fallback"), fallback=lists)


def _fallback_tables(building: Building, said: Said) -> dict[str, TableOf | None]:
    """Facts and their tables; `common` is the usual one."""
    tables: dict[str, TableOf | None] = {}
    for name, form in said.items():
        if form.data == COMMON:
            fact = building.named_fact(name, form)
            tables |= {} if fact is None else {fact.name: None}
        else:
            found = _table(building, name, form)
            tables |= {} if found is None else {found[0].name: found[1]}
    return tables
