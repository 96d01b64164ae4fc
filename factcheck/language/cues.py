"""Cues of reported speech: verb groups that may report what somebody said, and what they govern."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from factcheck.language import lexicons as lex
from factcheck.language.grammar import (
    QUOTES,
    REACH,
    Token,
    first_finite,
    forms,
    inflections,
    opens_clause,
)
from factcheck.types import Polarity

REPORTING = lex.SAY | lex.SHOW
DENYING = lex.DENY | lex.DOUBT
ALL = REPORTING | DENYING | lex.URGE | lex.VOW | lex.ACCUSE

_ADDRESSED = frozenset({"tell", "inform", "assure", "remind", "warn", "caution"})
_PARTICLES = {"point": frozenset({"out"}), "call": frozenset({"on", "for"})}
# Words that are cues only before one of these.
_REQUIRED = {
    form: particles for base, particles in _PARTICLES.items() for form in inflections(base).values()
} | {"state": frozenset({"that"})}
_ENDS = lex.PREPOSITIONS | {"that"}
_REACH = 12
PLURALS = lex.words("they we i you who people police men women media data both many some most")
_ADJECTIVES = lex.words(
    """recent latest new own false earlier previous similar such other repeated early first several
    numerous wild bold same fresh initial unconfirmed conflicting mixed big key"""
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb group: the places of its first and last tokens, and of its verb.

    `form` is "base", "s", "past" or "ing".
    """

    first: int
    verb: int
    last: int
    base: str
    form: str
    is_negated: bool

    @property
    def polarity(self) -> Polarity:
        """What the cue does to its content; "has not confirmed" leaves it open."""
        if self.is_negated or self.base in lex.DOUBT:
            return Polarity.DOUBTS
        return _polarity({self.base})

    def agrees_with(self, subject: Sequence[Token]) -> bool:
        """Whether the noun phrase can be the subject, so that "recent claims" is no cue."""
        last = subject[-1].lower
        if last.endswith("'s") or last in _ADJECTIVES:
            return False
        if self.form == "past" or self.first < self.verb:
            return True
        is_plural = last in PLURALS or last.endswith("s") or any(t.lower == "and" for t in subject)
        if self.form == "base":
            return is_plural
        opener = subject[0]
        return opener.is_name or opener.lower in lex.DETERMINERS | lex.PRONOUNS


_CUE_FORMS = {
    form: (base, name) for base in sorted(ALL) for name, form in inflections(base).items()
} | {form: (base, "past") for base, form in lex.PARTICIPLES.items() if base in ALL}
_SPEAKING = forms(lex.SPEAK)
_PAST_OF = {inflections(b)["ing"]: inflections(b)["past"] for b in REPORTING | DENYING}
_PARTICIPLES = frozenset(_PAST_OF)
# "Short of calling it a war" has nobody call it so.
_LEFT_OPEN = lex.NEGATIONS | {"short"}


def polarity_of(cue: str) -> Polarity:
    """What the words of a cue do to its content."""
    words, bases = _words(cue), _bases(cue)
    if bases & lex.DOUBT or any(word in _LEFT_OPEN for word in words):
        return Polarity.DOUBTS
    # "Called it a war" asks for nothing.
    is_called = _PARTICLES["call"].isdisjoint(words)
    return _polarity(bases - {"call"} if is_called else bases)


def is_report(cue: str) -> bool:
    """Whether the words of a cue hold a verb of speaking; "preferred" and "signed" are none."""
    return bool(_bases(cue)) or not _SPEAKING.isdisjoint(_words(cue))


def may_be_deed(cue: str) -> bool:
    """Whether it is none of speaking with a mere thing as its object: "conceded" (a goal)."""
    words, bases = _words(cue), _bases(cue)
    is_other = not _SPEAKING.isdisjoint(words) or not lex.PREPOSITIONS.isdisjoint(words)
    return bool(bases) and bases <= lex.DEEDS and not is_other


def _words(cue: str) -> list[str]:
    return cue.lower().replace("\u2019", "'").split()


