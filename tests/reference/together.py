"""What two might do: longing for another, and the regret that one foresees for another."""

from __future__ import annotations

import numpy as np

from reference import acting, between
from reference.feelers import Feeler, Step
from reference.heads import Head, Info
from reference.reruns import Run


def longing(feeler: Feeler, step: Step) -> float:
    """The best of the next acts of both, less the best act of one's own."""
    mine, theirs = next_act(feeler, step, feeler.mind), next_act(feeler, step, step.toward)
    ours = [{f: o} for f, o in mine] or [{}]
    alone = max(set_by_hand(feeler, step, own) for own in ours)
    both = [set_by_hand(feeler, step, {**own, f: o}) for own in ours for f, o in theirs]
    return max(0.0, max(both) - alone) if both else 0.0


def set_by_hand(feeler: Feeler, step: Step, forced: Info) -> float:
    """V with some acts to come set."""
    terms = feeler.terms(step, step.now)
    return acting.had_been(feeler.past(step.now), forced, terms, [1.0] * len(terms))


def next_act(feeler: Feeler, step: Step, mind: int) -> list[tuple[int, int]]:
    """The next act of a mind in the scene, with each option that is certainly available; nothing: no act."""
    spec, scene = feeler.reference.spec, feeler.scene(step)
    acts = between.acts_of(feeler.reference, mind, scene, scene.end)
    later = [act for act in acts if spec.place[act] >= step.now]
    return [(later[0], int(o)) for o in np.flatnonzero(available(feeler, step, later[0]))] if later else []


def available(feeler: Feeler, step: Step, act: int) -> np.ndarray:
    """The options of an act to come that are available in every case."""
    reference, head, spec = feeler.reference, feeler.head(step.now), feeler.reference.spec
    actor = reference.heads.child(head, spec.facts[act].owner, spec.place[act])
    parents = spec.facts[act].menu.parents if spec.facts[act].menu else ()
    belief = reference.distribution(head, step.now, feeler.info(step.now), parents)
    cells = (
        (dict(zip(parents, cell, strict=True)) for cell in zip(*np.nonzero(belief), strict=True)) if parents else [{}]
    )
    return np.logical_and.reduce([reference.heads.options(actor, act, given) for given in cells])


def foreseen_regret(feeler: Feeler, step: Step) -> float:
    """The regret of another about an act, at one's own belief; the mean over the menus that it may have had."""
    menus: dict[tuple[int, ...], list[tuple[Run, Head]]] = {}
    for history in feeler.past(step.now).histories():
        other, menu = doer(feeler, step, history)
        menus.setdefault(menu, []).append((history, other))
    return sum(better(feeler, step, menu, cases) for menu, cases in menus.items())


def doer(feeler: Feeler, step: Step, history: Run) -> tuple[Head, tuple[int, ...]]:
    """Who did an act, on a history, and what it could have done."""
    reference, (_, was, drawn) = feeler.reference, history
    place = reference.spec.place[step.act]
    other = reference.heads.child(feeler.head(step.now), step.toward, place, drawn[step.toward])
    return other, tuple(int(o) for o in between.menu(reference, other, step.act, was))


def better(feeler: Feeler, step: Step, menu: tuple[int, ...], cases: list[tuple[Run, Head]]) -> float:
    """How much better the best of a menu is than what is expected of what was done, times the chance of the menu."""
    past = feeler.past(step.now)
    done = sum(acting.had_another(past, {step.act: run[1][step.act]}, other, [run]) for run, other in cases)
    utils = (sum(acting.had_another(past, {step.act: o}, other, [run]) for run, other in cases) for o in menu)
    return max([0.0, *(u - done for u in utils)])
