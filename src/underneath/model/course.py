"""The course of a branch: what its answers say of themselves, beyond whose they are and when."""

from __future__ import annotations

from dataclasses import dataclass, replace

from underneath.model.facts import Outcome
from underneath.model.tables import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What was changed in a branch, how it goes on, and how exact an answer in it is.

    Args:
        changes: The facts that were set, each with its outcome.
        rule: A sentence on how the branch goes on.
        draws: Of a sampled branch, the number of histories.
        errors: Of a sampled branch, the standard error of each probability of the answer, in its shape.

    >>> str(Course((("joke", "made"),), "All else is drawn anew.", draws=1000))
    'had joke been made, 1,000 draws'
    """

    changes: tuple[tuple[str, Outcome], ...]
    rule: str
    draws: int | None = None
    errors: Floats | None = None

    def __str__(self) -> str:
        """As answers print it."""
        said = " and ".join(f"{fact} been {outcome}" for fact, outcome in self.changes)
        return f"had {said}" + ("" if self.draws is None else f", {self.draws:,} draws")


def parted(course: Course | None) -> Course | None:
    """The course of a part of an answer, or of the answer under a condition: its errors are others."""
    return course if course is None or course.errors is None else replace(course, errors=None)
