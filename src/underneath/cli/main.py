"""The command `underneath`: what it offers, and how it leaves.

A command is imported when it is run, so that `--help` is quick.  Every fault of a story or a question ends in one
message and exit code 1, whatever is wrong with the command itself in exit code 2; `exits.py` has all codes.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import io
import math
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any, NoReturn, TextIO

import click

from underneath.cli.arguments import PATIENT
from underneath.cli.exits import BUG, INTERRUPTED, PIPE_CLOSED, STORY_AT_FAULT, UNWRITABLE
from underneath.cli.paper import clean
from underneath.errors import UnderneathError

COMMANDS = {
    "run": "Tell a story: what happens, and what everybody believes.",
    "ask": "Ask what somebody believes, or the story's own questions.",
    "why": "Say what moved a belief, step by step, in bits.",
    "expect": "Say what somebody will do, and what each option is worth.",
    "feel": "Say what somebody feels, toward whom, about what, and why.",
    "whatif": "Change what happened, or how somebody is, and ask again.",
    "check": "Find everything that is wrong with a story.",
    "simulate": "Draw whole courses of events.",
    "trace": "Write all about a story as one JSON document.",
    "schema": "Write the JSON Schema of the story format.",
    "new": "Write a small story to start from.",
    "list": "List the stories that come with underneath.",
}
"""The commands in the order of help, each with its line there."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are run."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """In the order of help."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command by its name."""
        if cmd_name not in COMMANDS:
            return None
        found = importlib.import_module(f"underneath.cli.{cmd_name}_command").command
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Refuse an unknown command with what may have been meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(_unknown(args[0]), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; whatever goes wrong becomes a message and an exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        except Exception as error:
            _leave_over(error, debug=ctx.params.get("debug", False))


def _unknown(word: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  not needed unless something is wrong

    close = get_close_matches(word, COMMANDS, n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    return f"there is no command {word!r} (commands: {', '.join(COMMANDS)}).{hint}"


def _message(error: UnderneathError) -> str:
    """What an error says, in the words of story files."""
    from underneath.explain.replying import message_of  # noqa: PLC0415  not needed unless something is wrong

    return message_of(error)


def _leave_over(error: Exception, debug: bool) -> NoReturn:
    if isinstance(error, UnderneathError):
        _leave(_message(error), STORY_AT_FAULT)
    if isinstance(error, MemoryError):
        _leave(_NO_MEMORY, STORY_AT_FAULT)
    if isinstance(error, OSError) and error.filename is None:  # of a file it would say which
        _leave_unwritten(error)
    _leave(_bug(error, debug), BUG)


_NO_MEMORY = "there is not enough memory for this. Say a limit in the story, such as limit: 512 MiB."


def _leave(message: str, code: int) -> NoReturn:
    with contextlib.suppress(OSError):  # where messages cannot go, the exit code tells
        click.echo(_cleaned(message), file=sys.stderr)
    _give_up_on(sys.stderr)
    sys.exit(code)


def _cleaned(message: str) -> str:
    return "\n".join(map(clean, message.split("\n")))


def _leave_unwritten(error: OSError) -> NoReturn:
    """Leave with something not written; without a word if it is that nobody reads any longer."""
    _give_up_on(sys.stdout)
    if isinstance(error, BrokenPipeError):
        sys.exit(PIPE_CLOSED)
    _leave(f"the output cannot be written: {error.strerror or error}.", UNWRITABLE)


def _give_up_on(stream: TextIO) -> None:
    """Let go of what a stream could not write: Python would try again at the very end, and fail with a traceback."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _bug(error: Exception, debug: bool) -> str:
    if debug:
        return "".join(traceback.format_exception(error)).rstrip()
    text = f"{type(error).__name__}: {error}".strip().rstrip(":")
    return (
        f"underneath has a fault: {text}\n"
        "Please report it, with the story, the command, and what the same command prints after `underneath --debug`."
    )


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"underneath {sys.modules['underneath'].__version__}")
        ctx.exit()


def _patient(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    """Put no limit on time for as long as the command runs, and let stories set their own."""
    ctx.meta[PATIENT] = value
    if value and not ctx.resilient_parsing:
        from underneath.core.effort import effort  # noqa: PLC0415  not needed unless it is said

        ctx.with_resource(effort(math.inf))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
@click.option(
    "--patient",
    is_flag=True,
    expose_value=False,
    callback=_patient,
    help="Answer however long it takes, and let a story take more memory than is usual.",
)
@click.option("--debug", is_flag=True, help="Show where in the code a fault of underneath itself came from.")
def cli(debug: bool) -> None:
    """What people believe, what they believe about each other's beliefs, and what they do about it.

    STORY is a story file, - for standard input, or the name of a story that comes with underneath
    (`underneath list`).  Each command explains itself: `underneath run --help`.
    """


class _Closed(io.TextIOBase):
    """A standard output that was closed before the command began."""

    def write(self, _text: str) -> int:
        """Fail, as a file would that is closed."""
        raise OSError(errno.EBADF, "it is closed")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, and exit."""
    sys.stdout, sys.stderr = _whole(sys.stdout or _Closed()), sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on_words(stream)
    try:
        code = cli.main(None if arguments is None else list(arguments), prog_name="underneath", standalone_mode=False)
    except click.ClickException as error:
        _leave_complaining(error)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(INTERRUPTED)
    except OSError as error:  # of help: what commands print is seen to where they are run
        _leave_unwritten(error)
    sys.exit(code if isinstance(code, int) else 0)


def _leave_complaining(error: click.ClickException) -> NoReturn:
    """Leave with what is wrong with the command."""
    words = io.StringIO()
    error.show(words)
    _leave(words.getvalue().rstrip("\n"), error.exit_code)


def _whole(stream: Any) -> Any:
    """A stream that writes all or fails: where Python is told not to buffer, it drops what a disk does not take."""
    if not isinstance(getattr(stream, "buffer", None), io.RawIOBase):
        return stream
    return open(stream.fileno(), "w", encoding=stream.encoding, closefd=False)


def _never_fail_on_words(stream: Any) -> None:
    """A story may have words that the output cannot write; they are spelled out then."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
