"""Putting the same question about feelings to the reference and to the package, in random worlds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

import adapter
import underneath as un
from compare import Answer, Question, agree, flat
from feeling_worlds import ABOUT_MINE, ABOUT_THEIRS, BEFORE, OWN, PLAIN, SMALL, TINY, TOWARD, feeling_spec
from random_worlds import Size
from reference.enumerate import BudgetError, Reference, UndefinedError
from reference.feelings import CircularError, feel
from reference.heads import WORLD, Info
from reference.spec import DECISION, ImageTerm, Spec, Term


@dataclass
class Asker:
    """Random questions about what somebody feels in one story."""

    spec: Spec
    reference: Reference
    told: Info
    story: un.Story
    rng: np.random.Generator

    def one(self, options: list | tuple | range) -> object:
        return options[int(self.rng.integers(len(options)))]

    def name(self, fact: int) -> str:
        return self.spec.facts[fact].name

    def all(self, count: int) -> Iterator[Question]:
        """Some questions, each about a step, a path, and a feeling that may be asked there."""
        for _ in range(count):
            at = int(self.one(sorted(self.told)))
            since = int(self.rng.integers(at + 1)) if self.rng.random() < 0.4 else at
            path = self.path(int(self.one((1, 1, 1, 2, 2, 3))))
            yield self.asked(path, at, since, **self.what(path, at))

    def path(self, length: int) -> tuple[int, ...]:
        minds = range(len(self.spec.minds))
        path = [int(self.one(minds))]
        while len(path) < length:
            path.append(int(self.one([m for m in minds if m != path[-1]])))
        return tuple(path)

    def acts(self, whose: object, at: int) -> list[int]:
        return [f for f in range(at + 1) if self.spec.facts[f].cause == DECISION and whose(self.spec.facts[f].owner)]

    def what(self, path: tuple[int, ...], at: int) -> dict:
        """A feeling, toward whom and about what; nothing is at stake for who wants nothing."""
        mind, terms = path[-1], self.terms(path)
        others = [m for m in range(len(self.spec.minds)) if m != mind]
        mine, theirs = self.acts(lambda o: o == mind, at), self.acts(lambda o: o != mind, at)
        asked = [{"name": "surprise"}, {"name": "belief shift", "about": self.facts() or (at,)}]
        if terms:
            asked += [{"name": str(self.one(PLAIN))}] * 2 + [{"name": "belief shift"}]
            asked += [{"name": str(self.one(TOWARD)), "toward": int(self.one(others))}] * 2
            asked += [{"name": str(self.one(OWN)), "act": int(self.one(mine))}] * 2 if mine else []
        if mine:
            about = {"toward": int(self.one(others)), "act": int(self.one(mine))}
            asked += [{"name": str(self.one(ABOUT_MINE)), **about}] * 2
        if theirs:
            act = int(self.one(theirs))
            asked += [{"name": str(self.one(ABOUT_THEIRS)), "toward": self.spec.facts[act].owner, "act": act}] * 2
        audiences = [t.audience for t in terms if isinstance(t, ImageTerm)]
        if audiences:
            audience = self.one(audiences)
            names = BEFORE if len(audience) == 1 else BEFORE[:2]
            named = {"name": "shame"} if audience == (mind,) else {"name": str(self.one(names)), "toward": audience}
            asked += [named] * 2
        return self.one(asked)

    def terms(self, path: tuple[int, ...]) -> tuple[Term, ...]:
        """What the last mind of a path wants."""
        head = WORLD
        for mind in path:
            head = self.reference.heads.child(head, mind, 0)
        return self.reference.heads.trait(head, "terms")

    def facts(self) -> tuple[int, ...]:
        count = int(self.rng.integers(3))
        return tuple(int(f) for f in sorted(self.rng.permutation(len(self.spec.facts))[:count]))

    def asked(
        self,
        path: tuple[int, ...],
        at: int,
        since: int,
        name: str,
        toward: int | tuple[int, ...] | None = None,
        act: int | None = None,
        about: tuple[int, ...] = (),
    ) -> Question:
        """The same question to both."""
        before, now = self.spec.place[since], self.spec.after(at)

        def reference(r: Reference) -> Answer:
            if r.guess is None:
                feel(r, path, "standing", before, now, self.told)
            return spread(feel(r, path, name, before, now, self.told, toward, act, about))

        def package() -> Answer:
            whom = (toward,) if isinstance(toward, int) else toward
            found = un.feeling(
                self.story,
                adapter.path_name(self.spec, path),
                name,
                at=self.name(at),
                since=self.name(since),
                toward=adapter.path_name(self.spec, whom) if whom else None,
                about=self.name(act) if act is not None else [self.name(f) for f in about] or None,
            )
            return spread(list(found.atoms) or [(1.0, found.intensity)])

        words = f"{path} feels {name} toward {toward} about {about if act is None else act} since {since} at {at}"
        return Question(words, reference, package)


def spread(atoms: list[tuple[float, float]]) -> Answer:
    """A distribution over intensities."""
    values = [(weight, np.array([value])) for weight, value in atoms]
    return flat(values, sum(w * v for w, v in values))


@dataclass
class Score:
    """How one world went."""

    seed: int
    asked: int = 0
    felt: int = 0
    refused: int = 0
    skipped: bool = False
    differences: tuple[str, ...] = ()


REFUSALS = (un.ImpossibleEvidence, un.NoOption, un.UnseenHabit)


def attempt(answer: Callable[..., Answer], *arguments: Reference) -> Answer | str:
    """An answer, or that there is none."""
    try:
        return answer(*arguments)
    except un.NoFeeling:
        return "nothing to feel"
    except (CircularError, un.NotWellFounded):
        return "circular"
    except (UndefinedError, *REFUSALS):
        return "undefined"


def judge(question: Question, reference: Reference, guessers: list[Reference]) -> tuple[Answer | str, Answer | str]:
    """Both answers; what the package finds nothing to feel about is nothing to the reference.

    As in `compare.judge`, the package may refuse what asks for something undefined, and must where the answer hangs on
    it.
    """
    ours = attempt(question.package)
    if ours in ("undefined", "circular"):
        theirs = attempt(question.reference, reference)
        return (theirs if theirs in ("undefined", "circular") else ours), theirs
    theirs = attempt(question.reference, guessers[0])
    if guessers[0].guessed and not all(agree(attempt(question.reference, g), theirs) for g in guessers[1:]):
        theirs = "undefined"
    if ours == "nothing to feel":
        ours = theirs if isinstance(theirs, str) else [np.ones(1), np.zeros((1, 1)), np.zeros(1)]
    # The package may see that an answer does not hang on what runs in a circle.
    return (theirs if theirs == "circular" else ours), theirs


def compare(
    seed: int, size: Size = SMALL, acting: float = 0.0, angry: bool = False, questions: int = 8, budget: int = 4000
) -> Score:
    """Ask both sides about what is felt in the world with that number."""
    score, spec = Score(seed), feeling_spec(seed, size, acting, angry)
    reference = Reference(spec, budget)
    try:
        told = adapter.random_story(reference, np.random.default_rng((seed, 7)))
        if not told:
            score.skipped = True
            return score
        story = adapter.world(spec).tell(adapter.labels(spec, told))
        ask = Asker(spec, reference, told, story, np.random.default_rng((seed, 8)))
        guessers = [Reference(spec, budget, np.random.default_rng((seed, n))) for n in range(9, 14)]
        for question in ask.all(questions):
            ours, theirs = judge(question, reference, guessers)
            score.asked += 1
            score.refused += isinstance(theirs, str)
            score.felt += not isinstance(theirs, str) and abs(float(theirs[2][0])) > TINY
            if not agree(ours, theirs):
                said = f"seed {seed}: told {told}: {question.name}\n  package   {ours}\n  reference {theirs}"
                score.differences += (said,)
    except (BudgetError, RecursionError):
        score.skipped = True
    return score
