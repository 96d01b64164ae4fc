"""Names for "he" and "she" as speakers, where the text leaves no doubt."""

from __future__ import annotations

import re

from factcheck.language import lexicons as lex

_TITLED = re.compile(
    r"\b(?:[Pp]resident|[Mm]inister|[Cc]hancellor|[Ss]ecretary|[Ss]enator|[Gg]overnor|[Mm]ayor|"
    r"[Jj]udge|[Jj]ustice|[Gg]eneral|[Cc]olonel|[Cc]aptain|[Pp]rofessor|[Ss]pokes(?:man|woman|person)|"
    r"[Cc]ongress(?:man|woman)|[Aa]mbassador|[Dd]irector|[Cc]hairman|King|Queen|Prince|Princess|Pope|"
    r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Prof|Lt|Col|Capt|Maj|Sgt|Rev|Cllr)\.?|Sir|Dame|Lord|Lady)\s+"
    r"(?P<name>(?:[A-Z]\.\s*)*+[A-Z][\w'\u2019-]*(?:\s+(?:[A-Z]\.|St\.|[A-Z][\w'\u2019-]*)){0,3})"
)
# "SMITH", "Sen. Ana Ruiz (D-NM)" in front of the colon of a turn, as a pattern
LABEL = (
    r"[A-Z][\w.'\u2019-]*(?:[ \t]+(?:[A-Z][\w.'\u2019-]*|of|de|van|von)){0,5}"
    r"(?:[ \t]*[(\[][^()\[\]\n]{1,40}[)\]])?"
)
TITLES = lex.words(
    """the president minister prime foreign defence defense chancellor secretary senator governor
    mayor general spokesman spokeswoman spokesperson king queen pope and his her its"""
)
INSTITUTIONS = lex.words(
    """the a an ministry staff house council party army force forces office department university
    agency bank court union nations committee commission press news times guard police group inc
    corp ltd company association organization organisation federation institute centre center
    church government parliament senate congress assembly board authority service services
    foundation fund team club school college hospital officials sources white supreme national
    international federal united state states street journal post media kremlin pentagon"""
)
# "Ito's brother", "a friend of Ito": whose is told to say who it is. A secretary of state is none.
_KIN = "|".join(sorted(lex.RELATED - TITLES))
_BEFORE_KIN = re.compile(rf"\A.*['\u2019]s? (?=(?:{_KIN})\b)", re.IGNORECASE)
_BEHIND_KIN = re.compile(rf"\b({_KIN}) (?:of|to|for) .*", re.IGNORECASE)
_ROLE = re.compile(r"[a-z-]*(?:[eo]r|ist|ian|cial|man|woman|person)s?")
# Of such names these are organisations: "the carmaker", "the broadcaster".
_FIRM = re.compile(
    r"[a-z-]*(?:paper|maker|center|broadcaster|regulator|operator|retailer|manufacturer|carrier|"
    r"lender|insurer|supplier|producer|developer|provider|publisher|distributor|brewer|builder|"
    r"importer|exporter|employer)s?"
)
# Another office than that of the title behind it, or one of another time.
RANKS = lex.words("deputy vice former ex then acting shadow late next future outgoing incoming")
_ARTICLES = frozenset({"the", "and", "his", "her", "its"})
PRONOUNS = frozenset({"he", "she"})


def people(text: str) -> frozenset[str]:
    """The last names of those whom a title marks as persons: "President Ann Ito" gives "Ito"."""
    names = (match["name"].split()[-1] for match in _TITLED.finditer(text))
    return frozenset(re.sub(r"['\u2019]s?\Z", "", name) for name in names)


def antecedent(speaker: str | None, before: set[str | None], known: frozenset[str]) -> str | None:
    """The speaker, or for "he" or "she" the one person who spoke in the sentence before.

    :param before: the speakers of the sentence before, already resolved.
    :param known: the last names of the persons in the text.
    """
    if speaker is None or speaker.lower() not in PRONOUNS or len(before) != 1:
        return speaker
    (other,) = before
    return other if other and other.split()[-1] in known else speaker


def same_speaker(one: str | None, other: str) -> bool:
    """Whether one name of a speaker has all words of the other, titles and articles left aside.

    Of speakers named by their title alone, "the general", the titles are compared. One who is named
    by somebody else, "Ito's brother", is not that one, nor the brother of another.
    """
    if one is None:
        return False
    own = [_BEHIND_KIN.sub(r"\1", _BEFORE_KIN.sub("", name)) for name in (one, other)]
    if own[0] != one and own[1] != other and not _match(one, other):
        return False
    return _match(*own)


def _match(one: str, other: str) -> bool:
    words = [set(re.findall(r"[^\W_]{3,}", name.casefold())) - _ARTICLES for name in (one, other)]
    names = [found - TITLES - RANKS for found in words]
    is_named = all(names) and (is_person(one) or is_person(other))
    if not is_named and _rank(one) != _rank(other):
        return False
    first, second = names if all(names) else words
    return bool(first and second) and (first <= second or second <= first)


def _rank(name: str) -> frozenset[str]:
    """Of "the former mayor" that it is another than the mayor's own office."""
    return frozenset(re.findall(r"[^\W_]+", name.casefold())) & RANKS


def is_person(speaker: str) -> bool:
    """Whether a speaker is named as a person: with a title, or by two names of no institution."""
    if _TITLED.search(speaker):
        return True
    words = speaker.split()
    return len(words) > 1 and all(
        word[0].isupper() and word.casefold() not in INSTITUTIONS for word in words
    )


def is_role(speaker: str) -> bool:
    """Whether a speaker is named by what a person is or does: "the owner", "two officials"."""
    last = speaker.split()[-1]
    if last.casefold() in lex.PERSONS | lex.RELATED | TITLES:
        return True
    # "Twitter" and "Reuters" are names.
    return _ROLE.fullmatch(last) is not None and _FIRM.fullmatch(last) is None


def names_in(text: str) -> frozenset[str]:
    """The words of a text that may be names, in lower case, titles left aside."""
    found = re.findall(r"\b[A-Z][\w-]{2,}", text)
    return frozenset(re.sub(r"['\u2019]s?\Z", "", word).casefold() for word in found) - TITLES
