"""Answers: every kind of question, as a table, as sentences and as data that JSON can hold."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest

import underneath as un
from cli_tools import morning
from explain_worlds import first_time, silent
from underneath.explain.answer import Answer, Column, shown
from underneath.explain.answers import answer, try_answer
from underneath.explain.asking import belief_answer, policy_answer, worths_answer
from underneath.explain.ironies import ironies, irony_answer
from underneath.files.loading import load, loads, shipped
from underneath.files.queries import About, BeliefQuery, IronyQuery, WhoKnowsQuery


def test_every_kind_of_question_has_an_answer() -> None:
    """With as many values in a row as there are columns, and data that survive a journey through JSON."""
    script = morning()
    answers = [answer(script, query) for query in script.questions]
    for found in (*answers, *(part for whole in answers for part in whole.parts)):
        assert found.title
        assert all(len(row) == len(found.columns) for row in found.rows)
        assert json.loads(json.dumps(found.data, allow_nan=False)) == found.data
        assert str(found).startswith(found.title)
    assert len({found.data["kind"] for found in answers}) == 10


@pytest.mark.parametrize("name", shipped())
def test_shipped_stories_answer_their_questions(name: str) -> None:
    """Every one has an answer."""
    script = load(name)
    answers = [try_answer(script, question) for question in script.questions]
    assert [one.title for found in answers for one in (found, *found.parts) if one.refused] == []


def test_a_refused_question_says_why() -> None:
    """Where `answer` raises, `try_answer` has the message; the error and its name are in the data."""
    script = morning()
    query = BeliefQuery(about=About("moved", ("moved",)), path="Kakashi", after="remark", text="belief moved")
    with pytest.raises(un.BadPath):
        answer(script, query)
    found = try_answer(script, query)
    assert found.refused
    assert found.data["refused"]["error"] == "BadPath"
    assert found.sentences[0].startswith("No answer: ")


def test_a_name_stands_before_the_title() -> None:
    """And in the data."""
    script = morning()
    plain, named = (answer(script, q) for q in (script.questions[0], replace(script.questions[0], name="His guess")))
    assert named.title == f"His guess: {plain.title}" == named.data["title"]


def test_a_title_goes_on_after_a_name() -> None:
    """In small letters, unless it begins with a name of the story."""
    script = morning()
    titles = [answer(script, replace(query, name="N")).title for query in script.questions]
    assert [title.removeprefix("N: ").split(" ")[0] for title in titles] == [
        "Kakashi", "Sakura", "what", "value", "how", "who", "mutual", "common", "what", "what",
        "what", "what",
    ]  # fmt: skip


def test_who_expects_what_of_whom() -> None:
    """Whoever acts chooses; whoever looks on expects."""
    story = silent()
    titles = [policy_answer(story.expect("remark", by=by)).title for by in (None, "Kakashi", "Sakura > Kakashi")]
    assert titles[0].startswith("Sakura chooses remark, after ")
    assert titles[1].startswith("remark, as Kakashi expects it of Sakura, after ")
    assert titles[2].startswith("remark, as Sakura thinks that Kakashi expects it of Sakura, after ")


def test_a_ledger_says_whose_belief_moved() -> None:
    """And as whom they see it."""
    script = morning()
    query = script.questions[2]
    assert answer(script, query).title == "What moved Kakashi's belief (as Sakura sees it) that moved is yes"
    world = answer(script, replace(query, path=""))
    assert world.title == "What moved the probability that moved is yes"


def test_a_distribution_is_shown_whole() -> None:
    """The mean, then each belief with its weight, the heaviest first."""
    found = belief_answer(silent().belief("Kakashi > Sakura", "moved"), "moved")
    assert [column.name for column in found.columns] == ["held possible", "weight", "no", "yes"]
    weights = [row[1] for row in found.rows]
    assert weights[0] is None
    assert weights[1:] == sorted(weights[1:], reverse=True)
    assert sum(weights[1:]) == pytest.approx(1.0)
    mean = sum(np.array(row[2:]) * row[1] for row in found.rows[1:])
    assert mean.tolist() == pytest.approx(list(found.rows[0][2:]))


def test_a_large_distribution_is_its_mean() -> None:
    """Seven columns of numbers are no table."""
    w = un.World("days", habit="uniform")
    ann, _ = w.mind("Ann"), w.mind("Bob")
    day = w.chance("day", list(range(7)), p="uniform", seen_by=[ann])
    found = belief_answer(w.tell().belief("Bob > Ann", day, at=day), "day")
    assert [column.kind for column in found.columns] == ["word", "share"]
    assert len(found.rows) == 7
    assert len(found.data["spread"]) == 7


def test_an_event_is_so_or_not() -> None:
    """Under its own text."""
    event = un.event(["moved", "occasion"], lambda moved, occasion: moved == occasion)
    found = belief_answer(silent().belief("Kakashi", event), "moved == occasion")
    assert [row[0] for row in found.rows] == ["is not so", "is so"]
    assert found.columns[0].name == "moved == occasion"
    assert found.sentences[0].startswith("Kakashi gives 'moved == occasion' ")


def test_a_policy_says_what_was_done_and_what_was_likely() -> None:
    """Ties are told as ties; a habit weighs nothing."""
    story = silent()
    found = policy_answer(story.expect("remark"), "joke")
    assert found.sentences[0].startswith("Likeliest: silent, with 88.1%.")
    assert found.sentences[1] == "In the story it was joke, which had 11.9%."
    w = un.World("tie", habit="uniform")
    w.decision("choice", by=w.mind("Ann"), options=["left", "right"])
    habit = policy_answer(w.tell().expect("choice"))
    assert habit.sentences == (
        "Likeliest: left and right, with 50.0% each.",
        "By habit, so no option has an expected utility.",
    )
    assert [column.name for column in habit.columns] == ["option", "probability"]


def test_the_worth_of_seeing_names_the_best() -> None:
    """Or says that there is none."""
    assert worths_answer(silent().voi("remark"), "remark").sentences == (
        "No option is worth anything for what it shows.",
    )
    w = un.World("well", habit="uniform")
    ann = w.mind("Ann", level=1, rationality=2)
    oil = w.chance("oil", {"no": 0.5, "yes": 0.5})
    test = w.decision("test", by=ann, options=["test", "skip"])
    w.view(
        "sees", of=oil, by=ann, p=lambda oil, test: {oil: 1.0} if test == "test" else {"unseen": 1.0}, given=[oil, test]
    )
    w.decision("drill", by=ann, options=["drill", "leave"])
    w.wants(ann, lambda oil, drill: (1.0 if oil == "yes" else -1.0) if drill == "drill" else 0.0)
    found = worths_answer(w.tell().voi(test), "test")
    assert found.sentences == (
        "Most is to be learnt by test.",
        "With what is to be learnt test is worth most; without it test and skip would be.",
    )
    exactly = [(row[0], *map(pytest.approx, row[1:])) for row in (("test", 0.5, 0.5, 0.0), ("skip", 0.0, 0.0, 0.0))]
    assert list(found.rows) == exactly


def test_what_an_option_is_worth_without_what_it_shows_is_the_rest() -> None:
    """The expected utility is what the policy has; a price is in it and in the rest alike, and may turn the order."""

    def drilling(price: float) -> un.Story:
        w = un.World("well", habit="uniform")
        ann = w.mind("Ann", level=1, rationality=2, foresight=math.inf)
        oil = w.chance("oil", {"no": 0.5, "yes": 0.5})
        test = w.decision("test", by=ann, options=["test", "skip"])
        w.view(
            "sees", of=oil, by=ann, p=lambda oil, test: {oil if test == "test" else "unseen": 1.0}, given=[oil, test]
        )
        w.decision("drill", by=ann, options=["drill", "leave"])
        w.wants(ann, lambda oil, drill: (1.0 if oil == "yes" else -1.0) if drill == "drill" else 0.0)
        w.wants(ann, lambda test: -price if test == "test" else 0.0)
        return w.tell()

    for price, sentence in (
        (0.2, "With what is to be learnt test is worth most; without it skip would be."),
        (0.7, "With what is to be learnt or without it, skip is worth most."),
    ):
        story = drilling(price)
        worths, policy = story.voi("test"), story.expect("test")
        found = worths_answer(worths, "test")
        assert found.sentences[1] == sentence
        for option in ("test", "skip"):
            assert worths.expected[option] == pytest.approx(policy.utility(option))
        assert [worths.without(option) for option in ("test", "skip")] == pytest.approx([-price, 0.0])
        assert [pair["value"] for pair in found.data["without"]] == pytest.approx([-price, 0.0])


# --- irony


def test_irony_falls_as_the_other_learns() -> None:
    """A row for each step that changes it; between two minds, in bits."""
    gaps = ironies(silent(reveal=True), "Sakura", "Kakashi", "occasion")
    assert [gap.moment for gap in gaps] == [2, 3, 4]
    assert [gap.bits for gap in gaps] == pytest.approx([-math.log2(0.6), -math.log2(0.342763), 0.0], abs=1e-5)


def test_the_sentence_names_the_step_at_which_it_grew_most() -> None:
    """By its note."""
    found = irony_answer(silent(), "Sakura", "Kakashi", "occasion", {2: "she says nothing"})
    rise = math.log2(0.6 / 0.3427632579763512)
    assert found.sentences == (f"It grew most by this: She says nothing ({rise:.1f} bits).",)


def test_what_somebody_never_thought_of_is_outside_their_awareness() -> None:
    """Infinite, and said to be so; what is merely held impossible is told apart."""
    found = irony_answer(first_time(), "Sakura", "Kakashi", "first")
    assert found.rows[0][1:] == (math.inf, "outside their awareness: first")
    assert found.data["rows"][0] == {"moment": 1, "bits": "inf", "outside_awareness": ["first"]}
    assert found.rows[-1][1:] == (0.0, "")
    w = un.World("dolls", habit="uniform")
    sally, anne = w.mind("Sally", level=1), w.mind("Anne")
    moved = w.sign("moved", ["nothing", "moved"], by=anne, p=0.5, seen_by=[anne])
    w.closed(sally, moved)
    closed = irony_answer(w.tell(moved="moved"), "Anne", "Sally", "moved")
    assert closed.rows[0][1:] == (math.inf, "held impossible")


def test_irony_without_an_answer_says_why() -> None:
    """From the step on at which it has none."""
    w = un.World("dolls", habit="uniform")
    sally, anne = w.mind("Sally", level=1), w.mind("Anne")
    moved = w.sign("moved", ["nothing", "moved"], by=anne, p=0.5, seen_by=[anne])
    w.closed(sally, moved)
    w.reveal(moved, to=sally)
    found = irony_answer(w.tell(moved="moved"), "Anne", "Sally", "moved")
    assert found.rows[1][1] is None
    assert str(found.rows[1][2]).startswith("no answer: Sally holds impossible")


# --- what if


def test_a_branch_stands_beside_the_story() -> None:
    """Two columns, the same outcomes."""
    script = morning()
    found = answer(script, script.questions[8])
    assert found.title == "What if remark had been joke"
    belief, policy = found.parts
    assert [column.name for column in belief.columns] == ["moved", "as told", "what if"]
    branch = script.story.what_if({"remark": "joke"})
    assert [row[2] for row in belief.rows] == pytest.approx(branch.belief("Kakashi", "moved").probabilities.tolist())
    assert [row[1] for row in policy.rows] == pytest.approx(script.story.expect("remark").probabilities.tolist())


def test_where_the_story_as_told_has_no_answer_the_branch_stands_alone() -> None:
    """A name that only the changed world has."""
    text = """
    underneath: 1
    people: {Ann: {level: 1}, Bob: {level: 1}}
    facts: {coin: {of: Ann, outcomes: {heads: 0.5, tails: 0.5}, told: heads}}
    ask:
      - what_if: {facts: {second: {of: Ann, outcomes: {heads: 0.25, tails: 0.75}, told: tails}}}
        ask: [{belief: second, of: Bob}, {who_knows: coin}]
    """
    script = loads(text)
    found = answer(script, script.questions[0])
    assert [column.name for column in found.parts[0].columns] == ["second", "probability"]
    assert found.parts[1].title == "Who knows coin"


# --- on paper


def test_values_are_shown_as_what_they_are() -> None:
    """Probabilities, bits, utils, truth values; a number that rounds to nothing has no sign."""
    cases = [("share", 0.25, "0.2500"), ("bits", math.inf, "inf"), ("signed bits", -math.inf, "-inf")]
    cases += [("signed bits", 0.5, "+0.50"), ("utils", -1e-9, "0.0000"), ("utils", math.nan, "-")]
    for kind, value, text in cases:
        assert shown(Column("x", kind), value) == text  # type: ignore[arg-type]
    assert shown(Column("x"), True) == "true"
    assert shown(Column("x", "change"), 0.001) == ""
    assert str(Answer("title", sentences=("a",), parts=(Answer("part"),))) == "title\n  a\npart"


def test_questions_that_no_file_holds_can_be_asked_too() -> None:
    """A query is a value: anybody may make one."""
    script = morning()
    found = answer(script, IronyQuery(fact="moved", path="Kakashi", reader="Sakura", text="irony"))
    assert found.columns[1].kind == "bits"
    knows = answer(script, WhoKnowsQuery(fact="remark", orders=1, text="who knows"))
    assert {row[0] for row in knows.rows} == {"Sakura", "Kakashi"}
