"""Check: everything that is wrong with a finished model, all of it at once, each fault a sentence.

What a table, a number or a name must be by itself is checked where it is read; here is what takes the whole model.
"""

from __future__ import annotations

from collections.abc import Iterator

from underneath.errors import BadOrder, BadPath
from underneath.model.check_awareness import awareness_faults
from underneath.model.check_feelings import feeling_faults
from underneath.model.check_images import image_faults
from underneath.model.check_menus import menu_faults
from underneath.model.facts import Cause, Fact
from underneath.model.faults import Fault
from underneath.model.model import Model
from underneath.model.scope import shown_path
from underneath.model.tables import AnyTable, BeliefTable


def faults_of(model: Model, broken: frozenset[int] = frozenset()) -> tuple[Fault, ...]:
    """Everything that is wrong with a model.

    Args:
        model: The world.
        broken: Facts that are known to be at fault: their tables are not relied on.
    """
    return (
        *order_faults(model, broken),
        *menu_faults(model, broken),
        *awareness_faults(model, broken),
        *image_faults(model),
        *feeling_faults(model),
    )


def order_faults(model: Model, broken: frozenset[int]) -> Iterator[Fault]:
    """Tables that read what comes later, and questions that nobody can be asked."""
    for where, fact, table in _tables(model):
        for parent in table.parents:
            if parent >= fact.index:
                yield _later(model, where, fact, parent, "hangs on")
        if isinstance(table, BeliefTable) and fact.index not in broken:
            yield from _question_faults(model, where, fact, table)


def _question_faults(model: Model, where: str, fact: Fact, table: BeliefTable) -> Iterator[Fault]:
    for question in table.questions:
        asked = shown_path([m.name for m in model.minds], question.path)
        if fact.owner is None:
            text = (
                f"{where} asks {asked!r} what it believes, but a chance fact belongs to nobody. Make it a sign: by=..."
            )
            yield Fault(BadPath, text, where)
        elif question.path[0] != fact.owner:
            owner = model.minds[fact.owner].name
            text = (
                f"{where} asks {asked!r}; it belongs to {owner!r}, so the path must start there: '{owner} > {asked}'."
            )
            yield Fault(BadPath, text, where)
        for about in question.about:
            if about >= fact.index:
                yield _later(model, where, fact, about, f"asks {asked!r} about")


def _later(model: Model, where: str, fact: Fact, other: int, verb: str) -> Fault:
    what = "itself" if other == fact.index else f"{model.facts[other].name!r}, which comes later"
    return Fault(BadOrder, f"{where} {verb} {what}. A fact may hang only on what comes before it.", where)


def _tables(model: Model) -> Iterator[tuple[str, Fact, AnyTable]]:
    """Every table of the model, and where it is said."""
    for fact in model.facts:
        if fact.table is not None:
            yield noun_of(fact), fact, fact.table
    minds = [mind.name for mind in model.minds]
    for rule in model.heads:
        head = f"in the head of {shown_path(minds, rule.path, rule.star)!r}, "
        for tables in (rule.tables, *(rule.traits.fallbacks or ())):
            for index, table in tables.items():
                if table is not None:
                    yield head + noun_of(model.facts[index]), model.facts[index], table


def noun_of(fact: Fact) -> str:
    """A fact in a fault's words."""
    nouns = {Cause.CHANCE: "fact", Cause.SIGN: "sign", Cause.DECISION: "decision"}
    return f"{nouns[fact.cause]} {fact.name!r}"
