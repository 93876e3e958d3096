"""Lint: what looks wrong with a story file, each with a code of its own and its place in the text.

What is found is no fault: the story can be told.  The codes:

    W101  a secret that nobody could learn
    W102  an option that is never open
    W103  an outcome that has no chance
    W104  something comes about that somebody who sees it held impossible
    W105  a want that is the same whatever happens
    W106  a want that no act of its owner can do anything about, in a story that asks for no feelings
    W107  an act without a habit, where somebody needs one
    W108  an act is told that its actor never does
    W109  testimony of somebody who does not see what it is about
    W110  one number beside the outcomes yes and no in that order
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from underneath.explain.odd_wants import can_be_felt
from underneath.explain.odd_words import declarations, odd_words
from underneath.explain.suspicion import Suspicion
from underneath.explain.suspicions import suspicions
from underneath.files.placing import placed
from underneath.files.problems import Complaint, Problem, Problems, Way
from underneath.files.queries import FeelQuery
from underneath.files.script import Query, Script, WhatIfQuery
from underneath.files.templates import expanded
from underneath.files.tree import data_of

_KINDS = ("act", "sign", "chance", "view", "change", "testimony")
_OUTCOMES = ("outcomes", "menu", "says")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that looks wrong; it reads as a problem does, and is none."""

    problem: Problem

    @property
    def code(self) -> str:
        """Its code, W and three digits."""
        return self.problem.code

    def __str__(self) -> str:
        """Read as `file:line:column: warning W101: message`."""
        return _as_warning(str(self.problem))

    def render(self) -> str:
        """The finding, the line of text that it is about, a caret line, and the hint."""
        return _as_warning(self.problem.render())

    def as_dict(self) -> dict[str, str | int]:
        """The finding as plain data, for programs."""
        return self.problem.as_dict()


def _as_warning(text: str) -> str:
    """The first line of a problem says what kind of problem it is."""
    first, newline, rest = text.partition("\n")
    return first.replace(": error W", ": warning W", 1) + newline + rest


def lint(script: Script) -> tuple[Finding, ...]:
    """What looks wrong with a story, in the order of its text.

    Args:
        script: The story.
    """
    tree, _ = expanded(script.tree, Problems())
    document = data_of(tree)
    odd = [s for s in suspicions(script.story) if not _only_felt(script, s)]
    complaints = [Complaint(s.code, way_of(s, document), s.message, s.hint) for s in odd]
    return tuple(Finding(problem) for problem in placed([*complaints, *odd_words(script, document)], tree))


def _only_felt(script: Script, suspicion: Suspicion) -> bool:
    """Whether a want moves no act, and the story asks for what can be felt about it."""
    if suspicion.code != "W106" or not _asks_for_feelings(script.feelings, script.questions):
        return False
    _, name, at = suspicion.subject
    terms = next(mind.traits.terms for mind in script.model.minds if mind.name == name)
    return can_be_felt(script.model, (terms or ())[int(at)])


def _asks_for_feelings(shown: Sequence[str], questions: Sequence[Query]) -> bool:
    """Whether a run shows feelings, or a question is about one."""
    inner = [query.asks for query in questions if isinstance(query, WhatIfQuery)]
    return (
        bool(shown) or any(isinstance(q, FeelQuery) for q in questions) or any(_asks_for_feelings((), q) for q in inner)
    )


def way_of(suspicion: Suspicion, document: Any) -> Way:
    """The way through a document to what a suspicion is about.

    >>> document = {"scenes": [{"steps": [{"act": "joke", "menu": ["joke", "nothing"]}]}]}
    >>> way_of(Suspicion("W102", "", "", ("outcome", "joke", "nothing")), document)
    ('scenes', 0, 'steps', 0, 'menu', 1)
    """
    kind, name, *rest = suspicion.subject
    if kind == "want":
        return _want(name, int(rest[0]), document)
    way = _declared(name, document)
    if kind == "told":
        return (*way, "told")
    return (*way, *_outcome(way, rest[0], document)) if kind == "outcome" else way


def _want(person: str, at: int, document: Any) -> Way:
    """Where somebody's want of a number is: those of acts come after those of the list, in the order of the story."""
    return next(islice(_wants(person, document), at, None), ("people", person))


def _wants(person: str, document: Any) -> Iterator[Way]:
    yield from (("wants", person, place) for place in range(len((document.get("wants") or {}).get(person) or ())))
    for way, step in declarations(document):
        for role, terms in (step.get("wants") or {}).items():
            holders = step.get(role) if role in ("by", "to") else role
            if person in (holders if isinstance(holders, list) else [holders]):
                yield from ((*way, "wants", role, place) for place in range(len(terms)))


def _declared(name: str, document: Any) -> Way:
    """Where a fact is declared; of a state, where the version came about."""
    state, _, version = name.partition("@")
    facts = document.get("facts") or {}
    if name in facts or (state in facts and version == "0"):
        return ("facts", name if name in facts else state)
    found = [way for way, kind, word in _steps(document) if word == name and kind != "change"]
    changes = list(_changes(state, document))
    at = int(version) - 1 if version.isdecimal() else -1
    return found[0] if found else changes[at] if 0 <= at < len(changes) else ()


def _changes(state: str, document: Any) -> Iterator[Way]:
    """Where a state changes: by a step of its own, or with an act."""
    for way, step in declarations(document):
        if way[0] == "scenes" and step.get("change") == state:
            yield way
        elif state in (step.get("changes") or {}):
            yield (*way, "changes", state)


def _steps(document: Any) -> Iterator[tuple[Way, str, str]]:
    """Every step that settles a fact: the way to it, its kind and its name."""
    for way, step in declarations(document):
        if way[0] == "scenes":
            yield from ((way, kind, str(step[kind])) for kind in _KINDS if kind in step)


def _outcome(way: Way, outcome: str, document: Any) -> Way:
    """From a declaration to one of its outcomes."""
    data = document
    for key in way:
        data = data[key]
    for key in _OUTCOMES:
        listed = data.get(key)
        if isinstance(listed, dict):
            return (key, next((k for k in listed if str(k) == outcome), outcome))
        if isinstance(listed, list):
            return (key, next((at for at, word in enumerate(listed) if str(word) == outcome), 0))
    return ()
