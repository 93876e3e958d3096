"""Plain words: no message that reaches whoever writes a story file speaks of Python."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

import underneath as un
from cli_tools import MORNING, morning
from felt_story import SLIP, slip
from underneath.errors import BadFile
from underneath.explain.answer import Answer
from underneath.explain.answers import try_answer
from underneath.explain.plain import plainly
from underneath.explain.recording import trace_of
from underneath.explain.replying import message_of
from underneath.files.loading import loads
from underneath.files.queries import About, BeliefQuery, ExpectQuery, FeelQuery, VoiQuery
from underneath.files.script import Script, WhatIfQuery

PYTHON = re.compile(r"\w+=(?!=)|\w\(|\bminds?\b|\bthis world\b|\bun\.|\bTrue\b|\bFalse\b")
"""Arguments, calls, and words of the library."""

MOVED = About("moved", ("moved",))


def refusal(script: Script, **said: object) -> str:
    """What a belief question is refused with."""
    found: Answer = try_answer(script, BeliefQuery(about=MOVED, text="moved", **said))  # type: ignore[arg-type]
    assert found.refused
    return found.sentences[0]


def unfelt(script: Script, feeling: str | None, **said: object) -> str:
    """What a question about a feeling is refused with."""
    found = try_answer(script, FeelQuery(feeling=feeling, text="feel", **said))  # type: ignore[arg-type]
    assert found.refused
    return found.sentences[0]


def untold() -> Script:
    """Nobody has said what Sakura did."""
    return loads(MORNING.split("ask:")[0].replace("        told: nothing\n", "").replace("told: yes", "note: open"))


def by_habit(habit: str) -> Script:
    """Kakashi takes Sakura to act by habit, and sees her say nothing."""
    text = MORNING.split("ask:")[0].replace("Kakashi: {level: 2}", "Kakashi: {level: 1}")
    return loads(text.replace("        available: {joke: occasion == yes}\n        habit: uniform\n", habit))


def habitless() -> Script:
    return by_habit("")


def impossible() -> Script:
    return by_habit("        habit: {joke: 1, nothing: 0}\n")


def thoughtless() -> Script:
    """Sakura acts by habit."""
    return loads(MORNING.split("ask:")[0].replace("level: 2, rationality", "level: 0, rationality"))


REFUSALS: list[Callable[[], str]] = [
    lambda: refusal(morning(), path="Kakashi", after="remark"),
    lambda: refusal(morning(), path="", jointly=("occasion",)),
    lambda: refusal(morning(), path="Kakashi", suppose={"moved": "no"}),
    lambda: refusal(morning(), path="Kakashy"),
    lambda: refusal(morning(), path="Kakashi", at="remrk"),
    lambda: refusal(untold(), path="Kakashi", at="remark"),
    lambda: refusal(untold(), path="Sakura", at="moved", suppose={"remark": "joke"}),
    lambda: refusal(habitless(), path="Kakashi", at="remark"),
    lambda: refusal(impossible(), path="Kakashi", at="remark"),
    lambda: try_answer(morning(), VoiQuery(decision="moved", text="voi")).sentences[0],
    lambda: try_answer(thoughtless(), VoiQuery(decision="remark", text="voi")).sentences[0],
    lambda: try_answer(morning(), ExpectQuery(decision="occasion", text="expect")).sentences[0],
    lambda: try_answer(untold(), WhatIfQuery(outcomes={"remark": "joke"}, text="what if")).sentences[0],
    lambda: unfelt(slip(), None, of=""),
    lambda: unfelt(slip(), None, of="reader"),
    lambda: unfelt(slip(), "shyness", of="Ann"),
    lambda: unfelt(slip(), "joy", of="Anne"),
    lambda: unfelt(slip(), "joy", of="Ann", toward="Bob"),
    lambda: unfelt(slip(), "joy", of="Ann", about="carry"),
    lambda: unfelt(slip(), "guilt", of="Ann"),
    lambda: unfelt(slip(), "guilt", of="Ann", toward="Bob > Cid"),
    lambda: unfelt(slip(), "guilt", of="Ann", toward="Bob", about="says"),
    lambda: unfelt(slip(), "blame", of="Bob", toward="Ann"),
    lambda: unfelt(slip(), "regret", of="Ann", about="drops"),
    lambda: unfelt(slip(), "embarrassment", of="Ann", toward="reader"),
    lambda: unfelt(slip(), "embarrassment", of="Ann", toward="Ann"),
    lambda: unfelt(slip(), "embarrassment", of="Ann", about="carry"),
    lambda: unfelt(slip(), "embarrassment", of="Ann", at="bell"),
    lambda: unfelt(slip(), "shame", of="Ann"),
    lambda: unfelt(slip(), "belief shift", of="Bob"),
    lambda: unfelt(slip(), "joy", of="Ann", since="bell", at="drops"),
    lambda: unfelt(loads(SLIP.replace(", kappa: 0.5", "")), "mortification", of="Ann", at="drops"),
    lambda: unfelt(loads(SLIP.replace("told:", "note:")), "joy", of="Ann"),
    lambda: unfelt(loads(SLIP.replace("told: yes}\n", "note: open}\n")), "joy", of="Ann", at="bell"),
]


@pytest.mark.parametrize("refused", REFUSALS)
def test_no_refusal_speaks_of_python(refused: Callable[[], str]) -> None:
    """Each is refused, and says why in the words of story files."""
    said = re.sub(r"'[^']*'", "''", refused())
    assert said.startswith("No answer: ")
    assert PYTHON.findall(said) == []


def test_a_missing_habit_says_what_to_write() -> None:
    """The key, and where it may stand."""
    assert refusal(habitless(), path="Kakashi", at="remark").endswith(
        "and no habit was declared for it; say habit: uniform, at the act or at the top of the file"
    )


def test_what_a_feeling_lacks_is_a_key() -> None:
    """It says where to write it."""
    said = unfelt(loads(SLIP.replace(", kappa: 0.5", "")), "mortification", of="Ann", at="drops")
    assert said.endswith("declared: under `people`, Ann: {kappa: 0.5}.")
    assert unfelt(slip(), "shame", of="Ann").endswith(
        "say under `wants` what the audience's belief is worth: `image`, `about` and `worth`."
    )
    assert unfelt(slip(), "joy", of="Ann", toward="Bob").endswith("leave `toward` out.")


def test_what_is_quoted_stays() -> None:
    """The author's words are not ours to change, and names with an apostrophe are no quotations."""
    assert plainly("'two minds' is of a mind, True") == "'two minds' is of a person, true"
    assert plainly("Ann's minds know 'this world'; elders' minds do not") == (
        "Ann's people know 'this world'; elders' people do not"
    )


def test_the_faults_of_a_file_are_told_already() -> None:
    """They quote the file, in which `minds` may be anything."""
    with pytest.raises(BadFile) as caught:
        loads("underneath: 1\nminds: 3\n")
    assert message_of(caught.value) == str(caught.value)
    assert "minds" in message_of(caught.value)


def test_a_trace_speaks_plainly_too() -> None:
    """Wherever it refuses."""
    document = trace_of(untold())
    refused = [row["refused"] for one in document["beliefs"] for row in one["moments"] if "refused" in row]
    refused += [p["refused"] for one in trace_of(habitless())["decisions"] for p in one["expected"] if "refused" in p]
    assert refused
    assert [m for one in refused for m in PYTHON.findall(re.sub(r"'[^']*'", "''", one["message"]))] == []


def test_errors_of_the_library_itself_stay_as_they_are() -> None:
    """Whoever writes Python gets Python."""
    with pytest.raises(un.MissingHabit, match="habit='uniform'"):
        habitless().story.belief("Kakashi", "moved", at="remark")
