"""Presence: who is where in a scene, and so who sees what is done there.

A scene with `present` begins with those people at its place; without, everybody may be there.  `go` moves people.  What
somebody does or shows is seen, unless its step says otherwise, by whoever is where that person is, by those whom it is
addressed to, and by readers if the text tells it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from underneath.files.building import Building
from underneath.files.problems import Said
from underneath.model.handles import EVERYONE

HERE = ""
"""The place of a scene that names none."""

Observers = tuple[str, ...]


@dataclass(slots=True)
class Stage:
    """Where people are in a scene; `where` is None as long as nothing is said of it."""

    place: str = HERE
    where: dict[str, str] | None = None

    def go(self, person: str, place: str, everybody: Iterable[str]) -> None:
        """Move somebody; whoever was not spoken of was at the scene's place."""
        if self.where is None:
            self.where = dict.fromkeys(everybody, self.place)
        self.where[person] = place

    def beside(self, person: str | None) -> Observers:
        """Whoever is where a person is; where nobody in particular is meant, at the scene's place."""
        if self.where is None:
            return (EVERYONE,)
        place = self.place if person is None else self.where.get(person, self.place)
        return tuple(name for name, at in self.where.items() if at == place)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part in a step, for the words that stand for people."""

    by: str | None = None
    to: Observers = ()
    stage: Stage = field(default_factory=Stage)

    @property
    def beside(self) -> Observers:
        """Whoever is there, and whoever is addressed."""
        return (*self.stage.beside(self.by), *self.to)


def observers(
    building: Building, said: Said | None, cast: Cast, default: Observers, told: bool, key: bool = False
) -> Observers:
    """Who sees something.

    Args:
        building: The world so far.
        said: The names and words of the file; None if it says nothing.
        cast: What the words by, to and present stand for.
        default: Who sees it where nothing is said.
        told: Whether the text tells it, so that readers see it by default.
        key: The word is a key of the document.
    """
    if said is None:
        return _by_default(building, default, told)
    return tuple(dict.fromkeys(name for word in said.words() for name in _meant(building, word, cast, key)))


def _by_default(building: Building, default: Observers, told: bool) -> Observers:
    if told:
        return tuple(dict.fromkeys((*default, *building.readers)))
    if EVERYONE in default and building.readers:
        default = tuple(building.minds)
    return tuple(name for name in dict.fromkeys(default) if name not in building.readers)


def _meant(building: Building, word: Said, cast: Cast, key: bool) -> Observers:
    """The people that a word stands for."""
    if word.data in building.minds:
        return (word.data,)
    if word.data == EVERYONE:
        return (EVERYONE,)
    if word.data == "nobody":
        return ()
    if word.data == "present":
        return cast.stage.beside(cast.by)
    if word.data in ("by", "to"):
        return _role(building, word, cast, key)
    name = building.person(word, key)
    return () if name is None else (name,)


def _role(building: Building, word: Said, cast: Cast, key: bool) -> Observers:
    role: Sequence[str] = cast.to if word.data == "to" else (cast.by,) if cast.by is not None else ()
    if not role:
        text = f"{building.who(word.way)}: {word.data!r} came, and nothing here has the key {word.data!r}."
        building.complain("U204", word, text, key=key)
    return tuple(role)
