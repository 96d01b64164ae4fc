"""Mail: subject, day and words of an .eml file."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from pathlib import Path

from factcheck.errors import InvalidSource
from factcheck.ingest import html
from factcheck.ingest.answered import page_without_answered, without_answered, without_quotation
from factcheck.ingest.charsets import decoded
from factcheck.ingest.damage import refusing
from factcheck.ingest.fields import Values
from factcheck.ingest.flowed import unflowed
from factcheck.ingest.page import Page

# Marks of a mail that is handed on: what stands below its words is what it was sent for.
_FORWARDED = re.compile(r"(?:\A|\]|:)\s*(?:fwd?|wg|tr|rv|vb|vl|vs|enc)\s*:", re.IGNORECASE)
_ANSWER = re.compile(r"\s*(?:\[[^\]]*\]\s*)?(?:re|aw|sv|antw|rif|odp)\s*:", re.IGNORECASE)
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
    subject = message["Subject"] or ""
    refers = message["In-Reply-To"] or message["References"]
    is_answer = not _FORWARDED.search(subject) and bool(refers or _ANSWER.match(subject))
    plain, page = _plain(message, is_answer), _of_page(message, is_answer)
    return page if len(page) > _MUCH_MORE * len(plain) else plain


def _plain(message: EmailMessage, is_answer: bool) -> str:
    part = message.get_body(("plain",))
    if part is None:
        return ""
    text = decoded(_content(part), part.get_content_charset()).replace("\r\n", "\n")
    text = without_quotation(unflowed(part, text).strip())
    return without_answered(text) if is_answer else text


def _of_page(message: EmailMessage, is_answer: bool) -> str:
    part = message.get_body(("html",))
    if part is None:
        return ""
    content, charset = _content(part), part.get_content_charset()
    if is_answer:
        page = page_without_answered(decoded(content, charset))
        content, charset = page.encode(), "utf-8"
    return html.extract(Page("", content, "text/html", charset)).text


def _content(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
