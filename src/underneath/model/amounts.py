"""Reading what is said of a mind in numbers: level, rationality, horizon and the like."""

from __future__ import annotations

import math
from collections.abc import Callable
from numbers import Integral, Real
from typing import Any

from underneath.core.budget import Limit
from underneath.errors import BadNumber
from underneath.model.minds import LevelWeights, Tremble

SCENE = "scene"
"""The horizon that reaches to the end of the scene."""


MOST_LEVEL = 5_000
"""No mind reasons deeper: every level is a computation."""


def read_level(value: Any, who: str) -> int:
    """A level: an integer, 0 up."""
    level = _integer(value, who, "level", 0)
    if level > MOST_LEVEL:
        raise BadNumber(f"{who}: level is {_shown(value)}; allowed are whole numbers from 0 up to {MOST_LEVEL}.")
    return level


def read_horizon(value: Any, who: str) -> int:
    """A number of own decisions, 1 up; 0 stands for the end of the scene."""
    return 0 if value == SCENE else _integer(value, who, "horizon", 1)


def read_rationality(value: Any, who: str) -> float:
    """An inverse temperature per util: 0 to infinity."""
    return _real(value, who, "rationality", 0, math.inf)


def read_foresight(value: Any, who: str) -> float:
    """The rationality that a plan gives to own later decisions."""
    return _real(value, who, "foresight", 0, math.inf)


def read_discount(value: Any, who: str) -> float:
    """What a util is worth one own decision later."""
    return _real(value, who, "discount", 0, 1)


def read_chi(value: Any, who: str) -> float:
    """The weight of a cursed reading."""
    return _real(value, who, "chi", 0, 1)


def read_reference(value: Any, who: str) -> float:
    """Utils that count as neither gain nor loss."""
    return _real(value, who, "reference", -math.inf, math.inf, finite=True)


def read_kappa(value: Any, who: str) -> float:
    """What being known to know of one's exposure adds to it."""
    return _real(value, who, "kappa", 0, math.inf, finite=True)


def read_weight(value: Any, who: str) -> float:
    """How much a feeling weighs in what a mind wants."""
    return _real(value, who, "weight", 0, math.inf, finite=True)


def read_share(value: Any, who: str, what: str) -> float:
    """A probability."""
    return _real(value, who, what, 0, 1)


def read_delta(value: Any, who: str) -> float:
    """The mass that a new outcome gets: 0 up to, but not, 1."""
    delta = _real(value, who, "delta", 0, 1)
    if delta == 1:
        raise BadNumber(f"{who}: delta is 1; allowed is 0 up to but not 1, the rest goes to the outcomes held before.")
    return delta


def read_tremble(value: Any, who: str) -> Tremble:
    """A chance of a mistake, and how mistakes are made."""
    if not isinstance(value, Tremble):
        raise BadNumber(f"{who}: tremble is {value!r}; un.tremble(eps) was due.")
    eps = _real(value.eps, who, "the eps of tremble", 0, 1)
    return Tremble(eps, _real(value.rationality, who, "the rationality of tremble", 0, math.inf))


def read_mixture(value: Any, who: str) -> LevelWeights:
    """Weights over the levels of others."""
    if not isinstance(value, LevelWeights):
        raise BadNumber(f"{who}: levels is {value!r}; un.poisson(tau) or un.level_weights([...]) was due.")
    if value.tau is not None:
        return LevelWeights(tau=_real(value.tau, who, "the tau of poisson", 0, math.inf, finite=True))
    if not isinstance(value.weights, tuple):
        raise BadNumber(f"{who}: level_weights of {value.weights!r} came; a list was due, such as [0.2, 0.8].")
    weights = tuple(_real(w, who, "a weight of a level", 0, math.inf, finite=True) for w in value.weights)
    if not any(weights):
        came = f"{list(weights)} came" if weights else "no weights came"
        raise BadNumber(f"{who}: {came}; some level needs a positive weight.")
    return LevelWeights(weights=weights)


READERS: dict[str, Callable[[Any, str], Any]] = {
    "level": read_level,
    "rationality": read_rationality,
    "foresight": read_foresight,
    "horizon": read_horizon,
    "discount": read_discount,
    "chi": read_chi,
    "mixture": read_mixture,
    "tremble": read_tremble,
    "reference": read_reference,
    "kappa": read_kappa,
}
"""How each trait is read, by its name in `Traits`."""


def read_count(value: Any, who: str, what: str) -> int:
    """A whole number, 1 up."""
    return _integer(value, who, what, 1)


def read_limit(memory: Any, seconds: Any, who: str) -> Limit:
    """What a question may take: bytes of memory, and seconds of work."""
    most = _real(seconds, who, "the limit of time, in seconds", 0, math.inf)
    return Limit(read_count(memory, who, "limit in bytes"), most)


def as_float(value: Any) -> float:
    """A number as a float; one that is too large for any is none.

    >>> as_float(10**400)
    nan
    """
    try:
        return float(value)
    except OverflowError:
        return math.nan


def _shown(value: Any) -> str:
    """A value as a message says it: a number of hundreds of digits in short."""
    long = isinstance(value, Real) and 1e15 <= abs(as_float(value)) < math.inf
    return f"{as_float(value):g}" if long else repr(value)


def _integer(value: Any, who: str, what: str, least: int) -> int:
    whole = isinstance(value, Integral) or (isinstance(value, Real) and as_float(value).is_integer())
    if isinstance(value, bool) or not whole or value < least:
        raise BadNumber(f"{who}: {what} is {value!r}; allowed are whole numbers from {least} up.")
    return int(value)


def _real(value: Any, who: str, what: str, least: float, most: float, finite: bool = False) -> float:
    top = "finite" if finite else "infinity" if most == math.inf else f"{most:g}"
    right = not isinstance(value, bool) and isinstance(value, Real) and least <= as_float(value) <= most
    if not right or (finite and math.isinf(as_float(value))):
        span = (
            "any finite number"
            if least == -math.inf
            else f"{least:g} up, and finite"
            if finite
            else f"{least:g} to {top}"
        )
        raise BadNumber(f"{who}: {what} is {_shown(value)}; allowed is {span}.")
    return float(value)
