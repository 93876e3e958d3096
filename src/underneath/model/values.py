"""Values: what does not change once it is made, and says so plainly."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import NoReturn, TypeVar

from underneath.model.tables import Floats

T = TypeVar("T")


def value(cls: type[T]) -> type[T]:
    """Have a frozen dataclass refuse every attribute, not its fields alone, in words.

    With slots, Python's own refusal of an attribute that is no field is a TypeError about `super`.

    >>> from dataclasses import dataclass
    >>> @value
    ... @dataclass(frozen=True, slots=True)
    ... class Point:
    ...     x: int
    >>> Point(1).y = 2
    Traceback (most recent call last):
    ...
    dataclasses.FrozenInstanceError: a Point does not change: 'y' cannot be set
    """
    cls.__setattr__ = _refuse_set  # type: ignore[method-assign]
    cls.__delattr__ = _refuse_delete  # type: ignore[method-assign]
    return cls


def _refuse_set(self: object, name: str, _: object) -> NoReturn:
    raise FrozenInstanceError(f"a {type(self).__name__} does not change: {name!r} cannot be set")


def _refuse_delete(self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"a {type(self).__name__} does not change: {name!r} cannot be deleted")


def sealed(table: Floats) -> Floats:
    """An array of an answer, which nothing else reads, made read-only."""
    table.flags.writeable = False
    return table
