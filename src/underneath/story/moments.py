"""Moments: a story as its steps, and what is believed between any two of them.

Moment k is just before step k, so a story of n steps has the moments 0 (the start) to n (the end).  `Story.belief`
speaks of moments by the facts after which they come; here they are counted, so that the time before a reveal, or
before anything at all, can be asked about too.  The trace and the explanations go by this clock.
"""

from __future__ import annotations

from dataclasses import dataclass

from underneath.model.belief import Belief
from underneath.model.facts import Cause, Fact, Growth, Item, LevelChange, Outcome, Reveal
from underneath.model.handles import PathLike
from underneath.model.model import Model
from underneath.reason import questions
from underneath.story import labelling, names
from underneath.story.names import About
from underneath.story.record import ask_at
from underneath.story.story import Story

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
        scene: Position of its scene in `Model.scenes`; None where the world has no scene yet.
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
    return f"{who} {'comes' if len(step.learnt_by) < 2 else 'come'} to know {', '.join(step.facts)}"


def _levelled(step: Happening) -> str:
    return f"{step.by} reasons at level {step.level}"


def _grown(step: Happening) -> str:
    return f"{step.by} comes to think of {step.outcome} for {step.facts[0]}"


_WORDS = {"act": _chosen, "sign": _chosen, "reveal": _revealed, "level": _levelled, "grow": _grown}


def happenings(story: Story) -> tuple[Happening, ...]:
    """Every step of the world that lies before now, told or not.

    >>> w = un.World("coin", habit="uniform")
    >>> ann = w.mind("Ann")
    >>> coin = w.chance("coin", {"heads": 0.5, "tails": 0.5}, seen_by=[ann])
    >>> w.set_level(ann, 3)
    >>> [str(step) for step in happenings(w.tell(coin="heads"))]
    ['coin is heads', 'Ann reasons at level 3']
    """
    return tuple(_happening(story, item) for item in story.model.items[: story.now])


def _happening(story: Story, item: Item) -> Happening:
    model, scene = story.model, scene_of(story.model, item.place)
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


def scene_of(model: Model, place: int) -> int | None:
    """The scene that a place lies in, by position; None before the first scene that has a name."""
    found = next((s for s, end in enumerate(model.scene_ends) if place < end), None)
    return found if found is not None and model.scenes[found] else None


def belief_at(
    story: Story, path: PathLike, about: About, moment: int, jointly: tuple[str, ...] = ()
) -> Belief:
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


def may_move(model: Model, minds: tuple[int, ...], item: Item) -> bool:
    """Whether a step may change what is believed at a path: who observes what is the same in every head.

    What nobody on the path observes moves nothing (the world itself, which has no minds, observes all).
    """
    if isinstance(item, (LevelChange, Growth)) or not minds:
        return True
    seen = item.observers if isinstance(item, Fact) else item.to
    return not seen.isdisjoint(minds)
