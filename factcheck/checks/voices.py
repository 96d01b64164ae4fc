"""Whose word the sentences of a passage are, and whether two reports say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from factcheck.checks.verbatim import is_question
from factcheck.claims.attribution import find_attribution
from factcheck.claims.credited import credited
from factcheck.claims.statements import Statement
from factcheck.claims.transcripts import Turn, speaking, turns
from factcheck.language.agencies import agencies_in, is_agency
from factcheck.language.cues import polarity_of
from factcheck.language.grammar import forms
from factcheck.language.lexicons import (
    ASIDES,
    AUXILIARIES,
    CALENDAR,
    DENY,
    MODALS,
    NEGATIONS,
    PRONOUNS,
    SHOW,
    words,
)
from factcheck.language.relevance import content_words, stem
from factcheck.language.speakers import (
    PRONOUNS as SPEAKING_PRONOUNS,
    is_person,
    names_in,
    same_speaker,
)
from factcheck.types import Attribution, Polarity, Span, Stance

# A sentence that is a quotation as a whole.
_QUOTATION = re.compile(r"\s*[\"\u201c\u00ab].*[\"\u201d\u00bb]\s*", re.DOTALL)
_WORD = re.compile(r"[a-z]+(?:['\u2019]t)?")
_ENDS = re.compile(r"[.!…][\"'”\u2019»)\]]*\Z")
_FEWEST_WORDS = 2
# A claim is asked for its report, and a passage for its voices, by each check of the two. Kept are
# as many claims as a batch has, and as many sentences as are found for one.
_CLAIMS, _SENTENCES = 16, 512
_MOST_BETWEEN = 2
_DAYS = content_words(" ".join(CALENDAR))
_ANY_WORD = re.compile(r"[^\W_]+(?:[.,:'-][^\W_]+)*")
# Words that differ with who reports it, and when: "I will go" is "he would go".
_OF_THE_REPORTER = (
    words("a an the that this these those his her its their my our your him them me us")
    | PRONOUNS
    | NEGATIONS
    | (AUXILIARIES - MODALS)
)
_SHIFTED = {"will": "would", "can": "could", "may": "might", "shall": "should"}
_DENYING = forms(DENY) | words("denial denials")
_FINDING = forms(SHOW - {"feel", "fear", "hope"})


@dataclass(frozen=True, slots=True)
class OwnWord:
    """Who is known to say that a claim is so, or by the side `REFUTES` that it is not."""

    speaker: str
    side: Stance


def said_in(text: str, sentence: Span | None, publisher: str | None = None) -> Attribution | None:
    """Whose word a sentence of `text` is; None if it is the writer's own.

    :param publisher: of the text, who is its writer: "the claim is false, Check Health writes".
    """
    if sentence is None:
        return None
    statement = _statement_in(text, sentence)
    if statement is None or is_writers(statement.attribution, publisher):
        return None
    return statement.attribution


@lru_cache(maxsize=_SENTENCES)
def _statement_in(text: str, sentence: Span) -> Statement | None:
    found = find_attribution(text, sentence.start, sentence.end)
    return found or credited(text, sentence) or _in_turn(text, sentence)


def _in_turn(text: str, sentence: Span) -> Statement | None:
    """The sentence as the words of whose turn it is in a transcript.

    What is asked is nobody's word, and a line like "Population: 4,000" no turn.
    """
    written = text[sentence.start : sentence.end]
    if is_question(written) or not _ENDS.search(written):
        return None
    spoken = [turn for turn in _turns(text) if turn.start < sentence.end]
    if not spoken:
        return None
    words = Span(max(sentence.start, spoken[-1].start), sentence.end)
    found = speaking(text, spoken, words)
    return found and replace(found, attribution=replace(found.attribution, cue="said"))


@lru_cache(maxsize=_CLAIMS)
def _turns(text: str) -> Sequence[Turn]:
    return turns(text)


def is_writers(said: Attribution, publisher: str | None) -> bool:
    """Whether it is the word of the publisher itself."""
    if publisher is None or said.speaker is None:
        return False
    is_agencys = is_agency(said.speaker) and agencies_in(said.speaker) & agencies_in(publisher)
    return bool(is_agencys) or same_speaker(said.speaker, publisher)


@lru_cache(maxsize=_CLAIMS)
def claim_report(claim: str) -> Statement | None:
    """The report that a claim is itself, "X said that P"; None if it is none."""
    return find_attribution(claim, 0, len(claim))


def reports_in(text: str, sentences: Sequence[Span]) -> list[tuple[Span, Attribution]]:
    """The sentences that are somebody's word, with whose.

    "He said" after a sentence with a named speaker is taken for the word of that one.
    """
    found: list[tuple[Span, Attribution]] = []
    last: str | None = None
    for sentence in sentences:
        said = said_in(text, sentence)
        if said is None:
            continue
        is_pronoun = said.speaker is not None and said.speaker.lower() in SPEAKING_PRONOUNS
        last = last if is_pronoun else said.speaker
        found.append((sentence, replace(said, speaker=last)))
    return found


def words_of(text: str, sentences: Sequence[Span], said: Attribution) -> list[Span]:
    """The sentences that report what the speaker of `said` asserts, or denies as in `said`.

    And those in quotation marks with which the speaker goes on.
    """
    reports = dict(reports_in(text, sentences))
    own: list[Span] = []
    is_speaking = False
    for sentence in sentences:
        other = reports.get(sentence)
        if other is not None:
            is_speaking = other.polarity is said.polarity and (
                other.speaker == said.speaker or _is_speaker(other.speaker, said.speaker)
            )
        else:
            words = text[sentence.start : sentence.end]
            is_speaking = is_speaking and _QUOTATION.fullmatch(words) is not None
        if is_speaking:
            own.append(sentence)
    return own


def _is_speaker(one: str | None, other: str | None) -> bool:
    return other is not None and same_speaker(one, other)


def is_finding(said: Attribution) -> bool:
    """Whether it is reported as found or shown, not as said: "the audit found that P"."""
    return any(word in _FINDING for word in said.cue.lower().split())


def is_elsewhere(claimed: str, said: Attribution | None, passage: str) -> bool:
    """Whether a passage is silent on a speaker: it names another person, a finding or nobody.

    Only for a person with a name, and for a news agency; "the ministry" may be meant by many names.
    """
    if is_agency(claimed):
        return not agencies_in(claimed) & agencies_in(passage)
    if not is_person(claimed) or names_in(claimed) & names_in(passage):
        return False
    speaker = None if said is None else said.speaker
    return said is None or is_finding(said) or (speaker is not None and is_person(speaker))


def agree(one: Attribution, other: Attribution) -> bool | None:
    """Whether two reports ascribe the same to the same speaker, or the contrary.

    "X denied that P" and "X said that not P" agree, "X said that P" is contrary to both. None
    where the speakers differ, the words of what they say or their order do, or either leaves it
    open.
    """
    if other.speaker is None or not same_speaker(one.speaker, other.speaker):
        return None
    meant, told = _meant(one.content), _meant(other.content)
    if len(meant) < _FEWEST_WORDS or not _is_in(meant, told):
        return None
    content = _up_to(meant, other.content)
    stands = _stand(one), _stand(replace(other, content=content))
    if None in stands:
        return None
    if is_told(one) != is_told(other):
        return False if stands[0] == stands[1] else None
    if stands[0] != stands[1]:
        # What negates may be between them: "it will be his last, and he will not run in May".
        return False if len(_meant(content)) <= len(meant) + _MOST_BETWEEN else None
    return True if meant == told else None


def is_whole(claim: str, report: Statement, passage: str) -> bool:
    """Whether what a claim says beside its report stands in the passage, too.

    "HOAX: X said that P", "Only X said that P", "X falsely said that P", "X said that P, and Y was
    arrested"; not of "X recently said that P". Days and figures are compared elsewhere.
    """
    how = {word for word in _words(report.attribution.cue) if word.endswith("ly")} - ASIDES
    rest = " ".join([_beside(claim, report), *how])
    words = {word for word in content_words(rest) if not word.isdigit()}
    return words - _DAYS <= content_words(passage) and not lacks_only(claim, report, passage)


def lacks_only(claim: str, report: Statement, passage: str) -> bool:
    """Whether a claim is that only X said so, and a passage leaves open whether others did."""
    return "only" in _words(_beside(claim, report)) and "only" not in _words(passage)


def _beside(claim: str, report: Statement) -> str:
    """The claim with blanks for the parts of its report."""
    said, rest = report.attribution, claim
    for part in (report.subject, report.cue, Span(said.start, said.end)):
        if part is not None:
            rest = rest[: part.start] + " " * (part.end - part.start) + rest[part.end :]
    return rest


def says(said: Attribution, claim: str) -> bool:
    """Whether somebody is reported to say a claim in its own words, none of which negates."""
    negations = {*_words(said.cue), *_words(said.content), *_words(claim)} & NEGATIONS
    meant = _meant(claim)
    is_same = len(meant) >= _FEWEST_WORDS and meant == _meant(said.content)
    return is_same and not negations and said.polarity is Polarity.ASSERTS


def denies(text: str) -> bool:
    """Whether a word of denying stands in a text, so that somebody's denial may."""
    return any(word in _DENYING for word in _words(text))


