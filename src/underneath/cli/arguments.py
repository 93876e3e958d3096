"""Arguments that several commands share: stories, outcomes, formats."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from underneath.errors import TooLong, suggest

if TYPE_CHECKING:
    from underneath.files.script import Script

    Word = click.ParamType[str]
    Pair = click.ParamType[tuple[str, str]]
else:  # older versions of click take no type there
    Word = Pair = click.ParamType

MOST_SECONDS, MOST_MEMORY = 5.0, 2**30
"""What a story may allow its questions without being asked: seconds of work, and bytes."""

QUESTIONS = 10
"""How many questions' time an answer may take that comes all at once."""

PATIENT = "underneath.patient"
"""Where a command finds whether it may take as long as it takes."""

STANDARD_INPUT = STANDARD_OUTPUT = "-"
_Command = TypeVar("_Command", bound=Callable[..., Any])


def _named(word: str) -> Literal["file", "folder", "locked", "nothing"]:
    """What a word names: whatever can be opened is a file, also a pipe; a name too long for any names nothing."""
    if not word:
        return "nothing"
    try:
        folder = stat.S_ISDIR(Path(word).stat().st_mode)
    except PermissionError:
        return "locked"
    except (OSError, ValueError):
        return "nothing"
    return "folder" if folder else "file" if os.access(word, os.R_OK) else "locked"


class StoryWord(Word):
    """A story file, `-`, or the name of a story that comes with underneath."""

    name = "story"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse what cannot be found, before anything is loaded."""
        word = str(value)
        named = "file" if word == STANDARD_INPUT else _named(word)
        if named == "locked":
            self.fail(f"the file {word!r} may not be read.", param, ctx)
        if named == "file":
            return word
        from underneath.files.loading import shipped  # noqa: PLC0415  only for words that are no file

        names = shipped()
        if word not in names:
            self.fail(_no_story(word, named, names), param, ctx)
        return word


def _no_story(word: str, named: str, shipped: tuple[str, ...]) -> str:
    if not word:
        return "an empty word came; a story file was due."
    if named == "folder":
        return f"{word!r} is a folder; a story file was due."
    looks_like_a_file = "/" in word or Path(word).suffix
    there = "" if looks_like_a_file else f", nor a story that comes with underneath ({', '.join(shipped)})"
    return f"there is no file {word!r}{there}.{_meant(word, shipped)}"


def _meant(word: str, shipped: tuple[str, ...]) -> str:
    """Which story may have been meant: one that has the word in its name, or one that is spelt nearly so."""
    named = [name for name in shipped if word and word.lower() in name]
    return f" Did you mean {' or '.join(map(repr, named))}?" if named else suggest(word, shipped)


class PairWord(Pair):
    """Two words with an equals sign between them, such as `FACT=OUTCOME`."""

    def __init__(self, due: str, example: str) -> None:
        """Keep what is due, and an example of it."""
        self.name, self._due, self._example = due.lower(), due, example

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Split at the first equals sign."""
        if isinstance(value, tuple):
            return value
        fact, equals, outcome = str(value).partition("=")
        if not equals or not fact.strip() or not outcome.strip("= "):
            self.fail(f"{value!r} came; {self._due} was due, such as {self._example}.", param, ctx)
        return fact.strip(), outcome.removeprefix("=").strip()


STORY = StoryWord()
PAIR = PairWord("FACT=OUTCOME", "joke=nothing")
SETTING = PairWord("KEY=VALUE", "people.Sakura.level=1")
MOST_DRAWS = 10_000_000
"""How many draws may be asked for: what is drawn is kept until it is printed."""


def story_argument(command: _Command) -> _Command:
    """The argument STORY."""
    return click.argument("story", type=STORY)(command)


def suppose_option(command: _Command) -> _Command:
    """The option --suppose."""
    text = "Take a fact to have an outcome, for this question. May be repeated."
    return click.option("--suppose", "-s", "supposed", type=PAIR, multiple=True, help=text)(command)


def at_option(command: _Command) -> _Command:
    """The option --at."""
    text = "Just after this fact, or at the end of this scene; left out, at the end of what is told."
    return click.option("--at", metavar="MOMENT", help=text)(command)


def outcome_option(command: _Command) -> _Command:
    """The option --outcome."""
    return click.option("--outcome", "-o", metavar="OUTCOME", help="This outcome of the fact.")(command)


def format_option(command: _Command) -> _Command:
    """The option --format."""
    kinds = click.Choice(["text", "json"])
    return click.option("--format", "form", type=kinds, default="text", help="Text (default) or JSON.")(command)


def examples(*lines: str) -> str:
    """Examples at the end of a command's help, each on a line of its own.

    >>> print(examples("underneath list").lstrip(chr(8)))
    <BLANKLINE>
    Examples:
      underneath list
    """
    # The backspace tells click to leave the lines as they are.
    return "\n  ".join(["\b\nExamples:", *lines])


def read_story(word: str, asking: bool = True) -> Script:
    """Load the story that a word names; `asking` is whether questions to it are about to be answered.

    Raises:
        BadFile: If anything is wrong with it.
        TooLong: If it allows itself more than is usual, and nobody says that it may.
    """
    from underneath.files.loading import load  # noqa: PLC0415  YAML and its checks take a while to import

    script = _piped("<standard input>") if word == STANDARD_INPUT else load(word)
    if asking and not click.get_current_context().meta.get(PATIENT):
        _refuse_greed(script)
    return script


def at_once(script: Script) -> AbstractContextManager[None]:
    """Work whose answer comes all at once, and takes many questions: it may take as long as ten of them.

    Raises:
        TooLong: If it takes longer.
    """
    from underneath.core.effort import effort  # noqa: PLC0415  as late as the story

    limit = script.story.record.limit
    return effort(QUESTIONS * limit.seconds, limit.cells)


def _refuse_greed(script: Script) -> None:
    """Refuse a story that allows itself more than is usual: files come from anywhere, and whoever runs one decides.

    Raises:
        TooLong: If it does.
    """
    from underneath.core.budget import memory  # noqa: PLC0415  as late as the story
    from underneath.core.effort import time_words  # noqa: PLC0415

    limit = script.story.record.limit
    if limit.seconds > MOST_SECONDS or limit.memory > MOST_MEMORY:
        asked = f"{time_words(limit.seconds)} (time_limit) and {memory(limit.memory // 8)} (limit)"
        usual = f"{time_words(MOST_SECONDS)} and {memory(MOST_MEMORY // 8)}"
        raise TooLong(
            f"{script.title} allows each question {asked}; without being asked a story may allow {usual}."
            " Say underneath --patient to let it."
        )


def _piped(name: str) -> Script:
    """The story that comes in on standard input."""
    from underneath.files.loading import bad_file, loads  # noqa: PLC0415
    from underneath.files.reading import MOST_BYTES, decode  # noqa: PLC0415

    source, problems = decode(_received(MOST_BYTES + 1), name)
    if problems:
        raise bad_file(problems)
    return loads(source.text, name)


def _received(most: int) -> bytes:
    """What comes in on standard input, as far as it is looked at."""
    if sys.stdin is None:
        raise click.UsageError("'-' came, and standard input is closed; a story was due there.")
    try:
        return sys.stdin.buffer.read(most)
    except OSError as fault:
        raise click.UsageError(f"standard input cannot be read: {fault.strerror or fault}.") from None
