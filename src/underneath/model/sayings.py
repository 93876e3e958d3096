"""Sayings: what is said of single heads, from what was written to rules of the model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from typing import Any

from underneath.errors import BadPath, BadTable, BadTerm, ModelError, UnknownName
from underneath.model.amounts import read_rationality
from underneath.model.declaring import read_traits
from underneath.model.draft import Draft, Late, Saying
from underneath.model.facts import Cause, Outcome
from underneath.model.faults import Fault, listed
from underneath.model.handles import FactLike, MindLike, PathLike
from underneath.model.minds import HeadRule, Traits
from underneath.model.reading import read_table, sure_table
from underneath.model.scope import Scope, position_of, shown_path
from underneath.model.spoken import Image, Parent, Scruple, TableOf
from underneath.model.tables import AnyTable
from underneath.model.terms import Term
from underneath.model.wanting import TermDraft, read_term


def declare_head(
    draft: Draft,
    path: PathLike,
    tables: Mapping[Any, Any],
    traits: Mapping[str, Any],
    rationality_at: Mapping[Any, float],
    wants: Sequence[Any] | None,
    fallback: Iterable[Mapping[Any, Any]],
) -> None:
    """Take in what is said of a path; each thing by itself, so that each has its own faults."""
    found = draft.attempt("in_the_head_of", lambda: _ending(draft.scope, path), None)
    if found is None:
        return
    scope, bare = draft.scope, Saying(*found)
    where = f"in the head of {shown_path(scope.minds, bare.path, bare.star)!r}"
    said = draft.attempt(where, lambda: _mapping(tables, where, "tables"), {})
    parts = [partial(_with_table, bare, ref, form, scope, where) for ref, form in said.items()]
    at = draft.attempt(where, lambda: _mapping(rationality_at, where, "rationality_at"), {})
    parts += [partial(_at_decision, bare, ref, beta, scope, where) for ref, beta in at.items()]
    several = None if wants is None else draft.attempt(where, lambda: _several(wants, where, "wants"), None)
    if several is not None:
        parts.append(partial(_with_terms, bare, several, scope, where))
    lists = draft.attempt(where, lambda: _fallbacks(fallback, where), ())
    if lists:
        parts.append(partial(_with_fallbacks, bare, lists, scope, where))
    read = read_traits(draft, where, traits)
    if read:
        parts.append(partial(replace, bare, traits=Traits(**read)))
    draft.sayings += [late for part in parts if (late := draft.late(where, part)) is not None]


def _mapping(said: Any, where: str, what: str) -> Mapping[Any, Any]:
    if not isinstance(said, Mapping):
        raise ModelError(f"{where}: {what} is {said!r}; a mapping was due, from facts to what is said of them.")
    return dict(said)


def _several(said: Any, where: str, what: str) -> tuple[Any, ...]:
    if isinstance(said, (str, Mapping)) or not isinstance(said, Iterable):
        raise ModelError(f"{where}: {what} is {said!r}; a list was due. Say [{said!r}] for one alone.")
    return tuple(said)


def _fallbacks(said: Any, where: str) -> tuple[Mapping[Any, Any], ...]:
    return tuple(_mapping(entry, where, "a list of tables in fallback") for entry in _several(said, where, "fallback"))


def declare_closed(draft: Draft, mind: MindLike, event: FactLike, null: Outcome, fallback: str | None) -> None:
    """Take in that a mind is sure that an event has not happened, at every path that ends in it."""
    where = f"closed for {str(mind)!r}"
    index = draft.attempt(where, lambda: draft.scope.mind(mind, where), None)
    if index is not None:
        late = draft.late(where, lambda: _closed(draft.scope, index, event, null, fallback, where))
        draft.sayings += [] if late is None else [late]


def declare_unaware(draft: Draft, mind: MindLike, fact: FactLike, outcomes: Outcome | Iterable[Outcome]) -> None:
    """Take in that outcomes are missing from a mind's head at the start."""
    where = f"unaware for {str(mind)!r}"
    index = draft.attempt(where, lambda: draft.scope.mind(mind, where), None)
    labels = tuple(outcomes) if isinstance(outcomes, Iterable) and not isinstance(outcomes, str) else (outcomes,)
    if index is not None:
        late = draft.late(where, lambda: _missing(draft.scope, fact, labels, where))
        draft.unaware += [] if late is None else [(index, late)]


def declare_want(
    draft: Draft, mind: MindLike, want: Any, given: tuple[Parent, ...] | None, vectorised: bool, name: str
) -> None:
    """Take in a want of a mind."""
    where = f"wants of {str(mind)!r}"
    index = draft.attempt(where, lambda: draft.scope.mind(mind, where), None)
    if index is not None:
        spec = draft.attempt(where, lambda: _want(want, given, vectorised, where), None)
        late: Late[TermDraft] | None = None
        if spec is not None:
            late = draft.late(where, lambda: read_term(spec, draft.scope, where, name, index))
        draft.wants += [] if late is None else [(index, late)]


def _want(want: Any, given: tuple[Parent, ...] | None, vectorised: bool, where: str) -> Any:
    if not isinstance(want, (TableOf, Image, Scruple)):
        return TableOf(want, None, given, vectorised)
    if given is not None or vectorised:
        raise BadTerm(f"{where}: given= and vectorised= belong into un.image(...) or un.table(...) here.")
    return want


