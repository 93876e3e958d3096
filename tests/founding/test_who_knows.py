"""Who knows what in the founding story: both columns, up to what one has it that another has it that a third knows.

What is expected follows from who saw what, and from what each gives to what is so; nothing is typed in from an output.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations, product

import pytest

import underneath as un
from underneath.explain.knowing import Knowing, who_knows
from underneath.story import names

AMONG = ("Sakura", "Kakashi", "Naruto", "Ino")

SURE = {
    # She drops her food before the two of them, and tells Ino in the evening.
    ("dropped", "dropped"): {"Sakura", "Kakashi", "Naruto"},
    ("dropped", "council"): {"Sakura", "Kakashi", "Naruto"},
    ("dropped", "ino_reads"): {"Sakura", "Kakashi", "Naruto", "Ino"},
    ("dropped", "look"): {"Sakura", "Kakashi", "Naruto", "Ino"},
    # What Ino says stays between the two of them, though the others may know that they talked.
    ("ino_says", "ino_says"): {"Sakura", "Ino"},
    ("ino_says", "door"): {"Sakura", "Ino"},
    ("ino_says", "look"): {"Sakura", "Ino"},
    # That nobody has kissed her before is hers; it is Ino's from that evening on.
    ("first", "first"): {"Sakura"},
    ("first", "kiss"): {"Sakura"},
    ("first", "ino_reads"): {"Sakura", "Ino"},
    ("first", "face"): {"Sakura", "Ino"},
}
"""Who has seen a fact, or been told of it, by the fact and the moment; everybody reckons with that."""

PATHS = [path for order in (1, 2, 3) for path in product(AMONG, repeat=order) if all(map(str.__ne__, path, path[1:]))]


@pytest.fixture(scope="module")
def story() -> un.Story:
    return un.load("with-one-long-kiss").story


@pytest.fixture(scope="module")
def table(story: un.Story) -> dict[str, tuple[Knowing, ...]]:
    """What is shown of each fact."""
    return {fact: who_knows(story, fact, 3, AMONG) for fact in ("dropped", "ino_says", "first")}


def cell(story: un.Story, rows: Sequence[Knowing], path: tuple[str, ...], at: str) -> tuple[float, float]:
    """Sure of what is so, and sure of something, just after a fact: a row stands until the next one of its path."""
    moment = names.place_of(story.model, story.scope, at)
    row = [row for row in rows if row.path == path and row.moment <= moment][-1]
    assert not row.refused
    return row.of_what_is_so, row.of_something


def given(story: un.Story, path: Sequence[str], fact: str, at: str) -> float:
    """What somebody gives to what is so."""
    told = {f.name: f.outcomes[story.told[f.index]] for f in story.model.facts if f.index in story.told}
    return float(story.belief(" > ".join(path), fact, at=at)[told[fact]])


@pytest.mark.parametrize(("fact", "at"), SURE)
def test_who_has_seen_it_knows_it_and_nobody_else(
    story: un.Story, table: dict[str, tuple[Knowing, ...]], fact: str, at: str
) -> None:
    """Whoever has seen a fact is sure of it, and right; whoever has not is sure of nothing, in every head.

    At the third order somebody in the middle may be in doubt about what the last one is sure of.  Then whoever knows
    what is so takes the last one to be right, in the eyes of the one in the middle, as far as that one thinks so.
    """
    sure = SURE[fact, at]
    for path in PATHS:
        right, something = cell(story, table[fact], path, at)
        if path[-1] not in sure:
            assert (right, something) == (0.0, 0.0), path
        elif len(path) < 3 or path[1] in sure:
            assert (right, something) == pytest.approx((1.0, 1.0), abs=1e-9), path
        else:
            assert something == pytest.approx(1.0, abs=1e-9), path
            if path[0] in sure:
                assert right == pytest.approx(given(story, path[:2], fact, at), abs=1e-9), path
            else:
                assert 0 < right < 1, path


def test_what_is_in_nobodys_head_cannot_be_what_somebody_is_sure_of(
    story: un.Story, table: dict[str, tuple[Knowing, ...]]
) -> None:
    """As she has it, to him she is sure of something else: that nobody has kissed her before has not crossed his mind.

    Naruto, who has no such gap, may hit it by chance: as often as it is so of women of her age.
    """
    rows = table["first"]
    for at in ("first", "kiss", "dropped", "door"):
        assert cell(story, rows, ("Sakura", "Kakashi", "Sakura"), at) == (0.0, 1.0)
        assert cell(story, rows, ("Sakura", "Naruto", "Sakura"), at)[0] == pytest.approx(
            given(story, ["Naruto"], "first", "first"), abs=1e-9
        )


@pytest.mark.parametrize("path", [p for p in PATHS if len(p) == 3 and p[-1] == "Sakura" and p[0] != "Sakura"])
def test_before_there_is_any_evidence_two_who_guess_agree_by_chance(
    story: un.Story, table: dict[str, tuple[Knowing, ...]], path: tuple[str, str, str]
) -> None:
    """Nothing has been seen: what the first of them has it is so, and what the second does, are independent."""
    own, other = (story.belief(" > ".join(path[:n]), "first", at="first") for n in (1, 2))
    chance = sum(own[o] * other[o] for o in ("usual", "some", "first") if own[o] and other[o])
    assert cell(story, table["first"], path, "first") == pytest.approx((chance, 1.0), abs=1e-9)


def test_when_she_has_said_it_he_knows_and_each_knows_that_the_other_does(
    story: un.Story, table: dict[str, tuple[Knowing, ...]]
) -> None:
    """Ino, who is not there, thinks it possible that it has been said; nobody can be sure of it and wrong."""
    rows = table["first"]
    for order in (1, 2, 3):
        for path in (p for p in PATHS if len(p) == order and set(p) <= {"Sakura", "Kakashi"}):
            assert cell(story, rows, path, "words") == pytest.approx((1.0, 1.0), abs=1e-9), path
    for path in (("Ino", "Kakashi"), ("Sakura", "Ino", "Kakashi"), ("Ino", "Sakura", "Kakashi")):
        right, something = cell(story, rows, path, "words")
        assert 0 < right < 1
        assert right == pytest.approx(something, abs=1e-9)
        assert cell(story, rows, path, "face") == (0.0, 0.0)


def test_when_ino_is_told_three_know_it_to_every_order_shown_and_naruto_never(
    story: un.Story, table: dict[str, tuple[Knowing, ...]]
) -> None:
    rows, three = table["first"], {"Sakura", "Kakashi", "Ino"}
    for at, path in product(("comfort", "look"), PATHS):
        if set(path) <= three:
            assert cell(story, rows, path, at) == pytest.approx((1.0, 1.0), abs=1e-9), path
        elif path[-1] == "Naruto":
            assert cell(story, rows, path, at) == (0.0, 0.0), path
    assert len([p for p in PATHS if set(p) <= three]) == 3 + len(list(permutations(three, 2))) + 12
