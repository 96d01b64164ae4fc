"""Files as they are: read into documents, which are added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from flask import Blueprint, Response, jsonify

from factcheck import (
    AddSummary,
    Document,
    IndexReadOnly,
    InvalidInput,
    InvalidSource,
    keeps_originals,
    read_upload,
)
from factcheck.api.bodies import file_body, query
from factcheck.api.schemas import FileQuery
from factcheck.api.service import service

blueprint = Blueprint("files", __name__)
_COLUMN = "_column"


@blueprint.post("/v1/files")
def add_file() -> tuple[Response, int]:
    """Add the documents of a file, or replace those whose ids are known."""
    given = query(FileQuery())
    columns = {
        field.removesuffix(_COLUMN): given.pop(field)
        for field in list(given)
        if field.endswith(_COLUMN)
    }
    content = file_body()
    # Before two minutes are spent on what cannot be kept.
    if not service().checker.is_writable:
        raise IndexReadOnly(service().path)
    try:
        with service().bulkheads.files.place() as go_on:
            found = read_upload(content, columns=columns, go_on=go_on, **given)
    except InvalidSource as error:
        place = "" if error.line is None else f"line {error.line}: "
        return _answer(AddSummary(0, 0, 0, 0), skipped=[place + error.reason]), 201
    except InvalidInput as error:
        if error.field != "columns":
            raise
        # By the name of the parameter, not by that of an argument that no client knows.
        field, _, column = str(error.value).partition("=")
        said = f"{field}{_COLUMN}: {error.expected}; got {column!r}"
        return _answer(AddSummary(0, 0, 0, 0), skipped=[said]), 201
    originals = found.original if keeps_originals(service().path) else None
    with service().bulkheads.changes.place():
        summary = service().checker.add(found.documents, originals=originals)
    return _answer(summary, found.documents, found.skipped, found.notes), 201


def _answer(
    summary: AddSummary,
    documents: Sequence[Document] = (),
    skipped: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Response:
    ids = [document.id for document in documents]
    return jsonify(**asdict(summary), ids=ids, skipped=list(skipped), notes=list(notes))
