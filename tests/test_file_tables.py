"""Tables of story files: every form gives the numbers that the builder's own forms give, and every fault its place."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import underneath as un
from expression_tools import StubNames
from underneath.errors import BadTable, BadTerm
from underneath.files import compiling, events, rows
from underneath.files.problems import Complaint, Problems, Said
from underneath.model.belief import Belief
from underneath.model.spoken import Image, TableOf
from underneath.model.spread import Atom
from underneath.model.tables import BeliefTable, Table

FACTS: dict[str, tuple[Any, ...]] = {
    "heart": ("friend", "love"),
    "mask": ("on", "off"),
    "dice": (1, 2, 3),
    "lit": (True, False),
    "put": ("basket", "box"),
    "K sees": ("box", "unseen"),
}
NAMES = StubNames(FACTS, {"shy": 0.3, "never": -math.inf}, minds=("Sakura", "Kakashi"))
TWO, THREE = ("no", "yes"), ("low", "calm", "glad")


def world() -> un.World:
    """A world with the same names."""
    w = un.World("names", habit="uniform")
    w.mind("Sakura", level=2)
    w.mind("Kakashi", level=2)
    for name, outcomes in FACTS.items():
        w.chance(name, list(outcomes), p="uniform")
    return w


def read(outcomes: tuple[Any, ...] = TWO, **parts: Any) -> tuple[TableOf | None, list[Complaint]]:
    """What the parts of a table read as, and what is wrong with them."""
    problems = Problems()
    p, value, cases, given_ = (
        Said(parts[key], (key,)) if key in parts else None for key in ("p", "value", "cases", "given")
    )
    table = compiling.read_table(p, value, cases, given_, outcomes, NAMES, problems)
    assert (table is None) == bool(problems.found)
    return table, problems.found


def table_in_world(spec: TableOf, outcomes: tuple[Any, ...]) -> Table:
    """The table that the builder makes of it."""
    w = world()
    w.chance("x", list(outcomes), p=spec.p, value=spec.value, given=spec.given)
    table = w.build().facts[-1].table
    assert isinstance(table, Table)
    return table


def good(outcomes: tuple[Any, ...], parts: Mapping[str, Any]) -> TableOf:
    table, found = read(outcomes, **parts)
    assert table is not None, found
    return table


# --- the forms against the builder's


@pytest.mark.parametrize(
    ("outcomes", "parts", "given_", "said"),
    [
        (TWO, {"p": 0.3}, [], {"p": 0.3}),
        (TWO, {"p": "1 - shy"}, [], {"p": 0.7}),
        (THREE, {"p": "uniform"}, [], {"p": "uniform"}),
        (THREE, {"p": {"low": 0.2, "glad": 0.8}}, [], {"p": {"low": 0.2, "glad": 0.8}}),
        (THREE, {"p": {"low": 0.2, "glad": "rest"}}, [], {"p": [0.2, 0, 0.8]}),
        (THREE, {"p": [0.2, "shy", "rest"]}, [], {"p": [0.2, 0.3, 0.5]}),
        (TWO, {"p": "0.9 if heart == love else shy"}, ["heart"], {"p": lambda h: 0.9 if h == "love" else 0.3}),
        (
            TWO,
            {"p": {"no": "0.1 * dice", "yes": "rest"}},
            ["dice"],
            {"p": lambda d: {"no": 0.1 * d, "yes": 1 - 0.1 * d}},
        ),
        (
            TWO,
            {"given": ["heart", "mask"], "p": {"friend": {"on": 0.1, "off": [0.8, 0.2]}, "love": "uniform"}},
            ["heart", "mask"],
            {"p": {"friend": {"on": 0.1, "off": 0.2}, "love": {"on": 0.5, "off": 0.5}}},
        ),
        (
            TWO,
            {"given": "dice", "p": {1: 0.1, 2: 0.2, 3: "0.6 if lit else 0.3"}},
            ["dice", "lit"],
            {"p": lambda d, lit: (0.6 if lit else 0.3) if d == 3 else 0.1 * d},
        ),
        (TWO, {"given": "lit", "p": {"true": 0.1, "false": 0.2}}, ["lit"], {"p": lambda lit: 0.1 if lit else 0.2}),
        (
            TWO,
            {"given": ["mask"], "p": "0.9 if heart == love else 0.1"},
            ["mask", "heart"],
            {"p": lambda _, h: 0.9 if h == "love" else 0.1},
        ),
        (
            ("basket", "box"),
            {"value": "put if mask == on else (box if put == basket else basket)"},
            ["mask", "put"],
            {"value": lambda m, p: p if m == "on" else "box" if p == "basket" else "basket"},
        ),
        (
            (1, 2, 3, 4, 5, 6),
            {"value": "dice + (2 if lit else 3)"},
            ["lit", "dice"],
            {"value": lambda lit, d: d + (2 if lit else 3)},
        ),
        ((0.1, 0.2, 0.3), {"value": "0.1 * dice"}, ["dice"], {"value": lambda d: round(0.1 * d, 1)}),
        (
            (True, False),
            {"value": "heart == love and not lit"},
            ["heart", "lit"],
            {"value": lambda h, x: h == "love" and not x},
        ),
        (
            THREE,
            {
                "cases": [
                    {"when": "heart == love and mask == off", "p": {"glad": 1}},
                    {"when": "heart == love", "p": [0.5, 0.25, 0.25]},
                    {"otherwise": "uniform"},
                ]
            },
            ["heart", "mask"],
            {
                "p": lambda h, m: "uniform" if h == "friend" else [0.0, 0.0, 1.0] if m == "off" else [0.5, 0.25, 0.25],
            },
        ),
        (
            THREE,
            {"cases": [
                {"when": "lit", "value": "glad"}, {"when": "dice == 1", "p": [0, 1, 0]}, {"otherwise": [1, 0, 0]}
            ]},
            ["lit", "dice"],
            {"value": lambda lit, d: "glad" if lit else "calm" if d == 1 else "low"},
        ),
        (
            ("basket", "box"),
            {"cases": [{"when": "mask == on", "value": "put"}, {"otherwise": "box"}]},
            ["mask", "put"],
            {"value": lambda m, p: p if m == "on" else "box"},
        ),
        (
            TWO,
            {"cases": [{"when": True, "p": 0.25}], "given": "heart"},
            ["heart"],
            {"p": lambda _: 0.25},
        ),
    ],
)  # fmt: skip
def test_each_form_gives_the_builders_numbers(
    outcomes: tuple[Any, ...], parts: dict[str, Any], given_: list[str], said: dict[str, Any]
) -> None:
    """The table of a file's form is, to the last digit, that of the builder's form beside it."""
    if said.get("p") == "uniform" or not callable(said.get("p", said.get("value"))):
        expected = table_in_world(TableOf(said.get("p"), said.get("value"), tuple(given_)), outcomes)
    else:
        # Axes are put into the file's order, which is that in which facts are first named.
        spec = good(outcomes, parts)
        assert spec.given is not None
        assert sorted(map(str, spec.given)) == sorted(given_)
        order = [given_.index(str(name)) for name in spec.given]

        def turned(*cell: Any) -> Any:
            return said.get("p", said.get("value"))(*(cell[order.index(place)] for place in range(len(order))))

        form = {"p": turned} if "p" in said else {"value": turned}
        expected = table_in_world(TableOf(**form, given=spec.given), outcomes)
    found = table_in_world(good(outcomes, parts), outcomes)
    assert found.parents == expected.parents
    np.testing.assert_allclose(found.array, expected.array, rtol=0, atol=1e-15)


@pytest.mark.parametrize(
    ("data", "same"),
    [
        (0.3, {"p": 0.3}),
        ({"no": 0.25, "yes": "rest"}, {"p": [0.25, 0.75]}),
        ({"p": 0.3}, {"p": 0.3}),
        ({"value": "yes if heart == love else no"}, {"p": "1 if heart == love else 0"}),
        ({"given": "heart", "p": {"friend": 0.1, "love": 0.9}}, {"p": "0.9 if heart == love else 0.1"}),
        ({"given": ["heart"], "cases": [{"otherwise": {"no": 1}}]}, {"given": ["heart"], "p": 0}),
    ],
)
def test_a_table_that_stands_alone_is_told_from_a_row_by_its_keys(data: Any, same: dict[str, Any]) -> None:
    """A mapping of p, value, cases and given is a table; any other mapping is a row for all cells."""
    problems = Problems()
    spec = compiling.read_spec(Said(data, ("tables", "moved")), TWO, NAMES, problems)
    other = good(TWO, same)
    assert spec is not None
    assert spec.given == other.given
    np.testing.assert_allclose(np.asarray(spec.p), np.asarray(other.p), rtol=0, atol=1e-15)


NUMERIC = st.deferred(
    lambda: (
        st.sampled_from(["dice", "1", "2.5", "shy", "lit", "(heart == 'love')"])
        | st.tuples(NUMERIC, st.sampled_from("+-*"), NUMERIC).map("({0[0]} {0[1]} {0[2]})".format)
        | st.tuples(NUMERIC, st.sampled_from(["heart == 'love'", "mask in ['on']", "dice < 3"]), NUMERIC).map(
            "({0[0]} if {0[1]} else {0[2]})".format
        )
    )
)


@given(NUMERIC)
def test_utils_are_those_of_the_same_function(text: str) -> None:
    """A want as an expression is, to the last digit, the want as a Python function."""
    problems = Problems()
    spec = compiling.read_utils(Said({"utils": f"0 + {text}"}, ("wants",)), NAMES, problems)
    assume("U305" not in [one.code for one in problems.found])  # too large an expression is no example
    assert spec is not None, problems.found
    code = compile(text, "<test>", "eval")
    w = world()
    w.wants("Sakura", spec)
    w.wants(
        "Sakura",
        lambda *cell: float(eval(code, {"shy": 0.3}, dict(zip(map(str, spec.given or ()), cell, strict=True)))),
        given=spec.given,
    )
    ours, theirs = w.build().minds[0].traits.terms or ()
    assert ours.facts == theirs.facts
    assert np.array_equal(ours.array, theirs.array)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("want", "given_", "array"),
    [
        ({"utils": 2}, (), 2.0),
        ({"utils": "never"}, (), -math.inf),
        ({"cases": [{"when": "heart == love", "utils": "2 * shy"}]}, ("heart",), [0.0, 0.6]),
        ({"cases": [{"when": "heart == love", "utils": -1}, {"otherwise": "log(0)"}]}, ("heart",), [-math.inf, -1.0]),
        (
            {"given": ["heart", "lit"], "utils": {"love": {"true": 1, "false": "shy"}}},
            ("heart", "lit"),
            [[0, 0], [1, 0.3]],
        ),
        ({"given": "dice", "utils": {3: -math.inf}}, ("dice",), [0, 0, -math.inf]),
    ],
)  # fmt: skip
def test_forms_of_wants(want: dict[str, Any], given_: tuple[str, ...], array: Any) -> None:
    """What a want does not say is 0; minus infinity is allowed."""
    problems = Problems()
    spec = compiling.read_utils(Said(want), NAMES, problems)
    assert spec is not None, problems.found
    assert spec.given == given_
    assert np.array_equal(spec.p, array)


# --- faults


CASE = {"when": "heart == love", "p": 0.9}
REST = {"otherwise": 0.1}


@pytest.mark.parametrize(
    ("outcomes", "parts", "code", "way", "span", "words"),
    [
        (TWO, {"p": "0.9 if heart == lvoe else 0"}, "U311", ("p",), (16, 4), "Did you mean 'love'?"),
        (TWO, {"p": "1 / (dice - 2)"}, "U330", ("p",), (0, 14), "`1 / (dice - 2)` divides by zero at dice=2."),
        (TWO, {"p": "dice / 2"}, "U342", ("p",), None, "yes: 1.5} has a probability that is not from 0 to 1 at"),
        (TWO, {"p": {"no": 0.2, "yes": 0.7}}, "U342", ("p",), None, "the row {no: 0.2, yes: 0.7} sums to 0.9 instead"),
        (TWO, {"p": {"no": "2 * shy * lit", "yes": 0.4}}, "U342", ("p",), None, "0.4 instead of 1 at lit=false."),
        (TWO, {"p": {"no": 1.5, "yes": "rest"}}, "U342", ("p",), None, "{no: 1.5, yes: -0.5} has a probability"),
        (TWO, {"p": {"no": "never", "yes": 1}}, "U342", ("p",), None, "{no: -inf, yes: 1} has a probability"),
        (TWO, {"p": {"yess": 0.2, "no": 0.8}}, "U311", ("p", "yess"), None, "Did you mean 'yes'?"),
        ((1, 2), {"p": {"1": 0.2, 2: 0.8}}, "U311", ("p", "1"), None, "Did you mean the number 1?"),
        (TWO, {"p": {"no": "rest", "yes": "rest"}}, "U344", ("p", "yes"), None, "`rest` comes twice"),
        (TWO, {"p": [0.2, 0.3, 0.5]}, "U340", ("p",), None, "a row of 3 came for 2 outcomes (no, yes)."),
        (THREE, {"p": 0.3}, "U340", ("p",), None, "0.3 came for 3 outcomes (low, calm, glad)"),
        (THREE, {"p": "shy"}, "U340", ("p",), None, "'shy' came for 3 outcomes"),
        (TWO, {"p": None}, "U321", ("p",), None, "nothing came, where an expression was due that gives a number."),
        (TWO, {"p": {"no": [1], "yes": 0}}, "U321", ("p", "no"), None, "a list came, where an expression was due"),
        (TWO, {"p": math.nan}, "U321", ("p",), None, "nan came"),
        (TWO, {"p": True}, "U320", ("p",), None, "`true` is true or false, where a number was due."),
        (TWO, {"p": 0.2, "value": "yes"}, "U341", ("value",), None, "`p` and `value` both came"),
        (TWO, {"given": "heart"}, "U341", ("given",), None, "`p`, `value` or `cases` was due"),
        (TWO, {"given": "hart", "p": {"friend": 0.1}}, "U318", ("given",), None, "Did you mean 'heart'?"),
        (TWO, {"given": ["heart", 3], "p": 0.1}, "U318", ("given", 1), None, "3 is no fact here."),
        (TWO, {"given": ["heart", "heart"], "p": 0.1}, "U318", ("given", 1), None, "'heart' comes twice."),
        (TWO, {"given": "heart", "p": {"friend": 0.1}}, "U343", ("p",), None, "nothing is said for heart=love"),
        (TWO, {"given": "heart", "p": {"friend": 0.1, "lov": 0.2}}, "U311", ("p", "lov"), None, "Did you mean 'love'?"),
        (TWO, {"cases": [CASE]}, "U343", ("cases",), None, "no case holds at heart=friend."),
        (TWO, {"cases": []}, "U346", ("cases",), None, "an empty list came"),
        (TWO, {"cases": [{"if": "lit", "p": 0.1}]}, "U346", ("cases", 0), None, "{if, p} came, where a case was due."),
        (TWO, {"cases": [CASE | {"value": "yes"}]}, "U346", ("cases", 0), None, "{when, p, value} came"),
        (TWO, {"cases": [{"otherwise": 0.1}, CASE]}, "U346", ("cases", 0), None, "no case can follow it"),
        (TWO, {"cases": [CASE | {"when": "dice"}, REST]}, "U320", ("cases", 0, "when"), (0, 4), "dice == ..."),
        (TWO, {"cases": [CASE | {"when": "1 < 1 / (dice - 1)"}, REST]}, "U330", ("cases", 0, "when"), (4, 14), "=1."),
        (TWO, {"cases": [CASE, {"otherwise": {"no": 0.5}}]}, "U342", ("cases", 1, "otherwise"), None, "heart=friend."),
        (TWO, {"value": "mabye"}, "U311", ("value",), (0, 5), "this fact has no outcome 'mabye'"),
        (TWO, {"value": 3}, "U311", ("value",), None, "this fact has no outcome 3 (outcomes: no, yes)."),
        ((1, 2, 3), {"value": "dice + 1"}, "U311", ("value",), None, "4 came, which is no outcome of this fact"),
        ((1, 2, 3), {"value": "dice + 1"}, "U311", ("value",), None, "(outcomes: 1, 2, 3), at dice=3."),
        (TWO, {"value": "put"}, "U311", ("value",), None, "basket came, which is no outcome"),
        (TWO, {"p": "believes(Sakra, lit)"}, "U317", ("p",), (9, 5), "Did you mean 'Sakura'?"),
        (TWO, {"p": "believes('Sakura > Kakshi', lit)"}, "U317", ("p",), (9, 17), "Did you mean 'Kakashi'?"),
        (TWO, {"p": "believes(1 + 1, lit)"}, "U317", ("p",), (9, 5), "a person, or a path such as"),
        (TWO, {"p": "believes(Sakura, 1 < 2)"}, "U316", ("p",), (17, 5), "names no fact"),
        (TWO, {"p": "believes(Sakura, heart)"}, "U320", ("p",), (17, 5), "is a word, where true or false was due"),
        (TWO, {"p": "believes(Sakura, 1 / (dice - 1) > 0)"}, "U330", ("p",), (17, 14), "divides by zero at dice=1."),
        (TWO, {"p": "knows(Sakura, heart)"}, "U320", ("p",), (0, 20), "Write 1 if knows(Sakura, heart) else 0."),
    ],
)  # fmt: skip
def test_a_fault_of_a_table_says_what_and_where(
    outcomes: tuple[Any, ...], parts: dict[str, Any], code: str, way: Any, span: Any, words: str
) -> None:
    """Code, place and words of every way in which a table can be wrong."""
    _, found = read(outcomes, **parts)
    assert [(one.code, one.way, one.span) for one in found] == [(code, way, span)]
    assert words in f"{found[0].message} {found[0].hint}"


def test_all_that_is_wrong_is_said_at_once() -> None:
    """Each part of a table has its own fault; a row that is wrong in many cells is said once."""
    _, found = read(
        TWO,
        cases=[
            {"when": "hart == love", "p": "1 +"},
            {"when": "dice == 7", "p": {"no": "shi", "yes": "rest"}},
            {"otherwise": {"no": 2}},
        ],
    )
    assert [(one.code, one.way) for one in found] == [
        ("U310", ("cases", 0, "when")),
        ("U304", ("cases", 0, "p")),
        ("U311", ("cases", 1, "when")),
        ("U310", ("cases", 1, "p", "no")),
    ]
    _, found = read(TWO, given="heart", p={"friend": {"no": "0.1 * dice"}, "love": {"yes": "0.2 * dice"}})
    assert [(one.code, one.way) for one in found] == [("U342", ("p", "friend")), ("U342", ("p", "love"))]


def test_what_hangs_on_a_spoiled_fact_is_not_complained_of() -> None:
    """The fault is where that fact is declared."""
    problems, names = Problems(), StubNames(FACTS, spoiled=["bad"])
    p = Said("0.9 if bad == x and nonsense else 0")
    assert compiling.read_table(p, None, None, None, TWO, names, problems) is None
    assert compiling.read_table(Said(0.3), None, None, Said("bad"), TWO, names, problems) is None
    want = {"image": "Sakura", "about": "bad", "worth": "belief(x)"}
    assert compiling.read_image(Said(want), names, problems) is None
    assert problems.found == []


def test_a_table_that_is_too_large_is_refused_before_any_of_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred letters may name more cells than there is memory; no cell is looked at."""
    names = StubNames({f"f{place}": tuple(range(16)) for place in range(40)})
    text = " + ".join(f"f{place}" for place in range(40))

    def never(*_: object) -> Any:
        raise AssertionError("a cell was made")

    monkeypatch.setattr(events, "cells_of", never)
    monkeypatch.setattr(rows, "cells_of", never)
    problems = Problems()
    assert compiling.read_table(Said(text), None, None, None, TWO, names, problems) is None
    assert compiling.read_event(Said(f"{text} > 3"), names, problems) is None
    assert compiling.read_utils(Said({"utils": text}), names, problems) is None
    believed = Said(f"believes(Sakura, {text} > 3)")
    assert compiling.read_table(believed, None, None, None, TWO, names, problems) is None
    assert [one.code for one in problems.found] == ["U345"] * 4
    assert "40 facts (f0, f1," in problems.found[0].message


