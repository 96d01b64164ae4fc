"""Who did what: whether a passage tells of two parties the other way round.

"A offered peace while B threatened war" and "B offered peace while A threatened war" have the
same words. The stance model often takes one for the other; what follows each name tells them
apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from factcheck.language import lexicons as lex
from factcheck.language.grammar import may_be_past, tokenise
from factcheck.language.relevance import content_words
from factcheck.quantities.dates import written_dates
from factcheck.types import Span

_NAME = re.compile(r"\b[A-Z][\w'\u2019-]{0,40}[a-z][\w-]{0,40}")
# "B was beaten by A" and "A signed with B" turn the roles, or have none; "an appeal by B" does not.
_TURNS = re.compile(r"\b(?P<word>by|with)\s+(?:\S+\s+){0,4}\Z")
# "Chamber of Grain Exporters", "Davide Costalonga".
_WHOLE = re.compile(r"[\w'\u2019-]+(?:\s(?:of\s(?:the\s)?)?[A-Z][\w-]*[a-z][\w'\u2019-]*){1,5}")
_COORDINATED = re.compile(r"(?:\band|\bwhile|\bwhereas|\bbut)\s+(?:the\s+)?\Z", re.IGNORECASE)
_LAST_WORDS = re.compile(r"(?:\w+\s+){1,2}\Z")
_PARTICIPLES = ("en", "wn")
_MOST_READ = 4_000
_POSSESSIVE = re.compile(r"['\u2019]s?\Z")
_OPENS = re.compile(r"(?:\A|[.!?:;]\s+[\"“]?|\n\s*[\"“]?)\Z")
_NO_NAMES = lex.STARTERS | lex.PRONOUNS | lex.DETERMINERS
_ENDS = re.compile(r"[.!?](?:\s|$)|\n")
_DIGITS = re.compile(r"\d")
_BEFORE = 4
# A claim names few; of more, the first.
_MOST_NAMES = 6
_MOST_LOOKED_AT = 50
# As many content words must follow each name in the claim.
_LEAST_SAID = 2
# By so much of what the claim says of a name must the passage say more of the other one, for each
# of the two, and in all.
_MORE, _MUCH_MORE = 0.25, 0.75
# "Ukraine" and "Ukrainian", "Russia" and "Russian" are of one party.
_STEM = 5


@dataclass(frozen=True, slots=True)
class _Name:
    """A word of a name where it stands; `key` is in lower case.

    `whole` is the name with the other words of it, `is_inner` says that it opens no sentence.
    """

    key: str
    span: Span
    whole: Span
    is_inner: bool


def exchanged(claim: str, passage: str) -> tuple[str, str] | None:
    """Two names of which a passage says what the claim says of the other one, if there are any.

    Compared are the words that follow each name up to the next of the two, or to the end of the
    sentence. Only what is said in clauses of their own is seen: "B was beaten by A" is not.
    Of either text the first 4,000 characters are read.
    """
    claim, passage = claim[:_MOST_READ], passage[:_MOST_READ]
    own, others = list(_names(claim)), list(_names(passage))
    shared = _shared(own[:_MOST_LOOKED_AT], others)
    for one, two in combinations(shared, 2):
        is_row = bool(_COORDINATED.search(claim, 0, two.whole.start))
        said = _said(claim, own, (one.key, two.key), is_row=is_row)
        told = _said(passage, others, (one.key, two.key), is_row=is_row)
        turns = [_turns(*each, (one.key, two.key)) for each in ((claim, own), (passage, others))]
        if not all(said) or turns[0] != turns[1] or "with" in turns[0]:
            continue
        gains = [_share(said[at], told[1 - at]) - _share(said[at], told[at]) for at in (0, 1)]
        is_more = min(gains) >= _MORE and sum(gains) >= _MUCH_MORE
        # "A is to be president and B her deputy": of one word all must be exchanged.
        is_whole = is_row and sum(gains) == len(gains)
        if is_more and (min(map(len, said)) >= _LEAST_SAID or is_whole):
            first, second = (claim[name.span.start : name.span.end] for name in (one, two))
            return _POSSESSIVE.sub("", first), _POSSESSIVE.sub("", second)
    return None


def _shared(own: Sequence[_Name], others: Sequence[_Name]) -> list[_Name]:
    """The first names of a claim that are in the passage, too, each once.

    A word that opens sentences in both may be no name at all.
    """
    found: list[_Name] = []
    for name in own:
        again = [other for other in others if _same(name.key, other.key)]
        is_new = again and not any(_same(name.key, known.key) for known in found)
        if is_new and any(each.is_inner for each in (name, *again)):
            found.append(name)
    return found[:_MOST_NAMES]


def _names(text: str) -> Iterator[_Name]:
    dated = [written.span for written in written_dates(text)]
    for match in _NAME.finditer(text):
        key = _POSSESSIVE.sub("", match.group()).casefold()
        is_date = any(span.start <= match.start() < span.end for span in dated)
        if key not in _NO_NAMES and not is_date:
            before = text[max(0, match.start() - _BEFORE) : match.start()]
            whole = _WHOLE.match(text, match.start())
            end = whole.end() if whole else match.end()
            span = Span(*match.span())
            yield _Name(key, span, Span(span.start, end), not _OPENS.search(before))


def _same(one: str, two: str) -> bool:
    least = min(len(one), len(two))
    return one == two or (least > _STEM and one[: least - 1] == two[: least - 1])


def _said(
    text: str, names: Sequence[_Name], pair: tuple[str, str], *, is_row: bool
) -> tuple[set[str], set[str]]:
    """The content words that follow each of two names, up to the next of them.

    :param is_row: whether the claim sets them beside each other, "A … and B …", so that it is of
        whole names.
    """
    found: tuple[set[str], set[str]] = set(), set()
    marks = [
        (name.whole if is_row else name.span, at)
        for name in names
        for at, wanted in enumerate(pair)
        if _same(name.key, wanted)
    ]
    ends = [span.start for span, _ in marks[1:]] + [len(text)]
    for (span, at), end in zip(marks, ends, strict=True):
        stop = _ENDS.search(text, span.end, end)
        words = content_words(text[span.end : stop.start() if stop else end])
        found[at].update(
            word
            for word in words
            if not _DIGITS.search(word) and not any(_same(word, key) for key in pair)
        )
    return found


def _turns(text: str, names: Sequence[_Name], pair: tuple[str, str]) -> set[str]:
    """Which words that turn roles stand between the first of one name and the next of the other."""
    last: tuple[int, Span] | None = None
    for name in names:
        at = next((at for at, key in enumerate(pair) if _same(name.key, key)), None)
        if at is None:
            continue
        if last is not None and last[0] != at:
            between = _ENDS.split(text[last[1].end : name.span.start])
            return _turn(between[-1])
        last = at, name.span
    return set()


def _turn(between: str) -> set[str]:
    turns = _TURNS.search(between)
    if turns is None or (turns["word"] == "by" and not _ends_in_verb(between[: turns.start()])):
        return set()
    return {turns["word"]}


def _ends_in_verb(text: str) -> bool:
    """Whether a participle is one of the last two words: "was beaten badly", no "appeal"."""
    last = _LAST_WORDS.search(text)
    words = tokenise(text, last.start(), len(text)) if last else []
    return any(may_be_past(word) or word.lower.endswith(_PARTICIPLES) for word in words)


def _share(wanted: set[str], given: set[str]) -> float:
    return len(wanted & given) / len(wanted)
