"""What if: the questions asked in a branch, or in a changed world, beside the answers of the story as told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from underneath.errors import EvidenceError, UnderneathError
from underneath.explain.answer import Answer, Column, Value, words_of
from underneath.explain.asking import belief_answer, cell_words, is_event, policy_answer
from underneath.explain.feeling_questions import feel_in_both
from underneath.explain.replying import no_answer, reply
from underneath.explain.sentences import SMALL
from underneath.explain.speaking import belief_title, claim_words, path_list, said_of
from underneath.explain.weighing import LEDGER, moved_title
from underneath.feelings.words import listed
from underneath.files.queries import BeliefQuery, ExpectQuery, FeelQuery, Follow, SampleRule, WhyQuery
from underneath.files.script import Query, Script, WhatIfQuery
from underneath.model.belief import Belief
from underneath.model.facts import Outcome
from underneath.model.policy import Policy
from underneath.story.branch import Branch
from underneath.story.following import Samples
from underneath.story.jsonable import Plain, label, numbers
from underneath.story.moments import Happening, happenings, step_word

Ask = Callable[[Script, Query], Answer]

_OF_WEIGHTS = ("step", "bits", "before", "after")


def what_if_answer(script: Script, query: WhatIfQuery, ask: Ask) -> Answer:
    """The questions of a what-if, each with its answer as told and in the branch.

    Args:
        script: The story.
        query: What was different, and what is asked there.
        ask: Answers a question to a script, or says why it has no answer.
    """
    if query.script is not None:
        return _changed_world(script, query, query.script, ask)
    branch = branch_of(script, query.outcomes, query.follow)
    parts = tuple(_tried(inner, partial(_in_branch, script, branch, inner)) for inner in query.asks)
    changed = [f"{fact} had been {words_of(outcome)}" for fact, outcome in query.outcomes.items()]
    data: dict[str, Plain] = {"changed": {fact: label(outcome) for fact, outcome in query.outcomes.items()}}
    return _whole(f"What if {listed(changed)}", branch.rule, parts, data)


def _tried(query: Query, ask: Callable[[], Answer]) -> Answer:
    """The answer to one of several questions; one that has none does not keep the others from theirs."""
    try:
        return reply(query, ask())
    except UnderneathError as error:
        return no_answer(query, error)


def branch_of(script: Script, outcomes: Mapping[str, Outcome], follow: Follow) -> Branch:
    """The branch of a story in which facts have other outcomes."""
    if isinstance(follow, SampleRule):
        return script.story.what_if(outcomes, follow=Samples(follow.samples, np.random.default_rng(follow.seed)))
    return script.story.what_if(outcomes, follow=follow)


def _whole(title: str, rule: str, parts: tuple[Answer, ...], data: dict[str, Plain]) -> Answer:
    data |= {"rule": rule, "answers": [part.data for part in parts]}
    return Answer(title, sentences=(rule,), data=data, parts=parts)


# --- a changed world --------------------------------------------------------------------------------------------------


def _changed_world(script: Script, query: WhatIfQuery, other: Script, ask: Ask) -> Answer:
    """The same story, told in a world in which something else is so."""
    try:
        parts = tuple(_in_both(script, other, inner, ask) for inner in query.asks)
    finally:
        other.story.forget()  # a file may ask about very many changed worlds
    rule = "The same outcomes are told, in the changed world."
    data: dict[str, Plain] = {"changed": _plain(query.changes)}
    return _whole(f"What if {_changes_words(query.changes)}", rule, parts, data)


def _in_both(script: Script, other: Script, query: Query, ask: Ask) -> Answer:
    try:
        if isinstance(query, BeliefQuery | ExpectQuery):
            return reply(query, _compared(query, _asked(script, query), _asked(other, query)))
        if isinstance(query, FeelQuery):
            return reply(query, feel_in_both(script, other, query))
    except UnderneathError:  # the story as told need not have an answer, or even the names
        pass
    return ask(other, query)


def _asked(script: Script, query: BeliefQuery | ExpectQuery) -> Belief | Policy:
    suppose = query.suppose or None
    if isinstance(query, ExpectQuery):
        return script.story.expect(query.decision, by=query.by, suppose=suppose)
    jointly = query.jointly or None
    return script.story.belief(
        query.path, query.about.asked, at=query.at, after=query.after, suppose=suppose, jointly=jointly
    )


def _changes_words(changes: Mapping[str, object]) -> str:
    """What was merged into a document, as words.

    >>> _changes_words({"people": {"Sakura": {"level": 1}}, "numbers": {"shy": 0.5}})
    'people.Sakura.level had been 1 and numbers.shy had been 0.5'
    """
    return listed([f"{key} had been {value}" for key, value in _leaves(changes)])


def _leaves(tree: Mapping[str, object], above: str = "") -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for key, value in tree.items():
        way = f"{above}{key}"
        found += _leaves(value, f"{way}.") if isinstance(value, Mapping) else [(way, value)]
    return found


def _plain(value: Any) -> Plain:
    """A part of a document as plain data."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(inner) for inner in value]
    return label(value) if isinstance(value, (str, int, float, bool)) or value is None else str(value)


