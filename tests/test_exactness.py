"""Exactness: no digit is lost to size, length, depth, or ties, and nothing is remembered that should not be."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import underneath as un
from known.test_focal_point import meeting, popular

DIGITS = 1e-12
BITS = 28
TIED = 14
LONG = 5_000


# --- many facts ------------------------------------------------------------------------------------------------------


def bits(count: int = BITS, p: float = 0.3) -> un.World:
    """Independent bits; Ann sees the odd ones."""
    w = un.World("bits")
    ann = w.mind("Ann")
    w.mind("Bob")
    for i in range(count):
        w.chance(f"bit_{i}", [0, 1], p=p, seen_by=[ann] if i % 2 else [])
    return w


def counted(count: int = BITS, p: float = 0.3) -> un.World:
    """The same bits, and how many of them are one so far."""
    w = un.World("count")
    w.chance("bit_0", [0, 1], p=p)
    w.chance("ones_0", [0, 1], value=lambda bit_0: bit_0)
    for i in range(1, count):
        bit = w.chance(f"bit_{i}", [0, 1], p=p)
        so_far = list(range(i + 2))
        w.chance(f"ones_{i}", so_far, given=[f"ones_{i - 1}", bit], value=lambda ones, bit: ones + bit)
    return w


def test_one_bit_of_many() -> None:
    """Whoever is asked, whatever bit."""
    story = bits().tell()
    for path in ("", "Bob", "Ann > Bob", "Bob > Ann"):
        for i in (0, BITS - 1):
            assert story.belief(path, f"bit_{i}").mean() == pytest.approx(0.3, abs=DIGITS)


def test_number_of_ones() -> None:
    """Binomial: mean np, variance np(1-p), and every cell."""
    ones = counted().tell().belief("", f"ones_{BITS - 1}")
    assert ones.mean() == pytest.approx(0.3 * BITS, abs=DIGITS)
    assert ones.variance() == pytest.approx(0.21 * BITS, abs=DIGITS)
    exact = [float(math.comb(BITS, k) * Fraction(3, 10) ** k * Fraction(7, 10) ** (BITS - k)) for k in range(BITS + 1)]
    np.testing.assert_allclose(ones.probabilities, exact, rtol=1e-12)


def test_one_bit_given_their_number() -> None:
    """Of nine ones among 28 each bit has 9/28."""
    story = counted().tell({f"ones_{BITS - 1}": 9})
    for i in (0, 3, BITS - 1):
        assert story.belief("", f"bit_{i}").mean() == pytest.approx(9 / BITS, abs=DIGITS)


def test_many_bits_take_no_time() -> None:
    """No table over all of them is ever made: that one would take seconds and gigabytes."""
    started = time.process_time()
    story = bits().tell()
    for i in range(BITS):
        story.belief("Bob > Ann", f"bit_{i}")
    assert time.process_time() - started < 0.5


# --- numbers ---------------------------------------------------------------------------------------------------------


def test_variance_of_close_and_large_values() -> None:
    """A quarter, where the mean of squares less the square of the mean would have lost all digits."""
    for base in (10**6, 10**9, 10**15):
        w = un.World()
        w.chance("x", [base, base + 1], p="uniform")
        belief = w.tell().belief("", "x")
        assert belief.variance() == 0.25
        assert belief.mean() == base + 0.5


def test_variance_is_never_negative() -> None:
    """Whatever the weights, however close the values."""
    rng = np.random.default_rng(0)
    for _ in range(200):
        weights = rng.dirichlet(np.full(5, 0.02))
        values = sorted({float(v) for v in 1e8 + rng.random(5) * 1e-3})
        w = un.World()
        w.chance("x", values, p=weights / weights.sum())
        assert w.tell().belief("", "x").variance() >= 0


@pytest.mark.parametrize("weights", [[0.0, 0.0], [-0.5, 1.5], [2.0, -1.0], [math.nan, 1.0], [math.inf, 0.0]])
def test_weights_that_are_no_probabilities(weights: list[float]) -> None:
    """As a prior, as a row, as a habit; nothing is scaled in silence."""
    w = un.World()
    w.chance("x", dict(zip("ab", weights, strict=True)))
    with pytest.raises(un.BadTable, match="'x'"):
        w.tell()
    w = un.World()
    ann = w.mind("Ann")
    w.chance("x", ["a", "b"], p="uniform", seen_by=[ann])
    w.decision("d", by=ann, options=["l", "r"], habit=lambda x: weights)
    with pytest.raises(un.BadTable, match="'d' at x='a'"):
        w.tell()


@pytest.mark.parametrize("utils", [math.nan, math.inf])
def test_utilities_that_are_none(utils: float) -> None:
    """Minus infinity forbids; plus infinity and NaN are refused."""
    w = un.World(habit="uniform")
    ann = w.mind("Ann")
    w.decision("d", by=ann, options=["l", "r"])
    w.wants(ann, {"l": utils}, given="d")
    with pytest.raises(un.BadTerm, match="finite or minus infinity"):
        w.tell()


def test_a_sum_of_ten_tenths_is_one() -> None:
    """Rows that miss one by rounding are rows."""
    w = un.World()
    w.chance("x", list(range(10)), p=[0.1] * 10)
    assert w.tell().belief("", "x").probabilities.sum() == pytest.approx(1, abs=1e-15)


# --- ties ------------------------------------------------------------------------------------------------------------

THREE_TENTHS = [
    0.3, 0.1 * 3, 0.1 + 0.2, 0.6 - 0.3, 0.9 / 3, 0.1 + 0.1 + 0.1, 1 - 0.7,
    0.15 * 2, 0.03 * 10, sum([0.03] * 10), 0.4 - 0.1, 1.3 - 1, 0.5 - 0.2, 3 / 10,
]  # fmt: skip
CONSTANTS = [0.0, 1e6, -1e6, 1e9]


def chooser(options: int) -> tuple[un.World, un.Mind, un.FactRef]:
    """Ann chooses perfectly."""
    w = un.World("ties")
    ann = w.mind("Ann", level=1, rationality=math.inf)
    return w, ann, w.decision("d", by=ann, options=list(range(options)))


def shares_alike(w: un.World) -> bool:
    """Whether every option has exactly the same share."""
    return bool((w.tell().expect("d").probabilities == 1 / TIED).all())


@pytest.mark.parametrize("constant", CONSTANTS)
def test_ties_that_rounding_would_break(constant: float) -> None:
    """Fourteen ways to say three tenths, at once or added to a constant."""
    assert len(THREE_TENTHS) == TIED
    assert len(set(THREE_TENTHS)) > 1
    w, ann, d = chooser(TIED)
    w.wants(ann, [u + constant for u in THREE_TENTHS], given=[d])
    assert shares_alike(w)


@pytest.mark.parametrize("constant", CONSTANTS)
def test_ties_among_sums_of_wants(constant: float) -> None:
    """Ten wants that add up to the same for each option, each in another order."""
    w, ann, d = chooser(TIED)
    for k in range(TIED):
        w.wants(ann, [0.1 * ((option + k) % TIED) for option in range(TIED)], given=[d])
    w.wants(ann, [constant] * TIED, given=[d])
    assert shares_alike(w)


@pytest.mark.parametrize("constant", CONSTANTS)
def test_ties_among_expected_utilities(constant: float) -> None:
    """A lottery that has the same prizes for each option, in another order."""
    w, ann, d = chooser(TIED)
    x = w.chance("x", list(range(TIED)), p="uniform")
    w.wants(ann, lambda d, x: 0.1 * ((d + x) % TIED), given=[d, x])
    w.wants(ann, lambda x: constant, given=[x])
    assert shares_alike(w)


def test_a_difference_that_is_none_of_rounding() -> None:
    """A millionth of the range decides."""
    w, ann, d = chooser(3)
    w.wants(ann, [0.3, 0.3 + 1e-6, 0.0], given=[d])
    assert w.tell().expect("d")[1] == 1


# --- depth and length ------------------------------------------------------------------------------------------------


def test_a_tower_of_5000_levels() -> None:
    """Depth meets no recursion limit."""
    assert meeting(LONG).tell().expect("ann_goes")["popular"] == pytest.approx(popular(LONG), abs=DIGITS)


STEP = np.array([[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.05, 0.15, 0.8]])
SHOW = np.array([[0.8, 0.2], [0.5, 0.5], [0.1, 0.9]])
PRIOR = np.array([0.5, 0.3, 0.2])


def chain(steps: int, show: np.ndarray = SHOW, seen_by: Any = un.EVERYONE, labels: Sequence[str] = "ab") -> un.World:
    """A hidden state that moves, and shows a little at every step; Bob sees nothing but what all see."""
    w = un.World("chain")
    w.mind("Ann")
    w.mind("Bob")
    state = w.state("state", {"low": PRIOR[0], "middle": PRIOR[1], "high": PRIOR[2]})
    for t in range(steps):
        if t:
            state = w.change("state", given=[state], p=STEP)
        w.chance(f"sign_{t}", list(labels), given=[state], p=show, seen_by=seen_by)
    return w


def signs(steps: int, seed: int = 0) -> list[int]:
    return [int(s) for s in np.random.default_rng(seed).integers(2, size=steps)]


def said(shown: Sequence[int], start: int = 0) -> dict[str, str]:
    return {f"sign_{t}": "ab"[s] for t, s in enumerate(shown, start)}


def forward(shown: Sequence[int], show: np.ndarray = SHOW) -> tuple[np.ndarray, float]:
    """P(last state | signs) and log P(signs), by the plain filter."""
    belief, log = PRIOR, 0.0
    for t, s in enumerate(shown):
        belief = (belief @ STEP if t else belief) * show[:, s]
        log += math.log(belief.sum())
        belief = belief / belief.sum()
    return belief, log


def smoothed(shown: Sequence[int], at: int) -> np.ndarray:
    """P(state at a step | all signs): forward to it, backward from the end."""
    ahead = np.ones(3)
    for s in reversed(shown[at + 1 :]):
        ahead = STEP @ (SHOW[:, s] * ahead)
        ahead = ahead / ahead.sum()
    both = forward(shown[: at + 1])[0] * ahead
    return np.asarray(both / both.sum())


@pytest.mark.parametrize("path", ["Ann", ""])
def test_5000_steps_told_at_once(path: str) -> None:
    """Filtered, and within some seconds of the processor's time."""
    shown = signs(LONG)
    started = time.process_time()
    story = chain(LONG).tell(said(shown))
    np.testing.assert_allclose(story.belief(path, "state"), forward(shown)[0], atol=DIGITS)
    assert time.process_time() - started < 15


