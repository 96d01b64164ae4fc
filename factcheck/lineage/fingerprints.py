"""What is kept of a document to tell which others go back to the same report.

A fingerprint depends on nothing but the document, so that one made once serves for good.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

import numpy as np

from factcheck.addresses import canonical_url, links, path
from factcheck.language.text import normalise
from factcheck.lineage.credits import agencies
from factcheck.lineage.facts import facts
from factcheck.lineage.rarity import WORD, Hashes, hashed, runs
from factcheck.types import Document

# Below this many words wording alone cannot tell a retold report from another one.
NOTE_WORDS = 120
_RUN = 3
_STEM = 6
_SLUG_WORDS = 4
# Words, and numbers short enough to be a count or a day rather than the page's own.
_SLUG = re.compile(r"[^\W\d_]{2,}|(?<![^\W_])\d{1,2}(?![^\W_])")


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """A document as lineage sees it.

    :param text: a digest of the normalised text, empty where that is.
    :param address: the canonical one; None for none.
    :param links: the canonical addresses in the text.
    :param headline: stems of the words in the address, if it has enough of them.
    :param agencies: those credited as the source.
    :param words: how many it has.
    :param facts: of a note, its numbers and names; see :mod:`factcheck.lineage.facts`.
    :param runs: hashes of its runs of three words, ascending.
    :param stems: hashes of the beginnings of its words, ascending.
    """

    id: str
    published: str | None
    text: str
    address: str | None
    links: frozenset[str]
    headline: frozenset[str]
    agencies: frozenset[str]
    words: int
    facts: frozenset[str]
    runs: Hashes
    stems: Hashes

    @property
    def is_note(self) -> bool:
        """Whether it is too short for wording alone to tell a retold report from another one."""
        return self.words < NOTE_WORDS

    @property
    def order(self) -> tuple[str, str]:
        """By this the earliest comes first, undated ones last."""
        return (self.published or "9999", self.id)

    @property
    def day(self) -> int | None:
        """The number of the day of publication; None where it is not known."""
        return date.fromisoformat(self.published[:10]).toordinal() if self.published else None


def fingerprint(document: Document) -> Fingerprint:
    """What is kept of a document."""
    text = normalise(document.text)
    found = WORD.findall(document.text.casefold())
    return Fingerprint(
        id=document.id,
        published=document.published,
        text=_digest(text) if text else "",
        address=canonical_url(document.url),
        links=links(document.text),
        headline=_headline(document.url),
        agencies=agencies(document.text, document.publisher),
        words=len(found),
        facts=facts(document.text) if len(found) < NOTE_WORDS else frozenset(),
        runs=runs(hashed(WORD.findall(text)), _RUN),
        stems=np.unique(hashed(word[:_STEM] for word in found)),
    )


def _headline(url: str | None) -> frozenset[str]:
    slug = max((_SLUG.findall(part.casefold()) for part in path(url).split("/")), key=len)
    return frozenset(word[:_STEM] for word in slug) if len(slug) >= _SLUG_WORDS else frozenset()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
