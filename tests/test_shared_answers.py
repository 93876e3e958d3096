"""Answers that are numbers say whose they are, when, and at which level and order."""

from __future__ import annotations

import pickle

import pytest

import underneath as un


@pytest.fixture
def story() -> un.Story:
    """Ann may look before she opens; Bob watches."""
    w = un.World("door")
    ann = w.mind("Ann", level=1, rationality=2)
    w.mind("Bob", level=2)
    w.chance("inside", {"gold": 0.5, "wasp": 0.5})
    w.decision("look", by=ann, options=["yes", "no"])
    w.chance(
        "glimpse",
        ["gold", "wasp", "nothing"],
        p=lambda inside, look: {inside: 1} if look == "yes" else {"nothing": 1},
        seen_by=[ann],
    )
    w.decision("enter", by=ann, options=["yes", "no"])
    w.wants(ann, lambda inside, enter: {"gold": 1.0, "wasp": -2.0}[inside] if enter == "yes" else 0.0)
    return w.tell()


def test_the_value_of_looking_says_whose_it_is(story: un.Story) -> None:
    """Looking is worth half of the gold to Ann, at her level and horizon."""
    worth = story.voi("look")
    assert worth == pytest.approx({"yes": 0.5, "no": 0.0})
    assert worth.whose.path == ("Ann",)
    assert worth.whose.levels == (1,)
    assert str(worth.whose) == "Ann: level 1, order 1, horizon: scene, after inside"


def test_shared_belief_says_among_whom_and_how_deep(story: un.Story) -> None:
    """Mutual belief is a number with the group, their levels and the depth; it survives a copy."""
    share = story.tell(look="yes").mutual(["Ann", "Bob"], lambda look: look == "yes", n=3)
    assert share == 1.0
    assert (share.whose.path, share.whose.levels, share.whose.order) == (("Ann", "Bob"), (1, 2), 3)
    assert pickle.loads(pickle.dumps(share)).whose == share.whose


def test_common_belief_says_among_whom(story: un.Story) -> None:
    """What both saw is common belief at once."""
    common = story.tell(look="yes").common(["Ann", "Bob"], lambda look: look == "yes")
    assert common
    assert common.depth == 1
    assert common.whose is not None
    assert common.whose.path == ("Ann", "Bob")


def test_a_policy_has_the_order_of_its_path(story: un.Story) -> None:
    """One's own policy is of order 1, another's prediction of it of order 2."""
    assert story.expect("look").order == 1
    assert story.expect("look", by="Bob").order == 2
