"""A passage's turn of phrase for a claim's that says the same: "left in place" for "upheld".

To the stance model two verbs about one thing are two things: beside "the court left the ban in
place" it takes "upheld the ban" for refuted with 0.97. Single words are in
:mod:`factcheck.checks.synonyms`; here are phrases, some with what they speak of in their midst.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from factcheck.checks.synonyms import replaced
from factcheck.language.negation import is_negated_before
from factcheck.language.relevance import content_words

# Each line is one thing; `…` is whom or what it is of, which must be the same in both texts.
_LINES = """
acquitted …|cleared …|found … not guilty|did not find … guilty
was acquitted|was cleared|was found not guilty
were acquitted|were cleared|were found not guilty
upheld …|confirmed …|left … in place|let … stand|rejected the appeal against …|rejected an appeal against …|dismissed the appeal against …|dismissed an appeal against …
overturned …|struck down …|annulled …|quashed …|threw out …|set aside …|lifted …
ended in a draw|finished in a draw|ended level|finished level|was drawn|ended all square|finished all square|ended in a tie
was unharmed|was unhurt|was uninjured|was not injured|was not hurt|escaped injury|escaped without injury|escaped unhurt|escaped unharmed|escaped uninjured|walked away unhurt
were unharmed|were unhurt|were uninjured|were not injured|were not hurt|escaped injury|escaped without injury|escaped unhurt|escaped unharmed|escaped uninjured|walked away unhurt
made a loss|was in the red|lost money|posted a loss|reported a loss|recorded a loss|made a net loss|posted a net loss|reported a net loss
made a profit|was in the black|was profitable|turned a profit|posted a profit|reported a profit|recorded a profit|made a net profit|posted a net profit|reported a net profit
halved|fell by half|dropped by half|declined by half|was cut in half|were cut in half|fell by 50 percent|dropped by 50 percent|declined by 50 percent|fell by 50%|dropped by 50%
doubled|rose twofold|increased twofold|grew twofold|rose by 100 percent|increased by 100 percent|grew by 100 percent|rose by 100%|increased by 100%
tripled|trebled|rose threefold|increased threefold|grew threefold|rose by 200 percent|increased by 200 percent|grew by 200 percent
economy shrank|economy contracted|economy declined|economy got smaller
fell|dropped|declined|decreased|shrank
is closed|stays closed|remains closed|is shut|stays shut|remains shut
are closed|stay closed|remain closed|are shut|stay shut|remain shut
came first|finished first|won the most votes|was the strongest party|topped the poll
lost the election|was beaten in the election|was defeated in the election|was voted out
killed … people|claimed … lives|left … people dead|left … dead|cost … people their lives|caused … deaths|claimed the lives of … people
died of …|succumbed to …|lost his battle with …|lost her battle with …
survived a no-confidence vote|survived a vote of no confidence|survived a confidence vote|survived a no-confidence motion|saw off a no-confidence motion|won a confidence vote|won a vote of confidence
dam burst|dam broke|dam collapsed|dam gave way|dam failed|dam was breached
levee burst|levee broke|levee collapsed|levee gave way|levee failed|levee was breached
dyke burst|dyke broke|dyke collapsed|dyke gave way|dyke failed|dyke was breached
was postponed|was put off|was pushed back|was delayed
was captured by …|fell to …|was taken by …|was seized by …
was shot down|was downed|was brought down
were shot down|were downed|were brought down
charged …|indicted …|brought charges against …
pleaded not guilty|denied the charges|rejected the charges|denied all charges|denied the charge
surrendered to police|turned himself in|turned herself in|gave himself up|gave herself up|handed himself in|handed herself in
died by suicide|committed suicide|took his own life|took her own life|killed himself|killed herself
went on strike|began a strike|walked off the job|walked out|stopped work|downed tools
ended their strike|ended the strike|ended a strike|called off their strike|called off the strike|went back to work|returned to work
ran out of …|used up …|had no … left
derailed|jumped the tracks|came off the tracks|left the tracks|left the rails
ran off the runway|skidded off the runway|veered off the runway|went off the runway|overshot the runway
retired|ended his career|ended her career|hung up his boots|hung up her boots|gave up playing
won …|came first in …|finished first in …|took gold in …|won gold in …
came second|finished second|was runner-up|took second place|won silver|took silver
came third|finished third|took third place|won bronze|took bronze
lost on penalties|was beaten on penalties|were beaten on penalties|lost in a penalty shootout|lost in a shootout
rejected …|turned down …|said no to …
lifted …|removed …|ended …|dropped …
expelled …|threw out …|ordered … to leave|told … to leave
landed on …|touched down on …|set down on …
were postponed|were put off|were pushed back|were delayed
"""  # noqa: E501 - a line of the list is one thing, in all its wordings
_OF = "…"
# What a phrase is of ends before these where nothing of the phrase comes behind it.
_NO_PART = (
    r"(?!(?:of|on|in|at|for|after|before|by|from|with|to|over|that|which|who|and|but|as|because|"
    r"since|when|while|not|never)\b)"
)
_WORD = rf"{_NO_PART}[\w'\u2019-]+"
# In the midst of a phrase as few words as will do, at its end as many as there are.
_WITHIN = rf"(?P<of>(?:at least )?(?:{_WORD} ){{0,4}}?{_WORD})"
_AT_END = rf"(?P<of>(?:{_WORD} ){{0,4}}{_WORD})"
_EDGES = r"(?<![\w'\u2019-])", r"(?![\w'\u2019-])"
# A passage's "ended 2-2" is a draw, but not every draw is that.
_EVEN, _EVEN_LINE = r"(?:ended|finished) (?P<goals>\d{1,2})[-\u2013](?P=goals)", "ended in a draw"
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+\Z", re.IGNORECASE)
_LOOK_BACK = 24
# So many places of one phrase are looked at, and so far back for who or what it is said of.
_MOST, _CLAUSE_CHARS = 8, 200
_CLAUSE = re.compile(
    r"[.;:,!?]\s|\b(?:but|while|whereas|although|though|as|and|after|before)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One wording of a line, which is known by the first of its wordings."""

    line: str
    words: str
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, line: str, words: str) -> _Phrase:
        found = re.escape(words).replace(_OF, _AT_END if words.endswith(_OF) else _WITHIN)
        return cls(line, words, re.compile(found.join(_EDGES), re.IGNORECASE))


