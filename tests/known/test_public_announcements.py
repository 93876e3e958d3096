"""Puzzles of common knowledge: muddy children, and Cheryl's birthday.

Fagin, R., Halpern, J. Y., Moses, Y., and Vardi, M. Y. (1995), Reasoning about knowledge: the muddy children.
van Ditmarsch, H., Hartley, M. I., Kooi, B., Welton, J., and Yeo, J. B. W. (2017), Cheryl's birthday, TARK.

Every mind is at level 0: an honest "I know" is a sign whose table asks its owner's belief, and takes no level.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import underneath as un
from known.closed_form import CLOSED

MONTHS = {"May": (15, 16, 19), "June": (17, 18), "July": (14, 16), "August": (14, 15, 17)}
DATES = [f"{month} {day}" for month, days in MONTHS.items() for day in days]
EARLY_ROUNDS = 3


def children(n: int, rounds: int, father: bool = True) -> un.World:
    """Children who see each other's foreheads, a father who speaks, and rounds of simultaneous honest answers."""
    w = un.World("muddy children")
    minds = [w.mind(f"child {i}", level=0) for i in range(n)]
    muddy = [w.chance(f"muddy_{i}", ["no", "yes"], p=0.5, seen_by=minds[:i] + minds[i + 1 :]) for i in range(n)]
    if father:
        w.chance("father", ["all clean", "some muddy"], given=muddy, value=father_says, seen_by=un.EVERYONE)
    for r in range(1, rounds + 1):
        answers = [
            w.sign(f"answer_{i}_{r}", ["no", "yes"], by=mind, given=[un.knows(mind, fact)], value=honest, seen_by=[])
            for i, (mind, fact) in enumerate(zip(minds, muddy, strict=True))
        ]
        w.reveal(answers, to=un.EVERYONE)
    return w


def father_says(*foreheads: str) -> str:
    """What the father sees."""
    return "some muddy" if "yes" in foreheads else "all clean"


def honest(knows: bool) -> str:
    """The answer to "do you know whether you are muddy?"."""
    return "yes" if knows else "no"


def foreheads(n: int, muddy: int) -> dict[str, str]:
    """The first ones are muddy."""
    return {f"muddy_{i}": "yes" if i < muddy else "no" for i in range(n)}


def answers(n: int, r: int, who: Sequence[int]) -> dict[str, str]:
    """The answers of a round in which only some know."""
    return {f"answer_{i}_{r}": "yes" if i in who else "no" for i in range(n)}


@pytest.mark.parametrize(("n", "muddy"), [(2, 1), (2, 2), (3, 1), (3, 2), (3, 3), (4, 3)])
def test_muddy_know_in_their_round(n: int, muddy: int) -> None:
    """With m muddy foreheads nobody knows for m-1 rounds, the muddy know in round m, and the clean right after."""
    w = children(n, rounds=muddy + 1)
    story = w.tell(foreheads(n, muddy), father="some muddy")
    for r in range(1, muddy + 2):
        knowing = [] if r < muddy else range(muddy) if r == muddy else range(n)
        for i in range(n):
            assert story.belief("", f"answer_{i}_{r}")["yes"] == pytest.approx(float(i in knowing), abs=CLOSED)
        story = story.tell(answers(n, r, knowing))


@pytest.mark.parametrize("n", [5, 6, 7, 8])
def test_all_muddy(n: int) -> None:
    """Children who all are muddy say no n-1 times, and then all know."""
    w = children(n, rounds=n - 1)
    story = w.tell(foreheads(n, n), father="some muddy")
    for r in range(1, n - 1):
        story = story.tell(answers(n, r, []))
    assert story.belief("child 0", "muddy_0")["yes"] == pytest.approx(0.5, abs=CLOSED)
    story = story.tell(answers(n, n - 1, []))
    assert story.belief("child 0", "muddy_0")["yes"] == pytest.approx(1, abs=CLOSED)
    assert story.belief("child 0 > child 1", "muddy_1").at_least("yes", 1.0) == pytest.approx(1, abs=CLOSED)


def test_father_says_what_all_can_see() -> None:
    """Without his word, which two muddy children could have said themselves, nobody ever learns anything."""
    n = 3
    story = children(n, rounds=EARLY_ROUNDS, father=False).tell(foreheads(n, 2))
    for r in range(1, EARLY_ROUNDS + 1):
        story = story.tell(answers(n, r, []))
        assert story.belief("child 0", "muddy_0")["yes"] == pytest.approx(0.5, abs=CLOSED)


def birthday() -> un.World:
    """Albert is told the month and Bernard the day; three honest remarks follow."""
    w = un.World("Cheryl's birthday")
    albert, bernard = w.mind("Albert", level=0), w.mind("Bernard", level=0)
    w.mind("reader", level=0)
    date = w.chance("date", DATES, p="uniform")
    w.chance("month", list(MONTHS), value=lambda date: date.split()[0], seen_by=[albert])
    w.chance("day", ["14", "15", "16", "17", "18", "19"], value=lambda date: date.split()[1], seen_by=[bernard])
    he_knows = un.ask("Albert > Bernard", date, read=lambda belief: belief.knows_whether())
    w.sign("first", ["no", "yes"], by=albert, given=[un.knows(albert, date), he_knows], value=neither)
    w.sign("second", ["no", "yes"], by=bernard, given=[un.knows(bernard, date)], value=honest)
    w.sign("third", ["no", "yes"], by=albert, given=[un.knows(albert, date)], value=honest)
    return w


def neither(knows: bool, he_knows: float) -> str:
    """The answer to "you do not know, and are sure that he does not?"."""
    return "yes" if not knows and he_knows < CLOSED else "no"


def test_birthday_is_found() -> None:
    """Who hears the three remarks knows the birthday: July 16."""
    story = birthday().tell(first="yes", second="yes", third="yes")
    assert story.belief("reader", "date")["July 16"] == pytest.approx(1, abs=CLOSED)


def test_birthday_step_by_step() -> None:
    """The first remark leaves July and August, the second three dates, the third one."""
    story = birthday().tell(first="yes")
    left = ["July 14", "July 16", "August 14", "August 15", "August 17"]
    assert [story.belief("reader", "date")[d] for d in left] == pytest.approx([0.2] * 5, abs=CLOSED)
    story = story.tell(second="yes")
    left = ["July 16", "August 15", "August 17"]
    assert [story.belief("reader", "date")[d] for d in left] == pytest.approx([1 / 3] * 3, abs=CLOSED)
    assert story.belief("", "third")["yes"] == pytest.approx(1 / 3, abs=CLOSED)


def test_birthday_remarks_come_true() -> None:
    """On July 16 the three remarks are what the two would honestly say."""
    story = birthday().tell(date="July 16")
    for remark in ("first", "second", "third"):
        assert story.belief("", remark)["yes"] == pytest.approx(1, abs=CLOSED)
