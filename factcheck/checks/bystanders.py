"""Who only stands beside a deed: "two men were held for the murder of Ito" holds no Ito.

The stance model sees the verb and the name, and takes one for the subject of the other. A name that
follows a verb in its clause is not that of its subject, which would have been named in its place
(principle C of binding theory: Chomsky, Lectures on Government and Binding, 1981). In a clause of
its own ("when", "after", "who") it may be: "the tanker sank after the ship had struck a mine".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from factcheck.checks.deeds import MUTUAL
from factcheck.language import lexicons as lex
from factcheck.language.grammar import (
    REACH,
    Token,
    forms,
    may_be_past,
    subject_before,
    tokenise,
)
from factcheck.language.relevance import stem
from factcheck.language.verb_groups import (
    base,
    finite_verb,
    group_start,
    has_be,
    head,
    is_number,
    main_verb,
)

_POSSESSIVE = re.compile(r"'s?\Z")
# Words behind which somebody may be told of who is the subject, or does as it does.
_OPEN = (
    lex.COORDINATORS
    | lex.CONCESSIVE
    | (lex.SUBORDINATORS - {"as"})
    | lex.words("as with alongside than like including namely according named called identified")
    | lex.words("known in across throughout of under behind ahead")
)
# "A cyclist was hurt when Lopez opened his door": some one is not who is named.
_CLAUSES = lex.words("after before when while because since until")
# Behind these stands what it was for, or by whom.
_REASONS = lex.words("for by over against") | {""}
_BECAUSE = lex.words("for over")
_LEADS_ON = lex.PREPOSITIONS | _OPEN
_SOME = lex.words("a an") | lex.COUNTS
# "For breaking Lind's own rules": whose own they are, is the subject.
_OWN = lex.words("own first second third fourth fifth last next home")
# Whose deeds are not those of who is named before them, nor their words.
_OTHERS = lex.RELATED | lex.words("spokesman spokeswoman spokesperson")
_ASIDE = lex.words("to near beside behind opposite outside against from")
_PARTICIPLES = ("en", "wn")
_SAID = forms(lex.SAY | lex.VOW)


@dataclass(frozen=True, slots=True)
class _Deed:
    """Of whom a claim says what: the stem of its subject's noun, the verb, and in which voice.

    `words` are the stems of the whole subject.
    """

    subject: str
    words: frozenset[str]
    verb: str
    has_be: bool


def told_of_another(claim: str, sentence: str) -> str | None:
    """Of whom a sentence says what the claim says of somebody who only stands beside.

    None where it may say so of the claim's subject, too.
    """
    deed = _deed(tokenise(claim, 0, len(claim)))
    tokens = tokenise(sentence, 0, len(sentence)) if deed else []
    found: str | None = None
    for at, token in enumerate(tokens):
        if deed and at and not token.is_name and base(token) == deed.verb:
            other = _subject_instead(tokens, at, deed)
            if other is None:
                return None
            found = found or other
    return found


def _deed(tokens: Sequence[Token]) -> _Deed | None:
    finite = finite_verb(tokens)
    verb = None if finite is None else main_verb(tokens, finite)
    phrase = None if finite is None else subject_before(tokens, finite)
    subject = head(tokens, *phrase) if phrase else None
    if finite is None or verb is None or subject is None or not _is_deed(tokens[verb]):
        return None
    named = tokens[phrase[0] : phrase[1] + 1] if phrase else []
    if not (named[0].is_name or named[0].lower in lex.DETERMINERS):
        return None
    words = frozenset(_key(each) for each in named if each.lower not in lex.FUNCTION_WORDS)
    return _Deed(_key(subject), words, base(tokens[verb]), has_be(tokens, finite, verb))


def _is_deed(verb: Token) -> bool:
    """Whether it is a past or a participle, of a verb that does not bind two alike, nor reports."""
    is_form = may_be_past(verb) or verb.lower.endswith(_PARTICIPLES)
    return is_form and verb.lower not in _SAID and base(verb) not in MUTUAL


def _subject_instead(tokens: Sequence[Token], verb: int, deed: _Deed) -> str | None:
    """The subject of that verb, if it is another one than the claim's, which stands beside it."""
    first = group_start(tokens, verb)
    phrase = subject_before(tokens, first)
    subject = head(tokens, *phrase) if phrase else None
    is_passive = has_be(tokens, first, verb)
    if phrase is None or subject is None or (is_passive and not deed.has_be):
        return None
    within = tokens[phrase[0] : phrase[1] + 1]
    if not (_is_deed(tokens[verb]) and _is_plain(within, subject)):
        return None
    keys = [_key(each) for each in within]
    if deed.subject in keys and _key(subject) != deed.subject:
        is_beside = _is_beside(within, keys.index(deed.subject), subject)
    else:
        is_some = within[0].lower in _SOME
        is_beside = deed.words.isdisjoint(keys) and _is_behind(
            tokens, verb, deed, is_passive=is_passive, is_some=is_some
        )
    # "Police held two men for the murder of Ito": whom they held is the men.
    undergoer = None if is_passive == deed.has_be else _object(tokens, verb)
    return (undergoer or subject).text if is_beside else None


