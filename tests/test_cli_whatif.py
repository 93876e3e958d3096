"""What if, from the command line: branches and changed worlds, beside the story as told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli_tools import MORNING, data, file_of, morning, run


@pytest.fixture
def story(tmp_path: Path) -> str:
    return file_of(tmp_path)


def test_had_she_joked(story: str) -> None:
    """The belief in the branch beside the one as told, and the rule by which it goes on."""
    branch = morning().story.what_if({"remark": "joke"})
    found = data("whatif", story, "remark=joke", "--ask", "Kakashi: moved")
    assert found["changed"] == {"remark": "joke"}
    assert found["rule"] == branch.rule
    (answer,) = found["answers"]
    assert answer["what_if"] == pytest.approx(branch.belief("Kakashi", "moved").probabilities.tolist())
    assert answer["as_told"] == pytest.approx(morning().story.belief("Kakashi", "moved").probabilities.tolist())
    result = run("whatif", story, "remark=joke", "-a", "Kakashi: moved")
    assert result.stdout.startswith("What if remark had been joke\n")
    assert "as told  what if" in result.stdout


@pytest.mark.parametrize("follow", ["told", "likeliest"])
def test_how_it_goes_on(story: str, follow: str) -> None:
    """The rule that was asked for is the rule that is named."""
    rule = morning().story.what_if({"moved": "no"}, follow=follow).rule
    found = data("whatif", story, "moved=no", "--ask", "remark", "--expect", "remark", "--follow", follow)
    assert found["rule"] == rule
    assert len(found["answers"]) == 2


def test_samples_say_how_exact_they_are(story: str) -> None:
    """The same seed gives the same answer, with its standard error."""
    arguments = ("whatif", story, "moved=no", "-a", "remark", "--follow", "samples", "--samples", "200", "--seed", "7")
    assert data(*arguments) == data(*arguments)
    assert "From 200 draws; the standard error is at most" in run(*arguments).stdout


def test_a_changed_world(story: str) -> None:
    """At level 1 she takes him to read nothing into silence."""
    found = data("whatif", story, "--set", "people.Sakura.level=1", "-a", "Sakura > Kakashi: moved=yes")
    other = morning().changed({"people": {"Sakura": {"level": 1}}}).story
    (answer,) = found["answers"]
    assert answer["what_if"] == pytest.approx(other.belief("Sakura > Kakashi", "moved").probabilities.tolist())
    assert found["changed"] == {"people": {"Sakura": {"level": 1}}}
    result = run("whatif", story, "--set", "people.Sakura.level=1", "-a", "Sakura > Kakashi: moved")
    assert result.stdout.startswith("What if people.Sakura.level had been 1\n")


def test_a_changed_world_answers_what_a_branch_cannot(tmp_path: Path) -> None:
    """Irony, say; in a branch it is refused by name."""
    text = (Path(file_of(tmp_path)).read_text()).split("ask:")[0]
    asks = "[{irony: moved, of: Kakashi, reader: Sakura}]"
    changed = text + f"ask:\n  - what_if: {{people: {{Sakura: {{level: 1}}}}}}\n    ask: {asks}\n"
    assert run("ask", file_of(tmp_path, changed)).exit_code == 0
    branch = text + f"ask:\n  - what_if: {{remark: joke}}\n    ask: {asks}\n"
    result = run("ask", file_of(tmp_path, branch))
    assert result.exit_code == 1
    assert "cannot be asked in a branch" in result.stdout


def test_each_question_of_a_branch_is_answered_by_itself(tmp_path: Path) -> None:
    """One that has no answer says why; the others have theirs, under the names that they were given."""
    asks = """ask:
  - name: Had she joked
    what_if: {remark: joke}
    ask:
      - {belief: moved, of: Kakashi, name: His guess}
      - {irony: moved, of: Kakashi, reader: Sakura, name: The gap}
      - {belief: moved, of: Kakashi, suppose: {occasion: no}}
      - {why: moved, of: Kakashi, outcome: yes, name: The weights}
      - {expect: remark}
