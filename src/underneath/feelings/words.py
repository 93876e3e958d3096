"""Numbers and lists as a sentence says them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from underneath.model.show import HALF_WAY


def percent(share: float, digits: int = 0) -> str:
    """A probability; what is nearly certain never looks certain, and what is half way between two numbers goes up.

    >>> [percent(p) for p in (0.0, 0.001, 0.25, 0.999, 1.0)], percent(0.1234, 1), percent(0.225)
    (['0%', '<1%', '25%', '>99%', '100%'], '12.3%', '23%')
    """
    least = 10.0**-digits
    if 0 < share * 100 < least / 2:
        return f"<{least:.{digits}f}%"
    if 0 < (1 - share) * 100 < least / 2:
        return f">{100 - least:.{digits}f}%"
    return f"{(share + HALF_WAY) * 100:.{digits}f}%"


def percents(*shares: float) -> tuple[str, ...]:
    """Probabilities that differ, with as many digits as it takes to see that they do (three at most).

    >>> percents(0.88, 0.24), percents(0.201, 0.204), percents(0.5, 0.5)
    (('88%', '24%'), ('20.1%', '20.4%'), ('50%', '50%'))
    """
    different = len({round(share, 9) for share in shares})
    for digits in range(4):
        said = tuple(percent(share, digits) for share in shares)
        if len(set(said)) >= different:
            break
    return said


def bits(amount: float) -> str:
    """An amount of evidence, whichever way it points.

    >>> [bits(b) for b in (2.914, -1.0, 0.04, 0.0004, float("inf"))]
    ['2.9 bits', '1.0 bits', '0.04 bits', 'less than 0.001 bits', 'infinitely many bits']
    """
    size = abs(amount)
    if math.isinf(size):
        return "infinitely many bits"
    if 0 < size < 0.0005:
        return "less than 0.001 bits"
    digits = 1 if size >= 0.095 else 2 if size >= 0.0095 else 3
    return f"{size:.{digits}f} bits" if size else "0 bits"


def listed(words: Sequence[str], most: int | None = None) -> str:
    """Words in a row; with `most`, a long row is cut short.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"]), listed(["a", "b", "c", "d"], most=2)
    ('a', 'a and b', 'a, b and c', 'a, b and 2 more')
    """
    if most is not None and len(words) > most + 1:
        words = [*words[:most], f"{len(words) - most} more"]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def capital(text: str) -> str:
    """A text that starts a sentence; a name keeps its own letters.

    >>> capital("she waits"), capital("iPhone")
    ('She waits', 'IPhone')
    """
    return text[:1].upper() + text[1:]


def possessive(name: str) -> str:
    """Whose something is.

    >>> possessive("Ann"), possessive("elders")
    ("Ann's", "elders'")
    """
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def whose(path: Sequence[str]) -> str:
    """Whose belief it is, as the subject of a sentence.

    >>> whose(["Kakashi"]), whose(["Sakura", "Kakashi"]), whose(["Ino", "Sakura", "Kakashi"]), whose([])
    ('Kakashi', 'Kakashi (as Sakura sees it)', 'Kakashi (as Ino thinks Sakura sees it)', 'the world itself')
    """
    if not path:
        return "the world itself"
    return path[-1] if len(path) == 1 else f"{path[-1]} (as {' thinks '.join(path[:-1])} sees it)"
