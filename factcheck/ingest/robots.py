"""What a site asks of programs that read it: robots.txt (RFC 9309)."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

AGENT = "factcheck"

# What reads a robots.txt: the status and text of the answer, None if there was none.
Read = Callable[[str], tuple[int, str] | None]

_NOTHING = "User-agent: *\nDisallow: /"
_AGENT_LINE = re.compile(r"\s*user[-\s]*agent[\s:]+(?P<name>[^\s#/]+)", re.IGNORECASE)


class Robots:
    """The rules of every site that was asked, each read once.

    :param read: fetches a robots.txt.
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self._rules: dict[str, Protego] = {}

    def allows(self, url: str) -> bool:
        """Whether the site of `url` lets programs read it.

        A site without the file allows all; one whose server fails allows nothing (RFC 9309,
        section 2.3.1).
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        if site not in self._rules:
            self._rules[site] = self._rules_of(f"{site}/robots.txt")
        return self._rules[site].can_fetch(url, AGENT)

    def _rules_of(self, url: str) -> Protego:
        answer = self._read(url)
        if answer is None or answer[0] >= 500:
            return Protego.parse(_NOTHING)
        return Protego.parse("" if answer[0] >= 400 else _for_us(answer[1]))


def _for_us(rules: str) -> str:
    """The rules with one name for all other programs.

    The parser keeps the rules of a group once for each of its programs: a hostile file of 512 kB
    that names thousands would take minutes.
    """
    return "\n".join(map(_named, rules.splitlines()))


def _named(line: str) -> str:
    match = _AGENT_LINE.match(line)
    if match is None:
        return line
    name = match["name"].lower()
    return f"User-agent: {name if name in ('*', AGENT) else 'other'}"
