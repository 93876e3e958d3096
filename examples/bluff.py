"""A bluff with one card: what a bet says depends on how deep the other is thought to think.

Ann sees a high or a low card, and bets or checks.  Bob, who does not see it, calls or folds.  A check wins or loses 1;
a bet that is folded to wins 1, and one that is called wins or loses 2.

No level has the last word: who takes the other to be honest folds, who expects that bluffs, who expects that calls.
"""

from __future__ import annotations

import underneath as un


def stake(card: str, bet: str, call: str) -> float:
    """What Ann wins, and Bob loses."""
    if bet == "bet" and call == "fold":
        return 1.0
    won = 1.0 if card == "high" else -1.0
    return 2 * won if bet == "bet" else won


def table(level: int) -> un.World:
    """Ann and Bob, both of the same level."""
    w = un.World("bluff")
    ann = w.mind("Ann", level=level, rationality=3.0)
    bob = w.mind("Bob", level=level, rationality=3.0)
    card = w.chance("card", {"low": 0.5, "high": 0.5}, seen_by=[ann])

    # By habit Ann bets on a high card only, and Bob calls half of the time.
    honest = {"low": {"check": 0.9, "bet": 0.1}, "high": {"check": 0.1, "bet": 0.9}}
    bet = w.decision("bet", by=ann, options=["check", "bet"], habit=honest, given=[card])
    can_call = un.when([bet], lambda bet: bet == "bet")
    w.decision("call", by=bob, options=["fold", "call"], habit={"fold": 0.5, "call": 0.5}, available={"call": can_call})
    w.wants(ann, stake, given=["card", "bet", "call"])
    w.wants(bob, lambda card, bet, call: -stake(card, bet, call))
    return w


print("level  bluffs  bets when high  Bob's P(high | bet)  Bob calls")
for level in range(7):
    w = table(level)
    low, high = (w.tell(card=card).expect("bet")["bet"] for card in ("low", "high"))
    seen = w.tell(bet="bet")
    thinks, calls = seen.belief("Bob", "card")["high"], seen.expect("call")["call"]
    print(f"{level:>5}  {low:6.3f}  {high:14.3f}  {thinks:19.3f}  {calls:9.3f}")
