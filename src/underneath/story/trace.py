"""The trace: all that a viewer or an export needs of a story, as one JSON document.

The document is described field by field in `docs/trace.md`, and by the schema of `underneath.files.trace_schema`.
Whoever draws, plays or exports a story reads this and nothing else.  Version 1.

1. The world: people, facts, scenes, and the steps in their order.
2. What is believed, at each path, about each fact: a row at each moment at which it moves.
3. What each step weighs in those beliefs, in bits.
4. Decisions: the policy of whoever chooses, and what the others who see it expect.
5. Branches: what if something had been different.
6. Feelings, which are worked out elsewhere and handed in.

The same story gives the same document, down to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from underneath.model.facts import Fact
from underneath.model.handles import FactLike, PathLike
from underneath.model.minds import Mind
from underneath.story import names
from underneath.story.jsonable import Plain, label, labels, number
from underneath.story.moments import Happening, happenings
from underneath.story.story import Story
from underneath.story.tracing import Question, beliefs_of, decisions_of, weights_of

VERSION = 1
_SMALL_CAST = 5  # up to so many minds, all pairs are traced


@dataclass(frozen=True, slots=True)
class Notes:
    """What a trace says of a story beyond its world: the words of whoever wrote it down.

    `scenes` goes by the name of the scene, `steps` by the place of the step; both hold text under the keys of the
    trace (`at`, `when`, `place`, `present`; `kind`, `text`, `note`, `at`, `when`).
    """

    title: str = ""
    about: str = ""
    readers: frozenset[str] = frozenset()
    scenes: Mapping[str, Mapping[str, Plain]] = field(default_factory=dict)
    steps: Mapping[int, Mapping[str, Plain]] = field(default_factory=dict)


def trace(
    story: Story,
    *,
    about: Iterable[FactLike] | None = None,
    paths: Iterable[PathLike] | None = None,
    branches: Sequence[Plain] = (),
    feelings: Sequence[Plain] = (),
    notes: Notes | None = None,
) -> dict[str, Any]:
    """Everything about a story so far, as one document that JSON can hold.

    Args:
        story: What was told.
        about: The facts whose beliefs are traced; None for the private ones (see `private_facts`).
        paths: The paths at which they are traced; None for those of `traced_paths`.
        branches: What-ifs, each as `branch_document` makes it.
        feelings: What is felt in each step, as `underneath.explain.recording` makes it.
        notes: Titles, places, times and notes.

    Returns:
        The document: mappings, lists, words, numbers, truth values and None only.

    >>> w = un.World("coin", habit="uniform")
    >>> ann, bob = w.mind("Ann"), w.mind("Bob")
    >>> coin = w.chance("coin", {"heads": 0.5, "tails": 0.5}, seen_by=[ann])
    >>> document = trace(w.tell(coin="heads"))
    >>> document["beliefs"][0]["path"], document["beliefs"][0]["moments"][0]["probabilities"]
    (['Bob'], [0.5, 0.5])
    """
    notes = notes or Notes(story.model.name)
    steps = happenings(story)
    asked = _questions(story, about, paths, notes.readers)
    beliefs = beliefs_of(story, asked)
    return {
        "trace": VERSION,
        "title": notes.title or story.model.name,
        "about": notes.about,
        "now": story.now,
        "people": [_person(mind, notes.readers) for mind in story.model.minds],
        "facts": [_fact(story, fact) for fact in story.model.facts],
        "scenes": _scenes(story, notes),
        "steps": [_step(step, notes) for step in steps],
        "beliefs": beliefs,
        "weights": weights_of(beliefs),
        "decisions": decisions_of(story, notes.readers),
        "branches": list(branches),
        "feelings": list(feelings),
    }


def private_facts(story: Story) -> tuple[str, ...]:
    """The facts that some know and others do not, from the moment they stand: what a story of minds is about.

    Facts that nobody sees count too.  Views do not: they are how somebody sees another fact.
    """
    model = story.model
    everybody = frozenset(range(len(model.minds)))
    hidden = [f for f in model.facts if f.observers != everybody and "unseen" not in f.outcomes]
    owned = [f for f in hidden if f.cause.value == "chance"]
    return tuple(f.name for f in owned or hidden)


def _questions(
    story: Story, about: Iterable[FactLike] | None, paths: Iterable[PathLike] | None, readers: frozenset[str]
) -> list[Question]:
    """Who is traced about what: a path whose last mind knows a fact from the start has nothing to show."""
    facts = names.facts_of(story.scope, list(private_facts(story) if about is None else about), "trace")
    chosen = traced_paths(story, readers) if paths is None else [names.path_of(story.scope, path) for path in paths]
    known = story.model.known
    return [
        Question(path, fact)
        for path in chosen
        for fact in facts
        if not path or known[path[-1]].get(fact) != story.model.facts[fact].place
    ]


def traced_paths(story: Story, readers: frozenset[str] = frozenset()) -> list[tuple[int, ...]]:
    """Every mind, and every pair of minds; among many minds only the pairs of those that take decisions.

    What bystanders make of each other is seldom asked, and is most of the work in a large cast.
    """
    minds = story.model.minds
    paired = [m.index for m in minds if len(minds) <= _SMALL_CAST or story.model.decisions_of[m.index]]
    pairs = [(i, j) for i in paired for j in paired if i != j and minds[j].name not in readers]
    return [*((m.index,) for m in minds), *pairs]


# --- the world --------------------------------------------------------------------------------------------------------


def _person(mind: Mind, readers: frozenset[str]) -> dict[str, Plain]:
    traits = mind.traits
    return {
        "name": mind.name,
        "reader": mind.name in readers,
        "level": traits.level,
        "rationality": number(traits.rationality or 0.0),
        "horizon": traits.horizon or "scene",
        "wants": [term.name for term in traits.terms or ()],
    }


def _fact(story: Story, fact: Fact) -> dict[str, Plain]:
    model, told = story.model, story.told.get(fact.index)
    return {
        "name": fact.name,
        "cause": fact.cause.value,
        "owner": None if fact.owner is None else model.minds[fact.owner].name,
        "outcomes": labels(fact.outcomes),
        "told": None if told is None else label(fact.outcomes[told]),
        "place": fact.place,
        "state": fact.state,
        "version": fact.version if fact.state is not None else None,
        "known": {model.minds[m].name: known[fact.index] for m, known in enumerate(model.known) if fact.index in known},
    }


def _scenes(story: Story, notes: Notes) -> list[dict[str, Plain]]:
    return [
        {"name": name, "start": start, "end": end, **_words_of_scene(notes.scenes.get(name, {}))}
        for name, start, end in story.model.named_scenes
    ]


def _words_of_scene(said: Mapping[str, Plain]) -> dict[str, Plain]:
    return {**_said(said, ("at", "when", "place")), "present": list(said.get("present") or ())}


def _step(step: Happening, notes: Notes) -> dict[str, Plain]:
    said = notes.steps.get(step.place, {})
    return {
        "place": step.place,
        "kind": said.get("kind") or step.kind,
        "facts": list(step.facts),
        "by": step.by,
        "outcome": None if step.outcome is None else label(step.outcome),
        "level": step.level,
        "delta": step.delta,
        "learnt_by": list(step.learnt_by),
        "scene": step.scene,
        "text": said.get("text") or str(step),
        **_said(said, ("note", "at", "when")),
    }


def _said(said: Mapping[str, Plain], keys: Iterable[str]) -> dict[str, Plain]:
    return {key: said.get(key) or "" for key in keys}
