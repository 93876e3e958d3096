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
    NoFeeling,
    NoOption,
    NotTold,
    NotWellFounded,
    TooLarge,
    TooLong,
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
    anger,
    ask,
    believes,
    event,
    feels,
    guilt,
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
    from underneath.feelings.appraisals import Appraisal, Appraisals, appraisals
    from underneath.feelings.asking import feel, feeling
    from underneath.feelings.feeling import Feeling, Feelings
    from underneath.files.loading import load, loads
    from underneath.files.script import Script

__version__ = "0.1.0"

__all__ = [
    "Appraisal",
    "Appraisals",
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
    "Feeling",
    "Feelings",
    "ImpossibleEvidence",
    "Mind",
    "MissingHabit",
    "Model",
    "ModelError",
    "NoFeeling",
    "NoOption",
    "NotTold",
    "NotWellFounded",
    "Plan",
    "Policy",
    "Samples",
    "Script",
    "Story",
    "TooLarge",
    "TooLong",
    "UnderneathError",
    "UnknownName",
    "UnseenHabit",
    "Weight",
    "World",
    "anger",
    "appraisals",
    "ask",
    "believes",
    "event",
    "feel",
    "feeling",
    "feels",
    "guilt",
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
    "Appraisal": "underneath.feelings.appraisals",
    "Appraisals": "underneath.feelings.appraisals",
    "appraisals": "underneath.feelings.appraisals",
    "Feeling": "underneath.feelings.feeling",
    "Feelings": "underneath.feelings.feeling",
    "Script": "underneath.files.script",
    "feel": "underneath.feelings.asking",
    "feeling": "underneath.feelings.asking",
    "load": "underneath.files.loading",
    "loads": "underneath.files.loading",
}
"""What needs more than NumPy, or not everybody needs, and where it is: it is imported when it is first asked for."""


def __getattr__(name: str) -> object:
    """Import what comes later; see `_LATER`."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib  # noqa: PLC0415  as late as what it imports

    return getattr(importlib.import_module(_LATER[name]), name)


def __dir__() -> list[str]:
    """Every public name."""
    return [*globals(), *_LATER]
