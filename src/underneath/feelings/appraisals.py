"""Appraisals as a table: for everybody who wants something, every step, and every kind of want.

For people who regress words for emotions on what somebody wants, expected and came to.  The columns follow Houlihan,
Kleiman-Weiner, Hewitt, Tenenbaum and Saxe (2023); they are this library's definitions, and no findings about anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from underneath.errors import NoFeeling, UnderneathError
from underneath.feelings.steps import ASKER, Moment, at_places, refuse_other, step_of
from underneath.model.export import load
from underneath.model.facts import Fact
from underneath.model.handles import MindLike
from underneath.reason.appraising import appraise
from underneath.reason.stakes import wants_there
from underneath.story.moments import may_move
from underneath.story.story import Story

KINDS = {"outcome": "money", "image": "reputation"}
"""Kinds of terms, and what they stand for in the study: what comes about, and what others believe."""


@dataclass(frozen=True, slots=True)
class Appraisal:
    """How a step stands to what somebody wants, of one kind.

    Args:
        who: Whose appraisal.
        step: The fact whose step it is.
        scene: Its scene; wants that fall in it count.
        kind: `outcome` (what comes about) or `image` (what others believe).
        achieved: Mean utility now, in utils.
        prediction_error: What the step added to it.
        own_act: The latest act of one's own in the scene, if any.
        own_counterfactual: What its best other option would have given, at today's belief, less `achieved`.
        other: Whose act is the latest of the others in the scene.
        other_act: That act.
        other_counterfactual: The same for that act.
    """

    who: str
    step: str
    scene: str
    kind: str
    achieved: float
    prediction_error: float
    own_act: str | None = None
    own_counterfactual: float | None = None
    other: str | None = None
    other_act: str | None = None
    other_counterfactual: float | None = None


class Appraisals(Sequence[Appraisal]):
    """A table of appraisals; `refused` are pairs of a step with the error that says why it has none."""

    def __init__(self, rows: Sequence[Appraisal], refused: Sequence[tuple[str, UnderneathError]] = ()) -> None:
        """Keep them."""
        self._rows = tuple(rows)
        self.refused = tuple(refused)

    def __len__(self) -> int:
        """How many rows."""
        return len(self._rows)

    def __getitem__(self, at: int | slice) -> Any:
        """By position."""
        return self._rows[at]

    def to_pandas(self) -> Any:
        """A pandas DataFrame with a row for each appraisal; a counterfactual without an act is NaN.

        Raises:
            ImportError: If pandas is not installed: it comes with the extra `pandas`.
        """
        pandas = load("pandas", "pandas")
        names = [field.name for field in fields(Appraisal)]
        frame = pandas.DataFrame([[getattr(row, name) for name in names] for row in self], columns=names)
        numbers = [name for name in names if name in ("achieved", "prediction_error") or "counterfactual" in name]
        return frame.astype(dict.fromkeys(numbers, "float64"))


def appraisals(story: Story, minds: MindLike | Iterable[MindLike] | None = None) -> Appraisals:
    """Appraise every step of a story so far.

    Args:
        story: What was told.
        minds: Whose appraisals; None: of everybody who wants something.

    Raises:
        UnknownName: If there is no such mind.
        NoFeeling: If a mind that is named wants nothing, or nothing has happened yet.

    >>> w = un.World("a bet", habit="uniform")
    >>> ann = w.mind("Ann", level=1)
    >>> bet = w.decision("bet", by=ann, options=["heads", "tails"])
    >>> coin = w.chance("coin", {"heads": 0.75, "tails": 0.25}, seen_by=[ann])
    >>> w.wants(ann, lambda bet, coin: 1.0 if bet == coin else 0.0)
    >>> rows = un.appraisals(w.tell(bet="heads", coin="tails"))
    >>> [(r.step, r.achieved, r.prediction_error, r.own_counterfactual) for r in rows][-1]
    ('coin', 0.0, -0.75, 1.0)
    """
    refuse_other(story)
    if not story.told:
        raise NoFeeling("nothing has happened yet, so there is nothing to appraise; tell something first: w.tell(...).")
    rows: list[Appraisal] = []
    refused: list[tuple[str, UnderneathError]] = []
    for mind in _minds(story, minds):
        for fact in story.model.facts:
            if fact.place < story.now and may_move((mind,), fact):
                try:
                    rows += _rows(at_places(story, (mind,), *step_of(story.model, fact)), fact)
                except UnderneathError as error:
                    refused.append((fact.name, error))
    return Appraisals(rows, refused)


def _minds(story: Story, minds: MindLike | Iterable[MindLike] | None) -> list[int]:
    model = story.model
    wanting = [m.index for m in model.minds if m.traits.terms]
    if minds is None:
        return wanting
    several = minds if isinstance(minds, Iterable) and not isinstance(minds, str) else (minds,)
    named = [story.scope.mind(mind, ASKER) for mind in several]
    idle = [model.minds[m].name for m in named if m not in wanting]
    if idle:
        raise NoFeeling(f"{idle[0]!r} wants nothing in this story, so there is nothing to appraise for {idle[0]!r}.")
    return named


def _rows(moment: Moment, fact: Fact) -> Iterator[Appraisal]:
    """One row for each kind of want that falls in the scene."""
    span, model = moment.span, moment.story.model
    acts = [d for m in model.minds for d in model.decisions_of[m.index] if span.start <= d.place < span.now]
    own = max((d for d in acts if d.owner == moment.me), key=lambda d: d.place, default=None)
    other = max((d for d in acts if d.owner != moment.me), key=lambda d: d.place, default=None)
    for kind in KINDS:
        if wants_there(moment.ask.where, moment.head, span.start, span.end, kind):
            index = tuple(None if d is None else d.index for d in (own, other))
            found = appraise(moment.ask, moment.me, span, kind, *index)
            yield Appraisal(
                moment.name(moment.me),
                fact.name,
                model.scenes[fact.scene],
                kind,
                found.achieved,
                found.prediction_error,
                own.name if own else None,
                found.own_counterfactual,
                moment.name(other.owner) if other and other.owner is not None else None,
                other.name if other else None,
                found.other_counterfactual,
            )
