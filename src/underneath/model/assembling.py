"""Assembling: from a draft to a finished model, and to everything that is wrong with it."""

from __future__ import annotations

from dataclasses import replace

from underneath.model.check import faults_of
from underneath.model.draft import Draft, settled
from underneath.model.facts import Fact, Growth, Item, Reveal
from underneath.model.faults import Fault
from underneath.model.minds import Mind
from underneath.model.model import Model
from underneath.model.sayings import merged
from underneath.model.scope import ALL
from underneath.model.terms import Term
from underneath.model.wanting import TermDraft, placed

NOTHING_MISSING: frozenset[tuple[int, int]] = frozenset()


def assemble(draft: Draft) -> tuple[Model, tuple[Fault, ...]]:
    """The model of a draft as it now stands, and its faults; with faults, the model is only what could be read."""
    faults: list[Fault] = []
    everyone = frozenset(range(len(draft.scope.minds)))
    grown = {place: settled(late, faults) for place, late in draft.growing.items()}
    items = tuple(_with_everyone(grown.get(k) or item, everyone) for k, item in enumerate(draft.items))
    starts = [start for _, start in draft.scenes]
    ends = (*starts[1:], len(items))

    def place(term: TermDraft) -> Term:
        return placed(term, items, ends)

    sayings = [said for late in draft.sayings if (said := settled(late, faults)) is not None]
    model = Model(
        draft.name,
        _minds(draft, faults, items, ends),
        tuple(item for item in items if isinstance(item, Fact)),
        items,
        tuple(name for name, _ in draft.scenes),
        ends,
        merged(sayings, place, draft.scope, faults),
    )
    return model, (*draft.faults(), *faults, *faults_of(model, frozenset(draft.broken)))


def _minds(draft: Draft, faults: list[Fault], items: tuple[Item, ...], ends: tuple[int, ...]) -> tuple[Mind, ...]:
    terms: dict[int, list[Term]] = {}
    for mind, want in draft.wants:
        term = settled(want, faults)
        if term is not None:
            terms.setdefault(mind, []).append(placed(term, items, ends))
    missing: dict[int, frozenset[tuple[int, int]]] = {}
    for mind, unaware in draft.unaware:
        found = settled(unaware, faults)
        missing[mind] = missing.get(mind, NOTHING_MISSING) | (found or NOTHING_MISSING)
    minds = []
    for index, name in enumerate(draft.scope.minds):
        traits = draft.traits[index]
        mixture = traits.mixture or draft.mixture
        traits = replace(traits, terms=tuple(terms.get(index, ())), mixture=mixture)
        minds.append(Mind(index, name, traits, missing.get(index, frozenset())))
    return tuple(minds)


def _with_everyone(item: Item, everyone: frozenset[int]) -> Item:
    if isinstance(item, Reveal):
        return replace(item, to=everyone) if ALL in item.to else item
    if isinstance(item, (Fact, Growth)):
        return replace(item, observers=everyone) if ALL in item.observers else item
    return item
