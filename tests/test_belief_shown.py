"""Beliefs as they look in text, in notebooks, in pandas and in xarray."""

from __future__ import annotations

import builtins
import sys
from typing import Any

import numpy as np
import pytest

from sample_beliefs import JOINT, PEEKED, about_one, nested
from underneath.model.belief import Belief
from underneath.model.spread import Atom, mean_of


def test_prints_whose_it_is_and_when() -> None:
    """A title with the depths used, then aligned rows."""
    belief = about_one(
        1e-9, 1 - 1e-9, path=("Sakura", "Kakashi"), level=2, order=1, horizon=0, step="joke", labels=("no", "maybe")
    )
    assert str(belief).splitlines() == [
        "Sakura > Kakashi believes about moved, after joke (level 2, order 1, horizon: scene)",
        "  no     <0.0001",
        "  maybe  >0.9999",
    ]
    assert repr(belief) == str(belief)


def test_prints_joint_beliefs_with_heads() -> None:
    """Several facts head their columns; the world itself has neither level nor order."""
    joint = Belief(("heart", "mask"), (("friend", "love"), ("on",)), np.array([[0.5], [0.5]]), horizon=2)
    assert str(joint).splitlines() == [
        "The world itself about heart, mask (horizon: 2 decisions)",
        "  heart   mask  probability",
        "  friend  on         0.5000",
        "  love    on         0.5000",
    ]


def test_prints_the_distribution_of_a_nested_belief() -> None:
    """One row for the mean, then one for each belief that may be held, likeliest first."""
    assert str(PEEKED).splitlines() == [
        "Anne > Sally believes about toy, jointly with peek, after peek (level 1, order 2)",
        "  weight  peek  basket     box",
        "  mean          0.7500  0.2500",
        "  0.7500  no    1.0000  0.0000",
        "  0.2500  yes   0.0000  1.0000",
    ]


def test_prints_a_nested_belief_without_doubt_as_plain() -> None:
    """When only one belief may be held, there is no distribution to show."""
    assert str(nested(Atom(1.0, np.array([0.25, 0.75])))).splitlines() == [
        "Anne > Sally believes about toy, after peek (level 1, order 2)",
        "  basket  0.2500",
        "  box     0.7500",
    ]


def test_prints_the_mean_of_wide_nested_beliefs() -> None:
    """Beliefs about many outcomes do not fit side by side; the title says that the mean is shown."""
    atoms = tuple(Atom(0.5, row) for row in np.eye(10)[:2])
    wide = Belief(("day",), (tuple(range(10)),), mean_of(atoms), atoms, path=("Anne", "Sally"), order=2)
    assert str(wide).splitlines()[:2] == [
        "Anne > Sally believes about day (order 2), the mean of 2 beliefs",
        "  0  0.5000",
    ]


def test_prints_long_beliefs_short() -> None:
    """No answer fills the screen: rows past the twentieth are counted."""
    belief = about_one(*np.full(1000, 0.001), labels=tuple(range(1000)))
    assert len(str(belief).splitlines()) == 22
    assert str(belief).endswith("... and 980 more")
    atoms = tuple(Atom(0.01, np.array([p, 1 - p])) for p in np.linspace(0, 1, 100))
    assert str(nested(*atoms)).endswith("... and 80 more")


def test_html_escapes_what_names_hold() -> None:
    """Names are text in notebooks too."""
    page = Belief(("a<b",), (("<no>", "yes"),), np.array([0.5, 0.5]))._repr_html_()
    assert "&lt;no&gt;" in page
    assert "<no>" not in page
    assert page.count("<tr>") == 2


# --- tables for other libraries


def test_pandas_series_has_labels() -> None:
    """One fact makes an index, several a MultiIndex."""
    series = about_one(0.25, 0.75).to_pandas()
    assert (series.index.name, series.name, series["yes"]) == ("moved", "probability", 0.75)
    joint = JOINT.to_pandas()
    assert joint.index.names == ["heart", "mask"]
    assert joint["love", "off"] == 0.125


def test_xarray_has_named_dimensions_and_says_whose_it_is() -> None:
    """Facts are dimensions, and the answer's depths its attributes."""
    array = JOINT.to_xarray()
    assert array.dims == ("heart", "mask")
    assert float(array.sel(heart="love", mask="on")) == 0.125
    assert array.attrs == {"path": "Sakura", "order": 1}


@pytest.mark.parametrize(("module", "method"), [("pandas", "to_pandas"), ("xarray", "to_xarray")])
def test_a_missing_library_is_named_with_its_remedy(module: str, method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to install."""
    real = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        if name == module:
            raise ModuleNotFoundError(name, name=name)
        return real(name, *rest)

    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ImportError, match=rf"pip install 'underneath\[{module}\]'"):
        getattr(JOINT, method)()
