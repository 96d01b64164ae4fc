"""Whether the process lives, and whether it should get traffic. The status code answers."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify

from factcheck.api.access import can_tell_keys
from factcheck.api.readiness import State
from factcheck.api.refusals import Refusal
from factcheck.api.service import service

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """200 as long as the process answers at all."""
    return jsonify(status="alive")


@blueprint.get("/readyz")
def ready() -> Response:
    """200 from the first query that has passed until the server is told to end, otherwise 503.

    Nor is it ready while its keys cannot be read: then it lets nobody in.
    """
    state = service().readiness.state
    if state is State.READY and not can_tell_keys(current_app):
        state = State.FAILED
    if state is not State.READY:
        raise Refusal("not_ready", f"the server is in the state {state.value!r}", state=state)
    return jsonify(status=state)
