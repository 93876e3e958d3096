"""Wants that hang on what an audience believes: whose belief, at which level, read when, by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import underneath as un

CLOSE = 1e-9
PRIOR = 0.3
CLEAR = 0.8


def soft(*utils: float, beta: float = 1.0) -> np.ndarray:
    """Softmax, written out."""
    weights = np.exp(beta * (np.array(utils) - max(utils)))
    return np.asarray(weights / weights.sum())


def near(value: Any) -> Any:
    """A number, or several, to nine digits."""
    return pytest.approx(list(value) if isinstance(value, np.ndarray) else value, abs=CLOSE)


# --- another mind as audience -----------------------------------------------------------------------------------------

SAYS = {"no": {"hush": 0.9, "talk": 0.1}, "yes": {"hush": 0.5, "talk": 0.5}}


def secret(level: int) -> un.World:
    """Ann did it or not, and would like Bob to think that she did not; talking is worth something in itself."""
    w = un.World()
    ann, _ = w.mind("Ann", level=level, rationality=2.0), w.mind("Bob", level=5)
    w.chance("deed", {"no": 1 - PRIOR, "yes": PRIOR}, seen_by=[ann])
    w.decision("say", by=ann, options=["hush", "talk"], given="deed", habit=SAYS)
    w.wants(ann, lambda say: 0.25 * (say == "talk"))
    w.wants(ann, un.image("Bob", about="deed", worth=lambda b, deed: -b["yes"] * (1 + (deed == "yes"))))
    return w


def speaks(level: int) -> np.ndarray:
    """P(say given deed) of Ann at a level, by hand: rows no, yes; columns hush, talk."""
    if level == 0:
        return np.array([[0.9, 0.1], [0.5, 0.5]])
    heard = hears(level - 1)
    utils = [[-heard[0] * n, 0.25 - heard[1] * n] for n in (1, 2)]
    return np.array([soft(*row, beta=2.0) for row in utils])


def hears(level: int) -> np.ndarray:
    """P(deed) of Bob at a level, after hush and after talk."""
    joint = speaks(max(level - 1, 0)) * np.array([[1 - PRIOR], [PRIOR]])
    return np.asarray(joint[1] / joint.sum(axis=0))


@pytest.mark.parametrize("level", range(6))
def test_an_image_reads_the_audience_at_one_level_less(level: int) -> None:
    """Each step of the ladder takes one level for the act and one for the reading."""
    for row, deed in enumerate(("no", "yes")):
        assert list(secret(level).tell(deed=deed).expect("say").probabilities) == near(speaks(level)[row])
    w = secret(3)
    w.in_the_head_of("Bob", level=level)
    assert w.tell(say="talk").belief("Bob", "deed")["yes"] == near(hears(level)[1])


def test_the_mean_is_taken_over_what_the_audience_may_believe() -> None:
    """A function that is not linear is averaged after it is applied: K may have seen, or not."""
    w = un.World(habit="uniform")
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=0)
    w.chance("deed", {"no": 1 - PRIOR, "yes": PRIOR}, seen_by=[ann])
    w.decision("show", by=ann, options=["hide", "show"])
    p = lambda deed, show: {deed: CLEAR, "unseen": 1 - CLEAR} if show == "show" else {"unseen": 1.0}  # noqa: E731
    w.view("look", of="deed", by=bob, p=p, given=["deed", "show"])
    w.wants(ann, un.image(bob, about="deed", worth=lambda b: b["yes"] ** 2))
    policy = w.tell(deed="yes").expect("show")
    assert policy.utility("hide") == near(PRIOR**2)
    assert policy.utility("show") == near(CLEAR * 1.0 + (1 - CLEAR) * PRIOR**2)


def test_the_audience_is_as_the_wanting_mind_has_it() -> None:
    """What Ann takes Bob to hold is what counts, whatever he holds."""
    w = secret(1)
    w.in_the_head_of("Ann > Bob", tables={"deed": {"no": 0.0, "yes": 1.0}})
    policy = w.tell(deed="yes").expect("say")
    assert policy.utility("hush") == near(-2.0)
    assert policy.utility("talk") == near(0.25 - 2.0)


# --- when -------------------------------------------------------------------------------------------------------------


def staged(after: str | None, scene: bool = False) -> un.World:
    """Bob hears of the deed only in the end; Ann minds what he believes after the fact named."""
    w = un.World(habit="uniform")
    ann, bob = w.mind("Ann", level=1, horizon=3), w.mind("Bob", level=0)
    w.chance("deed", {"no": 1 - PRIOR, "yes": PRIOR}, seen_by=[ann])
    w.decision("tell", by=ann, options=["no", "yes"])
    w.chance("gap", ["x"], p="uniform")
    w.view(
        "letter",
        of="deed",
        by=bob,
        p=lambda deed, tell: {deed: 1} if tell == "yes" else {"unseen": 1},
        given=["deed", "tell"],
    )
    if scene:
        w.scene("next")
    w.chance("end", ["x"], p="uniform")
    w.reveal("deed", to=[bob])
    w.wants(ann, un.image(bob, about="deed", worth=lambda b: b["yes"], after=after))
    return w


@pytest.mark.parametrize(
    ("after", "scene", "told", "untold"),
    [
        ("gap", False, PRIOR, PRIOR),
        ("letter", False, 1.0, PRIOR),
        ("end", False, 1.0, 1.0),
        (None, False, 1.0, 1.0),
        (None, True, 1.0, PRIOR),
    ],
)
def test_when_an_image_is_read(after: str | None, scene: bool, told: float, untold: float) -> None:
    """Just after the fact that is named, what is revealed there included; without one at the end of the scene."""
    policy = staged(after, scene).tell(deed="yes").expect("tell")
    assert policy.utility("yes") == near(told)
    assert policy.utility("no") == near(untold)


def test_an_image_falls_at_its_point() -> None:
    """With a horizon of one decision an image read after the next decision is dropped."""
    for after, gain in (("nod", 0.0), ("look", 1 - PRIOR)):
        w = un.World(habit="uniform")
        ann, bob = w.mind("Ann", level=1, horizon=1), w.mind("Bob", level=0)
        w.chance("deed", {"no": 1 - PRIOR, "yes": PRIOR}, seen_by=[ann])
        w.decision("tell", by=ann, options=["no", "yes"])
        see = lambda deed, tell: {deed: 1} if tell == "yes" else {"unseen": 1}  # noqa: E731
        w.view("look", of="deed", by=bob, p=see, given=["deed", "tell"])
        w.decision("nod", by=ann, options=["x", "y"])
        w.wants(ann, un.image(bob, about="deed", worth=lambda b: b["yes"], after=after))
        policy = w.tell(deed="yes").expect("tell")
        assert policy.utility("yes") - policy.utility("no") == near(gain)


# --- oneself ----------------------------------------------------------------------------------------------------------


def test_oneself_as_audience() -> None:
    """A taste for being sure, not linear in probability: the look is taken for its own sake."""
    w = un.World(habit="uniform")
    ann = w.mind("Ann", level=1)
    w.chance("egg", {"bad": 0.5, "good": 0.5})
    w.decision("look", by=ann, options=["no", "yes"])
    see = lambda egg, look: {egg: 0.5, "unseen": 0.5} if look == "yes" else {"unseen": 1}  # noqa: E731
    w.view("sight", of="egg", by=ann, p=see, given=["egg", "look"])
    w.wants(ann, un.image(ann, about="egg", worth=lambda b: 2 * max(b["bad"], b["good"])))
    policy = w.tell().expect("look")
    assert policy.utility("no") == near(1.0)
    assert policy.utility("yes") == near(0.5 * 2 + 0.5 * 1)


def test_oneself_is_read_at_ones_own_level() -> None:
    """What Ann will learn from Bob's act she learns as she reads him, at her own level."""
    for level in (1, 2, 3):
        w = un.World()
        ann, bob = w.mind("Ann", level=level), w.mind("Bob", level=0)
        w.chance("egg", {"bad": 0.5, "good": 0.5}, seen_by=[bob])
        w.decision("ask", by=ann, options=["no", "yes"], habit="uniform")
        w.decision("reply", by=bob, options=["bad", "good"], habit="uniform", seen_by=[bob])
        w.view(
            "heard",
            of="reply",
            by=ann,
            p=lambda reply, ask: {reply: 1} if ask == "yes" else {"unseen": 1},
            given=["reply", "ask"],
        )
        w.wants(bob, lambda egg, reply: 2.0 * (egg == reply))
        w.wants(ann, un.image(ann, about="egg", worth=lambda b: b["good"] ** 2))
        hit = soft(2, 0)[0] if level >= 2 else 0.5
        policy = w.tell().expect("ask")
        assert policy.utility("yes") == near(0.5 * hit**2 + 0.5 * (1 - hit) ** 2)
        assert policy.utility("no") == near(0.25)