@pytest.mark.parametrize("path", ["Ann", ""])
def test_an_early_state(path: str) -> None:
    """Smoothed: what comes later counts as well, at the beginning, in between, and near the end."""
    steps = 400
    shown = signs(steps)
    story = chain(steps).tell(said(shown))
    for at in (0, 1, steps // 2, steps - 2, steps - 1):
        np.testing.assert_allclose(story.belief(path, f"state@{at}"), smoothed(shown, at), atol=DIGITS)


def test_a_belief_of_long_ago() -> None:
    """What Ann believed at a step is what the filter held there; what came later does not count."""
    steps = 400
    shown = signs(steps)
    story = chain(steps).tell(said(shown))
    for at in (0, 7, steps - 1):
        then = story.belief("Ann", f"state@{at}", at=f"sign_{at}")
        np.testing.assert_allclose(then, forward(shown[: at + 1])[0], atol=DIGITS)


def test_what_is_to_come() -> None:
    """Predicted: the filter, moved on without signs."""
    shown = signs(50)
    story = chain(60).tell(said(shown))
    expected = forward(shown)[0] @ np.linalg.matrix_power(STEP, 10)
    np.testing.assert_allclose(story.belief("Ann", "state"), expected, atol=DIGITS)
    np.testing.assert_allclose(story.belief("Bob > Ann", "sign_59"), expected @ SHOW, atol=DIGITS)


@pytest.mark.parametrize("path", ["Ann", "", "Bob > Ann"])
def test_step_by_step_is_at_once(path: str) -> None:
    """However the telling is cut up, and whether or not something is asked in between."""
    steps = 120
    shown = signs(steps)
    w = chain(steps)
    at_once = w.tell(said(shown))
    asked, unasked, in_chunks = w.tell(), w.tell(), w.tell()
    for t, s in enumerate(shown):
        asked, unasked = asked.tell(said([s], t)), unasked.tell(said([s], t))
        np.testing.assert_allclose(asked.belief(path, "state@0"), at_once.belief(path, "state@0", at=f"sign_{t}"))
    for t in range(0, steps, 37):
        in_chunks = in_chunks.tell(said(shown[t : t + 37], t))
    for story in (asked, unasked, in_chunks):
        for about in ("state", "state@60", "state@0"):
            np.testing.assert_allclose(story.belief(path, about), at_once.belief(path, about), atol=DIGITS)


def test_told_in_any_order() -> None:
    """Later facts first."""
    shown = signs(60)
    w = chain(60)
    back = w.tell()
    for t in reversed(range(60)):
        back = back.tell(said([shown[t]], t))
    np.testing.assert_allclose(back.belief("Ann", "state"), forward(shown)[0], atol=DIGITS)


# --- long evidence ---------------------------------------------------------------------------------------------------

RARE = 2_000


def rarities(w: un.World) -> None:
    """A coin, and observations that are rare under either side; Ann sees them all."""
    w.mind("Ann")
    coin = w.chance("coin", {"heads": 0.5, "tails": 0.5})
    for t in range(RARE):
        w.chance(f"rare_{t}", ["no", "yes"], given=[coin], p={"heads": 1e-3, "tails": 1.001e-3}, seen_by=["Ann"])


@pytest.mark.parametrize("other", [False, True])
@pytest.mark.parametrize("path", ["Ann", ""])
def test_evidence_of_vanishing_probability(path: str, other: bool) -> None:
    """Odds are 1.001 to the 2000th, though the evidence has a chance of 10^-6000; also where another has wants."""
    w = un.World("rare", habit="uniform")
    rarities(w)
    if other:
        bob = w.mind("Bob")
        w.wants(bob, {"l": 1.0}, given=[w.decision("d", by=bob, options=["l", "r"], seen_by=[])])
    story = w.tell({f"rare_{t}": "yes" for t in range(RARE)})
    odds = 1.001**RARE
    assert story.belief(path, "coin")["tails"] == pytest.approx(odds / (1 + odds), abs=1e-10)


@pytest.mark.parametrize("cut", [1, 300, 2 * RARE])
def test_evidence_that_swings_back(cut: int) -> None:
    """What came to odds of 10^-735, less than any number, is even again after as much evidence against it."""
    w = un.World("swing")
    ann = w.mind("Ann")
    side = w.chance("side", {"left": 0.5, "right": 0.5})
    for t in range(2 * RARE):
        w.chance(f"hint_{t}", ["l", "r"], given=[side], p={"left": 0.3, "right": 0.7}, seen_by=[ann])
    story = w.tell()
    for t in range(0, 2 * RARE, cut):
        story = story.tell({f"hint_{k}": "lr"[k < RARE] for k in range(t, min(t + cut, 2 * RARE))})
        if cut > 1:
            story.belief("Ann", "side")
    assert story.belief("Ann", "side")["left"] == pytest.approx(0.5, abs=1e-9)


def test_evidence_that_swings_back_about_a_state_that_stays() -> None:
    """The same where each version of a state is the last one again, and all but the newest may be forgotten."""
    w = un.World("swing")
    ann, steps = w.mind("Ann"), 1_000
    side = w.state("side", {"left": 0.5, "right": 0.5})
    for t in range(2 * steps):
        w.chance(f"hint_{t}", ["l", "r"], given=[side], p={"left": 0.3, "right": 0.7}, seen_by=[ann])
        side = w.change("side", value=lambda side: side)
    story = w.tell({f"hint_{t}": "lr"[t < steps] for t in range(2 * steps)})
    for version in (0, steps, 2 * steps):
        assert story.belief("Ann", f"side@{version}")["left"] == pytest.approx(0.5, abs=1e-9)


def test_log_evidence_of_what_is_next_to_impossible() -> None:
    """Minus 13,815 nats, and then some."""
    w = un.World("rare")
    rarities(w)
    story = w.tell({f"rare_{t}": "yes" for t in range(RARE)})
    expected = RARE * math.log(1e-3) + math.log((1 + 1.001**RARE) / 2)
    assert story.log_evidence() == pytest.approx(expected, rel=1e-12)


def test_log_evidence_of_a_chain() -> None:
    """The sum of the logarithms of what the filter divides by; of a part, told out of order, too."""
    shown = signs(300)
    assert chain(300).tell(said(shown)).log_evidence() == pytest.approx(forward(shown)[1], rel=1e-12)
    some = chain(40).tell(sign_20="a").tell(sign_3="b")
    pair = (PRIOR @ np.linalg.matrix_power(STEP, 3) * SHOW[:, 1]) @ np.linalg.matrix_power(STEP, 17) @ SHOW[:, 0]
    assert some.log_evidence() == pytest.approx(math.log(pair), abs=DIGITS)


def test_log_evidence_of_nothing() -> None:
    """What was not told is sure."""
    assert chain(5).tell().log_evidence() == 0


# --- impossible, never a table of zeros ------------------------------------------------------------------------------


def test_impossible_evidence_is_never_a_table_of_zeros() -> None:
    """It is refused, at the end of a long story as at the start of it."""
    never = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 0.0]])
    for steps in (1, 2, 300):
        story = chain(steps, show=never).tell(said([0] * (steps - 1))).tell(said([1], steps - 1))
        for path in ("Ann", "", "Bob > Ann"):
            with pytest.raises(un.ImpossibleEvidence, match=f"sign_{steps - 1}"):
                story.belief(path, "state")


