"""Fact-checks as schema.org ClaimReview, out and in (https://schema.org/ClaimReview).

Out goes what the form has a place for: the claim, who made it, the rating, and the evidence as
citations. In comes every review of a page, a feed or a list; what is read and written again is the
same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from factcheck.claim_types import Polarity
from factcheck.errors import InvalidInput
from factcheck.review_types import Citation, ClaimReview, Party, is_web_address
from factcheck.types import (
    Document,
    Evidence,
    Label,
    Stance,
    Verdict,
    iso_date,
    text_sha256,
)
from factcheck.wording import counted

_CONTEXT = "https://schema.org"
# The longest texts and names; and what an index keeps of one review, in bytes.
_LONGEST, _LONGEST_NAME, _MOST_BYTES = 20_000, 4_000, 65_000
_LONGEST_POINTER = 200
# 1 is false and 5 true, as readers of ClaimReview expect; an open question has no place between.
WORST, BEST = 1, 5
_RATING = {Label.SUPPORTED: (5, "Supported"), Label.REFUTED: (1, "Refuted")}
_RATING[Label.CONFLICTING] = (3, "Conflicting evidence")
_UNRATED = "Not enough evidence"
# Who says so by one of these claims it, unless sources have it that they do not.
_CLAIMS = (Polarity.ASSERTS, Polarity.PROMISES)
_CONTESTED = (Label.REFUTED, Label.CONFLICTING)

Json = dict[str, Any]


def from_verdict(
    verdict: Verdict, *, url: str, author: str, published: str | None = None
) -> ClaimReview:
    """A verdict as a fact-check to be published.

    Where the claim says who said something, the review is of what was said, by that speaker:
    readers of ClaimReview take the rating for that of the claimant's words. Where they denied or
    doubted it, or sources speak against their having said it, it is of the claim as it stands.

    :param url: where it will be published.
    :param author: the organisation that answers for it.
    :param published: the day of publication.
    :raises InvalidInput: if `url` is no web address, `author` is empty, or the day does not exist.
    """
    if not author.strip():
        raise InvalidInput("author", author, "must not be empty")
    speaker, verdict = _claimed(verdict)
    value, rating = _RATING.get(verdict.label, (None, _UNRATED))
    origins = verdict.origins
    supporting = counted(origins.supports, "independent source")
    return ClaimReview(
        claim=verdict.claim.text.strip(),
        rating=rating,
        url=url,
        author=Party(author.strip()),
        published=iso_date(published, "published"),
        value=value,
        worst=None if value is None else WORST,
        best=None if value is None else BEST,
        claimant=Party(speaker.strip(), "Person") if speaker else None,
        citations=tuple(
            _citation(item) for item in verdict.evidence if item.stance is not Stance.NEUTRAL
        ),
        body=f"{rating}: {supporting} for, {origins.refutes} against.",
        language="en",
    )


def to_json_ld(review: ClaimReview) -> Json:
    """The review as a JSON-LD object; what is not known is left out."""
    item = {
        "@type": "Claim",
        "author": _from_party(review.claimant),
        "datePublished": review.claimed,
        "appearance": [{"@type": "CreativeWork", "url": url} for url in review.appearances],
    }
    record = {
        "@context": _CONTEXT,
        "@type": "ClaimReview",
        "url": review.url,
        "name": review.title,
        "claimReviewed": review.claim,
        "author": _from_party(review.author),
        "datePublished": review.published,
        "itemReviewed": _known(item) if len(_known(item)) > 1 else None,
        "reviewRating": _known(
            {
                "@type": "Rating",
                "alternateName": review.rating,
                "ratingValue": _plain(review.value),
                "worstRating": _plain(review.worst),
                "bestRating": _plain(review.best),
            }
        ),
        "reviewBody": review.body,
        "inLanguage": review.language,
        "citation": [_from_citation(citation) for citation in review.citations],
    }
    return _known(record)


def from_json_ld(record: Mapping[str, Any]) -> ClaimReview:
    """A ClaimReview object as it stands in pages and feeds; fields that are not ours are ignored.

    A day or a number that cannot be read is taken as not known.

    :raises InvalidInput: if the claim, the rating or the address is missing, or a text that is
        there cannot be read; it names the field.
    """
    rating = _object(record.get("reviewRating"))
    item = _object(record.get("itemReviewed"))
    number = _number(rating.get("ratingValue"))
    words = _text(rating.get("alternateName"), "reviewRating.alternateName")
    if words is None and rating.get("ratingValue") not in (None, ""):
        if number is None:
            expected = "must be a number where there is no alternateName"
            raise InvalidInput("reviewRating.ratingValue", rating["ratingValue"], expected)
        words = f"{number:g}"
    if words is None:
        expected = "must hold the rating, in words (alternateName) or as a number (ratingValue)"
        raise InvalidInput("reviewRating", record.get("reviewRating"), expected)
    if (claim := _text(record.get("claimReviewed"), "claimReviewed")) is None:
        raise InvalidInput("claimReviewed", record.get("claimReviewed"), "must hold the claim")
    if (url := _url(record.get("url"))) is None:
        expected = "must be the http or https address of the review"
        raise InvalidInput("url", record.get("url"), expected)
    works = [item.get("firstAppearance"), *_list(item.get("appearance"))]
    return ClaimReview(
        claim=claim,
        rating=words,
        url=url,
        author=_party(record.get("author")),
        published=_day(record.get("datePublished")),
        value=number,
        worst=_number(rating.get("worstRating")),
        best=_number(rating.get("bestRating")),
        claimant=_party(item.get("author")),
        claimed=_day(item.get("datePublished")),
        appearances=tuple(dict.fromkeys(url for work in works if (url := _url(work)))),
        citations=tuple(_to_citation(entry) for entry in _list(record.get("citation"))),
        body=_text(record.get("reviewBody"), "reviewBody"),
        language=_text(record.get("inLanguage"), "inLanguage", _LONGEST_NAME),
        title=_text(record.get("headline") or record.get("name"), "name", _LONGEST_NAME),
    )


def stored_bytes(review: ClaimReview) -> bytes:
    """The review as an index keeps it: JSON-LD in UTF-8, from which it is read back unchanged.

    :raises InvalidInput: if it is longer than 65,000 bytes.
    """
    try:
        found = json.dumps(to_json_ld(review), ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidInput("review", review.claim, "must be valid Unicode") from error
    if len(found) > _MOST_BYTES or b"\\u0000" in found:
        expected = f"must be at most {_MOST_BYTES} bytes as JSON, without a null character"
        raise InvalidInput("review", review.claim, expected)
    return found


def review_id(review: ClaimReview) -> str:
    """The id of a review in an index, from its address and claim."""
    identity = f"{review.url}\n{review.claim}"
    return f"review-{text_sha256(identity)[:16]}"


def to_document(review: ClaimReview, *, id: str = "") -> Document:
    """The review as a document of an index, found when a claim is matched, and never evidence.

    :param id: derived from its address and claim by default, so that a review that is read again
        replaces itself.
    """
    return Document(
        text=review.claim,
        id=id or review_id(review),
        title=review.title,
        publisher=review.author.name if review.author else None,
        url=review.url,
        published=review.published,
        language=review.language,
        review=review,
    )


def reviews_within(value: object, pointer: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every ClaimReview object anywhere in a JSON value: a list, an `@graph`, a data feed.

    :param pointer: where the value stands, as a JSON Pointer.
    :return: each with where it stands; of what stands too deep, where its container does.
    """
    waiting = [(pointer, value)]
    while waiting:
        place, item = waiting.pop()
        if isinstance(item, Mapping):
            if any(_local_name(kind) == "ClaimReview" for kind in _list(item.get("@type"))):
                yield place, item
            else:
                inner = [(below(place, name), within) for name, within in item.items()]
                waiting += reversed(inner)
        elif isinstance(item, list):
            inner = [(below(place, number), within) for number, within in enumerate(item)]
            waiting += reversed(inner)


