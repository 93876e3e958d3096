"""The ledger as an answer: what each step weighs, and the same in sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from underneath.explain.answer import Answer, Column
from underneath.explain.reasons import Reason
from underneath.explain.sentences import SMALL, why
from underneath.feelings.words import possessive, whose
from underneath.story.jsonable import Plain, number
from underneath.story.moments import Happening, step_word

LEDGER = (
    Column("step"),
    Column("bits", "signed bits"),
    Column("before", "share"),
    Column("after", "share"),
)


def why_answer(
    reasons: Sequence[Reason],
    path: Sequence[str],
    claim: str,
    said: Mapping[int, str] | None = None,
    every: bool = False,
    before: Sequence[Happening] = (),
) -> Answer:
    """Why a mind believes what it does: the steps that moved it, with what they weigh.

    Args:
        reasons: What each step did (`explain.reasons.reasons`).
        path: Names of the minds.
        claim: What it is weighed for, in words.
        said: What each step is called, by its place.
        every: Show the steps that weigh nothing too; the data have them in any case.
        before: The steps before the first reason (`explain.reasons.left_out`).
    """
    shown = [reason for reason in reasons if every or abs(reason.weight.bits) >= SMALL]
    rows = tuple((step_word(reason.step, said), *_numbers(reason)) for reason in shown)
    data: dict[str, Plain] = {"path": list(path), "claim": claim, "steps": [_data(reason) for reason in reasons]}
    sentences = why(reasons, path, claim, said, before)
    data |= {"total": number(total(reasons)), "sentences": list(sentences)}
    data |= {"left_out": [step.place for step in before]} if before else {}
    return Answer(moved_title(path, claim), LEDGER, rows, sentences, data)


def moved_title(path: Sequence[str], claim: str) -> str:
    """What a ledger is a ledger of.

    >>> moved_title(["Ann"], "heart is love"), moved_title(["elders", "Ann"], "it is so")
    ("What moved Ann's belief that heart is love", "What moved Ann's belief (as elders sees it) that it is so")
    >>> moved_title([], "heart is love")
    'What moved the probability that heart is love'
    """
    if not path:
        return f"What moved the probability that {claim}"
    seen = whose(path).removeprefix(path[-1])
    return f"What moved {possessive(path[-1])} belief{seen} that {claim}"


def total(reasons: Sequence[Reason]) -> float:
    """The sum of the weights; NaN where a claim became certain and open again."""
    amounts = [reason.weight.bits for reason in reasons]
    if math.inf in amounts and -math.inf in amounts:
        return math.nan
    return math.fsum(amounts)


def _numbers(reason: Reason) -> tuple[float, float, float]:
    return reason.weight.bits, reason.weight.before, reason.weight.after


def _data(reason: Reason) -> dict[str, Plain]:
    found: dict[str, Plain] = {
        "place": reason.step.place,
        "step": reason.weight.step,
        "kind": reason.step.kind,
        "before": reason.weight.before,
        "after": reason.weight.after,
        "bits": number(reason.weight.bits),
        "learnt": list(reason.learnt),
    }
    if reason.readings is not None:
        found |= {"if_so": reason.readings.if_so, "if_not": reason.readings.if_not}
    return found
