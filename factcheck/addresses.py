"""Web addresses as they are compared."""

from __future__ import annotations

from urllib.parse import urlsplit


def canonical_url(url: str | None) -> str | None:
    """A URL without scheme, `www.`, query, fragment and trailing slash; None for none."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip().casefold()
    host = (parts.netloc or "").casefold().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}" or None
