"""Testimony: somebody's word, as a sign that hangs on what is so (or on what they believe), and on whether to trust it.

Who can be trusted says what is so with probability `accuracy`, and anything else of what they may say equally often;
where they have no word for what is so, they say anything equally often.  Who cannot be trusted says things by a row of
its own.  So what is said moves the belief in the fact and the trust together.  Here it is written out as a sign's
table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from underneath.files.building import Building
from underneath.files.cells import name_written, written
from underneath.files.compiling import read_table
from underneath.files.facts import Drawn, declare, finish, is_new, read_labels
from underneath.files.people import number_of
from underneath.files.presence import Stage, observers
from underneath.files.problems import Said
from underneath.files.staging import actor_of, cast_of
from underneath.files.tokens import quoted
from underneath.model.amounts import read_share
from underneath.model.facts import Cause, Fact, Outcome
from underneath.model.faults import listed
from underneath.model.spoken import TableOf

Row = dict[Outcome, Any]


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody may say of a fact.

    Args:
        about: The fact.
        says: What they may say.
        accuracy: How often they say what is so, if they can be trusted.
        trust: The condition, as an expression, under which they can be; empty if they always can.
        otherwise: What they say if they cannot be, in any form of a table.
    """

    about: Fact
    says: tuple[Outcome, ...]
    accuracy: float
    trust: str = ""
    otherwise: Any = "uniform"

    def of_fact(self) -> list[Any]:
        """The cases of a table, if they go by what is so."""
        name = name_written(self.about.name)
        trusted = f"{self.trust} and " if self.trust else ""
        cases = [{"when": f"{trusted}{name} == {written(o)}", "p": self.row(o)} for o in self.about.outcomes]
        return [*cases, *self._else()]

    def of_belief(self, by: str) -> list[Any]:
        """The cases of a table, if they go by their own belief."""
        row = {word: self._share(by, word) for word in self.says}
        return [{"when": self.trust, "p": row}, *self._else()] if self.trust else [{"otherwise": row}]

    def row(self, outcome: Outcome) -> Row:
        """What they say if they can be trusted and that is so."""
        count = len(self.says)
        if outcome not in self.says or count == 1:
            return dict.fromkeys(self.says, 1 / count)
        return {word: self.accuracy if word == outcome else (1 - self.accuracy) / (count - 1) for word in self.says}

    def _share(self, by: str, word: Outcome) -> Any:
        """How often they say a word, as an expression of what they believe."""
        count, name = len(self.says), name_written(self.about.name)
        if count == 1:
            return 1
        wrong = (1 - self.accuracy) / (count - 1)
        hit = f"believes({quoted(by)}, {name} == {written(word)})" if word in self.about.outcomes else "0"
        said = [written(o) for o in self.says if o in self.about.outcomes]
        other = len(said) < len(self.about.outcomes)
        silent = (
            f"believes({quoted(by)}, not ({name} in [{', '.join(said)}]))" if said and other else "0" if said else "1"
        )
        return f"{self.accuracy!r} * {hit} + {wrong!r} * (1 - {hit} - {silent}) + {silent} / {count}"

    def _else(self) -> list[Any]:
        return [{"otherwise": self.otherwise}] if self.trust else []


def read_testimony(building: Building, said: Said, stage: Stage) -> None:
    """Somebody's word."""
    name = said.data["testimony"]
    if not is_new(building, name, said, "testimony"):
        return
    cast, about = cast_of(building, said, stage), building.fact(said.at("about"))
    by, says = actor_of(building, said, cast), () if about is None else _says(building, said, about)
    if by is None or cast is None or about is None or not says:
        building.spoil(name, said)
        return
    building.begin(name, by)
    table = _table(building, said, by, about, says)
    default, told = (by, *cast.to), building.has(said, "told")
    seen_by = observers(building, building.part(said, "seen_by"), cast, default, told)
    fact = declare(building, Drawn(said, "sign", name, says, table, Cause.SIGN, by, seen_by))
    if fact is not None:
        finish(building, said, "testimony", fact)


def _says(building: Building, said: Said, about: Fact) -> tuple[Outcome, ...]:
    part = building.part(said, "says")
    if part is None:
        return about.outcomes
    found = read_labels(building, part)
    return () if found is None else found[0]


def _table(building: Building, said: Said, by: str, about: Fact, says: tuple[Outcome, ...]) -> TableOf | None:
    before = len(building.problems.found)
    accuracy, trust = _accuracy(building, said), _trust(building, said)
    basis, otherwise = _basis(building, said), _otherwise(building, said, says)
    if len(building.problems.found) > before or accuracy is None or trust is None:
        return None
    word = Word(about, says, accuracy, trust, otherwise)
    cases = Said(word.of_belief(by) if basis == "belief" else word.of_fact(), said.way)
    return building.read(said, lambda names, problems: read_table(None, None, cases, None, says, names, problems))


def _accuracy(building: Building, said: Said) -> float | None:
    part, who = building.part(said, "accuracy"), building.who(said.way)
    number = 1.0 if part is None else number_of(building, part)
    if part is None or number is None:
        return number
    return building.attempt(part, lambda: read_share(number, who, "accuracy"))


def _trust(building: Building, said: Said) -> str | None:
    """The condition under which the word can be trusted; empty if it always can."""
    part, trusted = building.part(said, "trust"), building.part(said, "trusted")
    if part is None:
        return _needs_trust(building, said, "trusted")
    fact = building.fact(part)
    if fact is None:
        return None
    if trusted is None and len(fact.outcomes) != 2:
        text = f"{building.who(said.way)}: {fact.name!r} has {len(fact.outcomes)} outcomes ({listed(fact.outcomes)})."
        building.complain("U219", part, text, "Say which of them means that the word can be trusted: trusted: OUTCOME")
        return None
    label = fact.outcomes[-1] if trusted is None else building.outcome(trusted, fact)
    return None if label is None else f"{name_written(fact.name)} == {written(label)}"


def _needs_trust(building: Building, said: Said, key: str) -> str:
    """Complain of a key that goes with `trust`."""
    part = building.part(said, key)
    if part is not None:
        text = f"{building.who(said.way)}: `{key}` goes with `trust`, which is not there."
        building.complain("U212", part, text, "Say which fact decides whether to trust the word: trust: FACT", key=True)
    return ""


def _basis(building: Building, said: Said) -> str:
    part = building.part(said, "basis")
    return "fact" if part is None else str(part.data)


def _otherwise(building: Building, said: Said, says: tuple[Outcome, ...]) -> Any:
    """What they say if they cannot be trusted; read by itself, so that what is wrong is said where it stands."""
    part = building.part(said, "otherwise")
    if part is None:
        return "uniform"
    if "trust" not in said.data:
        _needs_trust(building, said, "otherwise")
    building.read(part, lambda names, problems: read_table(part, None, None, None, says, names, problems))
    return part.data
