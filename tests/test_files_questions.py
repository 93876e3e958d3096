"""Questions of story files: every name is looked up when the file is read."""

from __future__ import annotations

import math

import pytest

import underneath as un
from file_tools import expect, only, script
from underneath.explain.answers import answer, try_answer
from underneath.files import branches
from underneath.files.loading import loads, read_worlds
from underneath.files.queries import (
    BeliefQuery,
    CommonQuery,
    ExpectQuery,
    IronyQuery,
    MutualQuery,
    SampleRule,
    VoiQuery,
    WhoKnowsQuery,
    WhyQuery,
)
from underneath.files.script import Query, Watch, WhatIfQuery
from underneath.files.tree import count

STORY = """\
underneath: 1
habit: uniform
numbers: {high: 0.9}
people: {Sakura: {level: 1}, Kakashi: {level: 1}, reader: {reader: true}}
facts:
  heart: {of: Kakashi, outcomes: {friend: 0.75, love: 0.25}}
  mood: {outcomes: {calm: 0.5, low: 0.5}, changing: true}
scenes:
  - scene: the gate
    steps:
      - {act: joke, by: Sakura, menu: [joke, nothing], told: nothing}
      - {change: mood, p: 0.5}
      - {sign: first blush, by: Kakashi, outcomes: [no, yes], p: 0.9 if heart == love else 0.1, told: yes}
"""


def asked(question: str) -> Query:
    """The one question of a story."""
    (query,) = script(f"{STORY}ask:\n  - {{{question}}}\n").questions
    return query


# --- what is read -----------------------------------------------------------------------------------------------------


def test_beliefs() -> None:
    query = asked(
        "belief: heart, of: Sakura > Kakashi, at: joke, after: first blush, suppose: {mood: low}, jointly: mood,"
        " outcome: love, name: what he thinks"
    )
    assert isinstance(query, BeliefQuery)
    assert query == BeliefQuery(
        about=query.about,
        path="Sakura > Kakashi",
        at="joke",
        after="first blush",
        suppose={"mood@1": "low"},
        jointly=("mood@1",),
        outcome="love",
        name="what he thinks",
        text="belief heart",
        line=15,
    )
    assert query.about.facts == ("heart",)
    assert query.about.asked == "heart"


def test_what_a_belief_may_be_about() -> None:
    """A fact, a fact with a name of several words, several, a state (its newest version), or an event."""
    for word, facts in [
        ("heart", ("heart",)),
        ("first blush", ("first blush",)),
        ("mood", ("mood@1",)),
        ("mood@0", ("mood@0",)),
    ]:
        query = asked(f"belief: {word}, of: Sakura")
        assert isinstance(query, BeliefQuery)
        assert query.about.facts == facts
    query = asked("belief: [heart, mood], of: Sakura")
    assert isinstance(query, BeliefQuery)
    assert query.about.asked == ("heart", "mood@1")
    query = asked("belief: heart == love and `first blush` == yes, of: nobody")
    assert isinstance(query, BeliefQuery)
    assert query.about.facts == ()
    assert query.path == ""
    found = script(STORY).story
    event = found.belief(query.path, query.about.asked)
    assert event[True] == pytest.approx(found.belief("", "heart")["love"])


def test_the_other_kinds() -> None:
    query = asked("expect: joke, by: Kakashi > Sakura, suppose: {heart: love}")
    assert query == ExpectQuery(
        decision="joke", by="Kakashi > Sakura", suppose={"heart": "love"}, text="expect joke", line=15
    )
    query = asked("why: heart, of: Sakura, outcome: love, at: the gate")
    assert isinstance(query, WhyQuery)
    assert (query.about.facts, query.path, query.outcome, query.at) == (("heart",), "Sakura", "love", "the gate")
    query = asked("why: heart == love, of: Sakura")
    assert isinstance(query, WhyQuery)
    assert query.outcome is None
    assert asked("voi: joke") == VoiQuery(decision="joke", text="voi joke", line=15)
    assert asked("voi: joke, foresight: high * 2") == VoiQuery(decision="joke", foresight=1.8, text="voi joke", line=15)
    assert math.isinf(VoiQuery(decision="joke").foresight)
    assert asked("irony: heart, of: Sakura") == IronyQuery(
        fact="heart", path="Sakura", reader="reader", text="irony heart", line=15
    )
    assert asked("irony: heart, of: Sakura, reader: Kakashi") == IronyQuery(
        fact="heart", path="Sakura", reader="Kakashi", text="irony heart", line=15
    )
    assert asked("who_knows: heart, orders: 3") == WhoKnowsQuery(
        fact="heart", orders=3, text="who_knows heart", line=15
    )
    some, everybody = (asked(f"who_knows: heart, among: {who}") for who in ("[Kakashi, Sakura]", "everyone"))
    assert isinstance(some, WhoKnowsQuery)
    assert isinstance(everybody, WhoKnowsQuery)
    assert (some.among, everybody.among) == (("Kakashi", "Sakura"), ("Sakura", "Kakashi", "reader"))