def _bases(cue: str) -> set[str]:
    return {_CUE_FORMS[word][0] for word in _words(cue) if word in _CUE_FORMS}


def _polarity(bases: Set[str]) -> Polarity:
    kinds = {
        Polarity.DENIES: lex.DENY,
        Polarity.PROMISES: lex.VOW,
        Polarity.ASKS: lex.URGE,
    }
    return next((kind for kind, verbs in kinds.items() if bases & verbs), Polarity.ASSERTS)


def cues(tokens: Sequence[Token]) -> Iterator[Cue]:
    """The verb groups of a clause that may report speech, in order."""
    for at, token in enumerate(tokens):
        if token.is_name or token.lower not in _CUE_FORMS:
            continue
        base, form = _CUE_FORMS[token.lower]
        first = at
        while first and _is_helper(tokens[first - 1]):
            first -= 1
        helpers = {helper.lower for helper in tokens[first:at]}
        last = at
        following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        if following not in _REQUIRED.get(token.lower, {following}):
            continue
        if base in _PARTICLES:
            last = at + 1
        is_voiced = (form == "ing") == bool(helpers & lex.BE)
        if is_voiced:
            yield Cue(first, at, last, base, form, bool(helpers & lex.NEGATIONS))


def _is_helper(token: Token) -> bool:
    word = token.lower
    if word in lex.AUXILIARIES:
        return word not in lex.MODALS and ("'" not in word or word.endswith("n't"))
    # "Coast Today reported": there it is a part of the name.
    return token.is_adverb and not token.is_name


def opening_participle(tokens: Sequence[Token]) -> Cue | None:
    """The cue of "adding that P", where the subject stands in the clause before."""
    if len(tokens) < 3 or tokens[0].lower not in _PARTICIPLES:
        return None
    base, form = _CUE_FORMS[tokens[0].lower]
    last = 1 if base in _PARTICLES else 0
    return Cue(0, 0, last, base, form, is_negated=False)


def finite(words: str) -> str:
    """ "suggesting that P" as it follows a subject: "suggested that P"."""
    first, space, rest = words.partition(" ")
    return f"{_PAST_OF.get(first.lower(), first)}{space}{rest}"


def content_start(tokens: Sequence[Token], cue: Cue) -> int | None:
    """The place where what the cue reports begins after it; None if it reports nothing there."""
    at = cue.last + 1
    while at < len(tokens) and (tokens[at].lower in {"also", "again"} or tokens[at].text == ":"):
        at += 1
    if at >= len(tokens):
        return None
    near = [token.lower for token in tokens[at : at + _REACH]]
    if near[0] in {"that", "whether"}:
        return at + 1 if at + 1 < len(tokens) else None
    message = _message(tokens, at)
    if message is not None:
        return message
    if cue.base in DENYING:
        return _denied(tokens, cue, at)
    if cue.base in lex.URGE:
        return at if cue.base == "call" or "to" in near[1:] else None
    if cue.base in lex.VOW:
        return at if near[0] == "to" else None
    if cue.base in lex.ACCUSE:
        return at if "of" in near or "for" in near else None
    return None if cue.base in lex.SHOW else _said(tokens, cue, at)


def is_granted(tokens: Sequence[Token]) -> bool:
    """Whether these begin with what is granted or refused: "bail to Ruiz", "Ruiz the visa"."""
    ends = (at for at, token in enumerate(tokens) if not token.is_word or token.lower in _ENDS)
    phrase = tokens[: next(ends, len(tokens))]
    is_told = first_finite(phrase) is not None or any(t.lower.endswith("ing") for t in phrase)
    return not is_told and any(token.lower in lex.GRANTS for token in phrase)


def participle_tail(tokens: Sequence[Token], start: int) -> int | None:
    """The comma after `start` where the speaker goes on: ", adding that Q"."""
    for at in range(start + 1, len(tokens) - 2):
        if tokens[at].text != "," or tokens[at + 1].lower not in _PARTICIPLES:
            continue
        if tokens[at + 2].lower == "that" or opens_clause(tokens, at + 2):
            return at
    return None