# --- asking, and other worlds ----------------------------------------------------------------------------------------


def joking() -> un.World:
    """Two minds who read each other."""
    w = un.World("joke", habit="uniform")
    ann, bob = w.mind("Ann", level=3), w.mind("Bob", level=2)
    mood = w.chance("mood", {"good": 0.6, "bad": 0.4}, seen_by=[bob])
    frown = w.decision("frown", by=bob, options=["yes", "no"])
    joke = w.decision("joke", by=ann, options=["yes", "no"])
    laugh = w.decision("laugh", by=bob, options=["yes", "no"])
    w.wants(bob, {("no", "good"): 1.0, ("yes", "bad"): 1.0}, given=[frown, mood])
    w.wants(bob, {("yes", "yes"): 0.5, ("yes", "no"): -1.0}, given=[laugh, joke])
    w.wants(ann, {("yes", "yes"): 1.0, ("yes", "no"): -1.0}, given=[joke, laugh])
    w.wants(ann, un.image(bob, about=joke, worth=lambda b, mood: 0.1 * (mood == "good")))
    return w


def everything(story: un.Story) -> list[Any]:
    """Answers of every kind."""
    return [
        story.belief("Ann", "mood"),
        story.belief("Ann > Bob", "laugh", jointly=["mood"]),
        story.belief("Bob > Ann > Bob", "joke", suppose={"mood": "bad"}, after="joke"),
        story.belief("", ["mood", "joke", "laugh"]),
        story.belief("Ann", lambda mood, laugh: mood == "good" and laugh == "yes"),
        story.expect("joke"),
        story.expect("laugh", by="Ann"),
        story.voi("joke"),
        story.requisite("laugh"),
        story.mutual(["Ann", "Bob"], lambda frown: frown == "no", p=0.6, n=3),
        story.common(["Ann", "Bob"], lambda mood: mood == "good", p=0.5),
        story.log_evidence(),
        story.simulate(5, np.random.default_rng(3)),
    ]


