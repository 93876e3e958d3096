"""Guilt: a let-down, its foreseen share, blame, and guilt on seeing traces.

Simple guilt and guilt from blame: Battigalli and Dufwenberg (2007).  Agent-regret without fault: Williams (1981).
"""

from __future__ import annotations

import pytest

import underneath as un

CLOSE = 5e-7
EXPECTED = 0.8  # how likely A thinks it that B shares, as B has A in mind


def trust(theta: float | None) -> un.World:
    """A has trusted; B shares (2, 2) or keeps (0, 4)."""
    w = un.World("trust", habit="uniform")
    a, b = w.mind("A", level=1), w.mind("B", level=1, rationality=2)
    act = w.decision("act", by=b, options=["share", "keep"], habit={"share": EXPECTED, "keep": 1 - EXPECTED})
    w.wants(b, lambda act: 2.0 if act == "share" else 4.0, name="money")
    w.wants(a, lambda act: 2.0 if act == "share" else 0.0, name="money")
    if theta is not None:
        w.wants(b, un.guilt(a, theta, at=act))
    return w


@pytest.mark.parametrize(("theta", "keep", "share"), [(1.0, 2.4, 0.310026), (1.5, 1.6, 0.689974)])
def test_guilt_that_acts(theta: float, keep: float, share: float) -> None:
    """Keeping costs theta times 1.6; B is indifferent at theta 1.25."""
    policy = trust(theta).tell().expect("act")
    assert policy.utility("share") == pytest.approx(2.0, abs=CLOSE)
    assert policy.utility("keep") == pytest.approx(keep, abs=CLOSE)
    assert policy["share"] == pytest.approx(share, abs=CLOSE)


def test_threshold() -> None:
    """At theta 2 / 1.6 both options are worth the same."""
    policy = trust(1.25).tell().expect("act")
    assert policy.utility("keep") == pytest.approx(policy.utility("share"), abs=1e-12)


def test_guilt_felt() -> None:
    """A expected 1.6 and gets nothing: the let-down is 1.6, and sharing would have spared it."""
    kept, shared = trust(None).tell(act="keep"), trust(None).tell(act="share")
    options = un.feeling(kept, "B", "guilt", toward="A").parts["let-down under each option"]
    assert dict(options) == pytest.approx({"share": 0.0, "keep": 1.6}, abs=CLOSE)  # type: ignore[call-overload]
    for name in ("guilt", "foreseen guilt"):
        assert float(un.feeling(kept, "B", name, toward="A")) == pytest.approx(1.6, abs=CLOSE)
        assert float(un.feeling(shared, "B", name, toward="A")) == 0.0


# --- remorse without fault --------------------------------------------------------------------------------------------

OLD = {"unaffected": 0.5, "sentimental": 0.3, "inexperienced": 0.2}
TOOK_IT_SO = {"unaffected": 0.1, "sentimental": 0.6, "inexperienced": 0.5, "first": 0.9}


def kiss(aware: bool, certain: bool) -> un.Story:
    """It was her first: he had not thought of it, or had given it a tenth from the start."""
    w = un.World("her first", habit="uniform")
    he, she = w.mind("he", level=2), w.mind("she", level=2)
    hypothesis = w.chance("hypothesis", {n: 0.9 * p for n, p in OLD.items()} | {"first": 0.1}, seen_by=[she])
    if aware:
        w.grow(he, hypothesis, "first", delta=0.1, seen_by=[])
    act = w.decision("act", by=he, options=["kiss", "other"], habit={"kiss": 0.0, "other": 1.0})
    w.wants(he, lambda act: 1.0 if act == "kiss" else 0.0)
    w.wants(she, lambda act, hypothesis: -2.0 if (act, hypothesis) == ("kiss", "first") else 0.0)
    w.sign("reaction", ["no", "yes"], by=she, given=[hypothesis], p=TOOK_IT_SO)
    if not aware:
        w.grow(he, hypothesis, "first", delta=0.1, seen_by=[])
    w.sign("claim", ["no", "yes"], by=she, given=[hypothesis], p=lambda hypothesis: float(hypothesis == "first"))
    w.unaware(he, hypothesis, ["first"])
    # She did not see it coming, and so expected nothing.
    surprised = {act: {"kiss": 0.0, "other": 1.0}}
    w.in_the_head_of("* > she", tables=surprised, fallback=[{act: None}])
    outcomes = {"hypothesis": "first", "act": "kiss", "reaction": "yes"}
    return w.tell(outcomes | ({"claim": "yes"} if certain else {}))


