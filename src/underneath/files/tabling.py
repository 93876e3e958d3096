"""Tabling: reading the forms in which a story file says tables.

    p: 0.3                                      two outcomes: the probability of the last one; or an expression
    p: {no: 0.9, yes: rest}                     outcome to probability; what is missing is 0
    p: [0.9, 0.1]                               in the order of the outcomes
    p: uniform
    given: [heart], p: {friend: ..., love: ...} a form for each outcome of what is given
    value: garden if moved == yes else basket   the outcome itself
    cases: [{when: heart == love, p: 0.9}, {otherwise: 0.1}]

What is read is a form (see `files/forms.py`); `files/rows.py` makes numbers of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from underneath.errors import suggest
from underneath.files.cells import ANY, NUMBERS, TRUTHS, Beside, Names
from underneath.files.forms import (
    REST,
    UNIFORM,
    Answer,
    Case,
    Cases,
    Form,
    Last,
    Nest,
    Shares,
    Uniform,
    Utils,
)
from underneath.files.formulas import complain, noun_of, read_formula
from underneath.files.meanings import Context
from underneath.files.problems import Problems, Said
from underneath.files.tokens import Slip
from underneath.model.facts import Outcome


@dataclass(frozen=True, slots=True)
class Desk:
    """What it takes to read a form: names and seats, the fact whose table it is, and the facts to nest by.

    `complete` tables say something of every cell; in wants, what is not said is 0.
    """

    context: Context
    target: Beside
    problems: Problems
    nest: tuple[tuple[Beside, int], ...] = ()
    complete: bool = True

    def complain(self, said: Said, slip: Slip, key: bool = False) -> None:
        """Add to what is wrong."""
        complain(self.problems, said, slip, key)


Leaf = Callable[[Said, Desk], Form | None]


# --- forms


def read_form(said: Said, desk: Desk, leaf: Leaf) -> Form | None:
    """A form for each outcome of what is given, or one for all."""
    if not (desk.nest and isinstance(said.data, dict)):
        return leaf(said, desk)
    (fact, seat), inner = desk.nest[0], replace(desk, nest=desk.nest[1:])
    found: dict[Outcome, Form | None] = {}
    for key, form in said.items():
        label = fact.at_key(key)
        if label is None:
            desk.complain(form, fact.missing(key), key=True)
        else:
            found[label] = read_form(form, inner, leaf)
    left = [label for label in fact.outcomes if label not in found]
    if left and desk.complete and len(found) == len(said.data):
        text = f"nothing is said for {fact.fact}={left[0]}; a form is due for each of {fact.listed}."
        desk.complain(said, Slip("U343", text))
        return None
    forms = {label: form for label, form in found.items() if form is not None}
    return Nest(seat, forms) if len(forms) == len(said.data) else None


def row(said: Said, desk: Desk) -> Form | None:
    """A row: uniform, a mapping, a list, or the probability of the last of two outcomes."""
    if isinstance(said.data, (dict, list)):
        return _shares(said, desk)
    if said.data == UNIFORM:
        return Uniform()
    outcomes = desk.target.outcomes
    if len(outcomes) != 2:
        came = f"{noun_of(said.data)} came for {len(outcomes)} outcomes ({desk.target.listed})"
        text = f"{came}; one probability alone is that of the last of two."
        desk.complain(said, Slip("U340", text, hint="Write a mapping from outcomes, or `uniform`."))
        return None
    formula = read_formula(said, desk.context, desk.problems, NUMBERS)
    return None if formula is None else Last(formula)


def _shares(said: Said, desk: Desk) -> Form | None:
    columns = _columns(said, desk)
    if columns is None:
        return None
    rests = [column for column, share in columns.items() if share.data == REST]
    if len(rests) > 1:
        desk.complain(columns[rests[1]], Slip("U344", "`rest` comes twice; one outcome alone gets what is left."))
        return None
    others = {column: share for column, share in columns.items() if column not in rests}
    parts = {c: read_formula(share, desk.context, desk.problems, NUMBERS) for c, share in others.items()}
    read = tuple((column, part) for column, part in parts.items() if part is not None)
    return Shares(said, read, rests[0] if rests else None, desk.target.outcomes) if len(read) == len(parts) else None


def _columns(said: Said, desk: Desk) -> dict[int, Said] | None:
    """What is said of each outcome, by its position."""
    outcomes, problems = desk.target.outcomes, len(desk.problems.found)
    if isinstance(said.data, list) and len(said.data) != len(outcomes):
        text = f"a row of {len(said.data)} came for {len(outcomes)} outcomes ({desk.target.listed})."
        desk.complain(said, Slip("U340", text))
        return None
    columns: dict[int, Said] = {}
    for key, share in said.items():
        label = outcomes[int(key)] if isinstance(said.data, list) else desk.target.at_key(key)
        if label is None:
            desk.complain(share, desk.target.missing(key), key=True)
        else:
            columns[outcomes.index(label)] = share
    return columns if len(desk.problems.found) == problems else None


def answer(said: Said, desk: Desk) -> Form | None:
    """The outcome itself."""
    formula = read_formula(said, desk.context, desk.problems, ANY, desk.target)
    return None if formula is None else Answer(formula)


def utils(said: Said, desk: Desk) -> Form | None:
    """Utils."""
    formula = read_formula(said, desk.context, desk.problems, NUMBERS)
    return None if formula is None else Utils(formula)


# --- cases


def read_cases(said: Said, desk: Desk, leaves: Mapping[str, Leaf]) -> Form | None:
    """The first case that holds counts."""
    if not isinstance(said.data, list) or not said.data:
        text = f"{noun_of(said.data) if said.data != [] else 'an empty list'} came, where a list of cases was due."
        desk.complain(said, Slip("U346", text, hint=_case_hint(leaves)))
        return None
    # In a table a mapping is a row here; in a want it can only be nested.
    inner = replace(desk, nest=()) if desk.complete else desk
    usual = next(iter(leaves))
    cases, key = [], usual
    for place, one in said.items():
        found_key = _case_key(one, leaves, key, place == len(said.data) - 1, desk)
        cases.append(_case(one, found_key, leaves[found_key], inner) if found_key else None)
        key = found_key or usual
    found = tuple(case for case in cases if case is not None)
    return Cases(said, found, desk.complete) if len(found) == len(cases) else None


def _case_key(one: Said, leaves: Mapping[str, Leaf], before: str, is_last: bool, desk: Desk) -> str | None:
    """The word that a case says its form with; `otherwise` goes on as the case before it."""
    keys = set(one.data) if isinstance(one.data, dict) else set()
    if keys == {"otherwise"}:
        if not is_last:
            desk.complain(one, Slip("U346", "`otherwise` holds always, so no case can follow it."))
        return before if is_last else None
    for key in leaves:
        if keys == {"when", key}:
            return key
    came = f"{{{', '.join(map(str, one.data))}}}" if keys else noun_of(one.data)
    desk.complain(one, Slip("U346", f"{came} came, where a case was due.", hint=_case_hint(leaves)))
    return None


def _case(one: Said, key: str, leaf: Leaf, desk: Desk) -> Case | None:
    if "otherwise" in one.data:
        form = read_form(one.at("otherwise"), desk, leaf)
        return None if form is None else Case(None, key, form)
    test = read_formula(one.at("when"), desk.context, desk.problems, TRUTHS)
    form = read_form(one.at(key), desk, leaf)
    return None if test is None or form is None else Case(test, key, form)


def _case_hint(leaves: Mapping[str, Leaf]) -> str:
    forms = " or ".join(f"{{when: ..., {key}: ...}}" for key in leaves)
    return f"A case is {forms}; the last may be {{otherwise: ...}}."


# --- what is given


def read_given(said: Said | None, desk: Desk) -> Desk | None:
    """The desk with what is given taking the first seats; None if it names what is not there."""
    if said is None:
        return desk
    seats, found = desk.context.seats, read_facts(said, desk.context.names, desk.problems)
    if found is None:
        return None
    return replace(desk, nest=tuple((fact, seats.fact(fact.fact, fact.outcomes)) for fact in found))


def read_facts(said: Said, names: Names, problems: Problems) -> list[Beside] | None:
    """A fact or a list of facts, by name; None if one is not there, or at fault itself."""
    words = [word for _, word in said.items()] if isinstance(said.data, list) else [said]
    facts: list[Beside] = []
    for word in words:
        found = names.fact(word.data) if isinstance(word.data, str) else None
        if found is None:
            hint = suggest(str(word.data), names.known())
            complain(problems, word, Slip("U318", f"{noun_of(word.data)} is no fact here.", hint=hint))
        elif found[0] in [fact.fact for fact in facts]:
            complain(problems, word, Slip("U318", f"{word.data!r} comes twice."))
        elif found[1]:
            facts.append(Beside(*found))
    return facts if len(facts) == len(words) else None