def test_asking_never_changes_an_answer() -> None:
    """In whatever order, however often, to the last digit; nor does it change a later story's."""
    fresh = everything(joking().tell(frown="no"))
    story = joking().tell(frown="no")
    assert everything(story) == fresh
    assert everything(story) == fresh
    backwards = [everything(joking().tell(frown="no"))[k] for k in reversed(range(len(fresh)))]
    assert backwards == fresh[::-1]
    assert everything(story.tell(joke="no")) == everything(joking().tell(frown="no").tell(joke="no"))
    assert everything(story) == fresh


def test_an_answer_cannot_be_changed_from_outside() -> None:
    """Whoever writes into the array of an answer, or into what a want was made of, changes no other answer."""
    utils = np.array([[1.0, 0.0], [0.0, 1.0]])
    prior = {"good": 0.6, "bad": 0.4}
    w = un.World(habit="uniform")
    ann = w.mind("Ann", level=1)
    mood = w.chance("mood", prior)
    w.wants(ann, utils, given=[w.decision("d", by=ann, options=["l", "r"]), mood])
    story = w.tell()
    belief, policy = story.belief("Ann", "mood"), story.expect("d")
    before = belief.probabilities.tolist(), policy.probabilities.tolist()
    for array in (belief.probabilities, policy.probabilities, np.asarray(belief), utils):
        try:
            array[...] = 0.5
        except ValueError:
            assert not array.flags.writeable
    prior["good"] = 0.0
    again = story.belief("Ann", "mood").probabilities.tolist(), story.expect("d").probabilities.tolist()
    assert again == before
    anew = w.tell().belief("Ann", "mood").probabilities.tolist(), w.tell().expect("d").probabilities.tolist()
    assert anew == before


