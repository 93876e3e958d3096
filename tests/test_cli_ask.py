"""Questions from the command line: the same numbers as from Python, printed; and what is no question is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import underneath as un
from cli_tools import data, file_of, morning, run
from underneath.explain.wording import path_of


@pytest.fixture
def story(tmp_path: Path) -> str:
    return file_of(tmp_path)


def test_a_belief(story: str) -> None:
    """His belief, at the moment that was asked about, under the line that says whose it is."""
    belief = morning().story.belief("Kakashi", "moved", at="remark")
    result = run("ask", story, "Kakashi", "moved", "--at", "remark")
    assert result.exit_code == 0
    assert (
        result.stdout.splitlines()[0] == "Kakashi believes about moved, after remark (level 2, order 1, horizon: scene)"
    )
    assert f"yes  {belief['yes']:.4f}" in result.stdout
    found = data("ask", story, "Kakashi", "moved", "--at", "remark")
    assert found["probabilities"] == pytest.approx([belief["no"], belief["yes"]])
    assert (found["level"], found["order"], found["after"]) == (2, 1, "remark")


def test_an_outcome_gets_a_sentence(story: str) -> None:
    """Said as people say it."""
    share = morning().story.belief("Sakura > Kakashi", "moved")["yes"]
    result = run("ask", story, "Sakura > Kakashi", "moved", "--outcome", "yes")
    assert f"Kakashi (as Sakura sees it) gives 'moved is yes' {share:.1%}." in result.stdout


def test_suppose_after_and_jointly(story: str) -> None:
    """Each goes to the argument of that name."""
    told = morning().story
    supposed = told.tell().belief("", "occasion")
    assert supposed["yes"] == 1.0
    found = data(
        "ask", story, "Kakashi > Sakura", "moved", "--jointly", "moved", "--at", "occasion", "--after", "remark"
    )
    belief = told.belief("Kakashi > Sakura", "moved", jointly="moved", at="occasion", after="remark")
    assert sorted(a["weight"] for a in found["spread"]) == pytest.approx(sorted(a.weight for a in belief.atoms))
    assert {tuple(a["jointly"]) for a in found["spread"]} == {("yes",), ("no",)}


def test_suppose_fills_what_was_not_told(tmp_path: Path) -> None:
    """Supposed outcomes are taken as told, for this question."""
    open_end = file_of(tmp_path, MORNING_OPEN, "open.yaml")
    found = data("ask", open_end, "Kakashi", "moved", "--suppose", "remark=nothing", "--at", "remark")
    assert found["probabilities"] == pytest.approx(morning().story.belief("Kakashi", "moved").probabilities.tolist())


MORNING_OPEN = """\
underneath: 1
people: {Sakura: {level: 2, rationality: 2}, Kakashi: {level: 2}}
facts:
  moved: {of: Sakura, outcomes: {no: 0.7, yes: 0.3}}
  occasion: {of: Sakura, outcomes: {no: 0.4, yes: 0.6}}
wants: {Sakura: [{utils: (1 if moved == no else -1) if remark == joke else 0}]}
scenes:
  - scene: The morning
    steps:
      - {act: remark, by: Sakura, menu: [joke, nothing], available: {joke: occasion == yes}, habit: uniform}
