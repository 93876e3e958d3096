"""Running computations that need each other, without recursion.

A task is a generator function, known by its name; where it needs the result of another it asks for it and is sent the
value. The driver keeps its own stack, so a tower of 5,000 levels, or of 5,000 steps, meets no recursion limit.  Every
result is kept in the memo of the slice it belongs to, so equal heads are computed once.  No task returns None.

Names instead of functions, because beliefs need policies and policies need beliefs: files that need each other's
tasks need not import each other.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from underneath.core.effort import spend
from underneath.errors import NotWellFounded

Work = Generator[Any, Any, Any]

_TASKS: dict[str, Callable[..., Work]] = {}


def task(work: Callable[..., Work]) -> Callable[..., Work]:
    """Make a generator function known under its name."""
    _TASKS[work.__name__] = work
    return work


_UNDER_WAY: Any = object()
_ROUND = 25e-6  # seconds of work for a task, beside its sums


def is_under_way(found: Any) -> bool:
    """Whether a memo's entry is of a task that has not finished."""
    return found is _UNDER_WAY


def need(where: Any, name: str, *arguments: Any) -> Work:
    """Ask for the result of a task.

    Written `value = yield from need(slice, "policy", ...)`.
    """
    key = (name, *arguments)
    found = where.memo.get(key)
    if found is None or found is _UNDER_WAY:
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
    where.memo[key] = _UNDER_WAY
    stack = [(where, key, _TASKS[name](where, *arguments))]
    try:
        return _drive(stack)
    finally:
        for place, left, _ in stack:
            del place.memo[left]


def _drive(stack: list[tuple[Any, tuple[Any, ...], Work]]) -> Any:
    """Work off the stack; a task that is under way further down and asked for again would go round for ever."""
    value: Any = None
    while stack:
        place, current, work = stack[-1]
        try:
            asked_place, asked = work.send(value)
        except StopIteration as done:
            value = place.memo[current] = done.value
            stack.pop()
            place.keep(value)
            continue
        value = asked_place.memo.get(asked)
        if value is _UNDER_WAY:
            raise NotWellFounded(asked_place.describe_circle(asked))
        if value is None:
            spend(_ROUND)
            asked_place.memo[asked] = _UNDER_WAY
            stack.append((asked_place, asked, _TASKS[asked[0]](asked_place, *asked[1:])))
    return value
