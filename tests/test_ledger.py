"""Weights of evidence: what each step did to a belief, in bits (Good 1950; law 4)."""

from __future__ import annotations

import itertools
import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import adapter
import underneath as un
from random_worlds import Size, random_spec
from underneath.explain.reasons import left_out, reasons
from underneath.explain.sentences import why
from underneath.feelings.words import percents
from underneath.story import ledger

SMALL = Size(facts=(3, 6), cells=400, level=3)


def interested(p: float = 0.3) -> un.World:
    """Signs of interest with likelihood ratios 2, 1.5, 0.5 and 0.5."""
    w = un.World("signs")
    ann = w.mind("Ann")
    heart = w.chance("heart", {"not": 1 - p, "interested": p})
    chances = {"wink": (0.4, 0.2), "touch": (0.3, 0.2), "ignored": (0.3, 0.6), "ignored again": (0.3, 0.6)}
    for name, (if_so, if_not) in chances.items():
        table = {"not": if_not, "interested": if_so}
        w.chance(name, ["no", "yes"], given=[heart], p=table, seen_by=[ann])
    return w


def all_seen() -> un.Story:
    return interested().tell({"wink": "yes", "touch": "yes", "ignored": "yes", "ignored again": "yes"})


def test_independent_evidence_weighs_its_likelihood_ratio() -> None:
    """The weights are the log2 likelihood ratios, and the posterior is 0.243243 (Good 1950; Jaynes 2003, ch. 4)."""
    story = all_seen()
    ledger = story.weights("Ann", "heart", "interested")
    assert [w.step for w in ledger] == ["wink", "touch", "ignored", "ignored again"]
    assert [w.bits for w in ledger] == pytest.approx([math.log2(r) for r in (2, 1.5, 0.5, 0.5)], abs=1e-12)
    assert story.belief("Ann", "heart")["interested"] == pytest.approx(0.243243, abs=5e-7)


def test_order_matters_for_each_and_not_for_the_sum() -> None:
    """Of three hypotheses, a tease then an ignored flirt weigh 1.918855 and -5.708023 decibans (Good 1985)."""
    w = un.World("tease")
    ann = w.mind("Ann")
    why = w.chance("why", {"interested": 0.3, "routine": 0.5, "testing": 0.2})
    tease = {"interested": 0.7, "routine": 0.35, "testing": 0.7}
    w.chance("tease", ["no", "yes"], given=[why], p=tease, seen_by=[ann])
    w.chance(
        "ignored", ["no", "yes"], given=[why], p={"interested": 0.2, "routine": 0.7, "testing": 0.8}, seen_by=[ann]
    )
    ledger = w.tell(tease="yes", ignored="yes").weights("Ann", "why", "interested")
    decibans = [10 * math.log10(2) * weight.bits for weight in ledger]
    assert decibans == pytest.approx([1.918855, -5.708023], abs=5e-7)
    assert sum(decibans) == pytest.approx(-3.789168, abs=5e-7)


def test_certainty_weighs_infinitely() -> None:
    """To a certainty the weight is infinite, and what comes after it weighs nothing."""
    w = un.World("seen")
    ann = w.mind("Ann")
    heart = w.chance("heart", {"not": 0.7, "interested": 0.3})
    w.chance("letter", ["not", "interested"], value=lambda heart: heart, seen_by=[ann])
    w.chance("wink", ["no", "yes"], given=[heart], p=0.2, seen_by=[ann])
    ledger = w.tell(letter="interested", wink="yes").weights("Ann", "heart", "interested")
    assert [weight.bits for weight in ledger] == [math.inf, 0.0]


def test_a_change_of_level_is_a_row_of_its_own() -> None:
    """At level 1 his wink is a habit and tells her nothing; thought over, the same wink is worth 3 nats."""
    w = un.World("think", habit="uniform")
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=1, rationality=3)
    heart = w.chance("heart", {"not": 0.7, "love": 0.3}, seen_by=[bob])
    w.decision("wink", by=bob, options=["yes", "no"])
    w.wants(bob, {("love", "yes"): 1.0, ("not", "no"): 1.0}, given=[heart, "wink"])
    w.set_level(ann, 2)
    ledger = w.tell(wink="yes").weights("Ann", heart, "love")
    assert [weight.step for weight in ledger] == ["wink", "Ann reasons at level 2"]
    assert [weight.bits for weight in ledger] == pytest.approx([0.0, 3 / math.log(2)], abs=1e-12)


