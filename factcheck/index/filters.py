"""Filters as SQL over the rows of documents, so that they hold inside every search."""

from __future__ import annotations

import json

from factcheck.types import Filters

Condition = tuple[str, list[str]]


def condition(filters: Filters) -> Condition:
    """A WHERE clause for current documents named `d` that pass, and its parameters."""
    kind = "IS NOT NULL" if filters.reviews else "IS NULL"
    clauses, values = ["d.removed IS NULL", f"d.review {kind}"], []
    for clause, value in (
        ("d.effective <= ?", filters.as_of),
        ("d.effective > ?", filters.after),
        ("d.publisher IN (SELECT value FROM json_each(?))", _listed(filters.publishers)),
        ("d.language IN (SELECT value FROM json_each(?))", _listed(filters.languages)),
        (
            "d.id NOT IN (SELECT value FROM json_each(?))",
            _listed(filters.exclude_documents or None),
        ),
    ):
        if value is not None:
            clauses.append(clause)
            values.append(value)
    return " AND ".join(clauses), values


def _listed(values: frozenset[str] | None) -> str | None:
    return None if values is None else json.dumps(sorted(values))
