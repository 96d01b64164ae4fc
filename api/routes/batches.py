"""Batches: many claims in one request, worked through in the background."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from typing import Any

from flask import Blueprint, Response, current_app, g, jsonify, request, url_for

from factcheck.api import access
from factcheck.api.batches import Batch, Batches, Item, NewBatch
from factcheck.api.bodies import json_body, query
from factcheck.api.cursors import cursor_after, read_cursor
from factcheck.api.etags import require_match, revalidated
from factcheck.api.events import HEARTBEAT, HEARTBEAT_SECONDS, as_stream, event
from factcheck.api.refusals import Refusal
from factcheck.api.representations import nothing
from factcheck.api.schemas import BatchesQuery, BatchRequest, PageQuery
from factcheck.api.service import batches, checker_for, service

blueprint = Blueprint("batches", __name__)

# What `Prefer: wait` asks for beyond this is cut, and a stream ends after so long.
MOST_WAIT, MOST_STREAM = 60, 3600
MOST_REQUEST_KEY = 255
REQUEST_KEY = rf"[\x21-\x7e]{{1,{MOST_REQUEST_KEY}}}"
# A value may be quoted (RFC 7240, 2).
_WAIT = re.compile(
    r'(?:^|[,;\s])wait\s*=\s*(?P<quote>"?)(?P<seconds>\d{1,6})(?P=quote)\s*(?:[,;]|$)',
    re.IGNORECASE,
)
_LOOK_SECONDS = 0.5
_RETRY_SECONDS = 2
# The ids of the last event of a stream.
_DONE, _GONE = "done", "gone"


@blueprint.post("/v1/batches")
def create_batch() -> tuple[Response, int, dict[str, str]]:
    """Take claims in; they are worked through in the background."""
    body = json_body(BatchRequest())
    _refuse_doubles(body["claims"])
    fingerprint = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    checker_for(body)
    claims = [(item.get("custom_id"), item["claim"]) for item in body.pop("claims")]
    key = request.headers.get("Idempotency-Key")
    if key is not None and not re.fullmatch(REQUEST_KEY, key):
        detail = f"Idempotency-Key must be 1 to {MOST_REQUEST_KEY} visible ASCII characters"
        raise Refusal("bad_request", detail, limit=MOST_REQUEST_KEY, actual=len(key))
    batch, _ = batches().add(NewBatch(_owner(), claims, body, fingerprint, key))
    headers = {"Location": url_for("batches.read_batch", batch_id=batch.id)}
    wish = _WAIT.search(request.headers.get("Prefer", ""))
    if wish is not None:
        seconds = min(int(wish["seconds"]), MOST_WAIT)
        waited = None
        # Where no thread can be spared for that the batch is taken in all the same.
        with suppress(Refusal), service().threads.held():
            waited = batches().wait(batch, seconds)
        if waited is not None:
            headers["Preference-Applied"] = f"wait={seconds}"
            batch = waited
    if batch.finished is not None:
        return jsonify(_record(batch)), 201, headers
    headers["Retry-After"] = str(_RETRY_SECONDS)
    return jsonify(_record(batch)), 202, headers


def _refuse_doubles(claims: Sequence[Mapping[str, Any]]) -> None:
    """No two claims may have one `custom_id`; no description can say so, hence no 422."""
    places: dict[str, int] = {}
    for number, item in enumerate(claims):
        name = item.get("custom_id")
        if name is not None and (first := places.setdefault(name, number)) != number:
            detail = f"/claims/{number} has the custom_id of /claims/{first}: {name!r}"
            raise Refusal("custom_id_conflict", detail)


@blueprint.after_request
def _tell_quota(response: Response) -> Response:
    """Every 429 says what is counted: here batches, unless it was the requests that were."""
    if response.status_code == 429 and response.get_json().get("code") == "too_many_batches":
        most, wait = batches().limits.unfinished_of_one, response.headers["Retry-After"]
        response.headers["RateLimit-Policy"] = f'"batches";q={most}'
        response.headers["RateLimit"] = f'"batches";r=0;t={wait}'
    return response


@blueprint.get("/v1/batches")
def list_batches() -> Response:
    """One page of one's own batches, or as `admin` of anybody's, as they came in."""
    page = query(BatchesQuery())
    owner: str | None = _owner()
    if "owner" in page:
        _refuse_unless_admin()
        owner = None
    these, limit = f"batches of {page.get('owner', owner)}", page["limit"]
    after = int(read_cursor(page["cursor"], these)) if "cursor" in page else 0
    found = batches().of_owner(owner, after, limit + 1)
    body: dict[str, Any] = {"batches": [_record(batch) for batch in found[:limit]]}
    if len(found) > limit:
        body["next"] = cursor_after(str(found[limit - 1].number), these)
    return jsonify(body)


@blueprint.get("/v1/batches/<batch_id>")
def read_batch(batch_id: str) -> Response:
    """How far a batch has come."""
    return revalidated(jsonify(_record(batches().get(batch_id, _owner()))))


@blueprint.post("/v1/batches/<batch_id>/cancel")
def cancel_batch(batch_id: str) -> Response:
    """Check no more claims of a batch, and keep the answers that there are."""
    kept = batches()
    return jsonify(_record(kept.cancel(kept.get(batch_id, _owner()))))


@blueprint.get("/v1/batches/<batch_id>/results")
def list_results(batch_id: str) -> Response:
    """One page of a batch's claims in order, each with what has come of it by now."""
    page = query(PageQuery())
    batch = batches().get(batch_id, _owner())
    these, limit = f"results of {batch.id}", page["limit"]
    after = int(read_cursor(page["cursor"], these)) if "cursor" in page else -1
    found = batches().items(batch, after, limit + 1)
    body: dict[str, Any] = {"results": [_result(item) for item in found[:limit]]}
    if len(found) > limit:
        body["next"] = cursor_after(str(found[limit - 1].number), these)
    return jsonify(body)


