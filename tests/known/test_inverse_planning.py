"""Reading goals and feelings off acts: a small gridworld, and a touch that fits two feelings.

Baker, C. L., Saxe, R., and Tenenbaum, J. B. (2009), Action understanding as inverse planning, Cognition 113.
Eyster, E., and Rabin, M. (2005), Cursed equilibrium, Econometrica 73.
Pearl, J. (1988), Probabilistic reasoning in intelligent systems (explaining away).
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest

import underneath as un
from known.closed_form import CLOSED, SIX, sigma

SIDE = 3
MOVES = {"stay": (0, 0), "up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}
GOALS = {"corner": (0, 2), "middle": (1, 2), "far": (2, 2)}
START = (1, 0)
STEPS = 3
RATIONALITY = 2.0


def step(at: tuple[int, int], move: str) -> tuple[int, int]:
    """The next cell; walls stop."""
    row, column = at[0] + MOVES[move][0], at[1] + MOVES[move][1]
    return (row, column) if 0 <= row < SIDE and 0 <= column < SIDE else at


def walk(moves: tuple[str, ...]) -> tuple[int, int]:
    """Where a sequence of moves leads."""
    at = START
    for move in moves:
        at = step(at, move)
    return at


def grid() -> un.World:
    """A walker with one of three goals, who loses 1 a step until there; the watcher sees every step."""
    w = un.World("grid", habit="uniform")
    walker = w.mind("walker", level=1, rationality=RATIONALITY, foresight=math.inf)
    w.mind("watcher", level=2)
    goal = w.chance("goal", dict.fromkeys(GOALS, 1 / 3), seen_by=[walker])
    cells = [f"{row}{column}" for row in range(SIDE) for column in range(SIDE)]
    at = w.chance("at_0", cells, p={f"{START[0]}{START[1]}": 1.0})
    for t in range(STEPS):
        move = w.decision(f"move_{t}", by=walker, options=list(MOVES))
        at = w.chance(f"at_{t + 1}", cells, given=[at, move], value=lambda cell, move: name(step(cell_at(cell), move)))
        w.wants(walker, lambda cell, goal: -float(cell_at(cell) != GOALS[goal]), given=[at, goal])
    return w


def name(cell: tuple[int, int]) -> str:
    """A cell as a label."""
    return f"{cell[0]}{cell[1]}"


def cell_at(label: str) -> tuple[int, int]:
    """A label as a cell."""
    return int(label[0]), int(label[1])


def q_values(goal: str, left: int) -> npt.NDArray[np.float64]:
    """Optimal values of (row, column, move) with so many steps left, by value iteration."""
    value = np.zeros((SIDE, SIDE))
    q = np.zeros((SIDE, SIDE, len(MOVES)))
    for _ in range(left):
        for row, column in np.ndindex(SIDE, SIDE):
            reached = [step((row, column), move) for move in MOVES]
            q[row, column] = [value[cell] - (cell != GOALS[goal]) for cell in reached]
        value = q.max(axis=2)
    return q


def posterior(moves: tuple[str, ...]) -> npt.NDArray[np.float64]:
    """Goals after some moves, read by the softmax of the optimal values."""
    weight = np.ones(len(GOALS)) / len(GOALS)
    for t, move in enumerate(moves):
        at = walk(moves[:t])
        for g, goal in enumerate(GOALS):
            scores = np.exp(RATIONALITY * q_values(goal, STEPS - t)[at])
            weight[g] *= scores[list(MOVES).index(move)] / scores.sum()
    return np.asarray(weight / weight.sum())


@pytest.mark.parametrize("walked", ["right right stay", "up right right", "right down right", "stay left up"])
def test_goal_from_path(walked: str) -> None:
    """After every step the watcher's belief about the goal is Bayes on softmax over optimal values."""
    story, moves = grid().tell(), tuple(walked.split())
    for t, move in enumerate(moves):
        story = story.tell({f"move_{t}": move})
        belief = story.belief("watcher", "goal")
        assert [belief[goal] for goal in GOALS] == pytest.approx(posterior(moves[: t + 1]).tolist(), abs=CLOSED)


