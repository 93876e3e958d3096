"""Codes U201 to U299: what may be wrong with the parts of a document and with the names in it.

The examples are whole but for the first lines, which `HEAD` of `files/codes_expressions.py` has.
"""

from __future__ import annotations

from underneath.files.code import Code

_HEART = "facts:\n  heart: {of: Kakashi, outcomes: {friend: 0.75, love: 0.25}}\n"
_SCENE = "scenes:\n  - scene: the gate\n    steps:\n"
_JOKE = "      - {act: joke, by: Sakura, menu: [joke, nothing], habit: uniform}\n"


def _fact(keys: str) -> str:
    """An example with a fact."""
    return f"facts:\n  heart: {{{keys}}}\n"


def _steps(*steps: str) -> str:
    """An example with a heart, a joke and some steps after it."""
    return _HEART + _SCENE + _JOKE + "".join(f"      - {{{step}}}\n" for step in steps)


def _wanted(want: str, question: str = "") -> str:
    """An example with something that Sakura wants of her joke, and a question."""
    joke = f"      - {{act: joke, by: Sakura, menu: [joke, nothing], habit: uniform, wants: {{{want}}}}}\n"
    return _HEART + _SCENE + joke + (f"ask:\n  - {{{question}}}\n" if question else "")


def _asked(question: str) -> str:
    """An example with a heart, a joke and a question."""
    return _steps() + f"ask:\n  - {{{question}}}\n"


