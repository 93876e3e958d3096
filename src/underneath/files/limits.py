"""What a question to a story may take: memory, and time counted in work."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from underneath.core.budget import Limit
from underneath.files.building import Building
from underneath.story.story import DEFAULT_LIMIT

SECONDS = 3.0
"""What a question to a file takes at most, unless the file says otherwise: files come from anywhere."""

_BYTES = {"": 1, "B": 1, "KIB": 2**10, "MIB": 2**20, "GIB": 2**30}
_TIMES = {"": 1, "MS": 0.001, "S": 1, "MIN": 60, "H": 3600}
_SIZE = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z]*)\s*")


def limit_of(building: Building) -> Limit:
    """The limits that the file sets, or else the usual ones."""
    memory = _said(building, "limit", _memory, "a number of bytes, or of KiB, MiB or GiB, was due", "512 MiB")
    seconds = _said(building, "time_limit", _seconds, "a number of s, min or h was due", "10 s")
    usual = Limit(DEFAULT_LIMIT, SECONDS)
    return Limit(
        usual.memory if memory is None else int(memory),
        usual.seconds if seconds is None else seconds,
    )


def _said(building: Building, key: str, read: Callable[[Any], float | None], due: str, such: str) -> float | None:
    said = building.part(building.root, key)
    if said is None:
        return None
    found = read(said.data)
    if found is None:
        building.complain("U203", said, f"{key}: {said.data!r} came; {due}.", f"Write {key}: {such}")
    return found


def _memory(value: Any) -> float | None:
    size = _amount(value, _BYTES)
    return None if size is None or not math.isfinite(size) or size < 1 else size


def _seconds(value: Any) -> float | None:
    seconds = _amount(value, _TIMES)
    return None if seconds is None or not seconds > 0 else seconds


def _amount(value: Any, units: Mapping[str, float]) -> float | None:
    """A number with its unit, in the smallest unit.

    >>> _amount("1.5 KiB", _BYTES), _amount("2 min", _TIMES), _amount("2 weeks", _TIMES)
    (1536.0, 120.0, None)
    """
    if isinstance(value, (int, float)):
        return float(value)
    found = _SIZE.fullmatch(value)
    unit = None if found is None else units.get(found[2].upper())
    return None if found is None or unit is None else float(found[1]) * unit
