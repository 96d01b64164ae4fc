"""What a passage itself calls false: "the claim that P is wrong", "P. That is not true."

Fact-checks and corrections tell what they refute in nearly the words of those who claim it, and a
stance model that compares words takes that for support.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.checks.decisions import NOT_ACCEPTED
from factcheck.checks.voices import is_finding, said_in
from factcheck.language.lexicons import EVIDENTIAL, NEGATIONS
from factcheck.language.relevance import content_words, stem
from factcheck.types import Attribution, Polarity, Span

_BELIEFS = (
    r"(?:claim|statement|allegation|accusation|assertion|rumou?r|story|idea|notion|theory|belief|"
    r"suggestion|report|assumption|legend)s?"
)
_UNTRUTHS = r"(?:myth|hoax|lie|falsehood|misconception|fabrication|fallacy|fiction)s?"
_SHOWN = (
    r"(?:video|photo|photograph|picture|image|clip|footage|recording|screenshot|post|letter|leaflet|"
    r"document|quote|message|tweet|figure|number)s?"
)
# "That is false", "there is no evidence for this claim": about what was just reported.
_POINTER = (
    r"(?:that|this|(?<!that\s)(?<!saying\s)(?<!claiming\s)(?:it|they)|these|"
    r"(?:the|this|that|his|her|their|these|those|the same)(?:\s+\w+)?\s+"
    rf"(?:{_BELIEFS}|{_SHOWN}))"
)
_FALSE = (
    r"(?:false|untrue|wrong|incorrect|inaccurate|baseless|unfounded|groundless|misleading|fakes?|"
    r"fabricated|nonsense|debunked|refuted|disproved|disproven|doctored|forged|satirical|satire|"
    r"not\s+(?:true|correct|accurate|so(?=\s*(?:[.,;]|\Z))|real|genuine)|(?:computer|ai)-generated|made\s+up(?!\s+of)|"
    r"without\s+(?:any\s+)?(?:foundation|basis)|not\s+supported\s+by\s+(?:the\s+|any\s+)?(?:evidence|facts)|"
    rf"an?\s+(?:\w+\s+)?(?:{_UNTRUTHS}|(?:photo)?montage|fake|forgery))"
)
_IS = r"(?:is|was|are|were|has\s+been|have\s+been|proved(?:\s+to\s+be)?|turned\s+out\s+to\s+be)"
# "A false alarm" calls nothing false, nor does "wrong by an hour" or "wrong to do so".
_ADVERB = r"(?:(?!(?:an?|the)\b)\w+\s+)?"
_UNTRUE = (
    rf"(?:(?:\s+{_IS}|['\u2019]s)\s+{_ADVERB}{_FALSE}|"
    r"\s+(?:is|was|are|were)n['\u2019]t\s+(?:true|correct|accurate|real|genuine))\b"
    r"(?!\s+(?:about|by|of|to|that)\b)"
)
_REBUTTAL = re.compile(
    rf"\b{_POINTER}{_UNTRUE}|"
    rf"\b(?:found|judged|rated)\s+{_POINTER}\s+(?:to\s+be\s+)?{_FALSE}\b|"
    rf"\b(?:the|this|that)\s+{_SHOWN}\s+(?:is|was|are|were)\s+(?:actually|in\s+fact)\s+"
    r"(?:from|taken|filmed|recorded|shot|made)\b|"
    rf"\bno\s+(?:\w+\s+)?(?:evidence|proof|basis|truth)\s+(?:for|of|to|in|that\s+supports)\s+"
    rf"(?:support\s+|back\s+)?{_POINTER}\b|"
    rf"\b(?:evidence|records?|data|facts?|research|experts?|studies|documents?)\s+(?:\w+\s+)?"
    rf"(?:contradicts?|refutes?|disproves?|debunks?|disputes?)\s+{_POINTER}\b|"
    r"\b(?:has|have|is|are|made|issued|gave|did)\s+no\s+such\b|\bno\s+such\s+\w+\s+exists?\b",
    re.IGNORECASE,
)
# The same where nobody is reported: "He was jailed. It was wrong" does not call it false.
_FLAT_REBUTTAL = re.compile(
    r"\b(?:that|this|it|(?:the|this|that)\s+claim)(?:\s+(?:is|was)\s+(?:\w+\s+)?|['\u2019]s\s+)"
    r"(?:false|untrue|incorrect|not\s+true|an?\s+(?:myth|lie|misconception|fallacy))(?!\s+(?:of|that)\b)\b|"
    r"\bno\s+(?:\w+\s+)?(?:evidence|proof)\s+(?:for|of)\s+(?:this|that|it)\b",
    re.IGNORECASE,
)
_BELIEVE = r"(?:claim|believ|report|stat|suggest|assert|alleg)(?:s|es|ed|ing|e)?"
_GOES_ON = r"(?:is|are|was|were|has|have|had|led|circulat\w+|persist\w*|went)"
# Each with what it calls false, if it is the writer who does, and the same in words that only a
# writer uses of somebody else's.
_CALLED_FALSE = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_BELIEFS}\s+that\s+(?P<what>.{{1,300}}?),?{_UNTRUE}",
        rf"\bit(?:\s+(?:is|was)|['\u2019]s)\s+{_ADVERB}{_FALSE}\s+that\s+(?P<what>.+)",
        r"\bit\s+(?:is|was)n['\u2019]t\s+true\s+that\s+(?P<what>.+)",
        rf"\bcontrary\s+to\s+(?:\w+\s+){{0,3}}{_BELIEFS}\s+that\s+(?P<what>[^,]+)",
        rf"\b{_UNTRUTHS}\s+that\s+(?P<what>.+)",
        rf"{NOT_ACCEPTED}\s+that\s+(?P<what>.+)",
    )
)
_SHOWN_FALSE = (
    re.compile(
        rf"\b(?P<what>{_SHOWN}\s+(?:(?:said|claimed|alleged|supposed|purporting|purported)\s+to|"
        r"(?:that|which)\s+(?:supposedly|allegedly|purportedly))\s+\w+\s.{1,300}?),?\s+"
        rf"{_IS}\s+(?:in\s+fact|actually|really|{_FALSE})\b",
        re.IGNORECASE,
    ),
)
_SAID_FALSELY = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?:falsely|wrongly|incorrectly|mistakenly)\s+(?:{_BELIEVE}|sa(?:ys?|id|ying))\s+"
        r"(?:that\s+)?(?P<what>.+)",
        r"\bwrong\s+to\s+(?:say|claim|suggest|think|believe)\s+(?:that\s+)?(?P<what>.+)",
        rf"\b(?:{_BELIEFS}|{_SHOWN})\s+(?:claiming|saying|alleging|suggesting|stating)\s+(?:that\s+)?"
        rf"(?P<what>.{{1,300}}?),?{_UNTRUE}",
    )
)
# "False claims that P have led to Q": in full, since where P ends is only guessed.
_FALSE_BELIEFS = tuple(
    re.compile(
        r"\b(?:false|baseless|unfounded|groundless|debunked|discredited|bogus|untrue)\s+(?:\w+\s+)?"
        rf"{_BELIEFS}\s+that\s+(?P<what>{said})(?:\s+{_GOES_ON}\b|\W*\Z)",
        re.IGNORECASE,
    )
    for said in (".{1,300}?", r".{1,100}?\s(?:is|are|was|were|has|have)\s.{1,200}?")
)
_ANY_FALSE = re.compile(rf"\b(?:{_FALSE}|{_UNTRUTHS}|falsely|wrongly|no\s+such)\b", re.IGNORECASE)
_NEGATION = re.compile(r"[a-z]+(?:['\u2019]t)?", re.IGNORECASE)
# Where what is called false ends, or is broken by what the writer tells.
_ASIDE = re.compile(
    r";.*|,\s+(?:who|which|whose|where|but|although|though|while)\b[^,]*", re.IGNORECASE
)
_PRONOUN = re.compile(r"\W*(?:he|she|it|they|his|her|its|their)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
# A claim on what was said, printed or shown, which may be so though that is false.
_OF_WORDS = re.compile(rf"\b(?:{_BELIEFS}|{_SHOWN}|{_BELIEVE}|accus\w+|diar\w+)\b", re.IGNORECASE)
_SHOWS = re.compile(r"\b(?:show|depict|captur|feature)(?:s|ed|es|ing)?\b", re.IGNORECASE)
_ABOUT_WORDS = re.compile(rf"\W*(?:\w+\s+){{0,4}}?(?:{_BELIEFS}|{_SHOWN})\b", re.IGNORECASE)
# Who calls the one false says the other.
_OPPOSITES = """
    rise/fall rose/fell rising/falling risen/fallen up/down higher/lower high/low increase/decrease
    increase/reduce increase/fall increase/fell grew/shrank grew/fell won/lost win/lose
    safe/dangerous safe/harmful safe/deadly safe/toxic effective/useless effective/harmful
    real/staged real/fake real/faked real/hoax real/invented natural/man natural/artificial
    innocent/guilty alive/dead alive/died more/fewer more/less most/few all/only open/closed
    started/ended allowed/banned legal/banned required/voluntary mandatory/voluntary
    older/younger before/after north/south east/west strong/weak good/bad rich/poor
