"""A small validator for JSON Schema, written from its specification (draft 2020-12): the keywords that our schemas use.

It shares no code with the library.  A keyword that it does not know is an error, so that nothing goes unchecked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
}
SILENT = {"$schema", "$id", "$defs", "title", "description", "default", "examples", "discriminator"}
"""Keywords that say nothing of whether a value is valid."""


def faults(value: Any, schema: Any, root: dict[str, Any], where: str = "$") -> Iterator[str]:
    """Everything that is wrong with a value."""
    if isinstance(schema, bool):
        if not schema:
            yield f"{where}: nothing may stand here"
        return
    for keyword, said in schema.items():
        if keyword not in SILENT:
            yield from KEYWORDS[keyword](value, said, root, where, schema)


def is_valid(value: Any, schema: Any, root: dict[str, Any]) -> bool:
    return next(faults(value, schema, root), None) is None


def _type(value: Any, said: Any, root: dict[str, Any], where: str, schema: Any) -> Iterator[str]:
    allowed = said if isinstance(said, list) else [said]
    if not any(TYPES[name](value) for name in allowed):
        yield f"{where}: {value!r} is not {' or '.join(allowed)}"


def _same(value: Any, said: Any) -> bool:
    return bool(value == said) and isinstance(value, bool) == isinstance(said, bool)


def _const(value: Any, said: Any, root: dict[str, Any], where: str, schema: Any) -> Iterator[str]:
    if not _same(value, said):
        yield f"{where}: {value!r} is not {said!r}"


def _enum(value: Any, said: Any, root: dict[str, Any], where: str, schema: Any) -> Iterator[str]:
    if not any(_same(value, one) for one in said):
        yield f"{where}: {value!r} is none of {said}"


def _properties(value: Any, said: Any, root: dict[str, Any], where: str, schema: Any) -> Iterator[str]:
    for key, inner in value.items() if isinstance(value, dict) else ():
        if key in said:
            yield from faults(inner, said[key], root, f"{where}.{key}")


def _others(value: Any, said: Any, root: dict[str, Any], where: str, schema: Any) -> Iterator[str]:
    for key, inner in value.items() if isinstance(value, dict) else ():
        if key not in schema.get("properties", {}):
            yield from faults(inner, said, root, f"{where}.{key}")


def _silent(value: Any, said: Any, root: dict[str, Any], where: str, schema: Any) -> Iterator[str]:
    yield from ()


def _required(value: Any, said: Any, root: dict[str, Any], where: str, schema: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{where}: {key!r} is missing" for key in said if key not in value)


def _items(value: Any, said: Any, root: dict[str, Any], where: str, schema: Any) -> Iterator[str]:
    for place, inner in enumerate(value if isinstance(value, list) else ()):
        yield from faults(inner, said, root, f"{where}[{place}]")


def _min_items(value: Any, said: Any, root: dict[str, Any], where: str, schema: Any) -> Iterator[str]:
    if isinstance(value, list) and len(value) < said:
        yield f"{where}: fewer than {said}"


def _any_of(value: Any, said: Any, root: dict[str, Any], where: str, schema: Any) -> Iterator[str]:
    if not any(is_valid(value, one, root) for one in said):
        yield f"{where}: {value!r} is none of what may stand here"


def _one_of(value: Any, said: Any, root: dict[str, Any], where: str, schema: Any) -> Iterator[str]:
    if sum(is_valid(value, one, root) for one in said) != 1:
        yield f"{where}: {value!r} is not just one of what may stand here"


def _all_of(value: Any, said: Any, root: dict[str, Any], where: str, schema: Any) -> Iterator[str]:
    for one in said:
        yield from faults(value, one, root, where)


def _if(value: Any, said: Any, root: dict[str, Any], where: str, schema: Any) -> Iterator[str]:
    if is_valid(value, said, root):
        yield from faults(value, schema["then"], root, where)


def _ref(value: Any, said: str, root: dict[str, Any], where: str, schema: Any) -> Iterator[str]:
    assert said.startswith("#/$defs/")
    yield from faults(value, root["$defs"][said.removeprefix("#/$defs/")], root, where)


KEYWORDS: dict[str, Callable[..., Iterator[str]]] = {
    "type": _type,
    "const": _const,
    "enum": _enum,
    "properties": _properties,
    "additionalProperties": _others,
    "required": _required,
    "items": _items,
    "minItems": _min_items,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "allOf": _all_of,
    "if": _if,
    "then": _silent,
    "$ref": _ref,
}


def check(value: Any, schema: dict[str, Any]) -> list[str]:
    """Everything that is wrong with a document."""
    return list(faults(value, schema, schema))
