"""Who knows: who is sure of what is so, and who is sure of something, at every order."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import adapter
import underneath as un
from random_worlds import Size, random_spec
from underneath.explain.knowing import NO_ANSWER, Knowing, paths_of, who_knows, who_knows_answer

SMALL = Size(facts=(3, 5), cells=200, level=2)


def dolls() -> un.Story:
    """Sally is out while Anne moves the marble, and takes it that nothing has moved."""
    w = un.World("dolls", habit="uniform")
    sally, anne = w.mind("Sally", level=1), w.mind("Anne", level=2)
    moved = w.sign("moved", ["nothing", "moved"], by=anne, p=0.5, seen_by=[anne])
    w.closed(sally, moved, fallback="open")
    w.reveal(moved, to=sally)
    return w.tell(moved="moved")


def test_sure_and_wrong_is_not_sure_and_right() -> None:
    """Before she is told Sally is sure of something, and not of what is so; afterwards of both."""
    found = {(k.path, k.moment): (k.of_what_is_so, k.of_something) for k in who_knows(dolls(), "moved")}
    assert found == {
        (("Sally",), 1): (0.0, 1.0),
        (("Sally",), 2): (1.0, 1.0),
        (("Anne",), 1): (1.0, 1.0),
    }


def test_orders_go_up_to_what_was_asked() -> None:
    """Anne knows that Sally is sure and wrong; Sally thinks that Anne is sure and right."""
    found = {(k.path, k.moment): (k.of_what_is_so, k.of_something) for k in who_knows(dolls(), "moved", 2)}
    assert found[("Anne", "Sally"), 1] == (0.0, 1.0)
    assert found[("Anne", "Sally"), 2] == (1.0, 1.0)
    assert found[("Sally", "Anne"), 1] == (1.0, 1.0)
    assert max(len(path) for path, _ in found) == 2
    assert max(len(k.path) for k in who_knows(dolls(), "moved", 3)) == 3


def test_the_sentence_names_who_is_sure_and_wrong() -> None:
    """At the end nobody is; a step earlier Sally was."""
    story = dolls()
    assert who_knows_answer(story, "moved", who_knows(story, "moved")).sentences == ()
    w = un.World("dolls", habit="uniform")
    sally, anne = w.mind("Sally", level=1), w.mind("Anne", level=2)
    moved = w.sign("moved", ["nothing", "moved"], by=anne, p=0.5, seen_by=[anne])
    w.closed(sally, moved)
    late = w.tell(moved="moved")
    assert who_knows_answer(late, "moved", who_knows(late, "moved", among=["Sally"])).sentences == (
        "Sure, and wrong: Sally.",
    )


def test_a_suspicion_is_a_share() -> None:
    """Bob is told by a coin: Ann holds it half likely that he knows."""
    w = un.World("note", habit="uniform")
    ann, bob = w.mind("Ann", level=2), w.mind("Bob", level=1)
    diary = w.chance("diary", {"full": 0.5, "empty": 0.5}, seen_by=[ann])
    w.view("peek", of=diary, by=bob, clear=0.5)
    rows = [k for k in who_knows(w.tell(diary="full", peek="unseen"), diary, 2) if k.path == ("Ann", "Bob")]
    assert [(k.of_what_is_so, k.of_something) for k in rows] == [(0.0, 0.0), (0.5, 0.5)]


def test_where_there_is_no_answer_the_row_says_why() -> None:
    """A mind that met what it held impossible has no belief; the others have."""
    w = un.World("dolls", habit="uniform")
    sally, anne = w.mind("Sally", level=1), w.mind("Anne", level=2)
    moved = w.sign("moved", ["nothing", "moved"], by=anne, p=0.5, seen_by=[anne])
    w.closed(sally, moved)
    w.reveal(moved, to=sally)
    rows = who_knows(w.tell(moved="moved"), moved)
    (last,) = [k for k in rows if k.path == ("Sally",) and k.moment == 2]
    assert "holds impossible" in last.refused
    answer = who_knows_answer(w.tell(moved="moved"), moved, rows)
    assert [row[2:] for row in answer.rows if row[2] == NO_ANSWER] == [(NO_ANSWER, NO_ANSWER)]
    assert answer.sentences[-1].startswith("No answer for Sally: Sally holds impossible what came at 'moved'")
    assert "fallback=" not in answer.sentences[-1]
    assert any("refused" in row for row in answer.data["rows"])


@pytest.mark.parametrize(("minds", "order", "many"), [(2, 1, 2), (2, 3, 2), (3, 2, 6), (3, 3, 12)])
def test_there_are_so_many_paths(minds: int, order: int, many: int) -> None:
    """Of n minds n times n - 1 to the power of order - 1, none of which steps on the spot."""
    found = list(paths_of(range(minds), order))
    assert len(found) == len(set(found)) == many
    assert all(a != b for path in found for a, b in pairwise(path))


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_it_agrees_with_the_beliefs(seed: int) -> None:
    """In any world, at the end: what `knows_whether` says, and never more right than sure."""
    spec, rng = random_spec(seed, SMALL), np.random.default_rng(seed)
    try:
        (run,) = adapter.world(spec).tell().simulate(1, rng)
        story = adapter.world(spec).tell(run)
        fact = spec.facts[int(rng.integers(len(spec.facts)))].name
        rows = who_knows(story, fact, 2, un.EVERYONE)
    except (un.EvidenceError, un.UnseenHabit):
        assume(False)  # impossible for some mind on the way
    last: dict[tuple[str, ...], Knowing] = {row.path: row for row in rows}
    for path, row in last.items():
        if not row.refused:
            belief = story.belief(path, fact)
            assert math.isclose(row.of_something, belief.knows_whether(), abs_tol=1e-9)
            assert row.of_what_is_so <= row.of_something + 1e-9
