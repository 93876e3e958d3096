"""Overrides: changes that come from Python, as text, so that whatever is wrong with them has a place too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from underneath.errors import BadFile
from underneath.files.composing import MOST_DEPTH
from underneath.files.emitting import emit
from underneath.files.problems import Problem


def spelled(changes: Mapping[str, object]) -> str:
    """Changes as a text that a story file could have.

    >>> print(spelled({"people": {"Sakura": {"level": 1, "closed": ("kiss",)}}}), end="")
    people:
      Sakura: {level: 1, closed: [kiss]}
    """
    return emit(plain(changes)) or "{}\n"


def plain(value: Any, room: int = MOST_DEPTH + 1) -> Any:
    """A value as words, numbers, truth values, None, lists and mappings; anything else as the word that it reads as.

    Raises:
        BadFile: If it is deeper than a file can be, as what holds itself is.
    """
    if not room:
        text = f"lists and mappings stand more than {MOST_DEPTH} deep in one another in these changes."
        problem = Problem("U112", text, "", "<changes>", 1, 1, 1)
        raise BadFile((problem,), problem.render())
    if isinstance(value, Mapping):
        items = ((key if isinstance(key, (str, int, float)) else str(key), inner) for key, inner in value.items())
        return {key: plain(inner, room - 1) for key, inner in items}
    if isinstance(value, (list, tuple)):
        return [plain(inner, room - 1) for inner in value]
    if isinstance(value, np.generic):
        return value.item()
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)