"""
_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis")
_OPPOSED = {
    (stem(one), stem(other)) for one, other in (pair.split("/") for pair in _OPPOSITES.split())
}
# As much of a claim as must stand in what is called false for the two to be the same, and how much
# if the stance model takes the passage for the claim.
_SAME, _ALIKE = 0.75, 0.3


def rebuttal(text: str, sentences: Sequence[Span], publisher: str | None = None) -> Span | None:
    """The first of the sentences in which the writer calls false what was just reported."""
    for sentence in sentences:
        if _is_weighed(text, sentence, publisher) and _REBUTTAL.search(
            text, sentence.start, sentence.end
        ):
            return sentence
    return None


def called_false(
    claim: str,
    text: str,
    sentences: Sequence[Span],
    told: Span | None,
    publisher: str | None = None,
) -> Span | None:
    """The first of the sentences in which the writer says of the claim that it is false.

    None for a claim that itself calls something false.

    :param told: the sentence that seems to say what the claim says, if any does.
    :param publisher: whose word is the writer's.
    """
    if _ANY_FALSE.search(claim):
        return None
    for sentence in sentences:
        if _is_called_false(claim, text, sentence, publisher, is_told=sentence == told):
            return sentence
    return _next_calls_false(claim, text, sentences, told, publisher) if told else None


def _is_called_false(
    claim: str, text: str, sentence: Span, publisher: str | None, *, is_told: bool
) -> bool:
    """Whether it is called false in the sentence itself."""
    words = text[sentence.start : sentence.end]
    least = _ALIKE if is_told else _SAME

    def is_of(forms: Sequence[re.Pattern[str]], least: float) -> bool:
        found = (match for form in forms for match in form.finditer(words))
        return any(_is_of(claim, words, match, least) for match in found)

    shown = _SHOWN_FALSE if is_told or _OF_WORDS.search(claim) else ()
    if is_of((*_SAID_FALSELY, *shown), least) or is_of(_FALSE_BELIEFS, _SAME):
        return True
    return is_of(_CALLED_FALSE, least) and _is_weighed(text, sentence, publisher)


def _is_of(claim: str, sentence: str, match: re.Match[str], least: float) -> bool:
    """Whether it is the claim that is called false, and nothing of it told besides."""
    what = _ASIDE.sub(" ", match["what"])
    wanted, told = content_words(claim), content_words(what)
    # "The senator falsely said that he won".
    subject = _first(claim) if _PRONOUN.match(what) else frozenset()
    if not wanted or len(wanted & (told | subject)) < least * len(wanted):
        return False
    if _negations(claim) != _negations(what) or _are_opposed(claim, what):
        return False
    besides = sentence.replace(match["what"], " ") + " ".join(_ASIDE.findall(match["what"]))
    elsewhere = content_words(besides) - told
    return subject <= told | elsewhere and not wanted & elsewhere - subject


def _first(claim: str) -> frozenset[str]:
    """The first word of a claim that carries meaning: of its subject."""
    words = (content_words(word) for word in _WORD.findall(claim))
    return next(filter(None, words), frozenset())


def _are_opposed(claim: str, what: str) -> bool:
    """Whether one says the opposite of the other by a word, "rose" and "fell"."""
    ours, theirs = ({stem(word.lower()) for word in _WORD.findall(part)} for part in (claim, what))
    ours, theirs = ours - theirs, theirs - ours
    pairs = {(one, other) for one in ours for other in theirs}
    negated = ((one, prefix + one) for one in ours | theirs for prefix in _PREFIXES)
    return any(pair in pairs or pair[::-1] in pairs for pair in (*_OPPOSED, *negated))


def _next_calls_false(
    claim: str, text: str, sentences: Sequence[Span], told: Span, publisher: str | None
) -> Span | None:
    """The sentence after, if it calls false what that sentence tells, or whom it reports says."""
    if _OF_WORDS.search(claim) and not _SHOWS.search(claim):
        return None
    words, said = text[told.start : told.end], said_in(text, told)
    is_denied = said is not None and said.polarity is Polarity.DENIES
    if is_denied or _negations(claim) != _negations(words):
        return None
    after = [sentence for sentence in sentences if sentence.start >= told.end][:1]
    false = rebuttal(text, after, publisher)
    is_reported = (said is not None and not is_finding(said)) or _ABOUT_WORDS.match(words)
    # Who goes on in quotation marks does not call false what they said themselves.
    if false is not None and said is not None and text[false.start] in '"\u201c\u00ab':
        return None
    if false is None or is_reported:
        return false
    return false if _FLAT_REBUTTAL.search(text, false.start, false.end) else None


def _negations(text: str) -> bool:
    """Whether there is an odd number of negations."""
    words = (word.lower().replace("\u2019", "'") for word in _NEGATION.findall(text))
    return sum(word in NEGATIONS for word in words) % 2 == 1


def _is_weighed(text: str, sentence: Span, publisher: str | None) -> bool:
    """Whether the writer stands behind it, or evidence does: not somebody's word."""
    said: Attribution | None = said_in(text, sentence, publisher)
    return said is None or is_finding(said) or _is_evidence(said.speaker)


def _is_evidence(speaker: str | None) -> bool:
    """Whether "according to several studies" stands behind it."""
    return speaker is not None and bool(set(speaker.lower().split()) & EVIDENTIAL)
