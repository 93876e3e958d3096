"""Naming: the one feeling that a word, a person and an act name, or what is missing for it."""

from __future__ import annotations

from collections.abc import Iterable

from underneath.errors import NoFeeling, suggest
from underneath.feelings.choosing import acts_of, child_of
from underneath.feelings.steps import ASKER, Moment
from underneath.model.facts import Cause
from underneath.model.faults import listed
from underneath.model.feelings import WORDS, Word
from underneath.model.handles import FactLike, PathLike
from underneath.reason.felt import Question, image_terms
from underneath.reason.selves import Span
from underneath.reason.stakes import wanted_facts
from underneath.story import names


def chosen(
    moment: Moment, name: str, word: Word, toward: PathLike | None, about: FactLike | Iterable[FactLike] | None
) -> Question:
    """The question that a word, a person and an act come to."""
    scope, where = moment.story.scope, moment.ask.where
    if word.image:
        return _before_audience(moment, name, word, toward, about)
    if toward is not None and not word.toward:
        raise NoFeeling(f"{name} is not felt toward anybody; leave toward= out.")
    other = _other(moment, name, word, toward)
    if word.about:
        facts = wanted_facts(where, moment.head, moment.span.start, moment.span.end)
        facts = names.facts_of(scope, about, ASKER) if about is not None else facts
        if not facts:
            raise NoFeeling(
                f"{moment.name(moment.me)} wants nothing that falls in this scene, so a belief shift needs facts:"
                " about=..."
            )
        return Question(name, (facts,))
    if not word.act:
        if about is not None:
            raise NoFeeling(f"{name} is not about an act; leave about= out.")
        return Question(name, other)
    return Question(name, (*other, _act(moment, name, word, other, about)))


def _other(moment: Moment, name: str, word: Word, toward: PathLike | None) -> tuple[int, ...]:
    if not word.toward:
        return ()
    everybody = [m.name for m in moment.story.model.minds if m.index != moment.me]
    if toward is None:
        raise NoFeeling(f"{name} is felt toward somebody; say toward whom: toward=... (people: {listed(everybody)}).")
    path = names.path_of(moment.story.scope, toward)
    if len(path) != 1 or path[0] == moment.me:
        raise NoFeeling(
            f"{name} is felt toward one other mind, and {str(toward)!r} came (people: {listed(everybody)})."
        )
    if word.act == "own" and not moment.ask.where.heads.settings(child_of(moment, path[0])).terms:
        them = moment.name(path[0])
        raise NoFeeling(
            f"{them!r} wants nothing in this story, so {them!r} cannot be let down; say what {them!r} wants."
        )
    return path


def _act(
    moment: Moment, name: str, word: Word, other: tuple[int, ...], about: FactLike | Iterable[FactLike] | None
) -> int:
    """The act that a feeling is about."""
    actor = moment.me if word.act == "own" else other[0]
    model, acts = moment.story.model, acts_of(moment, actor)
    shown = listed([model.facts[a].name for a in acts]) or "none yet"
    if about is None and len(acts) == 1:
        return acts[0]
    if about is None:
        raise NoFeeling(f"{name} is about an act of {moment.name(actor)!r}; say which: about=... (acts: {shown}).")
    named = names.facts_of(moment.story.scope, about, ASKER)
    if len(named) != 1:
        raise NoFeeling(f"{name} is about one act, and {len(named)} came (acts: {shown}).")
    fact = model.facts[named[0]]
    if fact.cause is not Cause.DECISION or fact.owner != actor:
        hint = suggest(fact.name, [model.facts[a].name for a in acts])
        raise NoFeeling(
            f"{name} is about an act of {moment.name(actor)!r}, and {fact.name!r} is none (acts: {shown}).{hint}"
        )
    if fact.index not in acts:
        raise NoFeeling(f"{fact.name!r} is still to come at this step, so there is no {name} about it (acts: {shown}).")
    return fact.index


def _before_audience(moment: Moment, name: str, word: Word, toward: PathLike | None, about: object) -> Question:
    """The image terms before an audience, or before all."""
    where, who = moment.ask.where, moment.name(moment.me)
    if about is not None:
        raise NoFeeling(f"{name} is about what an image term is about; leave about= out.")
    if name == "mortification" and where.heads.settings(moment.head).kappa is None:
        raise NoFeeling(
            f"mortification needs a weight that {who!r} has not declared: kappa, as in w.mind({who!r}, kappa=0.5)."
        )
    audience = () if toward is None else names.path_of(moment.story.scope, toward)
    if audience == (moment.me,) and word.image == "other":
        raise NoFeeling(f"{name} is felt before others; with oneself as audience it is shame.")
    if toward is not None and not audience:
        raise NoFeeling(f"{name} is felt before somebody, and {str(toward)!r} came; leave toward= out for all.")
    if word.image == "self" and audience not in ((), (moment.me,)):
        raise NoFeeling(f"{name} is felt before oneself; with {str(toward)!r} as audience it is embarrassment.")
    if word.single and len(audience) > 1:
        raise NoFeeling(f"{name} is felt before one other mind, and {str(toward)!r} came.")
    terms = image_terms(where, moment.head, moment.span, word, audience)
    if not terms:
        raise NoFeeling(_no_image(moment, name, word, audience))
    return Question(name, tuple(terms))


def _no_image(moment: Moment, name: str, word: Word, audience: tuple[int, ...]) -> str:
    """Why there is nobody before whom something is felt."""
    who = moment.name(moment.me)
    before = f" before {' > '.join(moment.name(m) for m in audience)!r}" if audience else ""
    terms = image_terms(moment.ask.where, moment.head, Span(0, 0, 0, moment.story.model.end), word, audience)
    if terms:
        return (
            f"{who!r} cares for its image{before}, but not in this step: what it wants there falls in another scene, or"
            " is read before the step ends."
        )
    return (
        f"{name}{before} needs an image term of {who!r}, which has no such weight; declare what the audience's belief"
        f" is worth: w.wants({who!r}, un.image(...))."
    )


def refuse_wantless(moment: Moment, name: str | None) -> None:
    """Refuse to ask who wants nothing what only those feel who do."""
    if name is not None and not WORDS[name].wants:
        return
    if not moment.ask.where.heads.settings(moment.head).terms:
        who = moment.name(moment.me)
        raise NoFeeling(
            f"{who!r} wants nothing in this story, so nothing is at stake for {who!r}; say what {who!r} wants, or ask"
            " for what needs no want: surprise, belief shift, guilt toward somebody who does, foreseen regret."
        )
