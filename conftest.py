"""What every test may lean on: names in doctests, and how hard the property tests try."""

from __future__ import annotations

import os
from typing import Any

import hypothesis
import numpy as np
import pytest

hypothesis.settings.register_profile("quick", max_examples=30, deadline=None, derandomize=True)
hypothesis.settings.register_profile("thorough", max_examples=1000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(autouse=True)
def _names_in_doctests(doctest_namespace: dict[str, Any]) -> None:
    import underneath  # noqa: PLC0415  imported late, so that collecting tests does not depend on it

    doctest_namespace["np"] = np
    doctest_namespace["un"] = underneath


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests that passed have to say (`record_property("shown", ...)`), from whichever worker."""
    said = [
        (report.nodeid, text)
        for report in terminalreporter.getreports("passed")
        for name, text in report.user_properties
        if name == "shown"
    ]
    if said:
        terminalreporter.section("said by tests that passed")
    for test, text in sorted(said):
        terminalreporter.write_line(f"{test}: {text}")
