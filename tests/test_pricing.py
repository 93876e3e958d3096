"""Plans: a question's price is known before it is asked, and what is too large is refused before memory is taken."""

from __future__ import annotations

import tracemalloc
from itertools import pairwise

import numpy as np
import pytest

import compare
import feeling_questions
import underneath as un
from test_feelings_reference import KINDS
from test_reference import SIZES
from underneath.core import budget
from underneath.core.budget import WORKING
from underneath.reason.stores import store
from underneath.story.record import ask_at


def moves(count: int, limit: int = 2**30, horizon: int | None = None) -> un.World:
    """Two players with private types move in turn, and each reads the other in every move so far."""
    w = un.World("moves", habit="uniform", limit=limit)
    minds = [w.mind(name, level=2, horizon=horizon) for name in ("Ann", "Bob")]
    types = [w.chance(f"type {m.name}", {"x": 0.5, "y": 0.5}, seen_by=[m]) for m in minds]
    acts = [w.decision(f"move {t}", by=minds[t % 2], options=["l", "r"]) for t in range(count)]
    for k, mind in enumerate(minds):
        for act in acts:
            w.wants(mind, lambda kind, other, act, k=k: float((kind == other) == (act == "lr"[k])), given=[*types, act])
        for before, after in pairwise(acts):
            w.wants(mind, lambda before, after: float(before == after), given=[before, after])
    return w


def test_the_plan_prints_its_price() -> None:
    """A plan says how many sums it takes and which facts make its largest table."""
    plan = moves(4).tell().plan_decision("move 0")
    assert plan.fits
    assert plan.sums > 0
    assert str(plan).splitlines()[0] == f"{plan.sums:,} sums, {plan.operations:,} operations"
    assert "move 0" in plan.over


def test_the_plan_is_the_work() -> None:
    """A limit just below the priced table refuses the question, and one at the price answers it."""
    plan = moves(8).tell({"type Ann": "x"}).plan_decision("move 0")
    assert moves(8, limit=8 * WORKING * plan.largest).tell({"type Ann": "x"}).expect("move 0")["l"] > 0
    with pytest.raises(un.TooLarge):
        moves(8, limit=8 * WORKING * (plan.largest - 1)).tell({"type Ann": "x"}).expect("move 0")


def test_refused_before_memory_is_taken() -> None:
    """A question far over the limit is refused while next to nothing has been allocated, and names what to do."""
    story = moves(8).tell({"type Ann": "x"})
    many = [un.World("bits", limit=2**24)]
    bits = [many[0].chance(f"bit {k}", {"0": 0.5, "1": 0.5}) for k in range(40)]
    many[0].mind("Ann")
    tracemalloc.start()
    with pytest.raises(un.TooLarge, match=r"bit 29 and 10 more.*limit.*It would help to tell or reveal"):
        many[0].tell().belief("Ann", bits)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2**24
    assert story.expect("move 0")["l"] > 0


def test_pricing_computes_nothing() -> None:
    """A plan of astronomical size is priced at once, in little memory."""
    tracemalloc.start()
    plan = moves(40).tell().plan_decision("move 0")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert not plan.fits
    assert plan.largest >= 2**40
    assert peak < 2**26


def test_requisite_observations() -> None:
    """A decision hangs on what bears on its wants, and not on what else its mind has seen."""
    w = un.World("umbrella")
    ann = w.mind("Ann", level=1)
    sky = w.chance("sky", {"rain": 0.3, "dry": 0.7})
    forecast = w.chance("forecast", ["rain", "dry"], given=[sky], p=np.array([[0.8, 0.2], [0.1, 0.9]]), seen_by=[ann])
    w.chance("tie", {"red": 0.5, "blue": 0.5}, seen_by=[ann])
    take = w.decision("take", by=ann, options=["yes", "no"])
    w.wants(ann, lambda sky, take: 1.0 if (sky == "rain") == (take == "yes") else 0.0)
    story = w.tell()
    assert story.requisite(take) == ("forecast",)
    assert story.requisite(sky, of=ann, at=forecast) == ("forecast",)


def test_a_long_history_is_drawn_step_by_step() -> None:
    """Policies over a whole future that do not fit are drawn fact by fact, with the same kind of answer."""
    story = moves(12, limit=2**12, horizon=1).tell()
    (draw,) = story.simulate(1, np.random.default_rng(7))
    assert set(draw) == {f.name for f in story.model.facts}


def test_what_was_kept_is_given_back_when_memory_runs_short() -> None:
    """Each of many questions fits by itself: earlier answers make none of them too large."""
    w = un.World("bits", limit=8 * WORKING * 2**14)
    facts = [w.chance(f"bit {k}", {"0": 0.25, "1": 0.75}) for k in range(13)]
    story = w.tell()
    rng = np.random.default_rng(0)
    for _ in range(40):
        shuffled = [facts[k] for k in rng.permutation(13)]
        assert story.belief("", shuffled).probabilities[(1,) * 13] == pytest.approx(0.75**13)
    kept = story.record.root.engine.budget.kept
    assert kept <= 2**14 * WORKING


FELT = (*range(24), 141, 196, 244)  # worlds with signs that read beliefs, regret and anger among them


@pytest.mark.parametrize("seed", FELT)
def test_every_feeling_can_be_priced(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shapes go through all that numbers go through: with every question priced first, the answers are the same."""
    monkeypatch.setattr(budget, "FREE", -1)
    assert not feeling_questions.compare(seed, **KINDS[seed % len(KINDS)]).differences


@pytest.mark.parametrize("seed", range(0, 60, 2))
def test_every_belief_can_be_priced(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same of beliefs, policies, predictions, values of information and mutual beliefs."""
    monkeypatch.setattr(budget, "FREE", -1)
    assert not compare.compare(seed, size=SIZES[seed % len(SIZES)]).differences


def test_what_is_only_predicted_is_no_evidence_later() -> None:
    """What Bob expects of facts that he never sees is not kept as evidence of what comes after."""
    w = un.World("unseen")
    bob = w.mind("Bob")
    ann = w.mind("Ann", level=0)
    causes = [w.chance(f"cause {k}", {"no": 0.5, "yes": 0.5}, seen_by=[ann]) for k in range(2)]
    table = {"no": 0.3, "yes": 0.6}
    w.decision("act", by=ann, options=["no", "yes"], habit=table, given=[causes[1]], seen_by=[ann])
    w.chance("bell", ["no", "yes"], p=table, given=[causes[0]], seen_by=[bob])
    story = w.tell(bell="yes")
    assert story.belief("Bob", "act")["yes"] == pytest.approx(0.45)
    names = [fact.name for fact in story.model.facts]
    ask = ask_at(story.record, (0,), story.model.end)
    held = {names[axis] for factor in store(ask.where, ask.head, keep_all=False).merged for axis in factor.axes}
    assert held == {"cause 0"}
