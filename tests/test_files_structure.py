"""The shape of a story file: keys, kinds and names, every fault at once and each of them once."""

from __future__ import annotations

import pytest

from file_tools import HEAD, expect, only, problems_of, script

HEART = "facts:\n  heart: {of: Kakashi, outcomes: {friend: 0.75, love: 0.25}}\n"
SCENE = "scenes:\n  - scene: the gate\n    steps:\n"
JOKE = "      - {act: joke, by: Sakura, menu: [joke, nothing], habit: uniform}\n"


# --- keys and kinds ---------------------------------------------------------------------------------------------------


def test_unknown_keys_say_what_there_is_and_what_was_meant() -> None:
    only(
        "underneath: 1\npeople: {Sakura: {«levle»: 2}}",
        "U201",
        "person 'Sakura' has no key 'levle' (keys: level, rationality, foresight, horizon, discount, chi, levels,"
        " reference, kappa, closed, unaware, reader, note).",
        "Did you mean 'level'?",
    )


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("«fats»: {}", "the file"),
        ("people: {A: {levels: {«poison»: 1}}}", "person 'A', levels"),
        (
            "people: {A: {closed: [{fact: x, «nul»: y}]}}\nfacts: {x: {outcomes: {nothing: 1}}}",
            "person 'A', closed, item 1",
        ),
        ("facts: {x: {outcomes: {a: 1}, «sen_by»: A}}", "fact 'x'"),
        ("facts: {x: {outcomes: {a: 1}, «3»: A}}", "fact 'x'"),
        ("facts: {x: {outcomes: {a: 1}, «1.5»: A}}", "fact 'x'"),
        ("«7»: x", "the file"),
        ("acts: {hint: {menu: [a], «told»: a}}", "template 'hint'"),
        ("wants: {A: [{«util»: 1}]}", "wants of 'A', want 1"),
        ("heads: {A: {«table»: {}}}", "head 'A'"),
        ("heads: {A: {tremble: {eps: 0.1, «beta»: 1}}}", "head 'A', tremble"),
        ("scenes: [{scene: s, «presnt»: A}]", "scene 's'"),
        ("scenes: [{scene: s, steps: [{act: j, by: A, menu: [a], «tld»: a}]}]", "act 'j'"),
        ("scenes: [{scene: s, steps: [{go: {A: x}, «place»: y}]}]", "go step"),
        ("watch: [{of: A, about: x, «outcom»: y}]\nfacts: {x: {outcomes: {y: 1}}}", "watch 1"),
        ("ask: [{belief: x, «off»: A}]\nfacts: {x: {outcomes: {y: 1}}}", "question 1"),
        (
            "ask: [{what_if: {x: y}, ask: [{why: x, of: A, outcome: y, «bt»: 1}]}]\nfacts: {x: {outcomes: {y: 1}}}",
            "1.1",
        ),
    ],
)
def test_every_part_has_its_own_keys(text: str, owner: str) -> None:
    head = "underneath: 1\n" if "people" in text else "underneath: 1\npeople: {A: {}}\n"
    (problem,) = expect(head + text, "U201")
    assert f"{owner} has no key" in problem.message
    assert "(keys: " in problem.message


