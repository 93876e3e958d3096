"""Belief revision on what was held impossible: lexicographic beliefs and two kinds of tremble.

Blume, L., Brandenburger, A., and Dekel, E. (1991), Lexicographic probabilities and choice under uncertainty,
Econometrica 59.
Selten, R. (1975), Reexamination of the perfectness concept, International Journal of Game Theory 4.
Myerson, R. B. (1978), Refinements of the Nash equilibrium concept, International Journal of Game Theory 7.
"""

from __future__ import annotations

import math

import pytest

import underneath as un
from known.closed_form import CLOSED, SIX, sigma

FITS_BOTH = {"a": 0.0, "b": 1.0, "c": 1.0}
FITS_C = {"a": 0.0, "b": 0.2, "c": 0.8}


def lexicographic(likelihood: dict[str, float], fallback: bool = True) -> un.Story:
    """First a for sure; failing that, b with .75 and c with .25.  Then the evidence comes."""
    w = un.World("lexicographic")
    mind = w.mind("mind", level=0)
    case = w.chance("case", ["a", "b", "c"], p="uniform")
    w.chance("evidence", ["no", "yes"], given=[case], p=likelihood, seen_by=[mind])
    second = [{case: {"b": 0.75, "c": 0.25}}] if fallback else []
    w.in_the_head_of("* > mind", tables={case: {"a": 1.0}}, fallback=second)
    return w.tell(evidence="yes")


@pytest.mark.parametrize(("likelihood", "b"), [(FITS_BOTH, 0.75), (FITS_C, 0.428571)])
def test_second_prior(likelihood: dict[str, float], b: float) -> None:
    """The first prior that gives the evidence some chance is the one conditioned on."""
    belief = lexicographic(likelihood).belief("mind", "case")
    odds = 0.75 * likelihood["b"], 0.25 * likelihood["c"]
    assert belief["b"] == pytest.approx(b, abs=SIX)
    assert [belief[c] for c in "abc"] == pytest.approx([0, odds[0] / sum(odds), odds[1] / sum(odds)], abs=CLOSED)


def test_limit_of_a_small_doubt() -> None:
    """It is the limit of a first prior that mixes in ever less of the second."""
    epsilon = 1e-12
    w = un.World("doubt")
    mind = w.mind("mind", level=0)
    case = w.chance("case", {"a": 1 - epsilon, "b": 0.75 * epsilon, "c": 0.25 * epsilon})
    w.chance("evidence", ["no", "yes"], given=[case], p=FITS_C, seen_by=[mind])
    limit = lexicographic(FITS_C).belief("mind", "case")["b"]
    assert w.tell(evidence="yes").belief(mind, case)["b"] == pytest.approx(limit, abs=CLOSED)


def test_before_the_evidence() -> None:
    """Until then the mind is as sure of a as if there were no second prior."""
    assert lexicographic(FITS_BOTH).belief("mind", "case", at="case")["a"] == pytest.approx(1, abs=CLOSED)


def test_without_second_prior() -> None:
    """Without one, the evidence is an error that names the mind and the fact."""
    with pytest.raises(un.ImpossibleEvidence, match="mind") as error:
        lexicographic(FITS_BOTH, fallback=False).belief("mind", "case")
    assert "evidence" in str(error.value)


def mistake(eps: float = 0.0, rationality: float | None = None) -> un.Story:
    """Two types of a perfect chooser; the bad act costs one of them 1 and the other 3, and yet it comes."""
    w = un.World("mistake", habit="uniform")
    actor, watcher = w.mind("actor", level=1, rationality=math.inf), w.mind("watcher", level=2)
    kind = w.chance("kind", {"t1": 0.5, "t2": 0.5}, seen_by=[actor])
    act = w.decision("act", by=actor, options=["good", "bad"])
    w.wants(actor, {("bad", "t1"): -1.0, ("bad", "t2"): -3.0}, given=[act, kind])
    if eps:
        w.in_the_head_of(watcher, tremble=un.tremble(eps, rationality=rationality))
    return w.tell(act="bad")


def test_uniform_tremble_teaches_nothing() -> None:
    """If all mistakes are alike, one tells nothing of who made it."""
    assert mistake(0.01).belief("watcher", "kind")["t1"] == pytest.approx(0.5, abs=CLOSED)


def test_softmax_tremble_teaches() -> None:
    """If dear mistakes are rarer, it was likelier made by the one whom it cost little."""
    t1 = mistake(0.01, rationality=2.0).belief("watcher", "kind")["t1"]
    assert t1 == pytest.approx(0.979679, abs=SIX)
    assert t1 == pytest.approx(sigma(-2) / (sigma(-2) + sigma(-6)), abs=CLOSED)


def test_without_tremble() -> None:
    """A perfect chooser's mistake is impossible, and said to be so."""
    with pytest.raises(un.ImpossibleEvidence, match="watcher"):
        mistake().belief("watcher", "kind")
