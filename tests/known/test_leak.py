"""Concealment, and signs that leak against the will.

Ekman, P., and Friesen, W. V. (1969), Nonverbal leakage and clues to deception, Psychiatry 32.
Frank, R. H. (1988), Passions within reason.
Gilovich, T., Savitsky, K., and Medvec, V. H. (1998), The illusion of transparency, JPSP 75.
"""

from __future__ import annotations

import pytest

import underneath as un
from known.closed_form import CLOSED, SIX, bayes, softmax

PRIOR = {"yes": 0.3, "no": 0.7}
CALM = {"yes": 0.9, "no": 0.95}
BLUSH = {"yes": 0.6, "no": 0.1}
EFFORT_COSTS, FEARS = 0.2, 2.0


def signs(*order: str) -> un.World:
    """What she feels, and the signs of it that he sees, in some order."""
    w = un.World("signs")
    she, he = w.mind("she", level=1), w.mind("he", level=0)
    feels = w.chance("feels", PRIOR, seen_by=[she])
    tables = {"calm": CALM, "blush": BLUSH}
    for name in order:
        w.sign(name, ["no", "yes"], by=she, given=[feels], p=tables[name], seen_by=[she, he])
    return w


@pytest.mark.parametrize(
    ("told", "feels"),
    [
        ({"blush": "yes"}, 0.72),
        ({"blush": "no"}, 0.16),
        ({"calm": "yes"}, 0.28877),
        ({"calm": "yes", "blush": "yes"}, 0.708972),
        ({"blush": "yes", "calm": "yes"}, 0.708972),
    ],
)
def test_reading_of_signs(told: dict[str, str], feels: float) -> None:
    """He multiplies what the signs say, in any order; the blush outweighs the calm."""
    belief = signs(*told).tell(told).belief("he", "feels")
    assert belief["yes"] == pytest.approx(feels, abs=SIX)


@pytest.mark.parametrize(("feels", "expected"), [("yes", 0.496), ("no", 0.216)])
def test_what_she_expects_to_show(feels: str, expected: float) -> None:
    """Before the blush she, who knows what she feels, expects him to come nearer to the truth."""
    w = signs("blush")
    hers = w.tell(feels=feels).belief("she > he", "feels", at="feels", after="blush")
    assert hers["yes"] == pytest.approx(expected, abs=CLOSED)


def test_expected_posteriors_average_to_the_prior() -> None:
    """Over what she may feel, what she expects to show is his prior."""
    w = signs("blush")
    shown = {f: w.tell(feels=f).belief("she > he", "feels", at="feels", after="blush")["yes"] for f in PRIOR}
    assert sum(PRIOR[f] * shown[f] for f in PRIOR) == pytest.approx(0.3, abs=CLOSED)


def meeting() -> un.World:
    """To meet him, to meet him with an effort that he does not see, or to avoid him."""
    w = un.World("meeting", habit="uniform")
    she, he = w.mind("she", level=1, rationality=2.0), w.mind("he", level=0)
    feels = w.chance("feels", PRIOR, seen_by=[she])
    act = w.decision("act", by=she, options=["meet", "meet with effort", "avoid"], seen_by=[])
    met = w.chance("met", ["no", "yes"], value=lambda act: "no" if act == "avoid" else "yes", seen_by=un.EVERYONE)
    blush = w.sign("blush", ["no", "yes"], by=she, given=[act, feels], p=blushes)
    w.in_the_head_of("* > he", tables={act: {"meet": 0.5, "meet with effort": 0.0, "avoid": 0.5}})
    w.wants(she, {"yes": 1.0}, given=[met])
    w.wants(she, {"meet with effort": -EFFORT_COSTS}, given=[act])
    w.wants(she, un.image(he, about=feels, worth=lambda b: -FEARS * b["yes"], after=blush))
    return w


def blushes(act: str, feels: str) -> float:
    """The chance of a blush."""
    if act == "avoid":
        return 0.0
    return 0.4 if act == "meet with effort" and feels == "yes" else BLUSH[feels]


@pytest.mark.parametrize(
    ("act", "utility", "p"),
    [("meet", 0.008, 0.426333), ("meet with effort", 0.032, 0.447296), ("avoid", -0.6, 0.126371)],
)
def test_to_meet_or_avoid(act: str, utility: float, p: float) -> None:
    """She weighs company against what the blush will tell him, who reckons with no effort."""
    policy = meeting().tell(feels="yes").expect("act")
    blush, none = bayes(PRIOR, BLUSH)["yes"], bayes(PRIOR, {f: 1 - b for f, b in BLUSH.items()})["yes"]
    utilities = {
        "meet": 1 - FEARS * (0.6 * blush + 0.4 * none),
        "meet with effort": 1 - EFFORT_COSTS - FEARS * (0.4 * blush + 0.6 * none),
        "avoid": -FEARS * 0.3,
    }
    assert policy.utility(act) == pytest.approx(utility, abs=SIX)
    assert policy.utility(act) == pytest.approx(utilities[act], abs=CLOSED)
    assert policy[act] == pytest.approx(p, abs=SIX)
    assert policy[act] == pytest.approx(softmax(utilities, 2.0)[act], abs=CLOSED)


def test_words_and_smile() -> None:
    """A friend's "fine" says that all is well; the missing smile says more."""
    w = un.World("fine")
    friend, listener = w.mind("friend", level=0), w.mind("listener", level=0)
    state = w.chance("state", {"troubled": 0.2, "well": 0.8}, seen_by=[friend])
    says = w.sign("says", ["nothing", "fine"], by=friend, given=[state], p={"troubled": 0.8, "well": 0.95})
    smile = w.sign("smile", ["yes", "no"], by=friend, given=[state], p={"troubled": 0.7, "well": 0.1})
    story = w.tell({says: "fine", smile: "no"})
    assert story.belief(listener, state, at=says)["troubled"] == pytest.approx(0.16 / 0.92, abs=CLOSED)
    assert story.belief(listener, state)["troubled"] == pytest.approx(0.112 / 0.188, abs=CLOSED)
