"""How a branch goes on after its change: every possible way, as told, as is likeliest, or as drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from underneath.errors import UnknownName, suggest
from underneath.story import names

WHO = "what if"
"""Who asks, in a message."""

TOLD, LIKELIEST = "told", "likeliest"


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """How a branch goes on that is too large to be summed: `n` histories, 2 or more, drawn with the generator `rng`.

    >>> Samples(1000, np.random.default_rng(7)).n
    1000
    """

    n: int
    rng: np.random.Generator


Follow = str | Samples | None

_RULES = {
    None: "Every history that the story leaves possible is run again from the change on: what has the same causes keeps"
    " its outcome, all else is drawn anew.",
    TOLD: "The acts told later stay as told; all else keeps its outcome where its causes are the same, and is drawn"
    " anew where they are not.",
    LIKELIEST: "What was told later keeps its outcome where its causes are the same, and else takes its likeliest one,"
    " given the branch so far.",
}

ADVICE = (
    " Of a branch, say also what it does instead of going every possible way: follow='told' (the acts told later stay"
    " as told), follow='likeliest', or follow=un.Samples(1000, rng)."
)
"""What may help where a branch is too large."""


def rule_of(follow: Follow) -> str:
    """The rule in a sentence.

    >>> rule_of(Samples(1000, np.random.default_rng(7)))[-32:]
    '1,000 such histories were drawn.'
    """
    if isinstance(follow, Samples):
        return f"{_RULES[None]} {follow.n:,} such histories were drawn."
    return _RULES[follow]


def read_follow(follow: Any) -> Follow:
    """Refuse what is no way to go on."""
    if isinstance(follow, Samples):
        return Samples(names.count(follow.n, "Samples", "n", 2), names.generator(follow.rng, "Samples"))
    if follow is None or follow in (TOLD, LIKELIEST):
        return follow  # type: ignore[no-any-return]
    hint = suggest(str(follow), [TOLD, LIKELIEST])
    raise UnknownName(f"{WHO}: follow={follow!r} came; None, 'told', 'likeliest' or un.Samples(n, rng) was due.{hint}")
