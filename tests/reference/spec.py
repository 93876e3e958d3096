"""A world as plain data, for the reference alone: no names are looked up, nothing is checked, nothing is clever.

Minds and facts are integers (positions in `Spec.minds` and in `Spec.facts`), outcomes are positions in a fact's labels.
`Spec.items` is the order in which things happen; the place of an item is its position there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

CHANCE, SIGN, DECISION = "chance", "sign", "decision"


@dataclass(frozen=True, eq=False)
class Table:
    """P(fact | parents): `array[parent outcomes..., outcome]`."""

    parents: tuple[int, ...]
    array: np.ndarray


@dataclass(frozen=True)
class Question:
    """A belief that a table reads, just before its fact: `path` starts with the owner of the fact.

    `outcome` given: the probability of that outcome of `about`, or with `knows` whether it is certain.  `outcome` None:
    whether any outcome is certain.  Longer paths are read off the mean.
    """

    path: tuple[int, ...]
    about: int
    outcome: int | None = None
    knows: bool = False

    def read(self, belief: np.ndarray) -> float | bool:
        """The answer that a rule is given."""
        if self.outcome is None:
            return bool(belief.max() > 1 - 1e-9)
        return bool(belief[self.outcome] > 1 - 1e-9) if self.knows else float(belief[self.outcome])


@dataclass(frozen=True)
class Felt:
    """A feeling that a table reads: of the fact's owner, from just before `since` to just before the fact.

    `toward` is a mind, or an audience (a path); `act` is a decision, where the feeling is about one.
    """

    name: str
    since: int
    toward: int | tuple[int, ...] | None = None
    act: int | None = None


@dataclass(frozen=True, eq=False)
class Asking:
    """P(fact | parents, answers): `rule(*parent outcomes, *answers)` is a row."""

    parents: tuple[int, ...]
    questions: tuple[Question | Felt, ...]
    rule: Callable[..., np.ndarray]


@dataclass(frozen=True, eq=False)
class Fact:
    """A fact; `table` is the habit of a decision; `menu` has booleans for options; a view is `view_of` another fact."""

    name: str
    outcomes: tuple[Any, ...]
    cause: str
    table: Table | Asking | None
    owner: int | None = None
    observers: frozenset[int] = frozenset()
    menu: Table | None = None
    view_of: int | None = None
    scene: int = 0


@dataclass(frozen=True)
class Reveal:
    """From here on `to` know `facts`."""

    facts: tuple[int, ...]
    to: frozenset[int]


@dataclass(frozen=True)
class LevelChange:
    """From here on `mind` reasons at `level`."""

    mind: int
    level: int


@dataclass(frozen=True)
class Growth:
    """From here on `mind` holds `outcome` of `fact` possible, with mass `delta` (None: an option)."""

    mind: int
    fact: int
    outcome: int
    delta: float | None
    observers: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class OutcomeTerm:
    """Utils over `facts`: `array[outcomes...]`."""

    facts: tuple[int, ...]
    array: np.ndarray


@dataclass(frozen=True, eq=False)
class ImageTerm:
    """Utils that hang on a belief over the joint outcomes of `about`, read after fact `after` (None: end of the scene).

    `audience` is `(k,)`, oneself `(s,)`, or one's own idea of another `(s, k)`.  `worth(belief, *outcomes of facts)`
    gets a vector, or a list of (weight, vector) where the audience is one's own idea of another.
    """

    audience: tuple[int, ...]
    about: tuple[int, ...]
    worth: Callable[..., float]
    facts: tuple[int, ...] = ()
    after: int | None = None


@dataclass(frozen=True)
class GuiltTerm:
    """Minus `weight` times the guilt toward another that one foresees about a decision of one's own."""

    toward: int
    weight: float
    decision: int


@dataclass(frozen=True)
class BlameTerm:
    """Minus `weight` times the blame by another for a decision of one's own, after fact `after` (None: as images)."""

    toward: int
    weight: float
    decision: int
    after: int | None = None


@dataclass(frozen=True)
class AngerTerm:
    """Minus `weight` times one's anger at another just before a decision of one's own, times what that other gets."""

    at: int
    weight: float
    decision: int


