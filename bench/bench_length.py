"""Length: two minds with private types who decide in turn, 200 times; the last step costs what the first did."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from timing import holds, middle, seconds

import underneath as un

STEPS = 200
WARM_UP = 10
WINDOW = 20
BOUND = 1.5
OPTIONS = ["lr"[k] for k in np.random.default_rng(0).integers(2, size=STEPS).tolist()]


def chain(steps: int) -> un.World:
    """Ann and Bob each act by their own type, guess at the other's, and like to do as was done last."""
    w = un.World("chain", habit="uniform")
    ann, bob = w.mind("Ann", level=2, horizon=1), w.mind("Bob", level=2, horizon=1)
    types = {m: w.chance(f"type_{m.name}", {"x": 0.5, "y": 0.5}, seen_by=[m]) for m in (ann, bob)}
    last = None
    for t in range(steps):
        mind, other = (ann, bob) if t % 2 == 0 else (bob, ann)
        act = w.decision(f"act_{t}", by=mind, options=["l", "r"])
        w.wants(mind, {("x", "l"): 1.0, ("y", "r"): 1.0}, given=[types[mind], act])
        w.wants(mind, {("x", "l"): 0.5, ("y", "r"): 0.5}, given=[types[other], act])
        if last is not None:
            w.wants(mind, {("l", "l"): 0.3, ("r", "r"): 0.3}, given=[last, act])
        last = act
    return w


def start() -> un.Story:
    """Both know their types, and nothing was done."""
    return chain(STEPS).tell(type_Ann="x", type_Bob="y")


def step(story: un.Story, t: int) -> un.Story:
    """Tell an act; ask what Ann makes of Bob, and what Bob thinks that she makes of him."""
    story = story.tell({f"act_{t}": OPTIONS[t]})
    story.belief("Ann", "type_Bob")
    story.belief("Bob > Ann", "type_Bob")
    return story


def supposing(story: un.Story, t: int) -> un.Story:
    """The same of a story that does not tell the types: each question supposes one."""
    story = story.tell({f"act_{t}": OPTIONS[t]})
    story.belief("Ann", "type_Bob", suppose={"type_Ann": "x"})
    story.belief("Bob > Ann", "type_Bob", suppose={"type_Bob": "y"})
    return story


def growth(begin: Callable[[], un.Story], step: Callable[[un.Story, int], un.Story]) -> float:
    """The median of the last steps over that of the first, both of one run."""
    times: list[float] = []
    story = begin()
    for t in range(STEPS):
        started = time.process_time()
        story = step(story, t)
        times.append(time.process_time() - started)
    return middle(times[-WINDOW:]) / middle(times[WARM_UP : WARM_UP + WINDOW])


def test_200_decisions(benchmark: Any) -> None:
    """Told and asked one by one."""

    def whole(story: un.Story) -> None:
        for t in range(STEPS):
            story = step(story, t)

    benchmark.pedantic(whole, setup=lambda: ((start(),), {}), rounds=3, warmup_rounds=1)


@pytest.mark.parametrize(("begin", "step"), [(start, step), (chain(STEPS).tell, supposing)], ids=["told", "supposed"])
def test_a_step_costs_the_same_at_the_end(begin: Any, step: Any, benchmark: Any) -> None:
    """The last 20 within 1.5 times the first 20 after a warm-up, whether the types were told or are supposed."""
    found = benchmark.pedantic(holds, args=(lambda: growth(begin, step), BOUND), rounds=1)
    benchmark.extra_info["ratio"] = found
    assert found < BOUND


def test_told_at_once_costs_no_more_than_its_length(benchmark: Any) -> None:
    """A chain told at once and asked once: four times as long takes less than eight times."""

    def once(steps: int) -> float:
        story = chain(steps).tell({f"act_{t}": OPTIONS[t] for t in range(steps)}, type_Ann="x")
        return seconds(lambda: story.belief("Ann", "type_Bob"))

    def ratio() -> float:
        return min(once(200) for _ in range(3)) / min(once(50) for _ in range(5))

    found = benchmark.pedantic(holds, args=(ratio, 8.0), rounds=1)
    benchmark.extra_info["ratio"] = found
    assert found < 8
