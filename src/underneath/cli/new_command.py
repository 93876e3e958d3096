"""`underneath new`: a small story to start from."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from underneath.cli.paper import clean, put


@click.command("new")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--title", help="The title of the story; left out, made of the name of the file.")
def command(file: Path, title: str | None) -> None:
    """Write a small story to FILE, to start from.

    It has people, a private fact, wants, a sign, two acts, and questions; every line says what it is for.  A file that
    is there already is not overwritten.
    """
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(start_of(file.name, title or _title(file)))
    except FileExistsError:
        raise click.UsageError(f"{str(file)!r} is there already, and is left as it is. Name another file.") from None
    except OSError as fault:
        raise click.UsageError(f"{str(file)!r} cannot be written: {fault.strerror}.") from None
    put(f"Wrote {clean(str(file))}. Try: underneath run {clean(str(file))}")


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
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    return template.replace("{file}", name).replace("{title}", f'"{quoted}"')
