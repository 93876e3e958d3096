"""Codes U400 to U499: what may be wrong with the world that a file makes, and with what is told of it.

The examples are whole but for the first lines, which `HEAD` of `files/codes_expressions.py` has.
"""

from __future__ import annotations

from underneath.files.code import Code

_HEART = "facts:\n  heart: {of: Kakashi, outcomes: {friend: 0.75, love: 0.25}}\n"
_RAIN = "  rain: {outcomes: {dry: 0.7, wet: 0.3}}\n"
_SCENE = "scenes:\n  - scene: the gate\n    steps:\n"
_ACT = "      - {act: kiss, by: Kakashi, menu: [kiss, nothing], habit: uniform"
_CLOSED = "people: {Sakura: {closed: [kiss]}, Kakashi: {}}\n"


def _many(count: int) -> str:
    """An example of an act whose options hang on many facts."""
    facts = "".join(f"  f{place}: {{outcomes: {{a: 0.5, b: 0.5}}, of: Kakashi}}\n" for place in range(count))
    menu = ", ".join(f"o{place}" for place in range(count))
    when = ", ".join(f"o{place}: f{place} == a" for place in range(1, count))
    act = f"{{act: kiss, by: Kakashi, habit: uniform, menu: [{menu}], available: {{{when}}}}}"
    return f"facts:\n{facts}{_SCENE}      - {act}\n"


def _image(after: str) -> str:
    """An example of what somebody wants to believe of himself."""
    want = f"{{image: Kakashi, about: kiss, worth: belief('kiss'), given: kiss, after: {after}}}"
    return f"{_HEART}{_SCENE}{_ACT}}}\nwants:\n  Kakashi: [{want}]\n"


CODES = {
    "U400": Code(
        "Something that is said twice",
        "Of one path of people, each table and number is said once. Being closed to an event says its table.",
        _CLOSED + _SCENE + _ACT + '}\nheads:\n  "* > Sakura": {tables: {kiss: uniform}}\n',
        _CLOSED + _SCENE + _ACT + '}\nheads:\n  "Kakashi > Sakura": {tables: {kiss: uniform}}\n',
    ),
    "U402": Code(
        "A table that does not fit",
        "A habit gives something to what is available; what somebody is aware of must leave something of every row.",
        "people: {Sakura: {unaware: {heart: [friend, love]}}, Kakashi: {}}\n" + _HEART,
        "people: {Sakura: {unaware: {heart: [love]}}, Kakashi: {}}\n" + _HEART,
    ),
    "U403": Code(
        "A number outside its range",
        "Levels are whole numbers from 0 up, probabilities from 0 to 1, rationality from 0 to infinity; the message"
        " says what is allowed.",
        "people: {Sakura: {level: -1}}\n",
        "people: {Sakura: {level: 0}}\n",
    ),
    "U404": Code(
        "The wrong order",
        "In a head too a fact hangs only on what comes before it.",
        _HEART + _RAIN + "heads:\n  Sakura: {tables: {heart: 0.9 if rain == wet else 0.1}}\n",
        _HEART + _RAIN + "heads:\n  Sakura: {tables: {rain: 0.9 if heart == love else 0.1}}\n",
    ),
    "U405": Code(
        "A menu that cannot be read, or that can be empty",
        "Whoever chooses sees what the menu hangs on, and some option is always there.",
        _HEART + _RAIN + _SCENE + _ACT + ", available: {kiss: rain == dry}}\n",
        _HEART + _RAIN + _SCENE + _ACT + ", available: {kiss: heart == love}}\n",
    ),
    "U407": Code(
        "An image of oneself that needs one's own later choice",
        "What one believes of oneself cannot hang on a choice that the same want bears on. Read the image after it.",
        _image("heart"),
        _image("kiss"),
    ),
    "U408": Code(
        "A mind that cannot be asked here",
        "A sign, or a habit, asks its own owner: the path starts there. What chance draws asks nobody.",
        _HEART + _SCENE + '      - {chance: luck, outcomes: [no, yes], p: "believes(Sakura, heart == love)"}\n',
        _HEART
        + _SCENE
        + '      - {sign: blush, by: Sakura, outcomes: [no, yes], p: "believes(Sakura, heart == love)"}\n',
    ),
    "U409": Code(
        "Too large a table",
        "Conditions of options are tabled together. Let them hang on fewer facts, or put a fact in between.",
        _many(20),
        _many(8),
    ),
    "U411": Code(
        "Told and impossible",
        "What is told has probability zero, given what is told of its causes.",
        _HEART.replace("0.25}", "0.25}, told: friend")
        + "  moved: {outcomes: [no, yes], p: 1 if heart == love else 0, told: yes}\n",
        _HEART.replace("0.25}", "0.25}, told: friend") + "  moved: {outcomes: [no, yes], p: 0.1, told: yes}\n",
    ),
}
