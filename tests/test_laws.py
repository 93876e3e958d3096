"""Laws that hold in every world, on random ones, through the public door alone."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import adapter
import underneath as un
from random_worlds import Blend, Size, Worth, random_spec
from reference.spec import (
    CHANCE,
    DECISION,
    SIGN,
    Asking,
    Fact,
    Growth,
    ImageTerm,
    LevelChange,
    Mind,
    OutcomeTerm,
    Question,
    Reveal,
    Rule,
    Spec,
    Table,
    Traits,
)

SMALL = Size(facts=(3, 6), cells=400, level=3)
PLAIN = replace(SMALL, rare=0.0)
STRANGE = replace(SMALL, rare=3.0)
CLOSE = 1e-9

seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=60, deadline=None)


# --- asking ---------------------------------------------------------------------------------------------------------


def told(spec: Spec, seed: int) -> dict[int, int]:
    """A history, by plain chance where a table says so, and any available option."""
    model_story, rng = adapter.world(spec).tell(), np.random.default_rng(seed)
    try:
        (run,) = model_story.simulate(1, rng)
    except (un.EvidenceError, un.UnseenHabit):
        assume(False)
    return {f: fact.outcomes.index(run[fact.name]) for f, fact in enumerate(spec.facts)}


def attempt(answer: Callable[[], Any]) -> Any:
    """An answer, or the kind of refusal."""
    try:
        return answer()
    except (un.ImpossibleEvidence, un.NoOption, un.UnseenHabit):
        return "refused"


def answers(spec: Spec, history: dict[int, int], seed: int, order: Callable[[int], int] = lambda m: m) -> list[Any]:
    """Some beliefs of one mind and of two, and some policies, by position; `order` says where a mind now stands."""
    rng, story = np.random.default_rng(seed), adapter.world(spec).tell(adapter.labels(spec, history))
    found: list[Any] = []
    for _ in range(6):
        path = [order(int(m)) for m in rng.permutation(len(spec.minds))[: int(rng.integers(1, 3))]]
        about, step = (int(rng.integers(len(spec.facts))) for _ in range(2))
        found.append(attempt(lambda path=path, about=about, step=step: belief(spec, story, tuple(path), about, step)))
    for f, fact in enumerate(spec.facts):
        if fact.cause == DECISION:
            found.append(attempt(lambda f=f: policy(spec, history, f)))
    return found


def belief(spec: Spec, story: un.Story, path: tuple[int, ...], about: int, step: int) -> np.ndarray:
    who, facts = adapter.path_name(spec, path), spec.facts
    return np.asarray(story.belief(who, facts[about].name, at=facts[step].name))


def policy(spec: Spec, history: dict[int, int], decision: int) -> np.ndarray:
    before = {f: o for f, o in history.items() if f < decision}
    return np.asarray(adapter.world(spec).tell(adapter.labels(spec, before)).expect(spec.facts[decision].name))


def same(left: list[Any], right: list[Any]) -> bool:
    """Whether two lists of answers agree."""
    pairs = list(zip(left, right, strict=True))
    return all(isinstance(a, str) == isinstance(b, str) for a, b in pairs) and all(
        isinstance(a, str) or np.allclose(a, b, rtol=0, atol=CLOSE) for a, b in pairs
    )


# --- changing worlds ------------------------------------------------------------------------------------------------


class Mirror:
    """The same world with minds, or facts, in another order, with other names, or with all outcomes reversed."""

    def __init__(self, spec: Spec, minds: list[int], facts: list[int], flip: bool, prefix: str = "") -> None:
        self.spec, self.flip, self.prefix = spec, flip, prefix
        self.minds, self.facts = minds, facts  # where each stood before
        self.mind_at = {old: new for new, old in enumerate(minds)}
        self.fact_at = {old: new for new, old in enumerate(facts)}

    def world(self) -> Spec:
        places = iter(self.facts)
        items = [
            self.fact(self.spec.facts[next(places)]) if isinstance(i, Fact) else self.event(i) for i in self.spec.items
        ]
        minds = tuple(self.mind(self.spec.minds[m]) for m in self.minds)
        return Spec(minds, tuple(items), tuple(self.rule(r) for r in self.spec.rules))

    def outcome(self, fact: int, outcome: int) -> int:
        return len(self.spec.facts[fact].outcomes) - 1 - outcome if self.flip else outcome

    def array(self, array: np.ndarray) -> np.ndarray:
        return np.flip(array) if self.flip else array

    def who(self, minds: Any) -> Any:
        return type(minds)(self.mind_at[m] for m in minds)

    def which(self, facts: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(self.fact_at[f] for f in facts)

    def fact(self, fact: Fact) -> Fact:
        label = (lambda o: f"{self.prefix}{o}") if self.prefix else (lambda o: o)
        outcomes = tuple(label(o) for o in (fact.outcomes[::-1] if self.flip else fact.outcomes))
        owner = None if fact.owner is None else self.mind_at[fact.owner]
        # A view is a chance fact with one observer, and is said so here.
        changed = replace(fact, name=self.prefix + fact.name, outcomes=outcomes, owner=owner, view_of=None)
        return replace(
            changed, observers=self.who(fact.observers), table=self.table(fact.table), menu=self.table(fact.menu)
        )

    def table(self, table: Any) -> Any:
        if table is None:
            return None
        if isinstance(table, Table):
            return Table(self.which(table.parents), self.array(table.array))
        return Asking(self.which(table.parents), tuple(map(self.ask, table.questions)), self.blend(table.rule))

    def blend(self, rule: Any) -> Blend:
        return Blend(self.array(rule.low), self.array(rule.high))

    def ask(self, q: Question) -> Question:
        outcome = None if q.outcome is None else self.outcome(q.about, q.outcome)
        return Question(self.who(q.path), self.fact_at[q.about], outcome, q.knows)

    def event(self, item: Any) -> Any:
        if isinstance(item, Reveal):
            return Reveal(self.which(item.facts), self.who(item.to))
        if isinstance(item, LevelChange):
            return replace(item, mind=self.mind_at[item.mind])
        outcome, mind = self.outcome(item.fact, item.outcome), self.mind_at[item.mind]
        return replace(
            item, mind=mind, fact=self.fact_at[item.fact], outcome=outcome, observers=self.who(item.observers)
        )

    def mind(self, mind: Mind) -> Mind:
        unaware = frozenset((self.fact_at[f], self.outcome(f, o)) for f, o in mind.unaware)
        return Mind(self.prefix + mind.name, self.traits(mind.traits), unaware)

    def traits(self, traits: Traits) -> Traits:
        at = {self.fact_at[f]: r for f, r in traits.rationality_at.items()}
        terms = None if traits.terms is None else tuple(self.term(t) for t in traits.terms)
        fallbacks = None if traits.fallbacks is None else tuple(self.tables(t) for t in traits.fallbacks)
        return replace(traits, rationality_at=at, terms=terms, fallbacks=fallbacks)

    def term(self, term: OutcomeTerm | ImageTerm) -> OutcomeTerm | ImageTerm:
        if isinstance(term, OutcomeTerm):
            return OutcomeTerm(self.which(term.facts), self.array(term.array))
        worth = replace(term.worth, coefficients=self.array(term.worth.coefficients))
        after = None if term.after is None else self.fact_at[term.after]
        return ImageTerm(self.who(term.audience), self.which(term.about), worth, self.which(term.facts), after)

    def tables(self, tables: dict[int, Any]) -> dict[int, Any]:
        return {self.fact_at[f]: self.table(t) for f, t in tables.items()}

    def rule(self, rule: Rule) -> Rule:
        return Rule(rule.star, self.who(rule.path), self.traits(rule.traits), self.tables(rule.tables))


def with_terms(spec: Spec, change: Callable[[Any], Any], traits: Callable[[Traits], Traits] = lambda t: t) -> Spec:
    """Every term, and then all that is said of a mind, changed."""

    def said(t: Traits) -> Traits:
        return traits(replace(t, terms=None if t.terms is None else tuple(change(term) for term in t.terms)))

    minds = tuple(replace(m, traits=said(m.traits)) for m in spec.minds)
    return replace(spec, minds=minds, rules=tuple(replace(r, traits=said(r.traits)) for r in spec.rules))


def without(spec: Spec, *kinds: type) -> Spec:
    """Without some kinds of events."""
    return replace(spec, items=tuple(i for i in spec.items if not isinstance(i, kinds)))


# --- 1: sums and names ----------------------------------------------------------------------------------------------


@some
@given(seeds)
def test_beliefs_sum_to_one(seed: int) -> None:
    """Law 1: every belief, policy and distribution over beliefs sums to one."""
    spec = random_spec(seed, STRANGE)
    for answer in answers(spec, told(spec, seed), seed):
        assert isinstance(answer, str) or np.sum(answer) == pytest.approx(1, abs=CLOSE)


@some
@given(seeds)
def test_names_do_not_matter(seed: int) -> None:
    """Law 1: renaming facts, outcomes and minds, and saying minds in another order, changes nothing else."""
    spec = random_spec(seed, SMALL)
    history, minds = told(spec, seed), list(range(len(spec.minds)))[::-1]
    mirror = Mirror(spec, minds, list(range(len(spec.facts))), flip=False, prefix="new ")
    assert same(answers(spec, history, seed), answers(mirror.world(), history, seed, mirror.mind_at.__getitem__))


@some
@given(seeds)
def test_order_of_outcomes_does_not_matter(seed: int) -> None:
    """Law 1: outcomes declared in the opposite order are answered about in the opposite order."""
    spec = random_spec(seed, SMALL)
    history, everyone = told(spec, seed), list(range(len(spec.minds)))
    mirror = Mirror(spec, everyone, list(range(len(spec.facts))), flip=True)
    flipped = answers(mirror.world(), {f: mirror.outcome(f, o) for f, o in history.items()}, seed)
    assert same(answers(spec, history, seed), [a if isinstance(a, str) else a[::-1] for a in flipped])


# --- 2: what is expected --------------------------------------------------------------------------------------------


def steady(spec: Spec) -> Spec:
    """Without changes of level and awareness, and without trembles."""
    spec = with_terms(without(spec, LevelChange, Growth), lambda t: t, lambda t: replace(t, tremble=None))
    return replace(spec, minds=tuple(replace(m, unaware=frozenset()) for m in spec.minds))


def of(spec: Spec, story: un.Story, mind: int, facts: list[int], step: int, suppose: dict[int, int]) -> np.ndarray:
    """What a mind believes just after a step, with something supposed."""
    names, who = [spec.facts[f].name for f in facts], spec.minds[mind].name
    return np.asarray(story.belief(who, names, at=spec.facts[step].name, suppose=adapter.labels(spec, suppose)))


@some
@given(seeds)
def test_a_mind_expects_its_next_belief_to_be_its_present_one(seed: int) -> None:
    """Law 2: by a mind's own lights the mean of what it will believe after the next step is what it believes."""
    spec = steady(random_spec(seed, SMALL))
    rng = np.random.default_rng(seed)
    mind, about = int(rng.integers(len(spec.minds))), int(rng.integers(len(spec.facts)))
    step = int(rng.integers(len(spec.facts) - 1))
    seen, then = spec.seen(mind, spec.after(step)), spec.seen(mind, spec.after(step + 1))
    news = [f for f in then if f not in seen]
    history = {f: o for f, o in told(spec, seed).items() if f in seen}
    story = adapter.world(spec).tell(adapter.labels(spec, history))
    try:
        present = of(spec, story, mind, [about], step, {})
        expected = of(spec, story, mind, news, step, {}) if news else np.array(1.0)
        mean = np.zeros_like(present)
        for cell in np.ndindex(expected.shape):
            if expected[cell] > 0:
                came = dict(zip(news, cell, strict=True))
                mean += expected[cell] * of(spec, story, mind, [about], step + 1, came)
    except (un.ImpossibleEvidence, un.NoOption, un.UnseenHabit):
        assume(False)
    assert mean == pytest.approx(present, abs=1e-8)


