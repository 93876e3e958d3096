"""Mutual avoidance as an outcome of levels, pluralistic ignorance, and the signal that ends it.

Vorauer, J. D., and Ratner, R. K. (1996), Who's going to make the first move?, J. Social and Personal Relationships 13.
Miller, D. T., and McFarland, C. (1987), Pluralistic ignorance, JPSP 53.  Nagel (1995).  Camerer, Ho and Chong (2004).
Centola, D., Willer, R., and Macy, M. (2005), The emperor's dilemma, American Journal of Sociology 110.

Two people avoid each other.  Each may miss the other (0.7) or want distance.  Approaching is worth +1 to who misses
and is missed, -2 to who misses and is not, -1 to who wants distance; rationality 3.  By habit 0.2 and 0.9 avoid.
Each step of reading starts afresh from the prior: generation t is one of the two, with a fresh memory, who has seen the
last avoidance of the other, takes earlier ones for granted, and reasons at level t.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

import underneath as un
from known.closed_form import CLOSED, SIX, sigma

PRIOR = {"miss": 0.7, "space": 0.3}
LITERAL = {"miss": {"approach": 0.8, "avoid": 0.2}, "space": {"approach": 0.1, "avoid": 0.9}}
BELIEFS = [0.341463, 0.699245, 0.511355, 0.662629, 0.554962, 0.642]
APPROACHES = [0.050843, 0.57278, 0.198165, 0.490917, 0.267893, 0.444727]


def worth(act: str, mine: str, theirs: str) -> float:
    """Utils of an act for who feels `mine`."""
    if act == "avoid":
        return 0.0
    if mine == "space":
        return -1.0
    return {("approach", "miss"): 1.0, ("approach", "space"): -2.0, ("signal", "miss"): 0.5, ("signal", "space"): -0.3}[
        act, theirs
    ]


def generations(n: int, weights: Sequence[float] = ()) -> un.World:
    """Minds 0 to n: the even ones are Ann, the odd ones Bob, each with the memory of one avoidance."""
    w = un.World("avoidance", levels=un.level_weights(weights) if weights else None)
    minds = [w.mind(f"mind {t}", level=t, rationality=3.0) for t in range(n + 1)]
    types = [w.chance(f"type_{who}", PRIOR, seen_by=minds[who::2]) for who in (0, 1)]
    acts: list[un.FactRef] = []
    for t, mind in enumerate(minds):
        mine, theirs = types[t % 2], types[1 - t % 2]
        act = w.decision(
            f"act_{t}",
            by=mind,
            options=["approach", "avoid"],
            habit=LITERAL,
            given=[mine],
            seen_by=minds[t + 1 : t + 2],
        )
        w.wants(mind, worth, given=[act, mine, theirs])
        if t > 1:
            w.in_the_head_of(f"* > mind {t}", tables={earlier: {"avoid": 1.0} for earlier in acts[: t - 1]})
        acts.append(act)
    return w


def story_of_avoidance(n: int, weights: Sequence[float] = ()) -> un.Story:
    """Both miss each other, and all have avoided so far."""
    return generations(n, weights).tell({"type_0": "miss", "type_1": "miss"} | {f"act_{t}": "avoid" for t in range(n)})


def recursion(n: int) -> tuple[list[float], list[float]]:
    """Beliefs at reading levels 0 to n, and the approach rates that follow from them."""
    avoid = {"miss": 0.2, "space": 0.9}
    beliefs, rates = [], []
    for _ in range(n + 1):
        beliefs.append(0.7 * avoid["miss"] / (0.7 * avoid["miss"] + 0.3 * avoid["space"]))
        rates.append(sigma(3 * (3 * beliefs[-1] - 2)))
        avoid = {"miss": 1 - rates[-1], "space": sigma(3)}
    return beliefs, rates


@pytest.mark.parametrize("n", range(6))
def test_levels_oscillate(n: int) -> None:
    """Reading n, a mind of level n+1, swings between despair and hope; depth is not monotone."""
    story = story_of_avoidance(n + 1)
    me, other = f"mind {n + 1}", f"type_{n % 2}"
    beliefs, rates = recursion(n)
    assert story.belief(me, other)["miss"] == pytest.approx(BELIEFS[n], abs=SIX)
    assert story.belief(me, other)["miss"] == pytest.approx(beliefs[n], abs=CLOSED)
    approach = story.expect(f"act_{n + 1}")["approach"]
    assert approach == pytest.approx(APPROACHES[n], abs=SIX)
    assert approach == pytest.approx(rates[n], abs=CLOSED)


@pytest.mark.parametrize(("level", "neither"), [(1, 0.900899), (2, 0.182517)])
def test_neither_approaches(level: int, neither: float) -> None:
    """At level 1 two people who miss each other stay apart; at level 2 one of them mostly comes."""
    approach = story_of_avoidance(level).expect(f"act_{level}")["approach"]
    assert (1 - approach) ** 2 == pytest.approx(neither, abs=SIX)


def test_before_any_reading() -> None:
    """Who has read nothing yet goes by the prior."""
    w = un.World("first day")
    ann = w.mind("Ann", level=1, rationality=3.0)
    mine, theirs = w.chance("mine", PRIOR, seen_by=[ann]), w.chance("theirs", PRIOR)
    act = w.decision("act", by=ann, options=["approach", "avoid"])
    w.wants(ann, worth, given=[act, mine, theirs])
    assert (1 - w.tell({mine: "miss"}).expect(act)["approach"]) ** 2 == pytest.approx(0.181099, abs=SIX)


def test_hierarchy_of_writers() -> None:
    """A reader who holds four in ten writers to be literal and the rest to be of level 1 lands in between."""
    belief = story_of_avoidance(2, weights=[0.4, 0.6]).belief("mind 2", "type_1")
    assert belief["miss"] == pytest.approx(0.619316, abs=SIX)
    avoid = {"miss": 0.4 * 0.2 + 0.6 * (1 - recursion(0)[1][0]), "space": 0.4 * 0.9 + 0.6 * sigma(3)}
    assert belief["miss"] == pytest.approx(
        0.7 * avoid["miss"] / (0.7 * avoid["miss"] + 0.3 * avoid["space"]), abs=CLOSED
    )


def test_pluralistic_ignorance() -> None:
    """Both miss each other, and each gives 0.66 to the other's wanting distance."""
    assert 1 - story_of_avoidance(1).belief("mind 1", "type_0")["miss"] == pytest.approx(0.658537, abs=SIX)


