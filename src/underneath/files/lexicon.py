"""Lexicon: the names that expressions of a file may use, as far as its world has been read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from underneath.errors import ModelError
from underneath.files.bounds import MOST_COMPARED, Allowance
from underneath.model.facts import Fact, Outcome
from underneath.model.scope import Scope


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The names of a world, for expressions.

    Args:
        scope: People and facts.
        numbers: Named numbers.
        spoiled: Names of facts and numbers whose own declaration is at fault.
        before: The bare name of a state is its newest version before this fact; None: its newest.
        hints: How many names may still be looked through for hints.
        owner: Whose sign or act is being read; empty if it is nobody's, None if that is at fault itself.
    """

    scope: Scope
    numbers: Mapping[str, float]
    spoiled: Set[str]
    before: int | None = None
    hints: Allowance = field(default_factory=lambda: Allowance(MOST_COMPARED))
    owner: str | None = ""

    def fact(self, word: str) -> tuple[str, tuple[Outcome, ...]] | None:
        """The canonical name of a fact and its outcomes; no outcomes if its own declaration is at fault."""
        if word in self.spoiled:
            return word, ()
        if not self.scope.taken(word):
            return None
        try:
            fact = self.scope.fact(word, "", self.before)
        except ModelError:  # a state that has no version as early as that
            return None
        return fact.name, fact.outcomes

    def number(self, word: str) -> float | None:
        """A named number."""
        return self.numbers.get(word)

    @property
    def minds(self) -> Sequence[str]:
        """The people of the story."""
        return self.scope.minds

    def earlier(self) -> Sequence[Fact]:
        """The facts that come before what is being read."""
        return self.scope.facts[: self.before]

    def known(self) -> Sequence[str]:
        """The names of all facts and numbers, for hints."""
        names = [*self.scope.names(), *self.numbers]
        return names if self.hints.spend(len(names)) else []
