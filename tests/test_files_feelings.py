"""Feelings in story files: traits, wants, signs and questions; what is read, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

import underneath as un
from file_tools import expect, only, script
from model_tools import differences
from underneath.files.queries import FeelQuery
from underneath.files.script import Query, WhatIfQuery
from underneath.model.feelings import WORDS
from underneath.model.tables import BeliefTable, FeltQuestion
from underneath.model.terms import AngerTerm, BlameTerm, GuiltTerm

HEAD = """\
underneath: 1
habit: uniform
numbers: {shy: 0.5}
people: {Sakura: {level: 2, reference: 0, kappa: shy}, Kakashi: {level: 1}, Old Tom: {}, reader: {reader: true}}
facts:
  heart: {of: Kakashi, outcomes: {friend: 0.75, love: 0.25}}
  mood: {outcomes: {calm: 0.5, low: 0.5}, changing: true}
scenes:
  - scene: the gate
    steps:
"""
JOKE = "      - {act: joke, by: Sakura, to: Kakashi, menu: [joke, nothing], told: nothing}\n"
KISS = "      - {act: kiss, by: Kakashi, to: Sakura, menu: [kiss, nothing], told: kiss%s}\n"
WANTS = """\
wants:
  Sakura: [{utils: 1 if kiss == 'kiss' else 0}, {image: Kakashi, about: joke, worth: -belief('joke'), after: kiss}]
  Kakashi: [{utils: 1 if joke == 'joke' else 0}]
"""
STORY = HEAD + JOKE + KISS % ""


def kissing(wants: str) -> str:
    """A story in which people want something of the kiss."""
    return HEAD + JOKE + KISS % f", wants: {{{wants}}}"


def showing(expression: str, by: str = "Sakura") -> str:
    """A story in which somebody shows something."""
    return f'{STORY}      - {{sign: blush, by: {by}, outcomes: [no, yes], p: "{expression}"}}\n{WANTS}'


def asking(question: str) -> str:
    """A story with a question."""
    return f"{STORY}{WANTS}ask:\n  - {{{question}}}\n"


def asked(question: str) -> Query:
    (query,) = script(asking(question)).questions
    return query


def felt(found: un.Script) -> FeltQuestion:
    """The one feeling that the last fact hangs on."""
    table = found.model.facts[-1].table
    assert isinstance(table, BeliefTable)
    (question,) = table.questions
    assert isinstance(question, FeltQuestion)
    return question


# --- traits -----------------------------------------------------------------------------------------------------------


def test_traits_that_bear_on_feelings() -> None:
    """Numbers, or expressions of numbers, of people and of heads."""
    found = script(f"{STORY}heads:\n  Kakashi > Sakura: {{reference: -2 * shy, kappa: 0}}\n").model
    assert (found.minds[0].traits.reference, found.minds[0].traits.kappa) == (0.0, 0.5)
    assert (found.minds[1].traits.reference, found.minds[1].traits.kappa) == (None, None)
    (rule,) = found.heads
    assert (rule.traits.reference, rule.traits.kappa) == (-1.0, 0.0)


def test_traits_out_of_range() -> None:
    only(
        STORY.replace("kappa: shy", "kappa: «-1»"), "U403", "person 'Sakura': kappa is -1; allowed is 0 up, and finite."
    )
    expect(STORY.replace("reference: 0", "reference: «.inf»"), "U403")


# --- wants ------------------------------------------------------------------------------------------------------------


def builder() -> un.World:
    """The same people, facts and acts, built in Python."""
    w = un.World("<text>", habit="uniform")
    w.mind("Sakura", level=2, reference=0, kappa=0.5)
    w.mind("Kakashi", level=1)
    w.mind("Old Tom")
    w.mind("reader")
    w.chance("heart", {"friend": 0.75, "love": 0.25}, seen_by=["Kakashi"])
    w.state("mood", {"calm": 0.5, "low": 0.5})
    w.scene("the gate")
    w.decision("joke", by="Sakura", options=["joke", "nothing"])
    w.decision("kiss", by="Kakashi", options=["kiss", "nothing"])
    return w


def test_feelings_that_act_are_those_of_the_builder() -> None:
    """Guilt, blame and anger beside an act are about that act."""
    found = script(
        kissing(
            "by: [{guilt: Sakura, weight: 1.0, name: not to hurt her}, {blame: Sakura, weight: shy, after: kiss},"
            " {blame: Old Tom, weight: 0}, {anger: Sakura, weight: 0.3}], Kakashi: [{guilt: Old Tom, weight: 2}]"
        )
    )
    w = builder()
    w.wants("Kakashi", un.guilt("Sakura", 1.0, at="kiss"), name="not to hurt her")
    w.wants("Kakashi", un.guilt("Sakura", 0.5, at="kiss", blame=True, after="kiss"))
    w.wants("Kakashi", un.guilt("Old Tom", 0, at="kiss", blame=True))
    w.wants("Kakashi", un.anger("Sakura", 0.3, bears_on="kiss"))
    w.wants("Kakashi", un.guilt("Old Tom", 2, at="kiss"))
    assert differences(found.model, w.build()) == []


def test_feelings_that_act_name_their_act_where_they_stand_beside_none() -> None:
    """At the top of the file, in heads, and among the wants of somebody of another's act."""
    found = script(
        kissing("to: [{guilt: Kakashi, weight: 1, at: joke}]")
        + "heads:\n  Kakashi > Sakura: {wants: [{name: grudge, anger: Old Tom, weight: 0.1, at: joke}]}\n"
        + "wants:\n  Sakura: [{blame: Kakashi, weight: 1, at: joke}]\n"
    )
    w = builder()
    w.wants("Sakura", un.guilt("Kakashi", 1, at="joke", blame=True))
    w.wants("Sakura", un.guilt("Kakashi", 1, at="joke"))
    ours, theirs = (model.minds[0].traits.terms for model in (found.model, w.build()))
    assert ours == theirs
    (term,) = found.model.heads[0].traits.terms or ()
    assert term == AngerTerm(2, 2, 0.1, term.falls, "grudge")


