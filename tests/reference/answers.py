"""Answers of the reference: the questions that a story can be asked, with positions for names."""

from __future__ import annotations

import itertools
import math

import numpy as np

from reference.enumerate import Atoms, Reference
from reference.heads import ACT, WORLD, Head, Info
from reference.spec import DECISION


def root(reference: Reference, path: tuple[int, ...], at: int) -> Head:
    """The head with which a question starts."""
    return reference.heads.child(WORLD, path[0], at) if path else WORLD


def belief(
    reference: Reference, path: tuple[int, ...], at: int, about: tuple[int, ...], told: Info, point: int | None = None
) -> Atoms:
    """The distribution over the beliefs of the last mind of a path (one belief, for a path of one or none)."""
    head = root(reference, path, at)
    return reference.nested(
        head, at, reference.heads.own_info(head, at, told), path[1:], about, at if point is None else point
    )


def jointly(
    reference: Reference, path: tuple[int, ...], at: int, about: tuple[int, ...], told: Info, fact: int
) -> list[tuple[float, np.ndarray, int]]:
    """The same for a path of several minds, together with the outcome of a fact."""
    head, mind = root(reference, path, at), path[1]
    info = reference.heads.own_info(head, at, told)
    axes = frozenset((*reference.spec.seen(mind, at), fact))
    return [
        (weight * w, belief, given[fact])
        for index, given, weight in reference.cells(
            reference.joint(head, at, info, axes), axes | {reference.n + mind}, info
        )
        for inner in [reference.heads.child(head, mind, at, index[reference.n + mind])]
        for w, belief in reference.nested(inner, at, reference.heads.own_info(inner, at, given), path[2:], about, at)
    ]


def expect(
    reference: Reference, path: tuple[int, ...], decision: int, at: int, told: Info
) -> tuple[np.ndarray, np.ndarray]:
    """Policy and expected utilities at a decision, as a path that ends in the actor has them on average.

    The first mind is asked before place `at`, at the decision or earlier.
    """
    head = root(reference, path, at)
    return expect_(reference, head, decision, at, reference.heads.own_info(head, at, told), path[1:])


def expect_(reference: Reference, head: Head, decision: int, at: int, info: Info, path: tuple[int, ...]) -> tuple:
    """See `expect`."""
    if not path:
        size = len(reference.spec.facts[decision].outcomes)
        eu = reference.utilities(head, decision, info) if reference.heads.plans(head) else np.full(size, math.nan)
        return reference.policy(head, decision, info), eu
    policies, eus, place = 0.0, 0.0, reference.spec.place[decision]
    for weight, inner, given in reference.inside(head, path[0], at, place, info):
        policy, eu = expect_(reference, inner, decision, place, given, path[1:])
        policies, eus = policies + weight * policy, eus + weight * eu
    return policies, eus


def informed(
    reference: Reference, path: tuple[int, ...], decision: int, told: Info, foresight: float = math.inf
) -> np.ndarray:
    """Expected utilities of the options when later choices of one's own see what they will see."""
    head = root(reference, path, reference.spec.place[decision])
    return reference.utilities(
        head, decision, reference.heads.own_info(head, reference.spec.place[decision], told), foresight
    )


def blind(
    reference: Reference, path: tuple[int, ...], decision: int, told: Info, foresight: float = math.inf
) -> np.ndarray:
    """The same when they must be taken on what is known now."""
    place = reference.spec.place[decision]
    head = root(reference, path, place)
    info = reference.heads.own_info(head, place, told)
    later = [
        f for f in range(reference.n) if reference.spec.place[f] in reference.heads.own_places(head) and f > decision
    ]
    eu = np.full(len(reference.spec.facts[decision].outcomes), -math.inf)
    for option in np.flatnonzero(reference.heads.options(head, decision, info)):
        eu[option] = committed(reference, head, decision, {**info, decision: int(option)}, decision, later, foresight)
    return eu