Term = OutcomeTerm | ImageTerm | GuiltTerm | BlameTerm | AngerTerm


@dataclass(frozen=True)
class Traits:
    """What is said of a mind, or of a mind in a head; None: nothing is said.  A tremble is (eps, rationality or 0).

    Fallbacks are further lists of tables (None: the common one), tried in order on what those before hold impossible.
    """

    level: int | None = None
    rationality: float | None = None
    rationality_at: dict[int, float] = field(default_factory=dict)
    foresight: float | None = None
    horizon: int | None = None
    discount: float | None = None
    chi: float | None = None
    terms: tuple[Term, ...] | None = None
    mixture: tuple[float, ...] | None = None
    tremble: tuple[float, float] | None = None
    fallbacks: tuple[dict[int, Table | None], ...] | None = None
    reference: float | None = None
    kappa: float | None = None


@dataclass(frozen=True)
class Mind:
    """A mind; its traits have a level, rationality, horizon (0: the scene), discount, chi and terms."""

    name: str
    traits: Traits
    unaware: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Rule:
    """What is said of the exact path, or with `star` of every path that ends so."""

    star: bool
    path: tuple[int, ...]
    traits: Traits = field(default_factory=Traits)
    tables: dict[int, Table | Asking] = field(default_factory=dict)

    def fits(self, path: tuple[int, ...]) -> bool:
        """Whether this is said of `path`."""
        return path[-len(self.path) :] == self.path if self.star else path == self.path


@dataclass(frozen=True, eq=False)
class Spec:
    """A world."""

    minds: tuple[Mind, ...]
    items: tuple[Fact | Reveal | LevelChange | Growth, ...]
    rules: tuple[Rule, ...] = ()

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts among the items."""
        return tuple(item for item in self.items if isinstance(item, Fact))

    @cached_property
    def place(self) -> tuple[int, ...]:
        """The place of each fact."""
        return tuple(place for place, item in enumerate(self.items) if isinstance(item, Fact))

    @cached_property
    def known(self) -> tuple[dict[int, int], ...]:
        """For each mind, the place from which on it knows each fact that it observes."""
        return tuple(self.known_by(mind) for mind in range(len(self.minds)))

    def known_by(self, mind: int) -> dict[int, int]:
        """The place from which on a mind knows each fact that it observes."""
        known: dict[int, int] = {}
        for place, item in enumerate(self.items):
            if isinstance(item, Fact) and (mind in item.observers or mind == item.owner):
                known.setdefault(self.place.index(place), place)
            elif isinstance(item, Reveal) and mind in item.to:
                for fact in item.facts:
                    known.setdefault(fact, place)
        return known

    def seen(self, mind: int, at: int) -> tuple[int, ...]:
        """The facts that `mind` knows before place `at`."""
        return tuple(sorted(f for f, place in self.known[mind].items() if place < at))

    def after(self, fact: int) -> int:
        """The place just after `fact` and what stands before the next fact."""
        return self.place[fact + 1] if fact + 1 < len(self.facts) else len(self.items)

    def scene_end(self, fact: int) -> int:
        """The place after the last item of the scene of `fact`."""
        return self.after(max(f for f, other in enumerate(self.facts) if other.scene == self.facts[fact].scene))

    def scene_start(self, fact: int) -> int:
        """The place of the first item of the scene of `fact`."""
        first = min(f for f, other in enumerate(self.facts) if other.scene == self.facts[fact].scene)
        return self.place[first] if first > 0 else 0

    def point(self, term: ImageTerm | BlameTerm) -> int:
        """The place at which an image is read, or blame is felt."""
        if term.after is not None:
            return self.after(term.after)
        return self.scene_end(term.decision if isinstance(term, BlameTerm) else max(term.about + term.facts))

    def falls(self, term: Term) -> int:
        """The place at which a term falls."""
        facts = term.facts if isinstance(term, OutcomeTerm | ImageTerm) else (term.decision,)
        last = max((self.place[f] for f in facts), default=-1)
        return max(last, self.point(term) - 1) if isinstance(term, ImageTerm | BlameTerm) else last
