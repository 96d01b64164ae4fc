"""Is a sentence a statement at all, and how much is a clause worth checking?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from factcheck.claims.statements import Statement
from factcheck.language import lexicons as lex
from factcheck.language.cues import cues
from factcheck.language.grammar import (
    QUOTES,
    Token,
    first_finite,
    is_finite,
    is_past,
    may_be_finite,
    may_be_past,
    tokenise,
)
from factcheck.quantities.extraction import quantities
from factcheck.types import SkipReason, Span

# Weights of both scores and the threshold of highest F1, fitted by
# scripts/calibrate_checkworthiness.py.
_RATED, _RULE, _BIAS = 0.467, 0.35, 0.107
THRESHOLD = 0.32
# In an article most statements are worth checking, among the rated sentences of debates one in
# four; with these odds the even chance of an article stands at this score.
IN_NEWS = 0.125

# The raters of debates pass over what merely happened ("The mayor quit"); in news that is a claim,
# and with log-odds of no less than this the rules decide.
EVENT = -3.8

_LONG_SENTENCE, _FEWEST_WORDS = 30, 3

_TERMINAL = re.compile(r"[.!?…。؟\u06d4।][\"'”\u2019»)\]]*(?:\[\d{1,3}\])*\Z")
_QUESTION = re.compile(r"\?[\"'”\u2019»)\]]*\Z")
_GREETING = re.compile(
    r"[Gg]ood (?:morning|evening|afternoon|night)\b(?!['\u2019-])|[Tt]hank you\b|"
    r"(?i:thanks (?:for|again|so|very|a|to (?:you|everyone|everybody))\b)|"
    r"(?i:welcome|congratulations) (?:back|on|to)\b(?! [A-Z])|"
    r"(?i:hello|hi|hey|dear)(?: [\w.]+){1,2}\s*(?:[,!:]|\.?\Z)|(?i:hello|hi|hey) (?:and|from|to)\b|"
    r"(?i:hello|hi|hey|welcome|thanks|congratulations)\s*(?:[,.!:]|\Z)"
)
# What opens a line about the text; it is one if no verb follows.
_BYLINE = re.compile(
    r"(?:By|BY|by) [A-Z][\w.'\u2019-]+(?: [A-Z][\w.'\u2019-]+){1,3}\b(?=.{0,60}\Z)|"
    r"(?i:(?:last )?(?:updated|published|posted|modified)\b)(?=.{0,40}\d)|"
    r"(?i:(?:reporting|additional reporting|editing|edited|written|photo(?:graph)?|image|video|"
    r"picture|graphic)s?) (?:by|from|credit|:)"
)
_BOILERPLATE = re.compile(
    r"\A(?:read more|read the (?:rest|full)|see also|sign up|subscribe|advertisement)\b(?!,)|"
    r"\b(?:all rights reserved|click (?:here|the link|on)|follow us|share this|"
    r"contributed to this (?:report|story|article)|this (?:site|website|page) uses cookies|"
    r"this (?:story|article|post) (?:(?:has been|was|is) )?(?:originally|first|last|part of|"
    r"amended|corrected|updated|published|republished|produced))\b|"
    r"©",
    re.IGNORECASE,
)
# Words of such lines that news tells of, too.
_PAGE_WORDS = re.compile(
    r"\b(?:terms of (?:use|service)|privacy policy|sign up|subscribe|newsletter|read more|"
    r"follow .{1,40} on (?:twitter|facebook|x|instagram)|cookies?|copyright|"
    r"email (?:him|her|us|the author))\b|https?://\S+\Z|@\w+\Z",
    re.IGNORECASE,
)
_WILL = {"will": "did", "won't": "didn't", "won\u2019t": "didn't"}
_DAYS = lex.CALENDAR - lex.words("last this next late early later earlier")
_NO_EVENT = (
    lex.FIRST_PERSON
    | lex.SECOND_PERSON
    | lex.VAGUE
    | lex.COMMENTARY
    | lex.HEDGES
    | lex.FUTURE
    | lex.HEARSAY
    | QUOTES
)
_CASUALTIES = lex.words("dead injured hurt wounded missing")
_PERFECT = lex.words("was were has have had wasn't weren't hasn't haven't hadn't")
_TO_READER = lex.SECOND_PERSON | {"our", "us", "we"}
_COMMENT_PHRASES = re.compile(
    r"\braises? (?:\w+ )?(?:questions|concerns|doubts)|\bremains? to be seen|\bonly time will tell|"
    r"\bin my (?:view|opinion)|\bi (?:think|believe|feel|hope|guess|mean|don't know)\b|"
    r"\bneeds? to\b|\bhave to\b|\bthe future\b|\bserves? as a\b",
    re.IGNORECASE,
)


def skip_reason(text: str, sentence: Span, *, is_alone: bool) -> SkipReason | None:
    """Why a sentence states nothing; None if it is a statement.

    :param is_alone: whether it is the only sentence of the text, which is then no heading.
    """
    words = text[sentence.start : sentence.end].lstrip("\"'“\u2018(-*•— ")
    start = sentence.end - len(words)
    tokens = tokenise(text, sentence.start, sentence.end)
    written = [token for token in tokens if token.is_word]
    if _QUESTION.search(words):
        return SkipReason.QUESTION
    if _GREETING.match(words):
        return SkipReason.GREETING
    opener = _BYLINE.match(words)
    if opener and not _has_verb(tokens, start + opener.end()):
        return SkipReason.BYLINE
    if len(written) < _LONG_SENTENCE and _is_boilerplate(words, tokens):
        return SkipReason.BOILERPLATE
    if not is_alone and written and _is_heading(words, written):
        return SkipReason.HEADING
    return None if _is_sentence(tokens, written) else SkipReason.FRAGMENT


def low_reason(text: str, sentence: Span) -> SkipReason:
    """Why a statement is not worth checking: a prediction, an opinion, or nothing in it."""
    words = [_word(t) for t in tokenise(text, sentence.start, sentence.end) if t.is_word]
    comments = _count(words, lex.COMMENTARY)
    comments += len(_COMMENT_PHRASES.findall(text, sentence.start, sentence.end))
    if comments:
        return SkipReason.OPINION
    if _count(words, lex.FUTURE):
        return SkipReason.PREDICTION
    return SkipReason.NOT_CHECKWORTHY


def come_about(words: str) -> str | None:
    """The words of a plan or forecast as if it had come about; None for others.

    Only of what can be held to something: a name, a figure or a day behind the "will", and it is
    nobody's promise to the listener.
    """
    tokens = tokenise(words, 0, len(words))
    at = first_finite(tokens)
    if not at or tokens[at].text not in _WILL or tokens[at - 1].lower in lex.DETERMINERS:
        return None
    if any(token.lower in lex.FIRST_PERSON | lex.SECOND_PERSON for token in tokens):
        return None
    will, rest = tokens[at], tokens[at + 1 :]
    if not any(t.is_name or t.text[0].isdigit() or t.lower in _DAYS for t in rest):
        return None
    return words[: will.start] + _WILL[will.text] + words[will.end :]


def tells_event(words: str) -> bool:
    """Whether they tell without comment what was done or came about, or does so on a named day."""
    tokens = tokenise(words, 0, len(words))
    kinds = {_word(token) for token in tokens}
    at = min(_verbs(tokens), default=None)
    if not at or kinds & _NO_EVENT or _COMMENT_PHRASES.search(words):
        return False
    verb, is_dated = tokens[at], bool(kinds & _DAYS)
    if verb.lower in lex.AUXILIARIES:
        return _has_participle(tokens[at + 1 : at + 5]) and (verb.lower in _PERFECT or is_dated)
    before = [t for t in tokens[:at] if not t.is_adverb]
    return bool(before) and before[-1].is_word and (may_be_past(verb) or is_dated)


def _has_participle(tokens: list[Token]) -> bool:
    """Whether a verb group goes on with one: "(was) not badly hurt"."""
    rest = (t for t in tokens if not t.is_adverb and t.lower != "been")
    verb = next(rest, None)
    return verb is not None and (may_be_past(verb) or verb.lower.endswith("en"))


def checkworthiness(rule: float, rated: float) -> float:
    """The calibrated chance that people would rate a clause worth checking.

    :param rule: of :func:`rule_score`.
    :param rated: the tagger's log-odds for the same words.
    """
    rule = min(max(rule, 1e-4), 1 - 1e-4)
    weight = _BIAS + _RATED * rated + _RULE * math.log(rule / (1 - rule))
    return round(1 / (1 + math.exp(-weight)), 4)


def _is_boilerplate(words: str, tokens: list[Token]) -> bool:
    """Whether a sentence is about the page that the text stands on."""
    if _BOILERPLATE.search(words):
        return True
    if not _PAGE_WORDS.search(words):
        return False
    if any(token.text[0].isdigit() for token in tokens):
        return False
    is_to_reader = any(token.lower in _TO_READER for token in tokens)
    return is_to_reader or not _has_verb(tokens, tokens[0].start)


def _is_sentence(tokens: list[Token], written: list[Token]) -> bool:
    """Whether there is a finite verb, and around it what it needs; "Prices fell" needs no more."""
    if len(written) < _FEWEST_WORDS:
        return len(written) == 2 and _is_bare_event(written)
    return next(_verbs(tokens), None) is not None or _is_toll(written)


def _is_toll(words: list[Token]) -> bool:
    """ "12 dead in Dunmore": a number, perhaps of whom, and what became of them."""
    amount = " ".join(word.text for word in words[:3])
    counted = quantities(amount)
    is_number = bool(counted) and not counted[0].span.start
    return is_number and any(word.lower in _CASUALTIES for word in words[1:4])


def _verbs(tokens: list[Token]) -> Iterator[int]:
    """The places of what may be finite verbs."""
    return (
        at
        for at in range(len(tokens))
        if is_finite(tokens, at, strict=False) or may_be_finite(tokens, at)
    )


def _is_bare_event(words: list[Token]) -> bool:
    """A subject and what it did, but "Trump said" leaves out what."""
    subject, verb = words
    is_subject = not subject.is_adverb and subject.lower not in lex.NEGATIONS - lex.NOBODY
    is_event = may_be_past(verb) and is_finite(words, 1, strict=False)
    return is_subject and is_event and not any(cues(words))


def _has_verb(tokens: list[Token], start: int) -> bool:
    """Whether a finite verb follows that offset; "edited by" is none."""
    return any(
        token.start >= start
        and is_finite(tokens, at, strict=False)
        and not (may_be_past(token) and at + 1 < len(tokens) and tokens[at + 1].lower == "by")
        for at, token in enumerate(tokens)
    )


def _is_heading(words: str, tokens: list[Token]) -> bool:
    """Title case, or no full stop and no verb that is surely one."""
    small = lex.DETERMINERS | lex.PREPOSITIONS | lex.COORDINATORS | lex.words("is are be not")
    is_title = len(tokens) > 3 and all(
        t.is_name or t.text[0].isdigit() or t.lower in small for t in tokens
    )
    return is_title or not (
        _TERMINAL.search(words) or first_finite(tokens) is not None or _has_pronoun_and_verb(tokens)
    )


def _has_pronoun_and_verb(tokens: list[Token]) -> bool:
    """Whether somebody does something: behind "they" even "close" is a verb."""
    subjects = lex.SUBJECT_PRONOUNS - {"there"}
    return any(
        first.lower in subjects and may_be_finite(tokens, at)
        for at, first in enumerate(tokens[:-1], start=1)
    )


def rule_score(text: str, start: int, end: int, statement: Statement | None) -> float:
    """How much the clause `text[start:end]` is worth checking by the rules alone, in [0, 1].

    A logistic score: who said it, names, numbers and past events count for it; comment,
    judgement, hedges, forecasts and the writer's own voice count against it.
    """
    tokens = [token for token in tokenise(text, start, end) if token.is_word]
    words = [_word(token) for token in tokens]
    numbers = sum(word[0].isdigit() for word in words)
    comments = sum(word in lex.COMMENTARY for word in words)
    comments += len(_COMMENT_PHRASES.findall(text, start, end))
    weight = (
        -0.4
        + 0.5 * min(_names(tokens), 4)
        + 0.8 * min(numbers, 2)
        + 0.6 * min(_count(words, lex.CHANGES), 2)
        + 0.6 * _tells_event(tokens)
        - 1.8 * min(comments, 2)
        - 0.7 * min(_count(words, lex.VAGUE), 3)
        - 0.8 * (len(words) < 6)
    )
    if statement is not None:
        weight += 1.6
    else:
        weight -= 0.8 * min(_count(words, lex.HEDGES), 2)
        weight -= 0.9 * min(_count(words, lex.FUTURE), 2)
        weight -= 0.5 * min(_count(words, lex.FIRST_PERSON), 2)
        weight -= 0.8 * min(_count(words, lex.SECOND_PERSON), 2)
    return round(1 / (1 + math.exp(-weight)), 4)


def _word(token: Token) -> str:
    """The word in lower case, but the month of May, which leaves nothing open."""
    return token.text if token.text == "May" else token.lower


def _count(words: list[str], kind: frozenset[str]) -> int:
    return sum(word in kind for word in words)


def _names(tokens: list[Token]) -> int:
    """How many names there are; the first word counts if it is no usual opener."""
    found, inside = 0, False
    for at, token in enumerate(tokens):
        is_name = token.is_name and token.lower not in lex.FIRST_PERSON
        is_name = is_name and (at > 0 or token.lower not in lex.STARTERS | lex.PRONOUNS)
        found += is_name and not inside
        inside = is_name
    return found


def _tells_event(tokens: list[Token]) -> bool:
    """Whether something has happened: a past or perfect form."""
    helpers = {"was", "were", "has", "have", "had", "did"}
    verb = first_finite(tokens)
    return any(t.lower in helpers for t in tokens) or (verb is not None and is_past(tokens[verb]))
