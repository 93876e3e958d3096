"""Running a story: its scenes, what is believed at the end of each, and its questions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli_tools import MORNING, data, file_of, morning, run
from underneath.explain.performing import performance
from underneath.files.loading import loads


@pytest.fixture
def story(tmp_path: Path) -> str:
    return file_of(tmp_path)


def test_scenes_come_in_order_with_what_happens(story: str) -> None:
    """Title, people with their levels, scenes with where and who, steps with the author's notes."""
    lines = run("run", story, "--no-ask").stdout.splitlines()
    assert lines[0] == "The morning after"
    assert "  People: Sakura (level 2), Kakashi (level 2), reader" in lines
    titles = [line for line in lines if line and line[0] != " "]
    assert titles == [
        "The morning after", "Before the first scene", "The morning · office · Sakura, Kakashi", "The evening · Sakura",
    ]  # fmt: skip
    assert any(line.split() == ["remark", "nothing", "she", "does", "not", "joke", "about", "it"] for line in lines)


def test_without_a_watch_everybody_is_shown_about_what_they_do_not_see(story: str) -> None:
    """Kakashi about both of her secrets, with his level; she knows them, and the reader is nobody."""
    told, scenes = morning().story, data("run", story, "--no-ask")["scenes"]
    for scene, at in zip(scenes[1:], ("The morning", "The evening"), strict=True):
        assert [(b["path"], b["about"]) for b in scene["beliefs"]] == [("Kakashi", "moved"), ("Kakashi", "occasion")]
        (share,) = scene["beliefs"][0]["shares"]
        assert share["probability"] == pytest.approx(told.belief("Kakashi", "moved", at=at)["yes"])
    assert "Kakashi  level 2  moved is yes" in run("run", story, "--no-ask").stdout


def test_a_watch_is_what_is_shown(tmp_path: Path) -> None:
    """That alone, under the author's name for it."""
    watch = "watch:\n  - {of: Sakura > Kakashi, about: moved, outcome: yes, name: what she takes him to think}\n"
    episodes = list(performance(loads(MORNING + watch)))
    assert [[row[2] for row in e.beliefs.rows] for e in episodes] == [["what she takes him to think"]] * 3
    script = loads(MORNING + watch)
    changes = [e.beliefs.rows[0][3] for e in episodes]
    assert changes[0] is None
    rise = script.story.belief("Sakura > Kakashi", "moved")["yes"] - 0.3
    assert changes[1:] == [pytest.approx(0.0), pytest.approx(rise)]
    assert "+0.16" in run("run", file_of(tmp_path, MORNING + watch), "--no-ask").stdout


def test_of_very_many_beliefs_the_first_are_shown(tmp_path: Path) -> None:
    """Nobody reads hundreds of rows after each scene; whoever wants them says what to watch."""
    people = ", ".join(f"p{k}: {{level: 1}}" for k in range(9))
    facts = "".join(f"  f{k}: {{of: p{k}, outcomes: {{a: 0.5, b: 0.5}}}}\n" for k in range(9))
    text = f"underneath: 1\npeople: {{{people}}}\nfacts:\n{facts}"
    shown = run("run", file_of(tmp_path, text)).stdout
    assert shown.count("is b") == 40
    assert "There are 72 beliefs to watch, of which the first 40 are shown" in shown
    watches = "".join(f"  - {{of: p{k}, about: f{j}}}\n" for k in range(9) for j in range(9) if j != k)
    everything = run("run", file_of(tmp_path, f"{text}watch:\n{watches}")).stdout
    assert everything.count("is b") == 72


def test_feelings_may_stand_before_the_story(story: str) -> None:
    """An option that may have a value takes the word after it; here that can only be the story."""
    assert run("run", "--feelings", story).stdout == run("run", story, "--feelings").stdout
    assert "Missing argument 'STORY'" in run("run").stderr
    assert "there is no file 'nobody'" in run("run", "--feelings", "nobody").stderr


def test_facts_of_more_outcomes_have_a_row_each(tmp_path: Path) -> None:
    """Of two outcomes one row says it all; of three it takes three."""
    text = """
    underneath: 1
    people: {Ann: {level: 1}, Bob: {level: 1}}
    facts: {mood: {of: Ann, outcomes: {low: 0.2, calm: 0.5, high: 0.3}}}
    """
    result = run("run", file_of(tmp_path, text))
    assert [line.split()[3:6] for line in result.stdout.splitlines() if "level 1  mood" in line] == [
        ["mood", "is", "low"], ["mood", "is", "calm"], ["mood", "is", "high"],
    ]  # fmt: skip


def test_the_questions_come_last(story: str) -> None:
    """Each answered, unless they are left out."""
    result = run("run", story)
    assert result.exit_code == 0
    assert "Common belief among Sakura and Kakashi" in result.stdout
    assert "What if remark had been joke" in result.stdout
    assert "Common belief" not in run("run", story, "--no-ask").stdout
    assert len(data("run", story)["answers"]) == 12


