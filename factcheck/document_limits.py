"""How long the fields of a document may be, and what may not be in them."""

from __future__ import annotations

from factcheck.config import Limits
from factcheck.errors import InvalidInput
from factcheck.types import Document

_METADATA = ("id", "title", "publisher", "url", "language")
# In an address these are steps of the path: no client asks for a document of such a name.
_STEPS = frozenset({".", ".."})


def check_fields(document: Document) -> None:
    """Refuse what no index keeps.

    :raises InvalidInput: for a field that is too long or not text.
    """
    if len(document.text) > (most := Limits.document_chars):
        expected = f"must be at most {most} characters, is {len(document.text)}"
        raise InvalidInput("text", document.text, expected, limit=most)
    for name in _METADATA:
        longest = Limits.id_chars if name == "id" else Limits.metadata_chars
        valid_string(getattr(document, name) or "", name, longest)
    if document.id in _STEPS:
        raise InvalidInput("id", document.id, "must not be . or .., which no address can end with")


def valid_string(value: object, field: str, longest: int = Limits.metadata_chars) -> str:
    """A string that SQLite can hold and compare.

    :raises InvalidInput: if it is too long, holds a null character or is not valid Unicode.
    """
    if not isinstance(value, str) or len(value) > longest:
        expected = f"must be a string of at most {longest} characters"
        raise InvalidInput(field, value, expected, limit=longest)
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidInput(field, value, "must be valid Unicode") from error
    if "\0" in value:
        raise InvalidInput(field, value, "must not hold a null character")
    return value
