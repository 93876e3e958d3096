"""Shapes: of which kind a value of the document may be, each checked by one validator of our own.

A union of kinds is one shape, so that one mistake is one problem.  A shape says what was due in words, and what it is
in JSON Schema.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of value: `due` says which, `test` whether a value is of it, `schema` how JSON Schema says it."""

    due: str
    test: Callable[[Any], bool]
    schema: Mapping[str, Any] = field(compare=False, hash=False, default_factory=dict)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check by `test` alone."""
        return core_schema.no_info_plain_validator_function(self.checked)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> Json:
        """What was said of it."""
        return dict(self.schema)

    def checked(self, value: Any) -> Any:
        """The value itself.

        Raises:
            PydanticCustomError: If it is of another kind.
        """
        if not self.test(value):
            raise PydanticCustomError("kind", "{due} was due", {"due": self.due})
        return value


def is_word(value: object) -> bool:
    """Whether it is text, and not empty."""
    return isinstance(value, str) and bool(value.strip())


def is_number(value: object) -> bool:
    """Whether it is a number; true and false are none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_amount(value: object) -> bool:
    """Whether it is a number, or text that may give one."""
    return is_number(value) or is_word(value)


def is_outcome(value: object) -> bool:
    """Whether it can be an outcome: a word, a number or a truth value."""
    return isinstance(value, (str, int, float))


def _each(test: Callable[[Any], bool], value: Any) -> bool:
    return isinstance(value, list) and all(map(test, value))


def is_words(value: object) -> bool:
    """Whether it is a word, or a list of words."""
    return is_word(value) or _each(is_word, value)


def is_outcomes(value: object) -> bool:
    """Whether it is a list of outcomes or a mapping from them to probabilities."""
    return _each(is_outcome, value) or isinstance(value, dict)


def is_table(value: object) -> bool:
    """Whether it can be a table of probabilities."""
    return is_amount(value) or isinstance(value, (list, dict))


def one_of(*words: str) -> Shape:
    """One of some words."""
    due = f"one of {', '.join(map(repr, words))}" if len(words) > 1 else repr(words[0])
    return Shape(due, lambda value: value in words, {"enum": list(words)})


_TEXT: Json = {"type": "string"}
_NUMBER: Json = {"type": "number"}
_AMOUNT: Json = {"type": ["number", "string"]}
_OUTCOME: Json = {"type": ["string", "number", "boolean"]}


def listed_or_one(schema: Json) -> Json:
    """One thing or a list of them, in JSON Schema."""
    return {"anyOf": [schema, {"type": "array", "items": schema}]}


_CASE: Json = {
    "type": "object",
    "properties": {
        "when": {
            "type": ["string", "boolean"],
            "description": "A condition on facts; the first case that holds counts.",
        },
        "otherwise": {"description": "What holds when no case before it does; the last case only."},
        "p": {"description": "Probabilities, in any form of a table."},
        "value": {"description": "An expression that gives the outcome itself."},
        "utils": {"description": "In a want: the utils, a number or an expression."},
    },
    "additionalProperties": False,
}

Text = Annotated[Any, Shape("text", lambda value: is_word(value) or is_number(value), {"type": ["string", "number"]})]
Word = Annotated[str, Shape("a name", is_word, _TEXT)]
Words = Annotated[Any, Shape("a name or a list of names", is_words, listed_or_one(_TEXT))]
Amount = Annotated[Any, Shape("a number or an expression", is_amount, _AMOUNT)]
Outcome = Annotated[Any, Shape("an outcome", is_outcome, _OUTCOME)]
OutcomeOrList = Annotated[
    Any,
    Shape("an outcome or a list of outcomes", lambda v: is_outcome(v) or _each(is_outcome, v), listed_or_one(_OUTCOME)),
]
OutcomeList = Annotated[
    Any,
    Shape("a list of outcomes", lambda v: _each(is_outcome, v), {"type": "array", "items": _OUTCOME, "minItems": 1}),
]
Outcomes = Annotated[
    Any,
    Shape(
        "a list of outcomes or a mapping from them to probabilities",
        is_outcomes,
        {"anyOf": [{"type": "array", "items": _OUTCOME}, {"type": "object", "additionalProperties": _AMOUNT}]},
    ),
]
Probabilities = Annotated[
    Any,
    Shape(
        "a number, an expression, a list, a mapping or 'uniform'",
        is_table,
        {"anyOf": [_AMOUNT, {"type": "array", "items": _AMOUNT}, {"type": "object"}]},
    ),
]
Expression = Annotated[
    Any, Shape("an expression", lambda v: is_word(v) or is_number(v) or isinstance(v, bool), _OUTCOME)
]
Condition = Annotated[Any, Shape("a condition", lambda v: is_word(v) or isinstance(v, bool), _OUTCOME)]
Cases = Annotated[
    Any,
    Shape("a list of cases", lambda v: _each(lambda c: isinstance(c, dict), v), {"type": "array", "items": _CASE}),
]
Truth = Annotated[bool, Shape("true or false", lambda value: isinstance(value, bool), {"type": "boolean"})]
Whole = Annotated[
    int, Shape("a whole number", lambda v: isinstance(v, int) and not isinstance(v, bool), {"type": "integer"})
]
OutcomesOf = dict[str, OutcomeOrList]
OutcomeOf = dict[str, Outcome]
AmountsOf = dict[str, Amount]
WordsOf = dict[str, Word]
TablesOf = dict[str, Probabilities]
Conditions = dict[Any, Condition]
