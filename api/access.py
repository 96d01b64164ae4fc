"""Who may ask for what: each address needs a key with its scope, or is open to all."""

from __future__ import annotations

import logging

from flask import Flask, Response, current_app, g, request

from factcheck import InvalidInput
from factcheck.api.keys import Key, KeyFile
from factcheck.api.refusals import Refusal

_log = logging.getLogger(__name__)

# The scope that each endpoint asks for; None for those that are open to all.
SCOPE_OF = {
    "verifications.create_verification": "verify",
    "verifications.create_verification_page": "verify",
    "verifications.create_verification_review": "verify",
    "checks.create_check": "verify",
    "checks.create_check_page": "verify",
    "checks.create_check_reviews": "verify",
    "claims.extract_claims": "verify",
    "articles.read_article": "verify",
    "batches.create_batch": "verify",
    "batches.list_batches": "verify",
    "batches.read_batch": "verify",
    "batches.list_results": "verify",
    "batches.follow_batch": "verify",
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
    "watches.list_watches": "verify",
    "watches.create_watch": "verify",
    "watches.read_watch": "verify",
    "watches.delete_watch": "verify",
    "watches.list_changes": "verify",
    "reviews.add_reviews": "write",
    "indexes.list_indexes": "search",
    "models.list_models": "search",
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


def register(app: Flask, keys: KeyFile | None) -> None:
    """Ask for keys, if there are any to ask for."""
    app.extensions[EXTENSION] = keys
    app.before_request(_check)
    app.after_request(_challenge)


def asks_for_keys(app: Flask) -> bool:
    """Whether the application was made with keys."""
    return app.extensions.get(EXTENSION) is not None


def owners(app: Flask) -> frozenset[str] | None:
    """Those whose keys are good, and the operator, who needs none; None where nobody does."""
    keys: KeyFile | None = app.extensions.get(EXTENSION)
    return None if keys is None else frozenset({"", *(key.id for key in keys.good())})


def can_tell_keys(app: Flask) -> bool:
    """Whether the keys, if any are asked for, can be read at this moment."""
    keys: KeyFile | None = app.extensions.get(EXTENSION)
    try:
        if keys is not None:
            keys.keys()
    except InvalidInput:
        _log.exception("the file of keys cannot be read")
        return False
    return True


def _check() -> None:
    keys: KeyFile | None = current_app.extensions[EXTENSION]
    # An address that does not exist, or a method that it does not take, is told to anybody.
    if keys is None or request.endpoint is None or request.method == "OPTIONS":
        return
    # One that is in no list is for nobody but `admin`.
    scope = SCOPE_OF.get(request.endpoint, "admin")
    if scope is None:
        return
    scheme, _, presented = request.headers.get("Authorization", "").partition(" ")
    key = _found(keys, presented.strip()) if scheme.lower() == _SCHEME else None
    if key is None:
        raise Refusal("unauthenticated", "send Authorization: Bearer with a key that is good")
    g.key_id, g.is_admin = key.id, key.allows("admin")
    if not key.allows(scope):
        raise Refusal("forbidden", f"this key does not have the scope {scope}", scope=scope)


def _found(keys: KeyFile, presented: str) -> Key | None:
    try:
        return keys.find(presented)
    except InvalidInput as error:
        # The fault is the server's: nothing of its files is for who asks.
        raise RuntimeError("the file of keys cannot be read") from error


def _challenge(response: Response) -> Response:
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="factcheck"'
    return response
