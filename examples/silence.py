"""Silence as evidence: she does not joke about what happened, and that tells him something.

At level 2 she takes him to read acts at face value, so she does not see what her own silence told him.  At level 3 she
takes him to read her as somebody who acts on what she wants, and sees it.
"""

from __future__ import annotations

import underneath as un


def morning(her_level: int) -> un.World:
    """They used to joke about everything; to joke about this is easy if it meant nothing to her, and hard if it did."""
    w = un.World("the morning after", habit="uniform")
    she = w.mind("she", level=her_level, rationality=2.0)
    w.mind("he", level=2)
    moved = w.chance("moved", {"no": 0.7, "yes": 0.3}, seen_by=[she])
    occasion = w.chance("occasion", {"no": 0.4, "yes": 0.6}, seen_by=[she])
    remark = w.decision(
        "remark",
        by=she,
        options=["joke", "silent"],
        available={"joke": un.when([occasion], lambda occasion: occasion == "yes")},
    )
    w.wants(she, {("joke", "no"): 1.0, ("joke", "yes"): -1.0}, given=[remark, moved])
    return w


print("What he believes after her silence")
silent = morning(3).tell(occasion="yes", remark="silent")
print("  not knowing whether there was an occasion:", round(silent.belief("he", "moved")["yes"], 4))
print("  had he never noticed:                     ", round(silent.belief("he", "moved", at="moved")["yes"], 4))

print("What she thinks that he believes")
for level in (2, 3):
    story = morning(level).tell(moved="yes", occasion="yes", remark="silent")
    his = story.belief("she > he", "moved")
    print(f"  she at level {level}: {his['yes']:.4f}")