def _said(tokens: Sequence[Token], cue: Cue, at: int) -> int | None:
    """After "said": a quote, a clause, or one of these behind an addressee, time or place."""
    after_comma = at + (tokens[at].text == ",")
    if after_comma < len(tokens) and tokens[after_comma].text in QUOTES:
        follows = after_comma > at or opens_clause(tokens, at) or _is_last_quote(tokens, at)
        return after_comma if follows else None
    if tokens[at].text == ",":
        return None
    takes_addressee = cue.base in _ADDRESSED
    if opens_clause(tokens, at) and not takes_addressee and tokens[at].lower not in lex.CALENDAR:
        return at
    if tokens[at].lower == "having" or (
        cue.base == "say" and _is_loose_clause(tokens[at : at + REACH])
    ):
        return at
    if cue.base == "report" and _reports_action(tokens, at):
        return at
    if takes_addressee or tokens[at].lower in lex.PREPOSITIONS | lex.CALENDAR:
        return _behind_insertion(tokens, at)
    return None


def _is_loose_clause(tokens: Sequence[Token]) -> bool:
    """Whether "the drug cuts deaths" stands here: a noun, then what may be a verb, and more."""
    end = next((i for i, token in enumerate(tokens) if not token.is_word), len(tokens))
    verb = first_finite(tokens[1 : end - 1], strict=False)
    return tokens[0].lower in lex.DETERMINERS and verb is not None and verb > 0


def _is_last_quote(tokens: Sequence[Token], at: int) -> bool:
    """Whether the quote that opens here is all that follows, but for the full stop."""
    closing = next((i for i in range(at + 1, len(tokens)) if tokens[i].text in QUOTES), None)
    return closing is None or closing >= len(tokens) - 2


def _reports_action(tokens: Sequence[Token], at: int) -> bool:
    """ "reported forces launching missiles": a noun phrase and a participle."""
    for place in range(at + 1, min(at + 8, len(tokens))):
        if not tokens[place].is_word or tokens[place].lower in lex.PREPOSITIONS:
            return False
        if tokens[place].lower.endswith("ing") and tokens[place - 1].lower not in lex.DETERMINERS:
            return True
    return False


def _behind_insertion(tokens: Sequence[Token], at: int) -> int | None:
    for place in range(at + 1, min(at + _REACH, len(tokens))):
        token, before = tokens[place], tokens[place - 1].lower
        if token.lower == "that" and place + 1 < len(tokens):
            return place + 1
        if token.text in QUOTES or before == ":":
            return place
        previous = tokens[place - 1]
        is_free = before not in lex.PREPOSITIONS | lex.DETERMINERS and previous.is_word
        is_free = is_free and not (previous.is_name and token.is_name)
        starts = token.is_name or token.lower in lex.DETERMINERS | lex.SUBJECT_PRONOUNS
        if is_free and starts and token.lower not in lex.CALENDAR and opens_clause(tokens, place):
            return place
        if token.lower in _PARTICIPLES or first_finite(tokens[at : place + 1]) is not None:
            return None
    return None


def _message(tokens: Sequence[Token], at: int) -> int | None:
    """After "repeated": "her claim that P" gives P."""
    for place in range(at, min(at + 4, len(tokens) - 2)):
        if tokens[place].lower in lex.MESSAGES and tokens[place + 1].lower == "that":
            return place + 2
        if not tokens[place].is_word:
            return None
    return None


def _denied(tokens: Sequence[Token], cue: Cue, at: int) -> int | None:
    """After "rejected": "claims that P" gives P; a mere thing is refused, not denied."""
    near = [token.lower for token in tokens[at : at + 6]]
    if any(word in lex.MESSAGES for word in near):
        return at
    if is_granted(tokens[at:]):
        return None
    if cue.base not in {"deny", "doubt"} or not tokens[at].is_word:
        return None
    return at if near[0] not in lex.PREPOSITIONS else None
