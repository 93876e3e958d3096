"""The format of a trace: what `underneath.story.trace.trace` makes, field by field, and its JSON Schema.

These classes are the description; `docs/trace.md` tells the same to people.  Infinite numbers are the words "inf" and
"-inf", because JSON has no others.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Label = bool | int | float | str
Number = float | Literal["inf", "-inf"]
Probability = Annotated[float, Field(ge=-1e-9, le=1 + 1e-9)]
Place = Annotated[int, Field(ge=0)]


class _Strict(BaseModel):
    """Nothing more, and nothing else, than what is named."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Person(_Strict):
    """A mind of the story."""

    name: str
    reader: bool = Field(description="Whether it stands for the reader: it sees what the text shows and does nothing.")
    level: int = Field(ge=0, description="How many steps deep it reasons, before any step that changes that.")
    rationality: Number = Field(description="Inverse temperature, per util.")
    horizon: int | Literal["scene"] = Field(description="Own decisions that its plans look through.")
    wants: list[str] = Field(description="The names of what it wants; a want without a name is an empty word.")


class Fact(_Strict):
    """A fact of the world."""

    name: str
    cause: Literal["chance", "sign", "decision"]
    owner: str | None = Field(description="Whose sign or decision it is.")
    outcomes: list[Label]
    told: Label | None = Field(description="What the story says is so; null for what it leaves open.")
    place: Place = Field(description="The step that settles it.")
    state: str | None = Field(description="The state that it is a version of.")
    version: int | None
    known: dict[str, int] = Field(description="By name: the step at which that person comes to know it.")


class Scene(_Strict):
    """A run of steps."""

    name: str
    start: Place = Field(description="Its first step.")
    end: Place = Field(description="The step after its last one.")
    at: str = Field(description="Where it stands in the text.")
    when: str
    place: str
    present: list[str]


class Step(_Strict):
    """What happens at one place; moment k is just before step k, moment k + 1 just after it."""

    place: Place
    kind: Literal["fact", "chance", "act", "sign", "view", "change", "testimony", "reveal", "level", "grow"]
    facts: list[str] = Field(description="The facts that it settles or reveals, or that somebody thinks of anew.")
    by: str | None = Field(description="Who acts, shows a sign, or changes.")
    outcome: Label | None = Field(description="What comes of the fact; what somebody comes to think of.")
    level: int | None = Field(description="For a change of level: the new one.")
    delta: Number | None = Field(description="For a growth of awareness: the mass of what is new.")
    learnt_by: list[str] = Field(description="Who sees it happen, or comes to know what it reveals.")
    scene: int | None = Field(description="Position in `scenes`; null before the first.")
    text: str = Field(description="What happens, in words.")
    note: str
    at: str
    when: str


class Refusal(_Strict):
    """Why there is no answer."""

    error: str = Field(description="The name of the error.")
    message: str


class Atom(_Strict):
    """One belief that another may hold, and how likely that is."""

    weight: Probability
    probabilities: list[Probability]


class Row(_Strict):
    """A belief from one moment on; it holds until the next row."""

    moment: Place
    level: int | None = Field(default=None, description="Of the outermost mind; null for the world itself.")
    probabilities: list[Probability] | None = Field(default=None, description="One for each outcome; of order 2 means.")
    entropy: float | None = Field(default=None, description="Bits.")
    spread: list[Atom] | None = Field(default=None, description="From order 2 on: the beliefs that the last may hold.")
    refused: Refusal | None = Field(default=None, description="Instead of all else: why there is no answer.")


class BeliefOf(_Strict):
    """What is believed at a path about a fact, from the moment after that fact on."""

    path: list[str]
    order: int = Field(ge=0)
    about: str
    outcomes: list[Label]
    moments: list[Row] = Field(min_length=1)


class WeightOf(_Strict):
    """What one step weighs."""

    place: Place
    before: Probability
    after: Probability
    bits: Number


class WeightsOf(_Strict):
    """What each step weighs for an outcome, in what is believed at a path; steps left out weigh nothing."""

    path: list[str]
    about: str
    outcome: Label
    steps: list[WeightOf] = Field(min_length=1)


class PolicyOf(_Strict):
    """How likely each option is, and what it is worth."""

    level: int | None = None
    horizon: int | Literal["scene"] | None = None
    probabilities: list[Probability] | None = None
    utilities: list[Number | None] | None = Field(
        default=None, description="Utils; null for habits, and in the list where an option is not available."
    )
    refused: Refusal | None = None


class Expected(PolicyOf):
    """The policy that somebody else expects, just before the decision."""

    path: list[str]


class Decision(_Strict):
    """A decision."""

    decision: str
    place: Place
    by: str
    options: list[Label]
    taken: Label | None
    policy: PolicyOf
    expected: list[Expected]


class BranchBelief(_Strict):
    """A belief in a branch, at its end, with that of the story as told where it has one."""

    path: list[str]
    about: str
    outcomes: list[list[Label]] = Field(description="Of each fact; the numbers run over them, the last one fastest.")
    probabilities: list[Probability] | None = None
    as_told: list[Probability] | None = None
    refused: Refusal | None = None


class Branch(_Strict):
    """What if: what was changed, by which rule it goes on, and what is believed at its end."""

    changed: dict[str, Label] = Field(description="Fact: its outcome in the branch.")
    rule: str
    beliefs: list[BranchBelief]


class FeelingIn(_Strict):
    """What somebody feels in a step; nothing that is not felt."""

    path: list[str] = Field(min_length=1)
    place: Place = Field(description="The fact whose step it is; the first item, where a step has no fact.")
    since: Place = Field(description="The moment just before the step.")
    moment: Place = Field(description="The moment just after the step.")
    feeling: str
    toward: list[str] = Field(description="Toward whom, or the audience as a path; empty if toward nobody.")
    about: list[str] = Field(description="The act that it is about, or the facts.")
    intensity: Number | None = Field(default=None, description="In its unit; of a longer path a mean.")
    unit: Literal["utils", "bits"] | None = None
    outside: list[Label] | None = Field(default=None, description="What came and had never been thought of.")
    refused: Refusal | None = Field(default=None, description="Instead of a number: why there is no answer.")


class Trace(_Strict):
    """A story, all that is believed in it, and why: version 1."""

    trace: Literal[1]
    title: str
    about: str
    now: Place = Field(description="The moment up to which the story is told.")
    people: list[Person]
    facts: list[Fact]
    scenes: list[Scene]
    steps: list[Step]
    beliefs: list[BeliefOf]
    weights: list[WeightsOf]
    decisions: list[Decision]
    branches: list[Branch]
    feelings: list[FeelingIn] = Field(
        default_factory=list, description="By person and step; a trace that was written before there were any has none."
    )


def trace_schema() -> dict[str, Any]:
    """The JSON Schema of a trace.

    >>> trace_schema()["title"]
    'Trace'
    """
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Trace.model_json_schema()}


def read_trace(document: dict[str, Any]) -> Trace:
    """A trace as typed values.

    Raises:
        pydantic.ValidationError: If the document is no trace of this version; each fault is listed with its place.
    """
    return Trace.model_validate(document)
