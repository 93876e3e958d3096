"""Where branches end: menus, evidence that a mind holds impossible, and branches that are too large to be summed."""

from __future__ import annotations

import gc
import math
import time

import numpy as np
import pytest

import underneath as un
from underneath.story import observing
from underneath.story.record import Record

SECONDS = 20.0


# --- menus ----------------------------------------------------------------------------------------------------------


def door(told: dict[str, str]) -> un.Story:
    """Behind a door is a safe; only who finds the door open may crack it."""
    w = un.World("door", habit="uniform")
    ann, bob = w.mind("Ann"), w.mind("Bob")
    w.decision("door", by=bob, options=["shut", "open"])
    w.decision("safe", by=ann, options=["leave", "crack"], available={"crack": lambda door: door == "open"})
    return w.tell(told)


def test_a_change_to_what_is_not_on_the_menu_is_refused() -> None:
    """The message names the decision, the option, what its menu hangs on, and what to do."""
    shut = door({"door": "shut", "safe": "leave"})
    with pytest.raises(
        un.ImpossibleEvidence, match=r"'safe' is set, to 'crack', .*menu hangs on 'door'.*change that as"
    ):
        shut.what_if({"safe": "crack"})
    assert shut.what_if({"safe": "crack", "door": "open"}).belief("", "safe")["crack"] == 1.0
    for follow in ("told", "likeliest", un.Samples(10, np.random.default_rng(7))):
        with pytest.raises(un.ImpossibleEvidence, match="'safe' is set, to 'crack'"):
            shut.what_if({"safe": "crack"}, follow=follow)


def test_a_menu_that_may_not_have_it_is_refused() -> None:
    """Where nobody told how the door was, it may have been shut."""
    with pytest.raises(un.ImpossibleEvidence, match="may not be available"):
        door({"safe": "leave"}).what_if({"safe": "crack"})
    assert door({"safe": "crack"}).what_if({"safe": "leave"}).belief("", "safe")["leave"] == 1.0


def test_an_act_that_stays_as_told_must_be_on_the_menu() -> None:
    """Behind a door that is shut she cannot crack the safe, as told; in any other branch she leaves it."""
    cracked = door({"door": "open", "safe": "crack"})
    with pytest.raises(un.ImpossibleEvidence, match="'safe' is kept as told, to 'crack'"):
        cracked.what_if({"door": "shut"}, follow="told")
    for follow in (None, "likeliest", un.Samples(10, np.random.default_rng(7))):
        assert cracked.what_if({"door": "shut"}, follow=follow).belief("", "safe")["leave"] == 1.0


# --- the impossible -------------------------------------------------------------------------------------------------


def toy() -> un.World:
    """The toy is in the box for certain, and that is where it is shown to be, unless somebody had moved it."""
    w = un.World("toy", habit="uniform")
    sally = w.mind("Sally", level=1)
    at = w.chance("at", {"box": 1.0, "bag": 0.0})
    w.chance("shown", ["box", "bag"], value=lambda at: at, seen_by=[sally])
    w.decision("looks", by=sally, options=["box", "bag"])
    w.wants(sally, lambda at, looks: float(at == looks))
    assert at.name == "at"
    return w


@pytest.mark.parametrize("follow", [None, "told", "likeliest", un.Samples(10, np.random.default_rng(7))])
def test_a_mind_that_holds_the_branch_impossible_raises(follow: un.Samples | str | None) -> None:
    """Nothing in such a world holds anything impossible, until the branch does; and then nobody guesses."""
    branch = toy().tell(at="box", shown="box").what_if({"at": "bag"}, follow=follow)
    with pytest.raises(un.ImpossibleEvidence, match="Sally"):
        branch.belief("Sally", "at")
    with pytest.raises(un.ImpossibleEvidence, match="Sally"):
        branch.expect("looks")
    with pytest.raises(un.ImpossibleEvidence, match="Sally"):
        branch.belief("", "looks")


