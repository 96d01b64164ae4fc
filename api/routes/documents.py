"""The documents of the index: list, add, read, remove."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, jsonify

from factcheck import (
    Document,
    DocumentNotFound,
    InvalidInput,
    Limits,
    document_record,
    entry_record,
)
from factcheck.api.bodies import json_body, query
from factcheck.api.cursors import cursor_after, read_cursor
from factcheck.api.etags import require_match, revalidated
from factcheck.api.refusals import Refusal
from factcheck.api.representations import nothing
from factcheck.api.schemas import DocumentsRequest, PageQuery
from factcheck.api.service import service

blueprint = Blueprint("documents", __name__)
# What a file is proposed to be called when it is saved: nothing that leads elsewhere.
_NOT_IN_NAMES = re.compile(r"[^\w.-]|^\.+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_NAME_CHARS = 100


@blueprint.get("/v1/documents")
def list_documents() -> Response:
    """One page of documents in the order of their ids, without their texts."""
    page = query(PageQuery())
    listed, limit = f"documents of {service().name}", page["limit"]
    after = read_cursor(page["cursor"], listed) if "cursor" in page else None
    # One more than asked for tells whether there is a next page.
    found = service().checker.entries(after=after, limit=limit + 1)
    shown = found[:limit]
    body: dict[str, Any] = {"documents": [entry_record(document) for document in shown]}
    if len(found) > limit:
        body["next"] = cursor_after(shown[-1].id, listed)
    return jsonify(body)


@blueprint.post("/v1/documents")
def add_documents() -> tuple[Response, int]:
    """Add documents, or replace those whose id is known and whose content changed."""
    body = json_body(DocumentsRequest())
    documents = [Document(**values) for values in body["documents"]]
    _refuse_conflicts(documents)
    with service().bulkheads.changes.place():
        summary = service().checker.add(documents)
    return jsonify(**asdict(summary), ids=[document.id for document in documents]), 201


def _refuse_conflicts(documents: list[Document]) -> None:
    first: dict[str, Document] = {}
    for document in documents:
        if first.setdefault(document.id, document) != document:
            detail = f"two documents have the id {document.id[:80]!r} and differ"
            raise Refusal("document_conflict", detail)


@blueprint.get("/v1/documents/<any_text:document_id>")
def read_document(document_id: str) -> Response:
    """One document with its text."""
    return revalidated(_described(document_id))


@blueprint.route(
    "/v1/documents/<any_text:document_id>/original",
    methods=["OPTIONS"],
    provide_automatic_options=False,
)
def describe_original(document_id: str) -> Response:
    """What may be asked of an original, where the address is that of a document, too."""
    return Response(headers={"Allow": "GET, HEAD, OPTIONS"})


@blueprint.get("/v1/documents/<any_text:document_id>/original", provide_automatic_options=False)
def read_original(document_id: str) -> Response:
    """The file or web page that a document was read from, to be saved and never shown."""
    _refuse_impossible(document_id)
    # An id may hold anything: of a document whose own id ends so, this is the address.
    with suppress(DocumentNotFound, InvalidInput):
        return read_document(f"{document_id}/original")
    content = service().checker.original(document_id)
    response = Response(content, content_type="application/octet-stream")
    name = _NOT_IN_NAMES.sub("_", document_id)[-_NAME_CHARS:]
    names = {"filename": _NOT_ASCII.sub("_", name)}
    if not name.isascii():
        names["filename*"] = f"UTF-8''{quote(name)}"  # the one that counts (RFC 6266, 4.3)
    response.headers.set("Content-Disposition", "attachment", **names)
    return revalidated(response)


@blueprint.delete("/v1/documents/<any_text:document_id>")
def delete_document(document_id: str) -> Response:
    """Remove one document; it no longer counts from the next request on."""
    _refuse_impossible(document_id)
    with service().bulkheads.changes.place():
        require_match(lambda: _described(document_id))
        service().checker.remove([document_id])
    return nothing()


def _refuse_impossible(document_id: str) -> None:
    """Before the library refuses an id, by the name of an argument that no client knows.

    :raises InvalidInput: if no document can have that id.
    """
    if len(document_id) > (most := Limits.id_chars):
        expected = f"must be at most {most} characters"
        raise InvalidInput("document_id", document_id, expected, limit=most)
    if "\0" in document_id:
        raise InvalidInput("document_id", document_id, "must not hold a null character")


def _described(document_id: str) -> Response:
    _refuse_impossible(document_id)
    return jsonify(document_record(service().checker.get(document_id)))
