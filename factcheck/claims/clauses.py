"""A sentence cut into clauses that can be checked one by one, where that is safe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.claims.attribution import find_attribution
from factcheck.claims.parted import resumed
from factcheck.claims.statements import Statement
from factcheck.language import lexicons as lex
from factcheck.language.cues import participle_tail
from factcheck.language.grammar import QUOTES, Token, first_finite, opens_clause, tokenise
from factcheck.language.text import CLUB
from factcheck.types import Span

_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.,/ ]{2,40}|[A-Z][A-Za-z.,/ ]{2,40}?(?:, \w+\.? \d{1,2})?\s*\([A-Z][\w ]{1,20}\))"
    r"\s*(?:--|[-\u2013—])\s+"
)
_MARKS = re.compile(rf"(?!{CLUB})(?:[-*•‣▪◦·\u2013—]|\(?\d{{1,3}}[.)])\s+")
_CONNECTIVE = re.compile(
    r"(?:(?:however|conversely|furthermore|moreover|meanwhile|additionally|in addition|"
    r"nevertheless|nonetheless|instead|indeed|crucially|notably|importantly|significantly|"
    r"similarly|likewise|consequently|therefore|thus|hence|as a result|on the other hand|"
    r"on the one hand|by contrast|in contrast|for example|for instance|in fact|of course|"
    r"finally|firstly|secondly|overall|besides|separately|still|also|then|in turn|"
    r"at the same time|in particular|in short)\s*,\s*|(?:and|but|yet|so)\s*,?\s+)",
    re.IGNORECASE,
)
# ", a move that comes amid B": B is told as a fact of its own.
_BACKDROP = re.compile(
    r",\s+an?\s+(?:[\w-]+\s+){1,3}(?:that|which)\s+(?:comes?|came|follows?|followed)\s+"
    r"(?:(?:amid(?:st)?|after|as|despite)\s+)?"
)
_WITH = re.compile(r",\s+with\s+")
_JOINTS = lex.words("and but yet while whereas although though")
# A sentence of more tokens is a list, or no prose: it is left whole.
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Clause:
    """A span of a sentence that states something, with its attribution.

    `subject` is the noun phrase that it shares with the clause before it, None where it has
    its own.
    """

    start: int
    end: int
    statement: Statement | None
    subject: Span | None = None


def clauses(text: str, sentence: Span) -> list[Clause]:
    """The clauses of a sentence in order, without the connectives that lead into them."""
    found: list[Clause] = []
    start, end = sentence.start, sentence.end
    waiting: list[tuple[int, int, Span | None]] = [(start, end, None)]
    while waiting:
        start, end, subject = waiting.pop()
        start = start if subject else _without_connectives(text, start, end)
        statement = find_attribution(text, start, end, subject=subject)
        parts = _parts(text, start, end, statement, subject)
        if parts is None:
            found.append(Clause(start, end, statement, subject))
        else:
            waiting.extend(reversed(parts))
    return found


_Part = tuple[int, int, Span | None]


def _parts(
    text: str, start: int, end: int, statement: Statement | None, subject: Span | None
) -> list[_Part] | None:
    """The two parts of a compound, None where it is one clause or may not be parted."""
    tokens = tokenise(text, start, end)
    if len(tokens) > _LONGEST:
        return None
    if statement is not None and (rest := _quoted_rest(tokens, statement)):
        before = [token for token in tokens if token.end < rest[0].start][:-1]
        is_joined = rest[0].lower in lex.COORDINATORS
        return [(start, before[-1].end, subject), (rest[is_joined].start, rest[-1].end, None)]
    cut = _concession(tokens)
    if cut is not None and _is_outside(text, cut, end, statement):
        return [(tokens[1].start, cut.start, None), (cut.end, end, None)]
    for cut in (*_coordinations(tokens), *_tails(text, tokens)):
        if _is_outside(text, cut, end, statement):
            return [(start, cut.start, subject), (cut.end, end, None)]
    cut = _shared_cue(text, tokens, end, statement) if statement else None
    if cut is not None and statement is not None:
        return [(start, cut.start, subject), (cut.end, end, statement.subject)]
    return None


def _quoted_rest(tokens: Sequence[Token], statement: Statement) -> list[Token]:
    """The second sentence of "A," X said, "and B"."""
    told = max(statement.cue.end, statement.subject.end if statement.subject else 0)
    if statement.attribution.end > statement.cue.start:
        return []
    return resumed(tokens, sum(token.start < told for token in tokens))


def _is_outside(text: str, cut: Span, end: int, statement: Statement | None) -> bool:
    """Whether a cut leaves no one's words to somebody else."""
    if statement is None or statement.subject is None:
        return True
    content = statement.attribution
    if content.end <= cut.start or cut.end <= content.start:
        return True
    if content.end <= statement.cue.start:
        return False
    other = find_attribution(text, cut.end, end)
    is_inserted = content.start < statement.cue.start
    return is_inserted or (other is not None and other.subject is not None)


