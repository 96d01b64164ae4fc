"""Who is said to have said it: speaker, cue and content of a reporting clause.

Rules over tokens, for the usual forms of English news: "X said (that) P", "P, X said",
"P, said X", "according to X", "X urged Y to P", "X denied P", "reported by X", "reportedly".
The seam is `find_attribution`: a clause in, a `Statement` out. `factcheck/claims/reports.py` adds
what only the learnt tagger sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from factcheck.claims.parted import is_main_clause, resumed
from factcheck.claims.statements import Statement, statement_of
from factcheck.language import lexicons as lex
from factcheck.language.cues import (
    ALL,
    DENYING,
    PLURALS,
    REPORTING,
    Cue,
    content_start,
    cues,
    opening_participle,
    participle_tail,
)
from factcheck.language.grammar import (
    QUOTES,
    Token,
    first_finite,
    inflections,
    opens_clause,
    subject_before,
    tokenise,
)
from factcheck.types import Polarity, Span

# Verbs whose passive with "by" names a speaker: "confirmed by the ministry".
_BY_AGENT = {
    inflections(base)["past"]: Polarity.DENIES if base == "deny" else Polarity.ASSERTS
    for base in lex.words("report confirm announce allege claim deny disclose reveal state")
}

_NEED_OBJECT = lex.words("tell inform assure remind")
_NO_SOURCE = lex.NOBODY | lex.words("no neither")
# None of these begins a noun phrase without an article, as "officials" does.
_NO_NOUN = (
    lex.PREPOSITIONS
    | lex.SUBORDINATORS
    | lex.COORDINATORS
    | lex.AUXILIARIES
    | lex.CALENDAR
    | lex.NEGATIONS
)
_PHRASE_TAILS = lex.CALENDAR | lex.words("on in at after before during with that who which")
_LONGEST_PHRASE = 40
# What tells who a source is begins so: "Ito, the mayor", "Ito, who was there".
_EXPLAINING = lex.DETERMINERS | {"who", "which"}


@dataclass(frozen=True, slots=True)
class _Clause:
    """`text[start:end]` with its tokens, and which of them stand outside quotation marks.

    `verb` is the place of the first that may be a finite verb, None if there is none.
    """

    text: str
    start: int
    end: int
    tokens: list[Token]
    unquoted: list[bool]
    verb: int | None

    def span(self, first: int, last: int) -> Span:
        """The span from the token `first` through the token `last`."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    def cues(self, bases: frozenset[str]) -> Iterator[Cue]:
        """The cues of these verbs outside quotation marks."""
        return (c for c in cues(self.tokens) if c.base in bases and self.unquoted[c.verb])


def find_attribution(
    text: str, start: int, end: int, *, subject: Span | None = None
) -> Statement | None:
    """The outermost attribution of the clause `text[start:end]`, None if there is none.

    :param subject: the noun phrase that the clause shares with the one before it; the clause
        then begins with the cue.
    """
    tokens, unquoted, outside = tokenise(text, start, end), [], True
    for token in tokens:
        outside = outside != (token.text in QUOTES)
        unquoted.append(outside)
    clause = _Clause(text, start, end, tokens, unquoted, first_finite(tokens, strict=False))
    if subject is not None:
        return next(_shared(clause, subject), None)
    forms = (_according_to, _trailing, _forward, _passive, _hearsay)
    return next((found for form in forms for found in form(clause)), None)


def with_nested(text: str, statement: Statement, *, deepest: int = 3) -> Statement:
    """The statement with the report within its content, as in "A said that B had denied it"."""
    said = statement.attribution
    inner = find_attribution(text, said.start, said.end) if deepest else None
    if inner is None or inner.cue == statement.cue:
        return statement
    nested = with_nested(text, inner, deepest=deepest - 1).attribution
    return replace(statement, attribution=replace(said, nested=nested))


# --- the forms, outermost first


def _according_to(clause: _Clause) -> Iterator[Statement]:
    """According to X, P | P, according to X | A, according to X, is B"""
    tokens = clause.tokens
    for at in range(len(tokens) - 2):
        if (tokens[at].lower, tokens[at + 1].lower) != ("according", "to"):
            continue
        end = _phrase_end(tokens, at + 2)
        if end == at + 2:
            continue
        is_first = at <= 1 and end < len(tokens)
        content = _content_before(clause, at)
        if is_first:
            content = Span(tokens[_content_behind(tokens, end)].start, clause.end)
        if clause.unquoted[at]:
            yield statement_of(
                clause.text, clause.span(at + 2, end - 1), clause.span(at, at + 1), content
            )


