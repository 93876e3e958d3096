"""Feelings from the command line: the same numbers as from Python, printed; and what has no answer is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import underneath as un
from cli_tools import data, file_of, run
from felt_story import DOOR, SLIP, slip


@pytest.fixture
def story(tmp_path: Path) -> str:
    return file_of(tmp_path, SLIP)


def test_a_table_over_all_steps(story: str) -> None:
    """A number and a name for each step, a row for each feeling, and a bar."""
    lines = run("feel", story, "Ann", COLUMNS="100").stdout.splitlines()
    assert lines[0] == "What Ann feels (level 2, order 1)"
    assert lines[1].split() == ["step", "what", "feeling", "toward", "about", "change", "intensity"]
    told = un.feeling(slip().story, "Ann", "embarrassment", at="drops", toward="Bob")
    (row,) = [line for line in lines if re.search(r"embarrassment +Bob +clumsy", line) and f"{float(told):.2f}" in line]
    assert re.search(r"0\.91 utils  █+", row)
    starts = [line.split()[:2] for line in lines if re.match(r" +\d+  ", line)]
    assert starts == [["1", "carry"], ["2", "drops"], ["3", "rumour"], ["5", "says"], ["6", "bell"]]


def test_one_step_by_its_number_or_its_name(story: str) -> None:
    """The same."""
    named = run("feel", story, "Ann", "--step", "drops")
    assert named.exit_code == 0
    assert run("feel", story, "Ann", "--step", "2").stdout == named.stdout
    told = un.feel(slip().story, "Ann", at="drops")
    for found in told.felt:
        assert f"{found.intensity:.4f} {found.unit}" in named.stdout
    assert "relief" not in named.stdout
    assert re.search(r"relief +0\.0000 utils", run("feel", story, "Ann", "--step", "drops", "--all").stdout)


def test_why(story: str) -> None:
    """The numbers and the sentence."""
    told = un.feeling(slip().story, "Ann", "embarrassment", at="drops", toward="Bob")
    words = ("--step", "drops", "--feeling", "embarrassment", "--toward", "Bob", "--why")
    text = " ".join(run("feel", story, "Ann", *words).stdout.split())
    assert told.because in text
    assert f"worth now {float(told.parts['worth now']):.4f}" in text  # type: ignore[arg-type]
    assert told.because not in " ".join(run("feel", story, "Ann", *words[:-1]).stdout.split())


def test_json_has_everything(story: str) -> None:
    """Also what is not felt, and what has not changed; with parts and atoms."""
    found = data("feel", story, "Bob > Ann")
    assert (found["kind"], found["path"]) == ("feel", ["Bob", "Ann"])
    step = next(step for step in found["steps"] if step["step"] == ["drops"])
    assert (step["place"], step["since"], step["moment"], step["levels"], step["order"]) == (2, 2, 3, [1, 0], 2)
    told = un.feel(slip().story, "Bob > Ann", at="drops")
    assert [f["intensity"] for f in step["feelings"]] == pytest.approx([f.intensity for f in told])
    assert len(step["feelings"]) > len(told.felt)
    assert all(f["atoms"] for f in step["feelings"])
    own = data("feel", story, "Ann", "--step", "drops", "--feeling", "hope")["feelings"]
    assert own[0]["took"].startswith("no reference point is declared")
    assert set(own[0]["parts"]) == {"V now", "reference point"}


def test_from_one_fact_to_another(story: str) -> None:
    """--since says where the step starts; alone it goes to the end."""
    told = un.feeling(slip().story, "Ann", "distress", at="says", since="carry")
    found = data("feel", story, "Ann", "--since", "carry", "--step", "says", "--feeling", "distress")
    assert found["feelings"][0]["intensity"] == pytest.approx(float(told))
    whole = data("feel", story, "Ann", "--since", "carry")
    assert whole["step"] == ["carry", "drops", "rumour", "thunder", "says", "bell"]


def test_what_nobody_had_thought_of(tmp_path: Path) -> None:
    """Is said in words, with why there is no answer for the rest."""
    result = run("feel", file_of(tmp_path, DOOR), "Ann")
    assert result.exit_code == 0
    assert re.search(r"knock  surprise +outside awareness\n", result.stdout)
    assert "Ann holds impossible what came at 'visitor'" in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reader"], "'reader' wants nothing in this story"),
        (["Anne"], "names 'Anne', who is nobody in this story"),
        (["nobody"], "names 'nobody', who is nobody in this story"),
        (["Ann", "--feeling", "embarrasment"], "Did you mean 'embarrassment'?"),
        (["Ann", "--toward", "Bop"], "Did you mean 'Bob'?"),
        (["Ann", "--about", "tray"], "names the fact 'tray', which this story does not have"),
        (["Ann", "--step", "77"], "'A slip' has no step 77: its steps are 1 to 6."),
        (["Ann", "--step", "The cellar"], "The cellar"),
        (["Bob", "--feeling", "mortification"], "'Bob' wants nothing in this story"),
        (["Ann", "--feeling", "joy", "--toward", "Bob"], "joy is not felt toward anybody; leave `toward` out."),
        (["Ann", "--feeling", "shame"], "say under `wants` what the audience's belief is worth"),
    ],
)
def test_what_is_missing_is_said_plainly(story: str, arguments: list[str], said: str) -> None:
    """Exit code 1, one message, no word of Python."""
    result = run("feel", story, *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
    assert re.findall(r"\w+=(?!=)|\w\(|\bminds?\b|\bthis world\b|\bun\.", re.sub(r"'[^']*'", "''", result.stderr)) == []


def test_a_weight_that_is_not_declared(tmp_path: Path) -> None:
    """Mortification has no silent weight; the message says where to write one."""
    result = run("feel", file_of(tmp_path, SLIP.replace(", kappa: 0.5", "")), "Ann", "--feeling", "mortification")
    assert result.stderr == (
        "mortification needs a weight that 'Ann' has not declared: under `people`, Ann: {kappa: 0.5}.\n"
    )


def test_before_the_story_starts(tmp_path: Path) -> None:
    """Nothing is felt."""
    result = run("feel", file_of(tmp_path, SLIP.replace("told:", "note:")), "Ann")
    assert result.exit_code == 1
    assert result.stderr.startswith("nothing has happened yet, so nothing is felt; say under `told`")


# --- run --------------------------------------------------------------------------------------------------------------


def test_a_run_shows_feelings_if_it_is_told_to(story: str) -> None:
    """Everybody who wants something; named people; paths."""
    assert "embarrassment" not in run("run", story, "--no-ask").stdout
    alone = run("run", story, "--no-ask", "--feelings")
    assert re.search(r"\n {10}Ann\n", alone.stdout)
    assert re.search(r"\n  drops   mortification 1\.37 \(Bob\), distress 1\.08, regret 1\.51 \(carry\)\n", alone.stdout)
    assert run("run", story, "--no-ask", "-f", "Ann").stdout == alone.stdout
    two = run("run", story, "--no-ask", "--feelings", "Ann, Bob > Ann").stdout
    assert re.search(r"\n {10}Ann +Bob > Ann\n", two)
    assert run("run", story, "--no-ask", "-f", "Ann", "-f", "Bob > Ann").stdout == two


def test_a_story_may_declare_whose_feelings_are_shown(tmp_path: Path) -> None:
    """Which --feelings overrides, and --no-feelings."""
    declared = file_of(tmp_path, SLIP + "feelings: [Ann]\n")
    assert run("run", declared, "--no-ask").stdout == run("run", declared, "--no-ask", "-f").stdout
    assert "Bob > Ann" in run("run", declared, "--no-ask", "-f", "Bob > Ann").stdout
    assert "embarrassment" not in run("run", declared, "--no-ask", "--no-feelings").stdout
    both = run("run", declared, "--no-feelings", "--feelings")
    assert both.exit_code == 2


def test_feelings_of_a_run_as_data(story: str) -> None:
    """With each scene."""
    found = json.loads(run("run", story, "--no-ask", "-f", "--format", "json").stdout)
    felt = found["scenes"][1]["feelings"]
    assert [entry["step"] for entry in felt] == [["carry"], ["drops"], ["rumour"], ["says"]]
    assert set(felt[0]["feelings"][0]) == {"feeling", "toward", "about", "intensity", "unit", "outside"}
    assert "feelings" not in json.loads(run("run", story, "--no-ask", "--format", "json").stdout)["scenes"][1]


@pytest.mark.parametrize(("who", "said"), [("Dan", "'Dan', who is nobody"), ("Cid", "'Cid' wants nothing")])
def test_a_run_does_not_start_with_whom_it_cannot_follow(story: str, who: str, said: str) -> None:
    """Nothing is printed before the message."""
    result = run("run", story, "--feelings", who)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr


def test_tables_fit_the_paper(story: str) -> None:
    """Also a narrow one, on which columns make no sense."""
    for width in ("40", "60", "80"):
        for words in (("feel", story, "Ann"), ("run", story, "--no-ask", "-f", "Ann,Bob > Ann")):
            lines = run(*words, COLUMNS=width).stdout.splitlines()
            assert max(map(len, lines)) <= int(width)
            assert "regret" in " ".join(lines)
