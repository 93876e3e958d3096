"""Effort: how long a question may take, counted in work instead of measured by a clock.

Sums, tasks and loops say what they are about to do, at the time that it takes on a plain machine.  So the same question
comes to the same end on every machine, and a sum that is too long is refused before it is begun.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from underneath.errors import TooLarge, TooLong

OPERATION = 3e-9
"""Seconds for one multiplication of a sum, or one cell of a table that is written."""

HELP = (
    "It would help to tell or reveal some of these, to shorten a horizon, to end the scene earlier, or to raise the"
    " limit (limit= of a World, or limit in a story file: above 1 GiB it is told with underneath --patient)."
)
"""What helps against tables that are too large."""


@dataclass(slots=True)
class Effort:
    """What a question may still take, and what it was given, in seconds of work; and the cells of its largest table."""

    left: float
    given: float
    cells: float


class Exhausted(Exception):
    """A question has no time left: whoever within it makes do without an answer must not go on."""


_EFFORT: ContextVar[Effort | None] = ContextVar("effort", default=None)


@contextmanager
def effort(seconds: float, cells: float = math.inf) -> Iterator[None]:
    """Give a question so many seconds of work, and tables of so many cells; one within another is part of that.

    Raises:
        TooLong: If it has not enough of them; the whole question ends.

    >>> try:
    ...     with effort(1.0), effort(math.inf):
    ...         spend(2.0)
    ... except TooLong as fault:
    ...     print(str(fault).partition(".")[0])
    this question takes more work, over 2 s, than the 1 s that it may take
    """
    if _EFFORT.get() is not None:
        yield
        return
    token = _EFFORT.set(Effort(seconds, seconds, cells))
    try:
        yield
    except Exhausted as signal:
        raise TooLong(str(signal)) from None
    finally:
        _EFFORT.reset(token)


def spend(seconds: float) -> None:
    """Count work that is about to be done.

    Raises:
        Exhausted: If the question has no time left for it.
    """
    current = _EFFORT.get()
    if current is None:
        return
    current.left -= seconds
    require(0.0)


def require(seconds: float) -> None:
    """Refuse what would take longer than is left, before it is begun.

    Raises:
        Exhausted: If it would.
    """
    current = _EFFORT.get()
    if current is not None and seconds > current.left:
        raise Exhausted(_too_long(current.given - current.left + seconds, current.given))


def fill(cells: int) -> None:
    """Count a table that is about to be written, for whoever writes tables and knows no budget.

    Raises:
        TooLarge: If it is over the limit.
        Exhausted: If the question has no time left for it.
    """
    current = _EFFORT.get()
    if current is not None and cells > current.cells:
        raise TooLarge(
            f"a table on the way to the answer would need {cells:,} cells, and the limit leaves {current.cells:,.0f}."
            f" {HELP}"
        )
    spend(cells * OPERATION)


def _too_long(needed: float, given: float) -> str:
    much = f", over {time_words(needed)}," if needed > 1.5 * given else ""
    return (
        f"this question takes more work{much} than the {time_words(given)} that it may take. It would help to"
        " ask about fewer facts or a shorter path, to tell or reveal more, to shorten a horizon, or to allow more time:"
        " underneath --patient, or time_limit= of a World."
    )


def time_words(seconds: float) -> str:
    """A time in words.

    >>> time_words(0.5), time_words(5.0), time_words(600.0), time_words(90_000.0)
    ('0.5 s', '5 s', '10 min', '25 h')
    """
    for unit, length in (("h", 3600.0), ("min", 60.0)):
        if seconds >= 2 * length:
            return f"{seconds / length:,.0f} {unit}" if math.isfinite(seconds) else "for ever"
    return f"{seconds:.2g} s"
