"""Where a page of a list ended, signed so that clients cannot come to depend on its inside.

A cursor grants nothing: it only says after which id to go on.
"""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from factcheck.api.refusals import Refusal


def cursor_after(item_id: str, of: str) -> str:
    """The cursor for what follows `item_id` in a list, such as `documents of NAME`."""
    cursor: str = _signer(of).dumps(item_id)
    return cursor


def read_cursor(cursor: str, of: str) -> str:
    """The id that a cursor made for this list names.

    :raises Refusal: if it was not made here, or for another list.
    """
    try:
        item_id: str = _signer(of).loads(cursor)
    except BadSignature as error:
        raise Refusal("cursor_not_found", "this cursor was not given out for this list") from error
    return item_id


def _signer(of: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=of)
