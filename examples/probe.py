"""A probe: an act chosen for what it will show, and for how little it shows.

He wonders whether she has a crush on him.  He may ask, or do something small that may mean nothing, and watch.  Both
tell him equally much; but what he does tells her something too, and a question is hard to deny.
"""

from __future__ import annotations

import math

import underneath as un

ACTS = ["nothing", "probe", "ask"]
STAKE = 0.2

w = un.World("probe", habit="uniform")
he = w.mind("he", level=1, rationality=2.0, foresight=math.inf)
she = w.mind("she", level=0)
crush = w.chance("crush", {"no": 0.6, "yes": 0.4}, seen_by=[she])
stake = w.chance("stake", {"no": 1 - STAKE, "yes": STAKE}, seen_by=[he])

# What he does first, what she takes such acts to mean, and how she replies.
act = w.decision("act", by=he, options=ACTS)
meaning = {"no": {"nothing": 0.59, "probe": 0.4, "ask": 0.01}, "yes": {"nothing": 0.1, "probe": 0.6, "ask": 0.3}}
w.in_the_head_of("* > she", tables={act: un.table(meaning, given=[stake])})
replies = {
    "nothing": {"no": {"none": 1.0}, "yes": {"none": 1.0}},
    "probe": {"no": {"fluster": 0.15, "calm": 0.85}, "yes": {"fluster": 0.85, "calm": 0.15}},
    "ask": {"no": {"yes": 0.05, "no": 0.95}, "yes": {"yes": 0.7, "no": 0.3}},
}
w.sign("reply", ["none", "fluster", "calm", "yes", "no"], by=she, given=[act, crush], p=replies, seen_by=[he])

# Then he addresses it or leaves it.  What she comes to suspect of his stake costs him.
then = w.decision("then", by=he, options=["address", "leave"])
w.wants(he, {("address", "yes"): 2.0, ("address", "no"): -3.0, ("leave", "yes"): -1.0}, given=[then, crush])
w.wants(he, un.image(she, about=stake, worth=lambda b, act: -2 * (b["yes"] - STAKE) * (act != "nothing"), after=act))

story = w.tell({stake: "yes"})
policy, voi = story.expect(act), story.voi(act)
print("act      utility   chosen  information  deniability")
for option in ACTS:
    hers = w.tell({crush: "yes", act: option}).belief(she, stake)
    print(f"{option:<7} {policy.utility(option):8.4f} {policy[option]:8.4f} {voi[option]:12.4f} {hers['no']:12.4f}")
