"""Mail: subject, day and words of an .eml file."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from pathlib import Path

from factcheck.errors import InvalidSource
from factcheck.ingest import html
from factcheck.ingest.charsets import decoded
from factcheck.ingest.damage import refusing
from factcheck.ingest.fields import Values
from factcheck.ingest.page import Page

# "On Monday Ann Ito <ann@city.example> wrote:", perhaps on two lines.
_WRITTEN_BY = re.compile(r"\bwrote:\Z|<[^<>\s]+@[^<>\s]+>.*:\Z", re.DOTALL)
_MOST_LINES, _LONGEST_OPENING = 3, 400
# A newsletter's plain part may only say where to read it.
_MUCH_MORE = 2
_HEADERS = ("From", "Date", "Subject")


def read_mail(path: Path) -> Values:
    """The fields of a document. Who sent it is not taken for its publisher.

    :raises InvalidSource: if it cannot be read, is no mail, or has no part with words.
    """
    with refusing(path):
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        if not any(name in message for name in _HEADERS):
            raise InvalidSource(path, None, "is no mail: it has neither sender, day nor subject")
        text = _words(message)
        title, day = message["Subject"], message["Date"]
    if not text:
        raise InvalidSource(path, None, "holds no text")
    sent = day.datetime if day else None
    return {
        "title": str(title).strip() or None if title else None,
        "published": sent.date().isoformat() if sent else None,
        "text": text,
    }


def _words(message: EmailMessage) -> str:
    """The plain part, or the article of the HTML part where that holds much more."""
    plain, page = _plain(message), _of_page(message)
    if len(page) > _MUCH_MORE * len(plain):
        return page
    return _without_answered(plain) or plain


def _plain(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    if part is None:
        return ""
    text = decoded(_content(part), part.get_content_charset())
    return text.replace("\r\n", "\n").strip()


def _without_answered(text: str) -> str:
    """The text without the mail that it answers, where that stands quoted below it."""
    lines = text.split("\n")
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].startswith(">")):
        end -= 1
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    opening = "\n".join(lines[start:end]).strip()
    is_short = end - start <= _MOST_LINES and len(opening) <= _LONGEST_OPENING
    is_answer = end < len(lines) and is_short and _WRITTEN_BY.search(opening)
    return "\n".join(lines[:start]).strip() if is_answer else text


def _of_page(message: EmailMessage) -> str:
    part = message.get_body(("html",))
    if part is None:
        return ""
    return html.extract(Page("", _content(part), "text/html", part.get_content_charset())).text


def _content(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
