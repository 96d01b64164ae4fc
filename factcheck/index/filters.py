"""Filters as SQL over the rows of documents, so that they hold inside every search."""

from __future__ import annotations

import json

from factcheck.types import Filters

Condition = tuple[str, list[str]]
# `folded` is given to every connection. A language also stands for its regions: en for en-US.
_PUBLISHER = "folded(d.publisher) IN (SELECT value FROM json_each(?))"
_LANGUAGE = """EXISTS (SELECT 1 FROM json_each(?) AS given WHERE
    substr(folded(d.language), 1, length(given.value) + 1) IN (given.value, given.value || '-'))"""


def condition(filters: Filters) -> Condition:
    """A WHERE clause for current documents named `d` that pass, and its parameters."""
    kind = "IS NOT NULL" if filters.reviews else "IS NULL"
    clauses, values = ["d.removed IS NULL", f"d.review {kind}"], []
    for clause, value in (
        ("d.effective <= ?", filters.as_of),
        ("d.effective > ?", filters.after),
        (_PUBLISHER, _names(filters.publishers)),
        (_LANGUAGE, _names(filters.languages)),
        (
            "d.id NOT IN (SELECT value FROM json_each(?))",
            _listed(filters.exclude_documents or None),
        ),
    ):
        if value is not None:
            clauses.append(clause)
            values.append(value)
    return " AND ".join(clauses), values


def folded(name: str | None) -> str | None:
    """A name as filters compare it, which ignore case as policies do."""
    return None if name is None else name.strip().casefold()


def _names(names: frozenset[str] | None) -> str | None:
    return _listed(None if names is None else frozenset(folded(name) or "" for name in names))


def _listed(values: frozenset[str] | None) -> str | None:
    return None if values is None else json.dumps(sorted(values))