def _without_connectives(text: str, start: int, end: int) -> int:
    for lead in (_MARKS, _DATELINE, _CONNECTIVE):
        match = lead.match(text, start, end)
        if match and match.end() < end:
            start = match.end()
    return start


def _outside_brackets(tokens: Sequence[Token]) -> Iterator[int]:
    """The places of the tokens that stand outside quotation marks and brackets."""
    depth, quoted = 0, False
    for at, token in enumerate(tokens):
        depth += (token.text in "([") - (token.text in ")]")
        quoted = quoted != (token.text in QUOTES)
        if depth <= 0 and not quoted:
            yield at


def _concession(tokens: Sequence[Token]) -> Span | None:
    """The comma of "While A, B"."""
    if not tokens or tokens[0].lower not in lex.CONCESSIVE or not opens_clause(tokens, 1):
        return None
    for at in _outside_brackets(tokens):
        is_comma = tokens[at].text == "," and first_finite(tokens[1:at], strict=False) is not None
        if is_comma and opens_clause(tokens, at + 1):
            return Span(tokens[at - 1].end, tokens[at + 1].start)
    return None


def _coordinations(tokens: Sequence[Token]) -> Iterator[Span]:
    """The joints of "A, and B", "A; B" and "A and they B", all with subjects of their own."""
    if not tokens or tokens[0].lower in lex.SUBORDINATORS:
        return
    for at in _outside_brackets(tokens[:-2]):
        word, following = tokens[at].text, tokens[at + 1]
        if word == "," and following.lower in _JOINTS:
            second = at + 2
        elif word == ";" or (word in _JOINTS and following.lower in lex.SUBJECT_PRONOUNS):
            second = at + 1
        else:
            continue
        is_clause = first_finite(tokens[:at], strict=False) is not None
        if is_clause and opens_clause(tokens, second):
            yield Span(tokens[at - 1].end, tokens[second].start)


def _tails(text: str, tokens: Sequence[Token]) -> Iterator[Span]:
    """The joints of "A, with recent weeks seeing B" and "A, a move that comes amid B"."""
    for at in _outside_brackets(tokens):
        if at == 0 or tokens[at].text != ",":
            continue
        backdrop = _BACKDROP.match(text, tokens[at].start, tokens[-1].end)
        if backdrop:
            yield Span(tokens[at - 1].end, backdrop.end())
        elif _WITH.match(text, tokens[at].start) and _has_participle(tokens[at + 2 : at + 10]):
            yield Span(tokens[at - 1].end, tokens[at + 2].start)


def _has_participle(tokens: Sequence[Token]) -> bool:
    """Whether a noun phrase and then a participle come before the next comma."""
    for at, token in enumerate(tokens):
        if not token.is_word:
            return False
        if at and token.lower.endswith("ing") and tokens[at - 1].lower not in lex.DETERMINERS:
            return True
    return False


def _shared_cue(text: str, tokens: Sequence[Token], end: int, statement: Statement) -> Span | None:
    """The joint of "X said A, and warned that B", of "X urged Y to A and warned that B", and of
    "X said A, adding that B".
    """
    if statement.subject is None or statement.attribution.start < statement.cue.end:
        return None
    first = next(
        (at for at, t in enumerate(tokens) if t.start >= statement.attribution.start), len(tokens)
    )
    tail = participle_tail(tokens, first)
    if tail is not None and tail in set(_outside_brackets(tokens)):
        following = tokens[tail + 1].start
        if find_attribution(text, following, end, subject=statement.subject):
            return Span(tokens[tail - 1].end, following)
    for at in _outside_brackets(tokens[:-2]):
        is_joint = tokens[at].lower in {"and", "but"} and tokens[at].start > statement.cue.end
        if not is_joint:
            continue
        has_comma = tokens[at - 1].text == ","
        reported = [t for t in tokens[:at] if t.start >= statement.attribution.start]
        if not has_comma and first_finite(reported) is not None:
            continue
        following = tokens[at + 1].start
        if find_attribution(text, following, end, subject=statement.subject):
            return Span(tokens[at - has_comma - 1].end, following)
    return None
