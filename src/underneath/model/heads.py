"""Heads: the world as a mind at the end of a path has it.

A path of minds (Sakura > Kakashi > Sakura ...) may be as long as one likes, but only finitely many heads differ: what
is said of exact paths is a tree, what is said of endings is a matching automaton (Aho and Corasick 1975), and levels
stop at zero.  `Heads` walks both and gives equal heads the same number, so that everything about them is computed once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from underneath.model.facts import Cause
from underneath.model.minds import HeadRule, LevelWeights, Tremble
from underneath.model.model import Model
from underneath.model.tables import AnyTable, BeliefTable, Floats, Table
from underneath.model.terms import Term

ROOT = 0
"""The head of nobody: the world itself."""
NOBODY = -1

Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What tells one head from another.

    `exact` is the path while some exact rule may still apply to it or its continuations, else None; `ending` is the
    longest ending that matters to a star rule.  `missing` are (fact, outcome) pairs outside awareness; `grown`
    indexes the growths of the owner that this head takes into account; `visible` the growths that everyone on the
    path observes.
    """

    owner: int
    level: int
    exact: Path | None
    ending: Path
    missing: frozenset[tuple[int, int]] = frozenset()
    grown: tuple[int, ...] = ()
    visible: frozenset[int] = frozenset()
    variant: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """All traits of a head, resolved: exact path, then longer ending, then what the world says of the mind."""

    rationality: float
    rationality_at: Mapping[int, float]
    foresight: float | None
    horizon: int
    discount: float
    chi: float
    terms: tuple[Term, ...]
    mixture: LevelWeights | None
    tremble: Tremble | None
    fallbacks: tuple[Mapping[int, AnyTable | None], ...]
    reference: float | None = None
    kappa: float | None = None


