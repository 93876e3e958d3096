"""What somebody feels, at everything that they may have observed, and what others make of it.

A feeling is computed like a belief: a table over the information sets of whoever feels it.  Along a path it is weighed
outwards, mind by mind, as a nested belief is (`underneath.reason.lenses`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from underneath.core.factors import Factor
from underneath.model.feelings import WORDS, Word
from underneath.model.tables import FeltQuestion
from underneath.model.terms import ImageTerm
from underneath.reason.lenses import Group, Lens, lost_outward, outward
from underneath.reason.levels import branches
from underneath.reason.results import Reading, Undefined
from underneath.reason.selves import Me, Span, span_of
from underneath.reason.slices import Slice, level_axis
from underneath.reason.stakes import joined
from underneath.reason.tasks import Work, need, task


@dataclass(frozen=True, slots=True, eq=False)
class Felt:
    """A feeling over what its owner has observed, with the numbers that made it.

    Args:
        intensity: In its unit.
        parts: By name; those that are said of several options of an act have its `rerun_axis`.
        undefined: Where there is no answer.
    """

    intensity: Factor
    parts: Mapping[str, Factor] = field(default_factory=dict)
    undefined: tuple[Undefined, ...] = ()


WORKS: dict[str, Callable[..., Work]] = {}
"""How each feeling that there is a word for is computed."""


def feeling(name: str) -> Callable[[Callable[..., Work]], Callable[..., Work]]:
    """Make a generator function known as the meaning of a word."""

    def known(work: Callable[..., Work]) -> Callable[..., Work]:
        WORKS[name] = work
        return work

    return known


@dataclass(frozen=True, slots=True)
class Question:
    """Which feeling is asked for; `rest` are the further arguments of its kind."""

    name: str
    rest: tuple[Any, ...] = ()


@task
def felt(where: Slice, me: Me, span: Span, question: Question) -> Work:
    """A feeling of a mind in a step; before several audiences, added up."""
    if not WORDS[question.name].image or len(question.rest) == 1:
        return (yield from WORKS[question.name](where, me, span, *question.rest))
    found: list[Factor] = []
    parts: dict[str, Factor] = {}
    lost: list[Undefined] = []
    for at in question.rest:
        one: Felt = yield from need(where, "felt", me, span, Question(question.name, (at,)))
        found.append(one.intensity)
        parts[_audience(where, me, at, parts)] = one.intensity
        lost += one.undefined
    return Felt(joined(where, found), parts, tuple(lost))


def _audience(where: Slice, me: Me, at: int, taken: Mapping[str, Factor]) -> str:
    """What the part of an image term is called among those of several."""
    term = where.heads.settings(me.head).terms[at]
    assert isinstance(term, ImageTerm)
    name = f"before {' > '.join(where.model.minds[m].name for m in term.audience)}"
    return name if name not in taken else f"{name}, {len(taken) + 1}"


@task
def felt_along(where: Slice, head: int, rest: tuple[int, ...], me: Me, span: Span, question: Question) -> Work:
    """What the owner of a head takes the last mind of a path to feel: a lens whose beliefs are numbers.

    Args:
        where: A slice that starts at or before the end of the step.
        head: The head of the first mind.
        rest: The minds after the first.
        me: The first mind, for a path of one.
        span: The step.
        question: Which feeling.
    """
    if not rest:
        own: Felt = yield from need(where, "felt", me, span, question)
        return Lens((Group(Factor((), np.float64(1.0)), own.intensity),), own.undefined)
    groups: list[Group] = []
    undefined: list[Undefined] = []
    for level, child in branches(where, head, rest[0], span.now):
        source = where.onward(child, span.now)
        inner: Lens = yield from need(
            source, "felt_along", child, rest[1:], Me(rest[0], child, head, level), span, question
        )
        fix = None if level is None else (level_axis(rest[0]), level)
        for group in inner.groups:
            cut = Group(where.cut(group.weights), where.cut(group.beliefs), group.latent)
            outer, unsure = yield from outward(where, head, span.now, cut, (), None, fix)
            groups.append(outer)
            undefined += unsure
        masks = where.cut_undefined(inner.undefined)
        named = None if level is None else (rest[0], level)
        undefined += yield from lost_outward(where, head, span.now, masks, None, named)
    return Lens(tuple(groups), tuple(undefined))


def asked(
    where: Slice,
    head: int,
    name: str,
    span: Span,
    toward: tuple[int, ...] = (),
    act: int | None = None,
    about: tuple[int, ...] = (),
) -> list[Question]:
    """The question that a feeling comes to; none where nobody is before whom it could be felt."""
    word = WORDS[name]
    if word.image:
        terms = tuple(image_terms(where, head, span, word, toward))
        return [Question(name, terms)] if terms else []
    if word.about:
        return [Question(name, (about,))]
    return [Question(name, (*(toward if word.toward else ()), *(() if act is None else (act,))))]


def image_terms(where: Slice, head: int, span: Span, word: Word, audience: tuple[int, ...] = ()) -> list[int]:
    """The image terms of a head that are felt in a step: those that fall in its scene and are still open."""
    owner = where.heads[head].owner
    return [
        at
        for at, term in enumerate(where.heads.settings(head).terms)
        if isinstance(term, ImageTerm)
        and span.start <= term.falls < span.end
        and span.now <= term.point
        and (not audience or term.audience == audience)
        and (not word.single or len(term.audience) == 1)
        and _is_audience(word, term.audience, owner)
    ]


def _is_audience(word: Word, audience: tuple[int, ...], owner: int) -> bool:
    return word.image == "any" or (audience == (owner,)) is (word.image == "self")


@task
def felt_answer(where: Slice, head: int, fact: int, question: FeltQuestion) -> Work:
    """What the owner of a sign feels just before it, at everything that it may have observed."""
    facts = where.model.facts
    before, now = facts[question.since].place, facts[fact].place
    span, me = span_of(where, before, now), Me(where.heads[head].owner, head)
    found: list[Factor] = []
    lost: list[Undefined] = []
    for one in asked(where, head, question.name, span, question.toward, question.act, question.about):
        answer: Felt = yield from need(where, "felt", me, span, one)
        found.append(where.cut(answer.intensity))
        lost += where.cut_undefined(answer.undefined)
    return Reading(joined(where, found), tuple(lost))
