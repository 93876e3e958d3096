"""Plain wants: what a mind of a model wants as the plain data of a story file.

An image can be written if an expression of a story file says what it is worth; a Python function a file cannot hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from underneath.errors import BadTerm
from underneath.files.plain_tables import Plain, nested, readable
from underneath.files.worths import Worth
from underneath.model import wanting
from underneath.model.facts import Fact
from underneath.model.model import Model
from underneath.model.scope import shown_path
from underneath.model.terms import AngerTerm, BlameTerm, GuiltTerm, ImageTerm, OutcomeTerm, Term


def want(model: Model, term: Term, who: str) -> Plain:
    """A term of what a mind wants.

    Raises:
        BadTerm: If it is an image whose worth a Python function says.
    """
    name = {"name": term.name} if term.name else {}
    return name | _WRITERS[type(term)](model, term, who)


def _outcome(model: Model, term: OutcomeTerm, _: str) -> Plain:
    facts = [model.facts[fact] for fact in term.facts]
    utils = nested(term.array, facts, float)
    if not facts:
        return {"utils": utils}
    return {"given": [fact.name for fact in facts], "cases": [{"otherwise": _without_zeros(utils)}]}


def _without_zeros(utils: Plain) -> Plain:
    """What is not said is 0."""
    inner = {key: _without_zeros(value) if isinstance(value, dict) else value for key, value in utils.items()}
    return {key: value for key, value in inner.items() if value}


def _image(model: Model, term: ImageTerm, who: str) -> Plain:
    function = term.worth.function if isinstance(term.worth, wanting.Worth) else None
    if not isinstance(function, Worth):
        text = f"{who}: what the image about {_names(model, term.about)} is worth is said by a Python function"
        raise BadTerm(f"{text}, which a story file cannot hold. Write it as an expression there, such as belief(yes).")
    last = max((model.facts[fact] for fact in (*term.about, *term.facts)), key=lambda fact: fact.place)
    return {
        "image": shown_path([mind.name for mind in model.minds], term.audience),
        "about": [model.facts[fact].name for fact in term.about],
        "worth": readable(function.source, who),
        **_after(model, term.point, last, f"{who}: the image about {_names(model, term.about)}"),
        **({"given": [model.facts[fact].name for fact in term.facts]} if term.facts else {}),
    }


def _names(model: Model, facts: Sequence[int]) -> str:
    return ", ".join(repr(model.facts[fact].name) for fact in facts)


def _guilt(model: Model, term: GuiltTerm, _: str) -> Plain:
    return _scruple(model, "guilt", term.toward, term)


def _blame(model: Model, term: BlameTerm, who: str) -> Plain:
    decision = model.facts[term.decision]
    what = f"{who}: blame for {decision.name!r}"
    return _scruple(model, "blame", term.by, term) | _after(model, term.point, decision, what)


def _anger(model: Model, term: AngerTerm, _: str) -> Plain:
    return _scruple(model, "anger", term.at, term)


def _scruple(model: Model, kind: str, toward: int, term: GuiltTerm | BlameTerm | AngerTerm) -> Plain:
    return {kind: model.minds[toward].name, "weight": term.weight, "at": model.facts[term.decision].name}


def _after(model: Model, point: int, last: Fact, what: str) -> Plain:
    """The fact after which a belief is read; nothing if it is read at the end of its last fact's scene anyway."""
    if point == model.scene_ends[last.scene]:
        return {}
    before = [fact for fact in model.facts if fact.place < point]
    following = [fact.place for fact in model.facts if fact.place >= point]
    end = model.scene_ends[before[-1].scene] if before else 0
    if min([*following[:1], end]) != point:
        raise BadTerm(f"{what} is read in the middle of what is revealed.")
    return {"after": before[-1].name}


_WRITERS: dict[type, Callable[[Model, Any, str], Plain]] = {
    OutcomeTerm: _outcome,
    ImageTerm: _image,
    GuiltTerm: _guilt,
    BlameTerm: _blame,
    AngerTerm: _anger,
}
"""How each kind of want is written."""
