"""One file with all that the format has; and broken copies of it, of which each is refused in words of ours."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

import underneath as un
from file_tools import problems_of
from model_tools import differences
from mutants import bytewise, structural
from underneath.files.loading import load, loads
from underneath.files.writing import write

EVERYTHING = Path(__file__).parent / "everything.yaml"
PYTHON = re.compile(r"\bw\.\w+\(|\bun\.\w+\(|=\.\.\.|pydantic|https?:|\bNone\b|Traceback|Input should")


def test_everything_is_read() -> None:
    """Every kind of step, in order; every item of the model is a step."""
    found = load(EVERYTHING)
    assert [step.place for step in found.steps] == list(range(len(found.model.items)))
    assert {step.kind for step in found.steps} == {
        *("fact", "act", "sign", "chance", "view", "change", "testimony", "reveal", "level", "grow"),
    }
    assert [step.name for step in found.steps if step.name] == [fact.name for fact in found.model.facts]
    assert found.told_until("The joke").told == {f: o for f, o in found.story.told.items() if f < 13}
    assert len(found.questions) == 12
    assert found.feelings == ("Sakura", "Kakashi")


def test_what_is_written_of_it_reads_as_the_same_model() -> None:
    model = load(EVERYTHING).model
    assert differences(model, loads(write(model)).model) == []


def test_telling_it_all_at_once_is_telling_it_step_by_step() -> None:
    found = load(EVERYTHING)
    story = found.told_until(-1)
    for step in found.steps:
        story = story if step.told is None else story.tell({step.name: step.told})
    assert story.told == found.story.told
    assert story.belief("", ["heart", "mood@0"]).close_to(found.story.belief("", ["heart", "mood@0"]))


@pytest.mark.parametrize("seed", range(20))
def test_broken_copies_are_read_or_refused(seed: int) -> None:
    """In the order of the text, one problem at a spot, never in terms of Python or of a library."""
    source, rng = EVERYTHING.read_text(), random.Random(seed)
    for _ in range(15):
        copy = rng.choice([bytewise, structural])(source, rng)
        try:
            loads(copy.decode("utf-8", errors="replace"), "story.yaml")
        except un.BadFile as error:
            problems = error.problems
        else:
            continue
        places = [(problem.line, problem.column, problem.code) for problem in problems]
        assert places == sorted(set(places))
        assert not [p for p in problems if PYTHON.search(re.sub(r"'[^']*'", "", p.message + p.hint))]


def test_every_line_that_is_lost_is_missed_or_not() -> None:
    """Without any one line the file is read, or refused; what is refused names a line that is there."""
    lines = EVERYTHING.read_text().splitlines()
    for place in range(len(lines)):
        text = "\n".join(lines[:place] + lines[place + 1 :])
        try:
            loads(text, "story.yaml")
        except un.BadFile:
            assert all(1 <= problem.line <= len(lines) for problem in problems_of(text))
