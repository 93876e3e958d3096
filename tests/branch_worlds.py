"""Putting the same what-if to the reference and to the package, in random worlds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

import adapter
import underneath as un
from compare import Answer, Question, agree, flat, judge, tagged, worth
from random_worlds import Blend, Size, random_spec
from reference import branches
from reference.branches import History
from reference.enumerate import BudgetError, Reference
from reference.heads import Info
from reference.spec import DECISION, SIGN, Asking, Fact, Spec
from reference.spec import Question as About
from underneath.story.reruns import Drawn

Runs = dict[History, float]


@dataclass
class Fork:
    """A random world, what was told of it, what is changed, and how the branch goes on."""

    spec: Spec
    reference: Reference
    told: Info
    changes: Info
    follow: str | None
    rng: np.random.Generator
    story: un.Story

    def runs(self, reference: Reference) -> Runs:
        """The branch, by brute force."""
        key = ("runs", self.follow)
        if key not in reference.memo:
            runs = branches.branch(reference, self.told, self.changes, self.kept())
            likeliest = self.follow == "likeliest"
            reference.memo[key] = branches.likeliest(runs, self.told, self.changes) if likeliest else runs
        return reference.memo[key]

    def kept(self) -> Info:
        first = min(self.changes)
        acts = [f for f, fact in enumerate(self.spec.facts) if fact.cause == DECISION and f > first]
        return {f: self.told[f] for f in acts if f in self.told} if self.follow == "told" else {}

    def branch(self) -> un.Branch:
        return self.story.what_if(adapter.labels(self.spec, self.changes), follow=self.follow)

    def __str__(self) -> str:
        return f"told {self.told} changes {self.changes} follow {self.follow}"

    # --- questions

    def name(self, fact: int) -> str:
        return self.spec.facts[fact].name

    def some(self, most: int) -> tuple[int, ...]:
        count = int(self.rng.integers(1, most + 1))
        return tuple(int(f) for f in sorted(self.rng.permutation(len(self.spec.facts))[:count]))

    def questions(self) -> Iterator[Question]:
        """Some of every kind."""
        yield self.happens(self.some(2))
        for fact in range(len(self.spec.facts)):
            yield self.happens((fact,))
        for _ in range(2):
            yield self.believed(1)
        yield self.believed(2)
        yield self.jointly()
        decisions = [f for f, fact in enumerate(self.spec.facts) if fact.cause == DECISION]
        for decision in self.rng.permutation(decisions)[:2]:
            yield self.chosen(int(decision))

    def happens(self, about: tuple[int, ...]) -> Question:
        def package() -> Answer:
            return [self.branch().belief("", [self.name(f) for f in about]).probabilities]

        return Question(f"happens {about}", lambda r: [branches.happens(r, self.runs(r), about)], package)

    def believed(self, length: int) -> Question:
        minds = [int(m) for m in self.rng.permutation(len(self.spec.minds))]
        path, about, step = tuple(minds[:length]), self.some(2), self.some(1)[0]
        at = self.spec.after(step)
        after = None if length == 1 or self.rng.random() < 0.5 else int(self.rng.integers(step, len(self.spec.facts)))
        point, who = None if after is None else self.spec.after(after), adapter.path_name(self.spec, path)

        def package() -> Answer:
            later = None if after is None else self.name(after)
            names = [self.name(f) for f in about]
            found = self.branch().belief(who, names, at=self.name(step), after=later)
            return flat([(a.weight, a.probabilities) for a in found.atoms], found.probabilities)

        def reference(r: Reference) -> Answer:
            atoms = branches.believed(r, self.runs(r), path, at, about, point)
            return flat(atoms, sum(w * b for w, b in atoms))

        return Question(f"believed {path} {about} at {step} after {after}", reference, package)

    def jointly(self) -> Question:
        mind, about, step, fact = (
            int(self.rng.integers(len(self.spec.minds))),
            self.some(1),
            *self.some(1),
            *self.some(1),
        )
        at = self.spec.after(step)

        def package() -> Answer:
            who, names = self.spec.minds[mind].name, [self.name(f) for f in about]
            found = self.branch().belief(who, names, at=self.name(step), jointly=self.name(fact))
            outcomes = self.spec.facts[fact].outcomes
            return tagged([(a.weight, a.probabilities, outcomes.index(a.jointly[0])) for a in found.atoms])

        def reference(r: Reference) -> Answer:
            return tagged(branches.believed_jointly(r, self.runs(r), mind, at, about, fact))

        return Question(f"jointly {mind} {about} at {step} with {fact}", reference, package)

    def chosen(self, decision: int) -> Question:
        def package() -> Answer:
            policy = self.branch().expect(self.name(decision))
            return [policy.probabilities, worth(policy.expected_utilities)]

        def reference(r: Reference) -> Answer:
            policy, eu = branches.chosen(r, self.runs(r), decision)
            return [policy, worth(eu)]

        return Question(f"chosen {decision}", reference, package)


@dataclass
class DrawnFork(Fork):
    """The same of a branch that is drawn: its draws are all the histories that there are."""

    drawn: un.Branch | None = None

    def runs(self, reference: Reference) -> Runs:
        """The histories that the package has drawn; each mind is then asked by brute force what it makes of them."""
        runs = self.branch().runs
        assert isinstance(runs, Drawn)
        runs.happens(tuple(range(len(self.spec.facts))))
        counts = Counter(map(tuple, runs.runs.tolist()))
        return {history: count / len(runs.runs) for history, count in counts.items()}

    def branch(self) -> un.Branch:
        if self.drawn is None:
            follow = un.Samples(6, np.random.default_rng(7))
            self.drawn = self.story.what_if(adapter.labels(self.spec, self.changes), follow=follow)
        return self.drawn


def branching_spec(seed: int, size: Size) -> Spec:
    """The random world with that number; in every fourth one, signs that read beliefs stand for half of the chance."""
    spec, rng = random_spec(seed, size), np.random.default_rng((seed, 4))
    if rng.random() < 0.75:
        return spec
    items = list(spec.items)
    for at, item in enumerate(items):
        plain = isinstance(item, Fact) and item.cause != DECISION and item.view_of is None
        if plain and spec.facts.index(item) > 0 and rng.random() < 0.5:
            items[at] = felt(spec, item, rng)
    return Spec(spec.minds, tuple(items), spec.rules)


def felt(spec: Spec, fact: Fact, rng: np.random.Generator) -> Fact:
    """The fact as a sign that reads what its owner believes of an earlier one."""
    index, owner = spec.facts.index(fact), int(rng.integers(len(spec.minds)))
    about = int(rng.integers(index))
    parents = fact.table.parents[:1]
    shape = (*(len(spec.facts[p].outcomes) for p in parents), len(fact.outcomes))
    rule = Blend(*(rng.dirichlet(np.ones(shape[-1]), shape[:-1]) for _ in range(2)))
    table = Asking(parents, (About((owner,), about, 0),), rule)
    return replace(fact, cause=SIGN, owner=owner, table=table, observers=fact.observers | {owner})


def fork(seed: int, reference: Reference) -> Fork | None:
    """A what-if in the world with that number."""
    spec, rng = reference.spec, np.random.default_rng((seed, 5))
    whole = adapter.random_story(reference, rng)
    if not whole:
        return None
    last = int(rng.integers(len(whole) + 1))
    share = float(rng.choice([0.5, 0.8, 1.0]))
    told = {f: o for f, o in whole.items() if f < last and rng.random() < share}
    count = int(rng.choice([1, 1, 2, 3]))
    changed = sorted(int(f) for f in rng.permutation(len(spec.facts))[:count])
    changes = {f: int(rng.integers(len(spec.facts[f].outcomes))) for f in changed}
    story = adapter.world(spec).tell(adapter.labels(spec, told))
    follow = rng.choice([None, None, None, "told", "likeliest"])
    return Fork(spec, reference, told, changes, follow, rng, story)


@dataclass
class Score:
    """How one world went."""

    seed: int
    asked: int = 0
    refused: int = 0
    skipped: bool = False
    differences: tuple[str, ...] = ()


def compare(seed: int, size: Size, budget: int = 4000, drawn: bool = False) -> Score:
    """Ask both sides everything about one what-if."""
    score, spec = Score(seed), branching_spec(seed, size)
    reference = Reference(spec, budget)
    try:
        ask = fork(seed, reference)
        if ask is None:
            score.skipped = True
            return score
        if drawn:
            ask = DrawnFork(*(getattr(ask, field.name) for field in fields(ask)))
            ask.runs(reference)
        guessers = [Reference(spec, budget, np.random.default_rng((seed, n))) for n in range(2, 8)]
        for question in ask.questions():
            ours, theirs = judge(ask, question, guessers)
            score.asked += 1
            score.refused += isinstance(theirs, str)
            if not agree(ours, theirs):
                said = f"seed {seed}: {ask}: {question.name}\n  package   {ours}\n  reference {theirs}"
                score.differences += (said,)
    except BudgetError:
        score.skipped = True
    except un.EvidenceError:
        assert drawn  # a draw may come to where somebody has no answer
        score.skipped = True
    return score
