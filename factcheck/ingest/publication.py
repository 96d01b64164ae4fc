"""When a page was published: what it states, what its own lines say, what its address holds.

The date of a change is never taken for that of publication, nor is one in the running text: that
is mostly the date of an event, and would falsify every verdict `as_of` a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck.ingest.day_names import NamedDay, named_days, stated_day
from factcheck.ingest.markup import Element
from factcheck.language.lexicons import words

# Meta tags for the date of publication, the surest first.
META = (
    "article:published_time", "og:article:published_time", "og:published_time", "og:pubdate",
    "article.published", "datepublished", "parsely-pub-date", "cxenseparse:recs:publishtime",
    "sailthru.date", "citation_publication_date", "citation_online_date", "citation_date",
    "rnews:datepublished",
    "dc.date.issued", "dcterms.issued", "dc.date.published", "dc.date.created", "dcterms.created",
    "dcterms.date", "dc.date", "pubdate", "publishdate", "publish-date", "publish_date",
    "publish_time",
    "publication_date", "publication-date", "published_date", "published-date", "publisheddate",
    "published_at", "published_time", "article_date_original", "originalpublicationdate",
    "displaydate", "article-date", "article_date", "release_date", "releasedate", "date_published",
    "bt:pubdate", "shareaholic:article_published_time", "prism.publicationdate", "eprints.date",
    "date.created", "date", "dcsext.articlefirstpublished", "vr:published_time", "ptime",
)  # fmt: skip
_INLINE = words(
    "a abbr address b bdi cite code em font i mark q s small span strong sub sup time u wbr"
)
_APART = words("a abbr address b small span strong time")
_CHANGED = re.compile(
    r"updat|modif|last (?:edit|chang|review)|revis|amend|correct|aktualis|geändert|zuletzt|"
    r"mis à jour|\bmaj\b|actualiz|aggiornat|atualiz|bijgewerkt|uppdater|oppdater|"
    r"opdater|обновл|измен",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"publi|post(?:ed|-date)|pubdate|entry-date|releas|issued|first\s|veröffentlicht|erschienen|"
    r"pubblicat|gepubliceerd|опубликован|publicerad|date\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:publi\w+|posted|released?|issued|date|veröffentlicht|pubblicato|опубликовано)"
    r"(?: on| date| le| am| el| il| em)?\s*:?\s*(?:\w+day,?\s*)?$",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^[^\W\d_][\w .,'’()/-]{1,70}?[,(]?\s*$")
_AFTER_DATELINE = re.compile(r"^\)?\s*(?:\([^)]{2,40}\)|/[^/]{2,40}/)?\s*(?:[-–—]+|:)\s")
_CLASS_PUBLISHED = re.compile(
    r"(?:^|[\s_-])(?:(?:dt-)?published|pub-?date|publish(?:ed)?-?(?:date|time|on)|entry-date|"
    r"date-?published|post-date|posted-on)(?=$|[\s_-])", re.IGNORECASE
)  # fmt: skip
_CLASS_DATE = re.compile(r"(?:^|[\s_-])(?:date|time|timestamp)(?=$|[\s_-])", re.IGNORECASE)
_CLASS_CHANGED = re.compile(
    r"(?:^|[\s_-])(?:(?:dt-)?updated|date-?modified|modified(?:-date)?|last-?modified|updated-?(?:date|on|at))"
    r"(?=$|[\s_-])", re.IGNORECASE
)  # fmt: skip
_IN_ADDRESS = re.compile(
    r"(?<![\d])((?:19|20)\d\d)([/_.-]?)(0?[1-9]|1[0-2]|[a-z]{3})\2(0[1-9]|[12]\d|3[01]|[1-9])(?![\d])"
)
_MOST_WORDS, _FEW_WORDS, _AFTER, _BEFORE = 24, 12, 14, 6
# "10 a.m." ends no sentence.
_STOP = re.compile(r"\w\w[\"'”’»)]*\s?[.!?…]+[\"'”’»)]*\Z")
_WORD = re.compile(r"[^\W\d_]{4,}")
_SENTENCE = re.compile(r".{60,}[.!?…][\"'”’»)]*", re.DOTALL)


class Dating(StrEnum):
    """How a document's date is known."""

    STATED = "stated"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it is seen; machine-readable times stand in place of their wording."""

    text: str
    element: Element


def seen_date(tree: Element, heading: Element | None, region: str) -> str | None:
    """The date in the lines about the headline, or one that a line names as that of publication.

    :param heading: the headline.
    """
    lines = list(_lines(tree))
    around = list(_around(lines, heading))
    for wants_label in (True, False):
        for at in around:
            for day, label in _days(lines, at, region):
                if bool(_PUBLISHED.search(label)) >= wants_label and not _is_changed(label):
                    return day
    for at in range(len(lines)):
        for day, label in _days(lines, at, region):
            if _LABEL.search(label) and not _is_changed(label):
                return day
    return None


def dateline(paragraphs: Sequence[str], region: str) -> str | None:
    """The date of a dateline ("GENEVA, 3 June 2025 —") in the first two paragraphs."""
    for paragraph in paragraphs[:2]:
        for found in named_days(paragraph[:140], region):
            before, after = paragraph[: found.start], paragraph[found.end :]
            if _DATELINE.match(before) and _AFTER_DATELINE.match(after):
                return found.day.isoformat()
    return None


def date_in_address(addresses: Iterable[str]) -> str | None:
    """The day in a web address (`/2025/06/03/`, `/2025-06-03-bridge`, `/20250603/`)."""
    for address in addresses:
        path = re.sub(r"^\w+://[^/]*", "", address).partition("?")[0]
        for match in _IN_ADDRESS.finditer(path.casefold()):
            year, mark, month, day = match.groups()
            is_whole = bool(mark) or len(month) == len(day) == 2
            if is_whole and (found := stated_day(_as_written(year, month, day), "en-GB")):
                return found
    return None


def _as_written(year: str, month: str, day: str) -> str:
    return f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}"


def _around(lines: list[_Line], heading: Element | None) -> Iterator[int]:
    """The lines between headline and text, then those above in the same part of the page."""
    own = set(heading.iter()) if heading is not None else set()
    start = next((at for at, line in enumerate(lines) if line.element in own), -1)
    prose = 0
    for at in range(start + 1, min(start + 1 + _AFTER, len(lines))):
        # One paragraph may be a summary above the byline; with the second the text has begun.
        prose += _is_prose(lines[at].text)
        if prose > 1:
            break
        if prose == 0 or len(lines[at].text.split()) <= _FEW_WORDS:
            yield at
    if heading is None:
        return
    part = _part(heading)
    for at in range(start - 1, max(-1, start - 1 - _BEFORE), -1):
        if part in (lines[at].element, *lines[at].element.iterancestors()):
            yield at


def _part(heading: Element) -> Element | None:
    """The article or content that a headline belongs to; None if it stands in the page itself."""
    parents = list(heading.iterancestors())
    for parent in parents:
        if parent.tag in {"article", "main"} or parent.get("role") == "main":
            return parent
    near = [parent for parent in parents[:2] if parent.tag not in {"body", "html"}]
    return near[-1] if near else None


def _days(lines: list[_Line], at: int, region: str) -> Iterator[tuple[str, str]]:
    """The dates of a short line, each with the words before it."""
    text = lines[at].text
    days = list(named_days(text, region))
    if len(text.split()) > _MOST_WORDS or _is_prose(text) or _tells(text, days):
        return
    before = lines[at - 1].text if at else ""
    end = 0
    for found in days:
        label = text[end : found.start].strip()
        if not label and len(before.split()) <= 3 and not any(named_days(before, region)):
            label = before
        yield found.day.isoformat(), label
        end = found.end


def _is_prose(text: str) -> bool:
    return _SENTENCE.fullmatch(text) is not None


def _tells(text: str, days: Sequence[NamedDay]) -> bool:
    """Whether a short line is a sentence of the text: "The bridge opened on 19 March 1932."

    Lines of authors, places and days have hardly a word in small letters.
    """
    if not _STOP.search(text) or any(_LABEL.search(text[: day.start]) for day in days):
        return False
    for day in days:
        text = text[: day.start] + " " * (day.end - day.start) + text[day.end :]
    return any(word.islower() for word in _WORD.findall(text))


def _is_changed(label: str) -> bool:
    """Whether the words before a date say that it is that of a change."""
    changed = [match.start() for match in _CHANGED.finditer(label)]
    published = [match.start() for match in _PUBLISHED.finditer(label)]
    return bool(changed) and max(changed) > max(published, default=-1)


def _lines(tree: Element) -> Iterator[_Line]:
    for body in tree.iter("body"):
        pieces: list[str] = []
        place, is_begun = body, False
        for text, element, ends_line in _pieces(body):
            if ends_line:
                if line := " ".join("".join(pieces).split()):
                    yield _Line(line, place)
                pieces, is_begun = [], False
                continue
            if text.strip() and not is_begun:
                place, is_begun = element, True
            pieces.append(text)
        if line := " ".join("".join(pieces).split()):
            yield _Line(line, place)


def _pieces(element: Element) -> Iterator[tuple[str, Element, bool]]:
    """Text in the order of the page, and ends of lines; classes that name dates count as words."""
    is_block = element.tag not in _INLINE
    # Pages set neighbouring spans apart by style alone.
    yield " " * (element.tag in _APART), element, is_block
    names = element.get("class") or ""
    if _CLASS_PUBLISHED.search(names):
        yield "published ", element, False
    elif _CLASS_CHANGED.search(names):
        yield "updated ", element, False
    is_dated = element.tag == "abbr" or _CLASS_DATE.search(names)
    machine = element.get("datetime") or (element.get("title") if is_dated else None)
    if machine and stated_day(machine, "en-GB"):
        yield f" {machine} ", element, False
    else:
        yield element.text or "", element, False
        for child in element:
            if isinstance(child.tag, str):
                yield from _pieces(child)
            yield child.tail or "", element, False
    yield " " * (element.tag in _APART), element, is_block
