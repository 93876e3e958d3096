"""Sensing: the questions of a file about what people feel, and whose feelings a run shows."""

from __future__ import annotations

from typing import Any

from underneath.errors import suggest
from underneath.files.building import Building
from underneath.files.feeling import no_feeling, wrong_toward
from underneath.files.lookups import acts_of, facts_of, moment_of, path_of
from underneath.files.problems import Said
from underneath.files.queries import FeelQuery
from underneath.model.facts import Fact
from underneath.model.faults import listed
from underneath.model.feelings import WORDS

# --- questions --------------------------------------------------------------------------------------------------------


def read_feelings(building: Building, said: Said, common: dict[str, Any]) -> FeelQuery | None:
    """All that somebody feels in a step."""
    of = _whose(building, said.at("feelings"), None)
    at = moment_of(building, said, "at")
    since = _since(building, said, at)
    return None if of is None else FeelQuery(feeling=None, of=of, at=at, since=since, **common)


def read_feel(building: Building, said: Said, common: dict[str, Any]) -> FeelQuery | None:
    """One feeling in a step."""
    name, of = _feeling(building, said.at("feel")), _whose(building, said.at("of"), said.data["feel"])
    at = moment_of(building, said, "at")
    since = _since(building, said, at)
    part = building.part(said, "toward")
    toward = None if part is None else path_of(building, part)
    if name is None or of is None or (part is not None and toward is None):
        return None
    if not _is_toward(building, said, name, of, toward) or not _is_about(building, said, name, of, toward):
        return None
    about = facts_of(building, building.part(said, "about"))
    named = about[0] if len(about) == 1 else about or None
    return FeelQuery(feeling=name, of=of, at=at, since=since, toward=toward, about=named, **common)


def _feeling(building: Building, said: Said) -> str | None:
    if said.data in WORDS:
        return str(said.data)
    text = f"{building.who(said.way)}: {no_feeling(said.data)}"
    building.complain("U224", said, text, suggest(said.data, WORDS))
    return None


def _whose(building: Building, said: Said, feeling: str | None) -> str | None:
    """Whose feeling it is; who wants nothing feels little."""
    path = path_of(building, said)
    if path == "":
        text = f"{building.who(said.way)}: `nobody` is the world itself, which feels nothing."
        building.complain("U212", said, text, "Name a person, or a path.")
        return None
    needs = feeling is None or feeling not in WORDS or WORDS[feeling].wants
    return path if path is None or not needs or ">" in path or _wants(building, path, said) else None


def _since(building: Building, said: Said, at: str | None) -> str | None:
    """The fact just before which a step starts; it does not end before that."""
    part = building.part(said, "since")
    fact = None if part is None else building.fact(part)
    if part is None or fact is None:
        return None
    if at is not None and fact.place > _place(building, at):
        text = f"{building.who(said.way)}: the step would start at {fact.name!r}, after {at!r} at which it ends."
        building.complain("U212", part, text)
    return fact.name


def _place(building: Building, moment: str) -> int:
    """The place of a fact, or of the last item of a scene."""
    scene = next((scene for scene in building.scenes if scene.name == moment), None)
    return building.draft.scope.fact(moment, "").place if scene is None else scene.end - 1


# --- toward whom, and about what --------------------------------------------------------------------------------------


def _is_toward(building: Building, said: Said, name: str, of: str, toward: str | None) -> bool:
    """Whether a feeling that is felt toward somebody names them, and any other does not."""
    owner, word = of.rsplit(" > ", maxsplit=1)[-1], WORDS[name]
    if toward is None:
        if word.toward:
            text = f"{building.who(said.way)} lacks the key 'toward': {name} is felt toward somebody."
            building.complain("U202", said, text, f"Such as toward: {_other(building, owner)}", key=True)
        return not word.toward
    wrong = wrong_toward(name, owner, toward) if toward else f"{name} is felt toward people, and `nobody` is none."
    if wrong:
        key = not (word.toward or word.image)
        building.complain("U212", said.at("toward"), f"{building.who(said.way)}: {wrong}", key=key)
    return not wrong


def _other(building: Building, owner: str) -> str:
    others = [name for name in building.minds if name != owner and name not in building.readers]
    return others[0] if others else "NAME"


def _is_about(building: Building, said: Said, name: str, of: str, toward: str | None) -> bool:
    """Whether what a feeling is about is an act of the right person; of a belief shift, facts."""
    part, word = building.part(said, "about"), WORDS[name]
    if part is None:
        return "about" not in said.data
    who = building.who(said.way)
    if not word.act and not word.about:
        building.complain("U212", part, f"{who}: {name} is not about an act, nor about other facts.", key=True)
        return False
    found = [building.fact(one) for one in part.words()]
    facts = [fact for fact in found if fact is not None]
    if len(facts) < len(found) or word.about:
        return len(facts) == len(found)
    actor = toward if word.act == "theirs" and toward else of.rsplit(" > ", maxsplit=1)[-1]
    return _is_act(building, part, name, actor, facts)


def _is_act(building: Building, part: Said, name: str, actor: str, facts: list[Fact]) -> bool:
    acts = acts_of(building, actor)
    if len(facts) == 1 and facts[0].name in acts:
        return True
    came = f"{facts[0].name!r} is none" if len(facts) == 1 else f"{len(facts)} facts came"
    text = f"{building.who(part.way[:-1])}: {name} is about an act of {actor!r}, and {came}"
    building.complain("U212", part, f"{text} (acts: {listed(acts) or 'none'}).")
    return False


# --- whose feelings a run shows ---------------------------------------------------------------------------------------


def read_shown(building: Building) -> tuple[str, ...]:
    """Whose feelings a run shows."""
    said = building.part(building.root, "feelings")
    if said is None:
        return ()
    found = [(one, building.person(one)) for one in said.words()]
    shown = [name for one, name in found if name is not None and _wants(building, name, one)]
    return tuple(dict.fromkeys(shown))


def _wants(building: Building, person: str, said: Said) -> bool:
    """Whether somebody wants something; where the file has faults, what was wanted may be among them."""
    heads = (f"in the head of {path!r}, wants" for path in (person, f"* > {person}"))
    own = next((building.terms[key] for key in heads if key in building.terms), None)
    if (building.terms.get(f"wants of {person!r}") if own is None else own) or building.problems.found:
        return True
    text = f"{building.who(said.way)}: {person!r} wants nothing in this story, so nothing is at stake for them."
    building.complain("U226", said, text, "Say what they want: wants, here or of an act.")
    return False
