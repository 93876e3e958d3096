"""Large worlds: what is too large is refused before it takes memory, by name and with advice; what is not is quick."""

from __future__ import annotations

import itertools
import math
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest

import underneath as un
from known.test_public_announcements import answers, children, foreheads
from known.test_tiger import tiger_problem, value
from underneath.core.budget import WORKING

CLOSE = 1e-9
MIB = 2**20


@contextmanager
def within(seconds: float = math.inf, mib: float = math.inf) -> Iterator[None]:
    """What happens inside takes no longer (of the processor's time), and no more memory at its peak."""
    if mib < math.inf:
        tracemalloc.start()
    started = time.process_time()
    try:
        yield
        assert time.process_time() - started <= seconds
        assert mib == math.inf or tracemalloc.get_traced_memory()[1] <= mib * MIB
    finally:
        tracemalloc.stop()


# --- worlds ----------------------------------------------------------------------------------------------------------


def witness(clues: int, **world: Any) -> un.World:
    """Ann privately sees clues to a culprit; then she accuses, and Bob hears whom."""
    w = un.World("witness", habit="uniform", **world)
    ann, bob = w.mind("Ann", level=1), w.mind("Bob", level=2)
    culprit = w.chance("culprit", {"cook": 0.5, "butler": 0.5})
    for i in range(clues):
        p = {"cook": 0.5 - 0.3 / (i + 2), "butler": 0.5 + 0.3 / (i + 2)}
        w.chance(f"clue_{i}", ["cook", "butler"], given=[culprit], p=p, seen_by=[ann])
    w.decision("accuses", by=ann, options=["cook", "butler"])
    w.decision("reply", by=bob, options=["cook", "butler"])
    w.wants(ann, lambda culprit, accuses: float(culprit == accuses))
    w.wants(bob, lambda reply, accuses: float(reply == accuses))
    return w


def clues(count: int, culprit: str = "cook") -> dict[str, str]:
    """All of them point to the same one."""
    return {f"clue_{i}": culprit for i in range(count)}


def bits(count: int, **world: Any) -> tuple[un.World, list[un.FactRef]]:
    """Independent bits that nobody sees."""
    w = un.World("bits", **world)
    w.mind("Ann")
    return w, [w.chance(f"bit_{i}", [0, 1], p=0.5) for i in range(count)]


# --- too large -------------------------------------------------------------------------------------------------------


def any_one(*ones: int) -> bool:
    """Whether any is one."""
    return any(ones)


NAMES = [f"bit_{i}" for i in range(40)]
BITS: dict[str, Callable[[un.Story], Any]] = {
    "joint belief": lambda s: s.belief("", NAMES),
    "mind's joint belief": lambda s: s.belief("Ann", NAMES),
    "event": lambda s: s.belief("", un.event(NAMES, any_one)),
    "mutual": lambda s: s.mutual(["Ann"], un.event(NAMES, any_one)),
}
WITNESS: dict[str, Callable[[un.Story], Any]] = {
    "another's policy": lambda s: s.belief("Bob", "accuses"),
    "another's reasons": lambda s: s.tell(accuses="cook").belief("Bob", "culprit"),
    "the world itself": lambda s: s.belief("", "accuses"),
}


@pytest.mark.parametrize("ask", [*BITS, *WITNESS])
def test_too_large_is_refused_before_it_takes_memory(ask: str) -> None:
    """2^40 cells would be 8 TiB; the refusal takes a moment, and some MiB."""
    story = bits(40)[0].tell() if ask in BITS else witness(40).tell()
    with within(seconds=2, mib=32), pytest.raises(un.TooLarge):
        (BITS | WITNESS)[ask](story)


def test_the_message_names_facts_size_and_what_would_help() -> None:
    """Who asks for help gets a number to compare, and something to do."""
    w, facts = bits(30, limit=64 * MIB)
    with pytest.raises(un.TooLarge) as raised:
        w.tell().belief("", facts)
    message = str(raised.value)
    parts = ["bit_0", "bit_29", f"{2**30:,} cells", "8", "64", "limit=", "tell or reveal", "horizon", "scene"]
    assert [part for part in parts if part not in message] == []


def test_the_limit_that_the_message_says_would_do_does() -> None:
    """What is asked for is enough, and not by far."""
    w, facts = bits(14, limit=2**16)
    with pytest.raises(un.TooLarge, match=r"A limit of 1\.0 MiB would hold this table\."):
        w.tell().belief("", facts)
    w, facts = bits(14, limit=2**20)
    assert w.tell().belief("", facts).probabilities.sum() == pytest.approx(1)


