"""Codes of expressions and tables: each has an example that has that problem, and one put right, which has none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import underneath as un
from underneath.files.codes_expressions import CODES, HEAD
from underneath.files.loading import loads

FILES = Path(__file__).parents[1] / "src" / "underneath" / "files"


@pytest.mark.parametrize("code", CODES)
def test_the_wrong_example_has_the_problem_and_the_right_one_none(code: str) -> None:
    """An example shows just the problem that it is of."""
    with pytest.raises(un.UnderneathError) as error:
        loads(HEAD + CODES[code].wrong)
    assert [problem.code for problem in error.value.problems] == [code]  # type: ignore[attr-defined]
    assert loads(HEAD + CODES[code].right).model.facts


def test_every_code_that_is_given_is_explained() -> None:
    """What the readers of expressions and tables add to the problems is in the registry, and nothing else is."""
    given = {code for path in FILES.glob("*.py") if not path.name.startswith("codes") for code in _given(path)}
    assert given == set(CODES)


def _given(path: Path) -> list[str]:
    return re.findall(r'"(U3\d\d)"', path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", CODES)
def test_explanations_are_whole_sentences(code: str) -> None:
    """A title is a phrase, an explanation ends like a sentence."""
    entry = CODES[code]
    assert entry.title[0].isupper() or entry.title.startswith("`")
    assert not entry.title.endswith(".")
    assert entry.explanation.endswith(".")
