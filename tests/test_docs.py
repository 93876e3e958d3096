"""The pages run: every story on them can be told, and every example prints what is shown.

`tests/page_tools.py` says how the fences of a page are read; docs/cli.md has a test of its own for what it prints.
`UPDATE_PAGES=1 pytest tests/test_docs.py` writes what is printed now into the pages.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from page_tools import PAGES, Fence, fences, run, shown_now, story_of, write_files
from underneath.errors import BadFile
from underneath.explain.answers import try_answer
from underneath.files.loading import loads

ALL = [fence for page in PAGES for fence in fences(page)]
STORIES = [fence for fence in ALL if fence.kind.split(" ")[0] == "yaml"]
RUN = [page for page in PAGES if page.name != "cli.md"]
IN_PASSING = re.compile(r"`underneath ([a-z]+ STORY[^`]*)`")


@pytest.mark.parametrize("fence", STORIES, ids=lambda fence: fence.name)
def test_a_story_of_a_page_can_be_told_and_answers(fence: Fence) -> None:
    """Whole stories and fragments; and a story that shows a fault has it."""
    if fence.kind.startswith("yaml fault"):
        with pytest.raises(BadFile) as caught:
            loads(fence.body, fence.name)
        assert caught.value.problems[0].code == fence.kind.removeprefix("yaml fault ")
        return
    script = loads(story_of(fence), fence.name)
    answers = [try_answer(script, question) for question in script.questions]
    assert [answer.sentences for answer in answers if answer.refused] == []


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_a_page_shows_what_is_printed(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To the last character; programs whose output is not shown run all the same."""
    write_files(page, tmp_path)
    monkeypatch.chdir(tmp_path)
    now = shown_now(page)
    if os.environ.get("UPDATE_PAGES"):
        page.write_text(now, encoding="utf-8")
    assert now == page.read_text(encoding="utf-8")
    assert "Traceback" not in now


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_a_command_named_in_passing_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the last story of the page that is a file."""
    files = write_files(page, tmp_path)
    monkeypatch.chdir(tmp_path)
    for words in IN_PASSING.findall(page.read_text(encoding="utf-8")):
        done = run(words.replace("STORY", files[-1]))
        assert done.exit_code == 0, (words, done.output)


def test_the_pages_have_examples_of_each_kind() -> None:
    """A test that finds nothing to try proves nothing."""
    kinds = [fence.kind for fence in ALL]
    assert kinds.count("yaml") >= 3
    assert sum(kind.startswith("yaml fragment") for kind in kinds) >= 30
    assert sum(kind.startswith("yaml fault") for kind in kinds) >= 2
    assert kinds.count("console") >= 5
    assert kinds.count("python") >= 3
    assert sum(len(IN_PASSING.findall(page.read_text(encoding="utf-8"))) for page in RUN) >= 8
