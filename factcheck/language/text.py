"""Sentences and passages as exact spans of a text, and the form in which texts are compared.

The rules are for English news first; other scripts are cut at their own full stops. Every
function takes any string, runs in linear time, and never changes a character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby, pairwise

from factcheck.errors import InvalidInput
from factcheck.language.lexicons import BEFORE_NUMBERS, DANGLING, NEVER_LAST, SELDOM_LAST, STARTERS
from factcheck.types import Span

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[-*•‣▪◦·\u2013—]|\(?\d{1,3}[.)])\s")
_OPENING = re.compile(
    r"[\"'“\u2018„«\u2039(\[{¿¡\-\u2013—\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]{0,6}"
)
_STOP = re.compile(
    r"(?P<wide>[。\uff01\uff1f｡][。\uff01\uff1f｡」』”\u2019\uff09】》]*)"
    r"|[.!?…؟\u06d4।॥]+[\"'”\u2019»\u203a)\]}\u200e\u200f]*(?:\[\d{1,3}\])*"
)
# "1. FC Köln", which is no first item of a list, as a pattern.
CLUB = r"1\. (?:FF?C|FSV|SC|SV|TSV)\b"
_CLUB = re.compile(rf"\b{CLUB}")
_LIST_NUMBER = re.compile(r"\s*\(?\d{1,3}")
_LAST_WORD = re.compile(r"[^\W_]+(?:[.'\u2019][^\W_]+)*\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?=[\s,])")
_GLUED = re.compile(r"(?<=[a-z]{2}[.!?])(?=[A-Z][a-z])")
# A heading, or a question that stands as one; "Revenue | 2024: 412" is a row of a table.
_HEADING = re.compile(r"[^\n|]{0,149}[^\n|.!:;,…。](?<![.!:;,…][\"'”\u2019»)\]])")
_MOST_HEADINGS = 2
_FAR_ABOVE = 4_000
_CLAUSE_END = re.compile(r"[,;:—\u2013]\s")
_CLOCK_TAIL = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4}|\w+ time)\b")
_DOTTED = re.compile(r"[^\W\d_](?:\.[^\W\d_]{1,2})*")


def normalise(text: str) -> str:
    """The text for comparing: NFKC, case folded, whitespace runs made one space. No offsets."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def sentences(text: str) -> list[Span]:
    """The sentences and headings of a text, in order, without outer whitespace.

    Every visible character belongs to exactly one span, and no combining mark is parted
    from its base.
    """
    has_case = any(map(str.isupper, text))
    spans: list[Span] = []
    for block in _blocks(text):
        start = block.start
        for cut in _cuts(text, block, has_case):
            spans.append(_stripped(text, start, cut))
            start = cut
        spans.append(_stripped(text, start, block.end))
    return [span for span in spans if span.start < span.end]


def passages(text: str, *, max_chars: int = 700) -> list[Span]:
    """Runs of whole sentences of at most `max_chars` characters, in order.

    A blank line ends a passage unless that would leave less than a third of one. Headings, and
    questions that stand alone, begin one, so that what they are about stands with them; a short
    opening (a title, a byline) goes with the first section. A longer
    sentence is a passage of its own; beyond four times the limit it is cut.

    :raises InvalidInput: if `max_chars` is not positive.
    """
    if max_chars < 1:
        raise InvalidInput("max_chars", max_chars, "must be at least 1")
    pieces = [piece for span in sentences(text) for piece in _pieces(text, span, max_chars)]
    headings = _headings(text, pieces)
    found = pieces[:1]
    for (_, piece), (is_below, is_heading) in zip(
        pairwise(pieces), pairwise(headings), strict=True
    ):
        begins = is_heading and not is_below and len(found) > 1
        if not begins and _joins_passage(text, found[-1], piece, max_chars):
            found[-1] = Span(found[-1].start, piece.end)
        else:
            found.append(piece)
    return found


def heading_above(text: str, start: int) -> str | None:
    """The nearest line before `start` that is short, ends no sentence, and is no row of a table."""
    lines = reversed([*_LINE.finditer(text, max(0, start - _FAR_ABOVE), start)])
    return next((line[0].strip() for line in lines if _HEADING.fullmatch(line[0].strip())), None)


def _headings(text: str, pieces: list[Span]) -> list[bool]:
    """Of each piece whether it is a heading: one or two in a row are, more are a list."""
    around = zip([None, *pieces], pieces, [*pieces[1:], None], strict=False)
    alone = [_is_heading(text, *each) for each in around]
    runs = ([*run] for _, run in groupby(alone))
    return [each and len(run) <= _MOST_HEADINGS for run in runs for each in run]


def _is_heading(text: str, before: Span | None, piece: Span, after: Span | None) -> bool:
    """Whether a short line without a full stop stands alone above others."""
    is_first = before is None or _is_paragraph_break(text, before.end, piece.start)
    is_above = after is not None and _is_paragraph_break(text, piece.end, after.start)
    return is_first and is_above and bool(_HEADING.fullmatch(text, piece.start, piece.end))


def _joins_passage(text: str, passage: Span, piece: Span, max_chars: int) -> bool:
    if piece.end - passage.start > max_chars:
        return False
    is_short = passage.end - passage.start < max_chars // 3
    return is_short or not _is_paragraph_break(text, passage.end, piece.start)


