"""What the tests of the founding story share."""

from __future__ import annotations

import pytest

import underneath as un


@pytest.fixture(scope="module")
def script() -> un.Script:
    """The story as it is shipped."""
    return un.load("with-one-long-kiss")
