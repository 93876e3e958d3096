"""Irony over a story: how far somebody's belief falls short of the reader's after each step, in bits."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from underneath.errors import UnderneathError
from underneath.explain.answer import Answer, Column, Value, words_of
from underneath.explain.replying import message_of
from underneath.explain.speaking import path_list, path_words
from underneath.feelings.words import bits, capital
from underneath.model.facts import Outcome
from underneath.model.handles import PathLike
from underneath.model.measures import ROUNDING
from underneath.story import names
from underneath.story.jsonable import Plain, labels, number
from underneath.story.moments import happenings, irony_at, over_time, step_word
from underneath.story.story import Story


@dataclass(frozen=True, slots=True)
class Gap:
    """How far one path's belief falls short of another's from a moment on.

    Args:
        moment: From when on, in steps.
        bits: The divergence; infinite where the other gives nothing to what the reader holds possible.
        outside: The outcomes that the other has never thought of.
        refused: Why there is no answer, or nothing.
    """

    moment: int
    bits: float
    outside: tuple[Outcome, ...] = ()
    refused: str = ""


def ironies(story: Story, reader: PathLike, other: PathLike, fact: str) -> tuple[Gap, ...]:
    """The irony about a fact, from the step that settles it on: one value for each moment at which it changes.

    >>> w = un.World("coin", habit="uniform")
    >>> ann, bob = w.mind("Ann"), w.mind("Bob")
    >>> coin = w.chance("coin", {"heads": 0.25, "tails": 0.75}, seen_by=[ann])
    >>> w.reveal(coin, to=bob)
    >>> [(gap.moment, gap.bits) for gap in ironies(w.tell(coin="heads"), "Ann", "Bob", "coin")]
    [(1, 2.0), (2, 0.0)]
    """
    return tuple(_changes(story, reader, other, fact))


def _changes(story: Story, reader: PathLike, other: PathLike, fact: str) -> Iterator[Gap]:
    paths = [names.path_of(story.scope, path) for path in (reader, other)]
    place = story.scope.fact(fact, "irony").place
    found = over_time(story, place, paths, partial(_gap, story, reader, other, fact), lambda gap: gap.refused)
    last: Gap | None = None
    for gap in found:
        if last is None or not _same(gap, last):
            yield gap
        last = gap


def _gap(story: Story, reader: PathLike, other: PathLike, fact: str, moment: int) -> Gap:
    try:
        found = irony_at(story, reader, other, fact, moment)
    except UnderneathError as error:
        return Gap(moment, math.nan, refused=message_of(error))
    return Gap(moment, float(found), tuple(o for o in found.outside if not isinstance(o, tuple)))


def _same(one: Gap, other: Gap) -> bool:
    near = one.bits == other.bits or abs(one.bits - other.bits) <= ROUNDING
    return (one.refused, one.outside) == (other.refused, other.outside) and (near or bool(one.refused))


# --- as an answer -----------------------------------------------------------------------------------------------------


def irony_answer(story: Story, reader: str, other: str, fact: str, said: Mapping[int, str] | None = None) -> Answer:
    """The irony about a fact, step by step, and where it grew most.

    Args:
        story: What was told.
        reader: Whose belief is the measure.
        other: Whose belief falls short of it.
        fact: The fact.
        said: What each step is called, by its place.
    """
    gaps, steps = ironies(story, reader, other, fact), happenings(story)
    names_of = {gap.moment: step_word(steps[gap.moment - 1], said) for gap in gaps}
    notes = any(gap.refused or math.isinf(gap.bits) for gap in gaps)
    columns = (Column("after"), Column("irony", "bits"), *([Column("because")] if notes else []))
    rows = tuple((names_of[gap.moment], *_cells(gap, notes)) for gap in gaps)
    words = {moment: (said or {}).get(moment - 1, name) for moment, name in names_of.items()}
    data: dict[str, Plain] = {
        "reader": path_list(reader),
        "path": path_list(other),
        "fact": fact,
        "rows": [_data(gap) for gap in gaps],
    }
    title = f"How far {path_words([other])} falls short of what {reader} believes about {fact}, in bits"
    return Answer(title, columns, rows, _sentences(gaps, words), data)


def _cells(gap: Gap, notes: bool) -> tuple[Value, ...]:
    amount = None if gap.refused else gap.bits
    return (amount, _because(gap)) if notes else (amount,)


def _because(gap: Gap) -> str:
    if gap.refused:
        return f"no answer: {gap.refused}"
    if not math.isinf(gap.bits):
        return ""
    if gap.outside:
        return f"outside their awareness: {', '.join(map(words_of, gap.outside))}"
    return "held impossible"


def _sentences(gaps: Sequence[Gap], words: Mapping[int, str]) -> tuple[str, ...]:
    """Where it grew most, among the finite steps."""
    rises = [
        (after.bits - before.bits, after.moment)
        for before, after in pairwise(gaps)
        if math.isfinite(before.bits) and math.isfinite(after.bits)
    ]
    best = max(rises, default=(0.0, 0))
    return (f"It grew most by this: {capital(words[best[1]])} ({bits(best[0])}).",) if best[0] > 0.0005 else ()


def _data(gap: Gap) -> dict[str, Plain]:
    if gap.refused:
        return {"moment": gap.moment, "refused": gap.refused}
    return {"moment": gap.moment, "bits": number(gap.bits), "outside_awareness": labels(gap.outside)}
