"""Starting: importing, building, telling."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

from bench_length import chain

import underneath as un


def interpreter(code: str) -> float:
    """How long an interpreter takes that does this and ends."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - started


def test_import(benchmark: Any) -> None:
    benchmark.pedantic(interpreter, args=("import underneath",), rounds=5, warmup_rounds=1)


def test_import_loads_nothing_for_show(benchmark: Any) -> None:
    """Nothing that draws, tabulates or tests."""
    heavy = {"matplotlib", "pandas", "xarray", "scipy", "hypothesis", "pytest", "IPython"}
    code = f"import sys, underneath; sys.exit(sorted({heavy!r} & set(sys.modules)) != [])"
    benchmark.pedantic(interpreter, args=(code,), rounds=1)


def test_building_and_telling(benchmark: Any) -> None:
    """A world of 200 decisions, and the first answer of it."""

    def build() -> un.Belief:
        return chain(200).tell(act_0="l").belief("Ann", "type_Bob", suppose={"type_Ann": "x"})

    benchmark.pedantic(build, rounds=5, warmup_rounds=1)
