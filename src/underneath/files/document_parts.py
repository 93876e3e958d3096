"""Parts of the document: what its models have in common."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    """A mapping of the document: no keys but its own."""

    model_config = ConfigDict(extra="forbid", strict=True)


def said(description: str) -> Any:
    """A key that may be left out."""
    return Field(default=None, description=description)


def due(description: str) -> Any:
    """A key that must be there."""
    return Field(description=description)


def kind_of(value: object) -> str:
    """The tag of a value that may be a mapping or a word.

    Tags are written <so>: `files/checking.py` leaves them out of the way to what is wrong.
    """
    return "<mapping>" if isinstance(value, dict) else "<word>"


def tag_by(keys: tuple[str, ...], value: object) -> str | None:
    """The tag of a mapping that says what it is by one of some keys; None if it has none of them, or several."""
    found = [key for key in keys if key in value] if isinstance(value, dict) else []
    return f"<{found[0]}>" if len(found) == 1 else None
