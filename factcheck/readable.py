"""A text as its claims are read: without markup, not in capitals, and in English.

Every character keeps its place, so that all spans hold in the text as it was given.
"""

from __future__ import annotations

import html
import re

from factcheck import lexicons as lex
from factcheck.languages import refuse_foreign
from factcheck.text import sentences

_IS_MARKUP = re.compile(
    r"</(?:p|div|span|a|li|ul|ol|h[1-6]|t[drh]|table|html|body|article|section|blockquote|em|"
    r"strong|b|i)\s*>|<br\s*/?>|<p[\s>]",
    re.IGNORECASE,
)
_MARK = re.compile(r"<!--|-->|<(?P<closes>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)\b[^<>]*>|<![^<>]*>")
_INLINE = lex.words("a abbr b cite code em i mark q s small span strong sub sup time u")
_SILENT = lex.words("script style head title template noscript svg")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")

_FEWEST_LETTERS, _MOST_CAPITALS = 30, 0.8
_CALENDAR = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|"
    r"september|october|november|december|(?<=\d )may|may(?= \d))\b"
)


def readable(text: str) -> str:
    """The text with blanks for markup and, if it is all in capitals, in small letters.

    As long as the text itself, character by character.

    :raises InvalidInput: if it is surely not in English.
    """
    plain = _without_markup(text) if _IS_MARKUP.search(text) else text
    plain = _in_small_letters(plain) if _is_shouted(plain) else plain
    refuse_foreign(plain)
    return plain


def _without_markup(text: str) -> str:
    """Tags, comments and scripts as blanks, ends of paragraphs as line breaks."""
    parts: list[str] = []
    end, silent = 0, ""
    for match in _MARK.finditer(text):
        mark, name = match.group(), (match["name"] or "").lower()
        if silent:
            is_over = mark == silent or (bool(match["closes"]) and name == silent)
            parts.append(" " * (match.end() - end))
            silent = "" if is_over else silent
        else:
            parts.append(_without_entities(text[end : match.start()]))
            is_break = mark[1:2] not in "!-" and name not in _INLINE
            parts.append(("\n" if is_break else " ") + " " * (len(mark) - 1))
            if mark == "<!--" or (name in _SILENT and not match["closes"]):
                silent = name or "-->"
        end = match.end()
    parts.append(" " * (len(text) - end) if silent else _without_entities(text[end:]))
    return "".join(parts)


def _without_entities(text: str) -> str:
    return _ENTITY.sub(
        lambda match: html.unescape(match.group())[:1].ljust(len(match.group())), text
    )


def _is_shouted(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return len(letters) >= _FEWEST_LETTERS and capitals > _MOST_CAPITALS * len(letters)


def _in_small_letters(text: str) -> str:
    lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    small = list(_CALENDAR.sub(lambda match: match.group().title(), lower))
    for sentence in sentences(lower):
        if len(first := small[sentence.start].upper()) == 1:
            small[sentence.start] = first
    return "".join(small)
