"""The command `underneath`: what it offers, and how it leaves.

A command is imported when it is run, so that `--help` is quick.  Every fault of a story or a question ends in one
message and exit code 1, whatever is wrong with the command itself in exit code 2.

    0    done
    1    the story is at fault, or the question has no answer
    2    the command was not understood; a file is not there
    70   a fault of `underneath` itself
    130  interrupted
"""

from __future__ import annotations

import importlib
import math
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from underneath.cli.paper import clean
from underneath.errors import UnderneathError

STORY_AT_FAULT, BUG, INTERRUPTED, PIPE_CLOSED = 1, 70, 130, 141

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
        except UnderneathError as error:
            _leave(_message(error), STORY_AT_FAULT)
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            _leave_quietly()
        except MemoryError:
            _leave(
                "there is not enough memory for this. Say a limit in the story, such as limit: 512 MiB.", STORY_AT_FAULT
            )
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            _leave(_bug(error, debug=ctx.params.get("debug", False)), BUG)


def _unknown(word: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  not needed unless something is wrong

    close = get_close_matches(word, COMMANDS, n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    return f"there is no command {word!r} (commands: {', '.join(COMMANDS)}).{hint}"


def _message(error: UnderneathError) -> str:
    """What an error says, in the words of story files."""
    from underneath.explain.replying import message_of  # noqa: PLC0415  not needed unless something is wrong

    return message_of(error)


def _leave(message: str, code: int) -> NoReturn:
    click.echo("\n".join(map(clean, message.split("\n"))), file=sys.stderr)
    sys.exit(code)


def _leave_quietly() -> NoReturn:
    """Leave after whoever read the output has gone: nothing more can be written, not even at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(PIPE_CLOSED)


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
    """Put no limit on time for as long as the command runs."""
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
    help="Answer however long it takes, whatever time a story allows.",
)
@click.option("--debug", is_flag=True, help="Show where in the code a fault of underneath itself came from.")
def cli(debug: bool) -> None:
    """What people believe, what they believe about each other's beliefs, and what they do about it.

    STORY is a story file, - for standard input, or the name of a story that comes with underneath
    (`underneath list`).  Each command explains itself: `underneath run --help`.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, and exit."""
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on_words(stream)
    try:
        cli.main(args=None if arguments is None else list(arguments), prog_name="underneath")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _never_fail_on_words(stream: Any) -> None:
    """A story may have words that the output cannot write; they are spelled out then."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
