"""Beliefs: labels, parts, conditions, and the distribution over another's beliefs."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

from sample_beliefs import JOINT, PEEKED, about_one, about_two, nested
from underneath.errors import ImpossibleEvidence, UnknownName
from underneath.model.belief import Belief
from underneath.model.spread import Atom, mean_of


def test_looked_up_by_label() -> None:
    """A belief about one fact takes a label, about several a tuple in their order."""
    assert about_one(0.25, 0.75)["yes"] == 0.75
    assert about_one(0.25, 0.75)[("yes",)] == 0.75
    assert JOINT["love", "on"] == 0.125


@pytest.mark.parametrize("labels", [(0, 1), (0.5, 1.5), (False, True)])
def test_labels_may_be_numbers(labels: tuple[Any, ...]) -> None:
    """Numbers and truth values are labels like any other, never positions."""
    assert about_one(0.25, 0.75, labels=labels)[labels[1]] == 0.75


def test_looked_up_among_many() -> None:
    """Every label of a long menu finds its own probability."""
    table = np.arange(1, 1001) / np.arange(1, 1001).sum()
    belief = about_one(*table, labels=tuple(f"day {i}" for i in range(1000)))
    assert [belief[label] for label in belief] == table.tolist()
    assert belief["day 999"] == belief.probabilities[999]


def test_a_wrong_label_is_named_with_a_hint() -> None:
    """The error says who, what came, what was allowed, and what may have been meant."""
    with pytest.raises(UnknownName) as caught:
        about_one(0.25, 0.75, path=("Sakura", "Kakashi"))["yess"]
    assert str(caught.value) == (
        "belief of Sakura > Kakashi: fact 'moved' has no outcome 'yess' (outcomes: no, yes). Did you mean 'yes'?"
    )
    assert isinstance(caught.value, KeyError)


@pytest.mark.parametrize("label", ["love", ("love",), ("love", "on", "on"), ("on", "love"), [1, 2]])
def test_a_wrong_number_or_order_of_labels_is_refused(label: Any) -> None:
    """A joint belief wants one label for each fact, in order."""
    with pytest.raises(UnknownName):
        JOINT[label]


@pytest.mark.parametrize("size", [2, 100])
def test_an_unhashable_label_is_refused(size: int) -> None:
    """What can be no label is an unknown name too, for short and long menus."""
    with pytest.raises(UnknownName):
        about_one(*np.full(size, 1 / size), labels=tuple(range(size)))[[1]]  # type: ignore[index]


def test_items_pair_labels_with_probabilities() -> None:
    """Iterating goes over labels, `items` over pairs."""
    assert list(about_one(0.25, 0.75)) == ["no", "yes"]
    assert len(JOINT) == 4
    assert dict(JOINT.items())["love", "off"] == 0.125


def test_is_an_array() -> None:
    """NumPy reads a belief as its table, and a copy is a copy."""
    belief = about_one(0.25, 0.75)
    assert np.asarray(belief) is not None
    assert np.shares_memory(np.asarray(belief), belief.probabilities)
    assert not np.shares_memory(np.array(belief), belief.probabilities)
    assert np.asarray(belief, dtype=np.float32).dtype == np.float32


def test_cannot_be_changed() -> None:
    """Beliefs are values."""
    with pytest.raises(AttributeError):
        about_one(0.25, 0.75).level = 3  # type: ignore[misc]


def test_survives_pickling() -> None:
    """A belief that has been looked up in and one that has not come back equal."""
    belief = about_one(*np.full(100, 0.01), labels=tuple(range(100)))
    belief[5]
    assert pickle.loads(pickle.dumps(belief)) == belief
    assert pickle.loads(pickle.dumps(PEEKED)) == PEEKED


# --- events, parts, conditions


def test_probability_of_an_event() -> None:
    """Parameters that name facts get those; others get one outcome for each fact, in order."""
    assert JOINT.probability(lambda mask: mask == "off") == 0.5
    assert JOINT.probability(lambda mask, heart: (heart, mask) == ("love", "on")) == 0.125
    assert JOINT.probability(lambda x, y: x == "friend" or y == "on") == 0.875
    assert JOINT.probability(lambda *both: True) == 1.0
    assert about_one(0.25, 0.75, labels=(0, 3)).probability(bool) == 0.75


def test_impossible_cells_are_not_put_to_an_event() -> None:
    """An event need not make sense of what cannot be."""
    assert about_one(0.0, 1.0, labels=(0, 4)).probability(lambda n: 1 / n < 1) == 1.0


def test_marginal_sums_the_rest_and_keeps_the_order_named() -> None:
    """Parts of a joint belief."""
    belief = about_two([[0.5, 0.25], [0.0, 0.25]])
    assert belief.marginal("mask").probabilities.tolist() == [0.5, 0.5]
    assert belief.marginal("mask", "heart")["off", "love"] == 0.25
    assert belief.marginal("mask").path == ("Sakura",)
    with pytest.raises(UnknownName, match="Did you mean 'heart'"):
        belief.marginal("haert")


def test_marginal_of_a_nested_belief_joins_equal_beliefs() -> None:
    """Beliefs that differed only in what was summed away are one."""
    tables = np.array([[0.5, 0.0], [0.5, 0.0]]), np.array([[0.0, 0.5], [0.0, 0.5]])
    atoms = tuple(Atom(0.5, table) for table in tables)
    belief = Belief(("heart", "mask"), (("friend", "love"), ("on", "off")), mean_of(atoms), atoms)
    assert belief.marginal("heart").spread == (Atom(1.0, np.array([0.5, 0.5])),)
    assert len(belief.marginal("mask").spread) == 2


def test_given_keeps_the_facts_and_rules_out_the_rest() -> None:
    """Conditioning is division by the probability of the condition."""
    belief = about_two([[0.375, 0.25], [0.125, 0.25]])
    later = belief.given(mask="on")
    assert later.probabilities.tolist() == [[0.75, 0.0], [0.25, 0.0]]
    assert belief.given({"mask": "on"}, heart="love")["love", "on"] == 1.0
    assert belief["love", "off"] == 0.25


def test_given_the_impossible_is_an_error() -> None:
    """Nothing is answered with a guess."""
    with pytest.raises(ImpossibleEvidence, match="belief of Sakura: mask = off has probability zero"):
        about_two([[0.5, 0.0], [0.5, 0.0]]).given(mask="off")
    with pytest.raises(UnknownName, match="Did you mean 'off'"):
        JOINT.given(mask="of")


def test_given_the_nearly_impossible_keeps_its_digits() -> None:
    """A condition however unlikely is a condition."""
    later = about_two([[1.0, 1e-320], [0.0, 3e-320]]).given(mask="off")
    assert later["love", "off"] == pytest.approx(0.75, rel=1e-3)


def test_given_conditions_the_atoms_on_what_was_asked_jointly() -> None:
    """Anne, were she told that Sally peeked, would be sure of what Sally believes."""
    later = PEEKED.given(peek="yes")
    assert later["box"] == 1.0
    assert later.knows_whether() == 1.0
    assert later.atoms == (Atom(1.0, np.array([0.0, 1.0]), ("yes",)),)
    with pytest.raises(ImpossibleEvidence):
        PEEKED.given(peek="perhaps")


def test_given_conditions_each_belief_that_may_be_held() -> None:
    """A fact that the nested belief is about conditions every atom, not the mean."""
    atoms = Atom(0.5, np.array([0.5, 0.25, 0.25])), Atom(0.5, np.array([0.0, 0.25, 0.75]))
    belief = Belief(("x",), (("a", "b", "c"),), mean_of(atoms), atoms)
    assert belief.given(x="c").probabilities.tolist() == [0.0, 0.0, 1.0]
    with pytest.raises(ImpossibleEvidence):
        belief.given(x="a")
    assert belief.averaged.given(x="a")["a"] == 1.0


# --- distributions over beliefs


def test_a_plain_belief_is_one_atom() -> None:
    """Whatever reads atoms can read any belief."""
    atoms = about_one(0.25, 0.75).atoms
    assert [atom.weight for atom in atoms] == [1.0]
    assert about_one(0.25, 0.75).at_least("yes", 0.75) == 1.0
    assert about_one(0.25, 0.75).knows_whether() == 0.0
    assert about_one(1e-13, 1 - 1e-13).knows_whether() == 1.0


def test_what_is_read_off_a_distribution_over_beliefs() -> None:
    """Mean, threshold and knowing-whether of Anne's idea of Sally."""
    assert PEEKED["box"] == 0.25
    assert PEEKED.at_least("box", 0.5) == 0.25
    assert PEEKED.at_least("box", 0.0) == 1.0
    assert PEEKED.knows_whether() == 1.0
    assert PEEKED.averaged.atoms == (Atom(1.0, np.array([0.75, 0.25])),)
    assert PEEKED.averaged.knows_whether() == 0.0


def test_secret_and_suspected_share_the_mean_and_differ_in_the_distribution() -> None:
    """The mean alone cannot tell a known secret from a shared doubt."""
    doubt = nested(Atom(1.0, np.array([0.75, 0.25]), ()))
    secret = nested(Atom(0.25, np.array([0.0, 1.0])), Atom(0.75, np.array([1.0, 0.0])))
    assert doubt.averaged.close_to(secret.averaged)
    assert not doubt.close_to(secret)
    assert (doubt.knows_whether(), secret.knows_whether()) == (0.0, 1.0)


def test_a_threshold_forgives_rounding() -> None:
    """0.1 + 0.2 is at least 0.3, and three thirds are certain."""
    assert about_one(0.7, 0.1 + 0.2 - 1e-16).at_least("yes", 0.3) == 1.0
