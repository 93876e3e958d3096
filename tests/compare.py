"""Putting the same questions to the reference and to the package."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

import adapter
import underneath as un
from random_worlds import Size, random_spec
from reference import answers
from reference.answers import merge
from reference.enumerate import BudgetError, NoOptionError, Reference, UndefinedError
from reference.heads import WORLD
from reference.spec import DECISION, Spec

TOLERANCE = 1e-9


Answer = list[np.ndarray]


@dataclass(frozen=True)
class Question:
    """The same question twice; both sides answer with arrays, or refuse."""

    name: str
    reference: Callable[[Reference], Answer]
    package: Callable[[], Answer]


@dataclass
class Asker:
    """Random questions about one world and one story of it."""

    spec: Spec
    reference: Reference
    told: dict[int, int]
    story: Any
    rng: np.random.Generator

    def fact(self) -> int:
        return int(self.rng.choice(list(self.told)))

    def name(self, fact: int) -> str:
        return self.spec.facts[fact].name

    def path(self, most: int, start: int | None = None) -> tuple[int, ...]:
        """A path of minds, none of them twice in a row."""
        minds = len(self.spec.minds)
        path = [int(self.rng.integers(minds)) if start is None else start]
        for _ in range(int(self.rng.integers(most))):
            path.append(int(self.rng.choice([m for m in range(minds) if m != path[-1]])))
        return tuple(path)

    def about(self) -> tuple[int, ...]:
        count = 2 if self.rng.random() < 0.15 else 1
        return tuple(int(f) for f in sorted(self.rng.permutation(len(self.spec.facts))[:count]))

    def all(self) -> Iterator[Question]:
        """Some of every kind."""
        yield self.belief(1)
        yield self.belief(2)
        yield self.belief(3)
        yield self.later()
        yield self.jointly()
        yield self.of_the_world()
        yield self.supposed()
        yield self.mutual()
        decisions = [f for f, fact in enumerate(self.spec.facts) if fact.cause == DECISION and f <= len(self.told)]
        for decision in self.rng.permutation(decisions)[:2]:
            yield self.expect(int(decision))
            yield self.predict(int(decision))
            head = answers.root(self.reference, (self.spec.facts[decision].owner,), self.spec.place[decision])
            if self.reference.heads.plans(head) and not self.surprising_menus(int(decision)):
                yield self.voi(int(decision))

    def surprising_menus(self, decision: int) -> bool:
        """Whether a later menu of the same mind hangs on what it does not know yet."""
        owner, place = self.spec.facts[decision].owner, self.spec.place[decision]
        own = {f for f, fact in enumerate(self.spec.facts) if fact.owner == owner and fact.cause == DECISION}
        known = {*self.spec.seen(owner, place), *own}
        menus = [self.spec.facts[f].menu for f in own if f > decision]
        return any(menu is not None and not set(menu.parents) <= known for menu in menus)

    def belief(self, most: int) -> Question:
        """What a path believes, at any step, about earlier or later facts."""
        path, step, about = self.path(most), self.fact(), self.about()
        return self.nested(path, step, about, None)

    def later(self) -> Question:
        """What the first mind expects of a later belief."""
        return self.nested(self.path(2, self.path(1)[0]), step := self.fact(), self.about(), self.fact_after(step))

    def fact_after(self, step: int) -> int:
        return int(self.rng.integers(step, len(self.spec.facts)))

    def nested(self, path: tuple[int, ...], step: int, about: tuple[int, ...], after: int | None) -> Question:
        names, who = [self.name(f) for f in about], adapter.path_name(self.spec, path)
        at, point = self.spec.after(step), None if after is None or len(path) == 1 else self.spec.after(after)
        later = None if point is None else self.name(after)

        def package() -> Answer:
            belief = self.story.belief(who, names, at=self.name(step), after=later)
            return flat([(atom.weight, atom.probabilities) for atom in belief.atoms], belief.probabilities)

        def reference(reference: Reference) -> Answer:
            atoms = answers.belief(reference, path, at, about, self.told, point)
            return flat(atoms, sum(w * b for w, b in atoms))

        return Question(f"belief {who!r} {names} at {self.name(step)} after {later}", reference, package)

    def jointly(self) -> Question:
        """A distribution over beliefs, together with what a fact is."""
        path, step, about, fact = self.path(1), self.fact(), self.about(), int(self.rng.integers(len(self.spec.facts)))
        path += (int(self.rng.choice([m for m in range(len(self.spec.minds)) if m not in path])),)
        names, who, at = [self.name(f) for f in about], adapter.path_name(self.spec, path), self.spec.after(step)
        outcomes = self.spec.facts[fact].outcomes

        def package() -> Answer:
            belief = self.story.belief(who, names, at=self.name(step), jointly=[self.name(fact)])
            return tagged([(a.weight, a.probabilities, outcomes.index(a.jointly[0])) for a in belief.atoms])

        def reference(reference: Reference) -> Answer:
            return tagged(answers.jointly(reference, path, at, about, self.told, fact))

        return Question(f"jointly {who!r} {names} with {self.name(fact)} at {self.name(step)}", reference, package)

    def of_the_world(self) -> Question:
        """The world itself, of which only some is told."""
        told = {f: o for f, o in self.told.items() if self.rng.random() < 0.5}
        step, about = self.fact(), self.about()
        names = [self.name(f) for f in about]
        at = self.spec.after(step)

        def package() -> Answer:
            story = self.story.start(self.story.model).tell(adapter.labels(self.spec, told))
            return [story.belief("", names, at=self.name(step)).probabilities]

        def reference(reference: Reference) -> Answer:
            info = reference.heads.own_info(WORLD, at, told)
            return [reference.distribution(WORLD, at, info, about)]

        return Question(f"world {names} at {self.name(step)} told {told}", reference, package)

    def supposed(self) -> Question:
        """Told what its holder observed alone, some of it only for the sake of the question."""
        path, step, about = self.path(2), self.fact(), self.about()
        at, names, who = self.spec.after(step), [self.name(f) for f in about], adapter.path_name(self.spec, path)
        known = {f: self.told[f] for f in self.spec.seen(path[0], at) if f in self.told}
        said = {f: o for f, o in known.items() if self.rng.random() < 0.5}
        rest = adapter.labels(self.spec, {f: o for f, o in known.items() if f not in said})

        def package() -> Answer:
            story = self.story.start(self.story.model).tell(adapter.labels(self.spec, said))
            belief = story.belief(who, names, at=self.name(step), suppose=rest)
            return flat([(atom.weight, atom.probabilities) for atom in belief.atoms], belief.probabilities)

        def reference(reference: Reference) -> Answer:
            atoms = answers.belief(reference, path, at, about, known)
            return flat(atoms, sum(w * b for w, b in atoms))

        return Question(f"supposed {who!r} {names} at {self.name(step)} told {said}", reference, package)

    def mutual(self) -> Question:
        """Mutual belief in an outcome of a fact."""
        minds = tuple(sorted(int(m) for m in self.rng.permutation(len(self.spec.minds))[:2]))
        fact, p, n = self.fact(), float(self.rng.choice([1.0, 0.9, 0.5])), int(self.rng.integers(1, 4))
        outcomes = self.spec.facts[fact].outcomes
        inside = int(self.rng.integers(len(outcomes)))
        told = {f: o for f, o in self.told.items() if self.rng.random() < 0.6}
        at = self.spec.after(max(told)) if told else self.spec.place[0]

        def package() -> Answer:
            story = self.story.start(self.story.model).tell(adapter.labels(self.spec, told))
            event = un.event([self.name(fact)], lambda label: label == outcomes[inside])
            return [np.array(story.mutual([self.spec.minds[m].name for m in minds], event, p=p, n=n))]

        def reference(reference: Reference) -> Answer:
            event = ((fact,), ((inside,),))
            return [np.array(answers.mutual(reference, minds, at, event, p, n, told))]

        return Question(f"mutual {minds} {self.name(fact)}={inside} p={p} n={n} told {told}", reference, package)

    def before(self, decision: int) -> tuple[dict[int, int], Any]:
        told = {f: o for f, o in self.told.items() if f < decision}
        return told, self.story.start(self.story.model).tell(adapter.labels(self.spec, told))

    def expect(self, decision: int) -> Question:
        """A mind's own policy, and what each option is worth to it."""
        owner, place = self.spec.facts[decision].owner, self.spec.place[decision]
        told, story = self.before(decision)

        def package() -> Answer:
            policy = story.expect(self.name(decision))
            return [policy.probabilities, worth(policy.expected_utilities)]

        def reference(reference: Reference) -> Answer:
            policy, eu = answers.expect(reference, (owner,), decision, place, told)
            return [policy, worth(eu)]

        return Question(f"expect {self.name(decision)} told {told}", reference, package)

    def predict(self, decision: int) -> Question:
        """The policy as another mind predicts it, now or earlier."""
        owner = self.spec.facts[decision].owner
        others = [m for m in range(len(self.spec.minds)) if m != owner]
        by = int(self.rng.choice(others))
        until = int(self.rng.integers(decision + 1))
        told = {f: o for f, o in self.told.items() if f < until}
        at = self.spec.after(max(told)) if told else self.spec.place[0]

        def package() -> Answer:
            story = self.story.start(self.story.model).tell(adapter.labels(self.spec, told))
            policy = story.expect(self.name(decision), by=self.spec.minds[by].name)
            return [policy.probabilities]

        def reference(reference: Reference) -> Answer:
            (atom,) = answers.belief(reference, (by,), at, (decision,), told)
            return [atom[1]]

        return Question(f"predict {self.name(decision)} by {by} told {told}", reference, package)

    def voi(self, decision: int) -> Question:
        """The value of information of each option, where later menus are open."""
        fact = self.spec.facts[decision]
        told, story = self.before(decision)
        path = (fact.owner,)

        def package() -> Answer:
            values = story.voi(self.name(decision))
            return [np.nan_to_num([values.get(o, 0.0) for o in fact.outcomes])]

        def reference(reference: Reference) -> Answer:
            informed = answers.informed(reference, path, decision, told)
            blind = answers.blind(reference, path, decision, told)
            if not np.isfinite(informed).any():
                raise NoOptionError
            either = np.isfinite(informed) & np.isfinite(blind)
            return [np.subtract(informed, blind, out=np.zeros(either.shape), where=either)]

        return Question(f"voi {self.name(decision)} told {told}", reference, package)


