"""Feeling questions: what somebody feels in a step, or step by step, asked and answered.

feel_answer(script, query)          as a story file asks it
feel_in_both(script, other, query)  the same, as told and in a changed world
felt_at(script, path, ...)          in one step, named or numbered
felt_throughout(script, path, ...)  in every step
"""

from __future__ import annotations

from collections.abc import Callable

from underneath.explain.answer import Answer
from underneath.explain.felt_answers import PLAIN, Telling, compared_answer, course_answer, step_answer
from underneath.explain.sensing import ANY, Felt, Sought, course, felt_in, felt_of, refuse_nothing, sought, step_at
from underneath.feelings.asking import feeling
from underneath.feelings.feeling import Feelings
from underneath.feelings.naming import refuse_wantless
from underneath.feelings.steps import ASKER, Moment, at_places, moment_of, step_of
from underneath.files.queries import FeelQuery
from underneath.files.script import Script
from underneath.model.facts import Fact
from underneath.story import names


def feel_answer(script: Script, query: FeelQuery) -> Answer:
    """What somebody feels in a step: all of it, or the one feeling that is named, with what made it.

    Raises:
        NoFeeling: As `un.feel` and `un.feeling` do.
        UnknownName: If there is no such feeling, person or fact.
    """
    felt, path = _asked(script, query)
    return step_answer(felt, path, PLAIN if query.feeling is None else Telling(every=True, why=True))


def feel_in_both(script: Script, other: Script, query: FeelQuery) -> Answer:
    """What somebody feels in a step of the story as told, and of one told in a changed world.

    Raises:
        NoFeeling: As `un.feel` and `un.feeling` do, in either of them.
        UnknownName: If either has no such person or fact.
    """
    (told, _), (felt, path) = _asked(script, query), _asked(other, query)
    return compared_answer(told, felt, path)


def _asked(script: Script, query: FeelQuery) -> tuple[Felt, list[str]]:
    """What a question of a story file is about, and the names on its path."""
    moment = moment_of(script.story, query.of, query.at, query.since)
    if query.feeling is None:
        refuse_wantless(moment, None)
        return felt_in(moment, sought(script, None, query.toward, query.about)), _path(moment)
    step = {"at": query.at, "since": query.since}
    found = feeling(script.story, query.of, query.feeling, toward=query.toward, about=query.about, **step)
    return felt_of(moment, Feelings([found])), _path(moment)


def felt_at(
    script: Script, path: str, step: str | None, since: str | None, wanted: Sought = ANY, how: Telling = PLAIN
) -> Answer:
    """What somebody feels in one step.

    Args:
        script: The story.
        path: Whose feelings.
        step: A fact, a scene, or the number of a step; None for the last one.
        since: The step starts with that of this fact; None for the step alone.
        wanted: Which feelings.
        how: What of it is told.

    Raises:
        NoFeeling: Naming what is missing.
    """
    moment = _moment(script, path, step, since)
    refuse_wantless(moment, wanted.name)
    felt = felt_in(moment, wanted)
    if not felt.feelings and not felt.feelings.refused:
        refuse_nothing(moment, wanted)
    return step_answer(felt, _path(moment), how)


def _moment(script: Script, path: str, step: str | None, since: str | None) -> Moment:
    """The end of a step; a number is that of a fact, unless something in the story is called so."""
    story = script.story
    if step is not None and step.isdecimal() and not story.scope.taken(step) and step not in story.model.scenes:
        place, before, now = step_at(script, int(step))
        item = story.model.items[place]
        if not isinstance(item, Fact):  # the one step of a scene without facts
            first = before if since is None else step_of(story.model, story.scope.fact(since, ASKER))[0]
            return at_places(story, names.path_of(story.scope, path), min(first, before), now)
        step = item.name
    return moment_of(story, path, step, since)


def felt_throughout(
    script: Script,
    path: str,
    wanted: Sought = ANY,
    how: Telling = PLAIN,
    told: Callable[[Felt], object] | None = None,
) -> Answer:
    """What somebody feels, step by step.

    Args:
        script: The story.
        path: Whose feelings.
        wanted: Which feelings.
        how: What of it is told.
        told: Called with each step as soon as it is known; None for nothing.

    Raises:
        NoFeeling: If there is nothing of what is asked for in any step, naming what is missing for it.
    """
    moment = moment_of(script.story, path, None, None)
    refuse_wantless(moment, wanted.name)
    found = []
    for felt in course(script, path, wanted):
        found.append(felt)
        if told is not None:
            told(felt)
    if not any(felt.feelings or felt.feelings.refused for felt in found):
        refuse_nothing(moment, wanted)
    return course_answer(found, _path(moment), how)


def _path(moment: Moment) -> list[str]:
    return [moment.name(mind) for mind in moment.minds]
