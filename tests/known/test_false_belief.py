"""Sally and Anne.

Baron-Cohen, S., Leslie, A. M., and Frith, U. (1985), Does the autistic child have a "theory of mind"?, Cognition 21.
Perner, J., and Wimmer, H. (1985), "John thinks that Mary thinks that...", Journal of Experimental Child Psychology 39.

A toy is put into the basket.  Sally leaves, Anne moves the toy to the box, Sally comes back and looks for it
with rationality 2; finding it is worth 1.  Strict: she is sure that nothing moves unseen.  Graded: she gives it 0.1.
"""

from __future__ import annotations

from typing import Literal

import pytest

import underneath as un
from known.closed_form import CLOSED, SIX, sigma


def what_is_there(look: str, toy: str) -> str:
    """What she finds where she looks."""
    return "toy" if look == toy else "nothing"


def start(
    fallback: Literal["open"] | None = None, doubt: float = 0.0, peek: float = 0.0, sees: bool = False
) -> un.World:
    """The world up to Sally's look; `peek` is the chance that she watched through the window."""
    w = un.World("Sally and Anne", habit="uniform")
    sally, anne, reader = w.mind("Sally", level=1, rationality=2.0), w.mind("Anne", level=2), w.mind("reader", level=2)
    watching = [anne, reader, sally] if sees else [anne, reader]
    moved = w.sign("moved", ["nothing", "moved"], by=anne, p=0.5, seen_by=watching)
    w.view("peek", of=moved, by=sally, clear=peek)
    w.chance("toy", ["basket", "box"], value=lambda moved: "box" if moved == "moved" else "basket")
    w.decision("look", by=sally, options=["basket", "box"])
    w.wants(sally, lambda look, toy: float(look == toy))
    if doubt:
        w.in_the_head_of("* > Sally", tables={moved: {"nothing": 1 - doubt, "moved": doubt}})
    elif not sees:
        w.closed(sally, moved, null="nothing", fallback=fallback)
    w.chance("found", ["toy", "nothing"], value=what_is_there, seen_by=[sally])
    return w


@pytest.mark.parametrize(("doubt", "basket"), [(0.0, 0.880797), (0.1, 0.832018)])
def test_reader_predicts_by_her_belief(doubt: float, basket: float) -> None:
    """The reader, who saw the move, foretells the look from what Sally believes."""
    story = start(doubt=doubt).tell(moved="moved", peek="unseen")
    policy = story.expect("look", by="reader")
    assert policy["basket"] == pytest.approx(basket, abs=SIX)
    assert policy["basket"] == pytest.approx(sigma(2 * (1 - 2 * doubt)), abs=CLOSED)
    assert story.expect("look")["basket"] == pytest.approx(policy["basket"], abs=CLOSED)


def test_without_theory_of_mind() -> None:
    """Who lends Sally the knowledge of one's own expects her at the box."""
    story = start(sees=True).tell(moved="moved", peek="unseen")
    assert story.expect("look", by="reader")["basket"] == pytest.approx(sigma(-2), abs=CLOSED)


def test_the_move_changes_nothing_for_her() -> None:
    """Sally's belief is the same whether or not the toy was moved behind her back."""
    for moved in ("nothing", "moved"):
        story = start().tell(moved=moved, peek="unseen")
        assert story.belief("Sally", "toy")["basket"] == pytest.approx(1, abs=CLOSED)
        assert story.belief("Anne", "toy")["box"] == pytest.approx(float(moved == "moved"), abs=CLOSED)


def test_second_order() -> None:
    """Anne, who gives Sally a chance of 1/4 to have peeked, holds two beliefs of hers possible, and mixes two looks."""
    story = start(fallback="open", peek=0.25).tell(moved="moved")
    hers = story.belief("Anne > Sally", "toy", at="toy")
    assert hers["box"] == pytest.approx(0.25, abs=CLOSED)
    assert hers.at_least("box", 1.0) == pytest.approx(0.25, abs=CLOSED)
    assert hers.at_least("basket", 1.0) == pytest.approx(0.75, abs=CLOSED)
    look = story.expect("look", by="Anne")
    assert look["box"] == pytest.approx(0.25 * sigma(2) + 0.75 * sigma(-2), abs=CLOSED)
    assert look["box"] == pytest.approx(0.309601, abs=SIX)


@pytest.mark.parametrize(("look", "found"), [("basket", "nothing"), ("box", "toy")])
def test_the_look_contradicts_her(look: str, found: str) -> None:
    """What she finds is what she was certain could not be: an error that names her and the fact."""
    story = start().tell(moved="moved", peek="unseen", look=look, found=found)
    with pytest.raises(un.ImpossibleEvidence, match="Sally") as error:
        story.belief("Sally", "toy")
    assert "found" in str(error.value)


@pytest.mark.parametrize(("look", "found"), [("basket", "nothing"), ("box", "toy")])
def test_fallback_mends_it(look: str, found: str) -> None:
    """With the open world to fall back on she infers the move that she did not see."""
    story = start(fallback="open").tell(moved="moved", peek="unseen", look=look, found=found)
    assert story.belief("Sally", "toy", at="look")["basket"] == pytest.approx(1, abs=CLOSED)
    assert story.belief("Sally", ["toy", "moved"])["box", "moved"] == pytest.approx(1, abs=CLOSED)


def test_doubt_needs_no_remedy() -> None:
    """A Sally who gave the move some chance learns it like anything else."""
    story = start(doubt=0.1).tell(moved="moved", peek="unseen", look="basket", found="nothing")
    assert story.belief("Sally", "moved")["moved"] == pytest.approx(1, abs=CLOSED)
