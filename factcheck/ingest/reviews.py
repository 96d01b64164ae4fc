"""Fact-checks in files and pages: JSON-LD of web pages, feed files, answers of the claim search."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Any

from factcheck.addresses import harmless
from factcheck.errors import InvalidInput, InvalidSource, shown
from factcheck.ingest import charsets, plain
from factcheck.ingest.claim_search import reviews_of
from factcheck.known_claims.claimreview import (
    below,
    from_json_ld,
    review_id,
    reviews_within,
    stored_bytes,
)
from factcheck.review_types import ClaimReview, is_web_address

Read = Callable[[Mapping[str, Any]], Iterable[ClaimReview]]
# What holds fact-checks: what it is called, itself, and what reads it.
Placed = tuple[str, Mapping[str, Any], Read]


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


def find_reviews(values: list[Any], *, pointer: str | None = None) -> Reviews:
    """The fact-checks in parsed JSON values, as :func:`read_reviews` finds them.

    :param pointer: where the values stand: what is passed over is then named by its JSON Pointer
        and not by its number, and so is a value that holds no fact-check.
    """
    placed, empty = list[Placed](), list[str]()
    for number, value in enumerate(values):
        place = below(pointer or "", number)
        within = list(_within(value, place))
        placed += within
        if not within:
            empty.append(f"{place}: holds no ClaimReview")
    if pointer is None:
        numbered = enumerate((item[1:] for item in placed), start=1)
        return collected(
            (f"review {n}{_at(record)}", record, read) for n, (record, read) in numbered
        )
    read = collected(placed)
    return Reviews(read.reviews, (*read.skipped, *empty))


def collected(records: Iterable[Placed]) -> Reviews:
    """The reviews of some records, without those that cannot be read or kept.

    Of those of one claim at one address the last counts.
    """
    reviews, skipped = dict[str, tuple[str, ClaimReview]](), list[str]()
    for name, record, read in records:
        try:
            found = list(read(record))
            for review in found:
                harmless(review.url)
                stored_bytes(review)
        except InvalidInput as error:
            skipped.append(f"{name}: {error}")
            continue
        if not found:
            skipped.append(f"{name}: has no review")
        for review in found:
            identity = review_id(review)
            if identity in reviews:
                earlier, _ = reviews.pop(identity)
                reason = f"is of the same claim at the same address as {name}, which counts"
                skipped.append(f"{earlier}: {reason}")
            reviews[identity] = name, review
    return Reviews(tuple(review for _, review in reviews.values()), tuple(skipped))


def _within(value: object, pointer: str) -> Iterator[Placed]:
    """What holds fact-checks in a value, called by where it stands."""
    for place, record in reviews_within(value, pointer):
        yield place, record, _marked
    # An answer of the claim search, saved as one JSON document or line.
    found = value.get("claims") if isinstance(value, Mapping) else None
    for number, claim in enumerate(found if isinstance(found, list) else []):
        if isinstance(claim, Mapping) and "claimReview" in claim:
            yield f"{pointer}/claims/{number}", claim, reviews_of


def _at(record: Mapping[str, Any]) -> str:
    """The address of a review, by which it is found in a long file; nothing where it has none."""
    url = record.get("url")
    try:
        is_fit = isinstance(url, str) and is_web_address(harmless(url))
    except InvalidInput:
        return ""
    return f" ({shown(url)})" if is_fit else ""


def _marked(record: Mapping[str, Any]) -> list[ClaimReview]:
    return [from_json_ld(record)]


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
        return json.loads(text, strict=False, object_hook=_unescaped)
    except RecursionError as error:
        raise ValueError("is nested too deeply") from error


def _unescaped(record: dict[str, Any]) -> dict[str, Any]:
    """An object whose texts are in plain characters: many publishers escape them as for HTML."""
    return {
        name: unescape(value) if isinstance(value, str) else value for name, value in record.items()
    }


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
