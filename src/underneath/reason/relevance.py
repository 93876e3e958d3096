"""Which facts may bear on a question at all.

Barren facts (nobody asks for them and nothing that counts hangs on them) sum to one and are left out; what is
connected to the question through observed facts alone cancels (d-separation: Geiger, Verma and Pearl 1990; requisite
observations in influence diagrams: Shachter 1998).  First by what tables could name, before any policy is made; then
by what they do name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from underneath.core.effort import spend
from underneath.core.factors import Factor
from underneath.model.facts import Cause
from underneath.model.tables import AnyTable, Table
from underneath.reason.levels import branches, mixture_weights, owner_of
from underneath.reason.results import Store
from underneath.reason.slices import Slice, level_axis

_FACT = 1e-5  # seconds of work for a fact that is looked at


def candidates(
    where: Slice,
    head: int,
    place: int,
    hidden: tuple[int, ...],
    seen: frozenset[int],
    base: Store,
    everything: bool,
) -> list[int]:
    """Facts whose readings may bear on `hidden`, judged by what their tables could name."""
    links = tuple(f.axes for f in base.merged)
    key = ("candidates", where.heads.shape(head), place, hidden, seen, base.pending, base.asleep, links, everything)
    found = where.memo.get(key)
    if found is None:
        found = where.memo[key] = _candidates(where, head, place, hidden, seen, base, everything)
    return found


def _candidates(
    where: Slice,
    head: int,
    place: int,
    hidden: tuple[int, ...],
    seen: frozenset[int],
    base: Store,
    everything: bool,
) -> list[int]:
    end = max([place, *(where.model.facts[h].place + 1 for h in hidden if h >= 0)])
    ahead = where.model.between(where.start, end)
    spend((len(base.pending) + len(ahead)) * _FACT)
    pool = [f for f in (*base.pending, *ahead) if not left_out(where, head, f, place, seen)]
    scopes = {f: potential(where, head, f) for f in pool}
    useful = _fruitful_facts(where, scopes, {*seen, *hidden, *_held(base)})
    if not everything:
        links: list[Link] = [(f, scopes[f] - seen) for f in useful]
        links += [(_MERGED, set(f.axes) - seen) for f in base.merged]
        links += [(_MERGED - 1 - k, scope - seen) for k, (scope, _) in enumerate(base.asleep)]
        reached = reach(links, set(hidden))
        useful = [f for f in useful if f in reached]
    awake = [f for k, (_, fs) in enumerate(base.asleep) for f in fs if everything or _MERGED - 1 - k in reached]
    return sorted([*useful, *(f for f in awake if not left_out(where, head, f, place, seen))])


def _held(base: Store) -> set[int]:
    """The axes that a store has factors about, or choices that are asleep."""
    return {*(a for f in base.merged for a in f.axes), *(a for scope, _ in base.asleep for a in scope)}


def _fruitful_facts(where: Slice, scopes: dict[int, frozenset[int]], wanted: set[int]) -> list[int]:
    """What was observed, what is wanted, and all that these hang on; from the last."""
    useful, wanted = [], set(wanted)
    for fact in reversed(scopes):
        if fact in wanted or fact in where.fixed:
            useful.append(fact)
            wanted |= scopes[fact]
    return useful


def telling(where: Slice, head: int, facts: Iterable[int], seen: frozenset[int], base: Store) -> frozenset[int]:
    """Of some facts, those that are evidence: observed, or causes of what is.

    All others sum to one, unless somebody asks for them.
    """
    scopes = {f: potential(where, head, f) for f in sorted(facts)}
    return frozenset(_fruitful_facts(where, scopes, {*seen, *_held(base)}))


Link = tuple[int, Collection[int]]
_MERGED = -1  # stands for merged factors; lower numbers for choices that are asleep


def reach(links: list[Link], start: set[int]) -> set[int]:
    """Those whose hidden axes are connected to `start`."""
    holding: dict[int, list[int]] = {}
    for at, (_, axes) in enumerate(links):
        for axis in axes:
            holding.setdefault(axis, []).append(at)
    reached: set[int] = set()
    followed: set[int] = set()
    frontier, known = list(start), set(start)
    while frontier:
        for at in holding.pop(frontier.pop(), ()):
            if at in followed:
                continue
            followed.add(at)
            name, axes = links[at]
            reached.add(name)
            frontier += [a for a in axes if a not in known]
            known.update(axes)
    return reached


def left_out(where: Slice, head: int, fact: int, place: int, seen: frozenset[int]) -> bool:
    """One's own past choices, and observed choices of which the reader has seen all that the chooser had."""
    item, owner = where.model.facts[fact], where.heads[head].owner
    if item.cause is not Cause.DECISION or item.place >= place:
        return False
    if item.owner == owner:
        return True
    if fact not in seen and fact not in where.fixed:
        return False
    # A habit may name what its actor has not seen, and a level in doubt is learnt from acts: then a choice teaches.
    hangs_on = potential(where, head, fact) | where.all_known(owner_of(where, fact), item.place)
    return all(a in seen or a in where.fixed for a in hangs_on)