@pytest.mark.parametrize(
    ("want", "code", "way", "words"),
    [
        ({"utils": "1e305 * (heart == love)"}, "U331", ("utils",), "1e+305 utils came, where at most 1e+300"),
        ({"utils": "1 - never"}, "U331", ("utils",), "inf utils came"),
        ({"utils": "heart == love"}, "U320", ("utils",), "Write 1 if heart == love else 0."),
        ({"utils": {"love": 1}}, "U321", ("utils",), "a mapping came"),
        ({"name": "x"}, "U341", (), "a want has `utils` or `cases`"),
        ({"utils": "believes(Sakura, lit)"}, "U306", ("utils",), "it belongs into the tables of signs and habits"),
        ({"cases": [{"when": "lit", "p": 1}]}, "U346", ("cases", 0), "{when: ..., utils: ...}"),
    ],
)  # fmt: skip
def test_a_fault_of_a_want_says_what_and_where(want: dict[str, Any], code: str, way: Any, words: str) -> None:
    """Code, place and words."""
    problems = Problems()
    assert compiling.read_utils(Said(want), NAMES, problems) is None
    assert [(one.code, one.way) for one in problems.found] == [(code, way)]
    assert words in f"{problems.found[0].message} {problems.found[0].hint}"


# --- questions to minds


