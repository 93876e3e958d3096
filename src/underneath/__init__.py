"""Exact inference about minds that reason about minds.

The public door: everything a user needs is a name in this module, and `import underneath as un` loads nothing heavier
than NumPy and opt_einsum.  Inner modules are free to move.
"""

from __future__ import annotations

from underneath.core.numerics import log
from underneath.errors import (
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
from underneath.story.ledger import Weight
from underneath.story.story import Story
from underneath.story.world import World

__version__ = "0.1.0"

__all__ = [
    "Atom",
    "BadMenu",
    "BadNumber",
    "BadOrder",
    "BadPath",
    "BadTable",
    "BadTerm",
    "Belief",
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
    "log",
    "poisson",
    "table",
    "tremble",
    "when",
]
