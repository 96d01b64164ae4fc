"""What is left out of all: "all parties except the Greens" did it, so the Greens did not.

The stance model reads over "except", and takes what is left out for one of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.language import lexicons as lex
from factcheck.language.negation import is_negated
from factcheck.language.relevance import content_words, stem
from factcheck.language.text import sentences

_ALL = re.compile(
    r"\b(?:all|each|every|everyone|everybody|everything|everywhere|daily|entire|whole)\b",
    re.IGNORECASE,
)
_NAME = r"[A-Z0-9][\w'\u2019-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-Z0-9][\w'\u2019-]*){0,4}"
_LISTED = rf"(?:the\s+)?{_NAME}(?:(?:,|,?\s+and)\s+(?:the\s+)?{_NAME}){{0,4}}"
_SOME = r"(?:just\s+|only\s+)?(?:one|two|three|four|five|a\s+few|a\s+handful)\b"
_WITHOUT = (
    r"except(?:ing)?(?:\s+(?:for|in|on|at))?|with\s+the\s+exception\s+of|apart\s+from|aside\s+from|"
    r"other\s+than|excluding"
)
# "Every state bar Poland", "all but two"; "all but dead" is almost.
_SAVE = r"(?:but(?:\s+(?:for|in|on|at))?|bar|save(?:\s+for)?)"
_EXCEPTION = re.compile(
    rf"(?:\b(?i:{_WITHOUT})\s+|\b(?P<all>(?i:all|every|everyone|everybody|everywhere))(?:\s+\w+){{0,4}}?"
    rf"\s+{_SAVE}\s+)(?P<what>{_LISTED}|{_SOME})"
)
# "... except Ali, who is still missing" goes on about him.
_ASIDE = re.compile(r"\s*[,(]\s*(?:who|which|where|whose|when)\b[^,;)]*[,;)]?")
_AUXILIARY = re.compile(rf"\s+(?:{'|'.join(sorted(lex.AUXILIARIES))})\b", re.IGNORECASE)
# "All but one were held on Monday and the fourth on Tuesday."
_FOLLOWED = re.compile(
    r"\b(?:the|an?)\s+(?:last|other|remaining|final|rest|\w+(?:rd|th|second|first))\b|\bothers\b",
    re.IGNORECASE,
)
_EXCEPTS = re.compile(
    rf"\b(?:{_WITHOUT}|{_SAVE}|only|others?|rest|remaining|almost|nearly|not)\b", re.IGNORECASE
)
_NOBODY = re.compile(r"\b(?:nobody|no[ -]one|none|nothing|nowhere)\b", re.IGNORECASE)
_ELSE = re.compile(
    r"\b(?:(?:nobody|no[ -]one|nothing|nowhere)\s+else|no\s+others?)\b", re.IGNORECASE
)
_UNHURT = re.compile(
    r"\b(?:un(?:hurt|harmed|injured|scathed|claimed)|not)\b|n['\u2019]t\b", re.IGNORECASE
)
# As much as a sentence must have of what a claim says of the exception, or of all.
_SAME = 0.6


@dataclass(frozen=True, slots=True)
class _Exception:
    """What a sentence leaves out (stems; none of "all but two"), and what it says of the rest."""

    words: str
    of: frozenset[str]
    rest: frozenset[str]


def all_but(claim: str, passage: str) -> str | None:
    """The words by which a passage leaves out whom the claim names, or one of all in the claim.

    None where the claim has a negation or an exception of its own.
    """
    if _EXCEPTS.search(claim) or is_negated(claim):
        return None
    said, is_of_all = _stems(claim), _ALL.search(claim) is not None
    for left_out in _exceptions(passage):
        if (is_of_all or _is_of(left_out, said)) and _is_told(said, left_out):
            return left_out.words
    return None


def is_left_out(claim: str, passage: str) -> str | None:
    """The words by which a passage leaves out the one of whom the claim denies what all did."""
    if not is_negated(claim) or _ALL.search(claim):
        return None
    said = _stems(claim)
    found = (one for one in _exceptions(passage) if _is_of(one, said) and _is_told(said, one))
    return next((one.words for one in found), None)


def but_for_others(claim: str, passage: str) -> str | None:
    """The "nobody else" of a passage where the claim says of nobody at all that it was so."""
    if not _NOBODY.search(claim) or _ELSE.search(claim) or _EXCEPTS.search(claim):
        return None
    wanted = _stems(_NOBODY.sub("", claim))
    if _NOBODY.search(_ELSE.sub("", passage)) or _UNHURT.search(passage):
        return None
    for span in sentences(passage):
        sentence = passage[span.start : span.end]
        match = _ELSE.search(sentence)
        if match and len(wanted & _stems(sentence)) > _SAME * len(wanted):
            return match.group()
    return None


def _is_of(left_out: _Exception, said: frozenset[str]) -> bool:
    return bool(left_out.of) and not left_out.of.isdisjoint(said)


def _is_told(said: frozenset[str], left_out: _Exception) -> bool:
    """Whether what the claim says is what the sentence says of the rest."""
    wanted = said - left_out.of - _OF_ALL
    return len(wanted & left_out.rest) > _SAME * len(wanted)


def _exceptions(passage: str) -> Iterator[_Exception]:
    """The exceptions, in sentences that do not deny, and tell of all only once."""
    for span in sentences(passage):
        sentence = passage[span.start : span.end]
        match = _EXCEPTION.search(sentence)
        if match is None or len(_ALL.findall(sentence)) != 1 or _goes_on(sentence, match):
            continue
        is_named = re.match(_SOME, match["what"]) is None
        is_owner = match["what"].endswith(("'s", "\u2019s", "s'", "s\u2019"))
        if is_owner or (not is_named and _FOLLOWED.search(passage, match.end())):
            continue
        aside = _ASIDE.match(sentence, match.end())
        end = aside.end() if aside else match.end()
        rest = f"{sentence[: match.start('what')]} {sentence[end:]}"
        of = _stems(match["what"]) if is_named else frozenset[str]()
        elsewhere = _stems(f"{passage[: span.start]} {passage[span.end :]} {rest}")
        if not (is_negated(rest) or of & elsewhere):
            yield _Exception(match.group(), of, _stems(rest))


def _goes_on(sentence: str, match: re.Match[str]) -> bool:
    """Whether "but" opens another clause: "it rained every day but Sunday was dry"."""
    is_first = match["all"] is None or not sentence[: match.start()].strip("\"'“‘ ")
    return not is_first and _AUXILIARY.match(sentence, match.end()) is not None


def _stems(text: str) -> frozenset[str]:
    """The content words, "Sundays" and "Sunday" alike."""
    return frozenset(map(stem, content_words(text)))


_OF_ALL = _stems("every everyone everybody everything everywhere entire whole daily")
