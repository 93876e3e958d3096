"""Who feels: a mind as those before it on a path have it, with what it has observed; and the step that is felt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reference import worths
from reference.enumerate import Reference
from reference.heads import ACT, WORLD, Head, Info
from reference.reruns import Past
from reference.spec import Term
from reference.worths import Scene, scene_before, terms_in


@dataclass(frozen=True)
class Step:
    """From just before place `before` to just before place `now`; and whom and what the feeling is about."""

    before: int
    now: int
    toward: int | tuple[int, ...] | None = None
    act: int | None = None
    about: tuple[int, ...] = ()


@dataclass(frozen=True)
class Feeler:
    """A mind in a head, at its `drawn` level, that has observed `told`; or one head that it has at all moments."""

    reference: Reference
    outer: Head
    mind: int
    told: Info
    drawn: int = 0
    fixed: Head | None = None

    def head(self, at: int) -> Head:
        """The mind as it is before a place."""
        return self.fixed or self.reference.heads.child(self.outer, self.mind, at, self.drawn)

    def info(self, at: int) -> Info:
        """What it knows by then."""
        return self.reference.heads.own_info(self.head(at), at, self.told)

    def past(self, at: int, own: str | float = ACT) -> Past:
        """What it holds possible."""
        return Past(self.reference, self.head(at), at, self.info(at), own)

    def scene(self, step: Step) -> Scene:
        """The scene of the step."""
        return scene_before(self.reference.spec, step.now)

    def terms(self, step: Step, at: int) -> tuple[Term, ...]:
        """Its wants in the scene."""
        return tuple(terms_in(self.reference, self.head(at), self.scene(step)))

    def value(self, step: Step, at: int) -> float:
        """V: what it expects of the scene before a place."""
        return worths.mean(self.reference, self.head(at), at, self.info(at), self.terms(step, at))

    def point(self, step: Step) -> float:
        """r: the reference point."""
        declared = self.reference.heads.trait(self.head(step.now), "reference")
        return self.value(step, self.scene(step).start) if declared is None else declared

    def taken(self, act: int) -> int:
        """The option it took."""
        return self.told[act]


def feelers(reference: Reference, path: tuple[int, ...], now: int, told: Info) -> Iterator[tuple[float, Feeler]]:
    """Whoever the last mind of a path may be, as the path has it at a place."""
    path = tuple(m for m, earlier in zip(path, (None, *path), strict=False) if m != earlier)
    first = reference.heads.child(WORLD, path[0], now)
    info = reference.heads.own_info(first, now, told)
    if len(path) == 1:
        yield 1.0, Feeler(reference, WORLD, path[0], info)
    else:
        yield from feelers_in(reference, first, path[1:], now, info)


def feelers_in(
    reference: Reference, head: Head, path: tuple[int, ...], now: int, info: Info
) -> Iterator[tuple[float, Feeler]]:
    """The same for what is left of a path, in a head."""
    seen = frozenset(reference.spec.seen(path[0], now))
    axis = reference.n + path[0]
    for index, given, weight in reference.cells(reference.joint(head, now, info, seen), seen | {axis}, info):
        drawn = int(index[axis])
        if len(path) == 1:
            yield weight, Feeler(reference, head, path[0], given, drawn)
            continue
        inner = reference.heads.child(head, path[0], now, drawn)
        for w, feeler in feelers_in(reference, inner, path[1:], now, given):
            yield weight * w, feeler
