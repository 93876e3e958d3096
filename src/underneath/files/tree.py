"""Tree: the values of a story file, each with its spot in the text.

A tree is a value: templates and overrides make new trees out of it whose nodes keep the spots that they came from.  So
`spot_of` finds the place in the text of whatever is said of a way, wherever it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from underneath.files.problems import Way
from underneath.files.scalars import Plain
from underneath.files.source import Spot

Key = str | int | float


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """A word, a number, a truth value or nothing.

    `style` is the mark that it begins with: `'`, `"`, `|`, `>`, or none.  A word of a template whose placeholders were
    filled in keeps the `pattern` that it was made of, and what was `filled` in.
    """

    spot: Spot
    value: Plain
    style: str = ""
    pattern: str | None = None
    filled: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """A list."""

    spot: Spot
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A mapping: for each key its own node, and the node of its value."""

    spot: Spot
    keys: Mapping[Key, Scalar]
    values: Mapping[Key, Node]

    def get(self, key: Key) -> Node | None:
        """The value of a key, or None."""
        return self.values.get(key)

    def with_value(self, key: Key, node: Node, at: Scalar | None = None) -> Table:
        """The same mapping with another value of a key; `at` is the node of the key, if it is new."""
        named = self.keys[key] if at is None else at
        return Table(self.spot, {**self.keys, key: named}, {**self.values, key: node})


Node = Scalar | Items | Table


def data_of(node: Node) -> Any:
    """A tree as plain data: words, numbers, truth values, None, lists and mappings."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [data_of(inner) for inner in node.nodes]
    return {key: data_of(inner) for key, inner in node.values.items()}


def count(node: Node) -> int:
    """How many values a tree has."""
    if isinstance(node, Scalar):
        return 1
    inner = node.nodes if isinstance(node, Items) else node.values.values()
    return 1 + sum(count(child) for child in inner)


def node_at(root: Node, way: Way) -> Node | None:
    """The node that a way leads to, or None."""
    node: Node | None = root
    for step in way:
        node = child_of(node, step)
    return node


def child_of(node: Node | None, step: Key) -> Node | None:
    """The value under a key, or at a position; None if there is none."""
    if isinstance(node, Table):
        return node.get(step)
    if isinstance(node, Items) and isinstance(step, int) and 0 <= step < len(node.nodes):
        return node.nodes[step]
    return None


def nearest(root: Node, way: Way) -> tuple[Node, Scalar | None]:
    """The node that is nearest to where a way leads, and the key that it stands under."""
    node, key = root, None
    for step in way:
        inner = child_of(node, step)
        if inner is None:
            break
        key = node.keys[step] if isinstance(node, Table) else None
        node = inner
    return node, key