def test_a_message_about_many_facts_stays_readable() -> None:
    """Four hundred names are not a sentence."""
    w, facts = bits(400)
    with pytest.raises(un.TooLarge) as raised:
        w.tell().belief("", facts)
    assert len(str(raised.value)) < 2_000


def test_facts_that_only_a_reader_names_are_named() -> None:
    """Where beliefs of another make the table, its message says whose observations they are, not numbers of axes."""
    with pytest.raises(un.TooLarge, match="clue_0") as raised:
        witness(40).tell().belief("Bob", "accuses")
    assert "-1" not in str(raised.value)


def test_the_limit_may_be_set() -> None:
    """A table that just fits is answered, one that just does not is refused."""
    count = 12
    for cells, fits in ((2**count, True), (2**count - 1, False)):
        w, facts = bits(count, limit=8 * WORKING * cells)
        story = w.tell()
        if fits:
            np.testing.assert_allclose(story.belief("", facts), 2.0**-count)
        else:
            with pytest.raises(un.TooLarge):
                story.belief("", facts)


@pytest.mark.parametrize("limit", [0, -8, None, "1 GiB", math.nan])
def test_limits_that_are_none(limit: Any) -> None:
    """A limit is a positive number of bytes."""
    with pytest.raises(un.BadNumber, match="limit"):
        un.World("bits", limit=limit).tell()


def test_what_would_help_helps() -> None:
    """Told what Ann saw, or asked who need not weigh it, the same world answers."""
    w = witness(40)
    story = w.tell(clues(40))
    with within(seconds=2, mib=32):
        assert story.belief("Ann", "culprit")["cook"] > 0.9
        assert story.expect("accuses")["cook"] > 0.5
        assert story.belief("", "accuses")["cook"] > 0.5
        assert story.belief("Bob", "culprit", at="culprit")["cook"] == pytest.approx(0.5, abs=CLOSE)
        assert w.tell().belief("Ann", "culprit", at="culprit")["cook"] == pytest.approx(0.5, abs=CLOSE)


def test_a_draw_needs_no_whole_policy() -> None:
    """What Ann would do at 2^40 other sights is not asked; the draws that were made are what was seen and done."""
    with within(seconds=5, mib=64):
        histories = witness(40).tell().simulate(3, np.random.default_rng(0))
    assert [len(history) for history in histories] == [43, 43, 43]


def test_a_refusal_leaves_the_story_as_it_was() -> None:
    """Small questions are answered after a large one was refused."""
    w, facts = bits(40)
    story = w.tell()
    for _ in range(2):
        with pytest.raises(un.TooLarge):
            story.belief("", facts)
        assert story.belief("", facts[39]).mean() == 0.5


def test_too_many_gaps() -> None:
    """Of forty clues one was told: that the others were not is what is wrong, and it is said."""
    with within(seconds=2, mib=32), pytest.raises(un.NotTold, match="clue_"):
        witness(40).tell(clue_39="cook").belief("Ann", "culprit")


# --- large, and still answered ---------------------------------------------------------------------------------------


def test_what_another_may_believe_is_counted_not_listed() -> None:
    """2^16 observations of sixteen like clues leave 17 beliefs; the question takes tables, not lists of them."""
    count = 16
    w = un.World("clues")
    ann = w.mind("Ann")
    w.mind("Bob")
    x = w.chance("x", {"a": 0.5, "b": 0.5})
    for i in range(count):
        w.chance(f"clue_{i}", ["a", "b"], given=[x], p={"a": 0.4, "b": 0.6}, seen_by=[ann])
    with within(seconds=3, mib=64):
        his = w.tell().belief("Bob > Ann", "x", at=f"clue_{count - 1}")
    assert len(his.atoms) == count + 1
    for ones in range(count + 1):
        weight = math.comb(count, ones) * (0.6**ones * 0.4 ** (count - ones) + 0.4**ones * 0.6 ** (count - ones)) / 2
        odds = 1.5 ** (2 * ones - count)
        atom = min(his.atoms, key=lambda a: abs(a.probabilities[1] - odds / (1 + odds)))
        assert atom.weight == pytest.approx(weight, abs=CLOSE)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_mutual_belief_on_many_observations(n: int) -> None:
    """Three minds with seven clues each: 2^21 joint observations, and an answer that counting gives as well."""
    count, p = 7, 0.3
    w = un.World("mutual")
    minds = [w.mind(f"mind_{i}", level=1) for i in range(3)]
    x = w.chance("x", {"lo": 0.6, "hi": 0.4})
    for i, mind in enumerate(minds):
        for k in range(count):
            w.chance(f"clue_{i}_{k}", ["lo", "hi"], given=[x], p={"lo": 0.3, "hi": 0.7}, seen_by=[mind])
    w.chance("end", ["now"], p="uniform")
    with within(seconds=10):
        found = w.tell(end="now").mutual(minds, lambda x: x == "hi", p=p, n=n)

    ones = np.arange(count + 1)
    ways = np.array([math.comb(count, k) for k in ones])
    clues_given = np.array([ways * q**ones * (1 - q) ** (count - ones) for q in (0.3, 0.7)])  # x, clues that say hi
    joint = np.array([0.6, 0.4])[:, None] * clues_given
    posterior = joint / joint.sum(axis=0)
    sure = posterior[1] >= p
    at_depth = sure
    for _ in range(n - 1):
        both = (clues_given * at_depth).sum(axis=1) ** 2  # of the other two, given x
        at_depth = sure & (posterior.T @ both >= p)
    assert found == pytest.approx(np.array([0.6, 0.4]) @ (clues_given * at_depth).sum(axis=1) ** 3, abs=CLOSE)