def test_roles_stand_for_people_in_templates() -> None:
    """{to} is filled in; the act is that which uses the template."""
    text = f"""\
{HEAD}{JOKE}      - {{act: wink, like: hint, by: Kakashi, to: Old Tom}}
acts:
  hint: {{menu: [hint, nothing], wants: {{by: [{{guilt: "{{to}}", weight: 1}}]}}}}
"""
    found = script(text).model
    (term,) = found.minds[1].traits.terms or ()
    assert isinstance(term, GuiltTerm)
    assert (found.minds[term.toward].name, found.facts[term.decision].name) == ("Old Tom", "wink")


def test_blame_is_read_after_the_version_of_a_state_at_the_act() -> None:
    """A bare name of a state means its newest version; the act's own changes do not count."""
    text = f"""\
{HEAD}{JOKE}      - {{change: mood, p: 0.5}}
      - act: kiss
        by: Kakashi
        menu: [kiss, nothing]
        changes: {{mood: 0.1}}
        wants: {{by: [{{blame: Sakura, weight: 1}}]}}
      - {{change: mood, p: 0.5}}
"""
    terms = script(text).model.minds[1].traits.terms or ()
    assert [term.point for term in terms if isinstance(term, BlameTerm)] == [7]
    expect(text.replace("weight: 1}", "weight: 1, after: «mood»}"), "U225")
    found = script(text.replace("weight: 1}", "weight: 1, after: mood@2}")).model.minds[1].traits.terms or ()
    assert [term.point for term in found if isinstance(term, BlameTerm)] == [6]


