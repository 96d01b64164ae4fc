"""A text as its claims are read: without markup, not in capitals, and in English.

Every character keeps its place, so that all spans hold in the text as it was given.
"""

from __future__ import annotations

import html
import re

from factcheck.language import lexicons as lex
from factcheck.language.languages import refuse_foreign
from factcheck.language.text import sentences

_IS_MARKUP = re.compile(
    r"</(?:p|div|span|a|li|ul|ol|h[1-6]|t[drh]|table|html|body|article|section|blockquote|em|"
    r"strong|b|i)\s*>|<br\s*/?>|<p[\s>]",
    re.IGNORECASE,
)
_MARK = re.compile(r"<!--|-->|<(?P<closes>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)\b[^<>]*>|<![^<>]*>")
_INLINE = lex.words("a abbr b cite code em i mark q s small span strong sub sup time u")
_UNSEEN = lex.words("script style template noscript svg")
# What nobody reads, up to the mark that ends it.
_SILENT = {"<!--": "-->"} | {name: f"/{name}" for name in (*_UNSEEN, "head", "title")}
# What a text that is no page may hold or tell of; "<name>" is a word of it.
_TAG = re.compile(
    rf"</?(?:{'|'.join(sorted(_INLINE | _UNSEEN))}|article|aside|blockquote|body|br|button|div|em|"
    r"figcaption|figure|footer|form|h[1-6]|head|header|hr|html|iframe|img|input|li|link|main|meta|nav|ol|p|"
    r"section|table|tbody|t[dhr]|thead|title|ul|video)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
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
    plain = _without_markup(text) if _IS_MARKUP.search(text) else _without_tags(text)
    plain = _in_small_letters(plain) if _is_shouted(plain) else plain
    refuse_foreign(plain)
    return plain


def _without_tags(text: str) -> str:
    return _TAG.sub(lambda match: " " * len(match.group()), text)


def _without_markup(text: str) -> str:
    """Tags, comments and scripts as blanks, ends of paragraphs as line breaks.

    A script that never ends is none: somebody writes of one.
    """
    parts: list[str] = []
    end, silent = 0, ""
    marks = [(match, _name(match)) for match in _MARK.finditer(text)]
    last = {name: match.start() for match, name in marks}
    for match, name in marks:
        if silent:
            parts.append(" " * (match.end() - end))
            silent = "" if name == silent else silent
        else:
            parts.append(_without_entities(text[end : match.start()]))
            is_break = name[0] not in "<-" and name.lstrip("/") not in _INLINE | _UNSEEN
            parts.append(("\n" if is_break else " ") + " " * (len(match.group()) - 1))
            over = _SILENT.get(name, "")
            silent = over if last.get(over, -1) > match.start() else ""
        end = match.end()
    parts.append(_without_entities(text[end:]))
    return "".join(parts)


def _name(match: re.Match[str]) -> str:
    """Of a tag its name, with a slash before it if it closes; of other marks all."""
    return f"{match['closes']}{match['name']}".lower() if match["name"] else match.group()


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
