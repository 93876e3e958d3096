"""Loading: the door to story files.  A file that is at fault raises one error, with every problem in it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import partial
from importlib import resources
from pathlib import Path

from underneath.errors import BadFile, suggest
from underneath.files.branches import Asks, Branches
from underneath.files.overrides import spelled
from underneath.files.placing import placed
from underneath.files.problems import Problem
from underneath.files.questions import read_watch
from underneath.files.reading import MOST_BYTES, decode, read_tree
from underneath.files.script import Elsewhere, Query, Script, Watch, WhatIfQuery
from underneath.files.sensing import read_shown
from underneath.files.source import Source, Spot
from underneath.files.templates import merged
from underneath.files.tree import Node, Table, doubled, node_at, taking
from underneath.files.worlds import Built, build

MOST_TURNS = 3
"""How many values of a key that comes several times are looked through."""

SHOWN = 100
"""How many problems an error spells out."""


def load(path: str | os.PathLike[str]) -> Script:
    """Read a story file.

    The changed worlds that it asks about are built when they are first needed: `read_worlds` builds them all.

    Args:
        path: Where the file is; or the name of a story that comes with underneath, such as `"sally-and-anne"`.

    Raises:
        BadFile: With every problem of the file, each with its line and column.

    >>> load("sally-and-anne").title
    'Sally and Anne'
    """
    return _read(*_found(path))


def loads(text: str, name: str = "<text>") -> Script:
    """Read a story from a text.

    Args:
        text: What would stand in the file.
        name: What messages call it.

    Raises:
        BadFile: With every problem of the text, each with its line and column.

    >>> story = '''
    ... underneath: 1
    ... people: {Sally: {level: 1}}
    ... facts: {coin: {outcomes: {heads: 0.5, tails: 0.5}, of: Sally, told: heads}}
    ... '''
    >>> loads(story).story.belief("Sally", "coin")["heads"]
    1.0
    """
    return _read(Source(name, text.removeprefix("\ufeff")), [])


def shipped() -> tuple[str, ...]:
    """The names of the stories that come with underneath."""
    folder = resources.files("underneath") / "stories"
    files = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(file.name.removesuffix(".yaml") for file in files if file.name.endswith(".yaml")))


# --- from a path to a text --------------------------------------------------------------------------------------------


def _found(path: str | os.PathLike[str]) -> tuple[Source, list[Problem]]:
    """The text of a file, or of a story that comes with underneath."""
    name = os.fspath(path)
    if isinstance(path, str) and name in shipped() and not Path(name).is_file():
        return decode((resources.files("underneath") / "stories" / f"{name}.yaml").read_bytes(), f"{name}.yaml")
    try:
        with Path(name).open("rb") as file:
            return decode(file.read(MOST_BYTES + 1), name)
    except (OSError, ValueError) as error:
        return Source(name, ""), [_no_file(name, error)]


def _no_file(name: str, error: Exception) -> Problem:
    reason = getattr(error, "strerror", None) or str(error)
    known = shipped()
    hint = suggest(name, known).strip() or (f"Stories that come with underneath: {', '.join(known)}" if known else "")
    return Problem("U101", f"this file cannot be read: {reason}.", hint, name, 1, 1, 1)


# --- from a text to a script ------------------------------------------------------------------------------------------


def _read(source: Source, early: list[Problem]) -> Script:
    """Read a text.

    Raises:
        BadFile: With everything that is wrong.
    """
    root, problems = (None, early) if early else read_tree(source)
    if root is None:
        raise bad_file(problems)
    return _script(source, root, problems)


def _script(source: Source, root: Node, early: Sequence[Problem] = (), changed: bool = False) -> Script:
    """Read a tree: its world, and its questions; what is wrong with the text itself has come up early."""
    built = build(source, root, changed)
    branches = Branches(built.building, root, partial(_elsewhere, source))
    watch, questions, shown = read_watch(built.building), branches.read(), read_shown(built.building)
    within = _within_doubled(root, changed) if early else []
    found = _in_order(early, [*placed(built.building.problems.found, built.building.tree), *branches.problems, *within])
    script = _assembled(source, root, built, watch, questions, shown)
    if found or script is None:
        raise bad_file(list(dict.fromkeys(found)))
    return script


def _within_doubled(root: Node, changed: bool) -> list[Problem]:
    """What is wrong within each of the mappings under a key that comes twice, if it were the only one."""
    found: list[Problem] = []
    spots, most = _alternatives(root)
    for turn in range(min(MOST_TURNS, most)):
        built = build(spots[0].source, taking(root, turn), changed)
        found += placed(built.building.problems.found, built.building.tree)
    return [problem for problem in dict.fromkeys(found) if any(_holds(spot, problem) for spot in spots)]


def _alternatives(root: Node) -> tuple[list[Spot], int]:
    """Where the mappings under keys that come twice stand, and how many there are of one key at most.

    Of other values none is looked into: a word is right or wrong by what the rest says, and the rest may mean either.
    So may what stands beside a further key that comes twice.
    """
    groups = [(node_at(root, way), *nodes) for way, nodes in doubled(root) if len(way) > 1]
    whole = [[node for node in nodes if isinstance(node, Table) and not any(doubled(node))] for nodes in groups]
    several = [tables for tables, nodes in zip(whole, groups, strict=True) if len(tables) == len(nodes)]
    return [table.spot for tables in several for table in tables], max(map(len, several), default=0)


def _holds(spot: Spot, problem: Problem) -> bool:
    """Whether a problem lies within a spot."""
    first, last = (spot.source.position(at) for at in (spot.start, spot.end))
    return first <= (problem.line, problem.column) < last


def _in_order(early: Sequence[Problem], found: list[Problem]) -> list[Problem]:
    """All problems, those that came up early among the others."""
    return sorted([*early, *found], key=lambda problem: (problem.line, problem.column)) if early else found


def _elsewhere(source: Source, root: Node, asks: Asks) -> Elsewhere:
    """The world of a changed tree, and what is asked there."""
    built = build(source, root, changed=True)
    script, asked = _assembled(source, root, built), asks(built.building)
    found = placed(built.building.problems.found, built.building.tree)
    if found or script is None:
        raise bad_file(found)
    return Elsewhere(script, asked)


def read_worlds(script: Script) -> None:
    """Build every changed world that a story asks about.

    Raises:
        BadFile: With every problem of all of them, each with its line and column.
    """
    found: list[Problem] = []
    for query in script.questions:
        try:
            _ = query.script if isinstance(query, WhatIfQuery) else None
        except BadFile as fault:
            found += fault.problems
    if found:
        raise bad_file(list(dict.fromkeys(found)))


def _assembled(
    source: Source,
    root: Node,
    built: Built,
    watch: tuple[Watch, ...] = (),
    questions: tuple[Query, ...] = (),
    shown: tuple[str, ...] = (),
) -> Script | None:
    """All that was read, put together; None if there is no story in it."""
    if built.model is None or built.story is None:
        return None
    building = built.building
    return Script(
        built.title,
        building.note(building.root, "about"),
        source,
        built.model,
        built.story,
        tuple(building.steps),
        tuple(building.scenes),
        built.people,
        built.facts,
        watch,
        questions,
        root,
        _changed,
        shown,
    )


def _changed(script: Script, changes: Mapping[str, object]) -> Script:
    """The script of a changed document."""
    source = Source("<changes>", spelled(changes))
    root, problems = read_tree(source)
    if root is None or problems:
        raise bad_file(problems)
    return _script(script.source, merged(script.tree, root), changed=True)


def bad_file(problems: Sequence[Problem]) -> BadFile:
    """The error for problems of a file."""
    shown = [problem.render() for problem in problems[:SHOWN]]
    more = len(problems) - len(shown)
    return BadFile(tuple(problems), "\n".join([*shown, *([f"and {more} more problems"] if more else [])]))
