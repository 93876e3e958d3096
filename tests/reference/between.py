"""What one mind holds against another, or in its favour: guilt, blame, anger, gratitude.

Everything is asked of a head at a place: that of whoever feels, or of another as that one has it in mind.  Only
material wants count.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from reference.enumerate import Reference, remembered
from reference.heads import Head, Info
from reference.reruns import Past, Reach
from reference.spec import DECISION
from reference.worths import Drawn, Scene, expectation, facts_read, scene_of, utility


def menu(reference: Reference, head: Head, act: int, info: Info) -> np.ndarray:
    """The options that were available and that the actor had thought of, by position."""
    return np.flatnonzero(reference.heads.options(head, act, info))


def moments(
    reference: Reference, head: Head, at: int, info: Info, act: int
) -> Iterator[tuple[float, Head, Info, int, Info]]:
    """What the chooser of an act may have been and known when acting, and the option taken, as a head has it."""
    mind, place = reference.spec.facts[act].owner, reference.spec.place[act]
    axes = frozenset((*reference.spec.seen(mind, place), act))
    array = reference.joint(head, at, info, axes)
    for index, given, weight in reference.cells(array, axes | {reference.n + mind}, info):
        inner = reference.heads.child(head, mind, place, int(index[reference.n + mind]))
        yield weight, inner, reference.heads.own_info(inner, place, given), given[act]


# --- guilt and blame --------------------------------------------------------------------------------------------------


@remembered
def guilt(
    reference: Reference, head: Head, at: int, info: Info, act: int, taken: int, toward: int, options: tuple[int, ...]
) -> float:
    """How much more another is let down than under the least harmful option, at what a head knows before `at`."""
    scene = scene_of(reference.spec, act)
    other = reference.heads.child(head, toward, scene.start)
    targets = facts_read(reference, other, scene) | set(reference.spec.seen(toward, scene.start))
    down = {
        option: sum(
            weight * let_down(reference, head, scene, toward, run, drawn)
            for weight, run, drawn in Past(reference, head, at, info).runs({act: option}, targets)
        )
        for option in {*options, taken}
    }
    return down[taken] - min(down.values())


def let_down(reference: Reference, head: Head, scene: Scene, toward: int, run: Info, drawn: Drawn) -> float:
    """By how much another falls short, on a history, of what it expected of the scene."""
    other = reference.heads.child(head, toward, scene.start, drawn[toward])
    expected = expectation(reference, other, scene.start, run, scene)
    return max(0.0, expected - utility(reference, other, scene, run, {}))


def foreseen_guilt(reference: Reference, head: Head, act: int, info: Info, taken: int, toward: int) -> float:
    """Guilt at what is known just before the act."""
    place = reference.spec.place[act]
    known = reference.heads.own_info(head, place, info)
    options = tuple(menu(reference, head, act, known))
    return guilt(reference, head, place, known, act, taken, toward, options)


@remembered
def blame(reference: Reference, head: Head, at: int, info: Info, act: int) -> float:
    """The foreseen guilt, toward the last mind of a head, of whoever did the act, as the head before `at` sees it."""
    return sum(
        weight * foreseen_guilt(reference, inner, act, known, taken, head.last)
        for weight, inner, known, taken in moments(reference, head, at, info, act)
    )


# --- anger and gratitude ----------------------------------------------------------------------------------------------


def frustration(reference: Reference, first: Head, head: Head, at: int, known: Info, scene: Scene) -> float:
    """What was expected at the start of a scene (by the head `first`), less the best still in reach before `at`."""
    expected = expectation(reference, first, scene.start, known, scene)
    info = reference.heads.own_info(head, at, known)
    reach = Reach(
        Past(reference, head, at, info), scene.end, lambda run, drawn: utility(reference, head, scene, run, drawn)
    )
    return max(0.0, expected - reach.best(facts_read(reference, head, scene)))


@remembered
def gives(
    reference: Reference, head: Head, act: int, info: Info, taken: int, whom: int, start: int, end: int
) -> np.ndarray:
    """What the chooser of an act, at what it knows then, expects another to get from each option (NaN: no option).

    What was taken was an option, also where the head had not thought of it.
    """
    scene, place = Scene(start, end), reference.spec.place[act]
    means = np.full(len(reference.spec.facts[act].outcomes), np.nan)
    targets = facts_read(reference, reference.heads.child(head, whom, place), scene)
    for option in {*menu(reference, head, act, info), taken}:
        runs = Past(reference, head, place, info).runs({act: int(option)}, targets)
        means[option] = sum(w * gets(reference, head, whom, place, scene, run, drawn) for w, run, drawn in runs)
    return means


def gets(reference: Reference, head: Head, whom: int, at: int, scene: Scene, run: Info, drawn: Drawn) -> float:
    """What another gets from a scene on a history, as a head before `at` has it in mind."""
    other = reference.heads.child(head, whom, at, drawn[whom])
    return utility(reference, other, scene, run, {})


def acts_of(reference: Reference, mind: int, scene: Scene, before: int) -> list[int]:
    """The acts of a mind in a scene so far."""
    facts = enumerate(reference.spec.facts)
    acts = [f for f, fact in facts if fact.cause == DECISION and fact.owner == mind]
    return [f for f in acts if scene.start <= reference.spec.place[f] < min(scene.end, before)]


def spared(reference: Reference, head: Head, at: int, info: Info, act: int, scene: Scene) -> float:
    """What the chooser could have foreseen and spared the last mind of a head."""
    return sum(
        weight * (np.nanmax(means) - means[taken])
        for weight, inner, known, taken in moments(reference, head, at, info, act)
        for means in [gives(reference, inner, act, known, taken, head.last, scene.start, scene.end)]
    )


def credit(reference: Reference, head: Head, at: int, info: Info, act: int, scene: Scene) -> float:
    """What the chooser foresaw that it gave, above the middle between the best and the worst that it could have."""
    above = sum(
        weight * (means[taken] - (np.nanmax(means) + np.nanmin(means)) / 2)
        for weight, inner, known, taken in moments(reference, head, at, info, act)
        for means in [gives(reference, inner, act, known, taken, head.last, scene.start, scene.end)]
    )
    return max(0.0, above)


@remembered
def anger(reference: Reference, first: Head, head: Head, at: int, known: Info, toward: int, scene: Scene) -> float:
    """The smaller of frustration and what another could have spared one."""
    info = reference.heads.own_info(head, at, known)
    acts = acts_of(reference, toward, scene, at)
    blames = sum(spared(reference, head, at, info, act, scene) for act in acts)
    return min(frustration(reference, first, head, at, known, scene), blames)


def earned(reference: Reference, head: Head, before: int, at: int, known: Info, toward: int, scene: Scene) -> float:
    """The credit of the acts that one comes to know in a step, and of those that one does not get to know."""
    info, heard = reference.heads.own_info(head, at, known), reference.spec.known[head.last]
    acts = [a for a in acts_of(reference, toward, scene, at) if before <= heard.get(a, before) < at]
    return sum(credit(reference, head, at, info, act, scene) for act in acts)
