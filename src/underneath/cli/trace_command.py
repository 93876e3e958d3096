"""`underneath trace`: all about a story as one JSON document."""

from __future__ import annotations

from pathlib import Path

import click

from underneath.cli.arguments import STANDARD_OUTPUT, at_once, read_story, story_argument
from underneath.cli.paper import put
from underneath.cli.patience import patience
from underneath.cli.printing import json_text
from underneath.explain.recording import trace_of


@click.command("trace")
@story_argument
@click.option(
    "--out", "-o", type=click.Path(dir_okay=False), help="The file to write; left out, or -, standard output."
)
@click.option("--about", "-a", multiple=True, metavar="FACT", help="Trace beliefs about this fact. May be repeated.")
@click.option("--path", "-p", "paths", multiple=True, metavar="PATH", help="Trace this path of minds. May be repeated.")
@click.option("--no-branches", is_flag=True, help="Leave out the what-ifs that the story asks.")
@click.option("--no-feelings", is_flag=True, help="Leave out what everybody feels.")
def command(
    story: str,
    out: str | None,
    about: tuple[str, ...],
    paths: tuple[str, ...],
    no_branches: bool,
    no_feelings: bool,
) -> None:
    """Write all about STORY as one JSON document, for viewers and other programs.

    Without --about it holds the private facts from before the first scene and those that the story watches; without
    --path every person, every pair of those who act (up to five people, every pair), and the paths that the story
    watches.  `underneath schema --trace` is its schema.
    """
    script = read_story(story)
    with patience("Tracing"), at_once(script):
        parts = {"branches": not no_branches, "feelings": not no_feelings}
        document = trace_of(script, about=about or None, paths=paths or None, **parts)
    _write(json_text(document), out)


def _write(text: str, out: str | None) -> None:
    if out in (None, STANDARD_OUTPUT):
        put(text)
        return
    try:
        Path(out).write_text(text + "\n", encoding="utf-8")
    except OSError as fault:
        raise click.UsageError(f"{out!r} cannot be written: {fault.strerror}.") from None
