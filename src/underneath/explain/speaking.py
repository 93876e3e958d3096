"""Speaking of a question: whose belief it is, about what, and when, as titles and sentences say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from underneath.explain.answer import words_of
from underneath.model import show
from underneath.model.belief import Belief
from underneath.model.facts import Outcome
from underneath.story.jsonable import Plain, label, labels, number, numbers

if TYPE_CHECKING:
    from underneath.files.script import Script


def said_of(script: Script) -> dict[int, str]:
    """What sentences and tables call each step, by its place: its note, or a few words.

    The note of a fact from before the first scene says what the fact is about, and not what came of it.  A reveal
    without a note speaks for itself: its own words are short, however much is revealed.
    """
    words = {step.place: step.note or ("" if step.kind == "reveal" else step.text) for step in script.steps}
    before = {step.place for step in script.steps if step.kind == "fact"}
    return {place: text for place, text in words.items() if text and place not in before}


def claim_words(about: str, outcome: Outcome | None) -> str:
    """What is claimed: that a fact has an outcome, or an event.

    >>> claim_words("heart", "love"), claim_words("heart == love or kiss == yes", None)
    ('heart is love', 'heart == love or kiss == yes')
    """
    return about if outcome is None else f"{about} is {words_of(outcome)}"


def path_words(path: Sequence[str]) -> str:
    """A path in a title; the world itself is one too.

    >>> path_words(["Sakura", "Kakashi"]), path_words([])
    ('Sakura > Kakashi', 'The world itself')
    """
    return " > ".join(path) or "The world itself"


def path_list(path: str) -> list[str]:
    """The names on a path as it is written.

    >>> path_list("Sakura > Kakashi"), path_list("")
    (['Sakura', 'Kakashi'], [])
    """
    return [word.strip() for word in path.split(">")] if path.strip() else []


def belief_title(belief: Belief, about: str) -> str:
    """Whose belief, about what, when, and with which depths."""
    whose = f"{' > '.join(belief.path)} believes about" if belief.path else "The world itself, about"
    jointly = f", jointly with {', '.join(belief.jointly)}" if belief.jointly else ""
    order = belief.order if belief.path else None
    return f"{whose} {about}{jointly}{moment_words(belief.step)}{show.depths(belief.level, order, belief.horizon)}"


def moment_words(step: str | None) -> str:
    """When it is, as the end of a title.

    >>> moment_words("joke"), moment_words(None)
    (', after joke', ', at the start')
    """
    return f", after {step}" if step is not None else ", at the start"


def belief_data(belief: Belief, about: str) -> dict[str, Plain]:
    """A belief as plain data."""
    return {
        "path": list(belief.path),
        "about": about,
        "facts": list(belief.facts),
        "outcomes": [labels(outcomes) for outcomes in belief.outcomes],
        "probabilities": belief.probabilities.tolist(),
        "spread": [_atom(atom) for atom in belief.spread],
        "entropy": number(belief.entropy()),
        **depths_data(belief),
    }


def _atom(atom: Any) -> dict[str, Plain]:
    found = {"weight": number(atom.weight), "probabilities": atom.probabilities.tolist()}
    return {**found, "jointly": labels(atom.jointly)} if atom.jointly else found


def depths_data(answer: Any) -> dict[str, Plain]:
    """Level, order, horizon and moment of an answer, as plain data."""
    horizon = None if answer.horizon is None else answer.horizon or "scene"
    return {"level": answer.level, "order": answer.order, "horizon": horizon, "after": answer.step}


def pairs(names: Iterable[Outcome], values: Iterable[float]) -> list[dict[str, Plain]]:
    """Outcomes with their numbers, as plain data: a list, because JSON has only words for keys."""
    return [{"outcome": label(name), "value": value} for name, value in zip(names, numbers(values), strict=True)]
