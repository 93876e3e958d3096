"""Laws of feelings on the reference: what holds in every world; `test_feelings_hold` has those of the package."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

import adapter
from feeling_worlds import ABOUT_MINE, BEFORE, OWN, PLAIN, SMALL, TOWARD, feeling_spec
from reference.enumerate import BudgetError, Reference, UndefinedError
from reference.feelings import feel
from reference.heads import WORLD, Info
from reference.spec import DECISION, Fact, Growth, ImageTerm, LevelChange, Mind, OutcomeTerm, Reveal, Spec, Term

CLOSE = 1e-9
SEEDS, CHUNK, SHARE = 36, 12, 0.15
Path = tuple[int, ...]
Felt = Callable[..., float]  # a name, and what it asks for


def stories(chunk: int, spec: Callable[[int], Spec] = feeling_spec) -> Iterator[tuple[Reference, Info]]:
    """Worlds, and what happens in them."""
    for seed in range(CHUNK * chunk, CHUNK * (chunk + 1)):
        reference = Reference(spec(10_000 + seed), 4000)
        try:
            told = adapter.random_story(reference, np.random.default_rng((seed, 7)))
            yield reference, told
        except BudgetError:
            continue


def steps(reference: Reference, told: Info) -> Iterator[tuple[int, Path, tuple[int, int]]]:
    """Facts told, some short paths, and the step of the fact."""
    minds, rng = range(len(reference.spec.minds)), np.random.default_rng(len(told))
    paths = [(m,) for m in minds] + [(m, n) for m in minds for n in minds if m != n]
    for fact in told:
        for path in paths:
            if rng.random() < SHARE:
                yield fact, path, (reference.spec.place[fact], reference.spec.after(fact))


def feelers(reference: Reference, told: Info) -> Iterator[tuple[int, Path, tuple[int, int], Felt]]:
    """The same, with the mean of any feeling there."""
    for fact, path, step in steps(reference, told):

        def felt(name: str, path: Path = path, step: tuple[int, int] = step, **asked: object) -> float:
            return sum(w * value for w, value in feel(reference, path, name, *step, told, **asked))

        try:
            felt("expectation"), felt("reference point")
        except (UndefinedError, BudgetError):
            continue
        yield fact, path, step, felt


def kinds(reference: Reference, told: Info, path: Path, fact: int) -> Iterator[dict[str, object]]:
    """Everything that may be felt by the last mind of a path."""
    mind, facts = path[-1], reference.spec.facts
    others = [m for m in range(len(reference.spec.minds)) if m != mind]
    mine = [f for f in told if f <= fact and facts[f].cause == DECISION and facts[f].owner == mind]
    yield from ({"name": name} for name in PLAIN)
    yield from ({"name": name, "act": act} for name in OWN for act in mine)
    yield from ({"name": name, "toward": other} for name in TOWARD for other in others)
    yield from ({"name": n, "act": act, "toward": other} for n in ABOUT_MINE for act in mine for other in others)
    terms = reference.heads.trait(reference.heads.child(WORLD, mind, 0), "terms")
    audiences = {t.audience for t in terms if isinstance(t, ImageTerm)}
    yield from ({"name": name, "toward": audience} for name in BEFORE for audience in audiences)


@pytest.mark.parametrize("chunk", range(SEEDS // CHUNK))
def test_hope_less_fear(chunk: int) -> None:
    """Hope less fear is what is expected less the reference point."""
    asked = 0
    for reference, told in stories(chunk):
        for _, _, _, felt in feelers(reference, told):
            rest = felt("hope") - felt("fear") - felt("expectation") + felt("reference point")
            assert rest == pytest.approx(0, abs=CLOSE)
            asked += 1
    assert asked > 10


@pytest.mark.parametrize("chunk", range(SEEDS // CHUNK))
def test_nothing_is_negative_and_no_more_than_its_cause(chunk: int) -> None:
    """Feelings are never negative; anger is no more than frustration, gratitude no more than joy."""
    felt_at_all = 0
    for reference, told in stories(chunk):
        for fact, path, _, felt in feelers(reference, told):
            for asked in kinds(reference, told, path, fact):
                try:
                    value = felt(**asked)
                except (UndefinedError, BudgetError):
                    continue
                assert value >= -CLOSE, asked
                felt_at_all += value > CLOSE
                if asked["name"] == "anger":
                    assert value <= felt("frustration") + CLOSE
                if asked["name"] == "gratitude":
                    assert value <= felt("joy") + CLOSE
    assert felt_at_all > 10


@pytest.mark.parametrize("chunk", range(SEEDS // CHUNK))
def test_joy_telescopes(chunk: int) -> None:
    """Joy less distress adds up, over the steps of a scene, to how much more is expected in the end."""
    for reference, told in stories(chunk):
        spec = reference.spec
        for mind in range(len(spec.minds)):
            facts = [f for f in told if spec.facts[f].scene == spec.facts[max(told)].scene]
            try:
                moves = [
                    sign * feel(reference, (mind,), name, spec.place[f], spec.after(f), told)[0][1]
                    for f in facts
                    for name, sign in (("joy", 1), ("distress", -1))
                ]
                whole = spec.place[facts[0]], spec.after(facts[-1])
                rise = feel(reference, (mind,), "rise", *whole, told)[0][1]
            except (UndefinedError, BudgetError):
                continue
            assert sum(moves) == pytest.approx(rise, abs=CLOSE)


# --- transformed worlds -----------------------------------------------------------------------------------------------


def plain(seed: int) -> Spec:
    """A world in which beliefs move by the rules of probability alone, and reference points are not declared."""
    spec = feeling_spec(seed, replace(SMALL, rare=0.0))
    items = tuple(item for item in spec.items if isinstance(item, Fact | Reveal))
    traits = {"chi": 0.0, "reference": None, "mixture": None}
    minds = tuple(Mind(m.name, replace(m.traits, **traits)) for m in spec.minds)
    assert not any(isinstance(item, LevelChange | Growth) for item in items)
    return Spec(minds, items)


@pytest.mark.parametrize("chunk", range(SEEDS // CHUNK))
def test_no_joy_is_expected(chunk: int) -> None:
    """By one's own lights the next joy and the next distress are equal on average."""
    for reference, told in stories(chunk, plain):
        spec = reference.spec
        for fact, path, (before, now) in steps(reference, told):
            if len(path) > 1:
                continue
            head = reference.heads.child(WORLD, path[0], before)
            info = reference.heads.own_info(head, before, told)
            news = tuple(f for f, place in spec.known[path[0]].items() if before <= place < now)
            try:
                chances = reference.distribution(head, before, info, news)
                rises = [
                    chances[cell] * feel(reference, path, "rise", before, now, {**info, **dict(zip(news, cell))})[0][1]
                    for cell in np.ndindex(chances.shape)
                    if chances[cell] > 0
                ]
            except (UndefinedError, BudgetError):
                continue
            assert sum(rises) == pytest.approx(0, abs=CLOSE), (fact, path)


