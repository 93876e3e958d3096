"""Feelings by plain enumeration: what each word means, one small function for each.

A feeling is that of the last mind of a path in a step, from just before one place to just before another.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from reference import acting, between
from reference.audiences import embarrassment, mortification, pride, shame
from reference.enumerate import Reference, UndefinedError
from reference.feelers import Feeler, Step, feelers
from reference.heads import ACT, PLAN, WORLD, Head, Info
from reference.spec import Felt, ImageTerm, OutcomeTerm, Term
from reference.together import foreseen_regret, longing


class CircularError(UndefinedError):
    """A feeling that a sign shows hangs on that sign."""


def feel(
    reference: Reference,
    path: tuple[int, ...],
    name: str,
    before: int,
    now: int,
    told: Info,
    toward: int | tuple[int, ...] | None = None,
    act: int | None = None,
    about: tuple[int, ...] = (),
) -> list[tuple[float, float]]:
    """The distribution over how strongly the last mind of a path feels something in a step."""
    step = Step(before, now, toward, act, about)
    answer = {**FEELINGS, **PARTS}[name]
    return [(weight, answer(feeler, step)) for weight, feeler in feelers(reference, path, now, told)]


def felt(reference: Reference, head: Head, info: Info, question: Felt, place: int) -> float:
    """The feeling that a sign shows, of its owner, whose head is the same at all moments."""
    key = ("felt", head, frozenset(info.items()), question, place)
    if reference.memo.get(key) == "asked":
        raise CircularError
    if key not in reference.memo:
        reference.memo[key] = "asked"
        step = Step(reference.spec.place[question.since], place, question.toward, question.act)
        try:
            reference.memo[key] = FEELINGS[question.name](Feeler(reference, WORLD, head.last, info, 0, head), step)
        finally:
            if reference.memo[key] == "asked":
                del reference.memo[key]
    return reference.memo[key]


# --- what is expected -------------------------------------------------------------------------------------------------


def surprise(feeler: Feeler, step: Step) -> float:
    """Bits of what each item of the step lets the mind know, just before the item."""
    heard = feeler.reference.spec.known[feeler.mind]
    items = [tuple(f for f, p in heard.items() if p == place) for place in range(step.before, step.now)]
    return math.fsum(news(feeler, place, facts) for place, facts in enumerate(items, step.before) if facts)


def news(feeler: Feeler, place: int, facts: tuple[int, ...]) -> float:
    """Bits of some facts that become known at a place."""
    belief = feeler.reference.distribution(feeler.head(place), place, feeler.info(place), facts)
    chance = float(belief[tuple(feeler.told[f] for f in facts)])
    return -math.log2(chance) if chance > 0 else math.inf


def belief_shift(feeler: Feeler, step: Step) -> float:
    """Bits by which the belief about some facts has moved."""
    about = step.about or tuple(sorted(named(feeler.terms(step, step.now))))
    now, before = (
        feeler.reference.distribution(feeler.head(at), at, feeler.info(at), about) for at in (step.now, step.before)
    )
    held = now > 0
    with np.errstate(divide="ignore"):
        return float(np.sum(now[held] * np.log2(now[held] / before[held])))


def named(terms: tuple[Term, ...]) -> set[int]:
    """The facts that wants name."""
    outcome = {f for t in terms if isinstance(t, OutcomeTerm | ImageTerm) for f in t.facts}
    return outcome | {f for t in terms if isinstance(t, ImageTerm) for f in t.about}


def rise(feeler: Feeler, step: Step) -> float:
    """How much more is expected now than before."""
    return feeler.value(step, step.now) - feeler.value(step, step.before)


def joy(feeler: Feeler, step: Step) -> float:
    """The rise of V."""
    return max(0.0, rise(feeler, step))


def distress(feeler: Feeler, step: Step) -> float:
    """The fall of V."""
    return max(0.0, -rise(feeler, step))


def prospect(feeler: Feeler, step: Step, at: int, sign: int) -> float:
    """The mean excess of utility over the reference point (sign 1), or what it falls short (-1)."""
    head, terms = feeler.head(at), feeler.terms(step, at)
    utils = acting.spread(feeler.reference, head, terms, at, feeler.info(at), ACT)
    r = feeler.point(step)
    return sum(weight * max(0.0, sign * (u - r)) for weight, u in utils)


def hope(feeler: Feeler, step: Step) -> float:
    """What may come that is better than the reference point."""
    return prospect(feeler, step, step.now, 1)


def fear(feeler: Feeler, step: Step) -> float:
    """What may come that is worse."""
    return prospect(feeler, step, step.now, -1)


def relief(feeler: Feeler, step: Step) -> float:
    """The fall of fear."""
    return max(0.0, prospect(feeler, step, step.before, -1) - fear(feeler, step))


def disappointment(feeler: Feeler, step: Step) -> float:
    """The fall of hope."""
    return max(0.0, prospect(feeler, step, step.before, 1) - hope(feeler, step))


# --- what would have been ---------------------------------------------------------------------------------------------


def options(feeler: Feeler, act: int) -> np.ndarray:
    """The menu of an act of one's own, at its moment."""
    place = feeler.reference.spec.place[act]
    return between.menu(feeler.reference, feeler.head(place), act, feeler.info(place))


