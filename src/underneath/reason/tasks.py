"""Running computations that need each other, without recursion.

A task is a generator function, known by its name; where it needs the result of another it asks for it and is sent the value.
The driver keeps its own stack, so a tower of 5,000 levels, or of 5,000 steps, meets no recursion limit.  Every result is
kept in the memo of the slice it belongs to, so equal heads are computed once.  No task returns None.

Names instead of functions, because beliefs need policies and policies need beliefs: files that need each other's tasks need
not import each other.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from underneath.errors import NotWellFounded

Work = Generator[Any, Any, Any]

_TASKS: dict[str, Callable[..., Work]] = {}


def task(work: Callable[..., Work]) -> Callable[..., Work]:
    """Make a generator function known under its name."""
    _TASKS[work.__name__] = work
    return work


def need(where: Any, name: str, *arguments: Any) -> Work:
    """Ask for the result of a task; use as `value = yield from need(slice, "policy", ...)`."""
    key = (name, *arguments)
    found = where.memo.get(key)
    if found is None:
        found = yield (where, key)
    return found


def run(where: Any, name: str, *arguments: Any) -> Any:
    """Run a task and all that it needs.

    Raises:
        NotWellFounded: If a task needs its own result.
    """
    key = (name, *arguments)
    if key in where.memo:
        return where.memo[key]
    stack = [(where, key, _TASKS[name](where, *arguments))]
    active = {(id(where), key)}
    value: Any = None
    while stack:
        place, current, work = stack[-1]
        try:
            asked_place, asked = work.send(value)
        except StopIteration as done:
            value = place.memo[current] = done.value
            active.discard((id(place), current))
            stack.pop()
            continue
        value = asked_place.memo.get(asked)
        if value is None:
            if (id(asked_place), asked) in active:
                raise NotWellFounded(asked_place.describe_circle(asked))
            active.add((id(asked_place), asked))
            stack.append((asked_place, asked, _TASKS[asked[0]](asked_place, *asked[1:])))
    return value