def shows(rule: Any, given_: Any) -> un.Story:
    """A story in which Sakura shows what she believes, and Kakashi sees it."""
    w = un.World("blush", habit="uniform")
    w.mind("Sakura", level=2)
    w.mind("Kakashi", level=1)
    w.chance("heart", {"friend": 0.6, "love": 0.4}, seen_by=["Kakashi"])
    w.chance("mask", {"on": 0.5, "off": 0.5}, seen_by=["Sakura", "Kakashi"])
    w.decision("wink", by="Kakashi", options=["wink", "nothing"], habit={"wink": 0.3, "nothing": 0.7})
    w.wants("Kakashi", lambda heart, wink: 2.0 * (heart == "love" and wink == "wink"))
    w.sign("blush", ["no", "yes"], by="Sakura", p=rule, given=given_)
    return w.tell(mask="off", wink="wink")


@pytest.mark.parametrize(
    ("text", "given_", "rule"),
    [
        (
            "0.1 + 0.8 * believes(Sakura, heart == love) if mask == off else 0.3",
            lambda: [un.believes("Sakura", "heart", "love"), "mask"],
            lambda b, m: 0.1 + 0.8 * b if m == "off" else 0.3,
        ),
        (
            "0.9 if knows(Sakura, heart) else 0.2",
            lambda: [un.knows("Sakura", "heart")],
            lambda k: 0.9 if k else 0.2,
        ),
        (
            "0.9 if knows('Sakura > Kakashi', heart == love) else 0.2",
            lambda: [un.knows("Sakura > Kakashi", "heart", "love")],
            lambda k: 0.9 if k else 0.2,
        ),
        (
            "0.9 if knows('Sakura > Kakashi', heart) else 0.2",
            lambda: [un.knows("Sakura > Kakashi", "heart")],
            lambda k: 0.9 if k else 0.2,
        ),
        (
            "believes(Sakura, heart == love and wink == wink or heart == friend and mask == 'off')",
            lambda: [un.believes("Sakura", un.event(["heart", "wink"], lambda h, w: h == "love" and w == "wink"))],
            None,
        ),
        (
            "believes('Sakura > Kakashi', heart == love) * believes('Sakura > Kakashi', heart == love)",
            lambda: [un.believes("Sakura > Kakashi", "heart", "love")],
            lambda b: b * b,
        ),
    ],
)
def test_what_a_sign_asks_is_what_the_builders_sign_asks(
    text: str, given_: Callable[[], Any], rule: Callable[..., Any] | None
) -> None:
    """A sign as an expression of beliefs does what the same sign does with the builder's questions."""
    names = StubNames(
        {"heart": ("friend", "love"), "mask": ("on", "off"), "wink": ("wink", "nothing")},
        minds=("Sakura", "Kakashi"),
    )
    problems = Problems()
    spec = compiling.read_table(Said(text), None, None, None, TWO, names, problems)
    if rule is None:  # a bare `wink` beside the fact of that name has two readings
        assert [one.code for one in problems.found] == ["U312"]
        return
    assert spec is not None, problems.found
    ours, theirs = shows(spec.p, spec.given), shows(rule, given_())
    for story, other in ((ours, theirs), (ours.tell(blush="yes"), theirs.tell(blush="yes"))):
        for path in ("Kakashi > Sakura", "Sakura > Kakashi"):
            assert story.belief(path, "heart").close_to(other.belief(path, "heart"))
        assert story.belief("Kakashi", "blush").close_to(other.belief("Kakashi", "blush"))


