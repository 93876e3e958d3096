"""Exact inference about minds that reason about minds.

The public door: everything a user needs is a name in this module, and `import underneath as un` loads nothing heavier
than NumPy and opt_einsum.  Inner modules are free to move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from underneath.core.numerics import log
from underneath.errors import (
    BadFile,
    BadMenu,
    BadNumber,
    BadOrder,
    BadPath,
    BadTable,
    BadTerm,
    EvidenceError,
    ImpossibleEvidence,
    MissingHabit,
    ModelError,
    NoOption,
    NotTold,
    NotWellFounded,
    TooLarge,
    UnderneathError,
    UnknownName,
    UnseenHabit,
)
from underneath.model.belief import Belief
from underneath.model.faults import Fault
from underneath.model.handles import EVERYONE, FactRef, Mind
from underneath.model.model import Model
from underneath.model.policy import Policy
from underneath.model.shared import Common
from underneath.model.spoken import (
    ask,
    believes,
    event,
    image,
    knows,
    level_weights,
    poisson,
    table,
    tremble,
    when,
)
from underneath.model.spread import Atom
from underneath.reason.pricing import Plan
from underneath.story.branch import Branch
from underneath.story.following import Samples
from underneath.story.ledger import Weight
from underneath.story.story import Story
from underneath.story.world import World

if TYPE_CHECKING:
    from underneath.files.loading import load, loads
    from underneath.files.script import Script

__version__ = "0.1.0"

__all__ = [
    "Atom",
    "BadFile",
    "BadMenu",
    "BadNumber",
    "BadOrder",
    "BadPath",
    "BadTable",
    "BadTerm",
    "Belief",
    "Branch",
    "Common",
    "EVERYONE",
    "EvidenceError",
    "FactRef",
    "Fault",
    "ImpossibleEvidence",
    "Mind",
    "MissingHabit",
    "Model",
    "ModelError",
    "NoOption",
    "NotTold",
    "NotWellFounded",
    "Plan",
    "Policy",
    "Samples",
    "Script",
    "Story",
    "TooLarge",
    "UnderneathError",
    "UnknownName",
    "UnseenHabit",
    "Weight",
    "World",
    "ask",
    "believes",
    "event",
    "image",
    "knows",
    "level_weights",
    "load",
    "loads",
    "log",
    "poisson",
    "table",
    "tremble",
    "when",
]

_LATER = {
    "Script": "underneath.files.script",
    "load": "underneath.files.loading",
    "loads": "underneath.files.loading",
}
"""What needs more than NumPy, and where it is: it is imported when it is first asked for."""


def __getattr__(name: str) -> object:
    """Import what comes later; see `_LATER`."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib  # noqa: PLC0415  as late as what it imports

    return getattr(importlib.import_module(_LATER[name]), name)


def __dir__() -> list[str]:
    """Every public name."""
    return [*globals(), *_LATER]
