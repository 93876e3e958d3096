"""Several clauses at once, each held to a number worked out in a few lines of plain NumPy."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import underneath as un

CLOSE = 1e-9
HIT = math.exp(2) / (1 + math.exp(2))


def soft(*utils: float, beta: float = 1.0) -> np.ndarray:
    """Softmax, written out."""
    weights = np.exp(beta * (np.array(utils) - max(utils)))
    return np.asarray(weights / weights.sum())


def scaled(weights: np.ndarray) -> np.ndarray:
    """Weights that sum to one."""
    return np.asarray(weights / weights.sum())


def near(value: Any) -> Any:
    """A number, or several, to nine digits."""
    return pytest.approx(list(value) if isinstance(value, np.ndarray) else value, abs=CLOSE)


# --- two minds with percepts of their own -----------------------------------------------------------------------------

PRIOR = np.array([0.5, 0.5])
HERS = np.array([[0.7, 0.3], [0.3, 0.7]])
HIS = np.array([[0.8, 0.2], [0.2, 0.8]])


def guesses() -> un.World:
    """S guesses x by what she heard; K, who heard something else, guesses after her."""
    w = un.World(habit="uniform")
    w.mind("S", level=3)
    w.mind("K", level=3)
    w.chance("x", {"u": 0.5, "v": 0.5})
    w.view("hers", of="x", by="S", p=lambda x: {x: 0.7, ("v" if x == "u" else "u"): 0.3})
    w.view("his", of="x", by="K", p=lambda x: {x: 0.8, ("v" if x == "u" else "u"): 0.2})
    for fact, name in (("ds", "S"), ("dk", "K")):
        w.decision(fact, by=name, options=["u", "v"])
        w.wants(name, un.table(lambda x, d: 2.0 * (x == d), given=["x", fact]))
    w.chance("end", ["z"], p="uniform")
    return w


def she_guesses(level: int) -> np.ndarray:
    """P(ds given hers)."""
    if level == 0:
        return np.full((2, 2), 0.5)
    return np.array([soft(*(2 * scaled(PRIOR * HERS[:, heard]))) for heard in range(2)])


def he_guesses(level: int) -> np.ndarray:
    """P(dk given his and ds)."""
    if level == 0:
        return np.full((2, 2, 2), 0.5)
    said = HERS @ she_guesses(level - 1)
    return np.array([[soft(*(2 * scaled(PRIOR * HIS[:, his] * said[:, ds]))) for ds in range(2)] for his in range(2)])


def she_believes(level: int, hers: int, ds: int, dk: int) -> np.ndarray:
    """P(x) of S after both guesses; her own cancels."""
    return scaled(PRIOR * HERS[:, hers] * (HIS @ he_guesses(max(level - 1, 0))[:, ds, dk]))


def test_what_she_learns_from_his_answer() -> None:
    """By his policy one level below hers."""
    story = guesses().tell(hers="u", ds="u", dk="v", end="z")
    assert list(story.belief("S", "x").probabilities) == near(she_believes(3, 0, 0, 1))


def test_her_own_choices_cancel_in_his_idea_of_her_too() -> None:
    """In S > K > S the last S is K's model of her, two levels less; what K holds her to have heard he infers."""
    story = guesses().tell(hers="u", ds="u", dk="v", end="z")
    his = scaled(np.array([(PRIOR * HERS[:, 0] * HIS[:, h] * he_guesses(2)[h, 0, 1]).sum() for h in range(2)]))
    mean = np.zeros(2)
    for h in range(2):
        hers = scaled(np.array([(PRIOR * HIS[:, h] * HERS[:, s]).sum() * she_guesses(1)[s, 0] for s in range(2)]))
        mean += his[h] * sum(hers[s] * she_believes(1, s, 0, 1) for s in range(2))
    assert list(story.belief("S > K > S", "x").probabilities) == near(mean)


# --- plans that go through others -------------------------------------------------------------------------------------