"""
    text = MORNING.split("ask:")[0] + asks
    result = run("ask", file_of(tmp_path, text))
    assert result.exit_code == 1
    assert result.stdout.startswith("Had she joked: what if remark had been joke\n")
    found = json.loads(run("ask", file_of(tmp_path, text), "--format", "json").stdout)[0]
    answers = found["answers"]
    assert [answer["kind"] for answer in answers] == ["belief", "irony", "belief", "why", "expect"]
    assert ["refused" in answer for answer in answers] == [False, True, True, False, False]
    assert answers[0]["title"].startswith("His guess: Kakashi believes about moved")
    assert answers[3]["title"] == "The weights: what moved Kakashi's belief that moved is yes"
    assert answers[1]["refused"]["message"] in " ".join(result.stdout.split())
    branch = morning().story.what_if({"remark": "joke"})
    assert answers[0]["what_if"] == pytest.approx(branch.belief("Kakashi", "moved").probabilities.tolist())


def test_a_refused_question_of_a_branch_leaves_with_its_code(story: str) -> None:
    """Asked from the command line too; alone, or beside one that has an answer."""
    result = run(
        "whatif", story, "remark=joke", "-a", "Kakashi: moved", "-e", "remark", "-a", "Sakura > Sakura: remark"
    )
    assert (result.exit_code, "No answer" in result.stdout) == (0, False)
    refused = run("whatif", story, "remark=joke", "-a", "Kakashi: moved", "-a", "Kakashy: moved")
    assert refused.exit_code == 1
    assert "Kakashi believes about moved" in refused.stdout
    assert "'Kakashy', who is nobody in this story" in " ".join(refused.stdout.split())


def test_the_steps_of_a_branch_have_short_names(tmp_path: Path) -> None:
    """A reveal of much is called by its note; without one, by a few of its facts."""
    facts = "".join(f"  f{at}: {{of: Sakura, outcomes: {{no: 0.5, yes: 0.5}}, told: yes}}\n" for at in range(9))
    text = MORNING.split("ask:")[0].replace("wants:\n", facts + "wants:\n", 1)
    reveal = "      - reveal: [moved, f0, f1, f2, f3, f4, f5, f6, f7, f8]\n        to: Kakashi\n"
    asks = "ask:\n  - what_if: {remark: joke}\n    ask: [{why: moved, of: Kakashi, outcome: yes}]\n"
    for note, name in (
        ("        note: she tells him all\n", "she tells him all"),
        ("", "Kakashi comes to know moved, f0"),
    ):
        result = run("ask", file_of(tmp_path, text + reveal + note + asks))
        assert result.exit_code == 0, result.stdout
        assert f"    {name}" in result.stdout
        assert "f8" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["remrk=joke", "-a", "remark"], "Did you mean 'remark'?"),
        (["remark=jok", "-a", "remark"], "Did you mean 'joke'?"),
        (["remark=joke", "-a", "Kakashi: move"], "Did you mean 'moved'?"),
        (["remark=joke", "-e", "moved"], "is not a decision"),
        (["--set", "people.Sakura.horizn=1", "-a", "remark"], "Did you mean 'horizon'?"),
        (["--set", "people.Sakura.level=[", "-a", "remark"], "<setting>:1"),
        (["--set", "people" + ".a" * 3_000 + "=1", "-a", "remark"], "more than 50 deep"),
        (["--set", "people" + "." * 3_000 + "=1", "-a", "remark"], "more than 50 deep"),
        (["--set", "people.\udcff.level=1", "-a", "remark"], "<changes>:2"),
        (["--set", "story=\x1b[31m", "-a", "remark"], "U+001B"),
        (["--set", "a" * 100_000 + "=1", "-a", "remark"], "<changes>:1"),
        (
            [word for at in range(3_000) for word in ("--set", f"people.P{at}.level=1")] + ["-a", "remark"],
            "3,003 people",
        ),
        (["--set", "people=1", "--set", "people.Sakura=2", "-a", "remark"], "leads on beyond"),
        (["occasion=no", "remark=joke", "-a", "Kakashi: moved"], "menu"),
    ],
)
def test_what_cannot_be_is_said(story: str, arguments: list[str], said: str) -> None:
    """One message, exit code 1."""
    result = run("whatif", story, *arguments)
    assert result.exit_code == 1
    assert said in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["-a", "remark"],
        ["remark=joke"],
        ["remark=joke", "--set", "a=1", "-a", "remark"],
        ["--set", "people.Sakura.level=1", "-a", "remark", "--follow", "told"],
        ["remark=joke", "-a", "remark", "--follow", "nowhere"],
        ["remark=joke", "-a", "remark", "--follow", "samples", "--samples", "1" * 40],
        ["--set", "", "-a", "remark"],
        ["--set", "a=", "-a", "remark"],
        ["--set", "=b", "-a", "remark"],
    ],
)
def test_what_is_no_command_is_usage(story: str, arguments: list[str]) -> None:
    """Exit code 2."""
    assert run("whatif", story, *arguments).exit_code == 2


def test_a_setting_that_is_none_is_said_in_its_own_terms(story: str) -> None:
    """A key and a value, not a fact and an outcome."""
    said = run("whatif", story, "--set", "level", "-a", "remark", COLUMNS="300").stderr
    assert "'level' came; KEY=VALUE was due, such as people.Sakura.level=1." in said
