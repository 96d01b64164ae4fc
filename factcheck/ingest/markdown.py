"""Markdown: its text, its first heading, and the front matter (YAML) that may stand above it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from factcheck.errors import InvalidSource, shown
from factcheck.ingest.day_names import stated_day
from factcheck.ingest.fields import Values
from factcheck.ingest.rows import without_pipes

# A line of dashes may also be a rule above the text; a key says that it is none.
_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?P<yaml>(?:[ \t]*(?:#.*)?\n)*[\w-]+[ \t]*:(?:[ \t].*)?\n(?:.*\n)*?)"
    r"(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)
_FENCED = re.compile(
    r"^ {0,3}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}).*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
# What is struck out; not in code.
_STRUCK = re.compile(r"`[^`\n]*`|~~(?=\S)(?P<struck>[^~\n]+)(?<=\S)~~[ \t]?")
_REMARK = "<!--", "-->"
_STATED = ("title", "publisher", "url", "language")
_DAYS = ("published", "date")


def read_markdown(path: Path, content: str) -> Values:
    """The fields that a Markdown text states; the title above it counts before its first heading.

    :param path: the file that is meant, for an error.
    :raises InvalidSource: if its front matter is no YAML, or states no day where it should.
    """
    block = _FRONT_MATTER.match(content)
    stated = _parsed(path, block["yaml"]) if block else {}
    text = content[block.end() :].lstrip("\n") if block else content
    values: Values = {"title": _heading(text)}
    values |= {name: str(stated[name]) for name in _STATED if _is_plain(stated.get(name))}
    days = (_day(path, name, stated[name]) for name in _DAYS if _is_plain(stated.get(name)))
    return {**values, "published": next(days, None), "text": _read(text)}


def _read(text: str) -> str:
    plain = _STRUCK.sub(lambda match: "" if match["struck"] else match[0], _without_remarks(text))
    return "\n".join(without_pipes(plain.split("\n")))


def _without_remarks(text: str) -> str:
    """The text without what its writers noted for themselves; what never ends is no remark."""
    opens, closes = _REMARK
    parts, at = list[str](), 0
    while (start := text.find(opens, at)) >= 0 and (end := text.find(closes, start)) >= 0:
        parts.append(text[at:start])
        at = end + len(closes)
    return "".join([*parts, text[at:]])


def _heading(text: str) -> str | None:
    heading = _HEADING.search(_FENCED.sub("", text))
    return heading[1] or None if heading else None


def _parsed(path: Path, block: str) -> Mapping[str, Any]:
    try:
        stated = yaml.safe_load(block)
    # A day that does not exist is a ValueError.
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problem = getattr(error, "problem", None) or error
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else None
        raise InvalidSource(
            path, line, f"has front matter that cannot be read: {problem}"
        ) from error
    return stated if isinstance(stated, dict) else {}


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float | date) and value != ""


def _day(path: Path, name: str, value: object) -> str:
    """The day that is stated; 3/6/2025 is none, as nothing settles the order."""
    written = value.isoformat() if isinstance(value, date) else str(value)
    day = stated_day(written, "en")
    if day is None:
        reason = f"{name}: must be a day, as YYYY-MM-DD; got {shown(written)}"
        raise InvalidSource(path, None, reason)
    return day