def test_what_is_missing_because_it_is_misspelt_is_said_once() -> None:
    """At the misspelt key; and nothing is said of what hangs on it."""
    expect(
        f"{HEAD}facts:\n  heart: {{«outcoms»: {{friend: 0.75, love: 0.25}}}}\n"
        "  moved: {outcomes: [no, yes], p: 0.9 if heart == love else 0.1}\n"
        "ask:\n  - {belief: moved, of: Sakura, suppose: {heart: love}}\n",
        "U201",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("facts:\n  «heart»: {of: Kakashi}", "fact 'heart' lacks the key 'outcomes'."),
        (SCENE + "      - {«sign»: blush, outcomes: [no, yes], p: 0.1}", "sign 'blush' lacks the key 'by'."),
        (SCENE + "      - {«act»: joke, by: Sakura}", "act 'joke' lacks the key 'menu'."),
        (SCENE + "      - {«act»: joke, menu: [a]}", "act 'joke' lacks the key 'by'."),
        ("scenes:\n  - {«place»: office}", "scene 1 lacks the key 'scene'."),
        ("heads: {Sakura: {«tremble»: {rationality: 1}}}", "head 'Sakura', tremble lacks the key 'eps'."),
        (HEART + "ask: [{«why»: heart, outcome: love}]", "question 1 lacks the key 'of'."),
        (HEART + "watch: [{«about»: heart}]", "watch 1 lacks the key 'of'."),
    ],
)
def test_keys_that_must_be_there(text: str, message: str) -> None:
    (problem,) = expect(HEAD + text, "U202")
    assert problem.message == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("facts: «[1]»", "facts: a list came; a mapping was due."),
        ("facts: {«heart»: }", "fact 'heart': nothing came; a mapping was due."),
        ("facts: {heart: {outcomes: «love»}}", "fact 'heart', outcomes: 'love' came; a list of outcomes"),
        ("facts: {heart: {outcomes: {a: 1}, of: «3»}}", "fact 'heart', of: 3 came; a name or a list of names was due."),
        ("facts: {heart: {outcomes: {a: 1}, changing: «yes»}}", "changing: 'yes' came; true or false was due."),
        ("facts: {heart: {outcomes: {a: 1}, told: «[a]»}}", "fact 'heart', told: a list came; an outcome was due."),
        ("numbers: {shy: «[1]»}", "number 'shy': a list came; a number or an expression was due."),
        ("habit: «lazy»", "habit: 'lazy' came; 'uniform' was due."),
        ("limit: «lots»", "limit: 'lots' came; a number of bytes, or of KiB, MiB or GiB, was due."),
        ("scenes: [«3»]", "scene 1: 3 came; a mapping was due."),
        ("scenes: [{scene: s, steps: [«joke»]}]", "step 1: 'joke' came; a mapping was due."),
        ("scenes: [{scene: s, steps: [{act: «3», by: Sakura, menu: [a]}]}]", "act: 3 came; a name was due."),
        ("scenes: [{scene: s, steps: [{go: «garden»}]}]", "go step, go: 'garden' came; a mapping was due."),
        (SCENE + "      - {testimony: t, by: Sakura, about: heart, basis: «hope»}", "one of 'fact', 'belief' was due."),
        ("ask: [{common: x, among: «3»}]", "question 1, among: 3 came; a name or a list of names was due."),
        (HEART + "ask: [{who_knows: heart, orders: «1.5»}]", "orders: 1.5 came; a whole number was due."),
        (HEART + "ask: [{what_if: «joke»}]", "question 1, what_if: 'joke' came; a mapping was due."),
        (HEART + "ask: [{what_if: {heart: love}, follow: «told it»}]", "one of 'told', 'likeliest' was due."),
    ],
)
def test_the_wrong_kind(text: str, message: str) -> None:
    """Who, what came, and what was due."""
    (problem,) = expect(HEAD + text, "U203")
    assert message in problem.message


def test_version() -> None:
    only("people: {A: {}}\n«underneath»: 2".replace("«underneath»: 2", "underneath: «2»"), "U210", _version("2"), _HINT)
    only("underneath: «'1'»\npeople: {A: {}}", "U210", _version("'1'"), _HINT)
    only("underneath: «true»\npeople: {A: {}}", "U210", _version("true"), _HINT)
    (problem,) = problems_of("people: {A: {}}")
    assert (problem.code, problem.message) == ("U202", "the file does not say which version of the format it has.")


_HINT = "Write underneath: 1, or install a version that reads it."


def _version(came: str) -> str:
    return f"version {came} of the format came; this program reads version 1."


def test_steps_and_questions_say_what_they_are() -> None:
    text = f"""\
{HEAD}{SCENE}      - {{«note»: something}}
      - {{act: joke, «sign»: blush}}
      - {{«acts»: joke}}
      - «{{}}»
ask:
  - {{«belif»: heart}}
  - {{belief: heart, «why»: heart}}
  - {{what_if: {{joke: joke}}, ask: [{{«what_if»: {{joke: joke}}}}]}}
"""
    problems = expect(text, *["U211"] * 7)
    assert problems[0].message.startswith("a step says what it is by one of the keys act, sign, chance, view, change")
    assert problems[1].message == "a step is one thing, and this one is act, sign."
    assert problems[2].hint == "Did you mean 'act'?"
    assert problems[4].hint == "Did you mean 'belief'?"
    assert problems[6].message == "a what_if stands inside another; a branch has no branches."


# --- names ------------------------------------------------------------------------------------------------------------


