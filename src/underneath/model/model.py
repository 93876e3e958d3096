"""The immutable model of a world: what the builder and the file format both make, and all that inference reads."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from underneath.model.facts import Cause, Fact, Growth, Item, LevelChange, Reveal
from underneath.model.minds import HeadRule, Mind
from underneath.model.terms import Term


@dataclass(frozen=True, eq=False, repr=False)
class Model:
    """Facts, minds and heads of a world.

    `items` is the order in which things happen; `facts` are the facts among them, by index; `scene_ends[s]` is the
    place just after the last item of scene s; `scenes` are their names.
    """

    name: str
    minds: tuple[Mind, ...]
    facts: tuple[Fact, ...]
    items: tuple[Item, ...]
    scenes: tuple[str, ...]
    scene_ends: tuple[int, ...]
    heads: tuple[HeadRule, ...] = ()

    def __repr__(self) -> str:
        """Say how much there is."""
        return f"Model({self.name!r}: {len(self.minds)} minds, {len(self.facts)} facts, {len(self.scenes)} scenes)"

    @property
    def end(self) -> int:
        """The place after the last item."""
        return len(self.items)

    @cached_property
    def named_scenes(self) -> tuple[tuple[str, int, int], ...]:
        """Every scene that has a name, with the places of its first step and after its last."""
        found = zip(self.scenes, (0, *self.scene_ends), self.scene_ends, strict=False)
        return tuple((name, start, end) for name, start, end in found if name)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many outcomes each fact has."""
        return tuple(len(fact.outcomes) for fact in self.facts)

    @cached_property
    def known(self) -> tuple[dict[int, int], ...]:
        """For each mind, the place from which on it knows each fact that it ever observes.

        A mind knows fact f in an answer "before place t" when `known[mind][f] < t`.
        """
        table: list[dict[int, int]] = [{} for _ in self.minds]
        for item in self.items:
            if isinstance(item, Fact):
                for mind in item.observers:
                    table[mind].setdefault(item.index, item.place)
            elif isinstance(item, Reveal):
                for mind in item.to:
                    for fact in item.facts:
                        table[mind].setdefault(fact, item.place)
        return tuple(table)

    @cached_property
    def _fact_places(self) -> tuple[int, ...]:
        return tuple(f.place for f in self.facts)

    def between(self, start: int, end: int) -> range:
        """The facts at places from `start` to before `end`, by index: facts stand in the order of their places."""
        return range(bisect_left(self._fact_places, start), bisect_left(self._fact_places, end))

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each fact the facts whose common table or menu names it."""
        found: list[list[int]] = [[] for _ in self.facts]
        for fact in self.facts:
            for parent in {*(fact.table.parents if fact.table else ()), *(fact.menu.parents if fact.menu else ())}:
                found[parent].append(fact.index)
        return tuple(map(tuple, found))

    @cached_property
    def decisions_of(self) -> tuple[tuple[Fact, ...], ...]:
        """The decisions of each mind, in order."""
        chosen = [f for f in self.facts if f.cause is Cause.DECISION]
        return tuple(tuple(f for f in chosen if f.owner == m.index) for m in self.minds)

    def terms_of(self, mind: int) -> list[Term]:
        """All that a mind wants, in whatever head."""
        heads = (rule.traits for rule in self.heads if rule.path[-1:] == (mind,))
        return [term for traits in (self.minds[mind].traits, *heads) for term in traits.terms or ()]

    @cached_property
    def level_changes(self) -> tuple[LevelChange, ...]:
        """Changes of level, in order."""
        return tuple(item for item in self.items if isinstance(item, LevelChange))

    @cached_property
    def growths(self) -> tuple[Growth, ...]:
        """Growths of awareness, in order."""
        return tuple(item for item in self.items if isinstance(item, Growth))
