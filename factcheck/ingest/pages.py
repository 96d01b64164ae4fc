"""Lines of printed pages, joined to paragraphs that run on from page to page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from factcheck.language.lexicons import DANGLING, NEVER_LAST

# Between paragraphs, and between pages whose text does not run on.
_BREAK = "\n\n"
# A line this much shorter than most, with an end of a sentence, ends its paragraph.
_SHORT = 0.7
_ENDS = re.compile(r"[.!?:][\"'”’)]*$")
# On so many pages and on such a share of them (two alternate) the first or last line returns, if
# it is no line of the text; this often another one stands within.
_FEWEST_PAGES, _LEAST_SHARE, _MOST_HEADS = 3, 0.4, 4
_NUMBER, _WORD = re.compile(r"\d+"), re.compile(r"[^\W\d_]{3}")
_OF_PAGES = re.compile(r"\bpage\b|\A\W*\d+\W*(?:of|/)\W*\d+\W*\Z", re.IGNORECASE)
_LONGEST_HEAD, _LONGEST_FIGURE, _LONGEST_WORD = 200, 8, 60
_HYPHEN = re.compile(r"(?P<first>[^\W_]+)[-\u2010\u00ad]\Z")
_GOES_ON = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]++-[^\W\d_]+")
_BULLET = "•"


def without_running_heads(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    """The lines of pages without the first and last ones that return on most of them."""
    left = [[*lines] for lines in pages]
    most = max(_FEWEST_PAGES, _LEAST_SHARE * len(left))
    for depth in range(_MOST_HEADS):
        edges = [
            {row: _heads(lines[row], page, is_outer=not depth) for row in _outer(lines)}
            for page, lines in enumerate(left)
        ]
        counts = Counter(head for edge in edges for heads in edge.values() for head in heads)
        for lines, edge in zip(left, edges, strict=True):
            for row in sorted(edge, reverse=True):
                if any(counts[head] >= most for head in edge[row]):
                    del lines[row]
    yield from left


def _outer(lines: Sequence[str]) -> set[int]:
    """The places of the first and the last line that hold something."""
    written = [row for row, line in enumerate(lines) if line]
    return {*written[:1], *written[-1:]}


def _heads(line: str, page: int, *, is_outer: bool) -> set[str]:
    """What tells that a line returns on another page: all of it, or all but the page's number.

    Within another head a line that differs is one only if it says of itself that it counts pages:
    "Part 1" is a heading, and "41" may be a figure.
    """
    if len(line) > _LONGEST_HEAD:
        return set()
    numbered = {
        f"{line[: number.start()]}{int(number[0]) - page:+}{line[number.end() :]}"
        for number in _NUMBER.finditer(line)
        if is_outer or _OF_PAGES.search(line)
    }
    is_distinct = _WORD.search(line) or len(line) > _LONGEST_FIGURE
    return {line, *numbered} if is_distinct else numbered


def flowing(pages: Sequence[Sequence[str]]) -> tuple[str, list[int]]:
    """The text of all pages in paragraphs set apart by blank lines, and where each page begins.

    Hyphenated words are made whole. Where a page ends amid a sentence and the next goes on in
    small letters, so does the paragraph.
    """
    lines_of_all = chain.from_iterable(pages)
    whole = {word for line in lines_of_all for word in _HYPHENATED.findall(line)}
    text, starts, last = "", list[int](), ""
    for lines in pages:
        written = [line for line in lines if line]
        first = written[0] if written else ""
        found = _paragraphs(lines, whole)
        if text and first[:1].islower() and not _ENDS.search(last):
            text = _joined(text, first, whole)
        elif text and found:
            text += _BREAK
        starts.append(len(text))
        text += found
        last = written[-1] if written else last
    return text, starts


def _paragraphs(lines: Sequence[str], whole: set[str]) -> str:
    """The lines of a page joined to paragraphs."""
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[3 * len(lengths) // 4] if lengths else 0
    parts = [""]
    for line, following in pairwise([*lines, ""]):
        if line.startswith(_BULLET) and parts[-1]:
            parts.append("")
        opens = not parts[-1].strip(f"{_BULLET} ")
        is_short = line != _BULLET and len(line) < _SHORT * usual
        parts[-1] += line
        if not line or (is_short and _ends(line, following, opens=opens)):
            parts.append("")
        elif following:
            parts[-1] = _joined(parts[-1], following, whole)
    return _BREAK.join(filter(None, map(str.strip, parts)))


def _ends(line: str, following: str, *, opens: bool) -> bool:
    """Whether a short line is the last of its paragraph."""
    return bool(_ENDS.search(line)) or (opens and _is_heading(line, following))


def _joined(text: str, following: str, whole: set[str]) -> str:
    """A text that a line is to follow: without its hyphen if that is not the word's own."""
    broken = _HYPHEN.search(text, max(0, len(text) - _LONGEST_WORD))
    if broken is None:
        return f"{text} "
    rest = _GOES_ON.match(following)
    is_own = following[:1].isupper() or following[:1].isdigit() or broken["first"].isdigit()
    if is_own or (rest and f"{broken['first']}-{rest[0]}" in whole):
        return f"{text[:-1]}-"
    return text[:-1] if rest else f"{text} "


def _is_heading(line: str, following: str) -> bool:
    """Whether a short line that opens a paragraph is one by itself, and does not run on."""
    last = line.split()[-1].lower()
    is_broken = last.endswith((",", "-", "\u2010", "\u00ad"))
    is_open = is_broken or last in DANGLING or last.rstrip(".") in NEVER_LAST
    return not is_open and not following[:1].islower()
