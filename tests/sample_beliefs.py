"""Small beliefs that several tests look at."""

from __future__ import annotations

from typing import Any

import numpy as np

from underneath.model.belief import Belief
from underneath.model.spread import Atom, mean_of


def about_one(*probabilities: float, labels: tuple[Any, ...] = ("no", "yes"), **whose: Any) -> Belief:
    return Belief(("moved",), (labels,), np.array(probabilities), **whose)


def about_two(rows: list[list[float]]) -> Belief:
    return Belief(("heart", "mask"), (("friend", "love"), ("on", "off")), np.array(rows), path=("Sakura",))


def nested(*atoms: Atom, jointly: tuple[str, ...] = ()) -> Belief:
    return Belief(
        ("toy",),
        (("basket", "box"),),
        mean_of(atoms),
        atoms,
        jointly,
        path=("Anne", "Sally"),
        level=1,
        order=2,
        step="peek",
    )


PEEKED = nested(
    Atom(0.25, np.array([0.0, 1.0]), ("yes",)), Atom(0.75, np.array([1.0, 0.0]), ("no",)), jointly=("peek",)
)
JOINT = about_two([[0.375, 0.375], [0.125, 0.125]])
