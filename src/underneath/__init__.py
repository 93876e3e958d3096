"""Exact inference about minds that reason about minds.

The public door: everything a user needs is a name in this module.  What a name stands for is imported when it is first
asked for, so that `import underneath as un` costs next to nothing, and that the command line is at work before anything
large is loaded.  Inner modules are free to move.
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take it for true, as that of `typing`, whose import costs more than all of this
if TYPE_CHECKING:
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
    from underneath.feelings.appraisals import Appraisal, Appraisals, appraisals
    from underneath.feelings.asking import feel, feeling
    from underneath.feelings.feeling import Feeling, Feelings
    from underneath.files.loading import load, loads
    from underneath.files.script import Script
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

_HOME = {
    "Appraisal": "underneath.feelings.appraisals",
    "Appraisals": "underneath.feelings.appraisals",
    "Atom": "underneath.model.spread",
    "BadFile": "underneath.errors",
    "BadMenu": "underneath.errors",
    "BadNumber": "underneath.errors",
    "BadOrder": "underneath.errors",
    "BadPath": "underneath.errors",
    "BadTable": "underneath.errors",
    "BadTerm": "underneath.errors",
    "Belief": "underneath.model.belief",
    "Branch": "underneath.story.branch",
    "Common": "underneath.model.shared",
    "EVERYONE": "underneath.model.handles",
    "EvidenceError": "underneath.errors",
    "FactRef": "underneath.model.handles",
    "Fault": "underneath.model.faults",
    "Feeling": "underneath.feelings.feeling",
    "Feelings": "underneath.feelings.feeling",
    "ImpossibleEvidence": "underneath.errors",
    "Mind": "underneath.model.handles",
    "MissingHabit": "underneath.errors",
    "Model": "underneath.model.model",
    "ModelError": "underneath.errors",
    "NoFeeling": "underneath.errors",
    "NoOption": "underneath.errors",
    "NotTold": "underneath.errors",
    "NotWellFounded": "underneath.errors",
    "Plan": "underneath.reason.pricing",
    "Policy": "underneath.model.policy",
    "Samples": "underneath.story.following",
    "Script": "underneath.files.script",
    "Story": "underneath.story.story",
    "TooLarge": "underneath.errors",
    "TooLong": "underneath.errors",
    "UnderneathError": "underneath.errors",
    "UnknownName": "underneath.errors",
    "UnseenHabit": "underneath.errors",
    "Weight": "underneath.story.ledger",
    "World": "underneath.story.world",
    "anger": "underneath.model.spoken",
    "appraisals": "underneath.feelings.appraisals",
    "ask": "underneath.model.spoken",
    "believes": "underneath.model.spoken",
    "event": "underneath.model.spoken",
    "feel": "underneath.feelings.asking",
    "feeling": "underneath.feelings.asking",
    "feels": "underneath.model.spoken",
    "guilt": "underneath.model.spoken",
    "image": "underneath.model.spoken",
    "knows": "underneath.model.spoken",
    "level_weights": "underneath.model.spoken",
    "load": "underneath.files.loading",
    "loads": "underneath.files.loading",
    "log": "underneath.core.numerics",
    "poisson": "underneath.model.spoken",
    "table": "underneath.model.spoken",
    "tremble": "underneath.model.spoken",
    "when": "underneath.model.spoken",
}
"""Where each public name is at home."""


def __getattr__(name: str) -> object:
    """Import what a public name stands for, the first time that it is asked for."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib  # noqa: PLC0415  as late as what it imports

    return globals().setdefault(name, getattr(importlib.import_module(_HOME[name]), name))


def __dir__() -> list[str]:
    """Every public name."""
    return [*globals(), *(name for name in _HOME if name not in globals())]