@some
@given(seeds)
def test_what_a_closed_mind_does_not_see_changes_nothing(seed: int) -> None:
    """Law 2: at every path that ends in a mind, an event outside its closed world changes nothing."""
    spec = random_spec(seed, SMALL)
    spec, rng = replace(spec, rules=()), np.random.default_rng(seed)
    mind = int(rng.integers(len(spec.minds)))
    unseen = [f for f, fact in enumerate(spec.facts) if f not in spec.known[mind] and f and fact.cause != DECISION]
    assume(unseen)
    event, other = unseen[0], int(rng.integers(len(spec.minds)))
    nothing = Table((), np.eye(len(spec.facts[event].outcomes))[0])
    closed = replace(spec, rules=(Rule(True, (mind,), Traits(), {event: nothing}),))
    path = (mind,) if other == mind else (other, mind)
    about = int(rng.integers(event))
    history = {f: o for f, o in told(spec, seed).items() if f <= event}
    story = adapter.world(closed).tell(adapter.labels(spec, history))
    before = attempt(lambda: belief(spec, story, (mind,), about, event - 1))
    after = attempt(lambda: belief(spec, story, (mind,), about, event))
    certain = attempt(lambda: belief(spec, story, path, event, event))
    assume(not any(isinstance(a, str) for a in (before, after, certain)))
    assume(set(spec.seen(mind, spec.after(event))) == set(spec.seen(mind, spec.place[event])))
    assert after == pytest.approx(before, abs=CLOSE)
    assert certain[0] == pytest.approx(1, abs=CLOSE)


