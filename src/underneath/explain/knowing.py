"""Who knows: at each step, how likely it is that somebody is sure of what is so, and that they are sure of something.

At order 1 it is a matter of fact, 0 or 1 where the story is told.  At order 2 and more it is what the first mind of
the path thinks of the last: "S > K" is how likely S holds it that K is sure.  To be sure of something and not of what
is so is to be wrong without a doubt.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from underneath.core.effort import spend
from underneath.errors import UnderneathError
from underneath.explain.answer import Answer, Column
from underneath.explain.hanging import causes_of, effects_of
from underneath.explain.replying import message_of
from underneath.explain.speaking import path_words
from underneath.feelings.words import listed
from underneath.model.facts import Fact
from underneath.model.handles import FactLike
from underneath.model.measures import ROUNDING
from underneath.model.model import Model
from underneath.story import names
from underneath.story.jsonable import Plain
from underneath.story.moments import belief_at, happenings, over_time, step_word
from underneath.story.story import Story

_PATH = 4e-5  # seconds of work for a path at a moment, beside its questions
_SURE = 1 - ROUNDING

_Spread = tuple[tuple[tuple[float, float], ...], float]
"""Weights, each with what the belief of that weight gives to what is so; and the weight of all that are sure."""

_Held = Callable[[tuple[int, ...], int], _Spread]
"""The beliefs at a path and a moment: paths that differ in a last mind who has seen the fact ask for the same ones."""

NO_ANSWER = "no answer"
"""What stands in a table in place of a number."""
MOST_REFUSED = 4
"""Of paths that have no answer for one reason, so many are named."""


@dataclass(frozen=True, slots=True)
class Knowing:
    """How sure the last mind of a path is from a moment on, in the eyes of the first.

    Args:
        path: Names of the minds.
        moment: From when on, in steps.
        of_what_is_so: Probability of being sure, and right.
        of_something: Probability of being sure of some outcome or other.
        refused: Why there is no answer, or nothing.
    """

    path: tuple[str, ...]
    moment: int
    of_what_is_so: float
    of_something: float
    refused: str = ""


def who_knows(
    story: Story, fact: FactLike, orders: int = 1, among: Iterable[str] | None = None, readers: Iterable[str] = ()
) -> tuple[Knowing, ...]:
    """Who is sure of a fact, from the step that settles it on.

    Args:
        story: What was told.
        fact: The fact.
        orders: How long the paths may be.
        among: Who is asked about; None for all who see the fact, or something that hangs on it.
        readers: Who is left out, unless asked about by name.

    Returns:
        One value for each path and each moment at which it differs from the one before.

    >>> w = un.World("coin", habit="uniform")
    >>> ann, bob = w.mind("Ann"), w.mind("Bob")
    >>> coin = w.chance("coin", {"heads": 0.5, "tails": 0.5}, seen_by=[ann])
    >>> w.reveal(coin, to=bob)
    >>> [(k.path, k.moment, k.of_something) for k in who_knows(w.tell(coin="heads"), coin)]
    [(('Ann',), 1, 1.0), (('Bob',), 1, 0.0), (('Bob',), 2, 1.0)]
    """
    found = story.scope.fact(fact, "who_knows")
    out = {story.scope.mind(reader, "who_knows") for reader in readers}
    group = (
        names.group_of(story.scope, among, "who_knows") if among is not None else _concerned(story.model, found, out)
    )
    paths = (path for order in range(1, orders + 1) for path in paths_of(group, order))
    held = cache(partial(_spread, story, found))
    return tuple(row for path in paths for row in _changes(story, path, found, held))


def paths_of(minds: Sequence[int], order: int) -> Iterator[tuple[int, ...]]:
    """Every path of so many minds in which nobody follows upon themselves.

    >>> list(paths_of([0, 1], 3))
    [(0, 1, 0), (1, 0, 1)]
    """
    if order == 0:
        yield ()
        return
    for path in paths_of(minds, order - 1):
        yield from ((*path, mind) for mind in minds if path[-1:] != (mind,))


def _concerned(model: Model, fact: Fact, out: set[int]) -> list[int]:
    """Who ever sees a fact, or anything that may hang on it."""
    effects = effects_of(causes_of(model), fact.index)
    return [m for m, known in enumerate(model.known) if m not in out and not effects.isdisjoint(known)]


def _changes(story: Story, path: tuple[int, ...], fact: Fact, held: _Held) -> Iterator[Knowing]:
    found = over_time(story, fact.place, [path], partial(_knowing, story, path, fact, held), lambda row: row.refused)
    last: Knowing | None = None
    for row in found:
        if last is None or not _same(row, last):
            yield row
        if _settled(story, path, fact, row.moment) and not row.refused:
            return  # nobody forgets
        last = row


def _settled(story: Story, path: tuple[int, ...], fact: Fact, moment: int) -> bool:
    """Whether everybody whom a path speaks of has seen the fact: who sees what is the same in every head."""
    told = fact.index in story.told or len(path) > 1
    return told and all(_has_seen(story, mind, fact, moment) for mind in path[-1:] + path[1:])


def _has_seen(story: Story, mind: int, fact: Fact, moment: int) -> bool:
    return story.model.known[mind].get(fact.index, moment) < moment


def _same(one: Knowing, other: Knowing) -> bool:
    pairs = ((one.of_what_is_so, other.of_what_is_so), (one.of_something, other.of_something))
    return one.refused == other.refused and all(abs(a - b) <= ROUNDING or a == b for a, b in pairs)


def _knowing(story: Story, path: tuple[int, ...], fact: Fact, held: _Held, moment: int) -> Knowing:
    spend(_PATH)
    minds = tuple(story.model.minds[m].name for m in path)
    try:
        alone = len(path) == 1
        right, sure = _alone(story, path, fact, moment) if alone else _nested(story, path, fact, held, moment)
    except UnderneathError as error:
        return Knowing(minds, moment, 0.0, 0.0, message_of(error))
    return Knowing(minds, moment, right, sure)


def _alone(story: Story, path: tuple[int, ...], fact: Fact, moment: int) -> tuple[float, float]:
    """Of one mind: being sure is a matter of fact, and being right one of what the story says is so."""
    belief = belief_at(story, story.model.minds[path[0]].name, fact.name, moment)
    likeliest = belief.likeliest()
    if belief[likeliest] < _SURE:
        return 0.0, 0.0
    return belief_at(story, "", fact.name, moment)[likeliest], 1.0


def _nested(story: Story, path: tuple[int, ...], fact: Fact, held: _Held, moment: int) -> tuple[float, float]:
    """Of a path: weight of the beliefs that are sure of what is so, as its first mind has that, and of any sure ones.

    Whoever has seen the fact is sure of it, whatever it is.  So a last mind that has seen it need not be asked: it is
    as right as the one before it takes things to be.
    """
    seen = len(path) > 2 and _has_seen(story, path[-1], fact, moment)
    spread, sure = held(path[:-1] if seen else path, moment)
    if seen:
        return math.fsum(weight * share for weight, share in spread), 1.0
    return math.fsum(weight for weight, share in spread if share >= _SURE), sure


def _spread(story: Story, fact: Fact, path: tuple[int, ...], moment: int) -> _Spread:
    """The beliefs at a path, as its first mind has them."""
    belief = belief_at(story, [story.model.minds[m].name for m in path], fact.name, moment, (fact.name,))
    (outcomes,) = belief.outcomes
    shares = tuple((a.weight, float(a.probabilities[outcomes.index(a.jointly[0])])) for a in belief.spread)
    return shares, belief.knows_whether()


# --- as an answer -----------------------------------------------------------------------------------------------------

COLUMNS = (
    Column("path"),
    Column("after"),
    Column("sure of what is so", "share"),
    Column("sure of something", "share"),
)


def who_knows_answer(
    story: Story, fact: FactLike, rows: Sequence[Knowing], said: Mapping[int, str] | None = None
) -> Answer:
    """Who knows, as an answer: one row for each path and each step that changes it.

    Paths that are never sure of anything have no row, but a place in the last sentence.

    Args:
        story: What was told.
        fact: The fact.
        rows: What `who_knows` found.
        said: What each step is called, by its place.
    """
    name, steps = story.scope.fact(fact, "who_knows").name, happenings(story)
    sure = {row.path for row in rows if row.of_something > ROUNDING or row.refused}
    shown = [row for row in rows if row.path in sure]
    table = tuple(
        (path_words(row.path) if first else "", step_word(steps[row.moment - 1], said), *_shares(row))
        for row, first in _with_first(shown)
    )
    data = {"fact": name, "rows": [_data(row) for row in rows]}
    return Answer(f"Who knows {name}", COLUMNS, table, (*_wrong(rows), *_never(rows, sure), *_refused(rows)), data)


def _with_first(rows: Sequence[Knowing]) -> Iterator[tuple[Knowing, bool]]:
    """Each row, and whether it is the first of its path."""
    last: tuple[str, ...] | None = None
    for row in rows:
        yield row, row.path != last
        last = row.path


def _never(rows: Sequence[Knowing], sure: set[tuple[str, ...]]) -> tuple[str, ...]:
    """A sentence about the paths that are never sure."""
    never = [path_words(path) for path in dict.fromkeys(row.path for row in rows) if path not in sure]
    return (f"Never sure of anything: {'; '.join(never)}.",) if never else ()


def _shares(row: Knowing) -> tuple[float | str, float | str]:
    return (NO_ANSWER, NO_ANSWER) if row.refused else (row.of_what_is_so, row.of_something)


def _refused(rows: Sequence[Knowing]) -> Iterator[str]:
    """Why paths have no answer: a sentence for each reason, with the paths that it goes for."""
    reasons = dict.fromkeys(row.refused for row in rows if row.refused)
    for reason in reasons:
        paths = dict.fromkeys(path_words(row.path) for row in rows if row.refused == reason)
        yield f"No answer for {listed(list(paths), MOST_REFUSED)}: {reason}"


def _wrong(rows: Sequence[Knowing]) -> tuple[str, ...]:
    """A sentence about who is sure and wrong at the end."""
    last = {row.path: row for row in rows if len(row.path) == 1}
    wrong = [path[0] for path, row in last.items() if row.of_something > 0.5 > row.of_what_is_so]
    return (f"Sure, and wrong: {listed(wrong)}.",) if wrong else ()


def _data(row: Knowing) -> dict[str, Plain]:
    if row.refused:
        return {"path": list(row.path), "moment": row.moment, "refused": row.refused}
    return {
        "path": list(row.path),
        "moment": row.moment,
        "sure_of_what_is_so": row.of_what_is_so,
        "sure_of_something": row.of_something,
    }
