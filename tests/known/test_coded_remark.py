"""A coded remark: one public act, different readers.

Clark, H. H., and Carlson, T. B. (1982), Hearers and speech acts, Language 58 (overhearers).
van Benthem, J., Gerbrandy, J., and Kooi, B. (2009), Dynamic update with probabilities, Studia Logica 93.

A remark on the topic comes with 0.8 from who means to tease and with 0.3 from who does not.  A tease is only possible
for those who know of an earlier incident; to them it is as likely as not.
"""

from __future__ import annotations

import pytest

import underneath as un
from known.closed_form import CLOSED, SIX

READ = 0.4 / (0.4 + 0.15)


def council() -> un.Story:
    """He makes the remark before two who know, others who do not, and a bystander who may."""
    w = un.World("council")
    he, she, friend = w.mind("he", level=0), w.mind("she", level=0), w.mind("friend", level=0)
    other, bystander = w.mind("other", level=0), w.mind("bystander", level=0)
    incident = w.chance("incident", ["no", "yes"], p=0.5, seen_by=[he, she, friend])
    w.view("rumour", of=incident, by=bystander, clear=0.3)
    tease = w.chance("tease", ["no", "yes"], given=[incident], p={"no": 0.0, "yes": 0.5}, seen_by=[he])
    w.sign("remark", ["no", "yes"], by=he, given=[tease], p={"no": 0.3, "yes": 0.8})
    w.closed(other, incident, null="no")
    w.closed(bystander, incident, null="no", fallback="open")
    return w.tell(incident="yes", remark="yes")


@pytest.mark.parametrize(("mind", "tease"), [("she", READ), ("friend", READ), ("other", 0.0)])
def test_same_words_other_meaning(mind: str, tease: float) -> None:
    """The same remark is a tease with 0.727273 to who knows, and nothing to who does not."""
    belief = council().belief(mind, "tease")
    assert belief["yes"] == pytest.approx(tease, abs=CLOSED)
    assert belief["yes"] == pytest.approx(0.727273 if tease else 0.0, abs=SIX)


def test_what_she_thinks_a_bystander_heard() -> None:
    """To her the bystander either reads it as she does, with 0.3, or not at all."""
    his = council().belief("she > bystander", "tease")
    assert his["yes"] == pytest.approx(0.3 * READ, abs=CLOSED)
    assert his["yes"] == pytest.approx(0.218182, abs=SIX)
    assert his.at_least("yes", READ - CLOSED) == pytest.approx(0.3, abs=CLOSED)