def worth(eu: np.ndarray | None) -> np.ndarray:
    """Expected utilities; nothing for a habit, and for options that are not available or never chosen."""
    return np.zeros(0) if eu is None or np.isnan(eu).all() else np.where(np.isfinite(eu), eu, np.nan)


def flat(atoms: list[tuple[float, np.ndarray]], mean: np.ndarray) -> list[np.ndarray]:
    """A distribution over beliefs as weights and vectors, in an order of its own."""
    kept = merge([(w, np.asarray(b)) for w, b in atoms if w > 0])
    return [np.array([w for w, _ in kept]), np.array([b.ravel() for _, b in kept]), np.asarray(mean)]


def tagged(atoms: list[tuple[float, np.ndarray, int]]) -> Answer:
    """The same with an outcome to each belief."""
    return flat([(w, np.append(belief, outcome)) for w, belief, outcome in atoms], np.zeros(0))


def agree(ours: Any, theirs: Any) -> bool:
    """Whether two answers, or two refusals, are the same."""
    if isinstance(ours, str) or isinstance(theirs, str):
        return ours == theirs
    if [x.shape for x in ours] != [x.shape for x in theirs]:
        return False
    pairs = zip(ours, theirs, strict=True)
    return all(np.allclose(x, y, rtol=0, atol=TOLERANCE * scale(y), equal_nan=True) for x, y in pairs)


