"""Templates: acts that are alike, written once.

An act with `like: hint` has every key of the template `hint` that it does not have itself.  In the words and keys that
it takes from there {by}, {to} and {this} stand for who acts, whom the act is addressed to, and the act itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from underneath.errors import suggest
from underneath.files.composing import MOST_NODES
from underneath.files.problems import Problems, Way
from underneath.files.spans import PLACEHOLDER, fill
from underneath.files.tree import Items, Key, Node, Scalar, Table, child_of

ROLES = ("by", "to", "this")

MOST_CHARACTERS = 2**21
"""How many characters templates may come to, with all their uses."""


@dataclass(slots=True)
class _Uses:
    """What all uses have in common: the templates, what is wrong, and what may still be filled in."""

    acts: Table
    problems: Problems
    sizes: dict[Key, tuple[int, int]] = field(default_factory=dict)
    nodes: int = MOST_NODES
    characters: int = MOST_CHARACTERS
    gaps: list[Way] = field(default_factory=list)

    def afford(self, name: Key) -> bool:
        """Whether there is room for one more use of a template."""
        if name not in self.sizes:
            self.sizes[name] = _size(self.acts.values[name])
        nodes, characters = self.sizes[name]
        self.nodes -= nodes
        self.characters -= characters
        return self.nodes >= 0 and self.characters >= 0


def expanded(root: Node, problems: Problems) -> tuple[Node, list[Way]]:
    """The document with its templates filled in, and the ways to acts for which that could not be done."""
    acts, scenes = child_of(root, "acts"), child_of(root, "scenes")
    there = acts if isinstance(acts, Table) else Table(root.spot, {}, {})
    _check(there, problems)
    if not isinstance(root, Table) or not isinstance(scenes, Items):
        return root, []
    uses = _Uses(there, problems)
    done = tuple(_scene(scene, ("scenes", place), uses) for place, scene in enumerate(scenes.nodes))
    return root.with_value("scenes", Items(scenes.spot, done)), uses.gaps


def _check(acts: Table, problems: Problems) -> None:
    """Complain of placeholders that stand for nothing."""
    for way, node, is_key in _words(acts, ("acts",)):
        for found in PLACEHOLDER.finditer(str(node.value)):
            if found[1] not in ROLES:
                text = f"{found[0]} stands for nothing; a template has {{by}}, {{to}} and {{this}}."
                span = (found.start(), found.end() - found.start())
                problems.add("U214", way, text, hint=suggest(found[1], ROLES), span=span, key=is_key)


def _words(node: Node, way: Way) -> Iterator[tuple[Way, Scalar, bool]]:
    """Every word of a tree, the keys included, with the way to it."""
    if isinstance(node, Scalar):
        if isinstance(node.value, str):
            yield way, node, False
        return
    if isinstance(node, Table):
        yield from (((*way, key), at, True) for key, at in node.keys.items() if isinstance(key, str))
    inner = node.values.items() if isinstance(node, Table) else enumerate(node.nodes)
    for step, child in inner:
        yield from _words(child, (*way, step))


def _size(node: Node) -> tuple[int, int]:
    """How many nodes and characters a tree has."""
    if isinstance(node, Scalar):
        return 1, len(node.value) if isinstance(node.value, str) else 1
    inner = [_size(child) for child in (node.values.values() if isinstance(node, Table) else node.nodes)]
    return 1 + sum(nodes for nodes, _ in inner), sum(characters for _, characters in inner)


def _scene(scene: Node, way: Way, uses: _Uses) -> Node:
    steps = child_of(scene, "steps")
    if not isinstance(scene, Table) or not isinstance(steps, Items):
        return scene
    done = tuple(_step(step, (*way, "steps", place), uses) for place, step in enumerate(steps.nodes))
    return scene.with_value("steps", Items(steps.spot, done))


def _step(step: Node, way: Way, uses: _Uses) -> Node:
    name = _word(step, "like")
    if not isinstance(step, Table) or name is None or "act" not in step.values:
        return step
    template = uses.acts.get(name)
    if template is None:
        known = [str(key) for key in uses.acts.keys]
        text = f"{name!r} is no template (acts: {', '.join(known) or 'none'})."
        uses.problems.add("U213", (*way, "like"), text, hint=suggest(name, known))
        uses.gaps.append(way)
        return step
    if not isinstance(template, Table):
        uses.gaps.append(way)
        return step
    if not uses.afford(name):
        if not any(complaint.code == "U222" for complaint in uses.problems.found):
            uses.problems.add("U222", (*way, "like"), "templates come to too much text with all their uses.")
        uses.gaps.append(way)
        return step
    return _filled_step(step, template, way, uses)


def _filled_step(step: Table, template: Table, way: Way, uses: _Uses) -> Table:
    roles = {"this": _word(step, "act"), "by": _word(step, "by"), "to": _addressed(step)}
    given = {role: name for role, name in roles.items() if name is not None}
    own = Table(
        template.spot,
        {key: at for key, at in template.keys.items() if key not in step.values},
        {key: value for key, value in template.values.items() if key not in step.values},
    )
    _refuse_open(own, given, step, way, uses)
    filled = _fill(own, given)
    assert isinstance(filled, Table)
    return Table(step.spot, {**step.keys, **filled.keys}, {**step.values, **filled.values})


def _word(node: Node, key: str) -> str | None:
    found = child_of(node, key)
    return found.value if isinstance(found, Scalar) and isinstance(found.value, str) else None


def _addressed(step: Table) -> str | None:
    """Whom an act is addressed to, if it is one person."""
    found = child_of(step, "to")
    if isinstance(found, Items) and len(found.nodes) == 1:
        found = found.nodes[0]
    return found.value if isinstance(found, Scalar) and isinstance(found.value, str) else None


def _refuse_open(template: Table, given: Mapping[str, str], step: Table, way: Way, uses: _Uses) -> None:
    """Complain of an act that does not say what its template leaves open."""
    needed = {found[1] for _, node, _ in _words(template, ()) for found in PLACEHOLDER.finditer(str(node.value))}
    for role in ROLES:
        if role in needed and role not in given:
            several = f"names several people under `{role}`" if role in step.values else f"has no `{role}`"
            text = f"the template {_word(step, 'like')!r} needs {{{role}}}, and this act {several}."
            uses.problems.add("U214", (*way, "like"), text, hint=f"Say one person: {role}: NAME")
            uses.gaps.append(way)


def _fill(node: Node, given: Mapping[str, str]) -> Node:
    if isinstance(node, Scalar):
        return _fill_word(node, given)
    if isinstance(node, Items):
        return Items(node.spot, tuple(_fill(child, given) for child in node.nodes))
    keys = {key: _fill_word(at, given) for key, at in node.keys.items()}
    named = {at.value if isinstance(at.value, (str, int, float)) else key: key for key, at in keys.items()}
    return Table(
        node.spot,
        {new: keys[old] for new, old in named.items()},
        {new: _fill(node.values[old], given) for new, old in named.items()},
    )


def _fill_word(node: Scalar, given: Mapping[str, str]) -> Scalar:
    if not isinstance(node.value, str) or "{" not in node.value:
        return node
    value = fill(node.value, given)
    return node if value == node.value else replace(node, value=value, pattern=node.value, filled=dict(given))


def merged(base: Node, changes: Node) -> Node:
    """A tree with changes: mappings are merged, what is null is taken out, anything else takes the other's place.

    What is merged stands where the change does: whatever is wrong with it was not wrong before.
    """
    if not isinstance(base, Table) or not isinstance(changes, Table):
        return changes
    keys, values = dict(base.keys), dict(base.values)
    for key, change in changes.values.items():
        if isinstance(change, Scalar) and change.value is None:
            keys.pop(key, None)
            values.pop(key, None)
            continue
        keys[key] = changes.keys[key]
        values[key] = merged(values[key], change) if key in values else change
    return Table(changes.spot, keys, values)
