"""Script: a story file that has been read, with all that is in it, and the questions that need a whole one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from underneath.errors import UnknownName, suggest
from underneath.files.queries import (
    Asking,
    BeliefQuery,
    CommonQuery,
    ExpectQuery,
    FeelQuery,
    Follow,
    IronyQuery,
    MutualQuery,
    VoiQuery,
    WhoKnowsQuery,
    WhyQuery,
)
from underneath.files.source import Source
from underneath.files.tree import Node
from underneath.model.facts import Outcome
from underneath.model.faults import listed
from underneath.model.model import Model
from underneath.story.story import Story

StepKind = Literal["fact", "act", "sign", "chance", "view", "change", "testimony", "reveal", "level", "grow"]


@dataclass(frozen=True, slots=True)
class Step:
    """An item of the world, in the words of the file.

    `name` is that of its fact, or empty; `place` its place in the model; `scene` the position of its scene among the
    script's, None before the first; `told` what the file says happened, None if it says nothing; `text` a few words for
    people.
    """

    name: str
    kind: StepKind
    place: int
    scene: int | None = None
    at: str = ""
    when: str = ""
    note: str = ""
    told: Outcome | None = None
    text: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class SceneNote:
    """A scene: its items stand at the places from `first` to before `end`."""

    name: str
    at: str = ""
    when: str = ""
    place: str = ""
    present: tuple[str, ...] = ()
    note: str = ""
    first: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the story; a reader sees what the text shows and does nothing."""

    name: str
    reader: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class StartFact:
    """A fact from before the first scene, and whose it is."""

    name: str
    owners: tuple[str, ...] = ()
    told: Outcome | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """A belief that a run shows after each scene; `path` is empty for the world itself."""

    path: str
    about: str
    outcome: Outcome | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where what is asked in a what_if is asked: the script of the changed file, None for the story itself."""

    script: Script | None = None
    asks: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfQuery(Asking):
    """Questions asked where something had been different.

    Either facts had other `outcomes`; or the world itself was another: then `changes` is what was merged into the file.
    A changed world costs as much as the story, so that `elsewhere` builds it when it is first needed.
    """

    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    changes: Mapping[str, object] = field(default_factory=dict)
    follow: Follow = None
    elsewhere: Callable[[], Elsewhere] = field(default=Elsewhere, compare=False, repr=False)

    @property
    def script(self) -> Script | None:
        """The script of the changed file; None where facts had other outcomes.

        Raises:
            BadFile: If the changed world is at fault.
        """
        return self.elsewhere().script

    @property
    def asks(self) -> tuple[Query, ...]:
        """What is asked there, with the names of that world.

        Raises:
            BadFile: If the changed world is at fault, or what is asked in it.
        """
        return self.elsewhere().asks


Query = (
    BeliefQuery
    | ExpectQuery
    | WhyQuery
    | VoiQuery
    | IronyQuery
    | WhoKnowsQuery
    | MutualQuery
    | CommonQuery
    | FeelQuery
    | WhatIfQuery
)


@dataclass(frozen=True, eq=False, repr=False)
class Script:
    """A story file that has been read.

    Args:
        title: What it is called.
        about: What its file says of it.
        source: The text of the file.
        model: The world.
        story: The story, told as far as the file tells it.
        steps: Every item of the model, in order.
        scenes: The scenes, in order.
        people: Who there is.
        facts: What is so before the first scene.
        watch: What a run shows after each scene.
        questions: What the file asks.
        tree: The file as a tree.
        reload: Reads a tree as this one was read.
        feelings: Whose feelings a run shows.
    """

    title: str
    about: str
    source: Source
    model: Model
    story: Story
    steps: tuple[Step, ...]
    scenes: tuple[SceneNote, ...]
    people: tuple[Person, ...]
    facts: tuple[StartFact, ...]
    watch: tuple[Watch, ...]
    questions: tuple[Query, ...]
    tree: Node
    reload: Callable[[Script, Mapping[str, object]], Script] = field()
    feelings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Say what it is called and how much there is."""
        counts = f"{len(self.people)} people, {len(self.scenes)} scenes, {len(self.steps)} steps"
        return f"Script({self.title!r}: {counts})"

    def changed(self, changes: Mapping[str, object]) -> Script:
        r"""The same file with something different in it: "what if she were level 1".

        Args:
            changes: What is merged into the document, key by key: `{"people": {"Sakura": {"level": 1}}}`.  A mapping is
                merged into a mapping; anything else takes the place of what was there; None takes a key out.

        Raises:
            BadFile: If the changed document is at fault.

        >>> import underneath as un
        >>> script = un.loads("underneath: 1\npeople: {Sally: {level: 2}}\nstory: the room")
        >>> script.changed({"people": {"Sally": {"level": 1}}}).model.minds[0].traits.level
        1
        """
        return self.reload(self, changes)

    def told_until(self, moment: str | int) -> Story:
        """The story told up to a moment, and what happens there included.

        Args:
            moment: The name of a fact or of a scene (its end), or a place in the model.

        Raises:
            UnknownName: If there is no such moment.

        >>> import underneath as un
        >>> un.load("sally-and-anne").told_until("put")
        Story('Sally and Anne': 1 of 4 facts told, now after 'put')
        """
        place = moment if isinstance(moment, int) else self._place(moment)
        told = {step.name: step.told for step in self.steps if step.told is not None and step.place <= place}
        limit = self.story.record.limit
        return Story.start(self.model, limit.memory, limit.seconds).tell(told)

    def _place(self, moment: str) -> int:
        for step in reversed(self.steps):
            if step.name and moment in (step.name, step.name.split("@")[0]):
                return step.place
        for scene in self.scenes:
            if scene.name == moment:
                return scene.end - 1
        known = [*(step.name for step in self.steps if step.name), *(scene.name for scene in self.scenes)]
        there = f"steps and scenes: {listed(known)}"
        raise UnknownName(f"{self.title!r} has no moment {moment!r} ({there}).{suggest(moment, known)}")
