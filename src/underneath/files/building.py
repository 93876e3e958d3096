"""Building: from a document to a world; here what its parts have in common.

The document is read in the order of the story: numbers, people, facts, the steps of each scene; then what may name any
fact: wants, what is closed, what differs in heads.  Each declaration goes to the same draft that the builder fills, and
each fault of the draft is put down to the declaration that it came from.  What cannot be read is *spoiled*: its name
stays known, and nothing more is said of whatever uses it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

from underneath.errors import ModelError, TooLarge, suggest
from underneath.files.bounds import MOST_CELLS, MOST_COMPARED, MOST_WRITTEN, Allowance, letters
from underneath.files.checking import Gaps
from underneath.files.compiling import read_value
from underneath.files.faults import code_of
from underneath.files.lexicon import Lexicon
from underneath.files.problems import Complaint, Problems, Said, Way
from underneath.files.script import SceneNote, Step
from underneath.files.subjects import subject, value_at
from underneath.files.tree import Node, nearest
from underneath.model.draft import Draft
from underneath.model.facts import Fact, Outcome
from underneath.model.faults import listed
from underneath.model.scope import Spoiled
from underneath.model.spoken import Event, Image, Scruple, TableOf, When

T = TypeVar("T")

UNKNOWN_NAMES = frozenset({"U310", "U311", "U318"})
"""Codes of problems with a name that there is not, or not yet."""

UNKNOWN_PERSON = "U317"

PARTS_OF_NAMES = ("facts", "numbers", "scenes")
"""The parts of a file that give facts and numbers their names."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An outcome that the file tells, and where."""

    fact: str
    outcome: Outcome
    way: Way