"""


def test_a_fact_and_an_outcome_in_one_word(story: str) -> None:
    """As in a branch: `moved=yes` is the fact, with a sentence about the outcome."""
    apart = run("ask", story, "Kakashi", "moved", "--outcome", "yes")
    assert run("ask", story, "Kakashi", "moved=yes").stdout == apart.stdout != ""
    assert run("why", story, "Kakashi", "moved = no").stdout == run("why", story, "Kakashi", "moved", "-o", "no").stdout


def test_nobody_is_the_world_itself(story: str) -> None:
    """As in story files; unless somebody is called that."""
    assert data("ask", story, "nobody", "moved")["path"] == []
    assert data("ask", story, "nobody", "moved") | {"question": ""} == data("ask", story, "", "moved") | {
        "question": ""
    }
    found = data("whatif", story, "remark=joke", "-a", "nobody: moved")
    assert found["answers"][0]["path"] == []


def test_somebody_may_be_called_nobody(tmp_path: Path) -> None:
    """Then it is they who are asked about, by their name."""
    script = un.World("ship")
    ulysses = script.mind("nobody")
    script.chance("wind", {"fair": 0.5, "foul": 0.5}, seen_by=[ulysses])
    told = replace(morning(), model=script.build(), story=script.tell(wind="fair"))
    assert (path_of(told, "nobody"), path_of(morning(), " nobody ")) == ("nobody", "")


def test_messages_speak_of_the_story(story: str) -> None:
    """People and keys, where the library speaks of minds and arguments."""
    nobody = run("ask", story, "Kakasi", "moved").stderr
    assert nobody.startswith(
        "a question names 'Kakasi', who is nobody in this story (people: Sakura, Kakashi, reader)."
    )
    supposed = run("ask", story, "Kakashi", "moved", "-s", "remark=joke").stderr
    assert "ask what_if: {remark: joke}" in supposed


def test_several_facts_and_events(story: str) -> None:
    """Commas make a joint belief; signs and `and` make an event."""
    told = morning().story
    joint = data("ask", story, "Kakashi", "moved, occasion")
    assert joint["facts"] == ["moved", "occasion"]
    assert joint["probabilities"] == [
        pytest.approx(row) for row in told.belief("Kakashi", ["moved", "occasion"]).probabilities.tolist()
    ]
    event = data("ask", story, "Kakashi", "moved == yes and occasion == yes")
    assert event["probabilities"][1] == pytest.approx(joint["probabilities"][1][1])


def test_the_world_itself(story: str) -> None:
    """The empty path."""
    result = run("ask", story, "", "remark")
    assert "The world itself, about remark" in result.stdout
    assert "nothing  1.0000" in result.stdout


def test_the_storys_own_questions(story: str) -> None:
    """All of them, in their order, each an answer; or one of them by its number."""
    every = data("ask", story)
    assert [a["kind"] for a in every] == [
        "belief", "expect", "why", "voi", "irony", "who_knows", "mutual", "common", "what_if", "what_if",
        "feel", "feel",
    ]  # fmt: skip
    assert not any("refused" in a for a in every)
    assert data("ask", story, "--question", "2") == every[1:2]
    result = run("ask", story)
    assert result.exit_code == 0
    assert result.stdout.count("\n\n") >= 9


def test_a_story_that_asks_nothing(tmp_path: Path) -> None:
    """Says so."""
    result = run("ask", file_of(tmp_path, MORNING_OPEN, "silent.yaml"))
    assert (result.exit_code, result.stdout) == (0, "silent asks nothing.\n")


def test_one_question_without_an_answer_does_not_keep_the_others(tmp_path: Path) -> None:
    """It says why, the others are answered, and the exit code is 1."""
    asks = "ask:\n  - {belief: moved, of: Sakura, at: moved}\n  - {belief: moved, of: Kakashi, at: moved}\n"
    text = MORNING_OPEN + asks
    result = run("ask", file_of(tmp_path, text))
    assert result.exit_code == 1
    assert "No answer: Sakura observed 'moved'" in result.stdout
    assert "yes  0.3000" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Kakashi", "move"], "Did you mean 'moved'?"),
        (["Kakasi", "moved"], "Did you mean 'Kakashi'?"),
        (["Kakashi", "moved", "--at", "remrk"], "Did you mean 'remark'?"),
        (["Kakashi", "moved", "--outcome", "yess"], "Did you mean 'yes'?"),
        (["Kakashi", "moved, occasion", "--outcome", "yes"], "goes with one fact"),
        (["Kakashi", "moved", "--after", "remark"], "of one person"),
        (["Kakashi", "moved", "--suppose", "remark=joke"], "told before"),
        (["Kakashi", "moved == yess"], "^"),
        (["Kakashi", "moved=yess"], "Did you mean 'yes'?"),
        (["Kakashi", "moved=yes", "--outcome", "no"], "two outcomes"),
        (["Kakashi", "not moved = yes"], "Two things are compared with =="),
    ],
)
def test_questions_without_an_answer_say_so(story: str, arguments: list[str], said: str) -> None:
    """One message, no traceback, exit code 1, nothing on standard output."""
    result = run("ask", story, *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [["Kakashi"], ["Kakashi", "moved", "-q", "1"], ["-q", "13"], ["-q", "0"], ["Kakashi", "moved", "-s", "remark"]],
)
def test_what_is_no_command_is_usage(story: str, arguments: list[str]) -> None:
    """Exit code 2."""
    result = run("ask", story, *arguments)
    assert result.exit_code == 2
    assert "Usage: " in result.stderr


def test_why_has_the_ledger_and_its_sentences(story: str) -> None:
    """The weights of Python, the notes of the author."""
    ledger = morning().story.why("Sakura > Kakashi", "moved", "yes")
    found = data("why", story, "Sakura > Kakashi", "moved")
    assert [s["bits"] for s in found["steps"]] == pytest.approx([w.bits for w in ledger])
    assert found["claim"] == "moved is yes"
    result = run("why", story, "Sakura > Kakashi", "moved", "-o", "yes")
    assert "She thinks it over: 1.0 bits for 'moved is yes'." in result.stdout
    assert "She does not joke about it: 1.0 bits for 'moved is yes'. Kakashi expected it with 93%" in " ".join(
        run("why", story, "Kakashi", "moved").stdout.split()
    )


def test_why_at_a_moment_leaves_out_what_came_later(story: str) -> None:
    """Before she thought it over, nothing had moved what she takes him to believe."""
    assert data("why", story, "Sakura > Kakashi", "moved", "--at", "occasion")["total"] == 0.0
    assert data("why", story, "Sakura > Kakashi", "moved")["total"] == pytest.approx(0.977544, abs=1e-6)


def test_expect_says_what_was_done_and_what_was_likely(story: str) -> None:
    """The policy with its utilities, and the taken option."""
    policy = morning().story.expect("remark")
    found = data("expect", story, "remark")
    assert found["probabilities"] == pytest.approx(policy.probabilities.tolist())
    assert found["utilities"] == pytest.approx([-1.0, 0.0])
    his = data("expect", story, "remark", "--by", "Kakashi")
    assert his["probabilities"] == pytest.approx(morning().story.expect("remark", by="Kakashi").probabilities.tolist())
    assert his["path"] == ["Kakashi", "Sakura"]
    worths = data("expect", story, "remark", "--voi")["worths"]
    assert [pair["outcome"] for pair in worths] == ["joke", "nothing"]


def test_expect_wants_a_decision(story: str) -> None:
    """What is none is named, with the decisions that there are."""
    result = run("expect", story, "moved")
    assert result.exit_code == 1
    assert "'moved' is not a decision (decisions: remark)" in result.stderr
    assert run("expect", story, "remark", "--voi", "--by", "Kakashi").exit_code == 2
