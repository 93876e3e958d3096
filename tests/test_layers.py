"""Imports point down, and nothing is fetched from outside but what the library says it needs."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

LAYERS = ["errors", "core", "model", "reason", "story", "files", "feelings", "explain", "viewer", "cli", "__init__"]
NEEDED = {"numpy", "opt_einsum"}
HEAVY = {"files": {"pydantic", "pydantic_core", "yaml"}, "cli": {"click", "rich"}}
ROOT = Path(__file__).parents[1] / "src" / "underneath"
MODULES = sorted(ROOT.rglob("*.py"))


def layer_of(name: str) -> str:
    """The layer that a dotted name stands in; the root itself is the top."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in LAYERS else "__init__"


def dotted(path: Path) -> str:
    parts = ("underneath", *path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(node: ast.AST) -> list[str]:
    """Dotted names of the modules that a statement imports, or imports from."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        # `from underneath.model import show` imports a module, `from underneath.model.facts import Fact` from one.
        inner = [f"{node.module}.{alias.name}" for alias in node.names]
        modules = [name for name in inner if is_module(name)]
        return modules if len(modules) == len(inner) else [*modules, node.module or ""]
    return []


def is_module(name: str) -> bool:
    place = ROOT.parent / Path(*name.split("."))
    return place.with_suffix(".py").exists() or (place / "__init__.py").exists()


def ours(path: Path) -> Iterator[str]:
    """What a module imports of this library, imports inside functions included."""
    for node in ast.walk(ast.parse(path.read_text())):
        yield from (name for name in imports(node) if name.split(".")[0] == "underneath")


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_point_down(path: Path) -> None:
    """No module imports from a layer above its own, nor from the package's root."""
    own = layer_of(dotted(path))
    assert own != "__init__" or path.parent == ROOT, "a folder that is no layer"
    assert [name for name in ours(path) if LAYERS.index(layer_of(name)) > LAYERS.index(own)] == []


def test_modules_do_not_import_in_circles() -> None:
    """Within a layer too there is an order: any module can be read after the ones that it imports."""
    graph = {dotted(path): set(ours(path)) - {dotted(path)} for path in MODULES}
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_heavy_libraries_are_imported_where_they_are_used(path: Path) -> None:
    """At the top of a module stand the standard library, NumPy and opt_einsum, and what its own layer is made with.

    All else waits inside a function; so do the layers that `HEAVY` names, for whoever imports `underneath`.
    """
    tops = [name.split(".")[0] for node in ast.parse(path.read_text()).body for name in imports(node)]
    allowed = NEEDED | HEAVY.get(layer_of(dotted(path)), set()) | {"underneath"}
    assert {name for name in tops if name not in sys.stdlib_module_names} <= allowed


def test_the_layer_test_sees_what_it_should(tmp_path: Path) -> None:
    """Plain, deferred and root imports are all caught; a gate that cannot close is none."""
    path = tmp_path / "mock.py"
    path.write_text(
        "import underneath\nfrom underneath import World\nfrom underneath.model import show\n"
        "def f():\n    import underneath.story.world\n    from underneath.errors import TooLarge\n"
    )
    found = [layer_of(name) for name in ours(path)]
    assert found == ["__init__", "__init__", "model", "story", "errors"]
