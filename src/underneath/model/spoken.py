"""What users write besides names and numbers: tables with parents, events, questions, images, mistakes, mixtures.

Every function here only keeps what was said.  It is read, and checked, when a world takes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from underneath.model.facts import Outcome
from underneath.model.handles import FactLike, MindLike, PathLike, facts_of
from underneath.model.minds import LevelWeights, Tremble

TableForm = Callable[..., Any] | Mapping[Any, Any] | Sequence[Any] | npt.NDArray[Any] | float | str
"""A table as users write it; see `model/reading.py`."""

Labels = Sequence[Outcome] | npt.NDArray[Any]
"""Outcomes as users write them."""


@dataclass(frozen=True, slots=True, eq=False)
class TableOf:
    """A table and the facts or questions that it hangs on; `given=None` leaves them to the parameter names."""

    p: Any = None
    value: Any = None
    given: tuple[Parent, ...] | None = None
    vectorised: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """Something that holds or not, as a function of facts."""

    given: tuple[FactLike, ...] | None
    holds: Callable[..., Any]


@dataclass(frozen=True, slots=True, eq=False)
class When:
    """A condition on facts under which an option is available."""

    given: tuple[FactLike, ...]
    holds: Callable[..., Any]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question to a mind: `how` is "believes", "knows" or "ask"."""

    how: str
    path: PathLike
    about: tuple[FactLike, ...] | Event
    outcome: Any = None
    read: Callable[[Any], Any] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Feels:
    """A feeling of a sign's owner, as one of its parents."""

    name: str
    toward: PathLike | None = None
    about: FactLike | Iterable[FactLike] | None = None
    since: FactLike | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Scruple:
    """A want that hangs on a feeling: `how` is "guilt", "blame" or "anger"."""

    how: str
    toward: MindLike
    at: FactLike
    weight: float
    after: FactLike | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Image:
    """A want that hangs on what an audience believes."""

    audience: PathLike
    about: tuple[FactLike, ...]
    worth: Callable[..., Any]
    after: FactLike | None = None
    given: tuple[FactLike, ...] | None = None
    name: str = ""


Parent = FactLike | Asked | Feels
"""What a table may hang on."""


def table(
    p: TableForm | None = None,
    *,
    given: Parent | Iterable[Parent] | None = None,
    value: TableForm | Outcome | None = None,
    vectorised: bool = False,
) -> TableOf:
    """Say what a table, or a want, hangs on where there is no room for `given`.

    Args:
        p: Probabilities in any form (or utils, for a want).
        given: The facts, or questions, that it hangs on, in order.
        value: The outcome itself instead of probabilities.
        vectorised: The function takes arrays of outcomes, one axis a fact.
    """
    return TableOf(p, value, givens(given), vectorised)


def givens(given: Parent | Iterable[Parent] | None) -> tuple[Parent, ...] | None:
    """One parent or several, as a tuple; None stays None."""
    if given is None:
        return None
    return tuple(given) if isinstance(given, Iterable) and not isinstance(given, str) else (given,)


def event(facts: FactLike | Iterable[FactLike], holds: Callable[..., Any]) -> Event:
    """Name an event by a function of the outcomes of `facts`, in that order."""
    return Event(facts_of(facts), holds)


def when(facts: FactLike | Iterable[FactLike], holds: Callable[..., Any]) -> When:
    """Make an option available when `holds(*outcomes)` is true."""
    return When(facts_of(facts), holds)


def believes(path: PathLike, about: FactLike | Iterable[FactLike] | Event, outcome: Any = None) -> Asked:
    """Ask for the probability that a mind gives to an outcome (several facts: a tuple) or to an event.

    With a longer path, `"Bob > Ann"`, it is the mean of what Bob thinks that Ann believes.
    """
    return Asked("believes", path, about if isinstance(about, Event) else facts_of(about), outcome)


def knows(path: PathLike, about: FactLike | Iterable[FactLike], outcome: Any = None) -> Asked:
    """Ask whether a mind is certain: of `outcome`, or of some outcome or other if none is named.

    With a longer path, `"Bob > Ann"`, the answer is true if Bob is certain that Ann is.
    """
    return Asked("knows", path, facts_of(about), outcome)


def ask(path: PathLike, about: FactLike | Iterable[FactLike], read: Callable[[Any], Any] | None = None) -> Asked:
    """Ask for the belief itself, or for what `read` makes of it."""
    return Asked("ask", path, facts_of(about), read=read)


def image(
    audience: PathLike,
    about: FactLike | Iterable[FactLike],
    worth: Callable[..., Any],
    *,
    after: FactLike | None = None,
    given: FactLike | Iterable[FactLike] | None = None,
    name: str = "",
) -> Image:
    """Want an audience to believe something.

    Args:
        audience: Another mind, oneself, or `"Sakura > Kakashi"` for her own idea of him.
        about: The facts that the belief is about.
        worth: `worth(belief, ...)` in utils; its further parameters name facts, unless `given` does.
        after: The fact after which the belief is read; None: the end of the scene of the last fact that is named.
        given: The facts whose outcomes `worth` gets after the belief.
        name: What explanations call this want.
    """
    return Image(audience, facts_of(about), worth, after, None if given is None else facts_of(given), name)


def feels(
    name: str,
    *,
    toward: PathLike | None = None,
    about: FactLike | Iterable[FactLike] | None = None,
    since: FactLike | None = None,
) -> Feels:
    """Ask, among the parents of a sign, how strongly its owner feels something just before it.

    Args:
        name: The feeling, such as `"embarrassment"`.
        toward: Toward whom, or before which audience; left out, all before whom it is felt are summed.
        about: The act that it is about, for regret, guilt, blame and their like; for a belief shift the facts.
        since: The step in which it is felt starts just before this fact; left out, the fact before the sign.
    """
    return Feels(name, toward, about, since)


def guilt(
    toward: MindLike, weight: float, *, at: FactLike, blame: bool = False, after: FactLike | None = None
) -> Scruple:
    """Want not to feel guilty toward somebody: minus `weight` times the guilt that is foreseen at a decision.

    Args:
        toward: Who might be let down.
        weight: Utils for a util of guilt, 0 up.
        at: The decision of one's own that the guilt is about.
        blame: Want not to be blamed instead: the guilt that the other will take one to have foreseen.
        after: The fact after which the other blames; left out, at the end of the scene of the decision.

    Simple guilt and guilt from blame: Battigalli and Dufwenberg (2007).
    """
    return Scruple("blame" if blame else "guilt", toward, at, weight, after)


def anger(at: MindLike, weight: float, *, bears_on: FactLike) -> Scruple:
    """Want to hurt whom one is angry at: minus `weight` times anger, times what the other gets.

    Args:
        at: At whom.
        weight: Utils for a util of anger and a util of the other's, 0 up.
        bears_on: The decision of one's own that it bears on.

    Anger from blamed frustration: Battigalli, Dufwenberg and Smith (2019).
    """
    return Scruple("anger", at, bears_on, weight)


def tremble(eps: float, rationality: float | None = None) -> Tremble:
    """Mix every policy in a head with `eps` of a mistake: uniform, or softmax at `rationality`."""
    return Tremble(eps, 0.0 if rationality is None else rationality)


def poisson(tau: float) -> LevelWeights:
    """Weigh level m of another mind by tau^m / m! (Camerer, Ho and Chong 2004)."""
    return LevelWeights(tau=tau)


def level_weights(weights: Iterable[float]) -> LevelWeights:
    """Weigh level m of another mind by `weights[m]`."""
    several: Any = weights
    return LevelWeights(weights=tuple(several) if isinstance(several, Iterable) else several)
