"""Commands on hostile files, each in a process of its own whose time and memory are measured and held.

    python hostile_runs.py FOLDER

reads `FOLDER/runs.json`, a list of argument lists, and writes a line of JSON for each: exit code, seconds of processor
time, peak memory in MiB, and what it printed.  The interpreter imports `underneath` once and forks for each, so that a
thousand commands do not take a thousand imports.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from underneath.cli.main import COMMANDS, main

KILLED_AFTER = 20  # seconds of processor time: a process that hangs ends, and is told from one that is slow
ALARM = 240  # seconds by the clock: a process that waits for what never comes ends, too
SHOWN = 2_000


def measured(arguments: list[str], output: Path) -> dict[str, Any]:
    """Run a command in a child."""
    child = os.fork()
    if not child:
        _as_command(arguments, output)
    _, status, used = os.wait4(child, 0)
    said = output.read_bytes().decode("utf-8", errors="replace")
    return {
        "code": os.waitstatus_to_exitcode(status),
        "seconds": used.ru_utime + used.ru_stime,
        "mib": used.ru_maxrss / 1024 / (1024 if sys.platform == "darwin" else 1),
        "traceback": "Traceback (most recent call last)" in said,
        "said": said[-SHOWN:],
    }


def _as_command(arguments: list[str], output: Path) -> None:
    """Become the command: never returns."""
    resource.setrlimit(resource.RLIMIT_CPU, (KILLED_AFTER, KILLED_AFTER))
    signal.alarm(ALARM)
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(file, stream)
    code: Any = 0
    try:
        main(arguments)
    except SystemExit as leaving:
        code = leaving.code
    except BaseException as fault:
        sys.stdout.write(f"Traceback (most recent call last): {fault!r}")
        code = 99
    sys.stdout.flush()
    os._exit(code if isinstance(code, int) else 1)


def run_all(folder: Path) -> None:
    """Run what a folder asks for."""
    for name in COMMANDS:
        importlib.import_module(f"underneath.cli.{name}_command")
    for arguments in json.loads((folder / "runs.json").read_text(encoding="utf-8")):
        sys.stdout.write(json.dumps(measured(arguments, folder / "output")) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    run_all(Path(sys.argv[1]))
