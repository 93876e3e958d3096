"""Recording: the trace of a story file, with the words of its author and the what-ifs that it asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from underneath.errors import UnderneathError
from underneath.explain.branching import branch_belief, branch_of
from underneath.explain.felt_words import refused_data, short_data
from underneath.explain.plain import plainly
from underneath.explain.sensing import course
from underneath.explain.speaking import path_list
from underneath.files.queries import BeliefQuery
from underneath.files.script import Script, WhatIfQuery
from underneath.model.belief import Belief
from underneath.story.branch import Branch
from underneath.story.jsonable import Plain, label, labels, numbers
from underneath.story.trace import Notes, private_facts, trace, traced_paths
from underneath.story.tracing import refusal


def trace_of(
    script: Script,
    *,
    about: Iterable[str] | None = None,
    paths: Iterable[str] | None = None,
    branches: bool = True,
    feelings: bool = True,
) -> dict[str, Any]:
    """The trace of a story: see `underneath.story.trace` for what is in it.

    Args:
        script: The story.
        about: The facts whose beliefs are traced; None for the private facts from before the first scene and those
            that are watched.
        paths: The paths at which they are traced; None for every person, every pair of those who act (in a small cast,
            every pair), and the paths that are watched.
        branches: Trace the what-ifs that the story asks, too.
        feelings: Trace what everybody feels, too, or what is felt at those paths.
    """
    facts = interesting_facts(script) if about is None else list(about)
    chosen = None if paths is None else list(paths)
    traced = _interesting_paths(script) if chosen is None else chosen
    whatifs = list(_branches(script)) if branches else []
    felt = list(_feelings(script, chosen)) if feelings else []
    notes = notes_of(script)
    return _plain(trace(script.story, about=facts, paths=traced, branches=whatifs, feelings=felt, notes=notes))


def _plain(document: dict[str, Any]) -> dict[str, Any]:
    """A trace in which refusals speak the words of story files."""
    rows = [row for belief in document["beliefs"] for row in belief["moments"]]
    rows += [policy for one in document["decisions"] for policy in (one["policy"], *one["expected"])]
    rows += [belief for branch in document["branches"] for belief in branch["beliefs"]]
    for row in rows:
        if "refused" in row:
            row["refused"] = {**row["refused"], "message": plainly(row["refused"]["message"])}
    return document


def interesting_facts(script: Script) -> list[str]:
    """The private facts from before the first scene, and those that are watched; else all private facts."""
    scope, private = script.story.scope, private_facts(script.story)
    before = {fact.name for fact in script.facts}
    watched = [scope.fact(watch.about, "watch").name for watch in script.watch]
    return list(dict.fromkeys([*(name for name in private if name in before), *watched])) or list(private)


def _interesting_paths(script: Script) -> list[str]:
    """The paths that a trace has of its own, and those that are watched."""
    minds = script.model.minds
    own = [" > ".join(minds[m].name for m in path) for path in traced_paths(script.story, _readers(script))]
    return list(dict.fromkeys([*own, *(watch.path for watch in script.watch)]))


def notes_of(script: Script) -> Notes:
    """The words of a story's author, by scene and step."""
    scenes = {
        scene.name: {"at": scene.at, "when": scene.when, "place": scene.place, "present": list(scene.present)}
        for scene in script.scenes
    }
    steps = {
        step.place: {"kind": step.kind, "text": step.text, "note": step.note, "at": step.at, "when": step.when}
        for step in script.steps
    }
    return Notes(script.title, script.about, _readers(script), scenes, steps)


def _readers(script: Script) -> frozenset[str]:
    return frozenset(person.name for person in script.people if person.reader)


def _feelings(script: Script, paths: Sequence[str] | None) -> Iterator[dict[str, Plain]]:
    """What is felt in each step by everybody, or at some paths; the world itself feels nothing."""
    for path in (mind.name for mind in script.model.minds) if paths is None else filter(str.strip, paths):
        for felt in course(script, path):
            step = {"path": path_list(path), "place": felt.place, "since": felt.since, "moment": felt.moment}
            yield from ({**step, **short_data(found)} for found in felt.feelings.felt)
            yield from ({**step, **refused_data(found)} for found in felt.feelings.refused)


def _branches(script: Script) -> Iterator[dict[str, Plain]]:
    """The what-ifs in which a fact comes out otherwise; a changed world is a story of its own, with its own trace."""
    for query in script.questions:
        if isinstance(query, WhatIfQuery) and not query.changes:
            asked = [inner for inner in query.asks if isinstance(inner, BeliefQuery)]
            branch = branch_of(script, query.outcomes, query.follow)
            yield {
                "changed": {fact: label(outcome) for fact, outcome in query.outcomes.items()},
                "rule": branch.rule,
                "beliefs": [_belief(script, branch, inner) for inner in asked],
            }


def _belief(script: Script, branch: Branch, query: BeliefQuery) -> dict[str, Plain]:
    try:
        found = branch_belief(branch, query)
    except UnderneathError as error:
        return {"path": path_list(query.path), "about": query.about.text, "outcomes": [], "refused": refusal(error)}
    return {
        "path": list(found.path),
        "about": query.about.text,
        "outcomes": [labels(outcomes) for outcomes in found.outcomes],
        "probabilities": numbers(found.probabilities.ravel().tolist()),
        "as_told": _as_told(script, query),
    }


def _as_told(script: Script, query: BeliefQuery) -> list[Plain] | None:
    """The same belief in the story as told, where there is one."""
    try:
        told: Belief = script.story.belief(query.path, query.about.asked, at=query.at, after=query.after)
    except UnderneathError:
        return None
    return numbers(told.probabilities.ravel().tolist())