@pytest.mark.parametrize(
    ("wants", "code", "message"),
    [
        ("by: [{guilt: «Sakra», weight: 1}]", "U204", "'Sakra' is nobody in this story"),
        ("by: [{guilt: «Kakashi», weight: 1}]", "U225", "guilt toward oneself came; somebody else was due."),
        ("to: [{«guilt»: Kakashi, weight: 1}]", "U225", "'kiss' is no act of 'Sakura' (theirs: joke)."),
        ("Old Tom: [{«anger»: Kakashi, weight: 1}]", "U225", "'kiss' is no act of 'Old Tom' (theirs: none)."),
        ("by: [{guilt: Sakura, weight: 1, at: «joke»}]", "U225", "'joke' is no act of 'Kakashi' (theirs: kiss)."),
        ("by: [{guilt: Sakura, weight: 1, at: «heart»}]", "U225", "'heart' is no act of 'Kakashi'"),
        ("by: [{guilt: Sakura, weight: 1, at: «kis»}]", "U205", "'kis' is no fact of this story"),
        ("by: [{guilt: Sakura, weight: 1, at: «[kiss]»}]", "U203", "a name was due"),
        ("by: [{guilt: Sakura, weight: «-1»}]", "U403", "weight is -1; allowed is 0 up, and finite."),
        ("by: [{guilt: Sakura, weight: «.inf»}]", "U403", "weight is inf"),
        ("by: [{guilt: Sakura, weight: «bold»}]", "U310", "'bold' is no fact and no number."),
        ("by: [{«guilt»: Sakura}]", "U202", "guilt lacks the key 'weight'."),
        ("by: [{guilt: Sakura, «blame»: Sakura, weight: 1}]", "U212", "this one has guilt and blame."),
        ("by: [{guilt: Sakura, weight: 1, «after»: kiss}]", "U212", "'after' belongs to an image or blame"),
        ("by: [{guilt: Sakura, weight: 1, «given»: kiss}]", "U212", "'given' belongs to an image, utils or cases"),
        ("by: [{utils: 1, «weight»: 1}]", "U212", "'weight' belongs to guilt, blame or anger, and this want has none."),
        ("by: [{utils: 1, «at»: kiss}]", "U212", "'at' belongs to guilt, blame or anger"),
        ("by: [{blame: Sakura, weight: 1, after: «joke»}]", "U225", "'joke', which comes before 'kiss' itself."),
        ("by: [{blame: Sakura, weight: 1, after: «jok»}]", "U318", "'jok' is no fact here."),
        ("by: [{blame: Sakura, weight: 1, «aftre»: kiss}]", "U201", "has no key 'aftre'"),
    ],
)
def test_wants_that_cannot_be(wants: str, code: str, message: str) -> None:
    (problem,) = expect(kissing(wants), code)
    assert message in problem.message


def test_a_want_that_stands_beside_no_act_says_which_it_is_about() -> None:
    (problem,) = expect(f"{STORY}wants:\n  Sakura: [{{«guilt»: Kakashi, weight: 1}}]\n", "U202")
    assert problem.message.endswith("guilt is about an act of one's own, and this does not say which.")
    assert problem.hint == "Such as at: joke"
    expect(f"{STORY}heads:\n  Sakura: {{wants: [{{«guilt»: Kakashi, weight: 1}}]}}\n", "U202")
    expect(f"{STORY}heads:\n  Sakura: {{wants: [{{guilt: Kakashi, weight: 1, at: «kiss»}}]}}\n", "U225")
    expect(f"{STORY}wants:\n  «reader»: [{{guilt: Kakashi, weight: 1, at: joke}}]\n", "U215")


def test_of_an_act_that_is_at_fault_itself_nothing_more_is_said() -> None:
    text = STORY.replace("by: Kakashi, to", "by: «Kakshi», to")
    expect(f"{text}wants:\n  Kakashi: [{{guilt: Sakura, weight: 1, at: kiss}}]\n", "U204")
    shown = "      - {sign: blush, by: Kakashi, outcomes: [no, yes], p: 'min(1, feels(Kakashi, regret))'}\n"
    expect(f"{text}{shown}", "U204")


