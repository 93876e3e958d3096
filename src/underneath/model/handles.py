"""Handles: what the builder gives back for minds and facts.  They are names with a type, and equal by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Mind:
    """A mind of a world, by name."""

    name: str

    def __str__(self) -> str:
        """Read as the name."""
        return self.name


@dataclass(frozen=True, slots=True)
class FactRef:
    """A fact of a world, by name."""

    name: str

    def __str__(self) -> str:
        """Read as the name."""
        return self.name


MindLike = Mind | str
FactLike = FactRef | str
PathLike = MindLike | Iterable[MindLike]
Seen = MindLike | Iterable[MindLike]

EVERYONE: Final = "everyone"
"""Every mind of the world, those declared later included."""


def facts_of(refs: FactLike | Iterable[FactLike]) -> tuple[FactLike, ...]:
    """One fact or several, as a tuple."""
    return tuple(refs) if isinstance(refs, Iterable) and not isinstance(refs, str) else (refs,)
