"""Sentences: why somebody believes something, in plain English.

A sentence names what happened, says how much it weighs for the claim, and gives the two readings that make the weight:
how likely the mind had thought it if the claim is so, and if it is not.  What weighs nothing is put into one sentence
at the end.  Names stand where a person would say "she": a story does not tell who is a she.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from underneath.explain.reasons import Reason
from underneath.feelings.words import bits, capital, listed, percents, whose
from underneath.story.moments import Happening, step_word

SMALL = 0.0005
"""Bits below which a step is said to weigh nothing."""
MOST = 8
"""Of what weighs nothing, so many steps are named."""


def why(
    reasons: Sequence[Reason],
    path: Sequence[str],
    claim: str,
    said: Mapping[int, str] | None = None,
    before: Sequence[Happening] = (),
) -> tuple[str, ...]:
    """The sentences for a belief, from the first step that moved it to the sum.

    Args:
        reasons: What each step did, as `explain.reasons.reasons` finds it.
        path: Names of the minds.
        claim: What it is weighed for, in words.
        said: What each step is called, by its place; left out, what it says of itself.
        before: The steps before the first reason, at which the claim was too far ahead.

    >>> why([], ["Ann"], "the coin is bent")
    ("Nothing has happened yet that bears on 'the coin is bent'.",)
    """
    words = said or {}
    moving = [reason for reason in reasons if abs(reason.weight.bits) >= SMALL]
    still = [reason for reason in reasons if abs(reason.weight.bits) < SMALL]
    if before:
        lines = [_too_far(reasons, path, claim, step_word(before[-1], words))]
        return (*lines, *why(reasons, path, claim, said)) if reasons else tuple(lines)
    if not reasons:
        return (f"Nothing has happened yet that bears on '{claim}'.",)
    lines = [sentence(reason, path, claim, words.get(reason.step.place)) for reason in moving]
    return tuple(line for line in (*lines, _still(still, path, words), _sum(reasons, path, claim)) if line)


def _too_far(reasons: Sequence[Reason], path: Sequence[str], claim: str, last: str) -> str:
    """From when on it is told, and why not from the start."""
    so_long = f"Up to '{last}', '{claim}' is so far ahead that what {whose(path)} expects would take tables too large"
    if not reasons:
        return f"{so_long} for a ledger."
    return f"{so_long} for a ledger; it begins after that, at {percents(reasons[0].weight.before)[0]}."


def sentence(reason: Reason, path: Sequence[str], claim: str, said: str | None = None) -> str:
    """What one step did, in one or two sentences."""
    event = capital(said or str(reason.step))
    return f"{event}: {_weight(reason, claim)}. {capital(_account(reason, path))}"


def _weight(reason: Reason, claim: str) -> str:
    amount, weight = reason.weight.bits, reason.weight
    if math.isinf(amount) and weight.after in (0.0, 1.0):
        return f"this {'settles' if amount > 0 else 'rules out'} '{claim}'"
    if math.isinf(amount):
        return f"'{claim}' {'becomes possible' if weight.before == 0.0 else 'is no longer certain'}"
    return f"{bits(amount)} {'for' if amount > 0 else 'against'} '{claim}'"


def _account(reason: Reason, path: Sequence[str]) -> str:
    """The second half of a sentence: where the weight comes from."""
    if reason.readings is not None:
        return _two_readings(reason, path)
    return _ACCOUNTS.get(reason.step.kind, _moved)(reason, path)


def _two_readings(reason: Reason, path: Sequence[str]) -> str:
    assert reason.readings is not None
    if math.isinf(reason.weight.bits) and {reason.readings.if_so, reason.readings.if_not} == {0.0, 1.0}:
        return f"{whose(path)} knows it from then on."
    so, if_not = percents(reason.readings.if_so, reason.readings.if_not)
    return f"{whose(path)} expected it with {so} if that is so and with {if_not} if it is not."


def _moved(reason: Reason, path: Sequence[str]) -> str:
    before, after = percents(reason.weight.before, reason.weight.after)
    if not reason.learnt and len(path) > 1:
        return f"{path[-1]} does not see it; what {path[-2]} takes {path[-1]} to believe goes from {before} to {after}."
    average = ", on average," if len(path) > 1 else ""
    return f"it takes {whose(path)}{average} from {before} to {after}."


def _rethought(reason: Reason, path: Sequence[str]) -> str:
    before, after = percents(reason.weight.before, reason.weight.after)
    return f"all that came before is read again, which takes {whose(path)} from {before} to {after}."


def _widened(reason: Reason, path: Sequence[str]) -> str:
    before, after = percents(reason.weight.before, reason.weight.after)
    new = f"{whose(path)} had not so much as thought of it; now " if reason.weight.before == 0.0 else ""
    return f"{new}all that came before looks different, which takes {whose(path)} from {before} to {after}."


_ACCOUNTS: dict[str, Callable[[Reason, Sequence[str]], str]] = {"level": _rethought, "grow": _widened}


# --- what weighs nothing, and the sum ---------------------------------------------------------------------------------


def _still(reasons: Sequence[Reason], path: Sequence[str], words: Mapping[int, str]) -> str:
    """One sentence for all that weighs nothing: what was seen, what was one's own doing, and what was not seen."""
    parts = [f"{kind}{listed(found, MOST)}" for kind, found in _sorted(reasons, path, words) if found]
    return f"No weight: {'; '.join(parts)}." if parts else ""


def _sorted(
    reasons: Sequence[Reason], path: Sequence[str], words: Mapping[int, str]
) -> Iterator[tuple[str, list[str]]]:
    """What weighs nothing, by why it does not; what was known before is nothing that happened to this mind."""
    names = [(reason, step_word(reason.step, words)) for reason in reasons]
    yield "seen, and as likely either way: ", [name for r, name in names if r.learnt and not r.own]
    if path:
        yield f"{path[-1]}'s own doing: ", [name for r, name in names if r.own]
        unseen = [name for r, name in names if r.weight.step == name and not r.learnt and not r.own]
        yield f"not seen by {path[-1]}: ", unseen


def _sum(reasons: Sequence[Reason], path: Sequence[str], claim: str) -> str:
    """Where it began, where it stands, and the sum of the weights."""
    first, last = reasons[0].weight.before, reasons[-1].weight.after
    before, after = percents(first, last)
    total = math.fsum(reason.weight.bits for reason in reasons if math.isfinite(reason.weight.bits))
    finite = all(math.isfinite(reason.weight.bits) for reason in reasons)
    way = f", {bits(total)} {'for' if total >= 0 else 'against'} it in all" if finite and first != last else ""
    return f"So {whose(path)} went from {before} to {after} for '{claim}'{way}."