# --- feelings that show -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "given"),
    [
        ("feels(Sakura, fear)", un.feels("fear")),
        ("feels(Sakura, 'belief shift')", un.feels("belief shift")),
        ("feels(`Sakura`, `belief shift`, since(joke))", un.feels("belief shift", since="joke")),
        ("feels('Sakura', embarrassment)", un.feels("embarrassment")),
        ("feels(Sakura, embarrassment, Kakashi)", un.feels("embarrassment", toward="Kakashi")),
        ("feels(Sakura, pride, 'Sakura > Kakashi')", un.feels("pride", toward="Sakura > Kakashi")),
        ("feels(Sakura, anger, 'Old Tom')", un.feels("anger", toward="Old Tom")),
        ("feels(Sakura, regret)", un.feels("regret", about="joke")),
        ("feels(Sakura, mistake, joke)", un.feels("mistake", about="joke")),
        ("feels(Sakura, guilt, Kakashi)", un.feels("guilt", toward="Kakashi", about="joke")),
        ("feels(Sakura, blame, Kakashi)", un.feels("blame", toward="Kakashi", about="kiss")),
        (
            "feels(Sakura, 'foreseen regret', since(`mood`), Kakashi, kiss)",
            un.feels("foreseen regret", toward="Kakashi", about="kiss", since="mood@0"),
        ),
    ],
)
def test_a_call_is_the_parent_of_the_builder(call: str, given: Any) -> None:
    """Toward whom, about what and since when; what may be left out is the same as what is found."""
    w = builder()
    w.sign("blush", ["no", "yes"], by="Sakura", p=lambda felt: min(1.0, felt), given=[given])
    for audience in ("Kakashi", "Sakura > Kakashi"):
        w.wants("Sakura", un.image(audience, "joke", lambda b: -float(b["joke"]), after="kiss"))
    table = w.build().facts[-1].table
    assert isinstance(table, BeliefTable)
    image = "{image: Sakura > Kakashi, about: joke, worth: -belief('joke'), after: kiss}"
    text = showing(f"min(1, {call})").replace("  Sakura: [", f"  Sakura: [{image}, ")
    assert felt(script(text)) == table.questions[0]


def test_a_sign_that_shows_a_feeling_is_that_of_the_builder() -> None:
    """Who sees the blush learns the same from it."""
    w = builder()
    w.sign("blush", ["no", "yes"], by="Sakura", p=lambda felt: 0.1 + 0.5 * felt, given=[un.feels("joy")])
    w.wants("Sakura", lambda kiss: 1.0 * (kiss == "kiss"))
    wanted = "wants: {Sakura: [{utils: 1 if kiss == 'kiss' else 0}]}\n"
    text = showing("0.1 + 0.5 * feels(Sakura, joy)").replace(WANTS, wanted)
    ours, theirs = script(text).story.tell(blush="yes"), w.tell(joke="nothing", kiss="kiss", blush="yes")
    assert ours.belief("Kakashi", "blush").close_to(theirs.belief("Kakashi", "blush"))
    assert ours.belief("", "kiss").close_to(theirs.belief("", "kiss"))
    assert float(un.feeling(ours, "Sakura", "joy", at="kiss")) == pytest.approx(0.5)


def test_habits_and_heads_hang_on_feelings_too() -> None:
    """Of whoever acts; in heads, on what has come before the fact whose table it is."""
    habit = ", habit: {kiss: 'min(1, feels(Kakashi, hope))', nothing: rest}"
    text = HEAD + JOKE + KISS % habit + JOKE.replace("joke,", "second,", 1) + WANTS
    row = "{kiss: 'min(1, feels(Kakashi, anger, Sakura%s))', nothing: rest}"
    question = f"heads:\n  Sakura > Kakashi: {{tables: {{kiss: {row}}}}}\n"
    assert script(text + question % "").model.heads[0].tables
    expect(text + question % ", since(«second»)", "U324")
    expect(text + question.replace("Kakashi, anger, Sakura%s", "«Sakura», fear"), "U408")


def test_the_same_question_is_asked_once() -> None:
    table = script(showing("min(1, feels(Sakura, joy) + feels(Sakura,  joy))")).model.facts[-1].table
    assert isinstance(table, BeliefTable)
    assert len(table.questions) == 1


