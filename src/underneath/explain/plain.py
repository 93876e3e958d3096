"""Plain: what the library says to programmers, in the words of story files.

Its messages speak of worlds and minds, and of the arguments of Python; whoever writes a story knows people and keys.
Every message that an answer or the command line passes on goes through here.
"""

from __future__ import annotations

import re

_PHRASES: tuple[tuple[str, str], ...] = (
    (r"names mind ('[^']*'), which this world does not have", r"names \1, who is nobody in this story"),
    (
        r"names (fact|scene) ('[^']*'), which this world does not have",
        r"names the \1 \2, which this story does not have",
    ),
    (
        r"remedies: a tremble for the heads concerned \(it cannot mend a zero in a table\), fallback tables"
        r" \(fallback=\), or awareness that can grow",
        "remedies, under `heads`: `tremble` (it cannot mend a zero in a table) or `fallback`; or what they had never"
        " thought of can come to them by a step `grow`",
    ),
    (
        r"declare one: decision\('.*?', \.\.\., habit=\.\.\.\), or habit='uniform' for the whole world",
        "say habit: uniform, at the act or at the top of the file",
    ),
    (
        r"^'(.*?)' was told before as (.*?) and is supposed now as '?(.*?)'?; an outcome does not change,.*",
        r"'\1' was told before as \2, and is not supposed otherwise; ask what_if: {\1: \3}",
    ),
    (r"\(suppose=\{('.*?'): \.\.\.\}\)", r"(suppose: {\1: ...})"),
    (r"\(at=('.*?')\), or condition the answer: belief\.given\(\.\.\.\)", r"(at: \1)"),
    (r"together: belief\(path, \[fact, other\]\)", "together, with commas between them"),
    (r"jointly=\[?('.*?'|\(.*?\))\]? goes with", r"`jointly` \1 goes with"),
    (r"\bafter=('.*?') is when", r"`after` \1 is when"),
    (r"\bat= and after= go with", "`at` and `after` go with"),
    (r"\bsay at= instead", "say `at` instead"),
    (r": feel\(story, '.*?'\)\.", "."),
    (r"tell something first: w\.tell\(\.\.\.\)", "say under `told` what came of something"),
    (r"so nothing is felt at it; tell it first", "so nothing is felt at it; say under `told` what came of it"),
    (r"\b([Ll]eave) (toward|about)= out", r"\1 `\2` out"),
    (r": (toward|about)=\.\.\.", r": `\1`"),
    (r": kappa, as in w\.mind\('(.*?)', kappa=0\.5\)", r": under `people`, \1: {kappa: 0.5}"),
    (
        r"; declare what the audience's belief is worth: w\.wants\(.*?un\.image\(\.\.\.\)\)",
        "; say under `wants` what the audience's belief is worth: `image`, `about` and `worth`",
    ),
    (r"\. Make it a sign: by=\.\.\.", ". Make it a sign, and say by whom"),
    (r"follow=un\.Samples\(1000, rng\)", "follow: {samples: 1000}"),
    (r"\bfollow='(\w+)'", r"follow: \1"),
)
"""What is said in terms of Python, and what a file has for it."""

_WORDS = {
    "this world": "this story",
    "minds": "people",
    "a mind of": "somebody of",
    "mind": "person",
    "True": "true",
    "False": "false",
}
"""Words of the library, and those of story files; what stands in quotes is the author's, and stays."""

_QUOTED = re.compile(r"(?<!\w)('[^']*'|\"[^\"]*\")(?!\w)")
_SAID = re.compile("|".join(rf"\b{word}\b" for word in _WORDS))


def plainly(message: str) -> str:
    """A message in the words of story files.

    >>> plainly("a question names mind 'Anne', which this world does not have (minds: Ann, Bob). Did you mean 'Ann'?")
    "a question names 'Anne', who is nobody in this story (people: Ann, Bob). Did you mean 'Ann'?"
    """
    for said, meant in _PHRASES:
        message = re.sub(said, meant, message)
    return "".join(_outside(piece) for piece in _QUOTED.split(message))


def _outside(piece: str) -> str:
    """A piece of a message, in plain words unless it is a quotation."""
    return piece if piece[:1] in ("'", '"') else _SAID.sub(lambda found: _WORDS[found[0]], piece)
