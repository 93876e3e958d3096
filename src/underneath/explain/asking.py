"""Answers about one moment: what somebody believes, what somebody will do, what looking is worth."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from underneath.errors import TooLarge
from underneath.explain.answer import Answer, Column, Value, words_of
from underneath.explain.speaking import (
    belief_data,
    belief_title,
    claim_words,
    depths_data,
    moment_words,
    pairs,
)
from underneath.feelings.words import listed, percent, whose
from underneath.model import show
from underneath.model.belief import Belief
from underneath.model.facts import Outcome
from underneath.model.measures import ROUNDING
from underneath.model.policy import Policy
from underneath.model.shared import Worths
from underneath.model.spread import Atom
from underneath.story.jsonable import labels
from underneath.story.tracing import heaviest_first

MOST_ROWS = 2**16
"""Rows of an answer: more are not read by anybody."""

MOST_COLUMNS = 6
"""A distribution over beliefs is shown whole up to so many outcomes."""


# --- beliefs ----------------------------------------------------------------------------------------------------------


def belief_answer(belief: Belief, about: str, outcome: Outcome | None = None) -> Answer:
    """What somebody believes.

    Args:
        belief: The belief.
        about: What it is about, in words: the fact, or the text of an event.
        outcome: What a sentence is to be about; None for none.

    >>> import numpy as np
    >>> b = Belief(("moved",), (("no", "yes"),), np.array([0.25, 0.75]), path=("Kakashi",), level=2, step="joke")
    >>> print(belief_answer(b, "moved", "yes"))
    Kakashi believes about moved, after joke (level 2, order 1)
      moved  probability
      no          0.2500
      yes         0.7500
      Kakashi gives 'moved is yes' 75.0%.
    """
    if belief.probabilities.size > MOST_ROWS:
        raise TooLarge(_too_many(belief, about))
    several = len(belief.spread) > 1 or belief.jointly
    table = _spread_table if several and len(belief) <= MOST_COLUMNS else _plain_table
    columns, rows = table(belief, about)
    said = _belief_sentences(belief, about, outcome)
    return Answer(belief_title(belief, about), columns, rows, said, belief_data(belief, about))


def _too_many(belief: Belief, about: str) -> str:
    return (
        f"{about}: the answer has {belief.probabilities.size:,} rows, one for each way that {len(belief.facts)} facts"
        f" may come out together; at most {MOST_ROWS:,} are shown. Ask about fewer facts, or about an event."
    )


def is_event(belief: Belief) -> bool:
    """Whether a belief is about a yes-or-no function of facts."""
    return belief.facts == ("event",) and belief.outcomes == ((False, True),)


def cell_words(belief: Belief) -> list[tuple[str, ...]]:
    """The outcomes of each cell, in words; of an event, whether it is so."""
    if is_event(belief):
        return [("is not so",), ("is so",)]
    return [tuple(map(words_of, cell)) for cell in itertools.product(*belief.outcomes)]


def _plain_table(belief: Belief, about: str) -> tuple[tuple[Column, ...], tuple[tuple[Value, ...], ...]]:
    heads = (about,) if is_event(belief) else belief.facts
    columns = (*(Column(fact) for fact in heads), Column("probability", "share"))
    shares = belief.probabilities.ravel().tolist()
    return columns, tuple((*cell, share) for cell, share in zip(cell_words(belief), shares, strict=True))


def _spread_table(belief: Belief, _about: str) -> tuple[tuple[Column, ...], tuple[tuple[Value, ...], ...]]:
    """One row for each belief that the last mind may hold, under their mean."""
    cells = [Column(" ".join(cell), "share") for cell in cell_words(belief)]
    columns = (Column("held possible"), *(Column(fact) for fact in belief.jointly), Column("weight", "share"), *cells)
    mean: tuple[Value, ...] = (
        "on average",
        *("" for _ in belief.jointly),
        None,
        *belief.probabilities.ravel().tolist(),
    )
    atoms = heaviest_first(belief.spread)
    return columns, (mean, *(_atom_row(at, atom) for at, atom in enumerate(atoms, 1)))


def _atom_row(at: int, atom: Atom) -> tuple[Value, ...]:
    return (f"belief {at}", *map(words_of, atom.jointly), atom.weight, *atom.probabilities.ravel().tolist())


def _belief_sentences(belief: Belief, about: str, outcome: Outcome | None) -> tuple[str, ...]:
    if outcome is None and not is_event(belief):
        return ()
    share, claim = belief[True if outcome is None else outcome], claim_words(about, outcome)
    if not belief.path:
        return (f"'{claim}' has {percent(share, 1)}.",)
    if len(belief.path) == 1:
        return (f"{belief.path[0]} gives '{claim}' {percent(share, 1)}.",)
    average = ", on average" if len(belief.spread) > 1 else ""
    return (f"{whose(belief.path)} gives '{claim}' {percent(share, 1)}{average}.",)


# --- decisions --------------------------------------------------------------------------------------------------------


def policy_answer(policy: Policy, taken: Outcome | None = None) -> Answer:
    """What somebody will do, or is expected to do.

    Args:
        policy: The policy.
        taken: The option that the story has taken; None for none.
    """
    utilities = [None] * len(policy) if policy.expected_utilities is None else policy.expected_utilities.tolist()
    columns: tuple[Column, ...] = (Column("option"), Column("probability", "share"))
    rows: list[tuple[Value, ...]] = [(words_of(option), share) for option, share in policy.items()]
    if policy.expected_utilities is not None:
        columns = (*columns, Column("expected utility", "utils"))
        rows = [(*row, utility) for row, utility in zip(rows, utilities, strict=True)]
    title = f"{_policy_title(policy)}{moment_words(policy.step)}"
    depths = show.depths(policy.level, None, policy.horizon)
    return Answer(
        title + depths, columns, tuple(rows), _policy_sentences(policy, taken), _policy_data(policy, utilities)
    )


def _policy_title(policy: Policy) -> str:
    """Who chooses what; on a path of several, who expects it of whom."""
    *others, actor = policy.path
    if not others:
        return f"{actor} chooses {policy.decision}"
    return f"{policy.decision}, as {' thinks that '.join(others)} expects it of {actor}"


def _policy_sentences(policy: Policy, taken: Outcome | None) -> tuple[str, ...]:
    most = max(share for _, share in policy.items())
    best = [option for option, share in policy.items() if share >= most - ROUNDING]
    each = " each" if len(best) > 1 else ""
    said = [f"Likeliest: {listed(list(map(words_of, best)))}, with {percent(most, 1)}{each}."]
    if taken is not None and taken not in best:
        said.append(f"In the story it was {words_of(taken)}, which had {percent(policy[taken], 1)}.")
    if policy.expected_utilities is None:
        said.append("By habit, so no option has an expected utility.")
    return tuple(said)


def _policy_data(policy: Policy, utilities: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "path": list(policy.path),
        "decision": policy.decision,
        "options": labels(policy.options),
        "probabilities": policy.probabilities.tolist(),
        "utilities": None,
        **depths_data(policy),
    }
    if policy.expected_utilities is not None:
        found["utilities"] = [pair["value"] for pair in pairs(policy.options, utilities)]
    return found


def worths_answer(worths: Worths, decision: str) -> Answer:
    """What seeing before one's later decisions adds to each option, beside what the option is worth with and without.

    Args:
        worths: The value of information of each option.
        decision: The decision.
    """
    without = {option: worths.without(option) for option in worths}
    heads = ("expected utility", "value of information", "without it")
    columns = (Column("option"), *(Column(head, "utils") for head in heads))
    rows = tuple((words_of(o), worths.expected[o], worth, without[o]) for o, worth in worths.items())
    data = {
        "decision": decision,
        "worths": pairs(worths, worths.values()),
        "expected": pairs(worths, worths.expected.values()),
        "without": pairs(without, without.values()),
        "whose": str(worths.whose),
    }
    title = f"Value of information at {decision} ({worths.whose})"
    return Answer(title, columns, rows, tuple(_worths_sentences(worths, without)), data)


def _worths_sentences(worths: Worths, without: Mapping[Outcome, float]) -> Iterator[str]:
    if max(worths.values()) <= ROUNDING:
        yield "No option is worth anything for what it shows."
        return
    yield f"Most is to be learnt by {_best(worths)}."
    with_it, blind = _best(worths.expected), _best(without)
    if with_it == blind:
        yield f"With what is to be learnt or without it, {with_it} is worth most."
    else:
        yield f"With what is to be learnt {with_it} is worth most; without it {blind} would be."


def _best(utils: Mapping[Outcome, float]) -> str:
    """The options of the highest utility, in words."""
    best = max(utils.values())
    return listed([words_of(option) for option, value in utils.items() if value == best or value >= best - ROUNDING])
