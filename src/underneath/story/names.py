"""Names to numbers: what a question is given, read and checked before anything is computed.

Whatever is of the wrong kind is refused here, by the name of the argument that it came as.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from numbers import Integral, Real
from typing import Any

import numpy as np

from underneath.errors import BadNumber, BadPath, EvidenceError, UnknownName, suggest
from underneath.model.amounts import as_float
from underneath.model.events import read_event
from underneath.model.facts import Cause, Fact, Outcome
from underneath.model.faults import listed
from underneath.model.handles import EVERYONE, FactLike, FactRef, Mind, MindLike, PathLike
from underneath.model.model import Model
from underneath.model.scope import Scope, no_outcome, position_of
from underneath.model.spoken import Event
from underneath.story.record import next_place

About = FactLike | Iterable[FactLike] | Event | Callable[..., Any]

ASKER = "a question"
"""Who asks, in a message."""

_EVENT_HINT = (
    " An event is a function whose parameters name facts, such as lambda heart: heart == 'love', or"
    " un.event([facts], function)."
)


# --- minds ------------------------------------------------------------------------------------------------------------


def path_of(scope: Scope, path: PathLike) -> tuple[int, ...]:
    """The minds of a path; none for the world itself, `""`."""
    if isinstance(path, str) and not path.strip():
        return ()
    if isinstance(path, Iterable) and not isinstance(path, (str, Set)):
        path = tuple(path)
    if path == ():
        raise BadPath(f'{ASKER} names the path {path!r}, which has no minds; the world itself is "".')
    return scope.path(path, ASKER)


def group_of(scope: Scope, minds: Iterable[MindLike], who: str) -> tuple[int, ...]:
    """The minds of a group, each once; `everyone` is all of them."""
    if isinstance(minds, str) and minds == EVERYONE:
        return tuple(range(len(scope.minds)))
    if isinstance(minds, (str, Mind)):
        one = scope.minds[scope.mind(minds, who)]
        raise BadPath(f"{who} among {one!r}; a list of minds was due. Say [{one!r}], or un.EVERYONE for all minds.")
    if not isinstance(minds, Iterable):
        raise BadPath(f"{who} among {minds!r}; a list of minds was due, or un.EVERYONE for all minds.")
    group = [m for mind in minds for m in _member(scope, mind, who)]
    if not group:
        raise BadPath(f"{who} among nobody; a list of at least one mind was due, or un.EVERYONE for all minds.")
    return tuple(dict.fromkeys(group))


def _member(scope: Scope, mind: MindLike, who: str) -> tuple[int, ...]:
    if isinstance(mind, str) and mind == EVERYONE:
        return tuple(range(len(scope.minds)))
    return (scope.mind(mind, who),)


# --- facts ------------------------------------------------------------------------------------------------------------


def facts_of(scope: Scope, refs: Any, who: str) -> tuple[int, ...]:
    """One fact or several, each once, in order."""
    if refs is None:
        return ()
    if isinstance(refs, Set):
        raise UnknownName(f"{who} names facts by the set {refs!r}, which has no order; a list of facts was due.")
    several = refs if isinstance(refs, Iterable) and not isinstance(refs, (str, FactRef)) else (refs,)
    return tuple(dict.fromkeys(scope.fact(ref, who).index for ref in several))


def about_of(scope: Scope, about: Any) -> tuple[tuple[int, ...], np.ndarray | None]:
    """What a question is about: facts; or the facts of an event and where it holds."""
    if isinstance(about, Event) or callable(about):
        return event_of(scope, about)
    if not isinstance(about, (str, FactRef, Mind, Iterable)):
        raise UnknownName(f"{ASKER} is about {about!r}; a fact, a list of facts or an event was due.{_EVENT_HINT}")
    facts = facts_of(scope, about, ASKER)
    if not facts:
        raise UnknownName(f"{ASKER} is about {about!r}, which names no fact; at least one fact was due.")
    return facts, None


def event_of(scope: Scope, event: About) -> tuple[tuple[int, ...], np.ndarray]:
    """The facts of an event, and for which of their joint outcomes it holds."""
    if isinstance(event, Event) or callable(event):
        return read_event(event, scope, ASKER)
    raise UnknownName(f"{ASKER} is about {event!r}, where an event was due.{_EVENT_HINT}")


def claim_of(model: Model, scope: Scope, about: About, outcome: Outcome) -> tuple[tuple[int, ...], np.ndarray]:
    """The facts of an event and where it holds; of a fact, where it has an outcome."""
    facts, holds = about_of(scope, about)
    if holds is None:
        holds = np.arange(model.sizes[facts[0]]) == outcome_of(model, facts[0], outcome)
    return facts, holds


def jointly_of(scope: Scope, jointly: FactLike | Iterable[FactLike] | None, minds: tuple[int, ...]) -> tuple[int, ...]:
    """The facts that a belief of another is asked jointly with."""
    facts = facts_of(scope, jointly, "jointly")
    if facts and len(minds) < 2:
        names = [scope.facts[f].name for f in facts]
        raise BadPath(
            f"jointly={names} goes with a path of several minds, such as 'Sakura > Kakashi'; of one mind, or of the"
            " world itself, ask about several facts together: belief(path, [fact, other])."
        )
    return facts


def decision_of(scope: Scope, ref: FactLike) -> Fact:
    """The decision of that name."""
    fact = scope.fact(ref, ASKER)
    if fact.cause is not Cause.DECISION:
        chosen = ", ".join(repr(f.name) for f in scope.facts if f.cause is Cause.DECISION)
        raise EvidenceError(f"{fact.name!r} is not a decision (decisions: {chosen}); ask for a belief about it instead")
    return fact


# --- moments ----------------------------------------------------------------------------------------------------------


def place_of(model: Model, scope: Scope, moment: Any) -> int:
    """The place of a belief that is held just after a fact, or at the end of a scene."""
    if isinstance(moment, str) and moment in model.scenes and moment and not scope.taken(moment):
        return model.scene_ends[model.scenes.index(moment)]
    try:
        return next_place(model, scope.fact(moment, ASKER).place)
    except UnknownName as error:
        scenes = [scene for scene in model.scenes if scene]
        if not scenes or not isinstance(moment, (str, FactRef)):
            raise
        raise _no_moment(str(error), str(moment), scope, scenes) from None


def _no_moment(text: str, moment: str, scope: Scope, scenes: list[str]) -> UnknownName:
    """The same error, with the scenes among what may be meant."""
    said = text.split(" Did you mean", maxsplit=1)[0].rstrip(".")
    hint = suggest(moment, [*scope.names(), *scenes])
    return UnknownName(f"{said}, nor is it a scene (scenes: {listed(scenes)}).{hint}")


def later_of(model: Model, scope: Scope, after: FactLike | None, minds: tuple[int, ...]) -> int | None:
    """The place of the beliefs of the last mind of a path; None for the same moment."""
    if after is None:
        return None
    if len(minds) < 2:
        raise BadPath(
            f"after={_word(after)!r} is when the last mind of a path such as 'Sakura > Kakashi' holds its belief; of"
            " one mind, or of the world itself, say at= instead."
        )
    return place_of(model, scope, after)


def _word(ref: object) -> object:
    return ref.name if isinstance(ref, FactRef) else ref


# --- numbers ----------------------------------------------------------------------------------------------------------


def probability(value: Any, who: str, what: str) -> float:
    """A number from 0 to 1."""
    if isinstance(value, bool) or not isinstance(value, Real) or not 0 <= as_float(value) <= 1:
        raise BadNumber(f"{who}: {what} = {value!r} came; a probability was due, 0 to 1.")
    return float(value)


def count(value: Any, who: str, what: str, least: int) -> int:
    """A whole number."""
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise BadNumber(f"{who}: {what} = {value!r} came; a whole number was due, from {least} up.")
    return int(value)


def generator(value: Any, who: str) -> np.random.Generator:
    """A source of randomness of one's own."""
    if not isinstance(value, np.random.Generator):
        raise BadNumber(f"{who}: rng = {value!r} came; a generator was due, such as numpy.random.default_rng(7).")
    return value


def outcomes_of(told: Any, who: str) -> Mapping[Any, Any]:
    """A mapping from facts to outcomes; nothing is an empty one."""
    if told is None:
        return {}
    if not isinstance(told, Mapping):
        raise UnknownName(f"{who} got {told!r}; a mapping from facts to outcomes was due, such as {{'heart': 'love'}}.")
    return told


def outcome_of(model: Model, fact: int, outcome: Outcome) -> int:
    """The position of an outcome of a fact that a question names."""
    item = model.facts[fact]
    position = position_of(outcome, item.outcomes)
    if position is None:
        raise UnknownName(f"{ASKER}: {no_outcome(item.name, outcome, item.outcomes)}")
    return position