def test_an_image_of_oneself_that_needs_ones_own_later_choice_is_refused() -> None:
    """Such a want would have to know the choice that it moves."""
    w = un.World(habit="uniform")
    ann = w.mind("Ann", level=1)
    w.decision("first", by=ann, options=["x", "y"])
    w.decision("second", by=ann, options=["x", "y"])
    w.wants(ann, un.image(ann, about="second", worth=lambda b, second: b["x"] * (second == "x"), after="first"))
    with pytest.raises(un.NotWellFounded, match=r"Ann.*second"):
        w.build()


# --- one's own idea of another ----------------------------------------------------------------------------------------


def test_ones_own_idea_of_another_is_a_distribution() -> None:
    """Ann > Bob as audience: she does not see whether he looked, and minds how likely it is that he knows."""
    w = un.World(habit="uniform")
    ann, bob = w.mind("Ann", level=2), w.mind("Bob", level=0)
    w.chance("deed", {"no": 1 - PRIOR, "yes": PRIOR}, seen_by=[ann])
    w.decision("show", by=ann, options=["hide", "show"])
    see = lambda deed, show: {deed: CLEAR, "unseen": 1 - CLEAR} if show == "show" else {"unseen": 1.0}  # noqa: E731
    w.view("look", of="deed", by=bob, p=see, given=["deed", "show"])
    w.wants(ann, un.image("Ann > Bob", about="deed", worth=lambda b: 10 * b.knows_whether() ** 2 + b["yes"]))
    policy = w.tell(deed="yes").expect("show")
    assert policy.utility("hide") == near(PRIOR)
    assert policy.utility("show") == near(10 * CLEAR**2 + CLEAR + (1 - CLEAR) * PRIOR)


def test_a_log_belief_of_minus_infinity_rules_out_a_false_word() -> None:
    """The informative speaker: utility log P(truth), minus infinity where the word excludes it."""
    w = un.World()
    speaker, listener = w.mind("speaker", level=1), w.mind("listener", level=0)
    w.chance("n", {1: 0.5, 2: 0.5}, seen_by=[speaker])
    w.decision(
        "word", by=speaker, options=["some", "both"], given="n", habit={1: {"some": 1.0}, 2: {"some": 0.5, "both": 0.5}}
    )
    w.wants(speaker, un.image(listener, about="n", worth=lambda b, n: un.log(b[n])))
    assert w.tell(n=1).expect("word")["some"] == near(1.0)
    assert w.tell(n=1).expect("word").utility("both") == -math.inf
    some = math.log(0.25 / 0.75)
    assert list(w.tell(n=2).expect("word").probabilities) == near(soft(some, 0.0))
