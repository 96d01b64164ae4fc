"""Whether a sentence tells that something happened, or only that it may, is meant to or alleged.

Event factuality: Saurí & Pustejovsky 2009. A plan, a threat, a possibility or an accusation does
not bear out that it came about; the stance model takes one for the other, since nearly all words
are the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from factcheck.language import lexicons as lex
from factcheck.language.grammar import (
    Token,
    first_finite,
    forms,
    inflections,
    is_finite,
    is_past,
    may_be_past,
    opens_clause,
    past_of,
    tokenise,
)
from factcheck.language.relevance import content_words, coverage, stem


def _forms(bases: str) -> frozenset[str]:
    return forms(bases.split())


_MODALS = lex.words("will won't would could might may can should must shall perhaps maybe possibly")
# "would later cut rates" tells what came about.
_CAME_LATER = lex.words("later go eventually soon")
_ALLEGED = lex.words("allegedly purportedly supposedly")
_OPEN = lex.words("whether if unless imagine suppose")
_NEARLY = lex.words("nearly almost")
# At once before "to" and a verb.
_MEANT = _forms(
    """plan threaten expect hope want intend aim vow pledge promise propose seek try attempt urge
    ask call offer prepare schedule order tell instruct request agree need"""
) | lex.words(
    """going likely ready willing set about proposal bid threat due poised supposed yet still right
    track talks"""
)
# Before "to", and without a "not" before: "never failed to pay".
_UNDONE = _forms("fail decline refuse") | {"unable"}
# Before "of": "stopped short of banning it".
_RULED = _forms("rule")
_SHORT_OF = lex.words("short verge brink")
# Somebody else may stand before "to": "asked the company to recall it".
_ASKED = _forms("expect want ask urge call order tell press instruct request")
# Before a verb in "-ing", or what is not yet: "considers cutting rates", "expects a rate cut".
_WEIGHED = _forms(
    "consider mull weigh contemplate plot suggest propose hint await expect forecast predict demand"
) | lex.words("close near faces face facing faced")
_ACCUSED = _forms("accuse charge indict suspect blame") | lex.words(
    """accusation accusations charge charges indictment allegation allegations suspicion suspicions
    claims"""
)
# Before "that", or a clause without it.
_SUSPECTED = _forms("suspect allege speculate rumour rumor fear") | lex.words("rumoured rumored")
_TO_TRIAL = lex.words("on stand stands stood standing face faces facing faced awaiting awaits")
_TRIED = {f"{word} trial" for word in _TO_TRIAL} | {"under investigation", "being investigated"}
# Before "to".
_ALLEGED_TO = lex.words("alleged suspected rumoured rumored feared")
# Soon before "charges of", or "blamed": it is no longer open.
_PROVED = lex.words("guilty convicted sentenced jailed fined admitted confirmed investigators")
_OF_WHAT = lex.words("of with for over that")
# Before "that".
_SUPPOSED = lex.words(
    """possible conceivable rumoured rumored rumours rumors speculation fears chance possibility
    likely unlikely demand demands demanded urge urges urged propose proposes proposed"""
)
_SHORTEST_VERB = 3
# As many words may stand between.
_NEAR = 5
_MARKS = frozenset(",;:()—\u2013")
# What is proposed goes on behind these: "a speed limit for the whole town".
_OF_A_NOUN = lex.words("of for")
_ENDS = _MARKS | lex.words("but although though while whereas why how because after since")
_HAVE = lex.words("has have had")
_SAID = _forms(" ".join(lex.SAY | lex.URGE | lex.VOW | lex.ACCUSE))
_GROUP = lex.AUXILIARIES | lex.words("be been being not never to")
_TELLING = lex.words("was were is are has have had")
_PAST_HELPERS = lex.words("was were did had wasn't weren't didn't hadn't")
# As much of a claim as must stand in the sentence for the two to tell of the same event.
_SAME = 0.6


def only_possible(claim: str, sentence: str) -> str | None:
    """The word by which a sentence leaves open, or to the future, what a claim says.

    Of a claim on what is or will be only doubt counts, of one on what has happened plans, too.
    None if the sentence says it outside of what that word governs.
    """
    told = _what_is_told(claim)
    if told is None:
        return None
    verb, is_past = told
    reach_of = _reach if is_past else _doubted
    tokens = tokenise(sentence, 0, len(sentence))
    both = content_words(claim) & content_words(sentence)
    is_same = any(_is_form(token.lower, verb.lower) for token in tokens)
    # "Declined to accept it" does bear out "rejected it".
    places = (at for at in range(len(tokens)) if is_same or not _is_undone(tokens, at))
    reaches = {at: reach for at in places if (reach := reach_of(tokens, at))}
    if not reaches:
        return None
    governed = {place for reach in reaches.values() for place in reach}
    outside = [token for place, token in enumerate(tokens) if place not in governed]
    # Its verb, if the sentence has it, or else the rest of what it says of its subject.
    wanted = content_words(verb.text) & both or content_words(claim[verb.start :]) & both or both
    if wanted & _words(outside) or coverage(claim, sentence) < _SAME or _came_about(outside):
        return None
    return next(
        tokens[at].text
        for at, reach in reaches.items()
        if wanted & _words(tokens[reach.start : reach.stop])
    )


def _words(tokens: Iterable[Token]) -> frozenset[str]:
    return content_words(" ".join(token.text for token in tokens))


def _came_about(tokens: Sequence[Token]) -> bool:
    """Whether it says "and did so" of what was meant."""
    words = [token.lower for token in tokens]
    return ("did", "so") in pairwise(words) or "did" in words[-2:]


def _what_is_told(claim: str) -> tuple[Token, bool] | None:
    """The verb of a claim, or else its first word, and whether it is of what has happened.

    None for a claim that denies or doubts, or is about what is said, asked or meant: that happens
    by the words for it.
    """
    tokens = tokenise(claim, 0, len(claim))
    places = range(len(tokens))
    if any(tokens[at].lower in lex.NEGATIONS or _doubted(tokens, at) for at in places):
        return None
    at = first_finite(tokens, strict=False)
    if at is None:
        return (tokens[0], False) if tokens else None
    if tokens[at].lower in _SAID | _MEANT:
        return None
    verb, following = tokens[at], tokens[at + 1 :]
    main = next((t for t in following if t.lower not in _GROUP and not t.is_adverb), verb)
    if any(_reach(tokens, place) for place in places):
        return main, False
    if verb.lower in _HAVE:
        return main, may_be_past(main) or main.lower.endswith("n")
    if verb.lower in _GROUP:
        return main, verb.lower in _PAST_HELPERS
    return verb, may_be_past(verb)


def _reach(tokens: Sequence[Token], at: int) -> range | None:
    """The places of what a word leaves open or to the future; None for other words."""
    word, rest = tokens[at].lower, tokens[at + 1 :]
    after = rest[0].lower if rest else ""
    if word in _MODALS and not (tokens[at].is_name and word == "may"):
        return None if after in _CAME_LATER else _clause(tokens, at + 1)
    if word in _NEARLY and rest and may_be_past(rest[0]):
        return _clause(tokens, at + 1)
    is_meant = word in _MEANT and (word != "due" or _is_set(tokens, at))
    if after == "to" and (is_meant or (word in lex.BE_FINITE and _is_infinitive(tokens, at + 2))):
        return _clause(tokens, at + 1)
    if _is_undone(tokens, at):
        return _clause(tokens, at + 1)
    return _doubted(tokens, at) or _of_another(tokens, at) or _yet_to_be(tokens, at)


def _is_form(word: str, verb: str) -> bool:
    """Whether a word may be a form of the claim's verb: "take" or "taking" of "took"."""
    if len(word) < _SHORTEST_VERB:
        return False
    return (
        verb in inflections(word).values()
        or verb == past_of(word)
        or stem(word).startswith(stem(verb))
    )


