"""Secret, suspected, semi-private and public events, told apart by distributions over beliefs.

Baltag, A., Moss, L. S., and Solecki, S. (1998), The logic of public announcements, common knowledge, and private
suspicions, TARK.
van Benthem, J., Gerbrandy, J., and Kooi, B. (2009), Dynamic update with probabilities, Studia Logica 93.
Monderer, D., and Samet, D. (1989), Approximating common knowledge with common beliefs, Games and Economic Behavior 1.
Rubinstein, A. (1989), The electronic mail game, American Economic Review 79.

Ann looks and learns p.  Secret: Bob is sure that nobody looked.  Suspected: he gives it 0.2.  Semi-private: he sees her
look, not what she sees.  Public: both learn p in each other's sight.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import underneath as un
from known.closed_form import CLOSED

LOOKED = {"secret": 0.5, "suspected": 0.2, "semi-private": 1.0, "public": 1.0}
ARRIVES = 0.9


def by_kind(values: Sequence[object]) -> list[tuple[str, object]]:
    """One value for each kind of event."""
    return list(zip(LOOKED, values, strict=True))


def look(kind: str) -> un.Story:
    """The true world: p holds, and Ann has looked."""
    w = un.World(kind)
    ann, bob = w.mind("Ann", level=0), w.mind("Bob", level=0)
    p = w.chance("p", ["no", "yes"], p=0.5)
    open_look = kind in ("semi-private", "public")
    looked = w.chance("looked", ["no", "yes"], p=LOOKED[kind], seen_by=un.EVERYONE if open_look else [ann])
    w.view("sight", of=p, by=ann, given=[p, looked], p=lambda p, looked: {p if looked == "yes" else "unseen": 1.0})
    if kind == "secret":
        w.closed(bob, looked, null="no")
    if kind == "public":
        w.reveal(p, to=un.EVERYONE)
    return w.tell(p="yes", looked="yes", sight="yes")


@pytest.mark.parametrize(("kind", "bob"), by_kind([0.5, 0.5, 0.5, 1.0]))
def test_first_order(kind: str, bob: float) -> None:
    """Ann knows p; Bob learns it only in public."""
    assert look(kind).belief("Ann", "p")["yes"] == pytest.approx(1, abs=CLOSED)
    assert look(kind).belief("Bob", "p")["yes"] == pytest.approx(bob, abs=CLOSED)


@pytest.mark.parametrize(("kind", "mean"), by_kind([0.5, 0.5, 0.5, 1.0]))
@pytest.mark.parametrize("path", ["Bob > Ann", "Ann > Bob > Ann"])
def test_means_do_not_tell_them_apart(kind: str, mean: float, path: str) -> None:
    """All but the public event share their means, at every depth."""
    assert look(kind).belief(path, "p")["yes"] == pytest.approx(mean, abs=CLOSED)


@pytest.mark.parametrize(
    ("kind", "distribution"),
    by_kind([{0.5: 1.0}, {0.0: 0.1, 0.5: 0.8, 1.0: 0.1}, {0.0: 0.5, 1.0: 0.5}, {1.0: 1.0}]),
)
def test_distributions_do(kind: str, distribution: dict[float, float]) -> None:
    """What Bob holds Ann's belief to be differs from kind to kind."""
    hers = look(kind).belief("Bob > Ann", "p")
    weights = {round(float(atom.probabilities[1]), 9): atom.weight for atom in hers.atoms}
    assert weights == pytest.approx(distribution, abs=CLOSED)


@pytest.mark.parametrize(("kind", "knows"), by_kind([0.0, 0.2, 1.0, 1.0]))
def test_whether_she_knows(kind: str, knows: float) -> None:
    """Bob's probability that Ann knows whether p is that of her having looked."""
    assert look(kind).belief("Bob > Ann", "p").knows_whether() == pytest.approx(knows, abs=CLOSED)


def messages(n: int) -> un.Story:
    """Ann knows p and writes to Bob; each answers every message that arrives, one in ten is lost; time is called."""
    w = un.World("messages")
    ann, bob = w.mind("Ann", level=0), w.mind("Bob", level=0)
    w.chance("p", ["no", "yes"], p=0.5, seen_by=[ann])
    cause, good, bad = "p", "yes", "no"
    for i in range(1, n + 1):
        p = {good: {"here": ARRIVES, "lost": 1 - ARRIVES}, bad: {"lost": 1.0}}
        w.chance(f"message_{i}", ["lost", "here"], given=[cause], p=p, seen_by=[bob if i % 2 else ann])
        cause, good, bad = f"message_{i}", "here", "lost"
    w.chance("time", ["called"], p=[1.0], seen_by=un.EVERYONE)
    return w.tell(p="yes", time="called")


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_mutual_knowledge_by_messages(depth: int) -> None:
    """Where each message arrives with 0.9, mutual knowledge of depth n has probability 0.9^n."""
    event = un.event(["p"], lambda p: p == "yes")
    assert messages(5).mutual(["Ann", "Bob"], event, n=depth) == pytest.approx(0.9**depth, abs=CLOSED)


def test_messages_never_make_it_common() -> None:
    """However many messages arrive, what nobody can know to have arrived keeps p from being common knowledge."""
    event = un.event(["p"], lambda p: p == "yes")
    arrived = messages(5).tell({f"message_{i}": "here" for i in range(1, 6)})
    assert arrived.mutual(["Ann", "Bob"], event, n=5) == pytest.approx(1, abs=CLOSED)
    assert arrived.mutual(["Ann", "Bob"], event, n=6) == pytest.approx(0, abs=CLOSED)
    assert arrived.common(["Ann", "Bob"], event).probability == pytest.approx(0, abs=CLOSED)


@pytest.mark.parametrize(("kind", "common"), by_kind([0.0, 0.0, 0.0, 1.0]))
def test_public_is_common(kind: str, common: float) -> None:
    """Only the public look makes p common knowledge."""
    answer = look(kind).common(["Ann", "Bob"], un.event(["p"], lambda p: p == "yes"))
    assert answer.probability == pytest.approx(common, abs=CLOSED)
