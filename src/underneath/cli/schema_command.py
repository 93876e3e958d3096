"""`underneath schema`: the JSON Schema of the story format, or of a trace."""

from __future__ import annotations

from typing import Any

import click

from underneath.cli.arguments import STORY, read_story
from underneath.cli.paper import put
from underneath.cli.printing import json_text


@click.command("schema")
@click.argument("story", type=STORY, required=False)
@click.option("--trace", is_flag=True, help="The schema of a trace, as `underneath trace` writes it.")
def command(story: str | None, trace: bool) -> None:
    """Write the JSON Schema of the story format.

    With STORY it knows the names of that story, so that an editor can complete them.
    """
    if trace and story is not None:
        raise click.UsageError("--trace takes no STORY: all traces have the same schema.")
    put(json_text(_trace_schema() if trace else _schema(story)))


def _trace_schema() -> dict[str, Any]:
    from underneath.files.trace_schema import trace_schema  # noqa: PLC0415  one of two

    return trace_schema()


def _schema(story: str | None) -> dict[str, Any]:
    from underneath.files.schema import schema, schema_for  # noqa: PLC0415  the other

    return schema() if story is None else schema_for(read_story(story, asking=False))