@dataclass(slots=True)
class Building:
    """A world that is being read.

    Args:
        root: The document.
        tree: The same as a tree, for lines.
        gaps: What is not of the right shape: it was complained of, and is left alone.
        problems: What is wrong so far.
        draft: The world so far.
        upcoming: The names of all facts of the document, declared so far or not.
        changed: Whether the document is a file with something different in it.
        numbers: Named numbers.
        spoiled: Names of facts and numbers whose own declaration is at fault.
        declared: Where each fact, state and number was declared.
        origins: For each fault of the draft, where it came from.
        where: For each declaration, in the words of the model's faults, where it stands.
        terms: The wants behind each "wants of ..." of the model's faults, and where they stand.
        readers: People who see what the text shows.
        watchers: Who sees each state from the start.
        missing: What each person never thought of, and has not come to think of so far.
        steps: The items of the world so far, in the words of the file.
        scenes: The scenes so far.
        scene: The scene that is being read.
        current: The name of what is being declared.
        owner: Whose sign or act it is; empty if it is nobody's, None if that is at fault itself.
        tellings: What the file tells.
        after: What is read when all facts are known.
        hints: How many names may still be looked through for hints.
        cells: How many cells tables may still have.
        written: How many characters tables and expressions may still have.
    """

    root: Said
    tree: Node
    gaps: Gaps
    problems: Problems
    draft: Draft
    upcoming: frozenset[str]
    changed: bool = False
    numbers: dict[str, float] = field(default_factory=dict)
    spoiled: set[str] = field(default_factory=set)
    declared: dict[str, Way] = field(default_factory=dict)
    origins: list[Way] = field(default_factory=list)
    where: dict[str, Way] = field(default_factory=dict)
    terms: dict[str, list[tuple[Way, TableOf | Image | Scruple]]] = field(default_factory=dict)
    readers: list[str] = field(default_factory=list)
    watchers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    missing: dict[str, set[tuple[str, Outcome]]] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    scenes: list[SceneNote] = field(default_factory=list)
    scene: SceneNote | None = None
    current: str = ""
    owner: str | None = ""
    tellings: list[Telling] = field(default_factory=list)
    after: list[Callable[[], None]] = field(default_factory=list)
    hints: Allowance = field(default_factory=lambda: Allowance(MOST_COMPARED))
    cells: Allowance = field(default_factory=lambda: Allowance(MOST_CELLS))
    written: Allowance = field(default_factory=lambda: Allowance(MOST_WRITTEN))

    # --- the document -----------------------------------------------------------------------------------------------

    def has(self, said: Said, key: str) -> bool:
        """Whether a mapping says something under a key, and it can be read."""
        return isinstance(said.data, dict) and key in said.data and (*said.way, key) not in self.gaps

    def part(self, said: Said, key: str) -> Said | None:
        """What a mapping says under a key, if anything that can be read."""
        return said.at(key) if self.has(said, key) else None

    def parts(self, said: Said, key: str) -> list[tuple[str | int, Said]]:
        """What stands in a list or mapping under a key, with its keys or positions; nothing if it is not there."""
        part = self.part(said, key)
        return [] if part is None else list(part.items())

    def note(self, said: Said, key: str = "note") -> str:
        """Free text under a key."""
        part = self.part(said, key)
        return "" if part is None else str(part.data).strip()

    def entries(self, key: str) -> Iterator[tuple[str, Said]]:
        """What stands under the names of a top-level mapping; nothing if it is not there or not one."""
        data = self.root.data.get(key)
        if isinstance(data, dict) and (key,) not in self.gaps.ways:
            yield from ((name, Said(value, (key, name))) for name, value in data.items() if isinstance(name, str))

    def who(self, way: Way) -> str:
        """What a part of the document is called."""
        return subject(way, self.root.data)

    def line_of(self, way: Way) -> int:
        """The line on which a part of the document stands."""
        node, key = nearest(self.tree, way)
        return (node if key is None else key).spot.line

    def begin(self, name: str, owner: str | None = "") -> None:
        """Begin to read what hangs on the name of a fact, and on whose it is."""
        self.current, self.owner = name, owner

    # --- what is wrong ----------------------------------------------------------------------------------------------

    def complain(self, code: str, said: Said | Way, message: str, hint: str = "", key: bool = False) -> None:
        """Add a problem."""
        way = said.way if isinstance(said, Said) else said
        self.problems.add(code, way, message, hint=hint, key=key)

    def declare(self, way: Way, declare: Callable[[], T]) -> T | None:
        """Let the draft take something in; its faults are put down to the way."""
        try:
            return declare()
        except TooLarge as error:
            self.complain("U409", way, f"{error}.")
            return None
        finally:
            self.origins += [way] * (len(self.draft.faulty) - len(self.origins))

    def attempt(self, said: Said, read: Callable[[], T]) -> T | None:
        """What `read` gives; a fault of the model is a problem where it is said, and gives None."""
        try:
            return read()
        except Spoiled:
            return None
        except (ModelError, TooLarge) as error:
            self.complain(code_of(type(error)), said, str(error))
            return None

    def read(self, said: Said, read: Callable[[Lexicon, Problems], T | None], before: int | None = None) -> T | None:
        """What a reader of `files/compiling.py` gives; names that only come later are told from unknown ones.

        Args:
            said: What is read, for problems with its size.
            read: The reader.
            before: The bare name of a state is its newest version before this fact; None: its newest.
        """
        if self.cells.left < 0 or not self._affords(said):
            return None
        found = Problems()
        value = read(Lexicon(self.draft.scope, self.numbers, self.spoiled, before, self.hints, self.owner), found)
        self.problems.found += [self._reworded(c) for c in found.found if not self._is_spoiled(c.code)]
        if not self.cells.spend(self._cells(value)):
            text = f"with this, the tables of the file have more than {MOST_CELLS:,} cells."
            self.complain("U409", said, text, "Let tables hang on fewer facts.")
        return value

    def _affords(self, said: Said) -> bool:
        """Whether there is room for one more table or expression."""
        if self.written.left < 0:
            return False
        if not self.written.spend(letters(said.data)):
            text = f"with this, the tables and expressions of the file have more than {MOST_WRITTEN:,} characters."
            self.complain("U223", said, text, "Split the story into parts.")
        return self.written.left >= 0

    def _cells(self, value: object) -> int:
        """How many cells were made to read something."""
        if isinstance(value, TableOf):
            return int(value.p.size) if isinstance(value.p, np.ndarray) else 0
        given = value.given or () if isinstance(value, (When, Event)) else ()
        return math.prod(len(self.draft.scope.fact(str(name), "").outcomes) for name in given)

    def _is_spoiled(self, code: str) -> bool:
        """Whether a name may be unknown only because the part of the file that has it cannot be read."""
        parts = PARTS_OF_NAMES if code in UNKNOWN_NAMES else ("people",) if code == UNKNOWN_PERSON else ()
        return any((part,) in self.gaps.ways for part in parts)

    def _reworded(self, complaint: Complaint) -> Complaint:
        word = self._word(complaint)
        if complaint.code not in UNKNOWN_NAMES or word in self.declared or word not in self.upcoming:
            return complaint
        text, hint = f"{word!r} comes later in the story; what comes before cannot hang on it.", "Move one of the two."
        if word == self.current:
            text, hint = f"{word!r} hangs on itself; a fact hangs only on what comes before it.", ""
        return Complaint("U216", complaint.way, text, hint, complaint.span, complaint.key)

    def _word(self, complaint: Complaint) -> str:
        """The name that a complaint is about."""
        value = value_at(self.root.data, complaint.way)
        if not isinstance(value, str) or complaint.span is None:
            return value if isinstance(value, str) else ""
        start, length = complaint.span
        return value[start : start + length].strip("`")

    # --- names ------------------------------------------------------------------------------------------------------

    @property
    def minds(self) -> list[str]:
        """The people of the story."""
        return self.draft.scope.minds

    def spoil(self, name: object, said: Said) -> None:
        """Take a name for that of something that cannot be read."""
        if isinstance(name, str):
            self.spoiled.add(name)
            self.draft.scope.spoiled.add(name)
            self.declared.setdefault(name, said.way)

    def close(self, word: str, known: Sequence[str]) -> str:
        """A hint for a misspelt name, or nothing."""
        return suggest(word, known) if self.hints.spend(len(known)) else ""

    def person(self, said: Said, key: bool = False) -> str | None:
        """A person by name; None, and a problem, if there is nobody of that name."""
        name = said.data
        if not isinstance(name, str) or name in self.draft.scope.spoiled_minds:
            return None
        if name not in self.minds and not self._is_spoiled(UNKNOWN_PERSON):
            text = f"{self.who(said.way)}: {name!r} is nobody in this story (people: {listed(self.minds) or 'none'})."
            self.complain("U204", said, text, self.close(name, self.minds), key)
        return name if name in self.minds else None

    def people(self, said: Said | None) -> tuple[str, ...]:
        """People by name, one or several."""
        found = [] if said is None else [self.person(word) for word in said.words()]
        return tuple(dict.fromkeys(name for name in found if name is not None))

    def fact(self, said: Said, key: bool = False) -> Fact | None:
        """A fact by name; None, and a problem, if there is none."""
        word, scope, who = said.data, self.draft.scope, self.who(said.way)
        if not isinstance(word, str) or word in self.spoiled:
            return None
        if scope.taken(word):
            return self.attempt(said, lambda: scope.fact(word, who))
        if self._is_spoiled("U318"):
            return None
        if word in self.upcoming and word not in self.declared:
            self.complain("U216", said, f"{who}: {word!r} comes later in the story.", "Move one of the two.", key)
        else:
            text = f"{who}: {word!r} is no fact of this story (facts: {listed(scope.names()) or 'none'})."
            self.complain("U205", said, text, self.close(word, scope.names()), key)
        return None

    def named_fact(self, name: object, said: Said) -> Fact | None:
        """The fact that the key of a value names."""
        return self.fact(Said(name, said.way), key=True)

    def outcome(self, said: Said, fact: Fact) -> Outcome | None:
        """The outcome of a fact that a value means; None, and a problem, if there is none."""
        return self.label(said, fact.outcomes, fact.state or fact.name)

    def label(self, said: Said, outcomes: tuple[Outcome, ...], name: str, key: bool = False) -> Outcome | None:
        """The one of some outcomes that a value, or a key, means; None, and a problem, if there is none."""
        found = Problems()
        value = read_value(said, outcomes, found, name)
        self.problems.found += [replace(complaint, key=key) for complaint in found.found]
        return value
