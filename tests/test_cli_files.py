"""Commands that look a story over or write something: check, new, list, schema, simulate, trace."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import numpy as np
import pytest

from cli_tools import MORNING, data, file_of, morning, run
from underneath.cli.paper import clean
from underneath.explain.answer import words_of
from underneath.files.loading import load, loads, shipped
from underneath.files.trace_schema import read_trace

SECRET = MORNING.replace("wants:", "  diary: {of: Kakashi, outcomes: [full, empty], p: 0.5}\nwants:", 1)


@pytest.fixture
def story(tmp_path: Path) -> str:
    return file_of(tmp_path)


# --- check


def test_a_good_story_is_counted(story: str) -> None:
    """People, scenes, steps; exit code 0."""
    result = run("check", story)
    assert (result.exit_code, result.stdout) == (
        0, "The morning after: 3 people, 2 scenes, 4 steps; no faults, no warnings.\n",
    )  # fmt: skip
    assert data("check", story) == {"story": "The morning after", "faults": [], "warnings": []}


def test_all_faults_at_once(tmp_path: Path) -> None:
    """Each with its line, as text and as data."""
    text = MORNING.replace("level: 2, rationality: 2", "levl: 2").replace("told: nothing", "told: nothng")
    path = file_of(tmp_path, text)
    result = run("check", path)
    assert result.exit_code == 1
    assert "2 faults." in result.stdout
    assert result.stdout.count("error U") == 2
    found = json.loads(run("check", path, "--format", "json").stdout)
    assert [fault["line"] for fault in found["faults"]] == [5, 24]
    assert found["story"] is None


def test_changed_worlds_are_checked_and_asked(tmp_path: Path) -> None:
    """A fault in one is said by `check`, and by whoever asks there, with its place and exit code 1."""
    path = tmp_path / "story.yaml"
    path.write_text(MORNING + "  - {what_if: {people: {Sakura: {level: -1}}}, ask: [{expect: remark}]}\n")
    line = len(path.read_text().splitlines())
    checked = run("check", str(path))
    assert checked.exit_code == 1
    assert f"story.yaml:{line}:" in checked.output
    assert "1 fault." in checked.output
    many = len(load(str(path)).questions)
    assert run("ask", str(path), "--question", "1").exit_code == 0
    asked = run("ask", str(path), "--question", str(many), COLUMNS="400")
    assert asked.exit_code == 1
    assert f"story.yaml:{line}:" in asked.output
    assert "^" in asked.output
    told = run("run", str(path), COLUMNS="400")
    assert told.exit_code == 1
    assert f"story.yaml:{line}:" in told.output


def test_warnings_say_where(tmp_path: Path) -> None:
    """A secret that nobody could learn: exit code 0, and 1 if warnings are taken for faults."""
    path = file_of(tmp_path, SECRET)
    result = run("check", path)
    line = SECRET.splitlines().index("  diary: {of: Kakashi, outcomes: [full, empty], p: 0.5}") + 1
    assert result.exit_code == 0
    assert f"{path}:{line}:" in result.stdout
    assert "warning W101: 'diary' is a secret of Kakashi that nobody else could ever learn" in result.stdout
    assert "1 warning." in result.stdout
    assert run("check", path, "--strict").exit_code == 1
    assert run("check", path, "--quick", "--strict").exit_code == 0
    (warning,) = data("check", path)["warnings"]
    assert (warning["code"], warning["line"]) == ("W101", line)


def test_warnings_point_at_what_they_are_about(tmp_path: Path) -> None:
    """The option in the menu, the want in the list, what was told at the step."""
    text = """\
underneath: 1
people: {Sally: {level: 1, closed: [move]}, Anne: {level: 1}}
facts:
  door: {outcomes: {open: 0.5, shut: 0.5}, seen_by: everyone}
wants:
  Anne:
    - {name: peace, utils: 1}
scenes:
  - scene: out
    steps:
      - sign: move
        by: Anne
        outcomes: [nothing, move]
        p: 0.5
        seen_by: [Anne]
        told: move
      - reveal: move
        to: Sally
      - act: go
        by: Anne
        menu: [in, out]
        available: {in: door == open and door == shut}
        habit: uniform
