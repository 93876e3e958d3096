"""Wants in the document."""

from __future__ import annotations

from underneath.files.document_parts import Part, said
from underneath.files.shapes import Amount, Cases, Expression, Text, Word, Words


class Want(Part):
    """A term of what somebody wants: utils over facts, an image in somebody's eyes, or guilt, blame or anger."""

    name: Text = said("What explanations call it.")
    utils: Expression = said("Utils, as an expression of facts.")
    cases: Cases = said("Utils of the first case that holds; 0 if none does.")
    image: Word = said('Whose belief it hangs on: a person, or a path such as "Sakura > Kakashi".')
    about: Words = said("The facts that the belief is about.")
    worth: Expression = said("Utils, as an expression of that belief: belief(yes), entropy(), mean().")
    after: Word = said("The fact after which the belief is read, or one is blamed; left out, the end of the scene.")
    given: Words = said("Facts that worth may name besides.")
    guilt: Word = said("Not to feel guilty toward somebody: about an act of one's own.")
    blame: Word = said("Not to be blamed by somebody: for an act of one's own.")
    anger: Word = said("To hurt whom one is angry at, by an act of one's own.")
    weight: Amount = said("Of guilt, blame or anger: how much it counts, 0 up.")
    at: Word = said("Of guilt, blame or anger: the act; left out, the one that this want stands beside.")
