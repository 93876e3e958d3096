"""Calls that any expression may make: `min`, `max`, `abs`, `exp` and the natural logarithm, of numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

from underneath.files.cells import COUNTS, NUMBERS
from underneath.files.meanings import CallRule, Meaning, Sentence
from underneath.files.nodes import Call
from underneath.files.operators import computed


def log(value: float) -> float:
    """Natural logarithm, minus infinity at zero.

    Raises:
        ValueError: If it is negative.
    """
    return math.log(value) if value else -math.inf


def _function(function: Callable[..., Any], call: Call, sentence: Sentence) -> Meaning:
    arguments = [sentence.needed(argument, COUNTS) for argument in call.arguments]
    return Meaning(computed(function, arguments, call, sentence, boundless=function is log), NUMBERS)


FUNCTIONS = {
    "min": CallRule(partial(_function, min), 2, math.inf, "two or more are"),
    "max": CallRule(partial(_function, max), 2, math.inf, "two or more are"),
    "abs": CallRule(partial(_function, abs), 1, 1, "one is"),
    "exp": CallRule(partial(_function, math.exp), 1, 1, "one is"),
    "log": CallRule(partial(_function, log), 1, 1, "one is"),
}
"""The calls by name."""
