"""Sensing: what somebody feels in each step of a story, as far as there is an answer.

A step is that of a fact (`underneath.feelings.steps`); a scene in which no fact is settled is one step.  What is so
before the first scene is no step of the story, and nothing is felt at it.  Steps that cannot move what is felt are
passed over: those that nobody on the path observes, nor an audience that somebody there cares for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from underneath.errors import NoFeeling, UnderneathError
from underneath.feelings.asking import feelings_of
from underneath.feelings.feeling import Feeling, Feelings, Refused
from underneath.feelings.labelling import answer
from underneath.feelings.naming import chosen
from underneath.feelings.steps import ASKER, Moment, at_places, step_of
from underneath.files.script import Script
from underneath.model.facts import Fact
from underneath.model.feelings import WORDS, word_of
from underneath.model.model import Model
from underneath.model.terms import ImageTerm
from underneath.story import names
from underneath.story.moments import may_move

EVERYTHING = "whatever is felt"
"""What has no answer, where a step has none at all."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which feelings are asked for: of a word, toward somebody, about something; what is None is left open."""

    name: str | None = None
    toward: tuple[str, ...] | None = None
    about: tuple[str, ...] | None = None

    def fits(self, found: Feeling | Refused) -> bool:
        """Whether a feeling is one of those."""
        return (
            self.name in (None, found.name)
            and self.toward in (None, found.toward)
            and (self.about is None or not set(self.about).isdisjoint(found.about))
        )


ANY = Sought()
"""Whatever is felt."""


@dataclass(frozen=True, slots=True, eq=False)
class Felt:
    """What somebody feels in a step.

    Args:
        place: Of the fact whose step it is; of the first item, where the step has no fact.
        since: The moment just before the step.
        moment: The moment just after it.
        steps: What happens in it, by name.
        feelings: What is felt, and for what there is no answer.
    """

    place: int
    since: int
    moment: int
    steps: tuple[str, ...]
    feelings: Feelings

    @property
    def name(self) -> str:
        """What a table calls the step: its fact, or what happens in it first."""
        return self.steps[self.place - self.since]


def sought(script: Script, name: str | None, toward: str | None, about: str | tuple[str, ...] | None) -> Sought:
    """Which feelings a question asks for.

    Raises:
        UnknownName: If there is no such feeling, person or fact.
    """
    scope = script.story.scope
    if name is not None:
        word_of(name, ASKER)
    path = None if toward is None else names.path_of(scope, toward)
    facts = None if about is None else names.facts_of(scope, about, ASKER)
    return Sought(
        name,
        None if path is None else tuple(script.model.minds[m].name for m in path),
        None if facts is None else tuple(script.model.facts[f].name for f in facts),
    )


def who_wants(script: Script) -> tuple[str, ...]:
    """Everybody who wants something, and so can feel more than surprise."""
    return tuple(mind.name for mind in script.model.minds if mind.traits.terms)


def steps_of(script: Script) -> Iterator[tuple[int, int, int]]:
    """The steps of a story so far: the place of the fact, the moment just before and that just after."""
    model, start = script.model, script.scenes[0].first if script.scenes else 0
    for first, end in zip((0, *model.scene_ends), model.scene_ends):
        facts = [fact for fact in model.facts if first <= fact.place < end]
        spans = [(fact.place, *step_of(model, fact)) for fact in facts] or [(first, first, end)]
        yield from (span for span in spans if start <= span[1] < span[2] <= script.story.now)


def step_at(script: Script, place: int) -> tuple[int, int, int]:
    """The step that has a place in it.

    Raises:
        NoFeeling: If the story has no such step, or has not come to it.
    """
    found = [span for span in steps_of(script) if span[1] <= place < span[2]]
    if found:
        return found[0]
    spans = list(steps_of(script))
    there = f"its steps are {spans[0][0]} to {spans[-1][0]}" if spans else "nothing has happened in it yet"
    raise NoFeeling(f"{script.title!r} has no step {place}: {there}.")


def course(script: Script, path: str, wanted: Sought = ANY, first: int = 0, end: int | None = None) -> Iterator[Felt]:
    """What somebody feels in each step that may move it.

    Args:
        script: The story.
        path: Whose feelings, as they are on this path.
        wanted: Which feelings.
        first: Of the steps that begin at this moment or later.
        end: Of the steps that begin before this moment; None for all.

    Raises:
        UnknownName: If there is nobody of a name on the path.
    """
    minds = names.path_of(script.story.scope, path)
    concerned = (minds, *_audiences(script.model, minds[-1])) if minds else ()
    for _, since, moment in steps_of(script):
        items = script.model.items[since:moment]
        there = first <= since and (end is None or since < end)
        if there and any(may_move(group, item) for group in concerned for item in items):
            yield felt_in(at_places(script.story, minds, since, moment), wanted)


def _audiences(model: Model, mind: int) -> set[tuple[int, ...]]:
    """Before whom somebody may be embarrassed."""
    return {term.audience for term in model.terms_of(mind) if isinstance(term, ImageTerm)}


def felt_in(moment: Moment, wanted: Sought) -> Felt:
    """What is felt in a step; where nothing at all can be said, why."""
    try:
        found = _feelings(moment, wanted)
    except UnderneathError as error:
        found = Feelings((), (Refused(wanted.name or EVERYTHING, (), wanted.about or (), error),))
    return felt_of(moment, found)


def felt_of(moment: Moment, found: Feelings) -> Felt:
    """What is felt in a step, with the places of the step; of several facts the last one is its own."""
    since, now = moment.span.before, moment.span.now
    facts = [item.place for item in moment.story.model.items[since:now] if isinstance(item, Fact)]
    return Felt(facts[-1] if facts else since, since, now, moment.steps, found)


def _feelings(moment: Moment, wanted: Sought) -> Feelings:
    if wanted.name is not None and WORDS[wanted.name].about and wanted.about is not None:
        return Feelings([answer(moment, chosen(moment, wanted.name, WORDS[wanted.name], None, wanted.about))])
    found = feelings_of(moment, None if wanted.name is None else {wanted.name})
    return Feelings([f for f in found if wanted.fits(f)], [r for r in found.refused if wanted.fits(r)])


def refuse_nothing(moment: Moment, wanted: Sought) -> None:
    """Where there is nothing of what is asked for: say what is missing for it.

    Raises:
        NoFeeling: If anything is.
    """
    if wanted.name is not None:
        word, about = WORDS[wanted.name], wanted.about
        toward = None if wanted.toward is None else " > ".join(wanted.toward)
        chosen(moment, wanted.name, word, toward, about if word.about or about is None else about[0])
