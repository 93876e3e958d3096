"""Why a question has no answer: who met what it held impossible, at which step, and what it had thought possible.

Only run once an answer has failed, so it may take its time.
"""

from __future__ import annotations

import numpy as np

from underneath.core.factors import Factor, aligned, restrict
from underneath.errors import EvidenceError, ImpossibleEvidence, NoOption
from underneath.model.facts import Fact
from underneath.model.heads import NOBODY
from underneath.reason.asking import Ask, observed
from underneath.reason.pricing import run_priced as run
from underneath.reason.results import Posterior, Reason, Undefined, Why
from underneath.reason.slices import Slice, path_name, shadow

_REMEDIES = (
    "remedies: a tremble for the heads concerned (it cannot mend a zero in a table), fallback tables (fallback=), or"
    " awareness that can grow"
)


def unanswerable(ask: Ask, reason: Reason) -> EvidenceError:
    """The error for an answer that would need what has none."""
    where, model = ask.where, ask.where.model
    who = path_name(where.engine, reason.head)
    if reason.why is Why.NO_OPTION:
        return NoOption(
            f"{who} has no option left at {model.facts[reason.decision].name!r}: each one is unavailable or has"
            " an expected"
            f" utility of minus infinity{_weighed(ask, reason)}; make one of them finite"
        )
    if reason.head == ask.head and reason.place == ask.place:
        return own_evidence(ask)
    return _inner_evidence(ask, reason)


def own_evidence(ask: Ask) -> ImpossibleEvidence:
    """Find the told step at which the evidence of the first mind became impossible, and say so."""
    owner, model = ask.where.heads[ask.head].owner, ask.where.model
    known = model.known[owner] if owner != NOBODY else {f: model.facts[f].place for f in ask.told}
    who = path_name(ask.where.engine, ask.head)
    for fact in sorted((f for f in ask.told if known.get(f, ask.place) < ask.place), key=lambda f: known[f]):
        then = Ask(ask.where.at(known[fact]), ask.head, (), known[fact], ask.told)
        expected = _expected(then, fact)
        if expected is not None and not expected[ask.told[fact]] > 0:
            return ImpossibleEvidence(
                f"{_contradiction(who, model.facts[fact], ask.told[fact], expected)}{_unaware(ask.where, ask.head)};"
                f" {_remedies(ask)}"
            )
    return ImpossibleEvidence(f"what was told is impossible for {who}; {_remedies(ask)}")


def _remedies(ask: Ask) -> str:
    if ask.where.heads[ask.head].owner == NOBODY:
        return "tell another outcome, or change the tables or wants that exclude it"
    return _REMEDIES


def _contradiction(who: str, fact: Fact, came: int, expected: list[float]) -> str:
    possible = ", ".join(repr(o) for o, p in zip(fact.outcomes, expected, strict=True) if p > 0) or "nothing"
    return (
        f"{who} holds impossible what came at {fact.name!r}: {fact.outcomes[came]!r} came, and {who} thought"
        " possible only"
        f" {possible}"
    )


def _unaware(where: Slice, head: int) -> str:
    """The outcomes that are missing from a head, for what came may speak of one of them."""
    facts = where.model.facts
    said = [f"{facts[f].name}={facts[f].outcomes[k]!r}" for f, k in sorted(where.heads[head].missing)]
    return f" (never thought of: {', '.join(said)})" if said else ""


def _expected(ask: Ask, fact: int) -> list[float] | None:
    """What the first mind expected of a fact just before it came to know it, or None where even that is undefined."""
    seen = observed(ask)
    if seen is not None:
        seen = frozenset(f for f in seen if ask.where.model.facts[f].place < ask.place)
    table: Posterior = run(ask.where, "belief_table", ask.head, ask.place, (fact,), seen)
    rest = restrict(table.factor, dict(ask.told))
    # What else the mind observed and nobody said: any of it that is possible will do for a message.
    flat = np.moveaxis(rest.table, rest.axes.index(shadow(fact)), -1).reshape(
        -1, rest.table.shape[rest.axes.index(shadow(fact))]
    )
    possible = [row for row in flat if row.sum() > 0]
    return [float(p) for p in possible[0]] if possible else None


