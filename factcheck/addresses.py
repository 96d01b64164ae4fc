"""Web addresses as they are compared."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from factcheck.errors import InvalidInput

# Parameters that say where a reader came from, not what the page is.
_TRACKING_PREFIX = "utm_"
_TRACKING = frozenset({"fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "msclkid"})
# Brackets belong to an address in pairs, as in /wiki/Bridge_(Varna): the text closes its own.
_CHAR = r"[^\s<>()\[\]\"\u201d\u2019»…|*]"
_LINK = re.compile(rf"https?://(?:{_CHAR}|\({_CHAR}*\)|\[{_CHAR}*\])+", re.IGNORECASE)
_END_OF_SENTENCE = ".,;:!?'"
_RUNS = frozenset({"javascript", "data", "vbscript", "blob"})


def harmless(url: str) -> str:
    """The address of a source as its file gives it: a web address, a DOI, a path, whatever it is.

    :raises InvalidInput: if it runs something when it is followed, or holds a user name or a
        password, which the message does not repeat.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    if parts.scheme in _RUNS:
        raise InvalidInput("url", url, "must be the address of a source, not a script or data")
    if "@" in parts.netloc:
        shown = f"{parts.scheme}://…@{parts.netloc.rpartition('@')[2]}"
        raise InvalidInput("url", shown, "must hold no user name or password")
    return url


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
    # What a page gives as its address may be no valid Unicode.
    query = f"?{urlencode(sorted(kept), errors='replace')}" if kept else ""
    return f"{host}{parts.path.rstrip('/')}{query}" or None


def path(url: str | None) -> str:
    """The path of a web address; empty for none, and for what no address can be."""
    try:
        return urlsplit(url or "").path
    except ValueError:
        return ""


def links(text: str) -> frozenset[str]:
    """The canonical form of each web address that a text gives."""
    found = (canonical_url(link.rstrip(_END_OF_SENTENCE)) for link in _LINK.findall(text))
    return frozenset(link for link in found if link)
