"""Texts with the marks of HTML in them, as content systems export them: what a reader sees."""

from __future__ import annotations

import re
from html import unescape

from factcheck.ingest.inline import write_out
from factcheck.ingest.markup import parsed
from factcheck.language.lexicons import words

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_INLINE = words("a abbr b cite code em i mark q s small span strong sub sup u")
_BLOCKS = words(
    """article aside blockquote dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header li
    main ol p pre section table tr ul"""
)
_ALONE = frozenset({"br", "hr"})
_OTHERS = words("script style template html body head title td th tbody thead caption a img")
_KNOWN = _INLINE | _BLOCKS | _ALONE | _OTHERS
_UNSEEN = ("script", "style", "template")
# "x<y": what opens no element that is known is a sign.
_ANGLE = re.compile(r"<(?!!--)(?:(?=/?(?P<name>[a-z][a-z0-9]*)\b[^<>]*>))?", re.IGNORECASE)
_ENTITY = re.compile(r"&#?\w+;")
_PARAGRAPH, _LINE = "\u2029", "\u2028"
_BETWEEN = re.compile(rf"{_PARAGRAPH}|\n[ \t\r]*\n")


def without_markup(text: str) -> str:
    """The text as a reader sees it, with a blank line between paragraphs.

    One without tags is left as it is, but for its entities (`&nbsp;`).
    """
    tree = parsed(_ANGLE.sub(_plain_angle, text)) if _has_tags(text) else None
    if tree is None:
        return _ENTITY.sub(lambda entity: unescape(entity[0]).replace("\u00a0", " "), text)
    for element in list(tree.iter(*_UNSEEN)):
        element.drop_tree()
    write_out(tree)
    has_blocks = any(True for _ in tree.iter(*_BLOCKS, *_ALONE))
    for element in list(tree.iter(*_BLOCKS)):
        element.text = _PARAGRAPH + (element.text or "")
        element.tail = _PARAGRAPH + (element.tail or "")
    for element in list(tree.iter(*_ALONE, "td", "th")):
        element.tail = (_LINE if element.tag in _ALONE else " ") + (element.tail or "")
    shown = "".join(tree.find("body").itertext())
    # Where nothing else sets lines apart, those of the text do.
    parts = (part if has_blocks else part.replace("\n", _LINE) for part in _BETWEEN.split(shown))
    paragraphs = map(_lines, parts)
    return "\n\n".join(filter(None, paragraphs))


def _plain_angle(match: re.Match[str]) -> str:
    return "<" if (match["name"] or "").lower() in _KNOWN else "&lt;"


def _has_tags(text: str) -> bool:
    """Whether an element of HTML is opened and closed in it, or a line broken."""
    found = {(tag["name"].lower(), tag["end"]) for tag in _TAG.finditer(text)}
    names = {name for name, end in found if not end}
    return bool(names & _ALONE) or any((name, "/") in found for name in names & (_INLINE | _BLOCKS))


def _lines(paragraph: str) -> str:
    lines = (" ".join(line.split()) for line in paragraph.split(_LINE))
    return "\n".join(filter(None, lines))