def _object(tokens: Sequence[Token], verb: int) -> Token | None:
    """The last word before the first that leads on behind a verb."""
    places = range(verb + 1, min(len(tokens), verb + REACH))
    end = next((at for at in places if tokens[at].lower in _LEADS_ON), verb + 1)
    return tokens[end - 1] if end > verb + 1 and tokens[end - 1].is_word else None


def _is_plain(phrase: Sequence[Token], subject: Token) -> bool:
    """Whether it is a phrase that names one subject: "a man", "two guards", "Lind's deputy"."""
    opens = phrase[0].is_name or phrase[0].lower in lex.DETERMINERS | lex.COUNTS
    is_one = not any(each.lower in lex.COORDINATORS for each in phrase)
    return (opens or is_number(phrase[0])) and is_one and not _is_gerund(subject)


def _is_beside(phrase: Sequence[Token], at: int, subject: Token) -> bool:
    """Whether that word only tells whose or which the subject is: "Lind's deputy"."""
    if subject.lower in _OTHERS:
        return True
    before = [each.lower for each in phrase[:at] if each.lower in lex.PREPOSITIONS | _ASIDE]
    return bool(before) and before[-1] in _ASIDE


def _is_behind(
    tokens: Sequence[Token], verb: int, deed: _Deed, *, is_passive: bool, is_some: bool
) -> bool:
    """Whether the claim's subject follows in the clause, behind words that lead elsewhere."""
    for at in range(verb + 1, min(len(tokens), verb + REACH)):
        if not tokens[at].is_word:
            return False
        if _key(tokens[at]) == deed.subject:
            between, owner = tokens[verb + 1 : at], tokens[at : at + 2]
            if owner[-1].lower in _OWN:
                return False
            is_named = is_some and tokens[at].is_name
            return _is_related(between, owner) or _is_apart(
                between, deed, is_passive=is_passive, is_named=is_named
            )
    return False


def _is_related(before: Sequence[Token], owner: Sequence[Token]) -> bool:
    """Whether the words tell of somebody who belongs to the owner: "a rival of", "Ito's wife"."""
    if not lex.SUBORDINATORS.isdisjoint(each.lower for each in before):
        return False
    if len(owner) > 1 and owner[0].lower.endswith(("'s", "s'")):
        return owner[1].lower in _OTHERS
    words = [each.lower for each in before if each.lower not in lex.DETERMINERS]
    return len(words) > 1 and words[-1] in {"of", "to"} and words[-2] in _OTHERS


def _is_apart(between: Sequence[Token], deed: _Deed, *, is_passive: bool, is_named: bool) -> bool:
    """Whether these words lead on to somebody else: "for the murder of", "by", "while holding".

    :param is_named: whether they lead from some one to a name, which may be in another clause.
    """
    leads = [
        "" if _is_gerund(following) else token.lower
        for token, following in pairwise((*between, None))
        if token and token.lower in _LEADS_ON
    ]
    # Who "was shown to Ito", to Ito was shown.
    if not leads or leads[-1] == "to":
        return False
    # "A film directed by Ito" Ito directed; "Police held two men over the murder of Ito". Ito and
    # Lund may have done the same to each other.
    if not is_passive and (
        leads[0] not in _BECAUSE if deed.has_be else leads[-1] in {"from", "by"}
    ):
        return False
    open_to = _OPEN - {"of"} if leads[0] in _REASONS else _OPEN
    return (open_to - _CLAUSES if is_named else open_to).isdisjoint(leads)


def _is_gerund(token: Token | None) -> bool:
    return token is not None and token.lower.endswith("ing") and not token.is_name


def _key(token: Token) -> str:
    return stem(_POSSESSIVE.sub("", token.lower))
