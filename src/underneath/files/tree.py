"""Tree: the values of a story file, each with its spot in the text.

A tree is a value: templates and overrides make new trees out of it whose nodes keep the spots that they came from.  So
`spot_of` finds the place in the text of whatever is said of a way, wherever it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
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
    """A mapping: for each key its own node, and the node of its value.

    `others` has the further values of keys that came with several different ones, of which the first is in `values`.
    """

    spot: Spot
    keys: Mapping[Key, Scalar]
    values: Mapping[Key, Node]
    others: Mapping[Key, tuple[Node, ...]] = field(default_factory=dict)

    def get(self, key: Key) -> Node | None:
        """The value of a key, or None."""
        return self.values.get(key)

    def with_value(self, key: Key, node: Node, at: Scalar | None = None) -> Table:
        """The same mapping with another value of a key; `at` is the node of the key, if it is new."""
        named = self.keys[key] if at is None else at
        return replace(self, keys={**self.keys, key: named}, values={**self.values, key: node})


Node = Scalar | Items | Table


def data_of(node: Node) -> Any:
    """A tree as plain data: words, numbers, truth values, None, lists and mappings."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [data_of(inner) for inner in node.nodes]
    return {key: data_of(inner) for key, inner in node.values.items()}


def doubled(node: Node, way: Way = ()) -> Iterator[tuple[Way, tuple[Node, ...]]]:
    """The ways to what has several values, with those that do not stand there."""
    if isinstance(node, Scalar):
        return
    if isinstance(node, Table):
        yield from (((*way, key), nodes) for key, nodes in node.others.items())
    for step, inner in node.values.items() if isinstance(node, Table) else enumerate(node.nodes):
        yield from doubled(inner, (*way, step))


def taking(node: Node, turn: int) -> Node:
    """The tree in which one value stands under every key: where there are several, that of a turn, or else the last."""
    if isinstance(node, Items):
        return replace(node, nodes=tuple(taking(inner, turn) for inner in node.nodes))
    if isinstance(node, Scalar):
        return node
    several = {key: (node.values[key], *nodes) for key, nodes in node.others.items()}
    chosen = {key: nodes[min(turn, len(nodes) - 1)] for key, nodes in several.items()}
    values = {key: taking(value, turn) for key, value in {**node.values, **chosen}.items()}
    return replace(node, values=values, others={})


def alike(one: Node, other: Node) -> bool:
    """Whether two trees say the same; it takes no longer than the smaller of them."""
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return type(one.value) is type(other.value) and one.value == other.value
    if isinstance(one, Items) and isinstance(other, Items):
        return len(one.nodes) == len(other.nodes) and all(map(alike, one.nodes, other.nodes))
    if not isinstance(one, Table) or not isinstance(other, Table) or one.keys.keys() != other.keys.keys():
        return False
    return all(alike(value, other.values[key]) for key, value in one.values.items())


def words(node: Node) -> Iterator[str]:
    """Every word of a tree, the keys included."""
    if isinstance(node, Scalar):
        yield from (node.value,) if isinstance(node.value, str) else ()
        return
    if isinstance(node, Table):
        yield from (key for key in node.keys if isinstance(key, str))
    for inner in node.values.values() if isinstance(node, Table) else node.nodes:
        yield from words(inner)


def united(nodes: Sequence[Node]) -> Node | None:
    """What several lists, or several mappings, have together; None of anything else."""
    lists = [node for node in nodes if isinstance(node, Items)]
    tables = [node for node in nodes if isinstance(node, Table)]
    if len(lists) == len(nodes):
        return Items(nodes[0].spot, tuple(chain.from_iterable(node.nodes for node in lists)))
    return _one_table(tables) if len(tables) == len(nodes) else None


def _one_table(tables: Sequence[Table]) -> Table:
    """A mapping with the keys of several; of what stands under the same key, the first."""
    keys: dict[Key, Scalar] = {}
    values: dict[Key, list[Node]] = {}
    for key, value in chain.from_iterable(_values(table) for table in tables):
        values.setdefault(key, []).append(value)
    for key, at in chain.from_iterable(table.keys.items() for table in tables):
        keys.setdefault(key, at)
    return with_first(tables[0].spot, keys, values)


def with_first(spot: Spot, keys: Mapping[Key, Scalar], values: Mapping[Key, Sequence[Node]]) -> Table:
    """A mapping with the first of several values under each key; values that say the same are one."""
    others = {key: tuple(node for node in nodes[1:] if not alike(nodes[0], node)) for key, nodes in values.items()}
    first = {key: nodes[0] for key, nodes in values.items()}
    return Table(spot, keys, first, {key: nodes for key, nodes in others.items() if nodes})


def _values(table: Table) -> Iterator[tuple[Key, Node]]:
    yield from table.values.items()
    yield from ((key, node) for key, nodes in table.others.items() for node in nodes)


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
