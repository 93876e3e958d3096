"""How answers look: one small table in plain text or HTML, under a line that says whose answer it is and when."""

from __future__ import annotations

import html
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from underneath.model.course import Course
from underneath.model.measures import ROUNDING
from underneath.model.tables import Floats

ROWS_SHOWN = 20
COLUMNS_SHOWN = 6
HALF_WAY = 1e-11
"""What is half way between two numbers is shown as the upper one, whatever the last bits of a sum are on a machine."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A title, column heads (or none), and rows of text; the first `labels` columns are words, the rest numbers."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    labels: int = 1
    left_out: int = 0


def share(p: float) -> str:
    """A probability to four places; what is nearly certain never looks certain, and what is half way goes up.

    >>> [share(p) for p in (0.25, 0.0, 1e-9, 1 - 1e-9, 1.0, 0.65625)]
    ['0.2500', '0.0000', '<0.0001', '>0.9999', '1.0000', '0.6563']
    """
    if 0.0 < p < 5e-5:
        return "<0.0001"
    if 1 - 5e-5 < p < 1 - ROUNDING:
        return ">0.9999"
    return f"{p + HALF_WAY:.4f}"


def utils(value: float) -> str:
    """Utils to four places; an option that nobody weighed (NaN) is a dash.

    >>> [utils(u) for u in (2.0, float("-inf"), float("nan"))]
    ['2.0000', '-inf', '-']
    """
    return "-" if value != value else f"{value:.4f}"


def depths(level: int | None, order: int | None, horizon: int | None) -> str:
    """The depths that an answer used, in brackets; those that it has none of are left out.

    >>> depths(2, 1, 0)
    ' (level 2, order 1, horizon: scene)'
    """
    said = [f"level {level}"] if level is not None else []
    said += [f"order {order}"] if order is not None else []
    said += [f"horizon: {_span(horizon)}"] if horizon is not None else []
    return f" ({', '.join(said)})" if said else ""


def when(step: str | None) -> str:
    """The step of an answer, as the end of a phrase.

    >>> when("joke")
    ', after joke'
    """
    return f", after {step}" if step is not None else ""


def branch(course: Course | None) -> str:
    """The branch of an answer, as the end of a phrase."""
    return f", {course}" if course is not None else ""


def _span(horizon: int) -> str:
    if horizon == 0:
        return "scene"
    return "1 decision" if horizon == 1 else f"{horizon} decisions"


def table_grid(title: str, facts: tuple[str, ...], cells: Sequence[tuple[tuple[object, ...], float]]) -> Grid:
    """One row for each cell of a table; the facts head the columns when there are several."""
    heads = (*facts, "probability") if len(facts) > 1 else ()
    rows = tuple((*map(str, labels), share(p)) for labels, p in cells[:ROWS_SHOWN])
    return Grid(title, heads, rows, labels=len(facts), left_out=max(0, len(cells) - ROWS_SHOWN))


def belief_grid(belief: Any) -> Grid:
    """A belief under a line that says whose it is, about what and when; of a nested one its distribution."""
    path, spread, jointly = belief.path, belief.spread, belief.jointly
    whose = f"{' > '.join(path)} believes" if path else "The world itself"
    also = f", jointly with {', '.join(jointly)}" if jointly else ""
    deep = depths(belief.level, belief.order if path else None, belief.horizon)
    title = f"{whose} about {', '.join(belief.facts)}{also}{when(belief.step)}{branch(belief.course)}{deep}"
    if (len(spread) > 1 or jointly) and len(belief) <= COLUMNS_SHOWN:
        columns = [" ".join(map(str, key)) for key in itertools.product(*belief.outcomes)]
        atoms = sorted(spread, key=lambda atom: -atom.weight)
        rows = [(atom.weight, atom.jointly, atom.probabilities.ravel()) for atom in atoms]
        return spread_grid(title, jointly, columns, rows, belief.probabilities.ravel())
    title += f", the mean of {len(spread)} beliefs" if len(spread) > 1 else ""
    cells = itertools.product(*belief.outcomes)
    return table_grid(title, belief.facts, list(zip(cells, belief.probabilities.ravel().tolist(), strict=True)))


def spread_grid(
    title: str,
    jointly: tuple[str, ...],
    columns: Sequence[str],
    atoms: Sequence[tuple[float, tuple[object, ...], Floats]],
    mean: Floats,
) -> Grid:
    """One row for each belief that may be held (weight, facts asked jointly, probabilities), and one for their mean."""
    average = ("mean", *("" for _ in jointly), *map(share, mean.tolist()))
    rows = tuple((share(w), *map(str, labels), *map(share, p.tolist())) for w, labels, p in atoms[:ROWS_SHOWN])
    heads = ("weight", *jointly, *columns)
    return Grid(title, heads, (average, *rows), labels=1 + len(jointly), left_out=max(0, len(atoms) - ROWS_SHOWN))


def text(grid: Grid) -> str:
    """The grid in plain text: words flush left, numbers flush right, two spaces between columns."""
    lines = [grid.heads, *grid.rows] if grid.heads else list(grid.rows)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    body = [_line(line, widths, grid.labels) for line in lines]
    return "\n".join([grid.title, *body, *_rest(grid)])


def _line(cells: tuple[str, ...], widths: list[int], labels: int) -> str:
    padded = (
        cell.ljust(width) if column < labels else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return ("  " + "  ".join(padded)).rstrip()


def _rest(grid: Grid) -> list[str]:
    return [f"  ... and {grid.left_out} more"] if grid.left_out else []


def page(grid: Grid) -> str:
    """The grid as an HTML table, for notebooks."""
    heads = f"<thead>{_html_row(grid.heads, 'th', grid.labels)}</thead>" if grid.heads else ""
    rows = "".join(_html_row(row, "td", grid.labels) for row in grid.rows)
    rest = "".join(f"<p>{html.escape(line.strip())}</p>" for line in _rest(grid))
    return f"<table><caption>{html.escape(grid.title)}</caption>{heads}<tbody>{rows}</tbody></table>{rest}"


def _html_row(cells: tuple[str, ...], tag: str, labels: int) -> str:
    return "<tr>" + "".join(_html_cell(cell, tag, column < labels) for column, cell in enumerate(cells)) + "</tr>"


def _html_cell(cell: str, tag: str, word: bool) -> str:
    side = "left" if word else "right"
    return f'<{tag} style="text-align: {side}">{html.escape(cell)}</{tag}>'
