"""What the tests of the pages share: fences of a page, stories in them, and what its examples print now.

A fence of a page says what it holds:

    ```yaml                  a whole story
    ```yaml fragment         keys of a story: they are put into the last whole story above
    ```yaml fragment steps   steps, and in the same way questions (ask) or facts
    ```yaml fault U310       a whole story in which this fault is found first
    ```python                a whole program; a ```text fence after it holds what it prints
    ```console               lines that begin with `$ underneath`, each with what it prints

A story whose first line is a comment such as `# vase.yaml` is a file of that name for the commands and programs.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

import underneath
from underneath.cli.main import cli
from underneath.files.overrides import spelled
from underneath.files.reading import read_tree
from underneath.files.source import Source
from underneath.files.tree import data_of

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *(page for page in sorted(DOCS.glob("*.md")) if page.name != "faults.md")]
"""Every page but docs/faults.md, which a script writes from examples that have tests of their own."""
FENCE = re.compile(r"^```(?P<kind>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
PROGRAM = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:(?P<between>\s*)^```text\n.*?^```$)?", re.M | re.S)
NAMED = re.compile(r"# (?P<name>[\w-]+\.yaml)\n")
LISTS = ("scenes", "watch", "ask")
"""Keys of a story whose lists a fragment goes on with; any other list takes the place of the one that was there."""


@dataclass(frozen=True)
class Fence:
    """A fence of a page: `kind` is what stands after its backquotes, `base` the last whole story above it."""

    page: Path
    line: int
    kind: str
    body: str
    base: str

    @property
    def name(self) -> str:
        """Where it stands."""
        return f"{self.page.name}:{self.line}"

    @property
    def file(self) -> str:
        """The name of the file that it is; empty if it is none."""
        found = NAMED.match(self.body) if self.kind.startswith("yaml") else None
        return found["name"] if found else ""


def fences(page: Path) -> Iterator[Fence]:
    """The fences of a page, in order."""
    text, base = page.read_text(encoding="utf-8"), ""
    for found in FENCE.finditer(text):
        kind = found["kind"].strip()
        base = found["body"] if kind == "yaml" else base
        yield Fence(page, text.count("\n", 0, found.start()) + 1, kind, found["body"], base)


# --- stories ----------------------------------------------------------------------------------------------------------


def story_of(fence: Fence) -> str:
    """The story that a fence is, or the one above it with the fragment put into it."""
    if not fence.kind.startswith("yaml fragment"):
        return fence.body
    story, part = plain(fence.base), plain(fence.body)
    if part is None:  # a comment alone
        return fence.body + fence.base
    where = fence.kind.removeprefix("yaml fragment").strip()
    if where == "steps":
        story["scenes"][-1]["steps"] += part
        return spelled(story)
    return spelled(joined(story, {where: part} if where else part))


def plain(text: str) -> Any:
    """A part of a story as plain data; None if there is nothing in it."""
    if all(line.startswith("#") for line in text.splitlines()):
        return None
    root, problems = read_tree(Source("<fence>", text))
    assert root is not None, problems
    return data_of(root)


def joined(base: Any, part: Any, key: str = "") -> Any:
    """A document with a part put in: mappings are merged, further scenes and questions come last."""
    if key in LISTS and base is not None:
        return [*base, *part]
    if not isinstance(base, dict) or not isinstance(part, dict):
        return part
    return {**base, **{name: joined(base.get(name), inner, str(name)) for name, inner in part.items()}}


def write_files(page: Path, folder: Path) -> list[str]:
    """Write the stories of a page that are files into a folder; the names of those that are whole."""
    found = [fence for fence in fences(page) if fence.file]
    for fence in found:
        (folder / fence.file).write_text(fence.body, encoding="utf-8")
    return [fence.file for fence in found if fence.kind == "yaml"]


# --- what is printed --------------------------------------------------------------------------------------------------


def shown_now(page: Path) -> str:
    """A page with what its commands and programs print, run in the current folder in their order."""
    return PROGRAM.sub(_program, FENCE.sub(_console, page.read_text(encoding="utf-8")))


def _console(found: re.Match[str]) -> str:
    if found["kind"].strip() != "console":
        return found[0]
    blocks = re.split(r"^(?=\$ )", found["body"], flags=re.MULTILINE)
    return f"```console\n{''.join(map(_printed, blocks))}```"


def _printed(block: str) -> str:
    """A command with what it prints now; what goes into a file is not printed."""
    line, _, shown = block.partition("\n")
    if not line.startswith("$ underneath"):
        return block
    words, _, target = line.removeprefix("$ underneath").partition(" > ")
    output = run(words).output
    if target:
        Path(target).write_text(output, encoding="utf-8")
        return f"{line}\n"
    return f"{line}\n{output}" + ("\n" if shown.endswith("\n\n") else "")


def run(words: str) -> Result:
    """Run a command."""
    return CliRunner(env={"COLUMNS": "100"}).invoke(cli, shlex.split(words), prog_name="underneath")


def _program(found: re.Match[str]) -> str:
    output = python(found["code"])
    shown = "" if found["between"] is None else f"{found['between']}```text\n{output}```"
    return f"```python\n{found['code']}```\n{shown}"


def python(code: str) -> str:
    """What a program prints; warnings are errors."""
    path = str(Path(underneath.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().replace("\r\n", "\n")
