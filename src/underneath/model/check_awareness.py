"""Check of awareness: something must be left of every row, and only what was missing can grow."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from underneath.errors import BadOrder, BadTable
from underneath.model.facts import Cause, Fact
from underneath.model.faults import Fault, listed
from underneath.model.grids import place_of
from underneath.model.minds import Mind
from underneath.model.model import Model
from underneath.model.support import Missing
from underneath.model.tables import AnyTable, Table


def awareness_faults(model: Model, broken: frozenset[int]) -> Iterator[Fault]:
    """What is wrong with what minds are not aware of."""
    for mind in model.minds:
        yield from _growth_faults(model, mind)
        for index in sorted({fact for fact, _ in mind.unaware} - broken):
            if model.facts[index].cause is not Cause.DECISION:
                for table in _tables(model, mind, index):
                    yield from _emptied(model, mind, model.facts[index], table)


def _growth_faults(model: Model, mind: Mind) -> Iterator[Fault]:
    missing = set(mind.unaware)
    for growth in model.growths:
        if growth.mind == mind.index:
            fact, pair = model.facts[growth.fact], (growth.fact, growth.outcome)
            if pair not in missing:
                lacking = [repr(fact.outcomes[o]) for f, o in sorted(missing) if f == fact.index]
                text = f"{fact.outcomes[growth.outcome]!r} of {fact.name!r} is not missing from its head"
                where = f"grow of {mind.name!r}"
                yield Fault(
                    BadOrder, f"{where}: {text} (missing: {listed(lacking) or 'nothing'}). See w.unaware.", where
                )
            missing.discard(pair)


def _tables(model: Model, mind: Mind, fact: int) -> list[AnyTable]:
    """The tables of a fact at paths that end in a mind."""
    own = (mind.index,)
    said = [rule for rule in model.heads if rule.path[-1:] == own and fact in rule.tables]
    common = model.facts[fact].table
    replaced = any(rule.path == own for rule in said)
    return [rule.tables[fact] for rule in said] + ([] if replaced or common is None else [common])


def _emptied(model: Model, mind: Mind, fact: Fact, table: AnyTable) -> Iterator[Fault]:
    if not isinstance(table, Table):
        return
    gone = sorted(outcome for f, outcome in mind.unaware if f == fact.index)
    kept = table.array.copy()
    kept[..., gone] = 0
    parents = tuple(model.facts[p] for p in table.parents)
    for cell in np.argwhere(kept.sum(axis=-1) == 0):
        if not any(pair in _never(model, mind) for pair in zip(table.parents, cell.tolist(), strict=True)):
            at = place_of(parents, tuple(f.outcomes[i] for f, i in zip(parents, cell, strict=True)))
            lost = listed([repr(fact.outcomes[o]) for o in gone])
            text = f"without {lost}, nothing is left of {fact.name!r}{' at ' if at else ''}{at}"
            where = f"unaware for {mind.name!r}"
            hint = "Leave it an outcome, or give this head a table of its own."
            yield Fault(BadTable, f"{where}: {text} (outcomes: {listed(fact.outcomes)}). {hint}", where)
            return


def _never(model: Model, mind: Mind) -> Missing:
    """What a mind never comes to consider: rows under it do not matter."""
    return mind.unaware - {(g.fact, g.outcome) for g in model.growths if g.mind == mind.index}
