"""Stories and answers are values: nothing that a reader does to one changes what is answered."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError
from typing import Any

import numpy as np
import pytest

import underneath as un


def tossed() -> un.Story:
    """Ann sees a coin, and calls; Bob hears the call."""
    w = un.World("coin", habit="uniform")
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=1)
    coin = w.chance("coin", {"heads": 0.5, "tails": 0.5}, seen_by=[ann])
    call = w.decision("call", by=ann, options=["low", "high"], seen_by=[bob])
    worth = {("heads", "high"): 1.0, ("heads", "low"): 0.0, ("tails", "high"): 0.0, ("tails", "low"): 1.0}
    w.wants(ann, worth, given=[coin, call], name="honest")
    return w.tell(coin="heads", call="high")


def test_what_was_told_cannot_be_changed() -> None:
    """The mapping of a story is read-only, and a later story's is another."""
    story = tossed()
    told: Any = story.told
    with pytest.raises(TypeError):
        told[0] = 1
    with pytest.raises(AttributeError):
        told.clear()
    assert story.told == {0: 0, 1: 1}
    changes: Any = story.what_if({"coin": "tails"}).changes
    with pytest.raises(TypeError):
        changes[0] = 0


def test_answers_are_read_only() -> None:
    """Beliefs, nested ones, policies and the errors of a branch."""
    story = tossed()
    nested, policy = story.belief("Bob > Ann", "coin"), story.expect("call")
    drawn = story.what_if({"coin": "tails"}, follow=un.Samples(10, np.random.default_rng(7))).belief("", "call")
    assert policy.expected_utilities is not None
    assert drawn.course is not None
    assert drawn.course.errors is not None
    tables = [story.belief("Ann", "coin").probabilities, nested.probabilities, policy.probabilities]
    tables += [atom.probabilities for atom in nested.spread]
    for table in [*tables, policy.expected_utilities, drawn.probabilities, drawn.course.errors]:
        with pytest.raises(ValueError, match="read-only"):
            table[0] = 2.0
    assert story.belief("Bob > Ann", "coin") == nested


@pytest.mark.parametrize("name", ["now", "told", "record", "mood", "facts", "decision"])
def test_attributes_cannot_be_set(name: str) -> None:
    """Whether they exist or not, in words, and with the error of frozen dataclasses."""
    story = tossed()
    answers = (story.belief("Ann", "coin"), story.expect("call"), *story.why("Bob", "coin", "heads"))
    for thing in (story, story.what_if({"coin": "tails"}), *answers):
        with pytest.raises(FrozenInstanceError, match=f"does not change: '{name}' cannot be set"):
            setattr(thing, name, 1)
        with pytest.raises(FrozenInstanceError, match=f"does not change: '{name}' cannot be deleted"):
            delattr(thing, name)


def test_values_are_copied_as_ever() -> None:
    """Copying and pickling make the same value."""
    belief = tossed().belief("Bob > Ann", "coin")
    assert copy.deepcopy(belief) == belief
    assert pickle.loads(pickle.dumps(belief)) == belief
    policy = tossed().expect("call")
    assert pickle.loads(pickle.dumps(policy)) == policy
