"""Where a page of a list ended, signed so that clients cannot come to depend on its inside.

A cursor grants nothing: it only says after which id to go on.
"""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from factcheck.api.refusals import Refusal


def cursor_after(document_id: str, index: str) -> str:
    """The cursor for what follows `document_id` in the index of that name."""
    cursor: str = _signer(index).dumps(document_id)
    return cursor


def read_cursor(cursor: str, index: str) -> str:
    """The document id that a cursor made for this index names.

    :raises Refusal: if it was not made here, or for another index.
    """
    try:
        document_id: str = _signer(index).loads(cursor)
    except BadSignature as error:
        raise Refusal("cursor_not_found", "this cursor was not given out for this index") from error
    return document_id


def _signer(index: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"documents of {index}")