# --- 3: utilities and rationality -----------------------------------------------------------------------------------


def finite(term: OutcomeTerm | ImageTerm) -> OutcomeTerm | ImageTerm:
    """Without minus infinity."""
    dire = isinstance(term, OutcomeTerm) and not np.isfinite(term.array).all()
    return OutcomeTerm(term.facts, np.where(np.isfinite(term.array), term.array, -5.0)) if dire else term


def shifted(term: OutcomeTerm | ImageTerm) -> OutcomeTerm | ImageTerm:
    """A constant more."""
    return OutcomeTerm(term.facts, term.array + 1.25) if isinstance(term, OutcomeTerm) else term


def scaled(term: OutcomeTerm | ImageTerm, c: float) -> OutcomeTerm | ImageTerm:
    """Times a constant."""
    if isinstance(term, OutcomeTerm):
        return OutcomeTerm(term.facts, term.array * c)
    return replace(term, worth=Scaled(term.worth, c))


class Scaled(Worth):
    """A worth times a constant."""

    def __init__(self, worth: Worth, c: float) -> None:
        super().__init__(worth.coefficients, worth.square, worth.spread)
        object.__setattr__(self, "c", c)

    def __call__(self, belief: object, *outcomes: int) -> float:
        return float(self.c * super().__call__(belief, *outcomes))


