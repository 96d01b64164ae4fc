"""Of whom a sentence speaks: "the wife of the mayor was arrested" tells nothing of the mayor."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.language import lexicons as lex
from factcheck.language.grammar import Token, first_finite, tokenise

_WITHIN = lex.words("of to for")


def belongs_to_subject(claim: str, sentence: str) -> str | None:
    """Whose deed it is where the subject of the claim only tells who that is.

    Of "the wife of the mayor was arrested" and the claim "the mayor was arrested" the wife. None
    where the subject of the claim stands by itself before its verb, or not at all.
    """
    subject = _subject_and_verb(claim)
    tokens = tokenise(sentence, 0, len(sentence))
    words = [token.lower for token in tokens]
    found: str | None = None
    for start in range(len(words) - len(subject) + 1) if subject else ():
        if words[start : start + len(subject)] != subject:
            continue
        head = _head_before(tokens, start)
        if head is None:
            return None
        found = head
    return found


def _subject_and_verb(claim: str) -> list[str]:
    """The words up to the verb of a claim, without the article; none if it has no verb."""
    tokens = tokenise(claim, 0, len(claim))
    verb = first_finite(tokens, strict=False)
    if not verb:
        return []
    start = 1 if tokens[0].lower in lex.DETERMINERS else 0
    return [token.lower for token in tokens[start : verb + 1]] if verb > start else []


def _head_before(tokens: Sequence[Token], start: int) -> str | None:
    """Who the words from there tell of by "of", "to" or "for", if that is somebody else."""
    at = start - 1
    if at >= 0 and tokens[at].lower in lex.DETERMINERS:
        at -= 1
    is_other = at >= 1 and tokens[at].lower in _WITHIN and tokens[at - 1].lower in lex.RELATED
    return tokens[at - 1].text if is_other else None