def committed(
    reference: Reference, head: Head, first: int, info: Info, decision: int, later: list[int], foresight: float
) -> float:
    """The worth, by the wants that count at `decision`, of the choices in `info`, the later ones made blindly."""
    terms = reference.heads.counted(head, decision)
    if not later or all(reference.spec.falls(term) < reference.spec.place[later[0]] for term in terms):
        at = reference.spec.place[first] + 1
        means = [reference.expected(head, term, at, info, foresight) for term in terms]
        return sum(reference.heads.discount(head, decision, t) * m for t, m in zip(terms, means, strict=True))
    mine, rest = later[0], later[1:]
    free = reference.heads.options(head, mine, info)
    branches = {int(o): {**info, mine: int(o)} for o in np.flatnonzero(free)}
    eu = np.full(len(free), -math.inf)
    for o, branch in branches.items():
        eu[o] = committed(reference, head, first, branch, mine, rest, foresight)
    policy = reference.respond(head, mine, free, eu, foresight)
    tremble = reference.heads.trait(head, "tremble") or (0.0, 0.0)
    policy = reference.trembling(head, mine, policy, free, eu, tremble)
    return sum(
        policy[o] * committed(reference, head, first, branch, decision, rest, foresight)
        for o, branch in branches.items()
        if policy[o] > 0
    )


def holds(
    reference: Reference, head: Head, at: int, info: Info, minds: tuple[int, ...], event: tuple, p: float, n: int
) -> bool:
    """Whether a mind gives an event (facts, outcomes in it) at least p, and the others' doing so, n times over.

    Everything is asked, even where the answer is known before.
    """
    facts, inside = event
    belief = reference.distribution(head, at, info, facts)
    sure = sum(belief[cell] for cell in inside) >= p - 1e-9
    if n == 1:
        return sure
    others = [m for m in minds if m != head.last]
    seen = frozenset().union(*(reference.spec.seen(m, at) for m in others))
    axes, total = seen | {reference.n + m for m in others}, 0.0
    for index, given, weight in reference.cells(reference.joint(head, at, info, seen), axes, info):
        heads = [reference.heads.child(head, m, at, index[reference.n + m]) for m in others]
        infos = [reference.heads.own_info(h, at, given) for h in heads]
        asked = [holds(reference, h, at, i, minds, event, p, n - 1) for h, i in zip(heads, infos, strict=True)]
        if all(asked):
            total += weight
    return sure and total >= p - 1e-9


def mutual(reference: Reference, minds: tuple[int, ...], at: int, event: tuple, p: float, n: int, told: Info) -> float:
    """The probability, in the world itself, that all minds do."""
    info, total = reference.heads.own_info(WORLD, at, told), 0.0
    seen = frozenset().union(*(reference.spec.seen(m, at) for m in minds))
    for _, given, weight in reference.cells(reference.joint(WORLD, at, info, seen), seen, info):
        heads = [root(reference, (m,), at) for m in minds]
        infos = [reference.heads.own_info(h, at, given) for h in heads]
        asked = [holds(reference, h, at, i, minds, event, p, n) for h, i in zip(heads, infos, strict=True)]
        if all(asked):
            total += weight
    return total


def outcome_row(reference: Reference, fact: int, told: Info) -> np.ndarray:
    """How the world itself draws a fact, given all earlier ones."""
    if reference.spec.facts[fact].cause != DECISION:
        return reference.row(WORLD, fact, told, 0)
    return reference.read(WORLD, fact, told, 0, 0, ACT)


def log_evidence(reference: Reference, told: Info) -> float:
    """The log of the probability of the first facts, all told."""
    rows = [outcome_row(reference, f, told)[o] for f, o in sorted(told.items())]
    return float(np.sum(np.log(rows)))


def merge(atoms: Atoms, digits: int = 9) -> Atoms:
    """Atoms with equal beliefs put together, in order."""
    ordered = sorted(((tuple(np.round(b.ravel(), digits)), w, b) for w, b in atoms), key=lambda atom: atom[0])
    groups = [list(group) for _, group in itertools.groupby(ordered, key=lambda atom: atom[0])]
    return [(sum(w for _, w, _ in group), group[0][2]) for group in groups]
