"""The run of the founding story is kept beside this file, byte for byte; a changed number is a visible diff.

`UPDATE_PAGES=1 pytest tests/founding/test_printed.py` writes what is printed now.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from underneath.cli.main import cli
from underneath.core import sums

KEPT = Path(__file__).with_name("with-one-long-kiss.out")
NOISE = 1e-13
"""Some hundred times as much as the order of a sum makes of its last digits."""


def printed() -> str:
    """What `underneath run with-one-long-kiss` prints into a pipe."""
    done = CliRunner(env={"COLUMNS": "100"}).invoke(cli, ["run", "with-one-long-kiss"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_run_prints_what_is_kept() -> None:
    """Scenes, watches and answers, to the last character."""
    now = printed()
    if os.environ.get("UPDATE_PAGES"):
        KEPT.write_bytes(now.encode())
    assert now == KEPT.read_bytes().decode()
    assert "no answer" not in now.lower()


@pytest.mark.parametrize("seed", [0, 1])
def test_no_number_is_near_an_edge_of_rounding(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Every cell of every sum is off by a little, this way or that, and no character that is printed changes."""
    draws, exact, calls = np.random.default_rng(seed), sums._run, 0

    def noisy(*args: object, **named: object) -> np.ndarray:
        nonlocal calls
        calls += 1
        table = np.asarray(exact(*args, **named))  # type: ignore[arg-type]
        return table * (1 + NOISE * draws.choice([-1.0, 1.0], size=table.shape))

    monkeypatch.setattr(sums, "_run", noisy)
    assert printed() == KEPT.read_bytes().decode()
    assert calls > 1000
