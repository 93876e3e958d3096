"""What material wants are worth: the terms of a scene, what they read, and their value on one history.

Material are outcome and image terms.  A term is valued in the head of whoever wants it: an audience is that head's idea
of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from reference.enumerate import Reference, remembered
from reference.heads import ACT, Head, Info
from reference.spec import ImageTerm, OutcomeTerm, Spec, Term

Drawn = dict[int, int]  # mind: which of its levels


@dataclass(frozen=True)
class Scene:
    """The places from `start` on and before `end`."""

    start: int
    end: int

    def holds(self, place: int) -> bool:
        """Whether a place lies in the scene."""
        return self.start <= place < self.end


def scene_of(spec: Spec, fact: int) -> Scene:
    """The scene of a fact."""
    return Scene(spec.scene_start(fact), spec.scene_end(fact))


def scene_before(spec: Spec, now: int) -> Scene:
    """The scene of the item just before a place."""
    return scene_of(spec, max((f for f, place in enumerate(spec.place) if place < now), default=0))


def terms_in(reference: Reference, head: Head, scene: Scene) -> list[Term]:
    """The wants of the last mind of a head that fall in a scene."""
    return [t for t in reference.heads.trait(head, "terms") or () if scene.holds(reference.spec.falls(t))]


def material(reference: Reference, head: Head, scene: Scene) -> list[Term]:
    """Its outcome and image terms."""
    return [t for t in terms_in(reference, head, scene) if isinstance(t, OutcomeTerm | ImageTerm)]


def reads(reference: Reference, term: OutcomeTerm | ImageTerm) -> frozenset[int]:
    """The axes on which the value of a term hangs: facts, and the level of an audience."""
    if isinstance(term, OutcomeTerm):
        return frozenset(term.facts)
    mind = term.audience[0]
    return frozenset((*term.facts, *reference.spec.seen(mind, reference.spec.point(term)), reference.n + mind))


def value(reference: Reference, head: Head, term: OutcomeTerm | ImageTerm, run: Info, drawn: Drawn) -> float:
    """A term on a history, in the head of whoever wants it; levels that are not `drawn` are averaged over."""
    outcomes = tuple(run[f] for f in term.facts)
    if isinstance(term, OutcomeTerm):
        return float(term.array[outcomes])
    mind, point = term.audience[0], reference.spec.point(term)
    return sum(
        weight * worth_at(reference, head, term, level, point, run)
        for level, weight in levels(reference, head, mind, point, run, drawn)
    )


def worth_at(reference: Reference, head: Head, term: ImageTerm, level: int, place: int, run: Info) -> float:
    """What the belief of a term's audience before `place` is worth, on a history."""
    audience = reference.heads.child(head, term.audience[0], place, level)
    known = reference.heads.own_info(audience, place, run)
    return float(term.worth(reference.image(audience, term, place, known), *(run[f] for f in term.facts)))


def levels(
    reference: Reference, head: Head, mind: int, at: int, run: Info, drawn: Drawn
) -> Iterator[tuple[int, float]]:
    """The level of a mind in a head: as drawn, or as the head has it after what it observed on a history."""
    if mind in drawn or mind == head.last or len(reference.heads.levels(head, mind, at)) == 1:
        yield drawn.get(mind, 0), 1.0
        return
    _, array = reference.past(head, at, reference.heads.own_info(head, at, run))
    yield from enumerate(array.sum(tuple(a for a in range(array.ndim) if a != reference.n + mind)))


@remembered
def mean(reference: Reference, head: Head, at: int, info: Info, terms: tuple[Term, ...]) -> float:
    """The mean of a sum of terms, as a head expects it."""
    return sum(reference.expected(head, term, at, info, ACT) for term in terms)


def expectation(reference: Reference, head: Head, at: int, known: Info, scene: Scene) -> float:
    """V: what the last mind of a head expects, materially, of a scene."""
    terms = tuple(material(reference, head, scene))
    return mean(reference, head, at, reference.heads.own_info(head, at, known), terms)


def utility(reference: Reference, head: Head, scene: Scene, run: Info, drawn: Drawn) -> float:
    """What the last mind of a head gets, materially, from a scene on one history."""
    return sum(value(reference, head, term, run, drawn) for term in material(reference, head, scene))


def facts_read(reference: Reference, head: Head, scene: Scene) -> set[int]:
    """The facts on which the value of a scene to the last mind of a head hangs."""
    read = itertools.chain(*(reads(reference, t) for t in material(reference, head, scene)))
    # What it saw tells it of the levels of others.
    seen = reference.spec.seen(head.last, scene.end) if reference.heads.trait(head, "mixture") else ()
    return {f for f in (*read, *seen) if f < reference.n}