def test_a_plan_to_move_anothers_face() -> None:
    """Ann at 3 weighs how Bob at 2 will read her, which shows."""
    w = un.World(habit="uniform")
    ann, bob = w.mind("Ann", level=3), w.mind("Bob", level=2)
    w.chance("s", {"x": 0.5, "y": 0.5}, seen_by=[ann])
    w.decision("d", by=ann, options=["x", "y"])
    w.sign("face", ["flat", "glad"], by=bob, given=[un.believes(bob, "s", "x")], p=lambda b: b)
    w.wants(ann, lambda face: 2.0 * (face == "glad"))
    w.wants(ann, lambda s, d: 1.0 * (s == d))
    # At level 1 she knows that a Bob at level 0 learns nothing from her, so she only matches.
    hit = soft(1, 0)[0]
    policy = w.tell(s="y").expect("d")
    assert policy.utility("x") == near(2 * hit)
    assert policy.utility("y") == near(2 * (1 - hit) + 1)


def test_a_plan_knows_what_another_has_never_thought_of() -> None:
    """S does not count on an option that K is not aware of."""
    w = un.World(habit="uniform")
    s, k = w.mind("S", level=2), w.mind("K", level=1)
    w.decision("a", by=s, options=["l", "r"])
    w.decision("b", by=k, options=["l", "r", "t"])
    w.wants(k, lambda b: {"l": 0.0, "r": 1.0, "t": 3.0}[b])
    w.wants(s, lambda a, b: (2.0 if a == "l" else 1.0) * (b == "t") + 0.25 * (a == "r"))
    aware = soft(0, 1, 3)[2]
    assert w.tell().expect("a").utility("l") == near(2 * aware)
    w.unaware(k, "b", "t")
    assert w.tell().expect("a").utility("l") == near(0.0)
    assert w.tell().expect("a").utility("r") == near(0.25)


def test_an_image_may_name_several_facts_and_facts_that_come_later() -> None:
    """The belief is read at its point; the other facts may come after it."""
    w = un.World(habit="uniform")
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=0)
    w.chance("s", {"x": 0.5, "y": 0.5})
    w.decision("d", by=ann, options=["x", "y"])
    w.view("look", of="s", by=bob, p=lambda s, d: {s: 1.0} if d == "x" else {"unseen": 1.0}, given=["s", "d"])
    w.chance("later", ["n", "y"], p=lambda s: 0.9 if s == "x" else 0.2)
    w.wants(ann, un.image(bob, about="s", worth=lambda b, later: b["x"] * (later == "y"), after="look"))
    policy = w.tell().expect("d")
    assert (policy.utility("x"), policy.utility("y")) == (near(0.5 * 0.9), near(0.5 * (0.45 + 0.1)))
    w.wants(ann, un.image(bob, about=["s", "d"], worth=lambda b: b["x", "x"] + 3 * b["y", "y"], after="look"))
    policy = w.tell().expect("d")
    assert (policy.utility("x"), policy.utility("y")) == (near(0.45 + 0.5), near(0.275 + 1.5))


def test_a_speaker_in_doubt_over_her_listeners_level() -> None:
    """The image is averaged over the levels that she holds possible."""
    weights, prior = np.array([0.2, 0.3, 0.5]), np.array([[0.7], [0.3]])
    w = un.World()
    ann, bob = w.mind("Ann", level=3, levels=un.level_weights(weights.tolist())), w.mind("Bob", level=1)
    w.chance("deed", {"no": 0.7, "yes": 0.3}, seen_by=[ann])
    habit = np.array([[0.9, 0.1], [0.5, 0.5]])
    w.decision("say", by=ann, options=["h", "t"], given="deed", habit=habit)
    w.wants(ann, un.image(bob, about="deed", worth=lambda b: -2 * b["yes"]))
    literal = scaled_columns(habit * prior)[1]
    # Bob at level 2 reads an Ann at level 1, who says the same whatever she did: he learns nothing.
    due = -2 * (0.5 * literal + 0.5 * np.array([0.3, 0.3]))
    policy = w.tell(deed="yes").expect("say")
    assert [policy.utility("h"), policy.utility("t")] == near(due)


def scaled_columns(table: np.ndarray) -> np.ndarray:
    """Columns that sum to one."""
    return np.asarray(table / table.sum(axis=0))


