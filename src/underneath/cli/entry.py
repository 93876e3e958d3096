"""The way in: what has to be so before anything large is imported.

Control-C ends the command at once and without a word, be it still importing, at work, or on its way out; and so does
whoever stops reading what it prints.
"""

from __future__ import annotations

import os
import signal

from underneath.cli.exits import INTERRUPTED

TYPE_CHECKING = False  # as in the package itself
if TYPE_CHECKING:
    from types import FrameType


def main() -> None:
    """Run the command line in a process of its own."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else whoever started us wants it ignored
        signal.signal(signal.SIGINT, _leave)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    from underneath.cli.main import main as run  # noqa: PLC0415  only now may it take its time

    run()


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Leave without going through what is under way: an exception could come up in the middle of an import."""
    os._exit(INTERRUPTED)
