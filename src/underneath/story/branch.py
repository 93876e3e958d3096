"""A branch: how a story would have gone on, had something been different.

Every history that the told story leaves possible, weighed in the world itself, is run again from the change on.  A
fact whose causes come out as they did keeps its outcome; any other is drawn anew from its table or policy.  What was
told after the change counts as evidence about the luck, never as told in the branch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from underneath.errors import BadPath, EvidenceError, TooLarge, UnknownName
from underneath.model.belief import Belief
from underneath.model.course import Course
from underneath.model.facts import Outcome
from underneath.model.handles import FactLike, PathLike
from underneath.model.measures import ROUNDING
from underneath.model.model import Model
from underneath.model.policy import Policy
from underneath.model.scope import Scope
from underneath.model.spread import mean_of
from underneath.model.tables import Floats
from underneath.model.values import sealed, value
from underneath.reason.forks import Fork, part
from underneath.story import labelling, ledger, names
from underneath.story.following import ADVICE, LIKELIEST, TOLD, WHO, Follow, Samples, read_follow, rule_of
from underneath.story.ledger import Weight
from underneath.story.names import About
from underneath.story.parting import Chosen, Found, Summed, acts_kept, likeliest, refuse_unavailable, summed
from underneath.story.record import Record, next_place
from underneath.story.reruns import Drawn


@value
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Branch:
    """What happens, and what is believed, had something been different.

    Made by `Story.what_if`.  Its answers say in `course` what was changed and how the branch goes on, and of a sampled
    branch the standard error of each probability.

    Args:
        told: The story that it parts from.
        scope: Names.
        changes: The facts that were changed, and the positions of their outcomes in the branch.
        follow: How it goes on: None, "told", "likeliest" or `Samples`.
        runs: Its histories, summed or drawn.

    >>> w = un.World("coin", habit="uniform")
    >>> ann, bob = w.mind("Ann"), w.mind("Bob")
    >>> heart = w.chance("heart", {"cold": 0.5, "warm": 0.5}, seen_by=[ann])
    >>> smile = w.sign("smile", ["no", "yes"], by=ann, p={"cold": 0.2, "warm": 0.8}, given=[heart])
    >>> branch = w.tell(heart="cold", smile="no").what_if({"heart": "warm"})
    >>> round(branch.belief("", smile)["yes"], 3), round(branch.belief("Bob", heart)["warm"], 3)
    (0.8, 0.68)
    """

    told: Record
    scope: Scope
    changes: Mapping[int, int]
    follow: Follow
    runs: Summed | Drawn

    @property
    def model(self) -> Model:
        """The world."""
        return self.told.model

    @property
    def rule(self) -> str:
        """How the branch goes on, in a sentence."""
        return rule_of(self.follow)

    @property
    def now(self) -> int:
        """The place of the next fact: that of the story, or the one after the last change if that is later."""
        last = max(self.model.facts[f].place for f in self.changes)
        return max(self.told.now, next_place(self.model, last))

    def __repr__(self) -> str:
        """Say of which world, and what was changed."""
        return f"Branch({self.model.name!r}: {self._course()})"

    # --- asking -----------------------------------------------------------------------------------------------------

    def belief(
        self,
        path: PathLike,
        about: About,
        *,
        at: FactLike | None = None,
        after: FactLike | None = None,
        jointly: FactLike | Iterable[FactLike] | None = None,
    ) -> Belief:
        """What happens in the branch, or what a mind believes in it.

        Args:
            path: `""` for what happens; a mind, or a path of several, for what the last of them believes there.
            about: As for `Story.belief`.
            at: The fact, or scene, just after which a mind holds the belief; None for now.
            after: For a path of several minds: the same for the last mind's belief; None for the same moment.
            jointly: Facts to ask jointly with a mind's belief: facts of the branch for a mind alone; for a longer path
                they are as its first mind has them.

        Returns:
            The belief.  Where it is not certain in the branch what a mind has observed, its `atoms` are the
            distribution over what it may believe, and its probabilities their mean.

        Raises:
            ImpossibleEvidence: If the branch may show a mind what it holds impossible.
            TooLarge: If the sum over all histories is; `follow` says what the branch may do instead.
        """
        minds = names.path_of(self.scope, path)
        facts, holds = names.about_of(self.scope, about)
        if len(minds) == 1:
            joint = names.facts_of(self.scope, jointly, "jointly")
        else:
            joint = names.jointly_of(self.scope, jointly, minds)
        with self._advised():
            found = self._held(minds, at, after, facts, joint) if minds else self._happens(at, after, facts)
        answer = labelling.belief(found.ask, minds, facts, holds, found.atoms, joint)
        return replace(answer, course=self._course(found.draws, _errors(found, holds)))

    def _happens(self, at: FactLike | None, after: FactLike | None, facts: tuple[int, ...]) -> Found:
        if at is not None or after is not None:
            raise BadPath(
                "at= and after= go with the path of a mind; what happens in a branch is told from its end, given all"
                " that the story has told."
            )
        found = self.runs.happens(facts)
        return replace(found, ask=replace(found.ask, place=self.now))

    def _held(
        self,
        minds: tuple[int, ...],
        at: FactLike | None,
        after: FactLike | None,
        facts: tuple[int, ...],
        joint: tuple[int, ...],
    ) -> Found:
        place = self.now if at is None else names.place_of(self.model, self.scope, at)
        return self.runs.beliefs(minds, place, names.later_of(self.model, self.scope, after, minds), facts, joint)

    def expect(self, decision: FactLike, *, by: PathLike | None = None) -> Policy:
        """The policy at a decision in the branch, on average over what its chooser may have observed.

        Args:
            decision: The decision.
            by: Whose prediction; None for the mind that chooses.

        Raises:
            TooLarge: As for `belief`.
        """
        fact = names.decision_of(self.scope, decision)
        minds = () if by is None else names.path_of(self.scope, by)
        owner = (fact.owner,) if fact.owner is not None else ()
        with self._advised():
            if minds:
                found = self.runs.predicted(minds, min(self.now, fact.place), fact.index)
            else:
                found = self.runs.choice(fact.index)
        path = minds if minds[-1:] == owner else (*minds, *owner)
        answer = labelling.policy(found.ask, path, fact, found.probabilities, found.utilities, found.ask.head)
        return replace(answer, course=self._course(found.draws, _errors(found, None)))

    def why(self, path: PathLike, about: About, outcome: Outcome = True) -> tuple[Weight, ...]:
        """By how many bits each step of the branch moved a belief, where its steps are certain.

        Takes the arguments of `Story.why`.  With `follow="likeliest"` the steps are always certain; else where all that
        was told comes out in one way in the branch, as with `follow="told"` if signs and chance are out of its reach.

        Raises:
            EvidenceError: Naming a step that is not certain in the branch.
        """
        minds = names.path_of(self.scope, path)
        if not minds:
            raise BadPath("why, in a branch, asks what moved a mind; the world itself is told a branch by nobody.")
        settled = self._fork.settled
        loose = [self.model.facts[f].name for f in sorted(self.told.told) if f not in settled]
        if loose:
            raise EvidenceError(
                f"what comes of {loose[0]!r} is not certain in this branch, so its steps cannot be weighed; ask for a"
                " branch with follow='likeliest', or change this fact as well"
            )
        facts, holds = names.claim_of(self.model, self.scope, about, outcome)
        return ledger.weights(replace(self.runs.record, now=self.now), minds, facts, holds)

    weights = why

    # --- how it goes on ---------------------------------------------------------------------------------------------

    @property
    def _fork(self) -> Fork:
        return self.runs.twins.fork if isinstance(self.runs, Summed) else self.runs.fork

    def _course(self, draws: int | None = None, errors: Floats | None = None) -> Course:
        facts = self.model.facts
        changes = tuple((facts[f].name, facts[f].outcomes[o]) for f, o in self.changes.items())
        return Course(changes, self.rule, draws, None if errors is None else sealed(errors))

    @contextmanager
    def _advised(self) -> Iterator[None]:
        """What is too large may not be, if the branch goes on in another way."""
        try:
            yield
        except TooLarge as fault:
            raise TooLarge(f"{fault}{ADVICE if self.follow is None else ''}", fault.axes) from fault


def _errors(found: Found | Chosen, holds: np.ndarray | None) -> Floats | None:
    """Standard errors of a sampled answer."""
    if found.draws is None:
        return None

    def read(table: Floats) -> Floats:
        return table if holds is None else labelling.collapse(table, holds)

    mean = read(mean_of(found.atoms) if isinstance(found, Found) else found.probabilities)
    if not found.each:
        variance = mean * (1 - mean)
    else:
        variance = sum((a.weight * (read(a.probabilities) - mean) ** 2 for a in found.each), np.zeros(mean.shape))
    # Draws that all came to the same differ by rounding alone.
    return np.asarray(np.sqrt(np.where(variance > ROUNDING**2, variance, 0.0) / (found.draws - 1)))


# --- making one -------------------------------------------------------------------------------------------------------


def branch_of(record: Record, scope: Scope, changes: Any, follow: Follow) -> Branch:
    """The branch of a story in which some facts have other outcomes; see `Story.what_if`."""
    changed = _read_changes(scope, changes)
    return Branch(record, scope, MappingProxyType(changed), follow, _runs(record, changed, read_follow(follow)))


def _read_changes(scope: Scope, changes: Any) -> dict[int, int]:
    found: dict[int, int] = {}
    for ref, label in names.outcomes_of(changes, WHO).items():
        fact = scope.fact(ref, WHO)
        position = scope.outcome(fact, label, WHO)
        if found.setdefault(fact.index, position) != position:
            before = fact.outcomes[found[fact.index]]
            raise EvidenceError(f"{WHO}: {fact.name!r} is changed to {before!r} and to {label!r}; say one of them.")
    if not found:
        raise UnknownName(f"{WHO} changes nothing; a mapping from a fact to its outcome was due: {{'joke': 'made'}}.")
    return found


def _runs(record: Record, changes: dict[int, int], follow: Follow) -> Summed | Drawn:
    if isinstance(follow, Samples):
        return Drawn(record, part(record.model, record.told, changes), follow.n, follow.rng)
    if follow == LIKELIEST:
        branch = likeliest(record, changes)
    else:
        forced = acts_kept(record.model, record.told, changes) if follow == TOLD else changes
        branch = summed(record, part(record.model, record.told, forced))
    refuse_unavailable(branch)
    return branch