# --- in a branch ------------------------------------------------------------------------------------------------------


def _in_branch(script: Script, branch: Branch, query: Query) -> Answer:
    if isinstance(query, BeliefQuery):
        return _compared(query, _told_or_none(script, query), branch_belief(branch, query))
    if isinstance(query, ExpectQuery):
        _refuse_suppose(query)
        return _compared(query, _told_or_none(script, query), branch.expect(query.decision, by=query.by))
    if isinstance(query, WhyQuery):
        return _weights(script, branch, query)
    raise EvidenceError(
        f"{query.text!r} cannot be asked in a branch, which is not told to the end; ask belief, expect or why there, or"
        " change the world (people, numbers, wants, facts, heads) and ask anything"
    )


def branch_belief(branch: Branch, query: BeliefQuery) -> Belief:
    """What somebody believes in a branch, or what happens in it."""
    _refuse_suppose(query)
    jointly = query.jointly or None
    return branch.belief(query.path, query.about.asked, at=query.at, after=query.after, jointly=jointly)


def _refuse_suppose(query: BeliefQuery | ExpectQuery) -> None:
    if query.suppose:
        facts = ", ".join(query.suppose)
        raise EvidenceError(f"what if: {facts} cannot be supposed in a branch; say it among what is different there")


def _told_or_none(script: Script, query: BeliefQuery | ExpectQuery) -> Belief | Policy | None:
    """The answer of the story as told, where it has one."""
    try:
        return _asked(script, query)
    except UnderneathError:
        return None


def _weights(script: Script, branch: Branch, query: WhyQuery) -> Answer:
    """The ledger of a branch: steps that weigh nothing are among the data alone."""
    outcome: Outcome = True if query.outcome is None else query.outcome
    claim, words = claim_words(query.about.text, query.outcome), _step_words(script)
    ledger = branch.why(query.path, query.about.asked, outcome)
    moving = [w for w in ledger if abs(w.bits) >= SMALL]
    rows = tuple((words.get(w.step, w.step), w.bits, w.before, w.after) for w in moving)
    steps = [dict(zip(_OF_WEIGHTS, (w.step, *numbers((w.bits, w.before, w.after))))) for w in ledger]
    data = {"path": path_list(query.path), "claim": claim, "steps": steps}
    return Answer(moved_title(path_list(query.path), claim), LEDGER, rows, (), data)


def _step_words(script: Script) -> dict[str, str]:
    """What a table calls the steps that are no facts, by what a ledger calls them."""
    said = said_of(script)
    steps = [step for step in happenings(script.story) if step.kind in ("reveal", "level", "grow")]
    return {_ledger_word(step): step_word(step, said) for step in steps}


def _ledger_word(step: Happening) -> str:
    """What a ledger calls a step that is no fact."""
    return f"reveal of {', '.join(step.facts)}" if step.kind == "reveal" else str(step)


# --- side by side -----------------------------------------------------------------------------------------------------


def _compared(query: BeliefQuery | ExpectQuery, told: Belief | Policy | None, branch: Belief | Policy) -> Answer:
    """An answer as told and in the branch, outcome by outcome."""
    single = _single(query, branch)
    if told is None:
        return single
    words, before, after = _cells(branch), told, branch
    shares = (before.probabilities.ravel().tolist(), after.probabilities.ravel().tolist())
    rows: tuple[tuple[Value, ...], ...] = tuple((*cell, a, b) for cell, a, b in zip(words, *shares, strict=True))
    heads = _heads(query, branch)
    columns = (*map(Column, heads), Column("as told", "share"), Column("what if", "share"))
    data = {**single.data, "as_told": shares[0], "what_if": shares[1]}
    return replace(single, columns=columns, rows=rows, sentences=_error_words(branch), data=data)


def _single(query: BeliefQuery | ExpectQuery, branch: Belief | Policy) -> Answer:
    if isinstance(branch, Policy):
        found = policy_answer(branch)
    else:
        outcome = query.outcome if isinstance(query, BeliefQuery) else None
        about = query.about.text if isinstance(query, BeliefQuery) else ""
        found = replace(belief_answer(branch, about, outcome), title=belief_title(branch, about))
    return replace(found, sentences=(*found.sentences, *_error_words(branch)))


def _cells(branch: Belief | Policy) -> list[tuple[str, ...]]:
    return [(words_of(option),) for option in branch] if isinstance(branch, Policy) else cell_words(branch)


def _heads(query: BeliefQuery | ExpectQuery, branch: Belief | Policy) -> tuple[str, ...]:
    if isinstance(branch, Policy):
        return ("option",)
    return (query.about.text,) if isinstance(query, BeliefQuery) and is_event(branch) else branch.facts


def _error_words(branch: Belief | Policy) -> tuple[str, ...]:
    """How exact a sampled answer is."""
    if branch.course is None or branch.course.errors is None:
        return ()
    worst = float(np.max(branch.course.errors))
    return (f"From {branch.course.draws:,} draws; the standard error is at most {worst:.4f}.",)
