"""The command itself: help, exit codes, and how it leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import underneath
from cli_tools import MORNING, file_of, run, shell
from underneath.cli.exits import BUG
from underneath.cli.main import COMMANDS, cli


def test_help_lists_every_command_and_imports_none() -> None:
    """The list is there; YAML, pydantic and rich are not."""
    code = (
        "import sys; from underneath.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('yaml', 'pydantic', 'rich', 'underneath.cli.run_command') if m in sys.modules])"
    )
    path = str(Path(underneath.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.splitlines()[-1] == "[]"
    for name, line in COMMANDS.items():
        assert f"{name} " in done.stdout
        assert line in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    """Under the name that it is listed by."""
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: cli {name} ")
    assert len(result.stdout.splitlines()) > 6
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.name == name


def test_the_version() -> None:
    """That of the package."""
    assert run("--version").stdout == f"underneath {underneath.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rnu"], "Did you mean 'run'?"),
        (["run"], "Missing argument 'STORY'"),
        (["run", "no-such-story"], "there is no file 'no-such-story', nor a story that comes with underneath"),
        (["run", "sally-and-ann"], "Did you mean 'sally-and-anne'?"),
        (["run", "missing.yaml"], "there is no file 'missing.yaml'."),
        (["run", "."], "'.' is a folder"),
        (["run", ""], "an empty word came; a story file was due."),
        (["run", "sally-and-anne", "--colour"], "No such option"),
    ],
)
def test_what_is_not_understood_is_usage(arguments: list[str], said: str) -> None:
    """Exit code 2, one line that says what."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_a_fault_of_the_story_is_a_message(tmp_path: Path) -> None:
    """Exit code 1, the line and a caret, no traceback."""
    story = file_of(tmp_path, MORNING.replace("level: 2, rationality: 2", "levl: 2"))
    for command in (["run"], ["ask"], ["trace"], ["simulate"], ["why", "Kakashi", "moved"]):
        result = run(command[0], story, *command[1:])
        assert (result.exit_code, result.stdout) == (1, "")
        assert f"{story}:5:12: error U201" in result.stderr
        assert "^~~~" in result.stderr
        assert "Traceback" not in result.stderr


def test_standard_input_is_a_story_too() -> None:
    """Its name is a dash."""
    result = CliRunner().invoke(cli, ["ask", "-", "Kakashi", "moved"], input=MORNING)
    assert result.exit_code == 0
    bad = CliRunner().invoke(cli, ["ask", "-", "Kakashi", "moved"], input="underneath: [")
    assert bad.exit_code == 1
    assert "<standard input>:1" in bad.stderr
    noise = CliRunner().invoke(cli, ["check", "-"], input=b"story: \xff\xfe")
    assert noise.exit_code == 1
    assert "not UTF-8" in noise.stdout


def test_a_message_cannot_steer_the_terminal(tmp_path: Path) -> None:
    """Names in it are the story's."""
    story = file_of(tmp_path, MORNING.replace("occasion", '"o\\e[31mcc"').replace("available: {joke: ", "note: "))
    result = CliRunner().invoke(cli, ["ask", story, "Kakashi", "nothing of the kind"])
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr


def test_a_file_that_is_not_text_is_a_message(tmp_path: Path) -> None:
    """Bytes that are no UTF-8."""
    path = tmp_path / "noise.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    result = run("check", str(path))
    assert result.exit_code == 1
    assert "not UTF-8" in result.stdout