def test_an_outcome_that_is_none() -> None:
    """A misspelt outcome is refused with a hint."""
    with pytest.raises(un.UnknownName, match="Did you mean 'interested'"):
        all_seen().weights("Ann", "heart", "intrested")


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_weights_add_up(seed: int) -> None:
    """Law 4: posterior log odds are prior log odds plus the weights, at every path."""
    spec, rng = random_spec(seed, SMALL), np.random.default_rng(seed)
    start = adapter.world(spec).tell()
    try:
        (run,) = start.simulate(1, rng)
        story = start.tell({name: run[name] for name in run})
        path = adapter.path_name(spec, tuple(int(m) for m in rng.permutation(len(spec.minds))[:2]))
        fact = spec.facts[int(rng.integers(len(spec.facts)))]
        ledger = story.weights(path, fact.name, fact.outcomes[0])
        shares = [told.belief(path, fact.name)[fact.outcomes[0]] for told in (start, story)]
    except (un.EvidenceError, un.UnseenHabit):
        assume(False)  # impossible for some mind on the way
    for first, second in pairwise(ledger):
        assert second.before == pytest.approx(first.after, abs=1e-12)
    assert (ledger[0].before, ledger[-1].after) == pytest.approx(tuple(shares), abs=1e-12)
    if all(1e-6 < share < 1 - 1e-6 for w in ledger for share in (w.before, w.after)):
        total = math.fsum(weight.bits for weight in ledger)
        prior, posterior = (math.log2(share / (1 - share)) for share in shares)
        assert prior + total == pytest.approx(posterior, abs=1e-9)


# --- far ahead --------------------------------------------------------------------------------------------------------


def far_ahead() -> un.World:
    """Five tosses that Ann sees, and in a later scene a prize for the number of heads."""
    w = un.World("far")
    ann = w.mind("Ann")
    tosses = [w.chance(f"toss_{k}", {0: 0.5, 1: 0.5}, seen_by=[ann]) for k in range(5)]
    w.scene("evening")
    w.chance("cheer", ["no", "yes"], given=[tosses[4]], p={0: 0.5, 1: 0.7}, seen_by=[ann])
    w.scene("night")
    odds = {heads: (1 + sum(heads)) / 7 for heads in itertools.product((0, 1), repeat=5)}
    w.chance("prize", ["no", "yes"], given=tosses, p={heads: {"yes": p, "no": 1 - p} for heads, p in odds.items()})
    return w


TOSSES: dict[str, un.Outcome] = {"toss_0": 1, "toss_1": 1, "toss_2": 0, "toss_3": 1, "toss_4": 1, "cheer": "yes"}


def test_a_ledger_begins_where_the_fact_is_near_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rows are the last of those that it would have, and sum to the rise from its first to its last."""
    whole = far_ahead().tell(TOSSES).why("Ann", "prize", "yes")
    monkeypatch.setattr(ledger, "EARLY", 8)
    found = far_ahead().tell(TOSSES).why("Ann", "prize", "yes")
    assert 0 < len(found) < len(whole) == 6
    assert found == whole[-len(found) :]
    rise = math.log2(found[-1].after / (1 - found[-1].after)) - math.log2(found[0].before / (1 - found[0].before))
    assert math.fsum(w.bits for w in found) == pytest.approx(rise, abs=1e-12)


def test_a_ledger_of_the_same_scene_begins_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in the scene of the fact is weighed with any table that the story allows."""
    monkeypatch.setattr(ledger, "EARLY", 1)
    story = far_ahead().tell(TOSSES)
    assert [w.step for w in story.why("Ann", "toss_4", 1)] == list(TOSSES)
    assert [w.step for w in story.why("Ann", "cheer", "yes")] == ["cheer"]


def test_what_is_too_far_ahead_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentences say after which step the ledger begins, where, and why."""
    monkeypatch.setattr(ledger, "EARLY", 8)
    story = far_ahead().tell(TOSSES)
    found = reasons(story, "Ann", "prize", "yes")
    before = left_out(story, found)
    assert [s.facts[0] for s in before] + [r.step.facts[0] for r in found] == list(TOSSES)
    first, *others = why(found, ["Ann"], "prize is yes", before=before)
    assert first == (
        f"Up to '{before[-1].facts[0]}', 'prize is yes' is so far ahead that what Ann expects would take tables too"
        f" large for a ledger; it begins after that, at {percents(found[0].weight.before)[0]}."
    )
    assert tuple(others) == why(found, ["Ann"], "prize is yes")
    assert why((), ["Ann"], "prize is yes", before=before)[0].endswith("too large for a ledger.")


def test_what_was_not_told_is_still_refused() -> None:
    """That a belief hangs on what the story has not told is no matter of distance."""
    story = far_ahead().tell({"toss_0": 1, "toss_4": 1, "cheer": "yes"})
    with pytest.raises(un.NotTold, match="toss_"):
        story.why("Ann", "prize", "yes")