def potential(where: Slice, head: int, fact: int) -> frozenset[int]:
    """Axes that the reading of a fact may have."""
    key = ("potential", head, fact)
    found = where.memo.get(key)
    if found is None:
        # What an earlier slice has found is far smaller than all that a mind has ever observed.
        scope = where.inherited(key)
        scope = _scope(where, head, fact) if scope is None else scope
        found = where.memo[key] = frozenset(a for a in scope if a not in where.fixed)
    return found


def _scope(where: Slice, head: int, fact: int) -> set[int]:
    """A table names its parents; a policy or a belief may hang on all that its owner has observed, and on its level."""
    item = where.model.facts[fact]
    if item.cause is not Cause.DECISION:
        return _table_scope(where, head, fact, where.heads.table(head, fact))
    menu = set(where.heads.available(head, fact)[0])
    taken = where.heads.replaced(head, fact) if item.owner != where.heads[head].owner else None
    if taken is not None:
        return menu | _table_scope(where, head, fact, taken)
    owner, found = owner_of(where, fact), menu
    for level, child in branches(where, head, owner, item.place):
        found |= _table_scope(where, head, fact, _habit_of(where, child, fact))
        found |= set() if level is None else {level_axis(owner)}
    return found


def _table_scope(where: Slice, head: int, fact: int, table: AnyTable | None) -> set[int]:
    parents = set(table.parents) if table is not None else set()
    if isinstance(table, Table):
        return {fact, *parents}
    owner = owner_of(where, fact)
    level = {level_axis(owner)} if mixture_weights(where, head, owner) else set()
    return {fact, *parents, *level, *where.all_known(owner, where.model.facts[fact].place)}


def _habit_of(where: Slice, child: int, fact: int) -> AnyTable | None:
    """The habit that the head of an actor acts by, or None where it plans."""
    habitual = where.heads[child].level == 0 or not where.heads.settings(child).terms
    return where.heads.table(child, fact) if habitual else None


def fruitful(own: Sequence[int], factors: Sequence[Factor], wanted: set[int]) -> list[Factor]:
    """Drop, from the last, factors of facts that nobody asks for and no other factor names: they sum to one."""
    naming = Counter(a for f in factors for a in f.axes)
    dropped: set[int] = set()
    for at in sorted((k for k, f in enumerate(own) if f >= 0), key=lambda k: -own[k]):
        if own[at] not in wanted and naming[own[at]] == 1:
            dropped.add(at)
            naming.subtract(factors[at].axes)
    return [f for k, f in enumerate(factors) if k not in dropped]


def connected(factors: Sequence[Factor], start: set[int], seen: frozenset[int]) -> list[Factor]:
    """Factors connected to `start` through hidden axes."""
    links: list[Link] = [(k, set(f.axes) - seen) for k, f in enumerate(factors)]
    return [factors[k] for k in sorted(reach(links, start))]


def components(factors: Sequence[Factor], seen: frozenset[int]) -> list[list[Factor]]:
    """Factors grouped by shared hidden axes; a factor without any stands alone."""
    links: list[Link] = [(k, set(f.axes) - seen) for k, f in enumerate(factors)]
    left, groups = dict.fromkeys(range(len(factors))), []
    while left:
        first = next(iter(left))
        group = sorted(reach([links[k] for k in left], set(links[first][1])) | {first})
        groups.append([factors[k] for k in group])
        for k in group:
            del left[k]
    return groups