def merged(
    sayings: Sequence[Saying], place: Callable[[TermDraft], Term], scope: Scope, faults: list[Fault]
) -> tuple[HeadRule, ...]:
    """All that is said of one path, as one rule; what is said twice is a fault."""
    groups: dict[tuple[bool, tuple[int, ...]], list[Saying]] = {}
    for saying in sayings:
        groups.setdefault((saying.star, saying.path), []).append(saying)
    rules = []
    for (star, path), group in groups.items():
        where = f"in the head of {shown_path(scope.minds, path, star)!r}"
        counts = Counter(what for saying in group for what in _subjects(saying, scope))
        twice = [what for what, count in counts.items() if count > 1]
        if twice:
            faults.append(Fault(ModelError, f"{where}: {listed(twice)} is said twice. Say it once.", where))
        rules.append(HeadRule(star, path, _traits(group, place), {f: t for s in group for f, t in s.tables.items()}))
    return tuple(rules)


def _subjects(saying: Saying, scope: Scope) -> Iterator[str]:
    """What a saying is about, in words."""
    yield from (f"a table of {scope.facts[f].name!r}" for f in saying.tables)
    yield from (f"the rationality at {scope.facts[f].name!r}" for f in saying.traits.rationality_at)
    yield from _said(saying.traits)
    yield from () if saying.terms is None else ("wants",)


def _said(traits: Traits) -> dict[str, Any]:
    """The traits that are said, by name; those of single decisions apart."""
    every = {f.name: getattr(traits, f.name) for f in fields(traits) if f.name != "rationality_at"}
    return {name: value for name, value in every.items() if value is not None}


def _traits(group: Sequence[Saying], place: Callable[[TermDraft], Term]) -> Traits:
    said: dict[str, Any] = {}
    at: dict[int, float] = {}
    for saying in group:
        said |= _said(saying.traits) | ({} if saying.terms is None else {"terms": tuple(map(place, saying.terms))})
        at |= saying.traits.rationality_at
    opens = sorted(fact for saying in group for fact in saying.opens)
    if opens:
        said["fallbacks"] = (*said.get("fallbacks", ()), dict.fromkeys(opens))
    return Traits(rationality_at=at, **said)


def _ending(scope: Scope, path: PathLike) -> tuple[bool, tuple[int, ...]]:
    star, minds = scope.ending(path, "in_the_head_of")
    if not minds:
        raise BadPath(f"in_the_head_of names the path {str(path)!r}; at least one mind is needed, as in '* > Kakashi'.")
    return star, minds


def _read(ref: FactLike, form: Any, scope: Scope, where: str) -> tuple[int, AnyTable | None]:
    """A fact and the table said of it; None, in a fallback, is the common one."""
    fact = scope.fact(ref, where)
    if form is None:
        return fact.index, None
    usual = () if fact.table is None else tuple(scope.facts[p] for p in fact.table.parents)
    spec = form if isinstance(form, TableOf) else TableOf(p=form)
    return fact.index, read_table(spec, fact, scope, f"{where}, fact {fact.name!r}", usual)


def _with_table(bare: Saying, ref: FactLike, form: Any, scope: Scope, where: str) -> Saying:
    index, table = _read(ref, form, scope, where)
    if table is None:
        raise BadTable(f"{where}, fact {scope.facts[index].name!r}: None came, where a table was due.")
    return replace(bare, tables={index: table})


def _with_fallbacks(bare: Saying, lists: Sequence[Mapping[Any, Any]], scope: Scope, where: str) -> Saying:
    read = tuple(dict(_read(ref, form, scope, where) for ref, form in entry.items()) for entry in lists)
    return replace(bare, traits=Traits(fallbacks=read))


def _with_terms(bare: Saying, wants: Sequence[Any], scope: Scope, where: str) -> Saying:
    return replace(bare, terms=tuple(read_term(want, scope, f"{where}, wants", owner=bare.path[-1]) for want in wants))


def _at_decision(bare: Saying, ref: FactLike, value: float, scope: Scope, where: str) -> Saying:
    fact, chooser = scope.fact(ref, where), bare.path[-1]
    if fact.cause is not Cause.DECISION or fact.owner != chooser:
        theirs = [f.name for f in scope.facts if f.cause is Cause.DECISION and f.owner == chooser]
        text = f"rationality_at names {fact.name!r}, which is no decision of {scope.minds[chooser]!r}"
        raise UnknownName(f"{where}: {text} (its decisions: {listed(theirs) or 'none'}).")
    beta = read_rationality(value, f"{where}, decision {fact.name!r}")
    return replace(bare, traits=Traits(rationality_at={fact.index: beta}))


def _closed(scope: Scope, mind: int, event: FactLike, null: Outcome, fallback: str | None, where: str) -> Saying:
    fact = scope.fact(event, where)
    position = position_of(null, fact.outcomes)
    if position is None:
        text = f"{where}: {fact.name!r} has no outcome {null!r} (outcomes: {listed(fact.outcomes)})."
        raise UnknownName(f"{text} Say which of them means that nothing happened: null=...")
    if fact.cause is Cause.DECISION and fact.owner == mind:
        raise BadPath(
            f"{where}: {fact.name!r} is its own decision; a mind can be closed only to what it does not choose."
        )
    if fallback not in (None, "open"):
        raise ModelError(f"{where}: fallback is {fallback!r}; allowed are None and 'open'.")
    table = {fact.index: sure_table(fact.outcomes, position)}
    return Saying(True, (mind,), table, opens=frozenset({fact.index} if fallback else ()))


def _missing(scope: Scope, ref: FactLike, outcomes: Sequence[Outcome], where: str) -> frozenset[tuple[int, int]]:
    fact = scope.fact(ref, where)
    return frozenset((fact.index, scope.outcome(fact, label, where)) for label in outcomes)
