"""Examples are golden: what they print is kept beside them, and a changed number is a visible diff."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
SHOWN = re.compile(r"```python\n(?P<code>.*?)```\n(?:(?!```).)*?```text\n(?P<output>.*?)```", re.DOTALL)


def output(*arguments: str) -> bytes:
    """What a script prints; warnings are errors."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-W", "error", *arguments]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.replace(b"\r\n", b"\n")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_prints_what_is_kept(path: Path) -> None:
    """Byte for byte."""
    assert output(str(path)).decode() == path.with_suffix(".out").read_bytes().decode()


def test_every_kept_output_has_its_example() -> None:
    """Nothing is left behind when an example goes."""
    assert {path.stem for path in (ROOT / "examples").glob("*.out")} == {path.stem for path in EXAMPLES}


def test_readme_prints_what_it_says() -> None:
    """The first thing that a newcomer runs does what the page shows."""
    shown = list(SHOWN.finditer((ROOT / "README.md").read_text()))
    assert shown, "README.md has no python block followed by a text block"
    for block in shown:
        assert output("-c", block["code"]).decode() == block["output"]
