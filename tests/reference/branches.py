"""What if, by brute force: every whole history that is possible given what was told is run again from the change on.

Nothing is shared between runs: a history of the branch is a history of the told run and, for every fact whose causes
came out otherwise, a new draw.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from reference import answers
from reference.enumerate import Atoms, BudgetError, Reference, UndefinedError
from reference.heads import WORLD, Info
from reference.spec import DECISION, Asking

History = tuple[int, ...]
SAME = 1e-9  # answers of a mind that are this close are the same answer
TIE = 1e-11
MOST = 40_000  # histories


class OffTheMenuError(UndefinedError):
    """A decision is set to what may not be available."""


def histories(reference: Reference, told: Info) -> Iterator[tuple[float, History]]:
    """Every history of the world itself that has what was told, with its probability."""
    partial: list[tuple[float, History]] = [(1.0, ())]
    for fact in range(reference.n):
        partial = [
            (weight * p, (*history, outcome))
            for weight, history in partial
            for outcome, p in enumerate(answers.outcome_row(reference, fact, dict(enumerate(history))))
            if p > 0 and told.get(fact, outcome) == outcome
        ]
        if len(partial) > MOST:
            raise BudgetError
    yield from partial


def branch(reference: Reference, told: Info, changes: Info, kept: Info | None = None) -> dict[History, float]:
    """P(history of the branch); `kept` are further facts that are set (acts that stay as told)."""
    forced = {**(kept or {}), **changes}
    found: dict[History, float] = {}
    for weight, was in histories(reference, told):
        for p, run in reruns(reference, was, forced):
            found[run] = found.get(run, 0.0) + weight * p
        if len(found) > MOST:
            raise BudgetError
    total = sum(found.values())
    return {run: p / total for run, p in found.items()}


def reruns(reference: Reference, was: History, forced: Info) -> list[tuple[float, History]]:
    """A history run again from the first forced fact on."""
    runs: list[tuple[float, History]] = [(1.0, was[: min(forced)])]
    for fact in range(min(forced), reference.n):
        runs = [
            (weight * p, (*run, outcome))
            for weight, run in runs
            for outcome, p in enumerate(next_row(reference, fact, was, run, forced))
            if p > 0
        ]
    return runs


def likeliest(runs: dict[History, float], told: Info, changes: Info) -> dict[History, float]:
    """The branch cut down, fact by fact, to the likeliest outcome of what was told after the first change."""
    for fact in sorted(f for f in told if f > min(changes) and f not in changes):
        chances: dict[int, float] = {}
        for run, weight in runs.items():
            chances[run[fact]] = chances.get(run[fact], 0.0) + weight
        best = min(o for o, p in chances.items() if p >= max(chances.values()) - TIE)
        runs = {run: weight / chances[best] for run, weight in runs.items() if run[fact] == best}
    return runs


def next_row(reference: Reference, fact: int, was: History, run: History, forced: Info) -> np.ndarray:
    """How a fact comes out in a run of the branch so far."""
    size = len(reference.spec.facts[fact].outcomes)
    given = dict(enumerate(run))
    if fact in forced:
        menu = reference.spec.facts[fact].menu
        if menu is not None and not menu.array[(*(run[p] for p in menu.parents), forced[fact])]:
            raise OffTheMenuError
        return np.eye(size)[forced[fact]]
    if same_causes(reference, fact, dict(enumerate(was)), given):
        return np.eye(size)[was[fact]]
    return answers.outcome_row(reference, fact, given)


def same_causes(reference: Reference, fact: int, was: Info, run: Info) -> bool:
    """Whether the causes of a fact came out as they did."""
    spec = reference.spec.facts[fact]
    if spec.cause == DECISION:
        seen = reference.spec.seen(spec.owner, reference.spec.place[fact])
        return all(was[f] == run[f] for f in seen)
    if any(was[p] != run[p] for p in spec.table.parents):
        return False
    if not isinstance(spec.table, Asking):
        return True
    both = zip(replies(reference, fact, was), replies(reference, fact, run), strict=True)
    return all(abs(float(one) - float(other)) < SAME for one, other in both)


def replies(reference: Reference, fact: int, given: Info) -> list[float | bool]:
    """What the owner of a sign answers to the questions of its table."""
    return reference.replies(WORLD, fact, given, reference.spec.facts[fact].table)


# --- answers ---------------------------------------------------------------------------------------------------------


def happens(reference: Reference, runs: Mapping[History, float], about: tuple[int, ...]) -> np.ndarray:
    """P(facts) in the branch."""
    table = np.zeros([len(reference.spec.facts[f].outcomes) for f in about])
    for run, weight in runs.items():
        table[tuple(run[f] for f in about)] += weight
    return table


def believed(
    reference: Reference,
    runs: Mapping[History, float],
    path: tuple[int, ...],
    at: int,
    about: tuple[int, ...],
    point: int | None = None,
) -> Atoms:
    """What the last mind of a path may believe, over all that the first may have observed."""
    seen = reference.spec.seen(path[0], at)
    return [
        (weight * w, belief)
        for info, weight in known(runs, seen).items()
        for w, belief in answers.belief(reference, path, at, about, dict(zip(seen, info, strict=True)), point)
    ]


def believed_jointly(
    reference: Reference, runs: Mapping[History, float], mind: int, at: int, about: tuple[int, ...], fact: int
) -> list[tuple[float, np.ndarray, int]]:
    """What a mind may believe, together with the outcome of a fact in the branch."""
    seen = reference.spec.seen(mind, at)
    return [
        (weight * w, belief, info[-1])
        for info, weight in known(runs, (*seen, fact)).items()
        for w, belief in answers.belief(reference, (mind,), at, about, dict(zip(seen, info, strict=False)))
    ]


def chosen(reference: Reference, runs: Mapping[History, float], decision: int) -> tuple[np.ndarray, np.ndarray]:
    """The mean policy at a decision, and mean expected utilities where the option is available."""
    owner, place = reference.spec.facts[decision].owner, reference.spec.place[decision]
    seen = reference.spec.seen(owner, place)
    size = len(reference.spec.facts[decision].outcomes)
    policies, worths, there = np.zeros(size), np.zeros(size), np.zeros(size)
    for info, weight in known(runs, seen).items():
        given = dict(zip(seen, info, strict=True))
        policy, eu = answers.expect(reference, (owner,), decision, place, given)
        free = reference.heads.options(answers.root(reference, (owner,), place), decision, given)
        policies, there = policies + weight * policy, there + weight * free
        worths = worths + np.where(free, weight * eu, 0.0)
    return policies, np.divide(worths, there, out=np.full(size, np.nan), where=there > 0)


def known(runs: Mapping[History, float], seen: tuple[int, ...]) -> dict[History, float]:
    """What may have been observed in the branch, and how likely that is."""
    found: dict[History, float] = {}
    for run, weight in runs.items():
        info = tuple(run[f] for f in seen)
        found[info] = found.get(info, 0.0) + weight
    return found
