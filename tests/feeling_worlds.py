"""Random worlds with more to feel in them: scenes, wants about others, wants that are feelings, signs that show them.

`feeling_spec(seed)` is a function of the seed alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from branch_worlds import felt as reading
from random_worlds import Blend, Size, Worth, random_spec
from reference.spec import (
    DECISION,
    AngerTerm,
    Asking,
    BlameTerm,
    Fact,
    Felt,
    GuiltTerm,
    ImageTerm,
    Mind,
    OutcomeTerm,
    Spec,
    Term,
)

SMALL = Size(minds=(2, 4), facts=(3, 7), cells=400, level=3)
PLAIN = ("surprise", "joy", "distress", "hope", "fear", "relief", "disappointment")
OWN = ("regret", "mistake")
BEFORE = ("embarrassment", "pride", "mortification")
ABOUT_MINE = ("guilt", "foreseen guilt")
ABOUT_THEIRS = ("blame", "foreseen regret")
TOWARD = ("anger", "gratitude", "longing")
TINY = 1e-9
SHOWN = (*PLAIN, *BEFORE, *TOWARD, *OWN, *ABOUT_MINE, *OWN, *ABOUT_MINE)


@dataclass
class Dresser:
    """A random world, with more scenes and with wants that feelings are about."""

    spec: Spec
    rng: np.random.Generator
    angry: bool = False

    def often(self, p: float) -> bool:
        return bool(self.rng.random() < p)

    def dressed(self, acting: float) -> Spec:
        """`acting`: how likely feelings act and show, where they may."""
        self.spec = replace(self.spec, items=self.scenes())
        minds = tuple(self.mind(m, index, acting) for index, m in enumerate(self.spec.minds))
        rules = tuple(replace(r, traits=self.finite_traits(r.traits)) for r in self.spec.rules)
        self.spec = Spec(minds, self.spec.items, rules)
        return Spec(minds, self.shown() if self.often(acting) else self.spec.items, rules)

    def scenes(self) -> tuple:
        """A new scene now and then."""
        scene, items = 0, []
        for item in self.spec.items:
            scene += isinstance(item, Fact) and bool(items) and self.often(0.08)
            items.append(replace(item, scene=scene) if isinstance(item, Fact) else item)
        return tuple(items)

    def mind(self, mind: Mind, index: int, acting: float) -> Mind:
        """Its wants, a few more, and what its feelings are measured by."""
        traits = self.finite_traits(mind.traits)
        terms = (*traits.terms, *self.shared(index))
        if self.often(acting):
            terms += self.scruples(index)
        point = float(self.rng.normal()) if self.often(0.3) else None
        kappa = float(self.rng.uniform(0, 2)) if self.often(0.5) else None
        return replace(mind, traits=replace(traits, terms=terms, reference=point, kappa=kappa))

    def finite_traits(self, traits: object) -> object:
        """Nothing is worth minus infinity here: what is felt of it is no number."""
        if traits.terms is None:
            return traits
        return replace(traits, terms=tuple(self.finite(t) for t in traits.terms))

    def finite(self, term: Term) -> Term:
        plain = isinstance(term, OutcomeTerm)
        return replace(term, array=np.where(np.isfinite(term.array), term.array, -3.0)) if plain else term

    def shared(self, index: int) -> tuple[Term, ...]:
        """Wants about what others do, and about what they think."""
        acts = self.acts(lambda owner: owner != index)
        others = [m for m in range(len(self.spec.minds)) if m != index]
        found: tuple[Term, ...] = ()
        if acts and self.often(0.6):
            facts = tuple(sorted({self.one(acts), int(self.rng.integers(len(self.spec.facts)))}))
            shape = [len(self.spec.facts[f].outcomes) for f in facts]
            found += (OutcomeTerm(facts, self.rng.normal(0, 1.5, shape).round(2)),)
        if self.often(0.5):
            about = int(self.rng.integers(len(self.spec.facts)))
            row = self.rng.normal(0, 1.5, len(self.spec.facts[about].outcomes)).round(2)
            worth = Worth(row, self.often(0.3), False)
            found += (ImageTerm((self.one(others),), (about,), worth),)
        return found

    def acts(self, whose: object) -> list[int]:
        facts = enumerate(self.spec.facts)
        return [f for f, fact in facts if fact.cause == DECISION and whose(fact.owner)]

    def one(self, options: list[int]) -> int:
        return int(options[int(self.rng.integers(len(options)))])

    def scruples(self, index: int) -> tuple[Term, ...]:
        """A want that is a feeling about an act of one's own."""
        own = self.acts(lambda owner: owner == index)
        if not own:
            return ()
        others, weight = [m for m in range(len(self.spec.minds)) if m != index], float(self.rng.uniform(0.2, 2))
        act, toward, kind = self.one(own), self.one(others), self.rng.random()
        if kind < 0.4:
            return (GuiltTerm(toward, weight, act),)
        if kind < 0.7 or not self.angry:
            return (BlameTerm(toward, weight, act, self.blamed(act)),)
        return (AngerTerm(toward, weight, act),)

    def blamed(self, act: int) -> int | None:
        return None if self.often(0.6) else int(self.rng.integers(act, len(self.spec.facts)))

    def shown(self) -> tuple:
        """A fact without an owner becomes a sign of what somebody feels."""
        facts = [f for f in range(1, len(self.spec.facts)) if self.free(f)]
        if not facts:
            return self.spec.items
        fact = self.one(facts)
        sign = reading(self.spec, self.spec.facts[fact], self.rng)
        question = self.question(fact, sign.owner)
        if question is None:
            return self.spec.items
        sign = replace(sign, table=Asking(sign.table.parents, (question,), Squashed(sign.table.rule)))
        # What is felt of a scene that is over cannot hang on the sign itself.
        return self.opening(fact, sign) if self.often(0.7) else self.put(fact, sign)

    def free(self, fact: int) -> bool:
        """Whether a fact may become a sign: nobody's choice or view, and nobody is unaware of it."""
        spec = self.spec.facts[fact]
        unaware = {f for mind in self.spec.minds for f, _ in mind.unaware}
        return spec.cause != DECISION and spec.view_of is None and fact not in unaware

    def put(self, fact: int, sign: Fact) -> tuple:
        """The items with a sign instead of a fact."""
        place = self.spec.place[fact]
        return (*self.spec.items[:place], sign, *self.spec.items[place + 1 :])

    def opening(self, fact: int, sign: Fact) -> tuple:
        """The same, where the sign opens a scene."""
        place, items = self.spec.place[fact], self.put(fact, sign)
        later = (replace(i, scene=i.scene + 1) if isinstance(i, Fact) else i for i in items[place:])
        return (*items[:place], *later)

    def question(self, fact: int, owner: int) -> Felt | None:
        """A feeling of a mind just before a fact."""
        since = int(self.rng.integers(fact))
        name = SHOWN[int(self.rng.integers(len(SHOWN)))]
        if not self.spec.minds[owner].traits.terms:
            return None  # who wants nothing feels nothing of the kind, and a sign that says so is refused
        others = [m for m in range(len(self.spec.minds)) if m != owner]
        own = [f for f in self.acts(lambda o: o == owner) if f < fact]
        act, toward = None, None
        if name in OWN + ABOUT_MINE:
            if not own:
                return None
            act = self.one(own)
        if name in ABOUT_MINE + TOWARD:
            toward = self.one(others)
        if name in BEFORE:
            traits = self.spec.minds[owner].traits
            audiences = [t.audience for t in traits.terms if isinstance(t, ImageTerm) and t.audience[0] != owner]
            if not audiences or (name == "mortification" and traits.kappa is None):
                return None
            toward = audiences[int(self.rng.integers(len(audiences)))]
        return Felt(name, since, toward, act)


@dataclass(frozen=True)
class Squashed:
    """A row that moves with a number of any size."""

    blend: Blend

    def __call__(self, *given: float) -> np.ndarray:
        """The row for the parents' outcomes and one feeling."""
        return self.blend(*given[:-1], 1.0 if np.isinf(given[-1]) else float(given[-1] / (1 + abs(given[-1]))))


def feeling_spec(seed: int, size: Size = SMALL, acting: float = 0.0, angry: bool = False) -> Spec:
    """The random world with that number, with more to feel in it."""
    return Dresser(random_spec(seed, size), np.random.default_rng((seed, 6)), angry).dressed(acting)
