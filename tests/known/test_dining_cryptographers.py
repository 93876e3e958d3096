"""Three dining cryptographers.

Chaum, D. (1988), The dining cryptographers problem, Journal of Cryptology 1.

Each neighbouring pair tosses a coin that only the two see.  Each says aloud whether their two coins differ, and who
paid says the opposite.  An odd number of "differ" means that one of them paid, and nobody learns which.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

import underneath as un
from known.closed_form import CLOSED

PRIOR = {"outsider": 0.4, "A": 0.1, "B": 0.2, "C": 0.3}
COINS = {"coin_ab": "AB", "coin_bc": "BC", "coin_ca": "CA"}
ODD = [says for says in product([0, 1], repeat=3) if sum(says) % 2]
INSIDE = True  # the event "not the outsider" holds
EVEN = [says for says in product([0, 1], repeat=3) if not sum(says) % 2]


def is_payer(name: str) -> Callable[[str], int]:
    """Whether the payer is this one."""
    return lambda payer: int(payer == name)


def dinner() -> un.World:
    """Three cryptographers at table, and a waiter who hears them."""
    w = un.World("dinner")
    minds = {name: w.mind(name, level=0) for name in "ABC"}
    w.mind("waiter", level=0)
    payer = w.chance("payer", PRIOR)
    for name, mind in minds.items():
        w.chance(f"{name}_paid", [0, 1], given=[payer], value=is_payer(name), seen_by=[mind])
    for coin, pair in COINS.items():
        w.chance(coin, [0, 1], p=0.5, seen_by=[minds[name] for name in pair])
    for name, mind in minds.items():
        coins = [coin for coin, pair in COINS.items() if name in pair]
        w.sign(f"{name}_says", [0, 1], by=mind, given=[*coins, f"{name}_paid"], value=lambda x, y, paid: x ^ y ^ paid)
    return w


def heard(says: tuple[int, ...]) -> dict[str, int]:
    """What the three said."""
    return {f"{name}_says": said for name, said in zip("ABC", says, strict=True)}


@pytest.mark.parametrize("says", ODD)
def test_waiter_learns_that_one_paid(says: tuple[int, ...]) -> None:
    """After an odd count the waiter knows that one of the three paid, and no more than he thought before of which."""
    belief = dinner().tell(heard(says)).belief("waiter", "payer")
    assert [belief[who] for who in PRIOR] == pytest.approx([0, 0.1 / 0.6, 0.2 / 0.6, 0.3 / 0.6], abs=CLOSED)


@pytest.mark.parametrize("says", EVEN)
def test_even_count_means_the_outsider(says: tuple[int, ...]) -> None:
    """An even count clears all three."""
    assert dinner().tell(heard(says)).belief("waiter", "payer")["outsider"] == pytest.approx(1, abs=CLOSED)


@pytest.mark.parametrize("ab", [0, 1])
@pytest.mark.parametrize("ca", [0, 1])
@pytest.mark.parametrize("says", ODD)
def test_neighbour_cannot_tell(says: tuple[int, ...], ab: int, ca: int) -> None:
    """A cryptographer who did not pay, and sees two coins, cannot tell which of the other two did."""
    paid = says[0] ^ ab ^ ca
    story = dinner().tell(heard(says), coin_ab=ab, coin_ca=ca, A_paid=paid)
    expected = [0, 1, 0, 0] if paid else [0, 0, 0.2 / 0.5, 0.3 / 0.5]
    assert [story.belief("A", "payer")[who] for who in PRIOR] == pytest.approx(expected, abs=CLOSED)


def test_they_all_know_that_they_know() -> None:
    """After an odd count the waiter is sure that each cryptographer is sure that one of them paid."""
    story = dinner().tell(heard((1, 0, 0)))
    for name in "ABC":
        insider = story.belief(f"waiter > {name}", lambda payer: payer != "outsider")
        assert insider.at_least(INSIDE, 1.0) == pytest.approx(1, abs=CLOSED)
