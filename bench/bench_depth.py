"""Depth: Schelling's meeting point, where every level of one mind reasons about a level of the other."""

from __future__ import annotations

from typing import Any

from timing import best, holds

import underneath as un
from known.test_focal_point import meeting, popular

DEEP = 256
ROUNDS = 10


def fresh(level: int) -> un.Story:
    """A story that nobody has asked anything."""
    return meeting(level).tell()


def ask(story: un.Story) -> un.Policy:
    """Where Ann goes: all levels below hers are worked out for it."""
    return story.expect("ann_goes")


def test_one_level(benchmark: Any) -> None:
    benchmark.pedantic(ask, setup=lambda: ((fresh(1),), {}), rounds=ROUNDS, warmup_rounds=1)


def test_256_levels(benchmark: Any) -> None:
    """In less than 60 ms."""
    policy = benchmark.pedantic(ask, setup=lambda: ((fresh(DEEP),), {}), rounds=ROUNDS, warmup_rounds=1)
    assert abs(policy["popular"] - popular(DEEP)) < 1e-12
    assert holds(lambda: best(lambda: fresh(DEEP), ask, ROUNDS), 0.060) < 0.060


def test_depth_costs_in_proportion(benchmark: Any) -> None:
    """256 levels cost less than 300 times one: linear, with nothing lost to the depth itself."""

    def ratio() -> float:
        return best(lambda: fresh(DEEP), ask, ROUNDS) / best(lambda: fresh(1), ask, 5 * ROUNDS)

    found = benchmark.pedantic(holds, args=(ratio, 300.0), rounds=1)
    benchmark.extra_info["ratio"] = found
    assert found < 300