@blueprint.get("/v1/batches/<batch_id>/events")
def follow_batch(batch_id: str) -> Response:
    """The progress of a batch as server-sent events, until it is finished or cancelled."""
    kept, batch = batches(), batches().get(batch_id, _owner())
    seen = request.headers.get("Last-Event-ID", "")
    if seen == _DONE:
        # A browser asks again whenever a stream ends, unless it is answered so.
        return nothing()
    last = int(seen) if re.fullmatch(r"[0-9]{1,9}", seen) else -1
    with ExitStack() as held:
        held.enter_context(service().threads.held())
        held.callback(kept.open_stream())
        response = as_stream(_events(kept, batch, last))
        response.call_on_close(held.pop_all().close)
    return response


@blueprint.delete("/v1/batches/<batch_id>")
def delete_batch(batch_id: str) -> Response:
    """Stop a batch, and forget it with all its results: one's own, or as `admin` anybody's."""
    batch = batches().get(batch_id, None if g.get("is_admin") else _owner())
    require_match(lambda: jsonify(_record(batch)))
    batches().delete(batch)
    return nothing()


def _owner() -> str:
    """The id of the key; without keys everybody is one."""
    return str(g.get("key_id") or "")


def _refuse_unless_admin() -> None:
    if access.asks_for_keys(current_app) and not g.get("is_admin"):
        detail = "the batches of other keys are for the scope admin"
        raise Refusal("forbidden", detail, scope="admin")


def _events(kept: Batches, batch: Batch, last: int) -> Iterator[str]:
    """An event for each step forward, named by how many claims are answered, and a last one."""
    owner, started = batch.owner, time.monotonic()
    spoke = started
    while True:
        answered = batch.done + batch.failed
        if answered > last:
            yield event("progress", _record(batch), str(answered))
            last, spoke = answered, time.monotonic()
        if batch.finished is not None:
            yield event("done", _record(batch), _DONE)
            return
        if kept.is_stopping or time.monotonic() - started > MOST_STREAM or kept.rests(batch):
            return
        if time.monotonic() - spoke > HEARTBEAT_SECONDS:
            yield HEARTBEAT
            spoke = time.monotonic()
        time.sleep(_LOOK_SECONDS)
        try:
            batch = kept.get(batch.id, owner)
        except Refusal:  # deleted meanwhile, or expired
            yield event("gone", _record(batch), _GONE)
            return


def _record(batch: Batch) -> dict[str, Any]:
    return {
        "id": batch.id,
        "state": batch.state,
        "created_at": batch.created,
        "finished_at": batch.finished,
        "expires_at": batch.expires,
        "request_counts": {
            "total": batch.total,
            "completed": batch.done,
            "failed": batch.failed,
            "cancelled": batch.cancelled,
        },
    }


def _result(item: Item) -> dict[str, Any]:
    is_done = item.status.value == "done"
    return {
        "number": item.number,
        "custom_id": item.custom_id,
        "claim": item.claim,
        "status": item.status.value,
        "verdict": item.answer if is_done else None,
        "problem": None if is_done else item.answer,
    }
