"""What the tests of faults share: a small world, and a claim about the one fault that it has."""

from __future__ import annotations

import re

import pytest

import underneath as un


def start() -> tuple[un.World, un.Mind, un.Mind]:
    """Sakura and Kakashi, his heart, his mask."""
    w = un.World("the gate", habit="uniform")
    sakura, kakashi = w.mind("Sakura"), w.mind("Kakashi")
    w.chance("heart", {"friend": 0.75, "love": 0.25}, seen_by=[kakashi])
    w.decision("mask", by=kakashi, options=["on", "off"])
    return w, sakura, kakashi


def only(w: un.World, kind: type[un.ModelError], message: str) -> None:
    """The world has this one fault, and building it raises it as its own kind."""
    (fault,) = w.check()
    assert fault.kind is kind
    assert message in fault.message
    with pytest.raises(un.ModelError, match=re.escape(message)) as raised:
        w.build()
    assert type(raised.value) is kind
