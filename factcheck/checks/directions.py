"""Which way it went: "sales in Asia grew" of sales in Asia that fell.

A passage on figures tells of several things that rose and of several that fell, and the stance
model takes one of them for the other. Of the same subject, told as a fact, only one can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.language import lexicons as lex
from factcheck.language.grammar import Token, inflections, subject_before, tokenise
from factcheck.language.relevance import content_words
from factcheck.language.text import sentences

_FORMS = ("s", "past")
_IS_UP = {
    form: verb in lex.RISE
    for verb in lex.RISE | lex.FALL
    for form in (*(inflections(verb)[name] for name in _FORMS), lex.PARTICIPLES.get(verb, verb))
    if form != verb
}
_HAVE = lex.words("has have had")
# Words of a subject, at most.
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class _Move:
    """What rose or fell, by its words; `owners` are those of whose it is."""

    words: frozenset[str]
    owners: frozenset[str]
    is_up: bool
    verb: str

    def is_of(self, other: _Move) -> bool:
        """Whether both tell of the same: either may leave out whose it is."""
        is_same_owner = not (self.owners and other.owners) or self.owners == other.owners
        return is_same_owner and self.words == other.words


def other_way(claim: str, passage: str) -> str | None:
    """The verb by which a passage tells of the claim's subject that it went the other way.

    None where it tells of both ways, or says so only of what may be.
    """
    own = next((move for tokens in _sentences(claim) for move in _told(claim, tokens)), None)
    if own is None:
        return None
    found: list[_Move] = []
    for tokens in _sentences(passage):
        told = [move for move in _told(passage, tokens) if move.is_of(own)]
        if any(move.is_up == own.is_up for move in told) or _may_be(own, tokens, told):
            return None
        found += told
    return found[0].verb if found else None


def _sentences(text: str) -> Iterator[list[Token]]:
    return (tokenise(text, span.start, span.end) for span in sentences(text))


def _may_be(own: _Move, tokens: Sequence[Token], told: Sequence[_Move]) -> bool:
    """Whether a sentence may say the same in a way that is not understood here."""
    if told or not any(_IS_UP.get(token.lower) == own.is_up for token in tokens):
        return False
    return own.words <= content_words(" ".join(token.text for token in tokens))


def _told(text: str, tokens: Sequence[Token]) -> Iterator[_Move]:
    for at, token in enumerate(tokens):
        start = at
        if token.lower not in _IS_UP:
            continue
        while start and (tokens[start - 1].is_adverb or tokens[start - 1].lower in _HAVE):
            start -= 1
        is_denied = any(part.lower in lex.NEGATIONS for part in tokens[start:at])
        near = tokens[max(0, start - _LONGEST) : start]
        phrase = subject_before(near, len(near)) if not is_denied else None
        if phrase is None or phrase[1] != len(near) - 1 or len(near) - phrase[0] == _LONGEST:
            continue
        subject = near[phrase[0] :]
        owned = " ".join(part.text for part in subject if part.lower.endswith(("'s", "s'")))
        owners = content_words(owned)
        words = content_words(text[subject[0].start : subject[-1].end]) - owners
        if words:
            yield _Move(frozenset(words), frozenset(owners), _IS_UP[token.lower], token.text)
