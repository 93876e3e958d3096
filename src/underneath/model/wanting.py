"""Reading wants: a function, mapping or array of utils over facts, or an image in an audience's eyes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np

from underneath.errors import BadTerm
from underneath.model.amounts import as_float, read_weight
from underneath.model.facts import Cause, Fact, Item
from underneath.model.grids import (
    AnyArray,
    Grid,
    facts_named,
    function_cells,
    mapping_cells,
    parameters,
    place_of,
    stretched,
    unrepeated,
    vectorised,
)
from underneath.model.scope import Scope
from underneath.model.spoken import Asked, Feels, Image, Scruple, TableOf
from underneath.model.tables import Floats
from underneath.model.terms import AngerTerm, BlameTerm, GuiltTerm, ImageTerm, OutcomeTerm, Term

MOST_UTILS = 1e300
"""Beyond this, sums of utils might leave what numbers can hold."""

_LARGE = f"utils are numbers up to {MOST_UTILS:g} either way, or minus infinity"


def _is_utils(utils: float) -> bool:
    return utils == -np.inf or abs(utils) <= MOST_UTILS


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """What a belief, and some outcomes, are worth: the user's function, its answer checked."""

    who: str
    facts: tuple[Fact, ...]
    function: Callable[..., Any]

    def __call__(self, belief: Any, *labels: Any) -> float:
        """Utils: finite, or minus infinity."""
        utils = self.function(belief, *labels)
        if isinstance(utils, Real) and _is_utils(as_float(utils)):
            return float(utils)
        at = f" at {place_of(self.facts, labels)}" if labels else ""
        raise BadTerm(f"{self.who}: worth gives {utils!r}{at}; {_LARGE}.")


@dataclass(frozen=True, slots=True, eq=False)
class ImageDraft:
    """An image term whose point in time waits for the scenes to be complete."""

    audience: tuple[int, ...]
    about: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    worth: Worth
    after: Fact | None
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class BlameDraft:
    """Guilt from blame, whose point in time waits for the scenes to be complete."""

    by: int
    decision: Fact
    weight: float
    after: Fact | None
    name: str


TermDraft = OutcomeTerm | ImageDraft | GuiltTerm | AngerTerm | BlameDraft


def read_term(want: Any, scope: Scope, who: str, name: str = "", owner: int | None = None) -> TermDraft:
    """Read one want of a mind: an `Image`, a `Scruple`, a `TableOf`, or a plain function."""
    if isinstance(want, Image):
        return read_image(want, scope, who, name)
    if isinstance(want, Scruple):
        return read_scruple(want, scope, who, owner, name)
    spec = want if isinstance(want, TableOf) else TableOf(p=want)
    return read_outcome_term(spec, scope, who, name)


def read_outcome_term(spec: TableOf, scope: Scope, who: str, name: str = "") -> OutcomeTerm:
    """Read utils over facts; in a mapping, what is missing is 0."""
    form = spec.p
    if spec.value is not None or any(isinstance(g, (Asked, Feels)) for g in spec.given or ()):
        raise BadTerm(f"{who}: utils over facts were due. What hangs on beliefs is an un.image(...).")
    facts = _named(form, spec, scope, who)
    grid = Grid(who, facts, BadTerm)
    array = _utils(form, grid, spec.vectorised)
    return OutcomeTerm(tuple(f.index for f in facts), array, max((f.place for f in facts), default=-1), name)


def read_image(image: Image, scope: Scope, who: str, name: str = "") -> ImageDraft:
    """Read a want that hangs on what an audience believes."""
    about = unrepeated(tuple(scope.fact(f, who) for f in image.about), who, BadTerm)
    if not about:
        raise BadTerm(f"{who}: the image is about nothing. Name at least one fact in about=.")
    if image.given is not None:
        facts = tuple(scope.fact(f, who) for f in image.given)
    else:
        facts = tuple(scope.parameter(word, who) for word in _after_belief(image.worth, who))
    after = None if image.after is None else scope.fact(image.after, who)
    worth = Worth(who, unrepeated(facts, who, BadTerm), image.worth)
    return ImageDraft(scope.path(image.audience, who), about, facts, worth, after, name or image.name)


