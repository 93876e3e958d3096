"""What is asked about decisions: value of information, requisite facts, predictions, draws and evidence, by hand."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import numpy as np
import pytest

import underneath as un

CLOSE = 1e-9


def soft(*utils: float, beta: float = 1.0) -> np.ndarray:
    """Softmax, written out."""
    weights = np.exp(beta * (np.array(utils) - max(utils)))
    return np.asarray(weights / weights.sum())


def near(value: Any) -> Any:
    """A number, or several, to nine digits."""
    return pytest.approx(list(value) if isinstance(value, np.ndarray) else value, abs=CLOSE)


# --- value of information ---------------------------------------------------------------------------------------------


def well(clear: float = 0.8, cost: float = 0.5, **mind: Any) -> un.World:
    """Test first or not, at a price; then drill or not."""
    w = un.World()
    ann = w.mind("Ann", level=1, **mind)
    w.chance("oil", {"dry": 0.6, "wet": 0.4})
    w.decision("test", by=ann, options=["no", "yes"])
    see = lambda oil, test: {oil: clear, "unseen": 1 - clear} if test == "yes" else {"unseen": 1}  # noqa: E731
    w.view("result", of="oil", by=ann, p=see, given=["oil", "test"])
    w.decision("drill", by=ann, options=["no", "yes"])
    w.wants(ann, lambda test: -cost * (test == "yes"))
    w.wants(ann, lambda oil, drill: {"dry": -2.0, "wet": 2.0}[oil] if drill == "yes" else 0.0)
    return w


def test_value_of_information() -> None:
    """What seeing adds: the expected utility with it, less that of deciding on what is known now; costs cancel."""
    # Blind, the best is not to drill (0); seeing, drill when wet is seen: .4 * .8 * 2.
    for rationality in (0.5, 3.0, math.inf):
        voi = well(rationality=rationality).tell().voi("test")
        assert voi["yes"] == near(0.4 * 0.8 * 2)
        assert voi["no"] == near(0.0)


def test_value_of_information_at_a_stated_foresight() -> None:
    """A mind that answers at random later gains nothing from seeing; one that errs may gain less."""
    story = well().tell()
    assert story.voi("test", foresight=0.0)["yes"] == near(0.0)
    seeing = 0.32 * 2 * soft(2, 0)[0] + 0.48 * -2 * soft(-2, 0)[0] + 0.2 * -0.4 * soft(-0.4, 0)[0]
    blind = -0.4 * soft(-0.4, 0)[0]
    assert story.voi("test", foresight=1.0)["yes"] == near(seeing - blind)


def test_the_value_of_a_probe_comes_out_of_the_later_decision() -> None:
    """The plan buys the test for what it saves, and only if it is worth its price."""
    for cost, buys in ((0.5, 1.0), (0.7, 0.0)):
        policy = well(cost=cost, rationality=math.inf).tell().expect("test")
        assert policy["yes"] == near(buys)
        assert policy.utility("yes") == near(0.64 - cost)


# --- requisite facts --------------------------------------------------------------------------------------------------


def test_requisite_facts_are_those_that_could_change_a_decision() -> None:
    """A hint matters until the fact itself is seen; a coin never does."""
    w = un.World()
    ann = w.mind("Ann", level=1)
    w.chance("coin", {"h": 0.5, "t": 0.5}, seen_by=[ann])
    w.chance("oil", {"dry": 0.5, "wet": 0.5})
    w.chance("hint", ["dry", "wet"], given="oil", p={"dry": 0.1, "wet": 0.9}, seen_by=[ann])
    w.decision("first", by=ann, options=["no", "yes"])
    w.reveal("oil", to=[ann])
    w.decision("second", by=ann, options=["no", "yes"])
    w.wants(ann, lambda oil, first: float((oil == "wet") == (first == "yes")))
    w.wants(ann, lambda oil, second: float((oil == "wet") == (second == "yes")))
    story = w.tell()
    assert story.requisite("first") == ("hint",)
    assert story.requisite("second") == ("oil",)
    assert story.requisite("oil", of="Ann", at="hint") == ("hint",)
    assert story.requisite("coin", of="Ann") == ("coin",)


# --- as another predicts it -------------------------------------------------------------------------------------------


def test_expect_by_another_averages_over_what_it_does_not_know() -> None:
    """Bob does not see the result, so he weighs what Ann may have seen; expected utilities likewise."""
    w = well()
    bob = w.mind("Bob", level=3)
    wet, dry, unseen = soft(0, 2)[1], soft(0, -2)[1], soft(0, -0.4)[1]
    story = w.tell(test="yes")
    policy = story.expect("drill", by=bob)
    assert policy["yes"] == near(0.32 * wet + 0.48 * dry + 0.2 * unseen)
    assert policy.path == ("Bob", "Ann")
    assert story.expect("drill", suppose={"result": "wet"})["yes"] == near(wet)
    with pytest.raises(un.NotTold, match="result"):
        story.expect("drill")
    assert w.tell(test="yes", oil="wet").expect("drill", by="")["yes"] == near(0.8 * wet + 0.2 * unseen)


def test_expect_by_a_reader_who_reads_the_act_before() -> None:
    """An observed act moves what is expected of the next."""
    w = un.World()
    ann, _ = w.mind("Ann", level=1), w.mind("Reader", level=2)
    w.chance("likes", {"tea": 0.5, "milk": 0.5}, seen_by=[ann])
    for day in ("mon", "tue"):
        w.decision(day, by=ann, options=["tea", "milk"], habit="uniform")
        w.wants(ann, un.table(lambda t, d: 2.0 * (t == d), given=["likes", day]))
    hit = soft(2, 0)[0]
    assert w.tell(mon="tea").expect("tue", by="Reader")["tea"] == near(hit**2 + (1 - hit) ** 2)


# --- draws and evidence -----------------------------------------------------------------------------------------------


def weather() -> un.World:
    """Rain, an umbrella that hangs on a forecast, and a wet coat."""
    w = un.World()
    ann = w.mind("Ann", level=1)
    w.chance("rain", {"no": 0.7, "yes": 0.3})
    w.chance("forecast", ["no", "yes"], given="rain", p={"no": 0.2, "yes": 0.9}, seen_by=[ann])
    w.decision("take", by=ann, options=["no", "yes"])
    w.chance("wet", ["no", "yes"], p=lambda rain, take: float(rain == "yes" and take == "no"))
    w.wants(ann, lambda take, wet: -0.5 * (take == "yes") - 3.0 * (wet == "yes"))
    return w


def joint() -> dict[tuple[str, str, str, str], float]:
    """The whole joint of the weather, by hand."""
    table = {}
    p_rain = {"no": 0.7, "yes": 0.3}
    says = {"no": {"no": 0.8, "yes": 0.2}, "yes": {"no": 0.1, "yes": 0.9}}
    for rain, chance in p_rain.items():
        for forecast in says:
            wet = sum(p_rain[r] * says[r][forecast] for r in p_rain)
            p = p_rain["yes"] * says["yes"][forecast] / wet
            takes = soft(-3 * p, -0.5)
            for take, q in zip(("no", "yes"), takes, strict=True):
                outcome = "yes" if rain == "yes" and take == "no" else "no"
                table[rain, forecast, take, outcome] = chance * says[rain][forecast] * float(q)
    return table


def test_log_evidence_is_the_probability_of_what_was_told() -> None:
    """In nats, in the world itself, in whatever pieces it is told."""
    for told in (
        {"wet": "yes"},
        {"take": "yes", "wet": "no"},
        {"forecast": "no", "rain": "yes", "take": "no", "wet": "yes"},
    ):
        due = sum(
            p
            for cell, p in joint().items()
            if all(dict(zip(NAMES, cell, strict=True))[f] == o for f, o in told.items())
        )
        assert weather().tell(told).log_evidence() == near(math.log(due))


NAMES = ("rain", "forecast", "take", "wet")


@pytest.mark.parametrize("told", [{}, {"wet": "no"}, {"take": "yes"}])
def test_draws_follow_the_joint(told: dict[str, str]) -> None:
    """With evidence told, the past is drawn from its posterior."""
    table = {c: p for c, p in joint().items() if all(dict(zip(NAMES, c, strict=True))[f] == o for f, o in told.items())}
    total = sum(table.values())
    runs = weather().tell(told).simulate(20_000, np.random.default_rng(7))
    counts = Counter(tuple(run[n] for n in NAMES) for run in runs)
    assert set(counts) <= set(table)
    for cell, p in table.items():
        share = p / total
        assert abs(counts[cell] / 20_000 - share) < 5 * math.sqrt(share / 20_000) + 1e-4


def test_the_same_generator_gives_the_same_draws() -> None:
    """The randomness is passed in."""
    story = weather().tell()
    assert story.simulate(5, np.random.default_rng(1)) == story.simulate(5, np.random.default_rng(1))


def test_asking_changes_nothing_and_steps_are_as_good_as_all_at_once() -> None:
    """Telling piece by piece."""
    w = weather()
    whole = w.tell(forecast="yes", take="no", wet="no").belief("Ann", "rain")
    story = w.tell()
    for fact, outcome in (("forecast", "yes"), ("take", "no"), ("wet", "no")):
        story.belief("", "rain")
        story = story.tell({fact: outcome})
    assert story.belief("Ann", "rain").close_to(whole)
    assert whole["yes"] == near(0.27 / 0.41)
