"""Faults of the model in a file's terms: the code that each has, and the words."""

from __future__ import annotations

_CODES = {
    "BadTable": "U402",
    "BadNumber": "U403",
    "BadOrder": "U404",
    "BadMenu": "U405",
    "NotWellFounded": "U407",
    "BadPath": "U408",
    "TooLarge": "U409",
}
"""The code of a fault of the model, by the error that it is; of any other it is U400."""

_WORDS = (
    (" Make it a sign: by=...", " Let it be a sign of theirs: sign, by."),
    (": after=...", ", with the key `after`."),
    (" See w.unaware.", ""),
)
"""What the builder's faults say in terms of Python, and what a file has for it."""


def code_of(kind: type[BaseException]) -> str:
    """The code of a fault of the model."""
    return next((_CODES[base.__name__] for base in kind.__mro__ if base.__name__ in _CODES), "U400")


def plainly(message: str) -> str:
    """A fault in words of the file, where the builder's are others.

    >>> plainly("Read the image after 'joke': after=...")
    "Read the image after 'joke', with the key `after`."
    """
    for said, meant in _WORDS:
        message = message.replace(said, meant)
    return message
