"""Where a page of a list ended, signed so that clients cannot come to depend on its inside.

A cursor grants nothing: it only says after which id to go on.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from factcheck import InvalidInput
from factcheck.api.refusals import Refusal

_SECRET_BYTES = 32


def secret_of(state: Path | None) -> bytes:
    """What signs cursors: one for all processes that share a state, and for their restarts.

    :raises InvalidInput: if the state has none, and no room for one.
    """
    if state is None:
        return secrets.token_bytes(_SECRET_BYTES)
    try:
        state.mkdir(parents=True, exist_ok=True)
        path = state / "cursors.key"
        if not path.exists():
            _write_secret(path)
        secret = path.read_bytes()
    except OSError as error:
        expected = f"must be a folder that can be written to ({error.strerror})"
        raise InvalidInput("state", str(state), expected) from error
    if len(secret) != _SECRET_BYTES:
        expected = f"holds a cursors.key that is damaged; delete {path}: cursors given out end"
        raise InvalidInput("state", str(state), expected)
    return secret


def _write_secret(path: Path) -> None:
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        # Of several that start at once the first decides.
        with suppress(FileExistsError):
            os.link(beside, path)
    finally:
        os.unlink(beside)


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
