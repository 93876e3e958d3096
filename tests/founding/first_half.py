"""What the first half of the founding story claims (scenes 1 to 13), each as a margin that is positive where it holds.

Every function takes the story as read from a file and asks it through the public interface alone; nothing here knows a
parameter.  `perturbed` moves them all, so that the same claims can be made of stories nearby.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Mapping
from typing import Any

import underneath as un

Margins = Mapping[str, float]
About = Any
"""A fact by its name, or an event."""

EXACT = 1e-12
"""How near two numbers are that ought to be the same."""

PROBES = ("wink", "council")
SMALL = ("murmur", "leg", "leaf")
TRAINED = ("shirt", "remark")
PASSED_OVER = ("answer_1", "answer_2", "answer_3")
SOMETHING = tuple(un.event(f"feeling@{version}", lambda feeling: feeling != "none") for version in range(4))
"""That she feels something for him, an infatuation or love, before the story and after each time that it may change."""


def perturbed(text: str, seed: int, share: float = 0.1) -> str:
    """The text of a story in which every number with a decimal point has moved by up to a share of itself.

    >>> perturbed("{yes: 0.5, no: rest}  # level 2", seed=1)
    '{yes: 0.4634364244112401, no: rest}  # level 2'
    """
    draws = random.Random(seed)
    return re.sub(r"\d+\.\d+", lambda number: repr(float(number[0]) * (1 + draws.uniform(-share, share))), text)


def something(story: un.Story, path: str, version: int = 1, at: str | None = None) -> float:
    """The probability that somebody gives to her feeling something."""
    return float(story.belief(path, SOMETHING[version], at=at)[True])


def love(story: un.Story, path: str, at: str | None = None) -> float:
    """The probability that somebody gives to his loving her."""
    return float(story.belief(path, "heart", at=at)["love"])


def bits(story: un.Story, path: str, about: About, outcome: str | bool = True) -> dict[str, un.Weight]:
    """The ledger of a belief, by step."""
    return {weight.step: weight for weight in story.why(path, about, outcome)}


def around(story: un.Story, path: str, about: About, outcome: str | bool, step: str) -> tuple[float, float]:
    """A belief just before and just after a fact."""
    names = [fact.name for fact in story.model.facts]
    before, after = (story.belief(path, about, at=at) for at in (names[names.index(step) - 1], step))
    return float(before[outcome]), float(after[outcome])


def rise(story: un.Story, path: str, about: About, outcome: str | bool, step: str) -> un.Weight:
    """One row of a ledger: what one fact did to a belief."""
    before, after = around(story, path, about, outcome, step)
    return un.Weight(step, before, after, odds(after) - odds(before))


def odds(p: float) -> float:
    """Log odds in bits."""
    return math.log2(p / (1 - p))


def silence(script: un.Script) -> Margins:
    """Scene 6: his belief rises at every level from 2; hers about his only when she thinks it over."""
    margins = {}
    for level in (2, 3, 4, 5):
        his = script.changed({"people": {"Kakashi": {"level": level}}}).told_until("joke")
        margins[f"read at his level {level}"] = something(his, "Kakashi") - something(his, "Kakashi", at="usual_day")
    rows = bits(script.told_until("joke"), "Sakura > Kakashi", SOMETHING[1])
    quiet, thinks = rows["joke"], rows["Sakura reasons at level 3"]
    margins["unseen at her level 2"] = EXACT - abs(quiet.after - quiet.before)
    margins["seen when she thinks it over"] = thinks.after - quiet.before
    deep = script.changed({"people": {"Sakura": {"level": 3}}}).told_until("joke")
    margins["seen at her level 3"] = something(deep, "Sakura > Kakashi") - something(
        deep, "Sakura > Kakashi", at="usual_day"
    )
    return margins


def mask(script: un.Script) -> Margins:
    """Scene 3: a bare face is evidence of love, a kiss through the mask against it; at face value it says nothing."""
    leave, plain = script.told_until("leave"), script.changed({"people": {"Sakura": {"level": 1}}}).told_until("leave")
    prior = love(leave, "Sakura", at="pair")
    kiss = {worn: {"mask": worn, "kiss": "yes"} for worn in ("on", "off")}
    moved = [abs(love(plain.tell(told), "Sakura") - love(plain, "Sakura", at="pair")) for told in kiss.values()]
    return {
        "off is above her prior": love(leave.tell(kiss["off"]), "Sakura") - prior,
        "on is below it": prior - love(leave.tell(kiss["on"]), "Sakura"),
        "at level 1 it says nothing": EXACT - max(moved),
    }


def bare_face(script: un.Script) -> Margins:
    """Scene 3: she takes his bare face for trust before anything else; it is evidence for more, trust or no trust."""
    leave = script.told_until("leave")
    prior, off, on = (
        told.belief("Sakura", ["trust", "heart"])
        for told in (leave, *(leave.tell({"mask": worn, "kiss": "yes"}) for worn in ("off", "on")))
    )

    def trust(belief: un.Belief) -> float:
        return float(belief["yes", "friend"] + belief["yes", "love"])

    def more(belief: un.Belief, trusts: str) -> float:
        return float(belief[trusts, "love"] / (belief[trusts, "friend"] + belief[trusts, "love"]))

    return {
        "she thinks that he trusts her": trust(off) - 0.5,
        "and took it from his face": trust(off) - trust(prior),
        "a mask kept on speaks against it": trust(prior) - trust(on),
        "she thinks it likelier than love": trust(off) - love(leave.tell({"mask": "off", "kiss": "yes"}), "Sakura"),
        "of who trusts her it says that he loves her": more(off, "yes") - more(prior, "yes"),
        "and the more of who does not": more(off, "no") - more(off, "yes"),
    }


def herself(script: un.Script) -> Margins:
    """Scenes 3 to 12: she notices something, not what it is; her own hands tell her more; then she knows."""
    story = script.told_until("leaf")
    night, gate, ino = (
        story.belief(who, "feeling@1", at=at)
        for who, at in (("Sakura", "stunned"), ("Sakura", "dropped"), ("Ino", "advice"))
    )
    now = script.told_until("feeling@2")
    return {
        "something is likelier than not": 0.5 - float(night["none"]),
        "that it is anything she does not know": float(night["none"]) - 0.01,
        "what it is neither": 0.95 - max(float(night[kind] / (1 - night["none"])) for kind in ("infatuation", "love")),
        "what she drops tells her that it is something": float(night["none"] - gate["none"]),
        "Ino guesses that it is": 0.5 - float(ino["none"]),
        "an infatuation rather than love": float(ino["infatuation"] - ino["love"]),
        "and is not sure": 0.95 - float(ino["infatuation"]),
        "after some weeks she knows": EXACT - (1 - float(now.belief("Sakura", "feeling@2")["love"])),
        "and he does not": 0.95 - float(now.belief("Kakashi", "feeling@2")["love"]),
    }


def wink(script: un.Script) -> Margins:
    """Scene 8: the wink is best for what it tells him, in any mood; blind, or with no later step, it is not."""
    margins = {}
    for mood in ("even", "playful"):
        other = script.changed({"facts": {"mood": {"told": mood}}})
        policy, told = other.told_until("conceal").expect("wink"), other.told_until("conceal").voi("wink")
        blind = {act: policy.utility(act) - told[act] for act in ("nothing", "wink", "ask")}
        short = other.changed({"people": {"Kakashi": {"horizon": 1}}}).told_until("conceal").expect("wink")
        best_else = max(policy.utility("nothing"), policy.utility("ask"))
        margins[f"best, {mood}"] = policy.utility("wink") - best_else
        margins[f"not better when blind, {mood}"] = blind["nothing"] - blind["wink"]
        margins[f"asking tells more, {mood}"] = told["ask"] - told["wink"]
        margins[f"asking costs more, {mood}"] = blind["wink"] - blind["ask"]
        margins[f"not better if the plan ends at the gate, {mood}"] = short.utility("nothing") - short.utility("wink")
    return margins


def witness(script: un.Script) -> Margins:
    """Scene 8: what she drops tells Naruto no more than it tells Kakashi, and he ends lower, wink seen or not."""
    margins = {}
    for view in ("unseen", "wink"):
        story = script.told_until("wink").tell(naruto_sees_wink=view, dropped="yes")
        his, narutos = (rise(story, who, SOMETHING[1], True, "dropped") for who in ("Kakashi", "Naruto"))
        margins |= {
            f"Kakashi's belief rises, {view}": his.bits,
            f"Naruto's belief rises, {view}": narutos.bits,
            f"Naruto gets no more bits, {view}": his.bits - narutos.bits,
            f"Naruto ends lower, {view}": his.after - narutos.after,
        }
    story = script.told_until("snort")
    return margins | {"and still does after the council": something(story, "Kakashi") - something(story, "Naruto")}


def small_acts(script: un.Script) -> Margins:
    """Scenes 8 to 13: whatever can be denied weighs less than the bare face, done or left out, and has a weight."""
    story = script.told_until("remark")
    face = loving(story, "mask")
    margins = {f"{act} weighs less": face - abs(loving(story, act)) for act in (*PROBES, *SMALL, *TRAINED)}
    for act in (*SMALL, *TRAINED):
        out = loving(script.told_until(_before(script, act)).tell({act: "nothing"}), act)
        margins[f"{act} left out weighs less"] = face - abs(out)
        margins[f"{act} left out speaks against love"] = -out
    return margins | {f"{act} has a weight": abs(loving(story, act)) - 1e-3 for act in PASSED_OVER}


def loving(story: un.Story, step: str) -> float:
    """What a step weighs in her belief that he loves her, in bits."""
    return rise(story, "Sakura", "heart", "love", step).bits


def _before(script: un.Script, fact: str) -> str:
    """The fact before another."""
    names = [step.name for step in script.steps if step.name]
    return names[names.index(fact) - 1]


def deniable(script: un.Script) -> Margins:
    """Scenes 12 and 13: what makes a small act deniable is the innocent motive; without it the act weighs more.

    The change of shirt is left out: it has no other motive than the innocent one.
    """
    story = script.told_until("remark")
    bare = script.changed({"numbers": {"play": 0, "ease": 0}}).told_until("remark")
    return {f"{act} weighs more without it": loving(bare, act) - loving(story, act) for act in (*SMALL, "remark")}


def joked(script: un.Script) -> Margins:
    """Scene 6, what if: had she joked, he would believe less, wink less, and she would drop her food less."""
    story = script.told_until("snort")
    branch, joke = story.what_if({"joke": "joke"}), script.told_until("joke")
    likely = {fact: float(joke.belief("", fact)[was]) for fact, was in (("wink", "wink"), ("dropped", "yes"))}
    return {
        "his belief falls": something(story, "Kakashi", at="usual_day")
        - float(branch.belief("Kakashi", SOMETHING[1], at="joke")[True]),
        "the wink is less likely": likely["wink"] - float(branch.belief("", "wink")["wink"]),
        "dropping food is less likely": likely["dropped"] - float(branch.belief("", "dropped")["yes"]),
    }


def council(script: un.Script) -> Margins:
    """Scene 9: the elders hear nothing in the question; those who were at the gate do."""
    story = script.told_until("council")
    feelings = (("feeling@1", feeling) for feeling in ("infatuation", "love"))
    facts = (("heart", "love"), *feelings, ("course", "draw"), ("mood", "playful"))

    def moved(who: str) -> float:
        found = [around(story, who, about, outcome, "council") for about, outcome in facts]
        return max(abs(after - before) for before, after in found)

    return {
        "nothing for the elders": EXACT - moved("elders"),
        "something for Naruto": moved("Naruto") - 1e-3,
        "something for Sakura": moved("Sakura") - 1e-3,
    }


def friends_word(script: un.Script) -> Margins:
    """Scene 10: Ino's word raises what Sakura thinks of his wish, of his love, and of Ino's eye."""
    story = script.told_until("ino_says")
    return {
        "the wish": rise(story, "Sakura", "reason", "wanted", "ino_says").bits,
        "love": loving(story, "ino_says"),
        "trust": rise(story, "Sakura", "ino_reads", "yes", "ino_says").bits,
        "Ino's own view is the stronger one": float(story.belief("Ino", "reason")["wanted"])
        - float(story.belief("Sakura", "reason")["wanted"]),
    }


def advice(script: un.Script) -> Margins:
    """Scene 10: the surer Ino is of his wish the likelier she says: be bold; no news of him, and she hints more."""
    story, before = script.told_until("hint_1"), script.told_until("ino_reads")
    bold = {
        says: float(before.tell({"ino_says": says}).belief("", "advice")["boldness"]) for says in ("cover", "wanted")
    }
    told = script.told_until("ino_says")
    hinted = {says: told.tell({"advice": says}).expect("hint_1")["hint"] for says in ("patience", "boldness")}
    return {
        "likelier than not": bold["wanted"] - 0.5,
        "and less if she saw no wish": bold["wanted"] - bold["cover"],
        "no news of him": EXACT - abs(loving(story, "advice")),
        "she hints the more for it": hinted["boldness"] - hinted["patience"],
    }


def hints(script: un.Script) -> Margins:
    """Scene 11: each answer that is none lowers love, and raises the motive that would have her wait."""
    story = script.told_until("answer_3")
    return {f"{act} lowers love": -loving(story, act) for act in PASSED_OVER} | {
        f"{act} raises gentle": rise(story, "Sakura", "motive", "gentle", act).bits for act in PASSED_OVER
    }


CLAIMS: dict[str, Callable[[un.Script], Margins]] = {
    "silence": silence,
    "mask": mask,
    "a bare face": bare_face,
    "herself": herself,
    "wink": wink,
    "witness": witness,
    "small acts": small_acts,
    "deniable": deniable,
    "joked": joked,
    "council": council,
    "a friend's word": friends_word,
    "a friend's advice": advice,
    "hints": hints,
}
"""Every claim of the first half."""


def margins(script: un.Script) -> dict[str, float]:
    """All margins of all claims."""
    found = {f"{name}: {what}": margin for name, claim in CLAIMS.items() for what, margin in claim(script).items()}
    assert all(math.isfinite(margin) for margin in found.values()), found
    return found