def test_a_story_that_cannot_be_has_no_branches() -> None:
    """Two reports of one coin that differ are impossible, for whoever saw them and for the world."""
    w = un.World("coin")
    ann = w.mind("Ann")
    w.chance("coin", {"heads": 0.5, "tails": 0.5})
    w.chance("one", ["heads", "tails"], value=lambda coin: coin, seen_by=[ann])
    w.chance("other", ["heads", "tails"], value=lambda coin: coin, seen_by=[ann])
    w.chance("rain", ["no", "yes"], p=0.5)
    branch = w.tell(one="heads", other="tails").what_if({"rain": "yes"})
    for path in ("Ann", ""):
        with pytest.raises(un.ImpossibleEvidence):
            branch.belief(path, "coin")
        with pytest.raises(un.ImpossibleEvidence):
            branch.belief(path, "rain")


def test_a_change_that_nobody_notices_is_possible_for_everybody() -> None:
    """Had the toy been in the bag, and shown in the box all the same, Sally would go on as before."""
    branch = toy().tell(at="box", shown="box", looks="box").what_if({"at": "bag", "shown": "box"})
    assert branch.belief("", ["at", "looks"])["bag", "box"] == 1.0
    assert branch.belief("Sally", "at")["box"] == 1.0


def test_an_option_that_a_mind_never_thought_of() -> None:
    """Whoever sees an act outside its awareness holds it impossible, as in any story."""
    w = un.World("trick", habit="uniform")
    ann, bob = w.mind("Ann"), w.mind("Bob")
    w.chance("mood", {"low": 0.5, "high": 0.5}, seen_by=[bob])
    w.decision("act", by=bob, options=["plain", "trick"])
    w.unaware(ann, "act", ["trick"])
    branch = w.tell(act="plain").what_if({"act": "trick"})
    with pytest.raises(un.ImpossibleEvidence, match="Ann holds impossible what came at 'act'"):
        branch.belief("Ann", "mood")
    assert branch.belief("Bob", "act")["trick"] == 1.0


# --- size -------------------------------------------------------------------------------------------------------------


def chain(count: int, **world: int) -> un.Story:
    """Two minds answer each other's last act, kind or curt; only Ann knows her heart, which colours hers."""
    w = un.World("chain", habit="uniform", **world)
    minds = [w.mind(name, level=2, rationality=1.5, horizon=1) for name in ("Ann", "Bob")]
    w.chance("heart", {"cold": 0.5, "warm": 0.5}, seen_by=[minds[0]])
    for k in range(count):
        mind, name = minds[k % 2], f"act_{k}"
        w.decision(name, by=mind, options=["kind", "curt"])
        if k:
            w.wants(mind, {("kind", "kind"): 1.0, ("curt", "curt"): 0.6}, given=[name, f"act_{k - 1}"])
        if mind is minds[0]:
            w.wants(mind, {("warm", "kind"): 0.5, ("cold", "curt"): 0.3}, given=["heart", name])
    return w.tell({f"act_{k}": ["kind", "curt"][k * k % 3 == 1] for k in range(count)})


def by_hand(count: int) -> float:
    """P(last act is kind), had the first been curt, by a chain of two states under each heart."""
    story = chain(count)

    def policy(act: int, heart: int, last: int) -> float:
        worth = [1.0 * (last == 0), 0.6 * (last == 1)]
        if act % 2 == 0:
            worth = [worth[0] + 0.5 * heart, worth[1] + 0.3 * (1 - heart)]
        return 1 / (1 + math.exp(1.5 * (worth[1] - worth[0])))

    acts = [story.told[k + 1] for k in range(count)]
    likelihood, last = np.ones(2), np.zeros(2)
    for heart in range(2):
        first = 1 / (1 + math.exp(1.5 * (0.3 * (1 - heart) - 0.5 * heart)))
        likelihood[heart] = first if acts[0] == 0 else 1 - first
        for k in range(1, count):
            kind = policy(k, heart, acts[k - 1])
            likelihood[heart] *= kind if acts[k] == 0 else 1 - kind
        row = np.array([0.0, 1.0])
        for k in range(1, count):
            kind = row @ [policy(k, heart, 0), policy(k, heart, 1)]
            row = np.array([kind, 1 - kind])
        last[heart] = row[0]
    return float(likelihood @ last / likelihood.sum())


