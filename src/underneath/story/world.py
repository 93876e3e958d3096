"""The world as one tells it: minds, facts and wants, declared in the order in which things happen.

A `World` only grows.  `build` and `tell` take what has been declared so far; what is added later never changes an
earlier model or story.  Whatever is wrong is kept, and reported all together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

from underneath.core.budget import Limit
from underneath.model import declaring, sayings, viewing
from underneath.model.amounts import read_limit, read_mixture
from underneath.model.assembling import assemble
from underneath.model.declaring import Said
from underneath.model.draft import Draft
from underneath.model.facts import Cause, Outcome
from underneath.model.faults import Fault, error_of
from underneath.model.handles import EVERYONE, FactLike, FactRef, Mind, MindLike, PathLike, Seen
from underneath.model.minds import LevelWeights, Tremble
from underneath.model.model import Model
from underneath.model.spoken import Image, Labels, Parent, Scruple, TableForm, TableOf, When, givens
from underneath.story.story import DEFAULT_LIMIT, Story

Given = Parent | Iterable[Parent]
Values = TableForm | Outcome
Horizon = int | Literal["scene"]


class World:
    """A world under construction.

    Args:
        name: What faults and answers call it.
        habit: `"uniform"` makes every decision without a habit of its own uniform at level 0.
        levels: Weights over the levels of others, for every mind that says none of its own.
        limit: Memory that the tables behind a question may take, in bytes; a question over it is refused before it is
            taken.
        time_limit: What a question may take, in seconds of work on a plain machine.  It is counted, not measured by a
            clock: the same question comes to the same end everywhere.

    >>> w = World("coin")
    >>> sally = w.mind("Sally", level=1)
    >>> coin = w.chance("coin", {"heads": 0.5, "tails": 0.5}, seen_by=[sally])
    >>> [fact.name for fact in w.build().facts]
    ['coin']
    """

    def __init__(
        self,
        name: str = "world",
        *,
        habit: Literal["uniform"] | None = None,
        levels: LevelWeights | None = None,
        limit: int = DEFAULT_LIMIT,
        time_limit: float = math.inf,
    ) -> None:
        """Start with nothing."""
        self._draft = Draft(name)
        self._finished: tuple[Model, tuple[Fault, ...]] | None = None
        declaring.declare_habit_of_all(self._draft, habit)
        where = f"world {name!r}"
        self._limit = self._draft.attempt(where, lambda: read_limit(limit, time_limit, where), Limit())
        if levels is not None:
            self._draft.mixture = self._draft.attempt(where, lambda: read_mixture(levels, where), None)

    def __repr__(self) -> str:
        """Say how much there is."""
        scope = self._draft.scope
        return f"World({self.name!r}: {len(scope.minds)} minds, {len(scope.facts)} facts)"

    @property
    def name(self) -> str:
        """What faults and answers call this world."""
        return self._draft.name

    # --- minds ------------------------------------------------------------------------------------------------------

    def mind(
        self,
        name: str,
        *,
        level: int = 2,
        rationality: float = 1.0,
        foresight: float | None = None,
        horizon: Horizon | None = None,
        discount: float = 1.0,
        chi: float = 0.0,
        levels: LevelWeights | None = None,
        reference: float | None = None,
        kappa: float | None = None,
    ) -> Mind:
        """Declare a mind.

        Args:
            name: Its name.
            level: How many steps deep it reasons, 0 up.
            rationality: Inverse temperature per util, 0 to infinity.
            foresight: The rationality that its plans give to its own later decisions; None: their own.
            horizon: Own decisions that a plan looks through; None: to the end of the scene.
            discount: What a util is worth one own decision later.
            chi: The weight of a cursed reading of what others do, 0 to 1.
            levels: Weights over the levels of others, `un.poisson(tau)` or `un.level_weights([...])`.
            reference: The utils, in a scene, that count as neither gain nor loss; None: what it expects at its start.
            kappa: What an audience's knowing that one knows of one's exposure adds to it; None: nothing is said.
        """
        said: dict[str, Any] = {"level": level, "rationality": rationality, "foresight": foresight, "horizon": horizon}
        said |= {"discount": discount, "chi": chi, "mixture": levels, "reference": reference, "kappa": kappa}
        return declaring.declare_mind(self._open(), name, said)

    def wants(
        self,
        mind: MindLike,
        want: TableForm | TableOf | Image | Scruple,
        *,
        given: FactLike | Iterable[FactLike] | None = None,
        vectorised: bool = False,
        name: str = "",
    ) -> None:
        """Add a want to a mind's.

        Args:
            mind: Who wants it.
            want: Utils: a function of the facts that its parameters name, or, with `given`, a mapping (what is missing
                is 0) or an array; or an `un.image(...)`, `un.guilt(...)` or `un.anger(...)`.
            given: The facts that it is a function of, in order.
            vectorised: The function takes arrays of outcomes, one axis a fact.
            name: What explanations call it.
        """
        sayings.declare_want(self._open(), mind, want, givens(given), vectorised, name)

    # --- facts ------------------------------------------------------------------------------------------------------

    def chance(
        self,
        name: str,
        outcomes: Mapping[Any, float] | Labels,
        *,
        p: TableForm | None = None,
        value: Values | None = None,
        given: Given | None = None,
        seen_by: Seen = (),
        vectorised: bool = False,
    ) -> FactRef:
        """Declare a fact that nature draws.

        Args:
            name: Its name.
            outcomes: A prior, outcome to probability; or the outcomes alone, with `p` or `value`.
            p: Probabilities given earlier facts, in any form of a table.
            value: The outcome itself, as a function of earlier facts.
            given: The facts that it hangs on, in order; left out, the parameters of the function name them.
            seen_by: Who knows the outcome from here on.
            vectorised: The function takes arrays of outcomes, one axis a fact.
        """
        table = TableOf(p, value, givens(given), vectorised)
        return declaring.declare_fact(self._open(), Said("fact", name, outcomes, Cause.CHANCE, table, None, seen_by))

    def sign(
        self,
        name: str,
        outcomes: Mapping[Any, float] | Labels,
        *,
        by: MindLike,
        p: TableForm | None = None,
        value: Values | None = None,
        given: Given | None = None,
        seen_by: Seen = EVERYONE,
        vectorised: bool = False,
    ) -> FactRef:
        """Declare something that a mind shows and does not choose: a blush, or a rule that it always follows.

        `given` may hold questions to its owner, such as `un.believes("Bob", fact, "yes")`; the function then gets the
        answers, just before the sign, in the order of `given`.  The other arguments are those of `chance`.
        """
        table = TableOf(p, value, givens(given), vectorised)
        return declaring.declare_fact(self._open(), Said("sign", name, outcomes, Cause.SIGN, table, by, seen_by))

    def decision(
        self,
        name: str,
        *,
        by: MindLike,
        options: Labels,
        seen_by: Seen = EVERYONE,
        habit: TableForm | TableOf | None = None,
        given: Given | None = None,
        available: Mapping[Any, When | Callable[..., Any]] | None = None,
        rationality: float | None = None,
    ) -> FactRef:
        """Declare something that a mind chooses.

        Args:
            name: Its name.
            by: Who chooses.
            options: What there is to choose from.
            seen_by: Who comes to know the choice; the chooser always does.
            habit: What the mind does at level 0: `"uniform"` or a table.
            given: The facts, or questions, that the habit hangs on.
            available: For options that are not always there: a function of the facts that its parameters name, or
                `un.when([facts], function)`.
            rationality: The mind's rationality at this decision.
        """
        draft = self._open()
        table = declaring.declare_habit(draft, habit, givens(given), f"decision {name!r}")
        said = Said("decision", name, options, Cause.DECISION, table, by, seen_by, available)
        decision = declaring.declare_fact(draft, said)
        if rationality is not None:
            declaring.declare_rationality(draft, decision, rationality)
        return decision

    def view(
        self,
        name: str,
        *,
        of: FactLike,
        by: MindLike,
        clear: float | None = None,
        p: TableForm | None = None,
        value: Values | None = None,
        given: Given | None = None,
    ) -> FactRef:
        """Declare what one mind perceives of a fact; its outcomes are those of the fact, and `"unseen"`.

        Args:
            name: Its name.
            of: The fact that is seen.
            by: Who sees it.
            clear: The fact is seen truly with this probability, else unseen; without `p` and `clear` it always is.
            p: Probabilities, as a function of the fact that is seen or in any other form of a table.
            value: What is perceived, as a function.
            given: The facts that `p` or `value` hangs on; left out, the fact that is seen or what parameters name.
        """
        table = None if p is None and value is None else TableOf(p, value, givens(given))
        return viewing.declare_view(self._open(), name, of, by, clear, table)

    def state(
        self,
        name: str,
        outcomes: Mapping[Any, float] | Labels,
        *,
        p: TableForm | None = None,
        value: Values | None = None,
        given: Given | None = None,
        seen_by: Seen = (),
    ) -> FactRef:
        """Declare a fact that will change, as `chance` does; this is its first version, `name@0`."""
        return declaring.declare_state(self._open(), name, outcomes, TableOf(p, value, givens(given)), seen_by)

    def change(
        self,
        state: FactLike,
        *,
        p: TableForm | None = None,
        value: Values | None = None,
        given: Given | None = None,
        seen_by: Seen = (),
    ) -> FactRef:
        """Declare the next version of a state; in functions its bare name is the version before."""
        return declaring.declare_change(self._open(), state, TableOf(p, value, givens(given)), seen_by)

    # --- what else happens ------------------------------------------------------------------------------------------

    def reveal(self, facts: FactLike | Iterable[FactLike], *, to: Seen) -> None:
        """Let further minds come to know earlier facts, here, as everyone knows that they do."""
        declaring.declare_reveal(self._open(), facts, to)

    def scene(self, name: str) -> None:
        """Start a scene: what follows belongs to it."""
        declaring.declare_scene(self._open(), name)

    def set_level(self, mind: MindLike, level: int) -> None:
        """Let a mind reason at another level from here on."""
        declaring.declare_level(self._open(), mind, level)

    def grow(
        self, mind: MindLike, fact: FactLike, outcome: Outcome, *, delta: float | None = None, seen_by: Seen = ()
    ) -> None:
        """Let an outcome enter the head of a mind that had never considered it.

        Args:
            mind: Whose head it is.
            fact: The fact that has the outcome.
            outcome: What is new.
            delta: The mass that it gets, 0 up to 1; none for an option of a decision.
            seen_by: Who notices; the others go on taking the mind as it was.
        """
        declaring.declare_growth(self._open(), mind, fact, outcome, delta, seen_by)

    # --- different worlds in different heads ------------------------------------------------------------------------

    def unaware(self, mind: MindLike, fact: FactLike, outcomes: Outcome | Iterable[Outcome]) -> None:
        """Leave outcomes out of a mind's head from the start."""
        sayings.declare_unaware(self._open(), mind, fact, outcomes)

    def closed(
        self, mind: MindLike, event: FactLike, *, null: Outcome = "nothing", fallback: Literal["open"] | None = None
    ) -> None:
        """Make a mind sure that an event has not happened, at every path that ends in it.

        Args:
            mind: Whose world is closed.
            event: The fact.
            null: Its outcome that means that nothing happened.
            fallback: `"open"` brings the common table back on evidence to the contrary.
        """
        sayings.declare_closed(self._open(), mind, event, null, fallback)

    def in_the_head_of(
        self,
        path: PathLike,
        *,
        tables: Mapping[Any, TableForm | TableOf] | None = None,
        level: int | None = None,
        rationality: float | None = None,
        rationality_at: Mapping[Any, float] | None = None,
        foresight: float | None = None,
        horizon: Horizon | None = None,
        discount: float | None = None,
        chi: float | None = None,
        levels: LevelWeights | None = None,
        wants: Sequence[TableForm | TableOf | Image | Scruple] | None = None,
        tremble: Tremble | None = None,
        reference: float | None = None,
        kappa: float | None = None,
        fallback: Iterable[Mapping[Any, TableForm | TableOf | None]] = (),
    ) -> None:
        """Say what differs in a head: `"Sakura > Kakashi"` is that path alone, `"* > Kakashi"` all that end so.

        Args:
            path: Whose head it is.
            tables: Fact to table; `un.table(p, given=[...])` where it hangs on other facts than the common one.  Of a
                decision: the policy that this mind expects, or its own habit if it is the one who chooses.
            level: Where a new count starts (exact path), or its ceiling (star).
            rationality: As for `mind`, and so are foresight, horizon, discount, chi and levels.
            rationality_at: Decision to rationality.
            foresight: None says nothing; so for the others.
            horizon: A number, or "scene".
            discount: What a util is worth one own decision later.
            chi: The weight of a cursed reading.
            levels: Weights over the levels of others.
            wants: These instead of the mind's own.
            tremble: `un.tremble(eps)`: mistakes in every policy in this head.
            reference: As for `mind`, and so is kappa.
            kappa: As for `mind`.
            fallback: Lists of tables that are tried in order on evidence that is held impossible; None for a table is
                the common one.
        """
        said: dict[str, Any] = {"level": level, "rationality": rationality, "foresight": foresight, "horizon": horizon}
        said |= {"discount": discount, "chi": chi, "mixture": levels, "tremble": tremble}
        said |= {"reference": reference, "kappa": kappa}
        sayings.declare_head(self._open(), path, tables or {}, said, rationality_at or {}, wants, fallback)

    # --- finishing --------------------------------------------------------------------------------------------------

    def check(self) -> tuple[Fault, ...]:
        """Everything that is wrong with the world as it now stands."""
        return self._finish()[1]

    def build(self) -> Model:
        """The world as it now stands, for good.

        Raises:
            ModelError: If anything is wrong: the fault's own kind if there is one, else all of them in one message.
        """
        model, faults = self._finish()
        if faults:
            raise error_of(self.name, faults)
        return model

    def tell(self, told: Mapping[Any, Outcome] | None = None, /, **by_name: Outcome) -> Story:
        """Tell a story of this world: outcomes of facts, by handle or name."""
        return Story.start(self.build(), self._limit.memory, self._limit.seconds).tell(told, **by_name)

    def _open(self) -> Draft:
        """The draft, about to change."""
        self._finished = None
        return self._draft

    def _finish(self) -> tuple[Model, tuple[Fault, ...]]:
        if self._finished is None:
            self._finished = assemble(self._draft)
        return self._finished
