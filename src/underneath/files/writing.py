"""Writing: a model as a story file; reading it gives the same model.

Everything is said in full: every probability, every observer, facts by their full names.  What a file says and a model
does not keep (templates, named numbers, notes, what is told, questions) is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from underneath.errors import ModelError, TooLarge
from underneath.files.document import VERSION
from underneath.files.emitting import emit
from underneath.files.people import RESERVED
from underneath.files.plain_tables import available, prior, table_alone, table_parts
from underneath.files.plain_wants import want
from underneath.files.reading import MOST_BYTES
from underneath.files.scening import scened
from underneath.model.check import noun_of
from underneath.model.facts import Cause, Fact, Growth, Item, LevelChange, Reveal
from underneath.model.handles import EVERYONE
from underneath.model.minds import HeadRule, LevelWeights, Mind, Traits, Tremble
from underneath.model.model import Model
from underneath.model.scope import shown_path
from underneath.model.tables import AnyTable, Table

Plain = dict[Any, Any]

NOBODY = "nobody"


def write(model: Model) -> str:
    """Write a model as a story file.

    Args:
        model: A world that was built or read.

    Returns:
        YAML of version 1 of the format.

    Raises:
        BadTable: If a table asks a mind something by a Python function.
        BadTerm: If a Python function says what an image is worth.
        ModelError: If the world has something else that the format cannot say.
        TooLarge: If the text, or an expression in it, would be longer than what is read.

    >>> w = un.World("coin")
    >>> sally = w.mind("Sally", level=1)
    >>> coin = w.chance("coin", {"heads": 0.5, "tails": 0.5}, seen_by=[sally])
    >>> print(write(w.build()), end="")
    underneath: 1
    story: coin
    people:
      Sally: {level: 1}
    facts:
      coin: {outcomes: {heads: 0.5, tails: 0.5}, seen_by: everyone}
    """
    text = emit(document(model))
    if len(text.encode()) > MOST_BYTES:
        text = f"model {model.name!r} would be a file of {len(text.encode()):,} bytes; {MOST_BYTES:,} are read at most."
        raise TooLarge(text)
    return text


def document(model: Model) -> Plain:
    """The same as plain data."""
    model, start = scened(model)
    first = [item for item in model.items[:start] if isinstance(item, Fact)]
    story = {"story": model.name} if model.name.strip() else {}
    people = {"people": {mind.name: _person(model, mind) for mind in model.minds}}
    parts: Plain = {
        "facts": {fact.state or fact.name: _fact(model, fact) for fact in first},
        "wants": {
            mind.name: [want(model, term, f"wants of {mind.name!r}") for term in mind.traits.terms]
            for mind in model.minds
            if mind.traits.terms
        },
        "heads": {_path(model, rule): _head(model, rule) for rule in model.heads},
        "scenes": [_scene(model, place) for place in range(len(model.scenes)) if model.scenes[place]],
    }
    return {"underneath": VERSION} | story | people | {key: part for key, part in parts.items() if part}


# --- people and heads


def _person(model: Model, mind: Mind) -> Plain:
    if mind.name in RESERVED:
        words = ", ".join(sorted(RESERVED))
        raise ModelError(f"mind {mind.name!r}: in a story file this word stands for people ({words}). Rename it.")
    missing: Plain = {}
    for fact, outcome in sorted(mind.unaware):
        missing.setdefault(model.facts[fact].name, []).append(model.facts[fact].outcomes[outcome])
    usual = {"rationality": 1.0, "horizon": "scene", "discount": 1.0, "chi": 0.0}
    said = {key: value for key, value in _traits(mind.traits).items() if usual.get(key) != value}
    return said | ({"unaware": missing} if missing else {})


def _traits(traits: Traits) -> Plain:
    """What is said of somebody in numbers."""
    said = {
        "level": traits.level,
        "rationality": traits.rationality,
        "foresight": traits.foresight,
        "horizon": "scene" if traits.horizon == 0 else traits.horizon,
        "discount": traits.discount,
        "chi": traits.chi,
        "levels": None if traits.mixture is None else _mixture(traits.mixture),
        "reference": traits.reference,
        "kappa": traits.kappa,
    }
    return {key: value for key, value in said.items() if value is not None}


def _mixture(mixture: LevelWeights) -> Plain:
    return {"weights": list(mixture.weights)} if mixture.tau is None else {"poisson": mixture.tau}


def _path(model: Model, rule: HeadRule) -> str:
    return shown_path([mind.name for mind in model.minds], rule.path, rule.star)


def _head(model: Model, rule: HeadRule) -> Plain:
    traits, where = rule.traits, f"in the head of {_path(model, rule)!r}"
    said: Plain = {"tables": _tables(model, rule.tables, where)} if rule.tables else {}
    said |= _traits(traits)
    if traits.rationality_at:
        said["rationality_at"] = {model.facts[fact].name: beta for fact, beta in traits.rationality_at.items()}
    if traits.terms is not None:
        said["wants"] = [want(model, term, f"{where}, wants") for term in traits.terms]
    if traits.tremble is not None:
        said["tremble"] = _tremble(traits.tremble)
    if traits.fallbacks is not None:
        said["fallback"] = [_tables(model, tables, where) for tables in traits.fallbacks]
    return said


def _tables(model: Model, tables: Mapping[int, AnyTable | None], where: str) -> Plain:
    said: Plain = {}
    for index, table in tables.items():
        fact = model.facts[index]
        who = f"{where}, {noun_of(fact)}"
        said[fact.name] = "common" if table is None else table_alone(model, fact, table, who)
    return said


def _tremble(tremble: Tremble) -> Any:
    return {"eps": tremble.eps, "rationality": tremble.rationality} if tremble.rationality else tremble.eps


# --- facts and scenes


def _scene(model: Model, place: int) -> Plain:
    start = model.scene_ends[place - 1] if place else 0
    steps = [_step(model, item) for item in model.items[start : model.scene_ends[place]]]
    return {"scene": model.scenes[place], "steps": steps}


def _fact(model: Model, fact: Fact) -> Plain:
    changing = {"changing": True} if fact.state is not None else {}
    return _drawn(model, fact) | changing | _seen_by(model, fact.observers)


def _drawn(model: Model, fact: Fact) -> Plain:
    """The outcomes of a fact and how likely they are."""
    assert fact.table is not None
    alone = prior(fact, fact.table) if isinstance(fact.table, Table) else None
    if alone is not None:
        return {"outcomes": alone}
    return {"outcomes": list(fact.outcomes)} | table_parts(model, fact, fact.table, noun_of(fact))


def _seen_by(model: Model, observers: Iterable[int], default: str = NOBODY) -> Plain:
    """Who sees something; nothing where that is the default."""
    names = [model.minds[mind].name for mind in sorted(observers)]
    said: Any = NOBODY if not names else EVERYONE if len(names) == len(model.minds) else names
    return {} if said == default else {"seen_by": said}


def _step(model: Model, item: Item) -> Plain:
    if isinstance(item, Fact):
        return _happening(model, item)
    if isinstance(item, Reveal):
        return _reveal(model, item)
    if isinstance(item, LevelChange):
        return {"level": {model.minds[item.mind].name: item.level}}
    return _growth(model, item)


def _happening(model: Model, fact: Fact) -> Plain:
    if fact.cause is Cause.DECISION:
        return _act(model, fact)
    if fact.state is not None:
        return _change(model, fact)
    if fact.cause is Cause.SIGN:
        said: Plain = {"sign": fact.name, "by": _owner(model, fact)}
        return said | _drawn(model, fact) | _seen_by(model, fact.observers, default="")
    return {"chance": fact.name} | _drawn(model, fact) | _seen_by(model, fact.observers)


def _change(model: Model, fact: Fact) -> Plain:
    if not fact.version:
        text = f"state {fact.state!r} begins after other things have happened, or inside a scene"
        raise ModelError(f"{text}; in a story file states begin under `facts`. Declare it first of all.")
    assert fact.table is not None
    parts = table_parts(model, fact, fact.table, noun_of(fact))
    return {"change": fact.state} | parts | _seen_by(model, fact.observers, default="")


def _owner(model: Model, fact: Fact) -> str:
    assert fact.owner is not None
    return model.minds[fact.owner].name


def _act(model: Model, fact: Fact) -> Plain:
    assert fact.owner is not None
    said: Plain = {"act": fact.name, "by": _owner(model, fact), "menu": list(fact.outcomes)}
    if fact.table is not None:
        said["habit"] = table_alone(model, fact, fact.table, noun_of(fact))
    if fact.menu is not None:
        said["available"] = available(model, fact, fact.menu, noun_of(fact))
    beta = model.minds[fact.owner].traits.rationality_at.get(fact.index)
    said |= {} if beta is None else {"rationality": beta}
    return said | _seen_by(model, fact.observers, default="")


def _reveal(model: Model, item: Reveal) -> Plain:
    if not item.facts:
        raise ModelError(
            f"the reveal at place {item.place} reveals nothing, which a story file cannot say. Leave it out."
        )
    to = _seen_by(model, item.to, default="")["seen_by"]
    return {"reveal": [model.facts[fact].name for fact in item.facts], "to": to}


def _growth(model: Model, item: Growth) -> Plain:
    fact = model.facts[item.fact]
    said: Plain = {"grow": model.minds[item.mind].name, "fact": fact.name, "outcome": fact.outcomes[item.outcome]}
    said |= {} if item.delta is None else {"delta": item.delta}
    return said | _seen_by(model, item.observers - {item.mind})
