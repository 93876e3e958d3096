"""A draft: what has been declared of a world so far, right or wrong.

Facts and other items are read as they are declared, so a function that a loop makes is called while the loop's
variables still have their values.  Wants and heads may name what is declared later; they are read again when the world
is complete.  Whatever is at fault is kept as a fault, and the declaration goes on as well as it can, so that all faults
come at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from underneath.errors import BadOrder, ModelError, UnknownName
from underneath.model.facts import Fact, Growth, Item
from underneath.model.faults import Fault
from underneath.model.minds import LevelWeights, Traits
from underneath.model.scope import Missing, Scope, Spoiled
from underneath.model.tables import AnyTable
from underneath.model.wanting import TermDraft

T = TypeVar("T")
Default = TypeVar("Default")


@dataclass(slots=True)
class Late(Generic[T]):
    """Something that may name what is declared later: read at once if it can be, else when the world is complete."""

    where: str
    read: Callable[[], T]
    value: T | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing said of a path of minds; all that is said of one path becomes one `HeadRule`."""

    star: bool
    path: tuple[int, ...]
    tables: Mapping[int, AnyTable] = field(default_factory=dict)
    traits: Traits = field(default_factory=Traits)
    terms: tuple[TermDraft, ...] | None = None
    opens: frozenset[int] = frozenset()


@dataclass(slots=True)
class Draft:
    """All declarations of a world, in order.

    `broken` are facts whose declaration is at fault: they stand in with uniform tables, and what hangs on their numbers
    is not checked.  `failures` counts everything that went wrong, faults that were reported elsewhere included.
    """

    name: str
    uniform_habit: bool = False
    mixture: LevelWeights | None = None
    scope: Scope = field(default_factory=Scope)
    items: list[Item] = field(default_factory=list)
    scenes: list[tuple[str, int]] = field(default_factory=lambda: [("", 0)])
    traits: list[Traits] = field(default_factory=list)
    wants: list[tuple[int, Late[TermDraft]]] = field(default_factory=list)
    unaware: list[tuple[int, Late[frozenset[tuple[int, int]]]]] = field(default_factory=list)
    growing: dict[int, Late[Growth]] = field(default_factory=dict)
    sayings: list[Late[Saying]] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)
    failures: int = 0
    faulty: list[Fault | tuple[Missing, str]] = field(default_factory=list)

    def attempt(self, where: str, read: Callable[[], T], default: Default) -> T | Default:
        """What `read` gives; a fault is kept, and gives the default."""
        try:
            return read()
        except Spoiled:
            pass
        except Missing as missing:
            self.faulty.append((missing, where))
        except ModelError as error:
            self.faulty.append(fault_of(error, where))
        self.failures += 1
        return default

    def late(self, where: str, read: Callable[[], T]) -> Late[T] | None:
        """Read now, or keep for later what names something that is not there yet; None if it is at fault."""
        try:
            return Late(where, read, read())
        except Spoiled:
            return None
        except Missing:
            return Late(where, read)
        except ModelError as error:
            self.faulty.append(fault_of(error, where))
            return None

    def add(self, item: Item) -> None:
        """Put an item at the end."""
        self.items.append(item)
        if isinstance(item, Fact):
            self.scope.add(item)

    def faults(self) -> list[Fault]:
        """What went wrong while things were declared; names that came too late are told from names that never came."""
        return [self._judged(*f) if isinstance(f, tuple) else f for f in self.faulty]

    def _judged(self, missing: Missing, where: str) -> Fault:
        if not self.scope.knows(missing.noun, missing.word):
            return Fault(UnknownName, str(missing), where)
        if missing.noun == "mind":
            rule = f"the mind {missing.word!r} before it is declared. Declare minds first."
        elif where.endswith(f" {missing.word!r}"):
            rule = "itself. A fact may hang only on what comes before it."
        else:
            rule = f"{missing.word!r}, which comes later. A fact may hang only on what comes before it."
        return Fault(BadOrder, f"{missing.who} reads {rule}", where)


def settled(late: Late[T], faults: list[Fault]) -> T | None:
    """What was read, now that the world is complete; None, and a fault, if it still cannot be."""
    if late.value is not None:
        return late.value
    try:
        return late.read()
    except Spoiled:
        return None
    except Missing as missing:
        faults.append(Fault(UnknownName, str(missing), late.where))
    except ModelError as error:
        faults.append(fault_of(error, late.where))
    return None


def fault_of(error: ModelError, where: str) -> Fault:
    """An error as a fault."""
    return Fault(type(error), str(error), where, error.__cause__)