def test_two_worlds_never_see_each_other() -> None:
    """Same names, other numbers, asked in turns."""
    worlds = []
    for p in (0.2, 0.7):
        w = un.World("joke", habit="uniform")
        w.mind("Ann", level=2)
        bob = w.mind("Bob", level=1, rationality=5 * p)
        mood = w.chance("mood", ["good", "bad"], p=p, seen_by=[bob])
        frown = w.decision("frown", by=bob, options=["yes", "no"])
        w.wants(bob, {("no", "good"): 1.0, ("yes", "bad"): 1.0}, given=[frown, mood])
        worlds.append(w)
    alone = [w.tell(frown="no").belief("Ann", "mood") for w in worlds]
    first, second = (w.tell() for w in worlds)
    for _ in range(2):
        pair = first.tell(frown="no").belief("Ann", "mood"), second.tell(frown="no").belief("Ann", "mood")
        assert list(pair) == alone
    assert alone[0] != alone[1]


def test_two_stories_of_a_world_never_see_each_other() -> None:
    """Nor does a world that grows change the stories told of it."""
    w = joking()
    no, yes = w.tell(frown="no"), w.tell(frown="yes")
    assert no.belief("Ann", "mood")["good"] > 0.6 > yes.belief("Ann", "mood")["good"]
    before = everything(no)
    w.chance("rain", {"no": 0.5, "yes": 0.5})
    w.wants("Ann", {"yes": -100.0}, given=["joke"])
    w.in_the_head_of("* > Bob", rationality=0)
    assert everything(no) == before
    assert w.tell(frown="no").expect("joke") != no.expect("joke")
