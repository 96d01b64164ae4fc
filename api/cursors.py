"""Where a page of a list ended, signed so that clients cannot come to depend on its inside.

A cursor grants nothing: it only says after which id to go on.
"""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from factcheck.api.refusals import Refusal


def cursor_after(item: str, listed: str) -> str:
    """The cursor for what follows an item, named as the list itself names it.

    :param listed: what the list is of: a cursor leads to no other list.
    """
    cursor: str = _signer(listed).dumps(item)
    return cursor


def read_cursor(cursor: str, listed: str) -> str:
    """The item that a cursor made for this list names.

    :raises Refusal: if it was not made here, or for another list.
    """
    try:
        item: str = _signer(listed).loads(cursor)
    except BadSignature as error:
        raise Refusal("cursor_not_found", "this cursor was not given out for this list") from error
    return item


def _signer(listed: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=listed)
