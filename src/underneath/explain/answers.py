"""Answers to the questions of a story: one function for each kind, and the door to them.

answer(script, query)      any question, as `underneath.files.queries` has it
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from underneath.core.effort import effort
from underneath.errors import UnderneathError
from underneath.explain.answer import Answer
from underneath.explain.asking import belief_answer, policy_answer, worths_answer
from underneath.explain.branching import what_if_answer
from underneath.explain.feeling_questions import feel_answer
from underneath.explain.ironies import irony_answer
from underneath.explain.knowing import who_knows, who_knows_answer
from underneath.explain.reasons import left_out, reasons
from underneath.explain.replying import no_answer, reply
from underneath.explain.sharing import common_answer, mutual_answer
from underneath.explain.speaking import claim_words, said_of
from underneath.explain.weighing import why_answer
from underneath.files.queries import (
    BeliefQuery,
    CommonQuery,
    ExpectQuery,
    FeelQuery,
    IronyQuery,
    MutualQuery,
    VoiQuery,
    WhoKnowsQuery,
    WhyQuery,
)
from underneath.files.script import Query, Script, WhatIfQuery
from underneath.model.facts import Outcome
from underneath.story import names


def answer(script: Script, query: Query) -> Answer:
    """Answer a question about a story.

    Args:
        script: The story.
        query: The question; its names are those of the story.

    Returns:
        A table, sentences, and the same as plain data, which says what was asked under `kind` and `question`.

    Raises:
        EvidenceError: If what was told cannot answer it.
        TooLarge: If it would take more memory than the story allows.
        TooLong: If it would take more time than the story allows.
    """
    limit = script.story.record.limit
    with effort(limit.seconds, limit.cells):
        return reply(query, _ANSWERS[type(query)](script, query))


def try_answer(script: Script, query: Query) -> Answer:
    """Answer a question, or say why it has no answer: one that has none must not keep the others from theirs."""
    try:
        return answer(script, query)
    except UnderneathError as error:
        return no_answer(query, error)


def _belief(script: Script, query: BeliefQuery) -> Answer:
    belief = script.story.belief(
        query.path,
        query.about.asked,
        at=query.at,
        after=query.after,
        suppose=query.suppose or None,
        jointly=query.jointly or None,
    )
    return belief_answer(belief, query.about.text, query.outcome)


def _expect(script: Script, query: ExpectQuery) -> Answer:
    policy = script.story.expect(query.decision, by=query.by, suppose=query.suppose or None)
    return policy_answer(policy, told_outcome(script, query.decision))


def told_outcome(script: Script, fact: str) -> Outcome | None:
    """What the story says came of a fact; None if it says nothing."""
    found = script.story.scope.fact(fact, "a question")
    told = script.story.told.get(found.index)
    return None if told is None else found.outcomes[told]


def _why(script: Script, query: WhyQuery) -> Answer:
    story, about, outcome = script.story, query.about, _claimed(script, query)
    end = story.now if query.at is None else names.place_of(story.model, story.scope, query.at)
    found = reasons(story, query.path, about.asked, True if outcome is None else outcome)
    upto = [reason for reason in found if reason.step.place < end]
    path = [story.model.minds[m].name for m in names.path_of(story.scope, query.path)]
    before = [step for step in left_out(story, found) if step.place < end]
    return why_answer(upto, path, claim_words(about.text, outcome), said_of(script), before=before)


def _claimed(script: Script, query: WhyQuery) -> Outcome | None:
    """What a question why is about: the outcome that it names, else what is so, else what is thought likeliest."""
    if query.outcome is not None or query.about.event is not None:
        return query.outcome
    (fact,) = query.about.facts[:1]
    told = told_outcome(script, fact)
    likeliest = script.story.belief(query.path, fact, at=query.at).likeliest() if told is None else told
    assert not isinstance(likeliest, tuple)
    return likeliest


def _voi(script: Script, query: VoiQuery) -> Answer:
    worths = script.story.voi(query.decision, foresight=query.foresight, suppose=query.suppose or None)
    return worths_answer(worths, query.decision)


def _irony(script: Script, query: IronyQuery) -> Answer:
    return irony_answer(script.story, query.reader, query.path, query.fact, said_of(script))


def _who_knows(script: Script, query: WhoKnowsQuery) -> Answer:
    readers = [person.name for person in script.people if person.reader]
    rows = who_knows(script.story, query.fact, query.orders, query.among or None, readers)
    return who_knows_answer(script.story, query.fact, rows, said_of(script))


def _mutual(script: Script, query: MutualQuery) -> Answer:
    share = script.story.mutual(query.among, query.about.asked, query.p, query.n)
    return mutual_answer(share, query.about.text, query.among, query.p, query.n)


def _common(script: Script, query: CommonQuery) -> Answer:
    found = script.story.common(query.among, query.about.asked, query.p)
    return common_answer(found, query.about.text, query.among, query.p)


def _what_if(script: Script, query: WhatIfQuery) -> Answer:
    return what_if_answer(script, query, try_answer)


_ANSWERS: dict[type[Any], Callable[[Script, Any], Answer]] = {
    BeliefQuery: _belief,
    ExpectQuery: _expect,
    WhyQuery: _why,
    VoiQuery: _voi,
    IronyQuery: _irony,
    WhoKnowsQuery: _who_knows,
    MutualQuery: _mutual,
    CommonQuery: _common,
    FeelQuery: feel_answer,
    WhatIfQuery: _what_if,
}
