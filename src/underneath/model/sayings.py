"""Sayings: what is said of single heads, from what was written to rules of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from underneath.errors import BadPath, ModelError, UnknownName
from underneath.model.amounts import read_rationality
from underneath.model.declaring import read_traits
from underneath.model.draft import Draft, Late, Saying
from underneath.model.facts import Cause, Fact, Outcome
from underneath.model.faults import Fault, listed
from underneath.model.handles import FactLike, MindLike, PathLike
from underneath.model.minds import HeadRule, Traits
from underneath.model.reading import read_table, sure_table
from underneath.model.scope import Scope, position_of, shown_path
from underneath.model.spoken import TableOf
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
    parts: list[Callable[[], Saying]] = []
    parts += [
        lambda ref=ref, form=form: replace(bare, tables=_tables({ref: form}, scope, where))
        for ref, form in tables.items()
    ]
    parts += [
        lambda ref=ref, beta=beta: replace(bare, traits=_at_decision(ref, beta, bare, scope, where))
        for ref, beta in rationality_at.items()
    ]
    if wants is not None:
        kept = tuple(wants)
        parts.append(lambda: replace(bare, terms=tuple(_term(want, scope, where) for want in kept)))
    lists = tuple(dict(entry) for entry in fallback)
    if lists:
        parts.append(lambda: replace(bare, traits=Traits(fallbacks=tuple(_swap(e, scope, where) for e in lists))))
    read = read_traits(draft, where, traits)
    if read:
        parts.append(lambda: replace(bare, traits=Traits(**read)))
    draft.sayings += [late for part in parts if (late := draft.late(where, part)) is not None]


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
    labels = (outcomes,) if isinstance(outcomes, (str, int, float)) else tuple(outcomes)
    if index is not None:
        late = draft.late(where, lambda: _missing(draft.scope, fact, labels, where))
        draft.unaware += [] if late is None else [(index, late)]


def declare_want(draft: Draft, mind: MindLike, want: Any, name: str) -> None:
    """Take in a want of a mind."""
    where = f"wants of {str(mind)!r}"
    index = draft.attempt(where, lambda: draft.scope.mind(mind, where), None)
    if index is not None:
        late: Late[TermDraft] | None = draft.late(where, lambda: read_term(want, draft.scope, where, name))
        draft.wants += [] if late is None else [(index, late)]


def merged(
    sayings: Sequence[Saying], place: Callable[[TermDraft], Term], minds: Sequence[str], faults: list[Fault]
) -> tuple[HeadRule, ...]:
    """All that is said of one path, as one rule; what is said twice is a fault."""
    groups: dict[tuple[bool, tuple[int, ...]], list[Saying]] = {}
    for saying in sayings:
        groups.setdefault((saying.star, saying.path), []).append(saying)
    rules = []
    for (star, path), group in groups.items():
        where = f"in the head of {shown_path(minds, path, star)!r}"
        tables, traits, opens = _gathered(group, place, where, faults)
        if opens:
            traits = replace(traits, fallbacks=(*(traits.fallbacks or ()), dict.fromkeys(sorted(opens))))
        rules.append(HeadRule(star, path, traits, tables))
    return tuple(rules)


def _gathered(
    group: Sequence[Saying], place: Callable[[TermDraft], Term], where: str, faults: list[Fault]
) -> tuple[dict[int, AnyTable], Traits, frozenset[int]]:
    tables: dict[int, AnyTable] = {}
    said: dict[str, Any] = {}
    at: dict[int, float] = {}
    for saying in group:
        new = {f.name: v for f in fields(Traits) if (v := getattr(saying.traits, f.name)) is not None}
        single = new.pop("rationality_at")
        new |= {} if saying.terms is None else {"terms": tuple(place(term) for term in saying.terms)}
        if new.keys() & said or saying.tables.keys() & tables or single.keys() & at:
            what = listed(
                [*(new.keys() & said), *("a table" for _ in saying.tables), *("a rationality" for _ in single)]
            )
            faults.append(Fault(ModelError, f"{where}: {what} is said twice. Say it once.", where))
        tables.update(saying.tables)
        said.update(new)
        at.update(single)
    return tables, Traits(rationality_at=at, **said), frozenset().union(*(s.opens for s in group))


def _ending(scope: Scope, path: PathLike) -> tuple[bool, tuple[int, ...]]:
    star, minds = scope.ending(path, "in_the_head_of")
    if not minds:
        raise BadPath(f"in_the_head_of names the path {str(path)!r}; at least one mind is needed, as in '* > Kakashi'.")
    return star, minds


def _tables(said: Mapping[Any, Any], scope: Scope, where: str) -> dict[int, AnyTable]:
    tables = {}
    for ref, form in said.items():
        fact = scope.fact(ref, where)
        usual = () if fact.table is None else tuple(scope.facts[p] for p in fact.table.parents)
        spec = form if isinstance(form, TableOf) else TableOf(p=form)
        tables[fact.index] = read_table(spec, fact, scope, f"{where}, fact {fact.name!r}", usual)
    return tables


def _swap(entry: Mapping[Any, Any], scope: Scope, where: str) -> dict[int, AnyTable | None]:
    back = {scope.fact(ref, where).index: None for ref, form in entry.items() if form is None}
    return {**back, **_tables({ref: form for ref, form in entry.items() if form is not None}, scope, where)}


def _term(want: Any, scope: Scope, where: str) -> TermDraft:
    return read_term(want, scope, f"{where}, wants")


def _at_decision(ref: FactLike, value: float, saying: Saying, scope: Scope, where: str) -> Traits:
    fact = scope.fact(ref, where)
    if fact.cause is not Cause.DECISION or fact.owner != saying.path[-1]:
        chooser = scope.minds[saying.path[-1]]
        theirs = [f.name for f in scope.facts if f.cause is Cause.DECISION and f.owner == saying.path[-1]]
        raise UnknownName(
            f"{where}: rationality_at names {fact.name!r}, no decision of {chooser!r} (its: {listed(theirs)})."
        )
    return Traits(rationality_at={fact.index: read_rationality(value, f"{where}, decision {fact.name!r}")})


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
    fact: Fact = scope.fact(ref, where)
    return frozenset((fact.index, scope.outcome(fact, label, where)) for label in outcomes)