def duller(traits: Traits, c: float) -> Traits:
    """Every rationality divided by a constant."""

    def less(value: float | None) -> float | None:
        return None if value is None else value / c

    at = {f: r / c for f, r in traits.rationality_at.items()}
    tremble = None if traits.tremble is None else (traits.tremble[0], traits.tremble[1] / c)
    foresight = less(traits.foresight)
    return replace(
        traits, rationality=less(traits.rationality), rationality_at=at, foresight=foresight, tremble=tremble
    )


@some
@given(seeds)
def test_a_constant_more_changes_nothing(seed: int) -> None:
    """Law 3: adding a constant to utilities changes no choice and no belief."""
    spec = random_spec(seed, SMALL)
    history = told(spec, seed)
    assert same(answers(spec, history, seed), answers(with_terms(spec, shifted), history, seed))


@some
@given(seeds, st.sampled_from([0.5, 4.0]))
def test_scale_of_utilities_is_rationality(seed: int, c: float) -> None:
    """Law 3: utilities times c are the same as rationality times c."""
    spec = random_spec(seed, SMALL)
    history = told(spec, seed)
    changed = with_terms(spec, lambda t: scaled(t, c), lambda t: duller(t, c))
    assert same(answers(spec, history, seed), answers(changed, history, seed))


@some
@given(seeds)
def test_without_rationality_choice_is_uniform_and_teaches_nothing(seed: int) -> None:
    """Law 3: at rationality 0 every available option is as likely, and nobody learns from what is chosen."""
    spec = with_terms(random_spec(seed, PLAIN), finite)
    minds = (replace(m, traits=replace(m.traits, rationality=0.0, rationality_at={}, level=2)) for m in spec.minds)
    spec = replace(spec, minds=tuple(minds), rules=())
    history = told(spec, seed)
    for d, fact in enumerate(spec.facts):
        if fact.cause != DECISION or not spec.minds[fact.owner].traits.terms:
            continue
        assert policy(spec, history, d) == pytest.approx(1 / len(fact.outcomes))
        for reader in set(fact.observers) - {fact.owner}:
            story = adapter.world(spec).tell(adapter.labels(spec, history))
            news = set(spec.seen(reader, spec.after(d))) - set(spec.seen(reader, spec.place[d])) - {d}
            for about in range(d) if not news else ():
                before, after = (belief(spec, story, (reader,), about, step) for step in (d - 1, d))
                assert after == pytest.approx(before, abs=CLOSE)


# --- 5: the value of information ------------------------------------------------------------------------------------


