"""Scope: the names of a world, and what they stand for.

A fact's bare name is its own; a state's bare name is its newest version (before a given fact, where one is given).  The
parameters of a function name facts too: whatever cannot stand in a Python name is written `_` there, so that
`K_sees_joke` is the fact "K sees joke" and `box_0` is `box@0`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from typing import TYPE_CHECKING

import numpy as np

from underneath.errors import BadPath, ModelError, UnknownName, suggest
from underneath.model.facts import Fact
from underneath.model.faults import listed
from underneath.model.handles import EVERYONE, FactLike, FactRef, Mind, MindLike, PathLike, Seen

MOST_MINDS = 100
"""How many minds a path may have: more than anybody means, and few enough to be answered."""

if TYPE_CHECKING:
    from underneath.model.model import Model

ALL = -1
"""Stands for every mind among observers, until the world is complete."""


class Missing(UnknownName):
    """A name that is not known, or not known yet."""

    def __init__(self, who: str, noun: str, word: str, known: Sequence[object]) -> None:
        """Say who named it, and what there is."""
        there = f"{noun}s: {listed(known)}" if known else f"it has no {noun}s yet"
        hint = suggest(word, known)
        super().__init__(f"{who} names {noun} {word!r}, which this world does not have ({there}).{hint}")
        self.who, self.noun, self.word = who, noun, word


class Spoiled(ModelError):
    """A name that cannot be read because its own declaration is at fault: reported there, not again here."""


def identifier(name: str) -> str:
    """A fact's name as a parameter name.

    >>> identifier("K sees joke")
    'K_sees_joke'
    """
    return re.sub(r"\W|^(?=\d)", "_", name)


class Scope:
    """The minds and facts that have been declared so far, by name."""

    def __init__(self) -> None:
        """Start with no names."""
        self.minds: list[str] = []
        self.facts: list[Fact] = []
        self.spoiled: set[str] = set()
        self.spoiled_minds: set[str] = set()
        self._complete = False
        self._named: dict[str, Fact] = {}
        self._versions: dict[str, list[Fact]] = {}
        self._spelled: dict[str, dict[str, None]] = {}

    @classmethod
    def of(cls, model: Model) -> Scope:
        """The names of a finished model."""
        scope = cls()
        scope.minds.extend(mind.name for mind in model.minds)
        for fact in model.facts:
            scope.add(fact)
        scope._complete = True
        return scope

    def add(self, fact: Fact) -> None:
        """Make a fact known."""
        self.facts.append(fact)
        self._named[fact.name] = fact
        if fact.state is not None:
            self._versions.setdefault(fact.state, []).append(fact)
            self._spelled.setdefault(identifier(fact.state), {})[fact.state] = None
        self._spelled.setdefault(identifier(fact.name), {})[fact.name] = None

    def names(self) -> list[str]:
        """The names of all facts and states."""
        return [*self._named, *self._versions]

    def _missing(self, who: str, noun: str, word: str, known: Sequence[object]) -> UnknownName:
        """The error for a name; while the world is being built, one that tells late names from unknown ones."""
        missing = Missing(who, noun, word, known)
        return UnknownName(str(missing)) if self._complete else missing

    def taken(self, name: str) -> bool:
        """Whether a fact or a state has this name already."""
        return name in self._named or name in self._versions or name in self.spoiled

    def is_state(self, name: str) -> bool:
        """Whether a state has this name."""
        return name in self._versions

    def knows(self, noun: str, word: str) -> bool:
        """Whether a word has become a name since it was first looked up."""
        return word in self.minds if noun == "mind" else self.taken(word) or word in self._spelled

    def fact(self, ref: FactLike, who: str, before: int | None = None) -> Fact:
        """The fact of that name; a state's bare name is its newest version (with an index under `before`)."""
        name = _name(ref, FactRef, "fact", who)
        if name in self.spoiled:
            raise Spoiled(name)
        if name in self._named:
            return self._named[name]
        versions = [f for f in self._versions.get(name, ()) if before is None or f.index < before]
        if not versions:
            raise self._missing(who, "fact", name, self.names())
        return versions[-1]

    def parameter(self, word: str, who: str, before: int | None = None) -> Fact:
        """The fact that a function's parameter names."""
        if self.taken(word):
            return self.fact(word, who, before)
        names = list(self._spelled.get(word, ()))
        if len(names) > 1:
            choices = " or ".join(repr(name) for name in names)
            raise UnknownName(f"{who}: parameter {word!r} may mean {choices}. Say which with given=[...].")
        if not names and any(identifier(name) == word for name in self.spoiled):
            raise Spoiled(word)
        return self.fact(names[0] if names else word, who, before)

    def mind(self, ref: MindLike, who: str) -> int:
        """The index of the mind of that name."""
        name = _name(ref, Mind, "mind", who)
        if name in self.spoiled_minds:
            raise Spoiled(name)
        if name not in self.minds:
            raise self._missing(who, "mind", name, self.minds)
        return self.minds.index(name)

    def seen(self, refs: Seen, who: str) -> frozenset[int]:
        """The minds in a list, or `ALL` for everyone."""
        if isinstance(refs, str) and refs == EVERYONE:
            return frozenset({ALL})
        several = refs if isinstance(refs, Iterable) and not isinstance(refs, str) else (refs,)
        return frozenset().union(*(self.seen(r, who) if r == EVERYONE else {self.mind(r, who)} for r in several))

    def outcome(self, fact: Fact, label: object, who: str) -> int:
        """The position of an outcome."""
        position = position_of(label, fact.outcomes)
        if position is None:
            raise UnknownName(f"{who}: {no_outcome(fact.name, label, fact.outcomes)}")
        return position

    def path(self, spec: PathLike, who: str) -> tuple[int, ...]:
        """A path of minds, `"Sakura > Kakashi"` or a list; S > S is S."""
        star, path = self.ending(spec, who)
        if star or not path:
            raise BadPath(f"{who} names the path {_shown(spec)}; a path names at least one mind and has no star.")
        return path

    def ending(self, spec: PathLike, who: str) -> tuple[bool, tuple[int, ...]]:
        """A path that may start with a star, `"* > Kakashi"`: whether it does, and the minds."""
        parts = _parts(spec)
        if len(parts) > MOST_MINDS:
            raise BadPath(f"{who} names a path of {len(parts):,} minds; a path has at most {MOST_MINDS}.")
        if isinstance(spec, Set):
            raise BadPath(f"{who} names a path by the set {spec!r}, which has no order; a list of minds was due.")
        if "" in parts:
            raise BadPath(f"{who} names the path {_shown(spec)}, in which a mind is missing; say 'Sakura > Kakashi'.")
        star = bool(parts) and parts[0] == "*"
        minds = [self.mind(part, who) for part in parts[star:]]
        return star, tuple(m for place, m in enumerate(minds) if not place or m != minds[place - 1])


