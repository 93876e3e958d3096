"""Queries: the questions of a story file, with every name looked up.

Whoever answers one finds canonical names of facts in it (a state's bare name is its newest version), and events as
functions of facts.  Every query says how its file puts it (`text`), where (`line`), and what to call it (`name`, which
may be empty).  A question asked where something had been different is a `WhatIfQuery`: see `files/script.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from underneath.model.facts import Outcome
from underneath.model.spoken import Event


@dataclass(frozen=True, slots=True)
class About:
    """What a question is about: facts, by name, or an event; `text` is how the file says it."""

    text: str
    facts: tuple[str, ...] = ()
    event: Event | None = field(default=None, compare=False)

    @property
    def asked(self) -> tuple[str, ...] | str | Event:
        """What `Story.belief` and its like take."""
        if self.event is not None:
            return self.event
        return self.facts[0] if len(self.facts) == 1 else self.facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What every query says."""

    name: str = ""
    text: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BeliefQuery(Asking):
    """What somebody believes; `path` is empty for the world itself, `at` and `after` a fact or a scene."""

    about: About
    path: str = ""
    at: str | None = None
    after: str | None = None
    suppose: Mapping[str, Outcome] = field(default_factory=dict)
    jointly: tuple[str, ...] = ()
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectQuery(Asking):
    """What somebody will do; `by` is whose prediction, None for the one who chooses."""

    decision: str
    by: str | None = None
    suppose: Mapping[str, Outcome] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyQuery(Asking):
    """Which steps moved a belief; `outcome` is None for an event, and where none is named."""

    about: About
    path: str
    outcome: Outcome | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiQuery(Asking):
    """What seeing is worth at a decision."""

    decision: str
    foresight: float = math.inf
    suppose: Mapping[str, Outcome] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class IronyQuery(Asking):
    """How far the belief at `path` about a fact is from the reader's, step by step."""

    fact: str
    path: str
    reader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoKnowsQuery(Asking):
    """Who is sure of a fact, on paths of at most `orders` minds.

    `among` is whom the paths are of; without anybody, all but readers who see the fact, or something that hangs on it.
    """

    fact: str
    orders: int = 2
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MutualQuery(Asking):
    """Whether the minds give an event at least `p`, and at least `p` to each other's doing so, `n` times over."""

    about: About
    among: tuple[str, ...]
    p: float = 1.0
    n: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonQuery(Asking):
    """Whether an event is common p-belief among the minds."""

    about: About
    among: tuple[str, ...]
    p: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeelQuery(Asking):
    """What the last of the people of a path feels in a step; `feeling` is None for all that it feels.

    The other attributes are what `un.feel` and `un.feeling` take: `at` a fact or a scene, `since` a fact, `toward`
    somebody or a path, `about` an act, or a fact or several; None where the file says nothing.
    """

    feeling: str | None
    of: str
    at: str | None = None
    since: str | None = None
    toward: str | None = None
    about: str | tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class SampleRule:
    """A branch that is followed by samples, drawn from a generator that starts at `seed`."""

    samples: int
    seed: int = 0


Follow = Literal["told", "likeliest"] | SampleRule | None
"""How a branch goes on; None: it is summed."""
