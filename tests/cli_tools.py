"""What the tests of the command line share: a story in a file, and a way to run a command."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

import underneath
from underneath.cli.main import cli
from underneath.files.loading import loads
from underneath.files.script import Script

MORNING = """\
underneath: 1
story: The morning after
about: She does not joke about it.
people:
  Sakura: {level: 2, rationality: 2}
  Kakashi: {level: 2}
  reader: {reader: true}
facts:
  moved: {of: Sakura, outcomes: {no: 0.7, yes: 0.3}, told: yes}
  occasion: {of: Sakura, outcomes: {no: 0.4, yes: 0.6}, told: yes}
wants:
  Sakura:
    - {name: ease, utils: (1 if moved == no else -1) if remark == joke else 0}
scenes:
  - scene: The morning
    place: office
    present: [Sakura, Kakashi]
    steps:
      - act: remark
        by: Sakura
        menu: [joke, nothing]
        available: {joke: occasion == yes}
        habit: uniform
        told: nothing
        note: she does not joke about it
  - scene: The evening
    present: [Sakura]
    steps:
      - level: {Sakura: 3}
        note: she thinks it over
ask:
  - {belief: moved, of: Kakashi, outcome: yes}
  - {expect: remark}
  - {why: moved, of: Sakura > Kakashi, outcome: yes}
  - {voi: remark}
  - {irony: moved, of: Kakashi, reader: Sakura}
  - {who_knows: moved, orders: 2}
  - {mutual: moved == yes, among: [Sakura, Kakashi], p: 0.4, n: 2}
  - {common: moved == yes, among: [Sakura, Kakashi], p: 0.4}
  - what_if: {remark: joke}
    ask: [{belief: moved, of: Kakashi}, {expect: remark}]
  - what_if: {people: {Sakura: {level: 1}}}
    ask: [{belief: moved, of: Sakura > Kakashi}, {feelings: Sakura, at: remark}]
  - {feelings: Sakura, at: remark}
  - {feel: regret, of: Kakashi > Sakura, about: remark, at: remark}
"""


def morning() -> Script:
    """The same story, read."""
    return loads(MORNING)


def file_of(folder: Path, text: str = MORNING, name: str = "morning.yaml") -> str:
    """A file with a story in it."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def run(*arguments: str, **environment: str) -> Result:
    """Run a command in this process; whatever it does not catch is raised."""
    return CliRunner().invoke(cli, arguments, env=environment or None, catch_exceptions=False)


def data(*arguments: str) -> Any:
    """What a command prints as JSON."""
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def ours(**environment: str) -> dict[str, str]:
    """The environment of a process that runs this very package."""
    return {**os.environ, "PYTHONPATH": str(Path(underneath.__file__).parents[1]), **environment}


def redirected(arguments: str, redirection: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a shell, with its streams led elsewhere."""
    command = f"{shlex.quote(sys.executable)} -m underneath {arguments} {redirection}"
    return subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=ours(), check=False, timeout=60)


def shell(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, as a shell does."""
    return subprocess.run(
        [sys.executable, "-m", "underneath", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=ours(**environment),
        check=False,
        timeout=60,
    )
