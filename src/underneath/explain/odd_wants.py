"""Odd wants: the same whatever happens, or settled where no plan of their owner reaches.

A want moves an act only if it falls at the act or later, and before the plan of the act ends: at the end of its scene,
or, with a horizon in decisions, at a later decision of one's own.  A want that moves no act can still be felt, so it is
odd only where nothing asks what anybody feels.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from underneath.explain.hanging import asks_for_feelings
from underneath.explain.suspicion import Suspicion
from underneath.model.facts import Fact
from underneath.model.minds import Mind
from underneath.model.model import Model
from underneath.model.terms import AngerTerm, BlameTerm, GuiltTerm, ImageTerm, OutcomeTerm, Term
from underneath.story.story import Story


def idle_wants(story: Story) -> Iterator[Suspicion]:
    """Wants that are the same whatever happens, and wants that their owner can do nothing about."""
    felt = feelings_matter(story.model)
    for mind in story.model.minds:
        for at, term in enumerate(mind.traits.terms or ()):
            name = f"{mind.name}'s want {term.name!r}" if term.name else f"want {at + 1} of {mind.name}"
            subject = ("want", mind.name, str(at))
            if _constant(term):
                hint = "Name the facts that make a difference, or leave it out."
                yield Suspicion("W105", f"{name} is the same whatever happens.", hint, subject)
            elif not _reached(story.model, mind, term) and not (felt and can_be_felt(story.model, term)):
                why, hint = _idle(story.model, mind, term)
                yield Suspicion("W106", f"{name} moves no act: {why}.", hint, subject)


def feelings_matter(model: Model) -> bool:
    """Whether something in a world hangs on what somebody feels: a sign, or a want to be spared it."""
    terms = [term for mind in model.minds for term in mind.traits.terms or ()]
    tables = [fact.table for fact in model.facts]
    return any(isinstance(t, GuiltTerm | BlameTerm | AngerTerm) for t in terms) or any(map(asks_for_feelings, tables))


def can_be_felt(model: Model, term: Term) -> bool:
    """Whether a want falls in a scene; what is settled before the first one is felt by nobody."""
    before = model.scenes[:1] == ("",) and len(model.scenes) > 1
    return term.falls >= (model.scene_ends[0] if before else 0)


def _constant(term: Term) -> bool:
    return isinstance(term, OutcomeTerm) and bool(np.all(term.array == term.array.ravel()[0]))


def _reached(model: Model, mind: Mind, term: Term) -> bool:
    """Whether some plan of its owner's reaches a want."""
    return any(
        decision.place <= term.falls < _end(model, mind, decision, horizon)
        for decision in model.decisions_of[mind.index]
        for horizon in _horizons(model, mind)
    )


def _horizons(model: Model, mind: Mind) -> set[int]:
    """How far a mind plans, in its own head and in others'; 0 is to the end of the scene."""
    heads = [rule.traits.horizon for rule in model.heads if rule.path[-1:] == (mind.index,)]
    return {mind.traits.horizon or 0, *(horizon for horizon in heads if horizon is not None)}


def _end(model: Model, mind: Mind, decision: Fact, horizon: int) -> int:
    """The place at which the plan of a decision stops."""
    if not horizon:
        return model.scene_ends[decision.scene]
    later = [d.place for d in model.decisions_of[mind.index] if d.place > decision.place]
    return later[horizon - 1] if len(later) >= horizon else model.end


def _idle(model: Model, mind: Mind, term: Term) -> tuple[str, str]:
    """Why a want moves no act, and what to do about it."""
    own = model.decisions_of[mind.index]
    if not own:
        return f"{mind.name} never decides anything", _counts(mind)
    before = [decision for decision in own if decision.place <= term.falls]
    return _behind(model, mind, term, before[-1]) if before else _early(model, mind, term, own)


def _counts(mind: Mind) -> str:
    also = f"or if feelings are asked for, such as feelings: [{mind.name}] at the top of the file"
    return f"A want counts only if its owner decides something before it is settled, {also}."


def _early(model: Model, mind: Mind, term: Term, own: tuple[Fact, ...]) -> tuple[str, str]:
    """A want that is settled before its owner does anything."""
    if not isinstance(term, ImageTerm):
        return f"{mind.name} decides nothing before it is settled", _counts(mind)
    first = model.scene_ends[0] if model.scenes[:1] == ("",) else 0
    when = "before the first scene" if term.point <= first else "earlier"
    audience = " > ".join(model.minds[m].name for m in term.audience)
    why = f"what {audience} believes is read {when}, and {mind.name} decides nothing before that"
    return why, f"Say after which fact it is read, such as after: {own[-1].state or own[-1].name}"


def _behind(model: Model, mind: Mind, term: Term, last: Fact) -> tuple[str, str]:
    """A want that falls where no plan reaches."""
    scene = model.scenes[last.scene]
    stop = f"the end of the scene {scene!r}" if scene else "the end of the scene"
    item = model.items[term.falls]
    what = f"at {item.name!r}" if isinstance(item, Fact) else "later"
    hint = f"Say horizon: 1 for {mind.name}, whose plans then reach to the next decision of their own, or to the end."
    return f"it is settled {what}, behind {stop}, where {mind.name}'s plans stop", hint
