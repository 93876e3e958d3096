"""Felt answers: what somebody feels in a step, or step by step, as a table, sentences and data."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from underneath.explain.answer import Answer, Column, Value, words_of
from underneath.explain.felt_rows import LEAST, Key, Row, all_rows, key_of, rows_of
from underneath.explain.felt_words import (
    about_words,
    amount_words,
    feeling_data,
    levels_words,
    named,
    refused_data,
    toward_words,
    whose_data,
)
from underneath.explain.plain import plainly
from underneath.explain.sensing import Felt
from underneath.feelings.feeling import FELT, Feeling
from underneath.feelings.words import capital, listed
from underneath.model.facts import Outcome
from underneath.story.jsonable import Plain, number

IN_A_STEP = (Column("feeling"), Column("toward"), Column("about"), Column("intensity", "utils"), Column("", "bar"))
BY_STEP = (
    Column("step", "count"),
    Column("what"),
    *IN_A_STEP[:3],
    Column("change", "change"),
    *IN_A_STEP[3:],
)
COMPARED = (*IN_A_STEP[:3], Column("as told", "utils"), Column("what if", "utils"))
NUMBERS = (Column("what made it"), Column("", "utils"))
ATOMS = (Column("held possible"), Column("weight", "share"), Column("intensity", "utils"))


@dataclass(frozen=True, slots=True)
class Telling:
    """How feelings are told: `every` one for which there is an answer, and `why`, what made each."""

    every: bool = False
    why: bool = False


PLAIN = Telling()
"""What is worth telling, and no more."""


def step_answer(felt: Felt, path: Sequence[str], how: Telling = PLAIN) -> Answer:
    """What somebody feels in a step.

    Args:
        felt: What is felt.
        path: Names of the minds.
        how: What of it is told.
    """
    rows = [row for row in all_rows(felt) if how.every or row.feeling]
    told = [row.feeling.whose for row in all_rows(felt)]
    title = f"What {' > '.join(path)} feels in {listed(felt.steps)}"
    data: dict[str, Plain] = {"path": list(path), **felt_data(felt)}
    notes = tuple(notes_of([felt], [] if how.why else [row.feeling for row in rows], path).values())
    if how.why and len(rows) == 1:
        only = why_part(rows[0])
        title = f"{title}: {only.title}{levels_words(told)}"
        return replace(only, title=title, sentences=(*only.sentences, *notes), data=data)
    cells = tuple((*_cells(row), bar) for row, bar in zip(rows, _bars(rows), strict=True))
    nothing = () if rows or felt.feelings.refused else ("Nothing of it is felt.",)
    parts = tuple(why_part(row) for row in rows) if how.why else ()
    return Answer(title + levels_words(told), IN_A_STEP, cells, (*nothing, *notes), data, parts)


def course_answer(found: Sequence[Felt], path: Sequence[str], how: Telling = PLAIN) -> Answer:
    """What somebody feels, step by step: what passes where it is felt, what lasts where it changes.

    Args:
        found: What is felt in each step.
        path: Names of the minds.
        how: What of it is told; `every` is every feeling in every step.
    """
    last: dict[Key, Row] = {}
    steps = [(felt, all_rows(felt) if how.every else rows_of(felt, last)) for felt in found]
    rows = [row for _, several in steps for row in several]
    bars = iter(_bars(rows))
    cells = [cell for felt, several in steps for cell in _step_cells(felt, several, bars)]
    told = [row.feeling.whose for felt in found for row in all_rows(felt)]
    data: dict[str, Plain] = {"path": list(path), "steps": [felt_data(felt) for felt in found]}
    nothing = () if rows else (f"Nothing is felt that comes to {LEAST}.",)
    notes = notes_of(found, [] if how.why else [row.feeling for row in rows], path)
    parts = tuple(why_part(row, felt.steps) for felt, several in steps for row in several if not row.gone)
    title = f"What {' > '.join(path)} feels{levels_words(told)}"
    return Answer(title, BY_STEP, tuple(cells), (*nothing, *notes.values()), data, parts if how.why else ())


def compared_answer(told: Felt, felt: Felt, path: Sequence[str]) -> Answer:
    """What somebody feels in a step, as told and in a changed world.

    Args:
        told: What is felt as told.
        felt: What is felt in the changed world.
        path: Names of the minds.
    """
    before = {key_of(row.feeling): row for row in all_rows(told)}
    after = {key_of(row.feeling): row for row in all_rows(felt)}
    keys = [key for key in {**after, **before} if any(key in rows and rows[key].feeling for rows in (before, after))]
    cells = tuple(
        (*_cells((after | before)[key])[:-1], *(_amount(rows.get(key)) for rows in (before, after))) for key in keys
    )
    single, order = step_answer(felt, path), [key_of(found) for found in felt.feelings]
    data = {**single.data, "as_told": _intensities(before, order), "what_if": _intensities(after, order)}
    sentences = () if cells else ("Nothing of it is felt in either.",)
    return Answer(single.title, COMPARED, cells, sentences, data)


def _intensities(rows: Mapping[Key, Row], order: Sequence[Key]) -> list[Plain]:
    return [number(rows[key].intensity) if key in rows else None for key in order]


def _amount(row: Row | None) -> str:
    return "" if row is None else amount_words(row.feeling, row.intensity)


def felt_data(felt: Felt) -> dict[str, Plain]:
    """What is felt in a step as plain data: every feeling for which there is an answer, and those that have none."""
    found = list(felt.feelings)
    return {
        "place": felt.place,
        "since": felt.since,
        "moment": felt.moment,
        "step": list(felt.steps),
        **(whose_data(found[0].whose) if found else {}),
        "feelings": [feeling_data(one) for one in found],
        "unanswered": [refused_data(one) for one in felt.feelings.refused],
    }


# --- tables -----------------------------------------------------------------------------------------------------------


def _cells(row: Row, digits: int = 4) -> tuple[Value, ...]:
    found = row.feeling
    return found.name, toward_words(found), about_words(found), amount_words(found, row.intensity, digits)


def _step_cells(felt: Felt, rows: Sequence[Row], bars: Iterable[float | None]) -> list[tuple[Value, ...]]:
    """The rows of a step: its number and name stand once."""
    found: list[tuple[Value, ...]] = []
    for at, (row, bar) in enumerate(zip(rows, bars)):
        *words, amount = _cells(row, 2)
        step: tuple[Value, ...] = (None, "") if at else (felt.place, felt.name)
        found.append((*step, *words, row.change, amount, bar))
    return found


def _bars(rows: Sequence[Row]) -> list[float | None]:
    """How long the bar of each row is: the largest number of its unit has the longest."""
    longest: dict[str, float] = {}
    for row in rows:
        if math.isfinite(row.intensity):
            longest[row.feeling.unit] = max(row.intensity, longest.get(row.feeling.unit, 0.0))
    return [_bar(row.intensity, longest.get(row.feeling.unit, 0.0)) for row in rows]


def _bar(intensity: float, longest: float) -> float | None:
    return intensity / longest if math.isfinite(intensity) and longest else None


# --- what is said beside them -----------------------------------------------------------------------------------------


def why_part(row: Row, steps: Sequence[str] = ()) -> Answer:
    """What made a feeling: its numbers, or all that it may be, and the same in a sentence."""
    found = row.feeling
    when = f"{listed(steps)}: " if steps else ""
    title = f"{when}{named(found)}, {amount_words(found, row.intensity)}"
    columns, rows = (ATOMS, _atoms(found)) if found.atoms else (NUMBERS, _all_numbers(found))
    return Answer(title, columns if rows else (), rows, (found.because,))


def _atoms(found: Feeling) -> tuple[tuple[Value, ...], ...]:
    """What may be felt, the likeliest first; what comes to the same is one."""
    weights: dict[float, float] = {}
    for weight, intensity in found.atoms:
        same = next((other for other in weights if math.isclose(other, intensity, abs_tol=FELT)), intensity)
        weights[same] = weights.get(same, 0.0) + weight
    ordered = sorted(weights.items(), key=lambda pair: (-round(pair[1], 12), pair[0]))
    return tuple((f"feeling {at}", weight, intensity) for at, (intensity, weight) in enumerate(ordered, 1))


def _all_numbers(found: Feeling) -> tuple[tuple[Value, ...], ...]:
    return tuple(pair for name, part in found.parts.items() for pair in _numbers(name, part))


def _numbers(name: str, part: float | Mapping[Outcome, float]) -> list[tuple[str, float]]:
    if isinstance(part, Mapping):
        return [(f"{name}: {words_of(option)}", value) for option, value in part.items()]
    return [(name, part)]


def notes_of(found: Sequence[Felt], told: Sequence[Feeling], path: Sequence[str]) -> dict[str, str]:
    """What is to be said of the numbers: that they are means, what was taken for granted, what has no answer.

    Args:
        found: What is felt in each step.
        told: The feelings that are shown.
        path: Names of the minds.

    Returns:
        Sentences, by the reason for each, so that a reason can be given once.
    """
    mean = {" > ".join(path): _mean_words(path)} if len(path) > 1 and told else {}
    took: dict[str, dict[str, None]] = {}
    for one in told:
        if one.took:
            took.setdefault(one.took, {})[one.name] = None
    taken = {text: f"{capital(listed(list(names)))}: {text}." for text, names in took.items()}
    return {**mean, **taken, **_refusals(found)}


def _mean_words(path: Sequence[str]) -> str:
    """That a number is a mean.

    >>> _mean_words(["Kakashi", "Sakura"])
    'Each number is a mean: what Sakura feels hangs on what Sakura has observed, of which Kakashi may be unsure.'
    """
    *_, outer, last = path
    hangs = f"what {last} feels hangs on what {last} has observed"
    return f"Each number is a mean: {hangs}, of which {outer} may be unsure."


def _refusals(found: Sequence[Felt]) -> dict[str, str]:
    """For what there is no answer, and in which steps, by the reason."""
    reasons: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for felt in found:
        for one in felt.feelings.refused:
            what, steps = reasons.setdefault(plainly(str(one.error)), ({}, {}))
            what[named(one)] = steps[felt.name] = None
    return {
        why: f"No answer for {listed(list(what), 3)}, in {listed(list(steps), 3)}: {why}"
        for why, (what, steps) in reasons.items()
    }
