"""Comparing models part by part, and random worlds that a story file can hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from adapter import Adapter, path_name
from expression_tools import StubNames
from reference.spec import Asking, ImageTerm, Question, Table
from underneath.files import compiling
from underneath.files.asking import Reading
from underneath.files.cells import name_written, written
from underneath.files.problems import Problems, Said
from underneath.files.rows import Rule
from underneath.files.worths import Worth
from underneath.model import wanting
from underneath.model.model import Model
from underneath.model.tables import BeliefTable


def differences(one: Model, other: Model) -> list[str]:
    """Where two models differ, to the last digit; nothing if they are the same.

    Functions that an expression made are the same if their plain forms are.
    """
    return list(_differences("model", one, other))


PARTS: dict[type, tuple[str, ...]] = {
    BeliefTable: ("parents", "questions", "source"),
    Reading: ("event", "certain"),
    Rule: ("source", "labels"),
    wanting.Worth: ("function",),
    Worth: ("source",),
}
"""What two functions are compared by: they are the same if the expressions are that made them."""


def _differences(where: str, one: Any, other: Any) -> Iterator[str]:
    if type(one) is not type(other):
        yield f"{where}: {one!r} and {other!r}"
    elif isinstance(one, np.ndarray):
        if one.shape != other.shape or one.dtype != other.dtype or not np.array_equal(one, other):
            yield f"{where}: {one.tolist()} and {other.tolist()}"
    elif is_dataclass(one):
        for name in PARTS.get(type(one)) or [slot.name for slot in fields(one)]:
            yield from _differences(f"{where}.{name}", getattr(one, name), getattr(other, name))
    elif isinstance(one, (Mapping, tuple, list)):
        yield from _inner_differences(where, one, other)
    elif one != other:
        yield f"{where}: {one!r} and {other!r}"


def _inner_differences(where: str, one: Any, other: Any) -> Iterator[str]:
    keys, others = (list(x) if isinstance(x, Mapping) else list(range(len(x))) for x in (one, other))
    if keys != others:
        yield f"{where}: {keys} and {others}"
    for key in keys:
        if key in others:
            yield from _differences(f"{where}[{key!r}]", one[key], other[key])


class FileAdapter(Adapter):
    """From the plain description of a world to the package, with expressions in place of Python functions."""

    @property
    def files_names(self) -> StubNames:
        """The names of the whole world."""
        minds = [mind.name for mind in self.spec.minds]
        return StubNames({fact.name: fact.outcomes for fact in self.spec.facts}, minds=minds)

    def rows(self, table: Table | Asking) -> dict[str, Any]:
        """A table that asks, as the cases of a story file."""
        if isinstance(table, Table):
            return super().rows(table)
        labels = self.labels_of(table)
        cases, problems = Said(list(self.cases(table, labels))), Problems()
        given = Said(self.names(table.parents))
        spec = compiling.read_table(None, None, cases, given, labels, self.files_names, problems)
        assert spec is not None, problems.found
        return {"p": spec.p, "given": spec.given}

    def labels_of(self, table: Asking) -> tuple[Any, ...]:
        """The outcomes of the fact whose table it is."""
        owners = [fact for fact in self.spec.facts if fact.table is table]
        return owners[0].outcomes

    def cases(self, table: Asking, labels: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
        """One case for each joint outcome of the parents: a row that moves with what is believed."""
        moves = " + ".join(f"{1 / len(table.questions)!r} * {self.question(q)}" for q in table.questions)
        parents = [self.spec.facts[parent] for parent in table.parents]
        for cell in np.ndindex(*(len(parent.outcomes) for parent in parents)):
            low, high = table.rule.low[cell], table.rule.high[cell]
            row = {
                label: f"{float(a)!r} + {float(b - a)!r} * ({moves})"
                if b > a
                else f"{float(a)!r} - {float(a - b)!r} * ({moves})"
                for label, a, b in zip(labels[:-1], low, high, strict=False)
            }
            where = [f"{name_written(p.name)} == {written(p.outcomes[o])}" for p, o in zip(parents, cell, strict=True)]
            yield {"when": " and ".join(where) or "true", "p": row | {labels[-1]: "rest"}}

    def question(self, question: Question) -> str:
        """What is asked, as a call."""
        path, fact = path_name(self.spec, question.path), self.spec.facts[question.about]
        if question.outcome is None:
            return f"knows('{path}', {fact.name})"
        event = f"{fact.name} == {written(fact.outcomes[question.outcome])}"
        return f"{'knows' if question.knows else 'believes'}('{path}', {event})"

    def term(self, term: Any) -> Any:
        """An image whose worth is an expression."""
        if not isinstance(term, ImageTerm):
            return super().term(term)
        problems, about = Problems(), self.names(term.about)
        said = {"image": path_name(self.spec, term.audience), "about": about, "worth": self.worth(term)}
        said |= {"given": self.names(term.facts)}
        said |= {} if term.after is None else {"after": self.spec.facts[term.after].name}
        image = compiling.read_image(Said(said), self.files_names, problems)
        assert image is not None, problems.found
        return image

    def worth(self, term: ImageTerm) -> str:
        """Coefficients times probabilities, by the outcomes of the facts that it is given."""
        cells = np.ndindex(*(len(self.spec.facts[fact].outcomes) for fact in term.facts))
        parts = []
        for cell in cells:
            facts = [self.spec.facts[fact] for fact in term.facts]
            where = [f"{f.name} == {written(f.outcomes[o])}" for f, o in zip(facts, cell, strict=True)]
            parts.append((" and ".join(where), self.sum(term, term.worth.coefficients[cell])))
        return " + ".join(f"({where}) * ({amount})" if where else amount for where, amount in parts)

    def sum(self, term: ImageTerm, coefficients: np.ndarray) -> str:
        about = [self.spec.facts[fact] for fact in term.about]
        cells = np.ndindex(*(len(fact.outcomes) for fact in about))
        parts = [
            f"{written(float(c))} * belief({self.cell_event(about, cell)})"
            for c, cell in zip(coefficients, cells, strict=True)
        ]
        if term.worth.spread and len(term.audience) > 1:
            parts.append(f"sure({self.cell_event(about, (0,) * len(about))}, 0.5)")
        return " + ".join(parts[:3]) + (" + entropy()" if term.worth.square else "")

    def cell_event(self, about: Any, cell: tuple[int, ...]) -> str:
        return " and ".join(f"{f.name} == {written(f.outcomes[o])}" for f, o in zip(about, cell, strict=True))
