"""Watched claims: add, list, read and remove them, and how their verdicts changed."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g, jsonify, url_for

from factcheck import Watch, Watches, change_record, watch_record
from factcheck.api.bodies import json_body, query
from factcheck.api.cursors import cursor_after, read_cursor
from factcheck.api.etags import require_match
from factcheck.api.refusals import Refusal
from factcheck.api.representations import nothing
from factcheck.api.schemas import PageQuery, WatchRequest
from factcheck.api.service import checker_for, service

blueprint = Blueprint("watches", __name__)


@blueprint.get("/v1/watches")
def list_watches() -> Response:
    """One page of the watches of this key, the oldest first."""
    page, listed = query(PageQuery()), f"watches of {_owner()}"
    after = int(read_cursor(page["cursor"], listed)) if "cursor" in page else 0
    found = _watches().page(after=after, limit=page["limit"] + 1, owner=_owner())
    shown = found[: page["limit"]]
    body: dict[str, Any] = {"watches": [_record(watch) for watch in shown]}
    if len(found) > len(shown):
        body["next"] = cursor_after(str(shown[-1].number), listed)
    return jsonify(body)


@blueprint.post("/v1/watches")
def create_watch() -> tuple[Response, int, dict[str, str]]:
    """Watch a claim; what is watched already stays as it is."""
    body = json_body(WatchRequest())
    checker = checker_for(body)
    claim, webhook = body.pop("claim"), body.pop("webhook", None)
    added = _watches().add(
        [claim],
        service().path,
        owner=_owner(),
        webhook=webhook,
        settings=checker.settings,
        **body,
    )
    (watch,) = added.watches
    address = url_for("watches.read_watch", watch_id=watch.id)
    return jsonify(watch=_record(watch), secret=added.secret), 201, {"Location": address}


@blueprint.get("/v1/watches/<watch_id>")
def read_watch(watch_id: str) -> Response:
    """A watch with its last verdict."""
    response = _described(watch_id, _owner())
    response.add_etag()
    return response


@blueprint.delete("/v1/watches/<watch_id>")
def delete_watch(watch_id: str) -> Response:
    """End a watch, with its history: one's own, or as `admin` anybody's."""
    owner = None if g.get("is_admin") else _owner()
    require_match(lambda: _described(watch_id, owner))
    _watches().remove(watch_id, owner=owner)
    return nothing()


@blueprint.get("/v1/watches/<watch_id>/changes")
def list_changes(watch_id: str) -> Response:
    """One page of how the verdict changed, the newest change first."""
    page, listed = query(PageQuery()), f"changes of {watch_id} of {_owner()}"
    before = read_cursor(page["cursor"], listed) if "cursor" in page else None
    found = _watches().changes(watch_id, before=before, limit=page["limit"] + 1, owner=_owner())
    shown = found[: page["limit"]]
    body: dict[str, Any] = {"changes": [change_record(change) for change in shown]}
    if len(found) > len(shown):
        body["next"] = cursor_after(shown[-1].id, listed)
    return jsonify(body)


def _watches() -> Watches:
    found = service().watches
    if found is None:
        raise Refusal("watches_off", "no watches are kept here")
    return found


def _owner() -> str:
    """The id of the key, empty where none is asked for."""
    return str(g.get("key_id", ""))


def _described(watch_id: str, owner: str | None) -> Response:
    return jsonify(_record(_watches().get(watch_id, owner=owner)))


def _record(watch: Watch) -> dict[str, Any]:
    # Where the index lies on this machine is nobody's business.
    return {**watch_record(watch), "index": service().name}
