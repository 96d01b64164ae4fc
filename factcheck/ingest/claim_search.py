"""Fact-checks from the Google Fact Check Tools API: its answers, and a client that asks for them.

https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import requests

from factcheck.errors import FetchFailure, InvalidInput
from factcheck.known_claims.claimreview import from_json_ld
from factcheck.review_types import ClaimReview
from factcheck.version import __version__

ADDRESS = "https://factchecktools.googleapis.com/v1alpha1/claims:search"
PER_PAGE, MOST = 100, 10_000
TRIES, FIRST_PAUSE, LONGEST_PAUSE = 4, 1.0, 30.0
_TIMEOUT = (10, 30)
_MAX_BYTES = 20 * 2**20
# Worth another try: asked too often, or the server's own trouble.
_PASSING = frozenset({429, 500, 502, 503, 504})


class ClaimSearch:
    """Asks the API; a context manager.

    :param key: an API key, sent in a header so that no log of addresses holds it.
    :param address: where the API is.
    """

    def __init__(self, key: str, *, address: str = ADDRESS) -> None:
        if not key.strip() or not key.isascii() or not key.isprintable():
            raise InvalidInput(
                "google_key", "", "must be an API key; set FACTCHECK_GOOGLE_KEY to yours"
            )
        self._address = address
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.update(
            {"X-Goog-Api-Key": key.strip(), "User-Agent": f"factcheck/{__version__}"}
        )

    def __enter__(self) -> ClaimSearch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._session.close()

    def claims(
        self, query: str, *, language: str | None = None, most: int = PER_PAGE
    ) -> Iterator[Mapping[str, Any]]:
        """The claims that match a query, as the API gives them, page by page.

        :param language: a BCP-47 code such as `en-US`; all by default.
        :param most: how many at most.
        :raises InvalidInput: if the query is empty or `most` is beyond 10,000.
        :raises FetchFailure: if the API refuses, answers something else, or cannot be reached in
            four tries.
        """
        if not query.strip():
            raise InvalidInput("query", query, "must hold at least one visible character")
        if not 1 <= most <= MOST:
            raise InvalidInput("most", most, f"must be a whole number from 1 to {MOST}")
        asked: dict[str, Any] = {"query": query, "pageSize": min(most, PER_PAGE)}
        asked |= {"languageCode": language} if language else {}
        given, tokens = 0, set[str]()
        while True:
            page = self._page(asked)
            found = page.get("claims", [])
            token = page.get("nextPageToken") or ""
            if not isinstance(found, list) or not isinstance(token, str) or token in tokens:
                raise FetchFailure(self._address, "answered with something else than a page")
            yield from found[: most - given]
            given += len(found)
            if not token or given >= most:
                return
            tokens.add(token)
            asked["pageToken"] = token

    def _page(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        pause, trouble = FIRST_PAUSE, ""
        for attempt in range(TRIES):
            if attempt:
                time.sleep(min(pause, LONGEST_PAUSE))
                pause *= 2
            try:
                with self._session.get(
                    self._address,
                    params=dict(asked),
                    timeout=_TIMEOUT,
                    stream=True,
                    allow_redirects=False,
                ) as answer:
                    body = self._body(answer)
            except (requests.RequestException, OSError) as error:
                trouble = f"cannot be reached ({type(error).__name__})"
                continue
            if answer.status_code == requests.codes.ok:
                return self._parsed(body)
            trouble = f"answered {answer.status_code}: {_message(body)}"
            if answer.status_code not in _PASSING:
                break
            wanted = answer.headers.get("Retry-After", "")
            pause = max(pause, float(wanted)) if wanted.isascii() and wanted.isdigit() else pause
        raise FetchFailure(self._address, trouble)

    def _body(self, answer: requests.Response) -> bytes:
        body = bytearray()
        for chunk in answer.iter_content(64 * 1024):
            body += chunk
            if len(body) > _MAX_BYTES:
                raise FetchFailure(self._address, f"is larger than {_MAX_BYTES} bytes")
        return bytes(body)

    def _parsed(self, body: bytes) -> Mapping[str, Any]:
        try:
            page = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise FetchFailure(self._address, f"answered with broken JSON ({error})") from error
        if not isinstance(page, dict):
            raise FetchFailure(self._address, "answered with something else than a page")
        return page


def _message(body: bytes) -> str:
    """What the API says is wrong."""
    try:
        return str(json.loads(body)["error"]["message"])[:300]
    except (ValueError, KeyError, TypeError, RecursionError):
        return "no reason given"


def reviews_of(claim: Mapping[str, Any]) -> Iterator[ClaimReview]:
    """The reviews of one claim of the API.

    :raises InvalidInput: if the claim, the rating or the address is missing, or a field that is
        there cannot be read.
    """
    item = {
        "author": claim.get("claimant"),
        "datePublished": claim.get("claimDate"),
    }
    reviews = claim.get("claimReview") or []
    if not isinstance(reviews, list):
        raise InvalidInput("claimReview", reviews, "must be a list of objects")
    for review in reviews:
        if not isinstance(review, Mapping):
            raise InvalidInput("claimReview", review, "must be an object")
        yield from_json_ld(
            {
                "claimReviewed": claim.get("text"),
                "itemReviewed": item,
                "url": review.get("url"),
                "headline": review.get("title"),
                "datePublished": review.get("reviewDate"),
                "inLanguage": review.get("languageCode"),
                "reviewRating": {"alternateName": review.get("textualRating")},
                "author": _publisher(review.get("publisher")),
            }
        )


def _publisher(value: object) -> dict[str, Any] | None:
    if not isinstance(value, Mapping):
        return None
    site = value.get("site")
    name = value.get("name") or site
    url = f"https://{site}" if isinstance(site, str) and _is_host(site) else None
    return {"@type": "Organization", "name": name, "url": url} if name else None


def _is_host(site: str) -> bool:
    try:
        return urlsplit(f"https://{site}").hostname == site.lower()
    except ValueError:
        return False
