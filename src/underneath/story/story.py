"""A story: a world and what has been told of it so far.

A story is a value: telling makes a new one, asking changes nothing.  Questions go by names; each method turns them into
numbers, puts one question to `underneath.reason.questions`, and labels the answer with whose it is and when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np

from underneath.errors import EvidenceError, TooLarge, UnknownName
from underneath.model.belief import Belief
from underneath.model.events import read_event
from underneath.model.facts import Cause, Fact, Outcome
from underneath.model.handles import FactLike, FactRef, MindLike, PathLike
from underneath.model.model import Model
from underneath.model.policy import Policy
from underneath.model.scope import Scope
from underneath.model.spoken import Event
from underneath.model.spread import Atom, mean_of, merged
from underneath.reason import mutual as common_belief
from underneath.reason import questions
from underneath.reason.asking import Ask, head_of
from underneath.reason.pricing import Plan, price
from underneath.reason.sampling import sample
from underneath.reason.slices import Learnt, Line, open_world
from underneath.story import telling
from underneath.story.line import personal_events, reasoning_minds, shared_events

About = FactLike | Iterable[FactLike] | Event | Callable[..., Any]
Told = Mapping[FactLike, Outcome] | Mapping[str, Outcome] | Mapping[FactRef, Outcome]

LineKey = tuple[frozenset[int], int | None]
Learning = Callable[[Mapping[int, int]], list[Learnt]]

DEFAULT_LIMIT = 2**30
"""Memory that the tables of one sum may take, in bytes."""


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """What has happened in a world, and the place of the next fact.

    Made by `World.tell`.  `told` has the position of the outcome of each fact that was told.
    """

    model: Model
    told: Mapping[int, int]
    now: int
    scope: Scope = field(repr=False)
    root: Line = field(repr=False)
    reasoning: frozenset[int] = field(repr=False)
    lines: dict[LineKey, Line] = field(default_factory=dict, repr=False)
    before: Story | None = field(default=None, repr=False)
    fresh: Mapping[int, int] = field(default_factory=dict, repr=False)

    @classmethod
    def start(cls, model: Model, limit: int = DEFAULT_LIMIT) -> Story:
        """The story of which nothing has been told; `limit` is the memory limit in bytes."""
        root = open_world(model, limit // 8)
        return cls(model, {}, telling.after(model, -1), Scope.of(model), root, reasoning_minds(model))

    # --- telling ----------------------------------------------------------------------------------------------------

    def tell(self, outcomes: Told | None = None, /, **by_name: Outcome) -> Story:
        """Tell what happened: a new story, in which these facts have these outcomes.

        Args:
            outcomes: Outcome of each fact, by handle or name.
            **by_name: The same, for facts whose names are Python names.

        Raises:
            UnknownName: If a fact, an outcome or a version of a state does not exist.
            EvidenceError: If a fact was told before with another outcome, or the outcome cannot happen.
        """
        new = telling.read(self.scope, self.told, {**(outcomes or {}), **by_name})
        told = {**self.told, **new}
        telling.refuse_impossible(self.model, told, new)
        last = max((self.model.facts[f].place for f in new), default=-1)
        now = max(self.now, telling.after(self.model, last)) if new else self.now
        return replace(self, told=told, now=now, lines={}, before=self, fresh=new)

    def supposing(self, outcomes: Told) -> Story:
        """The same moment, with further facts supposed for the sake of a question."""
        new = telling.read(self.scope, self.told, outcomes)
        return replace(self, told={**self.told, **new}, lines={}, before=self, fresh=new)

    # --- asking -----------------------------------------------------------------------------------------------------

    def belief(
        self,
        path: PathLike,
        about: About,
        *,
        at: FactLike | None = None,
        after: FactLike | None = None,
        suppose: Told | None = None,
        jointly: Iterable[FactLike] = (),
    ) -> Belief:
        """What a mind believes, or what the first mind of a path thinks that the last believes.

        Args:
            path: A mind, a path such as `"Sakura > Kakashi"`, or `""` for the world itself.
            about: A fact, several (their joint), or an event: a function whose parameters name facts.
            at: The fact just after which the belief is held; None for now.
            after: For a path: the fact just after which the last mind's belief is held; None for the same moment.
            suppose: Outcomes supposed for this question.
            jointly: For a path: facts to ask jointly with the last mind's belief.

        Returns:
            The belief; for a path of several minds its `atoms` are the distribution over the last mind's beliefs, and
            its own probabilities their mean.  Later facts are predicted.

        Raises:
            NotTold: If the mind observed something that bears on the answer and was not told.
            ImpossibleEvidence: If it holds impossible what it observed.
        """
        story = self if suppose is None else self.supposing(suppose)
        ask = story._ask(path, at, after)
        facts, holds = story._about(about)
        joint = tuple(self.scope.fact(f, "jointly").index for f in jointly)
        atoms = questions.beliefs(ask, facts, joint)
        return story._labelled(ask, path, facts, holds, atoms, joint)

    def expect(self, decision: FactLike, *, by: PathLike | None = None, suppose: Told | None = None) -> Policy:
        """The policy of a mind at one of its decisions, or as another mind predicts it.

        Args:
            decision: The decision.
            by: Whose prediction; None for the mind that chooses, on what it will have observed by then.
            suppose: Outcomes supposed for this question.

        Raises:
            NotTold: If the policy hangs on an observation that was not told.
            UnseenHabit: If the mind would act by a habit that names what it cannot see.
        """
        story = self if suppose is None else self.supposing(suppose)
        fact = story._decision(decision)
        assert fact.owner is not None
        if by is None:
            ask = story._ask_at((fact.owner,), fact.place)
            found = questions.choice_at(ask, fact.index)
            return story._policy(ask, (fact.owner,), fact, found.probabilities, found.utilities)
        return story._predicted(fact, by)

    def _predicted(self, fact: Fact, by: PathLike) -> Policy:
        assert fact.owner is not None
        minds = self._path(by)
        ask = self._ask_at(minds, min(self.now, fact.place), (fact.owner,))
        probabilities = mean_of(questions.beliefs(ask, (fact.index,)))
        utilities = questions.predicted_utilities(ask, fact.index) if len(minds) <= 1 else None
        return self._policy(ask, (*minds, fact.owner), fact, probabilities, utilities)

    def voi(
        self, decision: FactLike, *, foresight: float = float("inf"), suppose: Told | None = None
    ) -> dict[Outcome, float]:
        """Value of information of each option, in utils: what seeing before one's later decisions adds to it.

        Raises:
            EvidenceError: If the mind chooses by habit.
        """
        story = self if suppose is None else self.supposing(suppose)
        fact = story._decision(decision)
        assert fact.owner is not None
        ask = story._ask_at((fact.owner,), fact.place)
        values = questions.value_of_information(ask, fact.index, foresight)
        return dict(zip(fact.outcomes, (float(v) for v in values), strict=True))

    def mutual(self, minds: Iterable[MindLike], event: About, p: float = 1.0, n: int = 1) -> float:
        """Probability, given what was told, that the event is mutual p-belief among the minds to depth n.

        Depth 1: each gives the event at least p.  Depth n: each also gives at least p to the others' depth n-1
        (Monderer and Samet 1989).
        """
        facts, holds = self._event(event)
        group = tuple(self.scope.mind(m, "mutual") for m in minds)
        return common_belief.mutual(self._ask_at((), self.now, group), group, facts, holds, p, n)

    def common(self, minds: Iterable[MindLike], event: About, p: float = 1.0) -> common_belief.Common:
        """Common p-belief: the depth from which on nothing changes, and its probability there."""
        facts, holds = self._event(event)
        group = tuple(self.scope.mind(m, "common") for m in minds)
        return common_belief.common(self._ask_at((), self.now, group), group, facts, holds, p)

    def plan(self, path: PathLike, about: About, *, at: FactLike | None = None, after: FactLike | None = None) -> Plan:
        """What a belief would cost: how many sums, and the largest table.  Nothing is computed.

        Takes the arguments of `belief`.
        """
        dry = self._dry()
        ask = dry._ask(path, at, after)
        needed = questions.requisite_of(ask, dry._about(about)[0])
        return price(ask.where, self.root.engine.budget.cells, needed)

    def plan_decision(self, decision: FactLike) -> Plan:
        """What a policy would cost.  Nothing is computed."""
        fact = self._decision(decision)
        assert fact.owner is not None
        ask = self._dry()._ask_at((fact.owner,), fact.place)
        return price(ask.where, self.root.engine.budget.cells, questions.requisite(ask, fact.index))

    def requisite(self, what: FactLike, *, of: PathLike | None = None, at: FactLike | None = None) -> tuple[str, ...]:
        """The observations that a decision, or a belief, hangs on at all (d-separation), told or not.

        Args:
            what: A decision; or, with `of`, the fact that the belief is about.
            of: Whose belief.
            at: The fact just after which the belief is held; None for the end of the world.
        """
        dry = replace(self._dry(), told={}, now=self.model.end, before=None, fresh={})
        if of is None:
            return dry.plan_decision(what).depends_on
        return dry.plan(of, what, at=at).depends_on

    def _dry(self) -> Story:
        """The same story, in which sums are priced instead of done."""
        root = open_world(self.model, self.root.engine.budget.cells, dry=True)
        return replace(self, root=root, lines={}, before=None, fresh={})

    def simulate(self, n: int, rng: np.random.Generator) -> list[dict[str, Outcome]]:
        """Draw whole histories of the world itself, given what was told.

        Args:
            n: How many.
            rng: Source of randomness; the same generator state gives the same draws.
        """
        try:
            draws = sample(self._ask_at((), self.now), n, rng)
        except TooLarge:
            # Whole policies do not fit, but each draw only needs them where it goes.
            draws = np.array([self._drawn(rng) for _ in range(n)])
        facts = self.model.facts
        return [{f.name: f.outcomes[row[f.index]] for f in facts} for row in draws]

    def _drawn(self, rng: np.random.Generator) -> list[int]:
        """One history, drawn and told fact by fact."""
        story = self
        for fact in self.model.facts:
            if fact.index not in story.told:
                ask = story._ask_at((), max(story.now, fact.place))
                row = mean_of(questions.beliefs(ask, (fact.index,)))
                fresh = {fact.index: int(rng.choice(len(row), p=row / row.sum()))}
                now = max(story.now, telling.after(self.model, fact.place))
                told = {**story.told, **fresh}
                story = replace(story, told=told, now=now, lines={}, before=story, fresh=fresh)
        return [story.told[f.index] for f in self.model.facts]

    def log_evidence(self) -> float:
        """Natural log of the probability of what was told, in the world itself (nats)."""
        total, facts = 0.0, sorted(self.told)
        for k, fact in enumerate(facts):
            told = {f: self.told[f] for f in facts[:k]}
            story = replace(self, told=told, lines={}, before=None, fresh={})
            ask = story._ask_at((), self.model.facts[fact].place)
            total += float(np.log(mean_of(questions.beliefs(ask, (fact,)))[self.told[fact]]))
        return total

    # --- from names to numbers and back -----------------------------------------------------------------------------

    def _ask(self, path: PathLike, at: FactLike | None, after: FactLike | None) -> Ask:
        minds = self._path(path)
        ask = self._ask_at(minds, self._place(at))
        return ask if after is None else replace(ask, later=self._place(after))

    def _ask_at(self, minds: tuple[int, ...], place: int, others: Iterable[int] = ()) -> Ask:
        head = head_of(self.root.engine.heads, minds, place)
        where = self._line(self.reasoning.union(minds, others), head, minds[0] if minds else None).at(place)
        return Ask(where, head, minds[1:], place, self._told_before(minds, place))

    def _told_before(self, minds: tuple[int, ...], place: int) -> dict[int, int]:
        """What counts at a place: for the world itself what was told of earlier facts."""
        if minds:
            known = self.model.known[minds[0]]
            return {f: o for f, o in self.told.items() if known.get(f, place) < place}
        return {f: o for f, o in self.told.items() if self.model.facts[f].place < place}

    def _line(self, group: frozenset[int], head: int, mind: int | None) -> Line:
        """The line of a head, with what everybody concerned knows as its shared line."""
        shared = self._continued((group, None), partial(shared_events, self.model, group), -1, None)
        events = partial(personal_events, self.model, mind)
        return self._continued((group, head), events, head, shared)

    def _continued(self, key: LineKey, learnt: Learning, head: int, shared: Line | None) -> Line:
        """The line of this story under a key, going on from that of the latest earlier story that has one."""
        found = self.lines.get(key)
        if found is None:
            story, fresh = self, dict(self.fresh)
            while story.before is not None and key not in story.lines:
                story = story.before
                fresh |= {} if key in story.lines else story.fresh
            origin = story.lines.get(key)
            found = origin.further(learnt(fresh), shared) if origin is not None else None
            found = found or Line(self.root.engine, tuple(learnt(self.told)), None, head, shared)
            self.lines[key] = found
        return found

    def _path(self, path: PathLike) -> tuple[int, ...]:
        if isinstance(path, str) and not path.strip():
            return ()
        return self.scope.path(path, "a question")

    def _place(self, at: FactLike | None) -> int:
        if at is None:
            return self.now
        return telling.after(self.model, self.scope.fact(at, "a question").place)

    def _about(self, about: About) -> tuple[tuple[int, ...], np.ndarray | None]:
        if isinstance(about, Event) or callable(about):
            return self._event(about)
        refs = (about,) if isinstance(about, (str, FactRef)) else tuple(about)
        return tuple(dict.fromkeys(self.scope.fact(r, "a question").index for r in refs)), None

    def _event(self, event: About) -> tuple[tuple[int, ...], np.ndarray]:
        if isinstance(event, Event) or callable(event):
            return read_event(event, self.scope, "a question")
        raise UnknownName(f"an event was expected (a function of facts, or event([...], function)), and {event!r} came")

    def _decision(self, ref: FactLike) -> Fact:
        fact = self.scope.fact(ref, "a question")
        if fact.cause is not Cause.DECISION:
            chosen = ", ".join(repr(f.name) for f in self.model.facts if f.cause is Cause.DECISION)
            raise EvidenceError(
                f"{fact.name!r} is not a decision (decisions: {chosen}); ask for a belief about it instead"
            )
        return fact

    def _labelled(
        self,
        ask: Ask,
        path: PathLike,
        facts: tuple[int, ...],
        holds: np.ndarray | None,
        atoms: tuple[Atom, ...],
        jointly: tuple[int, ...],
    ) -> Belief:
        model, minds = self.model, self._path(path)
        names, outcomes = tuple(model.facts[f].name for f in facts), tuple(model.facts[f].outcomes for f in facts)
        if holds is not None:
            atoms = tuple(replace(a, probabilities=_collapse(a.probabilities, holds)) for a in atoms)
            names, outcomes = ("event",), ((False, True),)
        atoms = tuple(replace(a, jointly=self._joint_labels(jointly, a.jointly)) for a in atoms)
        head = ask.where.heads[ask.head]
        horizon = ask.where.heads.settings(ask.head).horizon if minds else None
        return Belief(
            names,
            outcomes,
            mean_of(atoms),
            merged(atoms) if len(minds) > 1 or jointly else (),
            tuple(model.facts[f].name for f in jointly),
            tuple(model.minds[m].name for m in minds),
            head.level if minds else None,
            len(minds),
            horizon,
            telling.step_name(model, ask.place),
        )

    def _joint_labels(self, facts: tuple[int, ...], positions: tuple[Any, ...]) -> tuple[Outcome, ...]:
        return tuple(self.model.facts[f].outcomes[k] for f, k in zip(facts, positions, strict=True))

    def _policy(
        self, ask: Ask, path: tuple[int, ...], fact: Fact, probabilities: np.ndarray, utilities: np.ndarray | None
    ) -> Policy:
        settings = ask.where.heads.settings(ask.head)
        names = tuple(self.model.minds[m].name for m in path)
        level = ask.where.heads[ask.head].level if path else None
        step = telling.step_name(self.model, ask.place)
        return Policy(fact.name, fact.outcomes, probabilities, utilities, names, level, settings.horizon, step)


def _collapse(table: np.ndarray, holds: np.ndarray) -> np.ndarray:
    """P(event does not happen), P(event happens)."""
    yes = float(table[holds].sum())
    return np.array([float(table[~holds].sum()), yes])