@pytest.mark.parametrize("goal", GOALS)
def test_value_of_moves(goal: str) -> None:
    """The expected utilities of the first move are the optimal values."""
    policy = grid().tell(goal=goal).expect("move_0")
    expected = q_values(goal, STEPS)[START]
    assert [policy.utility(move) for move in MOVES] == pytest.approx(expected.tolist(), abs=CLOSED)


def touch(reader_level: int, chi: float = 0.0) -> un.World:
    """Touching is worth 1 to who likes and 0.2 to who does not, and costs 0.5; friends touch with 0.4 anyway."""
    w = un.World("touch")
    k = w.mind("K", level=1, rationality=2.0)
    w.mind("reader", level=reader_level, chi=chi)
    feeling = w.chance("feeling", {"likes": 0.3, "neutral": 0.7}, seen_by=[k])
    act = w.decision("act", by=k, options=["touch", "none"], habit={"touch": 0.4, "none": 0.6})
    w.wants(k, {("touch", "likes"): 1.0 - 0.5, ("touch", "neutral"): 0.2 - 0.5}, given=[act, feeling])
    return w


@pytest.mark.parametrize(("feeling", "p"), [("likes", 0.731059), ("neutral", 0.354344)])
def test_touch_policy(feeling: str, p: float) -> None:
    """Who likes touches with sigma(1), who does not with sigma(-0.6)."""
    assert touch(2).tell(feeling=feeling).expect("act")["touch"] == pytest.approx(p, abs=SIX)


@pytest.mark.parametrize(
    ("level", "chi", "likes"), [(1, 0.0, 0.3), (2, 0.0, 0.469271), (2, 0.5, 0.384635), (2, 1.0, 0.3)]
)
def test_readings_of_a_touch(level: int, chi: float, likes: float) -> None:
    """Face value and a fully cursed reading keep the prior; inverse planning moves; half-cursed is in between."""
    belief = touch(level, chi).tell(act="touch").belief("reader", "feeling")
    assert belief["likes"] == pytest.approx(likes, abs=SIX)
    policy = {"likes": sigma(1), "neutral": sigma(-0.6)}
    average = 0.3 * policy["likes"] + 0.7 * policy["neutral"]
    blend = chi if level == 2 else 1.0
    expected = 0.3 * (blend * average + (1 - blend) * policy["likes"]) / average
    assert belief["likes"] == pytest.approx(expected, abs=CLOSED)


@pytest.mark.parametrize(("need", "wants"), [("yes", 0.245711), ("no", 0.586383), (None, 0.28175)])
def test_need_explains_away(need: str | None, wants: float) -> None:
    """Knowing that the mission needed the kiss lowers the belief that he wanted it."""
    w = un.World("cover", habit="uniform")
    k, observer = w.mind("K", level=1, rationality=2.0), w.mind("observer", level=2)
    want = w.chance("want", {"no": 0.8, "yes": 0.2}, seen_by=[k])
    mission = w.chance("need", {"no": 0.5, "yes": 0.5}, seen_by=[k, observer] if need else [k])
    w.decision("act", by=k, options=["kiss", "hide"])
    w.wants(k, lambda act, want, need: (act == "kiss") * ((want == "yes") + 2 * (need == "yes") - 1.5))
    story = w.tell({mission: need} if need else {}, act="kiss")
    assert story.belief(observer, want)["yes"] == pytest.approx(wants, abs=SIX)
    likelihood = {(f, n): sigma(2 * (f + 2 * n - 1.5)) for f in (0, 1) for n in (0, 1)}
    seen = [n for n in (0, 1) if need in (None, ("no", "yes")[n])]
    weight = {f: p * sum(likelihood[f, n] for n in seen) for f, p in {0: 0.8, 1: 0.2}.items()}
    assert story.belief(observer, want)["yes"] == pytest.approx(weight[1] / sum(weight.values()), abs=CLOSED)
