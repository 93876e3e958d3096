"""Naming: whether what is declared may be called so.

What begins with `new` is true or raises, so that a declaration can be attempted with it.
"""

from __future__ import annotations

from underneath.errors import BadPath, ModelError
from underneath.model.draft import Draft
from underneath.model.handles import EVERYONE
from underneath.model.scope import Scope


def new_mind(scope: Scope, name: str) -> bool:
    """Whether a mind may have this name."""
    if not is_word(name) or name != name.strip() or ">" in name or name in ("*", EVERYONE):
        raise BadPath(f"mind {name!r}: names of minds are words without '>', and neither '*' nor {EVERYONE!r}.")
    if name in scope.minds:
        raise ModelError(f"mind {name!r} is declared twice. Give the second one another name.")
    return True


def is_word(name: object) -> bool:
    """Whether it can be a name at all; this one raises nothing."""
    return isinstance(name, str) and bool(name.strip())


def new_name(draft: Draft, state: str | None, name: str) -> bool:
    """Whether a fact, and the state that it starts, may have these names."""
    for word in (name,) if state is None else (name, state):
        if not is_word(word):
            raise ModelError(f"fact {word!r}: the name of a fact is a word.")
        if draft.scope.taken(word):
            hint = f" A new version is w.change({word!r}, ...)." if draft.scope.is_state(word) else ""
            raise ModelError(f"fact {word!r} is declared twice. Give the second one another name.{hint}")
        if word in [scene for scene, _ in draft.scenes]:
            raise ModelError(f"fact {word!r} has the name of a scene. Give it another name.")
    return True


def new_scene(draft: Draft, name: str) -> bool:
    """Whether a scene may have this name."""
    if name in [scene for scene, _ in draft.scenes if scene]:
        raise ModelError(f"scene {name!r} is declared twice. Give the second one another name.")
    if not is_word(name) or draft.scope.taken(name):
        raise ModelError(f"scene {name!r}: the name of a scene is a word that names no fact.")
    return True
