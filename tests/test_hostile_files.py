"""Hostile files: whatever a file says, it is refused with errors of ours or tells a story; it never hangs or swells.

Every command runs in a process of its own (`hostile_runs.py`), and is measured as a user's would be.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import underneath as un
from mutants import bytewise, gentle, structural
from underneath.files.loading import load, loads, shipped
from underneath.files.script import Script

STORIES = Path(un.__file__).parent / "stories"
RUNNER = Path(__file__).parent / "hostile_runs.py"
LONG = "with-one-long-kiss"
SECONDS, MIB = 5.0, 1024
BATCHES, BATCH = 20, 100

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and held by limits of Unix")


def runs(folder: Path, commands: Sequence[list[str]]) -> list[dict[str, Any]]:
    """What came of commands, each in a process of its own."""
    (folder / "runs.json").write_text(json.dumps(commands), encoding="utf-8")
    done = subprocess.run([sys.executable, RUNNER, folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def refuse_harm(commands: Iterable[list[str]], found: Iterable[dict[str, Any]]) -> None:
    """Refuse a fault of ours, a hang and a swelling, with the file that made it."""
    for command, ended in zip(commands, found, strict=True):
        file = next((Path(word) for word in command if word.endswith(".yaml")), None)
        said = f"{command}\n{ended}\n{file.read_bytes()[:3000].decode(errors='replace') if file else ''}"
        assert ended["code"] in (0, 1, 2), said
        assert not ended["traceback"], said
        assert ended["seconds"] < SECONDS, said
        assert ended["mib"] < MIB, said


# --- mutants of whole stories -----------------------------------------------------------------------------------------


def _commands(script: Script) -> list[Callable[[str], list[str]]]:
    """Every command, with names of a story before it was changed."""
    person = next(p.name for p in script.people if not p.reader)
    act = next(step for step in script.steps if step.kind == "act")
    plain = (
        *("check", "run", "run --no-ask --feelings", "run --format json", "ask", "trace --no-feelings", "schema"),
        *("check --strict --format json", "simulate -n 3", f"expect STORY {act.name}"),
    )
    spoken = [
        *([*words.split()] for words in plain),
        ["why", "STORY", person, act.name],
        ["feel", "STORY", person],
        ["whatif", "STORY", f"{act.name}={act.told}", "--ask", f"{person}: {act.name}", "--expect", act.name],
    ]
    return [lambda file, said=said: _filled(said, file) for said in spoken]


def _filled(said: list[str], file: str) -> list[str]:
    if "STORY" in said:
        return [file if word == "STORY" else word for word in said]
    return [said[0], file, *said[1:]]


def _quick(script: Script) -> list[Callable[[str], list[str]]]:
    """Commands of a story whose whole run takes longer than one question may: some questions at a time."""
    plain = (
        *("check --quick", "run --no-ask", "schema", "expect STORY wink", "feel STORY Sakura --step joke"),
        *("why STORY Kakashi feeling@1", "trace --no-feelings --no-branches --path Kakashi"),
        "whatif STORY joke=joke --ask wink",
    )
    asked = [["ask", "-q", str(at)] for at in range(1, len(script.questions) + 1, 4)]
    spoken = [*([*words.split()] for words in plain), *asked]
    return [lambda file, said=said: _filled(said, file) for said in spoken]


def _mutants(batch: int, folder: Path) -> Iterator[list[str]]:
    """Broken copies of the small stories, and for one file in ten of the longest, each with a command to run on it."""
    rng = random.Random(batch)
    names = [LONG] if batch % 10 == 9 else [name for name in shipped() if name != LONG]
    sources = {name: (STORIES / f"{name}.yaml").read_text(encoding="utf-8") for name in names}
    commands = {name: (_quick if name == LONG else _commands)(load(name)) for name in names}
    for number in range(BATCH):
        name, path = rng.choice(names), folder / f"{batch}-{number}.yaml"
        (mutate,) = rng.choices([structural, bytewise, gentle], [0.45, 0.35, 0.2])
        path.write_bytes(mutate(sources[name], rng))
        yield rng.choice(commands[name])(str(path))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_mutated_stories(batch: int, tmp_path: Path) -> None:
    """Stories with broken bytes or a broken structure are refused by name and place, or are told."""
    commands = list(_mutants(batch, tmp_path))
    found = runs(tmp_path, commands)
    refuse_harm(commands, found)
    codes = Counter(ended["code"] for ended in found)
    assert codes[1] >= BATCH / 10, codes
    assert codes[0] >= BATCH / 10, codes


@pytest.mark.parametrize("name", shipped())
def test_a_copy_without_an_edit_tells_the_same_story(name: str) -> None:
    """What breaks a mutant is its edits: read, written and read again, the story is the same."""
    source = (STORIES / f"{name}.yaml").read_text(encoding="utf-8")
    whole, copy = load(name), loads(structural(source, random.Random(0), edits=0).decode())
    assert (copy.steps[-1].name, len(copy.steps)) == (whole.steps[-1].name, len(whole.steps))
    assert [query.text for query in copy.questions] == [query.text for query in whole.questions]
    assert copy.story.told == whole.story.told


# --- documents made to break a reader ---------------------------------------------------------------------------------

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
    commands = [[command, str(path)] for command in ("check", "run", "trace", "schema")]
    refuse_harm(commands, runs(tmp_path, commands))


# --- worlds made to be too large --------------------------------------------------------------------------------------


def _clues(count: int, after: str = "") -> str:
    """A kind that B has, and clues about it that A alone sees."""
    clues = "".join(
        f"      - {{sign: s{k}, by: B, outcomes: [no, yes], p: {0.9 - 0.01 * k:.2f} if kind == x else"
        f" {0.1 + 0.005 * k:.3f}, seen_by: [A], told: yes}}\n"
        for k in range(count)
    )
    return (
        f"{HEAD}facts: {{kind: {{of: B, outcomes: {{x: 0.5, y: 0.5}}, told: x}}}}\n"
        "wants: {A: [{name: fit, utils: \"1 if (go == 'go') == (kind == x) else 0\"}]}\n"
        f"scenes:\n  - scene: s\n    steps:\n{clues}"
        f"      - {{act: go, by: A, menu: [go, stay], told: go}}\n{after}"
    )


def _game(acts: int) -> str:
    """Two players who move in turn, in the open, and each want something of every move."""
    steps = "".join(f"      - {{act: a{k}, by: {'AB'[k % 2]}, menu: [go, stay], told: go}}\n" for k in range(acts))
    wants = [f"{{name: x{k}, utils: \"1 if (a{k} == 'go') == (kind == x) else 0.1\"}}" for k in range(acts)]
    return (
        f"{HEAD}habit: uniform\nfacts: {{kind: {{of: A, outcomes: {{x: 0.5, y: 0.5}}, told: x}}}}\n"
        f"wants: {{A: [{', '.join(wants)}], B: [{', '.join(reversed(wants))}]}}\n"
        f"scenes:\n  - scene: s\n    steps:\n{steps}"
    )


def _levels(level: int) -> str:
    """Two minds in doubt of very many levels of each other."""
    people = f"{{A: {{level: {level}, levels: {{poisson: 1.5}}}}, B: {{level: {level}, levels: {{poisson: 1000}}}}}}"
    return _game(3).replace("{A: {level: 1}, B: {level: 2}}", people)


def _long(steps: int) -> str:
    """A long story of plain signs."""
    signs = "".join(
        f"      - {{sign: s{k}, by: A, outcomes: [no, yes], p: 0.6 if kind == x else 0.5, told: yes}}\n"
        for k in range(steps)
    )
    return (
        f"{HEAD}facts: {{kind: {{of: A, outcomes: {{x: 0.5, y: 0.5}}, told: x}}}}\n"
        f"scenes:\n  - scene: s\n    steps:\n{signs}"
    )


def _bits(count: int, path: str) -> str:
    """Facts that nobody sees, and a question about all of them."""
    names = [f"f{k}" for k in range(count)]
    facts = "".join(f"  {name}: {{outcomes: {{a: 0.5, b: 0.5}}}}\n" for name in names)
    return f"{HEAD}facts:\n{facts}ask: [{{belief: [{', '.join(names)}], of: {path}}}]\n"


def _path(length: int) -> str:
    return " > ".join("AB"[k % 2] for k in range(length))


def _crowd(people: int, scenes: int) -> str:
    """A crowd in which everybody has a secret, acts on it in turn, and nothing is said about what to watch."""
    names = [f"p{k}" for k in range(people)]
    secrets = "".join(f"  f{k}: {{of: p{k}, outcomes: {{x: 0.5, y: 0.5}}, told: x}}\n" for k in range(people))
    wants = "".join(
        f"  p{k}: [{{name: w, utils: \"1 if (a{k} == 'go') == (f{k} == x) else 0\"}}]\n" for k in range(scenes)
    )
    steps = "".join(
        f"  - {{scene: s{k}, steps: [{{act: a{k}, by: p{k}, menu: [go, stay], told: go}}]}}\n" for k in range(scenes)
    )
    return (
        f"underneath: 1\nhabit: uniform\npeople: {{{', '.join(f'{name}: {{level: 2}}' for name in names)}}}\n"
        f"facts:\n{secrets}wants:\n{wants}scenes:\n{steps}"
    )


def _views(people: int, asks: str) -> str:
    """A fact that one person knows, and glimpses of it that the others may have had."""
    names = [f"p{k}" for k in range(people)]
    views = "".join(f"      - {{view: v{k}, by: p{k}, of: k, clear: 0.7, told: x}}\n" for k in range(1, people))
    return (
        f"underneath: 1\nhabit: uniform\npeople: {{{', '.join(f'{name}: {{level: 3}}' for name in names)}}}\n"
        f"facts: {{k: {{of: p0, outcomes: {{x: 0.5, y: 0.5}}, told: x}}}}\n"
        f"scenes:\n  - scene: s\n    steps:\n{views}{asks}"
    )


def _worlds(count: int) -> str:
    """Very many changed worlds, each with a question that fills much memory."""
    asked = "ask: [{mutual: k == x, among: everyone, p: 0.6, n: 3}]"
    worlds = "".join(
        f"  - {{what_if: {{facts: {{k: {{outcomes: {{x: 0.3{at:02}, y: rest}}}}}}}}, {asked}}}\n" for at in range(count)
    )
    return _views(11, f"ask:\n{worlds}")


KNOWING = "ask: [{who_knows: v1, orders: 6}]\n"

LARGE = {
    "many changed worlds": _worlds(12),
    "who knows that who knows that who knows": _views(9, "ask: [{who_knows: v1, orders: 6}]\n"),
    "a story that allows itself a day": "time_limit: 24 h\nlimit: 64 GiB\n"
    + _views(9, "ask: [{who_knows: v1, orders: 6}]\n"),
    "a crowd with secrets": _crowd(120, 20),
    "what another makes of many clues": _clues(22, "ask: [{belief: kind, of: B > A}, {expect: go, by: B}]\n"),
    "who knows, after many clues": _clues(18, "ask: [{who_knows: kind, orders: 2}]\n"),
    "what if, with many clues": _clues(24, "ask: [{what_if: {kind: y}, ask: [{belief: kind, of: B > A}]}]\n"),
    "a course of draws": _clues(
        20, "ask: [{what_if: {kind: y}, follow: {samples: 1000000}, ask: [{belief: kind, of: B > A}]}]\n"
    ),
    "a game of many moves": _game(54),
    "many levels in doubt": _levels(3000) + "ask: [{belief: kind, of: A > B > A}]\n",
    "a long path": _bits(1, _path(40_000)),
    "a path as long as may be": _bits(1, _path(100)),
    "a joint of many facts": _bits(21, "A"),
    "a joint of very many facts": _bits(60, "A"),
    "mutual belief to a great depth": _clues(16, "ask: [{mutual: kind == x, among: [A, B], p: 0.5, n: 1000}]\n"),
    "a long note": _long(1) + "about: " + "x" * 400_000 + "\nstory: " + "y z " * 100_000 + "\n",
    "a long story": _long(1_900) + "ask: [{why: kind, of: B, outcome: x}]\n",
}


@pytest.mark.parametrize("name", LARGE)
def test_worlds_that_are_too_large(name: str, tmp_path: Path) -> None:
    """Worlds whose questions would take hours, or all memory, are answered as far as they can be, and no further."""
    path = tmp_path / "large.yaml"
    path.write_text(LARGE[name], encoding="utf-8")
    commands = [["check", str(path)], ["run", str(path)], ["simulate", str(path), "-n", "2"]]
    refuse_harm(commands, runs(tmp_path, commands))


def test_the_stories_behind_the_large_worlds_can_be_told() -> None:
    """What is refused is their size: the same worlds, made small, are answered."""
    for text in (_clues(3), _game(4), _levels(3), _long(3), _crowd(3, 2), _views(3, ""), _worlds(1), _bits(3, "A")):
        script = loads(text)
        assert script.story.belief(script.people[1].name, script.facts[0].name).probabilities.sum() == pytest.approx(1)


def test_every_shipped_story_is_read() -> None:
    """The stories that the mutants come from are whole."""
    assert len(shipped()) >= 4
    for name in shipped():
        assert load(name).story.told
