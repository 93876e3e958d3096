"""A probing act that is worth more than asking and than doing nothing.

Howard, R. A. (1966), Information value theory, IEEE Transactions on Systems Science and Cybernetics 2.
Raiffa, H., and Schlaifer, R. (1961), Applied statistical decision theory.
Sadigh, D., et al. (2016), Information gathering actions over human internal state.
Pinker, S., Nowak, M. A., and Lee, J. J. (2008), The logic of indirect speech, PNAS 105 (deniability).

He wonders whether she has a crush, and may probe or ask first; either tells her something of his own stake, which
costs him twice the rise of her belief.  Then he addresses it or leaves it.
"""

from __future__ import annotations

import math

import pytest

import underneath as un
from known.closed_form import CLOSED, SIX, softmax

EXPOSURE = 2.0
CRUSH, STAKE = 0.4, 0.2
HIS_WAYS = {
    "yes": {"nothing": 0.1, "probe": 0.6, "ask": 0.3},
    "no": {"nothing": 0.59, "probe": 0.4, "ask": 0.01},
}
REPLIES = ["fluster", "calm", "yes", "no", "none"]
CHANCES = {
    "nothing": {"yes": {"none": 1.0}, "no": {"none": 1.0}},
    "probe": {"yes": {"fluster": 0.85, "calm": 0.15}, "no": {"fluster": 0.15, "calm": 0.85}},
    "ask": {"yes": {"yes": 0.7, "no": 0.3}, "no": {"yes": 0.05, "no": 0.95}},
}
VALUE = {"nothing": -0.4, "probe": 0.35, "ask": 0.35}
HER_BELIEF = {"probe": 0.12 / 0.44, "ask": 0.06 / 0.068}


def probing(exposure: float = EXPOSURE) -> un.World:
    """He acts, she replies, he chooses; she reads his act by what she takes people like him to do."""
    w = un.World("probe", habit="uniform")
    he, she = w.mind("he", level=1, rationality=2.0, foresight=math.inf), w.mind("she", level=0)
    crush = w.chance("crush", {"no": 1 - CRUSH, "yes": CRUSH}, seen_by=[she])
    stake = w.chance("stake", {"no": 1 - STAKE, "yes": STAKE}, seen_by=[he])
    act = w.decision("act", by=he, options=["nothing", "probe", "ask"])
    w.in_the_head_of("* > she", tables={act: un.table(HIS_WAYS, given=[stake])})
    w.sign("reply", REPLIES, by=she, given=[act, crush], p=CHANCES, seen_by=[he])
    then = w.decision("then", by=he, options=["address", "leave"])
    w.wants(he, {("address", "yes"): 2.0, ("address", "no"): -3.0, ("leave", "yes"): -1.0}, given=[then, crush])
    w.wants(he, un.image(she, about=stake, worth=lambda b, act: shown(act, b["yes"], exposure), after=act))
    return w


def shown(act: str, stake: float, exposure: float) -> float:
    """What her suspicion costs him; doing nothing is taken to leave it where it was."""
    return 0.0 if act == "nothing" else -exposure * (stake - STAKE)


def expected_utilities() -> dict[str, float]:
    """Value of the best continuation, less the exposure."""
    return {act: VALUE[act] + shown(act, HER_BELIEF.get(act, STAKE), EXPOSURE) for act in VALUE}


@pytest.mark.parametrize(
    ("act", "utility", "p"), [("nothing", -0.4, 0.215383), ("probe", 0.204545, 0.721626), ("ask", -1.014706, 0.062992)]
)
def test_policy(act: str, utility: float, p: float) -> None:
    """The probe is worth most: it asks as well as the question does, and gives less away."""
    policy = probing().tell(stake="no").expect("act")
    assert policy.utility(act) == pytest.approx(utility, abs=SIX)
    assert policy.utility(act) == pytest.approx(expected_utilities()[act], abs=CLOSED)
    assert policy[act] == pytest.approx(p, abs=SIX)
    assert policy[act] == pytest.approx(softmax(expected_utilities(), 2.0)[act], abs=CLOSED)


@pytest.mark.parametrize(("act", "value"), [("nothing", 0.0), ("probe", 0.75), ("ask", 0.75)])
def test_value_of_information(act: str, value: float) -> None:
    """Probe and question inform equally well; doing nothing informs not at all."""
    assert probing().tell(stake="no").voi("act")[act] == pytest.approx(value, abs=CLOSED)


def test_only_deniability_separates_them() -> None:
    """If exposure costs nothing, probe and question tie."""
    policy = probing(exposure=0.0).tell(stake="no").expect("act")
    assert policy["probe"] == pytest.approx(policy["ask"], abs=CLOSED)
    assert policy.utility("ask") == pytest.approx(0.35, abs=CLOSED)


@pytest.mark.parametrize(
    ("act", "deniability", "decibans"), [("probe", 0.727273, 1.760913), ("ask", 0.117647, 14.771213)]
)
def test_deniability(act: str, deniability: float, decibans: float) -> None:
    """The probe leaves her in doubt of his stake; the question hardly does."""
    belief = probing().tell(act=act, crush="yes").belief("she", "stake", at="act")
    assert 1 - belief["yes"] == pytest.approx(deniability, abs=SIX)
    assert belief["yes"] == pytest.approx(HER_BELIEF[act], abs=CLOSED)
    ratio = belief["yes"] / belief["no"] * (1 - STAKE) / STAKE
    assert 10 * math.log10(ratio) == pytest.approx(decibans, abs=SIX)
