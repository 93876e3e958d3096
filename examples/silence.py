"""Silence as evidence: she does not joke about what happened, and that tells him something.

At level 2 she takes him to read acts at face value, so she does not see what her own silence told him.  At level 3 she
takes him to read her as somebody who acts on what she wants, and sees it.
"""

from __future__ import annotations

import underneath as un


def morning(her_level: int, occasion: float) -> un.World:
    """They used to joke about everything; about this it is easy if it meant nothing to her, and hard if it did."""
    w = un.World("the morning after", habit="uniform")
    she = w.mind("she", level=her_level, rationality=2.0)
    w.mind("he", level=2)
    moved = w.chance("moved", {"no": 0.7, "yes": 0.3}, seen_by=[she])

    # He cannot tell a joke held back from one that never offered itself.
    w.chance("occasion", ["no", "yes"], p=occasion, seen_by=[she])
    offered = un.when(["occasion"], lambda occasion: occasion == "yes")
    remark = w.decision("remark", by=she, options=["joke", "silent"], available={"joke": offered})
    w.wants(she, {("joke", "no"): 1.0, ("joke", "yes"): -1.0}, given=[remark, moved])
    return w


silence = {"moved": "yes", "occasion": "yes", "remark": "silent"}

print("His belief that it moved her")
for occasion in (0.0, 0.3, 0.6, 1.0):
    quiet = morning(3, occasion).tell(remark="silent")
    before, after = (quiet.belief("he", "moved", at=at)["yes"] for at in ("moved", "remark"))
    print(f"  chance of an occasion {occasion:.1f}: {before:.4f} before her silence, {after:.4f} after")

print("What she thinks that he believes")
for level in (2, 3):
    his = morning(level, 0.6).tell(silence).belief("she > he", "moved")
    print(f"  at level {level}: {his['yes']:.4f}")