def _inner_evidence(ask: Ask, reason: Reason) -> ImpossibleEvidence:
    """The error for a head further in: find a step and a history that it holds impossible."""
    where, model = ask.where, ask.where.model
    who, owner = path_name(where.engine, reason.head), where.heads[reason.head].owner
    asker = path_name(where.engine, ask.head)
    known = {f: p for f, p in model.known[owner].items() if p < reason.place}
    for fact in sorted(known, key=lambda f: known[f]):
        cell = _impossible_cell(ask, reason, known[fact] + 1)
        if cell is None or fact not in cell:
            continue
        then = Ask(where.with_all((*ask.rest, owner), known[fact]), reason.head, (), known[fact], cell)
        expected = _expected(then, fact)
        if expected is not None and not expected[cell[fact]] > 0:
            story = _contradiction(who, model.facts[fact], cell[fact], expected)
            return ImpossibleEvidence(
                f"{story}{_unaware(where, reason.head)}, in a history that {asker} reckons with{_weighed(ask, reason)};"
                f" {_REMEDIES}"
            )
    return ImpossibleEvidence(
        f"{asker} reckons with a history that {who} holds impossible{_history(ask, reason)}{_weighed(ask, reason)};"
        f" {_REMEDIES}"
    )


def _history(ask: Ask, reason: Reason) -> str:
    """What an inner mind has observed in a history that it holds impossible."""
    cell = _impossible_cell(ask, reason, reason.place)
    facts = ask.where.model.facts
    said = [f"{facts[f].name}={facts[f].outcomes[k]!r}" for f, k in (cell or {}).items() if f >= 0]
    return f" ({', '.join(said)})" if said else ""


def _impossible_cell(ask: Ask, reason: Reason, place: int) -> dict[int, int] | None:
    """Outcomes that the inner mind has observed before a place and holds impossible, likely ones first."""
    where = ask.where.with_all((*ask.rest, ask.where.heads[reason.head].owner), place)
    masks: tuple[Undefined, ...] = run(where, "impossible", reason.head, place, None)
    for item in masks:
        mask = restrict(item.mask, dict(ask.told))
        weights = _weights(ask, mask)
        if weights.any():
            cell = np.unravel_index(int(weights.argmax()), weights.shape)
            return {**ask.told, **{a: int(k) for a, k in zip(mask.axes, cell, strict=True)}}
    return None


def _weights(ask: Ask, mask: Factor) -> np.ndarray:
    """How likely each impossible cell is for whoever asks; zero for what is impossible for the asker too."""
    flat = np.asarray(mask.table > 0, dtype=float)
    hidden = tuple(a for a in mask.axes if a not in ask.where.seen(ask.head, ask.place))
    if not hidden:
        return flat
    belief: Posterior = run(ask.where, "posterior", ask.head, ask.place, hidden, observed(ask))
    rest = restrict(belief.factor, dict(ask.told))
    # What else the asker observed and nobody said: the likeliest of it will do for a message.
    shown = tuple(a for a in rest.axes if a in mask.axes)
    unsaid = tuple(k for k, a in enumerate(rest.axes) if a not in mask.axes)
    return np.asarray(flat * aligned(Factor(shown, rest.table.max(axis=unsaid)), mask.axes))


def _weighed(ask: Ask, reason: Reason) -> str:
    """The option under consideration, where a plan met it."""
    if reason.decision < 0 or reason.option < 0:
        return ""
    fact = ask.where.model.facts[reason.decision]
    return f" (weighing the option {fact.outcomes[reason.option]!r} of {fact.name!r})"
