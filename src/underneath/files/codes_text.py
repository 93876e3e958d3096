"""Codes U101 to U199: what may be wrong with the text of a file, before anything in it is looked at.

What cannot be shown in a text, such as a byte that is no character, has no example.
"""

from __future__ import annotations

from underneath.files.code import Code

CODES = {
    "U101": Code(
        "A file that cannot be read",
        "There is no such file, or it may not be read; nor is it the name of a story that comes with underneath.",
        "",
        "",
    ),
    "U102": Code("Too large a file", "A file has at most 1 MiB. Split the story into parts.", "", ""),
    "U103": Code(
        "Not UTF-8",
        "A byte of the file is no character in UTF-8. Save the file as UTF-8: every editor can.",
        "",
        "",
    ),
    "U104": Code(
        "A character that cannot stand here",
        "Control characters and line separators would change unseen what a line says. Leave them out, or write them as"
        ' "\\u...." in double quotes.',
        "",
        "",
    ),
    "U105": Code(
        "Not YAML",
        "The text cannot be read as YAML from here on. What YAML uses as marks ({ } [ ] , : # ` * & and quotes) stands"
        " in quotes where it belongs to a text; lines are indented with spaces.",
        "people: {Sakura: {}, Kakashi: {}}\nheads:\n  * > Kakashi: {level: 1}\n",
        'people: {Sakura: {}, Kakashi: {}}\nheads:\n  "* > Kakashi": {level: 1}\n',
    ),
    "U106": Code(
        "A key that comes twice",
        "In a mapping each key stands once: of two, one would be lost without a word.",
        "people: {Sakura: {level: 1, level: 2}}\n",
        "people: {Sakura: {level: 2}}\n",
    ),
    "U107": Code(
        "A tag",
        "Story files hold plain words and numbers; tags such as !!str have no place in them.",
        "people: {Sakura: {level: !!int 2}}\n",
        "people: {Sakura: {level: 2}}\n",
    ),
    "U108": Code(
        "An anchor or an alias",
        "Nothing in a story file refers to another part of it by & and *. Acts that are alike share a template.",
        "people: {Sakura: &her {level: 2}, Kakashi: {}}\n",
        "people: {Sakura: {level: 2}, Kakashi: {level: 2}}\n",
    ),
    "U109": Code(
        "A second document",
        "A file is one story: nothing follows after '---' or '...'.",
        "people: {Sakura: {}}\n---\npeople: {Kakashi: {}}\n",
        "people: {Sakura: {}, Kakashi: {}}\n",
    ),
    "U110": Code(
        "A key that is neither a word nor a number",
        "Keys are words and numbers. A list, a mapping, true, false or nothing cannot be one; in quotes, true can.",
        "people: {true: {}}\n",
        'people: {"true": {}}\n',
    ),
    "U111": Code(
        "A merge key",
        "'<<' would merge another mapping into this one; story files write it out, or use a template.",
        "people: {Sakura: {<<: {level: 2}}}\n",
        "people: {Sakura: {level: 2}}\n",
    ),
    "U112": Code("Too deep", "Lists and mappings stand at most 50 deep in one another.", "", ""),
    "U113": Code("Too many values", "A file holds at most 200,000 values. Split the story into parts.", "", ""),
    "U114": Code(
        "Too large a number",
        "Numbers reach to about 1e308. A word of digits stands in quotes.",
        "people: {Sakura: {rationality: 1e999}}\n",
        "people: {Sakura: {rationality: .inf}}\n",
    ),
    "U115": Code(
        "A directive",
        "Before the document only %YAML 1.2 may stand, once.",
        "%YAML 1.1\n---\nunderneath: 1\npeople: {Sakura: {}}\n",
        "%YAML 1.2\n---\nunderneath: 1\npeople: {Sakura: {}}\n",
    ),
    "U116": Code("An empty file", "There is nothing in the file but space and comments.", "", ""),
}