def test_a_sign_that_asks_keeps_its_source() -> None:
    """The plain form of the whole table can be had from the table of the model."""
    cases = [
        {"when": "believes(Sakura, heart == love) > shy", "p": {"yes": 1}},
        {"otherwise": {"no": "shy", "yes": "rest"}},
    ]
    spec = good(TWO, {"given": "mask", "cases": cases})
    w = world()
    w.sign("x", list(TWO), by="Sakura", p=spec.p, given=spec.given)
    table = w.build().facts[-1].table
    assert isinstance(table, BeliefTable)
    rule: Any = table.source
    assert rule.source == {
        "given": ["mask"],
        "cases": [
            {"when": "believes(Sakura, heart == 'love') > 0.3", "p": {"yes": 1}},
            {"otherwise": {"no": "0.3", "yes": "rest"}},
        ],
    }


def test_a_rule_without_an_answer_is_a_bad_table() -> None:
    """What fails only once beliefs are known is an error of ours that says where."""
    spec = good(TWO, {"p": "dice * believes(Sakura, heart == love)"})
    assert spec.p(1, 0.5) == [0.5, 0.5]
    with pytest.raises(BadTable, match=r"has a probability that is not from 0 to 1 at dice=3\."):
        spec.p(3, 0.5)


# --- images


