"""Hostile files: whatever a file says, it is refused with errors of ours or tells a story; it never hangs or swells."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice, pairwise
from pathlib import Path

import pytest

import underneath as un
from mutants import bytewise, structural
from underneath.explain.answers import answer
from underneath.files.loading import load, shipped
from underneath.files.script import Script

STORIES = Path(un.__file__).parent / "stories"
SECONDS = 5.0
MIB = 2**20
BATCHES, BATCH = 20, 100


def open_file(path: Path) -> str:
    """What comes of a file: it is refused, or it tells a story, whose first questions are answered or refused."""
    try:
        script = load(path)
    except un.BadFile as error:
        return _with_places(error)
    for ask in islice(_questions(script), 4):
        with suppress(un.UnderneathError):
            ask()
    return "told"


def _with_places(refusal: un.BadFile) -> str:
    assert refusal.problems
    assert all(p.line >= 1 and p.column >= 1 and p.message for p in refusal.problems)
    return "refused"


def _questions(script: Script) -> Iterator[Callable[[], object]]:
    for watch in script.watch:
        yield lambda watch=watch: script.story.belief(watch.path, watch.about)
    for query in script.questions:
        yield lambda query=query: answer(script, query)


def within_bounds(path: Path) -> str:
    """The same, in no more time and memory than any file may take."""
    started = time.process_time()
    found = open_file(path)
    assert time.process_time() - started < SECONDS, path.read_bytes()[:2000]
    # The peak of the whole process, tests before this one included: only a bound from above.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 < 1024 * MIB
    return found


def _sources(batch: int) -> list[str]:
    """The small stories, and for one file in ten the longest one."""
    texts = sorted((path.read_text(encoding="utf-8") for path in STORIES.glob("*.yaml")), key=len)
    return texts[-1:] if batch % 10 == 9 else texts[:-1]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_mutated_stories(batch: int, tmp_path: Path) -> None:
    """Stories with broken bytes or a broken structure are refused by name and place, or are stories."""
    rng, found = random.Random(batch), set()
    sources = _sources(batch)
    for number in range(BATCH):
        mutate = structural if rng.random() < 0.6 else bytewise
        path = tmp_path / f"{batch}-{number}.yaml"
        path.write_bytes(mutate(rng.choice(sources), rng))
        found.add(within_bounds(path))
    assert "refused" in found


HEAD = "underneath: 1\npeople: {A: {level: 1}, B: {level: 2}}\n"

HUGE: dict[str, str | bytes] = {
    "nothing": "",
    "a null byte": b"\x00",
    "not text": bytes(range(256)) * 10,
    "half a character": "underneath: 1\nstory: é".encode()[:-1],
    "another encoding": "underneath: 1\n".encode("utf-16"),
    "a deep list": "[" * 100_000,
    "a deep list, closed": "[" * 5_000 + "]" * 5_000,
    "deep mappings": "{a: " * 20_000,
    "deep blocks": "".join(" " * k + "a:\n" for k in range(900)),
    "deep questions": "? " * 50_000,
    "deep dashes": "- " * 50_000,
    "a long line": HEAD + "about: " + "x" * 900_000,
    "a long key": HEAD + "x" * 900_000 + ": 1",
    "too many bytes": HEAD + "about: " + "x" * 3_000_000,
    "many keys": HEAD + "".join(f"k{n}: {n}\n" for n in range(60_000)),
    "the same key": HEAD + "a: 1\n" * 60_000,
    "many quotes": HEAD + "about: " + '"' * 100_001,
    "many anchors": HEAD + "".join(f"k{n}: &a{n} {n}\n" for n in range(30_000)),
    "laughing aliases": "a: &a [x,x,x]\n" + "".join(f"{c}: &{c} [*{p},*{p}]\n" for p, c in pairwise("abcdefghi")),
    "many documents": "---\n" * 100_000,
    "many comments": "# x\n" * 200_000,
    "many facts": HEAD + "facts:\n" + "".join(f"  f{n}: {{outcomes: [a, b], p: 0.5}}\n" for n in range(5_000)),
    "many outcomes": HEAD + f"facts:\n  f: {{outcomes: [{', '.join(f'o{n}' for n in range(50_000))}], p: uniform}}\n",
    "many people": "underneath: 1\npeople:\n" + "".join(f"  p{n}: {{level: 2}}\n" for n in range(5_000)),
    "a wide table": HEAD
    + "facts:\n"
    + "".join(f"  f{n}: {{outcomes: [a, b, c, d, e, f, g, h], p: uniform}}\n" for n in range(20))
    + "  g: {outcomes: [x, y], p: 0.5 if "
    + " and ".join(f"f{n} == a" for n in range(20))
    + " else 0.1}\n",
    "a deep expression": HEAD + "facts: {f: {outcomes: [a, b], p: " + "(" * 400 + "1" + ")" * 400 + "}}\n",
    "a long expression": HEAD + "facts: {f: {outcomes: [a, b], p: " + "+".join(["0.001"] * 20_000) + "}}\n",
    "many negations": HEAD + "facts: {f: {outcomes: [a, b], p: " + "-" * 900 + "1}}\n",
    "a huge power": HEAD + "numbers: {a: exp(700), b: a * a, c: b - b, d: 1 / (a - a)}\n",
    "a number in hex": HEAD + "numbers: {a: 0x" + "f" * 250 + "}\n",
    "a discount of powers": "underneath: 1\npeople: {A: {discount: 1e300}}\nfacts: {}\n",
    "levels without end": "underneath: 1\npeople: {A: {level: 100000000000}, B: {level: 1e300}}\nfacts: {}\n",
    "a limit of nothing": HEAD + "limit: 0\nfacts: {f: {outcomes: {a: 0.5, b: 0.5}}}\nwatch: [{of: A, about: f}]\n",
    "a limit beyond all": HEAD + "limit: 1e300 GiB\nfacts: {f: {outcomes: {a: 0.5, b: 0.5}}}\n",
    "templates in circles": HEAD
    + "acts: {a: {menu: ['{this}', '{by}{by}{by}']}}\n"
    + "scenes: [{scene: s, steps: [{act: '{this}', like: a, by: '{by}'}]}]\n",
}


@pytest.mark.parametrize("name", HUGE)
def test_deep_huge_and_adversarial_documents(name: str, tmp_path: Path) -> None:
    """Documents made to break a reader are refused, or read, in bounded time and memory."""
    path, text = tmp_path / "hostile.yaml", HUGE[name]
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    within_bounds(path)


def test_every_shipped_story_is_read() -> None:
    """The stories that the mutants come from are whole."""
    assert len(shipped()) >= 4
    for name in shipped():
        assert load(name).story.told
