"""Effort: what takes too long is refused by counting its work, at the same point on every machine."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np
import pytest

import underneath as un
from cli_tools import run
from underneath.core.effort import effort, require, spend
from underneath.core.factors import Factor, multiply
from underneath.explain.answers import answer

LADDER = """underneath: 1
habit: uniform
time_limit: {limit}
people: {{A: {{level: 300, levels: {{poisson: 1.5}}}}, B: {{level: 300, levels: {{poisson: 100}}}}}}
facts: {{kind: {{of: A, outcomes: {{x: 0.5, y: 0.5}}, told: x}}}}
wants:
  A: [{{name: fit, utils: 1 if (go == 'go') == (kind == x) else 0}}]
  B: [{{name: luck, utils: 1 if answer == 'go' and kind == x else 0}}]
scenes:
  - scene: s
    steps:
      - {{act: go, by: A, menu: [go, stay], told: go}}
      - {{act: answer, by: B, menu: [go, stay], told: go}}
ask:
  - {{belief: kind, of: A > B > A}}
  - {{belief: kind, of: B}}
"""


def work(*pieces: Callable[[], object], cells: float = math.inf) -> None:
    """Work off some pieces within a second, each with as little care for those before as a table has for its rows."""
    with effort(1.0, cells):
        for piece in pieces:
            with suppress(un.TooLong):
                piece()


def test_work_adds_up_to_the_limit_and_no_further() -> None:
    """What is spent within the limit passes; the rest is refused, also before it is begun."""
    work(partial(spend, 0.6), partial(require, 0.3), partial(spend, 0.4))
    with pytest.raises(un.TooLong, match=r"takes more work, over 2\.6 s, than the 1 s that it may take"):
        work(partial(spend, 0.6), partial(require, 2.0))
    with pytest.raises(un.TooLong, match=r"takes more work than the 1 s that it may take"):
        work(partial(spend, 0.6), partial(spend, 0.5), partial(spend, 0.5))


def test_a_question_within_another_is_part_of_it() -> None:
    """The outermost limit counts, for both."""
    with effort(math.inf), effort(1.0):
        spend(2.0)
    with pytest.raises(un.TooLong), effort(1.0), effort(math.inf):
        spend(2.0)


def test_tables_that_nobody_priced_are_held_too() -> None:
    """Two small tables over different facts make a large one, wherever they are multiplied."""
    row, column = (Factor((k,), np.ones(2**10)) for k in range(2))
    with effort(1.0, cells=2**20):
        assert multiply(row, column).cells == 2**20
    with pytest.raises(un.TooLarge, match=r"would need 1,048,576 cells, and the limit leaves 1,000,000"):
        work(partial(multiply, row, column), cells=10**6)


def test_nothing_is_counted_outside() -> None:
    """Python users are not limited unless they say so."""
    spend(math.inf)


def told(limit: str) -> un.Script:
    """Two minds, each in doubt of three hundred levels of the other."""
    return un.loads(LADDER.format(limit=limit))


def test_a_question_over_the_limit_is_refused_and_others_are_answered() -> None:
    """The message says what is over and what would help, and what was begun does not spoil the next question."""
    script = told("0.5 s")
    long, short = script.questions
    with pytest.raises(un.TooLong, match=r"than the 0\.5 s that it may take\. It would help .*--patient"):
        answer(script, long)
    assert answer(script, short).data == answer(told("1 h"), short).data


def test_the_count_is_the_same_every_time() -> None:
    """Of two limits a hair apart one is too low, every time: work is counted and not measured."""
    need = _work(told("1 h"))
    assert need == _work(told("1 h"))
    assert not answer(told(f"{need * 1.001:.6f}"), told("1 h").questions[1]).refused
    with pytest.raises(un.TooLong):
        answer(told(f"{need * 0.999:.6f}"), told("1 h").questions[1])


def _work(script: un.Script) -> float:
    """The work of the second question, by trying limits."""
    low, high = 0.0, 64.0
    for _ in range(30):
        middle = (low + high) / 2
        try:
            answer(told(f"{middle:.9f}"), script.questions[1])
            high = middle
        except un.TooLong:
            low = middle
    return high


def test_a_world_may_have_a_limit_of_time() -> None:
    """The same in Python."""
    for limit, fits in ((1.0, True), (1e-6, False)):
        w = un.World("w", time_limit=limit)
        ann = w.mind("Ann")
        kind = w.chance("kind", {"x": 0.5, "y": 0.5})
        w.chance("sign", ["no", "yes"], given=[kind], p=lambda kind: [0.5, 0.5], seen_by=[ann])
        story = w.tell(sign="yes")
        if fits:
            assert story.belief(ann, kind)["x"] == 0.5
        else:
            with pytest.raises(un.TooLong):
                story.belief(ann, kind)


@pytest.mark.parametrize("limit", [-1, math.nan, None, "1 s", True])
def test_limits_of_time_that_are_none(limit: object) -> None:
    """A number of seconds, 0 up."""
    with pytest.raises(un.BadNumber, match="limit of time"):
        un.World("w", time_limit=limit).build()  # type: ignore[arg-type]


@pytest.mark.parametrize("limit", ["0", "-1", "soon", "1 week", ".nan", "[1]"])
def test_limits_of_time_that_no_file_may_have(limit: str) -> None:
    """A positive number of seconds, minutes or hours."""
    with pytest.raises(un.BadFile, match="time_limit"):
        told(limit)


def test_the_command_line_can_be_patient(tmp_path: Path) -> None:
    """A story's limit holds unless one is patient."""
    path = tmp_path / "ladder.yaml"
    path.write_text(LADDER.format(limit="0.1 ms"), encoding="utf-8")
    refused, answered = run("ask", str(path), "-q", "2"), run("--patient", "ask", str(path), "-q", "2")
    assert (refused.exit_code, answered.exit_code) == (1, 0)
    assert "--patient" in refused.stdout + refused.stderr


@pytest.mark.parametrize("command", ["trace STORY", "feel STORY B"])
def test_what_comes_all_at_once_may_take_ten_questions(command: str, tmp_path: Path) -> None:
    """A trace asks very many questions before it shows anything: it ends as a whole."""
    path = tmp_path / "ladder.yaml"
    path.write_text(LADDER.format(limit="5 ms"), encoding="utf-8")
    found = run(*command.replace("STORY", str(path)).split())
    assert found.exit_code == 1
    assert "than the 0.05 s that it may take" in found.stderr


@pytest.mark.parametrize("greed", ["time_limit: 6 s", "time_limit: .inf", "limit: 1.5 GiB"])
def test_a_story_may_not_allow_itself_more_than_is_usual(greed: str, tmp_path: Path) -> None:
    """Files come from anywhere: whoever runs one says so, or it is not asked; what is wrong with it is told anyway."""
    path = tmp_path / "greedy.yaml"
    path.write_text(LADDER.format(limit="5 s").replace("time_limit: 5 s", greed), encoding="utf-8")
    refused = run("ask", str(path), "-q", "2")
    assert refused.exit_code == 1
    assert "Say underneath --patient to let it" in refused.stderr
    assert run("check", str(path)).exit_code == 0
    assert run("--patient", "ask", str(path), "-q", "2").exit_code == 0


def test_a_story_may_allow_itself_a_little_more(tmp_path: Path) -> None:
    """Up to what is usual nobody has to be asked."""
    path = tmp_path / "modest.yaml"
    path.write_text(LADDER.format(limit="5 s"), encoding="utf-8")
    assert run("ask", str(path), "-q", "2").exit_code == 0