def _content_behind(tokens: list[Token], end: int) -> int:
    """The comma before P in "According to X, the mayor, P", where the source ends at `end`."""
    opener = tokens[end + 1].lower if end + 1 < len(tokens) else ""
    if not tokens[end - 1].is_name or opener not in _EXPLAINING:
        return end
    commas = (at for at in range(end, len(tokens)) if tokens[at].text == ",")
    return next((at for at in commas if opens_clause(tokens, at + 1)), end)


def _trailing(clause: _Clause) -> Iterator[Statement]:
    """P, X said | P, said X | A, X said, is B"""
    for cue in clause.cues(REPORTING | DENYING):
        place = _inverted_source(clause, cue) or _trailing_source(clause, cue)
        if place is not None and not _is_own_voice(clause, place):
            content = _content_around(clause, place, cue)
            yield statement_of(
                clause.text,
                clause.span(*place),
                _cue_span(clause, cue),
                content,
                _polarity(clause, place, cue),
            )


def _forward(clause: _Clause) -> Iterator[Statement]:
    """X said that P"""
    for cue in clause.cues(ALL):
        place = subject_before(clause.tokens, cue.first)
        if place is None or not cue.agrees_with(clause.tokens[place[0] : place[1] + 1]):
            continue
        is_main = not place[0] or clause.tokens[place[0] - 1].lower not in lex.SUBORDINATORS
        # "Nobody ordered him to leave" tells what was not done, and of no words.
        is_deed = cue.base not in REPORTING | DENYING and _is_nobody(clause, place)
        if is_main and not is_deed and not _is_own_voice(clause, place):
            polarity = _polarity(clause, place, cue)
            yield from _governed(clause, clause.span(*place), cue, polarity)


def _shared(clause: _Clause, subject: Span) -> Iterator[Statement]:
    """(X did this) and warned that P | (X did this,) adding that P"""
    participle = opening_participle(clause.tokens)
    if participle is not None:
        yield from _governed(clause, subject, participle, participle.polarity)
    for cue in clause.cues(ALL):
        if cue.first == 0:
            yield from _governed(clause, subject, cue, cue.polarity)


def _passive(clause: _Clause) -> Iterator[Statement]:
    """P was confirmed by X | it is believed that P | widely seen as P"""
    whole, tokens = Span(clause.start, clause.end), clause.tokens
    for at in range(len(tokens) - 2):
        word, following = tokens[at].lower, tokens[at + 1].lower
        if tokens[at].is_name or not clause.unquoted[at]:
            continue
        if word in _BY_AGENT and following == "by":
            end = _phrase_end(tokens, at + 2)
            if end > at + 2:
                source, cue = clause.span(at + 2, end - 1), clause.span(at, at + 1)
                yield statement_of(clause.text, source, cue, whole, _BY_AGENT[word])
        opening = _held_opening(tokens, at) if word in lex.HELD else None
        if opening is not None and following in {"to", "that", "as"}:
            content = clause.span(at + 2, len(tokens) - 1) if following == "that" else whole
            yield statement_of(clause.text, None, clause.span(opening, at), content)


def _hearsay(clause: _Clause) -> Iterator[Statement]:
    """P, reportedly"""
    for at, token in enumerate(clause.tokens[:-1]):
        if token.lower not in lex.HEARSAY or not clause.unquoted[at]:
            continue
        before = clause.tokens[at - 1].lower if at else ""
        is_verbal = first_finite(clause.tokens[at : at + 2], strict=False) == 1
        if not at or before in lex.AUXILIARIES or (is_verbal and before not in lex.DETERMINERS):
            whole = Span(clause.start, clause.end)
            yield statement_of(clause.text, None, clause.span(at, at), whole)


# --- their parts


def _polarity(clause: _Clause, place: tuple[int, int], cue: Cue) -> Polarity:
    """What the cue does to its content; "nobody said" leaves it open, but "No 10 said" does not."""
    return Polarity.DOUBTS if _is_nobody(clause, place) else cue.polarity


def _is_nobody(clause: _Clause, place: tuple[int, int]) -> bool:
    first, *following = clause.tokens[place[0] : place[0] + 2]
    is_number = bool(following) and following[0].text[0].isdigit()
    return first.lower in _NO_SOURCE and not is_number


def _governed(clause: _Clause, source: Span, cue: Cue, polarity: Polarity) -> Iterator[Statement]:
    start = content_start(clause.tokens, cue)
    if start is not None:
        tail = participle_tail(clause.tokens, start)
        end = clause.tokens[tail].start if tail is not None else clause.end
        content = Span(clause.tokens[start].start, end)
        yield statement_of(clause.text, source, _cue_span(clause, cue), content, polarity)


