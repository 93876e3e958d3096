"""Labelling: from numbers to answers that say whose they are, about what and when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from underneath.model.belief import Belief
from underneath.model.facts import Fact, Outcome
from underneath.model.model import Model
from underneath.model.policy import Policy
from underneath.model.shared import Whose
from underneath.model.spread import Atom, mean_of, merged
from underneath.model.values import sealed
from underneath.reason.asking import Ask


def step_name(model: Model, place: int) -> str | None:
    """The fact just after which a belief at a place is held; None at the start."""
    return next((f.name for f in reversed(model.facts) if f.place < place), None)


def belief(
    ask: Ask,
    minds: tuple[int, ...],
    facts: tuple[int, ...],
    holds: np.ndarray | None,
    atoms: tuple[Atom, ...],
    jointly: tuple[int, ...],
) -> Belief:
    """A belief with its labels; with `holds`, about whether that event happens.

    A mind alone has one belief, but in a branch it may have several.
    """
    model = ask.where.model
    names, outcomes = tuple(model.facts[f].name for f in facts), tuple(model.facts[f].outcomes for f in facts)
    if holds is not None:
        atoms = tuple(replace(a, probabilities=collapse(a.probabilities, holds)) for a in atoms)
        names, outcomes = ("event",), ((False, True),)
    atoms = tuple(_own(atom, model, jointly) for atom in atoms)
    several = len(minds) > 1 or bool(jointly) or len(atoms) > 1
    spread = merged(atoms) if several else ()
    return Belief(
        names,
        outcomes,
        sealed(mean_of(atoms)),
        spread if len(minds) > 1 or jointly or len(spread) > 1 else (),
        tuple(model.facts[f].name for f in jointly),
        tuple(model.minds[m].name for m in minds),
        ask.where.heads[ask.head].level if minds else None,
        len(minds),
        ask.where.heads.settings(ask.head).horizon if minds else None,
        step_name(model, ask.place),
        tuple(model.facts[f].outcomes for f in jointly),
    )


def _own(atom: Atom, model: Model, jointly: tuple[int, ...]) -> Atom:
    """An atom with labels, and with an array that nothing else reads or writes."""
    labels = _joint_labels(model, jointly, atom.jointly)
    return replace(atom, probabilities=sealed(atom.probabilities.copy()), jointly=labels)


def _joint_labels(model: Model, facts: tuple[int, ...], positions: tuple[Any, ...]) -> tuple[Outcome, ...]:
    return tuple(model.facts[f].outcomes[k] for f, k in zip(facts, positions, strict=True))


def collapse(table: np.ndarray, holds: np.ndarray) -> np.ndarray:
    """P(event does not happen), P(event happens)."""
    return np.array([float(table[~holds].sum()), float(table[holds].sum())])


def policy(
    ask: Ask,
    path: tuple[int, ...],
    fact: Fact,
    probabilities: np.ndarray,
    utilities: np.ndarray | None,
    head: int,
) -> Policy:
    """A policy with its labels; level and horizon are those of `head`."""
    model, heads = ask.where.model, ask.where.heads
    return Policy(
        fact.name,
        fact.outcomes,
        sealed(np.array(probabilities)),
        None if utilities is None else sealed(np.array(utilities)),
        tuple(model.minds[m].name for m in path),
        heads[head].level,
        heads.settings(head).horizon,
        step_name(model, ask.place),
    )


def whose(ask: Ask, minds: tuple[int, ...], order: int) -> Whose:
    """Whose answer it is and when, for answers that are numbers."""
    heads, model = ask.where.heads, ask.where.model
    levels = tuple(heads.own_level(m, ask.place) for m in minds)
    horizon = heads.settings(ask.head).horizon if heads[ask.head].owner in minds else None
    return Whose(tuple(model.minds[m].name for m in minds), levels, order, horizon, step_name(model, ask.place))
