"""Histories that are drawn one by one, because whole policies are too large, against what the world says of them."""

from __future__ import annotations

import math
from typing import cast

import numpy as np
import pytest

import adapter
import underneath as un
from random_worlds import Size, random_spec
from underneath.core.effort import Exhausted, effort
from underneath.story import drawing

CLOSE = 1e-9


def too_large(*_: object) -> np.ndarray:
    """No world is drawn at once."""
    raise un.TooLarge("for the test")


class Weighed:
    """A source of draws that multiplies up how likely each was."""

    def __init__(self, seed: int) -> None:
        """Begin with certainty."""
        self.source, self.logs = np.random.default_rng(seed), 0.0

    def choice(self, n: int, p: np.ndarray) -> int:
        """As a generator does it."""
        drawn = int(self.source.choice(n, p=p))
        self.logs += math.log(p[drawn])
        return drawn


@pytest.mark.parametrize("seed", range(40))
def test_a_history_drawn_alone_has_its_own_probability(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fact by fact, the rows that it was drawn from are those of the world, with and without something told."""
    monkeypatch.setattr(drawing, "sample", too_large)
    spec = random_spec(seed, Size(facts=(4, 8)))
    story = adapter.world(spec).tell()
    try:
        (first,) = drawing.histories(story.record, 1, np.random.default_rng(seed))
        begun = adapter.world(spec).tell(adapter.labels(spec, dict(enumerate(first[: len(first) // 2].tolist()))))
        for start in (story, begun):
            source = Weighed(seed)
            (drawn,) = drawing.histories(start.record, 1, cast(np.random.Generator, source))
            ended = adapter.world(spec).tell(adapter.labels(spec, dict(enumerate(drawn.tolist()))))
            assert source.logs == pytest.approx(ended.log_evidence() - start.log_evidence(), abs=CLOSE)
    except (un.EvidenceError, un.UnseenHabit):
        pytest.skip("somebody has no answer there")


def test_what_is_drawn_one_by_one_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """After each history; draws that are made at once tell nothing."""
    story, done = adapter.world(random_spec(1)).tell(), list[int]()
    story.simulate(5, np.random.default_rng(2), progress=done.append)
    assert done == []
    monkeypatch.setattr(drawing, "sample", too_large)
    story.simulate(5, np.random.default_rng(2), progress=done.append)
    assert done == [1, 2, 3, 4, 5]


def test_drawing_ends_with_the_time_of_its_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each history counts as work, also where its rows are known."""
    monkeypatch.setattr(drawing, "sample", too_large)
    record = adapter.world(random_spec(1)).tell().record
    with effort(0.1):
        drawing.histories(record, 10, np.random.default_rng(0))
    with effort(0.1), pytest.raises(Exhausted):
        drawing.histories(record, 1_000_000, np.random.default_rng(0))