@pytest.mark.parametrize(
    ("call", "code", "message", "hint"),
    [
        ("feels(Sakura, «feer»)", "U319", "'feer' is no feeling", "Did you mean 'fear'?"),
        ("feels(Sakura, «1 + 1»)", "U319", "where a feeling was due", ""),
        ("feels(Sakura, foreseen «guilt», Kakashi)", "U304", "where ',' was due", "`foreseen guilt`"),
        ("feels(«Sakra», fear)", "U317", "'Sakra' is nobody", "Did you mean 'Sakura'?"),
        ("feels(«Kakashi», fear)", "U408", "this belongs to 'Sakura'", "Write feels(Sakura, ...)."),
        ("feels(«'Sakura > Kakashi'», fear)", "U408", "nobody shows what others feel", "Write feels(Sakura, ...)."),
        ("«feels(Sakura)»", "U307", "feels(...) got 1 argument, where two", ""),
        ("«feels(Sakura, guilt, Kakashi, joke, kiss, heart)»", "U307", "got 6 arguments", ""),
        ("«feels(Sakura, anger)»", "U324", "anger is felt toward somebody", ""),
        ("feels(Sakura, anger, «Kakshi»)", "U317", "'Kakshi' is nobody", "Did you mean 'Kakashi'?"),
        ("feels(Sakura, anger, «Sakura»)", "U324", "toward one other person, and 'Sakura' came.", ""),
        ("feels(Sakura, anger, «'Sakura > Kakashi'»)", "U324", "toward one other person", ""),
        ("feels(Sakura, anger, Kakashi, «kiss»)", "U324", "anger is not about an act.", ""),
        ("feels(Sakura, embarrassment, «Sakura»)", "U324", "before oneself it is shame.", ""),
        ("feels(Sakura, shame, «Kakashi»)", "U324", "before others it is embarrassment.", ""),
        ("feels(Sakura, embarrassment, Kakashi, «joke»)", "U324", "embarrassment is not about an act.", ""),
        ("feels(Sakura, fear, «Kakashi»)", "U324", "fear is not felt toward anybody, nor about an act.", ""),
        ("feels(Sakura, regret, «Kakashi»)", "U324", "regret is felt toward nobody, about one act.", ""),
        ("feels(Sakura, regret, joke, «kiss»)", "U324", "regret is felt toward nobody, about one act.", ""),
        (
            "feels(Sakura, regret, «kiss»)",
            "U324",
            "an act of 'Sakura' that comes before, and 'kiss' is none.",
            "Acts: joke.",
        ),
        ("feels(Sakura, regret, «jok»)", "U310", "'jok' is no fact.", "Did you mean 'joke'?"),
        ("feels(Sakura, regret, «'joke'»)", "U310", "a fact was due", "A fact is written without quotes: joke."),
        ("feels(Sakura, regret, «heart»)", "U324", "and 'heart' is none.", "Acts: joke."),
        ("«feels(Sakura, blame, 'Old Tom')»", "U324", "does not say about which", "Acts: none."),
        ("feels(Sakura, fear, «since()»)", "U307", "since(...) got no arguments", ""),
        ("feels(Sakura, fear, since(«jok»))", "U310", "'jok' is no fact.", "Did you mean 'joke'?"),
        ("feels(Sakura, fear, since(«1»))", "U310", "`1` came, where a fact was due.", ""),
        ("feels(Sakura, fear, since(joke), «since(joke)»)", "U324", "since(...) comes twice.", ""),
        ("feels(Sakura, fear, since(«blush»))", "U216", "'blush' hangs on itself", ""),
        ("«since»(joke)", "U306", "since(...) has no place here; it belongs into feels(...).", ""),
        ("«feels(Sakura, fear) == joke»", "U322", "can never be the same", ""),
    ],
)
def test_calls_that_cannot_be_read(call: str, code: str, message: str, hint: str) -> None:
    (problem,) = expect(showing(f"min(1, {call})"), code)
    assert message in problem.message
    assert hint in problem.hint


