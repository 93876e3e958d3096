"""How a command leaves: interrupted at any time, with nobody reading, with streams that are full or closed."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from cli_tools import file_of, ours, redirected
from underneath.__main__ import main as run_by_name
from underneath.cli import entry
from underneath.cli.main import COMMANDS

AT_WORK = """
import os, signal
from underneath.cli import entry
def seen_to(*what, done=signal.signal): done(*what); os.write(1, b".")
signal.signal = seen_to
entry.main()
"""
"""The entry point, which says when it has seen to interruptions: before lies the interpreter's own start."""

COMPLETE = {
    "run": "run sally-and-anne",
    "ask": "ask sally-and-anne",
    "why": "why sally-and-anne Sally move",
    "expect": "expect sally-and-anne look",
    "feel": "feel sally-and-anne Sally",
    "whatif": "whatif sally-and-anne move=nothing --ask look",
    "check": "check sally-and-anne",
    "simulate": "simulate sally-and-anne -n 3000",
    "trace": "trace sally-and-anne",
    "schema": "schema",
    "new": "new -",
    "list": "list",
}
"""A command line for each command, which prints something."""


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1.0])
def test_an_interruption_leaves_quietly_at_any_time(tmp_path: Path, delay: float) -> None:
    """While it still imports, at work, and on its way out: 130 and not a word, or done before it came."""
    command = [sys.executable, "-c", AT_WORK, "run", file_of(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ours()) as child:
        assert child.stdout is not None
        assert child.stdout.read(1) == b"."
        time.sleep(delay)
        child.send_signal(signal.SIGINT)
        _, said = child.communicate(timeout=60)
    assert said == b""
    assert child.returncode in ((130,) if delay < 0.1 else (130, 0))


def test_nothing_large_is_imported_before_interruptions_are_seen_to() -> None:
    """Not NumPy, not click, not so much as typing, and nothing of this package but the way in."""
    code = "import sys; from underneath.cli import entry; print(*(m for m in sys.modules if m.startswith({names})))"
    code = code.format(names=("underneath", "numpy", "click", "typing"))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=ours(), check=True)
    assert done.stdout.split() == ["underneath", "underneath.cli", "underneath.cli.exits", "underneath.cli.entry"]


def test_the_command_is_the_way_in() -> None:
    """What the installed script calls, and `python -m underneath`."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
    assert project["scripts"] == {"underneath": "underneath.cli.entry:main"}
    assert run_by_name is entry.main


def test_who_wants_interruptions_ignored_has_them_ignored() -> None:
    """As `nohup` does, and a shell with what it runs in the background."""
    code = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); from underneath.cli.entry import main; main()"
    code = code.replace("main()", "import os; os.kill(os.getpid(), signal.SIGINT); main()")
    done = subprocess.run([sys.executable, "-c", code, "--version"], capture_output=True, env=ours(), check=False)
    assert done.returncode == 0


def test_an_interruption_gives_the_terminal_back() -> None:
    """The line of whoever waits is gone, and the cursor is there again."""
    code = (
        "import os, signal, time; from underneath.cli import entry, patience\n"
        "patience.AFTER = 0.05; signal.signal(signal.SIGINT, entry._leave)\n"
        "with patience.patience('waiting'): time.sleep(1.5); os.kill(os.getpid(), signal.SIGINT); time.sleep(30)\n"
    )
    ours_end, theirs = pty.openpty()
    done = subprocess.run([sys.executable, "-c", code], stderr=theirs, env=ours(TERM="xterm"), check=False, timeout=60)
    os.close(theirs)
    shown = os.read(ours_end, 100_000)
    os.close(ours_end)
    assert done.returncode == 130
    assert b"waiting" in shown
    assert b"Traceback" not in shown
    assert b"\x1b[2K" in shown.rpartition(b"waiting")[2]
    assert shown.rfind(b"\x1b[?25h") > shown.rfind(b"\x1b[?25l")


def test_every_command_has_a_line_here() -> None:
    """So that none is left out."""
    assert list(COMPLETE) == list(COMMANDS)


@pytest.mark.parametrize("arguments", ["--help", "--version", "run --help", *COMPLETE.values()])
def test_an_output_that_is_full_is_a_message(arguments: str) -> None:
    """One line, and a code of its own: no traceback, also not at the very end."""
    done = redirected(arguments, ">/dev/full")
    assert done.returncode == 74
    assert done.stderr == "the output cannot be written: No space left on device.\n"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_disk_that_takes_only_a_part_is_a_message(tmp_path: Path, unbuffered: str) -> None:
    """Also where Python is told not to buffer, and would drop the rest unseen."""
    command = f"ulimit -f 1; exec '{sys.executable}' -m underneath schema > '{tmp_path / 'schema.json'}'"
    environment = ours(PYTHONUNBUFFERED=unbuffered)
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 74
    assert done.stderr == "the output cannot be written: File too large.\n"


@pytest.mark.parametrize("arguments", ["--help", "--version", "run --help", COMPLETE["run"], COMPLETE["new"]])
def test_an_output_that_is_closed_is_a_message(arguments: str) -> None:
    """What was asked for cannot have been given."""
    done = redirected(arguments, ">&-")
    assert done.returncode == 74
    assert done.stderr == "the output cannot be written: it is closed.\n"


@pytest.mark.parametrize("arguments", ["--help", "run --help", COMPLETE["trace"], COMPLETE["list"]])
def test_nobody_reading_is_no_fault(arguments: str) -> None:
    """Ended as any command is whose reader has gone."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "underneath", *arguments.split()]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, env=ours(), check=False, timeout=60)
    os.close(writer)
    assert (done.returncode, done.stderr) == (-signal.SIGPIPE, b"")


@pytest.mark.parametrize("elsewhere", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(
    ("arguments", "code"), [("run sally-and-anne", 0), ("run no-such", 2), ("bogus", 2), ("ask sally-and-anne a b", 1)]
)
def test_where_messages_cannot_go_the_exit_code_tells(arguments: str, code: int, elsewhere: str) -> None:
    """Nothing gets onto the other stream instead."""
    done = redirected(arguments, elsewhere)
    assert (done.returncode, done.stderr) == (code, "")
    assert (done.stdout == "") == (code != 0)


@pytest.mark.parametrize("elsewhere", [">&- 2>&- <&-", ">/dev/full 2>/dev/full"])
@pytest.mark.parametrize("arguments", ["--help", "list"])
def test_where_nothing_can_go_anywhere_the_exit_code_tells(arguments: str, elsewhere: str) -> None:
    """That of an output which cannot be written."""
    assert redirected(arguments, elsewhere).returncode == 74


@pytest.mark.parametrize(
    ("source", "said"),
    [("<&-", "standard input is closed"), ("0>/dev/null", "standard input cannot be read: Bad file descriptor.")],
)
@pytest.mark.parametrize("command", ["run -", "check -", "schema -", "ask - Ann cake"])
def test_an_input_that_cannot_be_read_is_a_message(command: str, source: str, said: str) -> None:
    """As a file that is not there."""
    done = redirected(command, source)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
