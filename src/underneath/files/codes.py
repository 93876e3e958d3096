"""Codes: every kind of problem that a story file may have, by its code.

U1.. is about the text, U2.. about the parts of a document and its names, U3.. about expressions and tables, U4.. about
the world that the file makes and what is told of it.
"""

from __future__ import annotations

from underneath.files import codes_document, codes_expressions, codes_model, codes_text
from underneath.files.code import Code

CODES: dict[str, Code] = codes_text.CODES | codes_document.CODES | codes_expressions.CODES | codes_model.CODES
"""Code to what it is called, how it is explained, and an example of it."""


def whole(example: str) -> str:
    """The file that an example stands for: with the first lines that most of them leave out.

    >>> print(whole("facts: {coin: {outcomes: {heads: 0.5, tails: 0.5}}}"))
    underneath: 1
    people: {Sakura: {}, Kakashi: {}}
    facts: {coin: {outcomes: {heads: 0.5, tails: 0.5}}}
    """
    keys = [line.split(":")[0] for line in example.splitlines()]
    head = [line for line in codes_expressions.HEAD.splitlines() if line.split(":")[0] not in keys]
    return "\n".join([*head, example]) if "underneath" not in keys else example