def alone(seed: int) -> Spec:
    """One mind that knows itself, and wants outcomes only."""
    spec = with_terms(random_spec(seed, replace(PLAIN, minds=(1, 1))), finite)
    (mind,) = spec.minds
    terms = tuple(t for t in mind.traits.terms if isinstance(t, OutcomeTerm))
    traits = replace(mind.traits, level=1, foresight=None, horizon=0, terms=terms, rationality_at={})
    items = tuple(replace(i, scene=0) if isinstance(i, Fact) else i for i in spec.items)
    return Spec((replace(mind, traits=traits),), items)


@some
@given(seeds)
def test_information_is_never_worth_less_than_nothing(seed: int) -> None:
    """Law 5: to a lone decider with unlimited foresight what it will see is worth no less than nothing."""
    spec = alone(seed)
    assume(spec.minds[0].traits.terms)
    history = told(spec, seed)
    for d, fact in enumerate(spec.facts):
        if fact.cause == DECISION:
            story = adapter.world(spec).tell(adapter.labels(spec, {f: o for f, o in history.items() if f < d}))
            assert min(story.voi(fact.name).values()) >= -CLOSE


@some
@given(seeds)
def test_garbling_never_adds_value(seed: int) -> None:
    """Law 5: a signal that passed through noise is worth no more than the signal (Blackwell 1953)."""
    rng = np.random.default_rng(seed)
    prior, clear, noise = (rng.dirichlet(np.ones(3), n) for n in (1, (2, 3), 3))
    utils = rng.normal(0, 1, (3, 2, 2))

    def value(signal: np.ndarray) -> dict[Any, float]:
        facts = (
            Fact("state", (0, 1, 2), CHANCE, Table((), prior[0])),
            Fact("probe", ("a", "b"), DECISION, Table((), np.ones(2) / 2), 0, frozenset({0})),
            Fact("signal", (0, 1, 2), CHANCE, Table((1, 0), signal), None, frozenset({0})),
            Fact("act", ("x", "y"), DECISION, Table((), np.ones(2) / 2), 0, frozenset({0})),
        )
        traits = Traits(1, 1.0, {}, None, 0, 1.0, 0.0, (OutcomeTerm((0, 1, 3), utils),))
        return adapter.world(Spec((Mind("Ann", traits),), facts)).tell().voi("probe")

    full, less = value(clear), value(clear @ noise)
    assert all(less[o] <= full[o] + CLOSE for o in full)


# --- 7: telling and asking ------------------------------------------------------------------------------------------


@some
@given(seeds)
def test_telling_step_by_step_is_telling_at_once(seed: int) -> None:
    """Law 7: in any order, with questions in between."""
    spec = random_spec(seed, STRANGE)
    history, rng = told(spec, seed), np.random.default_rng(seed)
    world = adapter.world(spec)
    once = world.tell(adapter.labels(spec, history))
    steps = world.tell()
    for fact in sorted(history) if seed % 2 else [int(f) for f in rng.permutation(list(history))]:
        steps = steps.tell({spec.facts[fact].name: spec.facts[fact].outcomes[history[fact]]})
        mind = spec.minds[int(rng.integers(len(spec.minds)))].name
        with contextlib.suppress(un.EvidenceError, un.UnseenHabit):
            steps.belief(mind, spec.facts[-1].name)
    for mind in range(len(spec.minds)):
        for step in range(len(spec.facts)):
            about = int(rng.integers(len(spec.facts)))
            left, right = (attempt(partial(belief, spec, s, (mind,), about, step)) for s in (once, steps))
            assert same([left], [right])
            again = attempt(partial(belief, spec, once, (mind,), about, step))
            assert isinstance(left, str) or np.array_equal(left, again)


def reads(spec: Spec, fact: int) -> set[int]:
    """Whatever any table of a fact names."""
    swaps = [s for r in spec.rules for s in r.traits.fallbacks or ()]
    tables = [spec.facts[fact].table, *(t.get(fact) for t in [*swaps, *(r.tables for r in spec.rules)])]
    return {p for t in tables if t is not None for p in t.parents}