def wished(feeler: Feeler, at: int, act: int) -> dict[int, float]:
    """What each option would be worth, in the sense of a plan at the act, at the belief before a place."""
    heads, head = feeler.reference.heads, feeler.head(at)
    terms = heads.counted(head, act)
    weights = [heads.discount(head, act, term) for term in terms]
    chosen = {int(o) for o in options(feeler, act)} | {feeler.taken(act)}
    return {o: acting.had_been(feeler.past(at, PLAN), {act: o}, terms, weights) for o in chosen}


def regret(feeler: Feeler, step: Step) -> float:
    """The best of the menu of an act, at today's belief, less the option taken."""
    means = wished(feeler, step.now, step.act)
    return max(means.values()) - means[feeler.taken(step.act)]


def mistake(feeler: Feeler, step: Step) -> float:
    """The same at the belief of the moment of the act."""
    means = wished(feeler, feeler.reference.spec.place[step.act], step.act)
    return max(means.values()) - means[feeler.taken(step.act)]


def guilt(feeler: Feeler, step: Step) -> float:
    """How much more another is let down by an act than by the least harmful option, at today's belief."""
    reference, head, info = feeler.reference, feeler.head(step.now), feeler.info(step.now)
    chosen = tuple(int(o) for o in options(feeler, step.act))
    return between.guilt(reference, head, step.now, info, step.act, feeler.taken(step.act), step.toward, chosen)


def foreseen_guilt(feeler: Feeler, step: Step) -> float:
    """The same at the belief of the moment of the act."""
    head = feeler.head(feeler.reference.spec.place[step.act])
    taken = feeler.taken(step.act)
    return between.foreseen_guilt(feeler.reference, head, step.act, feeler.told, taken, step.toward)


def blame(feeler: Feeler, step: Step) -> float:
    """The foreseen guilt toward oneself of whoever did an act, as one sees it."""
    return between.blame(feeler.reference, feeler.head(step.now), step.now, feeler.info(step.now), step.act)


def frustration(feeler: Feeler, step: Step) -> float:
    """What was expected of the scene, less the best still in reach (material wants alone)."""
    scene = feeler.scene(step)
    first, head = feeler.head(scene.start), feeler.head(step.now)
    return between.frustration(feeler.reference, first, head, step.now, feeler.told, scene)


def anger(feeler: Feeler, step: Step) -> float:
    """The smaller of frustration and what another could have spared one."""
    scene = feeler.scene(step)
    first, head = feeler.head(scene.start), feeler.head(step.now)
    return between.anger(feeler.reference, first, head, step.now, feeler.told, step.toward, scene)


def gratitude(feeler: Feeler, step: Step) -> float:
    """The smaller of joy and another's credit."""
    head, scene = feeler.head(step.now), feeler.scene(step)
    told = feeler.told
    return min(
        joy(feeler, step),
        between.earned(feeler.reference, head, step.before, step.now, told, step.toward, scene),
    )


FEELINGS: dict[str, Callable[[Feeler, Step], float]] = {
    "surprise": surprise,
    "belief shift": belief_shift,
    "joy": joy,
    "distress": distress,
    "hope": hope,
    "fear": fear,
    "relief": relief,
    "disappointment": disappointment,
    "regret": regret,
    "mistake": mistake,
    "embarrassment": embarrassment,
    "pride": pride,
    "shame": shame,
    "mortification": mortification,
    "guilt": guilt,
    "foreseen guilt": foreseen_guilt,
    "blame": blame,
    "anger": anger,
    "gratitude": gratitude,
    "longing": longing,
    "foreseen regret": foreseen_regret,
}


def standing(feeler: Feeler, step: Step) -> float:
    """Nothing, where the mind has a belief at all before and after the step."""
    for at in (step.before, step.now):
        feeler.reference.past(feeler.head(at), at, feeler.info(at))
    return 0.0


# What feelings are made of, for laws.
PARTS: dict[str, Callable[[Feeler, Step], float]] = {
    "expectation": lambda feeler, step: feeler.value(step, step.now),
    "expectation before": lambda feeler, step: feeler.value(step, step.before),
    "reference point": lambda feeler, step: feeler.point(step),
    "rise": rise,
    "frustration": frustration,
    "standing": standing,
}
