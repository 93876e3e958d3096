"""What if, against brute force and by its laws, on random worlds.

By brute force every whole history is run again from the change on (`reference/branches.py`).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import adapter
import underneath as un
from branch_worlds import branching_spec, compare, fork
from random_worlds import Size
from reference.enumerate import BudgetError, Reference
from reference.spec import DECISION, Asking, ImageTerm, Spec
from test_laws import Mirror, attempt, reads, told

SMALL = Size(facts=(3, 6), cells=200, level=3)
SIZES = (SMALL, SMALL, Size(facts=(3, 6), cells=200, level=3, rare=4.0), Size(facts=(4, 8), cells=600))
WORLDS, CHUNK = 600, 50
CLOSE = 1e-9

seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize("chunk", range(WORLDS // CHUNK))
def test_random_branches_agree(chunk: int) -> None:
    """What happens, what is believed at any path, and how minds choose, whichever way the branch goes on."""
    scores = [compare(seed, SIZES[seed % len(SIZES)]) for seed in range(CHUNK * chunk, CHUNK * (chunk + 1))]
    differences = [difference for score in scores for difference in score.differences]
    assert not differences, "\n".join(differences[:3])
    assert sum(score.skipped for score in scores) <= 0.1 * CHUNK
    assert sum(score.refused for score in scores) <= 0.25 * sum(score.asked for score in scores)


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_any_branch_agrees(seed: int) -> None:
    """The same for whatever world hypothesis comes up with; the seed alone names it."""
    score = compare(seed, SMALL)
    assert not score.differences, score.differences[0]


# --- drawn branches -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chunk", range(4))
def test_minds_in_a_drawn_branch_agree(chunk: int) -> None:
    """Given the draws, what minds believe and how they choose in them is no matter of luck."""
    scores = [compare(seed, SIZES[seed % len(SIZES)], drawn=True) for seed in range(CHUNK * chunk, CHUNK * (chunk + 1))]
    differences = [difference for score in scores for difference in score.differences]
    assert not differences, "\n".join(differences[:3])
    assert sum(score.skipped for score in scores) <= 0.4 * CHUNK


def drawn(seed: int) -> list[float]:
    """By how many standard errors a drawn branch misses the summed one."""
    spec = branching_spec(seed, SMALL)
    try:
        ask = fork(seed, Reference(spec, 4000))
    except BudgetError:
        return []
    if ask is None:
        return []
    changes, rng = adapter.labels(spec, ask.changes), np.random.default_rng(seed)
    mind, about, step = (int(rng.integers(len(x))) for x in (spec.minds, spec.facts, spec.facts))
    chosen = [f.name for f in spec.facts if f.cause == DECISION][:1]

    def questions(branch: un.Branch) -> list[Any]:
        name = spec.facts[about].name
        believed = branch.belief(spec.minds[mind].name, name, at=spec.facts[step].name)
        return [branch.belief("", name), believed, *(branch.expect(d) for d in chosen)]

    ways = (None, un.Samples(1000, rng))
    summed, sampled = (
        attempt(lambda follow=follow: questions(ask.story.what_if(changes, follow=follow))) for follow in ways
    )
    if isinstance(summed, str) or isinstance(sampled, str):
        return []
    missed: list[float] = []
    for exact, rough in zip(summed, sampled, strict=True):
        errors = rough.course.errors
        gap = np.abs(np.asarray(exact) - np.asarray(rough))
        missed += list((gap[errors > 0] / errors[errors > 0]).ravel())
        # Where all draws came to the same, what they missed is rare.
        assert (gap[errors == 0] < 0.02).all()
    return missed


def test_drawn_branches_miss_by_as_much_as_they_say() -> None:
    """Over many worlds the squared misses are of mean one, and none is wild."""
    missed = np.array([miss for seed in range(300) for miss in drawn(seed)])
    assert len(missed) > 300
    assert 0.7 < (missed**2).mean() < 1.4
    assert missed.max() < 6


# --- laws -----------------------------------------------------------------------------------------------------------


def story_of(seed: int, share: float = 1.0) -> tuple[Spec, dict[int, int], un.Story]:
    spec, rng = branching_spec(seed, SMALL), np.random.default_rng(seed)
    history = {f: o for f, o in told(spec, seed).items() if rng.random() < share}
    return spec, history, adapter.world(spec).tell(adapter.labels(spec, history))


def possible(branch: Callable[[], un.Branch]) -> un.Branch:
    """A branch in which nobody does what is not on the menu."""
    found = attempt(branch)
    assume(not isinstance(found, str))
    return found


def same(left: Callable[[], Any], right: Callable[[], Any], exactly: bool = False) -> None:
    """Both give the same answer; where the first refuses, nothing is asked of the second."""
    ours = attempt(left)
    assume(not isinstance(ours, str))
    if exactly:
        assert ours == right()
    else:
        assert ours.close_to(right(), atol=CLOSE)


@some
@given(seeds)
def test_what_was_told_changes_nothing(seed: int) -> None:
    """A change to the outcome that was told gives the answers of the told story, to the last digit."""
    spec, history, story = story_of(seed)
    rng = np.random.default_rng(seed)
    changed = [int(f) for f in rng.permutation(list(history))[: int(rng.integers(1, 3))]]
    branch = story.what_if({spec.facts[f].name: spec.facts[f].outcomes[history[f]] for f in changed})
    path = adapter.path_name(spec, tuple(int(m) for m in rng.permutation(len(spec.minds))[: int(rng.integers(1, 3))]))
    about, step = (spec.facts[int(f)].name for f in rng.integers(len(spec.facts), size=2))
    same(lambda: story.belief(path, about, at=step), lambda: branch.belief(path, about, at=step), exactly=True)
    same(lambda: story.belief("", about), lambda: branch.belief("", about), exactly=True)
    for fact in spec.facts:
        if fact.cause == DECISION:
            same(lambda d=fact.name: story.expect(d), lambda d=fact.name: branch.expect(d))


@some
@given(seeds)
def test_what_came_before_the_change_stays(seed: int) -> None:
    """Of facts before the change the branch knows what the told story knows, all of it."""
    spec, history, story = story_of(seed, 0.6)
    first = seed % len(spec.facts)
    assume(first > 0)
    outcome = spec.facts[first].outcomes[(history.get(first, 0) + 1) % len(spec.facts[first].outcomes)]
    branch = possible(lambda: story.what_if({spec.facts[first].name: outcome}))
    for fact in spec.facts[:first]:
        same(lambda name=fact.name: story.belief("", name), lambda name=fact.name: branch.belief("", name))


@some
@given(seeds)
def test_whoever_does_not_notice_keeps_its_outcome(seed: int) -> None:
    """What the change cannot reach stays as told: by tables through their parents, by minds through what they see."""
    spec, history, story = story_of(seed)
    first = seed % len(spec.facts)
    outcome = (history[first] + 1) % len(spec.facts[first].outcomes)
    reached = {first}
    for f, fact in enumerate(spec.facts):
        seen = set(spec.seen(fact.owner, spec.place[f])) if fact.owner is not None else set()
        causes = seen if fact.cause == DECISION else set(fact.table.parents)
        causes |= seen if isinstance(fact.table, Asking) else set()
        reached |= {f} if f > first and causes & reached else set()
    branch = possible(lambda: story.what_if({spec.facts[first].name: spec.facts[first].outcomes[outcome]}))
    for f, fact in enumerate(spec.facts):
        if f not in reached:
            found = attempt(lambda name=fact.name: branch.belief("", name))
            assert isinstance(found, str) or found[fact.outcomes[history[f]]] == pytest.approx(1, abs=CLOSE)


def neighbours(spec: Spec) -> list[int]:
    """Facts that hang on nothing just before them, and nothing on when they come."""
    terms = [t for m in spec.minds for t in m.traits.terms]
    terms += [t for r in spec.rules for t in r.traits.terms or ()]
    images = {t.after for t in terms if isinstance(t, ImageTerm)}
    return [
        f
        for f in range(len(spec.facts) - 1)
        if spec.place[f + 1] == spec.place[f] + 1
        and all(g.cause != DECISION and not isinstance(g.table, Asking) for g in spec.facts[f : f + 2])
        and spec.facts[f].scene == spec.facts[f + 1].scene
        and f not in reads(spec, f + 1)
        and not {f, f + 1} & images
    ]


@some
@given(seeds)
def test_order_of_independent_neighbours_does_not_matter(seed: int) -> None:
    """Two facts side by side that do not hang on each other may be declared either way round."""
    seed = next(s for s in itertools.count(seed) if neighbours(branching_spec(s, SMALL)))
    spec, history, story = story_of(seed, 0.7)
    pairs = neighbours(spec)
    first, order = pairs[seed % len(pairs)], list(range(len(spec.facts)))
    order[first], order[first + 1] = first + 1, first
    mirror = Mirror(spec, list(range(len(spec.minds))), order, flip=False)
    swapped = mirror.world()
    other = adapter.world(swapped).tell(adapter.labels(swapped, {mirror.fact_at[f]: o for f, o in history.items()}))
    rng = np.random.default_rng(seed)
    changed = spec.facts[int(rng.integers(len(spec.facts)))]
    changes = {changed.name: changed.outcomes[int(rng.integers(len(changed.outcomes)))]}
    mind, about = (
        spec.minds[int(rng.integers(len(spec.minds)))].name,
        spec.facts[int(rng.integers(len(spec.facts)))].name,
    )
    step = int(rng.choice([s for s in range(len(spec.facts)) if s != first]))  # both have happened, or neither
    for path in ("", mind):

        def ask(told_of: un.Story, of: Spec, path: str = path) -> un.Belief:
            at = {"at": of.facts[step].name} if path else {}
            return told_of.what_if(changes).belief(path, about, **at)

        left, right = (attempt(partial(ask, *side)) for side in ((story, spec), (other, swapped)))
        assert isinstance(left, str) == isinstance(right, str)
        assert isinstance(left, str) or left.close_to(right, atol=CLOSE)


@some
@given(seeds)
def test_asking_changes_no_answer(seed: int) -> None:
    """Of drawn branches too: the same source gives the same histories, whatever was asked before."""
    spec, _, story = story_of(seed, 0.7)
    changed = spec.facts[seed % len(spec.facts)]
    changes, names = {changed.name: changed.outcomes[0]}, [f.name for f in spec.facts]

    def asked(order: list[str]) -> Any:
        branch = story.what_if(changes, follow=un.Samples(50, np.random.default_rng(seed)))
        return {name: branch.belief("", name) for name in order}

    forth, back = attempt(lambda: asked(names)), attempt(lambda: asked(names[::-1]))
    assert forth == back
