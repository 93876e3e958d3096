"""Hope, fear, joy, distress, relief, disappointment and surprise along one path.

Prospect emotions: Ortony, Clore and Collins (1988), Marsella and Gratch (2009).  Disappointment: Bell (1985), Loomes
and Sugden (1986).
"""

from __future__ import annotations

import pytest

import underneath as un

CLOSE = 5e-7
UTILS = {"reconcile": 4.0, "stuck": 0.0, "rupture": -6.0}
FIRST = {"reconcile": 0.3, "stuck": 0.5, "rupture": 0.2}
THEN = {"reconcile": 0.6, "stuck": 0.35, "rupture": 0.05}
PASSING = ("joy", "distress", "relief", "disappointment")


def told(outcome: str | None = None) -> un.Story:
    """A small signal moves the belief from the first to the second; then the outcome is known."""
    w = un.World("a quarrel", habit="uniform")
    she = w.mind("she", level=1, reference=0.0)
    end = w.chance("end", FIRST)
    likelihood = {name: 0.3 * THEN[name] / FIRST[name] for name in FIRST}
    w.chance("signal", ["no", "yes"], given=[end], p=likelihood, seen_by=[she])
    w.chance("known", list(FIRST), value=lambda end: end, seen_by=[she])
    w.wants(she, lambda end, known: UTILS[end])
    story = w.tell(signal="yes")
    return story if outcome is None else story.tell(known=outcome)


def numbers(story: un.Story, at: str, *names: str) -> dict[str, float]:
    return {name: float(un.feeling(story, "she", name, at=at)) for name in names}


def test_signal() -> None:
    """V goes from 0 to 2.1: hope rises by 1.2 and fear falls by 0.9."""
    joy = un.feeling(told(), "she", "joy")
    assert [joy.parts["V before"], joy.parts["V now"]] == pytest.approx([0.0, 2.1], abs=CLOSE)
    found = numbers(told(), "signal", "hope", "fear", *PASSING)
    assert found == pytest.approx(
        {"hope": 2.4, "fear": 0.3, "joy": 2.1, "distress": 0, "relief": 0.9, "disappointment": 0}, abs=CLOSE
    )
    assert before_and_now(told(), "signal") == pytest.approx([1.2, 2.4, 1.2, 0.3], abs=CLOSE)


def before_and_now(story: un.Story, at: str) -> list[float]:
    """Hope before and now, fear before and now."""
    hope, fear = (un.feeling(story, "she", name, at=at).parts for name in ("disappointment", "relief"))
    return [float(hope["hope before"]), float(hope["hope now"]), float(fear["fear before"]), float(fear["fear now"])]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "hope_rise", "dread_rise"), [("reconcile", 1.6, 0.0), ("stuck", 0.0, 0.0), ("rupture", 0.0, 5.7)]
)
def test_rises(outcome: str, hope_rise: float, dread_rise: float) -> None:
    """How hope and fear rise; the falls are disappointment and relief."""
    hope, hoped, fear, feared = before_and_now(told(outcome), "known")
    assert max(0.0, hoped - hope) == pytest.approx(hope_rise, abs=CLOSE)
    assert max(0.0, feared - fear) == pytest.approx(dread_rise, abs=CLOSE)


@pytest.mark.parametrize(
    ("outcome", "joy", "distress", "relief", "disappointment", "surprise"),
    [
        ("reconcile", 1.9, 0.0, 0.3, 0.0, 0.736966),
        ("stuck", 0.0, 2.1, 0.3, 2.4, 1.514573),
        ("rupture", 0.0, 8.1, 0.0, 2.4, 4.321928),
    ],
)
def test_end(outcome: str, joy: float, distress: float, relief: float, disappointment: float, surprise: float) -> None:
    """Each way that it may end."""
    expected = {"joy": joy, "distress": distress, "relief": relief, "disappointment": disappointment}
    assert numbers(told(outcome), "known", *PASSING) == pytest.approx(expected, abs=CLOSE)
    assert float(un.feeling(told(outcome), "she", "surprise")) == pytest.approx(surprise, abs=CLOSE)


def test_no_change_is_expected() -> None:
    """Her own expectation of the next joy less distress is zero."""
    means = []
    for outcome, share in THEN.items():
        found = numbers(told(outcome), "known", "joy", "distress")
        means.append(share * (found["joy"] - found["distress"]))
    assert sum(means) == pytest.approx(0.0, abs=1e-12)


def test_reference_point_is_said() -> None:
    """Declared, nothing is taken; else the answer says what was."""
    assert un.feeling(told(), "she", "hope").took == ""
    w = un.World("coin", habit="uniform")
    ann = w.mind("Ann", level=1)
    w.chance("coin", {"heads": 0.5, "tails": 0.5}, seen_by=[ann])
    w.wants(ann, lambda coin: 1.0 if coin == "heads" else 0.0)
    hope = un.feeling(w.tell(coin="heads"), "Ann", "hope")
    assert hope.parts["reference point"] == pytest.approx(0.5)
    assert "start of the scene" in hope.took
    assert float(hope) == pytest.approx(0.5)
