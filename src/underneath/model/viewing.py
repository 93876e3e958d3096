"""Views: what one mind perceives of a fact, as a fact of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from underneath.errors import BadPath, BadTable
from underneath.model.amounts import read_share
from underneath.model.declaring import Said, declare_fact
from underneath.model.draft import Draft
from underneath.model.facts import Cause, Fact, Outcome
from underneath.model.grids import parameters
from underneath.model.handles import EVERYONE, FactLike, FactRef, MindLike
from underneath.model.naming import is_word
from underneath.model.scope import Scope
from underneath.model.spoken import TableOf

UNSEEN = "unseen"
"""The outcome of a view in which nothing was perceived."""


def declare_view(
    draft: Draft, name: str, of: FactLike, by: MindLike, clear: float | None, table: TableOf | None
) -> FactRef:
    """Take in a view: seen truly with probability `clear`, else unseen; or by a table of its own."""
    who = f"view {name!r}"
    seen = draft.attempt(who, lambda: draft.scope.fact(of, who, None), None)
    if seen is None:
        draft.scope.spoiled |= {name} if is_word(name) else set()
        return FactRef(name)
    spec = draft.attempt(who, lambda: _spec(seen, clear, table, draft.scope, who), TableOf(p="uniform"))
    draft.attempt(who, lambda: _refuse_several(by, who), None)
    return declare_fact(draft, Said("view", name, view_outcomes(seen), Cause.CHANCE, spec, None, by))


def _refuse_several(by: object, who: str) -> None:
    if by == EVERYONE or (isinstance(by, Iterable) and not isinstance(by, str)):
        raise BadPath(f"{who}: by is {by!r}; a view is one mind's. Declare one for each mind.")


def view_outcomes(seen: Fact) -> tuple[Outcome, ...]:
    """The outcomes of what is seen, and `unseen`."""
    return seen.outcomes if UNSEEN in seen.outcomes else (*seen.outcomes, UNSEEN)


def _spec(seen: Fact, clear: float | None, table: TableOf | None, scope: Scope, who: str) -> TableOf:
    of: tuple[FactLike, ...] = (FactRef(seen.name),)
    if table is not None and clear is not None:
        raise BadTable(f"{who} has both clear= and p=; one of them says it all.")
    if table is None:
        share = read_share(1.0 if clear is None else clear, who, "clear")
        return TableOf(
            p=lambda label: {UNSEEN: 1.0} if label == UNSEEN else {label: share, UNSEEN: 1 - share}, given=of
        )
    form: Any = table.p if table.value is None else table.value
    if table.given is not None or (callable(form) and not _nameless(form, scope, who)):
        return table
    return TableOf(table.p, table.value, of, table.vectorised)


def _nameless(function: Any, scope: Scope, who: str) -> bool:
    """Whether a function has one parameter, and it names no fact: then it stands for the fact that is seen."""
    words = parameters(function, who, BadTable)
    return len(words) == 1 and not scope.knows("fact", words[0])
