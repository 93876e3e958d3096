"""Rational speech acts: scalar implicature and the reference game.

Frank, M. C., and Goodman, N. D. (2012), Predicting pragmatic reasoning in language games, Science 336.
Goodman, N. D., and Frank, M. C. (2016), Pragmatic language interpretation as probabilistic inference, TiCS 20.

A speaker wants the listener to believe in the true state (log probability, weighted by alpha, her rationality).  Each
image term takes a level for the act and one for the reading: speaker n is a mind of level 2n-1, listener n of level 2n.
The literal speaker thinks of an utterance at random, says it where it is true, and else says nothing, so a literal
listener holds the prior restricted to the states in which the words are true.  Silence costs so much that nobody keeps
it; were it worth minus infinity, a listener who reads a speaker that weighs it would have nothing to go by.
"""

from __future__ import annotations

import pytest

import underneath as un
from known.closed_form import CLOSED, SIX, log

SOME_NOT_ALL = "some but not all"
SILENCE_COSTS = 100.0
LITERAL = {SOME_NOT_ALL: {"some": 0.5, "nothing": 0.5}, "all": {"some": 0.5, "all": 0.5}}


def implicature(alpha: float, speaker_level: int, listener_level: int) -> un.World:
    """One speaker who knows the state, one listener, and two things to say."""
    w = un.World("some or all")
    speaker = w.mind("speaker", level=speaker_level, rationality=alpha)
    listener = w.mind("listener", level=listener_level)
    state = w.chance("state", {SOME_NOT_ALL: 0.5, "all": 0.5}, seen_by=[speaker])
    says = w.decision("says", by=speaker, options=["some", "all", "nothing"], habit=LITERAL, given=[state])
    w.wants(speaker, un.image(listener, about=state, worth=lambda b, state: log(b[state]), after=says))
    w.wants(speaker, {"nothing": -SILENCE_COSTS}, given=[says])
    return w


def doubt_by_recursion(alpha: float, n: int) -> float:
    """L_n(all | some): S_{n+1}(some | all) = x^alpha / (x^alpha + 1), L_{n+1} = S / (S + 1), from x = 1/2."""
    x = 0.5
    for _ in range(n):
        said = x**alpha / (x**alpha + 1)
        x = said / (said + 1)
    return x


@pytest.mark.parametrize("alpha", [1, 2])
@pytest.mark.parametrize("n", [0, 1, 2, 3, 4])
def test_listener(alpha: float, n: int) -> None:
    """Listener n, a mind of level 2n, hears "some" as "not all" ever more firmly."""
    belief = implicature(alpha, 2 * n - 1 if n else 0, 2 * n).tell(says="some").belief("listener", "state")
    assert belief["all"] == pytest.approx(doubt_by_recursion(alpha, n), abs=CLOSED)


@pytest.mark.parametrize("alpha", [1, 2])
@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_speaker(alpha: float, n: int) -> None:
    """Speaker n, a mind of level 2n-1, says "some" of all ever more rarely."""
    policy = implicature(alpha, 2 * n - 1, 0).tell(state="all").expect("says")
    x = doubt_by_recursion(alpha, n - 1)
    assert policy["some"] == pytest.approx(x**alpha / (x**alpha + 1), abs=CLOSED)
    assert policy["all"] == pytest.approx(1 / (x**alpha + 1), abs=CLOSED)


@pytest.mark.parametrize(
    ("alpha", "n", "of_all", "not_all"),
    [(1, 1, 0.333333, 0.75), (1, 2, 0.2, 0.833333), (4, 1, 0.058824, 0.944444)],
)
def test_published_numbers(alpha: float, n: int, of_all: float, not_all: float) -> None:
    """The speaker and the listener of one and of two steps have the textbook numbers."""
    w = implicature(alpha, 2 * n - 1, 2 * n)
    assert w.tell(state="all").expect("says")["some"] == pytest.approx(of_all, abs=SIX)
    assert w.tell(says="some").belief("listener", "state")[SOME_NOT_ALL] == pytest.approx(not_all, abs=SIX)


def test_odd_levels_listen_like_the_level_below() -> None:
    """Where wants are images, a listener of level 2n+1 hears what one of level 2n hears."""
    for n in (1, 2):
        stories = [implicature(1, 2 * n - 1, level).tell(says="some") for level in (2 * n, 2 * n + 1)]
        even, odd = (story.belief("listener", "state")["all"] for story in stories)
        assert even == pytest.approx(odd, abs=CLOSED)


def reference_game(listener_level: int) -> un.World:
    """Three objects, four words for their features; the speaker has one of the objects in mind."""
    features = {thing: thing.split() for thing in ("blue square", "blue circle", "green square")}
    w = un.World("reference game")
    speaker = w.mind("speaker", level=max(listener_level - 1, 0), rationality=1.0)
    listener = w.mind("listener", level=listener_level)
    target = w.chance("target", dict.fromkeys(features, 1 / 3), seen_by=[speaker])
    literal = {thing: dict.fromkeys(words, 0.5) for thing, words in features.items()}
    word = w.decision("word", by=speaker, options=["blue", "green", "square", "circle"], habit=literal, given=[target])
    w.wants(speaker, un.image(listener, about=target, worth=lambda b, target: log(b[target]), after=word))
    return w


@pytest.mark.parametrize(("level", "blue_square"), [(0, 1 / 2), (2, 3 / 5)])
def test_reference_game(level: int, blue_square: float) -> None:
    """Hearing "blue", the listener leans to the square: a circle would have been called one."""
    belief = reference_game(level).tell(word="blue").belief("listener", "target")
    assert belief["blue square"] == pytest.approx(blue_square, abs=CLOSED)
    assert belief["green square"] == pytest.approx(0, abs=CLOSED)


def test_unambiguous_word() -> None:
    """A word that is true of one object only names it, at every level."""
    for level in (0, 2, 4):
        belief = reference_game(level).tell(word="green").belief("listener", "target")
        assert belief["green square"] == pytest.approx(1, abs=CLOSED)