@some
@given(seeds)
def test_order_of_independent_neighbours_does_not_matter(seed: int) -> None:
    """Law 7: two facts side by side that do not hang on each other may be declared either way round."""
    spec = random_spec(seed, SMALL)
    images = [t for m in spec.minds for t in m.traits.terms if isinstance(t, ImageTerm)]
    images += [t for r in spec.rules for t in r.traits.terms or () if isinstance(t, ImageTerm)]
    asks = [f for f in spec.facts if isinstance(f.table, Asking)]
    pairs = [
        f
        for f in range(len(spec.facts) - 1)
        if spec.place[f + 1] == spec.place[f] + 1
        and all(g.cause != DECISION and g not in asks for g in spec.facts[f : f + 2])
        and spec.facts[f].scene == spec.facts[f + 1].scene
        and f not in reads(spec, f + 1)
        and all(image.after not in (f, f + 1) for image in images)
    ]
    assume(pairs)
    first, everyone = pairs[seed % len(pairs)], list(range(len(spec.minds)))
    order = list(range(len(spec.facts)))
    order[first], order[first + 1] = first + 1, first
    mirror = Mirror(spec, everyone, order, flip=False)
    swapped, history = mirror.world(), told(spec, seed)
    moved = {mirror.fact_at[f]: o for f, o in history.items()}
    before = adapter.world(spec).tell(adapter.labels(spec, history))
    after = adapter.world(swapped).tell(adapter.labels(swapped, moved))
    for mind in everyone:
        for step in (s for s in range(len(spec.facts)) if s != first):
            left = attempt(partial(belief, spec, before, (mind,), 0, step))
            right = attempt(partial(belief, swapped, after, (mind,), mirror.fact_at[0], step))
            assert same([left], [right])


# --- 8: awareness ---------------------------------------------------------------------------------------------------


def settled(spec: Spec) -> Spec:
    """With signs instead of decisions, so that no modelled choice hangs on awareness."""
    facts = (
        replace(i, cause=SIGN, menu=None) if isinstance(i, Fact) and i.cause == DECISION else i for i in spec.items
    )
    return replace(spec, items=tuple(facts), rules=())


def unaware(seed: int) -> tuple[Spec, int, int, int]:
    """A world in which mind `m` has never thought of outcome `o` of the chance fact `f`."""
    spec = without(settled(random_spec(seed, replace(PLAIN, minds=(2, 4)))), Growth, LevelChange)
    rng = np.random.default_rng(seed)
    mind = int(rng.integers(len(spec.minds)))
    free = [f for f, fact in enumerate(spec.facts) if f not in spec.known[mind] and isinstance(fact.table, Table)]
    assume(free)
    fact = free[int(rng.integers(len(free)))]
    outcome = int(rng.integers(len(spec.facts[fact].outcomes)))
    minds = list(spec.minds)
    minds[mind] = replace(minds[mind], unaware=frozenset({(fact, outcome)}))
    return replace(spec, minds=tuple(minds)), mind, fact, outcome


@some
@given(seeds)
def test_growing_by_nothing_changes_nothing(seed: int) -> None:
    """Law 8: an outcome that enters a head with no mass at all leaves the beliefs of that mind as they were."""
    spec, mind, fact, outcome = unaware(seed)
    history, everyone, last = told(spec, seed), range(len(spec.minds)), len(spec.facts) - 1
    grown = replace(spec, items=(*spec.items, Growth(mind, fact, outcome, 0.0, frozenset(everyone))))
    stories = [(s, adapter.world(s).tell(adapter.labels(s, history))) for s in (spec, grown)]
    for path in [(mind,), *((other, mind) for other in everyone if other != mind)]:
        for about in range(len(spec.facts)):
            before, after = (attempt(partial(belief, s, story, path, about, last)) for s, story in stories)
            assert same([before], [after])


@some
@given(seeds, st.floats(0.05, 0.9))
def test_excluding_what_was_new_gives_the_old_belief_back(seed: int, delta: float) -> None:
    """Law 8: a mind that grows aware of an outcome, and then is sure that it is not so, thinks as it did before."""
    spec, mind, fact, outcome = unaware(seed)
    history = told(spec, seed)
    grown = replace(spec, items=(*spec.items, Growth(mind, fact, outcome, delta, frozenset({mind}))))
    about, last = int(np.random.default_rng(seed).integers(len(spec.facts))), len(spec.facts) - 1
    old, new = (adapter.world(s).tell(adapter.labels(spec, history)) for s in (spec, grown))
    before = attempt(lambda: of(spec, old, mind, [about], last, {}))
    after = attempt(lambda: of(spec, new, mind, [fact, about] if fact != about else [fact], last, {}))
    assume(not isinstance(before, str) and not isinstance(after, str))
    kept = np.delete(after, outcome, axis=0)
    kept = kept / kept.sum()
    assert (kept.sum(0) if fact != about else np.insert(kept, outcome, 0.0)) == pytest.approx(before, abs=CLOSE)