def belief(love: float) -> Belief:
    return Belief(("heart",), (("friend", "love"),), np.array([1 - love, love]))


def nested(*loves: float) -> Belief:
    atoms = tuple(Atom(1 / len(loves), np.array([1 - love, love])) for love in loves)
    mean = sum(loves) / len(loves)
    return Belief(("heart",), (("friend", "love"),), np.array([1 - mean, mean]), spread=atoms)


def image_of(**want: Any) -> tuple[Image | None, list[Complaint]]:
    problems = Problems()
    said = {"image": "Kakashi", "about": "heart", "worth": 1} | want
    return compiling.read_image(Said(said, ("wants",)), NAMES, problems), problems.found


def image(**want: Any) -> Image:
    found, problems = image_of(**want)
    assert found is not None, problems
    return found


@pytest.mark.parametrize(
    ("worth", "expected"),
    [
        ("-2 * belief(love)", -1.5),
        ("belief('love')", 0.75),
        ("belief(heart == love)", 0.75),
        ("belief(heart in [love, friend])", 1.0),
        ("entropy()", 0.8112781244591328),
        ("log(belief(love))", math.log(0.75)),
        ("belief(love) if belief(love) > 0.5 else -10", 0.75),
        (3, 3.0),
    ],
)
def test_worths_of_a_belief(worth: Any, expected: float) -> None:
    """An image is worth what its expression makes of the belief."""
    assert image(worth=worth).worth(belief(0.75)) == pytest.approx(expected)