def names(text: str, speaker: str) -> bool:
    """Whether a text has a word of a speaker's name, so that it may report this one's words."""
    return bool(content_words(speaker) & content_words(text))


def _meant(content: str) -> list[str]:
    """The stems of the words, in order, that are the same whoever reports them."""
    plain = _ANY_WORD.findall(content.casefold().replace("\u2019", "'"))
    return [stem(_SHIFTED.get(word, word)) for word in plain if word not in _OF_THE_REPORTER]


def _up_to(wanted: Sequence[str], content: str) -> str:
    """The words up to the last of those that stand in it in this order: without what comes after.

    "She had met a donor" and "… a donor nobody knew" are no contraries.
    """
    parts = _ANY_WORD.finditer(content)
    ends = [next(part.end() for part in parts if word in _meant(part.group())) for word in wanted]
    return content[: ends[-1]]


def _is_in(wanted: Sequence[str], given: Sequence[str]) -> bool:
    """Whether these words stand there in this order, others between them or not."""
    rest = iter(given)
    return all(word in rest for word in wanted)


def _stand(said: Attribution) -> bool | None:
    """Whether the words are that it is so, or that it is not; None where they leave it open."""
    cue = _words(said.cue)
    polarity = polarity_of(" ".join(word for word in cue if word not in NEGATIONS))
    if polarity is Polarity.DOUBTS:
        return None
    negations = sum(word in NEGATIONS for word in _words(said.content))
    if negations > 1:
        return None
    return (negations == 0) == (polarity is not Polarity.DENIES)


def is_told(said: Attribution) -> bool:
    """Whether it was said at all: "never said that P" is no word of that speaker."""
    return not any(word in NEGATIONS for word in _words(said.cue))


def _words(text: str) -> list[str]:
    return [word.replace("\u2019", "'") for word in _WORD.findall(text.lower())]


def own_word_of(said: Attribution | None) -> OwnWord | None:
    """Whose word is no evidence for what is said, or against what is denied."""
    if said is None or said.speaker is None or said.polarity is Polarity.DOUBTS:
        return None
    is_denied = said.polarity is Polarity.DENIES
    return OwnWord(said.speaker, Stance.REFUTES if is_denied else Stance.SUPPORTS)
