"""Wording: what somebody types, as the question that it is.

A question is about a fact, several facts with commas between them, or an event in the expressions of story files.  What
is wrong with an event is told as it is in a file, with a caret under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from underneath.errors import UnknownName
from underneath.explain.answer import words_of
from underneath.files.queries import About, BeliefQuery, ExpectQuery
from underneath.model.facts import Cause, Fact, Outcome
from underneath.model.scope import Scope

if TYPE_CHECKING:
    from underneath.files.script import Query, Script

_SIGNS = frozenset("=<>!()+*/'\"`")
_WORDS = frozenset({"in", "and", "or", "not"})
NOBODY = "nobody"
WHO = "the question"
"""Who names what, in a message."""


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of a finished story, for expressions."""

    scope: Scope

    def fact(self, word: str) -> tuple[str, tuple[Outcome, ...]] | None:
        """The canonical name of a fact, and its outcomes."""
        if not self.scope.taken(word):
            return None
        found = self.scope.fact(word, WHO)
        return found.name, found.outcomes

    def number(self, _word: str) -> float | None:
        """A question names no numbers of the file."""
        return None

    @property
    def minds(self) -> Sequence[str]:
        """The people of the story."""
        return self.scope.minds

    def known(self) -> Sequence[str]:
        """The names of all facts."""
        return self.scope.names()


def about_of(script: Script, text: str) -> About:
    """What a question is about.

    Args:
        script: The story.
        text: A fact, several with commas between them, or an event such as `heart == love and kiss == yes`.

    Raises:
        UnknownName: If there is no such fact.
        BadFile: If the event cannot be read.
    """
    scope = script.story.scope
    if scope.taken(text.strip()):
        return About(text.strip(), (scope.fact(text.strip(), WHO).name,))
    if _is_event(text):
        return _event(scope, text)
    found = [scope.fact(word.strip(), WHO).name for word in text.split(",")]
    return About(text.strip(), tuple(found))


def _is_event(text: str) -> bool:
    return not _SIGNS.isdisjoint(text) or not _WORDS.isdisjoint(text.split())


def _event(scope: Scope, text: str) -> About:
    """An event, read as a story file's expressions are."""
    from underneath.files.compiling import read_event  # noqa: PLC0415  most questions name a fact
    from underneath.files.loading import bad_file  # noqa: PLC0415
    from underneath.files.placing import placed  # noqa: PLC0415
    from underneath.files.problems import Problems, Said  # noqa: PLC0415
    from underneath.files.source import Source, Spot  # noqa: PLC0415
    from underneath.files.tree import Scalar  # noqa: PLC0415

    problems, source = Problems(), Source("<question>", text)
    event = read_event(Said(text), _Names(scope), problems)
    if event is None:
        raise bad_file(placed(problems.found, Scalar(Spot(source, 0, len(text)), text)))
    return About(text.strip(), event=event)


def asked_of(script: Script, text: str, word: str | None = None) -> tuple[About, Outcome | None]:
    """What a question is about, and the outcome that it asks for.

    Args:
        script: The story.
        text: As for `about_of`; or `heart=love`, a fact and an outcome.
        word: The outcome, where it is said apart; None for none.

    Raises:
        UnknownName: If there is no such fact, or the question is about no single one.
        BadFile: If an event cannot be read.
    """
    fact, equals, outcome = text.partition("=")
    single = equals and not outcome.startswith("=") and script.story.scope.taken(fact.strip())
    if single and word is not None:
        raise UnknownName(f"{WHO} names two outcomes, {outcome.strip()!r} and {word!r}; one of them was due.")
    about = about_of(script, fact if single else text)
    return about, claimed(script, about, outcome.strip() if single else word)


def path_of(script: Script, text: str) -> str:
    """A path as somebody types it: `nobody` is the world itself, as in story files, unless it is somebody's name."""
    return "" if text.strip() == NOBODY and NOBODY not in script.story.scope.minds else text


def outcome_of(fact: Fact, word: str) -> Outcome:
    """The outcome that a word means: `true` and `2` are a truth value and a number where the fact has them.

    A word that means none is given back as it is: whoever reads it knows how to say what there is.
    """
    return next((o for o in fact.outcomes if word in (words_of(o), str(o))), word)


def outcomes_of(script: Script, pairs: Iterable[tuple[str, str]]) -> dict[str, Outcome]:
    """The outcomes of facts that pairs of words mean.

    Raises:
        UnknownName: If there is no such fact.
    """
    facts = [(script.story.scope.fact(name, WHO), word) for name, word in pairs]
    return {fact.name: outcome_of(fact, word) for fact, word in facts}


def claimed(script: Script, about: About, word: str | None) -> Outcome | None:
    """The outcome that a question is about.

    Raises:
        UnknownName: If the question is about no single fact, so that it has no outcome.
    """
    if word is None:
        return None
    if len(about.facts) != 1:
        raise UnknownName(f"{WHO} names the outcome {word!r}, which goes with one fact; it is about {about.text!r}.")
    return outcome_of(script.story.scope.fact(about.facts[0], WHO), word)


def question_of(script: Script, text: str) -> Query:
    """A question in a branch: `Kakashi: moved`, `Sakura > Kakashi: heart = love`, or `wink` for what happens.

    Raises:
        UnknownName: If there is no such fact.
    """
    path, colon, rest = text.partition(":")
    who, what = (path.strip(), rest.strip()) if colon else ("", text.strip())
    about, outcome = asked_of(script, what)
    return BeliefQuery(text=text, about=about, path=path_of(script, who), outcome=outcome)


def decision_question(script: Script, fact: str, by: str | None = None) -> ExpectQuery:
    """What somebody will do at a decision.

    Raises:
        UnknownName: If there is no such decision.
    """
    found = script.story.scope.fact(fact, WHO)
    if found.cause is not Cause.DECISION:
        chosen = ", ".join(f.name for f in script.model.facts if f.cause is Cause.DECISION)
        raise UnknownName(
            f"{found.name!r} is not a decision (decisions: {chosen or 'none'}); ask what is believed of it."
        )
    return ExpectQuery(text=f"expect {found.name}", decision=found.name, by=by)


def settings_of(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Changes to a document: `people.Sakura.level` and `1` put that number where those keys lead.

    Raises:
        BadFile: If a value cannot be read as one of a story file.
        UnknownName: If one setting leads on beyond the value of another.

    >>> settings_of([("people.Sakura.level", "1"), ("people.Sakura.horizon", "scene")])
    {'people': {'Sakura': {'level': 1, 'horizon': 'scene'}}}
    """
    changes: dict[str, Any] = {}
    for key, text in pairs:
        _put(changes, key, _value(text))
    return changes


def _put(changes: dict[str, Any], key: str, value: Any) -> None:
    """Put a value where a key leads, making the mappings on the way."""
    *way, last = key.split(".")
    for word in way:
        changes = changes.setdefault(word, {})
        if not isinstance(changes, dict):
            raise UnknownName(f"the setting {key!r} leads on beyond {word!r}, which another setting has given a value.")
    changes[last] = value


def _value(text: str) -> Any:
    """A value as a story file would have it: a number, a word, a list, a mapping."""
    from underneath.files.loading import bad_file  # noqa: PLC0415  it brings the reader of YAML with it
    from underneath.files.reading import read_tree  # noqa: PLC0415
    from underneath.files.source import Source  # noqa: PLC0415
    from underneath.files.tree import data_of  # noqa: PLC0415

    node, problems = read_tree(Source("<setting>", text))
    if node is None or problems:
        raise bad_file(problems)
    return data_of(node)
