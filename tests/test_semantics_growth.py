"""An option that comes to mind in time can be chosen; a supposition must lie before the question."""

from __future__ import annotations

import pytest

import underneath as un


def escape(grows: bool) -> un.World:
    """Ann never thought of the window; something may bring it to mind before she decides."""
    w = un.World("escape")
    ann, bob = w.mind("Ann", level=1, rationality=2), w.mind("Bob", level=2)
    w.unaware(ann, "way out", ["window"])
    w.chance("draught", ["felt"], p="uniform", seen_by=[ann])
    if grows:
        w.grow(ann, "way out", "window", seen_by=[bob])
    w.decision("way out", by=ann, options=["door", "stay", "window"], habit="uniform")
    w.wants(ann, {"door": 0.0, "stay": -1.0, "window": 3.0}, given=["way out"])
    return w


def test_an_option_that_comes_to_mind_is_weighed() -> None:
    """Before it comes to mind the window has no chance; after, it is the likeliest way out."""
    assert escape(grows=False).tell(draught="felt").expect("way out")["window"] == 0.0
    assert escape(grows=True).tell(draught="felt").expect("way out").likeliest() == "window"


def test_whoever_saw_it_come_to_mind_reckons_with_it() -> None:
    """Bob, who observed that it came to her mind, predicts as she will choose."""
    story = escape(grows=True).tell(draught="felt")
    mine, his = story.expect("way out"), story.expect("way out", by="Bob")
    assert his["window"] == pytest.approx(mine["window"], abs=1e-12)


def test_a_growth_of_what_never_comes_is_a_fault() -> None:
    """A growth that names no fact of the world is reported by name."""
    w = un.World("escape")
    ann = w.mind("Ann")
    w.grow(ann, "way oat", "window", delta=0.1, seen_by=[])
    (fault,) = w.check()
    assert fault.kind is un.UnknownName
    assert "way oat" in fault.message


def test_what_is_supposed_lies_before_the_question() -> None:
    """A fact supposed for a question that is asked before it would change nothing, so it is refused with a hint."""
    w = un.World("two steps")
    ann = w.mind("Ann")
    w.chance("sky", {"rain": 0.3, "dry": 0.7})
    w.chance("drop", ["no", "yes"], given="sky", p={"rain": 0.9, "dry": 0.1}, seen_by=[ann])
    story = w.tell()
    with pytest.raises(un.EvidenceError, match=r"'drop' was supposed.*at='drop'"):
        story.belief("Ann", "sky", suppose={"drop": "yes"})
    after = story.belief("Ann", "sky", suppose={"drop": "yes"}, at="drop")
    assert after["rain"] == pytest.approx(0.27 / 0.34, abs=1e-12)
