"""Titles of pages without the name of the site, which often stands beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from factcheck.language.lexicons import words
from factcheck.language.text import normalise

_SEPARATOR = re.compile(r"\s*[|»«•]\s*|\s+[-–—·:]+\s+|\s*::\s*|:\s+")
_TOO_GENERAL = words(
    "home homepage news blog article articles story latest press release releases opinion"
)
_LONGEST_NAME = 60
_SHORTEST_KEY = 7
_MADE_UP = re.compile(
    r"(?:untitled|document|new document|word document|microsoft word document|presentation|"
    r"powerpoint presentation|slide|\(?anonymous\)?|title|no title|print|scan)[\s_-]*\d*|"
    r"microsoft (?:word|powerpoint|excel) - .*|(?:about|file|https?):\S*|"
    r".*\.(?:docx?|pdf|indd|tmp|qxp|xlsx?|pptx?|odt|rtf|html?|txt)",
    re.IGNORECASE,
)
_LONGEST_HEADLINE, _ENDS = 100, tuple(".!?…:;,")
# A title of more parts is taken as it is: the runs grow with their square.
_MOST_PARTS = 8


def parts_of(title: str) -> tuple[list[str], list[str]]:
    """What separators set apart in a title, and the separators."""
    marks = _SEPARATOR.findall(title)
    return _SEPARATOR.split(title), marks


def without_site(title: str, names: Iterable[str | None], is_shown: Callable[[str], bool]) -> str:
    """The title of an article alone.

    :param names: what the site may be called.
    :param is_shown: whether the page shows a text as a line of its own.
    """
    title = " ".join(title.split())
    known = {
        key for name in names if name for key in (name_key(name), name_key(name.split(".")[0]))
    }
    shown = [run for run in _runs(title) if is_shown(run) and name_key(run) not in known]
    if shown and (shown[0] == title or len(shown[0].split()) > 1):
        return shown[0]
    parts, marks = parts_of(title)
    while len(parts) > 1 and name_key(parts[-1]) in known:
        parts.pop()
        marks.pop()
    while len(parts) > 1 and name_key(parts[0]) in known:
        parts.pop(0)
        marks.pop(0)
    return _joined(parts, marks)


def site_in(title: str, headline: str) -> str | None:
    """What a page's title says beside the headline at its outer end: the name of the site."""
    title, headline = " ".join(title.split()), " ".join(headline.split())
    if not headline or headline not in title:
        return None
    before, _, after = title.partition(headline)
    for rest, at in ((after, -1), (before, 0)):
        parts = [part for part in parts_of(rest)[0] if part.strip(" -–—|:·")]
        is_apart = bool(_SEPARATOR.match(after)) if at else bool(_SEPARATOR.search(before))
        if not parts or not is_apart:
            continue
        name = parts[at].strip()
        is_general = set(normalise(name).split()) <= _TOO_GENERAL
        if len(name) <= _LONGEST_NAME and not is_general and not name[0].islower():
            return name
    return None


def _runs(title: str) -> Iterable[str]:
    """The title and every run of its parts, the longest first."""
    parts, marks = parts_of(title)
    if len(parts) > _MOST_PARTS:
        return [title]
    spans = [(i, j) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)]
    runs = [_joined(parts[i:j], marks[i : j - 1]) for i, j in spans]
    return sorted((run for run in runs if run), key=len, reverse=True)


def _joined(parts: list[str], marks: list[str]) -> str:
    ends = [*marks, ""]
    return "".join(part + mark for part, mark in zip(parts, ends, strict=False)).strip()


def name_key(name: str) -> str:
    """A name as it is compared: its letters and figures, without an article."""
    key = re.sub(r"[\W_]+", "", normalise(name))
    return key.removeprefix("the") if len(key) > _SHORTEST_KEY else key


def is_made_up(title: str) -> bool:
    """Whether a title was put there by a program: "Microsoft Word - a.docx", its address."""
    return _MADE_UP.fullmatch(title.strip()) is not None


def headline_of(text: str) -> str | None:
    """The first paragraph of several, if it is short and no sentence."""
    first, _, rest = text.partition("\n\n")
    is_headline = len(first) <= _LONGEST_HEADLINE and first[-1:] not in _ENDS
    return first if rest and is_headline and any(map(str.isalpha, first)) else None
