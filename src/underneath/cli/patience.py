"""Patience: a word on standard error for whoever waits longer than two seconds at a terminal."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from underneath.cli.paper import put

AFTER = 2.0
"""Seconds of silence."""


class Notice:
    """What is being done, on a line of its own that comes late and stays out of the way of what is printed."""

    def __init__(self, text: str) -> None:
        """Keep the text; nothing is shown yet."""
        self._text, self._done, self._lock = text, False, threading.Lock()
        self._status: Any = None

    def show(self) -> None:
        """Show the line, unless the work has been done in the meantime."""
        from rich.console import Console  # noqa: PLC0415  a tenth of a second that only those pay who wait

        with self._lock:
            if not self._done:
                self._status = Console(stderr=True).status(self._text)
                self._status.start()

    def change(self, text: str) -> None:
        """Say what is being done now."""
        with self._lock:
            self._text = text
            if self._status is not None:
                self._status.update(text)

    def print(self, text: str) -> None:
        """Print to standard output, with the line out of the way."""
        with self._lock:
            if self._status is not None:
                self._status.stop()
            put(text)
            if self._status is not None:
                self._status.start()

    def hide(self) -> None:
        """Take the line away for good."""
        with self._lock:
            self._done = True
            if self._status is not None:
                self._status.stop()

    def wipe(self) -> None:
        """Take the line away in the middle of anything: without the lock, which may be held by what was interrupted."""
        if self._status is not None:
            self._status.stop()


@contextmanager
def patience(text: str) -> Iterator[Notice]:
    """Show what is being done, once it has taken long enough.

    Nothing is shown where standard error is no terminal, and nothing stays when the work is done.
    """
    notice = Notice(text)
    timer = threading.Timer(AFTER, notice.show)
    timer.daemon = True
    if not sys.stderr.isatty():
        yield notice
        return
    timer.start()
    try:
        with _wiped_on_interrupt(notice):
            yield notice
    finally:
        timer.cancel()
        notice.hide()


@contextmanager
def _wiped_on_interrupt(notice: Notice) -> Iterator[None]:
    """Have Control-C take the line away before it does what it does anyway."""
    before = signal.getsignal(signal.SIGINT)
    if not callable(before) or threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(number: int, frame: FrameType | None) -> None:
        notice.wipe()
        before(number, frame)

    signal.signal(signal.SIGINT, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
