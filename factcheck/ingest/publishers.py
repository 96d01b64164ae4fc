"""Who publishes a page: the name that it gives itself, else the domain that is registered."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from factcheck.ingest.titles import name_key

if TYPE_CHECKING:
    from tldextract import TLDExtract

_LONGEST = 120
_SHORTEST_LABEL = 4
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s©]*(?:(?:19|20)\d\d\W*)*(?:by\s+)?([^\W\d_][^.,|·•©\n]{2,60})",
    re.IGNORECASE,
)


def registered_domain(url: str | None) -> str | None:
    """The domain under a public suffix (`bbc.co.uk`); the host where there is no such suffix.

    None for an IP address or a name without a dot. The Public Suffix List is the copy that comes
    with tldextract; nothing is looked up.
    """
    host = _host(url)
    if host is None:
        return None
    return _extract()(host).top_domain_under_public_suffix or host.removeprefix("www.")


def publisher_name(value: str | None) -> str | None:
    """A stated name in one form: on one line, without `@`; of a web address the domain."""
    name = " ".join((value or "").split()).strip("@").strip()
    if name.casefold().startswith(("http://", "https://", "//")):
        return registered_domain(f"https:{name}" if name.startswith("//") else name)
    return name if any(map(str.isalnum, name)) and len(name) <= _LONGEST else None


def named_like(domain: str | None, names: Iterable[str]) -> str | None:
    """The first of some names that a domain is made of: `hillnews.org` of "The Hill News".

    A name may be longer than the domain (`clean-cities.org`, "Clean Cities Alliance").
    """
    label = name_key((domain or "").partition(".")[0])
    if len(label) < _SHORTEST_LABEL:
        return None
    found = (name for name in names if "." not in name and name_key(name).startswith(label))
    return next((name for name in found if len(name) <= _LONGEST), None)


def copyright_holder(line: str) -> str | None:
    """Who a line says holds the copyright; None if it says nothing of the kind."""
    match = _COPYRIGHT.search(line)
    return match[1].strip() if match else None


def own_address(page: str, base: str | None, stated: str | None) -> str:
    """The address under which a page wants to be known, as far as that is its own to say.

    :param page: where it was read.
    :param base: what its relative addresses are relative to, if it says.
    :param stated: its canonical address. One of another domain, or of the front page, is not
        taken: a page could pass for another publisher's.
    """
    try:
        address = urljoin(urljoin(page, base or ""), (stated or "").strip())
        parts = urlsplit(address)
        address.encode("utf-8")  # of a script it may hold half a character
    except ValueError:
        return page
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return page
    is_front = parts.path in {"", "/"} and not parts.query
    if is_front and urlsplit(page).path not in {"", "/"}:
        return page
    is_own = registered_domain(page) in {None, registered_domain(address)}
    return parts._replace(fragment="").geturl() if is_own else page


def _host(url: str | None) -> str | None:
    try:
        host = (urlsplit(url or "").hostname or "").rstrip(".").casefold()
    except ValueError:
        return None
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host if "." in host else None
    return None


@lru_cache(maxsize=1)
def _extract() -> TLDExtract:
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
