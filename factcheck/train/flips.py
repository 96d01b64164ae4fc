"""One fact of a sentence changed: another number, date or name, or the contrary.

A sentence and its changed copy differ in nothing but the fact, so a model can only tell
them apart by reading it (the idea of contrast sets, Gardner et al. 2020).
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence

from factcheck.quantities.dates import MONTH_NAMES

_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_COUNTS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
]
_SCALES = ["hundred", "thousand", "million", "billion", "trillion"]
_LISTS = (MONTH_NAMES, _DAYS, _COUNTS, _ORDINALS, _SCALES)

_DIGITS = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w]|[.,]\d)")
_LISTED = re.compile(rf"\b(?:{'|'.join(word for words in _LISTS for word in words)})\b")
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|should|did|does|do|must)\b"
    r"(?! not|n't)(?=\s+[a-z])"
)
_NEGATED = re.compile(
    r"\b((?:is|are|was|were|has|have|had|will|would|could|should|did|does|do|must) not"
    r"|(?:is|are|was|were|has|have|had|would|could|should|did|does|do)n't)\b"
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: (?:[A-Z][a-z]+|of [A-Z][a-z]+))*")
# What something is said to be: the noun in "is a former Danish footballer".
_KIND = re.compile(
    r"\b(?:is|was|as|became|remains|called) (?:an?|the) (?:[\w-]+ ){0,2}?"
    r"(?P<kind>[a-z]{4,})(?= (?:of|in|by|who|that|which|from|and|for|with|at|on|to)\b|[,.;]|$)"
)
_NO_KINDS = re.compile(
    r".*(?:ed|ing|ly|ous|al|ive|able|ible|ful|ic)$|same|kind|part|only|most|very|well"
)
_NO_NAMES = {*MONTH_NAMES, *_DAYS, "I", "The", "A"}
_PAIRS = (
    ("increased", "decreased"),
    ("rose", "fell"),
    ("more", "fewer"),
    ("higher", "lower"),
    ("highest", "lowest"),
    ("largest", "smallest"),
    ("before", "after"),
    ("won", "lost"),
    ("above", "below"),
    ("first", "last"),
    ("northern", "southern"),
    ("eastern", "western"),
    ("north", "south"),
    ("east", "west"),
    ("male", "female"),
    ("men", "women"),
    ("increase", "decrease"),
    ("most", "least"),
    ("all", "none"),
    ("rising", "falling"),
    ("warming", "cooling"),
    ("accepted", "rejected"),
    ("approved", "rejected"),
    ("opened", "closed"),
    ("supports", "opposes"),
    ("supported", "opposed"),
    ("began", "ended"),
    ("started", "stopped"),
    ("always", "never"),
    ("up", "down"),
    ("older", "younger"),
    ("longer", "shorter"),
    ("hotter", "colder"),
    ("safe", "dangerous"),
    ("true", "false"),
    ("legal", "illegal"),
    ("confirmed", "denied"),
    ("inside", "outside"),
    ("killed", "wounded"),
    ("many", "few"),
    ("arrived", "left"),
    ("with", "without"),
)
_ANTONYMS = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
_ANTONYM = re.compile(rf"\b(?:{'|'.join(sorted(_ANTONYMS, key=len, reverse=True))})\b")


def change_number(text: str, chance: random.Random) -> str | None:
    """The text with one number, year, month, weekday or ordinal changed."""
    found = [*_DIGITS.finditer(text), *_LISTED.finditer(text)]
    if not found:
        return None
    match = chance.choice(found)
    old = match.group()
    new = _other_digits(old, chance) if old[0].isdigit() else _other_listed(old, chance)
    return text[: match.start()] + new + text[match.end() :]


def _other_listed(word: str, chance: random.Random) -> str:
    words = next(words for words in _LISTS if word in words)
    return chance.choice([other for other in words if other != word])


def _other_digits(digits: str, chance: random.Random) -> str:
    value = float(digits.replace(",", ""))
    is_year = "," not in digits and "." not in digits and 1500 <= value < 2100
    while True:
        if is_year:
            other = value + chance.choice([-1, 1]) * chance.randint(1, 20)
        elif value < 20:
            other = value + chance.choice([-1, 1]) * chance.randint(1, 8)
        else:
            other = value * chance.choice([0.1, 0.25, 0.5, 0.6, 0.8, 1.2, 1.5, 2, 3, 10])
        places = len(digits.partition(".")[2])
        if other > 0 and round(other, places) != value:
            return f"{other:,.{places}f}" if "," in digits else f"{other:.{places}f}"


def change_name(text: str, names: Sequence[str], chance: random.Random) -> str | None:
    """The text with one name inside it replaced by another of as many words."""
    found = [m for m in _NAME.finditer(text) if not _NO_NAMES & set(m.group().split())]
    if not found:
        return None
    match = chance.choice(found)
    length = len(match.group().split())
    for _ in range(200):
        other = chance.choice(names)
        if len(other.split()) == length and other not in text:
            return text[: match.start()] + other + text[match.end() :]
    return None


def change_kind(text: str, kinds: Sequence[str], chance: random.Random) -> str | None:
    """The text with what something is said to be replaced by another such noun."""
    found = [m for m in _KIND.finditer(text) if m["kind"] in kinds]
    others = [kind for kind in kinds if kind not in text]
    if not found or not others:
        return None
    match, other = chance.choice(found), chance.choice(others)
    article = "an" if other[0] in "aeiou" else "a"
    before = re.sub(r"\ban? $", f"{article} ", text[: match.start("kind")])
    return before + other + text[match.end("kind") :]


def kinds_in(texts: Sequence[str]) -> list[str]:
    """The nouns that some texts say something is, each once, if said often."""
    counts = Counter(match["kind"] for text in texts for match in _KIND.finditer(text))
    return sorted(k for k, n in counts.items() if n > 4 and not _NO_KINDS.fullmatch(k))


def names_in(texts: Sequence[str]) -> list[str]:
    """The names that occur inside the sentences of some texts, each once."""
    found = (match.group() for text in texts for match in _NAME.finditer(text))
    return sorted({name for name in found if not _NO_NAMES & set(name.split())})


def negate(text: str, chance: random.Random) -> str | None:
    """The contrary of a sentence: "not" put in or taken out, or one word turned round."""
    ways: list[Callable[[], str]] = []
    negated = _NEGATED.search(text)
    if negated:
        plain = re.sub(r"( not|n't)$", "", negated.group())
        ways.append(lambda: text[: negated.start()] + plain + text[negated.end() :])
    auxiliary = _AUXILIARY.search(text)
    if auxiliary and not negated:
        ways.append(lambda: f"{text[: auxiliary.end()]} not{text[auxiliary.end() :]}")
    antonyms = list(_ANTONYM.finditer(text))
    if antonyms:
        turned = chance.choice(antonyms)
        other = _ANTONYMS[turned.group()]
        ways.append(lambda: text[: turned.start()] + other + text[turned.end() :])
    return chance.choice(ways)() if ways else None


def difference(before: str, after: str) -> tuple[str, str]:
    """The words of each text between what both begin and what both end with."""
    old, new = before.split(), after.split()
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    if start is None:
        return "", ""
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return (
        " ".join(old[start : len(old) - end]).rstrip(".,;:"),
        " ".join(new[start : len(new) - end]).rstrip(".,;:"),
    )
