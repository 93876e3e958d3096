"""Placing: from complaints, which know the way to what is wrong, to problems, which know its place in the text."""

from __future__ import annotations

from collections.abc import Iterable

from underneath.files.composing import problem_at
from underneath.files.problems import Complaint, Problem
from underneath.files.source import Spot
from underneath.files.spans import part
from underneath.files.tree import Node, Scalar, Table, nearest, node_at


def placed(complaints: Iterable[Complaint], root: Node) -> list[Problem]:
    """Problems in the order of the text; what is said twice of one spot is said once."""
    found: dict[tuple[str, str, int, str], tuple[Spot, Problem]] = {}
    for complaint in complaints:
        spot = spot_of(root, complaint)
        message = f"{complaint.message.rstrip('.')}{_use(root, complaint, spot)}."
        problem = problem_at(spot, complaint.code, message, complaint.hint)
        found.setdefault((problem.code, spot.source.name, spot.start, ""), (spot, problem))
    ordered = sorted(found.values(), key=lambda pair: (pair[0].source.name, pair[0].start, pair[1].code))
    return [problem for _, problem in ordered]


def spot_of(root: Node, complaint: Complaint) -> Spot:
    """Where in the text a complaint is: at a part of a word, at a key, at a value, or at what is nearest to it."""
    node, key = nearest(root, complaint.way)
    there = node is node_at(root, complaint.way)
    if there and complaint.span is not None and isinstance(node, Scalar):
        return part(node, *complaint.span)
    if there and not complaint.key and _is_one_piece(node):
        return node.spot
    return _beginning(node) if key is None else key.spot


def _use(root: Node, complaint: Complaint, spot: Spot) -> str:
    """Which step uses the template that a complaint is in."""
    step = node_at(root, complaint.way[:4]) if complaint.way[:1] == ("scenes",) and len(complaint.way) > 4 else None
    if step is None or step.spot.source is not spot.source or step.spot.start <= spot.start <= step.spot.end:
        return ""
    return f" (line {step.spot.line} uses it)"


def _is_one_piece(node: Node) -> bool:
    """Whether a value has marks of its own around it, or is one word; a mapping in lines has a key to point at."""
    return node.spot.end > node.spot.start and (not isinstance(node, Table) or node.spot.text.startswith("{"))


def _beginning(node: Node) -> Spot:
    """The first key of a mapping."""
    first = next(iter(node.keys.values()), None) if isinstance(node, Table) else None
    return node.spot if first is None else first.spot
