"""Claims worded so that they stand alone: names for pronouns, years for dates.

Only what the text leaves no doubt about is put in; what stays open is named in `unresolved`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from factcheck.language import lexicons as lex
from factcheck.language.cues import PLURALS
from factcheck.language.grammar import (
    QUOTES,
    first_finite,
    opens_clause,
    past_of,
    tokenise,
)
from factcheck.language.lexicons import (
    AUXILIARIES,
    DETERMINERS,
    NEGATIONS,
    PREPOSITIONS,
    STARTERS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
)
from factcheck.language.speakers import INSTITUTIONS, TITLES, is_person, is_role
from factcheck.quantities.dates import WrittenDate, written_dates
from factcheck.quantities.extraction import quantities
from factcheck.quantities.relative_dates import resolve
from factcheck.types import Attribution, Claim, Figure, Polarity

_LEADING_PRONOUN = re.compile(r"(?:he|she|it|they)\b(?!['\u2019])", re.IGNORECASE)
_LEADING_POSSESSIVE = re.compile(r"(?:his|her|its|their)\b(?=\s)", re.IGNORECASE)
# "It was too early to say", "it was raining", "it took two hours to reach"; not "it was to close",
# "it was forced to".
_IMPERSONAL = re.compile(
    r"it\s+(?:\w+\s+){0,2}?(?:(?:is|was|be|been|became|becomes)\s+(?:(?:raining|snowing)\b|"
    r"(?:\w+\s+){0,2}?(?:un|im|in)?(?:clear|certain|likely|possible|important|necessary|essential|"
    r"vital|crucial|urgent|early|late|time|hard|difficult|easy|true|known|obvious|evident|good|better|"
    r"best|bad|wrong|right|reasonable|fair|unfair|safe|dangerous|premature|common|rare)\b.*?"
    r"\b(?:to|that|whether|if|how|when|why|who|what)\b)|"
    r"(?:takes?|took|taken)\s+(?:\w+\s+){0,3}?(?:time|long|minutes?|hours?|days?|weeks?|months?|years?)\b)",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"(?:he|she|it|they|we|i|his|her|its|their|our|my|(?:this|these|that|those|such)(?:\s+\w+)?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[A-Z][\w.'\u2019&-]*[\w.](?:\s+(?:(?:of|the|de|van|von|al|bin)\s+)*[A-Z][\w.'\u2019&-]*[\w.])*"
)
# What was read is not given back: of "A-A-A-…" it would be tried again from each letter.
_FULL_NAME = re.compile(
    r"(?<![\w'\u2019-])(?P<given>(?:(?:[A-Z][\w\u2019'-]++|(?:[A-Z]|St)\.)\s++){1,3})(?P<last>[A-Z][\w\u2019'-]+)"
)
_STATES_NOTHING = frozenset({Polarity.ASKS, Polarity.PROMISES})
_SAME = {"her": ("she", "her"), "his": ("he", "his"), "their": ("they", "their")}
_POSSESSIVE_MARK = re.compile(r"['\u2019]s?\Z")


def full_names(text: str) -> dict[str, str]:
    """For last names the one longer form in the text: "Ito" gives "Ann Ito".

    Titles in front are left out where the name is also written without them; a last name with
    several given names has no entry.
    """
    forms: dict[str, set[str]] = {}
    for match in _FULL_NAME.finditer(text):
        given = _given(match["given"].split())
        last = _POSSESSIVE_MARK.sub("", match["last"])
        if given[0].lower() in STARTERS | DETERMINERS | TITLES or last == last.upper():
            continue
        forms.setdefault(last, set()).add(" ".join((*given, last)))
    return {last: names.pop() for last, names in forms.items() if len(names) == 1}


def _given(words: list[str]) -> list[str]:
    """The last given name, or all initials, or both: "Ann", "J. K.", "Ann B."."""
    first = len(words) - 1
    while first and words[first].endswith("."):
        first -= 1
    initials = len(words) - 1 - first
    return words[first + 1 :] if initials > 1 else words[first:]


def stand_alone(
    claim: Claim, people: frozenset[str], names: dict[str, str], published: str | None
) -> Claim:
    """The claim in a wording that stands alone, with its figures, dates and names.

    :param people: last names of those whom the text marks as persons.
    :param names: of :func:`full_names`.
    :param published: the day of the text (ISO); None leaves relative dates as they are.
    """
    attribution = claim.attribution
    words = claim.text
    if attribution is not None:
        speaker = _full(attribution.speaker, people, names)
        if attribution.start > claim.start:
            words = _with_speaker(words, attribution, speaker)
        is_clause = f"that {attribution.content}" in claim.sentence
        said = attribution.content
        is_direct = attribution.cue == ":" or attribution.quote == said or said[:1] in QUOTES
        subject = None if is_direct else speaker
        statement = None
        if attribution.polarity not in _STATES_NOTHING:
            statement = _statement(_without_cue(attribution), subject, is_clause=is_clause)
        if statement is not None:
            statement, _ = resolve(statement, published)
        attribution = replace(attribution, speaker=speaker, statement=statement)
    words, relative = resolve(words, published)
    pointing = _POINTING.match(words)
    who = attribution.speaker if attribution is not None else None
    speaking = who if who and _POINTING.fullmatch(who) else None
    open_ = [pointing.group()] if pointing else [speaking] if speaking else []
    return replace(
        claim,
        text=words,
        attribution=attribution,
        unresolved=(*open_, *relative),
        quantities=figures(words),
        dates=tuple(_iso(date) for date in written_dates(words)),
        entities=entities(words),
    )


def figures(words: str) -> tuple[Figure, ...]:
    """The numbers of a wording; the unit is the word that follows."""
    found = []
    for quantity in quantities(words):
        start, end = quantity.span.start, quantity.span.end
        following = re.match(r"[\s-]*([^\W\d_]{2,})", words[end:])
        unit = "percent" if "percent" in quantity.units else following and following[1]
        found.append(Figure(words[start:end].strip(), quantity.value, unit or None))
    return tuple(found)


def entities(words: str) -> tuple[str, ...]:
    """The names in a wording, each once, in order."""
    dated = [date.span for date in written_dates(words)]
    counted = [quantity.span for quantity in quantities(words)]
    found: list[str] = []
    for match in _NAME.finditer(words):
        name = _POSSESSIVE_MARK.sub("", match.group())
        name = name if name.count(".") > 1 else name.rstrip(".")
        is_date = any(d.start < match.end() and match.start() < d.end for d in dated)
        is_number = any(word.start < match.end() <= word.end for word in counted)
        is_opener = match.start() == 0 and (
            " " not in name and name.lower() in STARTERS | SUBJECT_PRONOUNS | DETERMINERS
        )
        if not (is_date or is_number or is_opener or name in found):
            found.append(name)
    return tuple(found)


def _full(speaker: str | None, people: frozenset[str], names: dict[str, str]) -> str | None:
    """The full name where the speaker is only a person's last name."""
    if speaker is None or speaker not in people:
        return speaker
    return names.get(speaker, speaker)


