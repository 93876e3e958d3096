"""Check of menus: the chooser must see what they hang on, and something must always be on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from underneath.errors import BadMenu, BadTable
from underneath.model.facts import Cause, Fact
from underneath.model.faults import Fault, listed
from underneath.model.grids import place_of
from underneath.model.model import Model
from underneath.model.support import Axes, Reach, first_possible, menu_of, reach
from underneath.model.tables import Bools, Table


def menu_faults(model: Model, broken: frozenset[int]) -> Iterator[Fault]:
    """What is wrong with the menus of a model, and with habits that do not fit them."""
    common = reach(model, frozenset(), broken)
    decisions = [f for f in model.facts if f.cause is Cause.DECISION and f.owner is not None]
    for fact in decisions:
        yield from _unseen(model, fact)
        yield from _empty(common, fact, "")
        if isinstance(fact.table, Table) and fact.menu is not None and fact.index not in broken:
            yield from _habit(common, fact, fact.table)
    for mind in model.minds:
        lacking = [f for f in decisions if any(index == f.index for index, _ in mind.unaware)]
        inner = reach(model, mind.unaware, broken) if lacking else common
        for fact in lacking:
            yield from _empty(inner, fact, f" in the head of {mind.name!r}, who is not aware of all")


def _unseen(model: Model, fact: Fact) -> Iterator[Fault]:
    actor, where = model.minds[fact.owner or 0], f"decision {fact.name!r}"
    known = model.known[actor.index]
    for parent in fact.menu.parents if fact.menu else ():
        if known.get(parent, fact.place) >= fact.place:
            seen = [model.facts[f].name for f, place in known.items() if place < fact.place]
            text = f"the menu hangs on {model.facts[parent].name!r}, which {actor.name!r} has not observed by then"
            yield Fault(
                BadMenu, f"{where}: {text} (observed: {listed(seen) or 'nothing'}). Show or reveal it before.", where
            )


def _empty(reached: Reach, fact: Fact, whose: str) -> Iterator[Fault]:
    parents, menu = menu_of(fact, reached.missing)
    at = _first(reached, parents, ~menu.any(axis=-1))
    if at is not None:
        when = f" when {at}" if at else ""
        text = f"no option is available{when}{whose}. At least one must be (options: {listed(fact.outcomes)})."
        yield Fault(BadMenu, f"decision {fact.name!r}: {text}", f"decision {fact.name!r}")


def _habit(reached: Reach, fact: Fact, habit: Table) -> Iterator[Fault]:
    """A habit is scaled to what is available: something must be left, and a menu that it reads is kept to."""
    where = f"decision {fact.name!r}"
    parents, menu = menu_of(fact)
    both = tuple(sorted({*parents, *habit.parents}))
    shape = (*(reached.model.sizes[f] for f in both), len(fact.outcomes))
    on = np.broadcast_to(_spread(menu, parents, both), shape)
    gives = np.broadcast_to(_spread(habit.array > 0, habit.parents, both), shape)
    at = _first(reached, both, on.any(axis=-1) & ~(gives & on).any(axis=-1))
    if at is not None:
        text = f"the habit gives nothing to what is available when {at}. Give something to one of the options there."
        yield Fault(BadTable, f"{where}: {text}", where)
    elif set(parents) <= set(habit.parents) and np.ptp(habit.array) > 0:
        at = _first(reached, both, (gives & ~on).any(axis=-1))
        if at is not None:
            options = [repr(o) for place, o in enumerate(fact.outcomes) if (gives & ~on)[..., place].any()]
            text = f"the habit gives something to {listed(options)}, not available when {at}. Give it 0 there."
            yield Fault(BadTable, f"{where}: {text}", where)


def _spread(array: Bools, parents: Axes, both: Axes) -> Bools:
    """Axes in the order of `both`, with an axis of one where there is none; the options stay last."""
    order = [*sorted(range(len(parents)), key=lambda axis: parents[axis]), len(parents)]
    sizes = dict(zip(parents, array.shape, strict=False))
    return array.transpose(order).reshape(*(sizes.get(f, 1) for f in both), array.shape[-1])


def _first(reached: Reach, parents: Axes, bad: Any) -> str | None:
    """The first joint outcome that is bad and can happen, in words; None without one."""
    cell = first_possible(reached, parents, np.asarray(bad))
    facts = tuple(reached.model.facts[p] for p in parents)
    return None if cell is None else place_of(facts, tuple(f.outcomes[i] for f, i in zip(facts, cell, strict=True)))
