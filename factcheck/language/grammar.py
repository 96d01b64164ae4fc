"""Tokens of a sentence, and shallow answers about them: is this a verb, where is the subject?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from factcheck.language import lexicons as lex

_TOKEN = re.compile(
    r"''|``|(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*%?"
    r"|[^\W_]+(?:[-'\u2019.&][^\W_]+)*(?:['\u2019](?!'))?(?:\.(?=\s+[^\W_]))?|\S"
)
QUOTES = frozenset({'"', "“", "”", "«", "»", "„", "''", "``"})
_BREAKS = frozenset(",;:()[]-—\u2013") | QUOTES
# No phrase, and no clause before its verb, has more tokens: so far is looked for their ends, as
# otherwise a long row of the same words would be read anew from each of them.
REACH = 120
_OPENING = 16


@dataclass(frozen=True)
class Token:
    """A word or a mark with its offsets in the text that it was cut from."""

    text: str
    start: int
    end: int

    @cached_property
    def lower(self) -> str:
        """The word in lower case, with a straight apostrophe."""
        return self.text.lower().replace("\u2019", "'")

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number, and not a mark."""
        return self.text[0].isalnum()

    @property
    def is_name(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[0].isupper()

    @property
    def is_adverb(self) -> bool:
        """Whether it may stand inside a verb group without being a verb."""
        return self.lower in lex.ADVERBS or (
            self.lower.endswith("ly") and self.lower not in lex.NOT_ADVERBS and not self.is_name
        )


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`, with offsets in `text`."""
    return [Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]


def inflections(base: str) -> dict[str, str]:
    """The forms of an English verb, by name: base, s, past, ing."""
    stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base
    if base in lex.DOUBLING:
        stem = base + base[-1]
    sibilant = base.endswith(("s", "sh", "ch", "x", "z", "o"))
    after_consonant_y = base.endswith("y") and base[-2] not in "aeiou"
    return {
        "base": base,
        "s": base[:-1] + "ies" if after_consonant_y else base + ("es" if sibilant else "s"),
        "past": lex.IRREGULAR.get(base)
        or (base[:-1] + "ied" if after_consonant_y else stem.removesuffix("e") + "ed"),
        "ing": f"{base[:-2]}ying" if base.endswith("ie") else stem + "ing",
    }


def forms(bases: Iterable[str]) -> frozenset[str]:
    """All forms of some verbs, with the participles that differ from the past."""
    told = {form for base in bases for form in inflections(base).values()}
    return frozenset(told | {lex.PARTICIPLES[base] for base in bases if base in lex.PARTICIPLES})


def past_of(gerund: str) -> str | None:
    """The past tense of a verb in "-ing", as in "denied taking it"; None if it is no verb."""
    return _PAST_OF_GERUND.get(gerund)


def _forms(bases: Iterable[str], *names: str) -> frozenset[str]:
    return frozenset(inflections(base)[name] for base in bases for name in names)


_FINITE_AUXILIARIES = lex.AUXILIARIES - {"be", "been", "being", "having", "may"}
_NO_SUBJECT = lex.DETERMINERS | lex.PREPOSITIONS | {"been", "be"}
_NO_OPENER = (lex.PREPOSITIONS | lex.COORDINATORS | lex.SUBORDINATORS) - {"that"}
_PHRASE_BOUNDS = lex.SUBORDINATORS | {"but", "or"}
# Past forms that are as often another word: a noun, a present, a participle.
_AMBIGUOUS_PAST = lex.words("found left led shot bore bound ground lit wound") | {
    past for base, past in lex.IRREGULAR.items() if base == past != "quit"
}
_PAST = _forms((*lex.IRREGULAR, *lex.IN_EE), "past") - _AMBIGUOUS_PAST
_FUNCTION_WORDS = (
    lex.DETERMINERS
    | lex.PREPOSITIONS
    | lex.SUBORDINATORS
    | lex.COORDINATORS
    | lex.PRONOUNS
    | lex.AUXILIARIES
)
_OBJECTS = lex.DETERMINERS | lex.words("him them it himself herself itself themselves")
_SINGULAR = ("ss", "us", "is", "ics")
_PLURALS = lex.words("people police men women children media")
_PLAIN_PRESENT = _forms(lex.PLAIN_VERBS, "base", "s")
_ANY_PRESENT = _PLAIN_PRESENT | _forms(lex.AMBIGUOUS_VERBS, "base", "s")

_PAST_OF_GERUND = {
    inflections(base)["ing"]: inflections(base)["past"]
    for base in (*lex.PLAIN_VERBS, *lex.AMBIGUOUS_VERBS, *lex.IRREGULAR, *lex.REGULAR)
} | {"having": "had", "being": "was", "doing": "did"}


def is_finite(tokens: Sequence[Token], at: int, *, strict: bool = True) -> bool:
    """Whether a token is a finite verb; strict leaves out words that are as often nouns."""
    token = tokens[at]
    word = token.lower
    if word in _FINITE_AUXILIARIES:
        return True
    if word == "may":
        return not token.is_name
    before = tokens[at - 1] if at else None
    if token.is_name or before is None or not _may_be_subject(before):
        return False
    if strict:
        return word in _PLAIN_PRESENT or is_past(token)
    return word in _ANY_PRESENT or may_be_past(token)


def may_be_finite(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word may be a finite verb by its form and place alone: "A bomb explodes outside".

    Of verbs in no list; a noun may pass, too ("British troops in Basra").
    """
    token, word = tokens[at], tokens[at].lower
    is_open = word.isalpha() and word not in _FUNCTION_WORDS and not token.is_adverb
    if token.is_name or not is_open or word.endswith("ing"):
        return False
    first = at
    while first and tokens[first - 1].is_adverb:
        first -= 1
    first = _before_brackets(tokens, first)
    if not first:
        return False
    before, follows = tokens[first - 1], tokens[at + 1] if at + 1 < len(tokens) else None
    if before.lower in lex.SUBJECT_PRONOUNS - {"there"}:
        return True
    if not before.text.isalpha() or before.lower in _FUNCTION_WORDS:
        return False
    if follows is not None and follows.lower in _OBJECTS:
        return True
    if before.lower in _PLURALS or (
        before.lower.endswith("s") and not before.lower.endswith(_SINGULAR)
    ):
        return follows is not None and follows.is_word and not follows.is_name
    if not word.endswith("s") or word.endswith(_SINGULAR):
        return False
    return before.is_name or _has_determiner(tokens[max(0, first - REACH) : first])


def _has_determiner(tokens: Sequence[Token]) -> bool:
    """Whether the phrase at the end has one: "the old bridge", but not "a plan for bridge"."""
    phrase = takewhile(lambda t: t.is_word and t.lower not in lex.PREPOSITIONS, reversed(tokens))
    return any(token.lower in lex.DETERMINERS for token in phrase)


def is_past(token: Token) -> bool:
    """Whether a word has the form of a past tense."""
    word = token.lower
    is_regular = len(word) > 3 and word.endswith("ed") and not word.endswith(("eed", "hundred"))
    return is_regular or word in _PAST


def may_be_past(token: Token) -> bool:
    """Whether a word has the form of a past tense, or one that is as often another word ("cut")."""
    return is_past(token) or token.lower in _AMBIGUOUS_PAST


def _may_be_subject(token: Token) -> bool:
    """Whether a finite verb may follow this token."""
    word = token.lower
    if word in lex.SUBJECT_PRONOUNS or word in {"this", "that", "who", "which"} or token.is_adverb:
        return True
    if word.endswith(("'s", "s'")) or not (token.is_word or token.text in _BREAKS):
        return False
    return word not in _NO_SUBJECT


def first_finite(tokens: Sequence[Token], *, strict: bool = True) -> int | None:
    """The place of the first finite verb, None if there is none."""
    places = range(len(tokens))
    return next((at for at in places if is_finite(tokens, at, strict=strict)), None)


def opens_clause(tokens: Sequence[Token], start: int = 0) -> bool:
    """Whether the tokens from `start` on begin with a subject of their own and its finite verb."""
    # An opening quotation mark counts for nothing.
    tokens = tokens[start : start + _OPENING + 1]
    if tokens and tokens[0].text in QUOTES:
        tokens = tokens[1:]
    if len(tokens) < 2 or not tokens[0].is_word:
        return False
    first = tokens[0].lower
    if first in _NO_OPENER:
        return False
    if tokens[0].is_adverb or first.endswith(("ing", "ed")) or is_finite(tokens, 0):
        return False
    for at in range(1, min(len(tokens), _OPENING)):
        token = tokens[at]
        if is_finite(tokens, at, strict=first not in lex.SUBJECT_PRONOUNS or at > 1):
            return True
        # "The claim that he fled is wrong": the claim is its subject.
        if token.lower == "that" and tokens[at - 1].lower in lex.MESSAGES:
            continue
        if (token.text in _BREAKS and token.text not in QUOTES) or token.lower in lex.SUBORDINATORS:
            return False
    return False


def subject_before(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The noun phrase before a verb group at `at`: the places of its first and last token."""
    end = _before_brackets(tokens, at)
    if end and tokens[end - 1].text == ",":
        return _before_appositions(tokens, end - 1)
    return _phrase_to(tokens, end)


def _phrase_to(tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
    start, farthest = end, max(0, end - REACH)
    while start > farthest and (
        not _bounds_phrase(tokens[start - 1]) or _is_in_name(tokens, start - 1)
    ):
        start -= 1
    return _trimmed(tokens, start, end)


def _is_in_name(tokens: Sequence[Token], comma: int) -> bool:
    """Whether it is the comma of "John Smith, Jr."."""
    following = tokens[comma + 1].lower if comma + 1 < len(tokens) else ""
    is_suffix = tokens[comma].text == "," and following in lex.NAME_SUFFIXES
    return is_suffix and comma > 0 and tokens[comma - 1].is_name


def _before_brackets(tokens: Sequence[Token], at: int) -> int:
    """The place before "(R-Wis.)" or `at` where no bracket ends there."""
    if at and tokens[at - 1].text == ")":
        places = range(at - 1, max(0, at - REACH), -1)
        return next((i for i in places if tokens[i].text == "("), at)
    return at


def _before_appositions(tokens: Sequence[Token], comma: int) -> tuple[int, int] | None:
    """The phrase that is explained up to `comma`: "Ann Ito, the mayor of X, a painter, said"."""
    found = None
    for at in range(comma - 1, max(0, comma - REACH), -1):
        if tokens[at].text in QUOTES or tokens[at].text in ";:":
            break
        if tokens[at].text != ",":
            continue
        place = _phrase_to(tokens, _before_brackets(tokens, at))
        if place is None or (found and not tokens[place[0]].is_name):
            break
        found = place
        opener = tokens[place[0]]
        if opener.lower not in lex.DETERMINERS | {"one"} and not opener.text[0].isdigit():
            break
    if found is None or tokens[found[0]].text[0].isdigit():
        return None
    return _name_beside(tokens, found, comma) or found


def _name_beside(
    tokens: Sequence[Token], phrase: tuple[int, int], comma: int
) -> tuple[int, int] | None:
    """The name that tells whom the phrase means: "the owner, ex-mayor Petra Kral, said"."""
    if any(token.is_name for token in tokens[phrase[0] + 1 : phrase[1] + 1]):
        return None
    start = phrase[1] + 2
    beside = [*takewhile(lambda token: token.is_word, tokens[start:comma])]
    is_name = len(beside) > 1 and beside[-2].is_name and beside[-1].is_name
    if not is_name or any(token.lower in _FUNCTION_WORDS for token in beside):
        return None
    return start, start + len(beside) - 1


def _bounds_phrase(token: Token) -> bool:
    return token.text in _BREAKS or token.lower in _PHRASE_BOUNDS


def _trimmed(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """A noun phrase without an earlier clause, connectives and time words before it."""
    verb = next((i for i in range(end - 1, start - 1, -1) if is_finite(tokens, i)), None)
    if verb is not None:
        joints = [i for i in range(verb, end) if tokens[i].lower in lex.COORDINATORS]
        start = joints[-1] + 1 if joints else end
    while start < end and (opener := _opener(tokens[start : min(end, start + 2)])):
        start += opener
    if start < end and tokens[start].lower in lex.PREPOSITIONS:
        start = _last_phrase(tokens, start, end)
    if start == end or not tokens[end - 1].is_word:
        return None
    last = tokens[end - 1].lower
    unfit = (
        lex.COORDINATORS
        | lex.PREPOSITIONS
        | lex.SUBORDINATORS
        | lex.DETERMINERS - {"this", "both", "others"}
    )
    return None if last in unfit else (start, end - 1)


def _opener(tokens: Sequence[Token]) -> int:
    """How many tokens tell the time or lead over before a noun phrase: "Last week the mayor"."""
    first = tokens[0].lower
    following = tokens[1] if len(tokens) > 1 else None
    if first in {"last", "this", "next"} and following and following.lower in lex.TIME_UNITS:
        return 2
    is_day = first in lex.WEEKDAYS and following is not None and not following.is_name
    is_manner = first.endswith("ly") and first not in lex.NOT_ADVERBS
    # "Only the mayor said so": the speaker is the mayor, and that no other did is told, too.
    is_alone = first == "only" and following is not None
    return int(first in lex.COORDINATORS | lex.TIME_OPENERS or is_day or is_manner or is_alone)


def _last_phrase(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the last phrase of "In Paris the minister" begins."""
    for at in range(end - 1, start, -1):
        token = tokens[at]
        is_counted = token.lower in lex.COUNTS and tokens[at - 1].lower in lex.CALENDAR
        if is_counted or token.lower in lex.DETERMINERS | lex.SUBJECT_PRONOUNS:
            return at
        is_first = not tokens[at - 1].is_name or tokens[at - 1].lower in lex.CALENDAR
        if token.is_name and token.lower not in lex.CALENDAR and is_first:
            return at if tokens[at - 1].lower not in lex.PREPOSITIONS else end
    return end