def test_a_question_without_an_answer_is_no_reason_to_stop(tmp_path: Path) -> None:
    """It says why, and the exit code says that something was."""
    text = MORNING.replace("        told: nothing\n", "").split("ask:")[0]
    asks = "ask:\n  - {belief: moved, of: Kakashi, at: remark}\n  - {belief: moved, of: Kakashi, at: moved}\n"
    result = run("run", file_of(tmp_path, text + asks))
    assert result.exit_code == 1
    assert "No answer: Kakashi observed 'remark'" in result.stdout
    assert "yes  0.3000" in result.stdout


def test_where_nobody_can_say_the_row_says_so(tmp_path: Path) -> None:
    """A mind that met what it held impossible has no belief; the scene goes on."""
    text = """
    underneath: 1
    people: {Sally: {level: 1, closed: [move]}, Anne: {level: 1}}
    facts: {rain: {of: Anne, outcomes: {no: 0.5, yes: 0.5}, told: no}}
    scenes:
      - scene: out
        steps:
          - {sign: move, by: Anne, outcomes: [nothing, move], p: 0.5, seen_by: [Anne], told: move}
          - {reveal: move, to: Sally}
    watch: [{of: Sally, about: rain}, {of: Anne, about: rain}]
    """
    result = run("run", file_of(tmp_path, text))
    assert result.exit_code == 0
    assert "no answer" in result.stdout
    assert "Sally holds impossible what came at 'move'" in " ".join(result.stdout.split())


def test_a_story_without_scenes_is_a_story(tmp_path: Path) -> None:
    """What is so is shown under the title."""
    text = "underneath: 1\nstory: A coin\npeople: {Ann: {level: 1}}\nfacts: {coin: {outcomes: {h: 0.5, t: 0.5}}}\n"
    result = run("run", file_of(tmp_path, text))
    assert result.exit_code == 0
    assert "coin is t" in result.stdout


def test_a_storys_words_cannot_steer_the_terminal(tmp_path: Path) -> None:
    """Escape sequences and signs that turn the line around are made harmless."""
    text = MORNING.replace("she does not joke about it", '"\\e[31mred\\u202Eback"')
    result = run("run", file_of(tmp_path, text), "--no-ask")
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert "red" in result.stdout


LEVELS = """\
      - {level: {Kakashi: 1}}
      - level: {Sakura: 3}
        at: p. 13
"""
MOMENTS = (
    MORNING.split("ask:")[0]
    .replace("    place: office\n", "    place: office\n    at: p. 12\n    when: at eight\n", 1)
    .replace("        told: nothing\n", "        told: nothing\n        when: at nine\n", 1)
    .replace("      - level: {Sakura: 3}\n", LEVELS, 1)
)


def test_a_step_says_where_and_when_it_is_if_its_scene_does_not(tmp_path: Path) -> None:
    """After what happens, and only what the scene has not said."""
    lines = run("run", file_of(tmp_path, MOMENTS), "--no-ask").stdout.splitlines()
    assert "The morning · p. 12 · at eight · office · Sakura, Kakashi" in lines
    assert "  remark  nothing  she does not joke about it  at nine" in lines
    assert [line.split() for line in lines if line.startswith("  level")] == [
        ["level", "Kakashi:", "1", "Kakashi", "reasons", "at", "level", "1"],
        ["level", "Sakura:", "3", "she", "thinks", "it", "over", "p.", "13"],
    ]


def test_data_say_of_each_step_where_and_when_it_is(tmp_path: Path) -> None:
    """Its own word, else that of its scene, else nothing; as a trace does."""
    scenes = data("run", file_of(tmp_path, MOMENTS), "--no-ask")["scenes"]
    found = [[(step["at"], step["when"]) for step in scene["steps"]] for scene in scenes]
    assert found == [[("", ""), ("", "")], [("p. 12", "at nine")], [("", ""), ("p. 13", "")]]


def test_json_is_one_document(story: str) -> None:
    """With scenes and answers."""
    found = json.loads(run("run", story, "--format", "json").stdout)
    assert [scene["scene"] for scene in found["scenes"]] == ["Before the first scene", "The morning", "The evening"]
    assert found["scenes"][1]["steps"][0]["outcome"] == "nothing"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("sally", " Did you mean 'sally-and-anne'?"),
        ("Party", " Did you mean 'surprise-party'?"),
        ("salli-and-ann", " Did you mean 'sally-and-anne'?"),
        ("qwertz", ""),
    ],
)
def test_a_part_of_a_name_is_enough_for_a_hint(word: str, meant: str) -> None:
    """A word of it, or nearly all of it."""
    result = run("run", word)
    assert result.exit_code == 2
    assert " ".join(result.stderr.split()).endswith(f"with-one-long-kiss).{meant}")
