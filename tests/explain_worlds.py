"""Small worlds that the tests of explanations and traces share."""

from __future__ import annotations

import underneath as un


def morning(level: int = 2, reveal: bool = False, think: int | None = None) -> un.World:
    """They used to joke about everything; about the kiss a joke is easy if it moved nobody, and hard if it did."""
    w = un.World("the morning after", habit="uniform")
    sakura = w.mind("Sakura", level=level, rationality=2.0)
    w.mind("Kakashi", level=2)
    moved = w.chance("moved", {"no": 0.7, "yes": 0.3}, seen_by=[sakura])
    w.chance("occasion", ["no", "yes"], p=0.6, seen_by=[sakura])
    w.scene("the morning")
    offered = un.when(["occasion"], lambda occasion: occasion == "yes")
    remark = w.decision("remark", by=sakura, options=["joke", "silent"], available={"joke": offered})
    w.wants(sakura, {("joke", "no"): 1.0, ("joke", "yes"): -1.0}, given=[remark, moved], name="ease")
    if think is not None:
        w.set_level(sakura, think)
    if reveal:
        w.reveal("occasion", to="Kakashi")
    return w


TOLD = {"moved": "yes", "occasion": "yes", "remark": "silent"}


def silent(level: int = 2, reveal: bool = False, think: int | None = None) -> un.Story:
    """She does not joke."""
    return morning(level, reveal, think).tell(TOLD)


def first_time() -> un.Story:
    """Kakashi has never thought of a first kiss, until she says so."""
    w = un.World("the first", habit="uniform")
    sakura, kakashi = w.mind("Sakura"), w.mind("Kakashi")
    first = w.chance("first", {"usual": 0.6, "some": 0.3, "first": 0.1}, seen_by=[sakura])
    w.unaware(kakashi, first, "first")
    w.sign("blush", ["no", "yes"], by=sakura, given=[first], p={"usual": 0.1, "some": 0.4, "first": 0.9})
    w.grow(kakashi, first, "first", delta=0.1, seen_by=[sakura])
    w.reveal(first, to=kakashi)
    return w.tell(first="first", blush="yes")
