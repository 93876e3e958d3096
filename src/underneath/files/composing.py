"""Composing: from the events of the YAML parser to a tree, on a stack of our own.

What a story file does not have is refused here: tags, anchors, aliases, merge keys, further documents, keys that are
neither words nor numbers, keys that come twice.  So nothing in a file can refer to another part of it or make anything
but plain data, and what a file costs to read is bounded by its size.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import yaml

from underneath.files.problems import Problem
from underneath.files.scalars import Plain, resolve
from underneath.files.source import Source, Spot
from underneath.files.syntax import explained
from underneath.files.tree import Items, Key, Node, Scalar, Table, united, with_first

MOST_DEPTH = 50
MOST_NODES = 200_000
MOST_KEY = 500
"""How many characters a key may have: it is repeated in messages."""

MOST_TOLD = 500
"""How many problems are told before reading ends."""

Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The parser: the one in C where PyYAML has it."""


_SPACE = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"[^\s,\[\]{}]*")
_LINE = re.compile(r"[\r\n]")


class Unreadable(Exception):
    """The text cannot be read any further; why is among the problems."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet; `waiting` is the key that has no value so far.

    A key has several values if it comes several times.
    """

    start: int
    nodes: list[Node] | None = None
    keys: dict[Key, Scalar] = field(default_factory=dict)
    values: dict[Key, list[Node]] = field(default_factory=dict)
    waiting: Scalar | None = None


def compose(source: Source) -> tuple[Node | None, list[Problem]]:
    """The tree of a text, and what is wrong with it.

    There is no tree if the text cannot be read to its end, or something in it stands for nothing: what is said of the
    rest would then be beside the point.  A tag, an anchor, a key that comes twice and a second document leave a tree.
    """
    composer = _Composer(source)
    try:
        for event in _events(composer):
            composer.take(event)
        if composer.root is None:
            composer.stop(Spot(source, 0, 1), "U116", "there is nothing in this file.", "Begin with: underneath: 1")
    except Unreadable:
        return None, composer.problems
    return None if composer.lost else composer.root, composer.problems


def problem_at(spot: Spot, code: str, message: str, hint: str = "") -> Problem:
    """A problem with what stands at a spot."""
    line, column = spot.source.position(spot.start)
    return Problem(
        code, message, hint, spot.source.name, line, column, max(1, spot.end - spot.start), spot.source.line(line)
    )


def _events(composer: _Composer) -> Iterator[yaml.Event]:
    """The events of the first document."""
    text = composer.source.text
    try:
        for event in yaml.parse(text, Loader=Loader):
            yield event
            if isinstance(event, yaml.DocumentEndEvent):
                composer.refuse_more(event)
                return
    except yaml.MarkedYAMLError as error:
        offset, message, hint = explained(error, text)
        composer.stop(Spot(composer.source, offset, offset + 1), "U105", message, hint)
    except yaml.YAMLError:
        composer.stop(Spot(composer.source, 0, 1), "U105", "this cannot be read as YAML.")


