"""Feeling: `feels(WHO, FEELING, ...)` in the tables of signs and habits.

    feels(Sakura, fear)                             as it is just before the sign
    feels(Sakura, embarrassment, Kakashi)           before somebody; left out, before all
    feels(Sakura, anger, Kakashi)                   toward somebody
    feels(Sakura, regret, kiss)                     about an act; the only one need not be named
    feels(Sakura, 'foreseen guilt', Kakashi, kiss)  toward somebody, about an act
    feels(Sakura, relief, since(kiss))              in the step that starts just before that fact

WHO is whoever shows the sign, or acts: nobody shows what others feel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from underneath.errors import suggest
from underneath.files.asking import read_path
from underneath.files.cells import NUMBERS, Beside, Spoiled, TableNames, name_written
from underneath.files.meanings import CallRule, Meaning, Sentence
from underneath.files.nodes import Call, Name, Node, Text
from underneath.files.tokens import Slip, quoted
from underneath.model.facts import Cause
from underneath.model.faults import listed
from underneath.model.feelings import WORDS
from underneath.model.spoken import Feels

SINCE = "since"
"""The call that says when the step of a feeling starts."""


def feelings(names: TableNames) -> dict[str, CallRule]:
    """The call by which a table asks what its owner feels."""
    rule = CallRule(partial(_feels, names), 2, 5, "two, whose feeling and which, and what it needs besides, are")
    return {"feels": rule}


def _feels(names: TableNames, call: Call, sentence: Sentence) -> Meaning:
    who, which, *rest = call.arguments
    felt = _Felt(names, sentence, call, _owner(names, who, sentence), _word(which, sentence))
    given = [node for node in rest if not _is_since(node)]
    toward = felt.toward(given)
    about = felt.about(toward, given[1 if toward else 0 :])
    since = felt.since([node for node in rest if _is_since(node)])
    seat = sentence.context.seats.answer(sentence.shown(call), Feels(felt.name, toward or None, about, since))
    return Meaning(lambda cell: cell[seat], NUMBERS)


def _is_since(node: Node) -> bool:
    return isinstance(node, Call) and node.name == SINCE


def _owner(names: TableNames, node: Node, sentence: Sentence) -> str:
    """Whose feeling it is: of whoever shows the sign, or acts."""
    path, owner = read_path(node, sentence), names.owner
    if owner is None:
        raise Spoiled
    if not owner:
        text = f"feels(...) asks {path!r}, but what chance draws belongs to nobody."
        raise Slip("U408", text, node.span, "Let it be a sign of theirs: sign, by.")
    if path != owner:
        text = f"feels(...) asks {path!r}, and this belongs to {owner!r}: nobody shows what others feel."
        shown = owner if name_written(owner) == owner else quoted(owner)
        raise Slip("U408", text, node.span, f"Write feels({shown}, ...).")
    return owner


def _word(node: Node, sentence: Sentence) -> str:
    """Which feeling it is."""
    if not isinstance(node, (Name, Text)):
        raise Slip("U319", f"{sentence.shown(node)} came, where a feeling was due, such as fear.", node.span)
    name = node.word if isinstance(node, Name) else node.value
    if name not in WORDS:
        raise Slip("U319", no_feeling(name), node.span, suggest(name, WORDS))
    return name


def no_feeling(name: str) -> str:
    """What is said of a word for no feeling."""
    return f"{name!r} is no feeling (feelings: {', '.join(WORDS)})."


def wrong_toward(name: str, owner: str, toward: str) -> str:
    """What is wrong with feeling something toward somebody, or before an audience; nothing if it can be so.

    >>> wrong_toward("embarrassment", "Sakura", "Sakura")
    'embarrassment is felt before others; before oneself it is shame.'
    >>> wrong_toward("pride", "Sakura", "Sakura")
    ''
    """
    word = WORDS[name]
    if not (word.toward or word.image):
        return f"{name} is not felt toward anybody."
    if word.toward and (toward == owner or ">" in toward):
        return f"{name} is felt toward one other person, and {toward!r} came."
    if word.image == "other" and toward == owner:
        return f"{name} is felt before others; before oneself it is shame."
    if word.image == "self" and toward != owner:
        return f"{name} is felt before oneself; before others it is embarrassment."
    return ""


@dataclass(frozen=True, slots=True)
class _Felt:
    """A feeling of an owner, as a call names it."""

    names: TableNames
    sentence: Sentence
    call: Call
    owner: str
    name: str

    # --- toward whom

    def toward(self, given: Sequence[Node]) -> str:
        """Toward whom, or before which audience; empty if toward nobody, or before all."""
        word = WORDS[self.name]
        if not (word.toward or word.image):
            return ""
        if not given:
            if word.toward:
                text = f"{self.name} is felt toward somebody, and this does not say toward whom."
                raise Slip("U324", text, self.call.span)
            return ""
        toward = read_path(given[0], self.sentence)
        wrong = wrong_toward(self.name, self.owner, toward)
        if wrong:
            raise Slip("U324", wrong, given[0].span)
        return toward

    # --- about what

    def about(self, toward: str, given: Sequence[Node]) -> str | None:
        """The act that it is about, by name; None if it is about none."""
        word = WORDS[self.name]
        most, actor = 1 if word.act else 0, toward if word.act == "theirs" else self.owner
        if len(given) > most:
            raise Slip("U324", self._too_much(), given[most].span)
        if not most:
            return None
        acts = self._acts(actor)
        if given:
            return self._act(given[0], actor, acts)
        if len(acts) != 1:
            text = f"{self.name} is about an act of {actor!r} that comes before, and this does not say about which."
            raise Slip("U324", text, self.call.span, f"Acts: {listed(acts) or 'none'}.")
        return acts[0]

    def _too_much(self) -> str:
        word = WORDS[self.name]
        if word.act:
            return f"{self.name} is felt {'toward one person' if word.toward else 'toward nobody'}, about one act."
        toward = word.toward or word.image
        return f"{self.name} is not {'about an act' if toward else 'felt toward anybody, nor about an act'}."

    def _acts(self, actor: str) -> list[str]:
        """What somebody has done before."""
        facts, minds = self.names.earlier(), self.names.minds
        acts = [f.name for f in facts if f.cause is Cause.DECISION and f.owner is not None and minds[f.owner] == actor]
        if len(acts) != 1 and self.names.spoiled:
            raise Spoiled
        return acts

    def _act(self, node: Node, actor: str, acts: Sequence[str]) -> str:
        if isinstance(node, Name) and node.word in self.names.minds and self.sentence.beside(node) is None:
            raise Slip("U324", self._too_much(), node.span)
        fact = self._fact(node).fact
        if fact not in acts:
            text = f"{self.name} is about an act of {actor!r} that comes before, and {fact!r} is none."
            raise Slip("U324", text, node.span, f"Acts: {listed(acts) or 'none'}.")
        return fact

    def _fact(self, node: Node) -> Beside:
        """A fact by its name."""
        fact = self.sentence.beside(node)
        if fact is not None:
            return fact
        if isinstance(node, Name):
            hint = suggest(node.word, self.names.known())
            raise Slip("U310", f"{node.word!r} is no fact.", node.span, hint)
        hint = f"A fact is written without quotes: {name_written(node.value)}." if isinstance(node, Text) else ""
        raise Slip("U310", f"{self.sentence.shown(node)} came, where a fact was due.", node.span, hint)

    # --- since when

    def since(self, given: Sequence[Node]) -> str | None:
        """The fact just before which the step starts; None for the one before the sign."""
        before = [fact.name for fact in self.names.earlier()]
        if not given:
            if not before and not self.names.spoiled:
                raise Slip("U324", "nothing comes before this, so nothing is felt.", self.call.span)
            return None
        if len(given) > 1:
            raise Slip("U324", "since(...) comes twice.", given[1].span)
        node = self._start(given[0])
        fact = self._fact(node).fact
        if fact not in before:
            raise Slip("U324", f"{fact!r} does not come before this, so nothing is felt since then.", node.span)
        self.sentence.say(node, name_written(fact))
        return fact

    def _start(self, node: Node) -> Node:
        """What stands in since(...)."""
        assert isinstance(node, Call)
        if len(node.arguments) != 1:
            text = f"since(...) got {len(node.arguments) or 'no'} arguments, where one, a fact, is due."
            raise Slip("U307", text, node.span)
        return node.arguments[0]
