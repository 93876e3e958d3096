"""What is felt before an audience: what its belief is worth, as one expects it, and how that moves in a step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reference.enumerate import Reference
from reference.feelers import Feeler, Step
from reference.heads import Head, Info
from reference.spec import ImageTerm
from reference.worths import worth_at

SURE, FALL = 1 - 1e-12, 1e-12


def images(feeler: Feeler, step: Step) -> list[ImageTerm]:
    """The image terms with an audience that fall in the scene; nothing is felt of them in a step past their point."""
    spec, terms = feeler.reference.spec, feeler.terms(step, step.now)
    images = [t for t in terms if isinstance(t, ImageTerm) and t.audience == step.toward]
    return [t for t in images if step.now <= spec.point(t)]


def embarrassment(feeler: Feeler, step: Step) -> float:
    """The fall of what the belief of an audience is worth, each term by itself."""
    return sum(max(0.0, -rise(feeler, step, term)) for term in images(feeler, step))


def pride(feeler: Feeler, step: Step) -> float:
    """Its rise."""
    return sum(max(0.0, rise(feeler, step, term)) for term in images(feeler, step))


def shame(feeler: Feeler, step: Step) -> float:
    """Embarrassment before oneself."""
    return embarrassment(feeler, replace(step, toward=(feeler.mind,)))


def rise(feeler: Feeler, step: Step, term: ImageTerm) -> float:
    """How much more the belief of an audience is worth now than before."""
    return worth(feeler, term, step.now) - worth(feeler, term, step.before)


def worth(feeler: Feeler, term: ImageTerm, at: int) -> float:
    """What the belief that an audience holds before a place is worth, as the mind expects it then."""
    head = feeler.head(at)
    known = audiences(feeler.reference, head, term, at, feeler.info(at))
    return sum(weight * worth_at(feeler.reference, head, term, level, at, given) for weight, level, given in known)


def audiences(
    reference: Reference, head: Head, term: ImageTerm, at: int, info: Info
) -> Iterator[tuple[float, int, Info]]:
    """What the audience of a term may be and have observed, and the facts of the term, as a head has it at a place."""
    mind = term.audience[0]
    axes = frozenset((*term.facts, *reference.spec.seen(mind, at)))
    for index, given, weight in reference.cells(
        reference.joint(head, at, info, axes), axes | {reference.n + mind}, info
    ):
        yield weight, int(index[reference.n + mind]), given


# --- and who knows of it ----------------------------------------------------------------------------------------------


def mortification(feeler: Feeler, step: Step) -> float:
    """Embarrassment, and more where the audience knows one to know of its cause; nothing without a `kappa`."""
    kappa = feeler.reference.heads.trait(feeler.head(step.now), "kappa")
    if kappa is None:
        return 0.0
    before_others = [t for t in images(feeler, step) if len(t.audience) == 1 and t.audience[0] != feeler.mind]
    return embarrassment(feeler, step) + kappa * sum(exposure(feeler, step, term) for term in before_others)


def exposure(feeler: Feeler, step: Step, term: ImageTerm) -> float:
    """The mean fall of an audience's belief that it knows one to be sure of."""
    reference, before, now = feeler.reference, step.before, step.now
    head, mean = feeler.head(now), 0.0
    for weight, level, given in audiences(reference, head, term, now, feeler.info(now)):
        audience = reference.heads.child(head, term.audience[0], now, level)
        known = reference.heads.own_info(audience, now, given)
        seen_through = thinks_sure(reference, audience, term, (before, now), known, feeler.mind)
        mean += weight * max(0.0, fall(reference, head, term, level, (before, now), given)) * seen_through
    return mean


def fall(reference: Reference, head: Head, term: ImageTerm, level: int, step: tuple[int, int], given: Info) -> float:
    """The fall, in a step, of what the belief of an audience is worth, as a head has the audience in mind."""
    before, now = (worth_at(reference, head, term, level, at, given) for at in step)
    return before - now


def thinks_sure(
    reference: Reference, audience: Head, term: ImageTerm, step: tuple[int, int], info: Info, mind: int
) -> float:
    """The probability that an audience gives to a mind's being sure of a fall."""
    inside = reference.inside(audience, mind, step[1], step[1], info)
    return sum(weight for weight, head, given in inside if is_sure(reference, head, term, step, given))


def is_sure(reference: Reference, head: Head, term: ImageTerm, step: tuple[int, int], info: Info) -> bool:
    """Whether a head is sure of a fall."""
    known = audiences(reference, head, term, step[1], info)
    return sum(w for w, level, given in known if fall(reference, head, term, level, step, given) > FALL) >= SURE
