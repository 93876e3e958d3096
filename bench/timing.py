"""Timings that a busy machine cannot spoil: processor time, best of several, medians, ratios, and another try."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from statistics import median
from typing import Any

TRIES = 4


def seconds(work: Callable[..., Any], *args: Any) -> float:
    """How long one call keeps the processor, with the garbage collector kept out of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        started = time.process_time()
        work(*args)
        return time.process_time() - started
    finally:
        if was_on:
            gc.enable()


def best(prepare: Callable[[], Any], work: Callable[[Any], Any], rounds: int) -> float:
    """The shortest of several calls, each on something fresh: noise only ever adds."""
    return min(seconds(work, prepare()) for _ in range(rounds))


def middle(times: list[float]) -> float:
    """The median, which single hiccups do not move."""
    return median(times)


def holds(measure: Callable[[], float], bound: float) -> float:
    """Measure until it is within the bound, a few times at most; what was best."""
    found = float("inf")
    for _ in range(TRIES):
        found = min(found, measure())
        if found <= bound:
            break
    return found
