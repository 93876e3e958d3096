"""Awareness: what is missing from a head, how it grows, and who notices, by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import underneath as un

CLOSE = 1e-9
PRIOR = {"none": 0.5, "smile": 0.3, "kiss": 0.2}


def soft(*utils: float, beta: float = 1.0) -> np.ndarray:
    """Softmax, written out."""
    weights = np.exp(beta * (np.array(utils) - max(utils)))
    return np.asarray(weights / weights.sum())


def near(value: Any) -> Any:
    """A number, or several, to nine digits."""
    return pytest.approx(list(value) if isinstance(value, np.ndarray) else value, abs=CLOSE)


def party(*missing: tuple[str, list[str]]) -> un.World:
    """Something happened, and not everyone can imagine all that it may have been."""
    w = un.World()
    for name in ("S", "K", "N"):
        w.mind(name, level=1)
    w.chance("event", PRIOR)
    for mind, outcomes in missing:
        w.unaware(mind, "event", outcomes)
    return w


def at(story: un.Story, path: str, when: str = "event") -> list[float]:
    """A belief about the event."""
    return [float(p) for p in story.belief(path, "event", at=when).probabilities]


def test_what_is_missing_is_left_out_and_the_row_renormalised() -> None:
    """In that mind's head, and nobody else's."""
    story = party(("K", ["kiss"])).tell()
    assert at(story, "K") == near([0.625, 0.375, 0.0])
    assert at(story, "S") == near([0.5, 0.3, 0.2])
    assert at(story, "") == near([0.5, 0.3, 0.2])


def test_a_path_has_at_most_what_every_mind_before_has() -> None:
    """K cannot attribute to others what K never thought of; others know what K lacks."""
    story = party(("K", ["kiss"]), ("N", ["smile"])).tell()
    assert at(story, "K > S") == near([0.625, 0.375, 0.0])
    assert at(story, "S > K") == near([0.625, 0.375, 0.0])
    assert at(story, "S > K > S") == near([0.625, 0.375, 0.0])
    assert at(story, "N > K") == near([1.0, 0.0, 0.0])
    assert at(story, "N > S") == near([5 / 7, 0.0, 2 / 7])


def test_one_outcome_left_is_never_having_thought_of_the_fact() -> None:
    """Certain, without having been told."""
    assert at(party(("K", ["kiss", "smile"])).tell(), "K") == near([1.0, 0.0, 0.0])


def test_an_emptied_row_is_an_error() -> None:
    """Something must be left of every row that can come up."""
    w = party(("K", ["kiss", "smile", "none"]))
    with pytest.raises(un.BadTable, match=r"(?s)K.*event"):
        w.build()
    w = party(("K", ["kiss"]))
    w.chance("talk", ["no", "yes"], p=lambda event: float(event == "kiss"))
    w.unaware("K", "talk", ["yes"])
    assert w.tell(talk="yes").belief("S", "event")["kiss"] == near(0.2)


def test_what_was_seen_and_is_outside_awareness_is_impossible_evidence() -> None:
    """The error says whose, and what came."""
    w = un.World()
    k = w.mind("K", level=0)
    w.chance("event", PRIOR, seen_by=[k])
    w.unaware(k, "event", ["kiss"])
    w.chance("other", {"a": 0.5, "b": 0.5})
    with pytest.raises(un.ImpossibleEvidence, match=r"K.*'event'.*'kiss'"):
        w.tell(event="kiss").belief("K", "other")


# --- growth -----------------------------------------------------------------------------------------------------------


def growing(delta: float = 0.1, seen_by: tuple[str, ...] = ("S",)) -> un.World:
    """K comes to consider a kiss; S notices and N does not.  K had seen a blush before."""
    w = party(("K", ["kiss"]))
    w.chance("blush", ["no", "yes"], given=["event"], p={"none": 0.1, "smile": 0.5, "kiss": 0.9}, seen_by=un.EVERYONE)
    w.grow("K", "event", "kiss", delta=delta, seen_by=seen_by)
    w.chance("end", ["x"], p="uniform")
    return w


def posterior(prior: list[float], rates: tuple[float, ...] = (0.1, 0.5, 0.9)) -> list[float]:
    """Bayes on a blush."""
    joint = np.array(prior) * np.array(rates)
    return [float(p) for p in joint / joint.sum()]


def test_growth_scales_the_rows_and_replays_the_history() -> None:
    """Old rows times 1 - delta, the new outcome delta, and then all that was seen again."""
    story = growing().tell(blush="yes", end="x")
    before = [0.625, 0.375, 0.0]
    grown = [0.9 * 0.625, 0.9 * 0.375, 0.1]
    # A belief held just after the blush comes after the growth, which stands before the next fact.
    assert at(story, "K", "event") == near(before)
    assert at(story, "K", "blush") == near(posterior(grown))
    assert at(story, "K", "end") == near(posterior(grown))


def test_those_who_do_not_notice_go_on_taking_the_mind_as_it_was() -> None:
    """Growth is an event with observers, at every depth."""
    story = growing().tell(blush="yes", end="x")
    before, grown = posterior([0.625, 0.375, 0.0]), posterior([0.9 * 0.625, 0.9 * 0.375, 0.1])
    assert at(story, "S > K", "end") == near(grown)
    assert at(story, "N > K", "end") == near(before)
    assert at(story, "S > N > K", "end") == near(before)
    assert at(story, "N > S > K", "end") == near(before)
    assert at(story, "K > S > K", "end") == near(grown)
    assert at(story, "K > N > K", "end") == near(before)


def test_growth_lets_the_mind_think_of_others_so() -> None:
    """K now grants S the kiss, from the common table; what K itself gives it is delta."""
    story = growing().tell(blush="yes", end="x")
    assert at(story, "K > S", "event") == near([0.625, 0.375, 0.0])
    assert at(story, "K > S", "end") == near(posterior([0.5, 0.3, 0.2]))


def test_growth_by_nothing_changes_nothing() -> None:
    """Delta zero."""
    story = growing(delta=0.0).tell(blush="yes", end="x")
    assert at(story, "K", "end") == near(posterior([0.625, 0.375, 0.0]))


def test_growing_and_then_excluding_gives_the_old_belief_back() -> None:
    """Reverse Bayesianism: the odds between what was known before stay."""
    w = growing(delta=0.3)
    w.chance("denial", ["no", "yes"], p=lambda event: float(event != "kiss"), seen_by=un.EVERYONE)
    story = w.tell(blush="yes", end="x", denial="yes")
    assert at(story, "K", "denial") == near(posterior([0.625, 0.375, 0.0]))


def test_two_growths_one_after_the_other() -> None:
    """Each scales what was there."""
    w = party(("K", ["kiss", "smile"]))
    w.grow("K", "event", "kiss", delta=0.2)
    w.grow("K", "event", "smile", delta=0.5)
    w.chance("end", ["x"], p="uniform")
    story = w.tell(end="x")
    assert at(story, "K", "end") == near([0.4, 0.5, 0.1])


# --- options ----------------------------------------------------------------------------------------------------------


def offers(level: int) -> un.World:
    """S may whistle, which K has never thought of."""
    w = un.World(habit="uniform")
    s, k = w.mind("S", level=1), w.mind("K", level=level)
    w.chance("mood", {"low": 0.5, "high": 0.5}, seen_by=[s])
    w.decision("act", by=s, options=["sit", "sing", "whistle"])
    w.wants(s, lambda mood, act: {"sit": 0.0, "sing": 1.0 if mood == "high" else -1.0, "whistle": 3.0}[act])
    w.unaware(k, "act", ["whistle"])
    return w


def test_a_missing_option_is_left_out_of_the_menus_in_that_head() -> None:
    """And needs no delta; the others keep theirs."""
    story = offers(2).tell()
    expected = 0.5 * soft(0, -1) + 0.5 * soft(0, 1)
    assert list(story.belief("K", "act").probabilities) == near([*expected, 0.0])
    assert list(offers(1).tell().belief("K", "act").probabilities) == near([0.5, 0.5, 0.0])
    assert list(offers(2).tell(mood="low").expect("act").probabilities) == near(soft(0, -1, 3))
    learnt = offers(2).tell(act="sing").belief("K", "mood")["high"]
    assert learnt == near(soft(0, 1)[1] / (soft(0, 1)[1] + soft(0, -1)[1]))


def test_an_option_that_comes_to_mind_joins_the_menu() -> None:
    """From its step on, and for readings of the past as well."""
    w = offers(2)
    w.grow("K", "act", "whistle")
    w.chance("end", ["x"], p="uniform")
    story = w.tell(act="sing", end="x")
    high, low = soft(0, 1, 3)[1], soft(0, -1, 3)[1]
    assert story.belief("K", "mood", at="end")["high"] == near(high / (high + low))


def test_the_actor_does_not_choose_what_never_came_to_mind() -> None:
    """K's own menu is short of it."""
    w = un.World(habit="uniform")
    k = w.mind("K", level=1)
    w.decision("d", by=k, options=["a", "b", "c"])
    w.wants(k, lambda d: {"a": 0.0, "b": 1.0, "c": 9.0}[d])
    w.unaware(k, "d", "c")
    assert list(w.tell().expect("d").probabilities) == near([*soft(0, 1), 0.0])
    w.grow(k, "d", "c")
    w.decision("again", by=k, options=["x"])
    w.in_the_head_of("K", level=1)
    assert list(w.tell().expect("d").probabilities) == near([*soft(0, 1), 0.0])


