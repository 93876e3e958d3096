"""Wants: terms of what people want."""

from __future__ import annotations

from underneath.files.building import Building
from underneath.files.compiling import read_image, read_utils
from underneath.files.problems import Said
from underneath.files.scruples import SCRUPLES, read_scruple
from underneath.model import sayings
from underneath.model.facts import Fact
from underneath.model.spoken import Image, Scruple, TableOf

Term = TableOf | Image | Scruple

KINDS = ("image", "utils", "cases", *SCRUPLES)
"""The keys of which a want has exactly one."""

GOES_WITH = {
    "about": ("image",),
    "worth": ("image",),
    "after": ("image", "blame"),
    "given": ("image", "utils", "cases"),
    "weight": SCRUPLES,
    "at": SCRUPLES,
}
"""The kinds of want that other keys go with."""

NEEDS = {"image": ("about", "worth")} | dict.fromkeys(SCRUPLES, ("weight",))
"""The keys that a kind of want cannot do without."""

HINTS = dict.fromkeys(("about", "worth", "after"), "Say whose belief counts: image: NAME")
HINTS |= dict.fromkeys(("weight", "at"), "Say toward whom: guilt: NAME")
"""What to do about a key that stands in a want of another kind."""

EXAMPLES = {"image": 'Such as {image: Kakashi, about: moved, worth: "-2 * belief(yes)"}'}
EXAMPLES |= {kind: f"Such as {{{kind}: Kakashi, weight: 0.5}}" for kind in SCRUPLES}


def read_wants(building: Building) -> None:
    """What people want, as the file lists it."""
    for name, said in building.entries("wants"):
        person = building.person(Said(name, said.way), key=True)
        if person is not None and isinstance(said.data, list):
            read_terms(building, person, said)


def read_terms(building: Building, person: str, said: Said, beside: Fact | None = None) -> None:
    """A list of terms that somebody wants, at the top of the file or beside an act."""
    if person in building.readers:
        text = f"{person!r} is a reader, who sees what the text shows and wants nothing."
        building.complain("U215", said, text, key=True)
        return
    for one in said.words():
        want = read_term(building, person, one, beside)
        if want is not None:
            _declare(building, person, one, want)


def _declare(building: Building, person: str, said: Said, want: Term) -> None:
    name = building.note(said, "name")
    building.declare(said.way, lambda: sayings.declare_want(building.draft, person, want, None, False, name))
    building.terms.setdefault(f"wants of {person!r}", []).append((said.way, want))


def read_term(building: Building, person: str, said: Said, beside: Fact | None = None) -> Term | None:
    """One term: utils of facts, an image in somebody's eyes, or guilt, blame or anger.

    Args:
        building: The world so far.
        person: Who wants it.
        said: What stands in the file.
        beside: The act that it stands beside, if any: names of states mean their versions there.
    """
    if said.way in building.gaps or not _is_one(building, said) or not _is_whole(building, said):
        return None
    before = None if beside is None else beside.index + 1
    if any(key in said.data for key in SCRUPLES):
        return read_scruple(building, person, said, before, beside)
    if "image" in said.data:
        return building.read(said, lambda names, problems: read_image(said, names, problems), before)
    return building.read(said, lambda names, problems: read_utils(said, names, problems), before)


def _is_one(building: Building, said: Said) -> bool:
    kinds = [key for key in KINDS if key in said.data]
    if len(kinds) == 1:
        return True
    came = f"this one has {' and '.join(kinds)}" if kinds else "this one has none of them"
    text = f"{building.who(said.way)}: a want has one of utils, cases, image, guilt, blame and anger, and {came}."
    building.complain("U212", (*said.way, kinds[1]) if kinds else said.way, text, key=True)
    return False


def _is_whole(building: Building, said: Said) -> bool:
    """Whether a want has the keys that its kind needs, and none that belong to another kind."""
    kind = next(key for key in KINDS if key in said.data)
    strange = next((key for key, kinds in GOES_WITH.items() if key in said.data and kind not in kinds), None)
    if strange is not None:
        _refuse(building, said, strange)
        return False
    lacking = [key for key in NEEDS.get(kind, ()) if key not in said.data]
    if lacking:
        text = f"{building.who(said.way)}: {_noun(kind)} lacks the key {lacking[0]!r}."
        building.complain("U202", said, text, EXAMPLES[kind], key=True)
    return not lacking


def _refuse(building: Building, said: Said, strange: str) -> None:
    """Complain of a key that belongs to wants of another kind."""
    *some, last = map(_noun, GOES_WITH[strange])
    owners = f"{', '.join(some)} or {last}" if some else last
    text = f"{building.who(said.way)}: {strange!r} belongs to {owners}, and this want has none."
    building.complain("U212", (*said.way, strange), text, HINTS.get(strange, ""), key=True)


def _noun(kind: str) -> str:
    return "an image" if kind == "image" else kind
