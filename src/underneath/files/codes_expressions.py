"""Codes U301 to U399: what may be wrong with expressions, tables and wants.

The examples are whole but for the first lines, which `HEAD` has.
"""

from __future__ import annotations

from underneath.files.code import Code

HEAD = """\
underneath: 1
people: {Sakura: {}, Kakashi: {}}
"""
"""What comes before each example."""


def _facts(*lines: str) -> str:
    """An example with a fact `heart`, and further ones."""
    return "\n".join(["facts:", "  heart: {of: Kakashi, outcomes: {friend: 0.75, love: 0.25}}", *lines]) + "\n"


def _moved(table: str) -> str:
    """An example with a table of `moved`, which hangs on `heart`."""
    return _facts(f"  moved: {{outcomes: [no, yes], {table}}}")


def _p(expression: str) -> str:
    return _moved(f'p: "{expression}"')


def _wanted(want: str) -> str:
    """An example with something that Sakura wants."""
    return _facts("wants:", f"  Sakura: [{{{want}}}]")


def _sign(expression: str) -> str:
    """An example with something that Sakura shows, whatever she believes."""
    return _facts(*_SCENE, f'      - {{sign: blush, by: Sakura, outcomes: [no, yes], p: "{expression}"}}')


def _shown(expression: str) -> str:
    """An example with a joke of Sakura's, and something that she shows after it."""
    joke = "      - {act: joke, by: Sakura, menu: [joke, nothing], habit: uniform}"
    sign = f'      - {{sign: blush, by: Sakura, outcomes: [no, yes], p: "{expression}"}}'
    return _facts(*_SCENE, joke, sign, "wants:", "  Sakura: [{utils: 1 if joke == 'joke' else 0}]")


def _joke(want: str) -> str:
    """An example with a joke that Sakura may want to make."""
    joke = "      - {act: joke, by: Sakura, menu: [joke, nothing], habit: uniform}"
    return _facts(*_SCENE, joke, "wants:", f"  Sakura: [{{{want}}}]")


def _dice(expression: str) -> str:
    """An example with many dice."""
    dice = [f"  d{place}: {{outcomes: [1, 2, 3, 4, 5, 6], p: uniform}}" for place in range(8)]
    return _facts(*dice, f'  luck: {{outcomes: [no, yes], p: "{expression}"}}')


_SCENE = ("scenes:", "  - scene: the gate", "    steps:")

