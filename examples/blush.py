"""A blush: a feeling that shows, read by somebody who knows what makes people blush.

She drops her food before two people and cares what both make of it, of one more than of the other.  How much she cares
is her own business, but a blush grows with what she feels, so who sees it learns something of that too.
"""

from __future__ import annotations

import math

import underneath as un


def gate(kappa: float) -> un.World:
    """She may feel something for him; both see her drop her food, and he may have a remark for it."""
    w = un.World("at the gate", habit="uniform")
    she, he, friend = w.mind("she", level=2, kappa=kappa), w.mind("he"), w.mind("friend")
    heart = w.chance("heart", {"calm": 0.7, "moved": 0.3}, seen_by=[she])
    cares = w.chance("cares", {"little": 0.5, "much": 0.5}, seen_by=[she])
    w.sign("dropped", ["no", "yes"], by=she, given=[heart], p={"calm": 0.1, "moved": 0.6})

    def known(belief: un.Belief, cares: str) -> float:
        return -(3.0 if cares == "much" else 0.5) * float(belief["moved"])

    w.wants(she, un.image(he, heart, known, given=[cares]), name="not being read by him")
    w.wants(she, un.image(friend, heart, lambda belief: -0.4 * float(belief["moved"])), name="nor by a friend")
    blush = un.feels("embarrassment", toward=he)
    w.sign("blush", ["no", "yes"], by=she, given=[blush], p=lambda embarrassment: 1 - math.exp(-embarrassment))
    return w


story = gate(kappa=0.5).tell(heart="moved", cares="much", dropped="yes", blush="yes")

print("What she feels when she drops it")
for feeling in un.feel(story, "she", at="dropped").felt:
    print(f"  {feeling.name:<14} {' > '.join(feeling.toward):<7} {feeling.intensity:.3f} {feeling.unit}")

print("What he makes of her blush")
for at in ("dropped", "blush"):
    print(f"  after {at}: P(she cares much) = {story.belief('he', 'cares', at=at)['much']:.4f}")

print("What he takes her to have felt: a distribution, as he does not know how much she cares")
for weight, intensity in un.feeling(story, "he > she", "embarrassment", toward="he", at="dropped").atoms:
    print(f"  {intensity:.3f} utils with weight {weight:.4f}")
