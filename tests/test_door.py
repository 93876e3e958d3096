"""The public door: what `import underneath` offers, and what it costs."""

from __future__ import annotations
import __future__

import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

import underneath

HEAVY = ["pandas", "xarray", "matplotlib", "jax", "pydantic", "yaml", "click", "rich", "scipy"]
SECONDS = 0.35


def run(code: str) -> str:
    alone = {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(Path(underneath.__file__).parents[1])}
    environment = {**os.environ, **alone}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return done.stdout


def test_all_names_the_public_names_in_order() -> None:
    """Every public name is listed, every listed name is there."""
    unseen = types.ModuleType, __future__._Feature
    public = {name for name in dir(underneath) if not isinstance(getattr(underneath, name), unseen)}
    assert underneath.__all__ == sorted(name for name in public if name[0] != "_" and name != "TYPE_CHECKING")


@pytest.mark.parametrize("name", underneath.__all__)
def test_public_names_are_explained(name: str) -> None:
    """Whatever has a docstring of its own says what it is."""
    value = getattr(underneath, name)
    if callable(value) or isinstance(value, type):
        assert value.__doc__


def test_import_loads_nothing_heavy() -> None:
    """Tables, drawing and files are loaded by the functions that need them; NumPy by the first name asked for."""
    found = f"print([m for m in {['numpy', *HEAVY]} if m in sys.modules])"
    loaded = run(f"import sys, underneath; {found}; underneath.World; {found}").splitlines()
    assert loaded == ["[]", "['numpy']"]


def test_what_a_name_stands_for_is_kept() -> None:
    """It is looked up once; a name that there is not is refused as by any module."""
    assert run("import underneath as un; print('World' in vars(un), un.World is un.World, 'World' in vars(un))") == (
        "False True True\n"
    )
    assert run("import underneath as un; print(hasattr(un, 'Word'))") == "False\n"
    with pytest.raises(AttributeError, match="module 'underneath' has no attribute 'Word'"):
        _ = underneath.Word  # type: ignore[attr-defined]


def test_import_is_quick() -> None:
    """The best of five cold imports stays within the limit, in time of the processor: tests run side by side."""
    code = "import time; t = time.process_time(); from underneath import World; print(time.process_time() - t)"
    assert min(float(run(code)) for _ in range(5)) < SECONDS


def test_import_changes_nothing_outside() -> None:
    """Warnings, hooks, NumPy's error state and the random state are as they were."""
    state = "sys.excepthook, warnings.showwarning, tuple(warnings.filters), str(np.geterr()), random.getstate()"
    imported = "import underneath; underneath.World"
    code = f"import random, sys, warnings, numpy as np; a = {state}; {imported}; b = {state}; print(a == b)"
    assert run(code).strip() == "True"