class _Composer:
    """The lists and mappings that are open, innermost last."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.open: list[_Open] = []
        self.nodes = 0
        self.lost = False

    def stop(self, spot: Spot, code: str, message: str, hint: str = "") -> None:
        self.add(spot, code, message, hint)
        raise Unreadable

    def add(self, spot: Spot, code: str, message: str, hint: str = "") -> None:
        self.problems.append(problem_at(spot, code, message, hint))
        if len(self.problems) >= MOST_TOLD:
            raise Unreadable

    def take(self, event: yaml.Event) -> None:
        """Go on by one event."""
        spot = self.spot(event)
        if isinstance(event, yaml.NodeEvent):
            self.count(spot)
            self.refuse_references(event, spot)
        if isinstance(event, yaml.ScalarEvent):
            self.put(self.scalar(event, spot))
        elif isinstance(event, yaml.AliasEvent):
            self.lost = True
            self.put(Scalar(spot, "\0"))
        elif isinstance(event, yaml.CollectionStartEvent):
            self.begin(spot, isinstance(event, yaml.SequenceStartEvent))
        elif isinstance(event, yaml.CollectionEndEvent):
            self.end(spot)

    def refuse_more(self, end: yaml.DocumentEndEvent) -> None:
        """Refuse what follows the first document; the parser does not get to see it."""
        text, start = self.source.text, self.spot(end).end
        more = _content(text, start)
        if more < len(text) and (end.explicit or text.startswith("---", more)):
            self.add(Spot(self.source, more, more + 3), "U109", "a second document begins here.", "One story a file.")
        elif more < len(text):
            hint = "Top-level keys begin at the left margin, all in the same column."
            self.stop(Spot(self.source, more, more + 1), "U105", "this stands outside of the document.", hint)

    def spot(self, event: yaml.Event) -> Spot:
        """Where an event stands."""
        start, end = event.start_mark, event.end_mark
        return Spot(self.source, start.index if start else 0, end.index if end else 0)

    def count(self, spot: Spot) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self.stop(spot, "U113", f"the file has more than {MOST_NODES:,} values.", "Split the story into parts.")

    def refuse_references(self, event: yaml.NodeEvent, spot: Spot) -> None:
        """Refuse what refers to another part of the file, or to a type."""
        if event.anchor is not None:
            alias = isinstance(event, yaml.AliasEvent)
            noun, mark = ("alias", "*") if alias else ("anchor", "&")
            text = f"the {noun} '{mark}{event.anchor[:60]}' came; a story file has none."
            self.add(_word_at(spot, mark), "U108", text, _TEMPLATES)
        if getattr(event, "tag", None) is not None:
            at, hint = _word_at(spot, "!"), "Leave the tag out; put a number in quotes to make it text."
            self.add(at, "U107", f"the tag {at.text[:60]!r} came; a story file has no tags.", hint)

    def scalar(self, event: yaml.ScalarEvent, spot: Spot) -> Scalar:
        plain = event.style is None or event.style == ""
        return Scalar(spot, self.value(event.value, spot) if plain else event.value, "" if plain else str(event.style))

    def value(self, word: str, spot: Spot) -> Plain:
        try:
            return resolve(word)
        except ValueError:
            self.lost = True
            self.add(spot, "U114", "this number is too large.", "Put it in quotes if it is a word.")
            return 0

    def begin(self, spot: Spot, is_list: bool) -> None:
        if self.open and self.open[-1].nodes is None and self.open[-1].waiting is None:
            self.stop(spot, "U110", "a list or a mapping came as a key; keys are words or numbers.", _KEYS)
        if len(self.open) >= MOST_DEPTH:
            self.stop(spot, "U112", f"lists and mappings stand more than {MOST_DEPTH} deep in one another here.")
        self.open.append(_Open(spot.start, [] if is_list else None))

    def end(self, spot: Spot) -> None:
        done = self.open.pop()
        whole = Spot(self.source, done.start, spot.end)
        if done.nodes is not None:
            self.put(Items(whole, tuple(done.nodes)))
        else:
            self.put(_table(whole, done, top=not self.open))

    def put(self, node: Node) -> None:
        """Put a finished node into what is open."""
        if not self.open:
            self.root = node
            return
        inner = self.open[-1]
        if inner.nodes is not None:
            inner.nodes.append(node)
        elif inner.waiting is not None:
            inner.values.setdefault(_key(inner.waiting), []).append(node)
            inner.waiting = None
        elif isinstance(node, Scalar):
            self.name(inner, node)

    def name(self, inner: _Open, key: Scalar) -> None:
        """Take a key; one that is at fault gets a value all the same, under a name that nobody asks for."""
        if key.value is None and key.spot.text.isalpha():
            key = Scalar(key.spot, key.spot.text)  # the word null as a key is that word
        fault = _key_fault(key)
        if fault is not None:
            self.lost = True
            self.add(key.spot, *fault)
            key = Scalar(key.spot, f"\0{len(inner.keys)}")
        first = inner.keys.setdefault(_key(key), key)
        if first is not key:
            self.add(key.spot, "U106", *_twice(key, first))
        inner.waiting = key


_TEMPLATES = "Write it out; acts that are alike can share a template (acts:)."
_KEYS = "A word that is no plain word needs quotes."


def _key(node: Scalar) -> Key:
    return node.value if isinstance(node.value, (str, int, float)) else ""


def _twice(key: Scalar, first: Scalar) -> tuple[str, str]:
    """What is wrong with a key that was there already: message and hint."""
    return f"the key {key.value!r} comes twice.", f"It stands in line {first.spot.line} already; keep one of the two."


def _table(whole: Spot, done: _Open, top: bool) -> Table:
    """A finished mapping.

    Where a key came twice its first value stands.  Sections of the document, at the top, are put together instead: all
    else may hang on the names in both.
    """
    table = with_first(whole, done.keys, done.values)
    sections = {key: united([table.values[key], *nodes]) for key, nodes in table.others.items()} if top else {}
    for key, section in sections.items():
        table = table if section is None else table.with_value(key, section)
    return replace(table, others={key: nodes for key, nodes in table.others.items() if sections.get(key) is None})


def _key_fault(key: Scalar) -> tuple[str, str, str] | None:
    """What is wrong with a key: code, message and hint."""
    value = key.value
    if value == "<<" and not key.style:
        return "U111", "the merge key '<<' came; a story file has no merge keys.", _TEMPLATES
    if value is None:
        return "U110", "a key is missing before ':'.", 'An empty word would be written "".'
    if isinstance(value, bool):
        return "U110", f"the key {key.spot.text} is a truth value; keys are words or numbers.", "Put it in quotes."
    if isinstance(value, float) and math.isnan(value):
        return "U110", "the key .nan is no number; keys are words or numbers.", "Put it in quotes."
    if isinstance(value, str) and len(value) > MOST_KEY:
        return "U110", f"a key of {len(value):,} characters came; a key has at most {MOST_KEY}.", ""
    return None


def _content(text: str, start: int) -> int:
    """Where the next thing stands that is neither space nor comment; the end of the text if there is none."""
    while True:
        found = _SPACE.match(text, start)
        start = start if found is None else found.end()
        if not text.startswith("#", start):
            return start
        end = _LINE.search(text, start)
        start = len(text) if end is None else end.start()


def _word_at(spot: Spot, mark: str) -> Spot:
    """The word with a mark before it, of those that a value begins with."""
    start = max(spot.source.text.find(mark, spot.start, spot.end), spot.start)
    found = _WORD.match(spot.source.text, start)
    return Spot(spot.source, start, start if found is None else found.end())
