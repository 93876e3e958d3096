"""Sentences: what made a feeling, in plain English, with its numbers.

Names stand where a person would say "she": a story does not tell who is a she.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Protocol

from underneath.feelings.words import listed, possessive, whose
from underneath.model.facts import Outcome
from underneath.model.shared import Whose


class Feeling(Protocol):
    """What a sentence is made of; `underneath.feelings.feeling.Feeling` has it."""

    @property
    def name(self) -> str:
        """The word."""

    @property
    def intensity(self) -> float:
        """How strong."""

    @property
    def unit(self) -> str:
        """Of the intensity."""

    @property
    def whose(self) -> Whose:
        """Whose, and when."""

    @property
    def steps(self) -> tuple[str, ...]:
        """What happened."""

    @property
    def toward(self) -> tuple[str, ...]:
        """Toward whom."""

    @property
    def about(self) -> tuple[str, ...]:
        """About what."""

    @property
    def parts(self) -> Mapping[str, float | Mapping[Outcome, float]]:
        """What made it."""

    @property
    def outside(self) -> tuple[Outcome, ...]:
        """What had never been thought of."""

    @property
    def took(self) -> str:
        """What was taken where nothing was declared."""

    @property
    def atoms(self) -> tuple[tuple[float, float], ...]:
        """What it may be, and how likely."""


def utils(amount: float) -> str:
    """An amount of utility in a sentence.

    >>> utils(1.2345), utils(0.00001), utils(float("-inf"))
    ('1.23 utils', '1e-05 utils', 'minus infinity')
    """
    if math.isinf(amount):
        return "infinity" if amount > 0 else "minus infinity"
    return f"{amount:.2f} utils" if abs(amount) >= 0.005 or not amount else f"{amount:.2g} utils"


def because(feeling: Feeling) -> str:
    """What made a feeling, in a sentence.

    The numbers are those of `parts`; of a longer path, where it is not certain what has been observed, there are none.
    """
    who = whose(feeling.whose.path)
    if feeling.name == "belief shift":
        return _shift(feeling, who)
    if not feeling.parts:
        return f"{who} feels {feeling.name}{_object(feeling)}: {_amount(feeling)}{_in_all(feeling)}."
    said = _SENTENCES.get(feeling.name, _plain)(feeling, who)
    return f"{said}{f' ({feeling.took})' if feeling.took else ''}"


def _shift(feeling: Feeling, who: str) -> str:
    about = f" about {listed(feeling.about)}" if feeling.about else ""
    return f"What {who} believes{about} shifts {_event(feeling)} by {_amount(feeling)}{_in_all(feeling)}."


def _amount(feeling: Feeling) -> str:
    if feeling.unit == "bits":
        return "beyond all bits" if math.isinf(feeling.intensity) else f"{feeling.intensity:.2f} bits"
    return utils(feeling.intensity)


def _in_all(feeling: Feeling) -> str:
    return " on average" if len(feeling.atoms) > 1 else ""


def _object(feeling: Feeling) -> str:
    toward = f" toward {' > '.join(feeling.toward)}" if feeling.toward else ""
    return toward + (f" about {listed(feeling.about)}" if feeling.about else "")


def _event(feeling: Feeling) -> str:
    return f"in {listed(feeling.steps)}" if feeling.steps else "in this step"


def _number(feeling: Feeling, name: str) -> float:
    found = feeling.parts.get(name, math.nan)
    return math.nan if isinstance(found, Mapping) else float(found)


def _plain(feeling: Feeling, who: str) -> str:
    numbers = [f"{name} {utils(v)}" for name, v in feeling.parts.items() if not isinstance(v, Mapping)]
    return f"{who} feels {feeling.name}{_object(feeling)}, {_amount(feeling)}: {listed(numbers)}."


def _surprise(feeling: Feeling, who: str) -> str:
    if feeling.outside:
        came = listed([repr(o) for o in feeling.outside])
        return f"{who} had never thought of {came}: there is no telling how surprising it is."
    each = [f"{name} ({_number(feeling, name):.2f} bits)" for name in feeling.parts]
    return f"{who} is surprised by {_amount(feeling)}: {listed(each)}."


def _change(feeling: Feeling, who: str) -> str:
    before, now = _number(feeling, "V before"), _number(feeling, "V now")
    verb = "rises" if now >= before else "falls"
    return f"What {who} expects of the scene {verb} {_event(feeling)} from {utils(before)} to {utils(now)}."


def _prospect(feeling: Feeling, who: str) -> str:
    way = "above" if feeling.name == "hope" else "below"
    point = _number(feeling, "reference point")
    return f"What {who} may come to, {way} {utils(point)} as the reference point, is {_amount(feeling)} on average."


def _fall(feeling: Feeling, who: str) -> str:
    word = "fear" if feeling.name == "relief" else "hope"
    before, now = _number(feeling, f"{word} before"), _number(feeling, f"{word} now")
    verb = "falls" if now <= before else "rises"
    return f"The {word} of {who} {verb} {_event(feeling)} from {utils(before)} to {utils(now)}."


def _image(feeling: Feeling, who: str) -> str:
    before, now = _number(feeling, "worth before"), _number(feeling, "worth now")
    each = {name: _number(feeling, name) for name in feeling.parts if name.startswith("before ")}
    if each:
        said = listed([f"{utils(amount)} {name}" for name, amount in each.items()])
        return f"{who} feels {feeling.name} {_event(feeling)}: {said}."
    own = feeling.toward == feeling.whose.path[-1:]
    holder = "one's own belief" if own else f"the belief of {' > '.join(feeling.toward)}"
    verb = "rises" if now > before else "falls" if now < before else "stays"
    said = f"What {holder} about {listed(feeling.about)} is worth to {who} {verb} {_event(feeling)}"
    said += f" from {utils(before)} to {utils(now)}."
    if "fall that is known to be known" not in feeling.parts:
        return said
    known = utils(_number(feeling, "fall that is known to be known"))
    return f"{said} Of the fall, {known} are what {' > '.join(feeling.toward)} knows {who} to know of."


def _options(feeling: Feeling) -> Mapping[Outcome, float]:
    found = next((v for v in feeling.parts.values() if isinstance(v, Mapping)), {})
    return {option: value for option, value in found.items() if not math.isnan(value)}


def _act(feeling: Feeling, who: str) -> str:
    values = _options(feeling)
    each = listed([f"{utils(value)} for {option}" for option, value in values.items()])
    when = "at what was known then" if feeling.name == "mistake" else "at what is known now"
    actor = feeling.toward[0] if feeling.name == "foreseen regret" else who
    best = max(values, key=lambda o: values[o]) if values else "another option"
    return f"Of {listed(feeling.about)}, {best} is best for {actor} {when} ({each}): {_amount(feeling)} missed."


def _guilt(feeling: Feeling, who: str) -> str:
    values = _options(feeling)
    each = listed([f"{utils(value)} for {option}" for option, value in values.items()])
    when = "at what was known then" if feeling.name == "foreseen guilt" else "at what is known now"
    them = listed(feeling.toward)
    return f"By {listed(feeling.about)}, {who} lets {them} down {_amount(feeling)} more than need be, {when} ({each})."


def _blame(feeling: Feeling, who: str) -> str:
    them = listed(feeling.toward)
    return f"As {who} sees it, {them} foresaw {_amount(feeling)} of guilt about {listed(feeling.about)}."


def _anger(feeling: Feeling, who: str) -> str:
    lost, spared = _number(feeling, "frustration"), _spared(feeling, "could have been spared at ")
    them = listed(feeling.toward)
    start, reach = _number(feeling, "V at the start"), _number(feeling, "best V in reach")
    return (
        f"{who} expected {utils(start)} at the start of the scene and can still come to {utils(reach)}: {utils(lost)}"
        f" are lost. {them} could have foreseen and spared {spared}."
    )


def _gratitude(feeling: Feeling, who: str) -> str:
    them = listed(feeling.toward)
    given = _spared(feeling, "credit for ")
    return f"{who} is glad by {utils(_number(feeling, 'joy'))}, and {them} meant to give {given} beyond the middle."


def _spared(feeling: Feeling, start: str) -> str:
    each = {name.removeprefix(start): _number(feeling, name) for name in feeling.parts if name.startswith(start)}
    return listed([f"{utils(value)} at {act}" for act, value in each.items()]) or "nothing"


def _longing(feeling: Feeling, who: str) -> str:
    together, alone = _number(feeling, "best together"), _number(feeling, "best alone")
    them = listed(feeling.toward)
    best = f"With {them}, {possessive(who)} best would be {utils(together)}"
    return f"{best}; by one's own next act alone it is {utils(alone)}."


_SENTENCES: dict[str, Callable[[Feeling, str], str]] = {
    "surprise": _surprise,
    "joy": _change,
    "distress": _change,
    "hope": _prospect,
    "fear": _prospect,
    "relief": _fall,
    "disappointment": _fall,
    "regret": _act,
    "mistake": _act,
    "foreseen regret": _act,
    "embarrassment": _image,
    "pride": _image,
    "shame": _image,
    "mortification": _image,
    "guilt": _guilt,
    "foreseen guilt": _guilt,
    "blame": _blame,
    "anger": _anger,
    "gratitude": _gratitude,
    "longing": _longing,
}
