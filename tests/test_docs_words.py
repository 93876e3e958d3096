"""The words of the pages: every key of the format is described where it belongs; the glossary names what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import underneath
from page_tools import DOCS, FENCE, PAGES
from underneath.files import document, document_asks, document_parts, document_steps, document_wants

FORMAT = FENCE.sub("", (DOCS / "format.md").read_text(encoding="utf-8"))
"""The page about the format, without its examples."""
GLOSSARY = (DOCS / "glossary.md").read_text(encoding="utf-8")

SECTIONS = {
    "Document": "What a file holds",
    "LevelMixture": "People",
    "Person": "People",
    "Closed": "People",
    "Fact": "Facts",
    "Scene": "Scenes",
    "LevelStep": "level",
    "Template": "Templates",
    "Want": "Wants",
    "Head": "Heads",
    "Tremble": "Heads",
    "Watch": "Watching",
    "AskBelief": "belief",
    "AskExpect": "expect",
    "AskWhy": "why",
    "AskVoi": "voi",
    "AskIrony": "irony",
    "AskWhoKnows": "who_knows",
    "AskMutual": "mutual",
    "AskCommon": "common",
    "AskFeel": "feel",
    "AskFeelings": "feelings",
    "WhatIf": "What if",
    "Samples": "What if",
}
"""The heading under which the keys of a part of the document are described; else its own name in small letters."""

BORROWED = {"Part", "Step", "Acting", "Drawn", "Named", "Traits"}
"""Parts that only lend their keys to others."""


def _parts() -> dict[str, type[document_parts.Part]]:
    modules = (document, document_asks, document_steps, document_wants)
    found = [thing for module in modules for thing in vars(module).values() if isinstance(thing, type)]
    return {t.__name__: t for t in found if issubclass(t, document_parts.Part) and t.__name__ not in BORROWED}


PARTS = _parts()


def heading(part: str) -> str:
    """Where the keys of a part are described."""
    return SECTIONS.get(part, part.lower())


def section(title: str) -> str:
    """The text under a heading, up to the next one."""
    found = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#|\Z)", FORMAT, re.MULTILINE | re.DOTALL)
    assert found, f"docs/format.md has no heading {title!r}"
    return found[1]


def rows(text: str) -> set[str]:
    """The words in backquotes in the first column of tables that list keys."""
    tables = re.findall(r"^\| key \|.*?(?=^[^|]|\Z)", text, re.MULTILINE | re.DOTALL)
    lines = [line for table in tables for line in table.splitlines()[2:]]
    return {word for line in lines for word in re.findall(r"`(\w+)`", line.split("|")[1])}


@pytest.mark.parametrize("part", sorted(PARTS))
def test_every_key_is_described_in_its_section(part: str) -> None:
    """A key that the format gets and the page has not is found here."""
    text = section(heading(part))
    assert [key for key in PARTS[part].model_fields if not re.search(rf"`[^`\n]*\b{key}\b", text)] == []


@pytest.mark.parametrize("title", sorted({heading(part) for part in PARTS}))
def test_no_key_is_described_that_there_is_not(title: str) -> None:
    """A key that the format has lost is found here."""
    described = rows(section(title))
    assert described
    assert described <= {key for part in PARTS if heading(part) == title for key in PARTS[part].model_fields}


# --- the glossary -----------------------------------------------------------------------------------------------------

OWNERS = {"un": underneath, "w": underneath.World, **{name: getattr(underneath, name) for name in underneath.__all__}}


def test_the_glossary_shows_names_that_there_are() -> None:
    """`Story.why`, `un.load` and `w.sign(...)`."""
    named = [pair for pair in re.findall(r"`(\w+)\.(\w+)", GLOSSARY) if pair[0] in OWNERS and pair[0] != "BadFile"]
    assert len(named) > 20
    assert [pair for pair in named if not hasattr(OWNERS[pair[0]], pair[1])] == []
    assert "`BadFile.problems`" in GLOSSARY
    assert underneath.BadFile((), "").problems == ()


def test_the_glossary_shows_keys_that_there_are() -> None:
    """`told:` and `heads:`."""
    shown = set(re.findall(r"`(\w+):(?: [^`]*)?`", GLOSSARY))
    assert len(shown) > 30
    assert shown - {key for part in PARTS.values() for key in part.model_fields} == set()


def test_the_glossary_has_a_word_once() -> None:
    """One word, one meaning."""
    words = [word for word in re.findall(r"^\| ([^|`]+?) \|", GLOSSARY, re.MULTILINE) if word not in ("word", "---")]
    assert len(words) > 80
    assert sorted({word for word in words if words.count(word) > 1}) == []


# --- links ------------------------------------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """What links can lead to on a page: its headings, as GitHub spells them."""
    titles = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """Inside the project; other sites are not tried."""
    for link in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", page.read_text(encoding="utf-8"))):
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        if link.startswith("http"):
            continue
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link
