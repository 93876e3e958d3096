"""Questions about feelings: what the last mind of a path feels in a step, with the numbers that made it.

As in `underneath.reason.questions`, everything here speaks of numbers of minds, facts and outcomes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from underneath.core.factors import Factor, restrict
from underneath.model.heads import ROOT
from underneath.model.spread import Atom, mean_of
from underneath.model.tables import FeltQuestion, Floats
from underneath.reason.asking import Ask
from underneath.reason.felt import Felt, Question, asked
from underneath.reason.lenses import Lens, atoms_at
from underneath.reason.pricing import run_priced as run
from underneath.reason.questions import refuse_impossible, untold
from underneath.reason.rerunning import is_actual
from underneath.reason.selves import Me, Span, span_of

PAST = ("surprise", "mistake", "foreseen guilt")
"""What hangs on earlier beliefs alone: it is felt even after evidence that is held impossible."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """A feeling: what its intensity may be, and how likely each is; and, for a mind alone, what made it.

    `parts` are numbers by name, or arrays over the options of the act that the feeling is about.
    """

    atoms: tuple[Atom, ...]
    parts: Mapping[str, Floats] = field(default_factory=dict)

    @property
    def intensity(self) -> float:
        """The mean."""
        return float(mean_of(self.atoms))


def feel(ask: Ask, minds: tuple[int, ...], span: Span, question: Question) -> Answer:
    """What the last mind of a path feels, as the first has it in mind just after a step.

    Args:
        ask: The question to the first mind, at the end of the step.
        minds: The path.
        span: The step.
        question: Which feeling.

    Raises:
        NotTold: If the first mind observed something that bears on the answer and was not told.
        ImpossibleEvidence: If what it observed is held impossible, and bears on the answer.
    """
    if len(minds) > 1 or question.name not in PAST:
        refuse_impossible(ask)
    me = Me(minds[0], ask.head, ROOT)
    if len(minds) > 1:
        view: Lens = run(ask.where, "felt_along", ask.head, minds[1:], me, span, question)
        factors = [f for g in view.groups for f in (g.weights, g.beliefs)]
        latent = {a for g in view.groups for a in g.latent}
        at = {**ask.told, **untold(ask, factors, latent, view.undefined)}
        return Answer(atoms_at(view, (), at))
    found: Felt = run(ask.where, "felt", me, span, question)
    at = {**ask.told, **untold(ask, [found.intensity], set(), found.undefined)}
    intensity = np.asarray(restrict(found.intensity, at).table)
    return Answer((Atom(1.0, intensity),), _parts(found.parts, at))


def felt_before(ask: Ask, fact: int, question: FeltQuestion) -> float:
    """What the owner of a sign feels just before it, at what was told: the answer that its table asks for."""
    facts = ask.where.model.facts
    span = span_of(ask.where, facts[question.since].place, facts[fact].place)
    # A table takes the past as its owner has it now, whatever its level was then.
    me = Me(question.path[0], ask.head)
    found = 0.0
    for one in asked(ask.where, ask.head, question.name, span, question.toward, question.act, question.about):
        answer: Felt = run(ask.where, "felt", me, span, one)
        at = {**ask.told, **untold(ask, [answer.intensity], set(), answer.undefined)}
        found += float(restrict(answer.intensity, at).table)
    return found


def _parts(parts: Mapping[str, Factor], at: Mapping[int, int]) -> dict[str, Floats]:
    """The numbers that made a feeling, where they hang on nothing that was not told."""
    found = {name: restrict(factor, at) for name, factor in parts.items()}
    return {name: np.asarray(f.table) for name, f in found.items() if not any(map(is_actual, f.axes))}
