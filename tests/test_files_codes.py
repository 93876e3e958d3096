"""Every kind of problem: explained, shown by an example that has it and no other, and by one that is put right."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import underneath as un
from file_tools import problems_of
from underneath.files.codes import CODES, whole
from underneath.files.loading import loads

ROOT = Path(__file__).parents[1]
SHOWN = [code for code, entry in CODES.items() if entry.wrong]


@pytest.mark.parametrize("code", CODES)
def test_codes_are_explained(code: str) -> None:
    """In a few words, and in a sentence or two."""
    entry = CODES[code]
    assert re.fullmatch(r"U[1-4][0-9][0-9]", code)
    assert entry.title
    assert entry.title[-1] not in ".:"
    assert entry.explanation.endswith(".")
    assert bool(entry.wrong) == bool(entry.right)


@pytest.mark.parametrize("code", SHOWN)
def test_the_wrong_example_has_this_problem_and_no_other(code: str) -> None:
    assert [problem.code for problem in problems_of(whole(CODES[code].wrong))] == [code]


@pytest.mark.parametrize("code", SHOWN)
def test_the_right_example_is_right(code: str) -> None:
    assert isinstance(loads(whole(CODES[code].right)), un.Script)


def test_every_code_that_is_used_is_explained() -> None:
    """And every explained one is used."""
    sources = (ROOT / "src" / "underneath" / "files").glob("*.py")
    text = "\n".join(path.read_text() for path in sources if not path.name.startswith("codes"))
    assert set(re.findall(r'"(U[1-4][0-9][0-9])"', text)) == set(CODES)


def test_the_page_is_up_to_date() -> None:
    """`scripts/faults` writes it."""
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "faults", "--print"], capture_output=True, text=True, check=True
    )
    assert (ROOT / "docs" / "faults.md").read_text() == done.stdout
