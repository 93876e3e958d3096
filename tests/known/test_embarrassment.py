"""Embarrassment as a want about another's belief: shame, pride, denial, spotlight, mortification.

Image as utility: Benabou and Tirole (2006), Andreoni and Bernheim (2009).  How many noticed is overrated: Gilovich,
Medvec and Savitsky (2000).  That it is common knowledge counts of itself: Thomas, DeScioli and Pinker (2018).
"""

from __future__ import annotations

import pytest

import underneath as un

CLOSE = 5e-7
SLIP = {"high": 0.05, "low": 0.3}


def poised(belief: un.Belief) -> float:
    return float(belief["high"])


def slip(s: float, met: str | None = None) -> un.World:
    """S drops her food.  N sees it for certain, K with probability s; if their eyes meet, all of it is mutual.

    How likely she thinks it that K saw, and K that she knows, are set by hand: in her head and in K's.
    """
    w = un.World("a slip", habit="uniform")
    she, k, n = w.mind("S", level=1, kappa=0.5), w.mind("K", level=0), w.mind("N", level=0)
    trait = w.chance("trait", {"high": 0.8, "low": 0.2})
    dropped = w.sign("dropped", ["no", "yes"], by=she, given=[trait], p=SLIP, seen_by=[n])
    saw = w.view("saw", of=dropped, by=k, clear=s)
    mutual = w.chance("mutual", ["no", "yes"], given=[saw], p={"no": 0.0, "yes": 0.2, "unseen": 0.0}, seen_by=[she])
    w.chance("later", ["x"], p=[1.0])
    w.wants(she, un.image(k, trait, lambda b: 5 * poised(b), after="later"), name="K thinks well of her")
    w.wants(she, un.image(n, trait, lambda b: 1 * poised(b), after="later"), name="N thinks well of her")
    # Her own idea of herself is better; she is not told whether their eyes met, or they did.
    table = {"no": 0.0, "yes": 0.0, "unseen": 0.0} if met is None else {"no": 0.0, "yes": 1.0, "unseen": 0.0}
    w.in_the_head_of("S", tables={mutual: un.table(table, given=[saw])})
    return w


def felt(s: float, name: str, toward: str, met: str | None = None) -> float:
    story = slip(s, met).tell(trait="low", dropped="yes", saw="yes" if met else "unseen", mutual=met or "no")
    return float(un.feeling(story, "S", name, toward=toward, at="mutual", since="dropped"))


@pytest.mark.parametrize(("s", "expected"), [(0.7, 1.4), (0.2, 0.4), (0.95, 1.9), (0.0, 0.0)])
def test_embarrassment_before_who_may_have_seen(s: float, expected: float) -> None:
    """Linear in how likely it is that he saw: as it is, denied, in the spotlight, unseen."""
    assert felt(s, "embarrassment", "K") == pytest.approx(expected, abs=CLOSE)


def test_embarrassment_adds_up() -> None:
    """0.4 before who saw it for certain and weighs little; 1.8 in all."""
    assert felt(0.7, "embarrassment", "N") == pytest.approx(0.4, abs=CLOSE)
    story = slip(0.7).tell(trait="low", dropped="yes", saw="unseen", mutual="no")
    whole = un.feeling(story, "S", "embarrassment", at="mutual", since="dropped")
    assert float(whole) == pytest.approx(1.8, abs=CLOSE)


def test_what_she_thinks_he_believes() -> None:
    """0.4 with weight 0.7 and 0.8 with weight 0.3: 0.52 on average."""
    belief = slip(0.7).tell(trait="low", dropped="yes", saw="unseen", mutual="no").belief("S > K", "trait")
    assert {round(float(a.probabilities[0]), 6): round(a.weight, 6) for a in belief.atoms} == {0.4: 0.7, 0.8: 0.3}
    assert belief["high"] == pytest.approx(0.52, abs=CLOSE)


def test_mortification() -> None:
    """1.54 if K, should he have seen it, takes her to know with one in five; 3.0 when their eyes met."""
    assert felt(0.7, "mortification", "K") == pytest.approx(1.54, abs=CLOSE)
    assert felt(1.0, "mortification", "K", met="yes") == pytest.approx(3.0, abs=CLOSE)


def test_shame() -> None:
    """Before herself, of whom she thought better: from 0.9 to 0.6."""
    w = un.World("shame", habit="uniform")
    she = w.mind("S", level=1)
    trait = w.chance("trait", {"high": 0.9, "low": 0.1})
    w.sign("dropped", ["no", "yes"], by=she, given=[trait], p=SLIP)
    w.wants(she, un.image(she, trait, poised))
    story = w.tell(trait="low", dropped="yes")
    assert float(un.feeling(story, "S", "shame")) == pytest.approx(0.3, abs=CLOSE)
    with pytest.raises(un.NoFeeling, match="oneself as audience it is shame"):
        un.feeling(story, "S", "embarrassment", toward="S")


def test_pride() -> None:
    """Praise raises K's belief from 0.8 to 0.96."""
    w = un.World("pride", habit="uniform")
    she, k = w.mind("S", level=1), w.mind("K", level=0)
    trait = w.chance("trait", {"high": 0.8, "low": 0.2})
    w.chance("praise", ["no", "yes"], given=[trait], p={"high": 0.6, "low": 0.1}, seen_by=[she, k])
    w.wants(she, un.image(k, trait, lambda b: 5 * poised(b)))
    story = w.tell(trait="high", praise="yes")
    assert float(un.feeling(story, "S", "pride", toward="K")) == pytest.approx(0.8, abs=CLOSE)
    assert float(un.feeling(story, "S", "embarrassment", toward="K")) == 0.0


def test_exposure_of_a_feeling() -> None:
    """A blush takes K from 0.3 to 0.72; not being known is worth 2."""
    w = un.World("blush", habit="uniform")
    she, k = w.mind("S", level=1), w.mind("K", level=0)
    heart = w.chance("heart", {"no": 0.7, "yes": 0.3}, seen_by=[she])
    w.sign("blush", ["no", "yes"], by=she, given=[heart], p={"no": 0.1, "yes": 0.6})
    w.wants(she, un.image(k, heart, lambda b: -2 * float(b["yes"])))
    story = w.tell(heart="yes", blush="yes")
    assert story.belief("K", "heart")["yes"] == pytest.approx(0.72, abs=CLOSE)
    assert float(un.feeling(story, "S", "embarrassment")) == pytest.approx(0.84, abs=CLOSE)
