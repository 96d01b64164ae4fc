"""Fact-checks as others publish them, as frozen records. Behaviour lives in `claimreview`."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from factcheck.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Party:
    """A person or organisation: who reviewed, or who claimed. `kind` is its schema.org type."""

    name: str
    kind: str = "Organization"
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A source that a review goes by."""

    url: str | None = None
    name: str | None = None
    publisher: str | None = None
    published: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimReview:
    """One fact-check.

    :param claim: the claim that was reviewed.
    :param rating: in the reviewer's own words ("Mostly false").
    :param value: the rating as a number between `worst` and `best`, None where there is none.
    :param claimed: the day of the claim, `published` that of the review.
    :param appearances: addresses where the claim was made.
    :param title: the headline of the review.
    """

    claim: str
    rating: str
    url: str
    author: Party | None = None
    published: str | None = None
    value: float | None = None
    worst: float | None = None
    best: float | None = None
    claimant: Party | None = None
    claimed: str | None = None
    appearances: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    body: str | None = None
    language: str | None = None
    title: str | None = None

    def __post_init__(self) -> None:
        for name, value in (("claimReviewed", self.claim), ("alternateName", self.rating)):
            if not value.strip():
                raise InvalidInput(name, value, "must not be empty")
        if not is_web_address(self.url):
            raise InvalidInput("url", self.url, "must be an http or https address")


def is_web_address(value: str) -> bool:
    """Whether it is an http or https address with a host."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
