"""`underneath check`: everything that is wrong with a story, and what looks wrong."""

from __future__ import annotations

import sys
from typing import Any

import click

from underneath.cli.arguments import format_option, read_story, story_argument
from underneath.cli.exits import STORY_AT_FAULT
from underneath.cli.paper import put
from underneath.cli.patience import patience
from underneath.cli.printing import json_text
from underneath.errors import BadFile
from underneath.explain.lint import Finding, lint
from underneath.files.problems import Problem
from underneath.files.script import Script


@click.command("check")
@story_argument
@click.option("--strict", is_flag=True, help="Take warnings for faults: exit code 1.")
@click.option("--quick", is_flag=True, help="Faults only, no warnings.")
@format_option
def command(story: str, strict: bool, quick: bool, form: str) -> None:
    """Find everything that is wrong with STORY.

    Faults are told all at once, each with its line, a caret and a hint; then come warnings: what looks wrong and can be
    told all the same, such as a secret that nobody could learn.  Faults make the exit code 1, warnings only with
    --strict.
    """
    script, problems = _read(story)
    with patience("Looking it over"):
        findings = lint(script) if script is not None and not quick else ()
    if form == "json":
        put(json_text(_data(script, problems, findings)))
    else:
        put(_text(script, problems, findings))
    if problems or (strict and findings):
        sys.exit(STORY_AT_FAULT)


def _read(story: str) -> tuple[Script | None, tuple[Problem, ...]]:
    """The story, or what is wrong with it."""
    try:
        with patience("Reading the story"):
            return _whole(read_story(story, asking=False)), ()
    except BadFile as fault:
        return None, fault.problems


def _whole(script: Script) -> Script:
    """A story whose changed worlds are built, too."""
    from underneath.files.loading import read_worlds  # noqa: PLC0415  YAML and its checks take a while to import

    read_worlds(script)
    return script


def _text(script: Script | None, problems: tuple[Problem, ...], findings: tuple[Finding, ...]) -> str:
    said = [*(problem.render() for problem in problems), *(finding.render() for finding in findings)]
    return "\n\n".join([*said, _summary(script, len(problems), len(findings))])


def _summary(script: Script | None, faults: int, warnings: int) -> str:
    if script is None:
        return f"{_many(faults, 'fault')}."
    scenes, steps, people = len(script.scenes), len(script.steps), len(script.people)
    good = f"{script.title}: {_many(people, 'person', 'people')}, {_many(scenes, 'scene')}, {_many(steps, 'step')}"
    return f"{good}; no faults, {_many(warnings, 'warning') if warnings else 'no warnings'}."


def _many(count: int, one: str, several: str = "") -> str:
    return f"{count} {one if count == 1 else several or one + 's'}"


def _data(script: Script | None, problems: tuple[Problem, ...], findings: tuple[Finding, ...]) -> dict[str, Any]:
    return {
        "story": None if script is None else script.title,
        "faults": [problem.as_dict() for problem in problems],
        "warnings": [finding.as_dict() for finding in findings],
    }
