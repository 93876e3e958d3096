"""What somebody at a shell waits for: help, a question, a whole story.

Measured on a shared two-core machine: help 0.3 s, one question to a small story 0.6 s.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import underneath

HELP_SECONDS = 0.5
QUESTION_SECONDS = 2.0


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
