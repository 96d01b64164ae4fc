"""Whether a sentence tells that something happened, or only that it may, would or is meant to.

Event factuality: Saurí & Pustejovsky 2009. A plan, a threat or a possibility does not bear out that
it came about; the stance model takes one for the other, since nearly all words are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factcheck import lexicons as lex
from factcheck.grammar import (
    Token,
    first_finite,
    inflections,
    is_finite,
    is_past,
    may_be_past,
    tokenise,
)
from factcheck.relevance import content_words, coverage

# Before "to" and a verb: what is meant or feared, and not yet so.
_MEANT = frozenset(
    form
    for base in lex.words(
        """plan threaten expect hope want intend aim vow pledge promise propose seek try attempt
        urge ask call offer prepare schedule"""
    )
    for form in inflections(base).values()
) | lex.words("going likely ready willing set about proposal bid threat")
_MODALS = lex.words("will won't would could might may")
_OPEN = lex.words("whether")
_ENDS = frozenset(",;:()—\u2013") | {"but", "although", "though", "while", "whereas"}
_HAVE = lex.words("has have had")
_GROUP = lex.AUXILIARIES | lex.words("be been being not never to")
_TELLING = lex.words("was were is are has have had")
_PAST_HELPERS = lex.words("was were did had wasn't weren't didn't hadn't")
# As much of a claim as must stand in the sentence for the two to tell of the same event.
_SAME = 0.6


def only_possible(claim: str, sentence: str) -> str | None:
    """The word by which a sentence leaves open, or to the future, what a claim says has happened.

    None if the claim is not about what has happened, or the sentence says so outside of what that
    word governs.
    """
    verb = _what_happened(claim)
    if verb is None:
        return None
    tokens = tokenise(sentence, 0, len(sentence))
    scopes = [scope for at in range(len(tokens)) if (scope := _scope(tokens, at))]
    if not scopes:
        return None
    governed = {place for scope in scopes for place in scope}
    told = _words(token for place, token in enumerate(tokens) if place not in governed)
    both = content_words(claim) & content_words(sentence)
    # Its verb, if the sentence has it, or else the rest of what it says of its subject.
    wanted = content_words(verb.text) & both or content_words(claim[verb.start :]) & both or both
    if wanted & told or coverage(claim, sentence) < _SAME:
        return None
    return next(
        tokens[scope.start].text
        for scope in scopes
        if wanted & _words(tokens[scope.start : scope.stop])
    )


def _words(tokens: Iterable[Token]) -> set[str]:
    return content_words(" ".join(token.text for token in tokens))


def _what_happened(claim: str) -> Token | None:
    """The verb of a claim that something happened; None if it is about something else."""
    tokens = tokenise(claim, 0, len(claim))
    if any(_marks(tokens, at) for at in range(len(tokens))):
        return None
    at = first_finite(tokens, strict=False)
    if at is None:
        return None
    verb, following = tokens[at], tokens[at + 1 :]
    main = next((t for t in following if t.lower not in _GROUP and not t.is_adverb), verb)
    if verb.lower in _HAVE:
        return main if may_be_past(main) or main.lower.endswith("n") else None
    if verb.lower in _PAST_HELPERS:
        return main
    return verb if may_be_past(verb) else None


def _marks(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word leaves open what it governs, or puts it into the future."""
    token = tokens[at]
    if token.lower in _MODALS or token.lower in _OPEN:
        return not (token.lower == "may" and token.is_name)
    is_to = at + 1 < len(tokens) and tokens[at + 1].lower == "to"
    return is_to and token.lower in _MEANT


def _scope(tokens: Sequence[Token], at: int) -> range | None:
    """The places of the words that a marking word at that place governs, its own included."""
    if not _marks(tokens, at):
        return None
    end = at + 1
    while end < len(tokens) and tokens[end].lower not in _ENDS:
        if tokens[at].lower not in _OPEN and _begins_anew(tokens, end):
            break
        end += 1
    return range(at, end)


def _begins_anew(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb stands there that tells what was or is, and belongs to no group before it."""
    tells = is_past(tokens[at]) or tokens[at].lower in _TELLING
    return tells and is_finite(tokens, at) and tokens[at - 1].lower not in _GROUP
