"""Writing feelings: what is written of a model that has them reads as the same model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import underneath as un
from file_tools import script
from model_tools import differences
from test_writing import again
from underneath.model.feelings import WORDS

HEAD = """\
underneath: 1
habit: uniform
people: {Ann: {kappa: 1}, Old Bob: {kappa: 0.1}, Cyd: {reference: -1, kappa: 0}}
facts:
  mood: {outcomes: {calm: 0.5, low: 0.5}, changing: true}
scenes:
  - scene: one
    steps:
      - {act: ask her, by: Ann, menu: [ask, nothing]}
      - {act: tell, by: Old Bob, menu: [tell, nothing]}
      - {change: mood, p: 0.3}
      - {act: hit, by: Cyd, menu: [hit, nothing]}
"""
PEOPLE = {"Ann": "ask her", "Old Bob": "tell", "Cyd": "hit"}
FACTS = ["mood@0", "ask her", "tell", "mood@1", "mood", "hit"]
SHARES = st.sampled_from(["0", "0.25", "1 / 3", "1e-9", "2"])


@st.composite
def scruples(draw: st.DrawFn, owner: str) -> str:
    """A want that hangs on a feeling, in a list that stands beside no act."""
    kind = draw(st.sampled_from(["guilt", "blame", "anger"]))
    other = draw(st.sampled_from([name for name in PEOPLE if name != owner]))
    own = PEOPLE[owner]
    later = [fact for fact in FACTS if FACTS.index(fact) >= FACTS.index(own)]
    after = f", after: {draw(st.sampled_from(later))}" if kind == "blame" and draw(st.booleans()) else ""
    name = ", name: 'a: name'" if draw(st.booleans()) else ""
    return f"{{{kind}: {other}, weight: {draw(SHARES)}, at: {own}{after}{name}}}"


@st.composite
def calls(draw: st.DrawFn, owner: str) -> str:
    """A call by which a sign of somebody reads a feeling."""
    name = draw(st.sampled_from(list(WORDS)))
    word, given = WORDS[name], [f"'{owner}'", f"'{name}'"]
    other = draw(st.sampled_from([who for who in PEOPLE if who != owner]))
    if word.toward or (word.image in ("other", "any") and draw(st.booleans())):
        given.append(f"'{other}'")
    if word.act and draw(st.booleans()):
        given.append(f"`{PEOPLE[owner if word.act == 'own' else other]}`")
    if draw(st.booleans()):
        given.append(f"since(`{draw(st.sampled_from(FACTS))}`)")
    return f"feels({', '.join(given)})"


IMAGES = ", ".join(f"{{image: {who}, about: mood@0, worth: belief(low), after: hit}}" for who in PEOPLE)
"""Whoever shows a feeling before somebody has to care for what they believe."""


def lists(owner: str) -> st.SearchStrategy[str]:
    return st.lists(scruples(owner), min_size=1, max_size=3).map(lambda terms: f"[{', '.join(terms)}]")


@st.composite
def stories(draw: st.DrawFn) -> str:
    """A story in which feelings act, in people and in heads, and show."""
    wants = "".join(f"  {name}: [{IMAGES}, {draw(lists(name))[1:]}\n" for name in PEOPLE)
    head = draw(st.sampled_from(["Ann > Old Bob", '"* > Cyd"', "Cyd"]))
    owner = head.strip('"').rsplit(" > ", maxsplit=1)[-1]
    heads = f"heads:\n  {head}: {{wants: {draw(lists(owner))}, reference: {draw(SHARES)}, kappa: {draw(SHARES)}}}\n"
    signs = ""
    for place in range(draw(st.integers(1, 3))):
        by = draw(st.sampled_from(list(PEOPLE)))
        seen = draw(st.sampled_from(["", "mood == low and ", "believes('" + by + "', mood == low) > 0.3 and "]))
        p = f"0.1 + 0.5 * ({seen}{draw(calls(by))} > {draw(calls(by))})"
        signs += f'      - {{sign: s{place}, by: {by}, outcomes: [no, yes], p: "{p}"}}\n'
    return f"{HEAD}{signs}wants:\n{wants}{heads}"


@given(stories())
def test_what_is_written_of_feelings_reads_as_the_same_model(text: str) -> None:
    """Terms in their order, with their points; signs with the same questions and the same plain form."""
    model = script(text).model
    assert differences(model, again(model)) == []


def test_what_is_built_in_python_is_written_too() -> None:
    """Traits and wants, of people and in heads; with a state that changes between an act and the blame for it."""
    w = un.World("a lie", habit="uniform")
    ann, bob = w.mind("Ann", reference=0.5, kappa=0), w.mind("Bob")
    w.scene("one")
    w.decision("lie", by=ann, options=["lie", "nothing"])
    w.reveal("lie", to=[bob])
    w.chance("rain", [0, 1], p="uniform")
    w.wants(ann, un.guilt(bob, 0.3, at="lie"), name="conscience")
    w.wants(ann, un.guilt(bob, 1, at="lie", blame=True))
    w.wants(ann, un.guilt(bob, 1, at="lie", blame=True, after="lie"))
    w.wants(ann, un.anger(bob, 2.5, bears_on="lie"))
    w.in_the_head_of("Bob > Ann", wants=[un.guilt(bob, 0.1, at="lie", blame=True, after="rain")], reference=-1, kappa=2)
    model = w.build()
    assert differences(model, again(model)) == []


def test_what_a_python_function_makes_of_a_feeling_cannot_be_written() -> None:
    """As for beliefs that a sign reads."""
    w = un.World("a lie", habit="uniform")
    ann = w.mind("Ann")
    w.scene("one")
    w.decision("lie", by=ann, options=["lie", "nothing"])
    w.sign("blush", ["no", "yes"], by=ann, p=lambda felt: min(1.0, felt), given=[un.feels("regret")])
    w.wants(ann, lambda lie: float(lie == "lie"))
    with pytest.raises(un.BadTable, match="asks a mind something by a Python function"):
        again(w.build())