def below(pointer: str, name: object) -> str:
    """The JSON Pointer to a part of what `pointer` leads to; `pointer` itself if it is too long."""
    longer = f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"
    return longer if len(longer) <= _LONGEST_POINTER else pointer


def _claimed(verdict: Verdict) -> tuple[str | None, Verdict]:
    """Whose words are rated, None if nobody's, and the verdict that rates them."""
    said = verdict.claim.attribution
    if verdict.content is None or said is None:
        return None, verdict
    if said.polarity not in _CLAIMS or verdict.label in _CONTESTED:
        return None, verdict
    return said.speaker, verdict.content


def _citation(item: Evidence) -> Citation:
    document = item.document
    quoted = item.text[item.rationale.start - item.start : item.rationale.end - item.start]
    url = document.url if document.url and is_web_address(document.url) else None
    title, publisher = ((x or "").strip() or None for x in (document.title, document.publisher))
    return Citation(url, title, publisher, document.published, quoted.strip())


def _from_citation(citation: Citation) -> Json:
    publisher = Party(citation.publisher) if citation.publisher else None
    return _known(
        {
            "@type": "CreativeWork",
            "url": citation.url,
            "name": citation.name,
            "publisher": _from_party(publisher),
            "datePublished": citation.published,
            "text": citation.text,
        }
    )