# --- readings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("eps", [0.0, 0.2])
def test_a_cursed_reader_of_an_act_that_is_revealed_later(eps: float) -> None:
    """What it expected is what it gave the act just before it came to know it, with what it had learnt meanwhile."""
    w = un.World()
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=2, chi=0.5)
    w.chance("s", {"x": 0.4, "y": 0.6}, seen_by=[ann])
    w.decision("d", by=ann, options=["x", "y"], habit="uniform", seen_by=[ann])
    w.wants(ann, lambda s, d: 2.0 * (s == d))
    w.chance("hint", ["x", "y"], given="s", p={"x": {"x": 0.7, "y": 0.3}, "y": {"x": 0.2, "y": 0.8}}, seen_by=[bob])
    w.reveal("d", to=[bob])
    w.chance("end", ["z"], p="uniform")
    if eps:
        w.in_the_head_of(bob.name, tremble=un.tremble(eps))
    belief = scaled(np.array([0.4 * 0.7, 0.6 * 0.2]))
    policy = (1 - eps) * np.array([HIT, 1 - HIT]) + eps / 2
    after = scaled(belief * (0.5 * (belief @ policy) + 0.5 * policy))
    assert w.tell(hint="x", d="x").belief("Bob", "s")["x"] == near(after[0])


def test_a_cursed_reader_in_doubt_over_levels() -> None:
    """The mixture and the curse together."""
    w = un.World()
    ann = w.mind("Ann", level=1)
    w.mind("Bob", level=2, chi=0.5, levels=un.level_weights([0.4, 0.6]))
    w.chance("s", {"x": 0.4, "y": 0.6}, seen_by=[ann])
    w.decision("d", by=ann, options=["x", "y"], habit="uniform")
    w.wants(ann, lambda s, d: 2.0 * (s == d))
    w.chance("end", ["z"], p="uniform")
    joint = np.outer([0.4, 0.6], [0.4, 0.6])
    policy = np.array([[0.5, HIT], [0.5, 1 - HIT]])
    after = scaled((joint * (0.5 * (joint * policy).sum() + 0.5 * policy)).sum(axis=1))
    assert w.tell(d="x").belief("Bob", "s")["x"] == near(after[0])


def test_a_level_in_doubt_is_learnt_from_a_face() -> None:
    """Signs that hang on a belief hang on the level of whose belief it is."""
    w = un.World()
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=2)
    w.mind("Cyd", level=3, levels=un.level_weights([0.2, 0.3, 0.5]))
    w.chance("s", {"x": 0.5, "y": 0.5}, seen_by=[ann])
    w.decision("d", by=ann, options=["x", "y"], habit="uniform")
    w.wants(ann, lambda s, d: 2.0 * (s == d))
    for face in ("face", "again"):
        w.sign(face, ["flat", "glad"], by=bob, given=[un.believes(bob, "s", "x")], p=lambda b: b)
    shows = np.array([0.5, 0.5, HIT])
    weights = np.array([0.2, 0.3, 0.5])
    assert w.tell(d="x").belief("Cyd", "face")["glad"] == near(weights @ shows)
    assert w.tell(d="x", face="glad").belief("Cyd", "again")["glad"] == near(scaled(weights * shows) @ shows)


def test_an_event_nobody_closed_to_it_saw_changes_nothing_for_them() -> None:
    """Nor does the act of one who knew: in a closed world there is nothing that it could betray."""
    w = un.World(habit="uniform")
    anne, sally, _ = w.mind("Anne", level=1), w.mind("Sally", level=2), w.mind("R", level=3)
    w.chance("event", {"nothing": 0.7, "yes": 0.3}, seen_by=[anne])
    w.decision("act", by=anne, options=["l", "r"])
    w.wants(anne, lambda event, act: 2.0 * ((event == "yes") == (act == "r")))
    w.closed(sally, "event")
    w.chance("end", ["z"], p="uniform")
    for story in (w.tell(act="r"), w.tell(act="r", event="yes"), w.tell(act="l")):
        for path in ("Sally", "R > Sally", "Sally > R > Sally"):
            assert story.belief(path, "event")["nothing"] == near(1.0)
    assert w.tell(act="r").belief("R", "event")["yes"] == near(0.3 * HIT / (0.3 * HIT + 0.7 * (1 - HIT)))
