"""Menus: which options of a decision are available when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from underneath.errors import BadMenu, UnknownName
from underneath.model.events import truths
from underneath.model.facts import Fact
from underneath.model.grids import Grid, facts_named, function_cells, unrepeated
from underneath.model.scope import Scope, no_outcome, position_of
from underneath.model.spoken import When
from underneath.model.tables import Bools, Menu


def read_menu(available: object, fact: Fact, scope: Scope, who: str) -> Menu | None:
    """Read when the options of a decision are available; those that are not named always are."""
    if not isinstance(available, Mapping):
        due = "a mapping from options to functions of facts was due"
        raise BadMenu(f"{who}: available is {available!r}; {due}, such as {{'probe': lambda door: door == 'open'}}.")
    rules = {_option(label, fact, who): _rule(when, fact, scope, who) for label, when in available.items()}
    if not rules:
        return None
    parents = tuple(sorted({f.index for facts, _ in rules.values() for f in facts}))
    shape = tuple(len(scope.facts[p].outcomes) for p in parents)
    array = np.ones((*shape, len(fact.outcomes)), dtype=np.bool_)
    for option, (facts, holds) in rules.items():
        array[..., option] = _spread(facts, holds, parents)
    array.setflags(write=False)
    return Menu(parents, array)


def _option(label: object, fact: Fact, who: str) -> int:
    position = position_of(label, fact.outcomes)
    if position is None:
        raise UnknownName(f"{who}, available: {no_outcome(fact.name, label, fact.outcomes)}")
    return position


def _rule(when: When | Callable[..., Any], fact: Fact, scope: Scope, who: str) -> tuple[tuple[Fact, ...], Bools]:
    holds = when.holds if isinstance(when, When) else when
    if not callable(holds):
        raise BadMenu(f"{who}, available: {when!r} came; a function of facts or un.when([facts], function) was due.")
    if isinstance(when, When):
        facts = unrepeated(tuple(scope.fact(f, who, fact.index) for f in when.given), who, BadMenu)
    else:
        facts = facts_named(holds, scope, who, BadMenu, fact.index)
    grid = Grid(f"{who}, available", facts, BadMenu)
    return facts, truths(grid, function_cells(grid, holds))


def _spread(facts: tuple[Fact, ...], holds: Bools, parents: tuple[int, ...]) -> Bools:
    """Order the axes of a condition as the menu's parents, with an axis of one for those that it does not name."""
    order = sorted(range(len(facts)), key=lambda axis: facts[axis].index)
    sizes = {f.index: len(f.outcomes) for f in facts}
    return holds.transpose(order).reshape(tuple(sizes.get(p, 1) for p in parents))