def test_what_chance_draws_and_other_expressions_feel_nothing() -> None:
    chance = '      - {chance: luck, outcomes: [no, yes], p: "feels(«Sakura», fear)"}\n'
    (problem,) = expect(STORY + chance, "U408")
    assert problem.hint == "Let it be a sign of theirs: sign, by."
    expect(f'{STORY}wants: {{Sakura: [{{utils: "«feels»(Sakura, fear)"}}]}}\n', "U306")


def test_before_anything_has_happened_nothing_is_felt() -> None:
    sign = "{sign: blush, by: Sakura, outcomes: [no, yes], p: '«feels(Sakura, joy)»'}"
    text = f"underneath: 1\npeople: {{Sakura: {{}}}}\nscenes: [{{scene: x, steps: [{sign}]}}]\n"
    (problem,) = expect(text, "U324")
    assert problem.message == "nothing comes before this, so nothing is felt."


# --- questions --------------------------------------------------------------------------------------------------------


def test_questions_about_feelings() -> None:
    query = asked("feel: embarrassment, of: Kakashi > Sakura, toward: Kakashi, at: kiss, since: joke, name: how red")
    assert query == FeelQuery(
        feeling="embarrassment",
        of="Kakashi > Sakura",
        at="kiss",
        since="joke",
        toward="Kakashi",
        name="how red",
        text="feel embarrassment",
        line=17,
    )
    assert asked("feelings: Sakura, at: the gate") == FeelQuery(
        feeling=None, of="Sakura", at="the gate", text="feelings Sakura", line=17
    )
    for about, found in (("joke", "joke"), ("[joke]", "joke")):
        query = asked(f"feel: regret, of: Sakura, about: {about}")
        assert isinstance(query, FeelQuery)
        assert query.about == found
    query = asked("feel: belief shift, of: Sakura, about: [heart, mood]")
    assert isinstance(query, FeelQuery)
    assert query.about == ("heart", "mood@0")


def test_what_a_question_says_is_what_the_story_is_asked() -> None:
    """Every word, with all that it needs; of who wants nothing, what needs no want."""
    found = script(f"{STORY}{WANTS}")
    for name, word in WORDS.items():
        toward = ", toward: Kakashi" if word.toward else ""
        query = asked(f"feel: {name}, of: Sakura, at: kiss{toward}")
        assert isinstance(query, FeelQuery)
        if word.image != "self" and name != "foreseen regret":
            feeling = un.feeling(found.story, query.of, name, at=query.at, toward=query.toward, about=query.about)
            assert feeling.intensity >= 0
    assert isinstance(asked("feel: surprise, of: Old Tom"), FeelQuery)


@pytest.mark.parametrize(
    ("question", "code", "message"),
    [
        ("feel: «feer», of: Sakura", "U224", "'feer' is no feeling"),
        ("feel: fear, of: «nobody»", "U212", "`nobody` is the world itself, which feels nothing."),
        ("feelings: «nobody»", "U212", "`nobody` is the world itself"),
        ("feel: fear, of: «Sakra»", "U204", "'Sakra' is nobody"),
        ("feel: fear, of: «'* > Sakura'»", "U220", "is no path"),
        ("feel: fear, of: «Old Tom»", "U226", "'Old Tom' wants nothing in this story"),
        ("feelings: «reader»", "U226", "'reader' wants nothing in this story"),
        ("«feel»: fear", "U202", "lacks the key 'of'"),
        ("«feel»: anger, of: Sakura", "U202", "lacks the key 'toward': anger is felt toward somebody."),
        ("feel: fear, of: Sakura, «toward»: Kakashi", "U212", "fear is not felt toward anybody."),
        ("feel: anger, of: Sakura, toward: «Sakura»", "U212", "anger is felt toward one other person"),
        ("feel: anger, of: Kakashi > Sakura, toward: «Sakura»", "U212", "anger is felt toward one other person"),
        ("feel: anger, of: Sakura, toward: «nobody»", "U212", "`nobody` is none."),
        ("feel: shame, of: Sakura, toward: «Kakashi»", "U212", "before others it is embarrassment."),
        ("feel: fear, of: Sakura, «about»: kiss", "U212", "fear is not about an act"),
        ("feel: regret, of: Sakura, about: «kiss»", "U212", "an act of 'Sakura', and 'kiss' is none (acts: joke)."),
        ("feel: blame, of: Sakura, toward: Kakashi, about: «joke»", "U212", "an act of 'Kakashi', and 'joke' is none"),
        ("feel: regret, of: Sakura, about: «[joke, kiss]»", "U212", "2 facts came"),
        ("feel: regret, of: Sakura, about: «jok»", "U205", "'jok' is no fact"),
        ("feel: fear, of: Sakura, at: «jok»", "U207", "'jok' is no fact and no scene"),
        ("feel: fear, of: Sakura, since: «jok»", "U205", "'jok' is no fact"),
        ("feel: fear, of: Sakura, at: joke, since: «kiss»", "U212", "the step would start at 'kiss', after 'joke'"),
        ("feelings: Sakura, «toward»: Kakashi", "U201", "has no key 'toward'"),
        ("feel: fear, «feelings»: Sakura, of: Sakura", "U211", "this one is feel, feelings."),
    ],
)
def test_questions_that_cannot_be_asked(question: str, code: str, message: str) -> None:
    (problem,) = expect(asking(question), code)
    assert message in problem.message


