"""What people in the founding story feel, and from what: each claim as a margin that is positive where it holds.

As in `first_half`: every function takes the story as read from a file and asks it through the public interface alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import underneath as un
from founding.first_half import EXACT, Margins

BOTH = (("Sakura", "Kakashi"), ("Kakashi", "Sakura"))
KISS = ("mask", "kiss")

NO_FORESIGHT = {"heads": {"Sakura > Kakashi": {"tables": {f"feeling@{version}": {"none": 1} for version in range(3)}}}}
"""A Kakashi, as she has him in mind, who is sure that she feels nothing: he could foresee no harm to her."""


def felt(story: un.Story, who: str, name: str, at: str, **more: str) -> float:
    """How strongly somebody feels something in a step."""
    return float(un.feeling(story, who, name, at=at, **more))  # type: ignore[arg-type]


def gate(script: un.Script) -> Margins:
    """Scene 8: she is embarrassed before two people, and more before the one whose belief she cares for."""
    story = script.told_until("dropped")
    before = {who: felt(story, "Sakura", "embarrassment", "dropped", toward=who) for who in ("Kakashi", "Naruto")}
    return {f"before {who}": amount for who, amount in before.items()} | {
        "more before Kakashi": before["Kakashi"] - before["Naruto"]
    }


def said_aloud(script: un.Script) -> Margins:
    """Scene 13: his remark tells her that he has seen, and him that she knows; had he been silent, neither."""
    loud = script.told_until("remark")
    silent = script.told_until("caught").tell(remark="nothing")
    names = ("embarrassment", "mortification")
    aloud, unsaid = (
        [felt(told, "Sakura", name, "remark", since="looks", toward="Kakashi") for name in names]
        for told in (loud, silent)
    )
    return {
        "she is embarrassed": aloud[0],
        "she is mortified": aloud[1] - aloud[0],
        "had he been silent she would be less": aloud[1] - unsaid[1],
        "and not for being known to know": EXACT - abs(unsaid[1] - unsaid[0]),
    }


def managed(script: un.Script) -> Margins:
    """Scene 15: she is angry at being managed, and at nothing that he could not have foreseen."""
    story = script.told_until("greeting")
    anger = un.feeling(story, "Sakura", "anger", at="greeting", toward="Kakashi")
    innocent = script.changed(NO_FORESIGHT).told_until("greeting")
    return {
        "she is angry": float(anger),
        "for what he could have spared her by speaking first": float(
            anger.parts["could have been spared at greeting"]  # type: ignore[arg-type]
        ),
        "not at who could not have foreseen it": EXACT
        - felt(innocent, "Sakura", "anger", "greeting", toward="Kakashi"),
    }


def remorse(script: un.Script) -> Margins:
    """Scene 16: he regrets the kiss and feels guilty for it; it was no mistake, and she does not blame him."""
    story = script.told_until("words")
    margins = {
        "he regrets the kiss": felt(story, "Kakashi", "regret", "words", about="kiss"),
        "he feels guilty": felt(story, "Kakashi", "guilt", "words", toward="Sakura", about="kiss"),
    }
    for act in KISS:
        foreseen = felt(story, "Kakashi", "foreseen guilt", "words", toward="Sakura", about=act)
        blame = felt(story, "Sakura", "blame", "words", toward="Kakashi", about=act)
        margins |= {
            f"{act} was no mistake": EXACT - felt(story, "Kakashi", "mistake", "words", about=act),
            f"no guilt about {act} was foreseen": EXACT - foreseen,
            f"she does not blame him for {act}": EXACT - blame,
        }
    return margins


def slow_answer(script: un.Script) -> Margins:
    """Scene 17: his pause disappoints her; by the time she has answered for him there is nothing left to fear."""
    story = script.told_until("leaves")
    return {
        "she is disappointed": felt(story, "Sakura", "disappointment", "hesitate"),
        "she hoped": felt(story, "Sakura", "hope", "ask_more"),
        "she has nothing more to fear": EXACT - felt(story, "Sakura", "fear", "leaves"),
    }


def longing(script: un.Script) -> Margins:
    """Scene 19: both long for each other, for more than either could mend alone."""
    story, margins = script.told_until("keep_away_he_2"), {}
    for who, other in BOTH:
        found = un.feeling(story, who, "longing", at="wish_Kakashi", toward=other)
        now = un.feeling(story, who, "hope", at="wish_Kakashi").parts["V now"]
        alone = float(found.parts["best alone"]) - float(now)  # type: ignore[arg-type]
        margins[f"{who} longs"] = float(found)
        margins[f"{who} could not mend it alone"] = float(found) - alone
    return margins


def relief(script: un.Script) -> Margins:
    """Scene 21: each is relieved by what the other does, and relief is exactly the fall of fear."""
    story = script.told_until("relieved")
    feared = {at: felt(story, "Sakura", "fear", at) for at in ("bench_she", "bench_he")}
    hers, his = (felt(story, who, "relief", at) for who, at in (("Sakura", "bench_he"), ("Kakashi", "bench_she")))
    # Of his fear before she sits down nothing is told but V and r: it is what hope is short of their difference.
    parts = un.feeling(story, "Kakashi", "disappointment", at="bench_she").parts
    joy, hope = (un.feeling(story, "Kakashi", name, at="bench_she").parts for name in ("joy", "hope"))
    start = float(joy["V before"]) - float(hope["reference point"])  # type: ignore[arg-type]
    fall = float(parts["hope before"]) - start - felt(story, "Kakashi", "fear", "bench_she")  # type: ignore[arg-type]
    return {
        "she is relieved": hers,
        "he is relieved": his,
        "hers is the fall of her fear": EXACT - abs(hers - max(0.0, feared["bench_she"] - feared["bench_he"])),
        "his is the fall of his": EXACT - abs(his - max(0.0, fall)),
    }


CLAIMS: Mapping[str, Callable[[un.Script], Margins]] = {
    "embarrassed at the gate": gate,
    "mortified after training": said_aloud,
    "angry at the door": managed,
    "remorse without fault": remorse,
    "a slow answer": slow_answer,
    "longing": longing,
    "relief": relief,
}
"""Every claim about feelings."""


def margins(script: un.Script) -> dict[str, float]:
    """All margins of all claims."""
    return {f"{name}: {what}": margin for name, claim in CLAIMS.items() for what, margin in claim(script).items()}
