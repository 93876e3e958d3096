"""The reference for feelings against numbers worked out by hand, and the package against the reference."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from feeling_questions import compare
from feeling_worlds import SMALL
from reference import answers
from reference.enumerate import Reference
from reference.feelings import CircularError, feel
from reference.spec import (
    SIGN,
    AngerTerm,
    Asking,
    BlameTerm,
    Fact,
    Felt,
    Growth,
    GuiltTerm,
    ImageTerm,
    Mind,
    Reveal,
    Spec,
    Table,
    Traits,
)
from test_reference import chance, decision, mind, wants

S, K, N = 0, 1, 2
CLOSE = 5e-7  # the published numbers have six digits


def felt(
    reference: Reference, path: tuple[int, ...], name: str, step: tuple[int, int], told: dict[int, int], **asked: Any
) -> float:
    """The mean of a feeling."""
    return sum(weight * value for weight, value in feel(reference, path, name, *step, told, **asked))


# --- one mind ---------------------------------------------------------------------------------------------------------


def prospects(**traits: float) -> Reference:
    """Rupture, stuck or reconciled: a signal (0: none) that S sees, and then the outcome."""
    outcome = chance("outcome", [0.2, 0.5, 0.3])
    signal = chance("signal", [[0.9, 0.1], [0.72, 0.28], [0.2, 0.8]], 0, to=(S,))
    terms = (wants([-6, 0, 4], 0),)
    minds = (Mind("S", Traits(level=1, rationality=1.0, horizon=0, discount=1.0, chi=0.0, terms=terms, **traits)),)
    return Reference(Spec(minds, (outcome, signal, Reveal((0,), frozenset({S})))))


@pytest.mark.parametrize(
    ("step", "outcome", "expected"),
    [
        ((1, 2), 2, {"joy": 2.1, "distress": 0, "hope": 2.4, "fear": 0.3, "relief": 0.9, "disappointment": 0}),
        ((2, 3), 2, {"joy": 1.9, "distress": 0, "relief": 0.3, "disappointment": 0, "surprise": 0.736966}),
        ((2, 3), 1, {"joy": 0, "distress": 2.1, "relief": 0.3, "disappointment": 2.4, "surprise": 1.514573}),
        ((2, 3), 0, {"joy": 0, "distress": 8.1, "relief": 0, "disappointment": 2.4, "surprise": 4.321928}),
        ((1, 3), 0, {"distress": 6.0, "surprise": 4.321928 - np.log2(0.4)}),
    ],
)
def test_reference_ledger(step: tuple[int, int], outcome: int, expected: dict[str, float]) -> None:
    """Ortony, Clore and Collins (1988): a small signal, and what it was a signal of, for who stood at 0."""
    for name, value in expected.items():
        found = felt(prospects(reference=0.0), (S,), name, step, {0: outcome, 1: 1})
        assert found == pytest.approx(value, abs=CLOSE), name


def test_reference_own_reference_point() -> None:
    """Without a declared point S hopes for more than the 0.0 that it expected at the start; here the same thing."""
    for name, value in [("hope", 2.4), ("fear", 0.3)]:
        assert felt(prospects(), (S,), name, (1, 2), {1: 1}) == pytest.approx(value, abs=CLOSE)
    assert felt(prospects(reference=1.0), (S,), "hope", (1, 2), {1: 1}) == pytest.approx(1.8)


def test_reference_belief_shift() -> None:
    """The signal moves (0.2, 0.5, 0.3) to (0.05, 0.35, 0.6)."""
    was, now = np.array([0.2, 0.5, 0.3]), np.array([0.05, 0.35, 0.6])
    expected = float(now @ np.log2(now / was))
    assert felt(prospects(), (S,), "belief shift", (1, 2), {1: 1}) == pytest.approx(expected)
    assert felt(prospects(), (S,), "belief shift", (1, 2), {1: 1}, about=(1,)) == pytest.approx(-np.log2(0.4))


REACTION = [[0.9, 0.1], [0.4, 0.6], [0.5, 0.5], [0.1, 0.9]]
FIRST = 3


def missing(aware: bool = False) -> Reference:
    """K kisses (1) or not; S, unaffected, sentimental, inexperienced or new to it (3), reacts or not.

    That it was her first K thinks of after the reaction only (or, `aware`, from the start).
    """
    case = chance("case", [0.45, 0.27, 0.18, 0.1], to=(S,))
    kiss = decision("kiss", K, [1.0, 0.0], to=(S,))
    react = chance("react", REACTION, 0, to=(S, K))
    growth = Growth(K, 0, FIRST, 0.1, frozenset({K}))
    items = (case, kiss, growth, react, Reveal((0,), frozenset({K})))
    if not aware:
        items = (case, kiss, react, growth, Reveal((0,), frozenset({K})))
    kissed = wants([[1.2, 2.0], [1.2, 1.5], [1.2, 1.5], [1.2, -1.0]], 0, 1)
    hers = wants([[0, 0], [0, 0], [0, 0], [0, -2]], 0, 1)
    unaware = frozenset() if aware else frozenset({(0, FIRST)})
    k = replace(mind("K", 1, 5.0, kissed), unaware=unaware)
    return Reference(Spec((mind("S", 1, 1.0, hers), k), items))


def test_reference_missing_hypothesis() -> None:
    """Regret 2.2 without mistake; guilt 2 that nobody could have foreseen."""
    reference, told = missing(), {0: FIRST, 1: 1, 2: 1}
    steps = {"before": (2, 3), "thought of": (3, 4), "told": (4, 5)}
    assert felt(reference, (K,), "surprise", steps["told"], told) == pytest.approx(-np.log2(0.232558), abs=1e-5)
    known = 1.2 - 0.378 / 0.387  # what a kiss is worth once K has thought of it: 0.976744
    for step, regret, guilt in [("before", 0.0, 0.0), ("thought of", known, 0.465116), ("told", 2.2, 2.0)]:
        assert felt(reference, (K,), "regret", steps[step], told, act=1) == pytest.approx(regret, abs=CLOSE)
        assert felt(reference, (K,), "mistake", steps[step], told, act=1) == 0.0
        assert felt(reference, (K,), "guilt", steps[step], told, toward=S, act=1) == pytest.approx(guilt, abs=CLOSE)
        assert felt(reference, (K,), "foreseen guilt", steps[step], told, toward=S, act=1) == 0.0
    aware = missing(aware=True)
    assert felt(aware, (K,), "foreseen guilt", (4, 5), told, toward=S, act=1) == pytest.approx(0.2)


def test_reference_unforeseen() -> None:
    """Without the outcome in mind the surprise is without bound."""
    spec = missing().spec
    reference = Reference(Spec(spec.minds, tuple(i for i in spec.items if not isinstance(i, Growth))))
    assert felt(reference, (K,), "surprise", (3, 4), {0: FIRST, 1: 1, 2: 1}) == np.inf


def test_reference_regret_reruns_the_luck() -> None:
    """S bets (1) on a coin that falls anyhow: regret is hindsight about the same coin; a second coin is drawn anew.

    A coin that was thrown by another hand when the bet was off would be another coin.
    """
    for parents, rows, regret in [((), [0.5, 0.5], 1.0), ((0,), [[0.5, 0.5], [0.5, 0.5]], 0.5)]:
        bet = decision("bet", S, [0.5, 0.5])
        coin = chance("coin", rows, *parents, to=(S,))
        reference = Reference(Spec((mind("S", 1, 1.0, wants([[0.5, -0.5], [-0.5, 0.5]], 0, 1)),), (bet, coin)))
        assert felt(reference, (S,), "regret", (1, 2), {0: 1, 1: 0}, act=0) == pytest.approx(
            regret + 0.5 * (regret == 0)
        )
        assert felt(reference, (S,), "mistake", (1, 2), {0: 1, 1: 0}, act=0) == 0.0


# --- two minds --------------------------------------------------------------------------------------------------------


def trust(theta: float, term: Any = None) -> Reference:
    """A (0) has trusted; B (1) shares or keeps.  A takes B to share with probability 0.8."""
    share = decision("share", 1, [0.8, 0.2], to=(0,))
    own = mind("B", 2, 2.0, wants([2, 4], 0), term or GuiltTerm(0, theta, 0))
    return Reference(Spec((mind("A", 1, 1.0, wants([2, 0], 0)), own), (share,)))


@pytest.mark.parametrize(("theta", "keep", "shares"), [(1.0, 2.4, 0.310026), (1.5, 1.6, 0.689974)])
def test_reference_guilt_in_trust(theta: float, keep: float, shares: float) -> None:
    """Battigalli and Dufwenberg (2007): A expects 1.6, and is let down by so much if B keeps."""
    for term in (None, BlameTerm(0, theta, 0)):
        policy, eu = answers.expect(trust(theta, term), (1,), 0, 0, {})
        assert eu == pytest.approx([2.0, keep])
        assert policy[0] == pytest.approx(shares, abs=CLOSE)
    reference = trust(theta)
    for name in ("guilt", "foreseen guilt"):
        assert felt(reference, (1,), name, (0, 1), {0: 1}, toward=0, act=0) == pytest.approx(1.6)
        assert felt(reference, (1,), name, (0, 1), {0: 0}, toward=0, act=0) == 0.0
    assert felt(reference, (0,), "blame", (0, 1), {0: 1}, toward=1, act=0) == pytest.approx(1.6)
    # He expects 2q, can get nothing more, and could have been given 2.
    assert felt(reference, (0,), "anger", (0, 1), {0: 1}, toward=1) == pytest.approx(1.6)
    assert felt(reference, (0,), "anger", (0, 1), {0: 0}, toward=1) == 0.0
    # Joy is 2 - 2q where q is A's idea of B (level 0); the credit of sharing is 2 - (2 + 0) / 2.
    assert felt(reference, (0,), "gratitude", (0, 1), {0: 0}, toward=1) == pytest.approx(0.4)
    assert felt(reference, (0,), "gratitude", (0, 1), {0: 1}, toward=1) == 0.0


def test_reference_guilt_on_seeing_traces() -> None:
    """Baumeister, Stillwell and Heatherton (1994): tired eyes tell of a hurt of 3 that was not needed."""
    avoid = decision("avoid", S, [1.0, 0.0], to=(K,))
    minds_it = chance("minds", [0.8, 0.2], to=(K,))
    eyes = chance("eyes", [[[0.8, 0.2], [0.8, 0.2]], [[0.8, 0.2], [0.3, 0.7]]], 1, 0, to=(S,))
    terms = (wants([[0, 0], [0, -3]], 0, 1),)
    reference = Reference(Spec((mind("S", 1), mind("K", 1, 1.0, *terms)), (minds_it, avoid, eyes)))
    told = {0: 1, 1: 1, 2: 1}
    assert felt(reference, (S,), "guilt", (1, 2), told, toward=K, act=1) == pytest.approx(0.6)
    assert felt(reference, (S,), "guilt", (2, 3), told, toward=K, act=1) == pytest.approx(1.4, abs=CLOSE)
    # The eyes are told apart from what was not done: who knows that K does not mind has nothing to be sorry for.
    assert felt(reference, (S,), "foreseen guilt", (2, 3), told, toward=K, act=1) == pytest.approx(0.6)


def test_reference_what_is_still_in_reach() -> None:
    """K spoils (1) the dish; S can still cook another, if there are eggs (0.8); it hurts more if she is hungry (0.5).

    At the start S expects 0.5 * 2 - 0.25 * 1: by habit K spoils it every other time, and she does not cook.
    """
    hungry = chance("hungry", [0.5, 0.5], to=(S,))
    spoil = decision("spoil", K, [0.5, 0.5], to=(S,))
    eggs = chance("eggs", [0.2, 0.8], to=(S,))
    cook = decision("cook", S, [1.0, 0.0])
    dish = np.zeros((2, 2, 2, 2))  # hungry, spoil, eggs, cook
    dish[:, 0] = 2.0
    dish[:, 1, 1, 1] = 1.0
    dish[1, 1] -= 1.0
    reference = Reference(Spec((mind("S", 0, 1.0, wants(dish, 0, 1, 2, 3)), mind("K", 1)), (hungry, spoil, eggs, cook)))
    told = {0: 1, 1: 1, 2: 1, 3: 0}
    # The best in reach is 0.8 - 1, then with eggs 1 - 1; -1 is left without cooking.  K could have spared her 2.5.
    for step, gone in [((1, 2), 0.95), ((2, 3), 0.75), ((3, 4), 1.75)]:
        assert felt(reference, (S,), "frustration", step, told) == pytest.approx(gone)
        assert felt(reference, (S,), "anger", step, told, toward=K) == pytest.approx(gone)
    # As K has it in mind S is hungry or not, and then has no reason.
    atoms = [(0.5, 0.0), (0.5, pytest.approx(0.95))]
    assert sorted(feel(reference, (K, S), "frustration", 1, 2, told)) == atoms


def test_reference_what_could_not_be_foreseen() -> None:
    """K walks into the vase in the dark: S is not angrier than K could foresee (there is one with probability 0.1)."""
    vase = chance("vase", [0.9, 0.1], to=(S,))
    walk = decision("walk", K, [0.5, 0.5], to=(S,))
    reference = Reference(Spec((mind("S", 1, 1.0, wants([[0, 0], [0, -4]], 0, 1)), mind("K", 1)), (vase, walk)))
    told = {0: 1, 1: 1}
    assert felt(reference, (S,), "frustration", (1, 2), told) == pytest.approx(3.8)
    assert felt(reference, (S,), "anger", (1, 2), told, toward=K) == pytest.approx(0.4)
    # Had it been another's act there would be nobody to be angry with.
    assert felt(reference, (S,), "anger", (0, 1), told, toward=K) == 0.0


def kindness(seen: bool = True) -> Reference:
    """K gives nothing, a little or a lot, which reaches S or not (0.5); S sees what comes and perhaps who gave."""
    gives = decision("gives", K, [0.5, 0.25, 0.25], to=(S,) if seen else ())
    comes = chance("comes", [[1, 0, 0], [0.5, 0.5, 0], [0.5, 0, 0.5]], 0, to=(S,))
    terms = (wants([0, 1, 4], 1),)
    return Reference(Spec((mind("S", 1, 1.0, *terms), mind("K", 0)), (gives, comes)))


def test_reference_gratitude() -> None:
    """Dufwenberg and Kirchsteiger (2004): K gives 0, 0.5 or 2 on average, the middle is 1, a little earns nothing."""
    told = {0: 2, 1: 2}
    # S expected 0.625; then 2; then 4.  What she knows of is thanked for when she comes to know it.
    for gives, step, thanks in [
        (2, (0, 1), 1.0),
        (1, (0, 1), 0.0),
        (0, (0, 1), 0.0),
        (2, (1, 2), 0.0),
        (2, (0, 2), 1.0),
    ]:
        told = {0: gives, 1: gives}
        assert felt(kindness(), (S,), "gratitude", step, told, toward=K) == pytest.approx(thanks)
    # An act that she does not get to see is read off what comes.
    assert felt(kindness(False), (S,), "gratitude", (1, 2), {0: 2, 1: 2}, toward=K) == pytest.approx(1.0)
    assert felt(kindness(False), (S,), "gratitude", (1, 2), {0: 1, 1: 1}, toward=K) == 0.0


def test_reference_longing() -> None:
    """Both miss each other: together is 3, to go alone costs 1; K goes with probability 0.25 by habit."""
    go = decision("go", S, [0.5, 0.5], to=(K,)), decision("come", K, [0.75, 0.25], to=(S,))
    terms = (wants([[0, 0], [-1, 3]], 0, 1),)
    reference = Reference(Spec((mind("S", 1, 1.0, *terms), mind("K", 0)), go))
    assert felt(reference, (S,), "longing", (0, 0), {}, toward=K) == pytest.approx(3.0)
    assert felt(reference, (S,), "longing", (0, 1), {0: 1}, toward=K) == pytest.approx(3.0)
    assert felt(reference, (S,), "longing", (0, 1), {0: 0}, toward=K) == 0.0
    assert felt(reference, (S,), "longing", (0, 2), {0: 1, 1: 0}, toward=K) == 0.0
    # A door that may be locked (0.1) is nothing to long for.
    locked = chance("locked", [0.9, 0.1], to=(K,))
    menu = Table((0,), np.array([[True, True], [True, False]]))
    come = decision("come", K, [[0.75, 0.25], [1.0, 0.0]], 0, to=(S,), menu=menu)
    items = locked, decision("go", S, [0.5, 0.5], to=(K,)), come
    reference = Reference(Spec((mind("S", 1, 1.0, wants([[0, 0], [-1, 3]], 1, 2)), mind("K", 0)), items))
    assert felt(reference, (S,), "longing", (0, 1), {}, toward=K) == 0.0


def test_reference_irony_of_action() -> None:
    """Who knows that there is poison (1) in the cup foresees the regret of who drinks (1); so does not he himself."""
    poison = chance("poison", [0.9, 0.1], to=(K,))
    drink = decision("drink", S, [0.5, 0.5], to=(K,))
    reference = Reference(Spec((mind("S", 1, 1.0, wants([[0, 1], [0, -5]], 0, 1)), mind("K", 1)), (poison, drink)))
    told = {0: 1, 1: 1}
    assert felt(reference, (K,), "foreseen regret", (1, 2), told, toward=S, act=1) == pytest.approx(5.0)
    assert felt(reference, (K, S), "regret", (1, 2), told, act=1) == 0.0


# --- before an audience -----------------------------------------------------------------------------------------------


def image(audience: tuple[int, ...], weight: float, about: int, outcome: int = 0) -> ImageTerm:
    return ImageTerm(audience, (about,), lambda belief: weight * float(belief[outcome]))


def slip(watches: float, *noticed: Fact, **traits: float) -> Reference:
    """S, poised (0) or not, drops her food (1), as she and N see; K perhaps watches, and then sees it as well."""
    watching = chance("watching", [1 - watches, watches], to=(K,))
    poised = chance("poised", [0.8, 0.2])
    drops = chance("drops", [[0.95, 0.05], [0.7, 0.3]], 1, to=(S, N))
    saw = chance("saw", [[[0, 0, 1], [1, 0, 0]], [[0, 0, 1], [0, 1, 0]]], 2, 0, to=(K,))
    terms = image((K,), 5.0, 1), image((N,), 1.0, 1), image((S,), 1.0, 1)
    plain = {"level": 1, "rationality": 1.0, "horizon": 0, "discount": 1.0, "chi": 0.0}
    s = Mind("S", Traits(terms=terms, **plain, **traits))
    return Reference(Spec((s, mind("K", 1), mind("N", 1)), (watching, poised, drops, saw, *noticed)))


@pytest.mark.parametrize(("sees", "before_k"), [(0.7, 1.4), (0.2, 0.4), (0.95, 1.9), (0.0, 0.0)])
def test_reference_embarrassment(sees: float, before_k: float) -> None:
    """Gilovich, Medvec and Savitsky (2000): the beliefs of whoever saw it fall from 0.8 to 0.4."""
    reference, told = slip(sees), {2: 1}
    assert felt(reference, (S,), "embarrassment", (2, 4), told, toward=(K,)) == pytest.approx(before_k)
    assert felt(reference, (S,), "embarrassment", (2, 4), told, toward=(N,)) == pytest.approx(0.4)
    assert felt(reference, (S,), "shame", (2, 4), told) == pytest.approx(0.4)
    assert felt(reference, (S,), "pride", (2, 4), told, toward=(K,)) == 0.0
    assert felt(reference, (S,), "pride", (2, 4), {2: 0}, toward=(N,)) == pytest.approx(0.76 / 0.9 - 0.8)
    assert felt(reference, (S,), "mortification", (2, 4), told, toward=(K,)) == 0.0


@pytest.mark.parametrize(("watches", "meets", "expected"), [(0.7 / 0.94, 0.2, 1.54), (0.7, 0.0, 1.4)])
def test_reference_mortification(watches: float, meets: float, expected: float) -> None:
    """S, who met no eyes, gives 0.7 to his having seen it; K, if he did, gives 0.2 to her having met his eyes."""
    eyes = chance("eyes", [[[1, 0], [1, 0]], [[1, 0], [1 - meets, meets]]], 0, 2, to=(S,))
    reference = slip(watches, eyes, kappa=0.5)
    assert felt(reference, (S,), "mortification", (2, 5), {2: 1, 4: 0}, toward=(K,)) == pytest.approx(expected)


def test_reference_mortification_in_plain_sight() -> None:
    """Where everything is mutual the fall of 2 counts once more by `kappa`."""
    eyes = chance("eyes", [[1, 0], [0, 1]], 0, to=(S, K))
    told = {2: 1, 4: 1}
    assert felt(slip(0.7, eyes, kappa=0.5), (S,), "mortification", (2, 5), told, toward=(K,)) == pytest.approx(3.0)
    # As K sees it: all of it, since he saw her see him.
    told = {0: 1, 3: 1, 4: 1}
    assert feel(slip(0.7, eyes, kappa=0.5), (K, S), "mortification", 2, 5, told, (K,)) == [(1.0, pytest.approx(3.0))]


# --- feelings that act and show ---------------------------------------------------------------------------------------


def test_reference_anger_acts() -> None:
    """Battigalli, Dufwenberg and Smith (2019): K takes 3 of hers; S can take 4 of his at a cost of 1.

    She expected 1.5, less what it costs her where she avenges out of mere noise: the best that is left is 0.
    """
    takes = decision("takes", K, [0.5, 0.5], to=(S,))
    avenges = decision("avenges", S, [0.5, 0.5], to=(K,))
    hers, his = wants([[3, 2], [0, -1]], 0, 1), wants([[0, -4], [3, -1]], 0, 1)
    minds = (mind("S", 1, 1.0, hers, AngerTerm(K, 0.5, 1)), mind("K", 0, 1.0, his))
    reference = Reference(Spec(minds, (takes, avenges)))
    noise = 1 / (1 + np.e)
    anger = 1.5 - noise
    assert answers.expect(reference, (S,), 1, 1, {0: 0})[1] == pytest.approx([3.0, 2.0])
    worth = answers.expect(reference, (S,), 1, 1, {0: 1})[1]
    assert worth == pytest.approx([-0.5 * anger * 3, -1 + 0.5 * anger])
    # The feeling itself reckons with what anger makes her do: the acts of the two cases are not equally likely then.
    avenged = 1 / (1 + np.exp(worth[0] - worth[1]))
    felt_now = felt(reference, (S,), "anger", (0, 1), {0: 1}, toward=K)
    assert felt_now == pytest.approx(1.5 - noise / 2 - avenged / 2)


def blush(name: str, since: int, **asked: Any) -> Fact:
    """S blushes (1) more the more she feels something: 0.1 and as much again for each util, at most 1."""
    rule = lambda feeling: np.array([0.9 - 0.1 * min(9.0, feeling), 0.1 + 0.1 * min(9.0, feeling)])  # noqa: E731
    return Fact("blush", (0, 1), SIGN, Asking((), (Felt(name, since, **asked),), rule), S, frozenset({S, K}))


def test_reference_a_feeling_shows() -> None:
    """S blushes with 0.24 where she thinks that K saw her slip (0.7); K, who did, learns nothing from it."""
    reference = slip(0.7, blush("embarrassment", 2, toward=(K,)))
    assert answers.belief(reference, (K,), 4, (4,), {0: 1, 3: 1})[0][1][1] == pytest.approx(0.24)
    assert answers.belief(reference, (K,), 5, (1,), {0: 1, 3: 1, 4: 1})[0][1][0] == pytest.approx(0.4)
    # K, not watching, gathers from a blush that there was something to blush for.
    drops = 0.8 * 0.05 + 0.2 * 0.3
    pride = felt(slip(0.7), (S,), "embarrassment", (2, 4), {2: 0}, toward=(K,))
    blushes = np.array([(1 - drops) * (0.1 + 0.1 * pride), drops * 0.24])
    seen = answers.belief(reference, (K,), 5, (2,), {0: 0, 3: 2, 4: 1})[0][1]
    assert seen == pytest.approx(blushes / blushes.sum())


def test_reference_a_feeling_that_hangs_on_its_own_sign() -> None:
    """S hopes that K sees her blush, and blushes when she hopes: there is no answer."""
    sign = blush("hope", 0)
    coin = chance("coin", [0.5, 0.5], to=(S,))
    reference = Reference(Spec((mind("S", 1, 1.0, wants([0, 1], 1)), mind("K", 1)), (coin, sign)))
    with pytest.raises(CircularError):
        answers.belief(reference, (K,), 1, (1,), {})


# --- the package against the reference --------------------------------------------------------------------------------

WORLDS, CHUNK = 480, 24
KINDS = ({}, {"acting": 0.7}, {"acting": 0.7, "angry": True}, {"size": replace(SMALL, facts=(3, 5), rare=4.0)})


@pytest.mark.parametrize("chunk", range(WORLDS // CHUNK))
def test_random_worlds_feel_alike(chunk: int) -> None:
    """Feelings of all kinds, of paths, in steps short and long, in worlds in which they act and show, or not."""
    scores = [compare(seed, **KINDS[seed % len(KINDS)]) for seed in range(CHUNK * chunk, CHUNK * (chunk + 1))]
    differences = [difference for score in scores for difference in score.differences]
    assert not differences, "\n".join(differences[:3])
    assert sum(score.skipped for score in scores) <= 0.3 * CHUNK
    asked = sum(score.asked for score in scores)
    assert sum(score.refused for score in scores) <= 0.3 * asked
    assert sum(score.felt for score in scores) >= 0.15 * asked
