"""Plain tables: tables and menus of a model as the plain data of a story file.

Numbers are written so that they read back to the last digit.  What a Python function says, a file cannot hold: a table
that asks a mind something can be written if an expression of a story file made it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from underneath.errors import BadTable, TooLarge
from underneath.files.cells import name_written, shown, written
from underneath.files.compiling import TABLE_KEYS
from underneath.files.expressions import parse
from underneath.files.forms import UNIFORM
from underneath.files.rows import Rule
from underneath.files.spelling import spelled
from underneath.files.tokens import Slip
from underneath.model.facts import Fact, Outcome
from underneath.model.model import Model
from underneath.model.tables import AnyTable, Bools, Floats, Menu, Table

Plain = dict[Any, Any]


# --- tables


def table_parts(model: Model, fact: Fact, table: AnyTable, who: str) -> Plain:
    """A table as the keys `given` and `p` (or those of its expression).

    Args:
        model: The model.
        fact: The fact that the table is of.
        table: The table.
        who: What a fault calls it.

    Raises:
        BadTable: If a Python function says it.
    """
    if not isinstance(table, Table):
        return _source(table.source, who)
    parents = [model.facts[parent] for parent in table.parents]
    given = {"given": [parent.name for parent in parents]} if parents else {}
    spelt: dict[bytes, Any] = {}

    def row(cell: Floats) -> Any:
        key = cell.tobytes()
        if key not in spelt:  # many rows of a table are alike, and spelling one takes a while
            spelt[key] = _row(cell, fact)
        return spelt[key]

    return given | {"p": nested(table.array, parents, row)}


def _source(rule: object, who: str) -> Plain:
    if not isinstance(rule, Rule):
        text = f"{who} asks a mind something by a Python function, which a story file cannot hold."
        raise BadTable(f"{text} Write it as an expression there, such as believes(NAME, fact == outcome).")
    return {key: part if key == "given" else readable(part, who) for key, part in rule.source.items()}


def readable(source: Any, who: str) -> Any:
    """The same, if all of its expressions can be read: full names make some longer than an expression may be.

    Raises:
        TooLarge: If one is.
    """
    for part in source.values() if isinstance(source, dict) else source if isinstance(source, list) else ():
        readable(part, who)
    if isinstance(source, str):
        try:
            parse(source)
        except Slip as slip:
            raise TooLarge(f"{who}: with all names in full, {slip.message} Give its facts shorter names.") from None
    return source


def table_alone(model: Model, fact: Fact, table: AnyTable, who: str) -> Any:
    """A table where it stands alone: a row for all cells, or a mapping of its parts.

    Raises:
        BadTable: If a Python function says it.
    """
    parts = table_parts(model, fact, table, who)
    row = parts.get("p")
    is_row = parts.keys() == {"p"} and not (isinstance(row, dict) and set(row) <= TABLE_KEYS)
    return row if is_row else parts


def prior(fact: Fact, table: Table) -> Plain | None:
    """The outcomes with their probabilities, where a table without parents can be written so."""
    if table.parents or not _keyed(fact.outcomes):
        return None
    return dict(zip(fact.outcomes, spelled(table.array), strict=True))


def _row(row: Floats, fact: Fact) -> Any:
    even = np.full(len(row), 1 / len(row))
    if np.array_equal(even / even.sum(), row):
        return UNIFORM
    numbers = spelled(row)
    if not _keyed(fact.outcomes):
        return numbers
    return {label: p for label, p in zip(fact.outcomes, numbers, strict=True) if p}


def _keyed(outcomes: Sequence[Outcome]) -> bool:
    """Whether outcomes can be keys: truth values cannot."""
    return not any(isinstance(label, bool) for label in outcomes)


def nested(array: Any, parents: Sequence[Fact], leaf: Callable[[Any], Any]) -> Any:
    """An array as mappings from the outcomes of its facts, one in the other."""
    if not parents:
        return leaf(array)
    keys = [_key(label, parents[0]) for label in parents[0].outcomes]
    return {key: nested(inner, parents[1:], leaf) for key, inner in zip(keys, array, strict=True)}


def _key(label: Outcome, fact: Fact) -> Outcome:
    """An outcome as a key of a mapping; a truth value stands there as a word."""
    if not isinstance(label, bool):
        return label
    if shown(label) in fact.outcomes:
        text = f"fact {fact.name!r} has {label!r} and the word {shown(label)!r} among its outcomes"
        raise BadTable(f"{text}; as keys of a story file they are one. Rename the word.")
    return shown(label)


# --- menus


def available(model: Model, fact: Fact, menu: Menu, who: str) -> Plain:
    """For each option that is not always there, the condition under which it is.

    The first condition names every fact that the menu hangs on, so that reading it gives the same menu.

    Raises:
        TooLarge: If a condition is longer than an expression may be.
    """
    parents = [model.facts[parent] for parent in menu.parents]
    options = [place for place in range(len(fact.outcomes)) if not menu.array[..., place].all()] or [0]
    return {
        _key(fact.outcomes[place], fact): readable(
            _condition(menu.array[..., place], parents, place == options[0]), who
        )
        for place in options
    }


def _condition(holds: Bools, parents: Sequence[Fact], complete: bool) -> str:
    """A condition that holds where an array says so; a complete one names every fact, though nothing hang on it."""
    if not parents or (not complete and holds.all() == holds.any()):
        return shown(bool(holds.all()))
    groups: dict[bytes, list[Outcome]] = {}
    for label, inner in zip(parents[0].outcomes, holds, strict=True):
        groups.setdefault(inner.tobytes(), []).append(label)
    parts: list[str] = []
    for key, labels in groups.items():
        inner = np.frombuffer(key, dtype=np.bool_).reshape(holds.shape[1:])
        test = _condition(inner, parents[1:], complete and not parts)
        if test != "false" or (complete and not parts):
            parts.append(_among(parents[0], labels) + ("" if test == "true" else f" and ({test})"))
    return " or ".join(parts)


def _among(fact: Fact, labels: Sequence[Outcome]) -> str:
    name = name_written(fact.name)
    if len(labels) == 1:
        return f"{name} == {written(labels[0])}"
    return f"{name} in [{', '.join(map(written, labels))}]"