def test_a_long_story_is_summed_where_its_structure_permits() -> None:
    """Thirty acts after the change make no large table, since each hangs on the last act and on a heart alone."""
    assert by_hand(4) == pytest.approx(chain(4).what_if({"act_0": "curt"}).belief("", "act_3")["kind"], abs=1e-12)
    started = time.process_time()
    branch = chain(30, limit=2**20).what_if({"act_0": "curt"})
    assert branch.belief("", "act_29")["kind"] == pytest.approx(by_hand(30), abs=1e-9)
    assert branch.expect("act_29").probabilities.sum() == pytest.approx(1)
    assert time.process_time() - started < SECONDS


def test_what_is_too_large_is_refused_with_advice() -> None:
    """What Bob makes of thirty acts that may each have gone either way is 2^29 beliefs: other ways to go on are not."""
    story = chain(30)
    with pytest.raises(un.TooLarge, match=r"act_3.*follow='told'.*follow='likeliest', or follow=un.Samples") as refused:
        story.what_if({"act_0": "curt"}).belief("Bob", "heart")
    assert refused.value.axes
    started = time.process_time()
    told = story.what_if({"act_0": "curt"}, follow="told").belief("Bob", "heart")
    assert len(told.atoms) == 1
    assert len(story.what_if({"act_0": "curt"}, follow="likeliest").belief("Bob", "heart").atoms) == 1
    few = story.what_if({"act_0": "curt"}, follow=un.Samples(50, np.random.default_rng(7)))
    assert few.belief("Bob", "heart").probabilities.sum() == pytest.approx(1)
    assert time.process_time() - started < SECONDS


def test_drawn_branches_agree_with_summed_ones_on_a_long_story() -> None:
    """Ten acts are few enough to sum all 2^9 ways to go on."""
    story = chain(10)
    exact = story.what_if({"act_0": "curt"})
    rough = story.what_if({"act_0": "curt"}, follow=un.Samples(2000, np.random.default_rng(7)))
    for path, about in [("", "act_9"), ("", "heart"), ("Bob", "heart"), ("Ann > Bob", "heart")]:
        belief = rough.belief(path, about)
        assert belief.course is not None
        missed = np.abs(np.asarray(exact.belief(path, about)) - np.asarray(belief))
        assert (missed <= 4 * belief.course.errors + 1e-9).all()


# --- many draws -----------------------------------------------------------------------------------------------------


def hours(n: int) -> un.Story:
    """What Bob does first shows in hints, each of which Ann may see."""
    w = un.World("hours", habit="uniform")
    ann, bob = w.mind("Ann"), w.mind("Bob")
    first = w.decision("first", by=bob, options=["no", "yes"], seen_by=[ann])
    for k in range(n):
        hint = w.chance(f"hint_{k}", [0, 1, 2], given=[first], p={"no": [0.2, 0.3, 0.5], "yes": [0.5, 0.3, 0.2]})
        w.view(f"view_{k}", of=hint, by=ann, clear=0.9)
    return w.tell(first="no")


def test_few_records_are_kept_however_many_draws_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a mind may have observed differs from draw to draw; what was found out about each is soon let go."""
    monkeypatch.setattr(observing, "KEPT", 16)
    before = live_records()
    branch = hours(6).what_if({"first": "yes"}, follow=un.Samples(200, np.random.default_rng(7)))
    held = branch.belief("Ann", "hint_0", at="view_5")
    gc.collect()
    assert len(held.atoms) > 1
    assert live_records() - before < 16 + 8 * 8


def test_what_was_let_go_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many records are kept changes no answer."""

    def asked() -> un.Belief:
        branch = hours(4).what_if({"first": "yes"}, follow=un.Samples(50, np.random.default_rng(7)))
        return branch.belief("Ann", "hint_0", at="view_3")

    many = asked()
    monkeypatch.setattr(observing, "KEPT", 1)
    assert np.array_equal(asked().probabilities, many.probabilities)


def live_records() -> int:
    return sum(isinstance(thing, Record) for thing in gc.get_objects())
