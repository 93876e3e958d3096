"""Minds, and what may differ about them from head to head.

`Traits` are the things that the world says of a mind once and that any head may say differently.  A `HeadRule` is one
such saying: for the exact path `S > K`, or for every path with a given ending, `* > K`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from underneath.model.tables import AnyTable
from underneath.model.terms import Term


@dataclass(frozen=True, slots=True)
class LevelWeights:
    """How likely a mind finds each level 0, 1, 2, ... of another; renormalised over the levels below its own.

    Cognitive hierarchy: Camerer, Ho and Chong (2004).  `weights[m]` belongs to level m; levels past the end weigh
    nothing. With `tau` the weights are Poisson: tau^m / m!.
    """

    weights: tuple[float, ...] = ()
    tau: float | None = None


@dataclass(frozen=True, slots=True)
class Tremble:
    """Every policy in a head is mixed with `eps` of a mistake: uniform, or softmax at `rationality`."""

    eps: float
    rationality: float = 0.0


@dataclass(frozen=True, slots=True)
class Traits:
    """What a head may say of a mind; None means that nothing is said here.

    `rationality` and `foresight` are per util, 0 to infinity; `rationality_at` gives other values for single decisions.
    `horizon` counts own decisions; 0 means to the end of the scene.  `chi` is the weight of a cursed reading (Eyster
    and Rabin 2005).  `fallbacks` are further lists of tables, tried in order on evidence that the ones before hold
    impossible (None: the common table).  Two
    bear on feelings alone: `reference`, the utils that count as neither gain nor loss, and `kappa`, what being known to
    know of one's exposure adds to it.
    """

    level: int | None = None
    rationality: float | None = None
    rationality_at: Mapping[int, float] = field(default_factory=dict)
    foresight: float | None = None
    horizon: int | None = None
    discount: float | None = None
    chi: float | None = None
    terms: tuple[Term, ...] | None = None
    mixture: LevelWeights | None = None
    tremble: Tremble | None = None
    fallbacks: tuple[Mapping[int, AnyTable | None], ...] | None = None
    reference: float | None = None
    kappa: float | None = None


@dataclass(frozen=True, slots=True)
class Mind:
    """A mind of the world: its name, its traits (level, rationality and terms are set), and what it never considered.

    `unaware` holds pairs (fact, position of the outcome) that are missing from its head at the start.
    """

    index: int
    name: str
    traits: Traits
    unaware: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class HeadRule:
    """What is said of a path.

    With `star`, `path` is an ending: `(k,)` stands for `* > K`, every path that ends in K, K itself included.
    Without, it is the exact path.  `tables` replace those of the facts they name; of a decision, at a path that ends
    in its actor, they replace the habit, and at any other path they are what that mind takes the policy to be.
    """

    star: bool
    path: tuple[int, ...]
    traits: Traits = field(default_factory=Traits)
    tables: Mapping[int, AnyTable] = field(default_factory=dict)