def test_worths_of_numbers_truths_and_several_facts() -> None:
    """mean() of a fact of numbers; a fact of truth values is an event; several facts make events alone."""
    dice = Belief(("dice",), ((1, 2, 3),), np.array([0.5, 0.25, 0.25]))
    assert image(about="dice", worth="mean() + belief(2) + belief(dice > 1)").worth(dice) == 1.75 + 0.25 + 0.5
    lit = Belief(("lit",), ((True, False),), np.array([0.75, 0.25]))
    assert image(about=["lit"], worth="belief(lit) - belief(false) + belief(not lit)").worth(lit) == 0.75
    both = Belief(("mask", "heart"), (("on", "off"), ("friend", "love")), np.array([[0.1, 0.2], [0.3, 0.4]]))
    worth = image(about=["mask", "heart"], worth="belief(heart == love and mask == off)").worth
    assert worth(both) == pytest.approx(0.4)


def test_worths_of_what_another_may_believe() -> None:
    """`sure` reads the distribution; the rest reads its mean."""
    held = nested(1.0, 0.5, 0.5, 0.0)
    nest = {"image": "Sakura > Kakashi"}
    assert image(**nest, worth="belief(love)").worth(held) == 0.5
    assert image(**nest, worth="sure(love)").worth(held) == 0.25
    assert image(**nest, worth="sure(heart == love, 0.5)").worth(held) == 0.75
    assert image(**nest, worth="sure(love, shy + dice)", given="dice").worth(held, 1) == 0


def test_an_image_hangs_on_the_facts_that_its_worth_names() -> None:
    """`given` comes first, then what the expression names, in that order; names are canonical."""
    found = image(worth="(dice if mask == on else shy) * belief(love)", given=["lit"], after="put", name="face")
    assert (found.audience, found.about, found.after, found.name) == ("Kakashi", ("heart",), "put", "face")
    assert found.given == ("lit", "dice", "mask") or found.given == ("lit", "mask", "dice")
    cell = {"lit": True, "dice": 3, "mask": "on"}
    assert found.worth(belief(0.5), *(cell[str(name)] for name in found.given or ())) == 1.5
    assert image(image="Sakura > Sakura > Kakashi").audience == "Sakura > Kakashi"