def test_a_misspelt_feeling_has_a_hint() -> None:
    (problem,) = expect(asking("feel: «regrett», of: Sakura"), "U224")
    assert problem.hint == "Did you mean 'regret'?"


def test_feelings_of_a_changed_world_can_be_asked_those_of_a_branch_cannot() -> None:
    changed = "what_if: {people: {Sakura: {level: 1}}}, ask: [{feel: fear, of: Sakura}, {feelings: Kakashi}]"
    query = asked(changed)
    assert isinstance(query, WhatIfQuery)
    assert [one.feeling for one in query.asks if isinstance(one, FeelQuery)] == ["fear", None]
    for ask in ("«feel»: fear, of: Sakura", "«feelings»: Sakura"):
        (problem,) = expect(asking(f"what_if: {{joke: joke}}, ask: [{{belief: heart}}, {{{ask}}}]"), "U227")
        assert problem.message == "question 1.2: what is felt in a branch cannot be asked."


def test_of_a_changed_world_its_own_wants_count() -> None:
    wants = "what_if: {wants: {Old Tom: [{utils: 1 if kiss == 'kiss' else 0}]}}, ask: [{feel: fear, of: Old Tom}]"
    assert isinstance(asked(wants), WhatIfQuery)
    expect(asking("what_if: {wants: {Kakashi: null}}, ask: [{feel: fear, of: «Kakashi»}]"), "U226")


# --- whose feelings a run shows ---------------------------------------------------------------------------------------


def test_whose_feelings_a_run_shows() -> None:
    assert script(STORY).feelings == ()
    assert script(f"{STORY}{WANTS}feelings: Kakashi\n").feelings == ("Kakashi",)
    assert script(f"{STORY}{WANTS}feelings: [Kakashi, Sakura, Kakashi]\n").feelings == ("Kakashi", "Sakura")
    heads = "heads:\n  '* > Old Tom': {wants: [{utils: 1 if kiss == 'kiss' else 0}]}\n  Sakura: {wants: []}\n"
    assert script(f"{STORY}{WANTS}{heads}feelings: [Old Tom]\n").feelings == ("Old Tom",)
    expect(f"{STORY}{WANTS}{heads}feelings: [«Sakura»]\n", "U226")


def test_whose_feelings_cannot_be_shown() -> None:
    only(
        f"{STORY}{WANTS}feelings: [Sakura, «Old Tom»]\n",
        "U226",
        "feelings, item 2: 'Old Tom' wants nothing in this story, so nothing is at stake for them.",
        "Say what they want: wants, here or of an act.",
    )
    expect(f"{STORY}{WANTS}feelings: «Sakra»\n", "U204")
    expect(f"{STORY}{WANTS}feelings: {{«Sakura: fear»}}\n".replace("{«", "«{").replace("»}", "}»"), "U203")