def test_shared_belief() -> None:
    query = asked("mutual: heart == love, among: [Sakura, Kakashi], p: high, n: 3")
    assert isinstance(query, MutualQuery)
    assert (query.among, query.p, query.n) == (("Sakura", "Kakashi"), 0.9, 3)
    query = asked("common: heart == love, among: everyone")
    assert isinstance(query, CommonQuery)
    assert (query.among, query.p) == (("Sakura", "Kakashi", "reader"), 1.0)


def test_what_if_something_had_been_otherwise() -> None:
    query = asked("what_if: {joke: joke, mood@0: low}, follow: likeliest, ask: [{belief: first blush}, {expect: joke}]")
    assert isinstance(query, WhatIfQuery)
    assert query.outcomes == {"joke": "joke", "mood@0": "low"}
    assert query.script is None
    assert query.follow == "likeliest"
    assert [type(one) for one in query.asks] == [BeliefQuery, ExpectQuery]
    assert query.text == "what if joke=joke, mood@0=low"
    for follow, rule in [
        ("told", "told"),
        ("{samples: 100, seed: 7}", SampleRule(100, 7)),
        ("{samples: 5}", SampleRule(5)),
    ]:
        query = asked(f"what_if: {{joke: joke}}, follow: {follow}")
        assert isinstance(query, WhatIfQuery)
        assert query.follow == rule


def test_what_if_the_world_were_another() -> None:
    """The file is read again with the changes, and what is asked there is asked of that world."""
    query = asked(
        "what_if: {people: {Sakura: {level: 3}}, facts: {heart: {outcomes: {hate: 0.75, friend: null}}}},"
        " ask: [{belief: heart, of: Sakura, outcome: hate}]"
    )
    assert isinstance(query, WhatIfQuery)
    assert query.script is not None
    assert query.script.model.minds[0].traits.level == 3
    assert query.script.model.facts[0].outcomes == ("love", "hate")
    (one,) = query.asks
    assert isinstance(one, BeliefQuery)
    assert one.outcome == "hate"


def test_what_is_watched() -> None:
    found = script(
        f"{STORY}watch:\n  - {{of: Sakura > Kakashi, about: heart, outcome: love, name: hers}}\n"
        "  - {of: nobody, about: mood}\n"
    )
    assert found.watch == (
        Watch("Sakura > Kakashi", "heart", "love", "hers"),
        Watch("", "mood@1", None, "the world: mood"),
    )


# --- what is wrong ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "code", "message"),
    [
        ("belief: heart == «hate», of: Sakura", "U311", "'heart' has no outcome 'hate'"),
        ("belief: heart, of: Sakura, outcome: «hate»", "U311", "'heart' has no outcome 'hate'"),
        ("belief: heart, of: Sakura, suppose: {heart: «hate»}", "U311", "'heart' has no outcome 'hate'"),
        ("belief: [heart, mood], of: Sakura, «outcome»: love", "U212", "an outcome goes with one fact"),
        ("belief: heart == love, of: Sakura, «outcome»: love", "U212", "an outcome goes with one fact"),
        ("belief: heart, of: Sakura, «after»: joke", "U212", "'after' goes with a path of several people"),
        ("belief: heart, of: Sakura, «jointly»: mood", "U212", "'jointly' goes with a path of several people"),
        ("belief: heart, of: «Sakura >»", "U220", "'Sakura >' is no path"),
        ("belief: heart, of: «'* > Sakura'»", "U220", "'* > Sakura' is no path"),
        ("expect: «first blush»", "U205", "'first blush' is not an act (acts: joke)."),
        ("voi: joke, foresight: «-1»", "U403", "foresight is -1; allowed is 0 to infinity."),
        ("«why»: heart, of: Sakura", "U202", "lacks the key 'outcome': which outcome of 'heart'?"),
        ("why: «[heart, mood]», of: Sakura", "U212", "`why` goes with one fact"),
        ("irony: heart, of: «nobody»", "U212", "`nobody` believes nothing"),
        ("who_knows: heart, orders: «0»", "U403", "orders is 0"),
        ("who_knows: heart, among: [Sakura, «Kakshi»]", "U204", "'Kakshi' is nobody in this story"),
        ("who_knows: heart, among: «[]»", "U212", "knowledge is shown of somebody"),
        ("who_knows: heart, among: «nobody»", "U212", "knowledge is shown of somebody"),
        ("who_knows: heart, orders: «99»", "U403", "orders is 99; allowed are whole numbers from 1 to 6."),
        ("mutual: heart == love, among: «[]»", "U212", "belief is shared among somebody"),
        ("mutual: heart == love, among: Sakura, p: «2»", "U403", "p is 2; allowed is 0 to 1."),
        ("common: «heart», among: everyone", "U320", "where true or false was due"),
        ("what_if: {joke: «jok»}", "U311", "'joke' has no outcome 'jok'"),
        ("«what_if»: {}", "U221", "nothing is different in this what_if."),
        ("«what_if»: {joke: joke, people: {}}", "U221", "outcomes and changes of the world stand in one what_if."),
        ("what_if: {«scenes»: {}}", "U221", "'scenes' is nothing to change."),
        ("what_if: {people: {Sakura: {«levle»: 1}}}", "U201", "person 'Sakura' has no key 'levle'"),
        ("what_if: {people: {Sakura: {level: «-1»}}}", "U403", "level is -1"),
        ("what_if: {facts: {heart: {outcomes: «{love: 0.5}»}}}", "U342", "sums to 1.25 instead of 1"),
        ("what_if: {numbers: {high: 1}}, ask: [{belief: «hart»}]", "U205", "'hart' is no fact"),
        ("what_if: {joke: joke}, follow: {samples: «0»}", "U403", "samples is 0"),
    ],
)
def test_faults_of_questions(question: str, code: str, message: str) -> None:
    """Each where it is, and no other."""
    (problem,) = expect(f"{STORY}ask:\n  - {{{question}}}\n", code)
    assert message in problem.message


