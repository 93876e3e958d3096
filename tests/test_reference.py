"""The reference against numbers worked out by hand in the literature, and the package against the reference."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import compare, total
from random_worlds import Size
from reference import answers
from reference.answers import merge
from reference.enumerate import ImpossibleError, Reference
from reference.spec import (
    CHANCE,
    DECISION,
    Fact,
    ImageTerm,
    Mind,
    OutcomeTerm,
    Reveal,
    Rule,
    Spec,
    Table,
    Traits,
)

S, K = 0, 1
SIZES = (Size(), Size(), Size(facts=(4, 10), cells=3_000), Size(facts=(3, 6), cells=500, rare=4.0))
CLOSE = 5e-7  # the published numbers have six digits


def table(array: object, *parents: int) -> Table:
    return Table(parents, np.asarray(array, float))


def chance(name: str, array: object, *parents: int, to: tuple[int, ...] = ()) -> Fact:
    size = np.shape(array)[-1]
    return Fact(name, tuple(range(size)), CHANCE, table(array, *parents), None, frozenset(to))


def decision(
    name: str, by: int, habit: object, *parents: int, to: tuple[int, ...] = (), menu: Table | None = None
) -> Fact:
    size = np.shape(habit)[-1]
    return Fact(name, tuple(range(size)), DECISION, table(habit, *parents), by, frozenset({by, *to}), menu)


def wants(array: object, *facts: int) -> OutcomeTerm:
    return OutcomeTerm(facts, np.asarray(array, float))


def mind(name: str, level: int, rationality: float = 1.0, *terms: OutcomeTerm | ImageTerm, **traits: object) -> Mind:
    plain = {"horizon": 0, "discount": 1.0, "chi": 0.0, **traits}
    return Mind(name, Traits(level=level, rationality=rationality, terms=terms, **plain))


def mean(reference: Reference, path: tuple[int, ...], at: int, about: int, told: dict[int, int]) -> np.ndarray:
    return sum(weight * belief for weight, belief in answers.belief(reference, path, at, (about,), told))


@pytest.mark.parametrize(("doubt", "basket"), [(0.0, 0.880797), (0.1, 0.832018)])
def test_reference_false_belief(doubt: float, basket: float) -> None:
    """Baron-Cohen, Leslie and Frith (1985): who knows that the toy was moved predicts that Sally looks where it was."""
    moved = chance("moved", [0.0, 1.0], to=(1, 2))
    look = decision("look", 0, [0.5, 0.5], to=(1, 2))
    minds = (mind("Sally", 1, 2.0, wants(np.eye(2), 0, 1)), mind("Anne", 2), mind("reader", 2))
    reference = Reference(Spec(minds, (moved, look), (Rule(True, (0,), Traits(), {0: table([1 - doubt, doubt])}),)))
    assert answers.belief(reference, (2,), 1, (1,), {0: 1})[0][1] == pytest.approx([basket, 1 - basket], abs=CLOSE)
    assert answers.expect(reference, (2, 0), 1, 1, {0: 1})[0] == pytest.approx([basket, 1 - basket], abs=CLOSE)


def test_reference_second_order_false_belief() -> None:
    """Perner and Wimmer (1985): Anne thinks that Sally may have peeked (0.25), and then is sure of the box."""
    moved = chance("moved", [0.0, 1.0], to=(1,))
    peek = chance("peek", [[1, 0], [0.75, 0.25]], 0, to=(0,))
    look = decision("look", 0, [0.5, 0.5], to=(0, 1))
    rule = Rule(True, (0,), Traits(), {0: table([1.0 - 1e-12, 1e-12])})
    minds = (mind("Sally", 1, 2.0, wants(np.eye(2), 0, 2)), mind("Anne", 2))
    reference = Reference(Spec(minds, (moved, peek, look), (rule,)))
    atoms = merge(answers.belief(reference, (1, 0), 2, (0,), {0: 1}))
    assert [w for w, _ in atoms] == pytest.approx([0.25, 0.75])
    assert [b[1] for _, b in atoms] == pytest.approx([1.0, 0.0])
    assert mean(reference, (1,), 2, 2, {0: 1})[1] == pytest.approx(0.309601, abs=CLOSE)


def test_reference_impossible_evidence() -> None:
    """Strict Sally holds it impossible that she sees the toy in the box; with a prior to fall back on she learns it."""
    moved = chance("moved", [0.3, 0.7])
    reveal = Reveal((0,), frozenset({0}))
    closed = {0: table([1.0, 0.0])}
    strict = Spec((mind("Sally", 1),), (moved, reveal), (Rule(True, (0,), Traits(), closed),))
    with pytest.raises(ImpossibleError):
        answers.belief(Reference(strict), (0,), 2, (0,), {0: 1})
    mended = Spec((mind("Sally", 1),), (moved, reveal), (Rule(True, (0,), Traits(fallbacks=({0: None},)), closed),))
    assert answers.belief(Reference(mended), (0,), 2, (0,), {0: 1})[0][1] == pytest.approx([0, 1])


@pytest.mark.parametrize(
    ("level", "chi", "likes"), [(1, 0.0, 0.3), (2, 0.0, 0.469271), (2, 0.5, 0.384635), (2, 1.0, 0.3)]
)
def test_reference_inverse_planning(level: int, chi: float, likes: float) -> None:
    """Baker, Saxe and Tenenbaum (2009); Eyster and Rabin (2005): a touch, at face value, inverse-planned and cursed."""
    feels = chance("feels", [0.7, 0.3], to=(K,))
    touch = decision("touch", K, [0.6, 0.4], to=(S, K))
    wanted = wants([[0, -0.3], [0, 0.5]], 0, 1)
    reference = Reference(Spec((mind("S", level, chi=chi), mind("K", 1, 2.0, wanted)), (feels, touch)))
    assert answers.belief(reference, (S,), 2, (0,), {1: 1})[0][1][1] == pytest.approx(likes, abs=CLOSE)
    assert answers.expect(reference, (K,), 1, 1, {0: 1})[0][1] == pytest.approx(0.731059, abs=CLOSE)
    assert answers.expect(reference, (K,), 1, 1, {0: 0})[0][1] == pytest.approx(0.354344, abs=CLOSE)


@pytest.mark.parametrize(("need", "wanted"), [(1, 0.245711), (0, 0.586383), (None, 0.28175)])
def test_reference_explaining_away(need: int | None, wanted: float) -> None:
    """Pearl (1988): who knows that the mission needed the kiss learns less of the wish."""
    sees = (S, K) if need is not None else (K,)
    wish, mission = chance("wish", [0.8, 0.2], to=(K,)), chance("mission", [0.5, 0.5], to=sees)
    kiss = decision("kiss", K, [0.5, 0.5], to=(S, K))
    utils = wants([[[0, n * 2 + f - 1.5] for n in (0, 1)] for f in (0, 1)], 0, 1, 2)
    reference = Reference(Spec((mind("S", 2), mind("K", 1, 2.0, utils)), (wish, mission, kiss)))
    assert answers.belief(reference, (S,), 3, (0,), {1: need or 0, 2: 1})[0][1][1] == pytest.approx(wanted, abs=CLOSE)


def silence(occasions: int, chance_of_one: float, notices: float = 1.0) -> Spec:
    """S jokes or not at every occasion; K notices the first, maybe.  0 affected, then (occasion, joke) in turn."""
    items: list[Fact] = [chance("affected", [0.7, 0.3], to=(S,))]
    terms = []
    for n in range(occasions):
        menu = Table((1 + 2 * n,), np.array([[True, False], [True, True]]))
        items.append(chance(f"occasion {n}", [1 - chance_of_one, chance_of_one], to=(S,)))
        items.append(decision(f"joke {n}", S, [0.5, 0.5], to=(K,) if notices == 1.0 else (), menu=menu))
        terms.append(wants([[0, 1], [0, -1]], 0, 2 + 2 * n))
    if notices < 1:
        view = [[notices, 0, 1 - notices], [0, notices, 1 - notices]]
        items.append(chance("view", view, 2, to=(K,)))
    return Spec((mind("S", 3, 2.0, *terms), mind("K", 2)), tuple(items))


@pytest.mark.parametrize(
    ("occasions", "sure", "affected"), [(1, 1.0, 0.760004), (3, 1.0, 0.99425), (1, 0.6, 0.457673), (0, 1.0, 0.3)]
)
def test_reference_silence(occasions: int, sure: float, affected: float) -> None:
    """Hsu, Horng, Griffiths and Chater (2017); Dye (1985): silence speaks where there was an occasion."""
    spec = silence(occasions, sure)
    told = {2 + 2 * n: 0 for n in range(occasions)}
    belief = answers.belief(Reference(spec), (K,), len(spec.items), (0,), told)[0][1]
    assert belief[1] == pytest.approx(affected, abs=CLOSE)


def test_reference_unnoticed_silence() -> None:
    """S gives it 0.9 that K noticed; her mean of his belief weighs what he would think against his prior."""
    reference = Reference(silence(1, 1.0, 0.9))
    told = {0: 0, 1: 1, 2: 0}
    atoms = merge(answers.belief(reference, (S, K), 4, (0,), told))
    assert [(w, b[1]) for w, b in atoms] == [
        (pytest.approx(0.9), pytest.approx(0.760004, abs=CLOSE)),
        (pytest.approx(0.1), pytest.approx(0.3)),
    ]
    assert mean(reference, (S, K), 4, 0, told)[1] == pytest.approx(0.714004, abs=CLOSE)


def test_reference_late_remark() -> None:
    """A joke a week later is stale for who is not affected, cover for who is."""
    items = (
        chance("affected", [0.7, 0.3], to=(S,)),
        decision("joke", S, [0.5, 0.5], to=(K,)),
        decision("late", S, [0.5, 0.5], to=(K,)),
    )
    terms = wants([[0, 1], [0, -1]], 0, 1), wants([[0, -1.5], [0, -0.5]], 0, 2)
    reference = Reference(Spec((mind("S", 1, 2.0, *terms), mind("K", 2)), items))
    for late, affected in [(1, 0.947251), (0, 0.708483)]:
        assert answers.belief(reference, (K,), 3, (0,), {1: 0, 2: late})[0][1][1] == pytest.approx(affected, abs=CLOSE)


def avoidance(level: int, weights: tuple[float, ...] | None, literal: tuple[float, float] = (0.2, 0.9)) -> Reference:
    """Two minds that miss each other (type 0) or want space (1): the types, the act of A, the act of B that A reads."""
    habit = [[avoids, 1 - avoids] for avoids in literal]
    items = (
        chance("A's type", [0.7, 0.3], to=(0,)),
        chance("B's type", [0.7, 0.3], to=(1,)),
        decision("A avoids", 0, habit, 0, to=(1,)),
        decision("B avoids", 1, habit, 1, to=(0,)),
    )
    terms = wants([[[0, 1], [0, -1]], [[0, -2], [0, -1]]], 0, 1, 3)
    minds = mind("A", level, 3.0, mixture=weights), mind("B", 1, 3.0, terms)
    return Reference(Spec(minds, items))


def test_reference_mutual_avoidance() -> None:
    """Vorauer and Ratner (1996); Nagel (1995): beliefs and approaches swing with the level of the reading."""
    beliefs = [0.341463, 0.699245, 0.511355, 0.662629, 0.554962, 0.642]
    approaches = [0.050843, 0.57278, 0.198165, 0.490917, 0.267893, 0.444727]
    literal = (0.2, 0.9)
    for belief, approach in zip(beliefs, approaches, strict=True):
        reference = avoidance(1, None, literal)
        assert answers.belief(reference, (1,), 3, (0,), {1: 0, 2: 0})[0][1][0] == pytest.approx(belief, abs=CLOSE)
        policy = answers.expect(reference, (1,), 3, 3, {1: 0, 2: 0})[0]
        assert policy[1] == pytest.approx(approach, abs=CLOSE)
        literal = (policy[0], answers.expect(reference, (1,), 3, 3, {1: 1, 2: 0})[0][0])


def test_reference_cognitive_hierarchy() -> None:
    """Camerer, Ho and Chong (2004): a reader who gives 0.4 to a literal writer and 0.6 to one of level 1."""
    for weights, misses in [(None, 0.699245), ((0.4, 0.6), 0.619316)]:
        belief = answers.belief(avoidance(2, weights), (0,), 4, (1,), {0: 0, 2: 0, 3: 0})[0][1]
        assert belief[0] == pytest.approx(misses, abs=CLOSE)


@pytest.mark.parametrize(
    ("alpha", "level", "some", "not_all"), [(1, 2, 1 / 3, 0.75), (1, 4, 0.2, 0.833333), (4, 2, 0.058824, 0.944444)]
)
def test_reference_scalar_implicature(alpha: float, level: int, some: float, not_all: float) -> None:
    """Frank and Goodman (2012); Goodman and Stuhlmueller (2013): "some" (0) comes to mean "not all" (0), ever more so.

    A literal listener keeps the states in which the words are true: the habit says each true thing equally often, and
    silence (2) for the rest, which costs too much to be chosen.
    """

    def informed(belief: np.ndarray, state: int) -> float:
        return float(np.log(belief[state])) if belief[state] > 0 else -np.inf

    states = chance("state", [0.5, 0.5], to=(S,))
    says = decision("says", S, [[0.5, 0.0, 0.5], [0.5, 0.5, 0.0]], 0, to=(K,))
    terms = ImageTerm((K,), (0,), informed, (0,)), wants([0, 0, -40], 1)
    reference = Reference(Spec((mind("S", level - 1, alpha, *terms), mind("K", level)), (states, says)))
    assert answers.expect(reference, (S,), 1, 1, {0: 1})[0][0] == pytest.approx(some, abs=CLOSE)
    assert answers.belief(reference, (K,), 2, (0,), {1: 0})[0][1][0] == pytest.approx(not_all, abs=CLOSE)


# --- the package against the reference ------------------------------------------------------------------------------

WORLDS, CHUNK = 2_000, 50


@pytest.mark.parametrize("chunk", range(WORLDS // CHUNK))
def test_random_worlds_agree(chunk: int) -> None:
    """Beliefs, nested or not, predictions, policies, utilities, values of information, mutual beliefs are the same."""
    scores = [compare(seed, size=SIZES[seed % len(SIZES)]) for seed in range(CHUNK * chunk, CHUNK * (chunk + 1))]
    differences = [difference for score in scores for difference in score.differences]
    assert not differences, "\n".join(differences[:3])
    sums = total(scores)
    assert sums["skipped"] <= 0.2 * CHUNK
    assert sums["refused"] <= 0.3 * sums["asked"]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_any_world_agrees(seed: int) -> None:
    """The same for whatever world hypothesis comes up with; the seed alone names it."""
    score = compare(seed, size=SIZES[0])
    assert not score.differences, score.differences[0]
