"""`underneath list`: the stories that come with underneath."""

from __future__ import annotations

from dataclasses import asdict

import click

from underneath.cli.arguments import format_option
from underneath.cli.paper import here, put
from underneath.cli.printing import json_text, table_lines
from underneath.explain.answer import Column
from underneath.explain.catalogue import catalogue


@click.command("list")
@format_option
def command(form: str) -> None:
    """List the stories that come with underneath.

    Their names stand wherever a command takes a STORY.
    """
    found = catalogue()
    if form == "json":
        put(json_text([asdict(story) for story in found]))
        return
    rows = [(story.name, story.title, story.about) for story in found]
    columns = (Column("name"), Column("story"), Column("about"))
    put("\n".join(table_lines(columns, rows, here(), indent="", headed=False)))