def signal() -> un.World:
    """Both have avoided, by habit and in sight; now Bob's menu holds a small signal, and Ann may approach."""
    w = un.World("signal")
    ann, bob = w.mind("Ann", level=2, rationality=3.0), w.mind("Bob", level=1, rationality=3.0)
    types = {mind.name: w.chance(f"{mind.name}_type", PRIOR, seen_by=[mind]) for mind in (ann, bob)}
    for mind in (ann, bob):
        w.sign(f"{mind.name}_past", ["approach", "avoid"], by=mind, given=[types[mind.name]], p=LITERAL)
    offer = w.decision("offer", by=bob, options=["approach", "signal", "avoid"])
    reply = w.decision("reply", by=ann, options=["approach", "avoid"], habit="uniform")
    w.wants(bob, worth, given=[offer, types["Bob"], types["Ann"]])
    w.wants(ann, worth, given=[reply, types["Ann"], types["Bob"]])
    return w


@pytest.mark.parametrize(("bob", "p"), [("miss", 0.466881), ("space", 0.045279)])
def test_who_signals(bob: str, p: float) -> None:
    """The signal is cheap for who misses, and not for who wants distance."""
    story = signal().tell(Ann_past="avoid", Bob_past="avoid", Bob_type=bob)
    assert story.expect("offer")["signal"] == pytest.approx(p, abs=SIX)


def test_signal_ends_it() -> None:
    """One signal of ratio 10.3, where 3.86 would do, turns her from despair to approaching."""
    before = signal().tell(Ann_past="avoid", Bob_past="avoid", Ann_type="miss")
    after = before.tell(offer="signal")
    odds = [b["miss"] / b["space"] for b in (before.belief("Ann", "Bob_type"), after.belief("Ann", "Bob_type"))]
    assert odds[1] / odds[0] == pytest.approx(10.311325, rel=1e-6)
    assert 2 / odds[0] == pytest.approx(27 / 7, abs=CLOSED)
    assert after.belief("Ann", "Bob_type")["miss"] == pytest.approx(0.842436, abs=SIX)
    assert after.expect("reply")["approach"] == pytest.approx(0.829476, abs=SIX)


def test_slow_return() -> None:
    """Weak signs of ratio 1.5 take four steps to the threshold of 2/3."""
    w = un.World("slow return")
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=0)
    bobs = w.chance("bobs", PRIOR, seen_by=[bob])
    w.sign("past", ["approach", "avoid"], by=bob, given=[bobs], p=LITERAL)
    for t in range(4):
        w.sign(f"sign_{t}", ["no", "yes"], by=bob, given=[bobs], p={"miss": 0.6, "space": 0.4})
    steps = ["past", *(f"sign_{t}" for t in range(4))]
    story = w.tell(dict.fromkeys(steps, "yes") | {"past": "avoid"})
    path = [story.belief(ann, bobs, at=step)["miss"] for step in steps]
    assert path == pytest.approx([0.341463, 0.4375, 0.538462, 0.636364, 0.724138], abs=SIX)
    assert [p >= 2 / 3 for p in path] == [False, False, False, False, True]
    assert all(later / (1 - later) == pytest.approx(1.5 * p / (1 - p), abs=CLOSED) for p, later in pairwise(path))
