"""Who may ask for what: each address needs a key with its scope, or is open to all."""

from __future__ import annotations

import logging

from flask import Flask, Response, current_app, g, request

from factcheck import InvalidInput
from factcheck.api.keys import Key, KeyFile
from factcheck.api.readiness import State
from factcheck.api.refusals import Refusal

_log = logging.getLogger(__name__)

# Who asks for verdicts names the index, and reads which models drew them, as who searches does.
_ASKING = ("search", "verify")
# The scope that each endpoint asks for, or several of which one is enough; None for those that are
# open to all.
SCOPE_OF: dict[str, str | tuple[str, ...] | None] = {
    "verifications.create_verification": "verify",
    "verifications.create_verification_page": "verify",
    "verifications.create_verification_review": "verify",
    "checks.create_check": "verify",
    "checks.follow_check": "verify",
    "checks.create_check_page": "verify",
    "checks.create_check_reviews": "verify",
    "claims.extract_claims": "verify",
    "articles.read_article": "verify",
    "batches.create_batch": "verify",
    "batches.list_batches": "verify",
    "batches.read_batch": "verify",
    "batches.list_results": "verify",
    "batches.follow_batch": "verify",
    "batches.cancel_batch": "verify",
    "batches.delete_batch": "verify",
    "reports.store_check": "verify",
    "reports.store_verification": "verify",
    "reports.read_report": "verify",
    "reports.delete_report": "verify",
    "reports.read_report_page": "verify",
    "reports.create_report_reviews": "verify",
    "claims.match_claim": "verify",
    "evidence.search_evidence": "search",
    "documents.list_documents": "search",
    "documents.read_document": "search",
    "origins.list_origins": "search",
    "documents.describe_original": None,
    "documents.read_original": "search",
    "documents.add_documents": "write",
    "documents.delete_document": "write",
    "files.add_file": "write",
    "watches.list_watches": "verify",
    "watches.create_watch": "verify",
    "watches.read_watch": "verify",
    "watches.delete_watch": "verify",
    "watches.list_changes": "verify",
    "reviews.add_reviews": "write",
    "indexes.list_indexes": _ASKING,
    "models.list_models": _ASKING,
    "metrics.figures": "admin",
    "health.alive": None,
    "health.ready": None,
    "reference.describe": None,
    "reference.explain": None,
    "reference.read": None,
    "workbench.read_page": None,
    "workbench.read_part": None,
}
EXTENSION = "factcheck-keys"
_SCHEME = "bearer"
# Somebody has to see to a file of keys that cannot be read.
_AGAIN_SECONDS = 30


def register(app: Flask, keys: KeyFile | None) -> None:
    """Look at the key of each request, if there are any to ask for."""
    app.extensions[EXTENSION] = keys
    app.before_request(_look)
    app.after_request(_challenge)


def guard(app: Flask) -> None:
    """Refuse whoever has no key for what is asked. What comes before it sees refused ones too."""
    app.before_request(_check)


def asks_for_keys(app: Flask) -> bool:
    """Whether the application was made with keys."""
    return app.extensions.get(EXTENSION) is not None


def owners(app: Flask) -> frozenset[str] | None:
    """Those whose keys are good, and the operator, who needs none; None where nobody does.

    Nobody at all while the keys cannot be read.
    """
    keys: KeyFile | None = app.extensions.get(EXTENSION)
    try:
        return None if keys is None else frozenset({"", *(key.id for key in keys.good())})
    except InvalidInput as error:
        _log.error("the file of keys cannot be read: %s", error)
        return frozenset()


def can_tell_keys(app: Flask) -> bool:
    """Whether keys, if any are asked for, can be read at this moment, and there are some."""
    keys: KeyFile | None = app.extensions.get(EXTENSION)
    try:
        found = keys is None or bool(keys.keys())
    except InvalidInput as error:
        _log.error("the file of keys cannot be read: %s", error)
        return False
    if not found:
        _log.error("the file of keys is gone, or holds none")
    return found


def opens_any(app: Flask, authorization: str) -> bool:
    """Whether a request with that field has a good key, or needs none."""
    keys: KeyFile | None = app.extensions.get(EXTENSION)
    try:
        return keys is None or _found(keys, authorization) is not None
    except InvalidInput:
        return False  # nobody is let in; who asks is told by the application


def _look() -> None:
    keys: KeyFile | None = current_app.extensions[EXTENSION]
    if keys is None or _scope() is None:
        return
    try:
        g.key = _found(keys, request.headers.get("Authorization", ""))
    except InvalidInput as error:
        # The fault is the server's: nothing of its files is for who asks.
        _log.error("the file of keys cannot be read: %s", error)
        detail = "the server cannot tell its keys at the moment"
        raise Refusal(
            "not_ready", detail, state=State.FAILED, retry_after=_AGAIN_SECONDS
        ) from error
    if g.key is not None:
        g.key_id, g.is_admin = g.key.id, g.key.allows("admin")


def _check() -> None:
    scope = _scope()
    if scope is None or "key" not in g:
        return
    if g.key is None:
        raise Refusal("unauthenticated", "send Authorization: Bearer with a key that is good")
    scopes = (scope,) if isinstance(scope, str) else scope
    if not any(map(g.key.allows, scopes)):
        detail = f"this key does not have the scope {' or '.join(scopes)}"
        raise Refusal("forbidden", detail, scope=scopes[0])


def _scope() -> str | tuple[str, ...] | None:
    """What the request needs a key for, if it does. See :data:`SCOPE_OF`."""
    # An address that does not exist, or a method that it does not take, is told to anybody.
    if request.endpoint is None or request.method == "OPTIONS":
        return None
    # One that is in no list is for nobody but `admin`.
    return SCOPE_OF.get(request.endpoint, "admin")


def _found(keys: KeyFile, authorization: str) -> Key | None:
    scheme, _, presented = authorization.partition(" ")
    return keys.find(presented.strip()) if scheme.lower() == _SCHEME else None


def _challenge(response: Response) -> Response:
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="factcheck"'
    return response
