"""The mail that a mail answers, which mail programs quote below its words."""

from __future__ import annotations

import re

from factcheck.ingest.markup import Element, parsed, rendered, words_of

# "On Monday Ann Ito <ann@city.example> wrote:", perhaps on two lines, in the languages of clients.
_WRITTEN_BY = re.compile(
    r"\b(?:wrote|écrit|escribió|escreveu|scritto|geschreven|napisał(?:\(a\))?)\s?:\Z|"
    r"\b(?:schrieb|schreef|skrev)\b[^:]*:\Z|<[^<>\s]+@[^<>\s]+>.*:\Z",
    re.DOTALL,
)
_OPENS = re.compile(r"(?:On|Am|Le|El|Em|Il|Op|Den|Dnia)\b")
# A mail program tells the minute, or the address.
_MINUTE_OR_ADDRESS = re.compile(r"\d{1,2}[:.h]\d\d\b|<[^<>\s]+@[^<>\s]+>")
_SENTENCE_END = re.compile(r"(?:[a-z]{3}|:\d\d)[.!?]\s+[A-Z]")
_MOST_LINES, _LONGEST_OPENING = 3, 400
# "From:", "Sent:", "To:" and "Subject:" of the mail below, perhaps under a line of Outlook's.
_SENDERS = ("From", "Von", "De", "Da", "Van", "Från", "Fra")
_FIELDS = (
    "Sent Date To Cc Subject Gesendet Datum An Betreff Envoyé À A Objet Enviado Fecha Para Asunto "
    "Inviato Data Oggetto Verzonden Aan Onderwerp Assunto Skickat Till Ämne Sendt Dato Til Emne"
)
_SENDER = re.compile(rf"\*?(?:{'|'.join(_SENDERS)})\s?:\*?\s.*")
_HEADER = re.compile(rf"\*?(?:{'|'.join((*_SENDERS, *_FIELDS.split()))})(?: el| le)?\s?:\*?\s.*")
_FEWEST_HEADERS = 3
# What the list of a march's beginning and end has not: an address, a year, a minute, a subject.
_OF_MAIL = re.compile(
    r"\S@\S|\b(?:19|20)\d\d\b|\d:\d\d|"
    r"^\*?(?:Subject|Betreff|Objet|Asunto|Oggetto|Onderwerp|Assunto|Ämne|Emne)\b"
)
_RULE = re.compile(r"-{2,} ?\w.{1,60}\w ?-{2,}|_{10,}")
_HANDED_ON = re.compile(
    r"forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|"
    r"messaggio inoltrato|doorgestuurd bericht|vidarebefordrat",
    re.IGNORECASE,
)
# Gmail's, Apple's, Thunderbird's, Proton's and Yahoo's quotations, and the lines above them.
_QUOTED = (
    "//blockquote[@type='cite']",
    *(
        f"//{tag}[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
        for tag, name in (
            ("blockquote", "gmail_quote"),
            ("*", "gmail_attr"),
            ("*", "moz-cite-prefix"),
            ("blockquote", "protonmail_quote"),
            ("*", "yahoo_quoted"),
        )
    ),
)
# Outlook's: what follows in the same mail is the mail below, too.
_BELOW = (
    "//*[@id='appendonsend' or @id='divRplyFwdMsg']",
    *(
        "//div[contains(@style, 'border-top:solid')]"
        f"[starts-with(translate(normalize-space(), ' \u00a0', ''), '{sender}:')]"
        for sender in _SENDERS
    ),
)


def without_quotation(text: str) -> str:
    """A plain text without the mail that stands below it in lines that begin with ">"."""
    lines = text.split("\n")
    return "\n".join(lines[: _start_of_quotation(lines)]).strip() or text


def without_answered(text: str) -> str:
    """The plain text of an answer without the mail below it.

    Its headers tell where it begins, or who wrote it when.
    """
    lines = text.split("\n")
    start = _start_of_headers(lines)
    start = _start_of_unmarked(lines) if start is None else start
    return "\n".join(lines[:start]).strip() or text


def page_without_answered(html: str) -> str:
    """A page without the mail that it answers; the page itself if nothing else is in it."""
    tree = parsed(html)
    if tree is None:
        return html
    below = [element for path in _BELOW for element in tree.xpath(path)]
    for element in below:
        _drop_with_what_follows(element)
    quoted = [element for path in _QUOTED for element in tree.xpath(path)]
    for element in quoted:
        if element.getparent() is not None:
            element.drop_tree()
    if not (below or quoted) or not words_of(tree):
        return html
    return rendered(tree)


def _start_of_quotation(lines: list[str]) -> int | None:
    """The line that tells who wrote what is quoted from there to the end."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].startswith(">")):
        end -= 1
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    opening = "\n".join(lines[start:end]).strip()
    is_short = end - start <= _MOST_LINES and len(opening) <= _LONGEST_OPENING
    is_answer = end < len(lines) and is_short and _WRITTEN_BY.search(opening)
    return start if is_answer else None


def _start_of_unmarked(lines: list[str]) -> int | None:
    """The line that tells who wrote what follows, if that has no marks as quotations have."""
    for start, line in enumerate(lines):
        if not _OPENS.match(line) or (start and lines[start - 1].strip()):
            continue
        places = range(start, min(start + _MOST_LINES, len(lines)))
        end = next((place for place in places if lines[place].rstrip().endswith(":")), None)
        if end is not None and _is_opening("\n".join(lines[start : end + 1]).rstrip()):
            below = (lines[place] for place in range(end + 1, len(lines)) if lines[place].strip())
            return None if next(below, ">").startswith(">") else start
    return None


def _is_opening(words: str) -> bool:
    is_short = len(words) <= _LONGEST_OPENING and not _SENTENCE_END.search(words)
    return is_short and bool(_WRITTEN_BY.search(words) and _MINUTE_OR_ADDRESS.search(words))


def _start_of_headers(lines: list[str]) -> int | None:
    """Where the headers of another mail begin, or the line above them that sets them apart."""
    for place, line in enumerate(lines):
        if not _SENDER.fullmatch(line):
            continue
        headers = lines[place : place + _FEWEST_HEADERS]
        is_of_mail = any(map(_OF_MAIL.search, lines[place : place + _FEWEST_HEADERS + 1]))
        if len(headers) == _FEWEST_HEADERS and is_of_mail and all(map(_HEADER.fullmatch, headers)):
            above = place - 1
            while above >= 0 and not lines[above].strip():
                above -= 1
            if above >= 0 and _HANDED_ON.search(lines[above]):
                return None
            is_apart = above >= 0 and _RULE.fullmatch(lines[above].strip())
            return above if is_apart else place
    return None


def _drop_with_what_follows(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    is_all = parent.tag == "div" and element.getprevious() is None
    if is_all and not (parent.text or "").strip():
        _drop_with_what_follows(parent)
        return
    for sibling in list(element.itersiblings()):
        parent.remove(sibling)
    element.tail = None
    element.drop_tree()
