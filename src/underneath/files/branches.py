"""Branches: the questions of a file, those asked where something had been different included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from underneath.files.building import Building
from underneath.files.checking import check
from underneath.files.lookups import count_of, outcomes_of
from underneath.files.placing import placed
from underneath.files.problems import Problem, Problems, Said
from underneath.files.queries import Follow, SampleRule
from underneath.files.questions import common_of, read_query
from underneath.files.script import Elsewhere, Query, WhatIfQuery
from underneath.files.subjects import items_of
from underneath.files.templates import merged
from underneath.files.tree import Node, count, data_of, node_at

CHANGEABLE = ("people", "numbers", "wants", "facts", "heads")
"""The parts of a file that a what_if may change."""

FEELINGS = ("feel", "feelings")
"""The questions about what is felt."""

MOST_CHANGED = 100_000
"""How many values all changed worlds of a file may have together: each is a whole world."""

MOST_SAMPLES = 1_000_000
"""How many samples a branch may be followed by."""

Asks = Callable[[Building], tuple[Query, ...]]
"""Reads what is asked in a world."""

Build = Callable[[Node, Asks], Elsewhere]
"""Builds the world of a changed file, with what is asked there; raises a `BadFile` if anything is wrong with it."""


@dataclass(slots=True)
class Branches:
    """The questions of a file as they are read.

    Args:
        building: The file's own world.
        root: The file.
        build: Makes a changed world.
        worlds: How many changed worlds there are.
        problems: What has not the shape of a story in the changed files.
    """

    building: Building
    root: Node
    build: Build
    worlds: int = 0
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> tuple[Query, ...]:
        """Every question of the file."""
        asks = [Said(data, ("ask", place)) for place, data in enumerate(items_of(self.building.root.data.get("ask")))]
        found = [self._query(said) for said in asks if said.way not in self.building.gaps]
        return tuple(query for query in found if query is not None)

    def _query(self, said: Said) -> Query | None:
        if "what_if" not in said.data:
            return read_query(self.building, said)
        part = said.at("what_if")
        nested = sum(isinstance(value, dict) for value in part.data.values())
        if not part.data:
            self._refuse(part, "nothing is different in this what_if.", "Say an act or a fact, and its outcome.")
        elif not nested:
            return self._other_outcomes(said, part)
        elif nested == len(part.data):
            return self._other_world(said, part)
        else:
            self._refuse(part, "outcomes and changes of the world stand in one what_if.", "Make two of it.")
        return None

    def _refuse(self, said: Said, text: str, hint: str) -> None:
        self.building.complain("U221", said, f"{self.building.who(said.way[:2])}: {text}", hint, key=True)

    def _other_outcomes(self, said: Said, part: Said) -> Query | None:
        """Facts had other outcomes."""
        outcomes, follow = outcomes_of(self.building, part), self._follow(said)
        self._refuse_feelings(said)
        here = Elsewhere(asks=_asks(said, self.building))
        if outcomes is None:
            return None
        text = ", ".join(f"{name}={value}" for name, value in part.data.items())
        return WhatIfQuery(outcomes=outcomes, follow=follow, elsewhere=lambda: here, **self._common(said, text))

    def _refuse_feelings(self, said: Said) -> None:
        """Complain of what is asked about feelings in a branch: what is felt there is not defined."""
        for _, one in self.building.parts(said, "ask"):
            key = next((key for key in FEELINGS if isinstance(one.data, dict) and key in one.data), None)
            if key is not None:
                text = f"{self.building.who(one.way)}: what is felt in a branch cannot be asked."
                hint = "Ask it of the story itself, or of a changed world: people, numbers, facts, wants or heads."
                self.building.complain("U227", (*one.way, key), text, hint, key=True)

    def _other_world(self, said: Said, part: Said) -> Query | None:
        """The world itself was another: what has no shape is said at once, the rest when that world is built."""
        follow, wrong = self._follow(said), next((key for key in part.data if key not in CHANGEABLE), None)
        if wrong is not None:
            self._refuse(part.at(wrong), f"{wrong!r} is nothing to change.", f"What is: {', '.join(CHANGEABLE)}.")
        if self.building.problems.found:
            return None  # what is wrong with the file would be said once more of the changed one
        self.worlds += 1
        if self.worlds > 1 and self.worlds * count(self.root) > MOST_CHANGED:
            self._refuse(part, "there are too many changed worlds for a file of this size.", "Ask of fewer.")
            return None
        node = node_at(self.building.tree, part.way)
        other = self.root if node is None else merged(self.root, node)
        self.problems += _shapeless(other)
        elsewhere = cache(partial(self.build, other, partial(_asks, said)))
        text = f"other {', '.join(map(str, part.data))}"
        return WhatIfQuery(changes=part.data, follow=follow, elsewhere=elsewhere, **self._common(said, text))

    def _common(self, said: Said, text: str) -> dict[str, Any]:
        return common_of(self.building, said, "what_if") | {"text": f"what if {text}"}

    def _follow(self, said: Said) -> Follow:
        """How the branch goes on."""
        part = self.building.part(said, "follow")
        if part is None or not isinstance(part.data, dict):
            return None if part is None else part.data
        samples = count_of(self.building, part, "samples", 1, MOST_SAMPLES)
        return SampleRule(samples or 1, abs(int(part.data.get("seed", 0))))


def _asks(said: Said, building: Building) -> tuple[Query, ...]:
    """What is asked in the branch."""
    asks = [one for _, one in building.parts(said, "ask") if one.way not in building.gaps]
    found = [read_query(building, one) for one in asks]
    return tuple(query for query in found if query is not None)


def _shapeless(changed: Node) -> list[Problem]:
    """What has not the shape of a story in a changed file; only what can be changed is looked at again."""
    data = data_of(changed)
    parts = {key: data[key] for key in ("underneath", *CHANGEABLE) if key in data}
    problems = Problems()
    check(parts, problems)
    return placed(problems.found, changed)
