"""Asking what somebody feels in a step of a story: all of it, or one feeling."""

from __future__ import annotations

from collections.abc import Iterable

from underneath.errors import UnderneathError
from underneath.feelings.choosing import questions
from underneath.feelings.feeling import Feeling, Feelings, Refused
from underneath.feelings.labelling import answer, labels
from underneath.feelings.naming import chosen, refuse_wantless
from underneath.feelings.steps import ASKER, Moment, moment_of
from underneath.model.feelings import WORDS, word_of
from underneath.model.handles import FactLike, PathLike
from underneath.story.story import Story


def feel(story: Story, path: PathLike, *, at: FactLike | None = None, since: FactLike | None = None) -> Feelings:
    """All that somebody feels in a step of a story.

    Args:
        story: What was told.
        path: Who: a mind, or a path such as `"Kakashi > Sakura"` for what he thinks that she feels.
        at: The fact whose step it is, with what stands between it and the next fact, or the scene whose last step it
            is; None for the last fact told.
        since: The step starts just before this fact; None for `at` itself.

    Returns:
        Every feeling for which there is a definition here, those that are not felt included; those for which there is
        no answer, and why, are its `refused`.

    Raises:
        NoFeeling: If nothing has happened yet, the step is still to come, or the mind wants nothing.

    >>> w = un.World("a bet", habit="uniform")
    >>> ann = w.mind("Ann", level=1)
    >>> bet = w.decision("bet", by=ann, options=["heads", "tails"])
    >>> coin = w.chance("coin", {"heads": 0.75, "tails": 0.25}, seen_by=[ann])
    >>> w.wants(ann, lambda bet, coin: 1.0 if bet == coin else 0.0)
    >>> felt = un.feel(w.tell(bet="heads", coin="tails"), "Ann")
    >>> felt.total("regret"), felt.total("mistake"), felt.total("distress")
    (1.0, 0.0, 0.75)
    """
    moment = moment_of(story, path, at, since)
    refuse_wantless(moment, None)
    return feelings_of(moment)


def feeling(
    story: Story,
    path: PathLike,
    name: str,
    *,
    at: FactLike | None = None,
    since: FactLike | None = None,
    toward: PathLike | None = None,
    about: FactLike | Iterable[FactLike] | None = None,
) -> Feeling:
    """One feeling of somebody in a step of a story.

    Args:
        story: What was told.
        path: As for `feel`.
        name: Which feeling: a word of `docs/feelings.md`.
        at: As for `feel`.
        since: As for `feel`.
        toward: Toward whom; for embarrassment and its like the audience, left out all audiences are added up.
        about: The act, for regret and its like; for a belief shift the facts.

    Raises:
        UnknownName: If there is no such feeling, person or fact.
        NoFeeling: Naming what is missing: a want, a weight, an act, somebody, or a step.
        NotTold: As for `feel`.
    """
    word, moment = word_of(name, ASKER), moment_of(story, path, at, since)
    refuse_wantless(moment, name)
    return answer(moment, chosen(moment, name, word, toward, about))


def feelings_of(moment: Moment, words: Iterable[str] | None = None) -> Feelings:
    """Every feeling at a moment for which there is a definition; with `words`, of these alone."""
    found: list[Feeling] = []
    refused: list[Refused] = []
    for name in (word for word in WORDS if words is None or word in words):
        for question in questions(moment, name):
            try:
                found.append(answer(moment, question))
            except UnderneathError as error:
                refused.append(Refused(name, *labels(moment, question), error))
    return Feelings(found, refused)