def test_clues_that_only_ann_saw() -> None:
    """Bob weighs 2^12 things that she may have seen, and is exact about them."""
    count = 12
    with within(seconds=5):
        story = witness(count).tell(accuses="cook")
        believed = story.belief("Bob", "culprit")["cook"]
    weights = {"cook": 0.0, "butler": 0.0}
    for seen in itertools.product([0, 1], repeat=count):
        likely = {"cook": 0.5, "butler": 0.5}
        for i, butler in enumerate(seen):
            up = 0.5 + 0.3 / (i + 2)
            likely["butler"] *= up if butler else 1 - up
            likely["cook"] *= 1 - up if butler else up
        gain = (likely["cook"] - likely["butler"]) / sum(likely.values())
        accuses = 1 / (1 + math.exp(-gain))
        for who, p in likely.items():
            weights[who] += p * accuses
    assert believed == pytest.approx(weights["cook"] / sum(weights.values()), abs=CLOSE)


def test_eight_muddy_children() -> None:
    """Seven rounds of public answers, told one by one, are eight children's beliefs about eight children's beliefs."""
    n = 8
    with within(seconds=10):
        story = children(n, rounds=n - 1).tell(foreheads(n, n), father="some muddy")
        for r in range(1, n):
            story = story.tell(answers(n, r, []))
            known = story.belief("child 0", "muddy_0")["yes"]
            assert known == pytest.approx(1.0 if r == n - 1 else 0.5, abs=CLOSE)
        nested = story.belief("child 3 > child 5 > child 7", "muddy_7")
        assert nested.at_least("yes", 1.0) == pytest.approx(1, abs=CLOSE)


def test_a_plan_of_seven_steps() -> None:
    """The tiger with a horizon of seven: backward induction over 3^7 acts and 2^6 sounds."""
    with within(seconds=5):
        assert tiger_problem(7).tell().expect("act_0").utility("listen") == pytest.approx(value(7), abs=CLOSE)


def debate(acts: int, minds: int, level: int, seed: int = 0) -> un.World:
    """Minds with private types speak in turn, all aloud; each wants its own way, and to agree with whom it follows."""
    rng = np.random.default_rng(seed)
    w = un.World("debate", habit="uniform")
    who = [w.mind(f"mind_{i}", level=level) for i in range(minds)]
    types = [w.chance(f"type_{i}", {"x": 0.6, "y": 0.4}, seen_by=[m]) for i, m in enumerate(who)]
    said: list[un.FactRef] = []
    for k in range(acts):
        i = k % minds
        said.append(w.decision(f"act_{k}", by=who[i], options=["l", "r"]))
        w.wants(who[i], rng.normal(size=(2, 2)), given=[said[-1], types[i]])
        if k:
            w.wants(who[i], rng.normal(size=(2, 2)), given=said[-2:])
        if k >= minds:
            w.wants(who[i], rng.normal(size=(2, 2)), given=[types[i], said[-minds]])
    return w


@pytest.mark.parametrize("level", [1, 2, 3])
def test_four_minds_and_twelve_public_acts(level: int) -> None:
    """Each plans through eleven acts of four minds whose types it does not know."""
    w = debate(12, 4, level)
    with within(seconds=10):
        first = w.tell(type_0="x").expect("act_0")
        assert first.probabilities.sum() == pytest.approx(1, abs=CLOSE)
        story = w.tell({f"act_{k}": "lr"[k % 3 == 0] for k in range(12)})
        joint = story.belief("", [f"type_{i}" for i in range(4)])
        assert joint.probabilities.sum() == pytest.approx(1, abs=CLOSE)
        assert story.belief("mind_0 > mind_1", "type_2", at="act_5", suppose={"type_0": "x"}).atoms


