"""From the plain description of a world to the package, by its public door alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import underneath as un
from reference import answers
from reference.enumerate import Reference, UndefinedError
from reference.spec import (
    DECISION,
    SIGN,
    AngerTerm,
    Asking,
    BlameTerm,
    Fact,
    Felt,
    Growth,
    GuiltTerm,
    ImageTerm,
    LevelChange,
    OutcomeTerm,
    Question,
    Reveal,
    Rule,
    Spec,
    Table,
    Term,
    Traits,
)

TRAITS = ("level", "rationality", "foresight", "horizon", "discount", "chi", "reference", "kappa")


def world(spec: Spec) -> un.World:
    """The same world, built by the public builder."""
    return Adapter(spec).build()


def path_name(spec: Spec, path: tuple[int, ...]) -> str:
    """A path as users write it."""
    return " > ".join(spec.minds[m].name for m in path)


def labels(spec: Spec, told: dict[int, int]) -> dict[str, Any]:
    """What is told, in names and labels."""
    return {spec.facts[f].name: spec.facts[f].outcomes[o] for f, o in told.items()}


def random_story(reference: Reference, rng: np.random.Generator) -> dict[int, int]:
    """A history that the world itself may take, up to where it has an answer."""
    told: dict[int, int] = {}
    for fact in range(len(reference.spec.facts)):
        try:
            row = answers.outcome_row(reference, fact, told)
        except UndefinedError:
            break
        told[fact] = int(rng.choice(len(row), p=row / row.sum()))
    return told


class Adapter:
    """One use: a spec in, a world out."""

    def __init__(self, spec: Spec) -> None:
        self.spec, self.world = spec, un.World("random")

    def build(self) -> un.World:
        """Say everything in order."""
        for mind in self.spec.minds:
            self.world.mind(mind.name, **self.traits(mind.traits))
        scene = -1
        for item in self.spec.items:
            if isinstance(item, Fact):
                if item.scene != scene:
                    scene = item.scene
                    self.world.scene(f"scene {scene}")
                self.fact(item)
            else:
                self.event(item)
        self.minds()
        for rule in self.spec.rules:
            self.rule(rule)
        return self.world

    def names(self, facts: tuple[int, ...]) -> list[str]:
        return [self.spec.facts[f].name for f in facts]

    def crowd(self, minds: frozenset[int]) -> Any:
        everyone = len(minds) == len(self.spec.minds)
        return un.EVERYONE if everyone else [self.spec.minds[m].name for m in sorted(minds)]

    # --- facts and events

    def fact(self, fact: Fact) -> None:
        seen_by = self.crowd(fact.observers)
        if fact.view_of is not None:
            (by,) = fact.observers
            of = self.spec.facts[fact.view_of].name
            self.world.view(fact.name, of=of, by=self.spec.minds[by].name, p=fact.table.array)
        elif fact.cause == DECISION:
            habit = self.rows(fact.table)
            rationality = self.spec.minds[fact.owner].traits.rationality_at.get(self.spec.facts.index(fact))
            self.world.decision(
                fact.name,
                by=self.spec.minds[fact.owner].name,
                options=list(fact.outcomes),
                seen_by=seen_by,
                habit=habit["p"],
                given=habit["given"],
                available=self.menu(fact),
                rationality=rationality,
            )
        else:
            add = self.world.sign if fact.cause == SIGN else self.world.chance
            owner = {"by": self.spec.minds[fact.owner].name} if fact.cause == SIGN else {}
            add(fact.name, list(fact.outcomes), seen_by=seen_by, **owner, **self.rows(fact.table))

    def rows(self, table: Table | Asking) -> dict[str, Any]:
        """The `p` and `given` of a table."""
        if isinstance(table, Table):
            return {"p": table.array, "given": self.names(table.parents)}
        return {"p": self.asking(table), "given": self.names(table.parents) + [self.ask(q) for q in table.questions]}

    def asking(self, table: Asking) -> Callable[..., Any]:
        """A rule over labels for a rule over positions."""
        parents = [self.spec.facts[f].outcomes for f in table.parents]

        def rule(*given: Any) -> list[float]:
            at = [outcomes.index(label) for outcomes, label in zip(parents, given, strict=False)]
            return list(table.rule(*at, *given[len(parents) :]))

        return rule

    def ask(self, question: Question | Felt) -> Any:
        if isinstance(question, Felt):
            return self.felt(question)
        path, fact = path_name(self.spec, question.path), self.spec.facts[question.about]
        if question.outcome is None:
            return un.knows(path, fact.name)
        label = fact.outcomes[question.outcome]
        return un.knows(path, fact.name, label) if question.knows else un.believes(path, fact.name, label)

    def felt(self, question: Felt) -> Any:
        toward = (question.toward,) if isinstance(question.toward, int) else question.toward
        return un.feels(
            question.name,
            toward=path_name(self.spec, toward) if toward else None,
            about=None if question.act is None else self.spec.facts[question.act].name,
            since=self.spec.facts[question.since].name,
        )

    def menu(self, fact: Fact) -> dict[Any, Any]:
        if fact.menu is None:
            return {}
        parents = [self.spec.facts[f].outcomes for f in fact.menu.parents]

        def free(option: int) -> Callable[..., bool]:
            def test(*given: Any) -> bool:
                at = [outcomes.index(label) for outcomes, label in zip(parents, given, strict=True)]
                return bool(fact.menu.array[(*at, option)])

            return test

        given = self.names(fact.menu.parents)
        return {label: un.when(given, free(o)) for o, label in enumerate(fact.outcomes)}

    def event(self, item: Reveal | LevelChange | Growth) -> None:
        if isinstance(item, Reveal):
            self.world.reveal(self.names(item.facts), to=self.crowd(item.to))
            return
        mind = self.spec.minds[item.mind].name
        if isinstance(item, LevelChange):
            self.world.set_level(mind, item.level)
        else:
            fact = self.spec.facts[item.fact]
            seen_by = self.crowd(item.observers)
            self.world.grow(mind, fact.name, fact.outcomes[item.outcome], delta=item.delta, seen_by=seen_by)

    # --- minds and heads

    def minds(self) -> None:
        for mind in self.spec.minds:
            for term in mind.traits.terms or ():
                self.world.wants(mind.name, self.term(term), **self.over(term))
            for fact, outcome in sorted(mind.unaware):
                self.world.unaware(mind.name, self.spec.facts[fact].name, [self.spec.facts[fact].outcomes[outcome]])

    def term(self, term: Term) -> Any:
        if isinstance(term, OutcomeTerm):
            return term.array
        if not isinstance(term, ImageTerm):
            return self.scruple(term)
        outcomes = [self.spec.facts[f].outcomes for f in term.facts]

        def worth(belief: un.Belief, *given: Any) -> float:
            at = [o.index(label) for o, label in zip(outcomes, given, strict=True)]
            if len(term.audience) == 1:
                return term.worth(np.asarray(belief).ravel(), *at)
            return term.worth([(atom.weight, atom.probabilities.ravel()) for atom in belief.atoms], *at)

        audience, after = path_name(self.spec, term.audience), None
        if term.after is not None:
            after = self.spec.facts[term.after].name
        return un.image(audience, about=self.names(term.about), worth=worth, after=after, given=self.names(term.facts))

    def scruple(self, term: GuiltTerm | BlameTerm | AngerTerm) -> Any:
        act = self.spec.facts[term.decision].name
        if isinstance(term, AngerTerm):
            return un.anger(self.spec.minds[term.at].name, term.weight, bears_on=act)
        blame = isinstance(term, BlameTerm)
        after = self.spec.facts[term.after].name if blame and term.after is not None else None
        return un.guilt(self.spec.minds[term.toward].name, term.weight, at=act, blame=blame, after=after)

    def over(self, term: Term) -> dict[str, Any]:
        return {"given": self.names(term.facts)} if isinstance(term, OutcomeTerm) else {}

    def traits(self, traits: Traits) -> dict[str, Any]:
        said = {name: value for name in TRAITS if (value := getattr(traits, name)) is not None}
        if said.get("horizon") == 0:
            said["horizon"] = "scene"
        if traits.mixture is not None:
            said["levels"] = un.level_weights(list(traits.mixture))
        return said

    def rule(self, rule: Rule) -> None:
        path = ("* > " if rule.star else "") + path_name(self.spec, rule.path)
        said = self.traits(rule.traits)
        if rule.traits.tremble is not None:
            eps, rationality = rule.traits.tremble
            said["tremble"] = un.tremble(eps, rationality=rationality or None)
        if rule.traits.fallbacks is not None:
            said["fallback"] = [self.swap(tables) for tables in rule.traits.fallbacks]
        if rule.traits.terms is not None:
            said["wants"] = [self.head_term(term) for term in rule.traits.terms]
        if rule.traits.rationality_at:
            said["rationality_at"] = {self.spec.facts[f].name: r for f, r in rule.traits.rationality_at.items()}
        self.world.in_the_head_of(path, tables=self.swap(rule.tables), **said)

    def head_term(self, term: Term) -> Any:
        plain = isinstance(term, OutcomeTerm)
        return un.table(term.array, given=self.names(term.facts)) if plain else self.term(term)

    def swap(self, tables: dict[int, Any]) -> dict[str, Any]:
        """Tables by name."""
        return {self.spec.facts[f].name: table and un.table(**self.rows(table)) for f, table in tables.items()}
