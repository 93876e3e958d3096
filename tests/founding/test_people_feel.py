"""Feelings in the founding story, read from the file that is shipped."""

from __future__ import annotations

import pytest

import underneath as un
from founding.feelings import CLAIMS

UNANSWERED = {(name, (act,)) for name in ("guilt", "foreseen guilt") for act in ("wink", "course", "shirt", "remark")}
"""What he did where she cares what he believes: as he has her in mind she cannot take him for who he is."""


@pytest.mark.parametrize("claim", CLAIMS)
def test_claims_hold(script: un.Script, claim: str) -> None:
    """Each claim holds in the story as written."""
    found = CLAIMS[claim](script)
    assert found
    assert {what: margin for what, margin in found.items() if not margin > 0} == {}


def test_what_he_takes_her_to_feel(script: un.Script) -> None:
    """Along a path: whether she longs for him hangs on her wish, which he does not know."""
    story = script.told_until("keep_away_he_1")
    his = un.feeling(story, "Kakashi > Sakura", "longing", at="wish_Kakashi", toward="Kakashi")
    assert len(his.atoms) > 1
    assert sum(weight for weight, _ in his.atoms) == pytest.approx(1.0, abs=1e-9)
    assert float(his) == pytest.approx(sum(weight * amount for weight, amount in his.atoms), abs=1e-9)
    assert 0 < float(his) < float(un.feeling(story, "Sakura", "longing", at="wish_Kakashi", toward="Kakashi"))


def test_her_anger_needs_both(script: un.Script) -> None:
    """It is the smaller of what she has lost and what he could have spared her."""
    anger = un.feeling(script.told_until("greeting"), "Sakura", "anger", at="greeting", toward="Kakashi")
    lost, spared = (float(anger.parts[name]) for name in ("frustration", "could have been spared at greeting"))  # type: ignore[arg-type]
    assert float(anger) == pytest.approx(min(lost, spared), abs=1e-12)


def test_everybody_at_every_step(script: un.Script) -> None:
    """What has no answer says why: it would need what a head holds impossible."""
    for who in ("Sakura", "Kakashi"):
        for at in ("mask", "dropped", "greeting", "words", "bench_he"):
            found = un.feel(script.story, who, at=at)
            assert len(found.felt) > 3
            assert {(r.name, r.about) for r in found.refused} <= UNANSWERED
