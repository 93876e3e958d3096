"""Reasons: what each step did to a belief, and the two readings of it that made the difference.

1. The ledger says by how many bits a step moved the belief (`Story.weights`).
2. What the last mind of the path learnt at the step is put to its belief of the moment before, jointly with the claim.
3. That gives two likelihoods: of what it learnt if the claim is so, and if it is not.  For a mind that does nothing but
   condition on what it sees, log2 of their ratio is the weight (Good 1950).
4. Where it is not (a level changes, awareness grows, a fallback takes over, the mean of many possible beliefs), no two
   readings account for the step, and none are given.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from underneath.errors import UnderneathError
from underneath.model.facts import Fact, Item, Outcome, Reveal
from underneath.model.handles import PathLike
from underneath.story import names
from underneath.story.ledger import Weight, early
from underneath.story.moments import Happening, belief_at, happenings
from underneath.story.names import About
from underneath.story.story import Story

_FACTS = ("act", "sign", "chance")  # the kinds of step that weigh something only if they were told
_SAME = 1e-6  # bits by which the ratio of two likelihoods may miss the weight


@dataclass(frozen=True, slots=True)
class Readings:
    """How likely the mind had thought what it then learnt: if the claim is so, and if it is not.

    >>> Readings(0.88, 0.22).bits
    2.0
    """

    if_so: float
    if_not: float

    @property
    def bits(self) -> float:
        """Log2 of their ratio."""
        if self.if_so <= 0 or self.if_not <= 0:
            return 0.0 if self.if_so == self.if_not else math.copysign(math.inf, self.if_so - self.if_not)
        return math.log2(self.if_so) - math.log2(self.if_not)


@dataclass(frozen=True, slots=True)
class Reason:
    """What one step did to a belief.

    Args:
        step: What happened.
        weight: The row of the ledger.
        learnt: The facts that the last mind of the path came to know by it.
        own: Whether it is that mind's own act.
        readings: The two likelihoods that make the weight; None where none do.
    """

    step: Happening
    weight: Weight
    learnt: tuple[str, ...]
    own: bool
    readings: Readings | None


@dataclass(frozen=True, slots=True, eq=False)
class _Claim:
    """What a belief is weighed for: the facts that it is about, and at which of their joint outcomes it holds."""

    facts: tuple[int, ...]
    holds: np.ndarray


def reasons(story: Story, path: PathLike, about: About, outcome: Outcome = True) -> tuple[Reason, ...]:
    """Why a mind believes what it does: every step of the story so far, with what it weighs and how it was read.

    Takes the arguments of `Story.weights`, and raises what that raises; begins where that does.

    >>> w = un.World("coin", habit="uniform")
    >>> ann = w.mind("Ann")
    >>> coin = w.chance("coin", {"fair": 0.5, "bent": 0.5})
    >>> _ = w.chance("toss", ["heads", "tails"], given=[coin], p={"fair": 0.5, "bent": 1.0}, seen_by=[ann])
    >>> reasons(w.tell(toss="tails"), "Ann", "coin", "bent")[0].readings
    Readings(if_so=1.0, if_not=0.5)
    """
    claim = _Claim(*names.claim_of(story.model, story.scope, about, outcome))
    minds = names.path_of(story.scope, path)
    ledger = story.weights(path, about, outcome)
    steps = _steps(story)
    steps = steps[len(steps) - len(ledger) :]
    return tuple(_reason(story, minds, claim, step, weight) for step, weight in zip(steps, ledger, strict=True))


def left_out(story: Story, found: Sequence[Reason]) -> tuple[Happening, ...]:
    """The steps of a story before the first reason: what the belief is about was too far ahead to weigh them."""
    begin = found[0].step.place if found else story.now
    return tuple(step for step in _steps(story) if step.place < begin)


def _steps(story: Story) -> list[Happening]:
    """What has happened so far, as a ledger has it."""
    past = happenings(story)[: story.now]
    return [step for step in past if step.kind not in _FACTS or step.outcome is not None]


def _reason(story: Story, minds: tuple[int, ...], claim: _Claim, step: Happening, weight: Weight) -> Reason:
    item = story.model.items[step.place]
    learnt = _learnt(story, minds, item)
    own = isinstance(item, Fact) and bool(minds) and item.owner == minds[-1]
    readings = _readings(story, minds, claim, item.place, learnt) if learnt and weight.bits else None
    if readings is not None and not _agrees(readings.bits, weight.bits):
        readings = None
    return Reason(step, weight, tuple(story.model.facts[f].name for f in learnt), own, readings)


def _learnt(story: Story, minds: tuple[int, ...], item: Item) -> tuple[int, ...]:
    """The told facts that the last mind of a path comes to know by a step, and not before."""
    facts = (item.index,) if isinstance(item, Fact) else item.facts if isinstance(item, Reveal) else ()
    known = story.model.known[minds[-1]] if minds else {f: story.model.facts[f].place for f in facts}
    return tuple(f for f in facts if f in story.told and known.get(f) == item.place)


def _agrees(found: float, weight: float) -> bool:
    return found == weight or abs(found - weight) <= _SAME * max(1.0, abs(weight))


def _readings(
    story: Story, minds: tuple[int, ...], claim: _Claim, moment: int, learnt: Sequence[int]
) -> Readings | None:
    """The likelihood of what was learnt, if the claim is so and if it is not, by the belief of the moment before."""
    facts = tuple(dict.fromkeys((*claim.facts, *learnt)))
    try:
        with early(story.record, claim.facts, moment):
            joint = _joint(story, minds, facts, moment)
    except UnderneathError:
        return None
    came = np.ones(joint.shape, dtype=bool)
    for fact in learnt:
        came &= _along(joint.ndim, facts.index(fact), joint.shape, story.told[fact])
    holds = claim.holds.reshape(claim.holds.shape + (1,) * (joint.ndim - claim.holds.ndim))
    so, not_so = (joint * holds, joint * ~holds)
    if not so.sum() > 0 or not not_so.sum() > 0:
        return None
    return Readings(float(so[came].sum() / so.sum()), float(not_so[came].sum() / not_so.sum()))


def _joint(story: Story, minds: tuple[int, ...], facts: Sequence[int], moment: int) -> np.ndarray:
    path = [story.model.minds[m].name for m in minds]
    return np.asarray(belief_at(story, path or "", [story.model.facts[f].name for f in facts], moment))


def _along(axes: int, axis: int, shape: tuple[int, ...], position: int) -> np.ndarray:
    """Where one axis is at a position."""
    here = np.arange(shape[axis]) == position
    return np.asarray(here.reshape(tuple(-1 if a == axis else 1 for a in range(axes))))
