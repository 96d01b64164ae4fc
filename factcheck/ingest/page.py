"""What a server answered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered: `url` is where the redirects ended."""

    url: str
    content: bytes
    media_type: str
    charset: str | None
