"""One relation told from either end: who sells to somebody is bought from.

Of "Norway sells power to Denmark" the stance model takes "Norway buys power from Denmark" for the
same, and "Denmark buys power from Norway" for the contrary; of "north of" and "south of" likewise.
Such pairs of words are converses (Cruse, Lexical Semantics, 1986, chapter 10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.language.grammar import inflections
from factcheck.language.relevance import content_words
from factcheck.types import Span

# Of what kind it is to do so "to" somebody, and to do so "from" somebody.
_KINDS = {
    "to": {"sell": "sale", "export": "sale", "supply": "sale", "lend": "loan"},
    "from": {"buy": "sale", "import": "sale", "purchase": "sale", "sign": "sale", "borrow": "loan"},
}
# Each form of these verbs, as the verb and the name of the form.
_FORMS = {
    form: (verb, name)
    for verbs in _KINDS.values()
    for verb in verbs
    for name, form in inflections(verb).items()
}
_OPPOSITE = {
    "north": "south",
    "northeast": "southwest",
    "east": "west",
    "southeast": "northwest",
}
_OPPOSITE |= {other: one for one, other in _OPPOSITE.items()}

_NAME = r"(?:(?:the|The)\s+)?[A-Z][\w-]{0,30}(?:\s+[A-Z][\w-]{0,30}){0,3}"
# One party of several, or of whom another is: "A and B sold", "a firm in B sold".
_ALONE = r"(?<!\band )(?<!\bor )(?<!\bnor )(?<!\bof )(?<!\bin )(?<!\bfrom )(?<!, )(?<![\w'\u2019-])"
# Behind the other one the clause must end, or tell when or where: no "to B and C", "to B fans".
_ENDS = (
    r"(?![\w'\u2019-]|\s*,?\s+(?:and|or)\b|,?\s+[A-Z]|\s+(?!(?:in|on|at|for|by|since|after|until|under|"
    r"during|last|this|each|every|per|as|again|while|when|because|before)\b)[a-z])"
)
_DEAL = re.compile(
    rf"{_ALONE}(?P<one>{_NAME})(?P<is>\s+(?:(?:has|have|had|will|also)\s+)?)"
    rf"(?P<word>{'|'.join(sorted(_FORMS, key=len, reverse=True))})\s+"
    r"(?P<rest>(?:(?!(?:and|but|or)\b)[\w%$€£'\u2019-]{1,40}\s+){0,6}?)"
    rf"(?P<link>to|from)\s+(?P<two>{_NAME}){_ENDS}"
)
_PLACE = rf"(?:{_NAME}|(?:the|The)\s+[a-z]\w{{1,30}})"
_LIES = re.compile(
    rf"{_ALONE}(?P<one>{_PLACE})(?P<is>\s+(?:(?:is|are|was|were|lies|lie|lay|sits|stands|located|situated)\s+)"
    r"{1,2}(?:(?:just|some|about|around|only|due)\s+)?(?:[\d.,]{1,12}\s+[a-z]{1,12}\s+)?(?:to\s+the\s+)?)"
    r"(?P<word>(?:north|south)-?(?:east|west)|north|south|east|west)\s+(?P<rest>)(?P<link>of)\s+"
    rf"(?P<two>{_PLACE}){_ENDS}"
)


@dataclass(frozen=True, slots=True)
class _Relation:
    """One telling: `first` gives, or lies further on, by the keys of both."""

    first: str
    second: str
    kind: str
    word: str
    match: re.Match[str]

    @property
    def goods(self) -> frozenset[str]:
        """The stems of what changes hands."""
        return content_words(self.match["rest"])

    @property
    def parties(self) -> tuple[str, frozenset[str]]:
        """The two, whichever is first, and what is between them."""
        return self.kind, frozenset((self.first, self.second))


def retold_conversely(claim: str, passage: str) -> Iterator[tuple[Span, str]]:
    """Where a passage tells of the claim's relation by the other word, and how the claim would."""
    own = next(_relations(claim), None)
    for given in _relations(passage) if own else ():
        if own and own.parties == given.parties and own.word != given.word:
            yield Span(*given.match.span()), _turned(given, own)


def other_end(claim: str, passage: str) -> tuple[str, str] | None:
    """The claim's two parties, if a passage has them the other way round, and only so."""
    own = next(_relations(claim), None)
    if own is None:
        return None
    alike = [one for one in _relations(passage) if one.kind == own.kind]
    told = {(one.first, one.second) for one in alike if one.goods & own.goods or not own.goods}
    is_turned = (own.second, own.first) in told and not any(
        (one.first, one.second) == (own.first, own.second) for one in alike
    )
    return (own.match["one"], own.match["two"]) if is_turned else None


def _turned(given: _Relation, own: _Relation) -> str:
    """A telling in the words of the claim: its parties change places if told from the other end."""
    one, two, word = given.match["one"], given.match["two"], own.match["word"]
    if (given.first == _key(one)) != (own.first == _key(own.match["one"])):
        one, two = two, one
    if (form := _FORMS.get(given.match["word"])) is not None:
        word = inflections(own.word)[form[1]]
    return f"{one}{given.match['is']}{word} {given.match['rest']}{own.match['link']} {two}"


def _relations(text: str) -> Iterator[_Relation]:
    for match in _DEAL.finditer(text):
        word, _ = _FORMS[match["word"]]
        kind = _KINDS[match["link"]].get(word)
        if kind is not None:
            yield _related(match, word, kind, is_turned=match["link"] == "from")
    for match in _LIES.finditer(text):
        word = match["word"].replace("-", "")
        axis = min(word, _OPPOSITE[word])
        yield _related(match, word, axis, is_turned=word != axis)


def _related(match: re.Match[str], word: str, kind: str, *, is_turned: bool) -> _Relation:
    one, two = (_key(match[name]) for name in ("one", "two"))
    return _Relation(*((two, one) if is_turned else (one, two)), kind, word, match)


def _key(name: str) -> str:
    return re.sub(r"\Athe\s+", "", name.casefold())
