"""What can happen at all: elimination on booleans against the full joint."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import underneath as un
from underneath.model.model import Model
from underneath.model.support import first_possible, possible, reach
from underneath.model.tables import Bools, Table


def sparse_world(rng: np.random.Generator, count: int = 6) -> Model:
    """Facts of two or three outcomes with up to two parents each, and many zeros."""
    w = un.World()
    for i in range(count):
        parents = sorted(rng.choice(i, size=min(i, 2), replace=False).tolist())
        size = int(rng.integers(2, 4))
        shape = [len(w.build().facts[p].outcomes) for p in parents]
        table = (rng.random((*shape, size)) < 0.4).astype(float)
        table[..., 0] += table.sum(axis=-1) == 0
        p = table / table.sum(axis=-1, keepdims=True)
        w.chance(f"f{i}", range(size), given=[f"f{p}" for p in parents], p=p)
    return w.build()


def full_joint(model: Model, facts: list[int], missing: set[tuple[int, int]]) -> Bools:
    """The same by looking at every history."""
    found = np.zeros([model.sizes[f] for f in facts], dtype=np.bool_)
    for cell in itertools.product(*(range(n) for n in model.sizes)):
        can = not any((f, o) in missing for f, o in enumerate(cell))
        for fact in model.facts:
            assert isinstance(fact.table, Table)
            can &= bool(fact.table.array[*(cell[p] for p in fact.table.parents), cell[fact.index]] > 0)
        found[*(cell[f] for f in facts)] |= can
    return found


@pytest.mark.parametrize("seed", range(12))
def test_elimination_agrees_with_the_full_joint(seed: int) -> None:
    """For any facts, in any order, with and without outcomes that are missing from somebody's head."""
    rng = np.random.default_rng(seed)
    model = sparse_world(rng)
    facts = [*rng.permutation(5)[:2].tolist(), 5]
    # What is missing is an outcome of a fact in question: elsewhere it could empty rows, which is a fault of its own.
    for missing in (set[tuple[int, int]](), {(5, model.sizes[5] - 1)}):
        reached = reach(model, frozenset(missing))
        expected = full_joint(model, facts, missing)
        np.testing.assert_array_equal(possible(reached, facts), expected)
        for wanted in (expected, ~expected):
            first = first_possible(reached, facts, wanted)
            assert (first is not None) == bool((wanted & expected).any())


def test_what_is_not_to_be_relied_on_is_not_told() -> None:
    """Neither yes nor no."""
    model = sparse_world(np.random.default_rng(0))
    assert possible(reach(model, broken=frozenset({0})), [0]) is None