def test_a_plan_reckons_with_a_growth_that_is_to_come() -> None:
    """S, who will notice, knows what K will believe once it has come to K's mind."""
    w = un.World(habit="uniform")
    s, k = w.mind("S", level=1), w.mind("K", level=0)
    w.chance("event", PRIOR)
    w.unaware(k, "event", "kiss")
    w.decision("d", by=s, options=["l", "r"])
    w.chance("gap", ["x"], p="uniform")
    w.grow(k, "event", "kiss", delta=0.4, seen_by=[s])
    w.chance("end", ["x"], p="uniform")
    w.wants(s, un.image(k, about="event", worth=lambda b, d: b["kiss"] * (1 + (d == "r")), after="end"))
    policy = w.tell().expect("d")
    assert (policy.utility("l"), policy.utility("r")) == (near(0.4), near(0.8))


def test_a_sign_that_hangs_on_a_belief_leaves_out_what_is_missing_too() -> None:
    """Its rows are renormalised like those of any table."""
    w = un.World()
    s, k = w.mind("S", level=1), w.mind("K", level=1)
    w.chance("event", {"none": 0.5, "kiss": 0.5})
    asked = un.believes(s, "event", "kiss")
    w.sign("face", ["calm", "blush", "tears"], by=s, given=[asked], p=lambda b: [0.5, 0.5 * b, 0.5 - 0.5 * b])
    w.unaware(k, "face", ["tears"])
    assert list(w.tell().belief("S", "face").probabilities) == near([0.5, 0.25, 0.25])
    assert list(w.tell().belief("K", "face").probabilities) == near([2 / 3, 1 / 3, 0.0])
