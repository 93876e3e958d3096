"""Plans: eight alternating moves that are worth something only together, by minds with private types at level 3."""

from __future__ import annotations

from typing import Any

import numpy as np
from timing import best, holds

import underneath as un
from known.test_public_announcements import answers, children, foreheads
from known.test_tiger import tiger_problem

MOVES = 8


def moves(level: int) -> un.Story:
    """Utilities of every history, drawn at random."""
    rng = np.random.default_rng(1)
    w = un.World("moves", habit="uniform")
    ann, bob = w.mind("Ann", level=level), w.mind("Bob", level=level)
    types = [w.chance(f"type_{m.name}", {"x": 0.5, "y": 0.5}, seen_by=[m]) for m in (ann, bob)]
    acts = [w.decision(f"move_{k}", by=(ann, bob)[k % 2], options=["l", "r"]) for k in range(MOVES)]
    for mind in (ann, bob):
        w.wants(mind, rng.normal(size=(2,) * (2 + MOVES)), given=[*types, *acts])
    return w.tell(type_Ann="x")


def first_move(story: un.Story) -> un.Policy:
    return story.expect("move_0")


def test_eight_moves_at_level_3(benchmark: Any) -> None:
    """In less than a second."""
    benchmark.pedantic(first_move, setup=lambda: ((moves(3),), {}), rounds=5, warmup_rounds=1)
    assert holds(lambda: best(lambda: moves(3), first_move, 3), 1.0) < 1.0


def test_levels_cost_in_proportion(benchmark: Any) -> None:
    """Twelve levels of it less than eight times three: heads are shared, not unrolled."""

    def ratio() -> float:
        return best(lambda: moves(12), first_move, 5) / best(lambda: moves(3), first_move, 5)

    found = benchmark.pedantic(holds, args=(ratio, 8.0), rounds=1)
    benchmark.extra_info["ratio"] = found
    assert found < 8


def test_tiger_of_six_steps(benchmark: Any) -> None:
    benchmark.pedantic(lambda s: s.expect("act_0"), setup=lambda: ((tiger_problem(6).tell(),), {}), rounds=5)


def test_muddy_children(benchmark: Any) -> None:
    """Six of them, five rounds, told one by one."""

    def rounds(story: un.Story) -> None:
        for r in range(1, 6):
            story = story.tell(answers(6, r, []))
            story.belief("child 0", "muddy_0")

    def start() -> tuple[tuple[un.Story], dict[str, Any]]:
        return (children(6, rounds=5).tell(foreheads(6, 6), father="some muddy"),), {}

    benchmark.pedantic(rounds, setup=start, rounds=3)