def test_an_image_chooses_as_the_builders_does() -> None:
    """In a world, the expression and the function lead to the same policy."""
    names = StubNames({"heart": ("friend", "love"), "wink": ("wink", "nothing")})

    def policy(want: Image) -> un.Policy:
        w = un.World("wink", habit="uniform")
        w.mind("Kakashi", level=2)
        w.mind("Sakura", level=1)
        w.chance("heart", {"friend": 0.6, "love": 0.4}, seen_by=["Kakashi"])
        w.decision("wink", by="Kakashi", options=["wink", "nothing"])
        w.wants("Kakashi", lambda heart, wink: 1.0 * (heart == "love" and wink == "wink"))
        w.wants("Kakashi", want)
        return w.tell(heart="love").expect("wink")

    said = {"image": "Sakura", "about": "heart", "worth": "2 * belief(love) if wink == 'wink' else log(belief(friend))"}
    ours = compiling.read_image(Said(said), names, Problems())
    assert ours is not None
    theirs = un.image(
        "Sakura", "heart", lambda b, wink: 2 * b["love"] if wink == "wink" else math.log(b["friend"]), given="wink"
    )
    assert policy(ours).close_to(policy(theirs))


@pytest.mark.parametrize(
    ("want", "code", "way", "span", "words"),
    [
        ({"image": "Kakshi"}, "U317", ("wants", "image"), None, "Did you mean 'Kakashi'?"),
        ({"image": "Sakura >"}, "U317", ("wants", "image"), None, "'' is nobody in this story"),
        ({"about": "hart"}, "U318", ("wants", "about"), None, "Did you mean 'heart'?"),
        ({"about": ["heart", "dixe"]}, "U318", ("wants", "about", 1), None, "Did you mean 'dice'?"),
        ({"after": "joke"}, "U318", ("wants", "after"), None, "'joke' is no fact here."),
        ({"given": "joke"}, "U318", ("wants", "given"), None, "'joke' is no fact here."),
        ({"worth": "belief(lov)"}, "U311", ("wants", "worth"), (7, 3), "Did you mean 'love'?"),
        ({"worth": "belief(mask == on)"}, "U314", ("wants", "worth"), (7, 4), "this is asked about heart alone"),
        ({"worth": "belief(1 < 2)"}, "U320", ("wants", "worth"), None, ""),
        ({"worth": "sure(love)"}, "U323", ("wants", "worth"), (0, 10), "Sakura > Kakashi"),
        ({"worth": "mean()"}, "U323", ("wants", "worth"), (0, 6), "mean() needs numbers, and 'heart' has"),
        ({"about": ["dice", "lit"], "worth": "mean()"}, "U323", ("wants", "worth"), (0, 6), "is about dice, lit"),
        ({"worth": "belief()"}, "U307", ("wants", "worth"), (0, 8), "got no arguments"),
        ({"worth": "heart == love"}, "U320", ("wants", "worth"), (0, 13), "true or false"),
        ({"worth": None}, "U321", ("wants", "worth"), None, "nothing came"),
    ],
)  # fmt: skip
def test_a_fault_of_an_image_says_what_and_where(
    want: dict[str, Any], code: str, way: Any, span: Any, words: str
) -> None:
    """Code, place and words."""
    found, problems = image_of(**want)
    if want.get("worth") == "belief(1 < 2)":  # an event that holds whatever is so is one
        assert found is not None
        assert found.worth(belief(0.5)) == 1.0
        return
    assert found is None
    assert [(one.code, one.way, one.span) for one in problems] == [(code, way, span)]
    assert words in f"{problems[0].message} {problems[0].hint}"


def test_a_worth_without_an_answer_is_a_bad_term() -> None:
    """What fails only once the belief is known is an error of ours that says where."""
    worth = image(worth="1 / (belief(love) * (dice - 1))").worth
    with pytest.raises(BadTerm, match=r"divides by zero at dice=1\."):
        worth(belief(0.5), 1)


# --- numbers, outcomes, values, conditions, events


@pytest.mark.parametrize(
    ("data", "expected"),
    [(2, 2.0), ("1 - shy", 0.7), (math.inf, math.inf), ("min(shy, 2) * 10", 3.0), ("never", -math.inf)],
)
def test_numbers(data: Any, expected: float) -> None:
    """A number is a number, or an expression of named ones."""
    assert compiling.read_number(Said(data), NAMES, Problems()) == expected


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        ("1 / (shy - shy)", "U330", "`1 / (shy - shy)` divides by zero."),
        ("dice + 1", "U314", "'dice' cannot be named here: a number hangs on no fact."),
        (True, "U320", "where a number was due"),
        (math.nan, "U321", "nan came"),
        ([1], "U321", "a list came"),
        ("shi", "U310", "Did you mean 'shy'?"),
    ],
)
def test_faults_of_numbers(data: Any, code: str, words: str) -> None:
    """Code and words."""
    problems = Problems()
    assert compiling.read_number(Said(data), NAMES, problems) is None
    assert [one.code for one in problems.found] == [code]
    assert words in f"{problems.found[0].message} {problems.found[0].hint}"


