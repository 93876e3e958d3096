"""Felt scenes: what some people feel in a scene, with a row for each step and a column for each of them.

A cell holds the few feelings that moved most in the step, and what came as a surprise: what had been held no likelier
than its opposite.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from underneath.errors import NoFeeling
from underneath.explain.answer import Answer, Column, Value
from underneath.explain.felt_answers import notes_of
from underneath.explain.felt_rows import Key, Row, rows_of
from underneath.explain.felt_words import brief, short_data
from underneath.explain.sensing import Felt, course
from underneath.explain.speaking import path_list
from underneath.feelings.naming import refuse_wantless
from underneath.feelings.steps import at_places
from underneath.files.script import SceneNote, Script
from underneath.model.feelings import UTILS
from underneath.story import names
from underneath.story.jsonable import Plain

MOST = 3
"""Of the feelings in utils, so many stand in a cell."""
SURPRISING = 1.0
"""Bits from which on a surprise stands there too."""


@dataclass(frozen=True, slots=True)
class Followed:
    """Whose feelings are followed through a story, with what was shown last of what lasts, and what has been said."""

    paths: tuple[str, ...]
    last: dict[str, dict[Key, Row]] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)


def followed(script: Script, paths: Iterable[str]) -> Followed:
    """Whose feelings are to be shown, each once, after a look at whether they can be.

    Raises:
        UnknownName: If there is nobody of a name.
        NoFeeling: If somebody wants nothing.
    """
    found = tuple(dict.fromkeys(paths))
    for path in found:
        minds = names.path_of(script.story.scope, path)
        if not minds:
            raise NoFeeling("the world itself feels nothing; name somebody.")
        refuse_wantless(at_places(script.story, minds, 0, script.model.end), None)
    return Followed(found, {path: {} for path in found})


def scene_answer(script: Script, scene: SceneNote, who: Followed) -> Answer:
    """What is felt in a scene.

    Args:
        script: The story.
        scene: The scene.
        who: Whose feelings are shown; what was shown and said is kept there.
    """
    table: dict[tuple[int, str], dict[str, str]] = {}
    data: list[Plain] = []
    sentences: list[str] = []
    for path in who.paths:
        found = list(course(script, path, first=scene.first, end=scene.end))
        shown = [_strongest(rows_of(felt, who.last[path])) for felt in found]
        for felt, rows in zip(found, shown, strict=True):
            table.setdefault((felt.place, felt.name), {})[path] = _cell(rows)
        data += [_data(path, felt) for felt in found]
        sentences += _unsaid(who, path, found, [row for rows in shown for row in rows])
    columns = (Column(""), *map(Column, who.paths))
    return Answer("", columns, _table(table, who.paths), tuple(sentences), {"feelings": data})


def _table(table: dict[tuple[int, str], dict[str, str]], paths: Sequence[str]) -> tuple[tuple[Value, ...], ...]:
    """The steps at which anything is felt, in order."""
    rows = [(name, *(cells.get(path, "") for path in paths)) for (_, name), cells in sorted(table.items())]
    return tuple(row for row in rows if any(row[1:]))


def _strongest(rows: Sequence[Row]) -> list[Row]:
    """The few that moved most, in utils; and a surprise."""
    there = [row for row in rows if not row.gone]
    utils = [row for row in there if row.feeling.unit == UTILS]
    return utils[:MOST] + [r for r in there if r.feeling.name == "surprise" and r.intensity >= SURPRISING]


def _cell(rows: Sequence[Row]) -> str:
    return ", ".join(brief(row.feeling, row.intensity) for row in rows)


def _data(path: str, felt: Felt) -> dict[str, Plain]:
    found = [short_data(one) for one in felt.feelings.felt]
    return {"path": path_list(path), "place": felt.place, "step": list(felt.steps), "feelings": found}


def _unsaid(who: Followed, path: str, found: Sequence[Felt], rows: Sequence[Row]) -> list[str]:
    """What is to be said of the numbers and has not been said before in this story."""
    notes = notes_of(found, [row.feeling for row in rows], path_list(path))
    new = {about: text for about, text in notes.items() if about not in who.said}
    who.said.update(new)
    return list(new.values())
