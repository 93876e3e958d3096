"""What somebody at a shell waits for: help, a question, a whole story.

Measured on a shared two-core machine: help 0.3 s, one question to a small story 0.6 s; to the founding story 1.3 s, all
of its questions 6 s and 90 MB, all that its people feel 7 s.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import underneath

HELP_SECONDS = 0.5
QUESTION_SECONDS = 2.0
STORY_SECONDS = 10.0
GIB = 2**20  # in units of 1 KiB, as the operating system counts
FOUNDING = "with-one-long-kiss"


def shell(*arguments: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(underneath.__file__).parents[1])}
    subprocess.run(
        [sys.executable, "-m", "underneath", *arguments], check=True, env=environment, stdout=subprocess.DEVNULL
    )


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]], ids=" ".join)
def test_help(benchmark: Any, arguments: list[str]) -> None:
    """Quick, because no command is imported for it."""
    benchmark.pedantic(shell, arguments, rounds=5, warmup_rounds=1)
    assert benchmark.stats.stats.min < HELP_SECONDS


def test_one_question(benchmark: Any) -> None:
    """Reading a small story and asking it one thing."""
    benchmark.pedantic(shell, ("ask", "surprise-party", "Ben > Tom", "party"), rounds=3, warmup_rounds=1)
    assert benchmark.stats.stats.min < QUESTION_SECONDS


@pytest.mark.parametrize("question", ["1", "23", "47"])
def test_one_question_to_the_founding_story(benchmark: Any, question: str) -> None:
    """Of twenty-two scenes one thing is asked."""
    benchmark.pedantic(shell, ("ask", FOUNDING, "--question", question), rounds=3, warmup_rounds=1)
    assert benchmark.stats.stats.min < QUESTION_SECONDS


@pytest.mark.parametrize(
    "commands",
    [[("ask", FOUNDING)], [("feel", FOUNDING, "Sakura"), ("feel", FOUNDING, "Kakashi")]],
    ids=["ask", "feel"],
)
def test_whole_founding_story(benchmark: Any, commands: list[tuple[str, ...]]) -> None:
    """All of its questions, and all that its people feel at every step."""
    benchmark.pedantic(lambda: [shell(*command) for command in commands], rounds=1)
    assert benchmark.stats.stats.min < STORY_SECONDS
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < GIB