def test_a_fault_of_our_own_is_short_and_says_how_to_report_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 70; with --debug there is the traceback."""
    monkeypatch.setattr("underneath.cli.arguments.read_story", lambda word: 1 / 0)
    monkeypatch.setattr("underneath.cli.run_command.read_story", lambda word: 1 / 0)
    story = file_of(tmp_path)
    result = CliRunner().invoke(cli, ["run", story])
    assert result.exit_code == BUG == 70
    assert result.stderr.splitlines()[0] == "underneath has a fault: ZeroDivisionError: division by zero"
    assert "report" in result.stderr
    assert "Traceback" not in result.stderr
    debugged = CliRunner().invoke(cli, ["--debug", "run", story])
    assert debugged.exit_code == 70
    assert "Traceback" in debugged.stderr


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt, 130), (MemoryError, 1)])
def test_interruptions_leave_quietly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException], code: int
) -> None:
    """Control-C leaves without a word; want of memory is a fault of the question's size, and says so."""

    def stop(word: str) -> None:
        raise error

    monkeypatch.setattr("underneath.cli.run_command.read_story", stop)
    result = CliRunner().invoke(cli, ["run", file_of(tmp_path)])
    assert result.exit_code == code
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_from_a_shell_it_is_the_same_command(tmp_path: Path) -> None:
    """`python -m underneath`: output, messages and exit codes."""
    story = file_of(tmp_path)
    good = shell("ask", story, "Kakashi", "moved")
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout.startswith("Kakashi believes about moved")
    bad = shell("ask", story, "Kakashi", "move")
    assert (bad.returncode, bad.stdout) == (1, "")
    assert "Did you mean 'moved'?" in bad.stderr
    assert shell("ask").returncode == 2


def test_whoever_stops_reading_is_no_fault(tmp_path: Path) -> None:
    """`underneath ... | head -1` ends without a word on standard error."""
    story, path = file_of(tmp_path), str(Path(underneath.__file__).parents[1])
    command = f"'{sys.executable}' -m underneath simulate '{story}' -n 20000 --format json | head -1"
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, env=environment)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


def test_an_output_without_unicode_gets_ascii(tmp_path: Path) -> None:
    """Bars and signs of ASCII; a name that cannot be written is spelled out."""
    story = file_of(tmp_path, MORNING.replace("Kakashi", "Zoë"))
    done = shell("run", story, "--no-ask", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert "#####..." in done.stdout
    assert "Zo\\xeb" in done.stdout


def test_no_colour_where_there_is_no_terminal(tmp_path: Path) -> None:
    """Not a single escape."""
    assert "\x1b" not in shell("run", file_of(tmp_path), FORCE_COLOR="1").stdout


@pytest.mark.parametrize("columns", ["20", "40", "300", "0", "-3", "many"])
def test_any_width_will_do(tmp_path: Path, columns: str) -> None:
    """No line is wider than the paper, unless a number needs it."""
    result = run("run", file_of(tmp_path), COLUMNS=columns)
    assert result.exit_code == 0
    width = max(20, int(columns)) if columns.isdecimal() and int(columns) else 100
    if width >= 40:
        assert max(map(len, result.stdout.splitlines())) <= width


@pytest.mark.parametrize("arguments", [["\x1b[31m"], ["--\x1b[31m"], ["list", "\x1b[31m"], ["run", "\x1b[31m"]])
def test_what_was_typed_cannot_steer_the_terminal(arguments: list[str]) -> None:
    """It may have been pasted."""
    done = shell(*arguments)
    assert done.returncode == 2
    assert "\x1b" not in done.stderr
    assert "Error: " in done.stderr


def test_a_pipe_is_a_file(tmp_path: Path) -> None:
    """As `<(...)` of a shell makes one, and /dev/stdin."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with subprocess.Popen(["sh", "-c", f"cat '{file_of(tmp_path)}' > '{path}'"]):
        result = run("ask", str(path), "Kakashi", "moved")
    assert result.exit_code == 0
    assert shell("ask", "/dev/stdin", "Kakashi", "moved", stdin=MORNING).stdout == result.stdout


@pytest.mark.parametrize("error", [PermissionError, OSError])
def test_a_file_in_a_locked_folder_is_said_to_be_locked(monkeypatch: pytest.MonkeyPatch, error: type[OSError]) -> None:
    """And not that it is not there."""
    stat = Path.stat

    def refuse(path: Path, **how: bool) -> os.stat_result:
        if path.name == "story.yaml":
            raise error
        return stat(path, **how)

    monkeypatch.setattr(Path, "stat", refuse)
    said = run("run", "away/story.yaml").stderr
    assert ("may not be read" if error is PermissionError else "there is no file") in said


def test_a_name_too_long_for_any_file() -> None:
    """Said as of any file that is not there."""
    result = run("run", "a" * 5_000)
    assert result.exit_code == 2
    assert "there is no file" in result.output
