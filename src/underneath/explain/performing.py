"""A performance: the story scene by scene, what happens in each, and what everybody believes at its end.

A story may say what is watched.  If it does not, everybody is watched about every private fact that they do not see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from underneath.errors import UnderneathError
from underneath.explain.answer import Answer, Column, Value, words_of
from underneath.explain.felt_scenes import Followed, scene_answer
from underneath.explain.knowing import NO_ANSWER
from underneath.explain.replying import message_of
from underneath.explain.speaking import claim_words, path_words
from underneath.files.script import SceneNote, Script, Step, Watch
from underneath.model.belief import Belief
from underneath.model.facts import Fact, Growth, LevelChange, Outcome
from underneath.story.jsonable import Plain, label
from underneath.story.moments import belief_at
from underneath.story.trace import private_facts

MOST_WATCHED = 40
"""Beliefs that are shown after a scene of a story that does not say which: more are not read by anybody."""

COLUMNS = (
    Column("who"),
    Column("level"),
    Column("what"),
    Column("change", "change"),
    Column("believes", "share"),
)


@dataclass(frozen=True, slots=True)
class Happened:
    """A step as a performance tells it: its name, what came of it, and what it is called.

    `at` and `when` are where it stands in the text and when it happens; `details` are those of the two that its scene
    does not say already.
    """

    name: str
    outcome: str
    text: str
    at: str = ""
    when: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Episode:
    """A scene of a performance.

    `details` are where and when it is and who is there; `beliefs` is a table of what is watched, and has no rows where
    nothing that is watched has come up yet; `feelings` is one of what those feel whose feelings are shown.
    """

    title: str
    details: tuple[str, ...]
    steps: tuple[Happened, ...]
    beliefs: Answer
    feelings: Answer


def performance(script: Script, feelings: Followed | None = None) -> Iterator[Episode]:
    """The scenes of a story, one after the other; what is before the first scene comes first, if there is anything.

    Args:
        script: The story.
        feelings: Whose feelings are shown; None for nobody's.
    """
    last: dict[tuple[str, str], float] = {}
    for scene in _scenes(script):
        beliefs = _beliefs(script, scene, last)
        steps = tuple(_placed(script, scene, step) for step in script.steps if scene.first <= step.place < scene.end)
        felt = Answer("") if feelings is None else scene_answer(script, scene, feelings)
        yield Episode(scene.name, _details(scene), steps, beliefs, felt)


def people_words(script: Script) -> str:
    """Who there is, with the level of each.

    A reader does nothing, and its level is of no interest.
    """
    levels = {mind.name: mind.traits.level for mind in script.model.minds}
    readers = {p.name: p.name if p.name == "reader" else f"{p.name} (reader)" for p in script.people if p.reader}
    return ", ".join(readers.get(p.name, f"{p.name} (level {levels[p.name]})") for p in script.people)


def _scenes(script: Script) -> Iterator[SceneNote]:
    """The scenes, after what stands before the first."""
    first = script.scenes[0].first if script.scenes else script.model.end
    if first:
        yield SceneNote("Before the first scene" if script.scenes else script.title, first=0, end=first)
    yield from script.scenes


def _details(scene: SceneNote) -> tuple[str, ...]:
    return tuple(text for text in (scene.at, scene.when, scene.place, ", ".join(scene.present)) if text)


def _placed(script: Script, scene: SceneNote, step: Step) -> Happened:
    """A step in words, with where and when it is."""
    own = ((step.at, scene.at), (step.when, scene.when))
    details = tuple(said for said, of_scene in own if said != of_scene)
    return replace(happened(script, step), at=step.at, when=step.when, details=details)


def happened(script: Script, step: Step) -> Happened:
    """A step in words; what the story leaves open is a question mark."""
    if step.name:
        return Happened(step.name, "?" if step.told is None else words_of(step.told), step.note)
    item = script.model.items[step.place]
    who = script.model.minds[item.mind].name if isinstance(item, LevelChange | Growth) else ""
    outcome = f"{who}: {item.level}" if isinstance(item, LevelChange) else who
    return Happened(step.kind, outcome, step.note or step.text)


# --- what is watched --------------------------------------------------------------------------------------------------


def _beliefs(script: Script, scene: SceneNote, last: dict[tuple[str, str], float]) -> Answer:
    """The table of what is watched at the end of a scene; `last` has the numbers of the scene before."""
    rows: list[tuple[Value, ...]] = []
    data: list[Plain] = []
    notes: list[str] = []
    watched = list(_watched(script, scene.end))
    most = len(watched) if script.watch else MOST_WATCHED
    if len(watched) > most:
        notes.append(_too_many(len(watched)))
    for watch, fact in watched[:most]:
        who, what = watch.path or path_words([]), fact.state or fact.name
        try:
            belief = belief_at(script.story, watch.path, fact.name, scene.end)
        except UnderneathError as error:
            rows.append((who, "", _named(watch) or what, None, NO_ANSWER))
            data.append({"path": watch.path, "about": fact.name, "refused": message_of(error)})
            notes.append(message_of(error))
        else:
            rows += _rows(watch, what, belief, last)
            data.append(_data(watch, belief))
    return Answer("", COLUMNS, tuple(rows), tuple(dict.fromkeys(notes)), {"beliefs": data})


def _too_many(count: int) -> str:
    return (
        f"There are {count:,} beliefs to watch, of which the first {MOST_WATCHED} are shown; say which matter, under"
        " `watch` at the top of the file."
    )


def _watched(script: Script, moment: int) -> Iterator[tuple[Watch, Fact]]:
    """What is watched at a moment: only facts that have come up by then, and of a state the newest version."""
    for watch in script.watch or _unseen(script, moment):
        fact = _newest(script, watch.about, moment)
        if fact.place < moment:
            yield watch, fact


def _newest(script: Script, name: str, moment: int) -> Fact:
    """The fact of a name; where it is a state's newest version of all, the newest there is at a moment."""
    scope = script.story.scope
    fact = scope.fact(name, "watch")
    if fact.state is None or scope.fact(fact.state, "watch") is not fact:
        return fact
    versions = [f for f in script.model.facts if f.state == fact.state]
    return next((f for f in reversed(versions) if f.place < moment), versions[0])


