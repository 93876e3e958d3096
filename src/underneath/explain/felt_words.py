"""Felt words: a feeling in a few words, and as plain data."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from underneath.explain.plain import plainly
from underneath.feelings.feeling import Feeling, Refused
from underneath.feelings.words import listed
from underneath.model.facts import Outcome
from underneath.model.feelings import UTILS, WORDS
from underneath.model.shared import Whose
from underneath.story.jsonable import Plain, label, labels, number

MOST_ABOUT = 1
"""Of the facts that a feeling is about, so many are named in a table."""
OUTSIDE = "outside awareness"
"""How strong a surprise is that nobody can measure."""


def toward_words(found: Feeling | Refused) -> str:
    """Toward whom, or before whom."""
    return " > ".join(found.toward)


def about_words(found: Feeling | Refused) -> str:
    """What it is about; of many facts the first."""
    return listed(found.about, MOST_ABOUT)


def amount_words(found: Feeling, intensity: float, digits: int = 4) -> str:
    """How strong it is, with its unit."""
    amount = "inf" if math.isinf(intensity) else f"{intensity:.{digits}f}"
    return OUTSIDE if found.outside else f"{amount} {found.unit}"


def brief(found: Feeling, intensity: float) -> str:
    """A feeling in a cell: how strong, toward whom, and about which act.

    >>> from underneath.model.shared import Whose
    >>> whose = Whose(("Ann",), (1,), 1, 0, "bell")
    >>> brief(Feeling("guilt", 1.2, "utils", whose, toward=("Bob",), about=("lie",)), 1.2)
    'guilt 1.20 (Bob, lie)'
    >>> brief(Feeling("surprise", math.inf, "bits", whose, outside=("thief",)), math.inf)
    'surprise outside awareness'
    """
    amount = amount_words(found, intensity, 2).removesuffix(f" {UTILS}")
    acts = found.about if WORDS[found.name].act else ()
    whom = ", ".join([*([toward_words(found)] if found.toward else []), *acts])
    return f"{found.name} {amount}" + (f" ({whom})" if whom else "")


def named(found: Feeling | Refused) -> str:
    """A feeling by its name, toward whom and about what.

    >>> named(Refused("guilt", ("Bob",), ("lie",), ValueError()))  # type: ignore[arg-type]
    'guilt toward Bob about lie'
    """
    word = WORDS.get(found.name)
    link = "before" if word is not None and word.image else "toward"
    toward = f" {link} {toward_words(found)}" if found.toward else ""
    return found.name + toward + (f" about {about_words(found)}" if found.about else "")


def levels_words(told: Iterable[Whose]) -> str:
    """The levels at which several answers to one path reason, and their order, in brackets.

    >>> levels_words([Whose(("Ann",), (1,), 1, 0, "bell"), Whose(("Ann",), (2,), 1, 0, "door")])
    ' (level 1 or 2, order 1)'
    """
    found = list(told)
    if not found:
        return ""
    path, levels = found[0].path, [sorted({whose.levels[at] for whose in found}) for at in range(len(found[0].path))]
    said = [f"level {' or '.join(map(str, several))}" for several in levels]
    if len(path) > 1:
        said = [f"{name}: {level}" for name, level in zip(path, said, strict=True)]
    return f" ({', '.join(said)}, order {found[0].order})"


# --- plain data -------------------------------------------------------------------------------------------------------


def short_data(found: Feeling) -> dict[str, Plain]:
    """A feeling as plain data, without what made it."""
    return {
        "feeling": found.name,
        "toward": list(found.toward),
        "about": list(found.about),
        "intensity": number(found.intensity),
        "unit": found.unit,
        "outside": labels(found.outside),
    }


def feeling_data(found: Feeling) -> dict[str, Plain]:
    """A feeling as plain data, with all that made it."""
    return {
        **short_data(found),
        "parts": {name: _part(part) for name, part in found.parts.items()},
        "took": found.took,
        "atoms": [{"weight": number(weight), "intensity": number(amount)} for weight, amount in found.atoms],
        "because": found.because,
    }


def _part(part: float | Mapping[Outcome, float]) -> Plain:
    if isinstance(part, Mapping):
        return [{"outcome": label(option), "value": number(value)} for option, value in part.items()]
    return number(part)


def refused_data(found: Refused) -> dict[str, Plain]:
    """A feeling that has no answer as plain data."""
    return {
        "feeling": found.name,
        "toward": list(found.toward),
        "about": list(found.about),
        "refused": {"error": type(found.error).__name__, "message": plainly(str(found.error))},
    }


def whose_data(whose: Whose) -> dict[str, Plain]:
    """Levels, order, horizon and moment of an answer as plain data."""
    horizon = None if whose.horizon is None else whose.horizon or "scene"
    return {"levels": list(whose.levels), "order": whose.order, "horizon": horizon, "after": whose.step}
