"""What a verdict is asked under: options as callers give them, checked once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from factcheck.addresses import canonical_url
from factcheck.config import Limits, Settings
from factcheck.errors import InvalidInput
from factcheck.language.language_tags import valid_tag
from factcheck.language.languages import refuse_foreign_claim
from factcheck.policy.types import Policy
from factcheck.types import Filters, iso_date


class Options(TypedDict, total=False):
    """The options of `verify`, `verify_many`, `check` and `search`; all may be left out.

    - `as_of`: a date; nothing published later counts, and what was found later is listed
      in `later_evidence`. A document without a date counts from the day it was added.
    - `published`: the day of the claim or text itself.
    - `k`: passages judged per claim, at most 50; or hits of a search, at most 100.
    - `max_error`: abstain where verdicts this sure erred more often on held-out claims.
    - `publishers`, `languages`: only such documents count, in whatever capitals; `en` also stands
      for `en-US`.
    - `tiers`: only sources that the policy has in these tiers count; `ordinary` are those that it
      names nowhere.
    - `documents`: only the documents of these ids count, at most 5,000; one that is not in the
      index is passed over.
    - `document_id`, `url`: the claim's own document, which never counts as evidence; nor does
      one whose text gives that address.
    """

    as_of: str | None
    published: str | None
    k: int | None
    max_error: float | None
    publishers: Iterable[str] | None
    languages: Iterable[str] | None
    tiers: Iterable[str] | None
    documents: Iterable[str] | None
    document_id: str | None
    url: str | None


class Selection(TypedDict, total=False):
    """Those of the :class:`Options` that say what alone may be found."""

    as_of: str | None
    publishers: Iterable[str] | None
    languages: Iterable[str] | None
    tiers: Iterable[str] | None
    documents: Iterable[str] | None


@dataclass(frozen=True, slots=True)
class Request:
    """Checked options; `address` is the canonical one of the claim's own document."""

    filters: Filters
    published: str | None
    k: int
    max_error: float | None
    address: str | None = None


def make_request(
    options: Options, settings: Settings, policy: Policy, own: Sequence[str], most: int
) -> Request:
    """Options, checked against the limits.

    :param policy: whose tiers can be asked for.
    :param own: further ids of the claim's own document.
    :param most: the largest `k`.
    :raises TypeError: for an option that there is none of, as for any unknown argument.
    :raises InvalidInput: for the first bad option.
    """
    known = Options.__annotations__
    if unknown := options.keys() - known.keys():
        raise TypeError(f"no such option: {min(unknown)!r}; there are {', '.join(known)}")
    given = options.get("k")
    k = settings.k if given is None else given
    if not isinstance(k, int) or isinstance(k, bool) or not 1 <= k <= most:
        raise InvalidInput("k", k, f"must be a whole number from 1 to {most}", limit=most)
    max_error = options.get("max_error")
    if max_error is not None and (not isinstance(max_error, float) or not 0.0 < max_error < 1.0):
        raise InvalidInput("max_error", max_error, "must lie between 0 and 1, both excluded")
    document_id = options.get("document_id")
    if document_id is not None and not isinstance(document_id, str):
        raise InvalidInput("document_id", document_id, "must be the id of a document")
    tiers = _names(options.get("tiers"), "tiers")
    filters = Filters(
        as_of=options.get("as_of"),
        publishers=_names(options.get("publishers"), "publishers"),
        languages=_tags(options.get("languages")),
        tiers=None if tiers is None else policy.tiers(tiers),
        documents=_ids(options.get("documents")),
        exclude_documents=frozenset([*own, document_id] if document_id else own),
    )
    return Request(
        filters,
        iso_date(options.get("published"), "published"),
        k,
        max_error,
        canonical_url(options.get("url")),
    )


def narrowing(filters: Filters) -> dict[str, Any]:
    """The filters in force, for provenance; None where one was not set.

    Of documents, of which there may be thousands, how many and a hash of their ids (sorted, one
    a line): who has the ids can tell that they are these.
    """
    tiers, ids = filters.tiers, filters.documents
    return {
        "publishers": _sorted(filters.publishers),
        "languages": _sorted(filters.languages),
        "tiers": _sorted(None if tiers is None else tiers.names),
        "documents": None
        if ids is None
        else {
            "count": len(ids),
            "sha256": hashlib.sha256(_bytes("\n".join(sorted(ids)))).hexdigest(),
        },
    }


def _bytes(ids: str) -> bytes:
    """In UTF-8; an id that no document can have, half of a character, is bytes all the same."""
    return ids.encode("utf-8", "surrogatepass")


def _sorted(names: frozenset[str] | None) -> list[str] | None:
    return None if names is None else sorted(names)


def valid_claims(claims: Sequence[str]) -> list[str]:
    """The claims themselves.

    :raises InvalidInput: if there are too many, or for the first that is none.
    """
    if isinstance(claims, str):
        raise InvalidInput("claims", claims, "must be a list of claims")
    if len(claims) > (most := Limits.claims_per_call):
        expected = f"must be at most {most} claims, is {len(claims)}"
        raise InvalidInput("claims", len(claims), expected, limit=most)
    return [valid_claim(claim) for claim in claims]


def valid_claim(value: object) -> str:
    """The claim itself.

    :raises InvalidInput: if it is empty, too long, not text, or surely not in English.
    """
    claim = valid_text(value, "claim", Limits.claim_chars)
    refuse_foreign_claim(claim)
    return claim


def valid_text(value: object, field: str, limit: int) -> str:
    """The text itself.

    :raises InvalidInput: if it is empty, too long, or not text; names the limit.
    """
    if not isinstance(value, str):
        raise InvalidInput(field, value, "must be text")
    if not value.strip():
        raise InvalidInput(field, value, "must hold at least one visible character")
    if len(value) > limit:
        expected = f"must be at most {limit} characters, is {len(value)}"
        raise InvalidInput(field, value, expected, limit=limit)
    if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
        raise InvalidInput(field, value, "must be text, not binary data")
    return value


def _tags(values: Iterable[str] | None) -> frozenset[str] | None:
    names = _names(values, "languages")
    return None if names is None else frozenset(valid_tag(name, "languages") for name in names)


def _ids(values: Iterable[str] | None) -> frozenset[str] | None:
    ids, most = _names(values, "documents"), Limits.named_documents
    if ids is not None and len(ids) > most:
        expected = f"must be at most {most} ids, is {len(ids)}"
        raise InvalidInput("documents", len(ids), expected, limit=most)
    return ids


def _names(values: Iterable[str] | None, field: str) -> frozenset[str] | None:
    if values is None:
        return None
    names = list(values) if isinstance(values, Iterable) and not isinstance(values, str) else []
    if not names or not all(isinstance(name, str) and name for name in names):
        raise InvalidInput(field, values, "must be a list of at least one name")
    return frozenset(names)