def test_guilt_grows_with_what_is_known() -> None:
    """Nothing while he has not thought of it; his belief times 2 after it crossed his mind; 2 when it is certain."""
    assert float(un.feeling(kiss(False, False), "he", "guilt", toward="she", about="act", at="act")) == 0.0
    thought = un.feeling(kiss(False, False), "he", "guilt", toward="she", about="act", at="reaction")
    assert float(thought) == pytest.approx(0.465116, abs=CLOSE)
    assert float(un.feeling(kiss(False, True), "he", "guilt", toward="she", about="act")) == pytest.approx(
        2.0, abs=CLOSE
    )


def test_foreseen_guilt_is_what_had_been_thought_of() -> None:
    """Without the idea nothing was foreseen, with it a tenth of 2: remorse without fault, and fault."""
    unaware, aware = (
        float(un.feeling(kiss(known, True), "he", "foreseen guilt", toward="she", about="act"))
        for known in (False, True)
    )
    assert unaware == 0.0
    assert aware == pytest.approx(0.2, abs=CLOSE)


def test_blame_by_who_was_let_down() -> None:
    """She gives a tenth to his having had it in mind, and then a tenth to the harm of 2."""
    w = un.World("blame", habit="uniform")
    he, she = w.mind("he", level=2), w.mind("she", level=2)
    idea = w.chance("idea", {"no": 0.9, "yes": 0.1}, seen_by=[he])
    first = w.chance("first", {"no": 0.9, "yes": 0.1}, seen_by=[she])
    act = w.decision("act", by=he, options=["kiss", "other"], habit="uniform")
    w.wants(she, lambda act, first: -2.0 if (act, first) == ("kiss", "yes") else 0.0)
    w.in_the_head_of("* > he > she", tables={act: {"kiss": 0.0, "other": 1.0}})
    w.in_the_head_of("she > he", tables={first: un.table({"no": 0.0, "yes": 0.1}, given=[idea])})
    blame = un.feeling(w.tell(idea="no", first="yes", act="kiss"), "she", "blame", toward="he")
    assert float(blame) == pytest.approx(0.02, abs=CLOSE)


# --- guilt on seeing traces -------------------------------------------------------------------------------------------


def avoided() -> un.World:
    """S keeps away from K, whom that may hurt: a let-down of 3.  Tired eyes are seven in ten if so, else two in ten."""
    w = un.World("tired eyes", habit="uniform")
    s, k = w.mind("S", level=1), w.mind("K", level=1)
    w.chance("tender", {"no": 0.8, "yes": 0.2}, seen_by=[k])
    w.decision("act", by=s, options=["avoid", "come"], habit={"avoid": 0.0, "come": 1.0})
    w.wants(k, lambda tender, act: -3.0 if (tender, act) == ("yes", "avoid") else 0.0)
    w.wants(s, lambda act: 0.0)
    w.sign("tired", ["no", "yes"], by=k, p=lambda tender, act: 0.7 if (tender, act) == ("yes", "avoid") else 0.2)
    return w


def test_guilt_on_seeing_traces() -> None:
    """0.6 before, 1.4 after: tired eyes make the hurt likelier, 0.466667."""
    story = avoided().tell(tender="yes", act="avoid", tired="yes")
    assert story.belief("S", "tender")["yes"] == pytest.approx(0.466667, abs=CLOSE)
    before, after = (float(un.feeling(story, "S", "guilt", toward="K", at=at)) for at in ("act", "tired"))
    assert before == pytest.approx(0.6, abs=CLOSE)
    assert after == pytest.approx(1.4, abs=CLOSE)
