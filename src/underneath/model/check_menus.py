"""Check of menus: the chooser must see what they hang on, and something must always be on them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from underneath.errors import BadMenu, BadTable
from underneath.model.facts import Cause, Fact
from underneath.model.faults import Fault, listed
from underneath.model.grids import place_of
from underneath.model.model import Model
from underneath.model.support import Axes, Missing, menu_of, possible
from underneath.model.tables import Bools, Table


def menu_faults(model: Model, broken: frozenset[int]) -> Iterator[Fault]:
    """What is wrong with the menus of a model, and with habits that do not fit them."""
    for fact in model.facts:
        if fact.cause is Cause.DECISION and fact.owner is not None:
            yield from _unseen(model, fact)
            yield from _empty(model, fact, broken, frozenset(), "")
            yield from _unaware(model, fact, broken)
            if isinstance(fact.table, Table) and fact.menu is not None and fact.index not in broken:
                yield from _habit(model, fact, fact.table, broken)


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


def _unaware(model: Model, fact: Fact, broken: frozenset[int]) -> Iterator[Fault]:
    for mind in model.minds:
        if any(index == fact.index for index, _ in mind.unaware):
            yield from _empty(
                model, fact, broken, mind.unaware, f" in the head of {mind.name!r}, who is not aware of all"
            )


def _empty(model: Model, fact: Fact, broken: frozenset[int], missing: Missing, whose: str) -> Iterator[Fault]:
    parents, menu = menu_of(fact, missing)
    at = _first(model, parents, np.asarray(~menu.any(axis=-1)), missing, broken)
    if at is not None:
        when = f" when {at}" if at else ""
        text = f"no option is available{when}{whose}. At least one must be (options: {listed(fact.outcomes)})."
        yield Fault(BadMenu, f"decision {fact.name!r}: {text}", f"decision {fact.name!r}")


def _habit(model: Model, fact: Fact, habit: Table, broken: frozenset[int]) -> Iterator[Fault]:
    """A habit is scaled to what is available: something must be left, and it may not go against a menu that it reads."""
    where = f"decision {fact.name!r}"
    parents, menu = menu_of(fact)
    both = tuple(sorted({*parents, *habit.parents}))
    shape = (*(model.sizes[f] for f in both), len(fact.outcomes))
    on = np.broadcast_to(_spread(menu, parents, both), shape)
    gives = np.broadcast_to(_spread(habit.array > 0, habit.parents, both), shape)
    at = _first(model, both, on.any(axis=-1) & ~(gives & on).any(axis=-1), frozenset(), broken)
    if at is not None:
        text = f"the habit gives nothing to what is available when {at}. Give something to one of the options there."
        yield Fault(BadTable, f"{where}: {text}", where)
    elif set(parents) <= set(habit.parents) and np.ptp(habit.array) > 0:
        at = _first(model, both, (gives & ~on).any(axis=-1), frozenset(), broken)
        if at is not None:
            options = [repr(o) for place, o in enumerate(fact.outcomes) if (gives & ~on)[..., place].any()]
            text = f"the habit gives something to {listed(options)}, not available when {at}. Give it 0 there."
            yield Fault(BadTable, f"{where}: {text}", where)


def _spread(array: Bools, parents: Axes, both: Axes) -> Bools:
    """Axes in the order of `both`, with an axis of one where there is none; the options stay last."""
    order = [*sorted(range(len(parents)), key=lambda axis: parents[axis]), len(parents)]
    sizes = dict(zip(parents, array.shape, strict=False))
    return array.transpose(order).reshape(*(sizes.get(f, 1) for f in both), array.shape[-1])


def _first(model: Model, parents: Axes, bad: Bools, missing: Missing, broken: frozenset[int]) -> str | None:
    """The first joint outcome that is bad and can happen, in words; None without one."""
    if not bad.any():
        return None
    can = possible(model, parents, missing, broken)
    if can is None or not (bad & can).any():
        return None
    cell = np.argwhere(bad & can)[0]
    facts = tuple(model.facts[p] for p in parents)
    return place_of(facts, tuple(f.outcomes[i] for f, i in zip(facts, cell, strict=True)))
