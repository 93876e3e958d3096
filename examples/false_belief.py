"""Sally and Anne: where somebody will look follows from what she believes, not from where the thing is."""

from __future__ import annotations

import underneath as un

w = un.World("Sally and Anne", habit="uniform")
sally = w.mind("Sally", level=1, rationality=2.0)
anne = w.mind("Anne", level=2)

# Anne may move the toy from the basket to the box.  Sally, who is outside, takes for granted that nothing moves; if
# that turns out to be impossible, she falls back on the world as everybody else has it.
moved = w.sign("moved", ["nothing", "moved"], by=anne, p=0.5, seen_by=[anne])
toy = w.chance("toy", ["basket", "box"], value=lambda moved: "box" if moved == "moved" else "basket", seen_by=[anne])
w.closed(sally, moved, null="nothing", fallback="open")

# Sally looks in one place, and finds it worth 1 to find the toy.
look = w.decision("look", by=sally, options=["basket", "box"])
w.wants(sally, lambda look, toy: 1.0 if look == toy else 0.0)
found = w.chance(
    "found", ["nothing", "toy"], value=lambda look, toy: "toy" if look == toy else "nothing", seen_by=[sally]
)

story = w.tell({moved: "moved", toy: "box"})
print(story.belief(anne, toy))
print(story.belief(sally, toy))
print(story.belief("Anne > Sally", toy))
print(story.expect(look, by=anne))

# She looks where she believes it to be, does not find it, and learns what happened behind her back.
later = story.tell({look: "basket", found: "nothing"})
print(later.belief(sally, moved))
