"""The trace of the founding story: one document of a size that a viewer can read, as its schema says."""

from __future__ import annotations

import json

import pytest

import underneath as un
from underneath.explain.recording import trace_of
from underneath.files.trace_schema import read_trace

MOST = 4_000_000  # characters


@pytest.fixture(scope="module")
def document() -> dict[str, object]:
    """What `underneath trace` writes, all but the what-ifs."""
    return trace_of(un.load("with-one-long-kiss"), branches=False)


def test_it_is_a_trace(document: dict[str, object]) -> None:
    """It is valid, whole, and not too long."""
    read_trace(document)
    assert len(json.dumps(document)) < MOST
    assert len(document["people"]) == 9  # type: ignore[arg-type]
    assert len(document["scenes"]) == 22  # type: ignore[arg-type]


def test_it_has_who_acts_and_what_is_watched(document: dict[str, object]) -> None:
    """Everybody, the pairs of those who act, and the paths that the story watches."""
    paths = {tuple(belief["path"]) for belief in document["beliefs"]}  # type: ignore[attr-defined]
    assert {("Sakura",), ("Kakashi", "Sakura"), ("Sakura", "Kakashi"), ("reader",), ("Naruto",)} <= paths
    assert ("reader", "Ino") not in paths


def test_it_has_what_is_felt(document: dict[str, object]) -> None:
    """Who, in which step, toward whom; her embarrassment at the gate among it."""
    felt = {(tuple(f["path"]), f["feeling"], tuple(f["toward"])) for f in document["feelings"] if "intensity" in f}  # type: ignore[attr-defined]
    assert (("Sakura",), "embarrassment", ("Naruto",)) in felt