@dataclass(frozen=True, slots=True)
class _Found:
    """A phrase where it stands in a text."""

    phrase: _Phrase
    match: re.Match[str]

    @property
    def of(self) -> str:
        """What it is of; empty for a phrase without such a part."""
        return self.match["of"] if _OF in self.phrase.words else ""

    def is_of(self, other: _Found) -> bool:
        """Whether both say the same of the same."""
        is_same = not (self.of or other.of) or bool(
            content_words(self.of) & content_words(other.of)
        )
        return self.phrase.line == other.phrase.line and is_same

    def told_of(self, what: str) -> str:
        """The phrase, said of something."""
        return self.phrase.words.replace(_OF, what) or self.match[0]


_LISTED = (line.split("|") for line in _LINES.strip().split("\n"))
_PHRASES = tuple(_Phrase.of(line[0], words) for line in _LISTED for words in line)
_DRAWN = _Phrase(_EVEN_LINE, "", re.compile(_EVEN.join(_EDGES), re.IGNORECASE))


def idiomatic(claim: str, passage: str) -> str:
    """The claim with those of its phrases for which the passage has another in the passage's."""
    own = _own(claim)
    lines = {ours.phrase.line for ours in own}
    phrases = [each for each in (*_PHRASES, _DRAWN) if each.line in lines]
    given = [*_found(passage, phrases)] if own else []
    end = len(claim)
    for ours in own:
        alike = [one for one in given if one.is_of(ours)]
        if any(one.phrase == ours.phrase for one in alike) or ours.match.end() > end:
            continue
        near = (one for one in alike[:_MOST] if not _is_of_another(claim, ours, passage, one))
        if (theirs := next(near, None)) is not None:
            claim = replaced(claim, *ours.match.span(), theirs.told_of(ours.of))
            end = ours.match.start()
    return claim


def _is_of_another(claim: str, ours: _Found, passage: str, one: _Found) -> bool:
    """Whether it is said of something else, and what the claim speaks of is told of elsewhere."""
    at = one.match.start()
    before = _CLAUSE.split(passage[max(0, at - _CLAUSE_CHARS) : at])[-1]
    own, theirs = content_words(claim[: ours.match.start()]), content_words(before)
    elsewhere = content_words(f"{passage[: at - len(before)]} {passage[one.match.end() :]}")
    return bool(theirs) and not own & theirs and bool(own & elsewhere)


# Each claim is read beside many passages.
@lru_cache(maxsize=64)
def _own(claim: str) -> tuple[_Found, ...]:
    """The phrases of a claim, the last first."""
    found = _found(claim, _PHRASES)
    return tuple(sorted(found, key=lambda each: each.match.start(), reverse=True))


def _found(text: str, phrases: Iterable[_Phrase]) -> Iterator[_Found]:
    for phrase in phrases:
        for match in phrase.pattern.finditer(text):
            back = max(0, match.start() - _LOOK_BACK)
            is_denied = is_negated_before(text, match.start())
            if not is_denied and not _PASSIVE.search(text, back, match.start()):
                yield _Found(phrase, match)
