"""Laws of feelings on the package, in random worlds: identities that the numbers of every answer keep."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest

import adapter
import underneath as un
from feeling_worlds import feeling_spec
from reference.enumerate import BudgetError, Reference
from underneath.model.feelings import WORDS

CHUNKS, CHUNK = 6, 20
CLOSE = 1e-9


def moments(chunk: int) -> Iterator[tuple[un.Story, str, str, un.Feelings]]:
    """Stories of random worlds, and what everybody who wants something feels at each step; some as others see it."""
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        spec = feeling_spec(50_000 + seed)
        rng = np.random.default_rng(seed)
        try:
            told = adapter.random_story(Reference(spec, 3000), rng)
        except BudgetError:
            continue
        story = adapter.world(spec).tell(adapter.labels(spec, told))
        names = [mind.name for mind in spec.minds]
        paths = [*names, *(f"{a} > {b}" for a in names for b in names if a != b)]
        for fact in told:
            for path in rng.choice(paths, 2, replace=False):
                try:
                    yield story, str(path), spec.facts[fact].name, un.feel(story, str(path), at=spec.facts[fact].name)
                except un.NoFeeling:
                    continue


def number(feeling: un.Feeling, part: str) -> float:
    return float(feeling.parts[part])  # type: ignore[arg-type]


def by_name(found: un.Feelings) -> dict[str, un.Feeling]:
    """Those that are felt toward nobody and about no act."""
    return {f.name: f for f in found if not f.toward and not f.about}


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_laws(chunk: int) -> None:
    """Hope less fear is V less r; joy less distress is what hope and fear move by; nothing is negative or unbounded."""
    seen = dict.fromkeys(WORDS, 0)
    for _, path, _, found in moments(chunk):
        for feeling in found:
            assert feeling.intensity >= 0
            seen[feeling.name] += feeling.intensity > CLOSE
            assert feeling.unit == ("bits" if feeling.name in ("surprise", "belief shift") else "utils")
            if feeling.atoms:
                assert math.fsum(w for w, _ in feeling.atoms) == pytest.approx(1, abs=CLOSE)
                assert math.fsum(w * v for w, v in feeling.atoms) == pytest.approx(feeling.intensity, abs=CLOSE)
        if " > " not in path:
            _identities(found)
    assert sum(count > 0 for count in seen.values()) > len(WORDS) / 2


def _identities(found: un.Feelings) -> None:
    """What the numbers of a mind alone keep."""
    plain = by_name(found)
    if {"joy", "hope", "fear", "relief", "disappointment"} <= plain.keys():
        hope, fear = plain["hope"], plain["fear"]
        rest = number(hope, "V now") - number(hope, "reference point")
        assert float(hope) - float(fear) == pytest.approx(rest, abs=CLOSE)
        hoped, feared = plain["disappointment"], plain["relief"]
        moved = number(hoped, "hope now") - number(hoped, "hope before")
        moved -= number(feared, "fear now") - number(feared, "fear before")
        assert float(plain["joy"]) - float(plain["distress"]) == pytest.approx(moved, abs=CLOSE)
    for feeling in found:
        if feeling.name == "anger":
            assert feeling.intensity <= number(feeling, "frustration") + CLOSE
        if feeling.name == "gratitude" and feeling.parts:
            assert feeling.intensity <= number(feeling, "joy") + CLOSE


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_asking_changes_no_answer(chunk: int) -> None:
    """Asked again, and after everything else was asked, the numbers are the same."""
    for story, path, at, found in moments(chunk):
        again = {(f.name, f.toward, f.about): f.intensity for f in un.feel(story, path, at=at)}
        assert again == {(f.name, f.toward, f.about): f.intensity for f in found}
