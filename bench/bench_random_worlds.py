"""Throughput: small random worlds that hold everything a world may hold, each built, told and asked a few questions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import adapter
import underneath as un
from random_worlds import Size, random_spec
from reference.spec import DECISION, Spec

WORLDS = 40
SIZES = {"small": Size(facts=(3, 6), cells=400), "middling": Size(facts=(6, 10), cells=4_000)}


def ask(spec: Spec) -> int:
    """Build it, draw a history, tell it, ask every mind about every fact and every policy; how many were answered."""
    start, answered = adapter.world(spec).tell(), 0
    names = [m.name for m in start.model.minds]
    try:
        (run,) = start.simulate(1, np.random.default_rng(0))
    except un.UnderneathError:
        return 0
    story = start.tell(run)
    for f, fact in enumerate(spec.facts):
        for path in (*names, f"{names[0]} > {names[-1]}"):
            answered += answers(lambda path=path, fact=fact: story.belief(path, fact.name, at=fact.name))
        if fact.cause == DECISION:
            before = {g.name: run[g.name] for g in spec.facts[:f]}
            answered += answers(lambda before=before, fact=fact: start.tell(before).expect(fact.name))
    return answered


def answers(question: Any) -> bool:
    """Whether there is an answer: evidence that a mind holds impossible is part of such worlds."""
    try:
        question()
    except un.UnderneathError:
        return False
    return True


@pytest.mark.parametrize("size", SIZES)
def test_random_worlds(size: str, benchmark: Any) -> None:
    """Seconds for forty worlds; `questions` says how many answers they gave."""
    specs = [random_spec(seed, SIZES[size]) for seed in range(WORLDS)]
    answered = benchmark.pedantic(lambda: sum(ask(spec) for spec in specs), rounds=3, warmup_rounds=1)
    benchmark.extra_info["questions"] = answered
    assert answered > WORLDS
