"""What the second half of the founding story claims (scenes 14 to 22), each as a margin: positive where it holds.

As in `first_half`: every function takes the story as read from a file and asks it through the public interface alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from itertools import pairwise, product

import underneath as un
from founding.first_half import EXACT, Margins, love

NO_MOTIVE_MISSING = {"people": {"Sakura": {"unaware": None}}}
KNOWN_TO_HIM = {"seen_by": ["Kakashi", "reader"]}
HALF = 0.5
NEAR = un.event(["wish_Sakura", "wish_Kakashi"], lambda hers, his: hers == his == "near")


def share(story: un.Story, path: str, about: str, outcome: str, at: str | None = None) -> float:
    """The probability that somebody gives to an outcome."""
    return float(story.belief(path, about, at=at)[outcome])


def yes(holds: bool) -> float:
    """The margin of a claim that holds or does not."""
    return 1.0 if holds else -1.0


def likeliest(story: un.Story, decision: str, option: str) -> float:
    """By how much an option is more probable than the best of the others."""
    policy = story.expect(decision)
    return policy[option] - max(share for other, share in policy.items() if other != option)


# --- over the weeks ---------------------------------------------------------------------------------------------------


def weeks(script: un.Script) -> Margins:
    """Scenes 3 to 22: he suspects an infatuation in the days after the kiss, and love when she has come to him."""
    story, margins = script.story, {}
    for version, at, likelier, other in (
        (1, "joke", "infatuation", "love"),
        (1, "dropped", "infatuation", "love"),
        (2, "leaf", "love", "infatuation"),
        (2, "face", "love", "infatuation"),
        (3, "look", "love", "infatuation"),
    ):
        his = story.belief("Kakashi", f"feeling@{version}", at=at)
        margins[f"{likelier} after {at}"] = float(his[likelier]) - float(his[other])
    days, door = (share(story, "Kakashi", f"feeling@{v}", "love", at=at) for v, at in ((1, "dropped"), (2, "face")))
    goes = {
        feeling: script.told_until("leaf").tell({"feeling@2": feeling, **TRAINING}).expect("resolve")["go"]
        for feeling in ("none", "infatuation", "love")
    }
    return margins | {
        "he is surer of love at the door": door - days,
        "love goes to his door sooner than an infatuation": goes["love"] - goes["infatuation"],
        "and an infatuation sooner than nothing": goes["infatuation"] - goes["none"],
    }


TRAINING = {"shirt": "change", "looks": "yes", "caught": "yes", "remark": "yes"}


# --- chapters 3 and 4 -------------------------------------------------------------------------------------------------


def resolve(script: un.Script) -> Margins:
    """Scene 14: by now her doubt costs more than his no might."""
    policy = script.story.expect("resolve")
    return {
        "she goes": policy.utility("go") - policy.utility("let_be"),
        "for doubt is dear": -policy.utility("let_be") - 0.1,
    }


def door(script: un.Script) -> Margins:
    """Scene 15: sound inference, and wrong for want of one motive."""
    story, aware = script.story, script.changed(NO_MOTIVE_MISSING).story
    return {
        "gentle is above love": -_love_above_gentle(story),
        "one motive more turns it": _love_above_gentle(aware),
        "at a prior no higher": share(story, "reader", "motive", "gentle", at="pair")
        - share(story, "reader", "motive", "wary", at="pair"),
        "not if it is rarer still": -_love_above_gentle(_holding_still(script, 0.01)),
        "and the reader thinks that he loves her": love(story, "reader", at="door") - love(story, "Sakura", at="door"),
        "she takes him to have drawn her out": share(story, "Sakura", "course", "draw", at="door") - HALF,
        "for what he has done since the gate": share(story, "Sakura", "course", "draw", at="door")
        - share(story, "Sakura", "course", "draw", at="dropped"),
    }


def _love_above_gentle(story: un.Story) -> float:
    """By how much she thinks love likelier than the motive to let her down gently, at the door."""
    return love(story, "Sakura", at="door") - share(story, "Sakura", "motive", "gentle", at="door")


def _holding_still(script: un.Script, holds_still: float) -> un.Story:
    """The story if she knows that of the men who love so many hold still."""
    return script.changed({**NO_MOTIVE_MISSING, "numbers": {"holds_still": holds_still}}).story


def turning_share(script: un.Script, steps: int = 20) -> float:
    """Of the men who love, how many must hold still for the order to turn at the door; by bisection."""
    low, high = 0.0, 1.0
    for _ in range(steps):
        middle = (low + high) / 2
        low, high = (middle, high) if _love_above_gentle(_holding_still(script, middle)) < 0 else (low, middle)
    return high


def irony(script: un.Script) -> Margins:
    """Scene 15: how far she is from the reader grows more at the door than at any step before."""
    story = script.story
    facts = [fact.name for fact in story.model.facts]
    before = [*facts[facts.index("pair") : facts.index("resolve")], "Better to know"]
    gaps = [float(story.irony("reader", "Sakura", "heart", at=step)) for step in before]
    jump = float(story.irony("reader", "Sakura", "heart", at="door")) - gaps[-1]
    lacking = story.irony("reader", "Sakura", "motive", at="door")
    return {
        "grows most at the door": jump - max(after - earlier for earlier, after in pairwise(gaps)),
        "the motive is outside her awareness": yes(math.isinf(lacking) and lacking.outside == ("wary",)),
    }


def first_kiss(script: un.Script) -> Margins:
    """Scene 16: what he never considered crosses his mind; then she says it; and he would have done otherwise."""
    story, unready = script.story, un.loads(without_growth(script.source.text))
    knowing = unready.changed({"people": {"Kakashi": {"unaware": None}}, "facts": {"first": KNOWN_TO_HIM}})
    old, new = (_odds(story, at) for at in ("door", "face"))
    never = {
        f"never considered, {path}, {at}": EXACT - share(story, path, "first", "first", at=at)
        for path in HIS_HEAD
        for at in ("kiss", "door")
    }
    return never | {
        "the old odds stay": EXACT - abs(new / old - 1),
        "it has some weight before she speaks": share(story, "Kakashi", "first", "first", at="face") - 0.05,
        "and all of it after": EXACT - abs(share(story, "Kakashi", "first", "first", at="words") - 1),
        "without awareness the telling stops": yes(_stops(unready.story)),
        "as it was, he kisses her": likeliest(story, "kiss", "yes"),
        "had he known, he would not": likeliest(knowing.told_until("mask"), "kiss", "no"),
    }


HIS_HEAD = ("Kakashi", "Sakura > Kakashi", "reader > Kakashi", "Ino > Kakashi", "Naruto > Sakura > Kakashi")
"""Paths that end in him: in each of them it is his head that lacks it, whoever knows better."""


def without_growth(text: str) -> str:
    """The story in which nothing crosses his mind before she speaks."""
    return re.sub(r"      - grow: Kakashi\n(?:        .*\n)+", "", text)


def _odds(story: un.Story, at: str) -> float:
    """What he thinks of the two that he has always considered."""
    belief = story.belief("Kakashi", "first", at=at)
    return belief["usual"] / belief["some"]


def _stops(story: un.Story) -> bool:
    """Whether he cannot take in what she says, and the message names him, the step, the fact and the outcome."""
    try:
        story.belief("Kakashi", "heart", at="words")
    except un.ImpossibleEvidence as error:
        return all(word in str(error) for word in ("Kakashi", "'words'", "'tell_first'", "first='first'"))
    return False


def hesitation(script: un.Script) -> Margins:
    """Scene 17: one pause, two readings; had she stayed, she would have heard a yes."""
    story = script.story
    stayed = script.told_until("hesitate").tell({"leaves": "stay"})
    return {
        "she reads it as a no": love(story, "Sakura", at="ask_more") - love(story, "Sakura", at="hesitate"),
        "as the pause of somebody gentle": share(story, "Sakura", "motive", "gentle", at="hesitate")
        - share(story, "Sakura", "motive", "gentle", at="ask_more"),
        "the reader reads it as love": love(story, "reader", at="hesitate") - love(story, "reader", at="ask_more"),
        "so she goes": likeliest(story, "leaves", "walk_out"),
        "had she stayed, he would have said yes": share(stayed, "", "reply", "yes") - HALF,
    }


def comfort(script: un.Script) -> Margins:
    """Scene 18: Ino knows what happened at the door from here on, and not before."""
    story = script.story
    return {
        "Ino knows": EXACT - abs(share(story, "Ino", "leaves", "walk_out", at="comfort") - 1),
        "and did not": 0.99 - share(story, "Ino", "leaves", "walk_out", at="leaves"),
        "comfort is likely": share(story, "", "comfort", "yes", at="reply") - HALF,
    }


# --- chapter 5 --------------------------------------------------------------------------------------------------------


def avoidance(script: un.Script) -> Margins:
    """Scene 19: that both keep away is likelier than all else the two may do, though each wants the other near.

    By the policies of who the two are, both of whom want the other near, and asked in three ways: of each week after
    what came of the week before; of the second week, whatever may come of the first; and of both weeks as one, where
    keeping away throughout is one of sixteen ways, and the likeliest.
    """
    story, margins = script.story, {}
    fortnight = story.belief("", MONTH, at="wish_Kakashi")
    whole = {acts: float(fortnight[acts]) for acts in product(("come", "keep_away"), repeat=4)}
    second = {last: sum(p for acts, p in whole.items() if acts[2:] == last) for last in {acts[2:] for acts in whole}}
    for name, ways in (("both weeks as one", whole), ("week 2, whatever came of week 1", second)):
        throughout = ways.pop(("keep_away",) * len(next(iter(ways))))
        margins[f"{name}: both keep away"] = throughout - max(ways.values())
    for week, before in ((1, "wish_Kakashi"), (2, "keep_away_he_1")):
        acts = story.belief("", [f"keep_away_she_{week}", f"keep_away_he_{week}"], at=before)
        ways = {(she, he): acts[she, he] for she in ("come", "keep_away") for he in ("come", "keep_away")}
        both = ways.pop(("keep_away", "keep_away"))
        margins[f"week {week}: both keep away"] = both - max(ways.values())
    for who, wish in (("Sakura", "wish_Kakashi"), ("Kakashi", "wish_Sakura")):
        start, end = (share(story, who, wish, "far", at=at) for at in ("wish_Kakashi", "keep_away_he_2"))
        margins[f"{who} wants to be near"] = share(story, who, f"wish_{who}", "near") - HALF
        margins[f"{who} thinks it is not wanted"] = end - HALF
        margins[f"{who} takes it from what the other does"] = end - start
    return margins


MONTH = ("keep_away_she_1", "keep_away_he_1", "keep_away_she_2", "keep_away_he_2")
"""What she does, and he, in the first week and in the second."""


def sweets(script: un.Script) -> Margins:
    """Scene 20: Naruto sees that something weighs on her, and not what: more than one thing becomes likelier."""
    story, margins = script.story, {}
    for about, outcome in (("wish_Sakura", "near"), ("shifts", "heavy")):
        before, after = (share(story, "Naruto", about, outcome, at=at) for at in ("shifts", "naruto_sees"))
        margins[f"{about} is likelier"] = after - before
        margins[f"{about} is not sure"] = 0.9 - after
    return margins | {
        "he is sure that she is downcast": EXACT - abs(share(story, "Naruto", "downcast", "yes", at="sweets") - 1),
        "he knows nothing of the kiss": EXACT - share(story, "Naruto", "kiss", "yes", at="sweets"),
        "she is not sure that he saw": 0.99 - share(story, "Sakura", "naruto_sees", "yes", at="sweets"),
    }


def admirers(script: un.Script) -> Margins:
    """Scene 20: two men show what they feel; everybody draws the conclusion but her."""
    story, margins = script.story, {}
    for sign, fact in (("lingers", "liked_in_the_lab"), ("errand", "liked_at_the_desk")):
        for who in ("Naruto", "Ino", "Kakashi"):
            margins[f"{sign}: {who} reads it"] = share(story, who, fact, "yes", at=sign) - HALF
        before, after = (share(story, "Sakura", fact, "yes", at=at) for at in ("pair", sign))
        margins[f"{sign}: she does not"] = EXACT - abs(after - before)
        margins[f"{sign}: how far she is from them"] = float(story.irony("Ino", "Sakura", fact, at=sign)) - 0.1
    return margins


def bench(script: un.Script) -> Margins:
    """Scene 21: one small signal each, and they are out of it."""
    story = script.story
    his = {at: share(story, "Kakashi", "wish_Sakura", "far", at=at) for at in ("sweets", "bench_she")}
    hers = {at: share(story, "Sakura", "wish_Kakashi", "far", at=at) for at in ("bench_she", "bench_he", "relieved")}
    return {
        "until she sits down he thinks it is not wanted": his["sweets"] - HALF,
        "then he does not": HALF - his["bench_she"],
        "he stays": likeliest(story, "bench_he", "stay"),
        "until he stays she thinks it is not wanted": hers["bench_she"] - HALF,
        "then she does not": HALF - hers["relieved"],
        "his relief adds to it": hers["bench_he"] - hers["relieved"],
        "she comes back": likeliest(story, "routine_she", "come"),
    }


def passed_by(script: un.Script) -> Margins:
    """Scene 21, what if: had she passed by, each would more likely than not have stayed away."""
    branch = script.story.what_if({"bench_she": "pass"})
    stays_away = {"bench_he": "get_up", "routine_she": "keep_away", "routine_he": "keep_away"}
    return {fact: float(branch.belief("", fact)[away]) - HALF for fact, away in stays_away.items()}


def routines(script: un.Script) -> Margins:
    """Scene 22: they have each other back, each knows it of the other, and he is more careful than he was."""
    story = script.story
    near = story.mutual(["Sakura", "Kakashi"], NEAR, p=0.75, n=2)
    unsaid = story.what_if({"words": "nothing"}).belief("", "hand")["careful"]
    return {
        "he comes back": likeliest(story, "routine_he", "come"),
        "he touches her less": likeliest(story, "hand", "careful"),
        "for what she told him": story.expect("hand")["careful"] - float(unsaid),
        "each wants the other near, and knows it": float(near) - HALF,
    }


# --- who knows --------------------------------------------------------------------------------------------------------


def who_knows(script: un.Script) -> Margins:
    """Scenes 8, 10 and 16: who is sure of what, and who is sure that others are, before and after it is told."""
    sure = {case: script.story.belief(case[1], case[0], at=case[2]).knows_whether() for case in KNOWING}
    return {
        f"{fact}, {path}, after {at}": yes((sure[fact, path, at] > 1 - EXACT) is knows)
        for (fact, path, at), knows in KNOWING.items()
    }


KNOWING = {
    ("dropped", "Naruto", "dropped"): True,
    ("dropped", "Ino", "council"): False,
    ("dropped", "Ino", "snort"): True,  # she is told before anything else happens
    ("dropped", "Sakura > Kakashi > Naruto", "dropped"): True,
    ("ino_says", "Sakura > Ino", "ino_says"): True,
    ("ino_says", "Kakashi", "comfort"): False,
    ("ino_says", "Sakura > Kakashi", "comfort"): False,
    ("first", "Ino", "ino_says"): True,
    ("first", "Kakashi", "face"): False,
    ("first", "Kakashi", "words"): True,
    ("first", "Sakura > Kakashi", "words"): True,
    ("first", "Ino > Kakashi", "words"): False,
    ("first", "Ino > Kakashi", "comfort"): True,
    ("first", "Naruto", "comfort"): False,
}
"""A fact, a path and a step; and whether the first of the path is sure that the last is sure of the fact."""


CLAIMS: Mapping[str, Callable[[un.Script], Margins]] = {
    "weeks": weeks,
    "resolve": resolve,
    "door": door,
    "irony": irony,
    "first kiss": first_kiss,
    "hesitation": hesitation,
    "comfort": comfort,
    "avoidance": avoidance,
    "sweets": sweets,
    "admirers": admirers,
    "bench": bench,
    "passed by": passed_by,
    "routines": routines,
    "who knows": who_knows,
}
"""Every claim of the second half."""


def margins(script: un.Script) -> dict[str, float]:
    """All margins of all claims."""
    return {f"{name}: {what}": margin for name, claim in CLAIMS.items() for what, margin in claim(script).items()}
