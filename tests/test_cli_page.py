"""The page about the command line: every command on it runs, and prints what the page shows.

`UPDATE_PAGES=1 pytest tests/test_cli_page.py` writes what they print now into the page.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli_tools import morning
from underneath.cli.main import COMMANDS, cli
from underneath.explain import lint
from underneath.explain.answers import answer
from underneath.model.feelings import WORDS

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def printed(line: str, stdin: str = "") -> str:
    """What a line of the page prints."""
    if " | " in line:
        first, second = line.split(" | ")
        return printed(second, subprocess.run(["sh", "-c", first], capture_output=True, text=True, check=True).stdout)
    program, *arguments = shlex.split(line)
    assert program == "underneath"
    return CliRunner(env={"COLUMNS": "100"}).invoke(cli, arguments, input=stdin, prog_name=program).output


def shown(page: str) -> str:
    """The page with what its commands print, run in their order."""

    def block(found: re.Match[str]) -> str:
        lines = [line for line in found[1].splitlines() if line.startswith("$ ")]
        texts = [f"{line}\n{printed(line[2:])}" for line in lines]
        return "```console\n" + "\n".join(texts) + "```"

    return BLOCK.sub(block, page)


@pytest.mark.skipif(shutil.which("sh") is None, reason="the page is written for a Unix shell")
def test_the_page_shows_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To the last character."""
    page = PAGE.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    now = shown(page)
    if os.environ.get("UPDATE_PAGES"):
        PAGE.write_text(now, encoding="utf-8")
    assert now == PAGE.read_text(encoding="utf-8")
    assert now.count("$ underneath ") > 12
    assert "Traceback" not in now


def test_the_page_names_every_command_and_every_warning() -> None:
    """None is left for the reader to find."""
    page, codes = PAGE.read_text(encoding="utf-8"), set(re.findall(r"W1\d\d", lint.__doc__ or ""))
    assert [name for name in COMMANDS if f"`{name}`" not in page and f"underneath {name}" not in page] == []
    assert set(re.findall(r"W1\d\d", page)) == codes
    assert len(codes) == 10


def test_the_page_names_every_key_of_an_answer() -> None:
    """Of every kind of question."""
    page, script = PAGE.read_text(encoding="utf-8"), morning()
    for query in script.questions:
        data = answer(script, query).data
        parts = (*data.get("answers", ()), *data.get("feelings", ()))
        for key in (*data, *(inner for part in parts for inner in part)):
            assert f"`{key}`" in page, (data["kind"], key)


def test_the_page_says_which_feelings_pass_and_which_last() -> None:
    """As the words themselves have it."""
    page = PAGE.read_text(encoding="utf-8")
    for start, passing in (("What passes", True), ("What lasts", False)):
        found = re.search(rf"^- {start} \(([^)]*)\)", page, re.MULTILINE)
        assert found is not None
        said = " ".join(found[1].split()).split(", ")
        assert said == [name for name, word in WORDS.items() if word.passing is passing]
