"""Choosing: which questions a word comes to at a step, for everybody, every act and every audience concerned."""

from __future__ import annotations

from collections.abc import Iterator

from underneath.feelings.steps import Moment
from underneath.model.feelings import WORDS
from underneath.reason.felt import Question, image_terms
from underneath.reason.selves import span_of
from underneath.reason.stakes import decisions_between, wanted_facts, wants_there


def questions(moment: Moment, name: str) -> Iterator[Question]:
    """All questions that a word comes to at a moment: for everybody, every act and every audience concerned."""
    word, where, span = WORDS[name], moment.ask.where, moment.span
    if word.image:
        if name != "mortification" or where.heads.settings(moment.head).kappa is not None:
            yield from (Question(name, (at,)) for at in image_terms(where, moment.head, span, word))
    elif word.act == "own":
        for act in acts_of(moment, moment.me):
            for other in _others(moment, act) if word.toward else (None,):
                yield Question(name, (act,) if other is None else (other, act))
    elif word.act == "theirs":
        yield from _about_theirs(moment, name)
    elif word.toward:
        yield from (Question(name, (other,)) for other in _concerned(moment, name))
    elif name == "belief shift":
        about = wanted_facts(where, moment.head, span.start, span.end)
        yield from [Question(name, (about,))] if about else []
    elif not word.wants or wants_there(where, moment.head, span.start, span.end):
        yield Question(name)


def acts_of(moment: Moment, mind: int) -> list[int]:
    """What somebody has done by now."""
    return decisions_between(moment.ask.where, mind, 0, moment.span.now)


def _scene(moment: Moment, act: int) -> tuple[int, int]:
    span = span_of(moment.ask.where, 0, moment.story.model.facts[act].place + 1)
    return span.start, span.end


def _others(moment: Moment, act: int) -> list[int]:
    """The others who want something of the scene of an act."""
    where, scene = moment.ask.where, _scene(moment, act)
    minds = [m.index for m in moment.story.model.minds if m.index != moment.me]
    return [m for m in minds if wants_there(where, child_of(moment, m), *scene, what="material")]


def child_of(moment: Moment, mind: int) -> int:
    """The head of another mind, as the one who feels has it in mind."""
    return moment.ask.where.heads.child(moment.head, mind, moment.span.now)


def _about_theirs(moment: Moment, name: str) -> Iterator[Question]:
    """Blame for what others have done, and what a reader foresees that they will regret."""
    where, model = moment.ask.where, moment.story.model
    if name == "foreseen regret" and where.heads.settings(moment.head).terms:
        return  # a matter for whoever looks on
    for other in (m.index for m in model.minds if m.index != moment.me):
        for act in acts_of(moment, other):
            if name == "foreseen regret" and model.facts[act].place < moment.span.start:
                continue  # who looks on foresees what comes of what is done now; of older acts it can be asked
            mine = wants_there(where, moment.head, *_scene(moment, act), what="material")
            theirs = bool(where.heads.settings(child_of(moment, other)).terms)
            if mine if name == "blame" else theirs:
                yield Question(name, (other, act))


def _concerned(moment: Moment, name: str) -> list[int]:
    """Those toward whom anger, gratitude or longing may be felt: who acts in the scene, before or after now."""
    span, model = moment.span, moment.story.model
    if not wants_there(
        moment.ask.where, moment.head, span.start, span.end, what="all" if name == "longing" else "material"
    ):
        return []
    first, last = (span.now, span.end) if name == "longing" else (span.start, span.now)
    return [
        m.index
        for m in model.minds
        if m.index != moment.me and any(first <= d.place < last for d in model.decisions_of[m.index])
    ]
