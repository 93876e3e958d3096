"""Check of images: an image of oneself must not need a later choice of one's own on which the same want bears.

Images in the eyes of others stand on lower levels, and what lies before the point of the image is history.  So one
case is left: oneself as audience, a belief about what one has still to choose (or what hangs on it), and a want that
falls at that choice or later, so that the choice weighs the want.
"""

from __future__ import annotations

from collections.abc import Iterator

from underneath.errors import NotWellFounded
from underneath.model.facts import Cause, Fact
from underneath.model.faults import Fault
from underneath.model.model import Model
from underneath.model.scope import shown_path
from underneath.model.tables import AnyTable, BeliefTable
from underneath.model.terms import ImageTerm, Term


def image_faults(model: Model) -> Iterator[Fault]:
    """Images that are not well founded."""
    for owner, where, term in _terms(model):
        if isinstance(term, ImageTerm) and term.audience == (owner,):
            choice = _needed_choice(model, owner, term)
            if choice is not None:
                yield _fault(model, owner, where, term, choice)


def _fault(model: Model, owner: int, where: str, term: ImageTerm, choice: Fact) -> Fault:
    name = model.minds[owner].name
    about = ", ".join(repr(model.facts[f].name) for f in term.about)
    last = max((model.facts[f] for f in term.facts), key=lambda fact: fact.place)
    text = f"the image that {name!r} has of itself, about {about}, needs its own later choice {choice.name!r}"
    why = f"and that choice weighs the image, which falls only at {last.name!r}"
    return Fault(NotWellFounded, f"{where}: {text}, {why}. Read the image after {choice.name!r}: after=...", where)


def _needed_choice(model: Model, owner: int, term: ImageTerm) -> Fact | None:
    """The first own decision, from the image's point on, that the belief must predict and that the term bears on."""
    found: set[int] = set()
    waiting = [f for f in term.about if model.facts[f].place >= term.point]
    while waiting:
        index = waiting.pop()
        if index not in found:
            found.add(index)
            causes = _causes(model, model.facts[index])
            waiting.extend(f for f in causes if model.facts[f].place >= term.point)
    facts = [model.facts[f] for f in sorted(found)]
    own = [f for f in facts if f.cause is Cause.DECISION and f.owner == owner and f.place <= term.falls]
    return own[0] if own else None


def _causes(model: Model, fact: Fact) -> set[int]:
    """What may move a fact: the parents of its tables, and all that its owner had observed where a mind comes in."""
    tables: list[AnyTable] = [rule.tables[fact.index] for rule in model.heads if fact.index in rule.tables]
    tables += [] if fact.table is None else [fact.table]
    causes = {parent for table in tables for parent in table.parents}
    asks = any(isinstance(table, BeliefTable) for table in tables)
    if fact.owner is not None and (asks or fact.cause is Cause.DECISION):
        causes |= {f for f, place in model.known[fact.owner].items() if place < fact.place}
    return causes


def _terms(model: Model) -> Iterator[tuple[int, str, Term]]:
    """Every term of the model: whose, and where it is said."""
    minds = [mind.name for mind in model.minds]
    for mind in model.minds:
        for term in mind.traits.terms or ():
            yield mind.index, f"wants of {mind.name!r}", term
    for rule in model.heads:
        for term in rule.traits.terms or ():
            yield rule.path[-1], f"in the head of {shown_path(minds, rule.path, rule.star)!r}, wants", term
