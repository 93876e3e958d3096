"""`underneath new`: a small story to start from."""

from __future__ import annotations

import re
import shlex
from importlib import resources
from pathlib import Path

import click

from underneath.cli.arguments import STANDARD_OUTPUT
from underneath.cli.paper import clean, put
from underneath.files.emitting import flow
from underneath.files.excerpts import seemly


@click.command("new")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--title", help="The title of the story; left out, made of the name of the file.")
def command(file: str, title: str | None) -> None:
    """Write a small story to FILE, to start from; - is standard output.

    It has people, a private fact, wants, a sign, two acts, and questions; every line says what it is for.  A file that
    is there already is not overwritten.
    """
    if not file:
        raise click.UsageError("an empty word came; the name of a file was due.")
    text = start_of(Path(file).name, (title or "").strip() or _title(Path(file)))
    if file == STANDARD_OUTPUT:
        put(text.rstrip("\n"))
        return
    _write(file, text)
    put(f"Wrote {clean(file)}. Try: underneath run {clean(shlex.quote(file))}")


def _write(file: str, text: str) -> None:
    try:
        with Path(file).open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise click.UsageError(f"{file!r} is there already, and is left as it is. Name another file.") from None
    except OSError as fault:
        raise click.UsageError(f"{file!r} cannot be written: {fault.strerror}.") from None


def _title(file: Path) -> str:
    """The name of a file as a title.

    >>> _title(Path("the-long_way.yaml"))
    'The long way'
    """
    words = file.stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or "A story"


def start_of(name: str, title: str) -> str:
    """The text of a story to start from."""
    template = resources.files("underneath.cli").joinpath("start.yaml").read_text(encoding="utf-8")
    words = {"file": seemly(shlex.quote(name)), "title": flow(clean(title))}
    return re.sub("{(file|title)}", lambda found: words[found[1]], template)