def moved(spec: Spec, scale: float, shift: float) -> Spec:
    """The same world in other units of utility."""

    def term(t: Term) -> Term:
        if isinstance(t, OutcomeTerm):
            return replace(t, array=scale * t.array + shift)
        return replace(t, worth=lambda *given: scale * t.worth(*given))

    def mind(m: Mind) -> Mind:
        rates = {"rationality": m.traits.rationality / scale}
        if m.traits.foresight is not None:
            rates["foresight"] = m.traits.foresight / scale
        at = {f: r / scale for f, r in m.traits.rationality_at.items()}
        return replace(m, traits=replace(m.traits, terms=tuple(map(term, m.traits.terms)), rationality_at=at, **rates))

    return Spec(tuple(mind(m) for m in spec.minds), spec.items)


@pytest.mark.parametrize(("scale", "shift"), [(1.0, 2.5), (3.0, 0.0)])
def test_units(scale: float, shift: float) -> None:
    """Adding utils to all outcomes of a want changes no feeling; another unit changes them by that."""
    for reference, told in stories(0, plain):
        other = Reference(moved(reference.spec, scale, shift))
        for fact, path, step, felt in feelers(reference, told):
            for asked in kinds(reference, told, path, fact):
                try:
                    expected = felt(**asked) * (1 if asked["name"] == "surprise" else scale)
                except (UndefinedError, BudgetError):
                    continue
                name, rest = asked["name"], {key: value for key, value in asked.items() if key != "name"}
                found = sum(w * v for w, v in feel(other, path, name, *step, told, **rest))
                assert found == pytest.approx(expected, abs=1e-7), asked
