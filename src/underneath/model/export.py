"""Answers as pandas and xarray values.  Neither library is needed until one of these functions is called."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

from underneath.model.facts import Outcome
from underneath.model.tables import Floats


def load(module: str, extra: str) -> Any:
    """Import a library that comes with an extra.

    Raises:
        ImportError: If it is not installed; the message says how to install it.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as missing:
        if missing.name != module:
            raise
        raise ImportError(
            f"this needs {module}, which is not installed. Install it with: pip install 'underneath[{extra}]'"
        ) from missing


def series(facts: tuple[str, ...], outcomes: tuple[tuple[Outcome, ...], ...], table: Floats, name: str) -> Any:
    """A pandas Series over the outcomes: a plain index for one fact, a MultiIndex for several."""
    pandas = load("pandas", "pandas")
    if len(facts) == 1:
        index = pandas.Index(outcomes[0], name=facts[0])
    else:
        index = pandas.MultiIndex.from_product(outcomes, names=facts)
    return pandas.Series(table.flatten(), index=index, name=name)


def data_array(
    facts: tuple[str, ...], outcomes: tuple[tuple[Outcome, ...], ...], table: Floats, attrs: Mapping[str, Any]
) -> Any:
    """An xarray DataArray with one labelled dimension for each fact."""
    xarray = load("xarray", "xarray")
    coords = {fact: list(labels) for fact, labels in zip(facts, outcomes, strict=True)}
    said = {key: value for key, value in attrs.items() if value is not None}
    return xarray.DataArray(table.copy(), dims=facts, coords=coords, name="probability", attrs=said)


def frame(index: str, labels: tuple[Outcome, ...], columns: Mapping[str, Floats]) -> Any:
    """A pandas DataFrame with one row for each label."""
    pandas = load("pandas", "pandas")
    held = {name: column.copy() for name, column in columns.items()}
    return pandas.DataFrame(held, index=pandas.Index(labels, name=index))