def _is_undone(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word tells that what comes next was not done: "failed to", "decided against"."""
    word, after = tokens[at].lower, tokens[at + 1].lower if at + 1 < len(tokens) else ""
    before = {token.lower for token in tokens[max(0, at - 2) : at]}
    if word == "against" or (word == "out" and before & _RULED):
        return after.endswith("ing")
    is_to = word in _UNDONE and after == "to" and not before & lex.NEGATIONS
    return is_to or (word in _SHORT_OF and after == "of")


def _doubted(tokens: Sequence[Token], at: int) -> range | None:
    """The places of what a word leaves open or in doubt."""
    word = tokens[at].lower
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if word in _OPEN or (word == "had" and at == 0):
        return range(at + 1, _end(tokens, at + 1, _MARKS))
    if word in _ALLEGED or (word in _ALLEGED_TO and after == "to"):
        return _clause(tokens, at + 1)
    if word == "alleged":
        return range(at + 1, at + 2)
    if after == "that" and word in _SUPPOSED:
        return range(at + 2, _end(tokens, at + 2, _ENDS))
    return _suspected(tokens, at) or _of_what(tokens, at)


def _suspected(tokens: Sequence[Token], at: int) -> range | None:
    """What somebody suspects or alleges to be so."""
    if tokens[at].lower not in _SUSPECTED:
        return None
    that = _near(tokens, at, {"that"})
    start = at + 1 if that is None else that + 1
    is_clause = that is not None or opens_clause(tokens, start)
    return range(start, _end(tokens, start, _ENDS)) if is_clause else None


def _of_another(tokens: Sequence[Token], at: int) -> range | None:
    """What somebody is expected or asked to do."""
    to = _near(tokens, at, {"to"}) if tokens[at].lower in _ASKED else None
    return _clause(tokens, to) if to and _is_infinitive(tokens, to + 1) else None


def _of_what(tokens: Sequence[Token], at: int) -> range | None:
    """What somebody is accused of or tried for."""
    word = tokens[at].lower
    before = tokens[at - 1].lower if at else ""
    near = {token.lower for token in tokens[max(0, at - _NEAR) : at]}
    if near & _PROVED and not near & lex.NEGATIONS:
        return None
    of = _near(tokens, at, _OF_WHAT) if f"{before} {word}" in _TRIED or word in _ACCUSED else None
    if of is None:
        return None
    is_told = tokens[of].lower == "that"
    return range(of, _end(tokens, of, _ENDS)) if is_told else _clause(tokens, of)


def _yet_to_be(tokens: Sequence[Token], at: int) -> range | None:
    """What is considered or awaited: a verb in "-ing" and all with it, or else a noun."""
    if tokens[at].lower not in _WEIGHED:
        return None
    for place in range(at + 1, min(at + 3, len(tokens))):
        if tokens[place].lower.endswith("ing"):
            return _clause(tokens, place)
    reach = range(at + 1, _end(tokens, at + 1, _ENDS | lex.PREPOSITIONS - _OF_A_NOUN))
    return reach or None


def _near(tokens: Sequence[Token], at: int, wanted: Collection[str]) -> int | None:
    """The place of the first of these words soon after, before any mark and other verb."""
    for place in range(at + 1, min(at + 2 + _NEAR, len(tokens))):
        if tokens[place].lower in wanted:
            return place
        if tokens[place].lower in _ENDS or _begins_anew(tokens, place):
            return None
    return None


def _is_set(tokens: Sequence[Token], at: int) -> bool:
    """Whether "due to" tells what is set, "was due to open", and not why: "closed due to fog"."""
    first = at
    while first and tokens[first - 1].is_adverb:
        first -= 1
    before = tokens[first - 1].lower if first else ""
    # "Due to fog, not to speeding" tells why, too.
    if [token.lower for token in tokens[at + 3 : at + 5]] == [",", "not"]:
        return False
    return (before in lex.AUXILIARIES or before == ",") and _is_infinitive(tokens, at + 2)


def _is_infinitive(tokens: Sequence[Token], at: int) -> bool:
    """Whether what follows "to" may be a verb."""
    if at >= len(tokens) or tokens[at].is_name or not tokens[at].text[0].isalpha():
        return False
    return tokens[at].lower not in lex.DETERMINERS | lex.PREPOSITIONS


def _clause(tokens: Sequence[Token], start: int) -> range:
    """From there to the end of the clause, or to another verb that tells what was or is."""
    end = _end(tokens, start, _ENDS)
    anew = (place for place in range(start + 1, end) if _begins_anew(tokens, place))
    return range(start, next(anew, end))


def _end(tokens: Sequence[Token], start: int, ends: Collection[str]) -> int:
    places = range(start, len(tokens))
    return next((place for place in places if tokens[place].lower in ends), len(tokens))


def _begins_anew(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb stands there that tells what was or is, and belongs to no group before it."""
    tells = is_past(tokens[at]) or tokens[at].lower in _TELLING
    return tells and is_finite(tokens, at) and tokens[at - 1].lower not in _GROUP
