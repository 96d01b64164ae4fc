"""Fact-checks in files and pages: JSON-LD of web pages, feed files, answers of the claim search."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from factcheck.claimreview import from_json_ld, reviews_within, stored_bytes
from factcheck.errors import InvalidInput, InvalidSource, shown
from factcheck.ingest import charsets, plain
from factcheck.ingest.claim_search import reviews_of
from factcheck.review_types import ClaimReview, is_web_address

Read = Callable[[Mapping[str, Any]], Iterable[ClaimReview]]


@dataclass(frozen=True, slots=True)
class Reviews:
    """What was read, and why the rest was not."""

    reviews: tuple[ClaimReview, ...]
    skipped: tuple[str, ...]


def read_reviews(content: str, where: str) -> Reviews:
    """Every fact-check of a page (its JSON-LD), a JSON document or JSON lines.

    ClaimReview objects are found wherever they stand, as in the feed files of Data Commons, and so
    are the claims in answers of the Google Fact Check Tools API. A review that lacks a claim, a
    rating or an address is passed over with the reason, and so is a broken line.

    :param where: the file or address, for messages.
    :raises InvalidSource: if the whole is neither HTML nor JSON.
    """
    values, skipped = _values(content, where)
    found = find_reviews(values)
    return Reviews(found.reviews, (*skipped, *found.skipped))


def decoded_file(content: bytes, where: str) -> str:
    """The text of a file with fact-checks: a page may be in the charset that it states.

    :raises InvalidSource: if it is in none that is known.
    """
    if not content.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        return plain.decoded(content, where)
    try:
        return charsets.decoded(content, None)
    except ValueError as error:
        raise InvalidSource(where, None, str(error)) from error


def find_reviews(values: list[Any]) -> Reviews:
    """The fact-checks in parsed JSON values, as :func:`read_reviews` finds them."""
    marked = collected(reviews_within(values), lambda record: [from_json_ld(record)])
    answered = collected(_answered(values), reviews_of)
    return Reviews((*marked.reviews, *answered.reviews), (*marked.skipped, *answered.skipped))


def collected(records: Iterable[Mapping[str, Any]], read: Read) -> Reviews:
    """The reviews of some records, without those that cannot be read or kept."""
    reviews, skipped = list[ClaimReview](), list[str]()
    for number, record in enumerate(records, start=1):
        try:
            found = list(read(record))
            for review in found:
                stored_bytes(review)
        except InvalidInput as error:
            skipped.append(f"review {number}{_at(record)}: {error}")
        else:
            reviews += found
    return Reviews(tuple(reviews), tuple(skipped))


def _at(record: Mapping[str, Any]) -> str:
    """The address of a review, by which it is found in a long file; nothing where it has none."""
    url = record.get("url")
    return f" ({shown(url)})" if isinstance(url, str) and is_web_address(url) else ""


def _answered(values: list[object]) -> Iterator[Mapping[str, Any]]:
    """The claims in answers of the claim search, each saved as one JSON document or line."""
    for value in values:
        found = value.get("claims") if isinstance(value, Mapping) else None
        for claim in found if isinstance(found, list) else []:
            if isinstance(claim, Mapping) and "claimReview" in claim:
                yield claim


def _values(content: str, where: str) -> tuple[list[object], list[str]]:
    if content.lstrip("\ufeff \t\r\n").startswith("<"):
        return _scripts(content)
    content = content.lstrip("\ufeff")
    try:
        return [_parsed(content)], []
    except ValueError as error:
        values, skipped = _lines(content)
        if not values:
            raise InvalidSource(where, None, f"is neither HTML nor JSON: {error}") from error
        return values, skipped


def _lines(content: str) -> tuple[list[object], list[str]]:
    """The values of JSON lines, without broken ones; none at all if the first is one."""
    values, skipped = list[object](), list[str]()
    # Strings in JSON may hold other line ends as they are.
    for number, line in enumerate(content.split("\n"), start=1):
        try:
            values += [_parsed(line)] if line.strip() else []
        except ValueError as error:
            if not values:
                break
            skipped.append(f"line {number} is not JSON: {error}")
    return values, skipped


def _scripts(page: str) -> tuple[list[object], list[str]]:
    """The JSON-LD blocks of a page; a broken one is passed over, as browsers do."""
    finder = _Finder()
    finder.feed(page)
    finder.close()
    values, skipped = list[object](), list[str]()
    for number, block in enumerate(finder.blocks, start=1):
        try:
            values.append(_parsed(block))
        except ValueError as error:
            skipped.append(f"JSON-LD block {number} of the page is broken: {error}")
    return values, skipped


def _parsed(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except RecursionError as error:
        raise ValueError("is nested too deeply") from error


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("type") or "").partition(";")[0].strip().casefold()
        self._inside = tag == "script" and kind == "application/ld+json"
        if self._inside:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.blocks[-1] += data
