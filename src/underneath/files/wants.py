"""Wants: terms of what people want."""

from __future__ import annotations

from underneath.files.building import Building
from underneath.files.compiling import read_image, read_utils
from underneath.files.problems import Said
from underneath.model import sayings
from underneath.model.spoken import Image, TableOf

KINDS = ("image", "utils", "cases")
"""The keys of which a want has exactly one."""

OF_IMAGES = ("about", "worth", "after")
"""Keys that go with an image alone."""


def read_wants(building: Building) -> None:
    """What people want, as the file lists it."""
    for name, said in building.entries("wants"):
        person = building.person(Said(name, said.way), key=True)
        if person is not None and isinstance(said.data, list):
            read_terms(building, person, said)


def read_terms(building: Building, person: str, said: Said, before: int | None = None) -> None:
    """A list of terms that somebody wants; with `before`, names of states mean the versions before that fact."""
    if person in building.readers:
        text = f"{person!r} is a reader, who sees what the text shows and wants nothing."
        building.complain("U215", said, text, key=True)
        return
    for one in said.words():
        want = read_term(building, one, before)
        if want is not None:
            _declare(building, person, one, want)


def _declare(building: Building, person: str, said: Said, want: TableOf | Image) -> None:
    name = building.note(said, "name")
    building.declare(said.way, lambda: sayings.declare_want(building.draft, person, want, None, False, name))
    building.terms.setdefault(f"wants of {person!r}", []).append((said.way, want))


def read_term(building: Building, said: Said, before: int | None = None) -> TableOf | Image | None:
    """One term: utils of facts, or an image in somebody's eyes."""
    if said.way in building.gaps or not _is_one(building, said) or not _is_whole(building, said):
        return None
    if "image" in said.data:
        return building.read(said, lambda names, problems: read_image(said, names, problems), before)
    return building.read(said, lambda names, problems: read_utils(said, names, problems), before)


def _is_one(building: Building, said: Said) -> bool:
    kinds = [key for key in KINDS if key in said.data]
    if len(kinds) == 1:
        return True
    came = f"this one has {' and '.join(kinds)}" if kinds else "this one has none of them"
    text = f"{building.who(said.way)}: a want has one of utils, cases and image, and {came}."
    building.complain("U212", (*said.way, kinds[1]) if kinds else said.way, text, key=True)
    return False


def _is_whole(building: Building, said: Said) -> bool:
    """Whether an image says what it is about and worth, and other wants do not."""
    if "image" not in said.data:
        strange = next((key for key in OF_IMAGES if key in said.data), None)
        if strange is not None:
            text = f"{building.who(said.way)}: {strange!r} belongs to an image, and this want has none."
            building.complain("U212", (*said.way, strange), text, "Say whose belief counts: image: NAME", key=True)
        return strange is None
    lacking = [key for key in ("about", "worth") if key not in said.data]
    if lacking:
        text = f"{building.who(said.way)}: an image lacks the key {lacking[0]!r}."
        hint = 'Such as {image: Kakashi, about: moved, worth: "-2 * belief(yes)"}'
        building.complain("U202", said, text, hint, key=True)
    return not lacking
