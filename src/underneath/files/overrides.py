"""Overrides: changes that come from Python, as text, so that whatever is wrong with them has a place too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from underneath.files.emitting import emit


def spelled(changes: Mapping[str, object]) -> str:
    """Changes as a text that a story file could have.

    >>> print(spelled({"people": {"Sakura": {"level": 1, "closed": ("kiss",)}}}), end="")
    people:
      Sakura: {level: 1, closed: [kiss]}
    """
    return emit(plain(changes)) or "{}\n"


def plain(value: Any) -> Any:
    """A value as words, numbers, truth values, None, lists and mappings; anything else as the word that it reads as."""
    if isinstance(value, Mapping):
        return {key if isinstance(key, (str, int, float)) else str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, np.generic):
        return value.item()
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)
