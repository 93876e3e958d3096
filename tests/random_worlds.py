"""Random small worlds for the reference and for laws: everything that a world may hold, each now and then.

`random_spec(seed)` is a function of the seed alone, so that a failing world is named by a number.  `specs()` is the
same as a hypothesis strategy.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from hypothesis import strategies as st

from reference.spec import (
    CHANCE,
    DECISION,
    SIGN,
    Asking,
    Fact,
    Growth,
    ImageTerm,
    LevelChange,
    Mind,
    OutcomeTerm,
    Question,
    Reveal,
    Rule,
    Spec,
    Table,
    Traits,
)

NAMES = ("Ann", "Bob", "Cyd", "Dee")
LABELS = ("no", "yes", "both")


@dataclass(frozen=True)
class Size:
    """How large a world may be, and how likely (times the usual) it has what is rare."""

    minds: tuple[int, int] = (2, 4)
    facts: tuple[int, int] = (3, 8)
    cells: int = 2_000
    level: int = 4
    rare: float = 1.0


@dataclass(frozen=True)
class Blend:
    """A row that moves with a number: `(1 - t) * low + t * high`, for the mean t of the answers."""

    low: np.ndarray
    high: np.ndarray

    def __call__(self, *given: float) -> np.ndarray:
        """The row for the parents' outcomes and then one answer for each question."""
        parents, answers = given[: self.low.ndim - 1], given[self.low.ndim - 1 :]
        t = float(np.mean([float(a) for a in answers]))
        at = tuple(int(p) for p in parents)
        return (1 - t) * self.low[at] + t * self.high[at]


@dataclass(frozen=True)
class Worth:
    """Utils from a belief: coefficients times probabilities, squared or not; of many beliefs the mean or variance."""

    coefficients: np.ndarray
    square: bool
    spread: bool

    def __call__(self, belief: object, *outcomes: int) -> float:
        """The worth of a vector, or of a list of (weight, vector)."""
        row = self.coefficients[outcomes]
        if isinstance(belief, np.ndarray):
            return self.of(float(row @ belief))
        values = np.array([float(row @ vector) for _, vector in belief])
        weights = np.array([weight for weight, _ in belief])
        mean = float(weights @ values)
        return float(weights @ (values - mean) ** 2) if self.spread else self.of(mean)

    def of(self, value: float) -> float:
        """Linear or not."""
        return value * abs(value) if self.square else value


