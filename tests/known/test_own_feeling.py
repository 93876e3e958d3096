"""Learning one's own feeling from one's own thoughts, while novelty explains them away, and after.

Pearl, J. (1988), Probabilistic reasoning in intelligent systems (noisy-or, explaining away).
Bem, D. J. (1972), Self-perception theory.  Benabou, R., and Tirole, J. (2011), Identity, morals, and taboos, QJE 126.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import underneath as un
from known.closed_form import CLOSED, SIX, bayes, sigma

LOVE = {"no": 0.9, "yes": 0.1}
NOVELTY = [0.7, 0.1, 0.1]
STRENGTH, LEAK = 0.8, 0.05
PATH = [0.1, 0.127812, 0.455876, 0.827289]
SPEAKS = [0.354344, 0.380188, 0.69498, 0.909632]


def recur(novelty: float) -> dict[str, float]:
    """Noisy-or: the chance that thoughts recur, without love and with it."""
    quiet = (1 - LEAK) * (1 - novelty)
    return {"no": 1 - quiet, "yes": 1 - quiet * (1 - STRENGTH)}


def thoughts(novelty: Sequence[float]) -> un.World:
    """She sees her thoughts, not what they come from, and may speak before the first and after each."""
    w = un.World("own feeling")
    she = w.mind("she", level=1, rationality=1.0)
    love = w.chance("love", LOVE)
    for t in range(len(novelty) + 1):
        if t:
            w.chance(f"thoughts_{t}", ["no", "yes"], given=[love], p=recur(novelty[t - 1]), seen_by=[she])
        speak = w.decision(f"speak_{t}", by=she, options=["wait", "speak"])
        w.wants(she, {("speak", "yes"): 3.0, ("speak", "no"): -1.0}, given=[speak, love])
    return w


def posterior(times: int) -> float:
    """Bayes on one noisy-or after another."""
    belief = LOVE
    for novelty in NOVELTY[:times]:
        belief = bayes(belief, recur(novelty))
    return belief["yes"]


@pytest.mark.parametrize("times", range(4))
def test_belief_and_choice(times: int) -> None:
    """The same thoughts say little at once and much once novelty has worn off; she speaks as she believes."""
    told = {f"thoughts_{t}": "yes" for t in range(1, times + 1)} | {f"speak_{t}": "wait" for t in range(times)}
    story = thoughts(NOVELTY).tell(told)
    at = f"thoughts_{times}" if times else "love"
    belief, policy = story.belief("she", "love", at=at), story.expect(f"speak_{times}")
    assert belief["yes"] == pytest.approx(PATH[times], abs=SIX)
    assert belief["yes"] == pytest.approx(posterior(times), abs=CLOSED)
    assert policy["speak"] == pytest.approx(SPEAKS[times], abs=SIX)
    assert policy["speak"] == pytest.approx(sigma(4 * posterior(times) - 1), abs=CLOSED)


def test_late_thoughts_alone() -> None:
    """Had she noticed them only a month later, they would have said nearly as much."""
    story = thoughts([0.1]).tell(speak_0="wait", thoughts_1="yes")
    assert story.belief("she", "love")["yes"] == pytest.approx(0.388472, abs=SIX)
    assert story.belief("she", "love")["yes"] == pytest.approx(bayes(LOVE, recur(0.1))["yes"], abs=CLOSED)
