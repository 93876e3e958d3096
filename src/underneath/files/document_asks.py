"""Questions in the document: what is watched, and what is asked, one model for each kind of question."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Tag

from underneath.files.document_parts import Part, due, kind_of, said, tag_by
from underneath.files.shapes import (
    Amount,
    Expression,
    Outcome,
    OutcomeOf,
    Shape,
    Text,
    Whole,
    Word,
    Words,
    is_word,
    one_of,
)
from underneath.model.feelings import WORDS

QUESTIONS = ("belief", "expect", "why", "voi", "irony", "who_knows", "mutual", "common", "feel", "feelings", "what_if")
"""The keys of which a question has exactly one: they say what is asked."""

_OF = 'A person, a path such as "Sakura > Kakashi", or nobody for the world itself.'
_AT = "The fact just after which, or the scene at whose end (default: now)."
_WHOSE = 'A person, or a path such as "Sakura > Kakashi".'
_STEP = "The step: a fact, or a scene for its last one (default: the last that is told)."
_SINCE = "The fact just before which the step starts (default: the fact of the step itself)."
_SUPPOSE = "Fact: outcome supposed for this question."


Feeling = Annotated[str, Shape("a feeling", is_word, {"enum": list(WORDS)})]


class Watch(Part):
    """A belief that a run shows after each scene."""

    of: Word = due(_OF)
    about: Word = due("The fact.")
    outcome: Outcome = said("This outcome alone.")
    name: Text = said("What it is called.")


class Named(Part):
    """What any question may say."""

    name: Text = said("What the answer is called.")


class AskBelief(Named):
    """What somebody believes."""

    belief: Words = due("A fact, several, or an event such as heart == love.")
    of: Word = said(_OF)
    at: Word = said(_AT)
    after: Word = said("For a path: when the last of it holds the belief.")
    suppose: OutcomeOf = said(_SUPPOSE)
    jointly: Words = said("For a path: facts asked jointly with the belief.")
    outcome: Outcome = said("This outcome alone.")


class AskExpect(Named):
    """What somebody will do, or is expected to."""

    expect: Word = due("The decision.")
    by: Word = said("Whose prediction (default: the one who chooses).")
    suppose: OutcomeOf = said(_SUPPOSE)


class AskWhy(Named):
    """Which steps moved a belief, and by how much."""

    why: Words = due("A fact, or an event.")
    of: Word = due(_OF)
    outcome: Outcome = said("Of the fact.")
    at: Word = said(_AT)


class AskVoi(Named):
    """What seeing would be worth at a decision."""

    voi: Word = due("The decision.")
    foresight: Amount = said("The rationality that its plans give to later decisions (default .inf).")
    suppose: OutcomeOf = said(_SUPPOSE)


class AskIrony(Named):
    """How far somebody's belief is from the reader's, step by step, in bits."""

    irony: Word = due("The fact.")
    of: Word = due(_OF)
    reader: Word = said("The reader (default: the person with reader: true).")


class AskWhoKnows(Named):
    """Who is sure of a fact, and who is sure of what is so, on all paths up to a length."""

    who_knows: Word = due("The fact.")
    orders: Whole = said("How long the paths are at most (default 2).")
    among: Words = said("Whose knowledge is shown (default: all who see the fact, or something that hangs on it).")


class AskMutual(Named):
    """Whether people believe something, believe that the others do, and so on."""

    mutual: Expression = due("An event such as heart == love.")
    among: Words = due("The people, or everyone.")
    p: Amount = said("How sure they must be (default 1).")
    n: Whole = said("How many times over (default 1).")


class AskCommon(Named):
    """Whether something is common belief."""

    common: Expression = due("An event such as heart == love.")
    among: Words = due("The people, or everyone.")
    p: Amount = said("How sure they must be (default 1).")


class AskFeel(Named):
    """How strongly somebody feels something in a step of the story."""

    feel: Feeling = due("The feeling, such as fear.")
    of: Word = due(_WHOSE)
    at: Word = said(_STEP)
    since: Word = said(_SINCE)
    toward: Word = said("Toward whom, or before whom (default: before all).")
    about: Words = said("The act that it is about; of a belief shift the facts.")


class AskFeelings(Named):
    """All that somebody feels in a step of the story."""

    feelings: Word = due(_WHOSE)
    at: Word = said(_STEP)
    since: Word = said(_SINCE)


class Samples(Part):
    """A branch followed by samples."""

    samples: Whole = due("How many.")
    seed: Whole = said("Where the random numbers start (default 0).")


FollowItem = Annotated[
    Annotated[Samples, Tag("<mapping>")] | Annotated[Annotated[str, one_of("told", "likeliest")], Tag("<word>")],
    Discriminator(kind_of),
]


def asked_tag(value: object) -> str | None:
    """Which question it is."""
    return tag_by(QUESTIONS, value)


Plain = (
    Annotated[AskBelief, Tag("<belief>")]
    | Annotated[AskExpect, Tag("<expect>")]
    | Annotated[AskWhy, Tag("<why>")]
    | Annotated[AskVoi, Tag("<voi>")]
    | Annotated[AskIrony, Tag("<irony>")]
    | Annotated[AskWhoKnows, Tag("<who_knows>")]
    | Annotated[AskMutual, Tag("<mutual>")]
    | Annotated[AskCommon, Tag("<common>")]
    | Annotated[AskFeel, Tag("<feel>")]
    | Annotated[AskFeelings, Tag("<feelings>")]
)


class WhatIf(Named):
    """Questions asked where something had been different."""

    what_if: Annotated[Any, Shape("a mapping", lambda v: isinstance(v, dict), {"type": "object"})] = due(
        "Fact: outcome; or a changed world: people, numbers, facts, wants or heads, merged into the file's."
    )
    follow: FollowItem = said("How the branch goes on where it is too large to be summed.")
    ask: list[Annotated[Plain, Discriminator(asked_tag)]] = said("What is asked there.")


AskItem = Annotated[Plain | Annotated[WhatIf, Tag("<what_if>")], Discriminator(asked_tag)]
