"""Suspicion: one thing that looks wrong with a story, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass

Subject = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One thing that looks wrong.

    `subject` says what it is about: `("fact", name)`, `("outcome", fact, outcome)`, `("told", fact)` or
    `("want", person, position)`.
    """

    code: str
    message: str
    hint: str
    subject: Subject
