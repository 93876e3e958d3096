"""Moments: a story as its steps, and what is believed between any two of them.

Moment k is just before step k, so a story of n steps has the moments 0 (the start) to n (the end).  `Story.belief`
speaks of moments by the facts after which they come; here they are counted, so that the time before a reveal, or
before anything at all, can be asked about too.  The trace and the explanations go by this clock.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from underneath.model.belief import Belief
from underneath.model.facts import Cause, Fact, Growth, Item, LevelChange, Outcome, Reveal
from underneath.model.faults import listed
from underneath.model.handles import PathLike
from underneath.model.model import Model
from underneath.model.shared import Irony
from underneath.reason import questions
from underneath.story import labelling, names
from underneath.story.irony import irony
from underneath.story.names import About
from underneath.story.record import ask_at
from underneath.story.story import Story

T = TypeVar("T")

_MOST = 3  # facts that a reveal names
_KINDS = {Cause.CHANCE: "chance", Cause.SIGN: "sign", Cause.DECISION: "act"}


@dataclass(frozen=True, slots=True)
class Happening:
    """One step of a story, in names.

    Args:
        place: Its position in the order of the world: moment `place` is just before it, `place + 1` just after.
        kind: `act`, `sign`, `chance`, `reveal`, `level` or `grow`.
        facts: The fact that it settles, the facts that it reveals, or the fact that somebody comes to think of.
        by: Whose act or sign it is, or whose level or awareness changes; None for chance and reveals.
        outcome: What was told of the fact, or what somebody comes to think of; None for what was not told.
        learnt_by: Who comes to know, or to notice, at this step.
        scene: Position of its scene among the named ones; None before the first.
        level: The new level, for a change of level.
        delta: The mass of the new outcome, for a growth of awareness.
    """

    place: int
    kind: str
    facts: tuple[str, ...]
    by: str | None
    outcome: Outcome | None
    learnt_by: tuple[str, ...]
    scene: int | None
    level: int | None = None
    delta: float | None = None

    def __str__(self) -> str:
        """The step in words, for want of better ones."""
        return _WORDS.get(self.kind, _settled)(self)


def _settled(step: Happening) -> str:
    is_what = "is open" if step.outcome is None else f"is {step.outcome}"
    return f"{step.facts[0]} {is_what}"


def _chosen(step: Happening) -> str:
    return f"{step.by}: {_settled(step)}"


def _revealed(step: Happening) -> str:
    who = ", ".join(step.learnt_by) or "nobody"
    return f"{who} {'comes' if len(step.learnt_by) < 2 else 'come'} to know {listed(step.facts, most=_MOST)}"


def _levelled(step: Happening) -> str:
    return f"{step.by} reasons at level {step.level}"


def _grown(step: Happening) -> str:
    return f"{step.by} comes to think of {step.outcome} for {step.facts[0]}"


_WORDS = {"act": _chosen, "sign": _chosen, "reveal": _revealed, "level": _levelled, "grow": _grown}


def step_word(step: Happening, said: Mapping[int, str] | None = None) -> str:
    """What a table calls a step: its fact; of any other step what is said of its place, or its own words."""
    if step.kind in _KINDS.values():
        return step.facts[0]
    return (said or {}).get(step.place) or str(step)


def happenings(story: Story) -> tuple[Happening, ...]:
    """Every step of the world, told or not.

    >>> w = un.World("coin", habit="uniform")
    >>> ann = w.mind("Ann")
    >>> coin = w.chance("coin", {"heads": 0.5, "tails": 0.5}, seen_by=[ann])
    >>> w.set_level(ann, 3)
    >>> [str(step) for step in happenings(w.tell(coin="heads"))]
    ['coin is heads', 'Ann reasons at level 3']
    """
    return tuple(happening(story, item) for item in story.model.items)


def happening(story: Story, item: Item) -> Happening:
    """One step of the world, in names."""
    model, scene = story.model, _scene_at(story.model, item.place)
    if isinstance(item, Fact):
        told = story.told.get(item.index)
        outcome = None if told is None else item.outcomes[told]
        seen = _names(model, item.observers)
        return Happening(item.place, _KINDS[item.cause], (item.name,), _name(model, item.owner), outcome, seen, scene)
    if isinstance(item, Reveal):
        facts = tuple(model.facts[f].name for f in item.facts)
        return Happening(item.place, "reveal", facts, None, None, _names(model, item.to), scene)
    who = _name(model, item.mind)
    if isinstance(item, LevelChange):
        return Happening(item.place, "level", (), who, None, (), scene, level=item.level)
    fact, seen = model.facts[item.fact], _names(model, item.observers)
    return Happening(item.place, "grow", (fact.name,), who, fact.outcomes[item.outcome], seen, scene, delta=item.delta)


def _name(model: Model, mind: int | None) -> str | None:
    return None if mind is None else model.minds[mind].name


def _names(model: Model, minds: frozenset[int]) -> tuple[str, ...]:
    return tuple(model.minds[m].name for m in sorted(minds))


def _scene_at(model: Model, place: int) -> int | None:
    scenes = model.named_scenes
    at = bisect_right(scenes, place, key=lambda scene: scene[1]) - 1
    return at if at >= 0 and place < scenes[at][2] else None


def belief_at(story: Story, path: PathLike, about: About, moment: int, jointly: tuple[str, ...] = ()) -> Belief:
    """What `Story.belief` would say at a moment, counted in steps.

    Args:
        story: What was told.
        path: As for `Story.belief`.
        about: As for `Story.belief`.
        moment: 0 (before the first step) to the number of steps.
        jointly: Facts to ask jointly with the belief of the last mind of a path.

    Raises:
        NotTold: If the mind observed something that bears on the answer and was not told.
        ImpossibleEvidence: If it holds impossible what it observed.
    """
    minds = names.path_of(story.scope, path)
    facts, holds = names.about_of(story.scope, about)
    joint = names.jointly_of(story.scope, jointly, minds)
    ask = ask_at(story.record, minds, moment)
    return labelling.belief(ask, minds, facts, holds, questions.beliefs(ask, facts, joint), joint)


def may_move(minds: tuple[int, ...], item: Item) -> bool:
    """Whether a step may change what is believed at a path: who observes what is the same in every head.

    What nobody on the path observes moves nothing (the world itself, which has no minds, observes all).
    """
    if isinstance(item, (LevelChange, Growth)) or not minds:
        return True
    seen = item.observers if isinstance(item, Fact) else item.to
    return not seen.isdisjoint(minds)


def over_time(
    story: Story, place: int, paths: Iterable[tuple[int, ...]], ask: Callable[[int], T], refused: Callable[[T], object]
) -> Iterator[T]:
    """The answer to a question just after a step, and after each later one that may move it at one of the paths.

    What the story has not come to yet counts too, as long as there is an answer.

    Args:
        story: What was told.
        place: Of the step.
        paths: Whose beliefs the question is about.
        ask: Answers it at a moment.
        refused: Whether an answer is none.
    """
    chosen = tuple(paths)
    for item in story.model.items[place:]:
        if item.place == place or any(may_move(path, item) for path in chosen):
            found = ask(item.place + 1)
            if refused(found) and item.place > max(place, story.now - 1):
                return
            yield found


def irony_at(story: Story, reader: PathLike, other: PathLike, about: About, moment: int) -> Irony:
    """What `Story.irony` would say at a moment, counted in steps."""
    facts, holds = names.about_of(story.scope, about)
    minds = names.path_of(story.scope, reader), names.path_of(story.scope, other)
    return irony(story.record, *minds, facts, holds, moment)
