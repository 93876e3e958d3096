"""Document: the shape of a story file, version 1, as models whose fields are described.

JSON Schema is generated from them, and `files/checking.py` finds with them what is not of this shape.  What a name
means is no matter here, and neither is what can stand together: see `files/building.py`.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Tag

from underneath.files.document_asks import AskItem, Watch
from underneath.files.document_parts import Part, due, kind_of, said
from underneath.files.document_steps import StepItem, Template
from underneath.files.document_wants import Want
from underneath.files.shapes import (
    Amount,
    AmountsOf,
    Cases,
    Expression,
    Outcome,
    Outcomes,
    OutcomesOf,
    Probabilities,
    Shape,
    TablesOf,
    Text,
    Truth,
    Word,
    Words,
    is_amount,
    is_word,
    one_of,
)

VERSION = 1


class LevelMixture(Part):
    """Weights over the levels of others."""

    poisson: Amount = said("Poisson weights with this parameter, cut off below one's own level.")
    weights: list[Amount] = said("A weight for level 0, 1, 2, ...")


class Traits(Part):
    """How somebody thinks."""

    level: Amount = said("How many steps deep they reason, 0 up (default 2).")
    rationality: Amount = said("Inverse temperature per util, 0 to .inf (default 1).")
    foresight: Amount = said("The rationality that plans give to their own later decisions.")
    horizon: Amount = said("Own decisions that a plan looks through, or scene (default).")
    discount: Amount = said("What a util is worth one own decision later (default 1).")
    chi: Amount = said("The weight of a cursed reading of what others do, 0 to 1 (default 0).")
    levels: LevelMixture = said("Weights over the levels of others.")
    reference: Amount = said("For feelings: the utils that are neither gain nor loss (default: what is expected).")
    kappa: Amount = said("For feelings: what being known to know of an exposure adds to it, 0 up.")


class Closed(Part):
    """An event that somebody is sure has not happened."""

    fact: Word = due("The event.")
    null: Outcome = said("Its outcome that means that nothing happened (default nothing).")
    fallback: Annotated[str, one_of("open")] = said("open brings the common table back on evidence against it.")


ClosedItem = Annotated[
    Annotated[Closed, Tag("<mapping>")]
    | Annotated[Annotated[str, Shape("a fact or a mapping {fact: ...}", is_word, {"type": "string"})], Tag("<word>")],
    Discriminator(kind_of),
]


class Person(Traits):
    """Somebody in the story, or its reader."""

    closed: list[ClosedItem] = said("Events that they are sure have not happened, at every path that ends in them.")
    unaware: OutcomesOf = said("Fact: outcomes that are missing from their head at the start.")
    reader: Truth = said("true: sees what the text shows, and neither acts nor wants.")
    note: Text = said("Free text.")


class Fact(Part):
    """What is so before the first scene."""

    outcomes: Outcomes = due("What may be so: a list, or a mapping with the prior.")
    of: Words = said("Whose it is: they see it.")
    seen_by: Words = said("Who else sees it.")
    p: Probabilities = said("Probabilities: a number, an expression, a row, uniform, or a mapping from outcomes.")
    value: Expression = said("An expression that gives the outcome itself.")
    cases: Cases = said("The first case whose condition holds counts.")
    given: Words = said("The facts that a nested mapping hangs on, in order; elsewhere expressions name them.")
    changing: Truth = said("true: a state that steps can change.")
    told: Outcome = said("What the story says is so.")
    note: Text = said("Free text.")


class Tremble(Part):
    """Mistakes in every policy of a head."""

    eps: Amount = due("How often a mistake is made, 0 to 1.")
    rationality: Amount = said("Mistakes are softmax at this rationality; left out, uniform.")


TrembleItem = Annotated[
    Annotated[Tremble, Tag("<mapping>")]
    | Annotated[
        Annotated[Any, Shape("a number or a mapping {eps: ...}", is_amount, {"type": ["number", "string"]})],
        Tag("<word>"),
    ],
    Discriminator(kind_of),
]


class Head(Traits):
    """What differs in a head."""

    tables: TablesOf = said("Fact: its table here; of a decision, the policy that is expected.")
    rationality_at: AmountsOf = said("Decision: rationality.")
    wants: list[Want] = said("These instead of the mind's own.")
    tremble: TrembleItem = said("Mistakes in every policy in this head.")
    fallback: list[TablesOf] = said(
        "Lists of tables, tried in order on evidence held impossible; common is the usual one."
    )
    note: Text = said("Free text.")


class Scene(Part):
    """A scene: what happens in it, in order."""

    scene: Text = due("Its name.")
    at: Text = said("Where it stands in the text.")
    when: Text = said("When it happens.")
    place: Text = said("Where it happens.")
    present: Words = said("Who is there: by default they see what is done and shown in it.")
    note: Text = said("Free text.")
    steps: list[StepItem] = said("What happens.")


class Document(Part):
    """A story file."""

    underneath: Annotated[Any, Shape("the version of the format", lambda _: True, {"const": VERSION})] = due(
        "The version of the format: 1."
    )
    story: Text = said("The title (default: the name of the file).")
    about: Text = said("Free text.")
    habit: Annotated[str, one_of("uniform")] = said("uniform: what decisions without a habit do at level 0.")
    levels: LevelMixture = said("Weights over the levels of others, for everybody who has none.")
    limit: Annotated[Any, Shape("a size such as 512 MiB", is_amount, {"type": ["integer", "string"]})] = said(
        "Memory that the tables behind a question may take: bytes, or a number of KiB, MiB or GiB."
    )
    time_limit: Annotated[Any, Shape("a time such as 10 s", is_amount, {"type": ["number", "string"]})] = said(
        "What a question may take, counted in work on a plain machine: seconds, or a number of s, min or h."
    )
    numbers: AmountsOf = said("Named numbers; each may be an expression of those before it.")
    people: dict[str, Person | None] = due("Who there is.")
    facts: dict[str, Fact] = said("What is so before the first scene, in order.")
    acts: dict[str, Template] = said("Templates for acts: {by}, {to} and {this} are filled in by the use.")
    wants: dict[str, list[Want]] = said("What people want: sums of terms.")
    heads: dict[str, Head] = said('What differs in heads: "S > K" is that path alone, "* > K" all that end so.')
    scenes: list[Scene] = said("What happens, in order.")
    watch: list[Watch] = said("What a run shows after each scene.")
    feelings: Words = said("Whose feelings a run shows: people who want something.")
    ask: list[AskItem] = said("Questions that are answered after the run.")