CODES = {
    "U301": Code(
        "A sign that expressions do not have",
        "Expressions have + - * / == != < <= > >=, brackets, commas and quotes, and nothing else.",
        _p("0.9 if heart = love else 0.1"),
        _p("0.9 if heart == love else 0.1"),
    ),
    "U302": Code(
        "A quote that never closes",
        "Texts stand in quotes, names that are not one plain word in backquotes; a quote inside is written twice.",
        _p("0.9 if heart == 'love else 0.1"),
        _p("0.9 if heart == 'love' else 0.1"),
    ),
    "U303": Code(
        "No number",
        "A number cannot be read, or is too large to be one.",
        _p("0.9.5"),
        _p("0.95"),
    ),
    "U304": Code(
        "No expression",
        "Something is missing, left over, or in the wrong place.",
        _p("0.9 if heart == love"),
        _p("0.9 if heart == love else 0.1"),
    ),
    "U305": Code(
        "Too large an expression",
        "An expression has at most 1,000 characters and 200 parts, nested at most 20 deep. Split it into cases.",
        _p("(" * 25 + "0.9" + ")" * 25),
        _p("(0.9)"),
    ),
    "U306": Code(
        "No such function here",
        "min, max, abs, exp and log may be used everywhere; belief and its like in the worth of an image; believes,"
        " knows and feels in the tables of signs and habits.",
        _p("sqrt(0.81)"),
        _p("0.9"),
    ),
    "U307": Code(
        "The wrong number of arguments",
        "A function got more or fewer arguments than it takes.",
        _p("min(0.9)"),
        _p("min(0.9, 1)"),
    ),
    "U310": Code(
        "No such fact or number",
        "A name is neither a fact that comes before, nor a number under `numbers`.",
        _p("0.9 if hart == 'love' else 0.1"),
        _p("0.9 if heart == 'love' else 0.1"),
    ),
    "U311": Code(
        "No such outcome",
        "A fact has no outcome of that name. Words, numbers and truth values never stand for each other.",
        _p("0.9 if heart == lvoe else 0.1"),
        _p("0.9 if heart == love else 0.1"),
    ),
    "U312": Code(
        "A name with two readings",
        "A bare name beside a fact is one of its outcomes; here it is a fact or a number too. An outcome in quotes, or"
        " a fact in backquotes, has one reading alone.",
        _joke("utils: 1 if joke == joke else 0"),
        _joke("utils: 1 if joke == 'joke' else 0"),
    ),
    "U313": Code(
        "A text with no fact beside it",
        "A text in quotes is an outcome, and stands in a comparison with its fact. Facts stand without quotes.",
        _p("0.9 if 'heart' == 'love' else 0.1"),
        _p("0.9 if heart == 'love' else 0.1"),
    ),
    "U314": Code(
        "A fact that cannot be named here",
        "Numbers and priors hang on nothing, and belief(...) asks about the facts that its image is about.",
        _facts("  rain: {outcomes: {dry: 0.5 * (heart == love), wet: rest}}"),
        _facts("  rain: {outcomes: [wet, dry], p: 0.5 * (heart == love)}"),
    ),
    "U316": Code(
        "Nothing to believe",
        "An event that somebody is asked about must name a fact.",
        _sign("believes(Sakura, true)"),
        _sign("believes(Sakura, heart == love)"),
    ),
    "U317": Code(
        "Nobody of that name",
        "A path names people of the story, from the outermost in: Sakura > Kakashi is he as she has him in mind.",
        _sign("believes(Sakra, heart == love)"),
        _sign("believes(Sakura, heart == love)"),
    ),
    "U318": Code(
        "No such fact",
        "`given`, `about` and `after` name facts that come before.",
        _moved("given: hart, p: {friend: 0.1, love: 0.9}"),
        _moved("given: heart, p: {friend: 0.1, love: 0.9}"),
    ),
    "U319": Code(
        "No such feeling",
        "The words for feelings are a fixed list, each with one meaning; those of two words stand in quotes.",
        _shown("min(1, feels(Sakura, regrets))"),
        _shown("min(1, feels(Sakura, regret))"),
    ),
    "U320": Code(
        "The wrong kind of value",
        "A number was due and a word came, or the like. A condition is true or false, a probability is a number.",
        _p("heart == love"),
        _p("1 if heart == love else 0"),
    ),
    "U321": Code(
        "No expression at all",
        "A list, a mapping or nothing stands where an expression was due.",
        _moved("p: {no: [0.1], yes: rest}"),
        _moved("p: {no: 0.1, yes: rest}"),
    ),
    "U322": Code(
        "Things that can never be the same",
        "Two facts without a common outcome, or a number and a word, are compared.",
        _p("0.9 if heart == 1 + 1 else 0.1"),
        _p("0.9 if heart == love else 0.1"),
    ),
    "U323": Code(
        "What this belief cannot be asked",
        "mean() needs one fact whose outcomes are numbers; sure(...) needs an audience that is one's own idea of"
        " another, such as Sakura > Kakashi.",
        _wanted("image: Kakashi, about: heart, worth: sure(love)"),
        _wanted("image: Sakura > Kakashi, about: heart, worth: sure(love)"),
    ),
    "U324": Code(
        "A feeling that is not said in full, or in too many words",
        "Some feelings are felt toward somebody, some about an act that comes before, some neither.",
        _shown("min(1, feels(Sakura, guilt))"),
        _shown("min(1, feels(Sakura, guilt, Kakashi))"),
    ),
    "U330": Code(
        "No answer",
        "At some outcomes of the facts an expression divides by zero, is too large, or is no number.",
        _p("1 / (heart == love)"),
        _p("1 / 2 if heart == love else 0"),
    ),
    "U331": Code(
        "Utils beyond bounds",
        "Utils are numbers up to 1e300 either way, or minus infinity.",
        _wanted("utils: 1e305 if heart == love else 0"),
        _wanted("utils: 100 if heart == love else 0"),
    ),
    "U340": Code(
        "No row",
        "One number is the probability of the last of two outcomes; a list has one number for each outcome.",
        _facts("  mood: {outcomes: [low, calm, glad], p: 0.3}"),
        _facts("  mood: {outcomes: [low, calm, glad], p: {low: 0.3, calm: rest}}"),
    ),
    "U341": Code(
        "Not one table",
        "A table is said with one of `p`, `value` and `cases`, a want with `utils` or `cases`.",
        _moved("p: 0.3, value: yes"),
        _moved("p: 0.3"),
    ),
    "U342": Code(
        "A row that does not sum to one",
        "The probabilities of a row are from 0 to 1 and sum to 1; `rest` is what the others leave.",
        _moved("p: {no: 0.5, yes: 0.6}"),
        _moved("p: {no: 0.5, yes: rest}"),
    ),
    "U343": Code(
        "Nothing is said",
        "A table needs a row for each outcome of what is given, and one of its cases must hold.",
        _moved("cases: [{when: heart == love, p: 0.9}]"),
        _moved("cases: [{when: heart == love, p: 0.9}, {otherwise: 0.1}]"),
    ),
    "U344": Code(
        "`rest` twice",
        "One outcome of a row gets what the others leave.",
        _moved("p: {no: rest, yes: rest}"),
        _moved("p: uniform"),
    ),
    "U345": Code(
        "Too large a table",
        "A table of a story file has at most 131,072 numbers. Let it hang on fewer facts, or put a fact in between.",
        _dice("1 / (1 + " + " * ".join(f"d{i}" for i in range(8)) + ")"),
        _dice("1 / (1 + d0 * d1)"),
    ),
    "U346": Code(
        "No case",
        "A case has `when` and what then holds; the last may be `otherwise` alone.",
        _moved("cases: [{if: heart == love, p: 0.9}, {otherwise: 0.1}]"),
        _moved("cases: [{when: heart == love, p: 0.9}, {otherwise: 0.1}]"),
    ),
    "U350": Code(
        "No outcomes",
        "A fact has at least one outcome, each a word, a number, true or false, and no two alike; true counts as 1.",
        _facts("  moved: {outcomes: [no, no]}"),
        _facts("  moved: {outcomes: [no, yes], p: 0.5}"),
    ),
}
"""What each code stands for."""
