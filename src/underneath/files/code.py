"""Code: what a kind of problem is called and how it is explained, with an example of it and of the same put right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem.

    Args:
        title: A few words.
        explanation: One or two sentences: what is wrong, and what to do.
        wrong: A part of a story file that has the problem.
        right: The same part without it.
    """

    title: str
    explanation: str
    wrong: str
    right: str
