"""Suspicions: what a story may well hold without being wrong, and is seldom meant.

Every check is a function of a story; `explain/lint.py` gives what they find its place in the text, and adds what only
the text shows.

1. Of facts (`odd_facts.py`): a secret that nobody could learn; an option that is never open, an outcome that never
   comes about; something that comes about although somebody who sees it held it impossible, with no remedy declared.
2. Of acts (`odd_acts.py`): a habit that is needed and not there; what is told and never done.
3. Of wants (`odd_wants.py`): one that is the same whatever happens, one that no act of its owner can do anything about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from underneath.core.budget import at_most
from underneath.core.effort import effort
from underneath.errors import TooLong
from underneath.explain.odd_acts import never_done, no_habit
from underneath.explain.odd_facts import impossible, never, secrets
from underneath.explain.odd_wants import idle_wants
from underneath.explain.suspicion import Suspicion
from underneath.story.story import Story

WORTH_IT = 2**16
"""Cells of a table up to which something is looked into: whoever checks a story is not to wait for hints."""

WORTH_SECONDS = 2.0
"""Seconds of work after which no more is looked into."""


def suspicions(story: Story) -> tuple[Suspicion, ...]:
    """All that looks wrong with a story, by code, and by place within one.

    >>> w = un.World("secret", habit="uniform")
    >>> ann, bob = w.mind("Ann"), w.mind("Bob")
    >>> diary = w.chance("diary", {"full": 0.5, "empty": 0.5}, seen_by=[ann])
    >>> [found.message for found in suspicions(w.tell())]
    ["'diary' is a secret of Ann that nobody else could ever learn: nothing that others see hangs on it."]
    """
    found: list[Suspicion] = []
    budget = story.record.root.engine.budget
    with at_most(budget, WORTH_IT), suppress(TooLong), effort(WORTH_SECONDS):
        for check in CHECKS:
            found.extend(check(story))
    return tuple(found)


CHECKS: tuple[Callable[[Story], Iterator[Suspicion]], ...] = (
    secrets,
    never,
    impossible,
    idle_wants,
    no_habit,
    never_done,
)
