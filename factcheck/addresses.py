"""Web addresses as they are compared."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

# Parameters that say where a reader came from, not what the page is.
_TRACKING_PREFIX = "utm_"
_TRACKING = frozenset({"fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "msclkid"})


def canonical_url(url: str | None) -> str | None:
    """A URL without scheme, `www.`, tracking parameters, fragment and trailing slash.

    None for none.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        fields = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return url.strip().casefold()
    host = parts.netloc.casefold().removeprefix("www.")
    kept = [
        (name, value)
        for name, value in fields
        if not name.startswith(_TRACKING_PREFIX) and name not in _TRACKING
    ]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host}{parts.path.rstrip('/')}{query}" or None