LATER = [
    ("what_if: {people: {Sakura: {level: -1}}}", "U403"),
    ("what_if: {facts: {heart: {outcomes: {love: 0.5}}}}", "U342"),
    ("what_if: {numbers: {high: 1}}, ask: [{belief: hart}]", "U205"),
]
"""Questions at fault in a world that has the right shape, and whose faults show when it is built."""


@pytest.mark.parametrize(("question", "code"), LATER)
def test_a_changed_world_is_built_when_it_is_needed(question: str, code: str) -> None:
    """To load a story builds none of them; whoever asks gets the faults with their place, and the others no less."""
    text = f"{STORY}ask:\n  - {{belief: heart}}\n  - {{{question}}}\n"
    found = loads(text, "story.yaml")
    plain, changed = found.questions
    assert not answer(found, plain).refused
    with pytest.raises(un.BadFile) as raised:
        answer(found, changed)
    assert [(problem.code, problem.line) for problem in raised.value.problems] == [(code, text.count("\n"))]
    refused = try_answer(found, changed)
    assert refused.refused
    assert f"story.yaml:{text.count(chr(10))}:" in refused.sentences[0]
    with pytest.raises(un.BadFile) as raised:
        read_worlds(found)
    assert [problem.code for problem in raised.value.problems] == [code]


def test_a_changed_world_is_built_once() -> None:
    query = asked("what_if: {people: {Sakura: {level: 1}}}, ask: [{belief: heart}]")
    assert isinstance(query, WhatIfQuery)
    assert query.script is query.script is not None


def test_what_has_not_the_shape_of_a_story_is_said_when_it_is_loaded() -> None:
    """In every changed world, and without building one."""
    text = f"{STORY}ask:\n" + "  - {what_if: {people: {Sakura: {levle: 1}}}}\n  - {what_if: {numbers: {high: []}}}\n"
    with pytest.raises(un.BadFile) as raised:
        loads(text)
    assert [problem.code for problem in raised.value.problems] == ["U201", "U203"]


def test_a_story_without_a_reader_has_no_irony() -> None:
    text = STORY.replace(", reader: {reader: true}", "") + "ask:\n  - {«irony»: heart, of: Sakura}\n"
    only(
        text,
        "U202",
        "question 1: this story has no reader.",
        "Add one, people: reader: {reader: true}, or say here whose belief counts, reader: NAME",
    )


def test_readers_do_nothing() -> None:
    text = STORY + "      - {sign: sigh, by: «reader», outcomes: [no, yes], p: 0.5}\nwants: {«reader»: []}\n"
    problems = expect(text, "U215", "U215")
    assert problems[0].message == "sign 'sigh': 'reader' is a reader, who sees what the text shows and does nothing."


def test_too_many_changed_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is read as a whole: their number is bounded by the size of the file; one is always read."""
    line = "  - {what_if: {people: {Sakura: {level: 0}}}}\n"
    size = count(loads(f"{STORY}ask:\n{3 * line}").tree)
    monkeypatch.setattr(branches, "MOST_CHANGED", 2 * size)
    (problem,) = expect(f"{STORY}ask:\n{2 * line}{line.replace('what_if', '«what_if»')}", "U221")
    assert "too many changed worlds" in problem.message
    monkeypatch.setattr(branches, "MOST_CHANGED", 0)
    assert len(loads(f"{STORY}ask:\n{line}").questions) == 1


def test_a_moment_of_a_story_without_any() -> None:
    """Where there is nothing to name, nothing is listed."""
    _, problem = expect("underneath: 1\npeople: {A: {}}\nask: [{belief: «f», of: A, at: «noon»}]\n", "U205", "U207")
    assert problem.message.endswith("'noon' is no fact and no scene of this story, which has none.")
