"""Odd acts: told although their actor never does them, or read by a habit that nobody declared.

Both are asked of the story itself, by its own policies: what `expect` says just before the act.
"""

from __future__ import annotations

from collections.abc import Iterator

from underneath.errors import MissingHabit, UnderneathError
from underneath.explain.hanging import causes_of, effects_of
from underneath.explain.suspicion import Suspicion
from underneath.model.facts import Cause, Fact
from underneath.story.story import Story

# --- a habit that will be needed --------------------------------------------------------------------------------------


def no_habit(story: Story) -> Iterator[Suspicion]:
    """Acts without a habit where somebody will need one: whoever acts by it, or whoever reads the act."""
    missing = [f for f in story.model.facts if f.cause is Cause.DECISION and f.table is None]
    causes = causes_of(story.model) if missing else ()
    for fact in missing:
        why = _acts_by_habit(story, fact) or _read_by_habit(story, fact, effects_of(causes, fact.index))
        if why:
            hint = "Say how it is done without a thought: habit: uniform, here or at the top of the file."
            yield Suspicion("W107", f"'{fact.name}' has no habit, and {why}.", hint, ("fact", fact.name))


def _acts_by_habit(story: Story, fact: Fact) -> str:
    """Why its actor acts by habit, or nothing."""
    assert fact.owner is not None
    mind = story.model.minds[fact.owner]
    if not mind.traits.terms:
        return f"{mind.name}, who wants nothing, acts by it" if _needs(story, fact, None, True) else ""
    return f"{mind.name} needs it to act" if _needs(story, fact, None, not mind.traits.level) else ""


def _read_by_habit(story: Story, fact: Fact, effects: frozenset[int]) -> str:
    """Who reads the act, or something that hangs on it, by its habit; or nothing."""
    for mind in story.model.minds:
        concerned = mind.index != fact.owner and not effects.isdisjoint(story.model.known[mind.index])
        if concerned and _needs(story, fact, mind.name, mind.traits.level == 1):
            return f"{mind.name} needs one to read it"
    return ""


def _needs(story: Story, fact: Fact, by: str | None, otherwise: bool) -> bool:
    """Whether a policy needs the habit; `otherwise` is the answer where the story is told too little to say."""
    try:
        story.expect(fact.name, by=by)
    except MissingHabit as error:
        return repr(fact.name) in str(error)
    except UnderneathError:
        return otherwise
    return False


# --- what is never done -----------------------------------------------------------------------------------------------


def never_done(story: Story) -> Iterator[Suspicion]:
    """Acts that were told although their actor gives them no chance at all."""
    for fact in story.model.facts:
        if fact.cause is Cause.DECISION and fact.index in story.told and fact.owner is not None:
            outcome = fact.outcomes[story.told[fact.index]]
            by_habit = _never(story, fact)
            if by_habit is not None:
                name = story.model.minds[fact.owner].name
                why = f"by {name}'s habit" if by_habit else f"by what {name} wants"
                hint = "Give it one, tell another option, or let whoever acts tremble (`tremble`, under `heads`)."
                yield Suspicion(
                    "W108",
                    f"'{fact.name}' is told as {outcome!r}, which has no chance {why}.",
                    hint,
                    ("told", fact.name),
                )


def _never(story: Story, fact: Fact) -> bool | None:
    """Whether it is their habit that gives no chance to what they did; None if it has a chance, or nobody knows."""
    try:
        policy = story.expect(fact.name)
    except UnderneathError:
        return None
    return None if policy[fact.outcomes[story.told[fact.index]]] > 0 else policy.expected_utilities is None
