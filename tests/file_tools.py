"""Story files for tests: texts in which «» marks where a problem is to be found."""

from __future__ import annotations

import re

import pytest

import underneath as un
from underneath.files.loading import loads, read_worlds
from underneath.files.problems import Problem

HEAD = """\
underneath: 1
people: {Sakura: {}, Kakashi: {}}
"""


def problems_of(text: str, name: str = "story.yaml") -> list[Problem]:
    """Every problem of a text that is known to have some, those of its changed worlds included."""
    with pytest.raises(un.BadFile) as raised:
        read_worlds(loads(text, name))
    return list(raised.value.problems)


def unmarked(text: str) -> tuple[str, list[tuple[int, int, int]]]:
    """A text without its marks, and the line, column and length of what stood between each pair."""
    spots, clean = [], ""
    for place, part in enumerate(re.split("[«»]", text)):
        if place % 2:
            spots.append((clean.count("\n") + 1, len(clean) - clean.rfind("\n"), len(part)))
        clean += part
    return clean, spots


def expect(text: str, *codes: str) -> list[Problem]:
    """Hold a marked text to having just these problems, in this order, each at its mark."""
    clean, spots = unmarked(text)
    problems = problems_of(clean)
    shown = "\n".join(problem.render() for problem in problems)
    assert [p.code for p in problems] == list(codes), shown
    assert [(p.line, p.column, p.length) for p in problems] == spots, shown
    assert all(p.name == "story.yaml" for p in problems)
    assert all(python not in f"{p.message} {p.hint}" for p in problems for python in ("w.", "un.", "=...", "None")), (
        shown
    )
    return problems


def only(text: str, code: str, message: str, hint: str = "") -> None:
    """Hold a marked text to having one problem, with this message and this hint."""
    (problem,) = expect(text, code)
    assert problem.message == message
    assert problem.hint == hint


def script(text: str) -> un.Script:
    """A text that is read, with the first lines that most of them have."""
    return loads(text if "underneath:" in text else HEAD + text)
