"""Wants that are feelings: terms for guilt, blame and anger, beside the material ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reference import between, worths
from reference.enumerate import Reference
from reference.heads import Head, Info
from reference.reruns import Past, Run
from reference.spec import AngerTerm, BlameTerm, GuiltTerm, ImageTerm, OutcomeTerm, Term
from reference.worths import Drawn, scene_of


def reads(reference: Reference, term: Term) -> frozenset[int]:
    """The axes on which the value of any term hangs."""
    if isinstance(term, OutcomeTerm | ImageTerm):
        return worths.reads(reference, term)
    if isinstance(term, BlameTerm):
        return frozenset((*reference.spec.seen(term.toward, reference.spec.point(term)), reference.n + term.toward))
    owner = reference.spec.facts[term.decision].owner
    return frozenset((*reference.spec.seen(owner, reference.spec.place[term.decision]), term.decision))


def value(reference: Reference, head: Head, term: Term, run: Info, drawn: Drawn) -> float:
    """Any term on a history, in the head of whoever wants it."""
    if isinstance(term, GuiltTerm):
        taken = run[term.decision]
        return -term.weight * between.foreseen_guilt(reference, head, term.decision, run, taken, term.toward)
    if isinstance(term, BlameTerm):
        return -term.weight * blame(reference, head, term, run, drawn)
    if isinstance(term, AngerTerm):
        return -term.weight * spite(reference, head, term, run)
    return worths.value(reference, head, term, run, drawn)


def blame(reference: Reference, head: Head, term: BlameTerm, run: Info, drawn: Drawn) -> float:
    """How much another blames the last mind of a head for a decision, at the point of a term."""
    point = reference.spec.point(term)
    other = reference.heads.child(head, term.toward, point, drawn.get(term.toward, 0))
    return between.blame(reference, other, point, reference.heads.own_info(other, point, run), term.decision)


def spite(reference: Reference, head: Head, term: AngerTerm, run: Info) -> float:
    """Anger just before a decision, times what its target is expected to get from the option taken.

    What was expected at the start would hang on the anger itself, had one reckoned with acting in it.
    """
    place, scene = reference.spec.place[term.decision], scene_of(reference.spec, term.decision)
    info = reference.heads.own_info(head, place, run)
    anger = between.anger(reference, replace(head, cold=True), head, place, info, term.at, scene)
    taken = run[term.decision]
    given = between.gives(reference, head, term.decision, info, taken, term.at, scene.start, scene.end)
    return anger * float(given[taken])


# --- means and sums ---------------------------------------------------------------------------------------------------


def spread(
    reference: Reference, head: Head, terms: Iterable[Term], at: int, info: Info, own: str | float
) -> list[tuple[float, float]]:
    """The distribution of a sum of terms, as a head that knows `info` before `at` expects it."""
    terms = tuple(terms)
    if not terms:
        return [(1.0, 0.0)]
    axes = frozenset().union(*(reads(reference, term) for term in terms))
    array = reference.joint(head, at, info, frozenset(a for a in axes if a < reference.n), own)
    return [
        (weight, sum(value(reference, head, term, given, levels(reference, axes, index)) for term in terms))
        for index, given, weight in reference.cells(array, axes, info)
    ]


def levels(reference: Reference, axes: frozenset[int], index: tuple[int, ...]) -> Drawn:
    """The levels of others in a cell."""
    return {a - reference.n: int(index[a]) for a in axes if a >= reference.n}


def expected(reference: Reference, head: Head, term: Term, at: int, info: Info, own: str | float) -> float:
    """The mean of one term."""
    return sum(weight * utils for weight, utils in spread(reference, head, (term,), at, info, own))


def had_been(past: Past, forced: Info, terms: Iterable[Term], weights: Iterable[float]) -> float:
    """The mean of a weighted sum of terms of the last mind of a head, had some acts been others."""
    reference, head = past.reference, past.head
    pairs = list(zip(terms, weights, strict=True))
    targets = {a for term, _ in pairs for a in reads(reference, term) if a < reference.n}
    return sum(
        chance * sum(weight * value(reference, head, term, run, drawn) for term, weight in pairs)
        for chance, run, drawn in past.runs(forced, targets)
    )


def had_another(past: Past, forced: Info, other: Head, histories: Iterable[Run]) -> float:
    """What counts for another in a plan at the one forced act, summed over some histories run again."""
    reference, (act,) = past.reference, forced
    weights = [(term, reference.heads.discount(other, act, term)) for term in reference.heads.counted(other, act)]
    needed = sorted(past.needed({a for t, _ in weights for a in reads(reference, t) if a < reference.n}, forced))
    return sum(
        chance * sum(weight * value(reference, other, term, run, {}) for term, weight in weights)
        for history in histories
        for chance, run, _ in past.rerun(history, forced, needed)
    )