def _inverted_source(clause: _Clause, cue: Cue) -> tuple[int, int] | None:
    """The speaker of "P, said X", as the places of its first and last token."""
    first, tokens = cue.verb + 1, clause.tokens
    mark = tokens[cue.first - 1].text if cue.first else ""
    is_after = mark in QUOTES or (mark == "," and _states(clause, cue.first))
    if cue.first != cue.verb or cue.base in _NEED_OBJECT or not is_after:
        return None
    end = _phrase_end(tokens, first)
    if end == first:
        return None
    opener = tokens[first]
    is_phrase = opener.is_name or opener.lower in lex.DETERMINERS | lex.SUBJECT_PRONOUNS
    if mark in QUOTES or cue.base == "say":
        is_phrase = is_phrase or _is_bare(tokens[first:end])
    is_clause = first_finite(tokens[first:end]) is not None
    return (first, end - 1) if is_phrase and not is_clause else None


def _is_bare(phrase: list[Token]) -> bool:
    """Whether it is a source without an article: "director Helen Voss", "officials"."""
    opener, last = phrase[0], phrase[-1].lower
    if opener.lower in _NO_NOUN or opener.is_adverb:
        return False
    is_several = last in PLURALS or last.endswith("s")
    return is_several or opener.lower == "one" or any(token.is_name for token in phrase)


def _trailing_source(clause: _Clause, cue: Cue) -> tuple[int, int] | None:
    """The speaker of "P, X said", as the places of its first and last token."""
    place, tokens = subject_before(clause.tokens, cue.first), clause.tokens
    if place is None or place[0] < 2 or not cue.agrees_with(tokens[place[0] : place[1] + 1]):
        return None
    marks = {token.text for token in tokens[place[0] - 2 : place[0]]}
    if tokens[place[0] - 1].text not in QUOTES | {","}:
        return None
    if marks & QUOTES and tokens[0].text in QUOTES:
        return place
    if content_start(tokens, cue) is not None:
        return None
    is_inserted = cue.last + 1 < len(tokens) and tokens[cue.last + 1].text == ","
    is_stated = marks & QUOTES or _ends_with_clause(tokens[: place[0] - 1])
    return place if is_inserted or is_stated else None


def _ends_with_clause(tokens: list[Token]) -> bool:
    """Whether these are a main clause, with or without another before it: "Although A, B"."""
    if opens_clause(tokens) or tokens[0].lower not in lex.SUBORDINATORS:
        return opens_clause(tokens)
    commas = (at for at, token in enumerate(tokens) if token.text == ",")
    return any(opens_clause(tokens, at + 1) for at in commas)


def _content_before(clause: _Clause, at: int) -> Span:
    """What stands before the token `at` if it is a statement or a quotation, else the clause."""
    return Span(clause.start, clause.tokens[at].start if _states(clause, at) else clause.end)


def _content_around(clause: _Clause, place: tuple[int, int], cue: Cue) -> Span:
    """What stands before "X said", or all where a quotation is one sentence only with the rest."""
    at, tokens = min(place[0], cue.first), clause.tokens
    rest = resumed(tokens, max(place[1], cue.last) + 1)
    if (
        rest
        and tokens[0].text in QUOTES
        and not (is_main_clause(tokens[:at]) and is_main_clause(rest))
    ):
        return Span(clause.start, clause.end)
    return _content_before(clause, at)


def _states(clause: _Clause, at: int) -> bool:
    """Whether the tokens before `at` are a statement or end with a quotation."""
    is_quote = any(token.text in QUOTES for token in clause.tokens[max(0, at - 2) : at])
    verb = clause.verb
    if verb is None or verb >= at:
        return is_quote
    is_open = verb >= at - 2 and clause.tokens[verb].lower in lex.AUXILIARIES
    return is_quote or not is_open


def _phrase_end(tokens: list[Token], start: int) -> int:
    """Where the noun phrase that begins at `start` ends, before time and place."""
    limit = min(len(tokens), start + _LONGEST_PHRASE)
    for at in range(start, limit):
        if not tokens[at].is_word or tokens[at].lower in _PHRASE_TAILS:
            return at
    return limit


def _held_opening(tokens: list[Token], at: int) -> int | None:
    """Where "is widely seen" begins; None where the verb is not in the passive."""
    first = at
    while first and tokens[first - 1].is_adverb:
        first -= 1
    if first and tokens[first - 1].lower in {"is", "are", "was", "were", "been"}:
        return first - 1
    return first if any(token.lower in lex.WIDELY for token in tokens[first:at]) else None


def _is_own_voice(clause: _Clause, place: tuple[int, int]) -> bool:
    return clause.tokens[place[0]].lower in {"i", "we", "you", "there"}


def _cue_span(clause: _Clause, cue: Cue) -> Span:
    return clause.span(cue.first, cue.last)
