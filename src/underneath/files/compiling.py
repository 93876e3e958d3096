"""Compiling: from what a story file says in numbers, tables, wants and conditions to what the builder takes.

Every reader here takes values of the document with their places (`Said`), and the names that they may use.  What is
wrong is added to the problems, at its place, and the answer is then None.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from underneath.files.asking import QUESTIONS, split_path
from underneath.files.calls import FUNCTIONS
from underneath.files.cells import NUMBERS, TRUTHS, Beside, Failure, Names, Seats, TableNames
from underneath.files.events import Condition, truths
from underneath.files.feeling import feelings
from underneath.files.formulas import complain, located, noun_of, read_formula
from underneath.files.meanings import Context
from underneath.files.problems import Problems, Said
from underneath.files.rows import table_of, tabled
from underneath.files.tabling import (
    Desk,
    Leaf,
    answer,
    read_cases,
    read_facts,
    read_form,
    read_given,
    row,
    utils,
)
from underneath.files.tokens import Slip
from underneath.files.worths import About, Worth
from underneath.model.facts import Outcome, repeated
from underneath.model.spoken import Event, Image, TableOf, When

__all__ = [
    "Names",
    "read_condition",
    "read_event",
    "read_image",
    "read_number",
    "read_outcomes",
    "read_spec",
    "read_table",
    "read_utils",
    "read_value",
]

TABLE_KEYS = frozenset({"p", "value", "cases", "given"})
"""The keys by which a table that stands alone is told from a row."""

_TABLES: dict[str, Leaf] = {"p": row, "value": answer}
_WANTS: dict[str, Leaf] = {"utils": utils}


# --- numbers and outcomes


def read_number(said: Said, names: Names, problems: Problems) -> float | None:
    """A number, or an expression of named numbers; infinite ones are allowed here."""
    context = Context(names, Seats(), FUNCTIONS, frozenset(), "a number hangs on no fact")
    formula = read_formula(said, context, problems, NUMBERS)
    try:
        return None if formula is None else float(formula.run(()))
    except Failure as failure:
        complain(problems, said, located(failure, context.seats, ()))
        return None


def read_outcomes(
    said: Said, names: Names, problems: Problems
) -> tuple[tuple[Outcome, ...], dict[Outcome, float] | None] | None:
    """The outcomes of a fact: a list, or a mapping to their prior probabilities."""
    found = _labels(said, problems)
    if found is None or not isinstance(said.data, dict):
        return None if found is None else (found, None)
    context = Context(
        names, Seats(), FUNCTIONS, frozenset(), "a prior hangs on nothing; list the outcomes, and give them a `p`"
    )
    desk = Desk(context, Beside("", found), problems)
    form = row(said, desk)
    array = None if form is None else tabled(form, desk, len(found), said)
    return None if array is None else (found, dict(zip(found, array.tolist(), strict=True)))


def _labels(said: Said, problems: Problems) -> tuple[Outcome, ...] | None:
    if not isinstance(said.data, (dict, list)) or not said.data:
        came = noun_of(said.data) if said.data not in ({}, []) else "nothing"
        problems.add("U350", said.way, f"{came} came, where outcomes were due.", hint="Write a list: [no, yes].")
        return None
    is_list, before = isinstance(said.data, list), len(problems.found)
    labels: dict[Outcome, Outcome] = {}
    for key, value in said.items():
        _add_label(value.data if is_list else key, labels, Said(value.data, value.way), problems, not is_list)
    return tuple(labels) if len(problems.found) == before else None


def _add_label(label: Any, labels: dict[Outcome, Outcome], at: Said, problems: Problems, key: bool) -> None:
    if not isinstance(label, (str, int, float)) or label != label:
        text = f"{noun_of(label)} came as an outcome; outcomes are words, numbers, true or false."
        problems.add("U350", at.way, text, key=key)
    elif label in labels:
        first = labels[label]
        hint = "" if type(label) is type(first) else "Give one of the two another name, such as a word in quotes."
        problems.add("U350", at.way, f"{repeated(label, first, noun_of)}.", hint=hint, key=key)
    else:
        labels[label] = label


def read_value(
    said: Said, outcomes: tuple[Outcome, ...], problems: Problems, fact: str = "", key: bool = False
) -> Outcome | None:
    """The outcome that a value of the file means: numbers, words and truth values never stand for each other.

    With `key`, the value is the key of a mapping: there a truth value stands as a word.
    """
    beside = Beside(fact, outcomes)
    if said.data is None or isinstance(said.data, (dict, list)):
        text = f"{noun_of(said.data)} came, where an outcome of {beside.who} was due (outcomes: {beside.listed})."
        problems.add("U311", said.way, text)
        return None
    found = beside.at_key(said.data) if key else beside.find(said.data)
    if found is None:
        complain(problems, said, beside.missing(said.data), key)
    return found


# --- tables


def read_table(
    p: Said | None,
    value: Said | None,
    cases: Said | None,
    given: Said | None,
    outcomes: tuple[Outcome, ...],
    names: TableNames,
    problems: Problems,
) -> TableOf | None:
    """A table whose parts stand among the keys of a fact: one of `p`, `value` and `cases`, and what is given."""
    parts = {"p": p, "value": value, "cases": cases}
    said = {key: part for key, part in parts.items() if part is not None}
    context = Context(names, Seats(), FUNCTIONS | QUESTIONS | feelings(names))
    return _read_table(said, given, Desk(context, Beside("", outcomes), problems))


def read_spec(said: Said, outcomes: tuple[Outcome, ...], names: TableNames, problems: Problems) -> TableOf | None:
    """A table that stands alone: one for all cells, or a mapping with `p`, `value` or `cases`, and `given`."""
    parts: dict[str, Said] = {"p": said}
    if isinstance(said.data, dict) and said.data and set(said.data) <= TABLE_KEYS:
        parts = {str(key): part for key, part in said.items()}
    p, value, cases, given = (parts.get(key) for key in ("p", "value", "cases", "given"))
    return read_table(p, value, cases, given, outcomes, names, problems)


def _read_table(parts: Mapping[str, Said], given: Said | None, desk: Desk) -> TableOf | None:
    if len(parts) != 1:
        _not_one(parts, given, desk.problems)
        return None
    ((key, said),) = parts.items()
    ready = read_given(given, desk)
    if ready is None:
        return None
    form = read_cases(said, ready, _TABLES) if key == "cases" else read_form(said, ready, _TABLES[key])
    return None if form is None else table_of(form, ready, key, said)


def _not_one(parts: Mapping[str, Said], given: Said | None, problems: Problems) -> None:
    if parts:
        first, second, *_ = parts
        problems.add("U341", parts[second].way, f"`{first}` and `{second}` both came; one table says it all.", key=True)
    else:
        way = () if given is None else given.way
        problems.add("U341", way, "nothing says how likely its outcomes are: `p`, `value` or `cases` was due.")


# --- wants


def read_utils(said: Said, names: Names, problems: Problems) -> TableOf | None:
    """A want with `utils` or `cases`, and what is given; what no case says is 0."""
    context = Context(names, Seats(), FUNCTIONS)
    desk = Desk(context, Beside("", (0,)), problems, complete=False)
    parts = {key: said.at(key) for key in ("utils", "cases") if key in said.data}
    ready = read_given(_part(said, "given"), desk)
    if len(parts) != 1:
        problems.add("U341", said.way, "a want has `utils` or `cases`, one of them, or is an `image`.")
    if ready is None or len(parts) != 1:
        return None
    ((key, part),) = parts.items()
    form = read_cases(part, ready, _WANTS) if key == "cases" else read_form(part, ready, utils)
    array = None if form is None else tabled(form, ready, 1, part)
    return None if array is None else TableOf(p=array[..., 0], given=tuple(context.seats.given))


def read_image(said: Said, names: Names, problems: Problems) -> Image | None:
    """A want that hangs on what an audience believes."""
    people, about = _audience(said.at("image"), names, problems), read_facts(said.at("about"), names, problems)
    after = read_facts(said.at("after"), names, problems) if said.data.get("after") is not None else []
    if people is None or not about or after is None:
        return None
    seats = Seats(first=1)
    context = Context(names, seats, About(tuple(about), len(people) > 1).calls())
    ready = read_given(_part(said, "given"), Desk(context, Beside("", ()), problems))
    formula = read_formula(said.at("worth"), context, problems, NUMBERS)
    if ready is None or formula is None:
        return None
    return Image(
        " > ".join(people),
        tuple(fact.fact for fact in about),
        Worth(formula.run, seats, formula.plain),
        after[0].fact if after else None,
        tuple(str(name) for name in seats.given),
        str(said.data.get("name") or ""),
    )


def _part(said: Said, key: str) -> Said | None:
    """What stands under a key, if anything does."""
    return said.at(key) if said.data.get(key) is not None else None


def _audience(said: Said, names: Names, problems: Problems) -> list[str] | None:
    """The people of an image's audience; S > S is S."""
    try:
        people = split_path(str(said.data), names)
    except Slip as slip:
        complain(problems, said, slip)
        return None
    return [person for place, person in enumerate(people) if not place or person != people[place - 1]]


# --- conditions and events


def read_condition(said: Said, names: Names, problems: Problems) -> When | None:
    """When an option is available."""
    test = _read_test(said, names, problems)
    return None if test is None else When(*test)


def read_event(said: Said, names: Names, problems: Problems) -> Event | None:
    """Something that holds or not."""
    test = _read_test(said, names, problems)
    return None if test is None else Event(*test)


def _read_test(said: Said, names: Names, problems: Problems) -> tuple[tuple[str, ...], Condition] | None:
    context = Context(names, Seats(), FUNCTIONS)
    formula = read_formula(said, context, problems, TRUTHS)
    if formula is None:
        return None
    try:
        truths(formula.run, context.seats)
    except Slip as slip:
        complain(problems, said, slip)
        return None
    return tuple(str(name) for name in context.seats.given), Condition(formula.run, formula.plain)