def _is_paragraph_break(text: str, start: int, end: int) -> bool:
    return len(_LINE_BREAK.findall(text, start, end)) > 1


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _is_attached(text: str, at: int) -> bool:
    """Whether the character at `at` belongs to one symbol with the character before it."""
    if not 0 < at < len(text):
        return False
    before, char = text[at - 1], text[at]
    return (
        _is_mark(char)
        or "\u200d" in (before, char)
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\u1160" <= char <= "\u11ff"
        or (_is_flag_half(before) and _is_flag_half(char))
    )


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


# --- lines to blocks: a block is what no line break divides


def _blocks(text: str) -> Iterator[Span]:
    lines = [_stripped(text, *match.span()) for match in _LINE.finditer(text)]
    paragraph: list[Span] = []
    for line in lines:
        if line.start == line.end:
            continue
        if paragraph and _is_paragraph_break(text, paragraph[-1].end, line.start):
            yield from _joined_lines(text, paragraph)
            paragraph = []
        paragraph.append(line)
    yield from _joined_lines(text, paragraph)


def _joined_lines(text: str, lines: list[Span]) -> Iterator[Span]:
    """The lines of one paragraph, those of hard-wrapped text put together again."""
    if not lines:
        return
    is_wrapped = any(text[line.start].islower() for line in lines[1:])
    width = max(line.end - line.start for line in lines) if is_wrapped else 0
    start = lines[0].start
    for line, following in pairwise(lines):
        if not _runs_on(text, line, following, width):
            yield Span(start, line.end)
            start = following.start
    yield Span(start, lines[-1].end)


def _runs_on(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether a sentence may run from `line` into the next: `width` is that of wrapped text."""
    head = text[following.start : following.start + 40]
    if _BULLET.match(head):
        return False
    last = text[max(line.start, line.end - 24) : line.end].split()[-1].lower()
    is_open = last.endswith(",") or last in DANGLING or last.rstrip(".") in NEVER_LAST
    did_not_fit = line.end - line.start + 1 + len(head.split()[0]) > width > 0
    return head[0].islower() or is_open or did_not_fit


# --- full stops inside a block


def _cuts(text: str, block: Span, has_case: bool) -> Iterator[int]:
    sentence_start, position = block.start, block.start
    while match := _STOP.search(text, position, block.end):
        position = match.end()
        if position >= block.end or _is_attached(text, position):
            continue
        if match["wide"] or _ends_sentence(text, match, sentence_start, block.end, has_case):
            yield position
            sentence_start = position


def _ends_sentence(text: str, stop: re.Match[str], start: int, end: int, has_case: bool) -> bool:
    after = stop.end()
    if not text[after].isspace():
        return (
            bool(_GLUED.match(text, after))
            and _word_before(text, start, stop.start()) not in NEVER_LAST
        )
    while after < end and text[after].isspace():
        after += 1
    if _LIST_NUMBER.fullmatch(text, start, stop.start()) or _is_mark(text[after]):
        return False
    if _CLUB.match(text, stop.start() - 1):
        return False
    opening = _OPENING.match(text, after, end)
    following = text[opening.end() if opening else after : after + 40]
    if has_case and following[:1].islower() and not following[1:2].isupper():
        return False
    is_single_dot = stop[0].startswith(".") and not stop[0].startswith("..")
    return not is_single_dot or _dot_is_final(_word_before(text, start, stop.start()), following)


def _word_before(text: str, start: int, at: int) -> str:
    """The word that ends at `at`, in lower case; empty if there is none."""
    word = _LAST_WORD.search(text, max(start, at - 24), at)
    return word[0].lower() if word else ""


def _dot_is_final(word: str, following: str) -> bool:
    """Whether a full stop between the two ends a sentence, and not only an abbreviation."""
    if word in NEVER_LAST:
        return False
    if word in BEFORE_NUMBERS and (following[:1].isdigit() or len(word) > 1):
        return not following[:1].isdigit()
    if word in {"a.m", "p.m"}:
        return not _CLOCK_TAIL.match(following)
    if word in SELDOM_LAST or (_DOTTED.fullmatch(word) and word != "i"):
        first = _FIRST_WORD.match(following)
        return (
            bool(first) and first[0].lower() in STARTERS if first else not following[:1].isalpha()
        )
    return True


# --- sentences that are longer than any passage may be


def _pieces(text: str, span: Span, max_chars: int) -> Iterator[Span]:
    start, end = span.start, span.end
    is_extreme = end - start > 4 * max_chars
    while is_extreme and end - start > max_chars:
        cut = _cut_within(text, start, start + max_chars, end)
        yield _stripped(text, start, cut)
        start = _stripped(text, cut, end).start
    if start < end:
        yield Span(start, end)


def _cut_within(text: str, start: int, limit: int, end: int) -> int:
    """The best place at or before `limit`: a clause end, a space, else between two symbols.

    Where a symbol is longer it is the next place, `end` at the latest.
    """
    clause_ends = [match.end() for match in _CLAUSE_END.finditer(text, (start + limit) // 2, limit)]
    spaces = (at for at in range(limit, start, -1) if text[at - 1].isspace())
    whole = (at for at in (*reversed(clause_ends), *spaces) if not _is_attached(text, at))
    cut = next(whole, limit)
    while cut > start and _is_attached(text, cut):
        cut -= 1
    if cut > start:
        return cut
    while limit < end and _is_attached(text, limit):
        limit += 1
    return limit