@dataclass
class Draw:
    """A world in the making."""

    rng: np.random.Generator
    size: Size
    minds: int = 0
    items: list = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    unaware: dict[int, set[tuple[int, int]]] = field(default_factory=dict)

    # --- dice

    def rarely(self, p: float) -> bool:
        return bool(self.rng.random() < p * self.size.rare)

    def often(self, p: float) -> bool:
        return bool(self.rng.random() < p)

    def one(self, options: list | tuple | range) -> object:
        return options[int(self.rng.integers(len(options)))]

    def some(self, options: list | tuple | range, most: int) -> tuple:
        count = min(int(self.rng.integers(most + 1)), len(options))
        return tuple(sorted(int(x) for x in self.rng.permutation(np.array(options, int))[:count]))

    # --- tables

    def rows(self, shape: tuple[int, ...], sharp: bool = True) -> np.ndarray:
        """Random rows, now and then with zeros or with nothing but a one."""
        rows = self.rng.dirichlet(np.ones(shape[-1]), shape[:-1]) * 0.94 + 0.06 / shape[-1]
        if sharp and self.rarely(0.12):
            rows = np.where(rows == rows.max(-1, keepdims=True), rows, rows * (self.rng.random(rows.shape) < 0.6))
        if sharp and self.rarely(0.08):
            rows = (rows == rows.max(-1, keepdims=True)).astype(float)
        return rows / rows.sum(-1, keepdims=True)

    def sizes(self, facts: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(len(self.facts[f].outcomes) for f in facts)

    def table(self, outcomes: int, parents: tuple[int, ...], sharp: bool = True) -> Table:
        return Table(parents, self.rows((*self.sizes(parents), outcomes), sharp))

    def asking(self, outcomes: int, parents: tuple[int, ...], owner: int) -> Asking:
        """A table that reads beliefs of its owner about earlier facts."""
        shape = (*self.sizes(parents), outcomes)
        questions = []
        for _ in range(1 + self.often(0.2)):
            others = [m for m in range(self.minds) if m != owner]
            path = (owner,) if self.often(0.6) or not others else (owner, self.one(others))
            about = self.one(range(len(self.facts)))
            outcome = self.one(range(len(self.facts[about].outcomes)))
            kind = self.rng.random()
            knows = len(path) == 1 and kind < 0.3
            questions.append(Question(path, about, None if knows and kind < 0.15 else outcome, knows))
        return Asking(parents, tuple(questions), Blend(self.rows(shape, False), self.rows(shape, False)))

    # --- facts

    def seen(self, mind: int) -> list[int]:
        """What a mind has observed so far."""
        return sorted(Spec((), tuple(self.items)).known_by(mind)) if self.facts else []

    def crowd(self, p: float) -> frozenset[int]:
        return frozenset(m for m in range(self.minds) if self.often(p))

    def labels(self, outcomes: int) -> tuple:
        return tuple(range(outcomes)) if self.often(0.15) else LABELS[:outcomes]

    def add_fact(self, scene: int, decisions: int) -> None:
        """One more fact, of any cause."""
        earlier = range(len(self.facts))
        kind = self.rng.random()
        outcomes = 3 if self.often(0.2) else 2
        name = f"f{len(self.facts)}"
        owner = int(self.rng.integers(self.minds))
        if self.facts and kind < 0.1:
            fact = self.view(name, scene)
        elif decisions or (self.facts and kind < 0.5):
            fact = self.decision(name, outcomes, owner, scene)
        elif self.facts and kind < 0.65:
            seen_by = self.crowd(0.5) if self.often(0.4) else frozenset(range(self.minds))
            parents = self.some(earlier, 2)
            asks = self.rarely(0.25)
            table = self.asking(outcomes, parents[:1], owner) if asks else self.table(outcomes, parents)
            fact = Fact(name, self.labels(outcomes), SIGN, table, owner, seen_by | {owner}, scene=scene)
        else:
            seen_by, parents = self.crowd(0.35), self.some(earlier, 2)
            table = self.table(outcomes, parents)
            fact = Fact(name, self.labels(outcomes), CHANCE, table, None, seen_by, scene=scene)
        self.facts.append(fact)
        self.items.append(fact)

    def view(self, name: str, scene: int) -> Fact:
        """What one mind perceives of an earlier fact."""
        of = self.one(range(len(self.facts)))
        labels = tuple(label for label in self.facts[of].outcomes if label != "unseen")
        clear = 0.3 + 0.6 * self.rng.random()
        noisy = self.rows((len(self.facts[of].outcomes), len(labels) + 1))
        plain = np.zeros(noisy.shape)
        plain[np.arange(len(labels)), np.arange(len(labels))] = clear
        plain[:, -1] += 1 - plain.sum(-1)
        table = Table((of,), plain if self.often(0.7) else noisy)
        mind = int(self.rng.integers(self.minds))
        return Fact(name, (*labels, "unseen"), CHANCE, table, None, frozenset({mind}), view_of=of, scene=scene)

    def decision(self, name: str, outcomes: int, owner: int, scene: int) -> Fact:
        """A choice with a habit and, now and then, a menu."""
        seen = self.seen(owner)
        parents = self.some(range(len(self.facts)) if self.rarely(0.05) else seen, 2)
        asks, sharp = self.rarely(0.06), self.rarely(0.1)
        habit = self.asking(outcomes, parents[:1], owner) if asks else self.table(outcomes, parents, sharp)
        menu = None
        if seen and self.rarely(0.15):
            over = (self.one(seen),)
            free = self.rng.random((*self.sizes(over), outcomes)) < 0.6
            free[..., int(self.rng.integers(outcomes))] = True
            menu, rows = Table(over, free), free * self.rows(free.shape, False)
            habit = Table(over, rows / rows.sum(-1, keepdims=True))
        seen_by = self.crowd(0.5) if self.often(0.4) else frozenset(range(self.minds))
        return Fact(name, self.labels(outcomes), DECISION, habit, owner, seen_by | {owner}, menu, scene=scene)

    def add_event(self) -> None:
        """Now and then somebody learns of a fact, thinks deeper, or thinks of what it had not."""
        if self.often(0.15):
            facts = self.some(range(len(self.facts)), 2)
            self.items.append(Reveal(facts or (0,), self.crowd(0.6) or frozenset({0})))
        if self.rarely(0.04):
            mind, level = int(self.rng.integers(self.minds)), int(self.rng.integers(self.size.level + 1))
            self.items.append(LevelChange(mind, level))
        for mind, missing in self.unaware.items():
            for fact, outcome in sorted(missing):
                growths = [i for i in self.items if isinstance(i, Growth)]
                grown = any((g.mind, g.fact, g.outcome) == (mind, fact, outcome) for g in growths)
                if not grown and self.often(0.25):
                    act = self.facts[fact].cause == DECISION
                    delta = None if act else float(self.rng.uniform(0.05, 0.5))
                    self.items.append(Growth(mind, fact, outcome, delta, self.crowd(0.6) | {mind}))

    def consider(self) -> None:
        """Now and then a mind lacks an outcome of the latest fact."""
        fact, table = self.facts[-1], self.facts[-1].table
        if fact.menu is None and isinstance(table, Table) and self.rarely(0.05):
            mind, outcome = int(self.rng.integers(self.minds)), int(self.rng.integers(len(fact.outcomes)))
            rest = np.delete(table.array, outcome, axis=-1)
            if (rest.sum(-1) > 0).all():
                self.unaware.setdefault(mind, set()).add((len(self.facts) - 1, outcome))

    # --- wants

    def terms(self, mind: int) -> tuple[OutcomeTerm | ImageTerm, ...]:
        """One to three terms, mostly about what somebody does."""
        count = int(self.rng.integers(1, 4)) if self.often(0.9) else 0
        return tuple(self.image(mind) if self.often(0.3) else self.outcome(mind) for _ in range(count))

    def outcome(self, mind: int) -> OutcomeTerm:
        """A table over one or two facts, one of them often one's own choice."""
        own = [f for f, fact in enumerate(self.facts) if fact.cause == DECISION and fact.owner == mind]
        facts = set(self.some(range(len(self.facts)), 2)) | ({self.one(own)} if own and self.often(0.7) else set())
        facts = tuple(sorted(facts)[-2:]) or (len(self.facts) - 1,)
        array = self.rng.normal(0, 1.5, self.sizes(facts)).round(2)
        if self.rarely(0.05):
            array[tuple(self.rng.integers(array.shape))] = -np.inf
        return OutcomeTerm(facts, array)

    def image(self, mind: int) -> ImageTerm:
        """A worth of what another, oneself, or one's idea of another believes about an earlier fact."""
        others = [m for m in range(self.minds) if m != mind]
        kind = self.rng.random() if others else 0.0
        audience = (mind,) if kind < 0.15 else (mind, self.one(others)) if kind < 0.35 else (self.one(others),)
        after = None if self.often(0.5) else self.one(range(len(self.facts)))
        last = len(self.facts) - 1 if after is None else after
        about = self.some(range(last + 1), 2 if self.often(0.15) else 1) or (self.one(range(last + 1)),)
        facts = self.some(range(len(self.facts)), 1) if self.often(0.3) else ()
        shape = (*self.sizes(facts), int(np.prod(self.sizes(about))))
        worth = Worth(self.rng.normal(0, 1.5, shape).round(2), self.often(0.3), self.often(0.3))
        return ImageTerm(audience, about, worth, facts, after)

    # --- minds and heads

    def number(self) -> float:
        """A rationality."""
        kind = self.rng.random()
        if kind < 0.06:
            return 0.0
        return np.inf if kind < 0.06 + 0.04 * self.size.rare else float(self.rng.uniform(0.2, 3))

    def mind(self, index: int) -> Mind:
        """A mind with all that is said of it in the world."""
        own = [f for f, fact in enumerate(self.facts) if fact.cause == DECISION and fact.owner == index]
        traits = Traits(
            level=min(int(self.rng.choice(5, p=[0.1, 0.32, 0.33, 0.17, 0.08])), self.size.level),
            rationality=self.number(),
            rationality_at={self.one(own): self.number()} if own and self.rarely(0.1) else {},
            foresight=self.number() if self.rarely(0.2) else None,
            horizon=0 if self.often(0.5) else int(self.rng.integers(1, 4)),
            discount=float(self.one((0.9, 0.5))) if self.rarely(0.2) else 1.0,
            chi=float(self.one((0.3, 0.6, 1.0))) if self.rarely(0.1) else 0.0,
            terms=self.terms(index),
            mixture=tuple(self.rng.dirichlet(np.ones(self.size.level + 1))) if self.rarely(0.1) else None,
        )
        return Mind(NAMES[index], traits, frozenset(self.unaware.get(index, ())))

    def rules(self) -> tuple[Rule, ...]:
        """What is said of heads: at most a few things."""
        rules: dict[tuple[bool, tuple[int, ...]], Rule] = {}
        while self.rarely(0.3) and len(rules) < 4:
            star = self.often(0.5)
            path = self.path(int(self.rng.integers(1, 3)) if star else int(self.rng.integers(1, 4)))
            if (star, path) not in rules:
                rules[star, path] = self.rule(star, path)
        return tuple(rules.values())

    def path(self, length: int) -> tuple[int, ...]:
        path: list[int] = []
        while len(path) < length:
            mind = int(self.rng.integers(self.minds))
            path += [mind] if not path or path[-1] != mind else []
        return tuple(path)

    def rule(self, star: bool, path: tuple[int, ...]) -> Rule:
        """Tables, a level, traits, a tremble or fallbacks for a head."""
        tables = {f: self.other_table(f, path) for f in self.some(range(len(self.facts)), 2) if self.may_differ(f)}
        kind = self.rng.random()
        traits = Traits()
        if kind < 0.2:
            traits = replace(traits, level=int(self.rng.integers(self.size.level)))
        elif kind < 0.3:
            traits = replace(traits, rationality=self.number())
        elif kind < 0.45:
            traits = replace(traits, terms=self.terms(path[-1]))
        elif kind < 0.55:
            traits = replace(traits, tremble=(float(self.rng.uniform(0.01, 0.3)), float(self.one((0.0, 0.0, 1.0)))))
        elif kind < 0.65:
            traits = replace(traits, horizon=int(self.rng.integers(4)), discount=float(self.one((1.0, 0.7))))
        elif kind < 0.75:
            traits = replace(traits, foresight=self.number(), chi=float(self.one((0.0, 0.5))))
        elif kind < 0.9 and tables:
            swap = {f: None if self.often(0.5) else self.other_table(f, path) for f in tables if self.chancy(f)}
            traits = replace(traits, fallbacks=(swap,) if swap else None)
        return Rule(star, path, traits, tables)

    def chancy(self, fact: int) -> bool:
        return self.facts[fact].cause != DECISION

    def may_differ(self, fact: int) -> bool:
        """Whether some head may have another table: not where awareness needs the common one."""
        return all(f != fact for missing in self.unaware.values() for f, _ in missing)

    def other_table(self, fact: int, path: tuple[int, ...]) -> Table | Asking:
        """Another table for a head, over any earlier facts; a habit, or a policy as taken, over what its actor saw."""
        spec = self.facts[fact]
        outcomes = len(spec.outcomes)
        if spec.cause == DECISION:
            place = self.items.index(spec)
            seen = sorted(Spec((), tuple(self.items[: place + 1])).known_by(spec.owner).keys() - {fact})
            return self.table(outcomes, self.some(range(fact) if self.rarely(0.1) else seen, 2), False)
        if self.rarely(0.2):
            return Table((), np.eye(outcomes)[int(self.rng.integers(outcomes))])
        return self.table(outcomes, self.some(range(fact), 2))


def random_spec(seed: int, size: Size | None = None) -> Spec:
    """The world with that number."""
    size = size or Size()
    draw = Draw(np.random.default_rng(seed), size)
    low, high = size.minds
    draw.minds = low + int(draw.rng.choice(3, p=[0.55, 0.35, 0.1])) if high - low >= 2 else low
    count, scene = int(draw.rng.integers(size.facts[0], size.facts[1] + 1)), 0
    cells = 1
    while len(draw.facts) < count:
        draw.add_fact(scene, len(draw.facts) >= count - 1 and not any(f.cause == DECISION for f in draw.facts))
        cells *= len(draw.facts[-1].outcomes)
        draw.consider()
        if len(draw.facts) > 1:
            draw.add_event()
        scene += draw.often(0.12)
        if cells * 3 > size.cells:
            break
    minds = tuple(draw.mind(m) for m in range(draw.minds))
    return Spec(minds, tuple(draw.items), draw.rules())


def specs(size: Size | None = None) -> st.SearchStrategy[Spec]:
    """Random worlds as a strategy; the seed is what shrinks and what is reported."""
    return st.integers(0, 2**32 - 1).map(lambda seed: random_spec(seed, size))