def test_outcomes() -> None:
    """A list of labels, or a mapping to the prior; labels keep their kinds."""
    assert compiling.read_outcomes(Said(["no", 1, 2.5]), NAMES, Problems()) == (("no", 1, 2.5), None)
    prior = {"dry": "1 - shy", "wet": "rest"}
    found = compiling.read_outcomes(Said(prior), NAMES, Problems())
    assert found is not None
    assert found[0] == ("dry", "wet")
    assert found[1] == {"dry": 0.7, "wet": pytest.approx(0.3)}


@pytest.mark.parametrize(
    ("data", "code", "way", "words"),
    [
        ([], "U350", (), "nothing came, where outcomes were due."),
        ("no", "U350", (), "'no' came, where outcomes were due."),
        (None, "U350", (), "nothing came"),
        (["no", ["yes"]], "U350", (1,), "a list came as an outcome"),
        (["no", None], "U350", (1,), "nothing came as an outcome"),
        ([1, True], "U350", (1,), "outcome true is the same as 1: true counts as 1."),
        ([False, 0.0], "U350", (1,), "outcome 0.0 is the same as false: false counts as 0."),
        ([1, 2, 1.0], "U350", (2,), "outcome 1.0 is the same as 1: they are the same number."),
        ([1, 2, 1], "U350", (2,), "outcome 1 comes twice."),
        (["1", "1"], "U350", (1,), "outcome '1' comes twice."),
        ({"a": 0.5, "b": 0.6}, "U342", (), "sums to 1.1 instead of 1."),
        ({"a": "0.5 * lit", "b": "rest"}, "U314", ("a",), "a prior hangs on nothing"),
        ({"a": None}, "U321", ("a",), "nothing came"),
    ],
)
def test_faults_of_outcomes(data: Any, code: str, way: Any, words: str) -> None:
    """Code, place and words."""
    problems = Problems()
    assert compiling.read_outcomes(Said(data), NAMES, problems) is None
    assert [(one.code, one.way) for one in problems.found] == [(code, way)]
    assert words in problems.found[0].message


@pytest.mark.parametrize(
    ("data", "outcomes", "expected", "words"),
    [
        ("yes", ("no", "yes"), "yes", ""),
        (1, (1, 2), 1, ""),
        (1.0, (1, 2), 1, ""),
        (False, (True, False), False, ""),
        ("1", (1, 2), None, "Did you mean the number 1?"),
        ("true", (True, False), None, "Did you mean the truth value true?"),
        (1, ("1", "2"), None, "Did you mean the word '1'?"),
        (1, (True, False), None, "has no outcome 1 (outcomes: true, false)."),
        ("yse", ("no", "yes"), None, "'kiss' has no outcome 'yse' (outcomes: no, yes). Did you mean 'yes'?"),
        (None, ("no", "yes"), None, "nothing came, where an outcome of 'kiss' was due"),
    ],
)
def test_values_of_the_file_are_outcomes_of_their_own_kind(
    data: Any, outcomes: tuple[Any, ...], expected: Any, words: str
) -> None:
    """The number 1, the word "1" and true are three different outcomes."""
    problems = Problems()
    found = compiling.read_value(Said(data), outcomes, problems, "kiss")
    assert found is expected or (found == expected and type(found) is type(expected))
    assert words in "".join(f"{one.message} {one.hint}" for one in problems.found)
    assert bool(problems.found) == (expected is None)


def test_as_keys_truth_values_are_words() -> None:
    """A mapping cannot have them as keys; a word of its own that reads the same goes first."""
    assert compiling.read_value(Said("true"), (True, False), Problems(), key=True) is True
    assert compiling.read_value(Said("true"), (True, "true"), Problems(), key=True) == "true"
    problems = Problems()
    assert compiling.read_value(Said("ture"), (True, False), problems, "lit", key=True) is None
    assert [(one.code, one.key, one.hint) for one in problems.found] == [("U311", True, "Did you mean 'true'?")]


def test_conditions_and_events_are_functions_of_the_facts_that_they_name() -> None:
    """In the order in which they name them."""
    when = compiling.read_condition(Said("mask == on and dice > 1"), NAMES, Problems())
    assert when is not None
    assert when.given == ("mask", "dice")
    assert [when.holds("on", 1), when.holds("on", 2), when.holds("off", 3)] == [False, True, False]
    event = compiling.read_event(Said("`K sees` == unseen"), NAMES, Problems())
    assert event is not None
    assert (event.given, event.holds("unseen"), event.holds("box")) == (("K sees",), True, False)


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        ("dice", "U320", "dice == ..."),
        ("1 / (dice - 1) > 0", "U330", "divides by zero at dice=1."),
        ("belief(love) > 0", "U306", "belief(...) has no place here"),
        ([1], "U321", "a list came, where an expression was due that gives true or false."),
    ],
)
def test_faults_of_conditions(data: Any, code: str, words: str) -> None:
    """Found at once, at every joint outcome."""
    for read_it in (compiling.read_condition, compiling.read_event):
        problems = Problems()
        assert read_it(Said(data), NAMES, problems) is None
        assert [one.code for one in problems.found] == [code]
        assert words in f"{problems.found[0].message} {problems.found[0].hint}"
