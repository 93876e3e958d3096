"""Heads: the world as a mind at the end of a path has it, looked up and never computed.

Nothing is shared between paths: a head is told by its whole path, its level and its awareness.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from reference.spec import DECISION, AngerTerm, Asking, Growth, LevelChange, OutcomeTerm, Rule, Spec, Table, Term

Info = dict[int, int]


@dataclass(frozen=True)
class Head:
    """A path of minds, the level of the last, what is missing in all of them, and what the last has grown.

    A `cold` head does not reckon with acting in anger itself.
    """

    path: tuple[int, ...]
    level: int
    missing: frozenset[tuple[int, int]] = frozenset()
    grown: tuple[tuple[int, int, float], ...] = ()
    cold: bool = False

    @property
    def last(self) -> int | None:
        """Whose head it is; None: the world itself."""
        return self.path[-1] if self.path else None


WORLD = Head((), 0)
ACT, PLAN = "act", "plan"  # own later choices: by own rationality, or by foresight (a number: at that rationality)


@dataclass(frozen=True)
class Heads:
    """What is said of heads in one world."""

    spec: Spec

    def said(self, path: tuple[int, ...]) -> list[Rule]:
        """The rules that fit a path: the exact one, then the longer endings."""
        fitting = [rule for rule in self.spec.rules if path and rule.fits(path)]
        return sorted(fitting, key=lambda rule: (rule.star, -len(rule.path)))

    def trait(self, head: Head, name: str) -> Any:
        """A trait of the last mind of a path, as the path has it."""
        if head.last is None:
            return None
        sources = [rule.traits for rule in self.said(head.path)] + [self.spec.minds[head.last].traits]
        trait = next((value for t in sources if (value := getattr(t, name)) is not None), None)
        cold = head.cold and name == "terms" and trait is not None
        return tuple(t for t in trait if not isinstance(t, AngerTerm)) if cold else trait

    def rationality(self, head: Head, decision: int, own: str | float) -> float:
        """The rationality at a decision."""
        if not isinstance(own, str):
            return own
        if own == PLAN and (foresight := self.trait(head, "foresight")) is not None:
            return float(foresight)
        sources = [rule.traits for rule in self.said(head.path)] + [self.spec.minds[head.path[-1]].traits]
        values = (t.rationality_at.get(decision, t.rationality) for t in sources)
        return next(value for value in values if value is not None)

    def levels(self, head: Head, mind: int, when: int) -> list[tuple[int, float]]:
        """The levels that `mind` may have in a head, and their weights."""
        rules = [rule for rule in self.said((*head.path, mind)) if rule.traits.level is not None]
        if rules and not rules[0].star:
            return [(rules[0].traits.level, 1.0)]  # type: ignore[list-item]
        cap = rules[0].traits.level if rules else math.inf
        weights = self.trait(head, "mixture") if head.level > 1 else None
        if weights is None:
            counted = self.own_level(mind, when) if head.last is None else max(head.level - 1, 0)
            return [(min(counted, cap), 1.0)]
        below = np.array([weights[m] if m < len(weights) else 0.0 for m in range(head.level)])
        return [(min(m, cap), w) for m, w in enumerate(below / below.sum())]

    def own_level(self, mind: int, when: int) -> int:
        """The level that a mind has before place `when`."""
        changes = [c.level for c in self.spec.items[:when] if isinstance(c, LevelChange) and c.mind == mind]
        return changes[-1] if changes else self.spec.minds[mind].traits.level

    def child(self, head: Head, mind: int, when: int, drawn: int = 0) -> Head:
        """`mind` in a head, as it is before place `when`, at the `drawn`-th of its levels.  S > S is S."""
        if mind == head.last:
            return head
        path = (*head.path, mind)
        growths = [
            g
            for g in self.spec.items[:when]
            if isinstance(g, Growth) and g.mind == mind and set(path) <= g.observers | {mind}
        ]
        gone = self.spec.minds[mind].unaware - {(g.fact, g.outcome) for g in growths}
        missing = head.missing | gone
        grown = tuple(
            (g.fact, g.outcome, g.delta) for g in growths if g.delta is not None and (g.fact, g.outcome) not in missing
        )
        return Head(path, self.levels(head, mind, when)[drawn][0], missing, grown)

    def own_info(self, head: Head, at: int, told: Info) -> Info:
        """What a head knows before place `at`, of what was told; the world itself knows all."""
        known = self.spec.known[head.last] if head.last is not None else dict(enumerate(self.spec.place))
        return {f: o for f, o in told.items() if f in known and known[f] < at}

    def others(self, head: Head) -> list[int]:
        """The other minds."""
        return [mind for mind in range(len(self.spec.minds)) if mind != head.last]

    def replaced(self, head: Head, fact: int, stage: int) -> Table | Asking | None:
        """What a head says of a table; at a later stage its fallback may say otherwise (None: the common table)."""
        said = [rule.tables for rule in self.said(head.path)]
        fallback = [self.trait(head, "fallbacks")[stage - 1]] if stage > 0 else []
        return next((tables[fact] for tables in fallback + said if fact in tables), None)

    def table(self, head: Head, fact: int, stage: int = 0) -> Table | Asking:
        """The table of a fact in a head."""
        table = self.replaced(head, fact, stage) or self.spec.facts[fact].table
        assert table is not None
        return table

    def aware(self, head: Head, fact: int, rows: np.ndarray) -> np.ndarray:
        """Rows without what is missing, and with what has grown."""
        grown = [(o, delta) for f, o, delta in head.grown if f == fact]
        out = [o for f, o in head.missing if f == fact] + [o for o, _ in grown]
        if not out:
            return rows
        rows = rows.copy()
        rows[..., out] = 0.0
        total = rows.sum(-1, keepdims=True)
        rows = np.divide(rows, total, out=np.zeros_like(rows), where=total > 0)
        for o, delta in grown:
            rows *= 1 - delta
            rows[..., o] = delta
        return rows

    def options(self, head: Head, decision: int, given: Info) -> np.ndarray:
        """Which options a head holds available."""
        fact = self.spec.facts[decision]
        menu = fact.menu
        free = np.ones(len(fact.outcomes), bool) if menu is None else menu.array[tuple(given[p] for p in menu.parents)]
        return np.array([ok and (decision, o) not in head.missing for o, ok in enumerate(free)])

    def plans(self, head: Head) -> bool:
        """Whether a head's own choices are planned; else they are habits."""
        return head.level >= 1 and bool(self.trait(head, "terms"))

    def spread(self, head: Head, decision: int) -> float:
        """The range of the finite utilities that count."""
        spread = 1e-3
        for term in self.counted(head, decision):
            if isinstance(term, OutcomeTerm):
                finite = term.array[np.isfinite(term.array)]
                spread += float(np.ptp(finite)) if finite.size else 0.0
        return spread

    def counted(self, head: Head, decision: int) -> list[Term]:
        """The terms inside the horizon of a decision."""
        start, horizon = self.spec.place[decision], self.trait(head, "horizon")
        following = [p for p in self.own_places(head) if p > start]
        end: float = self.spec.scene_end(decision) if horizon == 0 else math.inf
        if horizon and len(following) >= horizon:
            end = following[horizon - 1]
        return [t for t in self.trait(head, "terms") if start <= self.spec.falls(t) < end]

    def own_places(self, head: Head) -> list[int]:
        """The places of one's own decisions."""
        return [
            place
            for f, place in zip(self.spec.facts, self.spec.place, strict=True)
            if f.cause == DECISION and f.owner == head.last
        ]

    def discount(self, head: Head, decision: int, term: Term) -> float:
        """The weight of a term, by the further own decisions before it falls."""
        start, falls = self.spec.place[decision], self.spec.falls(term)
        return self.trait(head, "discount") ** sum(start < p <= falls for p in self.own_places(head))