"""
    found = data("check", file_of(tmp_path, text))["warnings"]
    assert [(w["code"], w["line"]) for w in found] == [("W105", 7), ("W104", 16), ("W102", 21)]


@pytest.mark.parametrize("name", shipped())
def test_shipped_stories_are_in_order(name: str) -> None:
    """No faults, and nothing that looks wrong."""
    assert data("check", name)["faults"] == []


# --- new and list


def test_a_new_story_runs_and_answers(tmp_path: Path) -> None:
    """It is in order, asks three questions, and each has an answer."""
    path = tmp_path / "our-story.yaml"
    result = run("new", str(path))
    assert result.exit_code == 0
    assert f"underneath run {path}" in result.stdout
    assert data("check", str(path)) == {"story": "Our story", "faults": [], "warnings": []}
    assert run("run", str(path)).exit_code == 0
    assert len(data("ask", str(path))) == 3
    assert "our-story.yaml" in path.read_text()


def test_a_title_may_have_anything_in_it(tmp_path: Path) -> None:
    """Quotes, backslashes and colons."""
    path, title = tmp_path / "s.yaml", 'The "new" one: C:\\temp'
    assert run("new", str(path), "--title", title).exit_code == 0
    assert load(path).title == title


def test_new_overwrites_nothing(tmp_path: Path) -> None:
    """The file stays as it was, and a folder that is not there is said to be none."""
    path = tmp_path / "mine.yaml"
    path.write_text("mine")
    result = run("new", str(path))
    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert path.read_text() == "mine"
    assert run("new", str(tmp_path / "nowhere" / "s.yaml")).exit_code == 2


@pytest.mark.parametrize(
    "title", ["two\nlines", "\x1b[31m", "half \udcff", "a\u2028\ufeffb", "no", "1", "{file}", "a: #b", "👩‍👧"]
)
def test_whatever_the_title_the_story_can_be_read(tmp_path: Path, title: str) -> None:
    """What no file may hold is written as a sign for it, or spelled out."""
    path = tmp_path / "s.yaml"
    assert run("new", str(path), "--title", title).exit_code == 0
    assert load(path).title == clean(title)


@pytest.mark.parametrize(
    "name", ["a\nb.yaml", "a\x1b[31m.yaml", os.fsdecode(b"\xff.yaml"), "\u2028.yaml", "{title}", " "]
)
def test_whatever_the_name_the_story_can_be_read(tmp_path: Path, name: str) -> None:
    """It stands in the comments at the head of the file."""
    path = tmp_path / name
    assert run("new", str(path)).exit_code == 0
    assert load(path).story is not None
    assert path.read_text().splitlines()[4] == "underneath: 1"


@pytest.mark.parametrize(
    ("name", "said"),
    [("", "an empty word came"), (".", "is a directory"), ("there/x", "Not a directory"), ("a" * 300, "too long")],
)
def test_a_name_that_no_file_can_have_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    """As usage, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").touch()
    result = run("new", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in " ".join(result.stderr.split())
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_a_dash_is_standard_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a new story and for a trace; no file is called so."""
    monkeypatch.chdir(tmp_path)
    assert loads(run("new", "-").stdout).title == "A story"
    assert run("trace", "sally-and-anne", "--out", "-").stdout == run("trace", "sally-and-anne").stdout
    assert list(tmp_path.iterdir()) == []


def test_list_names_what_can_be_run() -> None:
    """Every name is one that `load` takes."""
    found = data("list")
    assert [story["name"] for story in found] == list(shipped())
    text = run("list").stdout
    assert all(story["title"] in text for story in found)


# --- schema


def test_schemas() -> None:
    """Of the format, of one story, and of a trace."""
    assert "properties" in json.loads(run("schema").stdout)
    assert json.loads(run("schema", "--trace").stdout)["title"] == "Trace"
    assert run("schema", "--trace", "sally-and-anne").exit_code == 2


def test_the_schema_of_a_story_knows_its_names(story: str) -> None:
    """Somewhere in it."""
    text = run("schema", story).stdout
    assert '"remark"' in text
    assert '"remark"' not in run("schema").stdout


# --- simulate


def test_draws_are_rows(story: str) -> None:
    """A column for each fact, a row for each draw; the same seed, the same rows."""
    first = run("simulate", story, "-n", "5", "--seed", "3").stdout
    assert first == run("simulate", story, "-n", "5", "--seed", "3").stdout
    assert first != run("simulate", story, "-n", "5", "--seed", "4").stdout
    rows = list(csv.DictReader(io.StringIO(first)))
    assert len(rows) == 5
    assert list(rows[0]) == ["moved", "occasion", "remark"]


def test_no_more_is_drawn_than_there_is_room_for(story: str) -> None:
    """Refused as usage, before anything is drawn."""
    result = run("simulate", story, "-n", "1" * 40)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "10000000" in result.stderr


def test_draws_are_those_of_python(story: str) -> None:
    """With nothing told, from a generator of that seed."""
    runs = morning().story.__class__.start(morning().model).simulate(4, np.random.default_rng(9))
    found = [
        json.loads(line)
        for line in run("simulate", story, "-n", "4", "--seed", "9", "--format", "json").stdout.splitlines()
    ]
    assert found == [{name: words_of(outcome) for name, outcome in one.items()} for one in runs]


def test_draws_keep_what_is_told(story: str) -> None:
    """Up to a moment, or fact by fact."""
    until = csv.DictReader(io.StringIO(run("simulate", story, "-n", "20", "--until", "moved").stdout))
    rows = list(until)
    assert {row["moved"] for row in rows} == {"yes"}
    assert {row["occasion"] for row in rows} == {"yes", "no"}
    told = csv.DictReader(io.StringIO(run("simulate", story, "-n", "20", "--tell", "remark=joke").stdout))
    assert {(row["remark"], row["occasion"]) for row in told} == {("joke", "yes")}
    assert run("simulate", story, "--until", "mvoed").exit_code == 1
    assert run("simulate", story, "--tell", "remark=jok").exit_code == 1
    assert run("simulate", story, "-n", "-1").exit_code == 2


# --- trace


def test_a_trace_goes_to_standard_output_or_a_file(story: str, tmp_path: Path) -> None:
    """The same document either way, and one that passes its schema."""
    printed = run("trace", story).stdout
    out = tmp_path / "out.json"
    assert run("trace", story, "--out", str(out)).stdout == ""
    assert out.read_text(encoding="utf-8") == printed
    document = json.loads(printed)
    read_trace(document)
    assert document["steps"][2]["note"] == "she does not joke about it"
    assert document["scenes"][0]["present"] == ["Sakura", "Kakashi"]
    assert [branch["changed"] for branch in document["branches"]] == [{"remark": "joke"}]
    assert run("trace", story, "--out", str(tmp_path / "nowhere" / "t.json")).exit_code == 2


def test_a_trace_of_what_was_chosen(story: str) -> None:
    """Facts and paths by name."""
    document = json.loads(run("trace", story, "-a", "moved", "-p", "Sakura > Kakashi", "--no-branches").stdout)
    assert [(b["path"], b["about"]) for b in document["beliefs"]] == [(["Sakura", "Kakashi"], "moved")]
    assert document["branches"] == []
    assert run("trace", story, "-a", "mvoed").exit_code == 1
