"""The collections of an index on Milvus, and their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pymilvus import CollectionSchema, MilvusClient

PASSAGES, DOCUMENTS, LOG = TABLES = ("passages", "documents", "log")

# Of passages; indexes from before it was kept go on without.
HOST = "host"
# The longest that Milvus takes, in bytes; and characters that fit, however long their UTF-8 is.
_LONGEST = 65_535
PIECE = 16_000
_FINGERPRINT = 32
_WHEN = {"added": None, "removed": None}
# Field: its longest value in bytes, None for a whole number. The first is the primary key.
_FIELDS: dict[str, dict[str, int | None]] = {
    PASSAGES: {
        "key": None,
        "document": None,
        "source": _FINGERPRINT,
        "publisher": _FINGERPRINT,
        "language": _FINGERPRINT,
        HOST: 1_024,
        "effective": None,
        "kind": None,
        "start": None,
        "end": None,
        "text": _LONGEST,
        **_WHEN,
    },
    DOCUMENTS: {
        "key": 4_096,
        "number": None,
        "name": 4_096,
        "version": None,
        "part": None,
        "parts": None,
        "title": 16_384,
        "publisher": 16_384,
        "url": 16_384,
        "published": 16,
        "language": 16_384,
        "ingested": 16,
        "sha256": 64,
        "content": 64,
        "origin": 64,
        "address": _FINGERPRINT,
        "review": _LONGEST,
        "first_key": None,
        "passages": None,
        "text": _LONGEST,
        **_WHEN,
    },
    LOG: {"number": None, "snapshot": 64, "at": 32, "state": _LONGEST},
}
# Where rows are looked for by another field than the primary key.
_LOOKED_UP = {
    PASSAGES: ("document", "source", "publisher", "language", HOST, "effective", "kind"),
    DOCUMENTS: ("number", "name", "origin", "address"),
    LOG: (),
}


def fields(table: str, *, has_hosts: bool) -> list[str]:
    """The names of the fields, without those for searching."""
    return [field for field in _FIELDS[table] if has_hosts or field != HOST]


def create(
    client: MilvusClient,
    table: str,
    name: str,
    dimension: int,
    *,
    has_words: bool,
    is_lite: bool,
) -> None:
    """Make one collection and its search structures, and load it.

    Every collection of Milvus needs vectors: those without a use for them have tiny ones.
    """
    from pymilvus import DataType

    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    for place, (field, longest) in enumerate(_FIELDS[table].items()):
        if longest is None:
            schema.add_field(field, DataType.INT64, is_primary=place == 0)
        else:
            schema.add_field(field, DataType.VARCHAR, is_primary=place == 0, max_length=longest)
    is_searched = table == PASSAGES
    width = dimension if is_searched else len(NO_VECTOR)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=width)
    indexes = client.prepare_index_params()
    by_graph: dict[str, Any] = {"index_type": "HNSW", "params": {"M": 32, "efConstruction": 200}}
    one_by_one: dict[str, Any] = {"index_type": "FLAT"}
    kind = by_graph if is_searched and not is_lite else one_by_one
    indexes.add_index(field_name="vector", metric_type="IP", **kind)
    if not is_lite:
        for field in _LOOKED_UP[table]:
            # The kind that every version has for this type of field.
            indexes.add_index(field_name=field, index_type="")
    if is_searched and has_words:
        _add_words(schema, is_lite)
        indexes.add_index(
            field_name="sparse", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25"
        )
    client.create_collection(
        name, schema=schema, index_params=indexes, consistency_level="Strong", timeout=120.0
    )


NO_VECTOR = [0.0, 0.0]


def _add_words(schema: CollectionSchema, is_lite: bool) -> None:
    """BM25 over `words`, which are stems already: the server only parts them at spaces."""
    from pymilvus import DataType, Function, FunctionType

    schema.add_field(
        "words",
        DataType.VARCHAR,
        max_length=_LONGEST,
        enable_analyzer=True,
        analyzer_params={"tokenizer": "standard" if is_lite else "whitespace"},
    )
    schema.add_field("sparse", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_function(
        Function(
            name="bm25",
            function_type=FunctionType.BM25,
            input_field_names=["words"],
            output_field_names=["sparse"],
        )
    )
