"""Schelling's meeting point, to any depth.

Schelling, T. C. (1960), The strategy of conflict.
Stuhlmueller, A., and Goodman, N. D. (2014), Reasoning about reasoning by nested conditioning, Cognitive Systems
Research 28.

Two minds go, unseen by each other, to one of two bars; the popular one is chosen with 0.55 by who does not think.  Each
goes in proportion to the prior times the chance that the other will be there: every level multiplies the odds again.
"""

from __future__ import annotations

import pytest

import underneath as un
from known.closed_form import CLOSED, log

PRIOR = {"popular": 0.55, "unpopular": 0.45}


def meeting(level: int) -> un.World:
    """Ann and Bob each choose a bar; what each wants is to have been likely to be met there."""
    w = un.World("meeting point")
    ann, bob = w.mind("Ann", level=level, rationality=1.0), w.mind("Bob", level=level, rationality=1.0)
    ann_goes = w.decision("ann_goes", by=ann, options=list(PRIOR), habit=PRIOR, seen_by=[])
    bob_goes = w.decision("bob_goes", by=bob, options=list(PRIOR), habit=PRIOR, seen_by=[])
    w.wants(ann, un.image(ann, about=bob_goes, worth=lambda b, ann_goes: log(PRIOR[ann_goes]) + log(b[ann_goes])))
    w.wants(bob, un.image(bob, about=ann_goes, worth=lambda b, bob_goes: log(PRIOR[bob_goes]) + log(b[bob_goes])))
    return w


def popular(level: int) -> float:
    """1 / (1 + (.45 / .55)^(level + 1)): the odds are the prior odds, multiplied once more by every level."""
    return float(1 / (1 + (0.45 / 0.55) ** (level + 1)))


@pytest.mark.parametrize("level", [0, 1, 2, 5, 19, 256])
def test_odds_grow_with_depth(level: int) -> None:
    """A mind of level k goes to the popular bar with odds (.55/.45)^(k+1)."""
    story = meeting(level).tell()
    for decision in ("ann_goes", "bob_goes"):
        assert story.expect(decision)["popular"] == pytest.approx(popular(level), abs=CLOSED)


def test_published_depth() -> None:
    """At depth 19 the popular bar has 0.9822492."""
    assert meeting(19).tell().expect("ann_goes")["popular"] == pytest.approx(0.9822492, abs=5e-8)


@pytest.mark.parametrize("level", [1, 2, 7])
def test_each_expects_the_other_one_level_lower(level: int) -> None:
    """What Ann believes of Bob is what a mind one level below her own would do."""
    assert meeting(level).tell().belief("Ann", "bob_goes")["popular"] == pytest.approx(popular(level - 1), abs=CLOSED)
