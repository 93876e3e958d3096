"""Broken copies of stories: of their bytes, and of their structure.  The same seed gives the same copy."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

from underneath.files.composing import compose
from underneath.files.emitting import emit
from underneath.files.source import Source
from underneath.files.tree import data_of

Places = list[tuple[Any, Any]]

SNIPPETS = [
    *("\t", "\n", ": ", "- ", "{", "}", "[", "]", "&a ", "*a", "!!python/object ", "|", ">", "#", "'", '"', "? "),
    *("---\n", "...\n"),
    *("<<: ", "\x00", "\x07", "\ufeff", "\u2028", "é", "🙂", "%YAML 1.1\n", "@", "`", "{by}", "{nobody}", " > "),
    *(
        "1e309",
        "-1",
        ".nan",
        ".inf",
        "0x10",
        "12:30",
        "no",
        "null",
        "~",
        "9" * 400,
        "x" * 3000,
        "(" * 300,
        "not " * 200,
    ),
]

WORDS: list[Any] = [
    *("", "no", "yes", "nothing", "Sakura", "Kakashi", "everyone", "present", "by", "rest", "uniform", "common"),
    *(
        "* > nobody",
        ">",
        "a > a > a",
        "1/0",
        "exp(1000)",
        "a == b",
        "heart ==",
        "((((",
        "believes(x, y)",
        "-1",
        "0",
        "2",
    ),
    *("1e400", "nan", "0.5", [], {}, [[]], {"p": {}}, ["a", "a"], {"": ""}, {"when": "true"}, 10**30, -1, 0, 1.5),
    *(None, True, "scene"),
]


def bytewise(source: str, rng: random.Random) -> bytes:
    """A copy with a few of its bytes cut, doubled, swapped or replaced."""
    text = bytearray(source.encode())
    for _ in range(rng.randint(1, 6)):
        start = rng.randrange(len(text) + 1)
        end = min(len(text), start + rng.choice([1, 1, 2, 5, 40, 400]))
        part = bytes(text[start:end])
        text[start:end] = rng.choice(
            [
                b"",
                part + part,
                part[::-1],
                rng.choice(SNIPPETS).encode(),
                bytes(rng.randrange(256) for _ in range(min(4, len(part)))),
            ]
        )
    return bytes(text)


def structural(source: str, rng: random.Random, edits: int | None = None) -> bytes:
    """A copy with a few of its parts dropped, moved, renamed, nudged, or replaced by other parts or words.

    What is read and written is what the format reads and writes: with no edits the copy tells the same story.
    """
    root, problems = compose(Source("whole", source))
    assert root is not None
    assert not problems
    document = data_of(root)
    for _ in range(rng.randint(1, 4) if edits is None else edits):
        rng.choice(_EDITS)(list(_places(document)), rng)
    return emit(document).encode("utf-8", errors="surrogatepass")


def gentle(source: str, rng: random.Random) -> bytes:
    """A copy with a few other numbers: most of these can be told, and what comes of them is computed."""
    root, _ = compose(Source("whole", source))
    assert root is not None
    document = data_of(root)
    for _ in range(rng.randint(1, 3)):
        _nudge(list(_places(document)), rng)
    return emit(document).encode()


def _places(part: Any) -> Iterator[tuple[Any, Any]]:
    """Every container with every key that it has."""
    keys = list(part) if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else ()
    for key in keys:
        yield part, key
        yield from _places(part[key])


def _drop(places: Places, rng: random.Random) -> None:
    container, key = rng.choice(places)
    if isinstance(container, dict) or key < len(container):
        container.pop(key)


def _replace(places: Places, rng: random.Random) -> None:
    container, key = rng.choice(places)
    if isinstance(container, dict) or key < len(container):
        container[key] = copy.deepcopy(rng.choice(WORDS))


def _copy(places: Places, rng: random.Random) -> None:
    (source, key), (target, at) = rng.choice(places), rng.choice(places)
    if isinstance(target, dict):
        target[at] = copy.deepcopy(source[key])
    else:
        target.insert(at, copy.deepcopy(source[key]))


def _rename(places: Places, rng: random.Random) -> None:
    named = [place for place in places if isinstance(place[0], dict)]
    container, key = rng.choice(named)
    container[str(rng.choice([rng.choice(named)[1], rng.choice(WORDS), f"{key}x"]))] = container.pop(key)


def _nudge(places: Places, rng: random.Random) -> None:
    """Another number where one stood; of a row of probabilities some mass goes from one to another."""
    numbers = [(container, key) for container, key in places if _is_number(container[key]) and key != "underneath"]
    if not numbers:
        return
    container, key = rng.choice(numbers)
    row = list(container) if isinstance(container, dict) else range(len(container))
    if len(row) > 1 and all(_is_number(container[k]) for k in row) and abs(sum(container[k] for k in row) - 1) < 1e-9:
        other = rng.choice([k for k in row if k != key])
        mass = container[key] * rng.choice([0.5, 0.1, 1])
        container[key], container[other] = container[key] - mass, container[other] + mass
    elif isinstance(container[key], int):
        container[key] = rng.choice([0, 1, 2, 3])
    else:
        container[key] *= rng.choice([0, 0.5, 0.9, 1.1])


def _is_number(value: object) -> bool:
    return type(value) in (int, float)


def _swap(places: Places, rng: random.Random) -> None:
    """A word where another of the same document stood."""
    words = [(container, key) for container, key in places if isinstance(container[key], str)]
    (container, key), (other, at) = rng.choice(words), rng.choice(words)
    container[key] = other[at]


def _shuffle(places: Places, rng: random.Random) -> None:
    lists = [container[key] for container, key in places if isinstance(container[key], list)]
    if lists:
        rng.shuffle(rng.choice(lists))


_EDITS: list[Callable[[Places, random.Random], None]] = [
    *(_drop, _replace, _replace, _copy, _rename, _shuffle, _nudge, _swap)
]
