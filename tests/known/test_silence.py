"""Silence as evidence, with occasion, attention and a late remark.

Hsu, A. S., Horng, A., Griffiths, T. L., and Chater, N. (2017), When absence of evidence is evidence of absence,
Cognitive Science 41.
Milgrom, P. R. (1981), Good news and bad news, Bell Journal of Economics 12.
Dye, R. A. (1985), Disclosure of nonproprietary information, Journal of Accounting Research 23.

She may joke about what happened, worth +1 to who is not affected and -1 to who is, or be silent, worth 0.
"""

from __future__ import annotations

import pytest

import underneath as un
from known.closed_form import CLOSED, SIX, bayes, sigma

PRIOR = {"yes": 0.3, "no": 0.7}
SILENT = {"yes": sigma(2), "no": sigma(-2)}


def remarks(occasions: int = 1, occasion: float = 1.0, seen: bool = True, his_level: int = 2) -> un.World:
    """She has one or more chances to joke; he watches, or cannot."""
    w = un.World("remarks", habit="uniform")
    she, he = w.mind("she", level=3, rationality=2.0), w.mind("he", level=his_level)
    affected = w.chance("affected", PRIOR, seen_by=[she])
    w.chance("occasion", ["no", "yes"], p=occasion, seen_by=[she])
    rule, watching = {"joke": lambda occasion: occasion == "yes"}, [he] if seen else []
    for t in range(occasions):
        remark = w.decision(f"remark_{t}", by=she, options=["joke", "silent"], available=rule, seen_by=watching)
        w.wants(she, {("joke", "no"): 1.0, ("joke", "yes"): -1.0}, given=[remark, affected])
    return w


@pytest.mark.parametrize(("affected", "silent"), [("yes", 0.880797), ("no", 0.119203)])
def test_policy(affected: str, silent: float) -> None:
    """Who is affected mostly keeps silent."""
    assert remarks().tell(affected=affected, occasion="yes").expect("remark_0")["silent"] == pytest.approx(
        silent, abs=SIX
    )


@pytest.mark.parametrize(("times", "affected"), [(1, 0.760004), (3, 0.99425)])
def test_repeated_silence(times: int, affected: float) -> None:
    """Each silence multiplies the odds that she is affected."""
    story = remarks(occasions=times).tell({f"remark_{t}": "silent" for t in range(times)})
    belief = story.belief("he", "affected")
    assert belief["yes"] == pytest.approx(affected, abs=SIX)
    assert belief["yes"] == pytest.approx(bayes(PRIOR, {a: p**times for a, p in SILENT.items()})["yes"], abs=CLOSED)


def test_uncertain_occasion() -> None:
    """If there may have been nothing to joke about, silence says less."""
    belief = remarks(occasion=0.6).tell(remark_0="silent").belief("he", "affected")
    silent = {a: 0.4 + 0.6 * p for a, p in SILENT.items()}
    assert belief["yes"] == pytest.approx(0.457673, abs=SIX)
    assert belief["yes"] == pytest.approx(bayes(PRIOR, silent)["yes"], abs=CLOSED)


def test_unobserved_slot() -> None:
    """Who could not have heard a joke learns nothing from hearing none."""
    belief = remarks(seen=False).tell(affected="yes", remark_0="silent").belief("he", "affected")
    assert belief["yes"] == pytest.approx(0.3, abs=CLOSED)


def test_face_value() -> None:
    """A mind of level 1 takes her silence for a habit."""
    belief = remarks(his_level=1).tell(remark_0="silent").belief("he", "affected")
    assert belief["yes"] == pytest.approx(0.3, abs=CLOSED)


def test_expected_belief_is_the_prior() -> None:
    """Over joke and silence his expected belief is what it was."""
    story = remarks().tell(occasion="yes")
    chance = story.belief("he", "remark_0")
    later = sum(chance[act] * story.tell(remark_0=act).belief("he", "affected")["yes"] for act in ("joke", "silent"))
    assert later == pytest.approx(0.3, abs=CLOSED)


def test_what_she_thinks_he_read() -> None:
    """She thinks that he noticed with 0.9; her belief about his is a mixture of two."""
    w = un.World("noticed", habit="uniform")
    she, he = w.mind("she", level=3, rationality=2.0), w.mind("he", level=2)
    affected = w.chance("affected", PRIOR, seen_by=[she])
    remark = w.decision("remark", by=she, options=["joke", "silent"], seen_by=[])
    w.wants(she, {("joke", "no"): 1.0, ("joke", "yes"): -1.0}, given=[remark, affected])
    w.view("noticed", of=remark, by=he, clear=0.9)
    his = w.tell({affected: "yes", remark: "silent"}).belief("she > he", affected, at="noticed")
    read = bayes(PRIOR, SILENT)["yes"]
    assert his["yes"] == pytest.approx(0.714004, abs=SIX)
    assert his["yes"] == pytest.approx(0.9 * read + 0.1 * 0.3, abs=CLOSED)
    assert his.at_least("yes", read - CLOSED) == pytest.approx(0.9, abs=CLOSED)


@pytest.mark.parametrize(("late", "affected"), [("joke", 0.947251), ("silent", 0.708483)])
def test_late_remark(late: str, affected: float) -> None:
    """A week later a joke is stale to who is not affected and cover to who is: now the joke gives her away."""
    w = remarks()
    remark = w.decision("late", by="she", options=["joke", "silent"])
    w.wants("she", {("joke", "no"): -1.5, ("joke", "yes"): -0.5}, given=[remark, "affected"])
    belief = w.tell(remark_0="silent", late=late).belief("he", "affected")
    assert belief["yes"] == pytest.approx(affected, abs=SIX)
    joke = {"yes": sigma(-1), "no": sigma(-3)}
    likelihood = joke if late == "joke" else {a: 1 - p for a, p in joke.items()}
    assert belief["yes"] == pytest.approx(bayes(bayes(PRIOR, SILENT), likelihood)["yes"], abs=CLOSED)
