"""Faults: what is wrong with a world, each one a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from underneath.errors import ModelError


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a world.

    `kind` is the error that it raises when it is the only one; `where` is the declaration that it was found in.
    """

    kind: type[ModelError]
    message: str
    where: str
    cause: BaseException | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        """Read as the message."""
        return self.message


def error_of(world: str, faults: Sequence[Fault]) -> ModelError:
    """The error for faults that were found: the fault's own class if it is the only one."""
    if len(faults) == 1:
        error = faults[0].kind(faults[0].message)
        error.__cause__ = faults[0].cause
        return error
    lines = "".join(f"\n- {fault.message}" for fault in faults)
    return ModelError(f"world {world!r} has {len(faults)} faults:{lines}")


def listed(words: Sequence[object], most: int = 12) -> str:
    """Some words with commas; a long list is cut short.

    >>> listed(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    shown = ", ".join(str(word) for word in words[:most])
    return shown if len(words) <= most else f"{shown} and {len(words) - most} more"