def test_nobody_of_that_name() -> None:
    """Wherever people are named."""
    text = """\
underneath: 1
people: {Sakura: {}, Kakashi: {}}
facts:
  heart: {of: «Kakshi», seen_by: [Sakura, «Narto»], outcomes: {friend: 0.75, love: 0.25}}
wants:
  «Sakra»: [{utils: 1 if heart == love else 0}]
heads:
  «"* > Kakashy"»: {level: 1}
scenes:
  - scene: the gate
    present: [Sakura, «Ino»]
    steps:
      - {act: joke, by: «Sakurra», menu: [joke, nothing]}
      - {act: wink, by: Kakashi, to: «Skura», menu: [wink, nothing]}
      - {sign: blush, by: Sakura, seen_by: [by, «Nruto»], outcomes: [no, yes], p: 0.1}
      - {reveal: heart, to: «Naruto»}
      - {level: {«Naruto»: 3}}
      - {grow: «Naruto», fact: heart, outcome: love, delta: 0.1}
      - {go: {«Naruto»: garden}}
watch:
  - {of: «Sakura > Naruto», about: heart}
ask:
  - {belief: heart, of: «Naruto»}
  - {common: heart == love, among: [Sakura, «Naruto»]}
"""
    problems = expect(text, *["U204"] * 15)
    assert problems[0].message == "fact 'heart', of: 'Kakshi' is nobody in this story (people: Sakura, Kakashi)."
    assert problems[0].hint == "Did you mean 'Kakashi'?"
    assert [problem.hint for problem in problems[5:7]] == ["Did you mean 'Sakura'?"] * 2


def test_words_for_people_stand_for_somebody() -> None:
    """`to` needs somebody to be addressed, `by` somebody who acts."""
    text = HEAD + SCENE + "      - {act: joke, by: Sakura, menu: [a, b], seen_by: [by, «to»]}\n"
    only(text, "U204", "act 'joke', seen_by, item 2: 'to' came, and nothing here has the key 'to'.")
    expect(HEAD + SCENE + "      - {chance: rain, outcomes: {dry: 1}, seen_by: «by»}\n", "U204")


@pytest.mark.parametrize("name", ["everyone", "nobody", "present", "by", "to", "this"])
def test_nobody_is_called_as_a_word_for_people(name: str) -> None:
    """And whatever names that person is not complained of again."""
    expect(f"underneath: 1\npeople: {{«{name}»: {{}}}}\nwants: {{{name}: []}}\n", "U209")


@pytest.mark.parametrize("name", ["*", "A > B", "'>'", "' '", "' A'", '"A\\tB"', f"'{'x' * 201}'", "''"])
def test_what_is_no_name_of_a_person(name: str) -> None:
    (problem,) = expect(
        f"underneath: 1\npeople: {{«{name if name != '*' else chr(39) + '*' + chr(39)}»: {{}}}}\n", "U209"
    )
    assert problem.hint == "Give this person another name."


@pytest.mark.parametrize("name", ["7", "''", "'a '", f"{'x' * 201}"])
def test_what_is_no_name_of_a_fact(name: str) -> None:
    expect(f"{HEAD}facts: {{«{name}»: {{outcomes: {{a: 1}}}}}}\n", "U209")


def test_names_are_taken_once() -> None:
    """By facts, numbers and scenes; the message says where the first is."""
    text = f"""\
{HEAD}numbers: {{shy: 0.3}}
facts:
  «shy»: {{outcomes: {{a: 1}}}}
  mood: {{outcomes: {{calm: 1}}, changing: true}}
scenes:
  - scene: the gate
    steps:
      - {{act: joke, by: Sakura, menu: [a, b]}}
      - {{sign: «joke», by: Kakashi, outcomes: [no, yes], p: 0.1}}
      - {{chance: «mood», outcomes: {{calm: 1}}}}
      - {{chance: «mood@0», outcomes: {{calm: 1}}}}
  - scene: «the gate»
  - scene: «joke»
"""
    problems = expect(text, *["U208"] * 6)
    assert problems[0].message == "'shy' is the name of a number already (line 3)."
    assert problems[1].message == "'joke' is the name of a fact already (line 10)."
    assert problems[2].hint == "A new version of it is a step: change: mood"
    assert problems[3].message == "'mood@0' is the name of a fact already (line 6)."
    assert problems[4].message == "scene 'the gate' comes twice (line 8)."
    assert problems[5].message == "scene 'joke' has the name of a fact."