def _to_citation(value: object) -> Citation:
    if isinstance(value, str):
        return (
            Citation(url=value)
            if is_web_address(value)
            else Citation(name=_text(value, "citation"))
        )
    entry = _object(value)
    publisher = _party(entry.get("publisher"))
    return Citation(
        _url(entry.get("url")),
        _text(entry.get("name"), "citation.name"),
        publisher.name if publisher else None,
        _day(entry.get("datePublished")),
        _text(entry.get("text"), "citation.text"),
    )


def _from_party(party: Party | None) -> Json | None:
    if party is None:
        return None
    return _known({"@type": party.kind, "name": party.name, "url": party.url})


def _party(value: object) -> Party | None:
    """The first party named; a bare string is its name."""
    first = next(iter(_list(value)), None)
    if isinstance(first, str):
        return Party(first) if first.strip() else None
    entry = _object(first)
    name = _text(entry.get("name"), "name", _LONGEST_NAME)
    kind = _local_name(next(iter(_list(entry.get("@type"))), "Organization"))
    return Party(name, kind, _url(entry.get("url"))) if name else None


def _known(record: Json) -> Json:
    return {name: value for name, value in record.items() if value not in (None, [])}


def _list(value: object) -> Sequence[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _object(value: object) -> Mapping[str, Any]:
    first = next(iter(_list(value)), None)
    return first if isinstance(first, Mapping) else {}


def _local_name(kind: object) -> str:
    return str(kind).rpartition("/")[2].rpartition(":")[2]


def _text(value: object, field: str, longest: int = _LONGEST) -> str | None:
    first = next(iter(_list(value)), None)
    if isinstance(first, Mapping):
        first = first.get("@value", first.get("name"))
    if first is None:
        return None
    if not isinstance(first, str) or len(first) > longest:
        raise InvalidInput(field, first, f"must be a string of at most {longest} characters")
    return first.strip() or None


def _url(value: object) -> str | None:
    first = next(iter(_list(value)), None)
    if isinstance(first, Mapping):
        first = first.get("url", first.get("@id"))
    if not isinstance(first, str) or len(first) > _LONGEST_NAME or not is_web_address(first):
        return None
    return first


def _day(value: object) -> str | None:
    try:
        text = _text(value, "date")
        return iso_date(text, "date") if text else None
    except InvalidInput:
        return None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if abs(number) < 1e9 else None


def _plain(number: float | None) -> float | None:
    return int(number) if number is not None and number == int(number) else number
