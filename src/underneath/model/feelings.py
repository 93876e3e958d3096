"""Words for feelings: the unit of each, and what has to be said beside whose it is and when.

What they mean is in `docs/feelings.md`, and computed by `underneath.reason`; here they are names that a sign, a want or
a question may use.
"""

from __future__ import annotations

from dataclasses import dataclass

from underneath.errors import BadTable, UnknownName, suggest
from underneath.model.facts import Cause, Fact
from underneath.model.faults import listed
from underneath.model.handles import PathLike, facts_of
from underneath.model.scope import Scope
from underneath.model.spoken import Feels
from underneath.model.tables import FeltQuestion

BITS, UTILS = "bits", "utils"


@dataclass(frozen=True, slots=True)
class Word:
    """A word for a feeling.

    Args:
        unit: Of its intensity.
        toward: Whether it is felt toward another mind.
        act: Whose act it is about: `own`, `theirs`, or nobody's.
        image: Whether it is felt before the audience of an image term; `self` if that is oneself.
        about: Whether facts may be named.
        single: Whether that audience has to be one other mind, and no idea of one.
        wants: Whether only somebody who wants something can feel it.
        passing: Whether it is the feeling of a step, and gone after it.
    """

    unit: str = UTILS
    toward: bool = False
    act: str = ""
    image: str = ""
    single: bool = False
    about: bool = False
    wants: bool = True
    passing: bool = False


WORDS: dict[str, Word] = {
    "surprise": Word(BITS, wants=False, passing=True),
    "belief shift": Word(BITS, about=True, wants=False, passing=True),
    "joy": Word(passing=True),
    "distress": Word(passing=True),
    "hope": Word(),
    "fear": Word(),
    "relief": Word(passing=True),
    "disappointment": Word(passing=True),
    "regret": Word(act="own"),
    "mistake": Word(act="own"),
    "embarrassment": Word(image="other", passing=True),
    "pride": Word(image="any", passing=True),
    "shame": Word(image="self", passing=True),
    "mortification": Word(image="other", single=True, passing=True),
    "guilt": Word(toward=True, act="own", wants=False),
    "foreseen guilt": Word(toward=True, act="own", wants=False),
    "blame": Word(toward=True, act="theirs"),
    "anger": Word(toward=True),
    "gratitude": Word(toward=True, passing=True),
    "longing": Word(toward=True),
    "foreseen regret": Word(toward=True, act="theirs", wants=False),
}
"""Every word, in the order in which answers list them."""


def word_of(name: object, who: str) -> Word:
    """The word for a feeling.

    Raises:
        UnknownName: If there is no such word.
    """
    if not isinstance(name, str) or name not in WORDS:
        hint = suggest(str(name), WORDS)
        raise UnknownName(f"{who}: there is no feeling {name!r} (feelings: {', '.join(WORDS)}).{hint}")
    return WORDS[name]


def read_felt(asked: Feels, fact: Fact, scope: Scope, who: str) -> FeltQuestion:
    """Read a feeling among the parents of a sign: whose it is, toward whom, about what and since when."""
    word = word_of(asked.name, who)
    if fact.owner is None:
        raise BadTable(f"{who} hangs on {asked.name}, but a chance fact belongs to nobody. Make it a sign: by=...")
    if not fact.index and asked.since is None:
        raise BadTable(f"{who} hangs on {asked.name}, but nothing happens before it that could be felt.")
    since = fact.index - 1 if asked.since is None else scope.fact(asked.since, who, fact.index).index
    toward = _toward(asked, word, fact.owner, scope, who)
    if word.about:
        named = () if asked.about is None else facts_of(asked.about)
        return FeltQuestion((fact.owner,), asked.name, since, about=tuple(scope.fact(f, who).index for f in named))
    return FeltQuestion((fact.owner,), asked.name, since, toward, _act(asked, word, fact, toward, scope, who))


def _toward(asked: Feels, word: Word, owner: int, scope: Scope, who: str) -> tuple[int, ...]:
    if asked.toward is None:
        if word.toward:
            raise BadTable(f"{who} hangs on {asked.name}, which is felt toward somebody. Say toward whom: toward=...")
        return ()
    if not word.toward and not word.image:
        raise BadTable(f"{who} hangs on {asked.name}, which is not felt toward anybody. Leave toward= out.")
    return read_toward(asked.toward, word, owner, scope, who)


def read_toward(toward: PathLike, word: Word, owner: int, scope: Scope, who: str) -> tuple[int, ...]:
    """Toward whom something is felt: another mind, or the audience of an image term."""
    path = scope.path(toward, who)
    if word.toward and (len(path) > 1 or path[0] == owner):
        shown = " > ".join(scope.minds[m] for m in path)
        raise BadTable(f"{who}: toward is {shown!r}; one other mind was due (minds: {listed(scope.minds)}).")
    return path


def _act(asked: Feels, word: Word, fact: Fact, toward: tuple[int, ...], scope: Scope, who: str) -> int | None:
    if not word.act:
        if asked.about is not None:
            raise BadTable(f"{who} hangs on {asked.name}, which is not about an act. Leave about= out.")
        return None
    actor = fact.owner if word.act == "own" else toward[0]
    acts = [f for f in scope.facts if f.cause is Cause.DECISION and f.owner == actor and f.index < fact.index]
    if asked.about is None and len(acts) == 1:
        return acts[0].index
    if asked.about is not None:
        act = scope.fact(asked.about, who, fact.index)  # type: ignore[arg-type]
        if act in acts:
            return act.index
    names = listed([f.name for f in acts]) or "none"
    owner = scope.minds[actor] if actor is not None else "nobody"
    raise BadTable(
        f"{who} hangs on {asked.name}, which is about an act of {owner!r} before it. Name it: about=... ({names})."
    )
