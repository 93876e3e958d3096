"""A story: a world and what has been told of it so far.

A story is a value: telling makes a new one, asking changes nothing.  Questions go by names; each method has them turned
into numbers (`underneath.story.names`), puts one question to `underneath.reason.questions`, and has the answer labelled
with whose it is and when (`underneath.story.labelling`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from underneath.core.budget import Limit
from underneath.model.amounts import read_foresight, read_limit
from underneath.model.belief import Belief
from underneath.model.facts import Outcome
from underneath.model.handles import FactLike, FactRef, MindLike, PathLike
from underneath.model.model import Model
from underneath.model.policy import Policy
from underneath.model.scope import Scope
from underneath.model.shared import Common, Irony, Share, Worths
from underneath.model.values import value
from underneath.reason import mutual as common_belief
from underneath.reason import questions
from underneath.reason.asking import Ask
from underneath.reason.pricing import Plan, price
from underneath.story import choosing, drawing, labelling, ledger, names, telling
from underneath.story.branch import Branch, branch_of
from underneath.story.following import Follow
from underneath.story.irony import irony
from underneath.story.ledger import Weight
from underneath.story.names import About
from underneath.story.record import Record, ask_at, next_place

Told = Mapping[FactLike, Outcome] | Mapping[str, Outcome] | Mapping[FactRef, Outcome]

DEFAULT_LIMIT = Limit().memory
"""Memory that the tables behind a question may take, in bytes, unless somebody says otherwise."""


@value
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Story:
    """What has happened in a world, and the place of the next fact.

    Made by `World.tell`.
    """

    record: Record
    scope: Scope

    @classmethod
    def start(cls, model: Model, limit: int = DEFAULT_LIMIT, time_limit: float = math.inf) -> Story:
        """The story of which nothing has been told.

        Args:
            model: The world.
            limit: Memory that the tables behind a question may take, in bytes.
            time_limit: What a question may take, in seconds of work, as `World` has it.
        """
        return cls(Record.empty(model, read_limit(limit, time_limit, "a story")), Scope.of(model))

    @property
    def model(self) -> Model:
        """The world."""
        return self.record.model

    @property
    def told(self) -> Mapping[int, int]:
        """The position of the outcome of each fact that was told."""
        return MappingProxyType(self.record.told)

    @property
    def now(self) -> int:
        """The place of the next fact."""
        return self.record.now

    def __repr__(self) -> str:
        """Say of which world, how much was told, and when it is."""
        step = labelling.step_name(self.model, self.now)
        told = f"{len(self.told)} of {len(self.model.facts)} facts told"
        return f"Story({self.model.name!r}: {told}, now {'at the start' if step is None else f'after {step!r}'})"

    # --- telling ----------------------------------------------------------------------------------------------------

    def tell(self, outcomes: Told | None = None, /, **by_name: Outcome) -> Story:
        """Tell what happened: a new story, in which these facts have these outcomes.

        What follows for certain from what was told (a table that leaves one outcome) is told with it.

        Args:
            outcomes: Outcome of each fact, by handle or name.
            **by_name: The same, for facts whose names are Python names.

        Raises:
            UnknownName: If a fact, an outcome or a version of a state does not exist.
            EvidenceError: If a fact was told before with another outcome, or the outcome cannot happen.
        """
        pairs = (*names.outcomes_of(outcomes, "tell").items(), *by_name.items())
        new = telling.read(self.scope, self.told, pairs, "tell")
        told = {**self.told, **new}
        telling.refuse_impossible(self.model, told, new)
        last = max((self.model.facts[f].place for f in new), default=-1)
        now = max(self.now, next_place(self.model, last)) if new else self.now
        new |= telling.certain(self.model, told, new, self.now, now)
        return Story(self.record.further(new, now), self.scope)

    def supposing(self, outcomes: Told | None) -> Story:
        """The same moment, with further facts supposed for the sake of a question; with None the same story."""
        if outcomes is None:
            return self
        new = telling.read(self.scope, self.told, names.outcomes_of(outcomes, "suppose").items(), "suppose")
        new |= telling.certain(self.model, {**self.told, **new}, new, self.now, self.now)
        return Story(self.record.supposing(new), self.scope)

    # --- asking -----------------------------------------------------------------------------------------------------

    def belief(
        self,
        path: PathLike,
        about: About,
        *,
        at: FactLike | None = None,
        after: FactLike | None = None,
        suppose: Told | None = None,
        jointly: FactLike | Iterable[FactLike] | None = None,
    ) -> Belief:
        """What a mind believes, or what the first mind of a path thinks that the last believes.

        Args:
            path: A mind, a path such as `"Sakura > Kakashi"`, or `""` for the world itself.
            about: A fact, several (their joint), or an event: a function whose parameters name facts.
            at: The fact just after which the belief is held, or the scene at whose end; None for now.
            after: For a path of several minds: the same for the last mind's belief; None for the same moment.
            suppose: Outcomes supposed for this question.
            jointly: For a path of several minds: facts to ask jointly with the last mind's belief.

        Returns:
            The belief; for a path of several minds its `atoms` are the distribution over the last mind's beliefs, and
            its own probabilities their mean.  Later facts are predicted.

        Raises:
            NotTold: If the mind observed something that bears on the answer and was not told.
            ImpossibleEvidence: If it holds impossible what it observed.
        """
        story, minds = self.supposing(suppose), names.path_of(self.scope, path)
        facts, holds = names.about_of(self.scope, about)
        joint = names.jointly_of(self.scope, jointly, minds)
        ask = story._ask(minds, at, after)
        telling.refuse_later(self.model, story.told, self.told, ask.place if after is None else ask.later)
        return labelling.belief(ask, minds, facts, holds, questions.beliefs(ask, facts, joint), joint)

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
        story, fact = self.supposing(suppose), names.decision_of(self.scope, decision)
        if by is not None:
            return choosing.predicted(story.record, fact, names.path_of(self.scope, by))
        return choosing.chosen(story.record, fact)

    def voi(self, decision: FactLike, *, foresight: float = float("inf"), suppose: Told | None = None) -> Worths:
        """Value of information of each option, in utils: what seeing before one's later decisions adds to it.

        The answer is a mapping; its `whose` says whose it is and when, and its `expected` has the expected utility of
        each option, of which this is a part.

        Raises:
            EvidenceError: If the mind chooses by habit.
        """
        fact = names.decision_of(self.scope, decision)
        ask = choosing.ask_chooser(self.supposing(suppose).record, fact)
        found = questions.value_of_information(ask, fact.index, read_foresight(foresight, "voi"))
        worths, expected = (dict(zip(fact.outcomes, values.tolist(), strict=True)) for values in found)
        return Worths(worths, labelling.whose(ask, (fact.owner or 0,), 1), expected)

    def weights(self, path: PathLike, about: About, outcome: Outcome = True) -> tuple[Weight, ...]:
        """By how many bits each step so far moved a belief: the rise of the log2 odds of an outcome, step by step.

        The weights sum to the rise from the first row's `before` to the last row's `after`.  A fact of a later scene
        may be too far ahead for the first steps: the ledger then begins with the first from which on it is not.

        Args:
            path: As for `belief`; of a nested belief the mean counts.
            about: A fact, or an event.
            outcome: Of the fact; of an event that it happens.

        Raises:
            NotTold: If the mind observed something that bears on the answer and was not told.
        """
        facts, holds = names.claim_of(self.model, self.scope, about, outcome)
        return ledger.weights(self.record, names.path_of(self.scope, path), facts, holds)

    why = weights

    def irony(self, reader: PathLike, other: PathLike, about: About, at: FactLike | None = None) -> Irony:
        """By how many bits what one path believes falls short of what another does; of nested beliefs the means count.

        The answer is a number, infinite where the other gives nothing to what the reader holds possible; its `outside`
        are the outcomes that the other has never thought of.
        """
        facts, holds = names.about_of(self.scope, about)
        place = self.now if at is None else names.place_of(self.model, self.scope, at)
        minds = names.path_of(self.scope, reader), names.path_of(self.scope, other)
        return irony(self.record, *minds, facts, holds, place)

    def what_if(self, changes: Told, follow: Follow = None) -> Branch:
        """How the story would have gone on, had something been different.

        Args:
            changes: Outcome in the branch of each fact that is changed, told or not, by handle or name.
            follow: None: every way that it may go; "told": the acts told later stay as told; "likeliest": what was told
                later and has other causes takes its likeliest outcome; `Samples`: drawn histories, with their error.

        Raises:
            UnknownName: If a fact or an outcome does not exist, or there is no such way to follow.
            ImpossibleEvidence: If somebody would do what may not be on the menu.
        """
        return branch_of(self.record, self.scope, changes, follow)

    def mutual(self, minds: Iterable[MindLike], event: About, p: float = 1.0, n: int = 1) -> Share:
        """Probability, given what was told, that the event is mutual p-belief among the minds to depth n.

        The answer is a number; its `whose` says whose it is and when.

        Depth 1: each gives the event at least p.  Depth n: each also gives at least p to the others' depth n-1
        (Monderer and Samet 1989).
        """
        who = "mutual belief"
        facts, holds = names.event_of(self.scope, event)
        group = names.group_of(self.scope, minds, who)
        share, depth = names.probability(p, who, "p"), names.count(n, who, "n", 1)
        ask = ask_at(self.record, (), self.now, group)
        found = common_belief.mutual(ask, group, facts, holds, share, depth)
        return Share(found, labelling.whose(ask, group, depth))

    def common(self, minds: Iterable[MindLike], event: About, p: float = 1.0) -> Common:
        """Common p-belief: the depth from which on nothing changes, and its probability there."""
        facts, holds = names.event_of(self.scope, event)
        group = names.group_of(self.scope, minds, "common belief")
        share = names.probability(p, "common belief", "p")
        ask = ask_at(self.record, (), self.now, group)
        found = common_belief.common(ask, group, facts, holds, share)
        return replace(found, whose=labelling.whose(ask, group, found.depth))

    def plan(self, path: PathLike, about: About, *, at: FactLike | None = None, after: FactLike | None = None) -> Plan:
        """What a belief would cost: how many sums, and the largest table.  Nothing is computed.

        Takes the arguments of `belief`.
        """
        ask = self._dry()._ask(names.path_of(self.scope, path), at, after)
        needed = questions.requisite_of(ask, names.about_of(self.scope, about)[0])
        return price(ask.where, self.record.limit.cells, needed)

    def plan_decision(self, decision: FactLike) -> Plan:
        """What a policy would cost.  Nothing is computed."""
        fact = names.decision_of(self.scope, decision)
        ask = choosing.ask_chooser(self._dry().record, fact)
        return price(ask.where, self.record.limit.cells, questions.requisite(ask, fact.index))

    def requisite(self, what: FactLike, *, of: PathLike | None = None, at: FactLike | None = None) -> tuple[str, ...]:
        """The observations that a decision, or a belief, hangs on at all (d-separation), told or not.

        Args:
            what: A decision; or, with `of`, the fact that the belief is about.
            of: Whose belief.
            at: The fact just after which the belief is held; None for the end of the world.
        """
        dry = Story(self.record.untold(self.model.end), self.scope)
        if of is None:
            return dry.plan_decision(what).depends_on
        return dry.plan(of, what, at=at).depends_on

    def _dry(self) -> Story:
        """The same story, in which sums are priced instead of done."""
        return Story(self.record.dry(), self.scope)

    def simulate(
        self, n: int, rng: np.random.Generator, *, progress: Callable[[int], object] | None = None
    ) -> list[dict[str, Outcome]]:
        """Draw whole histories of the world itself, given what was told.

        Args:
            n: How many.
            rng: Source of randomness; the same generator state gives the same draws.
            progress: Called with how many have been drawn, after each, where they are drawn one by one.
        """
        size, source = names.count(n, "simulate", "n", 0), names.generator(rng, "simulate")
        facts = self.model.facts
        draws = drawing.histories(self.record, size, source, progress=progress)
        return [{f.name: f.outcomes[row[f.index]] for f in facts} for row in draws]

    def forget(self) -> None:
        """Give back the memory that answers so far have taken; what is asked again is worked out again."""
        self.record.root.engine.forget()

    def log_evidence(self) -> float:
        """Natural log of the probability of what was told, in the world itself (nats)."""
        return drawing.log_evidence(self.record)

    # --- from names to questions ------------------------------------------------------------------------------------

    def _ask(self, minds: tuple[int, ...], at: FactLike | None, after: FactLike | None) -> Ask:
        place = self.now if at is None else names.place_of(self.model, self.scope, at)
        later = names.later_of(self.model, self.scope, after, minds)
        return replace(ask_at(self.record, minds, place), later=later)
