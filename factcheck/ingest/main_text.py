"""The text of the article in a page, paragraph by paragraph."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from html import unescape

from factcheck.ingest.leads import with_leads
from factcheck.ingest.markup import Element
from factcheck.ingest.rows import without_pipes

# That a page holds no article is told once, by the error.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_TAG = re.compile(r"<[^<>]*>")
# Of shorter texts the extractor runs all lines of the page together.
_LEAST_TEXT = "80"
_MUCH_MORE, _LEAST_DATA = 2.0, 400
# A wall speaks to the reader of cookies or personal data and asks for a choice.
_WALL = re.compile(
    r"\b(?:cookies?|consent|personal (?:data|information)|tracking|privacy|partners|"
    r"legitimate interest|einwilligung|datenschutz|zustimm\w+|consentement|"
    r"confidentialité|consentimiento|privacidad)\b",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"\b(?:we|our|us|you|your|wir|unsere?|sie|ihre?|nous|nos|vous|votre|vos|nosotros|nuestr\w+|accept|"
    r"agree|reject|manage|settings|preferences)\b",
    re.IGNORECASE,
)
_PROMPT = re.compile(
    r"(?:sign up (?:for|to|here)|subscribe (?:to|now|today|for)|support our journalism|log in to"
    r"|get (?:the|our|your)\b.*\b(?:inbox|newsletter)|follow us on|like us on|click here to"
    r"|download (?:our|the) app|already a subscriber|to continue reading|read more:|also read:"
    r"|advertisement|(?:share|listen to) this (?:article|story)|\d+ min(?:ute)?s? read)"
    r"(?:\b|$).{0,160}",
    re.IGNORECASE,
)
_LONGEST_WALL = 4_000
_LEAST_SHARE = 0.6


def main_text(tree: Element, heading: Element | None, stated: str | None) -> str:
    """The paragraphs, set apart by blank lines; empty if there is nothing to read.

    :param tree: the page without its furniture.
    :param heading: its headline; the extractor may leave out what stands below it.
    :param stated: the text that the page states as data, which is taken where the page itself
        shows much less.
    """
    import trafilatura
    from trafilatura.settings import Document as Extracted, use_config

    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", _LEAST_TEXT)
    # trafilatura takes the tree that it is given apart.
    found = trafilatura.bare_extraction(
        deepcopy(tree), include_comments=False, with_metadata=False, config=settings
    )
    text = str(found.text or "") if isinstance(found, Extracted) else ""
    lines = (_row(line.strip()) for line in text.splitlines())
    paragraphs = [line for line in lines if line and not _PROMPT.fullmatch(line)]
    if heading is not None and paragraphs:
        paragraphs = with_leads(heading, paragraphs)
    data = [" ".join(line.split()) for line in unescape(_TAG.sub("\n", stated or "")).splitlines()]
    data = [line for line in data if line]
    if sum(map(len, data)) > max(_LEAST_DATA, _MUCH_MORE * len(text)):
        paragraphs = data
    return "\n\n".join(paragraphs)


def _row(line: str) -> str:
    """A line; of a table, which the extractor writes as Markdown, its cells side by side."""
    return "".join(without_pipes([line])) if line.startswith("|") else line


def is_wall(text: str) -> bool:
    """Whether a page shows nothing but a notice that asks for consent."""
    lines = [line for line in text.splitlines() if line.strip()]
    asking = [line for line in lines if _WALL.search(line) and _ADDRESSED.search(line)]
    share = sum(map(len, asking)) / max(1, sum(map(len, lines)))
    return len(text) <= _LONGEST_WALL and share >= _LEAST_SHARE