def read_scruple(said: Scruple, scope: Scope, who: str, owner: int | None, name: str = "") -> TermDraft:
    """Read a want that hangs on guilt, blame or anger."""
    toward, decision = scope.mind(said.toward, who), scope.fact(said.at, who)
    weight = read_weight(said.weight, f"{who}, {said.how}")
    if toward == owner:
        raise BadTerm(f"{who}: {said.how} toward oneself came; another mind was due (minds: {scope.minds}).")
    if decision.cause is not Cause.DECISION or decision.owner != owner:
        own = [f.name for f in scope.facts if f.cause is Cause.DECISION and f.owner == owner]
        raise BadTerm(
            f"{who}: {said.how} about {decision.name!r}, which is no decision of one's own (own decisions: {own})."
        )
    name = name or said.name
    if said.how == "guilt":
        return GuiltTerm(toward, decision.index, weight, decision.place, name)
    if said.how == "anger":
        return AngerTerm(toward, decision.index, weight, decision.place, name)
    after = None if said.after is None else scope.fact(said.after, who)
    if after is not None and after.place < decision.place:
        raise BadTerm(f"{who}: the blame is read after {after.name!r}, which comes before {decision.name!r} itself.")
    return BlameDraft(toward, decision, weight, after, name)


def placed(draft: TermDraft, items: Sequence[Item], scene_ends: Sequence[int]) -> Term:
    """A term with its point in time.

    An image is read after the fact that it names, and after the reveals that follow that fact in its scene; without
    one, at the end of the scene of the last fact of the term.
    """
    if isinstance(draft, (OutcomeTerm, GuiltTerm, AngerTerm)):
        return draft
    if isinstance(draft, BlameDraft):
        point = _point(draft.after or draft.decision, draft.after is not None, items, scene_ends)
        falls = max(point - 1, draft.decision.place)
        return BlameTerm(draft.by, draft.decision.index, draft.weight, point, falls, draft.name)
    last = draft.after or max((*draft.about, *draft.facts), key=lambda fact: fact.place)
    point = _point(last, draft.after is not None, items, scene_ends)
    falls = max(point - 1, *(f.place for f in draft.facts), -1)
    about, facts = (tuple(f.index for f in group) for group in (draft.about, draft.facts))
    return ImageTerm(draft.audience, about, facts, draft.worth, point, falls, draft.name)


def _point(last: Fact, just_after: bool, items: Sequence[Item], scene_ends: Sequence[int]) -> int:
    """The end of the scene of a fact, or the place of the next fact in it."""
    end = scene_ends[last.scene]
    if not just_after:
        return end
    return next((i.place for i in items[last.place + 1 : end] if isinstance(i, Fact)), end)


def _named(form: Any, spec: TableOf, scope: Scope, who: str) -> tuple[Fact, ...]:
    if spec.given is not None:
        facts = tuple(scope.fact(g, who) for g in spec.given if not isinstance(g, (Asked, Feels)))
        return unrepeated(facts, who, BadTerm)
    if callable(form):
        return facts_named(form, scope, who, BadTerm)
    raise BadTerm(f"{who}: {form!r} came without given=. Name its facts, or write a function whose parameters do.")


def _utils(form: Any, grid: Grid, at_once: bool) -> Floats:
    said = _said(form, grid, at_once)
    if said.shape != grid.shape or said.dtype.kind not in "fiub":
        came = f"an array of shape {said.shape}" if said.dtype.kind in "fiub" else repr(form)
        due = f"utils of shape {grid.shape} were due, one for each joint outcome"
        raise BadTerm(f"{grid.who}: {came} came, where {due}.")
    array = said.astype(np.float64)
    wrong = np.flatnonzero(~((np.abs(array) <= MOST_UTILS) | (array == -np.inf)))
    if wrong.size:
        utils = array.reshape(-1)[wrong[0]]
        rule = _LARGE if np.isfinite(utils) else "utils are finite or minus infinity"
        raise grid.fault(f"{utils} utils came; {rule}.", int(wrong[0]))
    array.setflags(write=False)
    return array


def _said(form: Any, grid: Grid, at_once: bool) -> AnyArray:
    if at_once and callable(form):
        return stretched(grid, vectorised(grid, form))
    if callable(form):
        return _numbers(function_cells(grid, form), grid)
    if isinstance(form, Mapping):
        return _numbers(mapping_cells(grid, form, default=0.0), grid)
    return np.asarray(form)


def _numbers(cells: Sequence[Any], grid: Grid) -> Floats:
    for place, cell in enumerate(cells):
        if not isinstance(cell, Real):
            raise grid.fault(f"{cell!r} came, where a number of utils was due.", place)
        if cell == cell and math.isnan(as_float(cell)):  # a whole number beyond all floats
            raise grid.fault(f"{cell!r} utils came; {_LARGE}.", place)
    return np.array([float(cell) for cell in cells]).reshape(grid.shape)


def _after_belief(worth: Callable[..., Any], who: str) -> tuple[str, ...]:
    words = parameters(worth, who, BadTerm)
    if not words:
        raise BadTerm(f"{who}: worth takes no parameter; its first one is the belief, the others name facts.")
    return words[1:]
