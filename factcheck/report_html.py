"""A checked text as one HTML file: nothing is loaded, nothing runs, all text is escaped."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from factcheck.types import Evidence, Label, Report, Span, Stance, Verdict
from factcheck.version import __version__
from factcheck.wording import (
    LABELS,
    confidence_word,
    counted,
    day,
    page_or_time,
    side,
    source_name,
    split_at_rationale,
    visible,
)

if TYPE_CHECKING:
    from jinja2 import Template

# Where claims overlap, the colour is that of the verdict that a reader must not miss.
_BY_URGENCY = (Label.REFUTED, Label.CONFLICTING, Label.NOT_ENOUGH_EVIDENCE, Label.SUPPORTED)

_BLANK_LINES = re.compile(r"(\n(?:[ \t]*\n)+)")
_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
_EMPHASIS = ("***", "**", "*", "__", "_")


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the text under the same claims.

    :param label: the most urgent that is told of a claim over it, None where no claim is.
    :param ending: the numbers of the claims that end with it.
    """

    text: str
    label: Label | None
    ending: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, with the numbered verdicts of the claims that start in it."""

    segments: tuple[Segment, ...]
    verdicts: tuple[tuple[int, Verdict], ...]


def html_report(report: Report, *, title: str = "Checked text") -> str:
    """The report as an HTML page that stands alone.

    :param title: the heading of the page.
    """
    return _template().render(
        title=title,
        report=report,
        blocks=_below(title, blocks(report.text, report.verdicts)),
        counts=[(label, _count(report, label)) for label in Label],
        are_two=any(_is_so(verdict) for verdict in report.verdicts),
        marker=_marker,
        most_urgent=_most_urgent,
        labels=LABELS,
        source_name=source_name,
        rationale=split_at_rationale,
        pieces=_pieces,
        strength=_strength,
        page_or_time=page_or_time,
        sides=_sides,
        neutral=lambda verdict: len(side(verdict, Stance.NEUTRAL)),
        facts=list(_facts(report.provenance)),
        version=__version__,
    )


@cache
def _template() -> Template:
    """The page to fill in, as it was when the first report was written."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("factcheck", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        visible=visible,
        day=day,
        counted=counted,
        confidence_word=confidence_word,
        web_link=web_link,
    )
    return environment.get_template("report.html")


def web_link(url: str | None) -> str | None:
    """The address if it is one of the web; no other scheme may become a link."""
    try:
        scheme = urlsplit(url or "").scheme.lower()
    except ValueError:
        return None
    return url if url and url.isprintable() and scheme in {"http", "https"} else None


def blocks(text: str, verdicts: Sequence[Verdict]) -> list[Block]:
    """The text cut into paragraphs, each cut where a claim starts or ends."""
    numbered = list(enumerate(verdicts, 1))
    return [
        Block(
            tuple(_segments(text, paragraph, numbered)),
            tuple(
                (number, verdict)
                for number, verdict in numbered
                if paragraph.start <= verdict.claim.start < paragraph.end
            ),
        )
        for paragraph in _paragraphs(text)
    ]


def _below(title: str, found: Sequence[Block]) -> list[Block]:
    """The paragraphs under a title that the first may repeat, without the marks of Markdown.

    What was checked stays as it is.
    """
    shown = [block if _is_checked(block) else _unmarked(block) for block in found]
    repeats = found and not _is_checked(found[0]) and shown[0].segments[0].text.strip() == title
    return shown[1:] if repeats else shown


def _is_checked(block: Block) -> bool:
    return bool(block.verdicts) or any(segment.label for segment in block.segments)


def _unmarked(block: Block) -> Block:
    segments = tuple(replace(part, text=_plain(part.text)) for part in block.segments)
    return replace(block, segments=segments)


def _plain(text: str) -> str:
    """A line without the marks that make it a heading, or stress all of it."""
    line = text.strip()
    if heading := _HEADING.match(line):
        return line[heading.end() :]
    for mark in _EMPHASIS:
        inner = line[len(mark) : -len(mark)]
        if inner and line == f"{mark}{inner}{mark}" and mark[0] not in inner:
            return inner
    return text


def _paragraphs(text: str) -> Iterator[Span]:
    """Lines with something on them; between them they cover every visible character."""
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield Span(start, start + len(line))
        start += len(line)


def _segments(
    text: str, paragraph: Span, numbered: Sequence[tuple[int, Verdict]]
) -> Iterator[Segment]:
    near = [
        (number, verdict)
        for number, verdict in numbered
        if verdict.claim.start < paragraph.end and verdict.claim.end > paragraph.start
    ]
    edges = {paragraph.start, paragraph.end}
    for _, verdict in near:
        edges |= {verdict.claim.start, verdict.claim.end}
    cuts = sorted(edge for edge in edges if paragraph.start <= edge <= paragraph.end)
    for start, end in itertools.pairwise(cuts):
        over = [v for _, v in near if v.claim.start <= start and end <= v.claim.end]
        label = _most_urgent(*over) if over else None
        ending = tuple(number for number, v in near if v.claim.end == end and v.claim.start < end)
        yield Segment(text[start:end], label, ending)


def _is_so(verdict: Verdict) -> Label | None:
    """Of what somebody says, whether it is so, where that differs from whether it was said."""
    so = verdict.content.label if verdict.content else None
    return None if so == verdict.label else so


def _most_urgent(*verdicts: Verdict) -> Label:
    told = {label for verdict in verdicts for label in (verdict.label, _is_so(verdict))}
    return next(label for label in _BY_URGENCY if label in told)


def _marker(number: int, verdict: Verdict) -> str:
    """The sign and number of a claim, both signs where there are two."""
    said, so = LABELS[verdict.label].sign, _is_so(verdict)
    return f"said {said} so {LABELS[so].sign} {number}" if so else f"{said}{number}"


def _sides(verdict: Verdict) -> list[tuple[str, list[Evidence]]]:
    sides = (("Evidence for", Stance.SUPPORTS), ("Evidence against", Stance.REFUTES))
    return [(title, side(verdict, stance)) for title, stance in sides]


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Words, and blank lines by their class: rows of a table stand close to each other."""
    found = _BLANK_LINES.split(text)
    for place, piece in enumerate(found):
        if place % 2 == 0:
            yield piece, ""
            continue
        # Where a part ends here, what stands beyond it is not known: the other side tells.
        around = filter(None, (found[place - 1], found[place + 1]))
        yield piece, "gap between-rows" if all(" | " in near for near in around) else "gap"


def _strength(evidence: Evidence) -> float:
    return float(getattr(evidence.probabilities, evidence.stance.value))


def _count(report: Report, label: Label) -> int:
    return sum(verdict.label == label for verdict in report.verdicts)


def _facts(provenance: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Provenance as a flat list: `models stance id` and its value; what is None is left out."""
    for name, value in provenance.items():
        if isinstance(value, Mapping):
            yield from _facts(value, f"{prefix}{name} ")
        elif isinstance(value, list):
            yield f"{prefix}{name}", ", ".join(map(str, value))
        elif value is not None:
            yield f"{prefix}{name}", str(value)