def _with_speaker(words: str, attribution: Attribution, speaker: str | None) -> str:
    """ "He said that P" with the name that the text gives."""
    pronoun = _LEADING_PRONOUN.match(words)
    # "It was false: the log shows that P" does not say so of the log.
    is_another = speaker is not None and speaker in words
    if pronoun and speaker and not is_another and not _POINTING.fullmatch(speaker):
        return speaker + words[pronoun.end() :]
    if speaker and attribution.speaker and words.startswith(f"{attribution.speaker} "):
        return speaker + words[len(attribution.speaker) :]
    return words


def _without_cue(attribution: Attribution) -> str:
    """ "A hurdle, according to Ito, is the rain" without who says so."""
    content = " ".join(attribution.content.split())
    cue, speaker = re.escape(attribution.cue), re.escape(attribution.speaker or "")
    if attribution.speaker:
        told = rf"\b(?:{cue}\s+{speaker}|{speaker}\s+{cue})\b"
        # The comma is the quotation's own behind "if it rains", and only the writer's in "the dam".
        opener = content.lstrip('"“”«» ').partition(" ")[0].lower()
        seam = ", " if opener in SUBORDINATORS | PREPOSITIONS else " "
        content, parted = re.subn(rf",?[\"”»]\s*{told}[^\"“«]*,\s*[\"“«]", seam, content, count=1)
        return (
            content.strip('"“”«» ')
            if parted
            else re.sub(rf",?\s*{told},?", "", content, count=1).strip()
        )
    verb = attribution.cue.split()[0]
    kept = verb if verb in lex.BE_FINITE else ""
    if re.search(rf"\b{cue}\s+to\b", content):
        return ""
    return re.sub(rf"\s*\b{cue}\b(?:\s+as\b)?", f" {kept}".rstrip(), content, count=1).strip()


def _statement(content: str, speaker: str | None, *, is_clause: bool) -> str | None:
    """What was said as a sentence of its own, None where it is none.

    :param is_clause: whether it is known to be one, since it stood behind "that".
    """
    tokens = tokenise(content, 0, len(content))
    if not tokens or tokens[0].lower == "whether":
        return None
    subject = speaker if speaker and not _POINTING.fullmatch(speaker) else None
    done = past_of(tokens[0].lower) if subject else None
    if done is not None:
        content = f"{subject} {done}{content[tokens[0].end :]}"
    elif not (is_clause or opens_clause(tokens)) and (
        not first_finite(tokens, strict=False) or tokens[0].lower in {"to", "of", "for"}
    ):
        return None
    if tokens[-1].text in AUXILIARIES:
        return None
    if tokens[0].lower == "that" and first_finite(tokens[:2]) != 1:
        content = content[5:]
    pronoun, possessive = _LEADING_PRONOUN.match(content), _LEADING_POSSESSIVE.match(content)
    if subject and pronoun and _may_mean(pronoun.group(), subject, content):
        content = subject + content[pronoun.end() :]
    elif subject and possessive and _may_mean(possessive.group(), subject, content):
        content = f"{subject}'s{content[possessive.end() :]}"
    return content[:1].upper() + content[1:].rstrip(" .,;") + "."


def _may_mean(pronoun: str, speaker: str, content: str) -> bool:
    """Whether the pronoun that opens the content may stand for the speaker: "it" for no person,
    "they" for several, "she" for no ministry.
    """
    word, last = pronoun.lower(), speaker.split()[-1]
    is_several = last.lower() in PLURALS or last.lower().endswith("s") or " and " in speaker
    first = speaker.split()[0].lower()
    # "Her rival said that she": whose rival it is.
    if first in NEGATIONS or word in _SAME.get(first, ()):
        return False
    if word in {"they", "their"}:
        return is_several
    if word in {"it", "its"}:
        return not (is_person(speaker) or is_role(speaker) or _IMPERSONAL.match(content))
    return not (is_several or last.isupper() or last.lower() in INSTITUTIONS)


def _iso(date: WrittenDate) -> str:
    if date.year is None:
        return f"--{date.month or 0:02}" + (f"-{date.day:02}" if date.day else "")
    parts = [f"{date.year:04}"]
    if date.month is not None:
        parts.append(f"{date.month:02}")
        if date.day is not None:
            parts.append(f"{date.day:02}")
    return "-".join(parts)
