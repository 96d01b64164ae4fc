"""The requests, and the only code that validates them.

`openapi.yaml` says the same; a test compares the two. A field that is null is taken as
left out. The limits are those of the library.
"""

from __future__ import annotations

from typing import Any, cast

from marshmallow import Schema, fields, post_load, validate

from factcheck import Limits
from factcheck.api.fields import (
    NAME_CHARS,
    AnyObject,
    CalendarDate,
    DocumentId,
    FileName,
    Fraction,
    HookAddress,
    Items,
    Languages,
    LanguageTag,
    Names,
    Part,
    QueryNumber,
    SiteAddress,
    Text,
    WebAddress,
    WholeNumber,
)

DOCUMENTS_PER_CALL = 100
CLAIMS_PER_BATCH = 10_000
PAGE_DEFAULT, PAGE_MOST = 20, 100
CURSOR_CHARS = 4_096

_WORDING = {"unknown": "is not known to this request", "type": "must be a JSON object"}


class Request(Schema):
    """A JSON object with the fields named below and no others."""

    error_messages = _WORDING

    @post_load
    def drop_nulls(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Only what was given; null stands for left out."""
        return {name: value for name, value in data.items() if value is not None}


class Filtered(Request):
    """What may be found, and in which index."""

    as_of = CalendarDate(allow_none=True)
    k: fields.Field[Any] = WholeNumber(1, Limits.k, allow_none=True)
    publishers = Names(allow_none=True)
    languages = Languages(allow_none=True)
    tiers = Names(allow_none=True)
    documents = Names(Limits.id_chars, Limits.named_documents, allow_none=True)
    index = Text(NAME_CHARS, allow_none=True)


class Judged(Filtered):
    """Under which terms a verdict is given."""

    k = WholeNumber(1, Limits.judged, allow_none=True)
    published = CalendarDate(allow_none=True)
    max_error = Fraction(allow_none=True)
    url = WebAddress(allow_none=True)
    document_id = Text(Limits.id_chars, allow_none=True)


class VerificationRequest(Judged):
    """One claim to give a verdict on."""

    claim = Text(Limits.claim_chars, required=True)


class CheckRequest(Judged):
    """A text whose claims are to be found and checked."""

    text = Text(Limits.text_chars, required=True)


class ReviewTerms(Request):
    """What a fact-check says of itself once it is published."""

    url = SiteAddress(required=True)
    author = Text(NAME_CHARS, required=True)
    published = CalendarDate(allow_none=True)


class VerificationReviewRequest(VerificationRequest):
    """One claim whose verdict is wanted as ClaimReview."""

    review = Part(ReviewTerms, required=True)


class CheckReviewRequest(CheckRequest):
    """A text whose verdicts are wanted as ClaimReview."""

    review = Part(ReviewTerms, required=True)


class ReportReviewRequest(Request):
    """A stored report whose verdicts are wanted as ClaimReview."""

    review = Part(ReviewTerms, required=True)


class BatchClaim(Request):
    """One claim of a batch, with an id of the caller's own."""

    claim = Text(Limits.claim_chars, required=True)
    custom_id = Text(Limits.id_chars, allow_none=True)


class BatchRequest(Judged):
    """Claims to give verdicts on, all under the same terms."""

    claims = Items(Part(BatchClaim), CLAIMS_PER_BATCH, required=True)


class ArticleRequest(Request):
    """A web page to be read."""

    url = WebAddress(required=True)


class WatchRequest(VerificationRequest):
    """One claim to watch; neither documents nor a policy's tiers last as long as it does."""

    class Meta:
        """Without those."""

        exclude = ("tiers", "documents")

    webhook = HookAddress(allow_none=True)


class ClaimsRequest(Request):
    """A text whose claims are to be found."""

    text = Text(Limits.text_chars, required=True)
    published = CalendarDate(allow_none=True)


class MatchRequest(Filtered):
    """A claim to be compared with earlier fact-checks."""

    claim = Text(Limits.claim_chars, required=True)


class SearchRequest(Filtered):
    """A search for passages."""

    query = Text(Limits.claim_chars, required=True)


class NewDocument(Request):
    """One document to add."""

    text = Text(Limits.document_chars, required=True)
    id = DocumentId(Limits.id_chars, allow_none=True)
    title = Text(Limits.metadata_chars, allow_none=True)
    publisher = Text(Limits.metadata_chars, allow_none=True)
    url = WebAddress(allow_none=True)
    published = CalendarDate(allow_none=True)
    language = LanguageTag(allow_none=True)


class DocumentsRequest(Request):
    """Documents to add, or to replace where the id is known."""

    documents = Items(Part(NewDocument), DOCUMENTS_PER_CALL, required=True)


class ReviewsRequest(Request):
    """Fact-checks to add, each as it was published."""

    reviews = Items(AnyObject(), DOCUMENTS_PER_CALL, required=True)


class Query(Request):
    """Parameters of a query; who sends another one is told those that there are."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        known = list(self.load_fields)
        detail = f"is not known to this request, which takes {', '.join(known) or 'none'}"
        # A message may be a mapping wherever it is a string; only the annotation says otherwise.
        cast(dict[str, Any], self.error_messages)["unknown"] = {"detail": detail, "known": known}


class PageQuery(Query):
    """Which page of a list."""

    limit = QueryNumber(1, PAGE_MOST, load_default=PAGE_DEFAULT)
    cursor = Text(CURSOR_CHARS)


class FileQuery(Query):
    """What a file that is sent is called, and what its documents do not state."""

    name = FileName(Limits.id_chars, required=True)
    text_column = Text(NAME_CHARS)
    title_column = Text(NAME_CHARS)
    publisher_column = Text(NAME_CHARS)
    published_column = Text(NAME_CHARS)
    url_column = Text(NAME_CHARS)
    publisher = Text(Limits.metadata_chars)
    published = CalendarDate()
    language = LanguageTag()


class BatchesQuery(PageQuery):
    """Which page of the list of batches, and whose."""

    owner = fields.String(validate=validate.OneOf(["all"], error="must be all, or left out"))
