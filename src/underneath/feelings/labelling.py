"""Labelling: from the numbers of a feeling to an answer that says whose it is, toward whom, about what and when."""

from __future__ import annotations

import math
from collections.abc import Mapping

from underneath.feelings.feeling import Feeling, Part
from underneath.feelings.steps import Moment
from underneath.model.facts import Outcome
from underneath.model.feelings import WORDS, Word
from underneath.model.shared import Whose
from underneath.model.tables import Floats
from underneath.model.terms import ImageTerm
from underneath.reason.feelings import Answer
from underneath.reason.feelings import feel as ask_for
from underneath.reason.felt import Question
from underneath.story import labelling


def answer(moment: Moment, question: Question) -> Feeling:
    """A feeling with its labels."""
    word, found = WORDS[question.name], ask_for(moment.ask, moment.minds, moment.span, question)
    toward, about = labels(moment, question)
    return Feeling(
        question.name,
        found.intensity,
        word.unit,
        _whose(moment),
        moment.steps,
        toward,
        about,
        _parts(moment, question, word, found),
        _outside(moment, question, found),
        _took(moment, question),
        tuple((a.weight, float(a.probabilities)) for a in found.atoms) if len(moment.minds) > 1 else (),
    )


def labels(moment: Moment, question: Question) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Toward whom a feeling is, and about what, by name."""
    model, word = moment.story.model, WORDS[question.name]
    if word.image:
        return _image_labels(moment, question.rest)
    toward = (moment.name(question.rest[0]),) if word.toward else ()
    if word.about:
        return toward, tuple(model.facts[f].name for f in question.rest[0])
    return toward, ((model.facts[question.rest[-1]].name,) if word.act else ())


def _image_labels(moment: Moment, terms: tuple[int, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The audience of some image terms, if it is one and the same, and what they are about."""
    settings = moment.ask.where.heads.settings(moment.head)
    images = [t for t in (settings.terms[at] for at in terms) if isinstance(t, ImageTerm)]
    audiences = {t.audience for t in images}
    toward = audiences.pop() if len(audiences) == 1 else ()
    about = dict.fromkeys(f for t in images for f in t.about)
    return tuple(moment.name(m) for m in toward), tuple(moment.story.model.facts[f].name for f in about)


def _whose(moment: Moment) -> Whose:
    ask, minds = moment.ask, moment.minds
    heads, head, levels = ask.where.heads, ask.head, [ask.where.heads[ask.head].level]
    for mind in minds[1:]:
        head = heads.child(head, mind, moment.span.now)
        levels.append(heads[head].level)
    path = tuple(moment.name(m) for m in minds)
    return Whose(
        path,
        tuple(levels),
        len(minds),
        heads.settings(ask.head).horizon,
        labelling.step_name(ask.where.model, ask.place),
    )


def _parts(moment: Moment, question: Question, word: Word, found: Answer) -> dict[str, Part]:
    """The numbers that made a feeling; those of options by their labels."""
    parts: dict[str, Part] = {}
    for name, table in found.parts.items():
        if table.ndim == 0:
            parts[name] = float(table)
        elif table.ndim == 1 and word.act:
            parts[name] = _by_option(moment, question.rest[-1], table)
    return parts


def _by_option(moment: Moment, act: int, table: Floats) -> Mapping[Outcome, float]:
    return dict(zip(moment.story.model.facts[act].outcomes, map(float, table), strict=True))


def _outside(moment: Moment, question: Question, found: Answer) -> tuple[Outcome, ...]:
    """What came in a step that its observer had never thought of."""
    if question.name != "surprise" or not math.isinf(found.intensity):
        return ()
    model, heads, told = moment.story.model, moment.ask.where.heads, moment.story.told
    parent = moment.ask.head if len(moment.minds) > 1 else None
    outside: list[Outcome] = []
    for fact, place in model.known[moment.me].items():
        if moment.span.before <= place < moment.span.now and fact in told:
            head = heads.child(0, moment.me, place) if parent is None else moment.head
            if (fact, told[fact]) in heads[head].missing:
                outside.append(model.facts[fact].outcomes[told[fact]])
    return tuple(outside)


def _took(moment: Moment, question: Question) -> str:
    """What was taken where nothing was declared."""
    if question.name not in ("hope", "fear", "relief", "disappointment"):
        return ""
    if moment.ask.where.heads.settings(moment.head).reference is not None:
        return ""
    return "no reference point is declared: what was expected at the start of the scene"