def _unseen(script: Script, moment: int) -> Iterator[Watch]:
    """Everybody about every private fact that they do not see."""
    readers = {person.name for person in script.people if person.reader}
    facts = dict.fromkeys(_newest(script, name, moment) for name in _private(script))
    for at, mind in enumerate(script.model.minds):
        for fact in facts:
            if mind.name not in readers and script.model.known[at].get(fact.index, moment) >= moment:
                yield Watch(mind.name, fact.name)


def _private(script: Script) -> list[str]:
    """The private facts from before the first scene, a state by its newest version; else all private facts."""
    scope = script.story.scope
    private = [name for name in private_facts(script.story) if name in {fact.name for fact in script.facts}]
    states = [scope.fact(name, "watch").state or name for name in private or private_facts(script.story)]
    return [scope.fact(state, "watch").name for state in dict.fromkeys(states)]


def _rows(watch: Watch, what: str, belief: Belief, last: dict[tuple[str, str], float]) -> Iterator[tuple[Value, ...]]:
    for outcome in _shown_outcomes(watch, belief):
        claim, share = claim_words(what, outcome), belief[outcome]
        key = (watch.path, claim)
        change = share - last[key] if key in last else None
        last[key] = share
        level = "" if belief.level is None else f"level {belief.level}"
        yield (watch.path or path_words([]), level, _named(watch) or claim, change, share)


def _named(watch: Watch) -> str:
    """What the author calls a watch; what the file makes up for it says less than the claim does."""
    return "" if watch.name.startswith(f"{watch.path or 'the world'}: ") else watch.name


def _shown_outcomes(watch: Watch, belief: Belief) -> Sequence[Outcome]:
    """The outcome that is watched; else all, or of two the last."""
    (outcomes,) = belief.outcomes
    if watch.outcome is not None:
        return (watch.outcome,)
    return outcomes[-1:] if len(outcomes) == 2 else outcomes


def _data(watch: Watch, belief: Belief) -> dict[str, Plain]:
    shares = [{"outcome": label(outcome), "probability": belief[outcome]} for outcome in _shown_outcomes(watch, belief)]
    found: dict[str, Plain] = {"path": watch.path, "about": belief.facts[0], "level": belief.level, "shares": shares}
    return {**found, "name": _named(watch)} if _named(watch) else found


def episode_data(episode: Episode) -> dict[str, Plain]:
    """An episode as plain data."""
    words = ("name", "outcome", "text", "at", "when")
    steps = [{word: getattr(step, word) for word in words} for step in episode.steps]
    return {
        "scene": episode.title,
        "details": list(episode.details),
        "steps": steps,
        **episode.beliefs.data,
        **episode.feelings.data,
    }
