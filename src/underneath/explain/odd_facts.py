"""Odd facts: secrets that nobody could learn, what never happens, and what happens though it was held impossible."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from underneath.errors import ImpossibleEvidence, UnderneathError
from underneath.explain.hanging import causes_of, effects_of
from underneath.explain.suspicion import Subject, Suspicion
from underneath.feelings.words import listed
from underneath.model.facts import Cause, Fact, Reveal
from underneath.model.model import Model
from underneath.model.tables import Table
from underneath.story.moments import belief_at
from underneath.story.story import Story

# --- secrets ----------------------------------------------------------------------------------------------------------


def secrets(story: Story) -> Iterator[Suspicion]:
    """Chance facts that nobody sees, or one person alone, and that nothing others see can hang on.

    What follows for certain from earlier facts is no secret of its own, and what several people come to know is shared.
    """
    model, causes = story.model, causes_of(story.model)
    for fact in model.facts:
        effects = effects_of(causes, fact.index)
        hidden = fact.cause is Cause.CHANCE and not _is_view(fact) and not _follows(fact)
        if hidden and not _comes_out(model, fact, effects):
            owners = listed([model.minds[m].name for m in sorted(fact.observers)])
            secret = f"is a secret of {owners} that nobody else could" if owners else "is something that nobody could"
            message = (
                f"'{fact.name}' {secret} ever learn: nothing that {'others see' if owners else 'is seen'} hangs on it."
            )
            hint = "Let an act, a sign or a want hang on it, or let somebody see it."
            yield Suspicion("W101", message, hint, ("fact", fact.name))


def _is_view(fact: Fact) -> bool:
    return "unseen" in fact.outcomes


def _follows(fact: Fact) -> bool:
    """Whether a fact is settled by its causes."""
    table = fact.table
    return isinstance(table, Table) and bool(table.parents) and bool(np.isin(table.array, (0.0, 1.0)).all())


def _comes_out(model: Model, fact: Fact, effects: frozenset[int]) -> bool:
    """Whether several people come to know a fact, or somebody who does not see it sees an effect of it."""
    others = [known for mind, known in enumerate(model.known) if mind not in fact.observers]
    shared = sum(fact.index in known for known in model.known) > 1
    return shared or not others or any(not effects.isdisjoint(known) for known in others)


# --- what never happens -----------------------------------------------------------------------------------------------


def never(story: Story) -> Iterator[Suspicion]:
    """Options that no menu ever opens, and outcomes that have no chance in any table of any head."""
    for fact in story.model.facts:
        for at, outcome in enumerate(fact.outcomes):
            if fact.cause is Cause.DECISION and fact.menu is not None and not fact.menu.array[..., at].any():
                message = f"the option {outcome!r} of '{fact.name}' is never open: its condition holds in no case."
                yield Suspicion("W102", message, "Change the condition, or leave the option out.", _outcome(fact, at))
            elif fact.cause is not Cause.DECISION and not _is_view(fact) and _hopeless(story.model, fact, at):
                message = f"'{fact.name}' is never {outcome!r}: it has no chance in any case."
                yield Suspicion("W103", message, "Give it a chance, or leave the outcome out.", _outcome(fact, at))


def _outcome(fact: Fact, at: int) -> Subject:
    return ("outcome", fact.name, str(fact.outcomes[at]))


def _hopeless(model: Model, fact: Fact, at: int) -> bool:
    tables = [fact.table, *(rule.tables.get(fact.index) for rule in model.heads)]
    said = [table for table in tables if table is not None]
    return all(isinstance(table, Table) and not table.array[..., at].any() for table in said)


# --- what was held impossible -----------------------------------------------------------------------------------------


def impossible(story: Story) -> Iterator[Suspicion]:
    """What was told although somebody who comes to know it had given it no chance at all, and has no answer to it."""
    for item in story.model.items[: story.now]:
        if isinstance(item, Fact):
            pairs = [(mind, item) for mind in sorted(item.observers)]
        elif isinstance(item, Reveal):
            pairs = [(mind, story.model.facts[f]) for mind in sorted(item.to) for f in item.facts]
        else:
            pairs = []
        for mind, fact in pairs:
            if fact.index in story.told and fact.owner != mind and _shocked(story, mind, fact, item.place):
                yield _shock(story, mind, fact)


def _shocked(story: Story, mind: int, fact: Fact, place: int) -> bool:
    """Whether a mind gives no chance to what it is about to learn, and has no belief once it has learnt it."""
    name = story.model.minds[mind].name
    try:
        if belief_at(story, name, fact.name, place)[fact.outcomes[story.told[fact.index]]] > 0:
            return False
        belief_at(story, name, fact.name, place + 1)
    except ImpossibleEvidence:
        return _had_an_answer(story, name, fact, place)
    except UnderneathError:
        return False
    return False


def _had_an_answer(story: Story, name: str, fact: Fact, place: int) -> bool:
    """Whether there was a belief before: else it was lost at an earlier step, and reported there."""
    try:
        belief_at(story, name, fact.name, place)
    except UnderneathError:
        return False
    return True


def _shock(story: Story, mind: int, fact: Fact) -> Suspicion:
    name, outcome = story.model.minds[mind].name, fact.outcomes[story.told[fact.index]]
    message = f"'{fact.name}' is told as {outcome!r}, which {name} sees and holds impossible."
    hint = f"Change the tables in {name}'s head, or give it a fallback, a tremble, or awareness that grows."
    return Suspicion("W104", message, hint, ("told", fact.name))
