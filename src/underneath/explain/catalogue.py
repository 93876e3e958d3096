"""The catalogue: the stories that come with underneath, by name, with what their files say of them.

Only the text is read: a list of stories should not take as long as reading them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

from underneath.files.loading import shipped
from underneath.files.reading import decode, read_tree
from underneath.files.tree import data_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A story that comes with underneath; `title` is its name where its file has none."""

    name: str
    title: str
    about: str


def catalogue() -> tuple[Listed, ...]:
    """The stories that come with underneath, by name.

    >>> next(story.title for story in catalogue() if story.name == "sally-and-anne")
    'Sally and Anne'
    """
    return tuple(_listed(name) for name in shipped())


def _listed(name: str) -> Listed:
    file = resources.files("underneath") / "stories" / f"{name}.yaml"
    source, _ = decode(file.read_bytes(), file.name)
    tree, _ = read_tree(source)
    document = data_of(tree) if tree is not None else {}
    said = document if isinstance(document, dict) else {}
    return Listed(name, str(said.get("story") or name), " ".join(str(said.get("about") or "").split()))
