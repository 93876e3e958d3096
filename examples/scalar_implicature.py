"""Scalar implicature: why "some" is heard as "not all", and ever more so the deeper speaker and listener think.

Goodman and Frank (2016), Pragmatic language interpretation as probabilistic inference.
"""

from __future__ import annotations

import underneath as un

PART = "some but not all"


def conversation(alpha: float, n: int) -> un.World:
    """Listener n hears speaker n.

    To be understood is to be believed: a want about another's belief.  Such a want takes a level for the act and one
    for the reading, so speaker n is a mind of level 2n-1 and listener n one of level 2n.
    """
    w = un.World("some or all")
    speaker = w.mind("speaker", level=max(2 * n - 1, 0), rationality=alpha)
    listener = w.mind("listener", level=2 * n)
    state = w.chance("state", {PART: 0.5, "all": 0.5}, seen_by=[speaker])

    # Level 0: think of an utterance at random, say it if it is true, else say nothing.
    literal = {PART: {"some": 0.5, "nothing": 0.5}, "all": {"some": 0.5, "all": 0.5}}
    says = w.decision("says", by=speaker, options=["some", "all", "nothing"], habit=literal, given=[state])

    # Level 1 and up: the more the listener believes in the true state the better; silence is out of the question.
    w.wants(speaker, un.image(listener, about=state, worth=lambda b, state: un.log(b[state]), after=says))
    w.wants(speaker, {"nothing": -100.0}, given=[says])
    return w


print('P(not all | "some")')
print("alpha  " + "      ".join(f"L{n}" for n in range(5)))
for alpha in (1.0, 2.0, 4.0):
    heard = [conversation(alpha, n).tell(says="some").belief("listener", "state")[PART] for n in range(5)]
    print(f"{alpha:<5.0f}  " + "  ".join(f"{p:.4f}" for p in heard))