def position_of(label: object, outcomes: Sequence[object]) -> int | None:
    """Where a label stands among outcomes; a number that misses one by rounding alone is that one."""
    if not isinstance(label, (str, int, float, np.generic)):
        return None
    for position, outcome in enumerate(outcomes):
        if label == outcome:
            return position
    if isinstance(label, (float, np.floating)):
        return next((p for p, outcome in enumerate(outcomes) if _near(outcome, float(label))), None)
    return None


def _near(outcome: object, number: float) -> bool:
    try:
        return isinstance(outcome, (int, float)) and abs(outcome - number) <= 1e-9 * abs(outcome)
    except OverflowError:  # a whole number beyond all floats
        return False


def no_outcome(fact: str, label: object, outcomes: Sequence[object]) -> str:
    """The sentence for an outcome that a fact does not have."""
    twin = next((o for o in outcomes if str(o) == str(label)), None)
    shown = listed(outcomes if twin is None else [repr(o) for o in outcomes])
    return f"{fact!r} has no outcome {label!r} (outcomes: {shown}).{outcome_hint(label, outcomes)}"


def outcome_hint(label: object, outcomes: Sequence[object]) -> str:
    """A hint for a misspelt outcome, or for a word that should be a number or the other way round; or nothing.

    >>> outcome_hint("1", (1, 2, 3))
    ' Did you mean the number 1?'
    """
    twin = next((o for o in outcomes if str(o) == str(label)), None)
    if twin is None:
        return suggest(str(label), outcomes)
    noun = "word" if isinstance(twin, str) else "truth value" if isinstance(twin, bool) else "number"
    return f" Did you mean the {noun} {twin!r}?"


def _parts(spec: PathLike) -> tuple[MindLike, ...]:
    if isinstance(spec, str):
        return tuple(word.strip() for word in spec.split(">")) if spec.strip() else ()
    return tuple(spec) if isinstance(spec, Iterable) else (spec,)


def _shown(spec: PathLike) -> str:
    return repr(spec if isinstance(spec, str) else " > ".join(str(part) for part in _parts(spec)))


def _name(ref: object, handle: type[Mind] | type[FactRef], noun: str, who: str) -> str:
    if isinstance(ref, str):
        return ref
    if isinstance(ref, handle):
        return ref.name
    hint = f" {ref} is a {'fact' if isinstance(ref, FactRef) else 'mind'}." if isinstance(ref, (Mind, FactRef)) else ""
    raise UnknownName(f"{who} names a {noun} by {ref!r}; its name or its handle was expected.{hint}")


def shown_path(minds: Sequence[str], path: Iterable[int], star: bool = False) -> str:
    """A path as users write it."""
    return " > ".join((["*"] if star else []) + [minds[m] for m in path])
