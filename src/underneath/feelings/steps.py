"""Steps: when something is felt, and whose feeling is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from underneath.errors import NoFeeling
from underneath.model.facts import Fact
from underneath.model.handles import FactLike, PathLike
from underneath.model.model import Model
from underneath.reason.asking import Ask
from underneath.reason.selves import Span, span_of
from underneath.story import names
from underneath.story.moments import happening, step_word
from underneath.story.record import ask_at, next_place
from underneath.story.story import Story

ASKER = "a feeling"


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """A path of minds at the end of a step."""

    story: Story
    minds: tuple[int, ...]
    span: Span
    ask: Ask
    steps: tuple[str, ...]

    @property
    def me(self) -> int:
        """Who feels."""
        return self.minds[-1]

    @property
    def head(self) -> int:
        """The head of who feels, as the minds before it on the path have it."""
        head = self.ask.head
        for mind in self.minds[1:]:
            head = self.ask.where.heads.child(head, mind, self.span.now)
        return head

    def name(self, mind: int) -> str:
        """What somebody is called."""
        return self.story.model.minds[mind].name


def moment_of(story: Story, path: PathLike, at: FactLike | None, since: FactLike | None) -> Moment:
    """The end of a step that a question names.

    Raises:
        NoFeeling: If nothing has happened yet, or the step is still to come.
    """
    refuse_other(story)
    minds = names.path_of(story.scope, path)
    if not minds:
        raise NoFeeling("the world itself feels nothing; name somebody: feel(story, 'Sakura').")
    last = _last(story, at)
    first = last if since is None else story.scope.fact(since, ASKER)
    if first.place > last.place:
        raise NoFeeling(f"the step would start at {first.name!r}, after {last.name!r} at which it ends; swap them.")
    before, now = step_of(story.model, first)[0], step_of(story.model, last)[1]
    if now > story.now:
        when = "nothing has happened yet" if not story.now else f"the story has come to {_told_last(story)!r}"
        raise NoFeeling(f"{last.name!r} is still to come ({when}), so nothing is felt at it; tell it first.")
    return at_places(story, minds, before, now)


def refuse_other(story: object) -> None:
    """Refuse to ask anything but a story what is felt.

    Raises:
        NoFeeling: Naming what came.
    """
    if not isinstance(story, Story):
        raise NoFeeling(
            f"feelings are asked of a story, and {type(story).__name__} came; in a branch it is not certain what people"
            " have observed, so tell that story instead."
        )


def step_of(model: Model, fact: Fact) -> tuple[int, int]:
    """The places between which a fact's step lies: with what follows it, up to the next fact or the end of its scene.

    What stands at the start of a scene, before its first fact, belongs to the step of that fact.
    """
    starts = (0, *model.scene_ends)
    start, end = starts[fact.scene], model.scene_ends[fact.scene]
    first = not any(isinstance(item, Fact) for item in model.items[start : fact.place])
    return (start if first else fact.place), min(next_place(model, fact.place), end)


def at_places(story: Story, minds: tuple[int, ...], before: int, now: int) -> Moment:
    """The end of the step between two places."""
    ask = ask_at(story.record, minds, now)
    steps = tuple(step_word(happening(story, item)) for item in story.model.items[before:now])
    return Moment(story, minds, span_of(ask.where, before, now), ask, steps)


def _last(story: Story, at: FactLike | None) -> Fact:
    facts = story.model.facts
    if at is None:
        past = [f for f in facts if f.place < story.now]
        if not past or not story.told:
            raise NoFeeling("nothing has happened yet, so nothing is felt; tell something first: w.tell(...).")
        return past[-1]
    place = names.place_of(story.model, story.scope, at)
    past = [f for f in facts if f.place < place]
    if not past:
        raise NoFeeling(f"no fact comes before the end of {str(at)!r}, so nothing is felt in it.")
    return past[-1]


def _told_last(story: Story) -> str:
    return [f.name for f in story.model.facts if f.place < story.now][-1]
