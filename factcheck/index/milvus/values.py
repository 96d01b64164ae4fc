"""Values as expressions of Milvus take them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def fingerprint(value: str | None) -> str:
    """128 bits in hexadecimal that stand for a text, so that no text stands in an expression."""
    if value is None:
        return ""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def listed(values: Iterable[str | int]) -> str:
    """Values of an expression: whole numbers, or texts of which nothing needs escaping."""
    shown = (str(value) if isinstance(value, int) else f'"{value}"' for value in values)
    return f"[{', '.join(shown)}]"