CODES = {
    "U201": Code(
        "A key that there is not",
        "Every part of a file has its own keys; the message lists them.",
        _fact("outcomes: {friend: 0.75, love: 0.25}, note: his own, color: red"),
        _fact("outcomes: {friend: 0.75, love: 0.25}, note: his own"),
    ),
    "U202": Code(
        "A key that is missing",
        "Some keys must be there; some must where another one is.",
        _fact("of: Kakashi"),
        _fact("of: Kakashi, outcomes: {friend: 0.75, love: 0.25}"),
    ),
    "U203": Code(
        "The wrong kind of value",
        "A list stands where a word was due, or the like.",
        _fact("outcomes: love"),
        _fact("outcomes: {love: 1}"),
    ),
    "U204": Code(
        "Nobody of that name",
        "Whoever does, sees or wants something stands under people.",
        _fact("of: Kakshi, outcomes: {friend: 0.75, love: 0.25}"),
        _fact("of: Kakashi, outcomes: {friend: 0.75, love: 0.25}"),
    ),
    "U205": Code(
        "No such fact",
        "A step, a head or a question names a fact, or an act, that the story does not have.",
        _asked("belief: hart, of: Sakura"),
        _asked("belief: heart, of: Sakura"),
    ),
    "U206": Code(
        "No outcome that means nothing",
        "Somebody is closed to an event that has no outcome `nothing`. Say which of them means that nothing happened.",
        "people: {Naruto: {closed: [heart]}, Kakashi: {}}\n" + _HEART,
        "people: {Naruto: {closed: [{fact: heart, null: friend}]}, Kakashi: {}}\n" + _HEART,
    ),
    "U207": Code(
        "No such moment",
        "A question is asked at a fact or a scene that the story does not have.",
        _asked("belief: heart, of: Sakura, at: jok"),
        _asked("belief: heart, of: Sakura, at: joke"),
    ),
    "U208": Code(
        "A name that is taken",
        "Facts, numbers and scenes have names of their own. A new version of a state is a step: change.",
        _steps("act: joke, by: Kakashi, menu: [joke, nothing], habit: uniform"),
        _steps("act: answer, by: Kakashi, menu: [joke, nothing], habit: uniform"),
    ),
    "U209": Code(
        "No name",
        "Names are words. Of people, some words are taken: everyone, nobody, present, by, to and this.",
        "people: {everyone: {}}\n",
        "people: {Everyman: {}}\n",
    ),
    "U210": Code(
        "Another version",
        "The file says that it is of a version of the format that this program does not read.",
        "underneath: 2\npeople: {Sakura: {}}\n",
        "underneath: 1\npeople: {Sakura: {}}\n",
    ),
    "U211": Code(
        "A step or a question of no kind, or of two",
        "A step says what it is by one key (act, sign, chance, ...), a question by one (belief, expect, why, ...).",
        _steps("by: Kakashi, note: he smiles"),
        _steps("sign: smile, by: Kakashi, outcomes: [no, yes], p: 0.5, note: he smiles"),
    ),
    "U212": Code(
        "Things that do not go together",
        "Two keys say the same thing twice, or a key stands where it means nothing.",
        _fact("outcomes: {friend: 0.75, love: 0.25}, p: 0.25"),
        _fact("outcomes: [friend, love], p: 0.25"),
    ),
    "U213": Code(
        "No such template",
        "`like` names a template, which stands under acts.",
        "acts:\n  hint: {menu: [hint, nothing], habit: uniform}\n"
        + _SCENE
        + "      - {act: wink, like: hnt, by: Kakashi}\n",
        "acts:\n  hint: {menu: [hint, nothing], habit: uniform}\n"
        + _SCENE
        + "      - {act: wink, like: hint, by: Kakashi}\n",
    ),
    "U214": Code(
        "A placeholder that nothing fills",
        "In templates {by}, {to} and {this} stand for who acts, whom the act is addressed to, and the act itself; an"
        " act that is like the template says what it uses.",
        "acts:\n  hint: {menu: [hint, nothing], habit: uniform, note: 'a hint for {whom}'}\n"
        + _SCENE
        + "      - {act: wink, like: hint, by: Kakashi, to: Sakura}\n",
        "acts:\n  hint: {menu: [hint, nothing], habit: uniform, note: 'a hint for {to}'}\n"
        + _SCENE
        + "      - {act: wink, like: hint, by: Kakashi, to: Sakura}\n",
    ),
    "U215": Code(
        "A reader who does something",
        "A reader sees what the text shows, and neither acts nor wants.",
        "people: {Sakura: {reader: true}}\n" + _SCENE + _JOKE,
        "people: {Sakura: {}}\n" + _SCENE + _JOKE,
    ),
    "U216": Code(
        "What comes later",
        "A fact hangs only on what comes before it; so do its views, changes and reveals.",
        "facts:\n  moved: {outcomes: [no, yes], p: 0.9 if heart == love else 0.1}\n"
        "  heart: {outcomes: {friend: 0.75, love: 0.25}}\n",
        _HEART + "  moved: {outcomes: [no, yes], p: 0.9 if heart == love else 0.1}\n",
    ),
    "U217": Code(
        "A fact that cannot change",
        "Only a state changes: a fact that says changing: true.",
        _steps("change: heart, p: 0.9"),
        "facts:\n  heart: {of: Kakashi, changing: true, outcomes: {friend: 0.75, love: 0.25}}\n"
        + _SCENE
        + "      - {change: heart, p: 0.9}\n",
    ),
    "U218": Code(
        "Nothing new",
        "Only an outcome that somebody never thought of can come to their mind: people: NAME: unaware says which.",
        _steps("grow: Sakura, fact: heart, outcome: love, delta: 0.1"),
        "people: {Sakura: {unaware: {heart: love}}, Kakashi: {}}\n"
        + _steps("grow: Sakura, fact: heart, outcome: love, delta: 0.1"),
    ),
    "U219": Code(
        "Trust in more ways than two",
        "The last of two outcomes means that a word can be trusted; of more, the file says which.",
        _HEART
        + "  honest: {outcomes: {no: 0.2, half: 0.3, yes: 0.5}}\n"
        + _SCENE
        + "      - {testimony: says, by: Sakura, about: heart, trust: honest, accuracy: 0.9}\n",
        _HEART
        + "  honest: {outcomes: {no: 0.2, half: 0.3, yes: 0.5}}\n"
        + _SCENE
        + "      - {testimony: says, by: Sakura, about: heart, trust: honest, trusted: yes, accuracy: 0.9}\n",
    ),
    "U220": Code(
        "No path",
        'A path names people from the outermost in: "Sakura > Kakashi". In heads "* > Kakashi" stands for every path'
        " that ends so.",
        _asked('belief: heart, of: "Sakura >"'),
        _asked('belief: heart, of: "Sakura > Kakashi"'),
    ),
    "U221": Code(
        "No what_if",
        "A what_if says outcomes of facts, or changes of the file: people, numbers, wants, facts or heads; not both.",
        _asked("what_if: {joke: joke, people: {Sakura: {level: 1}}}"),
        _asked("what_if: {people: {Sakura: {level: 1}}}"),
    ),
    "U222": Code(
        "Templates that come to too much",
        "With all their uses, templates come to at most 200,000 values and 2 million characters.",
        "",
        "",
    ),
    "U223": Code(
        "Too much of it",
        "A file has at most 200 people, and 2,000 facts, steps, wants and questions; a fact has at most 1,000"
        " outcomes.",
        "",
        "",
    ),
    "U224": Code(
        "No such feeling",
        "The words for feelings are a fixed list, each with one meaning; the message has them all.",
        _wanted("by: [{utils: 1 if joke == 'joke' else 0}]", "feel: feer, of: Sakura"),
        _wanted("by: [{utils: 1 if joke == 'joke' else 0}]", "feel: fear, of: Sakura"),
    ),
    "U225": Code(
        "Guilt, blame or anger that cannot be",
        "Such a want is about an act of one's own, and toward somebody else. It stands under `by` of that act, or names"
        " it with `at`; blame is read after it.",
        _wanted("Kakashi: [{guilt: Sakura, weight: 1}]"),
        _wanted("by: [{guilt: Kakashi, weight: 1}]"),
    ),
    "U226": Code(
        "Somebody who wants nothing",
        "Most feelings are about what somebody wants. Of who wants nothing, surprise, belief shift and foreseen regret"
        " can be asked.",
        _asked("feel: fear, of: Sakura"),
        _wanted("by: [{utils: 1 if joke == 'joke' else 0}]", "feel: fear, of: Sakura"),
    ),
    "U227": Code(
        "A feeling in a branch",
        "Where an outcome had been different, beliefs and choices can be asked for, and feelings cannot; in a changed"
        " world they can.",
        _wanted("by: [{utils: 1 if joke == 'joke' else 0}]", "what_if: {joke: joke}, ask: [{feel: fear, of: Sakura}]"),
        _wanted(
            "by: [{utils: 1 if joke == 'joke' else 0}]",
            "what_if: {people: {Sakura: {level: 1}}}, ask: [{feel: fear, of: Sakura}]",
        ),
    ),
}
