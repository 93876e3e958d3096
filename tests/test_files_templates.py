"""Templates: acts that are alike, written once, are the acts that are written out."""

from __future__ import annotations

import pytest

import underneath as un
from file_tools import expect, problems_of, script
from model_tools import differences

HEAD = """\
underneath: 1
people: {Sakura: {}, Kakashi: {}, "Old Man": {}}
facts:
  mood: {outcomes: {calm: 0.5, low: 0.5}, changing: true, seen_by: everyone}
acts:
  hint:
    menu: [hint, nothing]
    habit: {hint: 0.2, nothing: 0.8}
    available: {hint: mood == calm}
    seen_by: [by, to]
    rationality: 3
    note: "{by} hints to {to}"
    wants:
      by: [{name: "cost of {this}", utils: "-0.2 if `{this}` == hint else 0"}]
      to: [{image: "{by}", about: "{this}", worth: "belief(hint)"}]
    changes:
      mood: "0.1 if `{this}` == hint else 0.3"
"""


def written_out(name: str, by: str, to: str) -> str:
    """The same act without a template; `to` stands there so that both see it."""
    return f"""\
      - act: {name}
        by: {by}
        to: {to}
        menu: [hint, nothing]
        habit: {{hint: 0.2, nothing: 0.8}}
        available: {{hint: mood == calm}}
        seen_by: [by, to]
        rationality: 3
        note: {by} hints to {to}
        wants:
          by: [{{name: cost of {name}, utils: -0.2 if `{name}` == hint else 0}}]
          to: [{{image: {by}, about: {name}, worth: belief(hint)}}]
        changes: {{mood: 0.1 if `{name}` == hint else 0.3}}
"""


def test_an_act_like_a_template_is_the_act_written_out() -> None:
    """The same model; twice used, it is two acts."""
    uses = [("first hint", "Sakura", "Kakashi"), ("second hint", "Kakashi", "Old Man")]
    steps = "".join(f"      - {{act: {name}, like: hint, by: {by}, to: {to}}}\n" for name, by, to in uses)
    one = script(f"{HEAD}scenes:\n  - scene: s\n    steps:\n{steps}")
    other = script(f"{HEAD}scenes:\n  - scene: s\n    steps:\n{''.join(written_out(*use) for use in uses)}")
    assert differences(one.model, other.model) == []
    assert [step.text for step in one.steps] == [step.text for step in other.steps]
    assert one.steps[1].text == "Sakura hints to Kakashi"
    assert [term.name for term in one.model.minds[0].traits.terms or ()] == ["cost of first hint"]


def test_what_the_act_says_itself_counts() -> None:
    found = script(
        f"{HEAD}scenes:\n  - scene: s\n    steps:\n"
        "      - {act: a, like: hint, by: Sakura, to: Kakashi, menu: [hint, wait], habit: uniform, note: mine,"
        " wants: {}}\n"
    )
    act = found.model.facts[1]
    assert act.outcomes == ("hint", "wait")
    assert found.steps[1].text == "mine"
    assert not found.model.minds[0].traits.terms


def test_keys_are_filled_in_too() -> None:
    """So that a want may be somebody's by name."""
    found = script(
        "underneath: 1\nhabit: uniform\npeople: {Sakura: {}, Kakashi: {}}\n"
        "acts: {hint: {menu: [a, b], wants: {'{to}': [{utils: \"1 if {this} == a else 0\"}]}}}\n"
        "scenes: [{scene: s, steps: [{act: x, like: hint, by: Sakura, to: [Kakashi]}]}]\n"
    )
    assert [len(mind.traits.terms or ()) for mind in found.model.minds] == [0, 1]


def test_faults_of_templates_stand_in_the_template() -> None:
    """Once, however often it is used; and the position is right though the word was filled in."""
    text = HEAD.replace('`{this}` == hint else 0"', '`{this}` == «hnt» else 0"') + (
        "scenes:\n  - scene: s\n    steps:\n      - {act: one, like: hint, by: Sakura, to: Kakashi}\n"
        "      - {act: another one, like: hint, by: Kakashi, to: Sakura}\n"
    )
    (problem,) = expect(text, "U311")
    assert problem.message.startswith("'one' has no outcome 'hnt' (outcomes: hint, nothing)")
    assert problem.message.endswith("(line 21 uses it).")


def test_a_template_at_fault_spoils_no_act_twice() -> None:
    expect(
        HEAD.replace("menu: [hint, nothing]", "menu: «3»")
        + "scenes:\n  - scene: s\n    steps:\n      - {act: a, like: hint, by: Sakura, to: Kakashi, told: hint}\n"
        "      - {sign: blush, by: Sakura, outcomes: [no, yes], p: 0.9 if a == hint else 0.1}\n",
        "U203",
    )


@pytest.mark.parametrize(
    ("step", "code", "message"),
    [
        ("like: «hnt», by: Sakura, to: Kakashi", "U213", "'hnt' is no template (acts: hint)."),
        ("like: «hint», by: Sakura", "U214", "the template 'hint' needs {to}, and this act has no `to`."),
        (
            "like: «hint», by: Sakura, to: [Kakashi, Old Man]",
            "U214",
            "the template 'hint' needs {to}, and this act names several people under `to`.",
        ),
        ("like: hint, by: «Sakra», to: Kakashi", "U204", "act 'a', by: 'Sakra' is nobody"),
        ("like: hint, by: Sakura, to: «Kakshi»", "U204", "act 'a', to: 'Kakshi' is nobody"),
    ],
)
def test_faults_of_uses(step: str, code: str, message: str) -> None:
    """And what names the act is not complained of."""
    (problem,) = expect(
        f"{HEAD}scenes:\n  - scene: s\n    steps:\n      - {{act: a, {step}}}\n"
        "      - {sign: blush, by: Sakura, outcomes: [no, yes], p: 0.9 if a == hint else 0.1}\n",
        code,
    )
    assert problem.message.startswith(message)


def test_placeholders_that_stand_for_nothing() -> None:
    """In words and in keys, used or not."""
    text = (
        "underneath: 1\npeople: {A: {}}\nacts:\n  hint:\n    menu: [a]\n    note: from «{byy}» to «{whom}»\n"
        '    wants: {«"{too}"»: []}\n'
    )
    problems = expect(text.replace('«"{too}"»', '«"{too}»"').replace('«"{too}»"', '«"{too}"»'), "U214", "U214", "U214")
    assert problems[0].hint == "Did you mean 'by'?"


def test_templates_cannot_swell() -> None:
    """A large template used often is refused before it is written out."""
    note = "x" * 100_000
    uses = "".join(f"      - {{act: a{place}, like: hint, by: A}}\n" for place in range(1900))
    text = f"underneath: 1\npeople: {{A: {{}}}}\nacts: {{hint: {{menu: [a, b], note: '{{this}} {note}'}}}}\n"
    problems = problems_of(f"{text}scenes:\n  - scene: s\n    steps:\n{uses}")
    assert [problem.code for problem in problems] == ["U222"]


def test_without_a_template_braces_mean_nothing() -> None:
    with pytest.raises(un.BadFile, match="U301"):
        script(
            f"{HEAD}scenes:\n  - scene: s\n    steps:\n"
            '      - {act: a, by: Sakura, menu: [x, y], habit: "0.1 if {this} == x else 0"}\n'
        )
