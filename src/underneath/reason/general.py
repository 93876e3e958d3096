"""What holds in general: answers that many lines share, found once on a line on which less is known.

Histories that are drawn differ in little, and most that minds make of them is the same.  An answer at all that may have
been observed, cut to what was, is the answer at what was; where its tables are small it is worth having whole.
"""

from __future__ import annotations

from typing import Any

from underneath.core.budget import at_most
from underneath.errors import UnderneathError
from underneath.reason.slices import Slice
from underneath.reason.tasks import run

_WORTH_IT = 2**16  # cells of a table up to which it is found whole
_REFUSED = "refused"


def in_general(where: Slice, name: str, *arguments: Any) -> Any:
    """The result of a task where less is known, if it is small; it holds here too, cut to what is fixed here."""
    if where.line.general is None:
        return None
    wide, key = where.line.general().at(where.start), (name, *arguments)
    if not wide.fixed.items() <= where.fixed.items():
        return None
    if key not in wide.memo and (_REFUSED, key) not in wide.memo:
        _find(wide, key)
    return wide.memo.get(key)


def _find(wide: Slice, key: tuple[Any, ...]) -> None:
    try:
        with at_most(wide.engine.budget, _WORTH_IT):
            run(wide, *key)
    except UnderneathError:
        # Too large, or at fault for somebody who observed what nobody may observe here: then it is asked here alone.
        wide.memo[_REFUSED, key] = True