def test_what_comes_later_is_told_from_what_never_comes() -> None:
    text = f"""\
{HEAD}facts:
  moved: {{outcomes: [no, yes], p: 0.9 if «joke» == joke else «jok»}}
  odd: {{outcomes: [no, yes], p: 0.9 if «odd» == yes else 0.1}}
  even: {{outcomes: [no, yes], given: [«joke»], p: {{}}}}
scenes:
  - scene: the gate
    steps:
      - {{view: seen, of: «joke», by: Kakashi}}
      - {{reveal: [moved, «joke»], to: Kakashi}}
      - {{change: «joke», p: 0.5}}
      - {{act: joke, by: Sakura, menu: [joke, nothing]}}
"""
    text = text.replace("«jok»", "0.1")
    problems = expect(text, *["U216"] * 6)
    assert problems[0].message == "'joke' comes later in the story; what comes before cannot hang on it."
    assert problems[1].message == "'odd' hangs on itself; a fact hangs only on what comes before it."
    assert problems[3].message == "view 'seen', of: 'joke' comes later in the story."


def test_no_such_fact() -> None:
    text = f"""\
{HEAD}{HEART}heads:
  Sakura: {{tables: {{«hart»: {{friend: 1}}}}, rationality_at: {{«jok»: 2}}}}
ask:
  - {{belief: «hart», of: Sakura}}
  - {{belief: [heart, «hart»], of: Sakura}}
  - {{expect: «heart»}}
  - {{belief: heart, of: Sakura, suppose: {{«hart»: love}}}}
  - {{belief: heart, of: Sakura, at: «the gat»}}
  - {{what_if: {{«hart»: love}}}}
"""
    problems = expect(text, "U205", "U205", "U205", "U205", "U205", "U205", "U207", "U205")
    assert problems[0].hint == "Did you mean 'heart'?"
    assert problems[4].message == "question 3, expect: 'heart' is not an act (acts: none)."
    assert problems[6].message == "question 5, at: 'the gat' is no fact and no scene of this story (heart)."


# --- all at once ------------------------------------------------------------------------------------------------------


def test_every_fault_at_once_in_the_order_of_the_text() -> None:
    """Of the shape, of names, of tables and of the world itself."""
    text = f"""\
{HEAD}«abuot»: typo
numbers: {{shy: 0.3, bold: «loud» + 1}}
facts:
  heart: {{outcomes: {{friend: 0.75, love: 0.25}}, «hue»: red}}
  moved: {{outcomes: [no, yes], p: 0.9 if «hart» == love else 0.1}}
  rain: {{outcomes: «{{dry: 0.5, wet: 0.6}}»}}
scenes:
  - scene: the gate
    steps:
      - {{act: joke, by: Sakura, menu: [joke, nothing], habit: uniform, «available»: {{joke: rain == dry}}}}
      - {{act: wink, by: Kakashi, menu: [wink, nothing], told: «blink»}}
ask:
  - {{belief: moved, of: «Naruto»}}
"""
    codes = ["U201", "U310", "U201", "U310", "U342", "U405", "U311", "U204"]
    problems = expect(text, *codes)
    positions = [(problem.line, problem.column) for problem in problems]
    assert positions == sorted(positions)


def test_one_fault_is_one_problem() -> None:
    """Nothing is said again of what hangs on what is at fault, however much that is."""
    expect(
        f"""\
{HEAD}numbers: {{shy: 1 +«}}»
facts:
  heart: {{outcomes: [friend, love], p: shy}}
  moved: {{outcomes: [no, yes], p: shy if heart == love else 0.1}}
  mood: {{of: «Ino», changing: true, outcomes: {{calm: 0.5, low: 0.5}}}}
wants:
  Sakura:
    - {{utils: 1 if joke == joke and moved == yes else 0}}
    - {{image: Kakashi, about: joke, worth: belief(joke)}}
heads:
  "* > Kakashi": {{tables: {{joke: {{joke: 0, nothing: 1}}, mood: {{calm: 1}}}}, level: shy}}
scenes:
  - scene: the gate
    steps:
      - {{act: joke, by: «Naruto», menu: [joke, nothing], told: joke}}
      - {{change: mood, p: 0.9 if joke == joke else 0.1}}
      - {{sign: blush, by: Kakashi, outcomes: [no, yes], p: "believes(Kakashi, joke == joke)"}}
      - {{view: seen, of: joke, by: Kakashi, clear: shy}}
      - {{reveal: [joke, seen], to: everyone}}
      - {{testimony: says, by: Kakashi, about: joke, trust: heart}}
      - {{act: answer, by: Kakashi, menu: [a, b], available: {{a: joke == joke}}}}
ask:
  - {{belief: joke, of: Sakura, at: joke}}
  - {{expect: joke}}
  - {{what_if: {{joke: nothing}}, ask: [{{belief: seen}}]}}
""",
        "U304",
        "U204",
        "U204",
    )


