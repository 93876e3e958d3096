"""Starting: importing, building, telling."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

from bench_length import chain
from timing import holds

import underneath as un

NEEDED = "import numpy, opt_einsum"


def interpreter(code: str) -> float:
    """How long an interpreter takes that does this and ends."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - started


def test_import(benchmark: Any) -> None:
    benchmark.pedantic(interpreter, args=("import underneath",), rounds=5, warmup_rounds=1)


def test_import_takes_little_more_than_what_it_needs(benchmark: Any) -> None:
    """Less than twice as long as NumPy and opt_einsum alone, interpreter included."""

    def ratio() -> float:
        interpreter("import underneath")
        return min(interpreter("import underneath") for _ in range(5)) / min(interpreter(NEEDED) for _ in range(5))

    found = benchmark.pedantic(holds, args=(ratio, 2.0), rounds=1)
    benchmark.extra_info["ratio"] = found
    assert found < 2


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
