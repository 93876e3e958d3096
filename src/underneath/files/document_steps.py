"""Steps in the document: what happens in a scene, one model for each kind, known by the key that names it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Tag

from underneath.files.document_parts import Part, due, said, tag_by
from underneath.files.document_wants import Want
from underneath.files.shapes import (
    Amount,
    AmountsOf,
    Cases,
    Conditions,
    Expression,
    Outcome,
    OutcomeList,
    Outcomes,
    Probabilities,
    TablesOf,
    Text,
    Word,
    Words,
    WordsOf,
    one_of,
)

KINDS = ("act", "sign", "chance", "view", "change", "testimony", "reveal", "level", "grow", "go")
"""The keys of which a step has exactly one: they say what it is."""

NAMED = ("act", "sign", "chance", "view", "testimony")
"""The kinds of steps that make a fact, which is called by the value of that key."""

_SEEN = "Who sees it: names, or everyone, nobody, present, by, to."
_GIVEN = "The facts that a nested mapping hangs on, in order; elsewhere expressions name them."
_P = "Probabilities: a number, an expression, a row, uniform, or a mapping from outcomes."
_VALUE = "An expression that gives the outcome itself."
_CASES = "The first case whose condition holds counts."


class Step(Part):
    """What any step may say."""

    at: Text = said("Where it stands in the text.")
    when: Text = said("When it happens.")
    note: Text = said("What a sentence calls it.")


class Acting(Part):
    """What an act and its template may say."""

    menu: OutcomeList = said("What there is to choose from.")
    habit: Probabilities = said("What is done at level 0: a table, or uniform.")
    available: Conditions = said("Option: the condition under which it is there.")
    seen_by: Words = said(_SEEN)
    rationality: Amount = said("Rationality at this decision.")
    changes: TablesOf = said("State: how it changes at once.")


class Template(Acting):
    """A template for acts."""

    wants: dict[str, list[Want]] = said("by or to: terms of what they want.")
    note: Text = said("What a sentence calls it.")


class Act(Acting, Step):
    """A decision."""

    act: Word = due("Its name.")
    like: Word = said("The template that it is like.")
    by: Word = said("Who chooses.")
    to: Words = said("Whom it is addressed to.")
    wants: dict[str, list[Want]] = said("by, to or a name: terms of what they want.")
    told: Outcome = said("What was chosen.")


class Drawn(Step):
    """What steps with a table may say."""

    p: Probabilities = said(_P)
    value: Expression = said(_VALUE)
    cases: Cases = said(_CASES)
    given: Words = said(_GIVEN)
    told: Outcome = said("What happened.")


class Sign(Drawn):
    """Something that somebody shows and does not choose."""

    sign: Word = due("Its name.")
    by: Word = due("Who shows it.")
    to: Words = said("Whom it is addressed to.")
    outcomes: Outcomes = due("What may be shown.")
    seen_by: Words = said(_SEEN)


class Chance(Drawn):
    """Something that nature draws."""

    chance: Word = due("Its name.")
    outcomes: Outcomes = due("What may happen: a list, or a mapping with probabilities.")
    seen_by: Words = said(_SEEN)


class View(Drawn):
    """What somebody perceives of a fact."""

    view: Word = due("Its name.")
    of: Word = due("The fact that is seen.")
    by: Word = due("Who sees it.")
    clear: Amount = said("It is seen truly with this probability, else unseen (default 1).")


class Change(Drawn):
    """The next version of a state."""

    change: Word = due("The state; in the tables its bare name is the version before.")
    seen_by: Words = said(_SEEN + " Left out: whoever sees the state from the start.")


class Testimony(Step):
    """Somebody's word on a fact: it moves belief, and trust in who says so."""

    testimony: Word = due("Its name.")
    by: Word = due("Who says so.")
    to: Words = said("Who is told.")
    about: Word = due("The fact that it is about.")
    trust: Word = said("An earlier fact whose last outcome means that they can be trusted.")
    trusted: Outcome = said("Another outcome of it that means so.")
    says: OutcomeList = said("What they may say (default: the outcomes of the fact).")
    accuracy: Amount = said("With this probability they say what is so, when they can be trusted (default 1).")
    otherwise: Probabilities = said("What they say when they cannot be trusted (default uniform).")
    basis: Annotated[str, one_of("fact", "belief")] = said(
        "fact: what is so (default). belief: what they themselves believe."
    )
    seen_by: Words = said(_SEEN + " Left out: by and to.")
    told: Outcome = said("What was said.")


class Reveal(Step):
    """Further people come to know earlier facts."""

    reveal: Words = due("The facts.")
    to: Words = due("Who comes to know them.")


class LevelStep(Step):
    """Somebody thinks further, or less far, from here on."""

    level: AmountsOf = due("Person: level.")


class Grow(Step):
    """An outcome enters somebody's head."""

    grow: Word = due("Whose head it is.")
    fact: Word = due("The fact that has the outcome.")
    outcome: Outcome = due("What is new.")
    delta: Amount = said("The probability that it gets; none for an option of an act.")
    seen_by: Words = said("Who notices (default: nobody else).")


class Go(Step):
    """Somebody goes somewhere: from here on, default observers follow."""

    go: WordsOf = due("Person: place.")


def step_tag(value: object) -> str | None:
    """Which kind of step it is."""
    return tag_by(KINDS, value)


StepItem = Annotated[
    Annotated[Act, Tag("<act>")]
    | Annotated[Sign, Tag("<sign>")]
    | Annotated[Chance, Tag("<chance>")]
    | Annotated[View, Tag("<view>")]
    | Annotated[Change, Tag("<change>")]
    | Annotated[Testimony, Tag("<testimony>")]
    | Annotated[Reveal, Tag("<reveal>")]
    | Annotated[LevelStep, Tag("<level>")]
    | Annotated[Grow, Tag("<grow>")]
    | Annotated[Go, Tag("<go>")],
    Discriminator(step_tag),
]