@dataclass(slots=True, repr=False)
class Heads:
    """The heads of a model, numbered as they are met."""

    model: Model
    heads: list[Head] = field(default_factory=list)
    _origins: list[tuple[int, int]] = field(default_factory=list)
    _depths: list[int] = field(default_factory=list)
    _numbers: dict[Head, int] = field(default_factory=dict)
    _children: dict[tuple[int, int, int, int | None], int] = field(default_factory=dict)
    _settings: dict[tuple[int, Path | None, Path], Settings] = field(default_factory=dict)
    _tables: dict[tuple[int, int], AnyTable | None] = field(default_factory=dict)
    _rules: dict[tuple[int, Path | None, Path], tuple[HeadRule, ...]] = field(default_factory=dict)
    _shapes: dict[int, int] = field(default_factory=dict)
    _epochs: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Start with the world itself."""
        changes = [c.place for c in self.model.level_changes] + [g.place for g in self.model.growths]
        self._epochs = tuple(sorted(changes))
        visible = frozenset(range(len(self.model.growths)))
        self._number(Head(NOBODY, 0, (), (), visible=visible), NOBODY, NOBODY)

    def __getitem__(self, number: int) -> Head:
        """The head with that number."""
        return self.heads[number]

    def child(self, number: int, mind: int, place: int, level: int | None = None) -> int:
        """The head of `mind` in this head, as of the item at `place`; `level` is a drawn level (mixtures)."""
        epoch = sum(e < place for e in self._epochs) if self._epochs else 0
        key = (number, mind, epoch, level)
        found = self._children.get(key)
        if found is None:
            found = self._children[key] = self._make_child(number, mind, place, level)
            self._shorten(found, number, mind)
        return found

    def _shorten(self, number: int, parent: int, mind: int) -> None:
        """Keep the shortest path to a head, which is what messages call it."""
        if number != parent and self._depths[parent] + 1 < self._depths[number]:
            self._origins[number], self._depths[number] = (parent, mind), self._depths[parent] + 1

    def _make_child(self, number: int, mind: int, place: int, drawn: int | None) -> int:
        head = self.heads[number]
        if mind == head.owner:
            return self.base(number)
        exact = self._step_exact(head.exact, mind)
        ending = self._step_ending(head.ending, mind)
        level = self._level(head, mind, place, drawn, self._matching(mind, exact, ending))
        visible = frozenset(g for g in head.visible if self._sees(g, mind))
        missing, grown = self._awareness(head, mind, place, visible)
        return self._number(Head(mind, level, exact, ending, missing, grown, visible), number, mind)

    def path(self, number: int) -> Path:
        """A path that leads to a head: the shortest that was met."""
        minds: list[int] = []
        while number > ROOT:
            number, mind = self._origins[number]
            minds.append(mind)
        return tuple(reversed(minds))

    def base(self, number: int) -> int:
        """The same head with its first list of tables."""
        head = self.heads[number]
        return number if head.variant == 0 else self._like(number, replace(head, variant=0))

    def variants(self, number: int) -> tuple[int, ...]:
        """The head with its own tables, then with each list of fallback tables."""
        count = len(self.settings(number).fallbacks)
        if not count:
            return (number,)
        head = self.heads[number]
        return tuple(self._like(number, replace(head, variant=v)) for v in range(count + 1))

    def shape(self, number: int) -> int:
        """The head with its level cut to 0, 1 or more: heads of one shape have the same tables over the same facts."""
        found = self._shapes.get(number)
        if found is None:
            head = self.heads[number]
            small = number if head.level <= 2 else self._like(number, replace(head, level=2))
            found = self._shapes[number] = small
        return found

    def _like(self, number: int, head: Head) -> int:
        """The number of a variation of a head."""
        return self._number(head, *self._origins[number])

    def _number(self, head: Head, parent: int, mind: int) -> int:
        number = self._numbers.get(head)
        if number is None:
            number = self._numbers[head] = len(self.heads)
            self.heads.append(head)
            self._origins.append((parent, mind))
            self._depths.append(self._depths[parent] + 1 if parent >= 0 else 0)
        return number

    # --- what is said of a head -------------------------------------------------------------------------------------

    def _step_exact(self, exact: Path | None, mind: int) -> Path | None:
        path = None if exact is None else (*exact, mind)
        return path if path is not None and any(r.path[: len(path)] == path for r in self._exact_rules()) else None

    def _step_ending(self, ending: Path, mind: int) -> Path:
        """Longest ending of the path that begins some star rule's ending: the automaton's next state."""
        path = (*ending, mind)
        for start in range(len(path)):
            if any(r.path[: len(path) - start] == path[start:] for r in self._star_rules()):
                return path[start:]
        return ()

    def _exact_rules(self) -> tuple[HeadRule, ...]:
        return tuple(r for r in self.model.heads if not r.star)

    def _star_rules(self) -> tuple[HeadRule, ...]:
        return tuple(r for r in self.model.heads if r.star)

    def _matching(self, owner: int, exact: Path | None, ending: Path) -> tuple[HeadRule, ...]:
        """The rules that apply, strongest first."""
        key = (owner, exact, ending)
        if key not in self._rules:
            same = [r for r in self._exact_rules() if exact is not None and r.path == exact]
            ends = [r for r in self._star_rules() if r.path and ending[len(ending) - len(r.path) :] == r.path]
            self._rules[key] = (*same, *sorted(ends, key=lambda r: -len(r.path)))
        return self._rules[key]

    def rules(self, number: int) -> tuple[HeadRule, ...]:
        """The rules that apply to a head, strongest first."""
        head = self.heads[number]
        return () if head.owner == NOBODY else self._matching(head.owner, head.exact, head.ending)

    def _level(self, head: Head, mind: int, place: int, drawn: int | None, rules: tuple[HeadRule, ...]) -> int:
        """Said for the exact path: that.  Else the count, lowered by the strongest star rule that says a level."""
        for rule in rules:
            if not rule.star and rule.traits.level is not None:
                return rule.traits.level
        if drawn is not None:
            count = drawn
        else:
            count = self.own_level(mind, place) if head.owner == NOBODY else max(head.level - 1, 0)
        said = [r.traits.level for r in rules if r.star and r.traits.level is not None]
        return min(count, said[0]) if said else count

    def says_level(self, number: int, mind: int) -> bool:
        """Whether an exact rule fixes the level of `mind` in this head."""
        exact = self._step_exact(self.heads[number].exact, mind)
        return exact is not None and any(r.path == exact and r.traits.level is not None for r in self._exact_rules())

    def own_level(self, mind: int, place: int) -> int:
        """The level at which a mind reasons, in the world itself, as of the item at `place`."""
        level = self.model.minds[mind].traits.level or 0
        for change in self.model.level_changes:
            if change.mind == mind and change.place < place:
                level = change.level
        return level

    def _sees(self, growth: int, mind: int) -> bool:
        item = self.model.growths[growth]
        return mind in item.observers or mind == item.mind

    def _awareness(
        self, head: Head, mind: int, place: int, visible: frozenset[int]
    ) -> tuple[frozenset[tuple[int, int]], tuple[int, ...]]:
        """What is missing from the head of `mind` in this head, and which of its growths count."""
        items = self.model.growths
        grown = tuple(g for g in sorted(visible) if items[g].mind == mind and items[g].place < place)
        own = self.model.minds[mind].unaware - {(items[g].fact, items[g].outcome) for g in grown}
        missing = head.missing | own
        return missing, tuple(g for g in grown if (items[g].fact, items[g].outcome) not in missing)

    def settings(self, number: int) -> Settings:
        """The traits of a head."""
        head = self.heads[number]
        key = (head.owner, head.exact, head.ending)
        found = self._settings.get(key)
        if found is None:
            found = self._settings[key] = self._resolve(number)
        return found

    def _resolve(self, number: int) -> Settings:
        head = self.heads[number]
        if head.owner == NOBODY:
            return Settings(1.0, {}, None, 0, 1.0, 0.0, (), None, None, ())
        said = [r.traits for r in self.rules(number)] + [self.model.minds[head.owner].traits]

        def first(name: str, default: object) -> object:
            return next((v for t in said if (v := getattr(t, name)) is not None), default)

        at: dict[int, float] = {}
        for traits in reversed(said):
            # A rationality said of the whole mind in a stronger rule also replaces those said of single decisions.
            at = {} if traits.rationality is not None and traits is not said[-1] else at
            at = {**at, **traits.rationality_at}
        values = {
            "rationality": first("rationality", 1.0),
            "foresight": first("foresight", None),
            "horizon": first("horizon", 0),
            "discount": first("discount", 1.0),
            "chi": first("chi", 0.0),
            "terms": first("terms", ()),
            "mixture": first("mixture", None),
            "tremble": first("tremble", None),
            "fallbacks": first("fallbacks", ()),
            "reference": first("reference", None),
            "kappa": first("kappa", None),
        }
        return Settings(rationality_at=at, **values)  # type: ignore[arg-type]

    # --- tables -----------------------------------------------------------------------------------------------------

    def replaced(self, number: int, fact: int) -> AnyTable | None:
        """The table that a rule puts into this head, before awareness."""
        head = self.heads[number]
        if head.variant:
            swap = self.settings(number).fallbacks[head.variant - 1]
            if fact in swap:
                return swap[fact]
        return next((r.tables[fact] for r in self.rules(number) if fact in r.tables), None)

    def table(self, number: int, fact: int) -> AnyTable | None:
        """The table of a chance fact, sign or habit in this head, with what the head is not aware of left out."""
        key = (number, fact)
        if key not in self._tables:
            table = self.replaced(number, fact) or self.model.facts[fact].table
            self._tables[key] = self._aware(self.heads[number], fact, table)
        return self._tables[key]

    def _aware(self, head: Head, fact: int, table: AnyTable | None) -> AnyTable | None:
        if table is None or not (head.missing or head.grown):
            return table
        grown = [self.model.growths[g] for g in head.grown if self.model.growths[g].fact == fact]
        absent = {o for f, o in head.missing if f == fact} | {g.outcome for g in grown}
        if not absent or self.model.facts[fact].cause is Cause.DECISION:
            return table
        masses = [(g.outcome, g.delta or 0.0) for g in grown]
        if isinstance(table, BeliefTable):
            rule = table.rule
            return replace(table, rule=lambda *given: aware(rule(*given), sorted(absent), masses))
        return Table(table.parents, aware(table.array, sorted(absent), masses))

    def available(self, number: int, decision: int) -> tuple[Path, np.ndarray]:
        """Which options are available in this head: parents, and booleans of shape `(parents..., options)`."""
        fact = self.model.facts[decision]
        missing = [o for f, o in self.heads[number].missing if f == decision]
        parents = fact.menu.parents if fact.menu else ()
        array = fact.menu.array if fact.menu else np.ones(len(fact.outcomes), dtype=bool)
        if missing:
            array = array.copy()
            array[..., missing] = False
        return parents, array


def aware(array: Floats, absent: list[int], grown: list[tuple[int, float]]) -> Floats:
    """Rows without what is absent, with what has grown put in: each growth scales the row by 1 less its mass."""
    rows = without(array, absent)
    for outcome, mass in grown:
        rows = rows * (1.0 - mass)
        rows[..., outcome] = mass
    return rows


def without(array: Floats, absent: list[int]) -> Floats:
    """Rows without some outcomes, renormalised; a row with nothing left stays zero (`check` refuses it)."""
    kept = array.copy()
    kept[..., absent] = 0.0
    total = kept.sum(axis=-1, keepdims=True)
    return np.asarray(kept / np.where(total > 0, total, 1.0), dtype=np.float64)