def test_a_people_with_nothing_said_of_them() -> None:
    """A name alone is a person."""
    found = script("underneath: 1\npeople:\n  Sakura:\n  Kakashi: {}\n")
    assert [person.name for person in found.people] == ["Sakura", "Kakashi"]
    assert [mind.traits.level for mind in found.model.minds] == [2, 2]


def test_a_file_of_too_many_things() -> None:
    people = ", ".join(f"p{place}: {{}}" for place in range(201))
    expect(f"underneath: 1\n«people»: {{{people}}}\n", "U223")
    facts = "".join(f"  f{place}: {{outcomes: {{a: 1}}}}\n" for place in range(2001))
    (problem,) = expect(f"{HEAD}«facts»:\n{facts}", "U223")
    assert problem.message == "the file has 2,001 facts, steps, wants and questions; at most 2,000 can be read."
    outcomes = ", ".join(f"o{place}" for place in range(1001))
    (problem,) = problems_of(f"{HEAD}facts: {{f: {{outcomes: [{outcomes}], p: uniform}}}}")
    assert problem.code == "U223"
    expect(f"{HEAD}facts: {{f: {{outcomes: [a, «{'x' * 201}»], p: 0.1}}}}", "U209")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (SCENE + "      - {act: joke, by: Sakura, «options»: [a, b]}", "menu"),
        (SCENE + "      - {act: joke, «actor»: Sakura, menu: [a, b]}", "by"),
        (SCENE + "      - {sign: blush, by: Sakura, «values»: [no, yes], p: 0.1}", "outcomes"),
        (SCENE + "      - {sign: blush, by: Sakura, outcomes: [no, yes], «probability»: 0.1}", "p"),
        (SCENE + "      - {act: joke, by: Sakura, menu: [a, b], «actual»: a}", "told"),
        ("wants: {Sakura: [{«reward»: 1}]}", "utils"),
        ("«title»: The gate", "story"),
        ("«events»: []", "scenes"),
    ],
)
def test_words_from_elsewhere_are_understood(text: str, hint: str) -> None:
    """The hint says what the key is called here; what it would have said is not missed besides."""
    (problem,) = expect(HEAD + text, "U201")
    assert problem.hint == f"Did you mean {hint!r}?"


def test_names_from_a_part_that_cannot_be_read_are_not_missed() -> None:
    """Whoever or whatever is named may well be there."""
    rest = """\
heads: {Sakura: {tables: {heart: {love: 1}}}}
wants: {Kakashi: [{utils: 1 if heart == love else 0}]}
scenes:
  - scene: the gate
    present: [Sakura]
    steps:
      - {act: joke, by: Sakura, menu: [a, b], habit: "believes(Kakashi, heart == love)"}
ask: [{belief: joke, of: Sakura}, {common: heart == love, among: [Sakura]}]
"""
    facts = "facts: {heart: {outcomes: {friend: 0.5, love: 0.5}, of: Kakashi}}\n"
    expect(f"underneath: 1\npeople: «[Sakura, Kakashi]»\n{facts}{rest}", "U203")
    expect(f"{HEAD}facts: «[heart]»\n{rest}", "U203")
    expect(f"underneath: 1\n«poeple»: {{Sakura: {{}}, Kakashi: {{}}}}\n{facts}{rest}", "U201")


def test_a_step_of_no_kind_has_a_name_all_the_same() -> None:
    text = f"""\
{HEAD}{SCENE}      - {{«acts»: joke, by: Sakura, menu: [joke, nothing]}}
      - {{sign: blush, by: Kakashi, outcomes: [no, yes], p: 0.9 if joke == 'joke' else 0.1}}
ask: [{{belief: joke, of: Kakashi}}]
"""
    expect(text, "U211")
