"""Shared belief as an answer: mutual to a depth, or common at every depth."""

from __future__ import annotations

from collections.abc import Sequence

from underneath.explain.answer import Answer, Column
from underneath.feelings.words import listed, percent
from underneath.model.shared import Common, Share
from underneath.story.jsonable import Plain

COLUMNS = (Column("shared belief"), Column("probability", "share"))


def mutual_answer(share: Share, event: str, among: Sequence[str], p: float, n: int) -> Answer:
    """Whether an event is mutual belief to a depth.

    >>> from underneath.model.shared import Whose
    >>> share = Share(1.0, Whose(("Ann", "Bob"), (1, 1), 2, None, "bell"))
    >>> print(mutual_answer(share, "rain == yes", ["Ann", "Bob"], 0.9, 2))
    Mutual belief among Ann and Bob (Ann: level 1, Bob: level 1, order 2, after bell)
      shared belief  probability
      holds               1.0000
      Ann and Bob give 'rain == yes' at least 90%, and think so of each other, to depth 2: 100% likely.
    """
    also = ", and think so of each other," if n > 1 else ""
    sentence = (
        f"{listed(list(among))} give '{event}' at least {percent(p)}{also} to depth {n}: {percent(share)} likely."
    )
    data = {
        "event": event,
        "among": list(among),
        "p": p,
        "n": n,
        "probability": float(share),
        "whose": str(share.whose),
    }
    title = f"Mutual belief among {listed(list(among))} ({share.whose})"
    return Answer(title, COLUMNS, (("holds", float(share)),), (sentence,), data)


def common_answer(found: Common, event: str, among: Sequence[str], p: float) -> Answer:
    """Whether an event is common belief.

    >>> print(common_answer(Common(0.0, 2), "rain == yes", ["Ann", "Bob"], 1.0))
    Common belief among Ann and Bob
      shared belief  probability
      holds               0.0000
      'rain == yes' is common belief of Ann and Bob (at least 100% each): 0% likely.
      From depth 2 on nothing changes.
    """
    people = listed(list(among))
    sentence = (
        f"'{event}' is common belief of {people} (at least {percent(p)} each): {percent(found.probability)} likely."
    )
    depth = f"From depth {found.depth} on nothing changes."
    data: dict[str, Plain] = {
        "event": event,
        "among": list(among),
        "p": p,
        "depth": found.depth,
        "probability": found.probability,
    }
    data |= {"whose": str(found.whose)} if found.whose else {}
    title = f"Common belief among {people}" + (f" ({found.whose})" if found.whose else "")
    return Answer(title, COLUMNS, (("holds", found.probability),), (sentence, depth), data)