def scale(x: np.ndarray) -> float:
    """Utils may be large."""
    finite = np.abs(x[np.isfinite(x)])
    return max(1.0, float(finite.max())) if finite.size else 1.0


def attempt(answer: Callable[..., Answer], *arguments: Reference) -> Any:
    """An answer, or that it was refused."""
    try:
        return answer(*arguments)
    except (UndefinedError, un.ImpossibleEvidence, un.NoOption, un.UnseenHabit):
        return "undefined"


def asker(seed: int, budget: int, size: Size | None = None) -> Asker:
    """The world and story with that number."""
    spec = random_spec(seed, size)
    rng = np.random.default_rng((seed, 1))
    reference = Reference(spec, budget)
    told = adapter.random_story(reference, rng)
    story = adapter.world(spec).tell(adapter.labels(spec, told))
    return Asker(spec, reference, told, story, rng)


@dataclass
class Score:
    """How one world went."""

    seed: int
    asked: int = 0
    refused: int = 0
    skipped: bool = False
    differences: tuple[str, ...] = ()


def judge(ask: Asker, question: Question, guessers: list[Reference]) -> tuple[Any, Any]:
    """Both answers.

    The package must refuse where the answer hangs on something undefined, and may where it is asked for at all: on how
    much of what is asked an answer hangs is not for the semantics to say.
    """
    ours = attempt(question.package)
    if isinstance(ours, str):
        return ours, attempt(question.reference, ask.reference)
    theirs = attempt(question.reference, guessers[0])
    if guessers[0].guessed and not all(agree(attempt(question.reference, g), theirs) for g in guessers[1:]):
        return ours, "undefined"
    return ours, theirs


def compare(seed: int, budget: int = 2000, size: Size | None = None) -> Score:
    """Ask both sides everything about the world with that number."""
    score = Score(seed)
    try:
        ask = asker(seed, budget, size)
        score.skipped = not ask.told
        guessers = [Reference(ask.spec, budget, np.random.default_rng((seed, n))) for n in range(2, 10)]
        for question in ask.all() if ask.told else ():
            ours, theirs = judge(ask, question, guessers)
            score.asked += 1
            score.refused += isinstance(theirs, str)
            if not agree(ours, theirs):
                score.differences += (f"seed {seed}: {question.name}\n  package   {ours}\n  reference {theirs}",)
    except BudgetError:
        score.skipped = True
    return score


def total(scores: list[Score]) -> dict[str, float]:
    """Sums over worlds."""
    return {
        "worlds": len(scores),
        "asked": sum(s.asked for s in scores),
        "refused": sum(s.refused for s in scores),
        "skipped": sum(s.skipped for s in scores),
        "differences": math.fsum(len(s.differences) for s in scores),
    }