def test_wants_that_name_everything() -> None:
    """Eight alternating moves, each worth something together with all others: tables of 2^10 utilities."""
    n, rng = 8, np.random.default_rng(1)
    w = un.World("moves", habit="uniform")
    ann, bob = w.mind("Ann", level=3), w.mind("Bob", level=3)
    types = [w.chance(f"type_{m.name}", {"x": 0.5, "y": 0.5}, seen_by=[m]) for m in (ann, bob)]
    moves = [w.decision(f"move_{k}", by=(ann, bob)[k % 2], options=["l", "r"]) for k in range(n)]
    for mind in (ann, bob):
        w.wants(mind, rng.normal(size=(2,) * (2 + n)), given=[*types, *moves])
    with within(seconds=5):
        assert w.tell(type_Ann="x").expect("move_0").probabilities.sum() == pytest.approx(1, abs=CLOSE)


def test_a_long_debate_costs_the_same_at_every_step() -> None:
    """Sixty acts, told one by one: who looks one act ahead and remembers all of it does not slow down."""
    w = un.World("long debate", habit="uniform")
    ann, bob = w.mind("Ann", level=2, horizon=1), w.mind("Bob", level=2, horizon=1)
    types = {m: w.chance(f"type_{m.name}", {"x": 0.5, "y": 0.5}, seen_by=[m]) for m in (ann, bob)}
    for k in range(60):
        mind, other = (ann, bob) if k % 2 == 0 else (bob, ann)
        act = w.decision(f"act_{k}", by=mind, options=["l", "r"])
        w.wants(mind, lambda a, o: float((a == "l") == (o == "x")), given=[act, types[other]])
        w.wants(mind, lambda a, t: 0.5 * ((a == "l") == (t == "x")), given=[act, types[mind]])
    story = w.tell()
    with within(seconds=5, mib=64):
        for k in range(60):
            story = story.tell({f"act_{k}": "l"})
            story.belief("Ann", "type_Bob", suppose={"type_Ann": "x"})
    assert story.belief("Ann", "type_Bob", suppose={"type_Ann": "x"})["x"] > 0.5


# --- casts ------------------------------------------------------------------------------------------------------------


def after_the_patrol(meetings: int) -> un.Story:
    """He acts once for the eyes of a patrol, which then sees nothing of what the two do after."""
    w = un.World("patrol", habit="uniform")
    she, he, patrol = w.mind("she", level=2), w.mind("he", level=3), w.mind("patrol", level=0)
    heart = w.chance("heart", {"friend": 0.7, "love": 0.3}, seen_by=[he])
    feeling = w.chance("feeling", {"none": 0.7, "some": 0.3}, seen_by=[she])
    w.chance("spies", {"no": 0.5, "yes": 0.5}, seen_by=[she, he])
    w.scene("the patrol")
    kiss = w.decision("kiss", by=he, options=["kiss", "hide"])
    w.wants(he, lambda kiss, heart: 1.0 if (kiss, heart) == ("kiss", "love") else 0.0)
    w.wants(he, un.image(patrol, "spies", lambda b: -b["yes"], after=kiss))
    told: dict[str, str] = {"spies": "yes", "kiss": "kiss"}
    for i in range(meetings):
        w.scene(f"meeting {i}")
        hers, his = f"hers_{i}", f"his_{i}"
        w.decision(hers, by=she, options=["near", "far"], seen_by=[she, he])
        w.decision(his, by=he, options=["near", "far"], seen_by=[she, he])
        w.wants(she, lambda mine, heart: float((mine == "near") == (heart == "love")), given=[hers, heart])
        w.wants(she, lambda mine, feeling: float((mine == "near") == (feeling == "some")), given=[hers, feeling])
        w.wants(he, lambda mine, heart: float((mine == "near") == (heart == "love")), given=[his, heart])
        told |= {hers: "near", his: "near"}
    return w.tell(told)


def test_an_audience_of_long_ago_costs_nothing_later() -> None:
    """What the patrol has missed since its last part in the story is no axis of what the two think of each other."""
    few, many = (after_the_patrol(n).plan("he", "feeling") for n in (3, 12))
    assert many.largest == few.largest <= 64
